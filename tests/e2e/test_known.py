"""Baselines: findings of an earlier run are known, whatever has moved; what has changed is new; none hides another."""
import json
import unittest

import ohio
from support import Folder, check, check_json, main, run

BUNDLES_RULESET = "us-oh/fcaspl-135"
FORMATS = ["text", "json", "csv", "jsonl", "sarif", "junit", "markdown", "github", "tap", "svrl", "xml", "html"]


def review_case(identifier, *reviews, **changes):
    """A case that fails: its January payment is right, its reviews are entered late or with other amounts."""
    return ohio.case(identifier, 25000, 35000, "".join(reviews), **changes)


LATE = ohio.review("2008-03-02", "2008-03-12", 35000)
EARLY = ohio.review("2008-02-02", "2008-02-12", 45000)
# Steps of the other route: two of the same are two findings that nothing tells apart.
WRONG = ohio.statement(15000, lineCode="1")
OTHER = ohio.statement(15000, lineCode="2")


class Baseline(Folder):
    def saved(self, *paths, arguments=()):
        results = self.folder / "results.jsonl"
        result = check(*arguments, "-o", "jsonl:%s" % results, *paths)
        self.assertIn(result.code, (0, 1, 3), result.err)
        return results

    def baseline(self, *paths, action="create", arguments=(), name="baseline.jsonl"):
        path = self.folder / name
        result = run("baseline", action, "--results", self.saved(*paths, arguments=arguments), path)
        self.assertEqual(result.code, 0, result.err)
        return path

    def found(self, report):
        """(record, rule, status) of what fails or lacks data."""
        return sorted((record["id"], finding["rule"], finding.get("status", "open")) for record in report["records"]
                      for finding in record["findings"] if finding["outcome"] in ("fail", "unknown"))

    def statuses(self, baseline, *paths):
        _, report = check_json("--baseline", baseline, *paths)
        return [status for _, _, status in self.found(report)]

    # ---- What is known ----------------------------------------------------------------------

    def test_the_same_export_is_known_and_clean(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY) + review_case("OH-25-2", LATE)))
        self.assertEqual(check(path).code, 1)
        baseline = self.baseline(path)
        code, report = check_json("--baseline", baseline, path)
        self.assertEqual(code, 0)
        self.assertEqual({status for _, _, status in self.found(report)}, {"known"})
        self.assertTrue(report["complete"])
        # Outcomes stay what they are.
        _, before = check_json(path)
        self.assertEqual([(r["id"], r["outcome"], r["outcomes"]) for r in report["records"]],
                         [(r["id"], r["outcome"], r["outcomes"]) for r in before["records"]])
        self.assertEqual(report["summary"]["outcomes"], before["summary"]["outcomes"])
        counts, all_open = report["summary"]["findings"], before["summary"]["findings"]["open"]
        self.assertEqual(counts["open"], {"error": 0, "warning": 0, "info": 0})
        self.assertEqual(counts["known"], all_open)
        self.assertEqual(counts["excusedRecords"], 2)
        text = check("--baseline", baseline, path).out.decode()
        self.assertTrue(text.startswith("COMPLIANT SO FAR BUT FOR WHAT IS WAIVED OR KNOWN: "), text[:80])
        self.assertIn("Clean but for", " ".join(text.split()))

    def test_moved_is_known(self):
        cases = [review_case("OH-25-1", WRONG, OTHER, EARLY, LATE), review_case("OH-25-2", LATE)]
        baseline = self.baseline(self.write("a.xml", ohio.export("".join(cases))))
        moved = {
            "lines inserted": [ohio.export("\n\n<!-- more -->\n\n" + "\n\n".join(cases))],
            "records in another order": [ohio.export(cases[1] + cases[0])],
            "records in two files": [ohio.export(cases[0]), ohio.export(cases[1])],
            "siblings in another order": [ohio.export(review_case("OH-25-1", LATE, OTHER, EARLY, WRONG) + cases[1])],
            "the next day": [ohio.export("".join(cases), exported_on="2008-04-16")],
        }
        for what, exports in moved.items():
            with self.subTest(what):
                paths = [self.write("%s-%d.xml" % (what.replace(" ", "-"), i), content)
                         for i, content in enumerate(exports)]
                self.assertEqual(set(self.statuses(baseline, *paths)), {"known"})
                self.assertEqual(check("--baseline", baseline, *paths).code, 0)

    def test_changed_is_new(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY, WRONG)))
        baseline = self.baseline(path)
        changed = {
            "date": review_case("OH-25-1", ohio.review("2008-02-02", "2008-02-13", 45000)),
            "amount": review_case("OH-25-1", ohio.review("2008-02-02", "2008-02-12", 45100)),
            "code": review_case("OH-25-1", EARLY, OTHER),
            "record": review_case("OH-25-9", EARLY),
            "agreed amount": ohio.case("OH-25-1", 25000, 36000, EARLY),
        }
        for what, case in changed.items():
            with self.subTest(what):
                statuses = self.statuses(baseline, self.write("changed.xml", ohio.export(case)))
                self.assertIn("open", statuses)
                self.assertEqual(check("--baseline", baseline, self.folder / "changed.xml").code, 1)

    def test_one_does_not_hide_two(self):
        one = self.write("one.xml", ohio.export(review_case("OH-25-1", WRONG)))
        two = self.write("two.xml", ohio.export(review_case("OH-25-1", WRONG, WRONG)))
        before = {f["fingerprint"] for r in check_json(one)[1]["records"] for f in r["findings"]}
        _, report = check_json("--baseline", self.baseline(one), two)
        twice = [f for r in report["records"] for f in r["findings"] if f["fingerprint"] in before
                 and sum(g["fingerprint"] == f["fingerprint"] for g in r["findings"]) == 2]
        self.assertTrue(twice, "no finding came twice: the test tests nothing")
        for fingerprint in {f["fingerprint"] for f in twice}:
            of_it = [f.get("status", "open") for f in twice if f["fingerprint"] == fingerprint]
            self.assertEqual(of_it, ["known", "open"])
        # A baseline of both knows both.
        lines = [json.loads(line) for line in self.baseline(two, name="both.jsonl").read_text().splitlines()]
        self.assertIn(2, [line.get("count") for line in lines])
        self.assertEqual(set(self.statuses(self.folder / "both.jsonl", two)), {"known"})

    def test_an_incomplete_run_stays_incomplete(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        baseline = self.baseline(path)
        cut = self.write("cut.xml", path.read_bytes()[:-20])
        for arguments in ([cut], [path, self.folder / "missing.xml"]):
            code, report = check_json("--baseline", baseline, *arguments)
            self.assertEqual(code, 3)
            self.assertFalse(report["complete"])
            self.assertTrue(check("--baseline", baseline, *arguments).out.startswith(b"INCOMPLETE: "))

    def test_records_with_one_id_are_incomplete_whatever_is_known(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        twice = self.write("twice.xml", ohio.export(review_case("OH-25-1", EARLY) * 2))
        self.assertEqual(check("--baseline", self.baseline(path), twice).code, 3)

    # ---- The file ----------------------------------------------------------------------------

    def test_the_file_is_readable_and_sorted(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-2", EARLY) + review_case("OH-25-1", LATE, EARLY)))
        lines = self.baseline(path).read_text().splitlines()
        entries = [json.loads(line) for line in lines[1:]]
        self.assertEqual(json.loads(lines[0])["schema"], "caselint/baseline/1")
        keys = [(e["record"], e["type"], e["rule"], e["fingerprint"]) for e in entries]
        self.assertEqual(keys, sorted(keys))
        self.assertEqual(len(keys), len(set(keys)))
        self.assertEqual({tuple(e) for e in entries}, {("record", "type", "rule", "fingerprint")})
        self.assertEqual(lines, self.baseline(path, name="again.jsonl").read_text().splitlines())

    def test_no_private_value_is_in_it(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY, child="P-CANARY-77")))
        self.assertNotIn(b"CANARY", self.baseline(path).read_bytes())

    def test_bad_files_are_refused_before_anything_is_read(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        good = self.baseline(path).read_text()
        head, first = good.splitlines()[:2]
        entry = json.loads(first)
        bad = {
            "it is empty": "",
            "it does not begin with": first + "\n",
            "does not begin": head.replace("baseline/1", "baseline/2") + "\n",
            "cut off": good[:-5],
            "is in it twice": good + first + "\n",
            "not one of a baseline": head + "\n" + json.dumps(dict(entry, extra=1)) + "\n",
            "every key stands once": head + "\n" + first[:-1] + ', "rule": "X"}\n',
            "not 32 digits": head + "\n" + json.dumps(dict(entry, fingerprint="ABC")) + "\n",
            "from 1 to 20000": head + "\n" + json.dumps(dict(entry, count=0)) + "\n",
            "whole number": head + "\n" + json.dumps(dict(entry, count=1.5)) + "\n",
            "\"record\"": head + "\n" + json.dumps(dict(entry, record="")) + "\n",
            "not an object": head + "\n[]\n",
            "no SHA-256": head.replace('"sha256": "', '"sha256": "x') + "\n",
            "longer than 4 KiB": head + "\n" + json.dumps(dict(entry, record="x" * 5000)) + "\n",
        }
        for words, content in bad.items():
            with self.subTest(words):
                result = check("--baseline", self.write("bad.jsonl", content), path)
                self.assertEqual((result.code, result.out), (2, b""))
                self.assertIn("bad.jsonl", result.err.decode())
                self.assertIn(words, result.err.decode())
        self.assertIn(b"bad.jsonl:2: ", check("--baseline", self.write("bad.jsonl", bad["not an object"]), path).err)
        self.assertEqual(check("--baseline", self.folder / "none.jsonl", path).code, 2)
        self.assertEqual(check("--baseline", self.folder, path).code, 2)
        self.assertEqual(check("--baseline", "a", "--baseline", "b", path).code, 2)

    # ---- create, update, prune ----------------------------------------------------------------

    def manage(self, action, results, path, *arguments):
        return run("baseline", action, "--results", results, *arguments, path)

    def test_create_does_not_replace(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        baseline = self.baseline(path)
        before = baseline.read_bytes()
        result = self.manage("create", self.saved(path), baseline)
        self.assertEqual(result.code, 2)
        self.assertIn(b"update", result.err)
        self.assertEqual(baseline.read_bytes(), before)

    def test_an_incomplete_run_makes_no_baseline(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        results = self.saved(path, self.folder / "missing.xml")
        target = self.folder / "b.jsonl"
        for action in ("create", "update", "prune"):
            if action != "create":
                self.baseline(path, name="b.jsonl") if not target.exists() else None
                results = self.saved(path, self.folder / "missing.xml")
            before = target.read_bytes() if target.exists() else None
            result = self.manage(action, results, target)
            self.assertEqual(result.code, 2, action)
            self.assertIn(b"CL-INPUT-MISSING", result.err)
            self.assertEqual(target.read_bytes() if target.exists() else None, before)
        self.assertEqual(self.manage("update", results, target, "--accept-incomplete").code, 0)

    def test_damaged_results_make_no_baseline_at_all(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        results = self.saved(path)
        for content in (results.read_bytes()[:-10], b"", b"{}\n", results.read_bytes().replace(b"OH-25-1", b"OH-25-2")):
            result = self.manage("create", self.write("r.jsonl", content), self.folder / "b.jsonl", "--accept-incomplete")
            self.assertEqual(result.code, 2)
            self.assertFalse((self.folder / "b.jsonl").exists())

    def test_a_part_of_the_rules_makes_no_baseline(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        results = self.saved(path, arguments=["--select", "OH-LIV"])
        result = self.manage("create", results, self.folder / "b.jsonl")
        self.assertEqual(result.code, 2)
        self.assertIn(b"were selected", result.err)

    def test_update_replaces_and_says_what_changed(self):
        one = self.write("one.xml", ohio.export(review_case("OH-25-1", EARLY)))
        two = self.write("two.xml", ohio.export(review_case("OH-25-2", EARLY)))
        baseline = self.baseline(one)
        count = len(baseline.read_text().splitlines()) - 1
        result = self.manage("update", self.saved(two), baseline)
        self.assertEqual(result.code, 0, result.err)
        self.assertIn(b"%d added, %d removed" % (count, count), result.err)
        self.assertEqual(set(self.statuses(baseline, two)), {"known"})
        self.assertNotIn("known", self.statuses(baseline, one))
        self.assertIn(b"0 added, 0 removed", self.manage("update", self.saved(two), baseline).err)

    def test_prune_takes_out_what_is_gone_and_adds_nothing(self):
        both = self.write("both.xml", ohio.export(review_case("OH-25-1", EARLY, WRONG, WRONG) + review_case("OH-25-2", EARLY)
                                                  + review_case("OH-25-3", LATE)))
        baseline = self.baseline(both)
        before = [json.loads(line) for line in baseline.read_text().splitlines()[1:]]
        # One of two is mended in the first, the second is not in the run, the third has another fault instead.
        later = self.write("later.xml", ohio.export(review_case("OH-25-1", EARLY, WRONG) + review_case("OH-25-3", EARLY)))
        result = self.manage("prune", self.saved(later), baseline)
        self.assertEqual(result.code, 0, result.err)
        self.assertIn(b" 0 added, ", result.err)
        after = [json.loads(line) for line in baseline.read_text().splitlines()[1:]]
        old = {e["fingerprint"]: e.get("count", 1) for e in before}
        for entry in after:
            self.assertLessEqual(entry.get("count", 1), old[entry["fingerprint"]])
        self.assertEqual([e for e in after if e["record"] == "OH-25-2"], [e for e in before if e["record"] == "OH-25-2"])
        self.assertLess(sum(e.get("count", 1) for e in after if e["record"] == "OH-25-1"),
                        sum(e.get("count", 1) for e in before if e["record"] == "OH-25-1"))
        self.assertIn("open", self.statuses(baseline, later))

    def test_prune_keeps_what_rules_that_were_not_run_had_found(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        baseline = self.baseline(path)
        before = baseline.read_text()
        clean = self.write("clean.xml", ohio.export(review_case("OH-25-1")))
        rules = {json.loads(line)["rule"] for line in before.splitlines()[1:]}
        rule = sorted(rules)[0]
        result = self.manage("prune", self.saved(clean, arguments=["--ignore", rule]), baseline)
        self.assertEqual(result.code, 0, result.err)
        self.assertIn(rule, {json.loads(line)["rule"] for line in baseline.read_text().splitlines()[1:]})

    def test_what_no_longer_occurs_is_said(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY, WRONG, WRONG) + review_case("OH-25-2", EARLY)))
        baseline = self.baseline(path)
        later = self.write("later.xml", ohio.export(review_case("OH-25-1", EARLY)))
        code, report = check_json("--baseline", baseline, later)
        self.assertEqual(code, 0)
        gone = [f for f in report["inputFindings"] if f["rule"] == "CL-BASELINE-GONE"]
        self.assertEqual(len(gone), 1)
        self.assertEqual(gone[0]["severity"], "info")
        marks = report["marks"]["baseline"]
        # What is of a record that is not in the run is not gone.
        self.assertLess(marks["inRecords"], marks["findings"])
        self.assertGreater(marks["gone"], 0)
        self.assertIn("prune", gone[0]["remedy"])
        self.assertEqual(check("--baseline", baseline, "--fail-on", "info", later).code, 1)
        # Nor is what was not looked for.
        _, report = check_json("--baseline", baseline, "--select", "OH-INV", later)
        self.assertEqual([f["rule"] for f in report["inputFindings"]], [])

    def test_other_rulesets_are_said(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        baseline = self.baseline(path)
        content = baseline.read_text().splitlines(keepends=True)
        head = json.loads(content[0])
        for ruleset in head["rulesets"]:
            if ruleset["id"] == BUNDLES_RULESET:
                ruleset["sha256"] = "0" * 64
        baseline.write_text(json.dumps(head) + "\n" + "".join(content[1:]))
        code, report = check_json("--baseline", baseline, path)
        self.assertEqual((code, [f["rule"] for f in report["inputFindings"]]), (0, ["CL-BASELINE-RULES"]))
        self.assertIn(BUNDLES_RULESET, report["inputFindings"][0]["message"])

    def test_usage(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        results = self.saved(path)
        for arguments in (["baseline"], ["baseline", "create"], ["baseline", "create", "x"],
                          ["baseline", "crate", "--results", results, self.folder / "b"],
                          ["baseline", "create", "--results", results, "-"],
                          ["baseline", "update", "--results", results, self.folder / "none"],
                          ["baseline", "create", "--results", results, self.folder / "b", "more"]):
            self.assertEqual(run(*arguments).code, 2, arguments)
        self.assertEqual(run("baseline", "create", "--results", results, self.folder / "no" / "b").code, 5)
        self.assertEqual(run("baseline", "--help").code, 0)

    # ---- Sameness ------------------------------------------------------------------------------

    def test_report_gives_the_same_bytes(self):
        path = self.write("a.xml", ohio.export("".join(
            review_case("OH-25-%03d" % i, *([EARLY] * (1 + i % 2)), *([LATE] * (i % 3))) for i in range(600))))
        half = self.write("half.xml", ohio.export("".join(
            review_case("OH-25-%03d" % i, EARLY, *([LATE] * (i % 2))) for i in range(300))))
        baseline = self.baseline(half)
        plain, marked = self.folder / "plain.jsonl", self.folder / "marked.jsonl"
        self.assertEqual(check("-o", "jsonl:%s" % plain, path).code, 1)
        self.assertEqual(check("--baseline", baseline, "-j", "1", "-o", "jsonl:%s" % marked, path).code, 1)
        for name in FORMATS:
            with self.subTest(name):
                first = check("--baseline", baseline, "-j", "1", "-o", name, path)
                self.assertEqual(check("--baseline", baseline, "-j", "3", "-o", name, path).out, first.out)
                for arguments in (["--baseline", baseline, plain], [marked], ["--baseline", baseline, marked]):
                    again = run("report", "-o", name, *arguments)
                    self.assertEqual((again.code, again.out == first.out), (first.code, True), arguments)

    def test_report_knows_what_the_run_did_not(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        baseline = self.baseline(path)
        results = self.saved(path)
        self.assertEqual(run("report", results).code, 1)
        self.assertEqual(run("report", "--baseline", baseline, results).code, 0)
        self.assertEqual(run("report", "--baseline", baseline, self.saved(path, self.folder / "missing.xml")).code, 3)

    def test_forged_marks_are_refused(self):
        path = self.write("a.xml", ohio.export(review_case("OH-25-1", EARLY)))
        lines = self.saved(path).read_text().splitlines(keepends=True)
        forged = [line.replace('"outcome": "unknown", "line"', '"outcome": "unknown", "known": true, "line"') for line in lines]
        self.assertTrue(lines != forged)
        result = run("report", self.write("forged.jsonl", "".join(forged)))
        self.assertEqual(result.code, 3)
        self.assertIn(b"CL-RESULTS-LINE", result.out)


if __name__ == "__main__":
    main()
