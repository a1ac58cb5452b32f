"""Waivers: for what they say and until they expire, seen in every format; what was not judged cannot be waived."""
import csv
import io
import json
import unittest
import xml.etree.ElementTree
from xml.sax.saxutils import escape, quoteattr

import ohio
from support import SOURCE, Folder, check, check_json, main, run

FORMATS = ["text", "json", "csv", "jsonl", "sarif", "junit", "markdown", "github", "tap", "svrl", "xml", "html"]
TYPE = "AdoptionSubsidyCase"
EARLY = ohio.review("2008-02-02", "2008-02-12", 45000)
WRONG = ohio.statement(15000, lineCode="1")
COLUMNS = ["rules", "scope", "type", "id", "reason", "granted_by", "granted", "expires"]
# All that the cases below have.
ALL = "OH-GEN-11 OH-LIV-02 OH-LIV-04 OH-LIV-05 OH-LIV-12 OH-MAT-03 OH-INV-01"


def failing(identifier, body=EARLY, **changes):
    return ohio.case(identifier, 25000, 35000, body, **changes)


def waiver(rules, place, **changes):
    """A waiver; `place` is ("record", type, id), ("group", name), ("finding", fingerprint) or "*"."""
    made = {"rules": rules, "reason": "The paper is on file.", "granted_by": "Fiscal officer", "granted": "2008-04-01",
            "expires": "2008-12-31", "scope": place if place == "*" else place[0], "type": "", "id": ""}
    if place != "*":
        made["id"], made["type"] = place[-1], place[1] if len(place) == 3 else ""
    made.update(changes)
    return made


def as_xml(waivers):
    places = {"record": lambda w: "<Record type=%s id=%s/>" % (quoteattr(w["type"]), quoteattr(w["id"])),
              "group": lambda w: "<Group name=%s/>" % quoteattr(w["id"]),
              "finding": lambda w: "<Finding fingerprint=%s/>" % quoteattr(w["id"]), "*": lambda w: "<Everything/>"}
    body = "".join("<Waiver rules=%s grantedBy=%s granted=%s expires=%s>\n%s<Reason>%s</Reason></Waiver>\n"
                   % (*(quoteattr(w[key]) for key in ("rules", "granted_by", "granted", "expires")),
                      places[w["scope"]](w), escape(w["reason"])) for w in waivers)
    return '<?xml version="1.0" encoding="UTF-8"?>\n<Waivers xmlns="urn:caselint:waivers:1">\n%s</Waivers>\n' % body


def as_csv(waivers):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(waivers)
    return out.getvalue()


class WaiverTest(Folder):
    def waivers(self, *waivers, form=as_xml, name="waivers"):
        return self.write(name, form(waivers))

    def statuses(self, report):
        return sorted((record["id"], finding["rule"], finding.get("status", "open")) for record in report["records"]
                      for finding in record["findings"] if finding["outcome"] in ("fail", "unknown"))

    def waived(self, report):
        return [(record, rule) for record, rule, status in self.statuses(report) if status == "waived"]


