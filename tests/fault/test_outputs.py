"""Outputs that cannot be written: exit 5, a message that says why, and nothing half-written under a final name."""
import os
import pathlib
import shutil
import signal
import subprocess
import time
import unittest

from support import CASELINT, EXAMPLE, SANITIZED, Folder, check, main

# Loaded before the program: from the n-th reading of the temporary file on, there is nothing in it.
FORGETTING = """
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
static int readings;
ssize_t pread64(int file, void *bytes, size_t length, off64_t offset);
static ssize_t forget(int file, void *bytes, size_t length, off64_t offset)
{
	if (++readings >= atoi(getenv("FORGET_FROM"))) {
		errno = EIO;
		return -1;
	}
	if (lseek(file, offset, SEEK_SET) != offset)
		return -1;
	return read(file, bytes, length);
}
ssize_t pread(int file, void *bytes, size_t length, off_t offset) { return forget(file, bytes, length, offset); }
ssize_t pread64(int file, void *bytes, size_t length, off64_t offset) { return forget(file, bytes, length, offset); }
"""


class Outputs(Folder):
    def test_full_device(self):
        for form in ("text", "json"):
            result = check("-o", form + ":/dev/full", EXAMPLE)
            self.assertEqual(result.code, 5)
            self.assertIn(b"no space left on device", result.err)

    def test_full_standard_output(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([CASELINT, "check", str(EXAMPLE)], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 5)
        self.assertIn(b"standard output", done.stderr)

    def test_closed_standard_output(self):
        for form in ("text", "json"):
            done = subprocess.run(["sh", "-c", 'exec "$0" check -o %s "$1" >&-' % form, CASELINT, str(EXAMPLE)],
                                  stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 5)
            self.assertIn(b"cannot be written", done.stderr)

    def test_closed_descriptors_do_not_catch_files(self):
        path = self.folder / "report.json"
        done = subprocess.run(["sh", "-c", 'exec "$0" check -o json:"$2" "$1" <&- >&- 2>&-', CASELINT, str(EXAMPLE), str(path)],
                              check=False)
        self.assertEqual(done.returncode, check("-o", "json", EXAMPLE).code)
        self.assertEqual(path.read_bytes(), check("-o", "json", EXAMPLE).out)

    def test_closed_pipe(self):
        done = subprocess.run(["bash", "-c", '"$0" check --show all "$1" "$1" | true; exit ${PIPESTATUS[0]}', CASELINT,
                               str(EXAMPLE)], stderr=subprocess.PIPE, check=False)
        self.assertIn(done.returncode, (3, 5))  # 3 when the report fitted into the pipe

    def test_missing_folder(self):
        result = check("-o", "json:" + str(self.folder / "none" / "report.json"), EXAMPLE)
        self.assertEqual(result.code, 5)
        self.assertIn(b"no such folder", result.err)

    def test_old_report_survives_a_failed_one(self):
        path = self.write("report.json", b"old")
        os.chmod(self.folder, 0o500)
        self.addCleanup(os.chmod, self.folder, 0o700)
        result = check("-o", "json:" + str(path), EXAMPLE)
        if os.geteuid() != 0:
            self.assertEqual(result.code, 5)
            self.assertEqual(path.read_bytes(), b"old")

    def test_one_bad_output_does_not_stop_the_others(self):
        good = self.folder / "good.json"
        result = check("-o", "text:/dev/full", "-o", "json:" + str(good), EXAMPLE)
        self.assertEqual(result.code, 5)
        self.assertEqual(good.read_bytes(), check("-o", "json", EXAMPLE).out)
        self.assertEqual([entry.name for entry in self.folder.iterdir()], ["good.json"])

    def test_report_replaces_the_old_one_whole(self):
        path = self.write("report.json", b"x" * 1000000)
        check("-o", "json:" + str(path), EXAMPLE)
        self.assertEqual(path.read_bytes(), check("-o", "json", EXAMPLE).out)

    def test_no_room_for_temporary_results(self):
        result = check("-o", "json", EXAMPLE, env={"TMPDIR": "/proc/self"})
        self.assertEqual(result.code, 6)
        self.assertEqual(result.out, b"")
        self.assertIn(b"TMPDIR", result.err)

    @unittest.skipIf(SANITIZED or not shutil.which("cc"), "needs a library loaded before the program")
    def test_results_that_cannot_be_read_back(self):
        library = self.folder / "forgetting.so"
        source = self.write("forgetting.c", FORGETTING)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
        codes = []
        for count in range(1, 40):
            result = check("-o", "json", EXAMPLE, env={"LD_PRELOAD": str(library), "FORGET_FROM": str(count)})
            codes.append(result.code)
            if result.code == 5:
                self.assertIn(b"results cannot be read back", result.err)
            elif result.code == 1:
                break
            else:
                self.assertEqual(result.code, 6)
        self.assertEqual(sorted(set(codes)), [1, 5, 6])


class Ends(Folder):
    def start(self, *outputs, **options):
        return subprocess.Popen([CASELINT, "check", "--show", "all", *outputs, *[str(EXAMPLE)] * 1000], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **options)

    def unfinished(self):
        return list(self.folder.glob(".caselint-*"))

    def kill_while_writing(self, number):
        """The exit status of a run that gets the signal as soon as its report has a temporary name."""
        path = self.folder / "report.json"
        path.write_bytes(b"old")
        with self.start("-o", "json:" + str(path)) as process:
            while process.poll() is None and not self.unfinished():
                time.sleep(0.001)
            process.send_signal(number)
            process.communicate()
        self.assertEqual(path.read_bytes(), b"old")
        return process.returncode

    def test_signals_leave_nothing_behind(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number):
                self.assertEqual(self.kill_while_writing(number), -number)
                self.assertEqual(self.unfinished(), [])

    def test_an_ignored_signal_stays_ignored(self):
        path = self.folder / "report.json"
        with self.start("-o", "json:" + str(path),
                        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as process:
            while process.poll() is None and not self.unfinished():
                time.sleep(0.001)
            process.send_signal(signal.SIGHUP)
            process.communicate()
        self.assertEqual(process.returncode, 3)  # the same case many times
        self.assertTrue(path.exists())

    def test_file_size_limit(self):
        path = self.folder / "report.json"
        for blocks in (0, 1, 8, 40):
            done = subprocess.run(["bash", "-c", 'ulimit -f "$3"; exec "$0" check --show all -o json:"$2" "$1"', CASELINT,
                                   str(EXAMPLE), str(path), str(blocks)], capture_output=True, check=False,
                                  env=dict(os.environ, TMPDIR=str(self.folder)))
            self.assertIn(done.returncode, (5, 6))
            self.assertNotEqual(done.stderr, b"")
            self.assertEqual([entry.name for entry in pathlib.Path(self.folder).iterdir()], [])


if __name__ == "__main__":
    main()
