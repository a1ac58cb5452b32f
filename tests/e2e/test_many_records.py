"""Exports with very many records: memory that does not grow with them, and limits that are reported when they are reached."""
import os
import subprocess
import unittest

from support import CASELINT, HEAD, SANITIZED, TAIL, Folder, check_json, main

CASE = """<oh:AdoptionSubsidyCase id="OH-25-%(n)06d" county="25" program="AA" paidThrough="SACWIS">
<oh:Child personId="P-%(n)d"><oh:PersonName><oh:PersonGivenName>Ada</oh:PersonGivenName><oh:PersonSurName>Sample</oh:PersonSurName>\
</oh:PersonName><oh:PersonBirthDate>1999-05-04</oh:PersonBirthDate></oh:Child>
%(request)s<oh:Agreement id="A-%(n)d" effectiveOn="2008-01-01"><oh:PriorSubsidyMonthlyAmount>250.00</oh:PriorSubsidyMonthlyAmount>\
<oh:SubsidyMonthlyAmount>300.00</oh:SubsidyMonthlyAmount></oh:Agreement>
<oh:Payment month="2008-01" issuedOn="2008-01-15"><oh:Amount>250.00</oh:Amount></oh:Payment>
</oh:AdoptionSubsidyCase>
"""
REQUEST = '<oh:RetroactiveRequest month="2008-01" requestedOn="2008-01-09"/>\n'
INVOICE = """<oh:MatchInvoice id="%s" county="25" signedOn="2008-03-20" mailedOn="2008-03-28" addressee="ODJFS/OCF">%s</oh:MatchInvoice>
"""
LINE = """<oh:InvoiceLine caseId="%s"><oh:JanuaryAmount>250.00</oh:JanuaryAmount><oh:FebruaryAmount>350.00</oh:FebruaryAmount>\
<oh:MatchAmount>50.00</oh:MatchAmount></oh:InvoiceLine>"""

# What facts, record ids and supplements may take before they go to the temporary file, twice for the two rounds, with
# what the allocator keeps.
GIVEN = 40 * 1024


def case(number):
    """Every other case has a request; of the others the whole record is kept for reconciliation."""
    return CASE % {"n": number, "request": REQUEST if number % 2 else ""}


class Memory(Folder):
    def write_export(self, count):
        path = self.folder / ("%d.xml" % count)
        with open(path, "w", encoding="utf-8") as export:
            export.write(HEAD % "2008-04-15")
            for number in range(count):
                export.write(case(number))
            export.write(TAIL)
        return path

    def peak(self, path, form):
        """The most that any process of the run took, in KiB, and the report."""
        report = self.folder / "report"
        process = subprocess.Popen([CASELINT, "check", "-o", "%s:%s" % (form, report), str(path)], stderr=subprocess.DEVNULL,
                                   env=dict(os.environ, TMPDIR=str(self.folder)))
        status, usage = os.wait4(process.pid, 0)[1:]
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 1)
        return usage.ru_maxrss

    @unittest.skipIf(SANITIZED, "a sanitizer takes memory of its own")
    def test_ten_times_as_many_take_no_more(self):
        few, many = self.write_export(5000), self.write_export(50000)
        for form in ("json", "text"):
            with self.subTest(form=form):
                self.assertLess(self.peak(many, form), self.peak(few, form) + GIVEN)

    def test_nothing_of_it_stays(self):
        self.peak(self.write_export(20000), "json")
        self.assertEqual(sorted(entry.name for entry in self.folder.iterdir()), ["20000.xml", "report"])


class Limits(Folder):
    def report(self, *records):
        return check_json(self.write("export.xml", (HEAD % "2008-04-15") + "".join(records) + TAIL))

    @staticmethod
    def lost(report):
        return [record["id"] for record in report["records"]
                if any(finding["rule"] == "CL-LIMIT-KEY" for finding in record["findings"])]

    def test_one_case_in_too_many_lines(self):
        invoices = [INVOICE % ("I-%d" % i, LINE % "OH-25-000001" + LINE % ("X-%d" % i)) for i in range(4096)]
        code, report = self.report(case(1), case(3), *invoices)
        self.assertEqual((code, report["complete"]), (4, False))
        # The case and every invoice that names it; the lines that name other cases were judged.
        self.assertEqual(self.lost(report), ["OH-25-000001"] + ["I-%d" % i for i in range(4096)])
        for record in report["records"]:
            if record["id"] != "OH-25-000003":
                self.assertEqual(record["outcome"], "error")
        self.assertTrue(all(any(finding["rule"] == "OH-INV-12" for finding in record["findings"])
                            for record in report["records"] if record["id"].startswith("I-")))

    def test_one_case_in_as_many_lines_as_may_be(self):
        lines = [INVOICE % ("I-%d" % i, LINE % "OH-25-000001" * 100) for i in range(20)]
        code, report = self.report(case(1), *lines)
        self.assertEqual(self.lost(report), [])
        self.assertEqual((code, report["complete"]), (1, True))

    def test_a_record_named_twice_in_one_key_says_it_once(self):
        code, report = self.report(INVOICE % ("I-1", LINE % "C-1" * 5000))
        self.assertEqual(code, 4)
        rules = [finding["rule"] for finding in report["records"][0]["findings"]]
        self.assertEqual(rules.count("CL-LIMIT-KEY"), 1)

    def test_too_many_records_with_one_id(self):
        code, report = self.report(*[INVOICE % ("SAME", LINE % ("X-%d" % i)) for i in range(5000)])
        self.assertEqual((code, report["complete"]), (3, False))
        rules = [finding["rule"] for finding in report["inputFindings"]]
        self.assertEqual(rules.count("CL-INPUT-DUPLICATE-ID"), 1000)
        self.assertEqual(rules.count("CL-INPUT-MORE"), 1)

    def test_too_many_counties(self):
        code, report = self.report(*[case(i).replace('county="25"', 'county="C%04d"' % i) for i in range(2060)])
        self.assertEqual((code, report["complete"]), (3, False))
        self.assertEqual([finding["rule"] for finding in report["inputFindings"]], ["CL-LIMIT-GROUPS"])
        groups = {group["group"]: group["records"] for group in report["summary"]["groups"]}
        self.assertEqual(len(groups), 2049)
        self.assertEqual(groups["(other groups)"], 12)
        self.assertEqual(sum(groups.values()), 2060)

    def test_as_many_counties_as_may_be(self):
        code, report = self.report(*[case(i).replace('county="25"', 'county="C%04d"' % i) for i in range(2048)])
        self.assertEqual((code, report["complete"]), (1, True))
        self.assertEqual(len(report["summary"]["groups"]), 2048)


if __name__ == "__main__":
    main()