class Scope(WaiverTest):
    def setUp(self):
        super().setUp()
        self.export = self.write("a.xml", ohio.export(failing("OH-25-1", EARLY + WRONG * 2)
                                                      + failing("OH-31-1", county="31")))

    def test_each_scope_in_both_forms(self):
        _, plain = check_json(self.export)
        fingerprint = next(f["fingerprint"] for r in plain["records"] for f in r["findings"] if f["rule"] == "OH-LIV-05")
        expected = {
            ("record", TYPE, "OH-25-1"): [("OH-25-1", "OH-LIV-05")],
            ("group", "31"): [("OH-31-1", "OH-LIV-05")],
            ("finding", fingerprint): [("OH-25-1", "OH-LIV-05")],
            "*": [("OH-25-1", "OH-LIV-05"), ("OH-31-1", "OH-LIV-05")],
        }
        for scope, waived in expected.items():
            for form in (as_xml, as_csv):
                with self.subTest((scope, form.__name__)):
                    code, report = check_json("--waivers", self.waivers(waiver("OH-LIV-05", scope), form=form), self.export)
                    self.assertEqual(self.waived(report), waived)
                    self.assertEqual(code, 1)
                    self.assertEqual(report["inputFindings"], [])

    def test_what_it_is_not_for_stays_open(self):
        for scope in (("record", TYPE, "OH-25-2"), ("record", "InvoiceLine", "OH-25-1"), ("group", "3"), ("group", "OH-25-1"),
                      ("finding", "0" * 32)):
            with self.subTest(scope):
                _, report = check_json("--waivers", self.waivers(waiver("OH-LIV-05", scope)), self.export)
                self.assertEqual(self.waived(report), [])
                self.assertEqual([f["rule"] for f in report["inputFindings"]], ["CL-WAIVER-UNUSED"])

    def test_all_waived_is_clean_but_for_that(self):
        path = self.waivers(waiver(ALL, "*"))
        result = check("--waivers", path, self.export)
        self.assertEqual(result.code, 0, result.out.decode())
        text = " ".join(result.out.decode().split())
        self.assertIn("Clean but for 16 findings waived.", text)
        self.assertIn("waived until 2008-12-31 by Fiscal officer: The paper is on file.", text)
        _, report = check_json("--waivers", path, self.export)
        _, plain = check_json(self.export)
        # With and without: what is waived and what is open are together what was found.
        counts, before = report["summary"]["findings"], plain["summary"]["findings"]
        self.assertEqual(counts["waived"], before["open"])
        self.assertEqual(sum(counts["open"].values()), 0)
        self.assertEqual((report["summary"]["outcomes"], report["summary"]["rules"]),
                         (plain["summary"]["outcomes"], plain["summary"]["rules"]))
        self.assertEqual([r["outcomes"] for r in report["records"]], [r["outcomes"] for r in plain["records"]])

    def test_a_finding_is_waived_with_its_evidence_only(self):
        _, plain = check_json(self.export)
        fingerprint = next(f["fingerprint"] for r in plain["records"] for f in r["findings"] if f["rule"] == "OH-GEN-11")
        path = self.waivers(waiver("OH-GEN-11", ("finding", fingerprint)))
        other = self.write("b.xml", ohio.export(failing("OH-25-1", ohio.statement(15000, lineCode="2") + EARLY)))
        self.assertEqual(self.waived(check_json("--waivers", path, other)[1]), [])
        first = self.write("c.xml", ohio.export(failing("OH-25-1", ohio.statement(15000, lineCode="2") + WRONG + EARLY)))
        self.assertEqual(self.waived(check_json("--waivers", path, first)[1]), [("OH-25-1", "OH-GEN-11")])

    def test_several_files(self):
        one = self.waivers(waiver("OH-LIV-05", "*"), name="one")
        two = self.waivers(waiver("OH-LIV-12", "*"), name="two", form=as_csv)
        _, report = check_json("--waivers", one, "--waivers", two, self.export)
        self.assertEqual({rule for _, rule in self.waived(report)}, {"OH-LIV-05", "OH-LIV-12"})
        self.assertEqual(report["marks"]["waiverFiles"], [str(one), str(two)])
        self.assertEqual([w["waived"] for w in report["marks"]["waivers"]], [2, 4])

    def test_a_waiver_comes_before_the_baseline(self):
        results, baseline = self.folder / "r.jsonl", self.folder / "b.jsonl"
        check("-o", "jsonl:%s" % results, self.export)
        self.assertEqual(run("baseline", "create", "--results", results, baseline).code, 0)
        path = self.waivers(waiver("OH-LIV-05", "*"))
        code, report = check_json("--baseline", baseline, "--waivers", path, self.export)
        self.assertEqual(code, 0)
        self.assertEqual({status for _, rule, status in self.statuses(report) if rule == "OH-LIV-05"}, {"waived"})
        self.assertEqual({status for _, rule, status in self.statuses(report) if rule != "OH-LIV-05"}, {"known"})
        # It occurs all the same.
        self.assertEqual(report["marks"]["baseline"]["gone"], 0)
        self.assertEqual(report["inputFindings"], [])
        # And a waived finding does not become known by the way.
        check("--waivers", path, "-o", "jsonl:%s" % results, self.export)
        self.assertEqual(run("baseline", "update", "--results", results, baseline).code, 0)
        self.assertNotIn("OH-LIV-05", baseline.read_text())


