"""New York against a model of the letter that shares no code with the plugin, on random exports: outcomes and the
values of amounts agree, and no narrative or worker id of the input is in a report.

The letter leaves room; where the model and the plugin read it differently, the rules are named in READINGS and not
compared. MODEL_SEEDS=first:last chooses the exports (100:110 unless told otherwise).
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

from support import CASELINT, SOURCE, main

MODEL = SOURCE / "tests" / "model"
FIRST, LAST = map(int, os.environ.get("MODEL_SEEDS", "100:110").split(":"))
PRIVATE = re.compile(r"(?:NARR|WKR)\w+")

# Nothing to judge, undated lines and payments, payments of unknown lines, several periods: either reading is possible.
READINGS = {"NYS-FSI-13", "NYS-FSS-01", "NYS-FSS-07", "NYS-FSS-08", "NYS-FSS-10", "NYS-WMS-05", "NYS-WMS-07",
            "NYS-WMS-08", "NYS-WMS-09", "NYS-WMS-11", "NYS-PAY-01", "NYS-PAY-02", "NYS-ORD-06"}


def output(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, timeout=300, check=False)


def compare(record, modelled):
    lines = []
    for rule in sorted(set(modelled["outcomes"]) - READINGS):
        ours, theirs = record["outcomes"].get(rule), modelled["outcomes"][rule]
        if ours != theirs:
            lines.append("%s: %s, by the model %s" % (rule, ours, theirs))
    missed = [sorted(amount["value"] for amount in side["amounts"] if amount["kind"] == "missed")
              for side in (record, modelled)]
    if missed[0] != missed[1]:
        lines.append("missed %s, by the model %s" % tuple(missed))
    return lines


def judge(seed):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "export.xml"
        path.write_bytes(output(sys.executable, "-B", MODEL / "newyork_generate.py", "--seed", seed, "--cases", 60, "--unreadable", 0).stdout)
        modelled = json.loads(output(sys.executable, "-B", MODEL / "newyork_model.py", path).stdout)["records"]
        done = output(CASELINT, "check", "--show", "all", "-o", "json", path)
        secrets = set(PRIVATE.findall(path.read_text()))
    if done.returncode not in (0, 1, 3):
        return ["exit %d: %s" % (done.returncode, done.stderr.decode())], 0
    report = {record["id"]: record for record in json.loads(done.stdout)["records"]}
    differences = ["private: %s" % secret for secret in secrets if secret.encode() in done.stdout + done.stderr]
    for record in modelled:
        differences += ["%s %s" % (record["id"], line) for line in compare(report[record["id"]], record)]
    return differences, len(modelled)


class Model(unittest.TestCase):
    def test_outcomes_and_amounts_agree(self):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for seed, (differences, count) in zip(range(FIRST, LAST), pool.map(judge, range(FIRST, LAST))):
                self.assertEqual(differences, [], "seed %d" % seed)
                self.assertGreaterEqual(count, 60)


if __name__ == "__main__":
    main()
