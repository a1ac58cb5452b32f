"""How long functions and files are: no function over 100 lines, at most one in twenty over 60, no file over 800, of tests 1000.

A function is counted from the line of its name to its closing brace. `--list` prints the longest.
"""
import re
import sys

import house

LONGEST = 100
LONG = 60
LONG_SHARE = 20  # one in so many

NAME = re.compile(r"^(\w+)\(")


def functions(path):
    """(line, name, length) of each function: the name stands at the start of a line, the braces alone on theirs."""
    start, title, inside = 0, "", False
    for number, line in enumerate(house.code(path), 1):
        match = NAME.match(line)
        if match and not inside:
            start, title = number, match.group(1)
        elif line == "{" and title:
            inside = True
        elif line == "}" and inside:
            yield start, title, number - start + 1
            title, inside = "", False


def main():
    faults = []
    for folders, most in ((("host", "plugins", "examples"), 800), (("tests",), 1000)):
        found = []
        for path in house.sources(*folders, suffixes=(".c", ".h")):
            length = len(path.read_text(encoding="utf-8").splitlines())
            if length > most:
                faults.append("%s: %d lines; no file has more than %d" % (house.name(path), length, most))
            found += [(length, house.name(path), line, title) for line, title, length in functions(path)]
        found.sort(reverse=True)
        over = [one for one in found if one[0] > LONG]
        where = " and ".join(folders)
        print("%s: %d functions, median %d lines, longest %d, over %d lines: %d" % (
            where, len(found), found[len(found) // 2][0], found[0][0], LONG, len(over)))
        if "--list" in sys.argv:
            for length, name, line, title in found[:10]:
                print("  %4d %s:%d %s" % (length, name, line, title))
        faults += ["%s:%d: %s has %d lines; no function has more than %d" % (name, line, title, length, LONGEST)
                   for length, name, line, title in found if length > LONGEST]
        if len(over) * LONG_SHARE > len(found):
            faults.append("%s: %d of %d functions have more than %d lines; at most one in %d may" % (
                where, len(over), len(found), LONG, LONG_SHARE))
    house.finish(faults)


if __name__ == "__main__":
    main()
