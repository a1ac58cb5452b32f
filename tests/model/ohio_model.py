#!/usr/bin/env python3
"""Independent reference model of FCASPL 135 (Ohio, retroactive AA and SAMS, January 2008).

    ohio_model.py FILE... [--as-of YYYY-MM-DD] [--closing-hour HH:MM:SS] [--explain]

Written from the letter and from docs/ohio-fcaspl-135.md. Standard library, Python 3.11. Cents are int, dates datetime.date,
months "YYYY-MM". Three kinds of value: None (absent), BAD (there, but unreadable, or a scalar given twice), or the value.
--explain adds "why": the instances behind every outcome that is not pass or notapplicable.
"""
import datetime
import json
import re
import sys
import xml.etree.ElementTree as ET

D_ = datetime.date
PARAM = {
    "request_month": "2008-01",
    "programs": ("AA", "SAMS"),
    "routes_live": ("SACWIS",),
    "routes_not_live": ("FACSIS", "SIS"),
    "sign_by": D_(2007, 12, 31),
    "closing_hour": None,                      # "HH:MM:SS"; None: not configured, OH-GEN-06 does not apply (OH-A2)
    "effective_by": D_(2008, 1, 1),
    "ceiling": 30000,
    "event_code": "0338",
    "event_cutoff": {"FACSIS": D_(2008, 1, 22), "SIS": D_(2008, 1, 18)},
    "form_aux": "JFS 01659",
    "benefit_type": "H",
    "transaction_code": "3",
    "aux_from": D_(2008, 1, 1),
    "aux_to": D_(2008, 1, 31),
    "aux_sent_to": "SAGE",
    "form_statement": "JFS 02820",
    "financial_code": "852",
    "classification_code": "50",
    "line_code": "2-6620",
    "funding_source": "0000",
    "pay_month": "2008-02",
    "pay_month_end": D_(2008, 2, 29),
    "revert_month": "2008-03",
    "revert_month_end": D_(2008, 3, 31),
    "feb_review_date": D_(2008, 2, 1),
    "feb_review_last": D_(2008, 2, 29),
    "feb_entered_by": D_(2008, 1, 21),
    "mar_review_date": D_(2008, 3, 1),
    "mar_entered_by": D_(2008, 2, 19),
    "letter": "FCASPL 135",
    "letter_date": D_(2008, 1, 3),
    "invoice_by": D_(2008, 3, 31),
    "addressee": "ODJFS/OCF",
}

OH = "{urn:caselint:us-oh:adoption-subsidy:1}"


class _Bad:
    def __repr__(self):
        return "BAD"


BAD = _Bad()
ORDER = ["error", "fail", "unknown", "pending", "manual", "pass", "notapplicable"]
RANK = {w: i for i, w in enumerate(ORDER)}

NLA = ["OH-NLA-%02d" % i for i in range(1, 14)]
NLS = ["OH-NLS-%02d" % i for i in range(1, 12)]
LIV = ["OH-LIV-%02d" % i for i in range(1, 14)]
GEN = ["OH-GEN-%02d" % i for i in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15)]
CASE_RULES = GEN + NLA + NLS + LIV + ["OH-MAT-02", "OH-MAT-03", "OH-INV-01"]
INVOICE_RULES = ["OH-INV-%02d" % i for i in range(2, 16)]


# ---------------------------------------------------------------- reading
def ok(v):
    return v is not None and v is not BAD


def text_of(el):
    return "".join(el.itertext()).strip()


def kids(el, name):
    return [] if el is None or el is BAD else el.findall(OH + name)


def one(el, name):
    """A child that may stand once: None, BAD (given twice, or parent unreadable) or the element."""
    if el is BAD:
        return BAD
    found = kids(el, name)
    return None if not found else found[0] if len(found) == 1 else BAD


def parse_date(s):
    if s is None or s is BAD:
        return s
    s = s.strip()
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", s, re.A):
        return BAD
    try:
        return D_(int(s[:4]), int(s[5:7]), int(s[8:]))
    except ValueError:
        return BAD


def parse_month(s):
    if s is None or s is BAD:
        return s
    s = s.strip()
    return s if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", s, re.A) else BAD


def parse_time(s):
    if s is None or s is BAD:
        return s
    s = s.strip()
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d", s, re.A):
        return BAD
    return s


