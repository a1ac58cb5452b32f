"""Listings of very many findings: every format is written in one go, in memory that does not grow with them.

LISTING_RECORDS=50000 makes more than a million findings of it.
"""
import hashlib
import json
import os
import re
import subprocess
import unittest

from support import CASELINT, NEW_YORK_EXAMPLE, SANITIZED, Folder, check, main, run

MANY = int(os.environ.get("LISTING_RECORDS", "5000"))
FEW = 1500  # enough for every buffer and thread to be in use
GIVEN = 12 * 1024  # KiB, for what the allocator keeps


class Listings(Folder):
    def save(self, count):
        """Saved results with `count` copies of the record that has the most findings, of its amounts and rows the first."""
        lines = check("-o", "jsonl", NEW_YORK_EXAMPLE).out.splitlines(keepends=True)
        records = [json.loads(line) for line in lines if b'"type": "record"' in line]
        record = max(records, key=lambda one: len(one["findings"]))
        record.update(amounts=record["amounts"][:1], rows=record["rows"][:1])
        tail = json.loads(lines[-1])
        digest, path, head = hashlib.sha256(), self.folder / ("%d.jsonl" % count), lines[:-1 - len(records)]
        text = json.dumps(record).replace('"sequence": %d,' % record["sequence"], '"sequence": %d,') % 0
        before, after = text.split('"sequence": 0,')
        with open(path, "wb") as results:
            for line in head:
                digest.update(line)
                results.write(line)
            for number in range(count):
                line = ("%s\"sequence\": %d,%s\n" % (before, number, after.replace(record["id"], "NY-%07d" % number))).encode()
                digest.update(line)
                results.write(line)
            for key in ("findings", "amounts", "rows"):
                tail[key] = count * len(record[key])
            tail.update(records=count, lines=len(head) + count, sha256=digest.hexdigest())
            results.write(json.dumps(tail).encode() + b"\n")
        return path, count * len(record["findings"])

    def peak(self, form, show, results):
        """The most that rendering took, in KiB."""
        process = subprocess.Popen([CASELINT, "report", "--show", show, "-o", "%s:/dev/null" % form, str(results)],
                                   stderr=subprocess.DEVNULL)
        status, usage = os.wait4(process.pid, 0)[1:]
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 1, form)
        return usage.ru_maxrss

    def test_all_are_listed(self):
        path, findings = self.save(FEW)
        report = run("report", "-o", "csv", path).out
        self.assertEqual(report.count(b'\r\n"finding",'), findings)
        self.assertEqual(len(set(re.findall(rb'"(NY-\d{7})"', report))), FEW)

    @unittest.skipIf(SANITIZED, "a sanitizer takes memory of its own")
    def test_memory_does_not_grow(self):
        few, many = self.save(FEW)[0], self.save(MANY)[0]
        formats = re.findall(r"^  ([a-z][a-z-]*) ", run("help", "formats").out.decode(), re.MULTILINE)
        for form in formats:
            for show in ("findings",) if MANY <= 5000 else ("findings", "all"):
                with self.subTest(format=form, show=show):
                    self.assertLess(self.peak(form, show, many), self.peak(form, show, few) + GIVEN)


if __name__ == "__main__":
    main()
