"""The corpora: good exports are clean, bad ones are reported by the rule in their name, odd ones are read in full."""
import unittest

from support import SOURCE, check_json, main

CORPUS = SOURCE / "tests" / "corpus"


def files(folder):
    found = sorted(path for path in (CORPUS / folder).iterdir() if path.suffix != ".md")
    assert found, folder
    return found


class Corpus(unittest.TestCase):
    def test_good(self):
        for path in files("good"):
            for schema in ("on", "off"):
                with self.subTest(file=path.name, schema=schema):
                    code, report = check_json("--show", "all", "--schema", schema, path)
                    self.assertEqual((code, report["complete"], report["inputFindings"]), (0, True, []))
                    outcomes = {o for record in report["records"] for o in record["outcomes"].values()}
                    self.assertFalse(outcomes & {"error", "fail", "unknown", "pending"})

    def test_bad(self):
        for path in files("bad"):
            rule = path.name.split(".")[0].upper()
            for schema in ("on", "off"):
                with self.subTest(file=path.name, schema=schema):
                    code, report = check_json("--schema", schema, path)
                    self.assertEqual((code, report["complete"]), (4 if rule == "CL-INPUT-NAMESPACE" else 3, False))
                    self.assertIn(rule, [finding["rule"] for finding in report["inputFindings"]])

    def test_edge(self):
        for path in files("edge"):
            for schema in ("on", "off"):
                with self.subTest(file=path.name, schema=schema):
                    code, report = check_json("--show", "all", "--schema", schema, path)
                    self.assertIn(code, (0, 1))
                    self.assertEqual((report["complete"], report["inputFindings"]), (True, []))

    def test_schema_off_changes_no_outcome(self):
        for folder in ("good", "edge", "outcomes"):
            for path in files(folder):
                with self.subTest(file=path.name):
                    reports = [check_json("--show", "all", "--schema", schema, path)[1] for schema in ("on", "off")]
                    self.assertEqual(reports[0]["records"], reports[1]["records"])


if __name__ == "__main__":
    main()
