"""Two saved runs beside each other: what is new, worse or fixed, which money changed, and what cannot be compared."""
import csv
import io
import json
import os
import random
import re
import subprocess
import unittest

import ohio
from support import CASELINT, EXAMPLE, EXAMPLES, SANITIZED, SOURCE, Folder, check, main, run
from test_results import mutate, sealed

# Without those that have a fault of form: runs on them are not complete.
OUTCOMES = [SOURCE / "tests" / "corpus" / "outcomes" / ("%02d.xml" % number) for number in (1, 2, 3, 4, 5, 6, 8, 9, 10, 12)]
FORMATS = ("text", "json", "csv", "markdown")


class Runs(Folder):
    def save(self, name, *arguments):
        path = self.folder / (name + ".jsonl")
        self.assertIn(check("-o", "jsonl:%s" % path, *arguments).code, (0, 1, 3, 4))
        return path

    def save_cases(self, name, *cases, day="2008-04-15"):
        return self.save(name, self.write(name + ".xml", ohio.export("".join(cases), day)))

    def diff(self, old, new, *arguments):
        result = run("diff", "-o", "json", *arguments, old, new)
        self.assertIn(result.code, (0, 1, 3), result.err)
        report = result.json()
        self.assertEqual(report["exitCode"], result.code)
        self.assertEqual(report["complete"], result.code != 3)
        return result.code, report

    def items(self, report, key):
        return [(record["id"], item) for record in report["records"] for item in record.get(key, [])]

    def classes(self, report):
        """(record, rule, class, reason) of every finding that is listed."""
        return {(identifier, one["rule"], one["class"], one["reason"]) for identifier, one in self.items(report, "findings")}


