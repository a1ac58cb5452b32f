"""Options of check that a report must be honest about: what was selected, where it goes, and how a run may end."""
import json
import os
import pathlib
import shutil
import subprocess
import unittest

from support import CASELINT, EXAMPLE, SOURCE, Folder, check, check_json, main, records_by_id, run

FIXTURES = SOURCE / "tests" / "plugins"
THINGS = FIXTURES / "things.xml"
# The plugin of the fixtures, with a call of exit() at the start of its first rule.
LEAVING = '#include <stdlib.h>\n#define BEFORE_CHECK exit(0);\n#include "common.h"\n'


def words(result):
    return " ".join(result.out.decode().split())


class Selection(Folder):
    def test_verdict_says_what_was_selected(self):
        report = run("rules", "-o", "json").json()
        total = sum(len(ruleset["rules"]) for ruleset in report["rulesets"])
        chosen = sum(rule["id"].startswith("OH-LIV-") for ruleset in report["rulesets"] for rule in ruleset["rules"])
        phrase = "the %d of %d rules selected" % (chosen, total)
        result = check("--select", "OH-LIV", EXAMPLE)
        self.assertIn(phrase, result.out.decode().splitlines()[1])
        self.assertIn(phrase, words(check("--select", "OH-LIV", "--show", "totals", EXAMPLE)))
        self.assertIn("the %d of %d rules selected" % (total - chosen, total), words(check("--ignore", "OH-LIV", EXAMPLE)))
        self.assertNotIn("rules selected", words(check(EXAMPLE)))
        quiet = check("--select", "OH-LIV", "-o", "json:" + str(self.folder / "report.json"), EXAMPLE)
        self.assertIn(phrase.encode(), quiet.err)

    def test_json_lists_the_words(self):
        _, report = check_json("--select", "OH-LIV", "--ignore", "OH-LIV-12", EXAMPLE)
        self.assertEqual(report["tool"]["options"], {"select": ["OH-LIV"], "ignore": ["OH-LIV-12"]})

    def test_a_record_without_a_rule_is_not_applicable(self):
        _, report = check_json("--show", "all", "--select", "OH-LIV", EXAMPLE)
        outcomes = {key: record["outcome"] for key, record in records_by_id(report).items()}
        self.assertEqual(outcomes["INV-25-1"], "notapplicable")
        self.assertNotIn("none", outcomes.values())
        self.assertEqual(sum(report["summary"]["outcomes"].values()), report["summary"]["records"])
        for group in report["summary"]["groups"]:
            self.assertEqual(sum(group["outcomes"].values()), group["records"])

    def test_nothing_selected(self):
        for selection in (["--select", "OH-LIV", "--ignore", "OH"], ["--ignore", "OH,NYS"],
                          ["--select", "OH-LIV-12", "--ignore", "OH-LIV"]):
            result = check(*selection, EXAMPLE)
            self.assertEqual((result.code, result.out), (2, b""))
            self.assertIn(b"leave no rule", result.err)