class Expiry(WaiverTest):
    def test_the_last_day_counts(self):
        path = self.waivers(waiver("OH-LIV-05", "*", granted="2008-01-01", expires="2008-04-15"))
        for day, status in (("2008-04-14", "waived"), ("2008-04-15", "waived"), ("2008-04-16", "expired")):
            export = self.write("a.xml", ohio.export(failing("OH-25-1"), exported_on=day))
            _, report = check_json("--waivers", path, export)
            self.assertEqual({s for _, rule, s in self.statuses(report) if rule == "OH-LIV-05"}, {status}, day)
            self.assertEqual([f["rule"] for f in report["inputFindings"]],
                             ["CL-WAIVER-EXPIRED"] if status == "expired" else [])
        self.assertIn("1 finding is open that it was for", report["inputFindings"][0]["message"])
        # --as-of is the date of every input.
        _, report = check_json("--as-of", "2008-04-15", "--waivers", path, export)
        self.assertEqual(len(self.waived(report)), 1)

    def test_each_input_has_its_own_day(self):
        path = self.waivers(waiver("OH-LIV-05", "*", granted="2008-01-01", expires="2008-04-15"))
        early = self.write("early.xml", ohio.export(failing("OH-25-1"), exported_on="2008-04-15"))
        late = self.write("late.xml", ohio.export(failing("OH-25-2"), exported_on="2008-05-15"))
        _, report = check_json("--waivers", path, early, late)
        self.assertEqual([(r, s) for r, rule, s in self.statuses(report) if rule == "OH-LIV-05"],
                         [("OH-25-1", "waived"), ("OH-25-2", "expired")])
        self.assertEqual([f["rule"] for f in report["inputFindings"]], ["CL-WAIVER-EXPIRED"])

    def test_of_two_the_longer_one_holds(self):
        old = waiver("OH-LIV-05", "*", granted="2008-01-01", expires="2008-03-31", reason="old")
        new = waiver("OH-LIV-05", "*", reason="new")
        export = self.write("a.xml", ohio.export(failing("OH-25-1")))
        for order in ([old, new], [new, old]):
            _, report = check_json("--waivers", self.waivers(*order), export)
            found = [f for r in report["records"] for f in r["findings"] if f["rule"] == "OH-LIV-05"]
            self.assertEqual([f["waiver"]["reason"] for f in found], ["new"])
            self.assertEqual([f["rule"] for f in report["inputFindings"]], ["CL-WAIVER-EXPIRED"])

    def test_expired_and_unused_fail_when_asked_to(self):
        export = self.write("a.xml", ohio.export(ohio.case("OH-25-1", 25000, 35000, EARLY)))
        expired = self.waivers(waiver(ALL, "*"), waiver("OH-LIV-05", "*", granted="2008-01-01", expires="2008-02-01"))
        unused = self.waivers(waiver(ALL, "*"), waiver("OH-LIV-05", ("group", "99")), name="unused")
        for path, codes in ((expired, {"error": 0, "warning": 1, "info": 1, "never": 0}),
                            (unused, {"error": 0, "warning": 0, "info": 1, "never": 0})):
            for fail_on, code in codes.items():
                # Nothing else is open that weighs as much.
                self.assertEqual(check("--waivers", path, "--fail-on", fail_on, export).code, code, (path.name, fail_on))

    def test_many_are_counted(self):
        export = self.write("a.xml", ohio.export(failing("OH-25-1")))
        path = self.waivers(*[waiver("OH-LIV-05", ("record", TYPE, "OH-%d" % i)) for i in range(70)])
        _, report = check_json("--waivers", path, export)
        self.assertEqual(len(report["inputFindings"]), 51)
        self.assertIn("20 more", report["inputFindings"][-1]["message"] + report["inputFindings"][0]["message"])

    def test_what_was_not_looked_for_is_not_unused(self):
        export = self.write("a.xml", ohio.export(failing("OH-25-1")))
        path = self.waivers(waiver("OH-LIV-05", ("group", "99")))
        _, report = check_json("--waivers", path, "--ignore", "OH-LIV-05", export)
        self.assertEqual(report["inputFindings"], [])
        _, report = check_json("--waivers", path, export, self.folder / "missing.xml")
        self.assertEqual([f["rule"] for f in report["inputFindings"]], ["CL-INPUT-MISSING"])


