"""Every rule has a record for each outcome that its ruleset declares, and no record gives another one."""
import shutil
import unittest
import xml.etree.ElementTree as ET

from support import SOURCE, Folder, check_json, main
from test_other_month import bundle_with

CORPUS = SOURCE / "tests" / "corpus" / "outcomes"
CLOSING_HOUR = '<Parameter name="closingHour" kind="time" cite="" title="close of business">17:00:00</Parameter></Parameters>'


def declared():
    rulesets = sorted((SOURCE / "rules").glob("*/*.xml"))
    rules = [rule for path in rulesets for rule in ET.parse(path).getroot().iter("{urn:caselint:rules:1}Rule")]
    return {(rule.get("id"), outcome) for rule in rules for outcome in rule.get("outcomes").split()}


class Outcomes(Folder):
    def outcomes(self, *arguments):
        code, report = check_json("--show", "all", *arguments)
        self.assertIn(code, (0, 1, 3))
        return {pair for record in report["records"] for pair in record["outcomes"].items()}

    def all_outcomes(self):
        seen = set()
        for path in sorted(CORPUS.glob("*.xml")):
            if path.name != "closing-hour.xml":
                seen |= self.outcomes(path)
        bundles = bundle_with(self.folder, {})
        ruleset = bundles / "us-oh" / "fcaspl-200.xml"
        ruleset.write_text(ruleset.read_text().replace("</Parameters>", CLOSING_HOUR))
        return seen | self.outcomes("--plugin-dir", bundles, CORPUS / "closing-hour.xml")

    def test_every_declared_outcome_has_a_record(self):
        self.assertEqual(sorted(declared() - self.all_outcomes()), [])

    def test_no_other_outcome_occurs(self):
        self.assertEqual(sorted(self.all_outcomes() - declared()), [])

    def test_a_missing_declaration_is_blamed(self):
        bundles = bundle_with(self.folder, {})
        ruleset = bundles / "us-oh" / "fcaspl-200.xml"
        text = ruleset.read_text()
        start = text.index('<Rule id="OH-GEN-02"')
        ruleset.write_text(text[:start] + text[start:].replace('outcomes="pass fail', 'outcomes="fail', 1))
        path = self.folder / "one.xml"
        shutil.copy(CORPUS / "01.xml", path)
        code, report = check_json("--plugin-dir", bundles, path)
        self.assertEqual((code, report["complete"]), (4, False))
        messages = [f["message"] for r in report["records"] for f in r["findings"] if f["outcome"] == "error"]
        self.assertTrue(messages and all("us-oh" in message and "declare" in message for message in messages))


if __name__ == "__main__":
    main()
