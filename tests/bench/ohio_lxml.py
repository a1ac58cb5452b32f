#!/usr/bin/python3
"""Ohio's rules for counties that are live in SACWIS (OH-LIV-01 to -13 of FCASPL 135), as a fiscal programmer would write them
for one office: lxml, one case at a time, money as Decimal. What caselint is measured against; it has no other use.

    ohio_lxml.py EXPORT

Prints one line per finding: record, rule, outcome, what is there, what should be. It takes for granted that the export
is valid, checks no schema, works out only the amounts these rules need, and writes no report. `fail`, `pending` and
`unknown` mean what they mean in caselint.
"""
import sys
from decimal import Decimal

from lxml import etree

OH = "{urn:caselint:us-oh:adoption-subsidy:1}"
FAR = "9999-12-31"

SIGNED_BY = "2007-12-31"
FEBRUARY_REVIEW, FEBRUARY_CUT_OFF = "2008-02-01", "2008-01-21"
MARCH_REVIEW, MARCH_CUT_OFF = "2008-03-01", "2008-02-19"
LETTER = "FCASPL 135"
LETTER_DATE = "2008-01-03"  # it cannot be on file before
MONTH_ENDS = {"2008-02": "2008-02-29", "2008-03": "2008-03-31"}


def money(element, name):
    """The amount in a child element; None where it is absent."""
    text = None if element is None else element.findtext(OH + name)
    return None if text is None else Decimal(text.strip())


def paid(case, month):
    """Whether a payment was issued for a month, and their sum; None where one of them has no amount."""
    amounts = [money(payment, "Amount") for payment in case.iterfind(OH + "Payment")
               if payment.get("month") == month and payment.get("issuedOn")]
    return bool(amounts), None if None in amounts else sum(amounts)


def by_time(as_of, due):
    """The outcome of a step that was not done."""
    if as_of is None:
        return "unknown"
    return "pending" if as_of <= due else "fail"


def signatures_fail(agreement, as_of):
    """L8: every parent named and whoever signs for the agency signed by the last day of 2007. ISO dates compare as text."""
    dates = []
    for name in ("AdoptiveParentSignature", "AgencySignature"):
        dates += [signature.get("signedOn") for signature in agreement.findall(OH + name)] or [None]
    return any(by_time(as_of, SIGNED_BY) == "fail" if date is None else date > SIGNED_BY for date in dates)


def entered(case):
    """The review records that were entered; one without a date of entry is not done yet."""
    return [review for review in case.iterfind(OH + "ReviewRecord") if review.get("enteredOn")]


def governing(reviews, named, first, last):
    """Of the review records in a span: the one of the named date, else the first; of duplicates the one entered last."""
    dates = [review.get("reviewDate") for review in reviews if review.get("reviewDate")]
    dates = [date for date in dates if first <= date <= last]
    if not dates:
        return None
    date = named if named in dates else min(dates)
    found = None
    for review in reviews:
        if review.get("reviewDate") == date and (found is None or review.get("enteredOn") >= found.get("enteredOn")):
            found = review
    return found


def is_requested(case, agreed):
    """There is a request, or a step that only a request can have led to."""
    if case.find(OH + "RetroactiveRequest") is not None:
        return True
    if any(form.get("form") in (None, "JFS 01659") for form in case.iterfind(OH + "AuxiliaryPaymentAuthorization")):
        return True
    for review in case.iterfind(OH + "ReviewRecord"):
        amount = money(review, "SubsidyAmount")
        if (review.get("reviewDate") or "").startswith("2008-02") and None not in (amount, agreed) and amount > agreed:
            return True
    return False


def judge_review(findings, review, rules, as_of, wanted):
    """Existence, Review Date, amount and day of entry of one review record; `wanted` is the three that it should have."""
    date, amount, cut_off = wanted
    there, when, how_much, in_time = rules
    if review is None:
        findings.append((there, by_time(as_of, cut_off), "", cut_off))
        return
    if review.get("reviewDate") != date:
        findings.append((when, "fail", review.get("reviewDate"), date))
    recorded = money(review, "SubsidyAmount")
    if recorded is None:
        findings.append((how_much, "unknown", "", amount))
    elif recorded != amount:
        findings.append((how_much, "fail", recorded, amount))
    if review.get("enteredOn") > cut_off:
        findings.append((in_time, "fail", review.get("enteredOn"), cut_off))