def parse_money(s):
    if s is None or s is BAD:
        return s
    s = s.strip()
    return int(s.replace(".", "")) if re.fullmatch(r"\d{1,9}\.\d{2}", s, re.A) else BAD


def attr(el, name):
    if el is None or el is BAD:
        return el
    v = el.get(name)
    return None if v is None else v.strip()


def adate(el, name):
    return parse_date(attr(el, name))


def leaf(el, name):
    c = one(el, name)
    return c if c is None or c is BAD else text_of(c)


def money(el, name):
    return parse_money(leaf(el, name))


def fmt(cents):
    return "%d.%02d" % divmod(cents, 100)


# ---------------------------------------------------------------- the record models
class Obj:
    def __init__(self, **kw):
        self.__dict__.update(kw)


def read_case(el, as_of, exported):
    c = Obj(el=el, id=el.get("id"), as_of=as_of, exported=exported, type="AdoptionSubsidyCase")
    c.county, c.program, c.route = attr(el, "county"), attr(el, "program"), attr(el, "paidThrough")
    child = one(el, "Child")
    c.person = attr(child, "personId")
    c.requests = kids(el, "RetroactiveRequest")
    req = one(el, "RetroactiveRequest")
    c.request_month = parse_month(attr(req, "month"))
    c.agreement = one(el, "Agreement")
    ag = c.agreement
    c.prior = money(ag, "PriorSubsidyMonthlyAmount")
    c.N = money(ag, "SubsidyMonthlyAmount")
    c.effective = adate(ag, "effectiveOn")
    c.amended = adate(ag, "amendedOn")
    sig = lambda e: Obj(on=adate(e, "signedOn"), at=parse_time(attr(e, "signedAt")))
    c.parents = [sig(e) for e in kids(ag, "AdoptiveParentSignature")]
    c.agency = [sig(e) for e in kids(ag, "AgencySignature")]
    c.payments = [Obj(month=parse_month(attr(e, "month")), on=adate(e, "issuedOn"), amount=money(e, "Amount"))
                  for e in kids(el, "Payment")]
    c.reviews = [Obj(date=adate(e, "reviewDate"), entered=adate(e, "enteredOn"), program=attr(e, "program"),
                     amount=money(e, "SubsidyAmount"), pos=i) for i, e in enumerate(kids(el, "ReviewRecord"))]
    # a code or form that is another one is not this event or form. An absent one is taken from the element's name, which
    # does not show that the step was taken ("named")
    c.events = [Obj(named=attr(e, "code") is not None, on=adate(e, "updatedOn"), amount=money(e, "Amount"))
                for e in kids(el, "PaymentAuthorizationEvent") if attr(e, "code") in (None, PARAM["event_code"])]
    c.aux = [Obj(named=attr(e, "form") is not None, on=adate(e, "completedOn"), benefit=attr(e, "benefitType"), code=attr(e, "transactionCode"),
                 frm=adate(e, "effectiveFrom"), to=adate(e, "effectiveTo"), sent=adate(e, "sentOn"),
                 sent_to=attr(e, "sentTo"), amount=money(e, "UnderpaymentAmount"))
             for e in kids(el, "AuxiliaryPaymentAuthorization") if attr(e, "form") in (None, PARAM["form_aux"])]
    c.lines = [Obj(named=attr(e, "form") is not None, month=parse_month(attr(e, "month")), fin=attr(e, "financialCode"), cls=attr(e, "classificationCode"),
                   line=attr(e, "lineCode"), fund=attr(e, "fundingSource"), amount=money(e, "Amount"))
               for e in kids(el, "FinancialStatementLine") if attr(e, "form") in (None, PARAM["form_statement"])]
    c.letters = [Obj(letter=attr(e, "letter"), on=adate(e, "filedOn")) for e in kids(el, "LetterOnFile")]
    c.request_dates = [adate(e, "requestedOn") for e in c.requests]
    # every date of an event, also of elements with another code: effective dates and review dates are not events
    c.event_dates = list(c.request_dates) + [c.amended] + [s.on for s in c.parents + c.agency] \
        + [p.on for p in c.payments] + [r.entered for r in c.reviews] + [x.on for x in c.letters] \
        + [adate(e, "updatedOn") for e in kids(el, "PaymentAuthorizationEvent")] \
        + [adate(e, a) for e in kids(el, "AuxiliaryPaymentAuthorization") for a in ("completedOn", "sentOn")]
    if c.agreement is BAD:
        c.event_dates.append(BAD)
    return c


