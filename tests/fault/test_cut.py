"""Each example cut at every byte up to the last '>': never a crash, never exit 0 or 1. Behind it nothing is missing.

Many cut files go into one run, and each must be named as cut; every ALONE-th is checked alone as well."""
import concurrent.futures
import json
import os
import shutil
import subprocess
import tempfile
import unittest

from support import CASELINT, EXAMPLES, SANITIZED, main

STRIDE = int(os.environ.get("FAULT_STRIDE", "23" if SANITIZED else "1"))


TOGETHER = 32
ALONE = 53

# What is said of an input that ends too early. A record that is there twice is not among it: the files are much the same.
CUT = {"CL-INPUT-TRUNCATED", "CL-INPUT-EMPTY", "CL-INPUT-PROLOG", "CL-INPUT-ROOT", "CL-INPUT-RECORD-BROKEN",
       "CL-INPUT-MARKUP", "CL-INPUT-ENCODING"}


class Cut(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def judge(self, content, length):
        path = os.path.join(self.folder, "%d.xml" % length)
        with open(path, "wb") as cut:
            cut.write(content[:length])
        done = subprocess.run([CASELINT, "check", "-o", "json", path], capture_output=True, timeout=120, check=False)
        os.unlink(path)
        return length, done.returncode, b'"complete": false' in done.stdout

    def judge_together(self, content, lengths):
        """The lengths at which the cut was not noticed."""
        folder = tempfile.mkdtemp(dir=self.folder)
        paths = [os.path.join(folder, "%d.xml" % length) for length in lengths]
        for path, length in zip(paths, lengths):
            with open(path, "wb") as cut:
                cut.write(content[:length])
        done = subprocess.run([CASELINT, "check", "--show", "totals", "-o", "json", *paths], capture_output=True,
                              timeout=300, check=False)
        report = json.loads(done.stdout) if done.returncode == 3 else {"inputFindings": [], "complete": None}
        noticed = {finding["input"] for finding in report["inputFindings"] if finding["rule"] in CUT}
        shutil.rmtree(folder)
        return [length for place, length in enumerate(lengths) if place not in noticed or report["complete"] is not False]

    def judge_all(self, content, lengths):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda length: self.judge(content, length), lengths))

    def test_every_cut_is_noticed(self):
        for example in EXAMPLES:
            content = example.read_bytes()
            lengths = list(range(0, content.rindex(b">") + 1, STRIDE))
            parts = [lengths[i:i + TOGETHER] for i in range(0, len(lengths), TOGETHER)]
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                missed = [length for part in pool.map(lambda part: self.judge_together(content, part), parts)
                          for length in part]
            self.assertEqual(missed, [], example.name)

    def test_alone(self):
        for example in EXAMPLES:
            content = example.read_bytes()
            for length, code, incomplete in self.judge_all(content, range(0, content.rindex(b">") + 1, ALONE * STRIDE)):
                self.assertEqual((code, incomplete), (3, True), "%s cut at byte %d" % (example.name, length))

    def test_nothing_is_missing_behind_the_end(self):
        for example in EXAMPLES:
            content = example.read_bytes()
            whole = self.judge(content, len(content))
            behind = range(content.rindex(b">") + 1, len(content) + 1)
            for length, code, incomplete in self.judge_all(content, behind):
                self.assertEqual((code, incomplete), whole[1:], "%s cut at byte %d" % (example.name, length))


if __name__ == "__main__":
    main()
