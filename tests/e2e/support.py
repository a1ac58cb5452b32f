"""What the end-to-end tests share: running the program, and small exports to run it on."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

CASELINT = os.environ.get("CASELINT", "build/release/caselint")
SOURCE = pathlib.Path(os.environ.get("CASELINT_SOURCE", "."))
EXAMPLE = SOURCE / "examples" / "us-oh.xml"
NEW_YORK_EXAMPLE = SOURCE / "examples" / "us-ny.xml"
EXAMPLES = [EXAMPLE, NEW_YORK_EXAMPLE]
SANITIZED = os.environ.get("CASELINT_SANITIZED", "0") == "1"

HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n'
        '<CaseExport xmlns="urn:caselint:export:1" xmlns:oh="urn:caselint:us-oh:adoption-subsidy:1" '
        'schemaVersion="1.0" system="Ohio SACWIS" exportedOn="%s">\n')
TAIL = "</CaseExport>\n"


class Result:
    """What a run gave: exit code, standard output and standard error as bytes."""

    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    def json(self):
        return json.loads(self.out)


def run(*arguments, stdin=b"", env=None, cwd=None):
    environment = dict(os.environ, LC_ALL="C")
    environment.update(env or {})
    return Result(subprocess.run([CASELINT, *map(str, arguments)], input=stdin, capture_output=True,
                                 env=environment, cwd=cwd, timeout=300, check=False))


def check(*arguments, **options):
    return run("check", *arguments, **options)


def check_json(*arguments, **options):
    """Runs check with -o json; returns exit code and report."""
    result = check("-o", "json", *arguments, **options)
    return result.code, result.json()


def records_by_id(report):
    return {record["id"]: record for record in report["records"]}


def export(body, exported_on="2008-04-15"):
    return (HEAD % exported_on + body + TAIL).encode()


class Folder(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self._folder.name)
        self.addCleanup(self._folder.cleanup)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


def main():
    unittest.main(argv=[sys.argv[0]] + [a for a in sys.argv[1:] if a != "-v"], verbosity=1)
