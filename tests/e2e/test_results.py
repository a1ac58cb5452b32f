"""Saved results: what `report` makes of them is what the run itself wrote, and what is not whole never looks so."""
import hashlib
import json
import os
import random
import re
import unittest

from support import EXAMPLE, EXAMPLES, SANITIZED, SOURCE, Folder, check, main, run

CORPUS = SOURCE / "tests" / "corpus"
OUTCOMES = sorted((CORPUS / "outcomes").glob("*.xml"))
# Every line type, with every key that is written.
EVERYTHING = [*EXAMPLES, CORPUS / "outcomes" / "rare.xml", CORPUS / "bad" / "cl-schema-value.1.xml"]


def formats():
    text = run("help", "formats").out.decode()
    return re.findall(r"^  ([a-z][a-z-]*) ", text, re.MULTILINE)


def place(folder, name):
    """Without its ending a report of web pages is a folder."""
    return folder / ("html.html" if name == "html" else name)


def outputs(folder):
    return [part for name in formats() for part in ("-o", "%s:%s" % (name, place(folder, name)))]


def sealed(lines):
    """Lines of results with a last line that agrees with them, as somebody would write it who knows how."""
    tail = json.loads(lines[-1])
    body = b"".join(lines[:-1])
    objects = [json.loads(line) for line in lines[1:-1]]
    for key in ("findings", "amounts", "rows"):
        tail[key] = sum(len(one.get(key) or []) for one in objects
                        if one.get("type") in ("record", "more") and isinstance(one.get(key, []), list))
    tail["records"] = sum(one.get("type") == "record" for one in objects)
    tail["lines"] = len(lines) - 1
    tail["sha256"] = hashlib.sha256(body).hexdigest()
    return body + json.dumps(tail).encode() + b"\n"


class Results(Folder):
    def save(self, *arguments):
        path = self.folder / "results.jsonl"
        self.assertIn(check("-o", "jsonl:%s" % path, *arguments).code, (0, 1, 3, 4))
        return path

    def report(self, data, *arguments):
        """What report says as JSON, and its exit code."""
        result = run("report", "-o", "json", *arguments, self.write("damaged.jsonl", data))
        self.assertIn(result.code, (0, 1, 3, 4), result.err)
        return result.code, result.json()


class Again(Results):
    def assert_same(self, *arguments):
        for show in ("findings", "all", "totals"):
            first, second = self.folder / ("first-" + show), self.folder / ("second-" + show)
            first.mkdir()
            second.mkdir()
            ran = check("--show", show, *outputs(first), *arguments)
            again = run("report", "--show", show, *outputs(second), first / "jsonl")
            self.assertEqual((ran.code, ran.err), (again.code, again.err))
            for name in formats():
                self.assertEqual(place(first, name).read_bytes(), place(second, name).read_bytes(), (name, show))

    def test_examples(self):
        self.assert_same(*EXAMPLES)

    def test_all_outcomes(self):
        self.assert_same(*OUTCOMES)

    def test_damaged_exports(self):
        self.assert_same(CORPUS / "bad", CORPUS / "edge")

    def test_options(self):
        self.assert_same("--select", "OH-LIV,NYS", "--ignore", "OH-LIV-12", "--as-of", "2008-01-10", "--schema", "off",
                         "--fail-on", "never", *EXAMPLES)

    def test_nothing_was_read(self):
        self.assert_same(self.folder / "missing.xml")

    def test_extent_does_not_depend_on_the_run(self):
        path = self.save("--show", "totals", EXAMPLE)
        self.assertEqual(run("report", "--show", "all", path).out, check("--show", "all", EXAMPLE).out)

    def test_standard_input(self):
        path = self.save(EXAMPLE)
        self.assertEqual(run("report", "-o", "json", "-", stdin=path.read_bytes()).out, check("-o", "json", EXAMPLE).out)