class Compared(Runs):
    def test_a_run_and_itself(self):
        path = self.save("same", *EXAMPLES)
        code, report = self.diff(path, path)
        self.assertEqual((code, report["records"]), (0, []))
        total = sum(len(one["findings"]) for one in check("-o", "json", *EXAMPLES).json()["records"])
        self.assertEqual(report["summary"]["findings"]["persisting"]["all"], total)
        self.assertTrue(all(one["difference"] == "0.00" for one in report["summary"]["amounts"]))
        shown = self.diff(path, path, "--show", "all")[1]
        self.assertEqual(len(self.items(shown, "findings")), total)

    def test_the_order_of_inputs_and_lines_do_not_matter(self):
        first, second = ohio.live("OH-25-1", 25000, 30000), ohio.case("OH-25-2", 25000, 30000)
        old = self.save_cases("old", first, second)
        new = self.save_cases("new", "\n\n<!-- moved -->\n", second, "\n", first)
        code, report = self.diff(old, new)
        self.assertEqual((code, report["records"]), (0, []))
        self.assertGreater(report["summary"]["findings"]["persisting"]["open"], 0)

    def test_fixed_and_new(self):
        right, wrong = ohio.live("OH-25-1", 25000, 30000), ohio.case("OH-25-1", 25000, 30000)
        old, new = self.save_cases("old", wrong), self.save_cases("new", right)
        code, report = self.diff(old, new)
        self.assertEqual(code, 0)
        self.assertEqual({one[2] for one in self.classes(report)}, {"fixed"})
        self.assertTrue(all(one["now"] in ("pass", "notapplicable") for _, one in self.items(report, "findings")))
        code, back = self.diff(new, old)
        self.assertEqual(code, 1)
        self.assertEqual({one[2] for one in self.classes(back)}, {"new"})
        self.assertEqual({one[:2] for one in self.classes(back)}, {one[:2] for one in self.classes(report)})
        self.assertEqual(run("diff", "--fail-on", "never", new, old).code, 0)

    def test_a_step_that_is_late_now_is_worse(self):
        early, late = (self.save(day, "--as-of", day, EXAMPLE) for day in ("2008-01-10", "2008-04-15"))
        code, report = self.diff(early, late)
        self.assertEqual(code, 1)
        self.assertIn(("OH-25-000102", "OH-INV-01", "worsened", None), self.classes(report))
        pair = next(one for _, one in self.items(report, "findings") if one["rule"] == "OH-INV-01")
        self.assertEqual((pair["old"]["outcome"], pair["new"]["outcome"]), ("pending", "fail"))

    def test_against_both_reports(self):
        """Whatever class: every finding of both runs is there once, what has one id is paired, and what is said of a
        finding that is gone agrees with what the new run says of its rule."""
        runs = []
        chance = random.Random(1)
        changed = [self.write(path.name, re.sub(r">\d+\.\d\d<", lambda one: chance.choice([one.group()] * 3 + [">300.00<"]),
                                                path.read_text())) for path in OUTCOMES]
        for day, exports in (("2008-01-25", OUTCOMES), ("2008-05-01", changed)):
            path = self.folder / (day + ".jsonl")
            report = check("--show", "all", "--as-of", day, "-o", "json", "-o", "jsonl:%s" % path, *exports).json()
            runs.append((path, {record["id"]: record for record in report["records"]}))
        (old, old_records), (new, new_records) = runs
        report = self.diff(old, new, "--show", "all")[1]
        listed = self.items(report, "findings")
        for side, records in (("old", old_records), ("new", new_records)):
            ids = sorted((record["id"], one["id"]) for record in records.values() for one in record["findings"])
            self.assertEqual(sorted((name, one[side]["id"]) for name, one in listed if one[side]), ids)
        rank = ["error", "fail", "unknown", "pending", "manual"]
        seen = set()
        for name, one in listed:
            seen.add(one["class"])
            if one["old"] and one["new"]:
                worse = rank.index(one["new"]["outcome"]) < rank.index(one["old"]["outcome"])
                self.assertEqual(one["class"] == "worsened", worse or (
                    one["new"]["outcome"] == one["old"]["outcome"] and
                    float(one["new"]["stake"] or 0) > float(one["old"]["stake"] or 0)), (name, one))
                continue
            other = (new_records if one["old"] else old_records)[name]
            self.assertNotIn((one["old"] or one["new"])["id"], {found["id"] for found in other["findings"]})
            if one["class"] == "fixed":
                self.assertEqual(one["now"], other["outcomes"][one["rule"]])
                self.assertNotIn(one["now"], ("unknown", "error"))
            elif one["class"] == "notComparable":
                self.assertEqual((one["reason"], other["outcomes"][one["rule"]]), ("ruleUnknownInNew", "unknown"))
        self.assertLessEqual({"new", "worsened", "fixed", "persisting"}, seen)

    def test_money(self):
        old = self.save_cases("old", ohio.live("OH-25-1", 25000, 30000), ohio.live("OH-25-2", 20000, 21000))
        new = self.save_cases("new", ohio.live("OH-25-1", 25000, 32001), ohio.live("OH-25-3", 10000, 12000))
        report = self.diff(old, new, "--show", "all")[1]
        runs = [{one["kind"]: one for one in json.loads(path.read_bytes().splitlines()[-1])["summary"]["amounts"]}
                for path in (old, new)]
        cents = lambda text: int(text.replace(".", ""))
        for one in report["summary"]["amounts"]:
            before, after = (sums.get(one["kind"], {"value": "0.00", "count": 0}) for sums in runs)
            self.assertEqual((one["old"], one["new"]), (before["value"], after["value"]), one["kind"])
            self.assertEqual(cents(one["difference"]), cents(after["value"]) - cents(before["value"]))
            listed = [item for _, item in self.items(report, "amounts") if item["kind"] == one["kind"]]
            self.assertEqual(sum(cents(item["new"]["value"]) for item in listed if item["new"]), cents(one["new"]))
            self.assertEqual(sum(cents(item["old"]["value"]) for item in listed if item["old"]), cents(one["old"]))
            alone = sum(cents(item["new"]["value"]) for item in listed if item["reason"] == "recordNotInOld")
            self.assertEqual(cents(one["onlyInNew"]), alone)
        changed = [(identifier, item["difference"]) for identifier, item in self.items(report, "amounts")
                   if item["change"] == "changed" and item["kind"] == "underpayment"]
        self.assertEqual(changed, [("OH-25-1", "20.01")])


