"""Whether the benchmark measures what it says. How fast anything is is never judged here: other programs may be at work."""
import fcntl
import os
import pathlib
import re
import subprocess
import sys
import time
import unittest
import xml.etree.ElementTree as ElementTree

import support

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import bench  # noqa: E402
import machine  # noqa: E402
import measure  # noqa: E402
import page  # noqa: E402
import plot  # noqa: E402
import subjects  # noqa: E402

BUILD = pathlib.Path(support.CASELINT).resolve().parent
PYTHON = sys.executable
SVG = "{http://www.w3.org/2000/svg}"
# A process that uses half a second of CPU, however long that takes.
BURN = "import time\nwhile time.process_time() < 0.5: pass"
HOLD = "import time\nheld = bytearray(b'x') * (50 << 20)\ntime.sleep(1)"


COMMAND = [PYTHON, "-B", HERE / "bench.py", "--build", BUILD, "--quick"]


def quick(folder, *options):
    return subprocess.run([*COMMAND, "--folder", folder, *options], capture_output=True, text=True, check=False)


class Measure(support.Folder):
    """One command, with all that it starts."""

    def setUp(self):
        super().setUp()
        measure.adopt_orphans()

    def timed(self, *command, codes=(0,)):
        return measure.timed(list(command), self.folder / "output", codes)

    def test_cpu_of_a_child_counts(self):
        self.assertGreaterEqual(self.timed("sh", "-c", '"$0" -c "$1"; true', PYTHON, BURN).cpu, 0.5)

    def test_cpu_of_an_orphan_counts(self):
        self.assertGreaterEqual(self.timed("sh", "-c", '"$0" -c "$1" & exit 0', PYTHON, BURN).cpu, 0.5)

    def test_waiting_is_no_cpu_but_wall(self):
        timing = self.timed("sleep", "0.3")
        self.assertGreaterEqual(timing.wall, 0.3)
        self.assertLess(timing.cpu, 0.3)

    def test_memory_of_all_processes_counts(self):
        two = ["sh", "-c", '"$0" -c "$1" & "$0" -c "$1" & wait', PYTHON, HOLD]
        held = measure.remembered(two, self.folder / "output", (0,))
        self.assertGreaterEqual(held.pss_kib, 100 << 10)
        self.assertLess(held.pss_kib, 200 << 10)
        self.assertGreaterEqual(held.processes, 3)

    def test_ours_is_not_counted(self):
        mine = b"x" * (120 << 20)
        held = measure.remembered(["sleep", "0.2"], self.folder / "output", (0,))
        self.assertLess(held.pss_kib, 50 << 10)
        self.assertEqual(len(mine), 120 << 20)

    def test_another_exit_code_is_no_measurement(self):
        with self.assertRaisesRegex(measure.Failed, "ended with 3 instead of 0 or 1: over there"):
            self.timed("sh", "-c", "echo over there >&2; exit 3", codes=(0, 1))
        with self.assertRaisesRegex(measure.Failed, "ended with -9"):
            self.timed("sh", "-c", "kill -9 $$")
        with self.assertRaisesRegex(measure.Failed, "ended with 7"):
            measure.remembered(["sh", "-c", "exit 7"], self.folder / "output", (0,))


class Machine(unittest.TestCase):
    """What a measurement is made on."""

    def test_waiting_for_a_quiet_machine(self):
        self.assertLess(machine.settled(1e9, 100), 1e9)
        begin = time.monotonic()
        machine.settled(-1, 0.2)
        self.assertGreaterEqual(time.monotonic() - begin, 0.2)
        self.assertLess(time.monotonic() - begin, 60)


