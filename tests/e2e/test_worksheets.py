"""Worksheets as documents, to print and as CSV; and the invoice with names, which go nowhere else."""
import csv
import io
import os
import re
import stat
import subprocess

import pages
from support import CASELINT, EXAMPLE, EXAMPLES, Folder, check, main, run

WORKSHEETS = {"case-worksheet": 4, "jfs-01659": 1, "jfs-02820": 1, "match-invoice": 2, "reconciliation": 4, "steps": None}
# Every format that a report can have; those this build does not know are left out.
FORMATS = ["text", "json", "html", "csv", "csv-amounts", "jsonl", "sarif", "junit", "github", "markdown", "svrl", "tap", "xml"]


def rows_of(data):
    """The rows of a CSV document, all of one length, by their first cell; strict as RFC 4180."""
    text = data.decode("utf-8")
    if "\n" in re.sub(r'"(?:[^"]|"")*"', "", text).replace("\r\n", ""):
        raise AssertionError("a line that does not end with CRLF")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if len({len(row) for row in rows}) != 1:
        raise AssertionError("rows of different lengths")
    found = {"notice": [], "part": [], "row": [], "total": [], "text": []}
    for row in rows:
        found[row[0]].append(row[1:])
    return found


class Documents(Folder):
    def write_worksheet(self, worksheet, ending, *inputs, option="--worksheet", arguments=()):
        path = self.folder / ("%s.%s" % (worksheet, ending))
        result = check("-o", "json:/dev/null", option, "%s:%s" % (worksheet, path), *arguments, *inputs)
        return result, path

    def page(self, *arguments, **options):
        _, path = self.write_worksheet(*arguments, **options)
        found = pages.read(path)
        pages.check(found)
        return found[path.name]

    def sheets(self, *inputs):
        return {sheet["id"]: sheet for sheet in check("-o", "json", *inputs).json()["worksheets"]}

    def test_the_same_as_json(self):
        sheets = self.sheets(*EXAMPLES)
        self.assertEqual(set(sheets), set(WORKSHEETS))
        for worksheet, count in WORKSHEETS.items():
            wanted = sheets[worksheet]
            with self.subTest(worksheet=worksheet):
                _, path = self.write_worksheet(worksheet, "csv", *EXAMPLES)
                found = rows_of(path.read_bytes())
                self.assertEqual(found["part"], [[column["title"] for column in wanted["columns"]]])
                self.assertEqual(found["notice"], [])
                told = [row for group in wanted["groups"] for row in group["rows"]]
                self.assertEqual(len(found["row"]), count or len(told))
                for row, cells in zip(found["row"], told):
                    for cell, value, column in zip(row, cells, wanted["columns"]):
                        if column["restricted"]:
                            self.assertEqual(cell, "[name withheld]")
                        elif value is not None:
                            self.assertEqual(cell, str(value).lower() if isinstance(value, bool) else str(value))
                        else:
                            self.assertEqual(cell, "")
                self.assertEqual(len(found["total"]), len(wanted["groups"]))
                for row, group in zip(found["total"], wanted["groups"]):
                    totals = {column["id"]: cell for cell, column in zip(row, wanted["columns"]) if column["id"] in group["totals"]}
                    self.assertEqual(totals, {key: str(value) for key, value in group["totals"].items()})
                self.assertEqual(len(found["text"]), len(wanted["lines"]))

    def test_pages(self):
        sheets = self.sheets(*EXAMPLES)
        for worksheet, wanted in sheets.items():
            page = self.page(worksheet, "html", *EXAMPLES)
            tables = [table for table in page.tables if table["caption"].startswith(wanted["title"])]
            self.assertEqual(len(tables), len(wanted["groups"]))
            for table, group in zip(tables, wanted["groups"]):
                self.assertEqual(len(table["rows"]), len(group["rows"]))
                for value in group["totals"].values():
                    self.assertIn(str(value), table["foot"][0])
            for line in wanted["lines"]:
                self.assertEqual(page.text.count(" ".join(line.split())), len(wanted["groups"]))
            self.assertNotIn("Sample", page.text)

    def test_what_it_was_made_from(self):
        page = self.page("match-invoice", "html", EXAMPLE)
        for words in ("monthly amount up to which the state participates", "300.00", "OH-A1", "SHA-256", "as of 2008-04-15"):
            self.assertIn(words, page.text)
        self.assertNotIn("NY-A23", page.text)

    def test_incomplete(self):
        half = self.write("half.xml", EXAMPLE.read_bytes()[:5000])
        result, path = self.write_worksheet("case-worksheet", "csv", half)
        self.assertEqual(result.code, 3)
        self.assertTrue(path.read_bytes().startswith(b'"notice","NOT COMPLETE: '))
        self.assertIn("NOT COMPLETE", self.page("case-worksheet", "html", half).text)
        _, path = self.write_worksheet("match-invoice", "csv", half, option="--restricted")
        self.assertEqual([row[0][:12] for row in rows_of(path.read_bytes())["notice"]], ["Confidential", "NOT COMPLETE"])

    def test_without_rows(self):
        _, path = self.write_worksheet("jfs-02820", "csv", EXAMPLES[1])
        found = rows_of(path.read_bytes())
        self.assertEqual((len(found["part"]), found["row"], found["total"]), (1, [], []))
        self.assertIn("No record of this run has a row", self.page("jfs-02820", "html", EXAMPLES[1]).text)

    def test_formulas_are_texts(self):
        for start in ("=", "+", "-", "@", "\uff1d"):
            text = EXAMPLE.read_text().replace('id="OH-25-000102"', 'id="%sHYPERLINK(1)"' % start)
            text = text.replace('id="OH-25-000101"', 'id="a&quot;,=1"')
            _, path = self.write_worksheet("case-worksheet", "csv", self.write("formula.xml", text), arguments=["--schema", "off"])
            cells = [cell for row in rows_of(path.read_bytes())["row"] for cell in row]
            self.assertIn("'%sHYPERLINK(1)" % start, cells)
            self.assertIn('a",=1', cells)
            self.assertFalse([cell for cell in cells if cell[:1] in tuple("=+@\t\r") + ("-",) and not cell[1:2].isdigit()])

    def test_default_report_is_still_written(self):
        path = self.folder / "sheet.csv"
        result = check("--worksheet", "steps:%s" % path, *EXAMPLES)
        self.assertEqual(result.out, check(*EXAMPLES).out)

    def test_from_saved_results(self):
        saved, sheet = self.folder / "results.jsonl", self.folder / "again.html"
        _, path = self.write_worksheet("case-worksheet", "html", *EXAMPLES, arguments=["-o", "jsonl:%s" % saved])
        run("report", "-o", "json:/dev/null", "--worksheet", "case-worksheet:%s" % sheet, saved)
        self.assertEqual(sheet.read_bytes(), path.read_bytes())
        self.assertEqual(run("report", "--restricted", "match-invoice:%s" % sheet, saved).code, 2)

    def test_wrong_arguments(self):
        for phrase, argument in ((b"did you mean 'case-worksheet'", "case-workshet:a.html"), (b"is not WORKSHEET:FILE", "steps"),
                                 (b"is not WORKSHEET:FILE", ":a.html"), (b"is not WORKSHEET:FILE", "steps:"),
                                 (b"is not WORKSHEET:FILE", "steps:-"), (b"ends with .html", "steps:a.pdf"),
                                 (b"ends with .html", "steps:a.b/c.txt")):
            result = check("--worksheet", argument, EXAMPLE, cwd=self.folder)
            self.assertEqual((result.code, result.out), (2, b""), argument)
            self.assertIn(phrase, result.err)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_outputs_share_no_place(self):
        result = check("-o", "text:a.html", "--worksheet", "steps:a.html", EXAMPLE, cwd=self.folder)
        self.assertEqual(result.code, 2)
        self.assertIn(b"two reports", result.err)
        case = self.write("case.html", EXAMPLE.read_bytes())
        result = check("--restricted", "match-invoice:%s" % case, case)
        self.assertEqual(result.code, 2)
        self.assertEqual(case.read_bytes(), EXAMPLE.read_bytes())


