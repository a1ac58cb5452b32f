"""Names, birth dates, worker ids and unreadable values of an export are in no report and no message."""
import os
import re
import subprocess
import tempfile
import unittest

import ohio
from support import CASELINT, EXAMPLE, Folder, check, export, main, run

CANARY = "CANARY"


def plant(text):
    """The example with a canary in every private place: names, worker ids, birth dates that stand out."""
    count = [0]

    def token(match):
        count[0] += 1
        return match.group(1) + "%s%03d" % (CANARY, count[0]) + match.group(2)

    text = re.sub(r"(<oh:Person(?:Given|Sur)Name>)[^<]*(<)", token, text)
    text = re.sub(r'(workerId=")[^"]*(")', token, text)
    text = re.sub(r'(signedBy=")[^"]*(")', token, text)
    text = re.sub(r"(<oh:PersonBirthDate>)[^<]*(<)", r"\g<1>1911-11-11\g<2>", text)
    return text, count[0]


class Privacy(Folder):
    def assert_silent(self, content, *arguments):
        path = self.write("export.xml", content)
        for form in ("text", "json"):
            for show in ("findings", "all", "totals"):
                result = check("-o", form, "--show", show, *arguments, path)
                for secret in (CANARY, "1911-11-11"):
                    self.assertNotIn(secret.encode(), result.out + result.err, (form, show))

    def test_private_fields(self):
        text, planted = plant(EXAMPLE.read_text())
        self.assertGreater(planted, 10)
        self.assert_silent(text)

    def test_private_fields_that_are_broken(self):
        text, _ = plant(EXAMPLE.read_text())
        self.assert_silent(text.replace("1911-11-11", CANARY))
        self.assert_silent(text.replace("</oh:PersonSurName>", "", 1))
        self.assert_silent(text[:text.rindex(CANARY) + 10])
        self.assert_silent(text, "--schema", "off")

    def test_unreadable_values_are_not_quoted(self):
        for value in (CANARY, CANARY + "\u00e9" * 40, "&lt;" + CANARY):
            text = EXAMPLE.read_text()
            text = text.replace(">250.00<", ">" + value + "<").replace('enteredOn="2008-01-18"', 'enteredOn="%s"' % value)
            self.assert_silent(text)
            self.assert_silent(text, "--schema", "off")

    def test_unknown_names_are_not_quoted(self):
        text = EXAMPLE.read_text().replace("<oh:LetterOnFile", '<oh:%s a="1"/><oh:LetterOnFile %s="2"' % (CANARY, CANARY))
        self.assert_silent(text)
        self.assert_silent(text, "--schema", "off")
        self.assert_silent(export('<x:%s xmlns:x="urn:%s" id="1"/>' % (CANARY, CANARY)))

    def test_restricted_columns_are_withheld(self):
        text, _ = plant(EXAMPLE.read_text())
        result = check("-o", "json", self.write("export.xml", text)).json()
        sheet = [sheet for sheet in result["worksheets"] if sheet["id"] == "match-invoice"][0]
        self.assertTrue(sheet["restricted"])
        names = [i for i, column in enumerate(sheet["columns"]) if column["restricted"]]
        self.assertEqual(len(names), 2)
        rows = [row for group in sheet["groups"] for row in group["rows"]]
        self.assertEqual(len(rows), 2)
        for row in rows:
            self.assertEqual([row[i] for i in names], [None, None])

    def test_temporary_files_are_unlinked(self):
        with tempfile.TemporaryDirectory() as folder:
            command = [CASELINT, "check", "-o", "json:/dev/null", str(EXAMPLE)]
            subprocess.run(command, env=dict(os.environ, TMPDIR=folder), capture_output=True, check=False)
            self.assertEqual(os.listdir(folder), [])

    def test_help_says_what_is_shown(self):
        self.assertEqual(run("help", "privacy").code, 0)


if __name__ == "__main__":
    main()
