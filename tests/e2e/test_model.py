"""The program against a model of the letter that shares no code with it, on random exports: every outcome and
every amount agree, and no name, birth date or worker id of the input is anywhere in a report.

MODEL_SEEDS=first:last chooses the exports (100:140 unless told otherwise).
"""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from support import CASELINT, SANITIZED, SOURCE, main

MODEL = SOURCE / "tests" / "model"
FIRST, LAST = map(int, os.environ.get("MODEL_SEEDS", "100:110" if SANITIZED else "100:140").split(":"))
CASES = 60
PRIVATE = re.compile(r"(?:GIVEN|SUR|WKR)\w+|(?<=PersonBirthDate>)[0-9-]+")


def output(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, timeout=300, check=False)


def compare(record, modelled):
    """What differs between a record of the report and the model's, as lines."""
    lines = []
    for rule in sorted(set(record["outcomes"]) | set(modelled["outcomes"])):
        ours, theirs = record["outcomes"].get(rule), modelled["outcomes"].get(rule)
        if ours != theirs:
            lines.append("%s: %s, by the model %s" % (rule, ours, theirs))
    keys = ("kind", "month", "value", "due", "state")
    ours = sorted(tuple(str(amount[key]) for key in keys) for amount in record["amounts"])
    theirs = sorted(tuple(str(amount[key]) for key in keys) for amount in modelled["amounts"])
    if ours != theirs:
        lines.append("amounts %s, by the model %s" % (ours, theirs))
    return lines


def judge(seed):
    """The differences of one random export."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "export.xml"
        path.write_bytes(output(sys.executable, "-B", MODEL / "generate.py", "--seed", seed, "--cases", CASES).stdout)
        modelled = json.loads(output(sys.executable, "-B", MODEL / "ohio_model.py", path).stdout)["records"]
        done = output(CASELINT, "check", "--show", "all", "-o", "json", path)
        text = output(CASELINT, "check", "--show", "all", path)
        secrets = set(PRIVATE.findall(path.read_text()))
    if done.returncode not in (0, 1, 3):
        return ["exit %d: %s" % (done.returncode, done.stderr.decode())], 0
    report = {record["id"]: record for record in json.loads(done.stdout)["records"]}
    differences = ["%s is not in the report" % record["id"] for record in modelled if record["id"] not in report]
    for record in modelled:
        if record["id"] in report:
            differences += ["%s %s" % (record["id"], line) for line in compare(report[record["id"]], record)]
    shown = done.stdout + done.stderr + text.stdout + text.stderr
    # A birth date may be the date of something else, too: only the birth dates that are nowhere else count.
    differences += ["private: %s" % secret for secret in secrets if not secret[0].isdigit() and secret.encode() in shown]
    return differences, len(modelled)


class Model(unittest.TestCase):
    def test_outcomes_and_amounts_agree(self):
        compared = 0
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for seed, (differences, count) in zip(range(FIRST, LAST), pool.map(judge, range(FIRST, LAST))):
                self.assertEqual(differences, [], "seed %d" % seed)
                compared += count
        print("%d records agree" % compared, file=sys.stderr)
        self.assertGreater(compared, (LAST - FIRST) * CASES)


if __name__ == "__main__":
    main()
