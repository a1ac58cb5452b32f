"""Inputs that are written to, cut, replaced or handed over slowly while they are read: the report is that of the whole, or the
run is not complete."""
import gzip
import json
import os
import shutil
import subprocess
import threading
import time
import unittest

import ohio
from support import CASELINT, SANITIZED, SOURCE, Folder, check, export, main

PLUGINS = os.environ["CASELINT_TEST_PLUGINS"]
FIXTURES = SOURCE / "tests" / "plugins"
THINGS = ('<CaseExport xmlns="urn:caselint:export:1" xmlns:t="urn:caselint:test:1" '
          'schemaVersion="1.0" system="Things" exportedOn="2008-01-15">\n')
THING = '<t:Thing id="T-%d" group="25"%s><t:Cost>12.00</t:Cost></t:Thing>\n'
COUNT = 40000  # of them are 3 MB: more than is read before the first is answered
CASES = 3000


def things(count, slow=True):
    """The first keeps its worker busy until its time is over, so that the rest of the file waits to be read."""
    return (THINGS + "".join(THING % (number, ' code="loop"' if slow and number == 0 else "") for number in range(count))
            + "</CaseExport>\n").encode()


def cases(count=CASES):
    return export("".join(ohio.live("C%04d" % number, 24000, 26000) for number in range(count)))


@unittest.skipIf(SANITIZED, "time is not limited under the sanitizers")
class Changed(Folder):
    """The file is changed while the first record is being evaluated and most of it is not read."""

    def setUp(self):
        super().setUp()
        bundle = self.folder / "bundles" / "thing"
        bundle.mkdir(parents=True)
        shutil.copy(os.path.join(PLUGINS, "deadly.so"), bundle / "thing.so")
        for fixture in ("thing.xsd", "thing.xml"):
            shutil.copy(FIXTURES / fixture, bundle / fixture)
        self.bundles = bundle.parent

    @staticmethod
    def place_in(process, path):
        """How far the process has read the file; None while it is not open."""
        for number in os.listdir("/proc/%d/fd" % process):
            if os.readlink("/proc/%d/fd/%s" % (process, number)) == str(path):
                with open("/proc/%d/fdinfo/%s" % (process, number), encoding="ascii") as facts:
                    return int(facts.readline().split()[1])
        return None

    def wait_for_start(self, program, path):
        """Waits until reading has stopped in the midst of the file."""
        before, deadline = None, time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                place = self.place_in(program.pid, path)
            except FileNotFoundError:
                place = None
            if place and place == before:
                return place
            before = place
            time.sleep(0.1)
        self.fail("reading never stopped in the midst of the file")

    def report_of_changed(self, name, content, change):
        path = self.write(name, content)
        time.sleep(0.02)  # the clock of files may stand still for some milliseconds
        report = self.folder / "report.json"
        with subprocess.Popen([CASELINT, "check", "-o", "json:%s" % report, "--show", "totals", "--jobs", "1",
                               "--record-timeout", "1", "--plugin-dir", str(self.bundles), str(path)],
                              stderr=subprocess.DEVNULL) as program:
            place = self.wait_for_start(program, path)
            self.assertLess(place, len(content))
            change(path, place)
            program.wait(timeout=300)
        self.assertEqual(program.returncode, 4)  # for the record that kept its worker busy
        return json.loads(report.read_bytes())

    def fault_of(self, *arguments):
        report = self.report_of_changed(*arguments)
        self.assertIs(report["complete"], False)
        return [(finding["rule"], finding["message"].split(": ")[-1]) for finding in report["inputFindings"]]

    @staticmethod
    def append(path, place):
        with open(path, "ab") as file:
            file.write(THING.encode() % (COUNT, b""))

    @staticmethod
    def rewrite(path, place):
        """The same length, and well-formed: nothing but the time of writing tells."""
        with open(path, "r+b") as file:
            content = file.read()
            file.seek(0)
            file.write(content.replace(b"12.00", b"13.00"))

    def test_nothing_changed(self):
        report = self.report_of_changed("a.xml", things(COUNT), lambda path, place: None)
        self.assertEqual(report["inputFindings"], [])
        self.assertEqual(report["summary"]["records"], COUNT)

    def test_cut(self):
        for name, kept in (("to nothing", 0), ("where it is read", None)):
            with self.subTest(name):
                self.assertEqual(self.fault_of("a.xml", things(COUNT), lambda path, place: os.truncate(
                    path, place if kept is None else kept)),
                    [("CL-INPUT-UNREADABLE", "the file became shorter while it was read")])

    def test_grown(self):
        self.assertEqual(self.fault_of("a.xml", things(COUNT), self.append),
                         [("CL-INPUT-UNREADABLE", "the file was changed while it was read"),
                          ("CL-INPUT-TRAILING", "more than comments after the root")])

    def test_without_an_end(self):
        """Written to as fast as it is read."""
        stop = threading.Event()

        def keep_writing(path, place):
            def write():
                with open(path, "ab") as file:
                    while not stop.is_set():
                        file.write(b" " * 100000)
                        file.flush()

            thread = threading.Thread(target=write, daemon=True)
            thread.start()
            self.addCleanup(thread.join)
            self.addCleanup(stop.set)

        findings = self.fault_of("a.xml", things(COUNT), keep_writing)
        self.assertEqual(findings, [("CL-INPUT-UNREADABLE", "the file was changed while it was read")])

    def test_written_over(self):
        self.assertEqual(self.fault_of("a.xml", things(COUNT), self.rewrite),
                         [("CL-INPUT-UNREADABLE", "the file was changed while it was read")])

    def test_replaced(self):
        """Who renames a new file to the name leaves the old one whole for those who read it."""
        def replace(path, place):
            other = self.write("other.xml", things(10, slow=False))
            os.replace(other, path)

        report = self.report_of_changed("a.xml", things(COUNT), replace)
        self.assertEqual(report["inputFindings"], [])
        self.assertEqual(report["summary"]["records"], COUNT)

    def test_removed(self):
        report = self.report_of_changed("a.xml", things(COUNT), lambda path, place: os.unlink(path))
        self.assertEqual((report["inputFindings"], report["summary"]["records"]), ([], COUNT))

    def test_packed(self):
        """Stored, not compressed, so that most of it is still to be read."""
        packed = gzip.compress(things(COUNT), compresslevel=0)
        self.assertEqual([rule for rule, _ in self.fault_of("a.xml.gz", packed, lambda path, place: os.truncate(path, place))],
                         ["CL-INPUT-ARCHIVE", "CL-INPUT-UNREADABLE"])
        self.assertEqual(self.fault_of("b.xml.gz", packed, lambda path, place: os.utime(path)),
                         [("CL-INPUT-UNREADABLE", "the file was changed while it was read")])
        rules = [rule for rule, _ in self.fault_of("c.xml.gz", packed, self.rewrite)]
        self.assertEqual(rules, ["CL-INPUT-ARCHIVE", "CL-INPUT-UNREADABLE"])


