"""The HTML report: one page or a folder of pages, whole, bounded, linked, and saying the same as the JSON report."""
import os
import pathlib
import re
import stat
import subprocess
import sys

import pages
from support import EXAMPLE, EXAMPLES, SOURCE, Folder, check, main, run

LARGEST = 1000000
BAD = sorted((SOURCE / "tests" / "corpus" / "bad").glob("*.xml"))


def generated(cases, seed=7):
    script = SOURCE / "tests" / "model" / "generate.py"
    command = [sys.executable, "-B", str(script), "--seed", str(seed), "--cases", str(cases), "--exported-on", "2008-04-15"]
    return subprocess.run(command, capture_output=True, check=True).stdout


class Reports(Folder):
    def render(self, *inputs, arguments=(), form="folder"):
        """Exit code and pages of a report, with what every report must be looked at."""
        place = self.folder / ("report" if form == "folder" else "report.html")
        result = check("-o", "html:%s" % place, *arguments, *inputs)
        self.assertEqual(result.out, b"")
        found = pages.read(place)
        pages.check(found)
        for page in found.values():
            self.assertLessEqual(len(page.source.encode()), LARGEST, page.path)
            self.assertEqual("NOT COMPLETE" in page.text, result.code in (3, 4), page.path)
        return result.code, found


