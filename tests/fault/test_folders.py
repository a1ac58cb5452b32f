"""Reports that are folders, when the system refuses: the old report stays whole, the new one leaves nothing behind."""
import os
import shutil
import signal
import subprocess
import time
import unittest

from support import CASELINT, EXAMPLE, SANITIZED, Folder, check, main

# Loaded before the program: the n-th call of one function fails, from what the environment says.
REFUSING = """
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int calls;
static int refuse(const char *name)
{
	const char *which = getenv("REFUSE");
	const char *count = getenv("REFUSE_CALL");
	if (which == NULL || count == NULL || strcmp(which, name) != 0 || ++calls != atoi(count))
		return 0;
	errno = EIO;
	return 1;
}
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
int syncfs(int fd) { return refuse("syncfs") ? -1 : REAL(syncfs)(fd); }
int fchmod(int fd, mode_t mode) { return refuse("fchmod") ? -1 : REAL(fchmod)(fd, mode); }
int rename(const char *from, const char *to) { return refuse("rename") ? -1 : REAL(rename)(from, to); }
char *mkdtemp(char *name) { return refuse("mkdtemp") ? NULL : REAL(mkdtemp)(name); }
int openat(int at, const char *name, int flags, mode_t mode) { return refuse("openat") ? -1 : REAL(openat)(at, name, flags, mode); }
"""
CALLS = {"syncfs": 1, "fchmod": 1, "rename": 2, "mkdtemp": 2, "openat": 12}


class Refused(Folder):
    def setUp(self):
        super().setUp()
        self.around = self.folder / "around"
        self.around.mkdir()
        self.place = self.around / "report"

    def content(self):
        return {path.name: path.read_bytes() for path in self.place.iterdir()}

    def assert_old_is_whole(self, old):
        self.assertEqual([path.name for path in self.around.iterdir()], ["report"])
        self.assertEqual(self.content(), old)

    def old_report(self):
        check("-o", "html:%s" % self.place, "--show", "totals", EXAMPLE)
        return self.content()

    @unittest.skipIf(SANITIZED or not shutil.which("cc"), "needs a library loaded before the program")
    def test_each_step(self):
        library = self.folder / "refusing.so"
        source = self.write("refusing.c", "#include <sys/stat.h>\n#include <stdio.h>\n" + REFUSING)
        subprocess.run(["cc", "-shared", "-fPIC", "-D_GNU_SOURCE", "-o", str(library), str(source)], check=True)
        old = self.old_report()
        for name, most in CALLS.items():
            for count in range(1, most + 1):
                with self.subTest(function=name, call=count):
                    result = check("-o", "html:%s" % self.place, EXAMPLE, env={
                        "LD_PRELOAD": str(library), "REFUSE": name, "REFUSE_CALL": str(count)})
                    if result.code == 5:
                        self.assertIn(b"cannot be written", result.err)
                        self.assert_old_is_whole(old)
                    elif result.code in (2, 6):
                        # Something before the report needed it.
                        self.assert_old_is_whole(old)
                    else:
                        # The call was none that matters, or the report was in its place already.
                        self.assertEqual(result.code, 1)
                        self.assertEqual([path.name for path in self.around.iterdir()], ["report"])
                        shutil.rmtree(self.place)
                        old = self.old_report()
        for name in ("syncfs", "rename"):
            result = check("-o", "html:%s" % self.place, EXAMPLE,
                           env={"LD_PRELOAD": str(library), "REFUSE": name, "REFUSE_CALL": "1"})
            self.assertEqual(result.code, 5, name)

    def test_files_that_may_not_grow(self):
        old = self.old_report()
        for blocks in (0, 4, 40):
            done = subprocess.run(["bash", "-c", 'ulimit -f "$3"; exec "$0" check -o html:"$2" "$1"', CASELINT, str(EXAMPLE),
                                   str(self.place), str(blocks)], capture_output=True, check=False,
                                  env=dict(os.environ, TMPDIR=str(self.folder)))
            self.assertIn(done.returncode, (5, 6))
            self.assert_old_is_whole(old)

    def test_signals(self):
        old = self.old_report()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with subprocess.Popen([CASELINT, "check", "--show", "all", "-o", "html:%s" % self.place, *[str(EXAMPLE)] * 1500],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
                while process.poll() is None and not list(self.around.glob(".caselint-*/*.html")):
                    time.sleep(0.001)
                process.send_signal(number)
                process.communicate()
            self.assertEqual(process.returncode, -number)
            self.assert_old_is_whole(old)

    def test_a_folder_that_is_filled_meanwhile(self):
        self.place.mkdir()
        with subprocess.Popen([CASELINT, "check", "-o", "html:%s" % self.place, "-"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            time.sleep(0.5)
            (self.place / "letter.txt").write_text("precious")
            _, complaint = process.communicate(EXAMPLE.read_bytes())
        self.assertEqual(process.returncode, 5)
        self.assertIn(b"something else is there", complaint)
        self.assertEqual(self.content(), {"letter.txt": b"precious"})
        self.assertEqual([path.name for path in self.around.iterdir()], ["report"])


if __name__ == "__main__":
    main()