class Slow(Folder):
    """Through a pipe with a name, with pauses at any place: the same report as of the file."""

    def feed(self, path, content, cuts):
        def write():
            with open(path, "wb", buffering=0) as pipe:
                start = 0
                for cut in [*cuts, len(content)]:
                    pipe.write(content[start:cut])
                    start = cut
                    time.sleep(0.1)

        thread = threading.Thread(target=write)
        thread.start()
        self.addCleanup(thread.join)

    def reports(self, name, content, cuts):
        """Of a pipe and of a file, by the same name in two folders."""
        for folder in ("pipe", "file"):
            (self.folder / folder).mkdir(exist_ok=True)
        pipe = self.folder / "pipe" / name
        os.mkfifo(pipe)
        self.write("file/" + name, content)
        self.feed(pipe, content, cuts)
        return [check("-o", "json", "--show", "all", name, cwd=self.folder / folder) for folder in ("pipe", "file")]

    def test_pauses(self):
        content = cases()
        for name, data in (("a.xml", content), ("a.xml.gz", gzip.compress(content))):
            with self.subTest(name):
                piped, whole = self.reports(name, data, [1, 4, 7, 100, 300, 5000, 20000, len(data) - 3])
                self.assertEqual((piped.code, whole.code), (0, 0))
                self.assertEqual(piped.out, whole.out)

    def test_writer_that_leaves(self):
        content = cases(50)
        for name, data, rule in (("a.xml", content[:9000], "CL-INPUT-TRUNCATED"),
                                 ("a.xml.gz", gzip.compress(content)[:900], "CL-INPUT-ARCHIVE"),
                                 ("nothing.xml", b"", "CL-INPUT-EMPTY")):
            with self.subTest(name):
                piped, whole = self.reports(name, data, [min(len(data), 100)])
                self.assertEqual((piped.code, whole.code), (3, 3))
                self.assertEqual(piped.out, whole.out)
                self.assertEqual([finding["rule"] for finding in piped.json()["inputFindings"]], [rule])

    def test_standard_input(self):
        good = self.write("good.xml", cases(2))
        for redirection, rule in (("<&-", "CL-INPUT-UNREADABLE"), ("</dev/null", "CL-INPUT-EMPTY"), ("<.", "CL-INPUT-UNREADABLE")):
            with self.subTest(redirection):
                done = subprocess.run(["sh", "-c", 'exec "$0" check -o json - "$1" ' + redirection, CASELINT, str(good)],
                                      cwd=self.folder, capture_output=True, check=False)
                report = json.loads(done.stdout)
                self.assertEqual((done.returncode, report["complete"]), (3, False))
                self.assertEqual([finding["rule"] for finding in report["inputFindings"]], [rule])
                self.assertEqual(report["summary"]["records"], 2)


if __name__ == "__main__":
    main()
