"""Inputs of every kind, sound and not: what is read is checked, what is not read is said, and the exit code tells."""
import gzip
import io
import os
import pathlib
import shutil
import subprocess
import tarfile
import unittest
import zipfile

import ohio
from support import CASELINT, EXAMPLE, Folder, check, check_json, export, main, records_by_id

GOOD = export(ohio.live("G1", 24000, 26000))
OTHER = export(ohio.live("G2", 24000, 26000))


def rules_of(report):
    return [finding["rule"] for finding in report["inputFindings"]]


class Sound(Folder):
    def assert_clean(self, count, *arguments, **options):
        code, report = check_json("--show", "all", *arguments, **options)
        self.assertEqual((code, report["complete"], rules_of(report)), (0, True, []))
        self.assertEqual(len(report["records"]), count)
        return report

    def test_file_and_standard_input(self):
        path = self.write("one.xml", GOOD)
        self.assert_clean(1, path)
        report = self.assert_clean(1, "-", stdin=GOOD)
        self.assertEqual(report["inputs"][0]["path"], "-")

    def test_folder_is_sorted(self):
        self.write("b.xml", OTHER)
        self.write("a.xml", GOOD)
        self.write("deeper/c.xml", export(ohio.live("G3", 24000, 26000)))
        self.write("notes.txt", b"not an export")
        self.write(".hidden.xml", b"<")
        report = self.assert_clean(3, self.folder)
        self.assertEqual([i["path"][len(str(self.folder)):] for i in report["inputs"]],
                         ["/a.xml", "/b.xml", "/deeper/c.xml"])

    def test_archives(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("one.xml", GOOD)
            archive.writestr("two/two.xml", OTHER)
            archive.writestr("readme.txt", "not an export")
        tar = io.BytesIO()
        with tarfile.open(fileobj=tar, mode="w:gz") as archive:
            for name, content in (("one.xml", GOOD), ("two.xml", OTHER)):
                member = tarfile.TarInfo(name)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
        self.assert_clean(1, self.write("one.xml.gz", gzip.compress(GOOD)))
        report = self.assert_clean(2, self.write("two.zip", packed.getvalue()))
        self.assertTrue(report["inputs"][0]["path"].endswith("two.zip!one.xml"))
        self.assert_clean(2, self.write("two.tar.gz", tar.getvalue()))
        self.assert_clean(1, "-", stdin=gzip.compress(GOOD))

    def test_zstd(self):
        path = self.write("one.xml", GOOD)
        done = subprocess.run(["zstd", "-q", "--rm", str(path)], check=False)
        self.assertEqual(done.returncode, 0)
        self.assert_clean(1, self.folder / "one.xml.zst")

    def test_encodings(self):
        text = GOOD.decode()
        self.assert_clean(1, self.write("bom.xml", b"\xef\xbb\xbf" + GOOD))
        self.assert_clean(1, self.write("le.xml", text.replace("UTF-8", "UTF-16").encode("utf-16")))
        self.assert_clean(1, self.write("latin.xml", text.replace("UTF-8", "ISO-8859-1").replace("SACWIS\"", "SACWIS\"", 1)
                                        .replace("Ohio SACWIS", "Ohio S\xc4CWIS").encode("latin-1")))

    def test_line_numbers_behind_65535(self):
        filler = "\n" * 70000
        path = self.write("long.xml", export(filler + ohio.live("G1", 24000, 26000) + ohio.case("G2", 24000, 23000)))
        _, report = check_json("--show", "all", path)
        records = records_by_id(report)
        self.assertEqual(records["G1"]["line"], 70003)
        lines = path.read_text().split("\n")
        for finding in records["G2"]["findings"]:
            if finding["rule"] == "OH-GEN-07":
                self.assertIn("SubsidyMonthlyAmount", lines[finding["line"] - 1])

    def test_batches_do_not_show(self):
        cases = [ohio.live("C%04d" % i, 24000, 26000) for i in range(1500)]
        report = self.assert_clean(1500, self.write("many.xml", export("".join(cases))))
        self.assertEqual([r["id"] for r in report["records"]], ["C%04d" % i for i in range(1500)])
        self.assertEqual(report["inputs"][0]["records"], 1500)

    def test_same_bytes_every_time(self):
        first = check("--show", "all", "-o", "json", EXAMPLE)
        for options in ({}, {"env": {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"}}, {"cwd": "/"}):
            self.assertEqual(check("--show", "all", "-o", "json", os.path.abspath(EXAMPLE), **options).out,
                             check("--show", "all", "-o", "json", os.path.abspath(EXAMPLE)).out)
        self.assertEqual(first.code, check("--show", "all", "-o", "json", EXAMPLE).code)


class Unsound(Folder):
    def assert_fault(self, rule, *arguments, **options):
        """Exit 3, not complete, and the good file beside it is still checked."""
        good = self.write("zz-good.xml", GOOD)
        code, report = check_json("--show", "all", *arguments, good, **options)
        self.assertEqual((code, report["complete"]), (3, False), rule)
        self.assertIn(rule, rules_of(report))
        self.assertEqual(records_by_id(report)["G1"]["outcomes"]["OH-LIV-03"], "pass")
        return report

    def test_missing(self):
        report = self.assert_fault("CL-INPUT-MISSING", self.folder / "none.xml")
        self.assertTrue(report["inputs"][0]["path"].endswith("none.xml"))

    def copy_program(self):
        """The program and its own files where everybody can read them: the checkout may lie in a private folder."""
        built = pathlib.Path(os.path.realpath(CASELINT)).parent
        for part in ("xsd", "bundles"):
            shutil.copytree(built / part, self.folder / "program" / part)
        return shutil.copy2(built / "caselint", self.folder / "program" / "caselint")

    def test_unreadable_folder(self):
        locked = self.folder / "locked"
        locked.mkdir()
        (locked / "one.xml").write_bytes(OTHER)
        locked.chmod(0)
        self.addCleanup(locked.chmod, 0o700)
        if os.geteuid() == 0:
            done = subprocess.run(["setpriv", "--reuid=65534", "--clear-groups", "true"], capture_output=True, check=False)
            self.assertEqual(done.returncode, 0, "setpriv is needed to give up root")
            self.folder.chmod(0o755)
            good = self.write("good.xml", GOOD)
            program = self.copy_program()
            done = subprocess.run(["setpriv", "--reuid=65534", "--clear-groups", program, "check", "-o", "json",
                                   str(locked), str(good)], capture_output=True, check=False)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn(b"CL-INPUT-MISSING", done.stdout)
        else:
            self.assert_fault("CL-INPUT-MISSING", locked)

    def test_empty_and_one_byte(self):
        self.assert_fault("CL-INPUT-EMPTY", self.write("empty.xml", b""))
        self.assert_fault("CL-INPUT-EMPTY", self.write("blank.xml", b" \n\n"))
        for byte in (b"<", b"x", b"\xff", b"\x00", b"&"):
            code, report = check_json(self.write("one.xml", byte))
            self.assertEqual((code, report["complete"]), (3, False), byte)
            self.assertNotEqual(rules_of(report), [])

    def test_empty_folder(self):
        (self.folder / "nothing").mkdir()
        self.assert_fault("CL-INPUT-NONE", self.folder / "nothing")

    def test_nothing_to_check_is_not_clean(self):
        code, report = check_json(self.write("none.xml", export("")))
        self.assertEqual((code, report["complete"], rules_of(report)), (3, False, ["CL-INPUT-NO-RECORDS"]))

    def test_truncated(self):
        self.assert_fault("CL-INPUT-TRUNCATED", self.write("cut.xml", OTHER[:-20]))
        self.assert_fault("CL-INPUT-ARCHIVE", self.write("cut.xml.gz", gzip.compress(OTHER * 50)[:-30]))

    def test_not_an_export(self):
        self.assert_fault("CL-INPUT-ROOT", self.write("other.xml", b"<Other/>"))
        self.assert_fault("CL-INPUT-ROOT", self.write("space.xml", b'<CaseExport xmlns="urn:other"/>'))
        self.assert_fault("CL-INPUT-PROLOG", self.write("text.xml", b"hello " + OTHER))
        self.assert_fault("CL-INPUT-TRAILING", self.write("twice.xml", OTHER + OTHER.split(b"\n", 1)[1]))

    def test_doctype_is_refused(self):
        bomb = (b'<?xml version="1.0"?>\n<!DOCTYPE CaseExport [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n'
                + OTHER.split(b"\n", 1)[1])
        report = self.assert_fault("CL-INPUT-DOCTYPE", self.write("bomb.xml", bomb))
        self.assertEqual([r["id"] for r in report["records"]], ["G1"])

    def test_version(self):
        self.assert_fault("CL-INPUT-VERSION", self.write("v2.xml", OTHER.replace(b'schemaVersion="1.0"', b'schemaVersion="2.0"')))

    def test_bad_bytes(self):
        self.assert_fault("CL-INPUT-ENCODING", self.write("bytes.xml", OTHER.replace(b"SACWIS", b"SAC\xffIS", 1)))

    def test_a_bad_record_costs_itself_only(self):
        cases = [ohio.live("C%d" % i, 24000, 26000) for i in range(30)]
        for name, change in {
            "entity": lambda text: text.replace("260.00", "&nbsp;", 1),
            "attribute": lambda text: text.replace('county="25"', 'county="25" county="26"'),
            "tag": lambda text: text.replace("</oh:Child>", "", 1).replace("<oh:Child ", "<oh:Child><", 1),
            "end": lambda text: text.replace("</oh:Agreement>", "", 1),
            "control": lambda text: text.replace("260.00", "&#1;", 1),
            "prefix": lambda text: text.replace("<oh:LetterOnFile", "<xx:LetterOnFile", 1).replace("</oh:LetterOnFile", "</xx:LetterOnFile", 1),
        }.items():
            with self.subTest(fault=name):
                broken = list(cases)
                broken[7] = change(broken[7])
                code, report = check_json("--show", "all", self.write("broken.xml", export("".join(broken))))
                self.assertEqual(code, 3)
                self.assertNotEqual(report["inputFindings"], [])
                self.assertTrue(set("C%d" % i for i in range(30)) - {"C7"} <= set(records_by_id(report)), name)
                self.assertGreater(report["inputFindings"][0]["line"], 7)

    def test_unread_records_make_missing_lines_unknown(self):
        whole = ohio.live("W", 25000, 35000)
        broken = ohio.invoice("INV", [("W", 25000, 45000, 5000)]).replace("</oh:InvoiceLine>", "", 1)
        _, report = check_json("--show", "all", self.write("lost.xml", export(whole + broken)))
        self.assertEqual(records_by_id(report)["W"]["outcomes"]["OH-INV-01"], "unknown")

    def test_unknown_jurisdiction(self):
        text = export(ohio.live("G2", 24000, 26000) + '<x:Case xmlns:x="urn:none:1" id="1"/>')
        code, report = check_json("--show", "all", self.write("unknown.xml", text))
        self.assertEqual((code, report["complete"], rules_of(report)), (4, False, ["CL-INPUT-NAMESPACE"]))
        self.assertEqual(records_by_id(report)["G2"]["outcomes"]["OH-LIV-03"], "pass")

    def test_duplicate_ids(self):
        path = self.write("one.xml", GOOD)
        again = self.write("two.xml", GOOD)
        code, report = check_json(path, again)
        self.assertEqual((code, rules_of(report)), (3, ["CL-INPUT-DUPLICATE-ID"]))
        self.assertEqual(report["inputFindings"][0]["input"], 1)

    def test_schema_faults(self):
        cases = {
            "CL-SCHEMA-VALUE": lambda text: text.replace("240.00", "240.0", 1),
            "CL-SCHEMA-ELEMENT": lambda text: text.replace("<oh:LetterOnFile", "<oh:Surprise/><oh:LetterOnFile", 1),
            "CL-SCHEMA-ATTRIBUTE": lambda text: text.replace('county="25"', 'county="25" surprise="1"', 1),
            "CL-SCHEMA-REPEATED": lambda text: text.replace("<oh:Child ", '<oh:Child personId="P-0"></oh:Child><oh:Child ', 1),
            "CL-SCHEMA-RECORD": lambda text: text + "<oh:Surprise/>",
        }
        for rule, change in cases.items():
            for schema in ("on", "off"):
                with self.subTest(rule=rule, schema=schema):
                    path = self.write("fault.xml", export(change(ohio.live("F", 24000, 26000))))
                    report = self.assert_fault(rule, "--schema", schema, path)
                    self.assertEqual(rules_of(report), [rule])

    def test_unreadable_is_not_absent(self):
        for text, outcome in ((ohio.live("F", 24000, 26000).replace('enteredOn="2008-01-18"', 'enteredOn="2008-02-30"'), "unknown"),
                              (ohio.live("F", 24000, 26000).replace(' enteredOn="2008-01-18"', ""), "notapplicable")):
            _, report = check_json("--show", "all", self.write("date.xml", export(text)))
            self.assertEqual(records_by_id(report)["F"]["outcomes"]["OH-LIV-04"], outcome)
        for bad in ("280", "280.0", "280.000", "-280.00", "+280.00", "2.8e2", "1,280.00", "NaN", "", "1234567890.00"):
            text = ohio.live("F", 24000, 26000).replace(
                "<oh:SubsidyAmount>280.00</oh:SubsidyAmount>", "<oh:SubsidyAmount>%s</oh:SubsidyAmount>" % bad)
            code, report = check_json("--show", "all", self.write("money.xml", export(text)))
            self.assertEqual((code, records_by_id(report)["F"]["outcomes"]["OH-LIV-03"]), (3, "unknown"), bad)


class Limits(Folder):
    def assert_limit(self, rule, text):
        path = self.write("limit.xml", export(ohio.live("A", 24000, 26000) + text + ohio.live("B", 24000, 26000)))
        code, report = check_json("--show", "all", path)
        self.assertEqual((code, report["complete"]), (3, False))
        self.assertIn(rule, rules_of(report))
        self.assertLessEqual({"A", "B"}, set(records_by_id(report)))

    def test_limits(self):
        self.assert_limit("CL-LIMIT-RECORD", '<oh:MatchInvoice id="L">' + "<!-- %s -->" % ("x" * 1000) * 5000 + "</oh:MatchInvoice>")
        self.assert_limit("CL-LIMIT-TAG", '<oh:MatchInvoice id="%s"/>' % ("x" * 70000))
        self.assert_limit("CL-LIMIT-ATTRIBUTES", "<oh:MatchInvoice %s/>" % " ".join('a%d="1"' % i for i in range(300)))
        self.assert_limit("CL-LIMIT-DEPTH", '<oh:MatchInvoice id="L">' + "<a>" * 100 + "</a>" * 100 + "</oh:MatchInvoice>")
        self.assert_limit("CL-LIMIT-TEXT", '<oh:MatchInvoice id="L"><oh:CertificationStatement>%s</oh:CertificationStatement></oh:MatchInvoice>' % ("x" * 70000))

    def test_archive_that_grows_without_bound(self):
        bomb = gzip.compress(b" " * (100 * 1024 * 1024))
        code, report = check_json(self.write("bomb.xml.gz", bomb))
        self.assertEqual((code, rules_of(report)[0]), (3, "CL-LIMIT-ARCHIVE"))

    def test_many_faults_are_counted_not_listed(self):
        text = export("".join('<oh:AdoptionSubsidyCase id="M%d" county="25" surprise="1"/>' % i for i in range(1500)))
        code, report = check_json(self.write("many.xml", text))
        self.assertEqual(code, 3)
        self.assertEqual(rules_of(report).count("CL-SCHEMA-ATTRIBUTE"), 1000)
        self.assertEqual(rules_of(report).count("CL-INPUT-MORE"), 1)


if __name__ == "__main__":
    main()