class Lines(Results):
    # Keys of each line: those that are always there, and those that are left out when there is nothing to say.
    KEYS = {
        "head": ("schema complete exitCode tool options", ""),
        "input": ("path bytes records", "sha256 asOf exportedOn unlistedFindings"),
        "plugin": ("id jurisdiction title version records rules notSelected", ""),
        "ruleset": ("id plugin title sha256 source parameters assumptions rules amounts steps worksheets sentences", ""),
        "inputFinding": ("rule severity exitCode message remedy", "input line column path"),
        "record": ("sequence input line plugin ruleset record outcome outcomes", "id group findings amounts rows"),
        "tail": ("complete exitCode lines records findings amounts rows summary sha256", ""),
    }

    def test_keys(self):
        seen = set()
        for data in self.save(*EVERYTHING).read_bytes().splitlines():
            line = json.loads(data)
            always, sometimes = (set(keys.split()) for keys in self.KEYS[line.pop("type")])
            self.assertLessEqual(always, set(line))
            self.assertLessEqual(set(line), always | sometimes)
            seen |= set(line)
        self.assertEqual(seen, {key for keys in self.KEYS.values() for part in keys for key in part.split()} -
                         {"unlistedFindings"})

    def test_form(self):
        lines = [json.loads(line) for line in self.save(*EXAMPLES).read_bytes().splitlines()]
        types = [line["type"] for line in lines]
        self.assertEqual((types[0], types[-1]), ("head", "tail"))
        self.assertEqual(lines[0]["schema"], "caselint/results/1")
        self.assertEqual((lines[0]["complete"], lines[0]["exitCode"]), (lines[-1]["complete"], lines[-1]["exitCode"]))
        self.assertEqual(types.count("record"), lines[-1]["records"])
        self.assertEqual(lines[-1]["summary"]["records"], lines[-1]["records"])

    def test_a_restricted_column_is_withheld(self):
        lines = [json.loads(line) for line in self.save(*EXAMPLES).read_bytes().splitlines()]
        plugins, seen = [], 0
        for line in lines:
            if line["type"] == "plugin":
                plugins.append([])
            elif line["type"] == "ruleset":
                plugins[-1].append(line)
            elif line["type"] == "record":
                for row in line.get("rows", []):
                    columns = plugins[line["plugin"]][line["ruleset"]]["worksheets"][row["worksheet"]]["columns"]
                    for column, cell in zip(columns, row["cells"]):
                        if column.get("restricted"):
                            self.assertEqual(cell, {column["kind"]: None, "withheld": True})
                            seen += 1
        self.assertGreater(seen, 0)


