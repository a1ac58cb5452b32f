#!/usr/bin/env python3
"""Random Ohio exports for caselint (synthetic data only).

    generate.py --seed N --cases K [--exported-on YYYY-MM-DD|none] [--unreadable P] [--odd P]

Writes one export to standard output; the same arguments give the same bytes.
--unreadable  chance per record of one bad date, money or doubled scalar (default 0.02)
--odd         chance per record of losing something a strict schema may call required, or a foreign code (default 0.01)
Names are GIVENxxxx and SURxxxx, workers WKRxxxx: search outputs for those prefixes to find leaks.
"""
import argparse
import copy
import datetime
import random
import sys
from xml.sax.saxutils import escape, quoteattr

D = datetime.date
C = 30000
MONEY_LEAVES = {"PriorSubsidyMonthlyAmount", "SubsidyMonthlyAmount", "Amount", "UnderpaymentAmount", "SubsidyAmount",
                "JanuaryAmount", "FebruaryAmount", "MatchAmount", "JanuaryTotal", "FebruaryTotal", "MatchTotal"}
DATE_ATTRS = {"requestedOn", "effectiveOn", "amendedOn", "signedOn", "issuedOn", "reviewDate", "enteredOn", "updatedOn",
              "effectiveFrom", "effectiveTo", "completedOn", "sentOn", "filedOn", "mailedOn", "receivedOn"}
# losing these is at the "odd" rate only
STRUCTURAL = {("AdoptionSubsidyCase", "id"), ("MatchInvoice", "id")}
REQUIRED_ISH = {("AdoptionSubsidyCase", "county"), ("AdoptionSubsidyCase", "program"), ("Payment", "month"),
                ("RetroactiveRequest", "month"), ("Agreement", "id"), ("Child", "personId"), ("MatchInvoice", "county"),
                ("InvoiceLine", "caseId"), ("PaymentAuthorizationEvent", "code"), ("AuxiliaryPaymentAuthorization", "form"),
                ("FinancialStatementLine", "form"), ("LetterOnFile", "letter"), ("ReviewRecord", "reviewDate"),
                ("AdoptiveParentSignature", "personId"), ("FinancialStatementLine", "month")}
CASE_ORDER = ["Child", "RetroactiveRequest", "Agreement", "Payment", "ReviewRecord", "LetterOnFile",
              "PaymentAuthorizationEvent", "AuxiliaryPaymentAuthorization", "FinancialStatementLine"]
BAD_DATES = ["2008-02-30", "2008-13-01", "20080115", "2008-1-5", "01/15/2008", "2007-11-31", "2008-00-10", "n/a"]
BAD_MONEY = ["300", "300.0", "-50.00", "1,000.00", "3e2", "300.005", "1234567890.00", "$300.00", "+300.00", "abc", ".50"]
BAD_MONTHS = ["2008-13", "2008-1", "200801", "2008-00"]
EXPORTED = [D(2007, 12, 14), D(2007, 12, 31), D(2008, 1, 1), D(2008, 1, 4), D(2008, 1, 18), D(2008, 1, 19), D(2008, 1, 21),
            D(2008, 1, 22), D(2008, 1, 23), D(2008, 2, 10), D(2008, 2, 19), D(2008, 2, 20), D(2008, 2, 29), D(2008, 3, 1),
            D(2008, 3, 15), D(2008, 3, 31), D(2008, 3, 31), D(2008, 4, 1), D(2008, 4, 1)] + [D(2008, 4, 15)] * 8 + [D(2008, 6, 30),
            D(2008, 6, 30), D(2009, 1, 2), None]
WORKED = [(25000, 30000), (24000, 28000), (20000, 25000), (10000, 15000), (25000, 35000), (29999, 30001), (30000, 35000),
          (45000, 60000), (25000, 25000), (30000, 25000), (27550, 31275), (29950, 29975), (0, 30000)]


class Node:
    def __init__(self, tag, attrs=None, kids=None, text=None):
        self.tag, self.attrs, self.kids, self.text = tag, dict(attrs or {}), list(kids or []), text

    def all(self, tag):
        return [k for k in self.kids if k.tag == tag]

    def first(self, tag):
        got = self.all(tag)
        return got[0] if got else None

    def walk(self):
        yield self
        for k in self.kids:
            yield from k.walk()

    def insert_after(self, tags, node):
        """After the last child with one of the tags, so that the order of the example is kept."""
        at = max((i for i, k in enumerate(self.kids) if k.tag in tags), default=len(self.kids) - 1)
        self.kids.insert(at + 1, node)

    def xml(self, depth):
        pad = "  " * depth
        head = "<oh:%s%s" % (self.tag, "".join(" %s=%s" % (k, quoteattr(v)) for k, v in self.attrs.items()))
        if self.text is not None:
            return "%s%s>%s</oh:%s>\n" % (pad, head, escape(self.text), self.tag)
        if not self.kids:
            return "%s%s/>\n" % (pad, head)
        return "%s%s>\n%s%s</oh:%s>\n" % (pad, head, "".join(k.xml(depth + 1) for k in self.kids), pad, self.tag)