class NotComparable(Runs):
    def assert_reason(self, report, reason):
        reasons = {one[3] for one in self.classes(report) if one[2] == "notComparable"}
        self.assertEqual(reasons, {reason})
        self.assertEqual(report["summary"]["findings"]["fixed"]["all"], 0)
        self.assertEqual(report["summary"]["reasons"], {reason: len(self.items(report, "findings"))})

    def gaps(self, report):
        return {one["gap"] for one in report["gaps"]}

    def test_a_record_that_is_gone(self):
        right = ohio.live("OH-25-1", 25000, 30000)
        old = self.save_cases("old", right, ohio.case("OH-25-2", 25000, 30000))
        code, report = self.diff(old, self.save_cases("new", right))
        self.assertEqual((code, report["summary"]["records"]["onlyInOld"]), (0, 1))
        self.assert_reason(report, "recordNotInNew")

    def test_rules_that_were_not_run(self):
        old, new = self.save("old", EXAMPLE), self.save("new", "--ignore", "OH-INV-01", EXAMPLE)
        code, report = self.diff(old, new)
        self.assertEqual((code, self.gaps(report)), (3, {"rulesNotRun"}))
        self.assertEqual(report["summary"]["rulesOnlyInOld"], ["OH-INV-01"])
        self.assert_reason(report, "ruleNotRunInNew")
        code, report = self.diff(new, old, "--fail-on", "warning")
        self.assertEqual((code, self.gaps(report)), (3, {"findingsNotComparable"}))
        self.assert_reason(report, "ruleNotRunInOld")
        # Below what counts it is said, and decides nothing.
        self.assertEqual(self.diff(new, old)[0], 0)

    def test_incomplete_runs(self):
        whole = self.save("whole", EXAMPLE)
        # The whole first record is in both; what the second had cannot be said.
        cut = self.write("cut.xml", EXAMPLE.read_bytes()[:-400])
        part = self.save("part", cut)
        code, report = self.diff(whole, part)
        self.assertEqual((code, self.gaps(report)), (3, {"newIncomplete"}))
        self.assertEqual(report["summary"]["findings"]["fixed"]["all"], 0)
        code, report = self.diff(part, whole)
        self.assertEqual(code, 3)
        self.assertIn("oldIncomplete", self.gaps(report))
        self.assertEqual(report["summary"]["findings"]["new"]["all"], 0)
        for name in FORMATS:
            self.assertRegex(run("diff", "-o", name, whole, part).out, b'INCOMPLETE|"complete": false')

    def test_time_that_goes_back(self):
        late, early = (self.save(day, "--as-of", day, EXAMPLE) for day in ("2008-01-25", "2008-01-10"))
        report = self.diff(late, early)[1]
        self.assertEqual(report["summary"]["findings"]["fixed"]["all"], 0)

    def test_another_ruleset(self):
        old = self.save_cases("old", ohio.case("OH-25-1", 25000, 30000))
        new = self.save_cases("new", ohio.live("OH-25-1", 25000, 30000))
        lines = new.read_bytes().splitlines(keepends=True)
        at = next(i for i, line in enumerate(lines) if b'"type": "ruleset"' in line and b'"us-oh/' in line)
        ruleset = json.loads(lines[at])
        for change, reason in (({"sha256": "0" * 64}, "otherRuleset"), ({"id": "us-oh/other"}, "otherRuleset")):
            changed = lines[:at] + [json.dumps(dict(ruleset, **change)).encode() + b"\n"] + lines[at + 1:]
            self.assert_reason(self.diff(old, self.write("changed.jsonl", sealed(changed)))[1], reason)
        ruleset["parameters"][0]["value"] += "0"
        changed = lines[:at] + [json.dumps(ruleset).encode() + b"\n"] + lines[at + 1:]
        self.assert_reason(self.diff(old, self.write("changed.jsonl", sealed(changed)))[1], "otherParameters")

    def test_nothing_in_common(self):
        old = self.save_cases("old", ohio.live("OH-25-1", 25000, 30000))
        new = self.save_cases("new", ohio.live("OH-25-2", 25000, 30000))
        code, report = self.diff(old, new)
        self.assertEqual((code, self.gaps(report)), (3, {"nothingInCommon"}))


