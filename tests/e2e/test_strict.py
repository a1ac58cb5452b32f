"""--privacy strict as a user meets it: options, keys, pseudonyms, formats, and saved results."""
import csv
import hashlib
import io
import json
import os
import pathlib
import re
import subprocess
import time
import unittest

from support import CASELINT, EXAMPLE, EXAMPLES, SANITIZED, SOURCE, Folder, check, main, run

FORMATS = ["text", "json", "jsonl", "html", "xml", "sarif", "junit", "csv", "csv-amounts", "markdown", "github", "tap", "svrl"]
STRICT = ("--privacy", "strict")
PSEUDONYM = re.compile(r"\b[0-9a-f]{16}\b")
WITHHELD_NUMBER = str(2 ** 64 - 1)


class Strict(Folder):
    def setUp(self):
        super().setUp()
        self.key = self.write("key", os.urandom(32))
        self.key.chmod(0o600)

    def report(self, *arguments):
        return check("-o", "json", *STRICT, *arguments, *EXAMPLES).json()

    def with_key(self, *arguments):
        return self.report("--key-file", self.key, *arguments)

    @staticmethod
    def ids(report):
        return [record["id"] for record in report["records"]]

    # ---- Options ----

    def assert_usage(self, said, *arguments):
        result = check(*arguments, EXAMPLE)
        self.assertEqual((result.code, result.out), (2, b""), result.err)
        self.assertIn(said, result.err.decode())

    def test_options_that_do_not_go_together(self):
        self.assert_usage("--key-file is for --privacy strict", "--key-file", self.key)
        self.assert_usage("--suppress-below is for --privacy strict", "--suppress-below", "20")
        self.assert_usage("--suppress-below: '7' is not a whole number from 8", *STRICT, "--suppress-below", "7")
        self.assert_usage("--suppress-below: '-1'", *STRICT, "--suppress-below=-1")
        self.assert_usage("it can be: ids, strict", "--privacy", "none-at-all")
        self.assert_usage("leave out --worksheet", *STRICT, "--worksheet", "match-invoice:%s" % (self.folder / "a.csv"))
        self.assert_usage("leave out --restricted", *STRICT, "--restricted", "match-invoice:%s" % (self.folder / "a.csv"))
        self.assertFalse((self.folder / "a.csv").exists())
        waivers = SOURCE / "examples" / "waivers" / "us-oh.xml"
        self.assert_usage("leave out --waivers", *STRICT, "--waivers", waivers)
        self.assert_usage("leave out --baseline", *STRICT, "--baseline", SOURCE / "tests" / "golden" / "baseline.jsonl")
        saved = self.folder / "marked.jsonl"
        check("-o", "jsonl:%s" % saved, "--waivers", waivers, EXAMPLE)
        result = run("report", *STRICT, saved)
        self.assertEqual((result.code, result.out), (2, b""), result.err)
        self.assertIn("save them without", result.err.decode())

    def test_ids_is_the_default(self):
        self.assertEqual(check("-o", "json", "--privacy", "ids", EXAMPLE).out, check("-o", "json", EXAMPLE).out)

    def test_help_tells(self):
        for words in (("check", "--help"), ("report", "--help"), ("help", "privacy")):
            self.assertIn("strict", run(*words).out.decode())

    # ---- Keys ----

    def assert_refused(self, said, path):
        result = check(*STRICT, "--key-file", path, EXAMPLE)
        self.assertEqual((result.code, result.out), (2, b""))
        self.assertIn(said, result.err.decode())

    def test_keys_that_are_none(self):
        self.assert_refused("No such file", self.folder / "nothing")
        self.assert_refused("no regular file", self.folder)
        self.assert_refused("no regular file", "/dev/urandom")
        fifo = self.folder / "fifo"
        os.mkfifo(fifo, 0o600)
        self.assert_refused("no regular file", fifo)
        for content, said in ((b"", "fewer than 32"), (os.urandom(31), "fewer than 32"), (bytes(32), "nearly all the same"),
                              (b"secret!!" * 4 + b"e" * 8, "nearly all the same"), (os.urandom(65537), "more than 64 KiB")):
            self.key.write_bytes(content)
            self.assert_refused(said, self.key)
        self.key.write_bytes(os.urandom(32))
        for mode in (0o640, 0o604, 0o620, 0o602, 0o601):
            self.key.chmod(mode)
            self.assert_refused("others can read or change it", self.key)
        self.key.chmod(0o400)
        self.assertEqual(check(*STRICT, "--key-file", self.key, EXAMPLE).code, 1)

    def test_the_key_is_not_written_over(self):
        before = self.key.read_bytes()
        self.assert_usage("would take the place of the key", *STRICT, "--key-file", self.key, "-o", "json:%s" % self.key)
        self.assertEqual(self.key.read_bytes(), before)

    def test_a_refusal_says_how_to_make_one(self):
        said = check(*STRICT, "--key-file", self.folder / "mine", EXAMPLE).err.decode()
        command = re.search(r"`(.*)`", said).group(1).replace("FILE", str(self.folder / "mine"))
        subprocess.run(["sh", "-c", command], check=True)
        self.assertEqual(check(*STRICT, "--key-file", self.folder / "mine", EXAMPLE).code, 1)

    @unittest.skipUnless(os.geteuid() == 0, "only root can give files away")
    def test_the_key_of_somebody_else(self):
        os.chown(self.key, 65534, 65534)
        self.assert_refused("belongs to somebody else", self.key)

    def test_the_same_key_gives_the_same_pseudonyms(self):
        self.assertEqual(self.with_key(), self.with_key())
        self.assertEqual(self.with_key()["tool"]["privacy"]["key"], "file")
        before = self.ids(self.with_key())
        self.assertEqual(len(set(before)), len(before))
        for name in before:
            self.assertRegex(name, r"\A[0-9a-f]{16}\Z")
        self.key.write_bytes(os.urandom(32))
        self.assertEqual(set(before) & set(self.ids(self.with_key())), set())

    def test_without_a_key_runs_cannot_be_joined(self):
        first, second = self.report(), self.report()
        self.assertEqual(first["tool"]["privacy"]["key"], "run")
        self.assertEqual(set(self.ids(first)) & set(self.ids(second)), set())
        findings = [{f["id"] for record in one["records"] for f in record["findings"]} for one in (first, second)]
        self.assertEqual(findings[0] & findings[1], set())
        self.assertNotEqual(first["inputs"][0]["sha256"], second["inputs"][0]["sha256"])

    # ---- What is told ----

    def test_a_record(self):
        plain = check("-o", "json", *EXAMPLES).json()
        strict = self.with_key()
        self.assertEqual(len(plain["records"]), len(strict["records"]))
        for before, after in zip(plain["records"], strict["records"]):
            self.assertNotEqual(before["id"], after["id"])
            self.assertEqual((before["outcome"], before["outcomes"], before["type"]),
                             (after["outcome"], after["outcomes"], after["type"]))
            self.assertEqual((after["group"], after["line"], after["amounts"]), (None, None, []))
            self.assertEqual(len(before["findings"]), len(after["findings"]))
            for shown, told in zip(before["findings"], after["findings"]):
                for key in ("rule", "severity", "outcome", "remedy", "cite"):
                    self.assertEqual(shown[key], told[key])
                self.assertNotEqual(shown["id"], told["id"])
                for key in ("line", "observed", "expected", "due"):
                    self.assertIsNone(told[key])
                self.assertEqual(re.sub(r"\[\d+\]", "", shown["path"]), told["path"])
                self.assertTrue(told["message"])
        self.assertTrue(all(sheet["groups"] == [] for sheet in strict["worksheets"]))

    def test_messages_have_words_for_values(self):
        messages = {}
        for record in self.with_key()["records"]:
            messages.update({finding["rule"]: finding["message"] for finding in record["findings"]})
        self.assertIn("(date)", messages["NYS-FSI-11"])
        self.assertIn("(amount)", " ".join(messages.values()))
        self.assertNotRegex(" ".join(messages.values()), r"[{}]")

    def test_inputs_have_numbers(self):
        inputs = self.with_key()["inputs"]
        self.assertEqual([one["path"] for one in inputs], ["input-1", "input-2"])
        for one, path in zip(inputs, EXAMPLES):
            self.assertEqual((one["bytes"], one["records"]), (None, None))
            self.assertRegex(one["sha256"], r"\A[0-9a-f]{64}\Z")
            self.assertNotEqual(one["sha256"], hashlib.sha256(path.read_bytes()).hexdigest())

    def test_faults_are_told_once(self):
        broken = EXAMPLE.read_text().replace("<oh:LetterOnFile", '<oh:Odd/><oh:Odd/><oh:LetterOnFile')
        report = check("-o", "json", *STRICT, self.write("a.xml", broken))
        faults = report.json()["inputFindings"]
        self.assertEqual(report.code, 3)
        self.assertEqual([fault["rule"] for fault in faults], ["CL-SCHEMA-ELEMENT"])
        self.assertEqual((faults[0]["path"], faults[0]["line"]), ("input-1", None))
        self.assertNotIn("elementPath", faults[0])

    def test_exit_codes_stay(self):
        for words in ((), ("--fail-on", "never"), ("--select", "NYS-APP"), ("--fail-on", "warning")):
            self.assertEqual(check(*words, *EXAMPLES).code, check(*STRICT, *words, *EXAMPLES).code)
        for text in ("", "<a/>", EXAMPLE.read_text()[:3000]):
            path = self.write("broken.xml", text)
            self.assertEqual(check(path).code, check(*STRICT, path).code)

    def test_verdict_stays(self):
        for words in ((), ("--select", "NYS-APP"), ("--select", "OH-LIV"), ("--select", "NYS-WMS-10")):
            plain = check(*words, *EXAMPLES).out.decode().split(":")[0]
            self.assertEqual(plain, check(*STRICT, *words, *EXAMPLES).out.decode().split(":")[0])

    def test_standard_error(self):
        result = check(*STRICT, "-o", "json:%s" % (self.folder / "a.json"), "--progress", "json", *EXAMPLES)
        said = result.err.decode().splitlines()
        self.assertIn("caselint: withheld records, withheld errors, withheld warnings", said)
        lines = [json.loads(line) for line in said if line.startswith("{")]
        self.assertEqual((lines[-1]["phase"], lines[-1]["exitCode"]), ("done", result.code))
        for line in lines:
            self.assertNotIn("records", line)
            self.assertNotIn("findings", line)

    # ---- Formats ----

    def rendered(self, *arguments):
        for name in FORMATS:
            yield name, check("-o", name, *STRICT, "--key-file", self.key, *arguments, *EXAMPLES).out.decode()

    def test_every_format_says_so(self):
        for name, text in self.rendered():
            with self.subTest(name):
                self.assertRegex(text.lower(), "strict")
                self.assertNotIn(WITHHELD_NUMBER, text)

    def test_the_same_pseudonyms_in_every_format(self):
        expected = set(self.ids(self.with_key("--show", "all")))
        for name, text in self.rendered("--show", "all"):
            if name in ("csv-amounts", "markdown", "github"):
                continue
            with self.subTest(name):
                self.assertEqual(expected - set(PSEUDONYM.findall(text)), set())

    def test_totals_have_no_pseudonym(self):
        listed = self.with_key("--show", "all")
        known = set(self.ids(listed)) | {f["id"] for record in listed["records"] for f in record["findings"]}
        for name, text in self.rendered("--show", "totals"):
            with self.subTest(name):
                if name in ("json", "jsonl", "text", "html", "xml", "junit"):
                    self.assertEqual(known & set(PSEUDONYM.findall(text)), set())

    def test_amounts_are_in_no_table(self):
        text = dict(self.rendered())["csv-amounts"]
        self.assertEqual([row["row"] for row in csv.DictReader(io.StringIO(text))], ["run"])

    def test_xml_is_valid(self):
        path = self.folder / "report.xml"
        for show in ("all", "totals"):
            check("-o", "xml:%s" % path, *STRICT, "--show", show, *EXAMPLES)
            done = subprocess.run(["xmllint", "--noout", "--schema", str(SOURCE / "xsd" / "report.xsd"), str(path)],
                                  capture_output=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_workers_change_nothing(self):
        expected = self.with_key("--jobs", "1")
        for words in (("--jobs", "3"), ("--isolate", "none")):
            self.assertEqual(expected, self.with_key(*words))

    # ---- Saved results ----

    def saved(self, *arguments):
        path = self.folder / "results.jsonl"
        check("-o", "jsonl:%s" % path, *arguments, *EXAMPLES)
        return path

    def test_saved_strictly_is_rendered_as_it_was(self):
        for words in ((), ("--show", "all"), ("--show", "totals"), ("--suppress-below", "8")):
            strict = (*STRICT, "--key-file", self.key, *words)
            show = words if words[:1] == ("--show",) else ()
            path = self.saved(*strict)
            for name in FORMATS:
                with self.subTest(name, words=words):
                    run_itself = check("-o", name, *strict, *EXAMPLES)
                    again = run("report", "-o", name, *show, path)
                    self.assertEqual((run_itself.code, run_itself.out), (again.code, again.out))
                    self.assertEqual(again.out, run("report", *STRICT, "-o", name, *show, path).out)

    def test_saved_with_ids_can_be_rendered_strictly(self):
        path = self.saved()
        for name in FORMATS:
            expected = check("-o", name, *STRICT, "--key-file", self.key, *EXAMPLES).out
            self.assertEqual(expected, run("report", "-o", name, *STRICT, "--key-file", self.key, path).out, name)

    def test_saved_strictly_is_never_less_strict(self):
        path = self.saved(*STRICT)
        for words, said in ((("--privacy", "ids"), "no option brings them back"),
                            ((*STRICT, "--key-file", self.key), "pseudonyms already"),
                            ((*STRICT, "--suppress-below", "8"), "comes too late")):
            result = run("report", *words, path)
            self.assertEqual((result.code, result.out), (2, b""))
            self.assertIn(said, result.err.decode())
        totals = self.saved(*STRICT, "--show", "totals")
        self.assertEqual(run("report", totals).code, 2)
        self.assertIn(b"no list of records", run("report", totals).err)
        self.assertEqual(run("report", "--show", "totals", totals).code, 1)
        self.assertNotIn(b'"type": "record"', totals.read_bytes())
        document = self.folder / "sheet.csv"
        result = run("report", "--worksheet", "match-invoice:%s" % document, path)
        self.assertEqual(result.code, 2)
        self.assertFalse(document.exists())

    def test_diff_compares_what_has_the_same_pseudonyms(self):
        def save(name, *arguments):
            check("-o", "jsonl:%s" % (self.folder / name), *arguments, *EXAMPLES)
            return self.folder / name

        other = self.write("other", os.urandom(32))
        other.chmod(0o600)
        old, new = (save(name, *STRICT, "--key-file", self.key) for name in ("old", "new"))
        same = run("diff", "-o", "json", old, new)
        self.assertEqual(same.code, 0, same.err)
        self.assertNotIn(WITHHELD_NUMBER, same.out.decode())
        for name in ("text", "markdown", "csv"):
            self.assertNotIn(WITHHELD_NUMBER, run("diff", "-o", name, old, new).out.decode(), name)
        for path, said in ((save("fresh", *STRICT), "different keys"),
                           (save("another", *STRICT, "--key-file", other), "different keys"), (save("ids"), "with ids"),
                           (save("totals", *STRICT, "--key-file", self.key, "--show", "totals"), "have no records")):
            for pair in ((old, path), (path, old)):
                result = run("diff", *pair)
                self.assertEqual((result.code, result.out), (2, b""), path)
                self.assertIn(said, result.err.decode())

    def changed(self, path, change):
        """Saved results that somebody changed who can compute a digest."""
        lines = change([json.loads(line) for line in path.read_text().splitlines()])
        body = b"".join(json.dumps(line).encode() + b"\n" for line in lines[:-1])
        tail = dict(lines[-1], lines=len(lines) - 1, sha256=hashlib.sha256(body).hexdigest())
        other = self.write("changed.jsonl", body + json.dumps(tail).encode() + b"\n")
        return run("report", "-o", "json", other)

    def test_saved_totals_are_checked(self):
        path = self.saved(*STRICT)
        self.assertEqual(self.changed(path, lambda lines: lines).code, 1)

        def totals(**values):
            return lambda lines: [dict(line, **values) if line["type"] == "totals" else line for line in lines]

        faults = [lambda lines: [line for line in lines if line["type"] != "totals"],
                  lambda lines: lines[:-2] + [one for one in lines if one["type"] == "totals"] + lines[-2:],
                  totals(records="many"), totals(records=-1), totals(outcomes=[1, 2]), totals(rules=[]), totals(open=[1]),
                  totals(groups=[{"plugin": 99, "records": 1, "outcomes": [0] * 7}]), totals(groups={}),
                  totals(totals=[{"plugin": 0, "kind": "a", "value": "1", "byState": [None] * 6, "unclaimed": None}]),
                  totals(amounts=[{"plugin": 0, "kind": "a", "value": None, "byState": [None], "unclaimed": None}]),
                  totals(assumptions=[[0, 0, 9999]]), totals(assumptions=[7])]
        for i, fault in enumerate(faults):
            with self.subTest(i):
                result = self.changed(path, fault)
                self.assertEqual(result.code, 3)
                self.assertFalse(result.json()["complete"])

    def test_privacy_that_nobody_knows_is_not_believed(self):
        path = self.saved(*STRICT)
        for privacy in ({"level": "lax"}, {}, "strict", {"level": "strict", "suppressBelow": 1}, None):
            with self.subTest(privacy):
                result = self.changed(path, lambda lines, p=privacy: [dict(lines[0], privacy=p)] + lines[1:])
                self.assertEqual(result.code, 3)

    @staticmethod
    def descendants(pid):
        found = [pid]
        for one in found:
            for task in pathlib.Path("/proc/%d/task" % one).glob("*/children"):
                found += [int(child) for child in task.read_text().split()]
        return found[1:]

    @unittest.skipIf(SANITIZED, "the sanitizers have memory of their own")
    def test_children_do_not_get_the_key(self):
        """The page of the key, which forks do not copy and dumps do not hold, is in the map of the coordinator alone."""
        page = re.compile(r"VmFlags:[^\n]* dc\b[^\n]* dd\b")
        process = subprocess.Popen([CASELINT, "check", *STRICT, "--key-file", str(self.key), "--jobs", "2",
                                    str(EXAMPLE), "-"],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            # Workers are made for the first input; the second keeps them.
            process.stdin.write(EXAMPLE.read_bytes()[:2000])
            process.stdin.flush()
            # Plugins are tried in children that come and go; the spawner and its workers stay.
            before, children, until = None, [], time.monotonic() + 30
            while len(children) < 2 or children != before:
                self.assertLess(time.monotonic(), until)
                before = children
                time.sleep(0.3)
                children = self.descendants(process.pid)
            self.assertRegex(pathlib.Path("/proc/%d/smaps" % process.pid).read_text(), page)
            for child in children:
                self.assertNotRegex(pathlib.Path("/proc/%d/smaps" % child).read_text(), page)
        finally:
            process.kill()
            process.communicate()


if __name__ == "__main__":
    main()
