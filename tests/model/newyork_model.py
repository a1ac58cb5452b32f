#!/usr/bin/env python3
"""Independent reference model of New York's "Administrative Opening of a CONNECTIONS case to make retro-payments".

    newyork_model.py FILE... [--as-of YYYY-MM-DD] [--explain]

Written from the letter and from docs/new-york-administrative-opening.md. Standard library, Python 3.11. Cents are int, dates datetime.date.
Three kinds of value: None (absent), BAD (there, but unreadable, or a scalar given twice), or the value.
--explain adds "why": the instances behind every outcome that is not pass or notapplicable.
Where the text admits several readings, the model takes those that the documentation lists.
"""
import datetime
import json
import re
import sys
import xml.etree.ElementTree as ET

D_ = datetime.date
PARAM = {
    "case_type": "services",
    "missed_reasons": ("missed", "additional"),
    "stage_type": "CWS",
    "preventive_only": False,
    "bcfi_min_choices": 1,
    "adult_age": 18,
    "kind_adult": "adult",
    "kind_child": "child",
    "status_link": ("converted", "opened"),
    "status_no_link": ("never",),
    "outcome_open": "openedForServices",
    "kind_purchased": "purchased",
    "tracked": ("completed", "started"),
    "close_reason": "Services no longer necessary",
    "issue_single": "single",
    "bics_single": "singleIssue",
}

NY = "{urn:caselint:us-ny:retro-payment:1}"


class _Bad:
    def __repr__(self):
        return "BAD"


BAD = _Bad()
ORDER = ["error", "fail", "unknown", "pending", "manual", "pass", "notapplicable"]
RANK = {w: i for i, w in enumerate(ORDER)}
RULES = (["NYS-APP-%02d" % i for i in range(1, 4)] + ["NYS-FSI-%02d" % i for i in range(1, 18)]
         + ["NYS-FSS-%02d" % i for i in range(1, 11)] + ["NYS-WMS-%02d" % i for i in range(1, 14)]
         + ["NYS-PAY-01", "NYS-PAY-02"] + ["NYS-ORD-%02d" % i for i in (1, 2, 3, 4, 5, 6, 9, 10)])

# the chain of the procedure; authorizations of both kinds are one place, they are parallel
(OPENED, STAGE, APPREG, PROCESSED, FDE, AUTHORIZED, ISSUED, CHECKCUT, FSS_CLOSED, WMS_CLOSED) = range(1, 11)


# ---------------------------------------------------------------- reading
def ok(v):
    return v is not None and v is not BAD


def kids(el, name):
    return [] if not ok(el) else el.findall(NY + name)


def one(el, name):
    """A child that may stand once: None, BAD (given twice) or the element."""
    if el is BAD:
        return BAD
    found = kids(el, name)
    return None if not found else found[0] if len(found) == 1 else BAD


def parse_date(s):
    if not ok(s):
        return s
    s = s.strip()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", s, re.A):
        return BAD
    try:
        return D_(int(s[:4]), int(s[5:7]), int(s[8:]))
    except ValueError:
        return BAD


def parse_money(s):
    if not ok(s):
        return s
    s = s.strip()
    return int(s.replace(".", "")) if re.fullmatch(r"\d{1,9}\.\d{2}", s, re.A) else BAD


def parse_count(s):
    if not ok(s):
        return s
    return int(s) if re.fullmatch(r"\d{1,9}", s, re.A) else BAD


def parse_bool(s):
    if not ok(s):
        return s
    return {"true": True, "1": True, "false": False, "0": False}.get(s, BAD)


def attr(el, name):
    if not ok(el):
        return el
    v = el.get(name)
    return None if v is None else v.strip()


def adate(el, name):
    return parse_date(attr(el, name))


def leaf(el, name):
    c = one(el, name)
    return "".join(c.itertext()).strip() if ok(c) else c


def fmt(cents):
    return "%d.%02d" % divmod(cents, 100)


class Obj:
    def __init__(self, **kw):
        self.__dict__.update(kw)