class Damage(Results):
    def assert_incomplete(self, data, rule):
        code, report = self.report(data)
        self.assertIn(code, (3, 4))
        self.assertFalse(report["complete"])
        self.assertIn(rule, [finding["rule"] for finding in report["inputFindings"]])

    def setUp(self):
        super().setUp()
        self.lines = self.save(EXAMPLE).read_bytes().splitlines(keepends=True)
        self.data = b"".join(self.lines)

    def test_every_line_is_needed(self):
        for count in range(len(self.lines)):
            rule = "CL-RESULTS-VERSION" if count == 0 else "CL-RESULTS-TRUNCATED"
            self.assert_incomplete(b"".join(self.lines[:count]), rule)
        for left_out in range(1, len(self.lines) - 1):
            code, report = self.report(b"".join(self.lines[:left_out] + self.lines[left_out + 1:]))
            self.assertEqual((code, report["complete"]), (3, False), self.lines[left_out][:60])

    def test_cut_inside_a_line(self):
        for cut in range(1, len(self.data), len(self.data) // 40):
            code, report = self.report(self.data[:cut])
            self.assertEqual((code, report["complete"]), (3, False))

    def test_every_format_says_so(self):
        path = self.write("cut.jsonl", b"".join(self.lines[:-2]))
        folder = self.folder / "out"
        folder.mkdir()
        result = run("report", *outputs(folder), path)
        self.assertEqual(result.code, 3)
        self.assertIn(b"INCOMPLETE", result.err)
        for name in formats():
            self.assertRegex(place(folder, name).read_bytes(), b"(?i)incomplete|not complete|\"complete\": false", name)

    def test_changed_bytes(self):
        chance = random.Random(135)
        for _ in range(60):
            place = chance.randrange(len(self.data))
            changed = bytearray(self.data)
            changed[place] = chance.choice(b"0 9x\",}\n")
            if bytes(changed) == self.data:
                continue
            code, report = self.report(bytes(changed))
            # Digits and blanks of the last line that nothing depends on may change: the summary is computed anew.
            if (code, report["complete"]) != (3, False):
                self.assertGreaterEqual(place, len(self.data) - len(self.lines[-1]))
                self.assertEqual(report, check("-o", "json", EXAMPLE).json())

    def test_lines_in_another_order_or_twice(self):
        records = [i for i, line in enumerate(self.lines) if b'"type": "record"' in line]
        swapped = list(self.lines)
        swapped[records[0]], swapped[records[1]] = swapped[records[1]], swapped[records[0]]
        for lines in (swapped, self.lines[:records[0] + 1] + self.lines[records[0]:]):
            code, report = self.report(sealed(lines))
            self.assertEqual((code, report["complete"]), (3, False))

    def test_something_behind_the_end(self):
        self.assert_incomplete(self.data + b"{}\n", "CL-RESULTS-LINE")
        self.assert_incomplete(self.data + b"rest", "CL-RESULTS-CHANGED")

    def test_what_is_no_results(self):
        for data in (b"", b"\n", b"{}\n", b"[]\n", b"<xml/>\n", b"\xff\xfe\n", b'{"type": "head"}\n',
                     b'{"type": "head", "schema": "caselint/results/2"}\n', check("-o", "json", EXAMPLE).out):
            self.assert_incomplete(data, "CL-RESULTS-VERSION")
        self.assert_incomplete(b"{" + b" " * (9 << 20) + b"}\n", "CL-RESULTS-LINE")
        self.assert_incomplete(b"[" * 1000000 + b"\n", "CL-RESULTS-VERSION")

    def test_a_run_cannot_be_made_complete(self):
        lines = self.save(CORPUS / "bad" / "cl-input-truncated.xml").read_bytes().splitlines(keepends=True)
        lines = [line.replace(b'"complete": false, "exitCode": 3', b'"complete": true, "exitCode": 0') for line in lines]
        code, report = self.report(sealed(lines))
        self.assertEqual((code, report["complete"]), (3, False))
        self.assertIn("CL-RESULTS-CHANGED", [finding["rule"] for finding in report["inputFindings"]])

    def test_missing_file(self):
        result = run("report", "-o", "json", self.folder / "missing.jsonl")
        self.assertEqual(result.code, 3)
        self.assertIn("CL-RESULTS-UNREADABLE", [finding["rule"] for finding in result.json()["inputFindings"]])
        self.assertEqual(run("report", "-o", "json", self.folder).code, 3)


# Whatever a value may be instead.
VALUES = [None, True, -1, 0, 1, 2**31, 2**63 - 1, -2**63, 1.5, "", "x", "unreadable", "9999-99-99", "-0.01", "=1", [], {},
          [[]], [None], {"text": None}, {"money": "x"}, {"money": "99999999999999999999.00"}, {"count": 2**62},
          "\u0001", "a\nb", "]]>", "::error::", "e" * 300]


def places(value, path=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


def mutate(line, chance):
    """Changes one value of a line, or leaves it out."""
    found = list(places(line))
    path = chance.choice(found)
    holder = line
    for key in path[:-1]:
        holder = holder[key]
    if chance.random() < 0.25:
        del holder[path[-1]]
    else:
        holder[path[-1]] = chance.choice(VALUES)


class Hostile(Results):
    """Results by somebody who computes counts and digest: any value may be anything, and nothing may come of it but a
    report or a refusal."""

    def test_any_value(self):
        lines = self.save(*EVERYTHING).read_bytes().splitlines(keepends=True)
        chance = random.Random(2008)
        rounds = int(os.environ.get("RESULTS_ROUNDS", "60" if SANITIZED else "150"))
        whole = 0
        for number in range(rounds):
            changed = list(lines)
            for _ in range(chance.choice((1, 1, 3))):
                at = chance.randrange(len(lines) - 1)
                line = json.loads(changed[at])
                mutate(line, chance)
                changed[at] = json.dumps(line).encode() + b"\n"
            path = self.write("hostile.jsonl", sealed(changed))
            result = run("report", "--show", chance.choice(("all", "findings")), "-o", chance.choice(formats()), path)
            self.assertIn(result.code, (0, 1, 3, 4), (number, result.err))
            whole += b"CL-RESULTS" not in result.out
        self.assertGreater(whole, 0, "no mutation got through the checks")

    def test_records_of_many_lines(self):
        lines = self.save(EXAMPLE).read_bytes().splitlines(keepends=True)
        at = next(i for i, line in enumerate(lines) if b'"findings"' in line and b'"type": "record"' in line)
        record = json.loads(lines[at])
        finding = record["findings"][0]
        more = json.dumps({"type": "more", "sequence": record["sequence"], "findings": [finding]}).encode() + b"\n"
        code, report = self.report(sealed(lines[:at + 1] + [more] * 3000 + lines[at + 1:]))
        self.assertTrue(report["complete"])
        self.assertEqual(code, 1)
        self.assertIn(3000 + len(record["findings"]), [len(one["findings"]) for one in report["records"]])
        code, report = self.report(sealed(lines[:at + 1] + [more] * 20001 + lines[at + 1:]))
        self.assertEqual((code, report["complete"]), (3, False))


class Usage(Results):
    def test_arguments(self):
        for arguments in ([], ["a", "b"], ["--as-of", "2008-01-01", "a"], ["-o", "nothing", "a"], ["--show", "x", "a"]):
            result = run("report", *arguments)
            self.assertEqual((result.code, result.out), (2, b""), arguments)

    def test_no_report_over_the_results(self):
        path = self.save(EXAMPLE)
        before = path.read_bytes()
        self.assertEqual(run("report", "-o", "json:%s" % path, path).code, 2)
        self.assertEqual(path.read_bytes(), before)

    def test_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        self.assertEqual(run("report", "-o", "json:/dev/full", self.save(EXAMPLE)).code, 5)
        self.assertEqual(check("-o", "jsonl:/dev/full", EXAMPLE).code, 5)


if __name__ == "__main__":
    main()