class Formats(Runs):
    def setUp(self):
        super().setUp()
        self.old = self.save_cases("old", ohio.case("OH-25-1", 25000, 30000), ohio.live("OH-25-2", 20000, 21000),
                                   ohio.live("=cmd|x", 25000, 30000))
        self.new = self.save_cases("new", ohio.live("OH-25-1", 25000, 30000), ohio.live("OH-25-2", 20000, 23000),
                                   ohio.case("=cmd|x", 25000, 30000))

    def test_the_same_bytes(self):
        for show in ("findings", "all", "totals"):
            paths = ["%s:%s" % (name, self.folder / (name + ".out")) for name in FORMATS]
            outputs = [part for path in paths for part in ("-o", path)]
            together = run("diff", "--show", show, *outputs, self.old, self.new)
            self.assertEqual((together.code, together.out), (1, b""))
            self.assertIn(b"WORSE: ", together.err)
            for name in FORMATS:
                alone = run("diff", "--show", show, "-o", name, self.old, self.new)
                self.assertEqual((alone.code, alone.err), (1, b""))
                self.assertEqual((self.folder / (name + ".out")).read_bytes(), alone.out)

    def test_csv(self):
        text = run("diff", "--show", "all", "-o", "csv", self.old, self.new).out.decode()
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        self.assertTrue(all(None not in row and None not in row.values() for row in rows))
        report = self.diff(self.old, self.new, "--show", "all")[1]
        self.assertEqual(rows[0]["message"], report["verdict"])
        self.assertEqual({row["complete"] for row in rows}, {"true"})
        kinds = [row["row"] for row in rows]
        self.assertEqual(kinds.count("finding"), len(self.items(report, "findings")))
        self.assertEqual(kinds.count("amount"), len(self.items(report, "amounts")))
        self.assertEqual(kinds.count("total"), len(report["summary"]["amounts"]))
        self.assertIn("'=cmd|x", {row["record"] for row in rows})
        self.assertNotIn("=cmd|x", {row["record"] for row in rows})

    def test_markdown_holds_no_markup(self):
        text = run("diff", "-o", "markdown", self.old, self.new).out.decode()
        self.assertIn("=cmd&#124;x", text)
        for line in text.splitlines():
            if line.startswith("|"):
                self.assertTrue(line.endswith("|"), line)

    def test_standard_input(self):
        expected = self.diff(self.old, self.new)[1]
        for arguments, data, side in ((("-", self.new), self.old, "old"), ((self.old, "-"), self.new, "new")):
            result = run("diff", "-o", "json", *arguments, stdin=data.read_bytes())
            report = result.json()
            self.assertEqual((result.code, report[side].pop("path")), (1, "-"))
            self.assertEqual(report, dict(expected, **{side: {key: value for key, value in expected[side].items()
                                                              if key != "path"}}))

    def test_strict_results(self):
        key = self.write("key", b"0123456789abcdef0123456789abcdef")
        key.chmod(0o600)
        runs = {}
        for name, how in (("same", ("--key-file", key)), ("own", ())):
            runs[name] = [self.save(name + day, "--privacy", "strict", *how, "--as-of", day, EXAMPLE)
                          for day in ("2008-01-10", "2008-04-15")]
        code, report = self.diff(*runs["same"])
        self.assertEqual((code, report["summary"]["records"]["inBoth"]), (1, 5))
        self.assertEqual({one["class"] for _, one in self.items(report, "findings")}, {"worsened"})
        self.assertNotIn("OH-25", json.dumps(report["records"]))
        result = run("diff", *runs["own"])
        self.assertEqual((result.code, result.out), (2, b""))
        self.assertIn("different keys", result.err.decode())

    def test_no_private_value(self):
        paths = [self.save("a", *EXAMPLES), self.save("b", "--as-of", "2008-01-10", *EXAMPLES)]
        for name in FORMATS:
            said = run("diff", "--show", "all", "-o", name, *paths).out
            for word in (b"Ada", b"Ben", b"2001-11-30", b"W-77"):
                self.assertNotIn(word, said)


