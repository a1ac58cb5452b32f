"""One allocation fails, or one write: either the report is the unfailed one with its exit code, or the run says
that it failed (4, 5 or 6) with an incomplete report or none. Never another report, never a signal.

Each example is checked with the bundle of its jurisdiction only. In one process every n is tried for Ohio; for New York, of
which the host does most, and does the same, every NEW_YORK_STRIDE-th. With worker processes a failure in a worker is tried
again in others before it is believed, which takes long, and what fails is the same code: there every WORKER_STRIDE-th is
tried. FAULT_STRIDE=k tries every k-th of these only.
"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from support import CASELINT, EXAMPLE, NEW_YORK_EXAMPLE, SANITIZED, main

BUNDLES = os.path.join(os.path.dirname(os.path.realpath(CASELINT)), "bundles")

FAILING = os.environ.get("CASELINT_FAILING", "")
STRIDE = int(os.environ.get("FAULT_STRIDE", "1"))
WORKERS = os.cpu_count()
WORKER_STRIDE = 61
NEW_YORK_STRIDE = 3


def run(folder, example, isolate, **faults):
    environment = {"LD_PRELOAD": FAILING, "PATH": os.environ["PATH"], "TMPDIR": folder}
    environment.update({name: str(value) for name, value in faults.items()})
    bundle = os.path.join(BUNDLES, example.stem)
    command = [CASELINT, "check", "-o", "json", "--isolate", isolate, "--plugin-dir", bundle, str(example)]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=3600, check=False)
    return done.returncode, done.stdout


def is_incomplete(report):
    """No report at all, one that breaks off, or one that says that it is not complete."""
    try:
        return json.loads(report)["complete"] is False
    except ValueError:
        return True


@unittest.skipIf(SANITIZED, "the sanitizers bring allocation functions of their own; the release build runs this")
class Ohio(unittest.TestCase):
    example, isolate, stride = EXAMPLE, "none", STRIDE

    def folder(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return folder.name

    def setUp(self):
        self.temporary, self.logs = self.folder(), self.folder()
        self.code, self.report = run(self.temporary, self.example, self.isolate)
        counts = os.path.join(self.logs, "counts")
        run(self.temporary, self.example, self.isolate, FAIL_COUNT=counts)
        with open(counts, encoding="ascii") as lines:
            self.allocations, self.writes, _ = map(int, lines.read().split())

    def verdict(self, code, report):
        if code == self.code and report == self.report:
            return "as without a fault"
        if code in (4, 5, 6) and is_incomplete(report):
            return "said so"
        return "exit %d, %d bytes" % (code, len(report))

    def runs(self, name, numbers):
        """The number that failed, the exit code and the report of every run; one worker runs every WORKERS-th."""
        log = pathlib.Path(self.logs) / ("%d.log" % numbers.start)
        code, _ = run(self.temporary, self.example, self.isolate, FAIL_LOG=log, FAIL_EACH=name, FAIL_FIRST=numbers.start,
                      FAIL_LAST=numbers.stop - 1, FAIL_STEP=numbers.step)
        self.assertEqual(code, 0)
        lines = [tuple(map(int, line.split())) for line in log.read_text().splitlines()]
        self.assertEqual([number for number, _, _ in lines], list(numbers))
        reports = {output: pathlib.Path("%s.%d" % (log, output)).read_bytes() for _, _, output in lines}
        verdicts = {(code, output): self.verdict(code, reports[output]) for _, code, output in lines}
        return [(number, verdicts[code, output]) for number, code, output in lines]

    def try_all(self, name, last, stride):
        parts = [range(first, last + 1, stride * WORKERS) for first in range(1, 1 + stride * WORKERS, stride)]
        seen = {"as without a fault": 0, "said so": 0}
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            for runs in pool.map(lambda numbers: self.runs(name, numbers), [part for part in parts if part]):
                for number, verdict in runs:
                    self.assertIn(verdict, seen, "%s %d" % (name, number))
                    seen[verdict] += 1
        print(self.example.name, self.isolate, name, seen, file=sys.stderr)
        self.assertEqual(sum(seen.values()), len(range(1, last + 1, stride)))
        self.assertGreater(seen["said so"], 0)
        self.assertEqual(os.listdir(self.temporary), [], "temporary files were left behind")

    def test_every_allocation(self):
        self.assertGreater(self.allocations, 1000)
        self.try_all("allocation", self.allocations + 1, self.stride)

    def test_every_write(self):
        self.assertGreater(self.writes, 0)
        self.try_all("write", self.writes + 1, 1)

    def test_runs_are_like_those_of_a_new_process(self):
        """What is run for each number is what the program does when it is started for that number alone."""
        for number in (1, self.allocations // 3, self.allocations // 2, self.allocations - 2, self.allocations + 1):
            alone = self.verdict(*run(self.temporary, self.example, self.isolate, FAIL_ALLOCATION=number))
            self.assertEqual(self.runs("allocation", range(number, number + 1)), [(number, alone)])


class NewYork(Ohio):
    example, stride = NEW_YORK_EXAMPLE, STRIDE * NEW_YORK_STRIDE


class OhioInWorkers(Ohio):
    isolate, stride = "process", STRIDE * WORKER_STRIDE


class NewYorkInWorkers(NewYork):
    isolate, stride = "process", STRIDE * WORKER_STRIDE


if __name__ == "__main__":
    main()
