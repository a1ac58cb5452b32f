"""Manual pages and completions say what --help says, option for option, and nothing else; real shells complete by them."""
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import shells
from support import CASELINT, Folder, main, run

BUILD = pathlib.Path(os.environ["CASELINT_BUILD"])
MANUAL = BUILD / "manual"
COMPLETIONS = MANUAL / "completions"

ROFF = re.compile(r"\\(?:f[BIR]|&)")
HELP_OPTION = re.compile(r"^ +(?:-(\w), )?--([a-z-]+)(?:=(\S+))?(?: +(.*))?$")
PAGE_OPTION = re.compile(r"^(?:-(\w), )?--([a-z-]+)(?:=(.*))?$")
TOPICS = {"exit-codes", "formats", "privacy"}


def commands():
    """Name -> summary, as `caselint help` lists them."""
    text = run("help").out.decode().split("\nCommands\n")[1].split("\n\n")[0]
    return {line.split()[0]: line.split(None, 1)[1] for line in text.splitlines() if re.match("  [a-z]", line)}


def options_of_help(command):
    """(short, long, argument) -> text, as --help lists them on lines as long as need be; none for help itself."""
    lines = run(command, "--help", env={"ARGP_HELP_FMT": "rmargin=4000,opt-doc-col=60"}).out.decode().splitlines()
    found = {}
    for number, line in enumerate(lines):
        match = HELP_OPTION.match(line)
        if match:
            text = match[4] or lines[number + 1].strip()
            found[match.group(1, 2, 3)] = text
    return found


def read_page(name):
    return gzip.decompress((MANUAL / ("man" + name[-1]) / (name + ".gz")).read_bytes()).decode()


def plain(roff):
    return ROFF.sub("", roff).replace("\\-", "-").replace("\\e", "\\")


def options_of_page(page):
    """The same of the section OPTIONS of a page."""
    lines = page.split(".SH OPTIONS\n")[1].split("\n.SH ")[0].splitlines() if ".SH OPTIONS\n" in page else []
    found = {}
    for number, line in enumerate(lines):
        if line == ".TP":
            found[PAGE_OPTION.match(plain(lines[number + 1])).groups()] = plain(lines[number + 2])
    return found


def names_of(options):
    return sorted({"--" + long for _, long, _ in options} | {"-" + short for short, _, _ in options if short})


class Pages(unittest.TestCase):
    def test_one_page_for_each_command_and_topic(self):
        pages = {path.name for path in MANUAL.glob("man?/*")}
        topics = {path.name[len("caselint-"):-len(".7.gz")] for path in (MANUAL / "man7").iterdir()}
        self.assertEqual({name for name in pages if name.endswith(".1.gz")},
                         {"caselint.1.gz"} | {"caselint-%s.1.gz" % command for command in commands()})
        self.assertLessEqual(TOPICS | {"plugin"}, topics)
        for topic in topics - {"plugin"}:
            self.assertEqual(run("help", topic).code, 0)

    def test_options_are_those_of_help(self):
        for command in commands():
            if command == "help":
                continue
            with self.subTest(command=command):
                told = options_of_help(command)
                page = options_of_page(read_page("caselint-%s.1" % command))
                self.assertIn(("h", "help", None), told)
                self.assertEqual({key: text.replace("`", "") for key, text in told.items()}, page)

    def test_a_missing_and_an_invented_option_are_noticed(self):
        page = read_page("caselint-check.1")
        self.assertNotEqual(options_of_page(page), options_of_page(page.replace("as\\-of", "as\\-if")))
        entry = page.index(".TP\n\\fB\\-\\-as\\-of")
        self.assertNotEqual(options_of_page(page), options_of_page(page[:entry] + page[page.index(".TP", entry + 1):]))

    def test_texts_of_help_are_in_the_pages(self):
        for topic in TOPICS:
            page = " ".join(plain(read_page("caselint-%s.7" % topic)).split())
            for paragraph in run("help", topic).out.decode().split("\n\n")[1:]:
                if not paragraph.startswith(" ") and "\n  " not in paragraph:
                    self.assertIn(" ".join(paragraph.replace("`", "").split()), page)
        codes = read_page("caselint-exit-codes.7")
        for code in ("0", "1", "2", "3", "4", "5", "6", "7", "130, 143"):
            self.assertIn(".TP\n.B %s\n" % code, codes)

    def test_what_help_says_around_the_options_is_in_the_pages(self):
        for command in commands():
            if command == "help":
                continue
            page = " ".join(plain(read_page("caselint-%s.1" % command)).split())
            text = run(command, "--help", env={"ARGP_HELP_FMT": "rmargin=4000"}).out.decode()
            first, *rest = text.split("\n\n")
            below = [paragraph for paragraph in rest[1:] if not paragraph.startswith("Mandatory or optional")]
            usage, above = first.split("\n", 1)
            self.assertIn(" ".join(usage.split()[1:3]), page)
            for paragraph in "\n".join((above, *below)).splitlines():
                words = " ".join(paragraph.replace("`", "").split())
                self.assertIn(words[len("Exit status: "):] if words.startswith("Exit status: ") else words, page)

    def test_every_command_is_named_and_summarised(self):
        page = plain(read_page("caselint.1"))
        for command, summary in commands().items():
            self.assertIn(".B %s\n%s" % (command, summary[:40]), page)
            self.assertIn("caselint-%s (1)" % command, page)

    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
    def test_well_formed_for_mandoc(self):
        for path in sorted(MANUAL.glob("man?/*")):
            with self.subTest(page=path.name):
                done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning"], input=gzip.decompress(path.read_bytes()),
                                      capture_output=True, check=False)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

    @unittest.skipUnless(shutil.which("man") and shutil.which("groff"), "man-db is not installed")
    def test_well_formed_for_man(self):
        for path in sorted(MANUAL.glob("man?/*")):
            with self.subTest(page=path.name):
                done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path], capture_output=True,
                                      check=False, env=dict(os.environ, LC_ALL="C.UTF-8", MANROFFSEQ="", MANWIDTH="80"))
                self.assertEqual((done.returncode, done.stderr), (0, b""))
                self.assertIn(b"caselint", done.stdout)

    def test_made_again_they_are_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            date = re.search(r'^\.TH \S+ 1 (\S+) ', read_page("caselint.1"), re.MULTILINE)[1]
            subprocess.run([BUILD / "make_manual", folder, date], check=True, env={})
            made = {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir()}
        kept = {path.name[:-3]: gzip.decompress(path.read_bytes()) for path in MANUAL.glob("man?/*")
                if path.name != "caselint-plugin.7.gz"}
        kept.update({path.name: path.read_bytes() for path in COMPLETIONS.iterdir()})
        self.assertEqual(made, kept)

    def test_a_folder_that_is_not_there(self):
        done = subprocess.run([BUILD / "make_manual", "/nonexistent", "2026-01-01"], capture_output=True, check=False)
        self.assertEqual(done.returncode, 5)
        self.assertIn(b"/nonexistent/caselint.1 cannot be written", done.stderr)


