"""Golden reports: exports and the reports they must give, byte for byte.

Every line of cases.txt is a case: its name, and the arguments of caselint (paths from the root of the project). The output
is golden/NAME.out, with the exit code in its last line. A line `@NAME arguments` saves results for the cases that name
@NAME among their arguments; these see no other files. `tests/golden/test_golden.py --update` writes them anew; then
read `git diff`.
"""
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CASELINT = os.environ.get("CASELINT", str(ROOT / "build" / "release" / "caselint"))


def lines():
    for line in (HERE / "cases.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, arguments = line.partition(" ")
            yield name, shlex.split(arguments)


def run(arguments, folder=ROOT):
    done = subprocess.run([os.path.abspath(CASELINT), *arguments], capture_output=True, cwd=folder, timeout=300, check=False)
    return done.stdout + done.stderr + b"exit %d\n" % done.returncode


def outputs():
    """Every case with what caselint says."""
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in lines():
            if name.startswith("@"):
                run(["check", "-o", "jsonl:%s/%s.jsonl" % (folder, name[1:]), *arguments])
            elif any(argument.startswith("@") for argument in arguments):
                named = [argument[1:] + ".jsonl" if argument.startswith("@") else argument for argument in arguments]
                yield name, run(named, folder)
            else:
                yield name, run(arguments)


def update():
    for name, said in outputs():
        (HERE / (name + ".out")).write_bytes(said)


class Golden(unittest.TestCase):
    def test_reports(self):
        known = set()
        for name, said in outputs():
            known.add(name + ".out")
            with self.subTest(case=name):
                self.assertEqual(said.decode().splitlines(), (HERE / (name + ".out")).read_text().splitlines())
        self.assertEqual(known, {path.name for path in HERE.glob("*.out")}, "a report without a case")


if __name__ == "__main__":
    if "--update" in sys.argv:
        update()
    else:
        unittest.main(argv=sys.argv[:1])