def judge_month(findings, case, month, expected, as_of):
    """LIV-12: what was paid in a month."""
    is_paid, amount = paid(case, month)
    if amount is None or not is_paid:
        is_open = not is_paid and as_of is not None and as_of <= MONTH_ENDS[month]
        findings.append(("OH-LIV-12", "pending" if is_open else "unknown", "", expected))
    elif amount != expected:
        findings.append(("OH-LIV-12", "fail", amount, expected))


def judge_order(findings, reviews, february, march):
    """LIV-11: no other review record between the two, and February entered first."""
    for review in reviews:
        date = review.get("reviewDate")
        if date is not None and february.get("reviewDate") < date < march.get("reviewDate"):
            findings.append(("OH-LIV-11", "fail", date, ""))
    if february.get("enteredOn") > march.get("enteredOn"):
        findings.append(("OH-LIV-11", "fail", february.get("enteredOn"), march.get("enteredOn")))


def judge_rest(findings, case, agreement):
    """LIV-09, LIV-10 and LIV-13."""
    letters = [(letter.get("letter"), letter.get("filedOn")) for letter in case.iterfind(OH + "LetterOnFile") if letter.get("filedOn")]
    early = [filed for name, filed in letters if name == LETTER and filed < LETTER_DATE]
    if not any(name == LETTER and filed >= LETTER_DATE for name, filed in letters):
        unclear = early or any(name is None for name, _ in letters)
        findings.append(("OH-LIV-09", "unknown" if unclear else "pending", early[0] if early else "",
                         LETTER_DATE if early else LETTER))
    if agreement.get("amendedOn"):
        findings.append(("OH-LIV-10", "fail", agreement.get("amendedOn"), ""))
    for review in entered(case):
        program = review.get("program", case.get("program"))
        if program != case.get("program"):
            findings.append(("OH-LIV-13", "fail", program, case.get("program")))


def judge(case, as_of):
    """The findings of a case: (rule, outcome, observed, expected). None: the rules do not apply to it."""
    request, agreement = case.find(OH + "RetroactiveRequest"), case.find(OH + "Agreement")
    if case.get("paidThrough") != "SACWIS" or case.get("program") not in ("AA", "SAMS") or agreement is None:
        return None
    if request is not None and request.get("month") not in (None, "2008-01"):
        return None
    agreed = money(agreement, "SubsidyMonthlyAmount")
    is_paid, original = paid(case, "2008-01")
    if not is_paid:
        original = money(agreement, "PriorSubsidyMonthlyAmount")
    if original is None or agreed is None or agreed <= original or signatures_fail(agreement, as_of):
        return None
    raised = agreed + (agreed - original)
    findings, reviews = [], entered(case)
    february = governing(reviews, FEBRUARY_REVIEW, "2008-02-01", "2008-02-29")
    march = governing(reviews, None, MARCH_REVIEW, FAR)
    judge_review(findings, february, ("OH-LIV-01", "OH-LIV-02", "OH-LIV-03", "OH-LIV-04"), as_of,
                 (FEBRUARY_REVIEW, raised, FEBRUARY_CUT_OFF))
    judge_review(findings, march, ("OH-LIV-05", "OH-LIV-06", "OH-LIV-07", "OH-LIV-08"), as_of,
                 (MARCH_REVIEW, agreed, MARCH_CUT_OFF))
    if february is not None and march is not None:
        judge_order(findings, reviews, february, march)
    judge_month(findings, case, "2008-02", raised, as_of)
    judge_month(findings, case, "2008-03", agreed, as_of)
    judge_rest(findings, case, agreement)
    return findings


def write(record, findings, out):
    for rule, outcome, observed, expected in findings:
        out.write("%s %s %s %s %s\n" % (record, rule, outcome, observed or "-", expected or "-"))


def check(path, out):
    """One pass; what was read is dropped. A case without a request waits for an invoice that names it."""
    waiting, invoiced = {}, set()
    for _, record in etree.iterparse(path, tag=(OH + "AdoptionSubsidyCase", OH + "MatchInvoice")):
        root = record.getparent()
        if record.tag == OH + "MatchInvoice":
            invoiced.update(line.get("caseId") for line in record.iterfind(OH + "InvoiceLine"))
        else:
            findings = judge(record, root.get("exportedOn"))
            agreement = record.find(OH + "Agreement")
            if findings and is_requested(record, money(agreement, "SubsidyMonthlyAmount")):
                write(record.get("id"), findings, out)
            elif findings:
                waiting[record.get("id")] = findings
        record.clear()
        while record.getprevious() is not None:
            del root[0]
    for case in invoiced.intersection(waiting):
        write(case, waiting[case], out)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: ohio_lxml.py EXPORT")
    check(sys.argv[1], sys.stdout)


if __name__ == "__main__":
    main()