def read_case(el, as_of, exported):
    c = Obj(id=el.get("id"), type="RetroPaymentCase", as_of=as_of, exported=exported)
    elig = lambda par: [Obj(code=attr(e, "code"), frm=adate(e, "from"), to=adate(e, "to")) for e in kids(par, "Eligibility")]
    p = one(el, "ClosedCase")
    c.closed = Obj(number=attr(p, "wmsCaseNumber"), type=attr(p, "caseType"), on=adate(p, "closedOn"),
                   status=attr(p, "connectionsStatus"), cid=attr(p, "connectionsCaseId"), elig=elig(p))
    c.missed = []
    for e in kids(el, "MissedService"):
        m = Obj(id=attr(e, "id"), person=attr(e, "personId"), kind=attr(e, "kind"), code=attr(e, "serviceCode"),
                frm=adate(e, "from"), to=adate(e, "to"), reason=attr(e, "reason"), units=parse_count(attr(e, "units")),
                rate=parse_money(leaf(e, "UnitRate")), amount=parse_money(leaf(e, "Amount")))
        if ok(m.units) and ok(m.rate):
            m.value = m.units * m.rate
        elif m.units is BAD or m.rate is BAD:
            m.value = BAD
        else:
            m.value = m.amount
        c.missed.append(m)

    # a part given twice is BAD, and so is every value in it; of its lists nothing is known
    i = one(el, "FamilyServicesIntake")
    c.intake = i is not None
    c.intake_twice = i is BAD
    bcfi = one(i, "Bcfi")
    c.fsi = Obj(id=attr(i, "id"), entered=adate(i, "enteredOn"), stage_type=attr(i, "stageType"),
                preventive=parse_bool(attr(i, "preventiveOnly")), source=attr(i, "sourceWorkerId"),
                signed=adate(i, "applicationSignedOn"), outcome=attr(i, "outcome"), opened=adate(i, "openedOn"),
                narrative=leaf(i, "Narrative"), bcfi=bcfi, bcfi_on=adate(bcfi, "completedOn"),
                choices=parse_count(attr(bcfi, "choices")),
                links=[attr(e, "connectionsCaseId") for e in kids(i, "LinkedCase")])
    c.persons = [Obj(id=attr(e, "personId"), kind=attr(e, "kind"), birth=parse_date(leaf(e, "PersonBirthDate")),
                     beneficiary=parse_bool(attr(e, "beneficiary"))) for e in kids(i, "Person")]
    for q in c.persons:
        q.age = age_class(q, c.fsi.signed)

    s = one(el, "FamilyServicesStage")
    c.stage = s is not None
    c.stage_twice = s is BAD
    c.fss = Obj(intake=attr(s, "intakeId"), caretaker=attr(s, "primaryCaretakerId"), appreg=adate(s, "appRegOn"),
                closed=adate(s, "closedOn"), reason=attr(s, "closeReason"),
                fasp=[adate(e, "occurredOn") for e in kids(s, "FaspEvent")],
                tracked=[attr(e, "status") for e in kids(s, "TrackedChildDetail")])

    w = one(el, "WmsCase")
    c.wms_twice = w is BAD
    c.wms = Obj(app=attr(w, "applicationId"), processed=adate(w, "applicationProcessedOn"), fde=adate(w, "fullDataEntryOn"),
                reuse=parse_bool(attr(w, "reuseNumberEngaged")), number=attr(w, "wmsCaseNumber"), closed=adate(w, "closedOn"),
                elig=elig(w))
    c.direct = [Obj(id=attr(e, "id"), on=adate(e, "authorizedOn"), by=attr(e, "authorizedBy")) for e in kids(w, "DirectServiceLine")]
    c.pos = [Obj(id=attr(e, "id"), ms=attr(e, "missedServiceId"), issue=attr(e, "issue"), code=attr(e, "serviceCode"),
                 frm=adate(e, "from"), to=adate(e, "to"), person=attr(e, "personId"), on=adate(e, "authorizedOn"),
                 by=attr(e, "authorizedBy"), amount=parse_money(leaf(e, "Amount"))) for e in kids(w, "PosLine")]
    c.bics = [Obj(line=attr(e, "posLineId"), kind=attr(e, "kind"), issued=adate(e, "issuedOn"), cut=adate(e, "checkCutOn"),
                  amount=parse_money(leaf(e, "Amount"))) for e in kids(w, "BicsPayment")]
    # a payment that was neither issued nor cut a check for is a step not done; a POS line is one as soon as it is written
    c.paid = [b for b in c.bics if b.issued is not None or b.cut is not None]
    for x in c.pos:
        x.payments = [b for b in c.paid if ok(x.id) and b.line == x.id and alone(x, c.pos)]
    for m in c.missed:
        m.lines = [x for x in c.pos if ok(m.id) and x.ms == m.id and alone(m, c.missed)]
        m.payments = [b for x in m.lines for b in x.payments]
    doubtful_links(c)

    c.happened = {
        OPENED: opened(c), STAGE: c.stage, APPREG: c.fss.appreg is not None, PROCESSED: c.wms.processed is not None,
        FDE: c.wms.fde is not None, AUTHORIZED: any(x.on is not None for x in c.direct + c.pos),
        ISSUED: any(b.issued is not None for b in c.bics), CHECKCUT: any(b.cut is not None for b in c.bics),
        FSS_CLOSED: c.fss.closed is not None, WMS_CLOSED: c.wms.closed is not None}
    # what stands in a part given twice is no sign that a step was taken
    for twice, places in ((c.stage_twice, (APPREG, FSS_CLOSED)), (c.wms_twice, (PROCESSED, FDE, WMS_CLOSED))):
        c.happened.update((place, False) for place in places if twice)
    # events; not the periods of services and eligibility, nor birth dates
    c.event_dates = [c.closed.on, c.fsi.entered, c.fsi.signed, c.fsi.opened, c.fsi.bcfi_on, c.fss.appreg, c.fss.closed,
                     c.wms.processed, c.wms.fde, c.wms.closed] + c.fss.fasp + [x.on for x in c.direct + c.pos] \
        + [d for b in c.bics for d in (b.issued, b.cut)]
    return c


