"""How results look: text tables, which are Markdown too, and their place in docs/performance.md. Nothing is measured here."""
import collections
import statistics

BEGIN = "<!-- Measured: from here on written by `./dev bench --write`; do not edit. -->"
END = "<!-- Measured: up to here. -->"
ONE_CORE = "caselint, on one core (`taskset`)"
KIB_IN_MIB = 1024
# A load above this says that others were at work on the machine.
QUIET = 0.5
BUSY = "**The machine was busy** (load %.2f before the run): times by the clock are too long here, and what several cores gain is " \
       "too little. CPU and memory hold."

Results = collections.namedtuple(
    "Results", "facts load runs cores main main_bytes agreement peers gains sizes start_up formats formats_size")
# A figure to hold: what, the bound in words, what was measured in words, and whether it is held.
Figure = collections.namedtuple("Figure", "what bound measured held")


# ---- Words and numbers ------------------------------------------------------------------------------------


def megabytes(size):
    return "%.2g MB" % (size / 1_000_000) if size < 10_000_000 else "%d MB" % round(size / 1_000_000)


def workers_name(number):
    return "caselint" if number is None else "caselint `--jobs %d`" % number


def wall(timings):
    """The median, in seconds."""
    return statistics.median(timing.wall for timing in timings)


def cpu(timings):
    return statistics.median(timing.cpu for timing in timings)


def spread(timings):
    walls = [timing.wall for timing in timings]
    return "%.2f to %.2f" % (min(walls), max(walls))


def mebibytes(memory):
    return memory.pss_kib / KIB_IN_MIB


def table(head, rows, left=1):
    """Aligned as text and valid as Markdown: the first columns to the left, the others to the right."""
    lines = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(3, *(len(line[i]) for line in lines)) for i in range(len(head))]

    def line(cells):
        return "| %s |" % " | ".join(cell.ljust(width) if i < left else cell.rjust(width)
                                     for i, (cell, width) in enumerate(zip(cells, widths)))

    rule = "|%s|" % "|".join("-" * (width + 2) if i < left else "-" * (width + 1) + ":" for i, width in enumerate(widths))
    return "\n".join([line(lines[0]), rule, *map(line, lines[1:])])


def named(rows, start):
    return next(row for row in rows if row.name.startswith(start))


# ---- The tables ------------------------------------------------------------------------------------------------


def peers(results):
    xmllint = named(results.peers, "xmllint").timings
    head = ["what", "wall s", "from, to", "MB/s", "CPU s", "PSS MiB", "processes", "wall to xmllint", "CPU to xmllint"]
    rows = []
    for row in results.peers:
        seconds = wall(row.timings)
        rows.append([row.name, "%.2f" % seconds, spread(row.timings), "%.0f" % (results.main_bytes / 1_000_000 / seconds),
                     "%.2f" % cpu(row.timings), "%.1f" % mebibytes(row.memory), row.memory.processes,
                     "%.2f x" % (seconds / wall(xmllint)), "%.2f x" % (cpu(row.timings) / cpu(xmllint))])
    return table(head, rows)


def further(size):
    """MiB of each worker beyond two; None where there are no workers."""
    if 4 not in size.memories:
        return None
    return (mebibytes(size.memories[4]) - mebibytes(size.memories[2])) / 2


def gained(gain):
    """How many times as much was done on all cores in the same time, by each two runs that followed each other; in order."""
    return sorted(gain.times * one.wall / on_all.wall for one, on_all in zip(gain.one, gain.all))


def gains(results):
    rows = []
    for gain in results.gains:
        ratios = gained(gain)
        quarter = len(ratios) // 4
        rows.append([gain.name, "%.2f" % wall(gain.one), "%.2f" % wall(gain.all), "%.2f x" % statistics.median(ratios),
                     "%.2f to %.2f" % (ratios[quarter], ratios[-1 - quarter])])
    return table(["what", "s, 1 core", "s, %d cores" % results.cores, "gain", "middle half"], rows)


def sizes(results):
    def name(number):
        return "" if number is None else ", %d workers" % number if number > 1 else ", 1 worker"

    timed, remembered = results.sizes[0].timings, results.sizes[0].memories
    head = ["export", *("s" + name(number) for number in timed), "MB/s", *(["1 to 2"] if 2 in timed else []),
            *("PSS MiB" + name(number) for number in remembered), *(["each further"] if 4 in remembered else [])]
    rows = []
    for size in results.sizes:
        walls = [wall(timings) for timings in size.timings.values()]
        row = [megabytes(size.asked), *("%.2f" % seconds for seconds in walls),
               "%.0f" % (size.bytes / 1_000_000 / walls[-1])]
        row += ["%.2f x" % (walls[0] / walls[1])] if 2 in timed else []
        row += ["%.1f" % mebibytes(memory) for memory in size.memories.values()]
        row += ["%.1f" % further(size)] if 4 in remembered else []
        rows.append(row)
    return table(head, rows)


