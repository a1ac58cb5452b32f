"""Temporary files on a disk that is full: a run gives its whole report, or says which folder has no room. Never less."""
import pathlib
import shutil
import subprocess
import unittest

from support import HEAD, SANITIZED, TAIL, Folder, check, main

# Loaded before the program: from the n-th write to a file without a name on, the disk is full.
FULL = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
static int writes;
ssize_t write(int file, const void *bytes, size_t length)
{
	static ssize_t (*next)(int, const void *, size_t);
	void *symbol = next == NULL ? dlsym(RTLD_NEXT, "write") : NULL;
	struct stat about;
	if (symbol != NULL)
		memcpy(&next, &symbol, sizeof next);
	if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_nlink == 0 &&
	    ++writes >= strtol(getenv("FULL_FROM"), NULL, 10)) {
		errno = ENOSPC;
		return -1;
	}
	return next(file, bytes, length);
}
"""
CASE = """<oh:AdoptionSubsidyCase id="OH-25-%06d" county="%02d" program="AA" paidThrough="SACWIS">
<oh:Child personId="P-%d"/>%s<oh:Agreement effectiveOn="2008-01-01"><oh:PriorSubsidyMonthlyAmount>250.00</oh:PriorSubsidyMonthlyAmount>\
<oh:SubsidyMonthlyAmount>300.00</oh:SubsidyMonthlyAmount></oh:Agreement></oh:AdoptionSubsidyCase>
"""
REQUEST = '<oh:RetroactiveRequest month="2008-01" requestedOn="2008-01-09"/>'


def export(count):
    cases = (CASE % (number, number % 80, number, REQUEST if number % 2 else "") for number in range(count))
    return (HEAD % "2008-04-15") + "".join(cases) + TAIL


@unittest.skipIf(SANITIZED or not shutil.which("cc"), "needs a library loaded before the program")
class FullDisk(Folder):
    def setUp(self):
        super().setUp()
        self.library = self.folder / "full.so"
        source = self.write("full.c", FULL)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", str(self.library), str(source), "-ldl"], check=True)
        self.export = self.write("export.xml", export(60000))

    def run_full_from(self, number):
        return check("-o", "json", self.export, env={"LD_PRELOAD": str(self.library), "FULL_FROM": str(number),
                                                     "TMPDIR": str(self.folder)})

    def test_every_so_many_writes(self):
        whole = check("-o", "json", self.export)
        self.assertEqual(whole.code, 1)
        codes, number = [], 1
        while not codes or codes[-1] != 1:
            with self.subTest(write=number):
                result = self.run_full_from(number)
                codes.append(result.code)
                if result.code == 1:
                    self.assertEqual(result.out, whole.out)
                    break
                self.assertIn(result.code, (5, 6))
                self.assertIn(b"temporary file in %s: No space left on device" % str(self.folder).encode(), result.err)
                self.assertNotIn(b'"complete":true}', result.out.replace(b" ", b"")[-100:])
            number += max(1, number // 2)
            self.assertLess(number, 5000)
        self.assertGreater(len(codes), 5)
        self.assertIn(6, codes)  # results and facts
        left = sorted(entry.name for entry in pathlib.Path(self.folder).iterdir())
        self.assertEqual(left, ["export.xml", "full.c", "full.so"])


if __name__ == "__main__":
    main()