class Completions:
    """What a shell offers, which it is asked itself."""

    def setUp(self):
        super().setUp()
        if not shutil.which(self.NAME):
            self.skipTest("%s is not installed" % self.NAME)
        working = self.folder / "working"
        (working / "folder").mkdir(parents=True)
        (working / "export.xml").touch()
        self.commands = commands()
        script, program = COMPLETIONS / ("caselint." + self.NAME), pathlib.Path(CASELINT).parent
        if self.NAME == "fish":
            self.shell = shells.Fish(script, program, working, self.folder)
        else:
            self.shell = shells.Shell(self.NAME, script, program, working, self.folder)
        self.addCleanup(self.shell.close)

    def expect(self, line, words):
        self.assertEqual((line, self.shell.offers(line)), (line, words))

    def test_commands(self):
        self.expect("caselint ", sorted(self.commands))
        self.expect("caselint -", ["--help", "--version", "-V", "-h"])
        self.expect("caselint nothing-begins-so", [])

    def test_options_are_those_of_help(self):
        for command in self.commands:
            told = ["--help", "-h"] if command == "help" else names_of(options_of_help(command))
            long = [option for option in told if option.startswith("--")]
            self.expect("caselint %s --" % command, long)
            self.expect("caselint %s --co" % command, [option for option in long if option.startswith("--co")])
            offered = self.shell.offers("caselint %s -" % command)
            self.assertEqual((command, offered), (command, told))

    def test_values(self):
        formats = sorted(line.split()[0] for line in run("help", "formats").out.decode().splitlines()
                         if re.match(r"  [a-z-]+  +\S", line))
        self.assertGreaterEqual(len(formats), 13)
        self.expect("caselint check -o ", formats)
        self.expect("caselint explain -o ", ["json", "text"])
        self.expect("caselint check --show ", ["all", "findings", "totals"])
        self.expect("caselint check --fail-on ", ["error", "info", "never", "warning"])
        self.expect("caselint check --schema ", ["off", "on"])
        self.expect("caselint rules --color a", ["always", "auto"])
        for line in ("check --as-of ", "check --jobs ", "check --show b", "check -- --sh"):
            self.expect("caselint " + line, [])

    def test_values_behind_signs(self):
        for line, words in (("--show=", ["all", "findings", "totals"]), ("--show=t", ["totals"]),
                            ("--output=json:e", ["export.xml"]), ("-o json:e", ["export.xml"])):
            offered = self.shell.offers("caselint check " + line)
            self.assertEqual((line, [re.sub("^.*[=:]", "", word) for word in offered]), (line, words))

    def test_files_and_folders(self):
        for line in ("check ex", "check -o json:report.json ex", "report ex", "check -- ex"):
            self.expect("caselint " + line, ["export.xml"])
        offered = self.shell.offers("caselint check --plugin-dir ")
        self.assertEqual([word.rstrip("/") for word in offered], ["folder"])
        self.assertNotIn("export.xml", self.shell.offers("caselint version "))
        self.assertNotIn("export.xml", self.shell.offers("caselint explain "))

    def test_rules(self):
        ids = set(re.findall(r"^  ([A-Z]+[0-9]*-[A-Z0-9-]+) ", run("rules").out.decode(), re.MULTILINE))
        self.assertIn("OH-LIV-03", ids)
        offered = self.shell.offers("caselint explain ")
        self.assertEqual({word for word in offered if not word.startswith("-")}, ids)
        self.expect("caselint explain OH-LIV-03", ["OH-LIV-03"])
        listed = self.shell.offers("caselint check --select OH-LIV-03,CL-INPUT-TR")
        self.assertEqual([word.split(",")[-1] for word in listed], ["CL-INPUT-TRAILING", "CL-INPUT-TRUNCATED"])

    def test_topics(self):
        self.expect("caselint help ex", ["exit-codes", "explain"])


class Bash(Completions, Folder):
    NAME = "bash"


class Zsh(Completions, Folder):
    NAME = "zsh"


class Fish(Completions, Folder):
    NAME = "fish"


if __name__ == "__main__":
    main()