class Refused(Runs):
    def setUp(self):
        super().setUp()
        self.whole = self.save("whole", EXAMPLE)
        self.lines = self.whole.read_bytes().splitlines(keepends=True)

    def assert_refused(self, data, rule):
        damaged = self.write("damaged.jsonl", data)
        for arguments, name in (((damaged, self.whole), "OLD"), ((self.whole, damaged), "NEW")):
            result = run("diff", "-o", "json", *arguments)
            self.assertEqual((result.code, result.out), (3, b""), rule)
            said = result.err.decode()
            self.assertTrue(said.startswith("caselint: %s: %s: " % (name, rule)), said)
            self.assertIn("nothing was compared", said)
            self.assertIn("damaged.jsonl", said)

    def test_damaged_results(self):
        data = b"".join(self.lines)
        self.assert_refused(b"".join(self.lines[:-1]), "CL-RESULTS-TRUNCATED")
        self.assert_refused(data[:-1000], "CL-RESULTS-TRUNCATED")
        self.assert_refused(data.replace(b'"fail"', b'"pass"', 1), "CL-RESULTS-CHANGED")
        self.assert_refused(b"", "CL-RESULTS-VERSION")
        self.assert_refused(check("-o", "json", EXAMPLE).out, "CL-RESULTS-VERSION")
        self.assert_refused(EXAMPLE.read_bytes(), "CL-RESULTS-VERSION")
        self.assert_refused(data + b"more", "CL-RESULTS-CHANGED")
        self.assert_refused(b"{" + b" " * (9 << 20) + b"}\n", "CL-RESULTS-LINE")

    def assert_refused_any(self, data):
        result = run("diff", self.write("damaged.jsonl", data), self.whole)
        self.assertEqual((result.code, result.out), (3, b""))

    def test_cut_anywhere(self):
        data = b"".join(self.lines)
        for cut in range(1, len(data), len(data) // 25):
            self.assert_refused_any(data[:cut])

    def test_missing_files(self):
        result = run("diff", self.folder / "no", self.folder / "none")
        self.assertEqual((result.code, result.out), (3, b""))
        self.assertEqual(result.err.count(b"CL-RESULTS-UNREADABLE"), 2)

    def test_changed_values(self):
        """By somebody who computes counts and digest; whatever comes of it, it ends well."""
        at = next(i for i, line in enumerate(self.lines) if b'"findings"' in line)
        for change in ({"outcomes": ""}, {"id": "x" * 300000}, {"group": "\u2028"}, {"ruleset": 99}, {"amounts": []}):
            line = dict(json.loads(self.lines[at]), **change)
            changed = self.lines[:at] + [json.dumps(line).encode() + b"\n"] + self.lines[at + 1:]
            result = run("diff", self.whole, self.write("changed.jsonl", sealed(changed)))
            self.assertIn(result.code, (0, 1, 3), change)

    def test_any_value(self):
        """Any value may be anything; what comes of it is an answer or a refusal."""
        chance = random.Random(135)
        seen = set()
        for number in range(20 if SANITIZED else 60):
            changed = list(self.lines)
            for _ in range(chance.choice((1, 3))):
                at = chance.randrange(len(self.lines) - 1)
                line = json.loads(changed[at])
                mutate(line, chance)
                changed[at] = json.dumps(line).encode() + b"\n"
            path = self.write("hostile.jsonl", sealed(changed))
            how = ("--show", chance.choice(("all", "findings")), "-o", chance.choice(FORMATS))
            pair = (path, self.whole) if number % 2 else (self.whole, path)
            result = run("diff", *how, *pair)
            self.assertIn(result.code, (0, 1, 3), (number, result.err))
            self.assertEqual(run("diff", *how, *pair).out, result.out)
            seen.add(b"CL-RESULTS" in result.err)
        self.assertEqual(seen, {True, False})

    def test_usage(self):
        for arguments in ([], [self.whole], [self.whole] * 3, ["-", "-"], ["-o", "html", self.whole, self.whole],
                          ["-o", "sarif:x", self.whole, self.whole], ["--fail-on", "bad", self.whole, self.whole],
                          ["--select", "OH", self.whole, self.whole], ["-o", "text", "-o", "json", self.whole, self.whole],
                          ["-o", "json:%s" % self.whole, self.whole, self.whole]):
            result = run("diff", *arguments)
            self.assertEqual((result.code, result.out), (2, b""), arguments)
            self.assertTrue(result.err.startswith(b"caselint"), arguments)
        self.assertEqual(b"".join(self.lines), self.whole.read_bytes())

    def test_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        self.assertEqual(run("diff", "-o", "json:/dev/full", self.whole, self.whole).code, 5)
        result = run("diff", self.whole, self.whole, env={"TMPDIR": str(self.folder / "none")})
        self.assertEqual((result.code, result.out), (6, b""))
        self.assertIn(b"TMPDIR", result.err)


class Many(Runs):
    @unittest.skipIf(SANITIZED, "memory is counted in the plain build")
    def test_memory_does_not_grow(self):
        """Ten times the records, and about the same memory."""
        peaks = []
        for count in (2000, 20000):
            paths = []
            for name, agreed in (("old", 30000), ("new", 31000)):
                cases = "".join(ohio.case("OH-25-%06d" % i, 25000, agreed if i % 7 else 30000) for i in range(count))
                paths.append(self.save_cases("%s%d" % (name, count), cases))
            peaks.append(self.peak("diff", "-o", "json:%s" % (self.folder / "out.json"), *paths))
            report = json.loads((self.folder / "out.json").read_bytes())
            self.assertEqual(report["summary"]["records"]["inBoth"], count)
        self.assertLess(peaks[1], peaks[0] + 64 * 1024, "KiB")

    def peak(self, *arguments):
        code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL); "
                "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        done = subprocess.run(["python3", "-c", code, CASELINT, *map(str, arguments)], capture_output=True, check=True,
                              timeout=600)
        return int(done.stdout)


if __name__ == "__main__":
    main()
