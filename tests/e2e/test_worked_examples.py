"""The letter's arithmetic on worked examples, and the readings of it that are wrong.

Each row: what was paid for January (O), the agreed amount (N), and what follows, in cents: the underpayment D, the
February payment F, the match M, and R, the part of it on behalf of ODJFS. The ceiling is 300.00.
"""
import unittest

import ohio
from support import Folder, check_json, export, main, records_by_id

#        O      N      D      F      M      R
WORKED = {
    "01": (25000, 30000, 5000, 35000, 5000, 5000),     # the letter's own numbers
    "02": (24000, 28000, 4000, 32000, 2000, 2000),
    "03": (20000, 25000, 5000, 30000, 0, 0),           # February equals the ceiling, does not exceed it
    "04": (10000, 15000, 5000, 20000, 0, 0),
    "05": (25000, 35000, 10000, 45000, 15000, 5000),   # the increase spans the ceiling
    "06": (29999, 30001, 2, 30003, 3, 1),              # one cent on both sides
    "07": (30000, 35000, 5000, 40000, 10000, 0),       # January was not less than the ceiling
    "08": (45000, 60000, 15000, 75000, 45000, 0),
    "11": (27550, 31275, 3725, 35000, 5000, 2450),     # odd cents
    "12": (29950, 29975, 25, 30000, 0, 0),             # February lands exactly on the ceiling
    "13": (0, 30000, 30000, 60000, 30000, 30000),      # nothing was paid before: a person decides
}


def amounts_of(record):
    return {amount["kind"]: amount["value"] for amount in record["amounts"]}


class WorkedExamples(Folder):
    def report(self, *parts):
        code, report = check_json("--show", "all", self.write("export.xml", export("".join(parts))))
        self.assertIn(code, (0, 1))
        self.assertTrue(report["complete"])
        return records_by_id(report)

    def test_live_amounts(self):
        for program in ("AA", "SAMS"):
            records = self.report(*(ohio.live(key, row[0], row[1], program=program) for key, row in WORKED.items()))
            for key, (_, agreed, underpayment, raised, match, reimbursed) in WORKED.items():
                with self.subTest(example=key, program=program):
                    self.assertEqual(amounts_of(records[key]), {
                        "underpayment": ohio.money(underpayment),
                        "february-review": ohio.money(raised),
                        "march-review": ohio.money(agreed),
                        "county-match": ohio.money(match),
                        "county-own-share": ohio.money(match - reimbursed),
                        "odjfs-reimbursement": ohio.money(reimbursed),
                    })

    def test_not_live_aa_amounts(self):
        records = self.report(*(ohio.case(key, row[0], row[1], ohio.event("2008-01-15", row[1]) + ohio.form(row[2]),
                                          system="FACSIS") for key, row in WORKED.items()))
        for key, (_, agreed, underpayment, *_rest) in WORKED.items():
            with self.subTest(example=key):
                self.assertEqual(amounts_of(records[key]), {
                    "underpayment": ohio.money(underpayment),
                    "event-0338": ohio.money(agreed),
                    "jfs-01659-column-4": ohio.money(underpayment),
                })
                self.assertEqual(records[key]["outcomes"]["OH-NLA-02"], "pass")
                self.assertEqual(records[key]["outcomes"]["OH-NLA-09"], "pass")

    def test_not_live_sams_amounts(self):
        records = self.report(*(ohio.case(key, row[0], row[1], ohio.payment("2008-02", row[3]) + ohio.statement(row[3]),
                                          program="SAMS", system="SIS") for key, row in WORKED.items()))
        for key, (_, _agreed, underpayment, raised, *_rest) in WORKED.items():
            with self.subTest(example=key):
                self.assertEqual(amounts_of(records[key]), {
                    "underpayment": ohio.money(underpayment),
                    "february-payment": ohio.money(raised),
                    "jfs-02820": ohio.money(raised),
                })

    def test_invariants(self):
        for key, (original, agreed, underpayment, raised, match, reimbursed) in WORKED.items():
            with self.subTest(example=key):
                ceiling = 30000
                self.assertEqual(original + raised, 2 * agreed)
                self.assertTrue(0 <= reimbursed <= underpayment and reimbursed <= match)
                self.assertEqual(min(original, ceiling) + min(raised, ceiling) + reimbursed, 2 * min(agreed, ceiling))

    def test_equal_and_decrease_are_refused(self):
        for key, original, agreed, variant in (("09", 25000, 25000, "no underpayment"), ("10", 30000, 25000, "decrease")):
            with self.subTest(example=key):
                record = self.report(ohio.live(key, original, agreed))[key]
                self.assertEqual(record["outcomes"]["OH-GEN-07"], "fail")
                self.assertEqual(record["amounts"], [])
                message = [f["message"] for f in record["findings"] if f["rule"] == "OH-GEN-07"][0]
                self.assertIn(variant, message)
                self.assertEqual(record["outcomes"]["OH-LIV-03"], "notapplicable")

    def test_nothing_paid_before_is_for_a_person(self):
        self.assertEqual(self.report(ohio.live("13", 0, 30000))["13"]["outcomes"]["OH-GEN-15"], "manual")

    def test_invoice_of_four(self):
        lines = [(key, WORKED[key][0], WORKED[key][3], WORKED[key][5]) for key in ("01", "02", "05", "11")]
        records = self.report(*(ohio.live(entry[0], WORKED[entry[0]][0], WORKED[entry[0]][1]) for entry in lines),
                              ohio.invoice("INV", lines, totals=(101550, 147000, 14450)))
        for rule in ("OH-INV-03", "OH-INV-04", "OH-INV-05", "OH-INV-06", "OH-INV-12"):
            self.assertEqual(records["INV"]["outcomes"][rule], "pass", rule)
        for key in ("01", "02", "05", "11"):
            self.assertEqual(records[key]["outcomes"]["OH-INV-01"], "pass")


