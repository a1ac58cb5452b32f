"""Formats for pipelines: what other programs read back from them, and that none hides an incomplete run."""
import csv
import io
import json
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree

from support import EXAMPLE, EXAMPLES, SOURCE, Folder, check, check_json, main, run

try:
    import jsonschema
except ImportError:
    jsonschema = None

# The schemas of others are not part of the project. Where they lie beside it, reports are held against them; elsewhere
# those tests are skipped and say so.
SCHEMAS = SOURCE / ".." / "shared" / "schemas"

BAD = SOURCE / "tests" / "corpus" / "bad" / "cl-input-truncated.xml"
PROFILE = SOURCE / "docs" / "example-profile.xml"
OUTCOMES = sorted((SOURCE / "tests" / "corpus" / "outcomes").glob("*.xml"))


def rows(data):
    """The rows of a CSV report as Python's csv reads them."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def all_findings(report):
    return [(record["id"], finding["id"]) for record in report["records"] for finding in record["findings"]]


class Csv(unittest.TestCase):
    def test_findings_are_those_of_json(self):
        for paths in (EXAMPLES, OUTCOMES):
            _, report = check_json(*paths)
            table = rows(check("-o", "csv", *paths).out)
            self.assertTrue(all(None not in row and None not in row.values() for row in table), "rows of unlike length")
            found = [row for row in table if row["row"] == "finding"]
            self.assertEqual([(row["record"] or None, row["finding_id"]) for row in found], all_findings(report))
            self.assertEqual({row["complete"] for row in table}, {"true" if report["complete"] else "false"})
            self.assertEqual([row["row"] for row in table if row["row"] == "run"], ["run"])
            for row, finding in zip(found, [f for r in report["records"] for f in r["findings"]]):
                self.assertEqual((row["rule"], row["outcome"], row["severity"], row["due"] or None, row["message"]),
                                 (finding["rule"], finding["outcome"], finding["severity"], finding["due"],
                                  finding["message"]))

    def test_amounts_add_up_to_the_summary(self):
        _, report = check_json(*EXAMPLES)
        sums = {}
        for row in rows(check("-o", "csv-amounts", *EXAMPLES).out):
            if row["row"] == "amount":
                key = row["jurisdiction"], row["kind"]
                sums[key] = sums.get(key, 0) + int(row["value"].replace(".", ""))
        expected = {(amount["jurisdiction"], amount["kind"]): int(amount["value"].replace(".", ""))
                    for amount in report["summary"]["amounts"] if amount["count"] > 0}
        self.assertEqual(sums, expected)

    def test_an_incomplete_run_is_seen_without_a_finding(self):
        result = check("-o", "csv", BAD)
        table = rows(result.out)
        self.assertEqual(result.code, 3)
        self.assertEqual({row["complete"] for row in table}, {"false"})
        self.assertTrue(table[0]["message"].startswith("INCOMPLETE: "))
        self.assertIn("CL-INPUT-TRUNCATED", {row["rule"] for row in table if row["row"] == "input"})
        self.assertTrue(rows(check("-o", "csv-amounts", BAD).out)[0]["title"].startswith("INCOMPLETE: "))


class Sarif(unittest.TestCase):
    RUNS = [EXAMPLES, ["--show", "all", EXAMPLE], ["--show", "totals", EXAMPLE], [BAD], ["missing.xml"],
            ["--sarif-profile", "github", *EXAMPLES, BAD], [SOURCE / "tests" / "corpus" / "bad"], ["--profile", PROFILE, EXAMPLE]]

    def sarif(self, *arguments):
        return json.loads(check("-o", "sarif", *arguments).out)["runs"][0]

    def test_schema(self):
        schema = SCHEMAS / "sarif-schema-2.1.0.json"
        if jsonschema is None:
            self.skipTest("no jsonschema for Python (package python3-jsonschema)")
        if not schema.is_file():
            self.skipTest("no %s" % schema)
        validator = jsonschema.Draft4Validator(json.loads(schema.read_text()))
        for arguments in self.RUNS:
            report = json.loads(check("-o", "sarif", *arguments).out)
            self.assertEqual([(list(fault.path), fault.message) for fault in validator.iter_errors(report)], [])

    def test_findings_are_those_of_json(self):
        _, report = check_json(*EXAMPLES)
        sarif = self.sarif(*EXAMPLES)
        self.assertEqual([(r["properties"]["record"], r["fingerprints"]["caselintFinding/v1"]) for r in sarif["results"]],
                         all_findings(report))
        self.assertTrue(sarif["invocations"][0]["executionSuccessful"])

    def test_every_result_has_a_rule_and_a_place(self):
        for arguments in self.RUNS:
            sarif = self.sarif(*arguments)
            for result in sarif["results"]:
                self.assertEqual(sarif["tool"]["driver"]["rules"][result["ruleIndex"]]["id"], result["ruleId"])
                place = result["locations"][0]["physicalLocation"]
                artifact = sarif["artifacts"][place["artifactLocation"]["index"]]
                self.assertEqual(artifact["location"]["uri"], place["artifactLocation"]["uri"])
                self.assertTrue(result["message"]["text"])
                if "github" in arguments:
                    self.assertGreaterEqual(place["region"]["startLine"], 1)

    def test_an_incomplete_run(self):
        for arguments in ([BAD], ["--show", "totals", BAD], ["--sarif-profile", "github", BAD], ["missing.xml"]):
            sarif = self.sarif(*arguments)
            invocation = sarif["invocations"][0]
            self.assertFalse(invocation["executionSuccessful"])
            self.assertEqual(invocation["exitCode"], 3)
            self.assertTrue(invocation["toolExecutionNotifications"][0]["message"]["text"].startswith("INCOMPLETE: "))
            self.assertIn("error", [result["level"] for result in sarif["results"]])

    def test_profile_for_github(self):
        report = self.sarif("--sarif-profile", "github", *EXAMPLES)
        self.assertTrue(all("kind" not in result and result["level"] != "none" for result in report["results"]))
        self.assertLessEqual({"unknown", "fail"}, {result["properties"]["outcome"] for result in self.sarif(*EXAMPLES)["results"]})
        self.assertEqual({result["properties"]["outcome"] for result in report["results"]}, {"unknown", "fail"})
        self.assertEqual(check("--sarif-profile", "gitlab", EXAMPLE).code, 2)


def xmllint(schema, path):
    """What xmllint complains of."""
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(schema), str(path)], capture_output=True,
                          text=True, check=False)
    return "" if done.returncode == 0 else done.stderr


class XmlFormat(Folder):
    """A format in XML, held against the schemas of others."""

    RUNS = [EXAMPLES, ["--show", "all", *EXAMPLES, OUTCOMES[0]], ["--show", "totals", EXAMPLE], [BAD], ["missing.xml"],
            [SOURCE / "tests" / "corpus" / "bad"], OUTCOMES, ["--profile", PROFILE, "--show", "all", EXAMPLE]]

    def assert_valid(self, name, *schemas):
        if shutil.which("xmllint") is None:
            self.skipTest("no xmllint (package libxml2-utils)")
        for schema in schemas:
            if not schema.is_file():
                self.skipTest("no %s" % schema)
            for number, arguments in enumerate(self.RUNS):
                path = self.folder / ("%d.xml" % number)
                check("-o", "%s:%s" % (name, path), *arguments)
                self.assertEqual(xmllint(schema, path), "", (schema.name, arguments))

    def tree(self, name, *arguments):
        return xml.etree.ElementTree.fromstring(check("-o", name, *arguments).out)


class JUnit(XmlFormat):
    RESULTS = {"pass": None, "fail": "failure", "unknown": "failure", "error": "error", "pending": "skipped",
               "manual": "skipped", "notapplicable": "skipped"}

    def test_schemas(self):
        self.assert_valid("junit", SCHEMAS / "junit-10.xsd", SCHEMAS / "junit-windyroad.xsd")

    def test_counts_are_those_of_the_tests(self):
        for arguments in self.RUNS:
            for number, suite in enumerate(self.tree("junit", *arguments)):
                tests = suite.findall("testcase")
                self.assertEqual(suite.get("id"), str(number))
                self.assertEqual(int(suite.get("tests")), len(tests))
                for key, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
                    self.assertEqual(int(suite.get(key)), sum(test.find(element) is not None for test in tests), arguments)

    def test_every_rule_of_every_record(self):
        _, report = check_json("--show", "all", *EXAMPLES)
        expected = {}
        for record in report["records"]:
            for rule, outcome in record["outcomes"].items():
                place = "%s.%s.%s" % (record["jurisdiction"], record["group"], record["id"])
                expected[place, rule] = self.RESULTS[outcome]
        found = {}
        for suite in self.tree("junit", "--show", "all", *EXAMPLES)[1:]:
            for test in suite.findall("testcase"):
                results = [child.tag for child in test]
                self.assertLessEqual(len(results), 1)
                found[test.get("classname"), test.get("name").split(":")[0]] = results[0] if results else None
        self.assertEqual(found, expected)

    def test_an_incomplete_run_is_an_error(self):
        for arguments in ([BAD], ["--show", "totals", BAD], ["missing.xml"]):
            suite = self.tree("junit", *arguments)[0]
            self.assertEqual(suite.find("testcase").find("error").get("type"), "incomplete")
            self.assertGreaterEqual(int(suite.get("errors")), 2)
            self.assertEqual(suite.find("properties/property[@name='complete']").get("value"), "false")


class Xml(XmlFormat):
    NAME = "{urn:caselint:report:1}"

    def test_schema(self):
        self.assert_valid("xml", SOURCE / "xsd" / "report.xsd")

    def test_says_what_json_says(self):
        for arguments in (EXAMPLES, ["--show", "all", *EXAMPLES], [BAD], OUTCOMES):
            _, report = check_json(*arguments)
            tree = self.tree("xml", *arguments)
            records = tree.findall("%sRecords/%sRecord" % (self.NAME, self.NAME))
            self.assertEqual(tree.get("complete"), "true" if report["complete"] else "false")
            self.assertEqual([record.get("id") for record in records], [record["id"] for record in report["records"]])
            for element, record in zip(records, report["records"]):
                self.assertEqual({one.get("rule"): one.get("outcome") for one in element.findall(self.NAME + "Outcome")},
                                 record["outcomes"])
                self.assertEqual([one.get("id") for one in element.findall(self.NAME + "Finding")],
                                 [one["id"] for one in record["findings"]])
                self.assertEqual([(one.get("kind"), one.get("value"), len(one.findall(self.NAME + "Step")))
                                  for one in element.findall(self.NAME + "Amount")],
                                 [(one["kind"], one["value"], len(one["working"])) for one in record["amounts"]])
            self.assertEqual(len(list(tree.iter(self.NAME + "Row"))),
                             sum(len(group["rows"]) for sheet in report["worksheets"] for group in sheet["groups"]))
            self.assertEqual([one.get("value") for one in tree.findall("%sSummary/%sSum" % (self.NAME, self.NAME))],
                             [one["value"] for one in report["summary"]["amounts"]])


class Svrl(XmlFormat):
    SVRL = "{http://purl.oclc.org/dsdl/svrl}"

    def test_schema(self):
        """The schema leaves it to the processor where the attributes of XML itself are declared; xmllint must be told."""
        source = SCHEMAS / "svrl.xsd"
        if not source.is_file():
            self.skipTest("no %s" % source)
        self.write("xml.xsd", '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" '
                   'targetNamespace="http://www.w3.org/XML/1998/namespace">'
                   '<xs:attribute name="space" type="xs:NCName"/><xs:attribute name="lang" type="xs:language"/></xs:schema>')
        text, changed = re.subn(r'(<xs:import namespace="http://www.w3.org/XML/1998/namespace")', r'\1 schemaLocation="xml.xsd"',
                                source.read_text())
        self.assertEqual(changed, 1)
        self.assert_valid("svrl", self.write("svrl.xsd", text))

    def test_assertions_are_the_findings(self):
        _, report = check_json(*EXAMPLES)
        tree = self.tree("svrl", *EXAMPLES)
        found = [(text.get("{urn:caselint:report:1}record"), text.get("{urn:caselint:report:1}finding"))
                 for kind in ("failed-assert", "successful-report") for one in tree.iter(self.SVRL + kind)
                 for text in one.findall(self.SVRL + "text")]
        self.assertEqual(sorted(found), sorted(all_findings(report)))

    def test_an_incomplete_run_has_failed(self):
        for arguments in ([BAD], ["--show", "totals", BAD], ["missing.xml"]):
            flags = [one.get("flag") for one in self.tree("svrl", *arguments).iter(self.SVRL + "failed-assert")]
            self.assertIn("incomplete", flags)


class Tap(Folder):
    def prove(self, *arguments):
        if shutil.which("prove") is None:
            self.skipTest("no prove (package perl)")
        path = self.folder / "report.tap"
        check("-o", "tap:%s" % path, *arguments)
        return subprocess.run(["prove", "--exec", "cat", str(path)], capture_output=True, text=True, check=False)

    def test_prove_agrees(self):
        for arguments in ([SOURCE / "tests" / "corpus" / "good"], EXAMPLES, ["--show", "all", *EXAMPLES]):
            _, report = check_json("--show", "all", *[one for one in arguments if one not in ("--show", "all")])
            failing = sum(outcome in ("fail", "unknown", "error") for record in report["records"]
                          for outcome in record["outcomes"].values())
            done = self.prove(*arguments)
            self.assertEqual(done.returncode == 0, failing == 0, done.stdout)
            self.assertIn("Failed: %d)" % failing if failing else "All tests successful", done.stdout)

    def test_an_incomplete_run_never_passes(self):
        for arguments in ([BAD], ["--show", "totals", BAD], ["missing.xml"]):
            done = self.prove(*arguments)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("Further testing stopped", done.stdout + done.stderr)


class GitHub(unittest.TestCase):
    COMMAND = re.compile(r"^::(error|warning|notice) ((?:[a-z]+=[^:,\n]*)(?:,[a-z]+=[^:,\n]*)*)::([^\n]*)$")

    def test_commands(self):
        for arguments in (EXAMPLES, [BAD], OUTCOMES, ["--show", "totals", EXAMPLE], ["missing.xml"]):
            levels = []
            for line in check("-o", "github", *arguments).out.decode().splitlines():
                match = self.COMMAND.match(line)
                self.assertTrue(match, line)
                levels.append(match.group(1))
                self.assertFalse(re.search(r"%(?!25|0A|0D|3A|2C)", match.group(2) + match.group(3)), line)
            self.assertTrue(all(levels.count(level) <= 10 for level in levels))
            self.assertEqual(levels[-1], "notice")

    def test_an_incomplete_run_comes_first(self):
        self.assertTrue(check("-o", "github", BAD).out.startswith(b"::error title=caselint%3A INCOMPLETE::"))


class Markdown(unittest.TestCase):
    def test_tables(self):
        for arguments in (EXAMPLES, [BAD], OUTCOMES, ["--show", "totals", EXAMPLE], ["missing.xml"]):
            cells = None
            for line in check("-o", "markdown", *arguments).out.decode().splitlines():
                if not line.startswith("|"):
                    cells = None
                    continue
                cells = cells or line.count("|")
                self.assertEqual(line.count("|"), cells, line)

    def test_an_incomplete_run_is_the_first_line(self):
        self.assertTrue(check("-o", "markdown", BAD).out.startswith(b"# caselint: INCOMPLETE\n"))


class Outputs(Folder):
    def test_help_and_documentation_know_all_formats(self):
        known = re.findall(r"^  ([a-z][a-z-]*) ", run("help", "formats").out.decode(), re.MULTILINE)
        documented = re.findall(r"^\| `([a-z-]+)` \|", (SOURCE / "docs" / "formats.md").read_text(), re.MULTILINE)
        self.assertLessEqual({"text", "json", "csv"}, set(known))
        self.assertEqual([name for name in known if name not in documented], [])
        result = check("-o", "nothing", EXAMPLE)
        self.assertEqual((result.code, result.out), (2, b""))

    def test_one_run_writes_all_formats(self):
        formats = ["text", "json", "csv", "csv-amounts", "jsonl", "sarif", "junit", "markdown", "github", "tap", "svrl", "xml"]
        arguments = [part for name in formats for part in ("-o", "%s:%s" % (name, self.folder / name))]
        result = check(*arguments, *EXAMPLES)
        self.assertEqual((result.code, result.out), (1, b""))
        for name in formats:
            self.assertEqual((self.folder / name).read_bytes(), check("-o", name, *EXAMPLES).out, name)


if __name__ == "__main__":
    main()
