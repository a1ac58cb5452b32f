"""The picture beside docs/performance.md, as SVG written by hand: wall by peer, memory by size. Nothing is measured here."""
from xml.sax.saxutils import escape

import page

WIDTH, LEFT, RIGHT = 760, 250, 90
BAR, GAP = 22, 12
LINES_HEIGHT = 190
LINE = 15
LIMIT_MIB = 96

# A ground of its own, so that it can be read on any page; darker where the reader asked for dark.
STYLE = """
    .ground { fill: #ffffff; stroke: #d0d7de }
    text { fill: #1f2328; font: 13px system-ui, sans-serif }
    .head { font-weight: 600; font-size: 15px }
    .small { font-size: 11px; fill: #59636e }
    .peer { fill: #8c959f }
    .own { fill: #1a7f64 }
    .axis { stroke: #8c959f; fill: none }
    .limit { stroke: #b35900; stroke-dasharray: 5 4; fill: none }
    .line1 { stroke: #1a7f64; stroke-width: 2; fill: none }
    .line2 { stroke: #0969da; stroke-width: 2; fill: none }
    .line4 { stroke: #8250df; stroke-width: 2; fill: none }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #0d1117; stroke: #3d444d }
      text { fill: #f0f6fc }
      .small { fill: #9198a1 }
      .own { fill: #3fb98f }
      .line1 { stroke: #3fb98f }
      .line2 { stroke: #58a6ff }
      .line4 { stroke: #bc8cff }
      .limit { stroke: #e3933a }
    }
"""


def element(name, content=None, **attributes):
    """One element; a name that ends with _ is a word of Python's, and _ inside stands for -."""
    words = "".join(' %s="%s"' % (key.rstrip("_").replace("_", "-"), escape(str(value), {'"': "&quot;"}))
                    for key, value in attributes.items())
    return "  <%s%s/>" % (name, words) if content is None else "  <%s%s>%s</%s>" % (name, words, escape(content), name)


def label(x, y, content, **attributes):
    return element("text", content, x="%.1f" % x, y="%.1f" % y, **attributes)


def plain(name):
    return name.replace("`", "")


def workers(number):
    return "one process" if number is None else "%d worker%s" % (number, "" if number == 1 else "s")


# ---- Wall by peer ---------------------------------------------------------------------------------------------


def bars(results, top):
    """The elements, and where they end."""
    longest = max(page.wall(row.timings) for row in results.peers)
    parts = [label(16, top, "Seconds for %s (median; shorter is better)" % page.megabytes(results.main), class_="head")]
    y = top + 18
    for row in results.peers:
        seconds = page.wall(row.timings)
        length = max(1.0, (WIDTH - LEFT - RIGHT) * seconds / longest)
        parts.append(label(LEFT - 8, y + 15, plain(row.name), text_anchor="end"))
        parts.append(element("rect", x=LEFT, y=y, width="%.1f" % length, height=BAR, rx=2,
                             class_="own" if row.name.startswith("caselint") else "peer"))
        parts.append(label(LEFT + length + 6, y + 15, "%.2f s" % seconds))
        y += BAR + GAP
    return parts, y


# ---- Memory by size -----------------------------------------------------------------------------------------------


def places(results):
    """Where each size stands: the steps between are alike."""
    step = (WIDTH - LEFT - RIGHT) / max(1, len(results.sizes) - 1)
    return [LEFT + i * step for i in range(len(results.sizes))]


def apart(heights):
    """Where labels stand that would else lie on each other: in the same order, each at least a line from the next."""
    order = sorted(range(len(heights)), key=lambda i: heights[i], reverse=True)
    placed, last = list(heights), None
    for i in order:
        placed[i] = heights[i] if last is None else min(heights[i], last - LINE)
        last = placed[i]
    return placed


def memory_lines(results, height_of):
    numbers = list(results.sizes[0].memories)
    values = [[page.mebibytes(size.memories[number]) for size in results.sizes] for number in numbers]
    heights = [[height_of(value) for value in line] for line in values]
    starts, ends = apart([line[0] for line in heights]), apart([line[-1] for line in heights])
    parts = []
    for i, number in enumerate(numbers):
        points, style = list(zip(places(results), heights[i])), "line%d" % (number or 1)
        parts.append(element("polyline", points=" ".join("%.1f,%.1f" % point for point in points), class_=style))
        parts += [element("circle", cx="%.1f" % x, cy="%.1f" % y, r=3, class_=style) for x, y in points]
        parts.append(label(LEFT - 8, starts[i] + 4, "%s: %.0f MiB" % (workers(number), values[i][0]), text_anchor="end"))
        parts.append(label(WIDTH - RIGHT + 8, ends[i] + 4, "%.0f MiB" % values[i][-1]))
    return parts


def memory(results, top):
    """The elements, and where they end."""
    highest = max([LIMIT_MIB, *(page.mebibytes(memory) for size in results.sizes for memory in size.memories.values())])
    bottom = top + LINES_HEIGHT

    def height_of(value):
        return bottom - (LINES_HEIGHT - 30) * value / (highest * 1.05)

    limit = height_of(LIMIT_MIB)
    parts = [label(16, top, "Memory by size of the export (PSS of all processes, at its highest)", class_="head"),
             element("path", d="M%d %.1f H%d" % (LEFT, bottom, WIDTH - RIGHT), class_="axis"),
             element("path", d="M%d %.1f H%d" % (LEFT, limit, WIDTH - RIGHT), class_="limit"),
             label(LEFT + 6, limit - 5, "%d MiB: the bound for 2 workers" % LIMIT_MIB, class_="small")]
    for x, size in zip(places(results), results.sizes):
        parts.append(label(x, bottom + 18, page.megabytes(size.asked), text_anchor="middle", class_="small"))
    return parts + memory_lines(results, height_of), bottom + 34


# ---- The picture ------------------------------------------------------------------------------------------------------


def description(results):
    """What the picture says, for those who do not see it."""
    walls = ", ".join("%s %.2f seconds" % (plain(row.name), page.wall(row.timings)) for row in results.peers)
    held = "; ".join("%s: %s" % (page.megabytes(size.asked), ", ".join(
        "%s %.0f MiB" % (workers(number), page.mebibytes(memory))
        for number, memory in size.memories.items())) for size in results.sizes)
    return "Time for an export of %s: %s. Memory of caselint by size of the export: %s." % (
        page.megabytes(results.main), walls, held)


def svg(results):
    upper, end = bars(results, 34)
    lower, end = memory(results, end + 26)
    head = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" '
            'aria-labelledby="title desc">' % (WIDTH, end, WIDTH, end),
            element("title", "Time and memory of caselint and its peers", id="title"),
            element("desc", description(results), id="desc"),
            "  <style>%s  </style>" % STYLE,
            element("rect", x=0.5, y=0.5, width=WIDTH - 1, height="%.1f" % (end - 1), rx=6, class_="ground")]
    return "\n".join([*head, *upper, *lower, "</svg>"]) + "\n"