def parse_bool(s):
    if s is None or s is BAD:
        return s
    return {"true": True, "1": True, "false": False, "0": False}.get(s, BAD)


def read_invoice(el, as_of, exported):
    v = Obj(el=el, id=el.get("id"), as_of=as_of, exported=exported, type="MatchInvoice")
    v.county = attr(el, "county")
    v.signed, v.signed_by, v.title = adate(el, "signedOn"), attr(el, "signedBy"), attr(el, "signatoryTitle")
    v.mailed, v.addressee = adate(el, "mailedOn"), attr(el, "addressee")
    v.lines = []
    for e in kids(el, "InvoiceLine"):
        name = one(e, "PersonName")
        present = name if name is None or name is BAD else bool(text_of(name))
        v.lines.append(Obj(case_id=attr(e, "caseId"), name=present,
                           jan=money(e, "JanuaryAmount"), feb=money(e, "FebruaryAmount"), match=money(e, "MatchAmount")))
    v.totals = {"jan": money(el, "JanuaryTotal"), "feb": money(el, "FebruaryTotal"), "match": money(el, "MatchTotal")}
    v.cert = parse_bool(leaf(el, "CertificationStatement"))
    reimb = one(el, "Reimbursement")
    v.reimb_present = reimb is not None
    v.reimb = money(reimb, "Amount")
    v.received = adate(reimb, "receivedOn")
    return v


# ---------------------------------------------------------------- outcomes
class Sheet:
    """Collects instances per rule; the worst counts."""

    def __init__(self, rules):
        self.inst = {r: [] for r in rules}

    def add(self, rule, outcome, why=""):
        self.inst[rule].append((outcome, why))

    def worst(self, rule):
        got = [o for o, _ in self.inst[rule]]
        return min(got, key=RANK.get) if got else "notapplicable"

    def outcomes(self):
        return {r: self.worst(r) for r in self.inst}

    def why(self):
        return {r: [i for i in v if i[0] not in ("pass", "notapplicable")] for r, v in self.inst.items()
                if any(i[0] not in ("pass", "notapplicable") for i in v)}


def by_time(as_of, deadline):
    """A step not done, with a deadline in the letter."""
    if not ok(as_of):
        return "unknown"
    return "pending" if as_of <= deadline else "fail"


def payment_absent(as_of, month_end):
    if not ok(as_of):
        return "unknown"
    return "pending" if as_of <= month_end else "unknown"


def same(value, expected):
    """A datum of a step that was done."""
    if not ok(value) or not ok(expected):
        return "unknown"
    return "pass" if value == expected else "fail"


def on_or_before(date, deadline):
    if not ok(date):
        return "unknown"
    return "pass" if date <= deadline else "fail"


def month_sum(c, month):
    """(any issued, sum or BAD). Without its date a payment was not issued; one whose month cannot be read may belong to any."""
    issued = [p for p in c.payments if p.on is not None]
    hit = [p for p in issued if p.month == month]
    unclear = [p for p in issued if not ok(p.month)]
    if unclear:
        return True, BAD
    if not hit:
        return False, None
    if any(not ok(p.amount) for p in hit):
        return True, BAD
    return True, sum(p.amount for p in hit)


def above_n(c, in_february):
    """Review records above N that in_february accepts: 'yes', 'maybe' or 'no'."""
    res = "no"
    for r in c.reviews:
        if ok(r.date) and not in_february(r.date):
            continue
        if ok(r.amount) and ok(c.N):
            if r.amount <= c.N:
                continue
            if ok(r.date):
                return "yes"
        res = "maybe"
    return res


def pick(records):
    """Of duplicates the latest enteredOn governs; a tie: the later in the document. BAD when it cannot be told."""
    if len(records) > 1 and any(r.entered is BAD for r in records):
        return BAD
    return max(records, key=lambda r: (r.entered if ok(r.entered) else D_.min, r.pos))


class World:
    def __init__(self, records):
        self.records = records
        self.cases, self.by_person, self.invoice_lines = {}, {}, {}
        for r in records:
            if r.type == "AdoptionSubsidyCase":
                self.cases.setdefault(r.id, r)
                if ok(r.person):
                    self.by_person.setdefault(r.person, []).append(r)
            else:
                for ln in r.lines:
                    if ok(ln.case_id):
                        self.invoice_lines.setdefault(ln.case_id, []).append(ln)


