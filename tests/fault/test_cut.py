"""Each example cut at every byte up to the last '>': never a crash, never exit 0 or 1. Behind it nothing is missing."""
import concurrent.futures
import os
import subprocess
import tempfile
import unittest

from support import CASELINT, EXAMPLES, SANITIZED, main

STRIDE = int(os.environ.get("FAULT_STRIDE", "23" if SANITIZED else "1"))


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

    def judge_all(self, content, lengths):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda length: self.judge(content, length), lengths))

    def test_every_cut_is_noticed(self):
        for example in EXAMPLES:
            content = example.read_bytes()
            for length, code, incomplete in self.judge_all(content, range(0, content.rindex(b">") + 1, STRIDE)):
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
