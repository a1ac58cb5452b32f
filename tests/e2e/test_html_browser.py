"""The HTML report in a real browser and by a validator: valid, accessible in light and dark, usable from the keyboard.

Needs Chromium, node and the packages of tests/web/package.json in build/web; ./dev test installs them. Where they are
missing the tests are skipped and say so.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from support import EXAMPLE, EXAMPLES, SANITIZED, SOURCE, check, main

MODULES = SOURCE / "build" / "web"
CHROMIUM = shutil.which("chromium")
VALIDATOR = MODULES / "node_modules" / ".bin" / "html-validate"
WORKSHEETS = ["case-worksheet", "match-invoice", "steps"]


def missing():
    if SANITIZED:
        return "the release build is looked at; a sanitized one writes the same bytes"
    if shutil.which("node") is None:
        return "there is no node"
    if not VALIDATOR.exists() or not (MODULES / "node_modules" / "axe-core").exists():
        return "the packages of tests/web/package.json are not in %s; ./dev test installs them" % MODULES
    return None if CHROMIUM else "there is no chromium"


def generated(cases):
    script = SOURCE / "tests" / "model" / "generate.py"
    command = [sys.executable, "-B", str(script), "--seed", "3", "--cases", str(cases), "--exported-on", "2008-02-01"]
    return subprocess.run(command, capture_output=True, check=True).stdout


class Browser(unittest.TestCase):
    """One report of each kind is made, and the browser is started once."""

    @classmethod
    def setUpClass(cls):
        cls._folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls._folder.cleanup)
        cls.folder = pathlib.Path(cls._folder.name)
        cls.make()
        # Large pages have the elements of small ones: of the large report the overview is enough.
        cls.pages = [path for path in sorted(cls.folder.rglob("*.html")) if path.parent.name != "many" or path.name == "index.html"]
        cls.seen = cls.look()

    @classmethod
    def make(cls):
        many, half = cls.folder / "many.xml", cls.folder / "half.xml"
        many.write_bytes(generated(2500))
        half.write_bytes(EXAMPLE.read_bytes()[:6000])
        documents = []
        for worksheet in WORKSHEETS:
            documents += ["--worksheet", "%s:%s" % (worksheet, cls.folder / (worksheet + ".html"))]
        check("-o", "html:%s" % (cls.folder / "one.html"), "-o", "html:%s" % (cls.folder / "pages"), "--restricted",
              "match-invoice:%s" % (cls.folder / "restricted.html"), *documents, *EXAMPLES)
        check("-o", "html:%s" % (cls.folder / "marked.html"), "--waivers", SOURCE / "examples" / "waivers" / "us-oh.xml",
              "--baseline", SOURCE / "tests" / "golden" / "baseline.jsonl", *EXAMPLES)
        check("-o", "html:%s" % (cls.folder / "all.html"), "--show", "all", *EXAMPLES)
        check("-o", "html:%s" % (cls.folder / "clean.html"), "--select", "OH-LIV-03", EXAMPLE)
        check("-o", "html:%s" % (cls.folder / "half.html"), half)
        check("-o", "html:%s" % (cls.folder / "many"), many)

    @classmethod
    def look(cls):
        profile = cls.folder / "profile"
        profile.mkdir()
        task = {"modules": str(MODULES), "chromium": CHROMIUM, "profile": str(profile),
                "pages": [str(path) for path in cls.pages],
                "findings": str(cls.folder / "one.html"), "marked": str(cls.folder / "marked.html"), "folder": str(cls.folder / "many" / "findings-0001.html")}
        done = subprocess.run(["node", str(SOURCE / "tests" / "web" / "browser.mjs")], input=json.dumps(task).encode(),
                              capture_output=True, timeout=1000, check=False, env=dict(os.environ, HOME=str(cls.folder)))
        if done.returncode != 0:
            raise AssertionError("the browser could not be driven: " + done.stderr.decode()[-2000:])
        return json.loads(done.stdout)

    def test_valid(self):
        done = subprocess.run([str(VALIDATOR), "--config", str(SOURCE / "tests" / "web" / "htmlvalidate.json"),
                               *map(str, self.pages)], capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout.decode()[-3000:])

    def test_validator_finds_what_is_wrong(self):
        wrong = self.folder / "wrong.htm"
        wrong.write_text("<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body><p><div></p></body></html>")
        done = subprocess.run([str(VALIDATOR), "--config", str(SOURCE / "tests" / "web" / "htmlvalidate.json"), str(wrong)],
                              capture_output=True, check=False)
        self.assertNotEqual(done.returncode, 0)

    def test_accessible(self):
        self.assertLessEqual({"image-alt", "color-contrast", "html-has-lang"}, set(self.seen["wrong"]))
        self.assertGreater(len(self.seen["pages"]), 4 * 12)
        for page in self.seen["pages"]:
            with self.subTest(page=pathlib.Path(page["file"]).name, scheme=page["scheme"], width=page["width"]):
                self.assertEqual(page["violations"], [])
                self.assertGreater(page["passes"], 20)

    def test_fetches_nothing_and_fits(self):
        for page in self.seen["pages"]:
            with self.subTest(page=pathlib.Path(page["file"]).name, scheme=page["scheme"], width=page["width"]):
                self.assertEqual(page["trouble"], [])
                self.assertLessEqual(page["overflow"], 0)

    def test_dark_is_dark(self):
        colours = {page["scheme"]: page["background"] for page in self.seen["pages"]}
        self.assertEqual(colours["light"], "rgb(255, 255, 255)")
        self.assertNotEqual(colours["dark"], colours["light"])

    def findings(self):
        report = check("-o", "json", *EXAMPLES).json()
        return [(record, finding) for record in report["records"] for finding in record["findings"]]

    def test_keyboard(self):
        seen, findings = self.seen["keyboard"], self.findings()
        self.assertEqual(seen["rows"], len(findings))
        self.assertEqual((seen["first"], seen["outline"], seen["skipped"]), ("skip", "solid", "content"))
        self.assertTrue(seen["reached"])
        self.assertEqual(seen["outcome"], sum(finding["outcome"] == "unknown" for _, finding in findings))
        self.assertEqual(seen["said"], "%d of %d findings on this page are shown." % (seen["outcome"], len(findings)))
        self.assertEqual(seen["text"], len(seen["texts"]))
        self.assertTrue(all("invoice" in text for text in seen["texts"]))
        self.assertGreater(seen["text"], 1)
        self.assertEqual(seen["cleared"], len(findings))
        self.assertTrue(seen["summary"] and seen["opened"])
        self.assertEqual(seen["trouble"], [])

    def test_filter_by_status(self):
        seen, findings = self.seen["marked"], self.findings()
        decided = sum(finding["outcome"] in ("fail", "unknown") for _, finding in findings)
        self.assertEqual({word: count for word, count in seen["status"].items() if word != "\0"},
                         {"waived": 1, "known": decided - 1})
        self.assertEqual(sum(seen["status"].values()), len(findings))
        self.assertEqual(sum(seen["rule"].values()), len(findings))

    def test_filters(self):
        seen, findings = self.seen["filters"], self.findings()

        def count(key):
            words = {}
            for record, finding in findings:
                word = key(record, finding)
                words[word] = words.get(word, 0) + 1
            return words

        names = {"fail": "FAIL", "unknown": "UNKNOWN", "pending": "TO DO", "manual": "TO ATTEST", "error": "ERROR"}
        self.assertEqual(seen["outcome"], count(lambda record, finding: names[finding["outcome"]]))
        self.assertEqual(seen["severity"], count(lambda record, finding: finding["severity"]))
        self.assertEqual(seen["rule"], count(lambda record, finding: finding["rule"]))
        self.assertEqual(seen["county-or-district"], count(lambda record, finding: record["group"]))
        self.assertEqual(seen["all"], len(findings))

    def test_links_choose_a_rule(self):
        seen = self.seen["links"]
        self.assertEqual((seen["rule"], seen["rules"], seen["trouble"]), (seen["link"], [seen["link"]], []))

    def test_the_filter_goes_along(self):
        seen = self.seen["turned"]
        self.assertEqual((seen["severity"], seen["severities"], seen["trouble"]), ("warning", ["warning"], []))
        self.assertTrue(seen["url"].startswith("findings-0002.html#"))

    def test_without_script(self):
        seen, findings = self.seen["plain"], self.findings()
        self.assertEqual((seen["filters"], seen["rows"]), (0, len(findings)))
        self.assertEqual(seen["records"], len({record["id"] for record, _ in findings}))
        self.assertGreater(seen["workings"], 0)
        self.assertEqual(seen["printed"], seen["workings"])

    def test_prints(self):
        self.assertGreater(self.seen["pdf"], 50000)


if __name__ == "__main__":
    REASON = missing()
    if REASON:
        print("skipped: " + REASON)
        sys.exit(77)
    main()
