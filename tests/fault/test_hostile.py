"""Input made to take time or memory: it costs the record it is in and nothing else, is named with its line, and neither the
time nor the memory grows beyond what is written here."""
import collections
import json
import os
import subprocess
import threading
import unittest

import ohio
from support import CASELINT, HEAD, SANITIZED, TAIL, Folder, main

MIB = 1024 * 1024
RECORD = 4 * MIB     # the limit of a record ...
ROOM = RECORD - 500  # ... and what fits into one beside its own tags
GAP = 10 * MIB       # between two records
NAMES = 131072       # of one record that nobody binds
LISTED = 1000        # findings about one input
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# For a machine that does much else; the worst take a second or two of an idle one.
CPU_SECONDS = 20
MEMORY_KIB = 150 * 1024

A = ohio.live("A", 24000, 26000)
B = ohio.live("B", 24000, 26000)
LINE = 3 + A.count("\n")  # of what stands behind A
MISSING = {("CL-SCHEMA-MISSING", LINE): 1}
MORE = {("CL-INPUT-MORE", None): 1}


def pieces(parts):
    """Bytes of texts and of iterables of texts, however deep: a test must not hold a record in memory, or its own memory
    would be counted as the program's."""
    for part in parts:
        if isinstance(part, bytes):
            yield part
        elif isinstance(part, str):
            yield part.encode()
        else:
            yield from pieces(part)