class NeverWaived(WaiverTest):
    def test_an_incomplete_run_stays_incomplete(self):
        path = self.waivers(waiver(ALL, "*"))
        export = self.write("a.xml", ohio.export(failing("OH-25-1")))
        bad = SOURCE / "tests" / "corpus" / "bad" / "cl-input-truncated.xml"
        code, report = check_json("--waivers", path, export, bad)
        self.assertEqual((code, report["complete"]), (3, False))
        self.assertTrue(check("--waivers", path, export, bad).out.startswith(b"INCOMPLETE: "))

    def test_rules_of_the_host_are_refused(self):
        export = self.write("a.xml", ohio.export(failing("OH-25-1")))
        for rule in ("CL-INPUT-TRUNCATED", "CL-PLUGIN-BREACH", "CL-ANYTHING"):
            result = check("--waivers", self.waivers(waiver(rule, "*")), export)
            self.assertEqual((result.code, result.out), (2, b""))
            self.assertIn(b"cannot be waived", result.err)


class BadFiles(WaiverTest):
    def refused(self, content, *words, arguments=()):
        export = self.write("a.xml", ohio.export(failing("OH-25-1")))
        path = self.write("bad", content)
        result = check("--waivers", path, *arguments, export)
        self.assertEqual((result.code, result.out), (2, b""), result.err)
        message = result.err.decode()
        self.assertIn(str(path), message)
        for word in words:
            self.assertIn(word, message)

    def test_every_part_is_needed(self):
        missing = {"rules": "no rule", "reason": "reason", "granted_by": "granted it", "granted": "day", "expires": "day",
                   "id": "id"}
        for key, words in missing.items():
            for value in ("", "  "):
                with self.subTest((key, value)):
                    broken = dict(waiver("OH-LIV-05", ("record", TYPE, "OH-25-1")), **{key: value})
                    self.refused(as_csv([waiver("OH-LIV-05", "*"), broken]), ":3: ", words)
                    self.refused(as_xml([broken]), ":")
        self.refused(as_csv([waiver("OH-LIV-05", "*", scope="")]), ":2: ", "scope")
        self.refused(as_csv([waiver("OH-LIV-05", ("record", "", "OH-25-1"))]), ":2: ", "type")
        self.refused(as_xml([]).replace("</Waivers>", '<Waiver rules="OH-LIV-05" grantedBy="x" granted="2008-01-01" '
                                        'expires="2008-02-01"><Reason>x</Reason></Waiver></Waivers>'), ":3: ", "Reason")

    def test_values(self):
        one = ("record", TYPE, "OH-25-1")
        bad = {
            "whole ids only": waiver("OH-LIV", one),
            "did you mean OH-LIV-05": waiver("OH-LIV-5", one),
            "named twice": waiver("OH-LIV-05 OH-LIV-05", one),
            "not a day that exists": waiver("OH-LIV-05", one, expires="2008-02-30"),
            "expires before": waiver("OH-LIV-05", one, expires="2008-03-31"),
            "more than 366": waiver("OH-LIV-05", one, expires="2009-04-03"),
            "32 digits": waiver("OH-LIV-05", ("finding", "123")),
            "everything": waiver("OH-LIV-05", "*", id="OH-25-1"),
            "scope is no record": waiver("OH-LIV-05", ("group", "25"), type=TYPE),
            "'county' is none": waiver("OH-LIV-05", ("group", "25"), scope="county"),
            "longer than 256": waiver("OH-LIV-05", ("group", "2" * 300)),
            "longer than 1000": waiver("OH-LIV-05", one, reason="x" * 1001),
        }
        for words, broken in bad.items():
            with self.subTest(words):
                self.refused(as_csv([broken]), ":2: ", words)
        self.refused(as_xml([waiver("OH-LIV-05", one, expires="2009-04-03")]), ":3: ", "--max-waiver-days")
        self.refused(as_xml([waiver("OH-LIV-5", one)]), ":3: ", "did you mean OH-LIV-05")

    def test_max_waiver_days(self):
        export = self.write("a.xml", ohio.export(failing("OH-25-1")))
        path = self.waivers(waiver("OH-LIV-05", "*", granted="2008-01-01", expires="2009-01-01"))
        self.assertEqual(check("--waivers", path, export).code, 1)
        self.assertEqual(check("--waivers", path, "--max-waiver-days", "365", export).code, 2)
        self.assertEqual(check("--waivers", path, "--max-waiver-days", "366", export).code, 1)
        for days in ("0", "x", "-1", "99999999"):
            self.assertEqual(check("--waivers", path, "--max-waiver-days", days, export).code, 2)

    def test_forms(self):
        good = as_csv([waiver("OH-LIV-05", "*")])
        xml_file = as_xml([waiver("OH-LIV-05", "*")])
        self.refused("", "it is empty")
        self.refused(" \n\n", "it is empty")
        self.refused("rules,scope\n", ":1: ", "columns")
        self.refused(good.replace("reason", "remark"), ":1: ", "columns")
        self.refused(good.replace("reason", "rules"), ":1: ", "columns")
        self.refused(good + "OH-LIV-05,*\r\n", ":3: ", "fields")
        self.refused(good + 'OH-LIV-05,*,,,a "quote" inside,x,2008-01-01,2008-02-01\r\n', ":3: ", "RFC 4180")
        self.refused(good + '"OH-LIV-05,*,,,open', "RFC 4180")
        self.refused(good.encode() + b"OH-LIV-05,*,,,\xff,x,2008-01-01,2008-02-01\r\n", ":3: ", "UTF-8")
        self.refused(good.encode() + b"\0", "no text")
        self.refused(xml_file[:-15], "well-formed")
        self.refused(xml_file.replace("urn:caselint:waivers:1", "urn:caselint:waivers:2"), "schema of waivers")
        self.refused(xml_file.replace("<Everything/>", "<Everything/><Group name='1'/>"), "schema of waivers")
        self.refused(xml_file.replace("<Waiver ", "<Waiver until='x' "), "schema of waivers")
        self.refused('<?xml version="1.0"?><!DOCTYPE Waivers [<!ENTITY a "b">]><Waivers xmlns="urn:caselint:waivers:1"/>',
                     "DOCTYPE")
        self.refused("PK\3\4 not text", "columns")
        export = self.write("a.xml", ohio.export(failing("OH-25-1")))
        self.assertEqual(check("--waivers", self.folder / "none", export).code, 2)
        self.assertEqual(check("--waivers", self.folder, export).code, 2)
        path = self.write("good", good)
        self.assertEqual(check("--waivers", path, "--waivers", path, export).code, 2)
        many = [part for i in range(17) for part in ("--waivers", self.write("w%d" % i, good))]
        self.assertEqual(check(*many, export).code, 2)

    def test_csv_as_spreadsheets_write_it(self):
        export = self.write("a.xml", ohio.export(failing("OH-25-1")))
        one = waiver("OH-LIV-05 OH-LIV-12", "*", reason='He said "yes",\r\nand so it is.')
        shuffled = io.StringIO(newline="")
        writer = csv.DictWriter(shuffled, list(reversed(COLUMNS)))
        writer.writeheader()
        writer.writerow(one)
        forms = {
            "byte order mark": "\ufeff" + as_csv([one]),
            "unix line ends": as_csv([one]).replace("\r\n", "\n"),
            "blank lines": as_csv([one]) + "\r\n\r\n",
            "no last line end": as_csv([one])[:-2],
            "columns in another order": shuffled.getvalue(),
            "quotes everywhere": '"' + '","'.join(COLUMNS) + '"\r\n"OH-LIV-05 OH-LIV-12","*","","","He said ""yes"",\n'
                                 'and so it is.","Fiscal officer","2008-04-01","2008-12-31"\r\n',
        }
        for words, content in forms.items():
            with self.subTest(words):
                code, report = check_json("--waivers", self.write("w", content), export)
                self.assertEqual({rule for _, rule in self.waived(report)}, {"OH-LIV-05", "OH-LIV-12"}, code)
                reasons = {" ".join(f["waiver"]["reason"].split()) for r in report["records"] for f in r["findings"]
                           if "waiver" in f}
                self.assertEqual(reasons, {'He said "yes", and so it is.'})


