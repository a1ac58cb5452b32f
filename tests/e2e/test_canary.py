"""Nothing that a report must not tell is anywhere else either.

Tokens that stand nowhere else are planted in every text, attribute, comment, CDATA section and processing instruction of the
examples, where the schema allows them and where it does not, and in names of files. Then every output, standard error, every
file that is left or held open, and what other users can see of the processes are searched. By default no token of a private
field may be found but in the restricted worksheet that was asked for; with --privacy strict no token at all.
"""
import io
import os
import pathlib
import re
import shutil
import signal
import stat
import subprocess
import time
import unittest
import xml.etree.ElementTree as etree
import zipfile

from support import CASELINT, EXAMPLE, EXAMPLES, SANITIZED, SOURCE, Folder, main, run

SCHEMAS = {"us-oh": "us-oh-adoption-subsidy.xsd", "us-ny": "us-ny-retro-payment.xsd"}
FORMATS = ["text", "json", "jsonl", "html", "xml", "sarif", "junit", "csv", "csv-amounts", "markdown", "github", "tap", "svrl"]
PRIVATE_ELEMENTS = {"PersonGivenName", "PersonSurName", "PersonName", "PersonBirthDate", "Narrative", "Remark"}
PRIVATE_ATTRIBUTES = {"workerId", "sourceWorkerId", "authorizedBy", "signedBy"}
TOKEN = re.compile(rb"C[np]ry[0-9]{5}", re.IGNORECASE)
PRIVATE = re.compile(rb"Cpry[0-9]{5}", re.IGNORECASE)
STRICT = ("--privacy", "strict")
HEADING = ('<CaseExport xmlns="urn:caselint:export:1" xmlns:oh="urn:caselint:us-oh:adoption-subsidy:1" '
           'xmlns:t="urn:caselint:test:1" schemaVersion="1.0" system="Synthetic" exportedOn="2008-04-15">\n')
THING = ('<t:Thing id="%s" group="%s" code="%s" workerId="%s"><t:Cost>12.00</t:Cost><t:PersonName>%s</t:PersonName>'
         '<t:Remark>%s</t:Remark></t:Thing>\n')


class Tokens:
    """Makes tokens, each once: Cpry00001 is of a private place, Cnry00002 of any other."""

    def __init__(self):
        self.count = 0

    def new(self, private=False):
        self.count += 1
        return "C%sry%05d" % ("p" if private else "n", self.count)


def local(name):
    return name.rpartition("}")[2]


def is_element(node):
    return isinstance(node.tag, str)


class Schema:
    """The schema of an example's records, asked by xmllint."""

    def __init__(self, path):
        self.path = SOURCE / "xsd" / SCHEMAS[path.stem]

    def allows(self, record):
        done = subprocess.run(["xmllint", "--noout", "--schema", str(self.path), "-"], input=etree.tostring(record),
                              capture_output=True, check=False)
        return done.returncode == 0


def places(record):
    """Every attribute and every text, as the functions that set and give back the value, and whether it is private."""
    for element in filter(is_element, record.iter()):
        for name in list(element.attrib):
            yield (lambda v, e=element, n=name: e.set(n, v)), element.attrib[name], name in PRIVATE_ATTRIBUTES
        if len(element) == 0 and (element.text or "").strip():
            yield (lambda v, e=element: setattr(e, "text", v)), element.text, local(element.tag) in PRIVATE_ELEMENTS


def plant_beside(root, tokens):
    """Comments and processing instructions wherever there are elements."""
    for element in list(filter(is_element, root.iter())):
        if len(element) > 0:
            element.insert(0, etree.Comment(" " + tokens.new(True) + " "))
            element.insert(0, etree.ProcessingInstruction("p" + tokens.new(True), tokens.new(True)))


