"""The example cut at every byte up to the last '>': never a crash, never exit 0 or 1. Behind it nothing is missing."""
import concurrent.futures
import os
import subprocess
import tempfile
import unittest

from support import CASELINT, EXAMPLE, SANITIZED, main

STRIDE = int(os.environ.get("FAULT_STRIDE", "23" if SANITIZED else "1"))


class Cut(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.content = EXAMPLE.read_bytes()

    def judge(self, length):
        path = os.path.join(self.folder, "%d.xml" % length)
        with open(path, "wb") as cut:
            cut.write(self.content[:length])
        done = subprocess.run([CASELINT, "check", "-o", "json", path], capture_output=True, timeout=120, check=False)
        os.unlink(path)
        return length, done.returncode, b'"complete": false' in done.stdout

    def judge_all(self, lengths):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(self.judge, lengths))

    def test_every_cut_is_noticed(self):
        end = self.content.rindex(b">")
        for length, code, incomplete in self.judge_all(range(0, end + 1, STRIDE)):
            self.assertEqual((code, incomplete), (3, True), "cut at byte %d" % length)

    def test_nothing_is_missing_behind_the_end(self):
        end = self.content.rindex(b">")
        whole = self.judge(len(self.content))
        for length, code, incomplete in self.judge_all(range(end + 1, len(self.content) + 1)):
            self.assertEqual((code, incomplete), whole[1:], "cut at byte %d" % length)


if __name__ == "__main__":
    main()
