#!/usr/bin/env python3
"""Random New York exports for caselint (synthetic data only).

    newyork_generate.py --seed N --cases K [--exported-on YYYY-MM-DD|none] [--unreadable P] [--odd P]

Writes one export to standard output; the same arguments give the same bytes.
--unreadable  chance per record of one bad date, money, count, boolean, or doubled scalar, id, person or part (default 0.02)
--odd         chance per record of losing something a strict schema may call required, or a foreign code (default 0.03)
Narratives are NARRxxxx, worker ids WKRxxxx: search outputs for those prefixes to find leaks (names are no part of the format).
"""
import argparse
import copy
import datetime
import random
import sys
from xml.sax.saxutils import escape, quoteattr

D = datetime.date
REASON = "Services no longer necessary"
# what the record's case has reached
(CLOSED, ENTERED, OPENED, STAGE, APPREG, PROCESSED, FDE, AUTHORIZED, ISSUED, CUT, FSS_CLOSED, WMS_CLOSED) = range(12)
DATE_ATTRS = {"closedOn", "enteredOn", "applicationSignedOn", "openedOn", "completedOn", "appRegOn", "occurredOn",
              "applicationProcessedOn", "fullDataEntryOn", "authorizedOn", "issuedOn", "checkCutOn", "from", "to"}
BAD_DATES = ["2008-02-30", "2008-13-01", "20080115", "2008-1-5", "01/15/2008", "2007-11-31", "2008-00-10", "2009-02-29"]
BAD_MONEY = ["300", "300.0", "-50.00", "1,000.00", "3e2", "300.005", "1234567890.00", "$300.00", "+300.00", "abc", ".50"]
# dropped at the low rate only
REQUIRED_ISH = {("ClosedCase", "wmsCaseNumber"), ("ClosedCase", "caseType"), ("MissedService", "id"), ("MissedService", "kind"),
                ("MissedService", "reason"), ("MissedService", "from"), ("MissedService", "to"), ("MissedService", "serviceCode"),
                ("FamilyServicesIntake", "id"), ("FamilyServicesIntake", "enteredOn"), ("Person", "personId"),
                ("LinkedCase", "connectionsCaseId"), ("FamilyServicesStage", "id"), ("FamilyServicesStage", "intakeId"),
                ("TrackedChildDetail", "status"), ("WmsCase", "applicationId"), ("Eligibility", "code"), ("Eligibility", "from"),
                ("Eligibility", "to"), ("PosLine", "id"), ("PosLine", "issue"), ("PosLine", "serviceCode"), ("PosLine", "from"),
                ("PosLine", "to"), ("PosLine", "personId"), ("BicsPayment", "id"), ("BicsPayment", "posLineId"),
                ("BicsPayment", "kind"), ("DirectServiceLine", "id"), ("FaspEvent", "occurredOn"), ("FaspEvent", "kind")}
CASE_ORDER = ["ClosedCase", "MissedService", "FamilyServicesIntake", "FamilyServicesStage", "WmsCase"]
KID_ORDER = {"FamilyServicesIntake": ["Person", "Narrative", "Bcfi", "LinkedCase"],
             "FamilyServicesStage": ["FaspEvent", "TrackedChildDetail"],
             "WmsCase": ["Eligibility", "DirectServiceLine", "PosLine", "BicsPayment"]}


class Node:
    def __init__(self, tag, attrs=None, kids=None, text=None):
        self.tag, self.kids, self.text = tag, list(kids or []), text
        self.attrs = {k: v for k, v in (attrs or {}).items() if v is not None}

    def all(self, tag):
        return [k for k in self.kids if k.tag == tag]

    def first(self, tag):
        got = self.all(tag)
        return got[0] if got else None

    def walk(self):
        yield self
        for k in self.kids:
            yield from k.walk()

    def sort(self):
        order = CASE_ORDER if self.tag == "RetroPaymentCase" else KID_ORDER.get(self.tag)
        if order:
            self.kids.sort(key=lambda k: order.index(k.tag))
        for k in self.kids:
            k.sort()

    def xml(self, depth):
        pad = "  " * depth
        head = "<ny:%s%s" % (self.tag, "".join(" %s=%s" % (k, quoteattr(v)) for k, v in self.attrs.items()))
        if self.text is not None:
            return "%s%s>%s</ny:%s>\n" % (pad, head, escape(self.text), self.tag)
        if not self.kids:
            return "%s%s/>\n" % (pad, head)
        return "%s%s>\n%s%s</ny:%s>\n" % (pad, head, "".join(k.xml(depth + 1) for k in self.kids), pad, self.tag)