class Content(Reports):
    def report(self, *inputs, arguments=()):
        return check("-o", "json", *arguments, *inputs).json()

    def assert_tells(self, found, report):
        """Every finding is in the table and with its record, every amount with its working."""
        rows = [row for page in found.values() for row in page.findings()]
        wanted = [(record["id"] or "(record without an id)", record["group"] or "", finding["severity"], finding["rule"],
                   " ".join(finding["message"].split()), finding["due"] or "")
                  for record in report["records"] for finding in record["findings"]]
        self.assertEqual(len(rows), len(wanted))
        for row, (record, group, severity, rule, message, due) in zip(rows, wanted):
            self.assertEqual((row[0], row[1], row[3], row[5], row[6]), (record, group, severity, message, due))
            self.assertEqual(row[4].split()[0], rule)
        text = " ".join(page.text for name, page in found.items() if not name.startswith("findings"))
        for record in report["records"]:
            for finding in record["findings"]:
                self.assertIn(" ".join(finding["remedy"].split()), text)
            for amount in record["amounts"]:
                self.assertIn(amount["title"], text)
                for step in amount["working"]:
                    self.assertIn(step["formula"] or step["label"], text)

    def test_the_same_as_json(self):
        report = self.report(*EXAMPLES)
        for form in ("folder", "page"):
            code, found = self.render(*EXAMPLES, form=form)
            self.assertEqual(code, 1)
            self.assert_tells(found, report)

    def test_every_record_with_show_all(self):
        report = self.report(*EXAMPLES, arguments=["--show", "all"])
        for form in ("folder", "page"):
            _, found = self.render(*EXAMPLES, arguments=["--show", "all"], form=form)
            self.assert_tells(found, report)
            text = " ".join(page.text for page in found.values())
            self.assertEqual(text.count("Every rule and its outcome"), report["summary"]["records"])

    def test_money_is_that_of_json(self):
        summary = self.report(*EXAMPLES)["summary"]
        _, found = self.render(*EXAMPLES)
        for jurisdiction in ("US-NY", "US-OH"):
            table = found["index.html"].table("Money of %s by kind, all counties and districts" % jurisdiction)
            wanted = [amount for amount in summary["amounts"] if amount["jurisdiction"] == jurisdiction]
            self.assertEqual([(row[0], row[2], row[3]) for row in table["rows"]],
                             [(amount["title"], str(amount["count"]), amount["value"]) for amount in wanted])
            states = [name.lower() for name in table["head"][0][4:10]]
            for row, amount in zip(table["rows"], wanted):
                self.assertEqual(dict(zip(states, row[4:10])), {state: amount["byState"].get(state, "0.00") for state in states})

    def test_outcomes_are_those_of_json(self):
        summary = self.report(*EXAMPLES)["summary"]
        _, found = self.render(*EXAMPLES)
        index = found["index.html"]
        rows = index.table("Rules with findings, the worst first")["rows"] + index.table("Rules without a finding")["rows"]
        names = ["fail", "error", "unknown", "pending", "manual", "pass", "notapplicable"]
        for row in rows:
            told = {name: int(count) for name, count in zip(names, row[2:]) if int(count)}
            self.assertEqual(told, summary["rules"][row[0].split()[0]])
        applied = [rule for rule, counts in summary["rules"].items() if set(counts) - {"notapplicable"}]
        self.assertEqual(len(rows), len(applied))
        groups = index.table("Records of each county or district, by their worst outcome")["rows"]
        self.assertEqual({row[0]: sum(map(int, row[2:])) for row in groups},
                         {"%s, %s" % (one["jurisdiction"], one["group"]): one["records"] for one in summary["groups"]})

    def test_totals_only(self):
        _, found = self.render(*EXAMPLES, arguments=["--show", "totals"])
        text = " ".join(page.text for page in found.values())
        for record in ("OH-25-000102", "NY-0002"):
            self.assertNotIn(record, text)
        self.assertIn("NOT COMPLIANT", found["index.html"].text)
        self.assertEqual({name.split("-")[0] for name in found}, {"index.html", "groups", "letter", "run"})

    def test_a_selection_is_said(self):
        _, found = self.render(EXAMPLE, arguments=["--select", "OH-LIV"])
        self.assertIn("rules selected; the others were not run", found["index.html"].text)

    def test_verdicts(self):
        _, found = self.render(EXAMPLE, arguments=["--select", "OH-LIV-03"], form="page")
        text = found["report.html"].text
        self.assertIn("COMPLIANT: no record fails.", text)
        self.assertIn("Complete: every input was read to its end", text)

    def test_steps_and_calendar(self):
        _, found = self.render(EXAMPLE, arguments=["--as-of", "2008-01-10"])
        index = found["index.html"]
        self.assertIn("COMING", index.text)
        steps = int(re.search(r"Steps to do</dt><dd class=\"big\">(\d+)", index.source).group(1))
        days = sum(map(int, re.findall(r"<span>(\d+) (?:late|to do)</span>", index.source)))
        other = sum(int(late) + int(open_steps) for late, open_steps in
                    re.findall(r"(?:In later months|Without a date): (\d+) late, (\d+) to do", index.text))
        self.assertGreater(days, 0)
        self.assertEqual(days + other, steps)
        self.assertEqual(index.source.count("<li class=\"late\">") + index.source.count("<li class=\"due\">") +
                         index.source.count("<li class=\"coming\">") + index.source.count("<li class=\"open\">"), steps)

    def test_the_same_bytes_again(self):
        first = check("-o", "html:%s" % (self.folder / "one"), "-o", "html", *EXAMPLES)
        second = check("-o", "html:%s" % (self.folder / "two"), "-o", "html", *EXAMPLES)
        self.assertEqual(first.out, second.out)
        self.assertGreater(len(first.out), 10000)
        for path in sorted((self.folder / "one").iterdir()):
            self.assertEqual(path.read_bytes(), (self.folder / "two" / path.name).read_bytes(), path.name)

    def test_incomplete_inputs(self):
        for path in BAD[:12]:
            with self.subTest(path=path.name):
                code, found = self.render(path)
                index = found["index.html"].text
                if code in (3, 4):
                    self.assertNotIn("Complete: every input", index)
                    self.assertIn("faults-0001.html", found)

    def test_half_an_export(self):
        for form in ("folder", "page"):
            path = self.write("half.xml", EXAMPLE.read_bytes()[:6000])
            code, found = self.render(path, form=form)
            self.assertEqual(code, 3)
            self.assertIn("CL-INPUT-TRUNCATED", " ".join(page.text for page in found.values()))