def alone(y, candidates):
    """No other has this id."""
    return [z.id for z in candidates].count(y.id) == 1


def doubtful_links(c):
    """What may belong to something without the export saying so: a reference left out fits everything of its kind, and
    one that leads nowhere, or to several, fits these and what has no id."""
    def fits(reference, candidates):
        if ok(reference) and [y.id for y in candidates].count(reference) == 1:
            return []
        return [y for y in candidates if not ok(reference) or not ok(y.id) or y.id == reference]

    for b in c.paid:
        b.perhaps = fits(b.line, c.pos)
    for x in c.pos:
        x.perhaps = fits(x.ms, c.missed)
        x.stray = [b for b in c.paid if x in b.perhaps]
    for m in c.missed:
        m.stray_lines = [x for x in c.pos if m in x.perhaps]
        m.stray_payments = [b for x in m.lines for b in x.stray] + [b for x in m.stray_lines for b in x.payments + x.stray]
        if not c.pos:
            m.stray_payments = [b for b in c.paid if not ok(b.line)]


def opened(c):
    """The opening has happened: it has a date, and no other outcome is recorded."""
    return c.intake and c.fsi.opened is not None and c.fsi.outcome in (None, PARAM["outcome_open"])


def age_class(p, at):
    """'adult', 'child' or None (cannot be told)."""
    if p.kind is not None:
        return {PARAM["kind_adult"]: "adult", PARAM["kind_child"]: "child"}.get(p.kind)
    if not ok(p.birth) or not ok(at):
        return None
    b = p.birth
    years = at.year - b.year - ((at.month, at.day) < (b.month, b.day))     # 29 February: of age on 1 March
    return "child" if years < PARAM["adult_age"] else "adult"


# ---------------------------------------------------------------- outcomes
class Sheet:
    """Collects instances per rule; the worst counts."""

    def __init__(self, rules):
        self.inst = {r: [] for r in rules}

    def add(self, rule, outcome, why=""):
        self.inst["NYS-" + rule].append((outcome, why))

    def worst(self, rule):
        got = [o for o, _ in self.inst[rule]]
        return min(got, key=RANK.get) if got else "notapplicable"

    def outcomes(self):
        return {r: self.worst(r) for r in self.inst}

    def why(self):
        return {r: [i for i in v if i[0] not in ("pass", "notapplicable")] for r, v in self.inst.items()
                if any(i[0] not in ("pass", "notapplicable") for i in v)}