def m(cents):
    return "%d.%02d" % divmod(max(0, cents), 100)


def days(n):
    return datetime.timedelta(days=n)


def date_of(s):
    try:
        return D.fromisoformat(s) if len(s) == 10 else None
    except (TypeError, ValueError):
        return None


def month_start(d, back):
    k = d.year * 12 + d.month - 1 - back
    return D(k // 12, k % 12 + 1, 1)


def years_before(d, n):
    try:
        return d.replace(year=d.year - n)
    except ValueError:
        return D(d.year - n, 3, 1)


class Gen:
    def __init__(self, a):
        self.a, self.rng, self.count = a, random.Random(a.seed), 0
        if a.exported_on is None:
            self.exported = self.rng.choice([D(2008, 2, 29), D(2008, 3, 31), D(2010, 3, 2), None] + [
                D(2007, 6, 1) + days(self.rng.randint(0, 1100)) for _ in range(20)])
        else:
            self.exported = None if a.exported_on == "none" else D.fromisoformat(a.exported_on)
        self.anchor = self.exported or D(2008, 6, 30)

    def token(self, prefix):
        self.count += 1
        return "%s%d%04d" % (prefix, self.a.seed, self.count)

    # ------------------------------------------------------------ a correct case, cut at a stage of the procedure
    def timeline(self, reach):
        """Dates of ENTERED..WMS_CLOSED, the last one reached lying near the export."""
        r = self.rng
        at, d = {}, D(2000, 1, 1)
        for e in range(ENTERED, WMS_CLOSED + 1):
            if e > ENTERED:
                d += days(r.choice([0, 0, 1, 1, 2, 3, 6]))
            at[e] = d
        last = at[max(reach, ENTERED)]
        k = r.random()
        if k < 0.03:
            end = self.anchor + days(r.choice([1, 1, 2, 20]))                    # recorded after the export
        elif k < 0.40:
            end = self.anchor - days(r.choice([0, 0, 1, 1, 2]))
        else:
            end = self.anchor - days(r.randint(0, 90))
        shift = end - last
        if r.random() < 0.06:                                                    # the work is done on a date for 29 February
            pick = [x for x in (D(2006, 2, 28), D(2006, 3, 1), D(2008, 2, 29), D(2010, 2, 28), D(2010, 3, 1))
                    if x + days(60) <= self.anchor]
            if pick:
                shift = r.choice(pick) - at[ENTERED]
        return {e: x + shift for e, x in at.items()}

    def birth(self, kind, at):
        r = self.rng
        if r.random() < 0.25:                                                    # about the 18th birthday
            b = years_before(at, 18)
            if kind == "adult":
                return b - days(r.choice([0, 0, 1, 2]))
            return b + days(r.choice([1, 1, 2, 30]))
        if r.random() < 0.2:
            leap = {("adult", 2006): 1988, ("child", 2006): 1988, ("child", 2010): 1992, ("adult", 2010): 1992}.get((kind, at.year))
            if leap and at.month in (2, 3) and (kind == "adult") == ((at.month, at.day) > (2, 28)):
                return D(leap, 2, 29)
            return r.choice([D(1964, 2, 29), D(1976, 2, 29)]) if kind == "adult" else r.choice([D(2000, 2, 29), D(1996, 2, 29)])
        return at - days(r.randint(19 * 366, 70 * 365) if kind == "adult" else r.randint(200, 17 * 365))

    def person(self, pid, kind, beneficiary, at):
        r = self.rng
        k = r.random()
        attrs = {"personId": pid}
        kids = []
        if k < 0.65:
            attrs["kind"] = kind
        if k >= 0.25:
            b = self.birth(kind, at)
            if k < 0.65 and r.random() < 0.05:
                b = self.birth("adult" if kind == "child" else "child", at)      # the kind decides, not the age
            kids.append(Node("PersonBirthDate", text=b.isoformat()))
        if beneficiary:
            attrs["beneficiary"] = "true"
        elif r.random() < 0.2:
            attrs["beneficiary"] = "false"
        return Node("Person", attrs, kids)

    def case(self, i):
        r = self.rng
        reach = r.choices(range(12), [3, 4, 3, 3, 4, 4, 6, 8, 7, 10, 11, 37])[0]
        at = self.timeline(reach)
        has = lambda e: reach >= e
        iso = lambda e, plus=0: (at[e] + days(plus)).isoformat() if has(e) else None
        entered = at[ENTERED]
        work = entered.isoformat()
        worker, other = self.token("WKR"), self.token("WKR")
        number = "S%07d" % r.randint(0, 9999999)
        status = r.choices(["opened", "converted", "never", None], [40, 28, 27, 5])[0]
        cid = "25%06d" % r.randint(0, 999999)
        prior_close = entered - days(r.choice([0, 1, 2, 14, 30, 31, 60, 200]))

        # the missed services, whole months or parts of months, over before the close and before the work is done
        n = r.choices([1, 2, 3, 4], [50, 32, 13, 5])[0]
        people = ["P-%d" % (100 * i + k + 1) for k in range(4)]
        payees = r.sample(people, r.choice([1, 1, 1, 2]))
        kind_of = {p: r.choice(["adult", "child", "child"]) for p in people}
        services = []
        top = min(prior_close, entered - days(1))
        for k in range(n):
            to = month_start(top, r.randint(0, 5)) - days(1)
            frm = to.replace(day=1)
            if r.random() < 0.15:
                to = top if k == 0 else frm + days(r.randint(0, (to - frm).days))
                frm = min(frm, to) if to < frm else max(frm, to.replace(day=1))
            s = {"id": "MS-%d" % (k + 1), "person": r.choice(payees), "kind": "direct" if r.random() < 0.12 else "purchased",
                 "code": "%02d" % r.randint(1, 40), "from": frm, "to": to, "reason": r.choice(["missed", "missed", "additional"])}
            if r.random() < 0.45:
                s["units"], s["rate"] = r.choice([1, 2, 3, 4, 7, 10, 31]), r.choice([3333, 4250, 1, 99, r.randint(100, 99999)])
                s["cents"] = s["units"] * s["rate"]
            else:
                s["cents"] = r.choice([30000, 11875, 1, 0 if r.random() < 0.1 else 100, r.randint(100, 250000), 99999999999 if r.random() < 0.02 else 5])
            services.append(s)

        c = Node("RetroPaymentCase", {"id": "NY-%d%05d" % (self.a.seed, i + 1), "district": self.rng.choice(self.districts)})
        # eligibility on the closed case: one period, or consecutive ones
        first = min(s["from"] for s in services) - days(r.choice([0, 1, 40, 200]))
        codes, cuts = ["04"], []
        if r.random() < 0.3:
            where = sorted({month_start(prior_close, b) for b in (1, 2, 4)[:r.choice([1, 2, 3])]})
            cuts = [x for x in where if first < x <= prior_close]
            codes = [r.choice(["02", "04", "04", "06"]) for _ in range(len(cuts) + 1)]
        bounds = [first] + cuts + [max(prior_close, max(s["to"] for s in services)) + days(1)]
        spans = [(codes[k] if codes else "04", bounds[k], bounds[k + 1] - days(1)) for k in range(len(bounds) - 1)]
        elig = lambda code, a, b: Node("Eligibility", {"code": code, "from": a.isoformat(), "to": b.isoformat()})
        c.kids.append(Node("ClosedCase", {
            "wmsCaseNumber": number, "caseType": "services", "closedOn": prior_close.isoformat(), "connectionsStatus": status,
            "connectionsCaseId": cid if status in ("opened", "converted") else None}, [elig(*x) for x in spans]))
        for s in services:
            money = Node("UnitRate", text=m(s["rate"])) if "rate" in s else Node("Amount", text=m(s["cents"]))
            c.kids.append(Node("MissedService", {
                "id": s["id"], "personId": s["person"], "kind": s["kind"], "serviceCode": s["code"], "from": s["from"].isoformat(),
                "to": s["to"].isoformat(), "units": str(s["units"]) if "units" in s else None, "reason": s["reason"]}, [money]))
        if not has(ENTERED):
            return c

        # intake: items 1 to 8 may still be missing while it is not opened
        listed = list(payees)
        kinds = [kind_of[p] for p in payees]
        if "adult" in kinds and "child" not in kinds or r.random() < 0.3:
            extra = next(p for p in people if p not in payees)
            kind_of[extra] = "child"
            listed.append(extra)
        if r.random() < 0.2:
            extra = [p for p in people if p not in listed]
            if extra:
                listed.append(extra[0])
        fsi = Node("FamilyServicesIntake", {
            "id": "FSI-%d" % (i + 1), "enteredOn": work, "stageType": "CWS", "preventiveOnly": r.choice(["false", "false", "false", "0"]),
            "sourceWorkerId": worker, "applicationSignedOn": work, "outcome": "openedForServices" if has(OPENED) else None,
            "openedOn": iso(OPENED)}, [self.person(p, kind_of[p], p in payees, entered) for p in listed])
        fsi.kids.append(Node("Narrative", text="%s synthetic circumstances of the missed payment." % self.token("NARR")))
        fsi.kids.append(Node("Bcfi", {"completedOn": work, "choices": str(r.choice([1, 1, 2, 9]))}))
        if status in ("opened", "converted"):
            fsi.kids.append(Node("LinkedCase", {"connectionsCaseId": cid}))
        if not has(OPENED):
            for a in ("stageType", "preventiveOnly", "sourceWorkerId", "applicationSignedOn"):
                if r.random() < 0.3:
                    fsi.attrs.pop(a)
            fsi.kids = [k for k in fsi.kids if r.random() < 0.75]
        c.kids.append(fsi)
        if not has(STAGE):
            return c

        adults = [p for p in listed if kind_of[p] == "adult"]
        caretaker = r.choice(adults) if adults else None
        if reach == STAGE and r.random() < 0.4:
            caretaker = None
        reason = r.choice([REASON] * 5 + [REASON.upper(), REASON.lower(), "\u201c" + REASON + "\u201d", '"%s"' % REASON,
                          "  Services  no longer necessary ", "'services no Longer necessary'", "\u2018Services no longer  necessary\u2019"])
        c.kids.append(Node("FamilyServicesStage", {
            "id": "FSS-%d" % (i + 1), "intakeId": "FSI-%d" % (i + 1), "primaryCaretakerId": caretaker, "appRegOn": iso(APPREG),
            "closedOn": iso(FSS_CLOSED), "closeReason": reason if has(FSS_CLOSED) else None}))
        if not has(APPREG) or (not has(PROCESSED) and r.random() < 0.4):
            return c

        wms = Node("WmsCase", {
            "applicationId": "APP-%d" % (i + 1), "applicationProcessedOn": iso(PROCESSED), "fullDataEntryOn": iso(FDE),
            "reuseNumberEngaged": r.choice(["true", "true", "true", "1"]) if has(FDE) else None,
            "wmsCaseNumber": number if has(FDE) else None, "closedOn": iso(WMS_CLOSED)})
        c.kids.append(wms)
        if has(FDE):
            a, b = min(s["from"] for s in services), max(s["to"] for s in services)
            for code, x, y in spans:
                if x <= b and y >= a:
                    wms.kids.append(elig(code, max(x, a), min(y, b)))
        early = reach == FDE and r.random() < 0.4                               # some lines written, or authorized, already
        if not has(AUTHORIZED) and not early:
            return c
        authorized = at[AUTHORIZED]
        dated = lambda: None if early and r.random() < 0.5 else (authorized - days(r.choice([0, 0, 0, min(1, (authorized - at[FDE]).days)]))).isoformat()
        for k in range(r.choice([1, 1, 1, 2])):
            if not (early and r.random() < 0.5):
                wms.kids.append(Node("DirectServiceLine", {"id": "D-%d" % (k + 1), "authorizedOn": dated(),
                                                           "authorizedBy": worker if k == 0 else r.choice([worker, other, other])}))
        count, payments = 0, []
        for s in services:
            if (s["kind"] == "direct" and r.random() < 0.8) or (early and r.random() < 0.4):
                continue
            parts = [s["cents"]]
            if s["cents"] > 1 and r.random() < 0.1:
                x = r.randint(1, s["cents"] - 1)
                parts = [x, s["cents"] - x]
            for cents in parts:
                count += 1
                line = "L-%d" % count
                wms.kids.append(Node("PosLine", {
                    "id": line, "missedServiceId": s["id"], "issue": "single", "serviceCode": s["code"], "from": s["from"].isoformat(),
                    "to": s["to"].isoformat(), "personId": s["person"], "authorizedOn": dated(), "authorizedBy": worker},
                    [Node("Amount", text=m(cents))]))
                some = reach == AUTHORIZED and r.random() < 0.15                 # one payment ahead of the others
                if has(ISSUED) or some:
                    slow = reach in (ISSUED, CUT) and r.random() < 0.12
                    if slow and r.random() < 0.5:
                        continue
                    wait = 1 if at[CUT] > at[ISSUED] and r.random() < 0.3 else 0
                    payments.append(Node("BicsPayment", {
                        "id": "B-%d" % (len(payments) + 1), "posLineId": line, "kind": "singleIssue",
                        "issuedOn": (at[ISSUED] + days(wait)).isoformat(), "checkCutOn": None if slow else iso(CUT)},
                        [Node("Amount", text=m(cents))]))
        if payments and r.random() < 0.1:
            r.shuffle(payments)
        wms.kids += payments
        return c

    # ------------------------------------------------------------ faults; one that does not fit changes nothing
    def faults(self):
        r = self.rng

        def get(c, tag):
            got = [n for n in c.walk() if n.tag == tag]
            return r.choice(got) if got else None

        def parent(c, node):
            return next(n for n in c.walk() if node in n.kids)

        def move(tag, name, steps=(-30, -2, -1, -1, 1, 1, 2, 30)):
            def f(c):
                n = get(c, tag)
                d = date_of(n.attrs.get(name)) if n else None
                if d:
                    n.attrs[name] = (d + days(r.choice(steps))).isoformat()
            return f

        def put(tag, name, *values):
            def f(c):
                n = get(c, tag)
                if n:
                    n.attrs[name] = r.choice(values)
            return f

        def putting(tag, name, *values):
            def f(c):
                n = get(c, tag)
                if n and name in n.attrs:
                    n.attrs[name] = r.choice(values)
            return f

        def drop(tag, *names):
            def f(c):
                n = get(c, tag)
                if n:
                    for x in names:
                        n.attrs.pop(x, None)
            return f

        def remove(tag):
            def f(c):
                n = get(c, tag)
                if n:
                    p = parent(c, n)
                    p.kids.remove(n)
            return f

        def relate(tag, name, other, oname, steps=(-1, 0, 1)):
            """Set one date to another event's, a day before it, or a day after."""
            def f(c):
                n, o = get(c, tag), get(c, other)
                d = date_of(o.attrs.get(oname)) if o else None
                if n and d and name in n.attrs:
                    n.attrs[name] = (d + days(r.choice(steps))).isoformat()
            return f

        def text(tag, *values):
            def f(c):
                n = get(c, tag)
                if n:
                    n.text = r.choice(values)
            return f

        def cents(tag, inside):
            def f(c):
                p = get(c, inside)
                n = p.first(tag) if p else None
                if n and n.text.replace(".", "").isdigit():
                    n.text = m(int(n.text.replace(".", "")) + r.choice([-2, -1, 1, 2, -1000, 1000, 5000]))
            return f

        def drop_item(c):
            n = get(c, "FamilyServicesIntake")
            if n:
                n.attrs.pop(r.choice(["stageType", "preventiveOnly", "sourceWorkerId", "applicationSignedOn"]), None)

        def no_children(c):
            n = get(c, "FamilyServicesIntake")
            if n:
                n.kids = [k for k in n.kids if k.tag != "Person" or k.attrs.get("beneficiary") == "true"]

        def all_adults(c):
            n = get(c, "FamilyServicesIntake")
            for p in n.all("Person") if n else []:
                p.attrs["kind"] = "adult"

        def empty_list(c):
            n = get(c, "FamilyServicesIntake")
            if n:
                n.kids = [k for k in n.kids if k.tag != "Person"]

        def unknown_age(c):
            n = get(c, "Person")
            if n:
                n.attrs.pop("kind", None)
                n.kids = []

        def by_birth(c):
            n, i = get(c, "Person"), get(c, "FamilyServicesIntake")
            d = date_of(i.attrs.get("applicationSignedOn")) if i else None
            if n and d:
                n.attrs.pop("kind", None)
                n.kids = [Node("PersonBirthDate", text=(years_before(d, 18) + days(r.choice([-1, 0, 0, 1]))).isoformat())]

        def caretaker(c):
            n, p = get(c, "FamilyServicesStage"), get(c, "Person")
            if n:
                n.attrs["primaryCaretakerId"] = r.choice(["P-9999", p.attrs.get("personId", "P-9998") if p else "P-9999"])

        def fasp(c):
            n, p = get(c, "FamilyServicesStage"), get(c, "FamilyServicesIntake")
            if n:
                d = n.attrs.get("appRegOn") or (p.attrs.get("enteredOn") if p else None) or "2008-03-06"
                n.kids.append(Node("FaspEvent", {"occurredOn": d, "kind": r.choice(["initiated", "viewed", "completed", "launched"])}))

        def tracked(c):
            n, p = get(c, "FamilyServicesStage"), get(c, "Person")
            if n:
                n.kids.append(Node("TrackedChildDetail", {"personId": p.attrs.get("personId", "P-1") if p else "P-1",
                                                          "status": r.choice(["started", "completed"])}))

        def backdate(c):
            n, s = get(c, "FamilyServicesIntake"), get(c, "MissedService")
            d = date_of(s.attrs.get("to")) if s else None
            if n and d:
                n.attrs["applicationSignedOn"] = (d + days(r.choice([-5, -1, 0, 1]))).isoformat()

        def add_link(c):
            n = get(c, "FamilyServicesIntake")
            if n and not n.first("LinkedCase"):
                n.kids.append(Node("LinkedCase", {"connectionsCaseId": "25999999"}))

        def new_elig(c):
            n = c.first("WmsCase")
            e = n.first("Eligibility") if n else None
            if e:
                e.attrs["code"] = r.choice(["02", "04", "07"])

        def one_elig(c):
            n = c.first("WmsCase")
            es = n.all("Eligibility") if n else []
            if len(es) > 1:
                es[0].attrs["to"] = es[-1].attrs.get("to", "2008-01-31")
                n.kids = [k for k in n.kids if k.tag != "Eligibility" or k is es[0]]

        def second_payment(c):
            n = get(c, "BicsPayment")
            if n:
                x = copy.deepcopy(n)
                x.attrs["id"] = n.attrs.get("id", "B") + "x"
                d = date_of(x.attrs.get("checkCutOn"))
                if d:
                    x.attrs["checkCutOn"] = (d + days(r.choice([0, 1, 5]))).isoformat()
                parent(c, n).kids.append(x)

        def stray_line(c):
            n, o = c.first("WmsCase"), get(c, "PosLine")
            if n and o:
                x = copy.deepcopy(o)
                x.attrs["id"] = "L-99"
                if r.random() < 0.5:
                    x.attrs.pop("missedServiceId", None)
                else:
                    x.attrs["missedServiceId"] = "MS-99"
                n.kids.append(x)

        def close_now(c):
            n, w = c.first("FamilyServicesStage"), c.first("WmsCase")
            dates = [date_of(v) for x in c.walk() for k, v in x.attrs.items() if k in ("appRegOn", "checkCutOn", "authorizedOn", "enteredOn")]
            dates = [d for d in dates if d]
            if n and "closedOn" not in n.attrs and dates:
                n.attrs["closedOn"] = (max(dates) + days(r.choice([-1, 0, 1]))).isoformat()
                n.attrs["closeReason"] = REASON
            elif w and "closedOn" not in w.attrs and dates:
                w.attrs["closedOn"] = (max(dates) + days(r.choice([0, 1]))).isoformat()

        def reopen_stage(c):
            n = c.first("FamilyServicesStage")
            if n:
                n.attrs.pop("closedOn", None)
                n.attrs.pop("closeReason", None)

        def no_services(c):
            c.kids = [k for k in c.kids if k.tag != "MissedService"]

        def amount_gone(c):
            p = get(c, r.choice(["MissedService", "PosLine", "BicsPayment"]))
            if p:
                p.kids = []

        def both_amounts(c):
            p = get(c, "MissedService")
            if p and p.first("UnitRate") and not p.first("Amount"):
                u, rate = p.attrs.get("units", ""), p.first("UnitRate").text.replace(".", "")
                if u.isdigit() and rate.isdigit():
                    p.kids.append(Node("Amount", text=m(int(u) * int(rate) + r.choice([0, 0, 1]))))

        def units_gone(c):
            for p in c.all("MissedService"):
                if p.first("UnitRate"):
                    p.attrs.pop("units", None)

        self.low = [both_amounts, units_gone]
        return [
            move("ClosedCase", "closedOn"), drop("ClosedCase", "closedOn"), relate("ClosedCase", "closedOn", "FamilyServicesIntake", "enteredOn"),
            putting("ClosedCase", "caseType", "Services", "foodStamps", "medicaid"), drop("ClosedCase", "connectionsStatus"),
            put("ClosedCase", "connectionsStatus", "never", "opened", "converted"), drop("ClosedCase", "connectionsCaseId"),
            putting("MissedService", "reason", "late", "Missed", "duplicate"), no_services, putting("MissedService", "kind", "direct"),
            drop("MissedService", "personId"), putting("MissedService", "personId", "P-9999"), move("MissedService", "to", (-3, -1, 1, 40)),
            relate("MissedService", "to", "ClosedCase", "closedOn"), amount_gone,
            remove("FamilyServicesIntake"), drop_item, drop_item, drop("FamilyServicesIntake", "sourceWorkerId"),
            lambda c: put("FamilyServicesIntake", "sourceWorkerId", self.token("WKR"))(c),
            empty_list, no_children, no_children, all_adults, unknown_age, by_birth, by_birth, remove("Person"),
            drop("Person", "beneficiary"), putting("Person", "beneficiary", "false"), putting("Person", "kind", "adult", "child"),
            putting("Person", "kind", "adult", "child"), text("Narrative", "", "   ", "\n"), remove("Narrative"), remove("Bcfi"),
            drop("Bcfi", "completedOn"), drop("Bcfi", "choices"), put("Bcfi", "choices", "0"),
            putting("FamilyServicesIntake", "stageType", "ADVPO", "FSI", "cws", "CCR"), putting("FamilyServicesIntake", "preventiveOnly", "true", "1"),
            move("FamilyServicesIntake", "applicationSignedOn", (-30, -1, -1, 1, 1)), backdate, backdate, move("FamilyServicesIntake", "enteredOn"),
            relate("FamilyServicesIntake", "applicationSignedOn", "FamilyServicesIntake", "openedOn"),
            remove("LinkedCase"), put("LinkedCase", "connectionsCaseId", "25999998"), add_link,
            putting("FamilyServicesIntake", "outcome", "closed", "screenedOut"), drop("FamilyServicesIntake", "outcome"),
            drop("FamilyServicesIntake", "openedOn"), drop("FamilyServicesIntake", "openedOn", "outcome"), move("FamilyServicesIntake", "openedOn"),
            remove("FamilyServicesStage"), put("FamilyServicesStage", "intakeId", "FSI-99999"), drop("FamilyServicesStage", "appRegOn"),
            move("FamilyServicesStage", "appRegOn"), drop("FamilyServicesStage", "primaryCaretakerId"), caretaker, caretaker, fasp, fasp,
            tracked, tracked, putting("FamilyServicesStage", "closeReason", "Other", "Services no longer needed", "Services no longer necessary."),
            drop("FamilyServicesStage", "closeReason"), drop("FamilyServicesStage", "closedOn"), reopen_stage, move("FamilyServicesStage", "closedOn"),
            relate("FamilyServicesStage", "closedOn", "BicsPayment", "checkCutOn"), relate("FamilyServicesStage", "closedOn", "PosLine", "authorizedOn"),
            relate("FamilyServicesStage", "closedOn", "WmsCase", "closedOn"), close_now, close_now,
            remove("WmsCase"), drop("WmsCase", "applicationProcessedOn"), drop("WmsCase", "fullDataEntryOn"), move("WmsCase", "applicationProcessedOn"),
            move("WmsCase", "fullDataEntryOn"), putting("WmsCase", "reuseNumberEngaged", "false", "0"), drop("WmsCase", "reuseNumberEngaged"),
            putting("WmsCase", "wmsCaseNumber", "S9990001", "s5550001"), drop("WmsCase", "wmsCaseNumber"), drop("WmsCase", "closedOn"),
            drop("WmsCase", "closedOn"), move("WmsCase", "closedOn"), relate("WmsCase", "closedOn", "FamilyServicesStage", "closedOn"),
            new_elig, new_elig, one_elig, one_elig, remove("Eligibility"), move("Eligibility", "from", (-1, 1, 10)), move("Eligibility", "to", (-10, -1, 1)),
            remove("DirectServiceLine"), remove("DirectServiceLine"), drop("DirectServiceLine", "authorizedOn"), move("DirectServiceLine", "authorizedOn"),
            drop("DirectServiceLine", "authorizedBy"), remove("PosLine"), remove("PosLine"), drop("PosLine", "authorizedOn"),
            move("PosLine", "authorizedOn"), drop("PosLine", "authorizedBy"), putting("PosLine", "issue", "recurring", "recurring", "Single"),
            putting("PosLine", "serviceCode", "77", "17"), putting("PosLine", "personId", "P-9999"), move("PosLine", "from", (-1, 1, 31)),
            move("PosLine", "to", (-1, 1)), putting("PosLine", "missedServiceId", "MS-1", "MS-2", "MS-99"), drop("PosLine", "missedServiceId"), stray_line,
            cents("Amount", "PosLine"), cents("Amount", "PosLine"), cents("Amount", "BicsPayment"), cents("Amount", "BicsPayment"),
            cents("Amount", "MissedService"), remove("BicsPayment"), remove("BicsPayment"), putting("BicsPayment", "kind", "recurring", "recurring", "SingleIssue"),
            drop("BicsPayment", "issuedOn"), drop("BicsPayment", "checkCutOn"), drop("BicsPayment", "checkCutOn"), move("BicsPayment", "issuedOn"),
            move("BicsPayment", "checkCutOn"), putting("BicsPayment", "posLineId", "L-77", "L-1"), second_payment, second_payment]

    def unreadable(self, c):
        r = self.rng
        slots = []
        for n in c.walk():
            slots += [(n, k, BAD_DATES) for k in n.attrs if k in DATE_ATTRS]
            slots += [(n, k, ["yes", "TRUE", "no"]) for k in n.attrs if k in ("preventiveOnly", "reuseNumberEngaged", "beneficiary")]
            slots += [(n, k, ["ten", "-1", "1.5"]) for k in n.attrs if k in ("units", "choices")]
            if n.tag == "PersonBirthDate":
                slots.append((n, None, BAD_DATES))
            if n.tag in ("Amount", "UnitRate"):
                slots.append((n, None, BAD_MONEY))
            if n.tag in ("Amount", "UnitRate", "PersonBirthDate", "Narrative", "Bcfi"):
                slots.append((n, "twice", None))
            if n.tag in ("PosLine", "MissedService"):
                slots.append((n, "id", ["L-1", "L-2"] if n.tag == "PosLine" else ["MS-1", "MS-2"]))
            if n.tag == "Person":
                slots.append((n, "twice", None))
            if n.tag in CASE_ORDER and n.tag != "MissedService":
                slots += [(n, "twice", None)] * 2
        n, k, values = r.choice(slots)
        if values is None:
            p = next(x for x in c.walk() if n in x.kids)
            other = copy.deepcopy(n)
            if n.tag == "Person":
                other.attrs["kind"] = r.choice(["adult", "child", "other"])
            if n.tag in CASE_ORDER and r.random() < 0.5:
                other = Node(n.tag, {name: value for name, value in n.attrs.items() if r.random() < 0.5})
            p.kids.insert(p.kids.index(n) + r.randrange(2), other)
        elif k is None:
            n.text = r.choice(values)
        else:
            n.attrs[k] = r.choice(values)

    def odd(self, c):
        r = self.rng
        slots = [(n, k) for n in c.walk() for k in n.attrs if (n.tag, k) in REQUIRED_ISH]
        k = r.random()
        if k < 0.6 and slots:
            n, name = r.choice(slots)
            n.attrs.pop(name)
        elif k < 0.8:
            codes = [(n, a) for n in c.walk() for a in n.attrs if (n.tag, a) in {
                ("MissedService", "kind"), ("Person", "kind"), ("ClosedCase", "connectionsStatus"), ("TrackedChildDetail", "status")}]
            n, name = r.choice(codes) if codes else (c.kids[0], "connectionsStatus")
            n.attrs[name] = r.choice(["other", "unknown"])
        else:
            r.choice(self.low)(c)

    def run(self, out):
        r, k = self.rng, self.a.cases
        self.districts = ["A%03d" % x for x in r.sample(range(1, 60), max(1, min(20, 1 + k // 10)))]
        faults = self.faults()
        cases = []
        for i in range(k):
            c = self.case(i)
            for _ in range(r.choices([0, 1, 2, 3, 5], [34, 32, 19, 12, 3])[0]):
                before = c.xml(0)
                for _try in range(12):
                    r.choice(faults)(c)
                    if c.xml(0) != before:
                        break
            if r.random() < 0.06:                                                # anything a worker may not have done
                slots = [(n, a) for n in c.walk() for a in n.attrs if a != "id" and (n.tag, a) not in REQUIRED_ISH and a != "district"]
                if slots:
                    n, a = r.choice(slots)
                    n.attrs.pop(a)
            if r.random() < self.a.unreadable:
                self.unreadable(c)
            if r.random() < self.a.odd:
                self.odd(c)
            c.sort()
            cases.append(c)
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<!-- Synthetic data, newyork_generate.py seed %d. -->\n' % self.a.seed)
        out.write('<CaseExport xmlns="urn:caselint:export:1" xmlns:ny="urn:caselint:us-ny:retro-payment:1"\n'
                  '            schemaVersion="1.0" system="NYS CONNECTIONS/WMS"%s>\n'
                  % (' exportedOn="%s"' % self.exported.isoformat() if self.exported else ""))
        for c in cases:
            out.write(c.xml(1))
        out.write("</CaseExport>\n")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--seed", type=int, required=True)
    p.add_argument("--cases", type=int, required=True)
    p.add_argument("--exported-on")
    p.add_argument("--unreadable", type=float, default=0.02)
    p.add_argument("--odd", type=float, default=0.03)
    a = p.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")
    Gen(a).run(sys.stdout)


if __name__ == "__main__":
    main()