class Hostile(Reports):
    MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=y>&amp;"

    def test_markup_in_ids_and_counties(self):
        quoted = self.MARKUP.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        text = EXAMPLE.read_text().replace('id="OH-25-000102"', 'id="%s"' % quoted).replace('county="25"', 'county="%s"' % quoted)
        for form in ("folder", "page"):
            _, found = self.render(self.write("hostile.xml", text), arguments=["--schema", "off", "--show", "all"], form=form)
            every = " ".join(page.text for page in found.values())
            self.assertTrue(self.MARKUP in every)
            self.assertFalse([one for page in found.values() for one in page.attributes if one[0] == "img"])

    def test_markup_in_names_of_files(self):
        for name in ("<b>&\"'.xml", "a\u202eb.xml", "new\nline.xml"):
            self.render(self.write(name, EXAMPLE.read_bytes()), form="page")
        path = os.fsencode(self.folder) + b"/\xff\xfe.xml"
        pathlib.Path(os.fsdecode(path)).write_bytes(EXAMPLE.read_bytes())
        result = check("-o", "html", os.fsdecode(path))
        self.assertTrue("??.xml" in result.out.decode("utf-8"))

    def test_controls_in_ids(self):
        text = EXAMPLE.read_text().replace('county="25"', 'county="a&#x85;b\u2066d"')
        _, found = self.render(self.write("hostile.xml", text), arguments=["--schema", "off"], form="page")
        self.assertTrue("a\\u0085b\\u2066d" in found["report.html"].text)
        self.assertFalse("\u2066" in found["report.html"].source)


class Size(Reports):
    def setUp(self):
        super().setUp()
        self.export = self.write("many.xml", generated(2500))

    def test_pages(self):
        code, found = self.render(self.export)
        report = check("-o", "json", self.export).json()
        self.assertGreater(sum(name.startswith("records-") for name in found), 3)
        self.assertGreater(sum(name.startswith("findings-") for name in found), 1)
        rows = [row for name in sorted(found) for row in found[name].findings()]
        wanted = [(record["id"] or "(record without an id)", finding["rule"]) for record in report["records"]
                  for finding in record["findings"]]
        self.assertEqual([(row[0], row[4].split()[0]) for row in rows], wanted)
        self.assertEqual(code, check("-o", "json:/dev/null", self.export).code)
        ids = [one for page in found.values() for one in page.ids if one.startswith("r") and one[1:].isdigit()]
        self.assertEqual(len(ids), len(report["records"]))
        self.assertEqual(len(set(ids)), len(ids))

    def test_one_page_says_what_it_left_out(self):
        _, found = self.render(self.export, form="page")
        page = found["report.html"]
        report = check("-o", "json", self.export).json()
        total = sum(len(record["findings"]) for record in report["records"])
        self.assertIn("%d findings have no room on this page" % (total - len(page.findings())), page.text)
        records = sum(1 for one in page.ids if one.startswith("r") and one[1:].isdigit())
        self.assertIn("%d records have no room on this page" % (len(report["records"]) - records), page.text)
        self.assertIn("-o html:FOLDER", page.text)
        self.assertGreater(len(page.source.encode()), LARGEST / 2)

    def test_a_record_over_several_pages(self):
        text = EXAMPLE.read_text()
        start = text.index("<oh:ReviewRecord")
        end = text.index("/>", start) + 2
        more = "".join('<oh:ReviewRecord reviewDate="2008-02-0%d" enteredOn="2008-01-%02d"><oh:SubsidyAmount>1.00'
                       "</oh:SubsidyAmount></oh:ReviewRecord>" % (i % 9 + 1, i % 28 + 1) for i in range(3000))
        _, found = self.render(self.write("long.xml", text[:end] + text[end:].replace("</oh:AdoptionSubsidyCase>",
                                                                                      more + "</oh:AdoptionSubsidyCase>", 1)),
                               arguments=["--schema", "off"])
        records = [name for name in found if name.startswith("records-")]
        self.assertGreater(len(records), 1)
        for name in sorted(records)[1:]:
            self.assertIn(", continued", found[name].text)
        report = check("-o", "json", "--schema", "off", self.folder / "long.xml").json()
        findings = sum(len(record["findings"]) for record in report["records"])
        self.assertEqual(sum(bool(re.fullmatch(r"r\d+-\d+", one)) for name in records for one in found[name].ids), findings)