class WrongReadings(Folder):
    """A line, form or event that follows a wrong reading is found wherever the reading differs."""

    def outcome(self, rule, record_id, *parts):
        code, report = check_json("--show", "all", self.write("export.xml", export("".join(parts))))
        self.assertIn(code, (0, 1))
        return records_by_id(report)[record_id]["outcomes"][rule]

    def claims(self, reading):
        """The examples in which a match of this reading fails OH-INV-05."""
        found = set()
        for key, row in WORKED.items():
            wrong = reading(*row)
            parts = [ohio.live(key, row[0], row[1]), ohio.invoice("INV", [(key, row[0], row[3], wrong)])]
            if self.outcome("OH-INV-05", "INV", *parts) == "fail":
                found.add(key)
        return found

    def test_the_underpayment_is_not_the_reimbursement(self):
        self.assertEqual(self.claims(lambda o, n, d, f, m, r: d), set(WORKED) - {"01", "13"})

    def test_the_match_is_not_the_reimbursement(self):
        self.assertEqual(self.claims(lambda o, n, d, f, m, r: m), {"05", "06", "07", "08", "11"})

    def test_the_excess_of_the_agreement_is_not_the_reimbursement(self):
        wrong = self.claims(lambda o, n, d, f, m, r: max(0, n - 30000))
        self.assertIn("01", wrong)

    def test_event_0338_gets_the_agreed_amount_only(self):
        for key, (original, agreed, _, raised, *_rest) in WORKED.items():
            part = ohio.case(key, original, agreed, ohio.event("2008-01-15", raised), system="FACSIS")
            self.assertEqual(self.outcome("OH-NLA-02", key, part), "fail", key)

    def test_the_statement_has_the_underpayment_once(self):
        for key, (original, agreed, underpayment, raised, *_rest) in WORKED.items():
            part = ohio.case(key, original, agreed, ohio.statement(raised + underpayment), program="SAMS", system="SIS")
            self.assertEqual(self.outcome("OH-NLS-02", key, part), "fail", key)

    def test_the_ceiling_is_for_each_child(self):
        parts = [ohio.live("S1", 10000, 15000), ohio.live("S2", 10000, 15000)]
        _, report = check_json("--show", "all", self.write("siblings.xml", export("".join(parts))))
        for record in report["records"]:
            self.assertEqual(amounts_of(record)["county-match"], "0.00")
            self.assertEqual(amounts_of(record)["odjfs-reimbursement"], "0.00")


if __name__ == "__main__":
    main()