def judge_general(c, w):
    """5.2 and the facts that everything else rests on."""
    s = c.sheet = Sheet(CASE_RULES)
    c.my_lines = w.invoice_lines.get(c.id, [])
    c.amounts = []
    c.claimable = c.known = c.active = False
    feb = lambda d: PARAM["feb_review_date"] <= d <= PARAM["feb_review_last"]
    if not c.requests:
        if c.aux or c.my_lines or above_n(c, feb) == "yes":
            s.add("OH-GEN-03", "fail", "artefact without a request")
        else:
            if above_n(c, feb) == "maybe":
                s.add("OH-GEN-03", "unknown", "a review record may be an artefact")
            c.requested = False
            return
    c.requested = True

    if c.requests:
        s.add("OH-GEN-01", same(c.request_month, PARAM["request_month"]), "request month")
    if not ok(c.program):
        s.add("OH-GEN-02", "unknown", "program absent")
    else:
        s.add("OH-GEN-02", "pass" if c.program in PARAM["programs"] else "fail", "program")

    for rule, sigs in (("OH-GEN-04", c.parents), ("OH-GEN-05", c.agency)):
        if c.agreement is BAD:
            s.add(rule, "unknown", "agreement given twice")
        elif not sigs:
            s.add(rule, by_time(c.as_of, PARAM["sign_by"]), "no signature element")
        for g in sigs:
            if g.on is None:
                s.add(rule, by_time(c.as_of, PARAM["sign_by"]), "not signed")
            else:
                s.add(rule, on_or_before(g.on, PARAM["sign_by"]), "signature date")
            hour = PARAM["closing_hour"]
            if hour and g.at is not None and g.on == PARAM["sign_by"]:
                s.add("OH-GEN-06", "unknown" if g.at is BAD else "pass" if g.at <= hour else "manual", "time")

    jan_there, jan = month_sum(c, PARAM["request_month"])
    c.jan_there, c.jan = jan_there, jan
    c.O = jan if jan_there else c.prior
    c.known = ok(c.O) and ok(c.N)
    if not c.known:
        s.add("OH-GEN-07", "unknown", "O or N")
    else:
        s.add("OH-GEN-07", "pass" if c.N > c.O else "fail", "N > O")
    s.add("OH-GEN-09", same(jan if jan_there else None, c.prior), "January payment is the prior amount")

    c.live = None if c.route not in PARAM["routes_live"] + PARAM["routes_not_live"] else c.route in PARAM["routes_live"]
    s.add("OH-GEN-10", "unknown" if c.live is None else "pass", "route")
    if c.live is True:
        s.add("OH-GEN-11", "fail" if c.events or c.aux or c.lines else "pass", "artefact of another route")
    elif c.live is False:
        s.add("OH-GEN-11", {"yes": "fail", "maybe": "unknown", "no": "pass"}[
            above_n(c, lambda d: d == PARAM["feb_review_date"])], "review record in a county not live")

    if c.agreement is not None:
        if not ok(c.effective):
            s.add("OH-GEN-12", "unknown", "effective date")
        elif c.effective > PARAM["effective_by"]:
            s.add("OH-GEN-12", "manual", "later effective date")

    if not ok(c.person):
        s.add("OH-GEN-13", "unknown", "child has no key")
    else:
        mine = w.by_person[c.person]
        have = {r.program for r in mine} & set(PARAM["programs"])
        blank = sum(1 for r in mine if not ok(r.program))
        lack = len(PARAM["programs"]) - len(have)
        s.add("OH-GEN-13", "fail" if not lack else "unknown" if blank >= lack and len(mine) > 1 else "pass", "both programs")

    if c.exported is BAD:
        s.add("OH-GEN-14", "unknown", "exportedOn")
    elif c.exported is not None:
        s.add("OH-GEN-14", "pass")
        for d in c.event_dates:
            if d is BAD:
                s.add("OH-GEN-14", "unknown", "event date unreadable")
            elif d is not None and d > c.exported:
                s.add("OH-GEN-14", "fail", "event after the export")

    if jan_there:
        if jan is BAD:
            s.add("OH-GEN-15", "unknown", "January payment")
        elif jan == 0:
            s.add("OH-GEN-15", "manual", "January paid 0.00")

    c.claimable = not any(s.worst(r) == "fail" for r in ("OH-GEN-01", "OH-GEN-02", "OH-GEN-04", "OH-GEN-05", "OH-GEN-07"))
    c.active = c.claimable and c.known        # amounts, and 5.3 to 5.6 where the route is known
    if c.active:
        C = PARAM["ceiling"]
        c.D = c.N - c.O
        c.F = c.N + c.D
        c.M = max(0, c.F - C)
        c.S = min(c.N, C) - min(c.O, C)
        c.R = min(c.M, c.S) if c.O < C and c.F > C else 0