def plant(path, tokens, only_valid, only_private=False):
    """The example with tokens everywhere; with `only_valid`, wherever its record stays valid by the schema, and with
    `only_private`, so that the records still belong to each other, in private places."""
    tree = etree.parse(str(path))
    root = tree.getroot()
    schema = Schema(path)
    planted = 0
    for record in root:
        for put, value, private in list(places(record)):
            if only_private and not private:
                continue
            put(tokens.new(private))
            planted += 1
            if only_valid and not schema.allows(record):
                put(value)
                planted -= 1
    assert planted > (3 if only_private else 20), planted
    plant_beside(root, tokens)
    if not only_valid:
        root.set("system", tokens.new())
    text = etree.tostring(root, encoding="unicode")
    return re.sub(r">(C[np]ry[0-9]*[13579])</", r"><![CDATA[\1]]></", text)


def spoil(tokens):
    """Exports that are broken in one way each, with tokens in what is broken."""
    text = EXAMPLE.read_text()
    new = tokens.new
    secret = lambda: tokens.new(True)  # noqa: E731
    name = secret()
    yield "unknown-element", text.replace("<oh:LetterOnFile", "<oh:%s>%s</oh:%s><oh:LetterOnFile" % (name, secret(), name), 1)
    yield "unknown-attribute", text.replace("<oh:LetterOnFile", '<oh:LetterOnFile %s="%s"' % (secret(), secret()), 1)
    yield "unknown-record", text.replace("</CaseExport>", "<oh:%s id='%s'/></CaseExport>" % (name, new()))
    yield "unknown-namespace", text.replace("</CaseExport>", "<x:A xmlns:x='urn:%s' id='%s'/></CaseExport>" % (secret(), new()))
    yield "wrong-type", text.replace(">250.00<", ">%s<" % new()).replace('enteredOn="2008-01-18"', 'enteredOn="%s"' % new())
    yield "overlong", text.replace(">Ada<", ">%s %s<" % (secret(), "x" * 70000)).replace('county="25"', 'county="%s%s"' % (new(), "y" * 9000), 1)
    yield "unclosed", text.replace("</oh:PersonSurName>", secret(), 1)
    yield "markup", text.replace("<oh:PersonGivenName>", "<oh:PersonGivenName <%s>" % secret(), 1)
    yield "entity", text.replace(">Ada<", ">&%s;<" % secret(), 1)
    yield "doctype", text.replace("<CaseExport", "<!DOCTYPE %s><CaseExport" % secret(), 1)
    yield "encoding", text.replace("UTF-8", secret(), 1)
    yield "stray-text", text.replace("<oh:AdoptionSubsidyCase", secret() + "<oh:AdoptionSubsidyCase", 1)
    yield "stray-end", text.replace("<oh:AdoptionSubsidyCase", "</%s><oh:AdoptionSubsidyCase" % name, 1)
    yield "hidden", text.replace("<oh:AdoptionSubsidyCase", "<!-- <oh:AdoptionSubsidyCase id='%s'> --><oh:AdoptionSubsidyCase" % secret(), 1)
    yield "truncated", text[:text.index("<oh:PersonSurName>") + 18] + secret()
    yield "trailing", text + secret()
    yield "root", "<%s/>" % name
    yield "root-values", text.replace('exportedOn="2008-04-15"', 'exportedOn="%s"' % new()).replace('schemaVersion="1.0"', 'schemaVersion="%s"' % new())
    same = new()
    yield "twice", re.sub(r'(AdoptionSubsidyCase id=")[^"]*', r"\g<1>" + same, text)