class Peers(support.Folder):
    """The programs that caselint is compared with do their work."""

    def setUp(self):
        super().setUp()
        self.things = subjects.Subjects(BUILD, self.folder)
        self.things.write_schema()

    def test_the_script_agrees_on_random_exports(self):
        for seed in (1, 2, 3):
            command = [PYTHON, "-B", support.SOURCE / "tests/model/generate.py", "--seed", str(seed), "--cases", "500",
                       "--unreadable", "0", "--odd", "0"]
            export = self.write("export.xml", subprocess.run(command, capture_output=True, check=True).stdout)
            with self.subTest(seed=seed):
                self.assertRegex(self.things.agreement(export), "the same [0-9]+ findings")

    def test_a_difference_is_loud(self):
        ours, records = self.things.by_caselint(subjects.EXAMPLE)
        more = ours | {("OH-25-000101", "OH-LIV-03", "fail")}
        self.things.by_script = lambda export: more
        with self.assertRaisesRegex(measure.Failed, "do not agree: 0 findings of caselint only; 1 findings of the script"):
            self.things.agreement(subjects.EXAMPLE)
        self.things.by_caselint = lambda export: (set(), records)
        self.things.by_script = lambda export: set()
        with self.assertRaisesRegex(measure.Failed, "nothing to compare"):
            self.things.agreement(subjects.EXAMPLE)

    def refuses(self, subject):
        with self.assertRaises(measure.Failed):
            self.things.measured(subject, measure.timed)

    def test_xmllint_knows_the_schema(self):
        self.things.measured(self.things.xmllint(subjects.EXAMPLE), measure.timed)
        example = subjects.EXAMPLE.read_text(encoding="utf-8")
        self.refuses(self.things.xmllint(self.write("bad.xml", example.replace(">350.00<", ">350<", 1))))

    def test_xmllint_on_each_core(self):
        subject = self.things.together(subjects.EXAMPLE)
        self.things.measured(subject, measure.timed)
        self.assertEqual(subject.command[4].split(), [str(core) for core in machine.cores()])
        example = subjects.EXAMPLE.read_text(encoding="utf-8")
        self.refuses(self.things.together(self.write("bad.xml", example.replace(">350.00<", ">350<", 1))))

    def test_sax2_reads_to_the_end(self):
        done = subprocess.run([BUILD / "tests" / "bench-sax2", subjects.EXAMPLE], capture_output=True, text=True, check=True)
        root = ElementTree.parse(subjects.EXAMPLE).getroot()
        self.assertEqual(done.stdout, "%d elements, %d attributes, %d bytes of text\n" % (
            len(list(root.iter())), sum(len(one.attrib) for one in root.iter()), len("".join(root.itertext()).encode())))
        example = subjects.EXAMPLE.read_bytes()
        self.refuses(self.things.sax2(self.write("cut.xml", example[:-20])))
        self.refuses(self.things.sax2(self.folder / "not-there.xml"))

    def test_an_incomplete_check_is_no_measurement(self):
        self.refuses(self.things.check("cut", self.write("cut.xml", subjects.EXAMPLE.read_bytes()[:-20])))