def same(value, expected):
    if not ok(value) or not ok(expected):
        return "unknown"
    return "pass" if value == expected else "fail"


def in_order(a, b):
    """Both dates are there (not absent); unreadable is unknown."""
    if a is BAD or b is BAD:
        return "unknown"
    return "pass" if a <= b else "fail"


def total(amounts):
    return sum(amounts) if all(ok(a) for a in amounts) else None


def squeeze(s):
    return re.sub(r"[\s\u00a0\"'`\u00b4\u2018-\u201f\u2039\u203a\u00ab\u00bb]", "", s).lower()


def judge(c):
    s = c.sheet = Sheet(RULES)
    late = lambda place: any(done for at, done in c.happened.items() if at > place)
    not_done = lambda place: "fail" if late(place) else "pending"
    item = "fail" if late(0) else "pending"              # an intake item not there: in time until the opening
    by_id = {m.id: m for m in c.missed if alone(m, c.missed)}
    lines = {x.id for x in c.pos if ok(x.id) and alone(x, c.pos)}

    # ---- the procedure applies
    fsi, fss, wms, closed = c.fsi, c.fss, c.wms, c.closed
    if closed.on is None:
        s.add("APP-01", "fail", "not closed")
    elif closed.on is BAD:
        s.add("APP-01", "unknown", "closedOn unreadable")
    elif not c.intake:
        s.add("APP-01", "pass")
    elif not ok(fsi.entered):
        s.add("APP-01", "unknown", "enteredOn")
    else:
        s.add("APP-01", in_order(closed.on, fsi.entered), "closed by the intake")
    s.add("APP-02", same(closed.type, PARAM["case_type"]), "case type")
    if not c.missed:
        s.add("APP-03", "fail", "no missed service")
    for m in c.missed:
        s.add("APP-03", "unknown" if m.reason is None else "pass" if m.reason in PARAM["missed_reasons"] else "fail", "reason")

    # ---- the intake
    authorizations = [x for x in c.direct + c.pos if x.on is not None]
    if c.intake:
        s.add("FSI-01", item if fsi.source is None else "unknown" if fsi.source is BAD else "pass", "source")
        if fsi.source is not None and (authorizations or c.wms_twice):
            by = [x.by for x in authorizations]
            open_question = None in by or fsi.source is BAD or c.wms_twice
            s.add("FSI-02", "pass" if fsi.source in by else "unknown" if open_question else "fail", "source authorizes")

        if c.intake_twice:
            s.add("FSI-03", "unknown", "intake given twice")
            s.add("FSI-05", "unknown", "intake given twice")
        elif not c.persons:
            s.add("FSI-03", item, "list empty")
        for p in c.persons:
            if p.id is None or (p.kind is None and p.birth is None):
                s.add("FSI-03", item, "person incomplete")
            if p.kind is not None or p.birth is not None:
                s.add("FSI-03", "unknown" if p.kind is None and p.birth is BAD else "pass", "birth date")

        for m in c.missed:
            if m.person is None:
                continue
            marks = [p.beneficiary for p in c.persons if p.id == m.person]
            if c.intake_twice:
                marks = [BAD]
            s.add("FSI-04", "pass" if True in marks else "unknown" if BAD in marks else item, "payee on the list")

        marked = [p for p in c.persons if p.beneficiary is True]
        maybe_marked = [p for p in c.persons if p.beneficiary is BAD]
        ages = [p.age for p in c.persons]
        if any(p.age == "adult" for p in marked):
            s.add("FSI-05", "pass" if "child" in ages else "unknown" if None in ages else item, "child on the list")
        elif any(p.age is None for p in marked) or any(p.age != "child" for p in maybe_marked):
            s.add("FSI-05", "unknown", "adult or child")

        if fsi.narrative is BAD:
            s.add("FSI-06", "unknown", "narrative")
            s.add("FSI-07", "unknown", "narrative")
        elif fsi.narrative:
            s.add("FSI-06", "pass")
            s.add("FSI-07", "manual", "circumstances")
        else:
            s.add("FSI-06", item, "narrative")

        if fsi.bcfi_on is None:
            s.add("FSI-08", item, "BCFI")
        elif fsi.bcfi_on is BAD or not ok(fsi.choices):
            s.add("FSI-08", "unknown", "BCFI")
        else:
            s.add("FSI-08", "pass" if fsi.choices >= PARAM["bcfi_min_choices"] else "fail", "choices")

        s.add("FSI-09", item if fsi.stage_type is None else same(fsi.stage_type, PARAM["stage_type"]), "stage type")
        s.add("FSI-10", item if fsi.preventive is None else same(fsi.preventive, PARAM["preventive_only"]), "preventive only")

        if fsi.signed is None:
            s.add("FSI-11", item, "signed date")
        else:
            s.add("FSI-11", same(fsi.signed, fsi.entered), "signed on the work date")
            if fsi.signed is BAD:
                s.add("FSI-12", "unknown", "signed date")
            else:
                if fsi.entered is None and not c.missed:
                    s.add("FSI-12", "unknown", "nothing to compare with")
                s.add("FSI-12", "pass")
                if fsi.entered is BAD:
                    s.add("FSI-12", "unknown", "work date")
                elif fsi.entered is not None and fsi.signed < fsi.entered:
                    s.add("FSI-12", "fail", "before the work date")
                for m in c.missed:
                    s.add("FSI-12", "unknown" if not ok(m.to) else "fail" if fsi.signed <= m.to else "pass", "end of service")

        if not ok(closed.status):
            s.add("FSI-13", "unknown", "connectionsStatus")
        elif closed.status in PARAM["status_link"]:
            s.add("FSI-13", "unknown" if c.intake_twice else "pass" if fsi.links else item, "link")
        if c.intake_twice:
            s.add("FSI-14", "unknown", "intake given twice")
            s.add("FSI-15", "unknown", "intake given twice")
        for link in fsi.links:
            if not ok(link) or link != closed.cid:
                s.add("FSI-14", "unknown", "linked case not in the export")
            else:
                s.add("FSI-14", "unknown" if closed.on is BAD else "fail" if closed.on is None else "pass", "linked case closed")
            s.add("FSI-15", same(link, closed.cid), "linked case")
        if closed.status in PARAM["status_no_link"]:
            s.add("FSI-16", "unknown" if c.intake_twice else "fail" if fsi.links else "pass", "link though never in CONNECTIONS")

        if ok(fsi.outcome) and fsi.outcome != PARAM["outcome_open"]:
            s.add("FSI-17", "fail", "another outcome")
        elif fsi.opened is None:
            s.add("FSI-17", not_done(OPENED), "not opened")
        else:
            s.add("FSI-17", "unknown" if fsi.opened is BAD or fsi.outcome is None else "pass", "outcome or date")

        if c.intake_twice:
            s.add("FSS-01", "unknown", "intake given twice")
        elif opened(c):
            s.add("FSS-01", same(fss.intake, fsi.id) if c.stage else not_done(STAGE), "stage of this intake")

    # ---- the stage
    if c.stage:
        if fss.appreg is None:
            s.add("FSS-02", not_done(APPREG), "App/Reg")
        else:
            s.add("FSS-02", "unknown" if fss.appreg is BAD else "pass", "App/Reg date")

        ages = [None] if c.intake_twice else [p.age for p in c.persons]
        if ages and fss.caretaker is BAD:
            s.add("FSS-03" if "adult" in ages else "FSS-04", "unknown", "stage given twice")
            if None in ages and "adult" not in ages:
                s.add("FSS-03", "unknown", "adult or child")
        elif "adult" in ages:
            if fss.caretaker is None:
                s.add("FSS-03", "fail" if late(STAGE) else "pending", "no caretaker")
            else:
                mine = [p.age for p in c.persons if p.id == fss.caretaker]
                told = "pass" if "adult" in mine and "child" not in mine else "unknown" if {"adult", None} & set(mine) else "fail"
                s.add("FSS-03", told, "caretaker")
        elif None in ages:
            s.add("FSS-03", "unknown", "adult or child")
            s.add("FSS-04", "unknown", "adult or child")
        elif ages:
            s.add("FSS-04", "pass" if fss.caretaker is None else "fail", "caretaker of children only")

        s.add("FSS-05", "unknown" if c.stage_twice else "fail" if fss.fasp else "pass", "FASP")
        s.add("FSS-06", "unknown" if c.stage_twice else "pass", "tracked child detail")
        for t in fss.tracked:
            s.add("FSS-06", "fail" if t in PARAM["tracked"] else "unknown", "tracked child detail")

        if fss.closed is not None:
            s.add("FSS-07", "pass")
            s.add("FSS-08", "pass")
            for x in c.direct + c.pos:
                undone = "unknown" if c.stage_twice else "fail"
                s.add("FSS-07", undone if x.on is None else in_order(x.on, fss.closed), "authorization by the closing")
            for x in c.pos:
                cuts = [b.cut for b in x.payments if b.cut is not None]
                if not ok(x.ms) or x.ms not in by_id:
                    in_time = cuts and all(in_order(d, fss.closed) == "pass" for d in cuts)
                    if x.perhaps and not in_time:
                        s.add("FSS-08", "unknown", "no check for a line that may be for a missed service")
                    continue
                if not cuts:
                    elsewhere = any(b.cut is not None for b in x.stray)
                    s.add("FSS-08", "unknown" if x.id is None or elsewhere or c.stage_twice else "fail", "no check")
                for d in cuts:
                    s.add("FSS-08", in_order(d, fss.closed), "check by the closing")
            if not ok(fss.reason):
                s.add("FSS-09", "unknown", "reason absent")
            else:
                s.add("FSS-09", "pass" if squeeze(fss.reason) == squeeze(PARAM["close_reason"]) else "fail", "reason")

    cuts = [[b.cut for b in x.payments if b.cut is not None] for x in c.pos]
    maybe_cut = [cut or any(b.cut is not None for b in x.stray) for x, cut in zip(c.pos, cuts)]
    if c.wms_twice:
        s.add("FSS-10", "pass" if ok(fss.closed) else "unknown", "WMS case given twice")
    elif maybe_cut and all(maybe_cut):
        flat = [d for v in cuts for d in v]
        if fss.closed is not None:
            s.add("FSS-10", "unknown" if fss.closed is BAD else "pass", "closing date")
        elif not all(cuts):
            s.add("FSS-10", "unknown", "a check for no line in particular")
        elif late(FSS_CLOSED):
            s.add("FSS-10", "fail", "WMS case closed, stage open")
        elif BAD in flat or not ok(c.as_of):
            s.add("FSS-10", "unknown", "last check or as-of date")
        else:
            s.add("FSS-10", "pending" if c.as_of <= max(flat) else "fail", "stage open")

    # ---- WMS
    if fss.appreg is not None:
        if wms.processed is None:
            s.add("WMS-01", "unknown" if c.stage_twice else not_done(PROCESSED), "not processed")
        else:
            s.add("WMS-01", "unknown" if wms.processed is BAD or wms.app is None else "pass", "application")
    if wms.processed is not None:
        if wms.fde is None:
            s.add("WMS-02", not_done(FDE), "no FDE")
        else:
            s.add("WMS-02", "unknown" if wms.fde is BAD else "pass", "FDE date")
    if wms.reuse is True:
        s.add("WMS-04", same(wms.number, closed.number), "WMS number")
    elif wms.reuse is BAD:
        s.add("WMS-04", "unknown", "reuse")
    if wms.fde is not None:
        s.add("WMS-03", same(wms.reuse, True), "reuse")
        judge_eligibility(c)
        good = [x for x in c.direct if x.on is not None]
        if good:
            s.add("WMS-06", "pass" if any(ok(x.on) for x in good) else "unknown", "direct authorization date")
        else:
            s.add("WMS-06", "unknown" if c.wms_twice else not_done(AUTHORIZED), "no direct authorization")
        for m in [] if c.wms_twice else c.missed:
            if m.kind is None:
                s.add("WMS-07", "unknown", "kind of service")
            elif m.kind == PARAM["kind_purchased"]:
                mine = [x for x in m.lines if x.on is not None]
                if mine:
                    s.add("WMS-07", "pass" if any(ok(x.on) for x in mine) else "unknown", "authorization date")
                else:
                    elsewhere = any(x.on is not None for x in m.stray_lines)
                    s.add("WMS-07", "unknown" if m.id is None or elsewhere else not_done(AUTHORIZED), "no POS line")

    for x in c.pos:
        s.add("WMS-08", same(x.issue, PARAM["issue_single"]), "single issue")
        m = by_id.get(x.ms) if ok(x.ms) else None
        if m is None:
            s.add("WMS-09", "unknown" if x.ms is not None and (x.perhaps or not ok(x.ms)) else "fail", "names no missed service")
        else:
            for a, b in ((x.code, m.code), (x.frm, m.frm), (x.to, m.to), (x.person, m.person)):
                s.add("WMS-09", same(a, b), "line and service")
        if x.on is not None:
            there = [b for b in x.payments if b.issued is not None]
            single = [b for b in there if b.kind == PARAM["bics_single"]]
            if x.id is None:
                s.add("WMS-10", "unknown", "line without an id")
            elif any(ok(b.issued) for b in single):
                s.add("WMS-10", "pass")
            elif single or any(b.kind is None for b in there):
                s.add("WMS-10", "unknown", "payment kind or date")
            elif there:
                s.add("WMS-10", "fail", "not a single issue payment")
            elif x.stray:
                s.add("WMS-10", "unknown", "a payment for no line in particular")
            else:
                gone = any(b.cut is not None for b in x.payments) or late(CHECKCUT)
                s.add("WMS-10", "fail" if gone else "pending", "no payment")
        if len(x.payments) > 1:
            s.add("WMS-11", "fail", "several payments of one line")
        for b in x.payments:
            s.add("WMS-11", same(b.amount, x.amount), "amount")
    for b in c.paid:
        if b.line is None:
            s.add("WMS-11", "unknown", "payment without a line id")
        elif b.line not in lines:
            s.add("WMS-11", "unknown" if b.perhaps else "fail", "no such line")

    if wms.closed is not None:
        if fss.closed is None:
            s.add("WMS-12", "unknown" if c.wms_twice else "fail", "stage not closed")
        else:
            s.add("WMS-12", in_order(fss.closed, wms.closed), "stage closed first")
    if fss.closed is not None:
        if wms.closed is not None:
            s.add("WMS-13", "unknown" if wms.closed is BAD else "pass", "closing date")
        elif fss.closed is BAD or not ok(c.as_of):
            s.add("WMS-13", "unknown", "stage closing or as-of date")
        else:
            s.add("WMS-13", "pending" if c.as_of <= fss.closed else "fail", "WMS case open")

    if c.wms_twice:
        for rule in ["WMS-07", "WMS-08", "WMS-09", "WMS-10", "WMS-11", "PAY-01", "PAY-02", "ORD-05", "ORD-06"] + (
                ["FSS-07", "FSS-08"] if fss.closed is not None else []):
            s.add(rule, "unknown", "WMS case given twice")

    # ---- money
    c.amounts = []
    for m in c.missed:
        judge_money(c, m)

    # ---- order of dates: each pair where both are there
    def pair(rule, a, b):
        if a is not None and b is not None:
            s.add(rule, in_order(a, b), "order")
    pair("ORD-01", closed.on, fsi.entered)
    pair("ORD-02", fsi.signed, fsi.opened)
    pair("ORD-03", fsi.opened, fss.appreg)
    pair("ORD-04", fss.appreg, wms.processed)
    pair("ORD-04", wms.processed, wms.fde)
    pair("ORD-04", fss.appreg, wms.fde)
    for x in c.direct + c.pos:
        pair("ORD-05", wms.fde, x.on)
    for x in c.pos:
        for b in x.payments:
            pair("ORD-06", x.on, b.issued)
            pair("ORD-06", b.issued, b.cut)
            pair("ORD-06", x.on, b.cut)
    for m in c.missed:
        pair("ORD-09", m.to, closed.on)
    if c.exported is BAD:
        s.add("ORD-10", "unknown", "exportedOn")
    elif c.exported is not None:
        s.add("ORD-10", "pass")
        for d in c.event_dates:
            if d is not None:
                s.add("ORD-10", in_order(d, c.exported), "event by the export")


