"""Measures caselint against its peers, side by side in one run, and keeps docs/performance.md up to date.

    ./dev bench [--write] [--runs N] [--up-to MB] [--quick] [--keep]

How often what is run stands here; the commands in subjects.py, how one is measured in measure.py, how results look in page.py
and plot.py. Runs are interleaved (A B C A B C ...), so that a busy minute of the machine hurts all alike, and each export is
read once before, so that no run waits for the disk. Memory is looked at in runs of its own.
"""
import argparse
import collections
import fcntl
import os
import pathlib
import shutil
import signal
import sys

import machine
import measure
import page
import plot
import subjects

DOCUMENT = subjects.SOURCE / "docs" / "performance.md"
PICTURE = subjects.SOURCE / "docs" / "performance.svg"
# Bytes of the exports: those for the sizes, and the one for the peers.
SIZES, MAIN, FORMATS = (10_000_000, 100_000_000, 1_000_000_000), 150_000_000, 100_000_000
QUICK_SIZES, QUICK_MAIN = (250_000, 500_000, 1_000_000), 2_000_000
STARTS, QUICK_STARTS = 41, 3
# How long the machine may take to become quiet after what was built and made for the benchmark.
PATIENCE_SECONDS = 300
# What several cores gain is told by so many times as many runs: a neighbour on the host moves it more than anything else.
GAIN_RUNS = 3
# Numbers of workers: timed, and those whose memory is looked at.
TIMED, REMEMBERED = (1, 2), (1, 2, 4)
# Room for the largest export, the smaller ones and a report, to the size of the largest.
ROOM = 1.5

# What a subject gave: its timings, and the most memory it held (None: not looked at).
Row = collections.namedtuple("Row", "name timings memory")
# What caselint gave on an export of one size, asked for and real: timings and memory by the number of workers.
Size = collections.namedtuple("Size", "asked bytes timings memories")
# What all cores gain over one, in runs that follow each other at once: the timings on one core, those on all, and how many times
# the work of the one is done on all.
Gain = collections.namedtuple("Gain", "name one all times")
# What a format cost: timings, and the bytes of the report.
Format = collections.namedtuple("Format", "name timings bytes")


def progress(text):
    print("bench: " + text, file=sys.stderr, flush=True)


def warm(export):
    """Has an export in the page cache."""
    with open(export, "rb") as stream:
        while stream.read(1 << 20):
            pass