def no_line(c, rule):
    c.sheet.add(rule, "fail" if c.my_lines else "pass", "invoice line")


def judge_case(c, w):
    if not c.requested:
        return
    s = c.sheet
    if not c.claimable:
        if c.live is True:
            no_line(c, "OH-MAT-02")
        elif c.live is False and c.program == "AA":
            no_line(c, "OH-NLA-12")
        elif c.live is False and c.program == "SAMS":
            no_line(c, "OH-NLS-09")
        return
    if not c.known:
        return
    amount(c, "underpayment", PARAM["request_month"], c.D, None, "computed")
    if c.live is None:
        return
    if c.live:
        judge_live(c)
    elif c.program == "AA":
        judge_nla(c)
    elif c.program == "SAMS":
        judge_nls(c)


def amount(c, kind, month, value, due, state):
    if c.sheet.worst("OH-GEN-12") == "manual":
        state = "manual"
    c.amounts.append({"kind": kind, "month": month, "value": fmt(value),
                      "due": due.isoformat() if due else None, "state": state})


def state_of(c, shown, expected, due):
    """shown: the values the export shows for it ([] when the step is not done)."""
    if not shown:
        return "overdue" if due and ok(c.as_of) and c.as_of > due else "due"
    if any(ok(v) and v != expected for v in shown):
        return "differs"
    if any(not ok(v) for v in shown):
        return "computed"
    return "recorded"


def month_state(c, month, expected):
    there, total = month_sum(c, month)
    return state_of(c, [total] if there else [], expected, None)


def judge_month(c, rule, month, month_end, expected):
    there, total = month_sum(c, month)
    c.sheet.add(rule, same(total, expected) if there else payment_absent(c.as_of, month_end), "payments of " + month)


def shown(steps):
    """The export shows the step when one of these says that it is the one."""
    return "pass" if any(x.named for x in steps) else "unknown"


def judge_nla(c):
    s = c.sheet
    cutoff = PARAM["event_cutoff"][c.route]
    done = [e for e in c.events if e.on is not None]
    if done:
        s.add("OH-NLA-01", shown(done), "which event")
    else:
        s.add("OH-NLA-01", by_time(c.as_of, cutoff), "event 0338 absent")
    for e in done:
        s.add("OH-NLA-02", same(e.amount, c.N), "0338 amount")
        s.add("OH-NLA-03" if c.route == "FACSIS" else "OH-NLA-04", on_or_before(e.on, cutoff), "0338 date")

    complete = [a for a in c.aux if a.on is not None]
    s.add("OH-NLA-05", shown(complete) if complete else "pending", "JFS 01659")
    for a in complete:
        s.add("OH-NLA-06", same(a.benefit, PARAM["benefit_type"]), "benefit type")
        s.add("OH-NLA-07", same(a.code, PARAM["transaction_code"]), "transaction code")
        if not ok(a.frm) or not ok(a.to):
            s.add("OH-NLA-08", "unknown", "effective dates")
        else:
            s.add("OH-NLA-08", "pass" if (a.frm, a.to) == (PARAM["aux_from"], PARAM["aux_to"]) else "fail", "span")
        s.add("OH-NLA-09", same(a.amount, c.D), "column 4")
    for a in complete:
        if a.sent is not None:
            s.add("OH-NLA-10", same(a.sent_to, PARAM["aux_sent_to"]), "sent to")
        else:
            s.add("OH-NLA-10", "pending", "not sent")
    if len(c.aux) > 1:
        s.add("OH-NLA-11", "fail", "several JFS 01659")
    elif complete:
        s.add("OH-NLA-11", "pass")
    no_line(c, "OH-NLA-12")
    sigs = c.parents + c.agency
    if c.parents and c.agency and all(g.on is not None for g in sigs):
        good = [g.on for g in sigs if ok(g.on)]
        for a in complete:
            if a.on is BAD:
                s.add("OH-NLA-13", "unknown", "completion date")
            elif good and a.on < max(good):
                s.add("OH-NLA-13", "fail", "completed before the last signature")
            elif len(good) < len(sigs):
                s.add("OH-NLA-13", "unknown", "signature date")
            else:
                s.add("OH-NLA-13", "pass")
    amount(c, "event-0338", PARAM["pay_month"], c.N, cutoff, state_of(c, [e.amount for e in done], c.N, cutoff))
    amount(c, "jfs-01659-column-4", PARAM["request_month"], c.D, None,
           state_of(c, [a.amount for a in complete], c.D, None))


