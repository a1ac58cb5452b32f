"""What the scripts in here share: the root of the project, its C sources, and code without its comments and texts."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)


def sources(*folders, suffixes=(".c", ".h", ".def")):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and "build" not in path.relative_to(ROOT).parts:
                yield path


def name(path):
    return path.relative_to(ROOT).as_posix()


def code(path):
    """The lines of a file; comments are gone and texts are empty, so that lines keep their numbers."""

    def empty(match):
        token = match.group()
        return token[0] + token[-1] if token[0] in "\"'" else "\n" * token.count("\n")

    return TOKEN.sub(empty, path.read_text(encoding="utf-8")).split("\n")


def finish(faults):
    """Prints the faults, one a line, and leaves."""
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)