class Quick(support.Folder):
    """The whole benchmark on small exports."""

    @classmethod
    def setUpClass(cls):
        cls.place = support.tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.place.cleanup)
        cls.exports = pathlib.Path(cls.place.name) / "bench"
        cls.done = quick(cls.exports)

    def rows(self, heading):
        """The rows of a table, the first cell of each."""
        part = self.done.stdout.partition("### " + heading)[2].partition("###")[0]
        return [line.split("|")[1].strip() for line in part.splitlines() if line.startswith("|")][2:]

    def test_every_row_is_there(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)
        cores = len(os.sched_getaffinity(0))
        workers = sorted({1, cores}, reverse=True) if "--jobs" in support.check("--help").out.decode() else [None]
        self.assertEqual(self.rows("Peers, 2 MB"), [*map(page.workers_name, workers), page.ONE_CORE,
                                                    "xmllint --stream --noout --schema", "libxml2 SAX2 alone",
                                                    "Python, lxml iterparse, 13 rules"])
        self.assertEqual(self.rows("Sizes and workers"), ["0.25 MB", "0.5 MB", "1 MB"])
        self.assertEqual(self.rows("Start-up"), ["caselint", "xmllint --stream --noout --schema", "libxml2 SAX2 alone",
                                                 "Python, lxml iterparse, 13 rules"])
        self.assertIn("nothing about speed", self.done.stdout)
        self.assertEqual(self.rows("Cores"), ["caselint", "an `xmllint` on each core"])
        self.assertEqual(len(self.rows("Figures to hold")), 9)
        self.assertEqual(self.rows("Machine")[:3], ["date", "processor", "memory"])

    def test_every_format_has_a_row(self):
        rows = self.rows("Formats, 2 MB")
        self.assertEqual(rows[0], "json")
        self.assertEqual(rows[-1], "json, every record and rule")
        self.assertIn("text", rows)
        for name in rows[1:-1]:
            self.assertIn(support.check("-o", name, subjects.EXAMPLE).code, subjects.REPORTED, name)

    def test_the_script_agreed(self):
        self.assertRegex(self.done.stdout, r"give the same [0-9]+ findings .* [1-9][0-9]* of them `fail`")

    def test_nothing_stays(self):
        self.assertFalse(self.exports.exists())

    def test_one_at_a_time(self):
        held = os.open(self.folder, os.O_RDONLY)
        self.addCleanup(os.close, held)
        fcntl.flock(held, fcntl.LOCK_EX)
        export = self.write("export-1.xml", "of the other")
        done = quick(self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("another benchmark is at work", done.stderr)
        self.assertTrue(export.exists())

    def test_when_it_is_ended_nothing_stays(self):
        folder = self.folder / "bench"
        with subprocess.Popen(COMMAND + ["--folder", folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
            for line in running.stderr:
                if b"peers" in line:
                    break
            running.terminate()
            running.stderr.read()
        self.assertEqual(running.returncode, 143)
        self.assertFalse(folder.exists())

    def test_options(self):
        self.assertEqual(quick(self.folder, "--write").returncode, 2)
        self.assertEqual(quick(self.folder, "--runs", "0").returncode, 2)
        self.assertEqual(quick(self.folder, "--up-to", "149").returncode, 2)


def some_results():
    """Made up, to see how they look."""
    timings, memory = [measure.Timing(2.0, 1.5), measure.Timing(1.0, 0.5), measure.Timing(9.0, 2.5)], measure.Memory(2048, 3)
    slower = [measure.Timing(seconds, 4.0) for seconds in (2.5, 2.0, 4.5)]
    gains = [bench.Gain("caselint", timings, slower, 1), bench.Gain("xmllint", timings, slower, 2)]
    rows = [bench.Row(name, timings, memory) for name in ("caselint `--jobs 2`", page.ONE_CORE, "xmllint <&>")]
    sizes = [bench.Size(size, size, {1: timings, 2: timings}, {1: memory, 2: memory, 4: measure.Memory(6144, 5)})
             for size in (10_000_000, 100_000_000, 1_000_000_000)]
    formats = [bench.Format("json", timings, 5), bench.Format("text", timings, 5), bench.Format("json, all", timings, 5)]
    return page.Results([("date", "today")], 0.1, 3, 2, 150_000_000, 150_000_123, "They agree.", rows, gains, sizes, rows[:1],
                        formats, 100_000_000)


class Page(support.Folder):
    """How results are written down."""

    def test_medians_and_figures(self):
        text = page.text(some_results())
        cells = [cell.strip() for cell in re.search(r"\| caselint `--jobs 2` .*", text).group().split("|")]
        self.assertEqual(cells[2:-1], ["2.00", "1.00 to 9.00", "75", "1.50", "2.0", "3", "1.00 x", "1.00 x"])
        self.assertRegex(text, r"\| all cores, to xmllint +\| at most 0\.600 x +\| 1\.000 x +\| no +\|")
        self.assertRegex(text, r"\| one core, to xmllint +\| at most 1\.100 x +\| 1\.000 x +\| yes +\|")
        self.assertRegex(text, r"\| PSS of each further worker, 1000 MB +\| at most 12\.0 MiB +\| 2\.0 MiB +\| yes +\|")

    def test_what_cores_gain_is_told(self):
        text = page.text(some_results())
        self.assertRegex(text, r"\| caselint +\| +2\.00 \| +2\.50 \| 0\.80 x \| 0\.50 to 2\.00 \|")
        self.assertRegex(text, r"\| xmllint +\| +2\.00 \| +2\.50 \| 1\.60 x \| 1\.00 to 4\.00 \|")
        self.assertRegex(text, r"\| two cores, to one core +\| at least 1\.800 x as fast +\| 0\.800 x +\| no +\|")
        slow = some_results()
        held = slow._replace(gains=[slow.gains[0]._replace(times=2.25), slow.gains[1]])
        self.assertRegex(page.text(held), r"\| at least 1\.800 x as fast +\| 1\.800 x +\| yes +\|")
        self.assertRegex(page.text(slow._replace(cores=4)), r"\| this machine has 4 +\| - +\|")

    def test_a_busy_machine_is_told(self):
        self.assertNotIn("busy", page.text(some_results()))
        self.assertIn("busy** (load 1.50 before", page.text(some_results()._replace(load=1.5)))

    def test_only_what_is_between_the_marks_changes(self):
        document = self.write("page.md", "before\n%s\nold\n%s\nafter\n" % (page.BEGIN, page.END))
        page.write(document, some_results())
        page.write(document, some_results())
        wanted = (page.BEGIN, page.text(some_results()), page.END)
        self.assertEqual(document.read_text(), "before\n%s\n\n%s\n%s\nafter\n" % wanted)

    def test_without_marks_nothing_changes(self):
        for text in ("before\nafter\n", "before\n%s\n" % page.BEGIN, "%s\n%s\n" % (page.END, page.BEGIN)):
            document = self.write("page.md", text)
            with self.assertRaisesRegex(ValueError, "lost the marks"):
                page.write(document, some_results())
            self.assertEqual(document.read_text(), text)

    def test_the_document_has_its_marks_and_picture(self):
        before, _ = page.around(bench.DOCUMENT)
        self.assertIn("(performance.svg)", before)
        ElementTree.parse(bench.PICTURE)

    def test_labels_do_not_lie_on_each_other(self):
        self.assertEqual(plot.apart([100.0, 98.0, 40.0]), [100.0, 85.0, 40.0])
        self.assertEqual(plot.apart([98.0, 100.0]), [85.0, 100.0])
        self.assertEqual(plot.apart([5.0]), [5.0])

    def test_the_picture_says_what_it_shows(self):
        root = ElementTree.fromstring(plot.svg(some_results()))
        self.assertEqual(root.get("role"), "img")
        self.assertIn("xmllint <&> 2.00 seconds", root.findtext(SVG + "desc"))
        self.assertIn("1000 MB: 1 worker 2 MiB", root.findtext(SVG + "desc"))
        texts = [text.text for text in root.iter(SVG + "text")]
        for wanted in ("caselint --jobs 2", "xmllint <&>", "2.00 s", "10 MB", "1 worker: 2 MiB", "4 workers: 6 MiB"):
            self.assertIn(wanted, texts)


if __name__ == "__main__":
    support.main()
