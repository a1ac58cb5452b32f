"""What Ohio's findings say beside their outcome: the last day, the place, the words."""
import ohio
from support import Folder, check_json, export, main, records_by_id


class Findings(Folder):
    def findings(self, record, rule, *parts, exported_on="2008-04-15"):
        """What one rule says of one record of an export."""
        text = export("".join(parts), exported_on)
        if exported_on is None:
            text = text.replace(b' exportedOn="None"', b"")
        _, report = check_json("--show", "all", self.write("export.xml", text))
        return [finding for finding in records_by_id(report)[record]["findings"] if finding["rule"] == rule]

    def test_what_an_invoice_lacks_is_due_when_it_is_mailed(self):
        case = ohio.live("M", 25000, 30000)
        for mailed_on, due in (("2008-03-28", "2008-03-28"), ("2008-04-02", "2008-03-31"), (None, "2008-03-31")):
            invoice = ohio.invoice("INV", [("M", 25000, 35000, 5000)], mailedOn=mailed_on, signedOn=None, signedBy=None,
                                   totals=(None, None, None)).replace(">true<", ">false<")
            for rule, count in (("OH-INV-06", 3), ("OH-INV-07", 1), ("OH-INV-08", 1)):
                found = self.findings("INV", rule, case, invoice)
                self.assertEqual([finding["due"] for finding in found], [due] * count, rule)

    def test_missing_totals_are_told_apart(self):
        invoice = ohio.invoice("INV", [("M", 25000, 35000, 5000)], totals=(None, 1, None))
        found = self.findings("INV", "OH-INV-06", ohio.live("M", 25000, 30000), invoice)
        self.assertEqual(len(found), 3)
        for column in ("2008-01 total", "2008-02 total", "match total"):
            self.assertEqual(len([finding for finding in found if column in finding["message"]]), 1, column)

    def test_a_line_of_no_case_is_unknown_at_its_case(self):
        case = ohio.live("M", 25000, 30000)
        for case_id in (None, ""):
            invoice = ohio.invoice("INV", [(case_id, 25000, 35000, 5000)])
            for rule in ("OH-INV-03", "OH-INV-04", "OH-INV-05", "OH-INV-11", "OH-INV-12"):
                found = self.findings("INV", rule, case, invoice)
                self.assertEqual([finding["path"] for finding in found], ["MatchInvoice/InvoiceLine[1]/@caseId"], rule)
                self.assertNotIn("not in what was read", found[0]["message"])
                self.assertIn("the case", found[0]["message"])

    def test_a_month_is_called_over_only_when_it_is(self):
        paid = ohio.element("Payment", {"month": "2008-02", "issuedOn": "2008-02-15"})
        for exported_on, part, over in ((None, paid, False), ("2008-02-20", paid, False), ("2008-03-01", paid, False),
                                        (None, "", False), ("2008-02-29", "", False), ("2008-03-01", "", True)):
            for program, system, rules in (("AA", "SACWIS", ("OH-LIV-12", "OH-MAT-03")), ("SAMS", "SIS", ("OH-NLS-01",))):
                case = ohio.case("M", 25000, 30000, part, program=program, system=system)
                for rule in rules:
                    found = self.findings("M", rule, case, exported_on=exported_on)
                    message = [finding["message"] for finding in found if "2008-03" not in finding["message"]][0]
                    self.assertEqual("is over, and" in message, over, message)

    def test_a_payment_is_unknown_at_what_cannot_be_read(self):
        first = ohio.payment("2008-02", 10000)
        for second, rule, path in ((first.replace(">100.00<", ">100<"), "OH-NLS-01", "Payment[3]/Amount"),
                                   (first.replace('month="2008-02"', 'month="2008-2"'), "OH-GEN-15", "Payment[3]/@month"),
                                   (first.replace('month="2008-02"', ""), "OH-GEN-07", "Payment[3]/@month")):
            found = self.findings("M", rule, ohio.case("M", 25000, 30000, first + second, program="SAMS", system="SIS"))
            self.assertEqual([finding["path"] for finding in found], ["AdoptionSubsidyCase/" + path])

    def test_a_review_record_is_unknown_at_its_review_date(self):
        for review_date in ("2008-02-30", None):
            case = ohio.case("M", 25000, 30000, ohio.review(review_date, "2008-01-18", 35000))
            for rule in ("OH-LIV-01", "OH-LIV-05"):
                found = self.findings("M", rule, case)
                self.assertEqual([finding["path"] for finding in found], ["AdoptionSubsidyCase/ReviewRecord[1]/@reviewDate"])

    def test_without_a_day_to_judge_by_that_day_is_asked_for(self):
        for rule in ("OH-LIV-01", "OH-LIV-05", "OH-LIV-12", "OH-MAT-03", "OH-INV-01"):
            found = self.findings("M", rule, ohio.case("M", 25000, 30000), exported_on=None)
            self.assertTrue(found, rule)
            for finding in found:
                self.assertEqual(finding["outcome"], "unknown", rule)
                self.assertIn("--as-of", finding["remedy"], rule)


if __name__ == "__main__":
    main()