def judge_nls(c):
    s = c.sheet
    judge_month(c, "OH-NLS-01", PARAM["pay_month"], PARAM["pay_month_end"], c.F)
    s.add("OH-NLS-11", shown(c.lines) if c.lines else "pending", "JFS 02820")
    for x in c.lines:
        s.add("OH-NLS-02", same(x.amount, c.F), "02820 amount")
        s.add("OH-NLS-03", same(x.fin, PARAM["financial_code"]), "financial code")
        s.add("OH-NLS-04", same(x.cls, PARAM["classification_code"]), "classification code")
        if x.line is not None:
            s.add("OH-NLS-05", same(x.line, PARAM["line_code"]), "line code")
        if x.fund is not None:
            s.add("OH-NLS-06", same(x.fund, PARAM["funding_source"]), "funding source")
        s.add("OH-NLS-07", same(x.month, PARAM["pay_month"]), "report month")
    s.add("OH-NLS-08", "fail" if c.aux else "pass", "JFS 01659")
    no_line(c, "OH-NLS-09")
    judge_month(c, "OH-NLS-10", PARAM["revert_month"], PARAM["revert_month_end"], c.N)
    amount(c, "february-payment", PARAM["pay_month"], c.F, None, month_state(c, PARAM["pay_month"], c.F))
    amount(c, "jfs-02820", PARAM["pay_month"], c.F, None, state_of(c, [x.amount for x in c.lines], c.F, None))


def judge_review(c, rec, absent_state, ids, deadline, want_date, want_amount):
    """ids: existence, review date, amount, entry date."""
    s = c.sheet
    if rec is None:
        s.add(ids[0], "unknown" if absent_state == "maybe" else by_time(c.as_of, deadline), "review record absent")
        return
    s.add(ids[0], "pass")
    s.add(ids[1], same(rec.date, want_date), "review date")
    s.add(ids[2], same(rec.amount, want_amount), "amount")
    s.add(ids[3], on_or_before(rec.entered, deadline), "entered")


def review_state(c, rec, absent_state, expected, due):
    if rec is None:
        return "computed" if absent_state == "maybe" else state_of(c, [], expected, due)
    return state_of(c, [rec.amount], expected, due)


