"""What a plugin does to its process costs the record it did it on, and nothing else; the blame is exact; and the report does
not depend on how many workers there were."""
import concurrent.futures
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time
import unittest

from support import CASELINT, EXAMPLES, SANITIZED, SOURCE, Folder, check, check_json, main, records_by_id, run

PLUGINS = pathlib.Path(os.environ["CASELINT_TEST_PLUGINS"])
FIXTURES = SOURCE / "tests" / "plugins"
HEAD = ('<CaseExport xmlns="urn:caselint:export:1" xmlns:t="urn:caselint:test:1" '
        'schemaVersion="1.0" system="Things" exportedOn="2008-01-15">\n')
BATCH = 256  # records of a batch
DEATHS = 5   # given up before the plugin is switched off

# What a record asks for, and what is then said of the plugin.
DEADLY = {
    "segfault": r"ended the process by signal 11 \(SIGSEGV\)",
    "abort": r"ended the process by signal 6 \(SIGABRT\)",
    "exit": "ended the process with status 0",
    "exit-3": "ended the process with status 3",
}
FORBIDDEN = {
    "open": "openat", "create": "openat", "socket": "socket", "exec": "execve", "fork": "clone", "kill": "kill",
    "sleep": "clock_nanosleep",
}
SLOW = {
    "loop": "did not come to an end within 1 seconds",
    "late": "did not come to an end within 1 seconds",
}


def thing(number, code="plain"):
    return '<t:Thing id="T-%d" group="25" code="%s"><t:Cost>12.00</t:Cost></t:Thing>\n' % (number, code)