def covering(periods, frm, to):
    """The codes that cover every day from frm to to, adjoining periods of one code taken together; and whether a
    period could not be read."""
    good = [e for e in periods if ok(e.code) and ok(e.frm) and ok(e.to)]
    codes = set()
    for code in {e.code for e in good}:
        day = frm
        for e in sorted((e for e in good if e.code == code), key=lambda e: (e.frm, e.to)):
            if e.frm <= day <= e.to:
                if e.to >= to:
                    codes.add(code)
                    break
                day = e.to + datetime.timedelta(days=1)
    return codes, len(good) < len(periods)


def judge_eligibility(c):
    s, rows = c.sheet, []
    s.add("WMS-05", "pass")
    for m in c.missed:
        if not ok(m.frm) or not ok(m.to) or m.frm > m.to:
            s.add("WMS-05", "unknown", "period of the service")
            continue
        then, unclear1 = covering(c.closed.elig, m.frm, m.to)
        now, unclear2 = covering(c.wms.elig, m.frm, m.to)
        rows.append((then, now, unclear1 or unclear2))
    wanted = {frozenset(then) for then, _, _ in rows if then}
    one_cannot = len(c.wms.elig) == 1 and len(wanted) > 1 and not frozenset.intersection(*wanted)
    for then, now, unclear in rows:
        if not then or not now:
            s.add("WMS-05", "unknown", "no code for the period")
        elif then & now:
            s.add("WMS-05", "pass")
        elif unclear:
            s.add("WMS-05", "unknown", "an eligibility period cannot be read")
        else:
            s.add("WMS-05", "manual" if one_cannot else "fail", "eligibility code")