def judge_live(c):
    s = c.sheet
    entered = [r for r in c.reviews if r.entered is not None]         # a record without its date is not done
    unclear = [r for r in entered if not ok(r.date)]                  # entered, but its review date cannot be read
    dated = [r for r in entered if ok(r.date)]
    in_feb = [r for r in dated if PARAM["feb_review_date"] <= r.date <= PARAM["feb_review_last"]]
    in_mar = [r for r in dated if r.date >= PARAM["mar_review_date"]]

    def governing(group):
        if not group:
            return None
        first = min(r.date for r in group)
        dup = [r for r in group if r.date == first]
        got = pick(dup)
        return Obj(date=first, entered=BAD, amount=BAD, program=None, pos=-1) if got is BAD else got

    feb, mar = governing(in_feb), governing(in_mar)
    maybe = "maybe" if unclear else "no"
    judge_review(c, feb, maybe, ["OH-LIV-01", "OH-LIV-02", "OH-LIV-03", "OH-LIV-04"],
                 PARAM["feb_entered_by"], PARAM["feb_review_date"], c.F)
    judge_review(c, mar, maybe, ["OH-LIV-05", "OH-LIV-06", "OH-LIV-07", "OH-LIV-08"],
                 PARAM["mar_entered_by"], PARAM["mar_review_date"], c.N)

    this = [x for x in c.letters if x.on is not None and x.letter == PARAM["letter"]]
    in_time = [x for x in this if x.on is BAD or x.on >= PARAM["letter_date"]]   # not filed before it was written
    nameless = [x for x in c.letters if x.on is not None and x.letter is None]
    s.add("OH-LIV-09", "pass" if in_time else "unknown" if this or nameless else "pending", "letter on file")
    s.add("OH-LIV-10", "pass" if c.amended is None else "fail", "amended")
    if feb and mar:
        if any(feb.date < r.date < mar.date for r in dated):
            s.add("OH-LIV-11", "fail", "another review record between")
        elif unclear:
            s.add("OH-LIV-11", "unknown", "a review date cannot be read")
        if not ok(feb.entered) or not ok(mar.entered):
            s.add("OH-LIV-11", "unknown", "entry date")
        else:
            s.add("OH-LIV-11", "pass" if feb.entered <= mar.entered else "fail", "order of entry")
    judge_month(c, "OH-LIV-12", PARAM["pay_month"], PARAM["pay_month_end"], c.F)
    judge_month(c, "OH-LIV-12", PARAM["revert_month"], PARAM["revert_month_end"], c.N)
    for r in entered:
        s.add("OH-LIV-13", "pass" if r.program is None else same(r.program, c.program), "program of a review record")

    if c.R == 0:
        no_line(c, "OH-MAT-02")
    else:
        judge_month(c, "OH-MAT-03", PARAM["pay_month"], PARAM["pay_month_end"], c.F)
        if s.worst("OH-MAT-03") != "fail":
            s.add("OH-INV-01", "pass" if c.my_lines else by_time(c.as_of, PARAM["invoice_by"]), "invoice line")

    amount(c, "february-review", PARAM["pay_month"], c.F, PARAM["feb_entered_by"],
           review_state(c, feb, maybe, c.F, PARAM["feb_entered_by"]))
    amount(c, "march-review", PARAM["revert_month"], c.N, PARAM["mar_entered_by"],
           review_state(c, mar, maybe, c.N, PARAM["mar_entered_by"]))
    amount(c, "county-match", PARAM["pay_month"], c.M, None, "computed")
    amount(c, "county-own-share", PARAM["pay_month"], c.M - c.R, None, "computed")
    shown = [ln.match for ln in c.my_lines]
    if c.R == 0:
        amount(c, "odjfs-reimbursement", PARAM["pay_month"], 0, None, state_of(c, shown, 0, None) if shown else "computed")
    else:
        amount(c, "odjfs-reimbursement", PARAM["pay_month"], c.R, PARAM["invoice_by"],
               state_of(c, shown, c.R, PARAM["invoice_by"]))


