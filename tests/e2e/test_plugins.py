"""Every broken plugin is refused or blamed by name; what the others do is not touched by it."""
import json
import os
import pathlib
import re
import shutil
import unittest

import ohio
from support import CASELINT, SOURCE, Folder, check, check_json, export, main, records_by_id, run

PLUGINS = pathlib.Path(os.environ["CASELINT_TEST_PLUGINS"])
FIXTURES = SOURCE / "tests" / "plugins"
THINGS = FIXTURES / "things.xml"


def listed(kind):
    for line in (FIXTURES / "plugins.list").read_text().splitlines():
        if line and not line.startswith("#"):
            name, found, expression = line.split(None, 2)
            if found == kind:
                yield name, expression


class Plugins(Folder):
    def bundle(self, name, identifier="thing"):
        """A bundle folder with this plugin in it; the Ohio bundle stands beside it."""
        folder = self.folder / name
        shutil.copytree(pathlib.Path(os.path.realpath(CASELINT)).parent / "bundles" / "us-oh", folder / "us-oh")
        target = folder / identifier
        target.mkdir()
        shutil.copy(PLUGINS / (name + ".so"), target / (identifier + ".so"))
        for fixture in ("thing.xsd", "thing.xml"):
            shutil.copy(FIXTURES / fixture, target / fixture)
        return folder

    def test_good_plugin(self):
        code, report = check_json("--show", "all", "--plugin-dir", self.bundle("good"), THINGS)
        self.assertEqual((code, report["complete"]), (1, True))
        records = records_by_id(report)
        self.assertEqual(records["T-1"]["outcomes"]["T-01"], "fail")
        self.assertEqual(records["T-2"]["outcomes"]["T-01"], "pass")
        self.assertEqual(records["T-1"]["amounts"][0]["kind"], "parts")
        self.assertNotIn("Sample", json.dumps(report))
        self.assertNotIn("W-77", json.dumps(report))

    def test_reconciled_rule(self):
        _, report = check_json("--show", "all", "--plugin-dir", self.bundle("good"), THINGS)
        outcomes = {key: record["outcomes"]["T-03"] for key, record in records_by_id(report).items()}
        self.assertEqual(outcomes["T-1"], outcomes["T-2"])
        self.assertNotEqual(outcomes["T-1"], outcomes["T-3"])

    def test_refused_plugins(self):
        ohio_case = self.write("ohio.xml", export(ohio.live("G1", 24000, 26000)))
        for name, expression in listed("load"):
            if name in ("namespace_taken", "id_taken"):
                continue  # these need a neighbour: unit/test_loader.c
            with self.subTest(plugin=name):
                folder = self.bundle(name)
                code, report = check_json("--show", "all", "--plugin-dir", folder, ohio_case)
                self.assertEqual((code, report["complete"]), (4, False))
                messages = [f["message"] for f in report["inputFindings"] if f["rule"] == "CL-PLUGIN-REFUSED"]
                self.assertEqual(len(messages), 1)
                self.assertRegex(messages[0], expression)
                self.assertIn(str(folder / "thing"), messages[0])
                self.assertEqual(records_by_id(report)["G1"]["outcomes"]["OH-LIV-03"], "pass")
                told = run("plugins", "--plugin-dir", folder)
                self.assertEqual(told.code, 4)
                self.assertRegex(re.sub(r"\s+", " ", told.out.decode()), expression)

    def test_blamed_plugins(self):
        for name, expression in listed("run"):
            with self.subTest(plugin=name):
                code, report = check_json("--show", "all", "--plugin-dir", self.bundle(name), THINGS)
                self.assertEqual((code, report["complete"]), (4, False))
                records = records_by_id(report)
                errors = [f for f in records["T-1"]["findings"] if f["outcome"] == "error"]
                self.assertTrue(errors)
                self.assertEqual(records["T-1"]["outcome"], "error")
                self.assertRegex(errors[0]["message"], expression)
                self.assertRegex(errors[0]["message"], "^plugin thing ")
                self.assertNotIn("Sample", json.dumps(report))
                self.assertEqual(set(records), {"T-1", "T-2", "T-3", "T-4", "T-5"})

    def test_a_broken_plugin_is_never_clean(self):
        for name, _ in listed("run"):
            with self.subTest(plugin=name):
                folder = self.folder / name
                result = check("--fail-on", "never", "--plugin-dir", folder if folder.exists() else self.bundle(name), THINGS)
                self.assertEqual(result.code, 4)
                self.assertIn(b"INCOMPLETE", result.out.splitlines()[0])

    def test_folder_that_others_can_write(self):
        folder = self.bundle("good")
        (folder / "thing").chmod(0o777)
        code, report = check_json("--plugin-dir", folder, THINGS)
        self.assertEqual(code, 4)
        self.assertIn("chmod o-w", run("plugins", "--plugin-dir", folder).out.decode())
        self.assertIn("CL-INPUT-NAMESPACE", [f["rule"] for f in report["inputFindings"]])

    def test_no_plugin(self):
        (self.folder / "empty").mkdir()
        code, report = check_json("--plugin-dir", self.folder / "empty", THINGS)
        self.assertEqual((code, report["complete"]), (4, False))
        self.assertIn("CL-PLUGIN-NONE", [f["rule"] for f in report["inputFindings"]])
        self.assertEqual(check("--plugin-dir", self.folder / "none", THINGS).code, 2)

    def test_two_jurisdictions_in_one_file(self):
        text = THINGS.read_text().replace("</CaseExport>", ohio.live("G1", 24000, 26000) + "</CaseExport>").replace(
            'xmlns:t=', 'xmlns:oh="urn:caselint:us-oh:adoption-subsidy:1" xmlns:t=')
        _, report = check_json("--show", "all", "--plugin-dir", self.bundle("good"), self.write("both.xml", text))
        self.assertEqual(len({record["jurisdiction"] for record in report["records"]}), 2)
        self.assertEqual(records_by_id(report)["G1"]["outcomes"]["OH-LIV-03"], "pass")
        self.assertEqual(len(report["plugins"]), 2)


if __name__ == "__main__":
    main()