class Outputs(Folder):
    def setUp(self):
        super().setUp()
        self.case = self.write("in/case.xml", EXAMPLE.read_bytes())

    def assert_refused(self, phrase, *arguments, **options):
        result = check(*arguments, **options)
        self.assertEqual((result.code, result.out), (2, b""), arguments)
        self.assertIn(phrase, result.err)
        self.assertEqual(self.case.read_bytes(), EXAMPLE.read_bytes())
        self.assertEqual(list(self.folder.rglob(".caselint-*")), [])

    def test_names_of_standard_output(self):
        wanted = check("-o", "json", EXAMPLE)
        for name in ("json:", "json:-", "json:/dev/stdout", "json:/dev/fd/1", "json:/proc/self/fd/1"):
            self.assertEqual(check("-o", name, EXAMPLE).out, wanted.out, name)
            self.assert_refused(b"two reports", "-o", "text", "-o", name, EXAMPLE)
        self.assertEqual(run("version", "-o", "json:/dev/stdout").out, run("version", "-o", "json").out)

    def test_standard_output_in_a_file_stays_that_file(self):
        path = self.folder / "report.json"
        with open(path, "wb") as report:
            subprocess.run([CASELINT, "check", "-o", "json:/dev/stdout", str(EXAMPLE)], stdout=report, check=False)
            report.write(b"behind")
        self.assertEqual(path.read_bytes(), check("-o", "json", EXAMPLE).out + b"behind")

    def test_two_names_of_one_file(self):
        (self.folder / "link").symlink_to(self.folder, target_is_directory=True)
        (self.folder / "other.json").symlink_to("old.json")
        self.write("old.json", b"old")
        folder = str(self.folder)
        for first, second in ((folder + "/new", folder + "/./new"), (folder + "/new", folder + "/in/../new"),
                              (folder + "/new", folder + "/link/new"), (folder + "/old.json", folder + "/other.json"),
                              (folder + "/none/new", folder + "/none/new"), ("/dev/full", "/dev/../dev/full")):
            self.assert_refused(b"two reports", "-o", "text:" + first, "-o", "json:" + second, EXAMPLE)
        self.assert_refused(b"two reports", "-o", "text:new", "-o", "json:./new", EXAMPLE.resolve(), cwd=self.folder)
        self.assertEqual((self.folder / "old.json").read_bytes(), b"old")
        result = check("-o", "text:" + folder + "/a", "-o", "json:" + folder + "/b", EXAMPLE)
        self.assertEqual(result.code, check(EXAMPLE).code)

    def test_standard_output_and_its_file(self):
        path = self.folder / "report"
        with open(path, "wb") as report:
            done = subprocess.run([CASELINT, "check", "-o", "text", "-o", "json:" + str(path), str(EXAMPLE)], stdout=report,
                                  stderr=subprocess.PIPE, check=False)
        self.assertEqual((done.returncode, path.read_bytes()), (2, b""))
        self.assertIn(b"two reports", done.stderr)

    def test_report_over_an_input(self):
        (self.folder / "link.json").symlink_to(self.case)
        os.link(self.case, self.folder / "hard.json")
        inside = str(self.folder)
        for output, given in ((self.case, self.case), (inside + "/in/../in/case.xml", self.case), (self.case, self.case.parent),
                              (self.case, self.folder), (inside + "/link.json", self.case), (inside + "/hard.json", self.case)):
            self.assert_refused(b"place of an input", "-o", "json:" + str(output), EXAMPLE, given)
        with open(self.case, "rb") as case:
            done = subprocess.run([CASELINT, "check", "-o", "json:" + str(self.case), "-"], stdin=case, capture_output=True,
                                  check=False)
        self.assertEqual(done.returncode, 2)
        with open(self.case, "ab") as case:
            done = subprocess.run([CASELINT, "check", str(self.folder)], stdout=case, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(self.case.read_bytes(), EXAMPLE.read_bytes())

    def test_report_beside_the_inputs(self):
        report = self.case.parent / "report.json"
        for _ in range(2):
            self.assertEqual(check("-o", "json:" + str(report), self.case.parent).code, check(EXAMPLE).code)
        self.assertTrue(json.loads(report.read_bytes())["complete"])


class Ends(Folder):
    def test_unknown_options(self):
        for option in ("-x", "--colour=no", "-o"):
            result = check(option)
            self.assertEqual((result.code, result.out), (2, b""))
            self.assertNotIn(b"ended the program", result.err)

    @unittest.skipUnless(shutil.which("cc"), "no compiler to make the plugin with")
    def test_a_plugin_that_leaves(self):
        bundle = self.folder / "bundles" / "thing"
        bundle.mkdir(parents=True)
        source = self.write("leaving.c", LEAVING)
        subprocess.run(["cc", "-shared", "-fPIC", "-I" + str(FIXTURES), "-I" + str(SOURCE / "host" / "include"), "-o",
                        str(bundle / "thing.so"), str(source)], check=True)
        for fixture in ("thing.xsd", "thing.xml"):
            shutil.copy(FIXTURES / fixture, bundle / fixture)
        for arguments in ([], ["-o", "json:" + str(self.folder / "report.json")]):
            result = check("--isolate", "none", "--plugin-dir", bundle.parent, *arguments, THINGS,
                           env={"ASAN_OPTIONS": "detect_leaks=0"})
            self.assertEqual((result.code, result.out), (6, b""))
            self.assertIn(b"ended the program", result.err)
        self.assertFalse((self.folder / "report.json").exists())
        self.assertEqual(list(self.folder.glob(".caselint-*")), [])

    def test_privacy_of_paths(self):
        self.assertIn("names of members of archives, as given", words(run("help", "privacy")))


if __name__ == "__main__":
    main()
