"""New York against a model of the letter that shares no code with the plugin, on random exports: outcomes and the
values of amounts agree, and no narrative or worker id of the input is in a report.

Every other export has values that cannot be read. MODEL_SEEDS=first:last chooses the exports (100:110 unless told
otherwise).
"""
import concurrent.futures
import itertools
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


def output(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, timeout=300, check=False)


def amounts_of(record):
    """Each amount in short, in order; a period that is not told in full is not told."""
    short = []
    for amount in record["amounts"]:
        months = (amount.get("month"),) * 2 if amount.get("month") else (amount.get("from"), amount.get("to"))
        short.append((amount["kind"], amount.get("subject"), amount["value"], amount["state"], amount.get("due")) + months)
    return short


def compare(record, modelled):
    lines = []
    for rule in sorted(modelled["outcomes"]):
        ours, theirs = record["outcomes"].get(rule), modelled["outcomes"][rule]
        if ours != theirs:
            lines.append("%s: %s, by the model %s" % (rule, ours, theirs))
    if sorted(set(record["outcomes"]) - set(modelled["outcomes"])):
        lines.append("rules the model does not know")
    for ours, theirs in itertools.zip_longest(amounts_of(record), amounts_of(modelled)):
        if ours != theirs:
            lines.append("amount %s, by the model %s" % (ours, theirs))
    return lines


def judge(seed):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "export.xml"
        path.write_bytes(output(sys.executable, "-B", MODEL / "newyork_generate.py", "--seed", seed, "--cases", 60, "--unreadable", 0.3 * (seed % 2)).stdout)
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