def start_up(results):
    rows = [[row.name, "%.1f" % (wall(row.timings) * 1000), "%.1f" % (min(timing.wall for timing in row.timings) * 1000),
             "%.1f" % (max(timing.wall for timing in row.timings) * 1000), "%.1f" % (cpu(row.timings) * 1000)]
            for row in results.start_up]
    return table(["what", "wall ms", "least", "most", "CPU ms"], rows)


def formats(results):
    reference = wall(results.formats[0].timings)
    rows = [[one.name, "%.2f" % wall(one.timings), spread(one.timings), "%.2f" % cpu(one.timings),
             "%.1f" % (one.bytes / 1_000_000), "%.2f x" % (wall(one.timings) / reference)] for one in results.formats]
    return table(["format", "wall s", "from, to", "CPU s", "report MB", "to json"], rows)


# ---- The figures to hold -----------------------------------------------------------------------------------------


def at_most(what, bound, value, form):
    return Figure(what, "at most " + form % bound, form % value, "yes" if value <= bound else "no")


def not_here(what, bound, why):
    return Figure(what, bound, why, "-")


def speed_figures(results):
    reference = wall(named(results.peers, "xmllint").timings)
    all_cores, one_core = wall(results.peers[0].timings), wall(named(results.peers, ONE_CORE).timings)
    yield at_most("all cores, to xmllint", 0.6, all_cores / reference, "%.3f x")
    yield at_most("one core, to xmllint", 1.1, one_core / reference, "%.3f x")
    what, bound, ratio = "two cores, to one core", "at least 1.800 x as fast", statistics.median(gained(results.gains[0]))
    if results.cores == 2:
        yield Figure(what, bound, "%.3f x" % ratio, "yes" if ratio >= 1.8 else "no")
    else:
        yield not_here(what, bound, "this machine has %d" % results.cores)


def memory_figures(results):
    ends = (results.sizes[0], results.sizes[-1])
    for size in ends:
        number = 2 if 2 in size.memories else None
        what = "PSS of all processes, 2 workers, %s" % megabytes(size.asked)
        yield at_most(what, 96, mebibytes(size.memories[number]), "%.1f MiB")
    for size in ends:
        what = "PSS of each further worker, %s" % megabytes(size.asked)
        if further(size) is None:
            yield not_here(what, "at most 12.0 MiB", "this build has no workers")
        else:
            yield at_most(what, 12, further(size), "%.1f MiB")


def figures(results):
    example = wall(named(results.start_up, "caselint").timings) * 1000
    reference = wall(results.formats[0].timings)
    # The last lists more than the others, and is no format of its own.
    dearest = max(results.formats[:-1], key=lambda one: wall(one.timings))
    found = [*speed_figures(results), *memory_figures(results), at_most("example, start to end", 30, example, "%.1f ms"),
             at_most("dearest format (%s), to json" % dearest.name, 2, wall(dearest.timings) / reference, "%.3f x")]
    return table(["figure", "bound", "measured", "held"], found, left=4)


# ---- The page -------------------------------------------------------------------------------------------------------


def text(results):
    """All of it, as it stands in the document."""
    times = "medians of %d interleaved runs" % results.runs if results.runs > 1 else "a single run"
    parts = [] if results.runs > 1 else ["One run of each shows that the benchmark works, and nothing about speed."]
    parts += [BUSY % results.load] if results.load > QUIET else []
    parts += [
        "### Figures to hold", figures(results),
        "### Peers, %s" % megabytes(results.main),
        "Wall and CPU are %s; memory is the sum of PSS over all processes at its highest. %s" % (times, results.agreement),
        peers(results),
        "### Cores",
        "One core and all of them, %d runs of each by turns; the gain is the median over runs that followed each other. The second "
        "line is the most that this machine gave: programs that share nothing but the machine." % len(results.gains[0].one),
        gains(results),
        "### Sizes and workers", "`caselint check -o json`, %s." % times, sizes(results),
        "### Start-up", "`examples/us-oh.xml` from start to end, %d runs." % len(results.start_up[0].timings),
        start_up(results),
        "### Formats, %s" % megabytes(results.formats_size),
        "`caselint check -o FORMAT` on all cores, %s, and the size of the report." % times, formats(results),
        "### Machine", table(["what", "on this run"], results.facts, left=2),
    ]
    return "\n\n".join(parts) + "\n"


def around(document):
    """What stands before and after the tables of a document."""
    before, found, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not found or not ended:
        raise ValueError("%s has lost the marks between which the tables are written" % document)
    return before, after


def write(document, results):
    """Puts the tables between the marks of a document; what stands around them is kept."""
    before, after = around(document)
    document.write_text("%s%s\n\n%s\n%s%s" % (before, BEGIN, text(results), END, after), encoding="utf-8")