def m(cents):
    return "%d.%02d" % divmod(max(0, cents), 100)


def iso(d):
    return d.isoformat()


def day(rng, around, spread=1):
    """A date near a deadline, boundary days favoured."""
    return around + datetime.timedelta(days=rng.choice([-spread, -1, 0, 0, 1, spread, rng.randint(-spread, spread)]))


def leaf(tag, cents):
    return Node(tag, text=m(cents))


def reimb(o, n):
    f = 2 * n - o
    return max(0, min(f - C, C - o)) if n > o else 0


class Gen:
    def __init__(self, a):
        self.rng = random.Random(a.seed)
        self.a = a
        self.count = 0
        self.cases, self.invoices = [], []
        if a.exported_on is None:
            self.exported = self.rng.choice(EXPORTED)
        else:
            self.exported = None if a.exported_on == "none" else D.fromisoformat(a.exported_on)

    def token(self, prefix):
        self.count += 1
        return "%s%d%04d" % (prefix, self.a.seed, self.count)

    def name(self):
        return Node("PersonName", kids=[Node("PersonGivenName", text=self.token("GIVEN")),
                                        Node("PersonSurName", text=self.token("SUR"))])

    def amounts(self):
        r, k = self.rng, self.rng.random()
        if k < 0.30:
            return r.choice(WORKED[:8] + WORKED[10:12]) if r.random() < 0.85 else r.choice(WORKED)
        if k < 0.60:                                                       # around the ceiling
            o = r.choice([C - 5000, C - 100, C - 2, C - 1, C, C + 1, C - r.randint(0, 8000), C - r.randint(0, 300)])
            n = o + r.choice([1, 2, 50, 100, 5000, r.randint(1, 9000), max(1, C - o), max(1, C - o + 1), max(1, C - o - 1),
                              max(1, (C - o) // 2), max(1, (C - o) // 2 + 1)])
            return o, n
        o = r.randint(1000, 45000)
        return o, o + r.randint(1, 20000)

    # ------------------------------------------------------------ a correct case
    def case(self, i):
        r = self.rng
        county = r.choice(self.counties)
        route = r.choices(["SACWIS", "FACSIS", "SIS", None], [50, 25, 22, 3])[0]
        program = r.choices(["AA", "SAMS", "PASSS"], [54, 43, 3])[0]
        o, n = self.amounts()
        f, d = max(0, 2 * n - o), max(0, n - o)
        cid = "OH-%s-%d%05d" % (county, self.a.seed, i + 1)
        attrs = {"id": cid, "county": county, "program": program}
        if route:
            attrs["paidThrough"] = route
        c = Node("AdoptionSubsidyCase", attrs)
        self.count += 1
        pid = "P-%d%05d" % (self.a.seed, self.count)
        c.kids.append(Node("Child", {"personId": pid}, [
            self.name(), Node("PersonBirthDate", text=iso(D(1990 + r.randint(0, 16), r.randint(1, 12), r.randint(1, 28))))]))
        c.kids.append(Node("RetroactiveRequest", {"month": "2008-01", "requestedOn": iso(D(2008, 1, r.randint(3, 17)))}))
        sign = lambda: iso(D(2007, 12, r.choice([31, 31, 30, r.randint(1, 30)])))
        ag = Node("Agreement", {"id": "A-%d" % (i + 1), "effectiveOn": r.choice(["2008-01-01"] * 6 + ["2007-12-01", "2007-12-31"])})
        ag.kids += [leaf("PriorSubsidyMonthlyAmount", o), leaf("SubsidyMonthlyAmount", n)]
        for _ in range(r.choice([1, 2, 2])):
            self.count += 1
            ag.kids.append(Node("AdoptiveParentSignature", {"personId": "P-%d%05d" % (self.a.seed, self.count), "signedOn": sign()}))
        ag.kids.append(Node("AgencySignature", {"workerId": self.token("WKR"), "signedOn": sign()}))
        if r.random() < 0.1:
            r.choice(ag.kids[2:]).attrs["signedAt"] = r.choice(["16:30:00", "17:00:00", "17:00:01", "09:15:00", "23:59:59"])
        c.kids.append(ag)
        pay = lambda mon, dd, cents: Node("Payment", {"month": mon, "issuedOn": iso(dd)}, [leaf("Amount", cents)])
        c.kids.append(pay("2008-01", D(2008, 1, r.choice([2, 15])), o))
        folded = route == "SACWIS" or program == "SAMS"
        if folded or r.random() < 0.7:
            c.kids.append(pay("2008-02", D(2008, 2, r.choice([1, 15])), f if folded else n))
        if r.random() < 0.85:
            c.kids.append(pay("2008-03", D(2008, 3, r.choice([1, 14])), n))
        if route == "SACWIS":
            feb_on = D(2008, 1, r.choice([21, 18, r.randint(8, 21)]))
            mar_on = D(2008, 2, r.choice([19, 18, r.randint(1, 19)]))
            revs = [Node("ReviewRecord", {"reviewDate": "2008-02-01", "enteredOn": iso(feb_on)}, [leaf("SubsidyAmount", f)]),
                    Node("ReviewRecord", {"reviewDate": "2008-03-01", "enteredOn": iso(mar_on)}, [leaf("SubsidyAmount", n)])]
            if r.random() < 0.15:
                for x in revs:
                    x.attrs["program"] = program
            c.kids += revs
            c.kids.append(Node("LetterOnFile", {"letter": "FCASPL 135", "filedOn": iso(D(2008, 1, r.randint(4, 31)))}))
        elif program == "SAMS":
            fs = Node("FinancialStatementLine", {"form": "JFS 02820", "month": "2008-02", "financialCode": "852",
                                                 "classificationCode": "50"}, [leaf("Amount", f)])
            if r.random() < 0.8:
                fs.attrs["lineCode"] = "2-6620"
            if r.random() < 0.8:
                fs.attrs["fundingSource"] = "0000"
            c.kids.append(fs)
        elif route:
            last = 22 if route == "FACSIS" else 18
            up = D(2008, 1, r.choice([last, last - 1, r.randint(8, last)]))
            c.kids.append(Node("PaymentAuthorizationEvent", {"code": "0338", "updatedOn": iso(up)}, [leaf("Amount", n)]))
            done = D(2008, 1, r.randint(5, 31))
            c.kids.append(Node("AuxiliaryPaymentAuthorization", {
                "form": "JFS 01659", "benefitType": "H", "transactionCode": "3", "effectiveFrom": "2008-01-01",
                "effectiveTo": "2008-01-31", "completedOn": iso(done), "sentOn": iso(done + datetime.timedelta(days=r.randint(0, 5))),
                "sentTo": "SAGE"}, [leaf("UnderpaymentAmount", d)]))
        c.info = dict(id=cid, county=county, route=route, program=program, o=o, n=n, person=pid)
        return c

    # ------------------------------------------------------------ faults of a case
    def case_faults(self):
        r = self.rng
        out = []

        def fault(fn):
            out.append(fn)
            return fn

        def get(c, tag):
            got = [x for x in c.walk() if x.tag == tag]
            return r.choice(got) if got else None

        def add_review(c, when, entered, cents, **more):
            node = Node("ReviewRecord", {"reviewDate": iso(when), "enteredOn": iso(entered), **more}, [leaf("SubsidyAmount", cents)])
            c.insert_after(("ReviewRecord",) if c.first("ReviewRecord") else ("Payment", "Agreement"), node)
            return node

        def review(c, which):
            got = [x for x in c.all("ReviewRecord") if x.attrs.get("reviewDate", "").startswith(which)]
            return got[0] if got else None

        def set_cents(node, cents):
            if node is not None and node.kids:
                node.kids[0].text = m(cents)

        @fault
        def lose_attribute(c):
            picks = [(x, k) for x in c.walk() for k in x.attrs
                     if (x.tag, k) not in STRUCTURAL and (x.tag, k) not in REQUIRED_ISH]
            if picks:
                x, k = r.choice(picks)
                del x.attrs[k]

        @fault
        def lose_element(c):
            picks = [(p, x) for p in c.walk() for x in p.kids if x.tag not in ("Child",)]
            if picks:
                p, x = r.choice(picks)
                p.kids.remove(x)
        out.extend([lose_attribute, lose_element] * 4)

        @fault
        def no_request(c):
            c.kids = [k for k in c.kids if k.tag != "RetroactiveRequest"]

        @fault
        def no_request_no_artefact(c):
            c.kids = [k for k in c.kids if k.tag not in
                      ("RetroactiveRequest", "AuxiliaryPaymentAuthorization", "ReviewRecord")]

        @fault
        def other_month(c):
            x = c.first("RetroactiveRequest")
            if x:
                x.attrs["month"] = r.choice(["2007-12", "2008-02", "2008-03"])

        @fault
        def other_program(c):
            c.attrs["program"] = r.choice(["PASSS", "TANF", "aa", "IV-E", "SAMS", "AA"])

        @fault
        def late_signature(c):
            x = get(c, r.choice(["AdoptiveParentSignature", "AgencySignature"]))
            if x:
                x.attrs["signedOn"] = iso(r.choice([D(2007, 12, 30), D(2007, 12, 31), D(2008, 1, 1), D(2008, 1, 2)]))
        out.append(late_signature)

        @fault
        def unsigned(c):
            x = get(c, r.choice(["AdoptiveParentSignature", "AgencySignature"]))
            if x:
                x.attrs.pop("signedOn", None)
                x.attrs.pop("signedAt", None)

        @fault
        def second_worker(c):
            ag = c.first("Agreement")
            if ag:
                when = r.choice([{}, {"signedOn": iso(D(2008, 1, 1))}, {"signedOn": iso(D(2007, 12, 31))}])
                ag.kids.append(Node("AgencySignature", {"workerId": self.token("WKR"), **when}))

        @fault
        def no_signatures(c):
            ag, tag = c.first("Agreement"), r.choice(["AdoptiveParentSignature", "AgencySignature"])
            if ag:
                ag.kids = [k for k in ag.kids if k.tag != tag]

        @fault
        def equal_or_decrease(c):
            x = get(c, "SubsidyMonthlyAmount")
            if x:
                x.text = m(c.info["o"] - r.choice([0, 0, 1, 5000]))

        @fault
        def january_differs(c):
            p = [x for x in c.all("Payment") if x.attrs.get("month") == "2008-01"]
            if p:
                set_cents(p[0], r.choice([0, c.info["o"] + 1, c.info["o"] - 1, c.info["n"], c.info["o"] - 2500]))

        @fault
        def no_payment(c):
            mon = r.choice(["2008-01", "2008-02", "2008-03"])
            c.kids = [k for k in c.kids if not (k.tag == "Payment" and k.attrs.get("month") == mon)]
        out.append(no_payment)

        @fault
        def split_payment(c):
            p = [x for x in c.all("Payment")]
            if p:
                x = r.choice(p)
                whole = int(x.kids[0].text.replace(".", "")) if x.kids and x.kids[0].text.replace(".", "").isdigit() else 0
                a = r.randint(0, whole)
                y = copy.deepcopy(x)
                set_cents(x, a)
                set_cents(y, whole - a + r.choice([0, 0, 0, 1, -1]))
                if "issuedOn" in y.attrs:
                    y.attrs["issuedOn"] = y.attrs["issuedOn"][:8] + "25"
                c.insert_after(("Payment",), y)
        out.append(split_payment)

        @fault
        def payment_wrong(c):
            p = [x for x in c.all("Payment") if x.attrs.get("month") in ("2008-02", "2008-03")]
            o, n = c.info["o"], c.info["n"]
            if p:
                set_cents(r.choice(p), r.choice([n, o, 2 * n - o, 2 * n - o + 1, n - 1, 3 * n - 2 * o]))

        @fault
        def route_change(c):
            c.attrs["paidThrough"] = r.choice(["SACWIS", "FACSIS", "SIS"])

        @fault
        def route_absent(c):
            c.attrs.pop("paidThrough", None)

        @fault
        def other_route_artefact(c):
            o, n, k = c.info["o"], c.info["n"], r.randint(0, 3)
            if k == 0:
                c.kids.append(Node("PaymentAuthorizationEvent", {"code": "0338", "updatedOn": "2008-01-17"}, [leaf("Amount", n)]))
            elif k == 1:
                c.kids.append(Node("AuxiliaryPaymentAuthorization", {
                    "form": "JFS 01659", "benefitType": "H", "transactionCode": "3", "effectiveFrom": "2008-01-01",
                    "effectiveTo": "2008-01-31", "completedOn": "2008-01-22", "sentOn": "2008-01-23", "sentTo": "SAGE"},
                    [leaf("UnderpaymentAmount", n - o)]))
            elif k == 2:
                c.kids.append(Node("FinancialStatementLine", {"form": "JFS 02820", "month": "2008-02", "financialCode": "852",
                                   "classificationCode": "50", "lineCode": "2-6620", "fundingSource": "0000"}, [leaf("Amount", 2 * n - o)]))
            else:
                add_review(c, r.choice([D(2008, 2, 1), D(2008, 2, 1), D(2008, 2, 15)]), D(2008, 1, 18), r.choice([2 * n - o, n, n + 1]))

        @fault
        def later_effective(c):
            ag = c.first("Agreement")
            if ag:
                ag.attrs["effectiveOn"] = r.choice(["2008-01-02", "2008-01-15", "2008-02-01", "2008-01-01"])

        @fault
        def amended(c):
            ag = c.first("Agreement")
            if ag:
                ag.attrs["amendedOn"] = r.choice(["2008-01-16", "2008-02-01"])

        # non-live AA
        @fault
        def event_late(c):
            x = c.first("PaymentAuthorizationEvent")
            if x:
                x.attrs["updatedOn"] = iso(day(r, r.choice([D(2008, 1, 22), D(2008, 1, 18)]), 3))
        out.append(event_late)

        @fault
        def event_amount(c):
            o, n = c.info["o"], c.info["n"]
            set_cents(c.first("PaymentAuthorizationEvent"), r.choice([2 * n - o, o, n + 1, n - o]))

        @fault
        def event_twice(c):
            x = c.first("PaymentAuthorizationEvent")
            if x:
                y = copy.deepcopy(x)
                set_cents(y, r.choice([c.info["n"], 2 * c.info["n"] - c.info["o"]]))
                c.insert_after(("PaymentAuthorizationEvent",), y)

        @fault
        def aux_codes(c):
            x = c.first("AuxiliaryPaymentAuthorization")
            if x:
                k = r.choice(["benefitType", "transactionCode", "sentTo", "span", "span", "sent"])
                if k == "span":
                    x.attrs.update(r.choice([{"effectiveFrom": "2008-01-02"}, {"effectiveTo": "2008-01-30"},
                                             {"effectiveTo": "2008-02-29"}, {"effectiveFrom": "2007-12-31"},
                                             {"effectiveFrom": "2008-01-31", "effectiveTo": "2008-01-01"},
                                             {"effectiveFrom": "2008-02-01", "effectiveTo": "2008-02-29"}]))
                elif k == "sent":
                    x.attrs.pop("sentOn", None)
                    x.attrs.pop("sentTo", None)
                else:
                    x.attrs[k] = {"benefitType": r.choice(["F", "h", "M"]), "transactionCode": r.choice(["1", "2", "03"]),
                                  "sentTo": r.choice(["ODJFS/OCF", "sage", "County"])}[k]
        out.append(aux_codes)

        @fault
        def aux_amount(c):
            o, n = c.info["o"], c.info["n"]
            set_cents(c.first("AuxiliaryPaymentAuthorization"), r.choice([n, 2 * n - o, n - o + 1, n - o - 1, 0]))

        @fault
        def aux_twice(c):
            x = c.first("AuxiliaryPaymentAuthorization")
            if x:
                c.insert_after(("AuxiliaryPaymentAuthorization",), copy.deepcopy(x))

        @fault
        def aux_early(c):
            x = c.first("AuxiliaryPaymentAuthorization")
            if x:
                x.attrs["completedOn"] = iso(D(2007, 12, r.randint(20, 31)))

        # non-live SAMS
        @fault
        def fsl_codes(c):
            x = c.first("FinancialStatementLine")
            if x:
                k, v = r.choice([("financialCode", "853"), ("financialCode", "0852"), ("classificationCode", "51"), ("lineCode", "2-6621"),
                                 ("lineCode", "26620"), ("fundingSource", "0"), ("fundingSource", "000"), ("month", "2008-01"), ("month", "2008-03")])
                x.attrs[k] = v
        out.append(fsl_codes)

        @fault
        def fsl_amount(c):
            o, n = c.info["o"], c.info["n"]
            set_cents(c.first("FinancialStatementLine"), r.choice([n, 3 * n - 2 * o, n - o, 2 * n - o + 1]))

        @fault
        def fsl_twice(c):
            x = c.first("FinancialStatementLine")
            if x:
                y = copy.deepcopy(x)
                if r.random() < 0.5:
                    y.attrs["month"] = "2008-03"
                    set_cents(y, c.info["n"])
                c.insert_after(("FinancialStatementLine",), y)

        # live
        @fault
        def review_entered(c):
            x, dl = r.choice([(review(c, "2008-02"), D(2008, 1, 21)), (review(c, "2008-03"), D(2008, 2, 19))])
            if x:
                x.attrs["enteredOn"] = iso(day(r, dl, 4))
        out.extend([review_entered, review_entered])

        @fault
        def review_date(c):
            x = get(c, "ReviewRecord")
            if x and "reviewDate" in x.attrs:
                x.attrs["reviewDate"] = r.choice({"2008-02": ["2008-02-02", "2008-02-29", "2008-01-31", "2008-02-15"]}.get(
                    x.attrs["reviewDate"][:7], ["2008-03-02", "2008-02-29", "2008-04-01", "2008-03-15"]))
        out.append(review_date)

        @fault
        def review_amount(c):
            o, n = c.info["o"], c.info["n"]
            x, y = review(c, "2008-02"), review(c, "2008-03")
            if r.random() < 0.6:
                set_cents(x, r.choice([n, n - o, 2 * n - o + 1, 2 * n - o - 1, 3 * n - 2 * o]))
            else:
                set_cents(y, r.choice([2 * n - o, o, n + 1, n - 1]))
        out.append(review_amount)

        @fault
        def review_absent(c):
            x = review(c, r.choice(["2008-02", "2008-03"]))
            if x:
                c.kids.remove(x)
        out.append(review_absent)

        @fault
        def review_duplicate(c):
            x = get(c, "ReviewRecord")
            if x and len(x.attrs.get("enteredOn", "")) == 10:
                y = copy.deepcopy(x)
                if r.random() < 0.8:
                    try:
                        y.attrs["enteredOn"] = iso(D.fromisoformat(x.attrs["enteredOn"]) + datetime.timedelta(days=r.choice([-3, -1, 1, 2, 5])))
                    except ValueError:
                        pass
                set_cents(r.choice([x, y]), r.choice([c.info["n"], c.info["o"], 2 * c.info["n"] - c.info["o"]]))
                c.kids.insert(c.kids.index(x) + r.randint(0, 1), y)
        out.append(review_duplicate)

        @fault
        def review_extra(c):
            add_review(c, r.choice([D(2008, 1, 1), D(2008, 2, 2), D(2008, 2, 15), D(2008, 2, 29), D(2008, 3, 15), D(2008, 4, 1)]),
                       r.choice([D(2008, 1, 10), D(2008, 1, 21), D(2008, 2, 5)]), r.choice([c.info["n"], c.info["o"]]))

        @fault
        def review_order(c):
            got = c.all("ReviewRecord")
            if len(got) > 1:
                at = [i for i, k in enumerate(c.kids) if k.tag == "ReviewRecord"]
                for i, x in zip(at, reversed(got)):
                    c.kids[i] = x
                if r.random() < 0.5 and len(got) == 2:
                    got[0].attrs["enteredOn"], got[1].attrs["enteredOn"] = "2008-01-21", "2008-01-18"

        @fault
        def review_program(c):
            x = get(c, "ReviewRecord")
            if x:
                x.attrs["program"] = r.choice(["AA", "SAMS"])

        @fault
        def letter(c):
            x = c.first("LetterOnFile")
            if x:
                r.choice([lambda: c.kids.remove(x), lambda: x.attrs.pop("filedOn", None),
                          lambda: x.attrs.update(letter="FCASPL 129")])()
        out.append(letter)

        @fault
        def letter_day(c):
            x = get(c, "LetterOnFile")
            if x:
                x.attrs["filedOn"] = r.choice(["2008-01-02", "2008-01-03", "2007-11-30"])

        @fault
        def early_revert(c):
            march = [x for x in c.all("ReviewRecord") if x.attrs.get("reviewDate", "").startswith("2008-03")]
            for x in march[:1]:
                x.attrs["reviewDate"] = r.choice(["2008-02-29", "2008-02-15", "2008-02-01", "2008-01-31"])

        @fault
        def sign_time(c):
            x = get(c, r.choice(["AdoptiveParentSignature", "AgencySignature"]))
            if x:
                x.attrs.update(signedOn="2007-12-31", signedAt=r.choice(["16:59:59", "17:00:00", "17:00:01", "18:30:00"]))

        @fault
        def future_event(c):
            picks = [(x, k) for x in c.walk() for k in x.attrs if k in ("requestedOn", "issuedOn", "filedOn", "sentOn", "completedOn")]
            if picks and self.exported:
                x, k = r.choice(picks)
                x.attrs[k] = iso(self.exported + datetime.timedelta(days=r.choice([0, 1, 30])))
                x.kept = True
        return out

    def unreadable(self, node):
        r = self.rng
        picks = [(x, k) for x in node.walk() for k in x.attrs if k in DATE_ATTRS] + [(x, None) for x in node.walk() if x.tag in MONEY_LEAVES]
        if not picks:
            return
        x, k = r.choice(picks)
        if k:
            x.attrs[k] = r.choice(BAD_DATES)
        elif r.random() < 0.75:
            x.text = r.choice(BAD_MONEY)
        else:
            for p in node.walk():
                if x in p.kids:
                    p.kids.insert(p.kids.index(x), copy.deepcopy(x))
                    return
        if r.random() < 0.05:
            got = [y for y in node.walk() if "month" in y.attrs]
            if got:
                r.choice(got).attrs["month"] = r.choice(BAD_MONTHS)

    def odd(self, node):
        r = self.rng
        picks = [(x, k) for x in node.walk() for k in x.attrs if (x.tag, k) in REQUIRED_ISH]
        if not picks:
            return
        x, k = r.choice(picks)
        if r.random() < 0.5 or k not in ("code", "form", "letter"):
            del x.attrs[k]
        else:
            x.attrs[k] = {"code": "0337", "form": "JFS 09999", "letter": "FCASPL 127"}[k]

    def cut(self, rec):
        """What an export of that day cannot know yet."""
        e = self.exported
        if e is None or self.rng.random() > 0.9:
            return

        def late(x, k):
            v = x.attrs.get(k)
            try:
                return v is not None and D.fromisoformat(v) > e and not getattr(x, "kept", False)
            except ValueError:
                return False
        rec.kids = [x for x in rec.kids if not any(late(x, k) for k in ("issuedOn", "enteredOn", "updatedOn", "completedOn",
                                                                        "filedOn", "receivedOn"))]
        if e < D(2008, 3, 1) and self.rng.random() < 0.8:
            rec.kids = [x for x in rec.kids if x.tag != "FinancialStatementLine"]
        for x in list(rec.walk()):
            for k in ("signedOn", "requestedOn", "sentOn", "amendedOn", "mailedOn"):
                if late(x, k):
                    del x.attrs[k]
                    for also in {"signedOn": ["signedAt", "signedBy", "signatoryTitle"], "sentOn": ["sentTo"], "mailedOn": ["addressee"]}.get(k, []):
                        x.attrs.pop(also, None)

    # ------------------------------------------------------------ invoices
    def invoice_for(self, county, n_inv):
        r = self.rng
        mine = [c.info for c in self.cases if c.info["county"] == county and c.info["route"] == "SACWIS"
                and c.info["program"] in ("AA", "SAMS") and reimb(c.info["o"], c.info["n"]) > 0]
        mine = [i for i in mine if r.random() < 0.85]
        r.shuffle(mine)
        rest = [c.info for c in self.cases if c.info not in mine]
        while mine or n_inv == 0:
            size = r.randint(1, 6)
            take, mine = mine[:size], mine[size:]
            n_inv += 1
            lines = [self.line(i) for i in take]
            if r.random() < 0.15 and rest:
                lines.append(self.line(r.choice(rest)))                   # any other case: not live, R = 0, other county, not claimable
            if r.random() < 0.04:
                lines.append(self.line(dict(id="OH-%s-%s" % (county, self.token("9")), o=25000, n=30000)))
            if r.random() < 0.05 and lines:
                lines.append(copy.deepcopy(r.choice(lines)))
            if r.random() < 0.03:
                lines = []
            signed = D(2008, 3, r.choice([20, 28, 15, 31]))
            mailed = max(signed, r.choice([D(2008, 3, 31), D(2008, 3, 28), D(2008, 3, 30)]))
            inv = Node("MatchInvoice", {"id": "INV-%s-%d-%d" % (county, self.a.seed, n_inv), "county": county, "signedOn": iso(signed),
                                        "signedBy": self.token("WKR"), "signatoryTitle": "Fiscal officer", "mailedOn": iso(mailed),
                                        "addressee": "ODJFS/OCF"}, lines)
            sums = [0, 0, 0]
            for ln in lines:
                for j, tag in enumerate(("JanuaryAmount", "FebruaryAmount", "MatchAmount")):
                    x = ln.first(tag)
                    sums[j] += int(x.text.replace(".", "")) if x else 0
            for tag, total in zip(("JanuaryTotal", "FebruaryTotal", "MatchTotal"), sums):
                inv.kids.append(leaf(tag, total))
            inv.kids.append(Node("CertificationStatement", text="true"))
            if r.random() < 0.4:
                inv.kids.append(Node("Reimbursement", {"receivedOn": iso(D(2008, 4, r.randint(5, 14)))}, [leaf("Amount", sums[2])]))
            for _ in range(r.choices([0, 1, 2, 3], [45, 30, 15, 10])[0]):
                r.choice(self.invoice_faults())(inv)
            if r.random() < self.a.unreadable:
                self.unreadable(inv)
            if r.random() < self.a.odd:
                self.odd(inv)
            self.cut(inv)
            self.invoices.append(inv)

    def line(self, i):
        r = self.rng
        o, n = i["o"], i["n"]
        jan, feb, match = o, max(0, 2 * n - o), reimb(o, n)
        name = self.name()
        if r.random() < 0.2:
            k = r.randint(0, 7)
            jan = r.choice([n, o + 1]) if k == 0 else jan
            feb = r.choice([n, feb + 1, feb - 1]) if k == 1 else feb
            match = r.choice([abs(n - o), max(0, 2 * n - o - C), match + 1, max(0, match - 1)]) if k in (2, 3) else match
            if k == 4:
                name = None
            elif k == 5:
                name.kids.pop(r.randint(0, 1))
            elif k == 6:
                r.choice(name.kids).text = r.choice(["", "  "])
        kids = ([name] if name else []) + [leaf("JanuaryAmount", jan), leaf("FebruaryAmount", feb), leaf("MatchAmount", match)]
        if r.random() < 0.02:
            kids.pop(-r.randint(1, 3))
        return Node("InvoiceLine", {"caseId": i["id"]}, kids)

    def invoice_faults(self):
        r = self.rng

        def drop_attr(v):
            k = r.choice(["signedOn", "signedBy", "signatoryTitle", "mailedOn", "addressee"])
            v.attrs.pop(k, None)

        def drop_total(v):
            t = r.choice(["JanuaryTotal", "FebruaryTotal", "MatchTotal"])
            v.kids = [k for k in v.kids if k.tag != t]

        def no_totals(v):
            v.kids = [k for k in v.kids if not k.tag.endswith("Total")]

        def wrong_total(v):
            x = v.first(r.choice(["JanuaryTotal", "FebruaryTotal", "MatchTotal"]))
            if x:
                x.text = m(int(x.text.replace(".", "")) + r.choice([1, 100, 5000]))

        def no_cert(v):
            if r.random() < 0.5:
                v.kids = [k for k in v.kids if k.tag != "CertificationStatement"]
            elif v.first("CertificationStatement"):
                v.first("CertificationStatement").text = "false"

        def mailed(v):
            v.attrs["mailedOn"] = iso(r.choice([D(2008, 3, 30), D(2008, 3, 31), D(2008, 4, 1), D(2008, 4, 9)]))

        def unsigned(v):
            for k in ("signedOn", "signedBy", "signatoryTitle"):
                v.attrs.pop(k, None)

        def unmailed(v):
            v.attrs.pop("mailedOn", None)
            v.attrs.pop("addressee", None)

        def order(v):
            v.attrs["signedOn"] = iso(r.choice([D(2008, 2, 14), D(2008, 2, 15), D(2008, 2, 1), D(2008, 4, 2)]))

        def elsewhere(v):
            v.attrs["addressee"] = r.choice(["SAGE", "ODJFS", "odjfs/ocf"])

        def reimbursed(v):
            v.kids = [k for k in v.kids if k.tag != "Reimbursement"]
            v.kids.append(Node("Reimbursement", {"receivedOn": "2008-04-11"}, [leaf("Amount", r.choice([0, 5000, 4999]))]))

        def received(v):
            paid = v.first("Reimbursement")
            if paid:
                paid.attrs["receivedOn"] = iso(r.choice([D(2008, 3, 1), D(2008, 3, 27), D(2008, 3, 28), D(2009, 1, 1)]))

        def future(v):
            picks = [(x, k) for x in v.walk() for k in x.attrs if k in ("signedOn", "mailedOn", "receivedOn")]
            if picks and self.exported:
                x, k = r.choice(picks)
                x.attrs[k] = iso(self.exported + datetime.timedelta(days=r.choice([0, 1, 30])))

        def other_county(v):
            v.attrs["county"] = "99"
        return [drop_attr, drop_attr, drop_total, no_totals, wrong_total, no_cert, mailed, mailed, unsigned, unmailed, order, elsewhere,
                reimbursed, received, received, future, future, other_county]

    # ------------------------------------------------------------ the export
    def run(self, out):
        r = self.rng
        k = self.a.cases
        self.counties = ["%02d" % x for x in r.sample(range(1, 89), max(1, min(40, 1 + k // 15)))]
        faults = self.case_faults()
        self.cases = [self.case(i) for i in range(k)]
        for c in self.cases:
            for _ in range(r.choices([0, 1, 2, 3, 5], [34, 32, 19, 12, 3])[0]):
                before = c.xml(0)
                for _try in range(12):                                    # a fault that does not fit this case changes nothing
                    r.choice(faults)(c)
                    if c.xml(0) != before:
                        break
            if r.random() < self.a.unreadable:
                self.unreadable(c)
            if r.random() < self.a.odd:
                self.odd(c)
            self.cut(c)
            c.kids.sort(key=lambda x: CASE_ORDER.index(x.tag))            # stable: kinds in the example's order
        for _ in range(max(1, k // 40) if k > 1 else 0):                  # one child, two records
            x, y = r.sample(self.cases, 2)
            if "personId" in x.kids[0].attrs and "personId" in y.kids[0].attrs:
                y.kids[0].attrs["personId"] = x.kids[0].attrs["personId"]
                if r.random() < 0.6:
                    x.attrs["program"], y.attrs["program"] = r.choice([("AA", "SAMS"), ("SAMS", "AA")])
        for county in self.counties:
            if self.exported and self.exported < D(2008, 2, 1) and r.random() < 0.85:
                continue
            self.invoice_for(county, 0)
        records = list(self.cases)
        for v in self.invoices:
            records.insert(r.randint(0, len(records)) if r.random() < 0.3 else len(records), v)
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<!-- Synthetic data, generate.py seed %d. -->\n' % self.a.seed)
        out.write('<CaseExport xmlns="urn:caselint:export:1" xmlns:oh="urn:caselint:us-oh:adoption-subsidy:1"\n'
                  '            schemaVersion="1.0" system="Ohio SACWIS"%s>\n'
                  % (' exportedOn="%s"' % iso(self.exported) if self.exported else ""))
        for x in records:
            out.write(x.xml(1))
        out.write("</CaseExport>\n")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--seed", type=int, required=True)
    p.add_argument("--cases", type=int, required=True)
    p.add_argument("--exported-on")
    p.add_argument("--unreadable", type=float, default=0.02)
    p.add_argument("--odd", type=float, default=0.01)
    Gen(p.parse_args()).run(sys.stdout)


if __name__ == "__main__":
    main()