def things(count, codes):
    return HEAD + "".join(thing(i, codes.get(i, "p%d" % (i // 2))) for i in range(count)) + "</CaseExport>\n"


class Isolation(Folder):
    def setUp(self):
        super().setUp()
        bundle = self.folder / "bundles" / "thing"
        bundle.mkdir(parents=True)
        shutil.copy(PLUGINS / "deadly.so", bundle / "thing.so")
        for fixture in ("thing.xsd", "thing.xml"):
            shutil.copy(FIXTURES / fixture, bundle / fixture)
        self.bundles = bundle.parent

    def run_on(self, text, *arguments):
        path = self.write("export.xml", text)
        return check_json("--show", "all", "--plugin-dir", self.bundles, "--record-timeout", "1", *arguments, path)

    def blamed(self, text, record, expression, rule, *arguments):
        """The record is in error for the reason given; every other is as without it."""
        code, report = self.run_on(text, *arguments)
        self.assertEqual((code, report["complete"]), (4, False))
        found = records_by_id(report)
        self.assertEqual(found[record]["outcome"], "error")
        errors = [f for f in found[record]["findings"] if f["outcome"] == "error"]
        self.assertEqual(len(errors), 1, errors)
        self.assertRegex(errors[0]["message"], "^plugin thing 1.0.0 " + expression)
        self.assertEqual(errors[0]["rule"], rule)
        for other, result in found.items():
            if other != record:
                self.assertNotEqual(result["outcome"], "error", other)
                self.assertEqual(result["outcomes"]["T-01"], "pass", other)
        return report

    def test_deaths_anywhere_in_a_batch(self):
        kinds = {**DEADLY, **({} if SANITIZED else {k: "tried something that no plugin may do, the system call %s" % v
                                                    for k, v in FORBIDDEN.items()})}
        if SANITIZED:  # these end otherwise under the sanitizers
            kinds = {"exit-3": DEADLY["exit-3"], "overrun": "ended the process", "segfault": "ended the process"}
        for how, expression in kinds.items():
            for place in (0, BATCH // 2, BATCH - 1, BATCH):
                with self.subTest(how=how, place=place):
                    self.blamed(things(BATCH + 3, {place: how}), "T-%d" % place, expression + ".* in rule T-01", "T-01")

    @unittest.skipIf(SANITIZED, "memory and time are not limited under the sanitizers")
    def test_time_and_memory(self):
        for how, expression in SLOW.items():
            with self.subTest(how=how):
                self.blamed(things(5, {2: how}), "T-2", expression + " in rule T-01", "T-01")
        self.blamed(things(5, {2: "leak"}), "T-2", "needed more than 64 MiB of memory in rule T-01", "T-01",
                    "--memory-limit", "64")

    @unittest.skipIf(SANITIZED, "time is not limited under the sanitizers")
    def test_time_while_an_input_waits(self):
        """The limit holds though standard input gives nothing for longer than that."""
        text = things(BATCH + 3, {2: "loop"}).encode()
        cut = text.index(b'<t:Thing id="T-%d"' % (BATCH + 2))
        command = [CASELINT, "check", "--progress", "json", "-o", "json", "--plugin-dir", self.bundles,
                   "--record-timeout", "1", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
            program.stdin.write(text[:cut])
            program.stdin.flush()
            seen = [0]
            while seen[-1] < BATCH:  # the record is given up, and all others of its batch are there
                line = program.stderr.readline()
                self.assertNotEqual(line, b"")
                seen.append(json.loads(line)["records"])
            out, _ = program.communicate(text[cut:], timeout=120)
        self.assertEqual(program.returncode, 4)
        self.assertEqual(json.loads(out)["summary"]["records"], BATCH + 3)

    @unittest.skipIf(SANITIZED, "the release build runs this")
    def test_garbage_in_the_answer(self):
        for how in ("garbage", "close"):
            for place in (0, BATCH):
                with self.subTest(how=how, place=place):
                    self.blamed(things(BATCH + 3, {place: how}), "T-%d" % place, "left results that cannot be read",
                                "CL-PLUGIN-DIED")

    def test_other_calls(self):
        text = things(5, {2: "compute-exit-3"}).replace(
            'id="T-2" group="25" code="compute-exit-3"><t:Cost>12.00</t:Cost>',
            'id="T-2" group="25" code="compute-exit-3"><t:Cost>12.00</t:Cost>'
            '<t:Part name="a"><t:Amount>12.00</t:Amount></t:Part>')
        self.blamed(text, "T-2", "ended the process with status 3 in compute", "CL-PLUGIN-DIED")

    def test_death_in_reconcile(self):
        codes = {1: "reconcile-exit-3", 4: "reconcile-exit-3"}
        code, report = self.run_on(things(9, codes))
        self.assertEqual((code, report["complete"]), (4, False))
        for name, record in records_by_id(report).items():
            if name in ("T-1", "T-4"):
                errors = [f for f in record["findings"] if f["outcome"] == "error"]
                self.assertRegex(errors[0]["message"], "ended the process with status 3 in reconcile")
                self.assertEqual(record["outcomes"]["T-01"], "pass")
            else:
                self.assertNotEqual(record["outcome"], "error")
        self.assertEqual(records_by_id(report)["T-2"]["outcomes"]["T-03"], "pass")

    def test_what_it_prints_goes_nowhere(self):
        path = self.write("export.xml", things(3, {1: "print"}))
        result = check("-o", "json", "--plugin-dir", self.bundles, path)
        self.assertNotIn(b"PRINTED", result.out + result.err)
        self.assertTrue(json.loads(result.out)["complete"])

    def test_same_report_for_any_number_of_workers(self):
        codes = {i: "exit-3" for i in (3, 255, 256, 400)}
        codes[300] = "reconcile-exit-3"
        path = self.write("export.xml", things(2000, codes))
        reports = {check("-o", "json", "--show", "all", "--plugin-dir", self.bundles, "--jobs", jobs, path).out
                   for jobs in (1, 2, 3, 7)}
        self.assertEqual(len(reports), 1)

    def test_switched_off(self):
        for count in (10, 2000):
            with self.subTest(records=count):
                path = self.write("export.xml", things(count, {i: "exit-3" for i in range(count)}))
                start = time.monotonic()
                reports = {check("-o", "json", "--show", "all", "--plugin-dir", self.bundles, "-j", jobs, path).out
                           for jobs in (1, 2, 4)}
                self.assertEqual(len(reports), 1)
                report = json.loads(reports.pop())
                self.assertLess(time.monotonic() - start, 60)
                records = list(records_by_id(report).values())
                self.assertEqual(len(records), count)
                self.assertTrue(all(record["outcome"] == "error" for record in records))
                rules = [f["rule"] for record in records for f in record["findings"] if f["outcome"] == "error"]
                self.assertEqual(rules, ["T-01"] * DEATHS + ["CL-PLUGIN-OFF"] * (count - DEATHS))

    def test_switched_off_in_the_middle(self):
        codes = {i: "exit-3" for i in range(100, 300, 40)}
        # Without a code there is nothing to reconcile.
        _, report = self.run_on(HEAD + "".join(
            thing(i, codes[i]) if i in codes else thing(i).replace(' code="plain"', "") for i in range(600)) + "</CaseExport>")
        records = records_by_id(report)
        last = max(codes)
        for number in range(600):
            record = records["T-%d" % number]
            expected = number in codes or number > last
            self.assertEqual(record["outcome"] == "error", expected, number)

    def test_without_isolation(self):
        for path in EXAMPLES:
            apart = check("-o", "json", "--show", "all", path)
            together = check("-o", "json", "--show", "all", "--isolate", "none", path)
            self.assertEqual((apart.code, apart.out), (together.code, together.out))


class Killed(Folder):
    """Workers are killed from outside, at random: the report is the one without it."""

    def workers_of(self, program):
        """Process ids of the children of the program's child."""
        found = []
        for child in self.children(program):
            found += self.children(child)
        return found

    @staticmethod
    def children(process):
        try:
            return [int(word) for word in pathlib.Path("/proc/%d/task/%d/children" % (process, process)).read_text().split()]
        except OSError:
            return []

    def test_killed_from_outside(self):
        body = EXAMPLES[0].read_text()
        start, end = body.index("<oh:"), body.rindex("</CaseExport>")
        copies = "".join(body[start:end].replace("OH-25-", "OH-%04d-" % (n + 30)).replace("OH-INV-", "OH-INV%d-" % n)
                         for n in range(1500))
        path = self.write("export.xml", body[:start] + copies + body[end:])
        expected = check("-o", "json", "--show", "all", path)
        rng = random.Random(2008)
        killed = 0
        for _ in range(3):
            with subprocess.Popen([CASELINT, "check", "-o", "json:" + str(self.folder / "out.json"), "--show", "all",
                                   "--jobs", "2", str(path)], stderr=subprocess.PIPE) as program:
                killed += self.kill_some(program, rng)
                program.communicate(timeout=120)
                self.assertEqual(program.returncode, expected.code)
            self.assertEqual((self.folder / "out.json").read_bytes(), expected.out)
        self.assertGreater(killed, 0)

    def kill_some(self, program, rng):
        """One worker now and then: seldom enough that one record is not hit twice."""
        killed = 0
        pause = 0.02
        while program.poll() is None and killed < 4:
            time.sleep(pause)
            for worker in self.workers_of(program.pid)[:1]:
                try:
                    os.kill(worker, signal.SIGKILL)
                    killed += 1
                    pause = rng.uniform(0.1, 0.2)
                except ProcessLookupError:
                    pass
        return killed


class Doctor(Folder):
    def test_what_is_in_force(self):
        result = run("doctor", "-o", "json")
        report = json.loads(result.out)
        results = {trial["name"]: trial["result"] for trial in report["protections"]}
        self.assertEqual(len(results), 8)
        self.assertEqual(report["plugins"], len(EXAMPLES))
        if SANITIZED:
            self.assertEqual((result.code, report["well"]), (1, False))
            self.assertEqual({results["open-file"], results["exceed-memory"]}, {"impossible"})
        else:
            self.assertEqual((result.code, report["well"]), (0, True))
            self.assertEqual(set(results.values()), {"refused"})

    def test_what_is_wrong(self):
        result = run("doctor", "-o", "json", env={"TMPDIR": str(self.folder / "none")})
        report = json.loads(result.out)
        self.assertEqual((result.code, report["well"], report["temporaryFolderUsable"]), (1, False, False))
        self.assertIn(b"set TMPDIR", run("doctor", env={"TMPDIR": str(self.folder / "none")}).out)
        (self.folder / "empty").mkdir()
        self.assertEqual(run("doctor", "--plugin-dir", self.folder / "empty").code, 1)
        self.assertEqual(run("doctor", "--plugin-dir", self.folder / "none").code, 2)
        self.assertEqual(run("doctor", "now").code, 2)


class Interrupted(Folder):
    def test_stopped_while_it_waits(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            with self.subTest(signal=number):
                head, tail = EXAMPLES[0].read_bytes().split(b"</oh:AdoptionSubsidyCase>", 1)
                with subprocess.Popen([CASELINT, "check", "-o", "json:" + str(self.folder / "out.json"), "-"],
                                      stdin=subprocess.PIPE, stderr=subprocess.PIPE) as program:
                    program.stdin.write(head + b"</oh:AdoptionSubsidyCase>")
                    program.stdin.flush()
                    time.sleep(1.0)
                    program.send_signal(number)
                    program.wait(timeout=60)
                    self.assertEqual(program.returncode, code)
                report = json.loads((self.folder / "out.json").read_bytes())
                self.assertIs(report["complete"], False)
                self.assertIn("CL-RUN-INTERRUPTED", [f["rule"] for f in report["inputFindings"]])
                self.assertEqual(list(self.folder.glob(".caselint-*")), [])


if __name__ == "__main__":
    main()