class Bench:
    """One run of the benchmark."""

    def __init__(self, things, options):
        quick = options.quick
        self.things, self.keeps, self.runs = things, options.keep, 1 if quick else options.runs
        self.patience = 0 if quick else PATIENCE_SECONDS
        self.main, self.formats_size, self.starts = (QUICK_MAIN, QUICK_MAIN, QUICK_STARTS) if quick else (MAIN, FORMATS, STARTS)
        self.sizes = [size for size in (QUICK_SIZES if quick else SIZES) if size <= options.up_to * 1_000_000]
        self.cores = len(machine.cores())

    def times(self, those, runs):
        """The timings of each subject, in the order given."""
        found = [[] for _ in those]
        for _ in range(runs):
            for timings, subject in zip(found, those):
                timings.append(self.things.measured(subject, measure.timed))
        return found

    def rows(self, those):
        """Timed and remembered."""
        timings = self.times(those, self.runs)
        memories = [self.things.measured(subject, measure.remembered) for subject in those]
        return [Row(subject.name, times, memory) for subject, times, memory in zip(those, timings, memories)]

    def workers(self, numbers):
        return numbers if self.things.has_jobs else (None,)

    def drop(self, size):
        """An export that has served; it is made again where it serves twice."""
        if not self.keeps:
            self.things.export(size).unlink()

    # ---- The tables --------------------------------------------------------------------------------------

    def peers(self):
        """The rows of the first table."""
        things, export = self.things, self.things.export(self.main)
        progress("peers, %s" % page.megabytes(self.main))
        warm(export)
        numbers = self.workers(sorted({1, self.cores}, reverse=True))
        those = [things.check(page.workers_name(number), export, number) for number in numbers]
        those += [things.on_one_core(page.ONE_CORE, export), things.xmllint(export), things.sax2(export), things.script(export)]
        return self.rows(those)

    def gains(self):
        """Of caselint, and of programs that share nothing but the machine: the most that there is to gain."""
        things, export = self.things, self.things.export(self.main)
        progress("cores")
        those = [things.on_one_core("caselint", export), things.check("caselint", export),
                 things.xmllint_on_one_core(export), things.together(export)]
        ours, on_all, alone, together = self.times(those, self.runs * GAIN_RUNS)
        self.drop(self.main)
        return [Gain("caselint", ours, on_all, 1), Gain("an `xmllint` on each core", alone, together, self.cores)]

    def size(self, size):
        """One export, and one row."""
        things, export = self.things, self.things.export(size)
        progress("workers, %s" % page.megabytes(size))
        warm(export)
        timed = self.workers(TIMED)
        timings = self.times([things.check("", export, number) for number in timed], self.runs)
        memories = {number: things.measured(things.check("", export, number), measure.remembered)
                    for number in self.workers(REMEMBERED)}
        row = Size(size, export.stat().st_size, dict(zip(timed, timings)), memories)
        self.drop(size)
        return row

    def start_up(self):
        things, example = self.things, subjects.EXAMPLE
        progress("start-up")
        those = [things.check("caselint", example), things.xmllint(example), things.sax2(example), things.script(example)]
        return [Row(subject.name, times, None) for subject, times in zip(those, self.times(those, self.starts))]

    def formats(self):
        things, export = self.things, self.things.export(self.formats_size)
        progress("formats, %s" % page.megabytes(self.formats_size))
        warm(export)
        names = sorted(things.formats(), key=lambda name: (name != "json", name))
        those = [things.check(name, export, form=name) for name in names]
        those.append(things.check("json, every record and rule", export, options=("--show", "all")))
        sizes = [things.report_bytes(subject) for subject in those]
        timings = self.times(those, self.runs)
        self.drop(self.formats_size)
        return [Format(subject.name, times, size) for subject, times, size in zip(those, timings, sizes)]

    def results(self):
        things = self.things
        things.write_schema()
        progress("the script against caselint")
        agreement = things.agreement(things.export(self.main))
        main = (self.main, things.export(self.main).stat().st_size)
        if self.patience > 0:
            progress("waits until the machine is quiet, %d seconds at most" % self.patience)
        load = machine.settled(page.QUIET, self.patience)
        facts = machine.facts(things.caselint, subjects.SOURCE, load)
        peers, gains, sizes = self.peers(), self.gains(), [self.size(size) for size in self.sizes]
        return page.Results(facts, load, self.runs, self.cores, *main, agreement, peers, gains, sizes, self.start_up(),
                            self.formats(), self.formats_size)


def arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measure caselint against xmllint, libxml2 and a script.")
    parser.add_argument("--write", action="store_true", help="put the result into docs/performance.md and performance.svg")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="timed runs of each, of which the median counts (5)")
    parser.add_argument("--up-to", type=int, default=1000, metavar="MB", help="leave larger exports out (1000); at least 150")
    parser.add_argument("--quick", action="store_true", help="small exports and one run: whether the benchmark works")
    parser.add_argument("--keep", action="store_true", help="leave the exports where they are, for the next time")
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs takes a number from 1")
    if options.up_to * 1_000_000 < MAIN:
        parser.error("--up-to takes a number from %d" % (MAIN / 1_000_000))
    if options.write and options.quick:
        parser.error("--quick measures nothing worth writing down")
    return options


def occupy(folder):
    """Makes the folder, for one benchmark at a time; the lock lasts as long as this process."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        fcntl.flock(os.open(folder, os.O_RDONLY | os.O_CLOEXEC), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise measure.Failed("another benchmark is at work in %s" % folder) from error


def make_room(folder, largest):
    needed, free = int(largest * ROOM), shutil.disk_usage(folder).free
    progress("needs %s in %s" % (page.megabytes(needed), folder))
    if free < needed:
        raise measure.Failed("%s has only %s free" % (folder, page.megabytes(free)))


def clear(folder):
    """Takes away what was made here, and the folder if nothing else is in it."""
    for path in [*folder.glob("export-*.xml"), folder / "bench.xsd"]:
        path.unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def measure_all(options, folder):
    things = subjects.Subjects(options.build.resolve(), folder)
    bench = Bench(things, options)
    make_room(folder, max(*bench.sizes, bench.main))
    results = bench.results()
    print(page.text(results))
    if options.write:
        page.write(DOCUMENT, results)
        PICTURE.write_text(plot.svg(results), encoding="utf-8")
        progress("wrote %s and %s" % (DOCUMENT, PICTURE))


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    folder = options.folder.resolve()
    try:
        if options.write:
            page.around(DOCUMENT)
        measure.adopt_orphans()
        occupy(folder)
        try:
            measure_all(options, folder)
        finally:
            measure.end_all()
            if not options.keep:
                clear(folder)
    except (measure.Failed, ValueError) as failed:
        progress(str(failed))
        sys.exit(1)


if __name__ == "__main__":
    main()