class Place(Folder):
    def setUp(self):
        super().setUp()
        self.place = self.folder / "report"

    def render(self, *arguments, place=None):
        return check("-o", "html:%s" % (place or self.place), *arguments, EXAMPLE)

    def assert_clean(self):
        self.assertEqual([path.name for path in self.folder.rglob(".caselint-*")], [])

    def assert_refused(self, phrase, *arguments, place=None):
        result = self.render(*arguments, place=place)
        self.assertEqual((result.code, result.out), (2, b""))
        self.assertIn(phrase, result.err)
        self.assert_clean()

    def test_new_and_again(self):
        self.assertEqual(self.render().code, 1)
        names = {path.name for path in self.place.iterdir()}
        self.assertIn("index.html", names)
        stale = self.place / "records-0099.html"
        stale.write_text("old")
        self.assertEqual(self.render("--show", "totals").code, 1)
        self.assertFalse(stale.exists())
        self.assert_clean()

    def test_modes(self):
        old = os.umask(0o027)
        try:
            self.render()
        finally:
            os.umask(old)
        self.assertEqual(stat.S_IMODE(self.place.stat().st_mode), 0o750)
        self.assertEqual(stat.S_IMODE((self.place / "index.html").stat().st_mode), 0o640)

    def test_slash_at_the_end(self):
        self.assertEqual(self.render(place="%s/" % self.place).code, 1)
        self.assertTrue((self.place / "index.html").exists())
        self.assert_refused(b"two reports", "-o", "html:%s/" % self.place)

    def test_link(self):
        self.place.mkdir()
        link = self.folder / "link"
        link.symlink_to(self.place)
        self.assertEqual(self.render(place=link).code, 1)
        self.assertTrue(link.is_symlink())
        self.assertTrue((self.place / "index.html").exists())

    def test_what_is_not_replaced(self):
        self.place.mkdir()
        letter = self.place / "letter.txt"
        letter.write_text("precious")
        self.assert_refused(b"no earlier report")
        self.assertEqual(letter.read_text(), "precious")
        letter.unlink()
        (self.place / "index.html").write_text("<html>somebody's</html>")
        self.assert_refused(b"no earlier report")
        self.assert_refused(b"it is no folder", place=self.write("file", "x"))

    def test_another_report_in_the_folder(self):
        self.render()
        self.assert_refused(b"lies in the folder", "-o", "json:%s/a.json" % self.place)

    def test_no_such_folder_around(self):
        result = self.render(place=self.folder / "none" / "such")
        self.assertEqual(result.code, 5)
        self.assertIn(b"no such folder", result.err)

    def test_input_in_the_folder(self):
        self.place.mkdir()
        inside = self.place / "case.xml"
        inside.write_bytes(EXAMPLE.read_bytes())
        result = check("-o", "html:%s" % self.place, inside)
        self.assertEqual(result.code, 2)
        self.assertTrue(inside.exists())

    def test_one_page_to_standard_output(self):
        page = self.folder / "page.html"
        result = check("-o", "html", EXAMPLE)
        check("-o", "html:%s" % page, EXAMPLE)
        self.assertEqual(result.out, page.read_bytes())

    def test_explain_has_no_html(self):
        self.assertEqual(run("explain", "-o", "html", "OH-LIV-03").code, 2)

    def test_saved_results_give_the_same(self):
        saved = self.folder / "results.jsonl"
        check("-o", "jsonl:%s" % saved, "-o", "html:%s" % self.place, *EXAMPLES)
        again = self.folder / "again"
        run("report", "-o", "html:%s" % again, saved)
        for path in sorted(self.place.iterdir()):
            self.assertEqual(path.read_bytes(), (again / path.name).read_bytes(), path.name)


if __name__ == "__main__":
    main()
