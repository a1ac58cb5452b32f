"""`caselint plugin-test`: cases that hold and cases that do not, what must be shown, updating, and changes nobody notices."""
import os
import pathlib
import re
import shutil
import unittest

from support import CASELINT, SOURCE, Folder, main, run

PLUGINS = pathlib.Path(os.environ["CASELINT_TEST_PLUGINS"])
FIXTURES = SOURCE / "tests" / "plugins"
THINGS = FIXTURES / "cases" / "things.xml"
BUNDLES = pathlib.Path(os.path.realpath(CASELINT)).parent / "bundles"


def words(result):
    return re.sub(r"\s+", " ", result.out.decode())


def complaint(result):
    return result.err.decode()


class PluginTest(Folder):
    def bundle(self, name="good"):
        target = self.folder / "bundles" / "thing"
        target.mkdir(parents=True)
        shutil.copy(PLUGINS / (name + ".so"), target / "thing.so")
        for fixture in ("thing.xsd", "thing.xml"):
            shutil.copy(FIXTURES / fixture, target / fixture)
        return target

    def changed(self, *changes):
        """The cases of things with texts exchanged; each must be there."""
        text = THINGS.read_text()
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        return self.write("cases.xml", text)

    def failures(self, *changes, code=1):
        result = run("plugin-test", "-o", "json", self.bundle(), self.changed(*changes))
        self.assertEqual(result.code, code, result.err)
        report = result.json()
        self.assertFalse(report["passed"])
        return [(case["id"], f["record"], f["what"], f["expected"], f["got"], f["line"])
                for case in report["cases"] for f in case["failures"]]

    # ---- Ours ----

    def test_our_bundles_pass(self):
        for plugin in ("us-oh", "us-ny"):
            with self.subTest(plugin=plugin):
                result = run("plugin-test", BUNDLES / plugin, SOURCE / "plugins" / plugin / "cases")
                self.assertEqual((result.code, complaint(result)), (0, ""), result.out.decode())
                self.assertTrue(result.out.endswith(b"\nPASSED\n"))

    def test_bundle_by_its_id(self):
        result = run("plugin-test", "us-oh", SOURCE / "plugins" / "us-oh" / "cases")
        self.assertEqual(result.code, 0)

    # ---- Cases that hold ----

    def test_good_cases_pass(self):
        result = run("plugin-test", "-o", "json", self.bundle(), THINGS)
        report = result.json()
        self.assertEqual((result.code, report["passed"], report["casesRun"], report["casesFailed"]), (0, True, 5, 0))
        self.assertEqual(report["rules"][0], {"id": "T-01", "declared": ["fail", "unknown", "pass", "notapplicable"],
                                              "shown": ["fail", "unknown", "pass", "notapplicable"], "missing": []})
        self.assertEqual(report["untested"][0]["reason"], "As for T-01.")
        self.assertNotIn("Sample", result.out.decode())

    def test_cases_of_the_bundle_itself(self):
        bundle = self.bundle()
        self.assertEqual(run("plugin-test", bundle).code, 2)
        (bundle / "cases").mkdir()
        self.assertEqual(run("plugin-test", bundle).code, 2)
        shutil.copy(THINGS, bundle / "cases")
        self.assertEqual(run("plugin-test", bundle).code, 0)
        self.assertEqual(run("check", "--plugin-dir", bundle, FIXTURES / "things.xml").code, 1)

    def test_other_prefixes_and_places(self):
        text = THINGS.read_text().replace("<t:", "<x:").replace("</t:", "</x:").replace("xmlns:t=", "xmlns:x=")
        text = re.sub(r"<(/?)([A-Z])", r"<\1c:\2", text).replace("PluginCases xmlns=", "PluginCases xmlns:c=")
        path = self.write("prefixed.xml", text)
        self.assertEqual(run("plugin-test", self.bundle(), path).code, 0)

    # ---- Cases that do not ----

    def test_wrong_outcome(self):
        (failure,) = self.failures(('id="T-01 T-02 T-03" outcome="pass"', 'id="T-01 T-02 T-03" outcome="fail"'),
                                   ('<Rule id="T-01" outcome="fail" variant=""/>', '<Rule id="T-01" outcome="fail"/>'))[:1]
        self.assertEqual(failure[:4], ("dear", "T-2", "rule T-01", "fail"))
        self.assertEqual(failure[4], "pass")
        self.assertEqual(THINGS.read_text().splitlines()[failure[5] - 1].strip(),
                         '<Rule id="T-01 T-02 T-03" outcome="pass"/>')

    def test_wrong_variant(self):
        (failure,) = self.failures(('outcome="fail" variant="free"', 'outcome="fail" variant=""'))
        self.assertEqual(failure[:4], ("alone", "T-3", "rule T-01", "fail with the ordinary message, 1 findings"))
        self.assertIn("variant free, line ", failure[4])

    def test_unknown_names(self):
        failures = self.failures(('variant="free"', 'variant="cheap"'), ('<Rule id="T-01" outcome="notapplicable"',
                                                                         '<Rule id="T-99" outcome="notapplicable"'),
                                 ('kind="parts" month="2008-01" value="5.00"', 'kind="bits" value="5.00"'),
                                 ('worksheet="names"', 'worksheet="games"'))
        self.assertEqual([(f[2], f[4]) for f in failures if "nothing: " in f[4]], [
            ("row of games", "nothing: the ruleset has no such worksheet"),
            ("rule T-01", "nothing: the rule has no such variant"),
            ("amount bits", "nothing: no ruleset of the bundle declares this kind"),
            ("rule T-99", "nothing: the bundle has no such rule")])

    def test_rule_that_is_not_named(self):
        (failure,) = self.failures(('      <Rule id="T-02" outcome="pending" variant=""/>\n', ""))
        self.assertEqual(failure[2:4], ("rule T-02", "pass or notapplicable, because the case does not name it"))
        self.assertIn("pending; line ", failure[4])

    def test_number_of_findings(self):
        (failure,) = self.failures(('findings="1"', 'findings="2"'))
        self.assertEqual(failure[2:4], ("rule T-01", "fail, variant free, 2 findings"))

    def test_amounts(self):
        for old, new, expected, got in (
                ('value="100.00"', 'value="100.01"', "100.01, differs", "100.00, differs"),
                ('value="100.00" state="differs"', 'value="100.00" state="due"', "100.00, due", "100.00, differs"),
                ('month="2008-01" value="100.00"', 'month="2008-02" value="100.00"', "100.00, differs", "no such amount"),
                ('month="2008-01" value="100.00" state="differs"', 'none="true"', "none", "100.00, differs")):
            with self.subTest(new=new):
                shutil.rmtree(self.folder / "bundles", ignore_errors=True)
                failure = self.failures((old, new))[0]
                self.assertEqual((failure[0], failure[1], failure[3], failure[4]), ("dear", "T-1", expected, got))

    def test_row(self):
        (failure,) = self.failures(('<Cell column="amount">120.00', '<Cell column="amount">120.01'))
        self.assertEqual(failure[2:5], ("row of names", 'id "T-1", amount "120.01"', "no such row among 1"))

    def test_restricted_cell(self):
        (failure,) = self.failures(('<Cell column="amount">120.00', '<Cell column="name">Ada Sample'))
        self.assertEqual(failure[4], "nothing: a restricted column is never compared")

    def test_records(self):
        failures = self.failures(('<Expect record="T-4">', '<Expect record="T-44">'))
        self.assertIn(("exempt", "T-44", "records", "one of this id", "0"), [f[:5] for f in failures])
        self.assertIn(("T-4", "rule T-02"), [f[1:3] for f in failures])

    def test_findings_of_the_host(self):
        (failure,) = self.failures(('    <ExpectInput rule="CL-SCHEMA-VALUE" count="1"/>\n', ""))
        self.assertEqual((failure[0], failure[2], failure[3]),
                         ("bad-value", "CL-SCHEMA-VALUE", "exports without a fault"))
        self.assertEqual(THINGS.read_text().splitlines()[failure[5] - 1].strip(), "<t:Cost>12</t:Cost>")
        shutil.rmtree(self.folder / "bundles")
        (failure,) = self.failures(('count="1"', 'count="2"'))
        self.assertEqual(failure[2:5], ("CL-SCHEMA-VALUE", "2 in the exports", "1"))

    def test_broken_plugin(self):
        result = run("plugin-test", "-o", "json", self.bundle("unknown_variant"), THINGS)
        self.assertEqual((result.code, result.json()["passed"]), (4, False))
        self.assertIn("names a variant that its rule does not have", result.out.decode())
        shutil.rmtree(self.folder / "bundles")
        result = run("plugin-test", self.bundle("other_id"), THINGS)
        self.assertEqual((result.code, result.out), (4, b""))
        self.assertIn("id is \"another\"", complaint(result))

    def test_others_any_is_not_any_error(self):
        path = self.changed(('<Expect record="T-1">', '<Expect record="T-1" others="any">'))
        result = run("plugin-test", "--only", "dear", self.bundle("unknown_variant"), path)
        self.assertEqual(result.code, 4)

    # ---- What must be shown ----

    def test_outcome_without_a_case(self):
        path = self.changed(('<Rule id="T-01 T-02 T-03" outcome="pass"/>', '<Rule id="T-01 T-03" outcome="pass"/>'))
        result = run("plugin-test", "-o", "json", self.bundle(), path)
        report = result.json()
        self.assertEqual((result.code, report["casesFailed"]), (1, 0))
        self.assertEqual([(r["id"], r["missing"]) for r in report["rules"] if r["missing"]], [("T-02", ["pass"])])

    def test_untested_with_a_reason(self):
        path = self.changed(('<Rule id="T-01 T-02 T-03" outcome="pass"/>', '<Rule id="T-01 T-03" outcome="pass"/>'),
                            ("<Untested ", '<Untested rule="T-02" outcome="pass">Not now.</Untested>\n  <Untested '))
        result = run("plugin-test", self.bundle(), path)
        self.assertEqual(result.code, 0)
        self.assertIn("T-02 (pass): Not now.", words(result))

    def test_amount_without_a_case(self):
        text = re.sub(r" *<Amount .*\n", "", THINGS.read_text())
        result = run("plugin-test", self.bundle(), self.write("cases.xml", text))
        self.assertEqual(result.code, 1)
        self.assertIn("Amounts without a case parts", words(result))

    def test_schema_that_nothing_reads(self):
        bundle = self.bundle()
        schema = (bundle / "thing.xsd").read_text()
        self.assertEqual(schema.count('name="workerId"'), 1)
        (bundle / "thing.xsd").write_text(schema.replace(
            '<xs:attribute name="workerId"', '<xs:attribute name="shade" type="xs:token"/>\n<xs:attribute name="workerId"'))
        result = run("plugin-test", "-o", "json", bundle, THINGS)
        self.assertEqual((result.code, result.json()["unread"]), (1, ["Thing/@shade"]))

    def test_only(self):
        result = run("plugin-test", "--only", "alone,exempt", self.bundle(), THINGS)
        self.assertEqual(result.code, 0)
        self.assertIn("2 cases in 1 file, 2 passed, 0 failed", words(result))
        self.assertIn("was not judged", words(result))
        result = run("plugin-test", "--only", "allone", self.folder / "bundles" / "thing", THINGS)
        self.assertEqual(result.code, 2)
        self.assertIn("did you mean 'alone'?", complaint(result))

    # ---- Files of cases ----

    def test_files_that_are_none(self):
        bundle = self.bundle()
        for name, change, expected in (
                ("id", ('Case id="alone"', 'Case id="dear"'), "there is a case dear already"),
                ("plugin", ('plugin="thing"', 'plugin="other"'), "these are cases of plugin other"),
                ("element", ("<Title>Exempt", "<Heading>x</Heading><Title>Exempt"), "does not fit the schema of cases"),
                ("money", ('value="100.00"', 'value="100"'), "does not fit the schema of cases"),
                ("none", ('month="2008-01" value="5.00"', 'value="5.00" none="true"'), "has its kind and nothing else"),
                ("value", (' value="5.00"', ""), "needs its value"),
                ("day", ('asOf="2008-03-01"', 'asOf="2008-02-30"'), "is not a day that exists"),
                ("twice", ('<Expect record="T-2">', '<Expect record="T-1">'), "has an Expect already"),
                ("untested", ('<Untested rule="T-02"', '<Untested rule="T-77"'), "names T-77"),
                ("encoding", ('encoding="UTF-8"', 'encoding="ISO-8859-1"'), "is UTF-8"),
                ("doctype", ("<PluginCases", "<!DOCTYPE PluginCases><PluginCases"), "DOCTYPE"),
                ("broken", ("</PluginCases>", ""), "not well-formed")):
            with self.subTest(name=name):
                result = run("plugin-test", bundle, self.changed(change))
                self.assertEqual((result.code, result.out), (2, b""))
                self.assertIn(expected, complaint(result))
        for path in (self.folder / "nothing", self.folder / "bundles"):
            self.assertEqual(run("plugin-test", bundle, path).code, 2)

    def test_no_bundle(self):
        for arguments in ((), ("us-zz",), (self.folder / "none",), (BUNDLES,)):
            result = run("plugin-test", *arguments)
            self.assertEqual((result.code, result.out), (2, b""))
            self.assertTrue(result.err.startswith(b"caselint: "))

    def test_nothing_is_left_behind(self):
        run("plugin-test", self.bundle(), THINGS, env={"TMPDIR": str(self.folder / "tmp")})
        (self.folder / "tmp").mkdir()
        self.assertEqual(run("plugin-test", self.folder / "bundles" / "thing", THINGS,
                             env={"TMPDIR": str(self.folder / "tmp")}).code, 0)
        self.assertEqual(list((self.folder / "tmp").iterdir()), [])

    # ---- Updating ----

    def test_update_makes_the_cases_pass(self):
        path = self.changed(('value="100.00" state="differs"', 'value="1.00" state="due"'),
                            ('variant="free" findings="1"', 'variant=""'),
                            ('<Rule id="T-01 T-02 T-03" outcome="pass"/>', '<Rule id="T-01 T-02 T-03" outcome="fail"/>'))
        before = path.read_text()
        result = run("plugin-test", "--update", self.bundle(), path)
        self.assertEqual(result.code, 1)
        self.assertIn("read the difference before you keep it", words(result))
        after = path.read_text()
        self.assertNotEqual(before, after)
        self.assertEqual(run("plugin-test", self.folder / "bundles" / "thing", path).code, 0)
        # What has not failed is as it was, byte by byte.
        self.assertEqual(before[before.index('<Case id="exempt"'):], after[after.index('<Case id="exempt"'):])
        self.assertIn('<Rule id="T-01 T-02 T-03" outcome="pass"/>', after)
        self.assertIn('<Cell column="amount">120.00</Cell>', after)

    def test_update_adds_records(self):
        text = re.sub(r" *<Expect(?!Input).*?</Expect>\n", "", THINGS.read_text(), flags=re.DOTALL)
        path = self.write("cases.xml", text)
        self.assertEqual(run("plugin-test", "--update", self.bundle(), path).code, 1)
        result = run("plugin-test", "-o", "json", self.folder / "bundles" / "thing", path)
        self.assertEqual(result.json()["casesFailed"], 0)
        self.assertIn('<Expect record="T-3">', path.read_text())

    def test_update_of_passing_cases_changes_nothing(self):
        path = self.changed()
        before = path.stat().st_mtime_ns
        self.assertEqual(run("plugin-test", "--update", self.bundle(), path).code, 0)
        self.assertEqual((path.read_bytes(), path.stat().st_mtime_ns), (THINGS.read_bytes(), before))

    # ---- Changes ----

    def mutated(self, *arguments):
        bundle = self.folder / "bundles" / "thing"
        if not bundle.exists():
            self.bundle()
        return run("plugin-test", "-o", "json", *arguments, bundle, THINGS)

    def test_changes_that_nobody_notices(self):
        result = self.mutated("--mutate", "100000")
        mutations = result.json()["mutations"]
        self.assertEqual(result.code, 0)
        self.assertEqual(mutations["tried"], mutations["possible"])
        unnoticed = {(place["path"], place["change"]) for place in mutations["places"]
                     if place["unnoticed"] == place["tried"]}
        self.assertIn(("Thing/@group", "altered"), unnoticed)
        notes = {place["path"]: place["note"] for place in mutations["places"]}
        self.assertEqual((notes["Thing/@workerId"], notes["Thing/Remark"], notes["Thing/@group"]), ("private", "unread", None))
        noticed_somewhere = {("Thing/Part/Amount", "a cent more"), ("Thing/DoneOn", "a day later"),
                             ("Thing/Cost", "ten times as much"), ("Thing/Part", "dropped"), ("Thing/Cost", "doubled")}
        self.assertEqual(noticed_somewhere & unnoticed, set())
        self.assertEqual(sum(place["unnoticed"] for place in mutations["places"]), mutations["unnoticed"])

    def test_changes_are_those_of_their_seed(self):
        first, again, other = (self.mutated("--mutate", "15", "--seed", seed).out for seed in ("7", "7", "8"))
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)

    def test_places_come_before_repetitions(self):
        mutations = self.mutated("--mutate", "20").json()["mutations"]
        self.assertEqual({place["tried"] for place in mutations["places"]}, {1})

    def test_limit(self):
        unnoticed = self.mutated("--mutate", "60").json()["mutations"]["unnoticed"]
        self.assertGreater(unnoticed, 0)
        self.assertEqual(self.mutated("--mutate", "60", "--mutate-limit", str(unnoticed)).code, 0)
        self.assertEqual(self.mutated("--mutate", "60", "--mutate-limit", str(unnoticed - 1)).code, 1)

    def test_failing_cases_are_not_changed(self):
        path = self.changed(('value="100.00"', 'value="100.01"'))
        report = run("plugin-test", "-o", "json", "--mutate", "100000", self.bundle(), path).json()
        self.assertEqual([p for p in report["mutations"]["places"] if p["case"] == "dear"], [])


if __name__ == "__main__":
    main()