class Formats(WaiverTest):
    def setUp(self):
        super().setUp()
        self.export = self.write("a.xml", ohio.export(failing("OH-25-1", EARLY + WRONG) + failing("OH-25-2")))
        self.waiver_file = self.waivers(waiver("OH-LIV-05 OH-GEN-11", "*", reason="=1+1 <b>]]>|`@x` -- é"),
                                        waiver("OH-LIV-12", "*", granted="2008-01-01", expires="2008-02-01"))
        results, self.baseline = self.folder / "r.jsonl", self.folder / "b.jsonl"
        only = self.write("only.xml", ohio.export(failing("OH-25-2")))
        check("--select", "OH-INV-01", "-o", "jsonl:%s" % results, only)
        run("baseline", "create", "--accept-incomplete", "--results", results, self.baseline)
        self.arguments = ["--waivers", self.waiver_file, "--baseline", self.baseline]

    def out(self, name, *arguments):
        return check(*self.arguments, "-o", name, *arguments, self.export).out

    def test_statuses_are_the_same_in_all(self):
        _, report = check_json(*self.arguments, self.export)
        expected = sorted((r["id"], f["rule"], f.get("status", "open")) for r in report["records"] for f in r["findings"]
                          if f["outcome"] in ("fail", "unknown"))
        self.assertEqual({s for _, _, s in expected}, {"open", "waived", "known", "expired"})
        rows = [row for row in csv.DictReader(io.StringIO(self.out("csv").decode(), newline=""), strict=True)
                if row["row"] == "finding" and row["status"] != ""]
        self.assertEqual(sorted((row["record"], row["rule"], row["status"]) for row in rows), expected)
        self.assertFalse([row for row in rows if row["waiver"].startswith("=")])
        space = "{urn:caselint:report:1}"
        root = xml.etree.ElementTree.fromstring(self.out("xml"))
        self.assertEqual(sorted((r.get("id"), f.get("rule"), f.get("status", "open")) for r in root.iter(space + "Record")
                                for f in r.iter(space + "Finding") if f.get("outcome") in ("fail", "unknown")), expected)
        self.assertEqual({w.text for w in root.iter(space + "Waiver") if w.text.startswith("=")}, {"=1+1 <b>]]>|`@x` -- é"})
        self.assertEqual(root.find(space + "Summary").get("waivedErrors"),
                         str(report["summary"]["findings"]["waived"]["error"]))

    def test_sarif(self):
        results = json.loads(self.out("sarif"))["runs"][0]["results"]
        waived = [r for r in results if "suppressions" in r]
        self.assertEqual({r["ruleId"] for r in waived}, {"OH-LIV-05", "OH-GEN-11"})
        self.assertEqual({(s["kind"], s["status"]) for r in waived for s in r["suppressions"]}, {("external", "accepted")})
        self.assertTrue(all("=1+1" in s["justification"] for r in waived for s in r["suppressions"]))
        states = {(r["ruleId"], r["properties"]["record"]): r["baselineState"] for r in results if "baselineState" in r}
        self.assertEqual({k for k, v in states.items() if v == "unchanged"}, {("OH-INV-01", "OH-25-2")})
        github = json.loads(self.out("sarif", "--sarif-profile", "github"))["runs"][0]
        self.assertFalse({r["ruleId"] for r in github["results"]} & {"OH-LIV-05", "OH-GEN-11"})
        self.assertIn("waived or known, and not listed", json.dumps(github["invocations"]))

    def test_tests_that_are_waived_are_no_failures(self):
        root = xml.etree.ElementTree.fromstring(self.out("junit"))
        skipped = {case.get("name").split(":")[0] for case in root.iter("testcase") if case.find("skipped") is not None}
        failed = {case.get("name").split(":")[0] for case in root.iter("testcase") if case.find("failure") is not None}
        self.assertLessEqual({"OH-LIV-05", "OH-GEN-11"}, skipped)
        self.assertIn("OH-LIV-12", failed)
        for suite in root.iter("testsuite"):
            cases = list(suite.iter("testcase"))
            self.assertEqual(int(suite.get("failures")), sum(c.find("failure") is not None for c in cases))
        root = xml.etree.ElementTree.fromstring(self.out("junit", "--show", "totals"))
        totals = {case.get("name"): case for case in root.iter("testcase")}
        self.assertIn("waived or known", totals["OH-LIV-05"].find("skipped").get("message"))
        self.assertIsNotNone(totals["OH-LIV-12"].find("failure"))
        # Of two records one is known.
        self.assertIn("1 waived or known", totals["OH-INV-01"].find("failure").get("message"))
        tap = self.out("tap").decode().splitlines()
        self.assertTrue(all(line.endswith("# TODO waived") for line in tap if "OH-LIV-05" in line and line[0] in "no"))
        self.assertTrue([line for line in tap if line.endswith("# TODO known")])
        self.assertTrue(all("TODO" not in line for line in tap if "OH-LIV-12" in line and line[0] in "no"))
        svrl = xml.etree.ElementTree.fromstring(self.out("svrl"))
        space = "{http://purl.oclc.org/dsdl/svrl}"
        self.assertEqual({e.get("flag") for e in svrl.iter(space + "successful-report") if e.get("id") == "OH-LIV-05"},
                         {"waived"})
        self.assertNotIn("OH-LIV-05", {e.get("id") for e in svrl.iter(space + "failed-assert")})

    def test_pages_of_ci_servers_show_what_is_open(self):
        github = self.out("github").decode()
        self.assertNotIn("OH-LIV-05", github)
        self.assertIn("OH-LIV-12", github)
        self.assertIn("waived", github)
        markdown = self.out("markdown").decode()
        opened, decided = markdown.split("## Waived or known")
        self.assertNotIn("OH-LIV-05", opened.split("## Open findings")[1])
        self.assertIn("OH-LIV-05", decided)
        self.assertNotIn("<b>", markdown)

    def test_html(self):
        page = self.out("html").decode()
        self.assertIn('data-filter="status"', page)
        self.assertNotIn("<b>]]", page)
        self.assertIn("waived until 2008-12-31 by Fiscal officer", page)
        self.assertNotIn('data-filter="status"', check("-o", "html", self.export).out.decode())

    def test_report_gives_the_same_bytes(self):
        plain, marked = self.folder / "plain.jsonl", self.folder / "marked.jsonl"
        check("-o", "jsonl:%s" % plain, self.export)
        check(*self.arguments, "-o", "jsonl:%s" % marked, self.export)
        for name in FORMATS:
            for show in ("findings", "all", "totals"):
                first = check(*self.arguments, "-o", name, "--show", show, self.export)
                for arguments in ([*self.arguments, plain], [marked], [*self.arguments, marked],
                                  ["--waivers", self.waiver_file, marked], ["--baseline", self.baseline, marked]):
                    again = run("report", "-o", name, "--show", show, *arguments)
                    self.assertEqual((again.code, again.out == first.out), (first.code, True), (name, show, arguments))

    def test_other_waivers_take_the_place_of_those_of_the_run(self):
        marked, other = self.folder / "marked.jsonl", self.waivers(waiver("OH-LIV-04", "*"), name="other")
        check(*self.arguments, "-o", "jsonl:%s" % marked, self.export)
        first = check("--waivers", other, "--baseline", self.baseline, "-o", "json", self.export)
        again = run("report", "-o", "json", "--waivers", other, marked)
        self.assertEqual((again.code, again.out == first.out), (first.code, True))

    def test_a_report_never_takes_the_place_of_what_it_was_made_with(self):
        for path in (self.waiver_file, self.baseline):
            before = path.read_bytes()
            for command in (["check", *self.arguments, "-o", "json:%s" % path, self.export],
                            ["report", *self.arguments, "-o", "json:%s" % path, self.folder / "r.jsonl"]):
                result = run(*command)
                self.assertEqual((result.code, path.read_bytes() == before), (2, True))
                self.assertIn(b"would take the place of an input", result.err)

    def test_exit_code_of_saved_results_follows(self):
        plain = self.folder / "plain.jsonl"
        check("-o", "jsonl:%s" % plain, self.export)
        everything = self.waivers(waiver(ALL, "*"), name="all")
        self.assertEqual(run("report", plain).code, 1)
        self.assertEqual(run("report", "--waivers", everything, plain).code, 0)
        self.assertEqual(run("report", "--waivers", self.write("bad", "x"), plain).code, 2)

    def test_forged_waivers_are_refused(self):
        marked = self.folder / "marked.jsonl"
        check(*self.arguments, "-o", "jsonl:%s" % marked, self.export)
        content = marked.read_text()
        for old, new in (('"waiver": 1', '"waiver": 9'), ('"scope": "*"', '"scope": "?"'),
                         ('"expires": "2008-12-31"', '"expired": "2008-12-31"'), ('"lapsed": true', '"lapsed": 1')):
            self.assertIn(old, content)
            result = run("report", self.write("forged.jsonl", content.replace(old, new)))
            self.assertEqual(result.code, 3)
            self.assertIn(b"CL-RESULTS-LINE", result.out)


if __name__ == "__main__":
    main()