class Canary(Folder):
    def setUp(self):
        super().setUp()
        self.tokens = Tokens()
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.environment = dict(os.environ, LC_ALL="C", TMPDIR=str(self.temporary))
        self.key = self.write("key", os.urandom(32))
        self.key.chmod(0o600)
        self.searched = 0

    # ---- Searching ----

    def assert_silent(self, pattern, data, where):
        self.searched += 1
        for form in (data, data.replace(b"\0", b"")):  # also as UTF-16
            found = pattern.search(form)
            self.assertIsNone(found, "%s: %r" % (where, found and form[max(0, found.start() - 120):found.end() + 20]))

    def assert_folder_silent(self, pattern, folder, where):
        for path in sorted(folder.rglob("*")):
            self.assert_silent(pattern, str(path.relative_to(folder)).encode(), where)
            if path.is_file():
                self.assert_silent(pattern, path.read_bytes(), "%s: %s" % (where, path.name))

    def outputs(self):
        folder = self.folder / "out"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        words = []
        for name in FORMATS:
            words += ["-o", "%s:%s" % (name, folder / ("report." + name + (".html" if name == "html" else "")))]
        return folder, words + ["-o", "html:%s" % (folder / "pages")]

    def search_run(self, pattern, *arguments):
        """One run into every format, searched."""
        folder, words = self.outputs()
        where = " ".join(map(str, arguments))
        done = subprocess.run([CASELINT, "check", *words, "-o", "text", "--progress", "json", *map(str, arguments)],
                              capture_output=True, env=self.environment, cwd=folder, timeout=300, check=False)
        self.assertIn(done.returncode, (0, 1, 3, 4), (where, done.stderr))
        self.assert_silent(pattern, done.stdout, where)
        self.assert_silent(pattern, done.stderr, where)
        self.assert_folder_silent(pattern, folder, where)
        self.assertEqual([path for path in folder.iterdir() if path.name.startswith("core")], [])
        self.assertEqual(list(self.temporary.iterdir()), [])
        return folder

    def search_modes(self, *arguments):
        """Default and strict, and reports made again of what the default run has saved."""
        folder = self.search_run(PRIVATE, *arguments)
        saved = self.folder / "saved.jsonl"
        shutil.copy(folder / "report.jsonl", saved)
        self.search_run(TOKEN, *STRICT, *arguments)
        for name in FORMATS:
            for pattern, words in ((PRIVATE, ()), (TOKEN, STRICT), (TOKEN, STRICT + ("--key-file", self.key))):
                again = run("report", "-o", name, *words, saved, env=self.environment)
                self.assert_silent(pattern, again.out + again.err, "report -o %s %s" % (name, words))

    # ---- What is planted ----

    def planted(self, only_valid):
        return [self.write("%s-%s.xml" % (path.stem, only_valid), plant(path, self.tokens, only_valid)) for path in EXAMPLES]

    def test_everywhere_that_is_valid(self):
        paths = self.planted(True)
        # The tokens have come through: by default ids are shown.
        shown = run("check", "-o", "json", *paths)
        self.assertIn(shown.code, (0, 1))
        self.assertRegex(shown.out, TOKEN)
        for show in ("findings", "all", "totals"):
            self.search_modes("--show", show, *paths)
        self.search_modes("--isolate", "none", *paths)
        self.search_modes("--jobs", "1", *paths)

    def test_everywhere(self):
        paths = self.planted(False)
        self.search_modes("--show", "all", *paths)
        self.search_modes("--schema", "off", "--show", "all", *paths)
        self.search_modes("--schema", "off", "--isolate", "none", *paths)

    def test_broken_exports(self):
        for name, text in spoil(self.tokens):
            with self.subTest(name):
                path = self.write(name + ".xml", text)
                self.search_run(PRIVATE, "--show", "all", path)
                self.search_run(TOKEN, *STRICT, "--show", "all", path)
                self.search_run(TOKEN, *STRICT, "--schema", "off", "--show", "all", path)

    def test_names_of_files(self):
        token = self.tokens.new()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(self.tokens.new() + "/" + self.tokens.new() + ".xml", EXAMPLE.read_text())
            archive.writestr(self.tokens.new() + ".xml", EXAMPLE.read_text()[:900])
        self.write(token + "/" + self.tokens.new() + ".xml", EXAMPLE.read_text())
        self.write(token + "/" + self.tokens.new() + ".zip", packed.getvalue())
        self.search_run(TOKEN, *STRICT, self.folder / token)
        self.search_run(TOKEN, *STRICT, self.folder / (self.tokens.new() + ".xml"))  # there is none
        result = run("report", *STRICT, self.folder / (self.tokens.new() + ".jsonl"))
        self.assertEqual(result.code, 3)
        self.assert_silent(TOKEN, result.out + result.err, "report of nothing")
        # An output that would take the place of an input is refused without naming it.
        path = next((self.folder / token).glob("*.xml"))
        refused = run("check", *STRICT, "-o", "json:%s" % path, path)
        self.assertEqual(refused.code, 2)
        self.assert_silent(TOKEN, refused.out + refused.err, "refused")

    def test_saved_strictly(self):
        paths = self.planted(True)
        saved = self.folder / "strict.jsonl"
        self.assertIn(run("check", *STRICT, "-o", "jsonl:%s" % saved, *paths).code, (0, 1))
        self.assert_silent(TOKEN, saved.read_bytes(), "saved")
        broken = self.folder / (self.tokens.new() + ".jsonl")
        broken.write_bytes(saved.read_bytes()[:-300])
        for path in (saved, broken):
            for name in FORMATS:
                result = run("report", "-o", name, path)
                self.assert_silent(TOKEN, result.out + result.err, "report -o " + name)

    def test_runs_beside_each_other(self):
        """What is made of saved runs: comparisons, baselines, and reports of what is known."""
        paths = self.planted(True)
        saved = {}
        for level, how in (("ids", ()), ("strict", STRICT + ("--key-file", self.key))):
            for day in ("2008-01-10", "2008-06-30"):
                saved[level, day] = self.folder / ("%s-%s.jsonl" % (level, day))
                result = run("check", *how, "--as-of", day, "-o", "jsonl:%s" % saved[level, day], *paths)
                self.assertIn(result.code, (0, 1), result.err)
        for name in ("text", "json", "csv", "markdown"):
            for pattern, level in ((PRIVATE, "ids"), (TOKEN, "strict")):
                result = run("diff", "--show", "all", "-o", name, saved[level, "2008-01-10"], saved[level, "2008-06-30"])
                self.assertIn(result.code, (0, 1), result.err)
                self.assert_silent(pattern, result.out + result.err, "diff -o %s of %s" % (name, level))
        baseline = self.folder / "baseline.jsonl"
        result = run("baseline", "create", "--results", saved["ids", "2008-01-10"], baseline)
        self.assertEqual(result.code, 0, result.err)
        self.assert_silent(PRIVATE, baseline.read_bytes() + result.out + result.err, "baseline")
        self.search_run(PRIVATE, "--show", "all", "--baseline", baseline, *paths)

    def test_explanations(self):
        for arguments in (("explain", "OH-LIV-03"), ("rules", "--matrix"), ("plugins",), ("doctor",)):
            result = run(*arguments, env=dict(self.environment, HOME=str(self.folder / self.tokens.new())))
            self.assert_silent(TOKEN, result.out + result.err, " ".join(arguments))

    def test_the_restricted_worksheet_is_the_only_place(self):
        paths = [self.write(path.name, plant(path, self.tokens, True, True)) for path in EXAMPLES]
        folder, words = self.outputs()
        document = self.folder / "invoice.csv"
        done = subprocess.run([CASELINT, "check", *words, "-o", "text", "--restricted", "match-invoice:%s" % document,
                               *map(str, paths)], capture_output=True, env=self.environment, check=False)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertRegex(document.read_bytes(), PRIVATE)
        self.assertEqual(stat.S_IMODE(document.stat().st_mode), 0o600)
        self.assert_silent(PRIVATE, done.stdout + done.stderr, "restricted")
        self.assert_folder_silent(PRIVATE, folder, "restricted")

    # ---- Plugins that do harm ----

    @unittest.skipIf(SANITIZED, "the release build runs this")
    def test_plugins_that_end_badly(self):
        bundle = self.folder / "bundles" / "thing"
        bundle.mkdir(parents=True)
        shutil.copy(pathlib.Path(os.environ["CASELINT_TEST_PLUGINS"]) / "deadly.so", bundle / "thing.so")
        for fixture in ("thing.xsd", "thing.xml"):
            shutil.copy(SOURCE / "tests" / "plugins" / fixture, bundle / fixture)
        new = self.tokens.new
        for code in ("segfault", "abort", "exit", "open", "garbage", "loop", "reconcile-abort"):
            things = [THING % (new(), new(), how, new(True), new(True), new(True)) for how in ("p1", code, code, "p2")]
            path = self.write(code + ".xml", HEADING + "".join(things) + "</CaseExport>\n")
            with self.subTest(code):
                for pattern, words in ((PRIVATE, ()), (TOKEN, STRICT)):
                    self.search_run(pattern, *words, "--show", "all", "--plugin-dir", bundle.parent, "--record-timeout", "1", path)

    # ---- While it runs ----

    def start(self, *arguments):
        """A run in the middle of its input, which it waits for; and what it is still to be given."""
        content = (self.planted(False)[0]).read_bytes()
        process = subprocess.Popen([CASELINT, "check", *map(str, arguments), "-"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment)
        process.stdin.write(content[:len(content) // 2])
        process.stdin.flush()
        time.sleep(0.5)
        return process, content[len(content) // 2:]

    @staticmethod
    def family(pid):
        """A process and those it has started, and so on."""
        found = [pid]
        for one in found:
            for task in pathlib.Path("/proc/%d/task" % one).glob("*/children"):
                found += [int(child) for child in task.read_text().split()]
        return found

    def assert_processes_silent(self, pid):
        family = self.family(pid)
        self.assertGreater(len(family), 2)
        for one in family:
            root = pathlib.Path("/proc/%d" % one)
            for path in [root / "cmdline", *root.glob("task/*/comm")]:
                self.assert_silent(TOKEN, path.read_bytes(), path)

    def assert_files_are_kept(self, pid):
        """Temporary files have no name, and are their owner's."""
        kept = 0
        for one in self.family(pid):
            for descriptor in pathlib.Path("/proc/%d/fd" % one).iterdir():
                name = os.readlink(descriptor)
                facts = os.stat(descriptor)
                if not stat.S_ISREG(facts.st_mode) or not name.startswith(str(self.temporary)):
                    continue
                kept += 1
                self.assertEqual((facts.st_nlink, stat.S_IMODE(facts.st_mode)), (0, 0o600), name)
        self.assertGreater(kept, 0)
        self.assertEqual(list(self.temporary.iterdir()), [])

    @unittest.skipIf(SANITIZED, "the release build runs this")
    def test_processes_and_signals(self):
        path = self.write(self.tokens.new() + ".xml", EXAMPLE.read_text())
        for number in (None, signal.SIGINT, signal.SIGTERM):
            process, rest = self.start(*STRICT, "--jobs", "2", "--progress", "json", path)
            try:
                self.assert_processes_silent(process.pid)
                self.assert_files_are_kept(process.pid)
                if number is not None:
                    process.send_signal(number)
                out, err = process.communicate(rest, timeout=120)
            finally:
                process.kill()
                process.wait()
            self.assert_silent(TOKEN, out + err, number)
            self.assertEqual(process.returncode, 3 if number is None else 128 + number)

    def test_the_key_is_nowhere(self):
        secret = self.key.read_bytes()
        pattern = re.compile(b"|".join(map(re.escape, (secret, secret[:8], secret.hex().encode(), secret.hex()[:24].encode()))))
        folder = self.search_run(TOKEN, *STRICT, "--key-file", self.key, *self.planted(True))
        self.assert_folder_silent(pattern, folder, "key")


if __name__ == "__main__":
    main()