# ---------------------------------------------------------------- invoices (5.6)
def judge_invoice(v, w):
    s = v.sheet = Sheet(INVOICE_RULES)
    v.amounts = []
    C = PARAM["ceiling"]
    mailed, signed = v.mailed is not None, v.signed is not None

    def missing():
        """INV-06 to -10: 2008-03-31 or the mailing, whichever is first."""
        return "fail" if mailed else by_time(v.as_of, PARAM["invoice_by"])

    for ln in v.lines:
        s.add("OH-INV-02", "unknown" if ln.name is BAD else "pass" if ln.name else "fail", "name")
        c = w.cases.get(ln.case_id) if ok(ln.case_id) else None

        # INV-12
        if not ok(ln.case_id):
            s.add("OH-INV-12", "unknown", "line without a case")
        else:
            if len(w.invoice_lines[ln.case_id]) > 1:
                s.add("OH-INV-12", "fail", "case invoiced more than once")
            if c is None:
                s.add("OH-INV-12", "unknown", "case not in the export")
            else:
                s.add("OH-INV-12", "unknown" if c.live is None else "pass" if c.live else "fail", "live")
                s.add("OH-INV-12", same(c.county, v.county), "county")
                s.add("OH-INV-12", "pass" if c.claimable else "fail", "claimable")

        # INV-03 to -05: nothing to compare with for a case that is not live, of unknown route, or not claimable
        if c is not None and (not c.claimable or c.live is not True):
            continue
        known = c is not None and c.known
        s.add("OH-INV-03", same(ln.jan, c.O) if c is not None else "unknown", "January amount")
        there, total = (False, None) if c is None else month_sum(c, PARAM["pay_month"])
        s.add("OH-INV-04", same(ln.feb, total if there else c.F if known else None), "February amount")
        own = max(0, min(ln.feb - C, C - ln.jan)) if ok(ln.feb) and ok(ln.jan) else None
        s.add("OH-INV-05", same(ln.match, own), "match by the line's own amounts")
        s.add("OH-INV-05", same(ln.match, c.R) if known else "unknown", "match is R of the case")

    for col in ("jan", "feb", "match"):
        got, cells = v.totals[col], [getattr(ln, col) for ln in v.lines]
        if got is None:
            s.add("OH-INV-06", missing(), col + " total absent")
        elif got is BAD or any(not ok(x) for x in cells):
            s.add("OH-INV-06", "unknown", col + " total")
        else:
            s.add("OH-INV-06", same(got, sum(cells)), col + " total")

    if v.cert is BAD:
        s.add("OH-INV-07", "unknown", "certification")
        s.add("OH-INV-14", "unknown", "certification")
    elif v.cert:
        s.add("OH-INV-07", "pass")
        s.add("OH-INV-14", "manual", "wording")
    else:
        s.add("OH-INV-07", missing(), "certification absent")

    if not signed:
        s.add("OH-INV-08", missing(), "not signed")
    else:
        s.add("OH-INV-08", "unknown" if v.signed is BAD or v.signed_by is None else "pass", "who and when")
        if v.title is None:
            s.add("OH-INV-08", "fail", "title absent")
        s.add("OH-INV-15", "manual", "authority")

    if not mailed:
        s.add("OH-INV-09", missing(), "not mailed")
    else:
        s.add("OH-INV-09", on_or_before(v.mailed, PARAM["invoice_by"]), "mailing date")
        s.add("OH-INV-10", same(v.addressee, PARAM["addressee"]), "addressee")

    if signed:
        for ln in v.lines:
            c = w.cases.get(ln.case_id) if ok(ln.case_id) else None
            if c is None:
                s.add("OH-INV-11", "unknown", "payments of a case that is not here")
                continue
            for p in c.payments:
                if p.on is not None and (p.month == PARAM["pay_month"] or not ok(p.month)):
                    if not ok(p.month) or not ok(p.on) or v.signed is BAD:
                        s.add("OH-INV-11", "unknown", "payment or signing date")
                    else:
                        s.add("OH-INV-11", "pass" if p.on <= v.signed else "fail", "signed before the payment")
    # each step against the one before it that has a date, and against the export
    steps = [d for d in (v.signed, v.mailed, v.received) if d is not None]
    for before, after in zip(steps, steps[1:]):
        if before is BAD or after is BAD:
            s.add("OH-INV-11", "unknown", "a date of the invoice")
        else:
            s.add("OH-INV-11", "pass" if before <= after else "fail", "order of the invoice's dates")
    if v.exported is not None:
        for d in steps:
            s.add("OH-INV-11", "unknown" if d is BAD or v.exported is BAD else "pass" if d <= v.exported else "fail", "export")

    if v.reimb_present:
        s.add("OH-INV-13", same(v.reimb, v.totals["match"]), "reimbursement")


# ---------------------------------------------------------------- run
def load(paths, as_of_all=None):
    records = []
    for path in paths:
        root = ET.parse(path).getroot()
        exported = parse_date(root.get("exportedOn"))
        as_of = as_of_all or exported
        for el in root:
            if el.tag == OH + "AdoptionSubsidyCase":
                records.append(read_case(el, as_of, exported))
            elif el.tag == OH + "MatchInvoice":
                records.append(read_invoice(el, as_of, exported))
    return records


def evaluate(paths, as_of=None, explain=False):
    records = load(paths, as_of)
    w = World(records)
    cases = [r for r in records if r.type == "AdoptionSubsidyCase"]
    for c in cases:
        c.live = None if c.route not in PARAM["routes_live"] + PARAM["routes_not_live"] else c.route in PARAM["routes_live"]
        judge_general(c, w)
    for c in cases:
        judge_case(c, w)
    for r in records:
        if r.type == "MatchInvoice":
            judge_invoice(r, w)
    out = []
    for r in records:
        o = {"id": r.id, "type": r.type, "outcomes": r.sheet.outcomes(), "amounts": r.amounts}
        if explain:
            o["why"] = r.sheet.why()
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
        elif a == "--closing-hour":
            i += 1
            PARAM["closing_hour"] = argv[i]
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