def fill(unit, length=ROOM):
    """As many whole units as fit."""
    count = length // len(unit)
    some = max(1, 65536 // len(unit))
    for _ in range(count // some):
        yield unit * some
    yield unit * (count % some)


def invoice(*inside, attributes='id="L"'):
    return ["<oh:MatchInvoice %s>" % attributes, inside, "</oh:MatchInvoice>\n"]


def statement(*inside):
    return invoice("<oh:CertificationStatement>", inside, "</oh:CertificationStatement>")


def names(count):
    """Short names, no two the same."""
    for number in range(count):
        name = ""
        for _ in range(4):
            number, letter = divmod(number, len(LETTERS))
            name += LETTERS[letter]
        yield name


def lines_of_names(per_tag):
    """Known elements with attributes that nobody knows, no two the same."""
    known = list(names(100000))
    for start in range(0, len(known), per_tag):
        yield "<oh:InvoiceLine %s/>" % " ".join('%s=""' % name for name in known[start:start + per_tag])


def declarations(depth, each):
    """Elements inside each other, every one with declarations of its own; `each` 0 to 256."""
    for level in range(depth):
        yield "<a%s>" % "".join(' xmlns:p%d="u"' % (level * each + number) for number in range(each))


def found(rule, count=1, line=LINE):
    return {("CL-" + rule, line): count}


class Hostile(Folder):
    # Of the program, in one test.
    cpu_seconds = CPU_SECONDS

    def run_on(self, parts, *arguments):
        """Exit code and report on a document that is handed over on standard input, bit by bit."""
        report = self.folder / "report.json"
        with subprocess.Popen([CASELINT, "check", "-o", "json:%s" % report, *map(str, arguments), "-"],
                              stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as program:
            clock = threading.Timer(900, program.kill)
            clock.start()
            try:
                for piece in pieces(parts):
                    program.stdin.write(piece)
                program.stdin.close()
            finally:
                status, usage = os.wait4(program.pid, 0)[1:]
                program.returncode = os.waitstatus_to_exitcode(status)
                clock.cancel()
        if not SANITIZED:
            self.assertLess(usage.ru_utime + usage.ru_stime, self.cpu_seconds)
            self.assertLess(usage.ru_maxrss, MEMORY_KIB)
        return program.returncode, json.loads(report.read_bytes())

    def between(self, hostile, findings, records=0, code=3, head=HEAD % "2008-04-15", tail=TAIL):
        """Runs on what stands between A and B: there are these findings, A and B are judged, and beside them as many
        records are evaluated as stated. Returns those."""
        got, report = self.run_on([head, A, hostile, B, tail], "--show", "all")
        places = collections.Counter((finding["rule"], finding["line"]) for finding in report["inputFindings"])
        self.assertEqual(dict(places), findings)
        self.assertEqual((got, report["complete"]), (code, code < 2))
        evaluated = {record["id"]: record for record in report["records"]}
        for name in ("A", "B"):
            self.assertEqual(evaluated.pop(name)["outcomes"]["OH-LIV-03"], "pass")
        self.assertEqual(len(evaluated), records)
        return list(evaluated.values())


class Long(Hostile):
    def test_record_over_the_limit(self):
        self.between(invoice(fill("<!--x-->", RECORD + 8)), found("LIMIT-RECORD"))
        self.between(statement(fill("x", RECORD)), found("LIMIT-RECORD"))

    def test_record_of_200_mib(self):
        self.between(invoice(fill("<!-- %s -->\n" % ("x" * 1000), 200 * MIB)), found("LIMIT-RECORD"))
        self.between(statement(fill("x", 200 * MIB)), found("LIMIT-RECORD"))

    def test_record_within_the_limit(self):
        self.between(invoice(fill("<!--x-->")), MISSING, records=1)

    def test_tag(self):
        for name, attributes, rule in (("attributes", fill('a="1" '), "LIMIT-ATTRIBUTES"),
                                       ("value", ['a="', fill("x"), '"'], "LIMIT-TAG"),
                                       ("references", ['a="', fill("&#65;"), '"'], "LIMIT-TAG"),
                                       ("name", [fill("x"), '="1"'], "LIMIT-TAG"),
                                       ("blanks", fill(" "), "LIMIT-TAG")):
            with self.subTest(name):
                self.between(["<oh:MatchInvoice ", attributes, "/>\n"], found(rule))
        self.between(invoice("<", fill("x"), "/>"), found("LIMIT-TAG"))
        self.between(invoice("<a></", fill("a"), ">"), found("LIMIT-TAG"))

    def test_text(self):
        for length, rule in ((65536, "SCHEMA-VALUE"), (65537, "LIMIT-TEXT")):
            self.between(statement("x" * length), {**MISSING, **found(rule)}, records=1)
        for name, inside in (("references", fill("&#65;")), ("entities", fill("&amp;")), ("sections", fill("<![CDATA[x]]>")),
                             ("mixed", fill("x<!---->"))):
            with self.subTest(name):
                self.between(statement(inside), {**MISSING, **found("LIMIT-TEXT")}, records=1)
        self.between(statement(fill("<![CDATA[]]>")), {**MISSING, **found("SCHEMA-VALUE")}, records=1)
        self.between(statement("&#x", fill("0"), "41;"), {**MISSING, **found("SCHEMA-VALUE")}, records=1)

    def test_id(self):
        record, = self.between(invoice(attributes='id="%s"' % ("x" * 65000)), {**MISSING, **found("SCHEMA-ID")}, records=1)
        self.assertIsNone(record["id"])

    def test_root_tag(self):
        head = HEAD % "2008-04-15"
        self.between("", {}, code=0, head=head.replace("system=", " " * (65536 - len(head) + 30) + "system="))
        code, report = self.run_on([head.replace("system=", " " * 65536 + "system="), A, TAIL])
        self.assertEqual((code, report["complete"], report["records"]), (3, False, []))
        self.assertEqual([(f["rule"], f["line"]) for f in report["inputFindings"]], [("CL-INPUT-PROLOG", 2)])


class Many(Hostile):
    def test_nesting(self):
        self.between(invoice("<a>" * 100000, "</a>" * 100000), found("LIMIT-DEPTH"))
        self.between(invoice("<a>" * 62, "</a>" * 62), {**MISSING, **found("SCHEMA-ELEMENT")}, records=1)
        self.between(invoice("<a>" * 63, "</a>" * 63), found("LIMIT-DEPTH"))

    def test_findings_of_one_record(self):
        events = (ohio.event("2008-02-01", 100 + number) for number in range(10000))
        case = ohio.case("L", 24000, 26000, "@").split("@")
        record, = self.between([case[0], events, case[1]], {}, records=1, code=1)
        self.assertEqual(sum(f["rule"] == "OH-GEN-11" for f in record["findings"]), 10000)

    def test_list_of_one_record(self):
        reviews = (ohio.review("2008-02-01", "2008-01-18", 100 + number) for number in range(20000))
        case = ohio.case("L", 24000, 26000, "@").split("@")
        self.between([case[0], reviews, case[1]], {}, records=1, code=1)

    def test_elements_nobody_knows(self):
        """In one line each column once took a walk through the whole of it."""
        findings = {**MISSING, **found("SCHEMA-ELEMENT", LISTED - 1), **MORE}
        self.between(invoice(fill("<b/>", 4 * (NAMES - 1))), findings, records=1)
        self.between(invoice(fill("<b/>")), findings)

    def test_attributes_nobody_knows(self):
        attributes = "".join(' a%d="1"' % number for number in range(250))
        self.between(invoice(fill("<oh:InvoiceLine%s/>" % attributes, 1000000)),
                     {**MISSING, **found("SCHEMA-ATTRIBUTE", LISTED - 1), **MORE}, records=1)

    def test_names(self):
        """libxml2 keeps every name, and looks through long chains of them."""
        findings = {**MISSING, **found("SCHEMA-ELEMENT", LISTED - 1), **MORE}
        self.between(invoice(("<%s/>" % name for name in names(400000))), findings)
        self.between(invoice(('<b xmlns="%s"/>' % name for name in names(200000))), findings)
        self.between(invoice(("<?%s?>" % name for name in names(400000))), {**MISSING, **found("LIMIT-NAMES")})
        self.between(invoice(lines_of_names(250)), {**MISSING, **found("SCHEMA-ATTRIBUTE", LISTED - 1), **MORE}, records=1)
        # A parser takes no name of 60,000 bytes, though the limit of a tag allows it.
        self.between(invoice(fill("<%s/>" % ("x" * 60000))), {**MISSING, **found("INPUT-MALFORMED")})

    def test_namespaces(self):
        """For each name libxml2 looks through all that are in force."""
        end = "</a>" * 60
        findings = {**MISSING, **found("SCHEMA-ELEMENT"), **found("LIMIT-NAMESPACES")}
        self.between(invoice(declarations(60, 250), fill("<b/>", 3 * MIB), end), findings)
        self.between(["<oh:Nothing>", declarations(60, 250), fill("<b/>", 3 * MIB), end, "</oh:Nothing>"],
                     {**found("SCHEMA-RECORD"), **found("LIMIT-NAMESPACES")})
        many = "".join(' xmlns:p%d="u"' % number for number in range(250))
        self.between(invoice(("<b%s/>" % many) * 250), {**MISSING, **found("SCHEMA-ELEMENT", 250)}, records=1)
        head = (HEAD % "2008-04-15").replace(" system=", many + " system=")
        self.between(invoice(fill("<b/>", 4 * (NAMES - 1))), {**MISSING, **found("SCHEMA-ELEMENT", LISTED - 1), **MORE},
                     records=1, head=head)

    def test_between_records(self):
        for name, unit in (("blanks", " "), ("lines", "\n"), ("comments", "<!---->"), ("instructions", "<?p?>")):
            with self.subTest(name):
                self.between(fill(unit, GAP), {}, code=0)
        self.between(["<!--", fill("x ", GAP), "-->"], {}, code=0)
        self.between(["<?p ", fill("x ", GAP), "?>"], {}, code=0)
        self.between("", {}, code=0, tail=[TAIL, fill("<!---->\n", GAP)])
        self.between("", {}, code=0, head=["<?xml version='1.0'?>", fill("<!-- x -->", GAP), (HEAD % "2008-04-15").split("\n")[1]])

    def test_faults_between_records(self):
        for name, unit, findings in (("text", "x ", found("INPUT-STRAY-TEXT")),
                                     ("texts", "x<!---->", {**found("INPUT-STRAY-TEXT", LISTED), **MORE}),
                                     ("markup", "<", found("INPUT-MARKUP")),
                                     ("end tags", "</a>", {**found("INPUT-STRAY-END", LISTED), **MORE}),
                                     ("zeros", "\0", found("INPUT-ENCODING")),
                                     ("records", "<b/>", {**found("SCHEMA-RECORD", LISTED), **MORE}),
                                     ("never ended", "<oh:MatchInvoice>", {**found("INPUT-RECORD-BROKEN", LISTED), **MORE})):
            with self.subTest(name):
                self.between(fill(unit, GAP), findings)
        self.between(["<!--", fill("<oh:MatchInvoice ", GAP), "-->"], found("INPUT-RECORD-HIDDEN"))

    def test_namespaces_of_records(self):
        got, report = self.run_on([HEAD % "2008-04-15", A, ('<x xmlns="u:%d"/>' % i for i in range(200000)), TAIL])
        rules = collections.Counter(finding["rule"] for finding in report["inputFindings"])
        self.assertEqual((got, rules), (4, {"CL-INPUT-NAMESPACE": LISTED, "CL-INPUT-MORE": 1}))
        self.assertIs(report["complete"], False)

    def test_empty_records(self):
        """Ten million of them; sanitizers, which take twenty times as long, see fewer."""
        count = 300000 if SANITIZED else 10000000
        self.cpu_seconds = 30 * CPU_SECONDS
        got, report = self.run_on([HEAD % "2008-04-15", fill("<oh:AdoptionSubsidyCase/>", 25 * count), TAIL],
                                  "--show", "totals")
        rules = collections.Counter(finding["rule"] for finding in report["inputFindings"])
        self.assertEqual(rules, {"CL-SCHEMA-ID": LISTED // 2, "CL-SCHEMA-MISSING": LISTED // 2, "CL-INPUT-MORE": 1})
        self.assertEqual((got, report["complete"], report["summary"]["records"]), (4, False, count))


class Bytes(Hostile):
    """Bytes that are no text break the record they are in, whatever a decoder might make of them."""

    def test_in_a_record(self):
        for name, data in (("zero", b"\0"), ("control", b"\x01"), ("overlong", b"\xc0\xaf"), ("overlong zero", b"\xc0\x80"),
                           ("surrogate", b"\xed\xa0\x80"), ("pair of surrogates", b"\xed\xa0\xbd\xed\xb8\x80"),
                           ("beyond the last", b"\xf4\x90\x80\x80"), ("five bytes", b"\xf8\x88\x80\x80\x80"),
                           ("cut short", b"\xe2\x82"), ("lone", b"\x80"), ("not a character", b"\xef\xbf\xbf")):
            with self.subTest(name):
                self.between(statement("tr", data, "ue"), found("INPUT-ENCODING"))
                self.between(["<oh:MatchInvoice id='L", data, "'/>\n"], found("INPUT-ENCODING"))
        self.between(statement(fill("\x01")), found("INPUT-ENCODING"))

    def test_cut_at_the_end_of_a_read(self):
        for length in (65535, 65536, 65537):
            with self.subTest(length):
                self.between(invoice("<!--", "x" * (length - len(HEAD + A)), "\u20ac" * 30000, "-->"), MISSING, records=1)

    def test_what_looks_like_nothing(self):
        """A mark of the order of bytes is one at the start only; elsewhere it is text, and no id is the same with it."""
        mark = "\ufeff"
        self.between(mark, found("INPUT-STRAY-TEXT"))
        record, = self.between(invoice(attributes='id="A%s"' % mark), MISSING, records=1)
        self.assertNotEqual(record["id"], "A")

    def test_references_to_what_is_no_character(self):
        for reference in ("&#0;", "&#1;", "&#xD800;", "&#xFFFF;", "&#x110000;", "&#xFFFFFFFFFFFFFFFFF1;", "&#-1;", "&#;"):
            with self.subTest(reference):
                self.between(statement(reference), {**MISSING, **found("INPUT-MALFORMED")})


if __name__ == "__main__":
    main()
