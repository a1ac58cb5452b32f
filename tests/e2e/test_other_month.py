"""A letter for another month, with other dates and another ceiling, is another ruleset: no C changes."""
import os
import pathlib
import re
import shutil
import unittest

import ohio
from support import CASELINT, SOURCE, Folder, check_json, export, main, records_by_id

JUNE = {
    "month": "2010-05", "followingMonth": "2010-06", "revertMonth": "2010-07", "monthFirst": "2010-05-01",
    "monthLast": "2010-05-31", "signedBy": "2010-04-30", "facsisCutOff": "2010-05-24", "sisCutOff": "2010-05-20",
    "februaryReviewDate": "2010-06-01", "februaryReviewCutOff": "2010-05-21", "marchReviewDate": "2010-07-01",
    "marchReviewCutOff": "2010-06-18", "ceiling": "410.00", "invoiceMailBy": "2010-07-30", "letter": "FCASPL 200",
    "letterDate": "2010-05-03",
}


def bundle_with(folder, changes, extra=False):
    """A copy of the Ohio bundle whose ruleset has other parameters; with `extra`, beside the original ruleset."""
    built = pathlib.Path(os.path.realpath(CASELINT)).parent / "bundles" / "us-oh"
    target = folder / "bundles" / "us-oh"
    shutil.copytree(built, target)
    text = (SOURCE / "rules" / "us-oh" / "fcaspl-135.xml").read_text()
    for name, value in changes.items():
        text, count = re.subn(r'(<Parameter name="%s"[^>]*>)[^<]*' % name, r"\g<1>" + value, text)
        assert count == 1, name
    text = text.replace('id="us-oh/fcaspl-135"', 'id="us-oh/fcaspl-200"')
    if not extra:
        (target / "fcaspl-135.xml").unlink()
    (target / "fcaspl-200.xml").write_text(text)
    return folder / "bundles"


def june_case(identifier, original, agreed, entered="2010-05-21"):
    raised = 2 * agreed - original
    body = (ohio.payment("2010-06", raised) + ohio.payment("2010-07", agreed)
            + ohio.review("2010-06-01", entered, raised) + ohio.review("2010-07-01", "2010-06-18", agreed)
            + ohio.element("LetterOnFile", {"letter": "FCASPL 200", "filedOn": "2010-05-20"}))
    text = ohio.case(identifier, original, agreed, body, request="2010-05", january="2010-05")
    return text.replace("2007-12-28", "2010-04-30").replace('effectiveOn="2008-01-01"', 'effectiveOn="2010-05-01"') \
        .replace("2008-01-09", "2010-05-05")


class OtherMonth(Folder):
    def test_dates_and_ceiling_come_from_the_ruleset(self):
        bundles = bundle_with(self.folder, JUNE)
        path = self.write("june.xml", export(
            june_case("J1", 40000, 42000) + june_case("J2", 25000, 30000, entered="2010-05-22"), exported_on="2010-08-15"))
        code, report = check_json("--show", "all", "--plugin-dir", bundles, path)
        records = records_by_id(report)
        self.assertEqual(code, 1)
        self.assertEqual({rule: outcome for rule, outcome in records["J1"]["outcomes"].items()
                          if outcome not in ("pass", "notapplicable")}, {"OH-INV-01": "fail"})
        amounts = {amount["kind"]: amount for amount in records["J1"]["amounts"]}
        self.assertEqual(amounts["february-review"]["value"], "440.00")
        self.assertEqual(amounts["february-review"]["month"], "2010-06")
        self.assertEqual(amounts["february-review"]["due"], "2010-05-21")
        self.assertEqual(amounts["county-match"]["value"], "30.00")
        self.assertEqual(amounts["odjfs-reimbursement"]["value"], "10.00")
        self.assertEqual(amounts["odjfs-reimbursement"]["due"], "2010-07-30")
        self.assertEqual(records["J2"]["outcomes"]["OH-LIV-04"], "fail")
        self.assertEqual({a["kind"]: a["value"] for a in records["J2"]["amounts"]}["county-match"], "0.00")

    def test_both_letters_in_one_bundle(self):
        bundles = bundle_with(self.folder, JUNE, extra=True)
        path = self.write("both.xml", export(june_case("J1", 40000, 42000) + ohio.live("F1", 24000, 28000),
                                             exported_on="2010-08-15"))
        _, report = check_json("--show", "all", "--plugin-dir", bundles, path)
        records = records_by_id(report)
        for key in ("J1", "F1"):
            self.assertEqual(records[key]["outcomes"]["OH-GEN-01"], "pass", key)
            self.assertEqual(records[key]["outcomes"]["OH-LIV-04"], "pass", key)
        self.assertEqual({a["kind"]: a["value"] for a in records["F1"]["amounts"]}["odjfs-reimbursement"], "20.00")
        self.assertEqual(len(report["rulesets"]), 2)

    def test_the_letter_of_another_month_rejects_january(self):
        bundles = bundle_with(self.folder, JUNE)
        path = self.write("january.xml", export(ohio.live("F1", 24000, 28000)))
        _, report = check_json("--show", "all", "--plugin-dir", bundles, path)
        record = records_by_id(report)["F1"]
        self.assertEqual(record["outcomes"]["OH-GEN-01"], "fail")
        self.assertEqual(record["amounts"], [])

    def test_closing_hour(self):
        bundles = self.folder / "bundles"
        bundle_with(self.folder, {})
        ruleset = bundles / "us-oh" / "fcaspl-200.xml"
        ruleset.write_text(ruleset.read_text().replace(
            "</Parameters>", '<Parameter name="closingHour" kind="time" cite="" title="close of business">17:00:00</Parameter></Parameters>'))
        for time, outcome in (("17:00:00", "pass"), ("17:00:01", "manual"), ("25:00:00", "unknown")):
            text = ohio.live("H", 25000, 30000).replace(
                'workerId="W-1" signedOn="2007-12-28"', 'workerId="W-1" signedOn="2007-12-31" signedAt="%s"' % time)
            _, report = check_json("--show", "all", "--plugin-dir", bundles, self.write("hour.xml", export(text)))
            self.assertEqual(records_by_id(report)["H"]["outcomes"]["OH-GEN-06"], outcome, time)

    def test_non_federal_share_of_aa_match(self):
        bundles = self.folder / "bundles"
        bundle_with(self.folder, {})
        ruleset = bundles / "us-oh" / "fcaspl-200.xml"
        ruleset.write_text(ruleset.read_text().replace(
            "</Parameters>", '<Parameter name="nonFederalShareBasisPoints" kind="count" cite="" '
            'title="non-federal share">4000</Parameter></Parameters>'))
        #            O      N      M      R
        for program, original, agreed, match, reimbursed in (
                ("AA", 25000, 30000, "20.00", "20.00"), ("AA", 25000, 35000, "60.00", "20.00"),
                ("AA", 27550, 31275, "20.00", "9.80"), ("AA", 29999, 30001, "0.01", "0.00"),
                ("SAMS", 25000, 30000, "50.00", "50.00")):
            path = self.write("share.xml", export(ohio.live("S", original, agreed, program=program)))
            _, report = check_json("--show", "all", "--plugin-dir", bundles, path)
            amounts = {a["kind"]: a for a in records_by_id(report)["S"]["amounts"]}
            self.assertEqual(amounts["county-match"]["value"], match)
            self.assertEqual(amounts["odjfs-reimbursement"]["value"], reimbursed)
            steps = [step["id"] for step in amounts["odjfs-reimbursement"]["working"]]
            self.assertEqual("share-R" in steps, program == "AA")


if __name__ == "__main__":
    main()
