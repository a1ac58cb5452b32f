"""Outputs that cannot be written: exit 5, a message that says why, and nothing half-written under a final name."""
import os
import subprocess
import unittest

from support import CASELINT, EXAMPLE, Folder, check, main


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


if __name__ == "__main__":
    main()
