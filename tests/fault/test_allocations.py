"""One allocation fails, or one write: either the report is the unfailed one with its exit code, or the run says
that it failed (4, 5 or 6) with an incomplete report or none. Never another report, never a signal.

Each example is checked with the bundle of its jurisdiction only. Every n is tried on the first; most allocations are
those of loading, which are much the same for every jurisdiction, so the others are tried at every seventh.
FAULT_STRIDE=k tries every k-th of these only.
"""
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import unittest

from support import CASELINT, EXAMPLE, NEW_YORK_EXAMPLE, SANITIZED, main

BUNDLES = os.path.join(os.path.dirname(os.path.realpath(CASELINT)), "bundles")

FAILING = os.environ.get("CASELINT_FAILING", "")
STRIDE = int(os.environ.get("FAULT_STRIDE", "1"))


def run(folder, example, **faults):
    environment = {"LD_PRELOAD": FAILING, "PATH": os.environ["PATH"], "TMPDIR": folder}
    environment.update({name: str(value) for name, value in faults.items()})
    bundle = os.path.join(BUNDLES, example.stem)
    command = [CASELINT, "check", "-o", "json", "--plugin-dir", bundle, str(example)]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout


def is_incomplete(report):
    """No report at all, one that breaks off, or one that says that it is not complete."""
    try:
        return json.loads(report)["complete"] is False
    except ValueError:
        return True


@unittest.skipIf(SANITIZED, "the sanitizers bring allocation functions of their own; the release build runs this")
class Faults(unittest.TestCase):
    example, stride = EXAMPLE, STRIDE

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.code, self.report = run(self.folder, self.example)
        counts = os.path.join(self.folder, "counts")
        run(self.folder, self.example, FAIL_COUNT=counts)
        with open(counts, encoding="ascii") as lines:
            self.allocations, self.writes = map(int, lines.read().split())
        os.unlink(counts)

    def judge(self, name, number):
        code, report = run(self.folder, self.example, **{name: number})
        if code == self.code and report == self.report:
            return "as without a fault"
        if code in (4, 5, 6) and is_incomplete(report):
            return "said so"
        return "%s=%d: exit %d, %d bytes" % (name, number, code, len(report))

    def try_all(self, name, numbers):
        seen = {"as without a fault": 0, "said so": 0}
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for verdict in pool.map(lambda number: self.judge(name, number), numbers):
                self.assertIn(verdict, seen)
                seen[verdict] += 1
        print(name, seen, file=sys.stderr)
        self.assertGreater(seen["said so"], 0)
        self.assertEqual(os.listdir(self.folder), [], "temporary files were left behind")

    def test_every_allocation(self):
        self.assertGreater(self.allocations, 1000)
        self.try_all("FAIL_ALLOCATION", range(1, self.allocations + 2, self.stride))

    def test_every_write(self):
        self.assertGreater(self.writes, 0)
        self.try_all("FAIL_WRITE", range(1, self.writes + 2))


class NewYork(Faults):
    example, stride = NEW_YORK_EXAMPLE, STRIDE * 7


if __name__ == "__main__":
    main()
