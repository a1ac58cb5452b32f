"""Ohio cases from a few words: an export's XML built from keyword arguments, right unless told otherwise."""
from support import export


def money(cents):
    return "%d.%02d" % divmod(cents, 100)


def element(name, attributes, content=""):
    words = "".join(' %s="%s"' % (key, value) for key, value in attributes.items() if value is not None)
    return "<oh:%s%s>%s</oh:%s>\n" % (name, words, content, name)


def amount(cents, name="Amount"):
    return "" if cents is None else element(name, {}, money(cents))


def payment(month, cents, issued_on=None):
    return element("Payment", {"month": month, "issuedOn": issued_on or month + "-15"}, amount(cents))


def review(review_date, entered_on, cents, program=None):
    return element("ReviewRecord", {"reviewDate": review_date, "enteredOn": entered_on, "program": program},
                   amount(cents, "SubsidyAmount"))


def event(updated_on, cents):
    return element("PaymentAuthorizationEvent", {"code": "0338", "updatedOn": updated_on}, amount(cents))


def form(cents, **changes):
    attributes = {"form": "JFS 01659", "benefitType": "H", "transactionCode": "3", "effectiveFrom": "2008-01-01",
                  "effectiveTo": "2008-01-31", "completedOn": "2008-01-15", "sentOn": "2008-01-16", "sentTo": "SAGE"}
    attributes.update(changes)
    return element("AuxiliaryPaymentAuthorization", attributes, amount(cents, "UnderpaymentAmount"))


def statement(cents, **changes):
    attributes = {"form": "JFS 02820", "month": "2008-02", "financialCode": "852", "classificationCode": "50",
                  "lineCode": "2-6620", "fundingSource": "0000"}
    attributes.update(changes)
    return element("FinancialStatementLine", attributes, amount(cents))


def agreement(prior, agreed, effective_on="2008-01-01", signed_on="2007-12-28"):
    return element("Agreement", {"id": "A-1", "effectiveOn": effective_on},
                   amount(prior, "PriorSubsidyMonthlyAmount") + amount(agreed, "SubsidyMonthlyAmount")
                   + element("AdoptiveParentSignature", {"personId": "P-2", "signedOn": signed_on})
                   + element("AgencySignature", {"workerId": "W-1", "signedOn": signed_on}))


def case(identifier, original, agreed, body="", program="AA", system="SACWIS", county="25", child=None, request="2008-01",
         january="2008-01"):
    """A case with its request, agreement and January payment; the rest is `body`."""
    return element("AdoptionSubsidyCase",
                   {"id": identifier, "county": county, "program": program, "paidThrough": system},
                   element("Child", {"personId": child or "P-" + identifier})
                   + ("" if request is None else element("RetroactiveRequest", {"month": request, "requestedOn": "2008-01-09"}))
                   + agreement(original, agreed)
                   + payment(january, original) + body)


def live(identifier, original, agreed, **options):
    """A live case in which everything was done right."""
    raised = 2 * agreed - original
    body = (payment("2008-02", raised) + payment("2008-03", agreed)
            + review("2008-02-01", "2008-01-18", raised) + review("2008-03-01", "2008-02-15", agreed)
            + element("LetterOnFile", {"letter": "FCASPL 135", "filedOn": "2008-01-20"}))
    return case(identifier, original, agreed, body + options.pop("body", ""), **options)


def line(case_id, january, february, match, name=True):
    named = element("PersonName", {}, element("PersonSurName", {}, "Sample")) if name else ""
    return element("InvoiceLine", {"caseId": case_id},
                   named + amount(january, "JanuaryAmount") + amount(february, "FebruaryAmount")
                   + amount(match, "MatchAmount"))


def invoice(identifier, lines, county="25", **changes):
    """lines: (case id, January, February, match) each; totals are right unless changed."""
    attributes = {"id": identifier, "county": county, "signedOn": "2008-03-20", "signedBy": "W-1",
                  "signatoryTitle": "Fiscal officer", "mailedOn": "2008-03-28", "addressee": "ODJFS/OCF"}
    totals = changes.pop("totals", tuple(sum(entry[i] for entry in lines) for i in (1, 2, 3)))
    attributes.update(changes)
    return element("MatchInvoice", attributes,
                   "".join(line(*entry) for entry in lines) + amount(totals[0], "JanuaryTotal")
                   + amount(totals[1], "FebruaryTotal") + amount(totals[2], "MatchTotal")
                   + element("CertificationStatement", {}, "true"))


__all__ = [name for name in dir() if not name.startswith("_")]