class Names(Folder):
    """Every private text of the export has a token of its own; these are looked for everywhere."""

    def setUp(self):
        super().setUp()
        self.tokens = []

        def token(match):
            self.tokens.append("CANARY%03dX" % len(self.tokens))
            return match.group(1) + self.tokens[-1] + match.group(2)

        text = re.sub(r"(<oh:Person(?:Given|Sur)Name>)[^<]*(<)", token, EXAMPLE.read_text())
        text = re.sub(r'(workerId=")[^"]*(")', token, text)
        text = re.sub(r'(signedBy=")[^"]*(")', token, text)
        self.export = self.write("export.xml", re.sub(r"(<oh:PersonBirthDate>)[^<]*(<)", r"\g<1>1911-11-11\g<2>", text))
        self.invoice = self.folder / "invoice.html"

    def assert_silent(self, data):
        for secret in (b"CANARY", b"1911-11-11"):
            self.assertFalse(secret in data, "a private value is in an output")

    def restricted(self, *arguments, path=None, inputs=None, **options):
        return check("--restricted", "match-invoice:%s" % (path or self.invoice), *arguments, inputs or self.export, **options)

    def invoiced(self):
        """The children of the invoice, by the cases that have match."""
        text = self.export.read_text()
        names = []
        for case in ("OH-25-000101", "OH-25-000102"):
            part = text[text.index('id="%s"' % case):]
            names += re.search(r"<oh:Child[ >].*?GivenName>([^<]*)<.*?SurName>([^<]*)<", part, re.DOTALL).groups()
        return names

    def test_only_the_restricted_file(self):
        outputs = self.folder / "outputs"
        outputs.mkdir()
        arguments = []
        for form in FORMATS:
            if check("-o", "%s:/dev/null" % form, EXAMPLE).code != 2:
                arguments += ["-o", "%s:%s" % (form, outputs / (form + ".out"))]
        self.assertGreater(len(arguments), 8)
        arguments += ["-o", "html:%s" % (outputs / "one.html"), "--worksheet", "match-invoice:%s" % (outputs / "plain.html"),
                      "--worksheet", "match-invoice:%s" % (outputs / "plain.csv"), "--show", "all"]
        result = self.restricted(*arguments, env={"TMPDIR": str(outputs)})
        self.assertEqual(result.code, 1)
        self.assert_silent(result.out + result.err)
        written = [path for path in outputs.rglob("*") if path.is_file()]
        self.assertGreater(len(written), 8)
        for path in written:
            self.assert_silent(path.read_bytes())
        names = self.invoiced()
        page = self.invoice.read_text()
        for name in names:
            self.assertEqual(page.count(name), 1)
        self.assertEqual(set(re.findall(r"CANARY\d+X", page)), set(names))
        self.assertNotIn("1911-11-11", page)

    def test_saved_results_know_their_worksheets(self):
        """A worksheet that no ruleset of the results has is refused; an empty document would look like one without rows."""
        saved = self.folder / "saved.jsonl"
        check("-o", "jsonl:%s" % saved, self.export)
        document = self.folder / "document.csv"
        result = run("report", "--worksheet", "case-workshet:%s" % document, saved)
        self.assertEqual((result.code, result.out), (2, b""), result.err)
        self.assertIn("did you mean 'case-worksheet'", result.err.decode())
        self.assertFalse(document.exists())
        # Of results that are cut it is not known which there were: that they are cut is what counts.
        cut = self.write("cut.jsonl", b"".join(saved.read_bytes().splitlines(keepends=True)[:2]))
        self.assertEqual(run("report", "--worksheet", "case-worksheet:%s" % document, cut).code, 3)

    def test_reports_are_the_same_with_and_without(self):
        for form in ("text", "json", "html"):
            self.assertEqual(self.restricted("-o", form).out, check("-o", form, self.export).out)

    def test_mode_and_head(self):
        old = os.umask(0)
        try:
            for path in (self.invoice, self.folder / "invoice.csv", self.folder / "plain"):
                path.write_text("an old file that anybody may read")
                path.chmod(0o666)
                self.restricted(path=path)
                self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
                self.assertIn("Confidential", path.read_text()[:20000].split("</style>")[-1][:600])
        finally:
            os.umask(old)

    def test_csv(self):
        path = self.folder / "invoice.csv"
        self.restricted(path=path)
        found = rows_of(path.read_bytes())
        self.assertEqual([cell for row in found["row"] for cell in row[2:4]], self.invoiced())
        self.assertTrue(path.read_text().startswith('"notice","Confidential'))
        self.assertEqual([row[4:] for row in found["total"]], [["500.00", "800.00", "100.00"]])
        self.assertTrue([row for row in found["text"] if row[0].startswith("I certify")])

    def test_hostile_names(self):
        name = "<script>&\"=1+'"
        text = re.sub(r"(GivenName>)CANARY[^<]*(<)", lambda match: match.group(1) + "&lt;script>&amp;\"=1+'" + match.group(2),
                      self.export.read_text())
        source = self.write("hostile.xml", re.sub(r"(SurName>)CANARY[^<]*(<)", r"\g<1>=cmd|'x'!A1\g<2>", text))
        self.restricted(inputs=source)
        found = pages.read(self.invoice)
        pages.check(found)
        self.assertIn(name, found["invoice.html"].text)
        path = self.folder / "invoice.csv"
        self.restricted(path=path, inputs=source)
        cells = [cell for row in rows_of(path.read_bytes())["row"] for cell in row]
        self.assertIn("'=cmd|'x'!A1", cells)
        self.assertIn(name, cells)

    def test_a_name_that_is_not_there(self):
        text = self.export.read_text()
        source = self.write("nameless.xml", re.sub(r"<oh:PersonGivenName>[^<]*</oh:PersonGivenName>", "", text))
        self.restricted("--schema", "off", inputs=source)
        self.assertIn("(not in the export)", self.invoice.read_text())

    def assert_refused(self, *arguments, **options):
        result = check(*arguments, **options)
        self.assertEqual((result.code, result.out), (2, b""), arguments)
        self.assert_silent(result.err)

    def test_never_to_a_stream(self):
        for place in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/stderr", "/dev/null", "", "/dev/fd/2"):
            self.assert_refused("--restricted", "match-invoice:" + place, self.export)
        fifo = self.folder / "fifo"
        os.mkfifo(fifo)
        self.assert_refused("--restricted", "match-invoice:%s" % fifo, self.export)
        self.assert_refused("--restricted", "match-invoice:%s" % self.folder, self.export)
        link = self.folder / "link.html"
        link.symlink_to("/dev/stdout")
        self.assert_refused("--restricted", "match-invoice:%s" % link, self.export)

    def test_not_where_standard_output_goes(self):
        path = self.folder / "out.html"
        with path.open("wb") as stream:
            done = subprocess.run([CASELINT, "check", "-o", "json:/dev/null", "--restricted", "match-invoice:%s" % path,
                                   str(self.export)], stdout=stream, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 2)
        self.assert_silent(path.read_bytes())

    def test_only_worksheets_with_names(self):
        self.assert_refused("--restricted", "case-worksheet:%s" % self.invoice, self.export)
        self.assertFalse(self.invoice.exists())

    def test_a_run_that_is_usage_error_writes_nothing(self):
        self.assert_refused("--restricted", "match-invoice:%s" % self.invoice, "--select", "NO-SUCH-RULE", self.export)
        self.assertFalse(self.invoice.exists())


if __name__ == "__main__":
    main()