def judge_money(c, m):
    s = c.sheet
    authorized = None if m.stray_lines or c.wms_twice else total([x.amount for x in m.lines])
    issued = None if m.stray_payments or c.wms_twice else total([b.amount for b in m.payments])
    purchased = m.kind == PARAM["kind_purchased"]
    if m.lines or m.stray_lines:
        s.add("PAY-01", same(authorized, m.value), "lines and the amount missed")
    if m.payments or m.stray_payments:
        s.add("PAY-02", "unknown" if issued is None or not ok(m.value) else "pass" if issued <= m.value else "fail", "overpaid")

    def put(kind, value, state):
        whole = ok(m.frm) and ok(m.to) and m.frm <= m.to
        c.amounts.append({"kind": kind, "subject": m.id, "from": m.frm.isoformat() if whole else None,
                          "to": m.to.isoformat() if whole else None, "value": fmt(value), "due": None, "state": state})

    if ok(m.value):
        if m.amount is None or m.amount is BAD:
            put("missed", m.value, "computed")
        else:
            put("missed", m.value, "recorded" if m.amount == m.value else "differs")
    if authorized is not None:
        put("authorized", authorized, "recorded" if m.lines else "computed")
    if issued is not None:
        put("issued", issued, "recorded" if m.payments else "computed")
    if purchased and ok(m.value) and issued is not None:
        put("still-due", max(0, m.value - issued), "due" if m.value > issued else "computed")
        put("overpaid", max(0, issued - m.value), "computed")


# ---------------------------------------------------------------- run
def evaluate(paths, as_of_all=None, explain=False):
    out = []
    for path in paths:
        root = ET.parse(path).getroot()
        exported = parse_date(root.get("exportedOn"))
        for el in root:
            if el.tag != NY + "RetroPaymentCase":
                continue
            c = read_case(el, as_of_all or exported, exported)
            judge(c)
            o = {"id": c.id, "type": c.type, "outcomes": c.sheet.outcomes(), "amounts": c.amounts}
            if explain:
                o["why"] = c.sheet.why()
            out.append(o)
    return {"records": out}


def main(argv):
    paths, as_of, explain, i = [], None, False, 0
    while i < len(argv):
        a = argv[i]
        if a == "--as-of" or a.startswith("--as-of="):
            if "=" not in a:
                i += 1
                a = "--as-of=" + argv[i]
            as_of = parse_date(a.split("=", 1)[1])
            if as_of is BAD:
                sys.exit("--as-of: not a date")
        elif a == "--explain":
            explain = True
        elif a.startswith("-"):
            sys.exit(__doc__)
        else:
            paths.append(a)
        i += 1
    if not paths:
        sys.exit(__doc__)
    json.dump(evaluate(paths, as_of, explain), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
