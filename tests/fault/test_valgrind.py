"""valgrind finds no error and no leak on the example, on the corpora and in the small commands.

Everything is evaluated in the process that valgrind watches: what it finds in a worker nobody would hear of."""
import shutil
import subprocess
import unittest

from support import CASELINT, EXAMPLES, SANITIZED, SOURCE, main

CORPUS = SOURCE / "tests" / "corpus"
ERROR = 99


@unittest.skipIf(SANITIZED, "valgrind cannot run a sanitized program; the release build is run under it")
class Valgrind(unittest.TestCase):
    def assert_clean(self, *arguments):
        self.assertIsNotNone(shutil.which("valgrind"), "valgrind is not installed; ./dev test installs it")
        done = subprocess.run(["valgrind", "-q", "--error-exitcode=%d" % ERROR, "--leak-check=full",
                               "--errors-for-leak-kinds=definite,possible", CASELINT, *map(str, arguments)],
                              capture_output=True, timeout=600, check=False)
        self.assertNotEqual(done.returncode, ERROR, done.stderr.decode()[-4000:])
        self.assertGreaterEqual(done.returncode, 0, done.stderr.decode()[-4000:])

    def test_check(self):
        for example in EXAMPLES:
            self.assert_clean("check", "--isolate", "none", "--show", "all", example)
        self.assert_clean("check", "--isolate", "none", "-o", "json", CORPUS / "outcomes" / "rare.xml",
                          CORPUS / "outcomes" / "lost-record.xml")
        self.assert_clean("check", "--isolate", "none", "-o", "json", CORPUS / "outcomes" / "new-york.xml")

    def test_unsound_inputs(self):
        self.assert_clean("check", "--isolate", "none", "-o", "json", CORPUS / "bad", CORPUS / "edge", "none.xml")

    def test_small_commands(self):
        self.assert_clean("explain", "OH-LIV-03")
        self.assert_clean("rules", "--matrix", "-o", "json")
        self.assert_clean("plugins")


if __name__ == "__main__":
    main()
