"""The jurisdiction in examples/us-zz, as somebody elsewhere would have it: a copy of its folder, an installed caselint, a
home with nothing in it. It builds with every compiler, passes its own tests, notices when it is changed, and the
jurisdictions of the same prefix answer as before."""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

from support import CASELINT, EXAMPLES, SOURCE, Folder, main

BUILD = pathlib.Path(os.environ["CASELINT_BUILD"])
EXAMPLE = SOURCE / "examples" / "us-zz"
RULES = "{urn:caselint:rules:1}"


class Example(Folder):
    def setUp(self):
        super().setUp()
        self.prefix, self.copy, self.tree = (self.folder / name for name in ("pre fix", "copy of us-zz", "tree"))
        home = self.folder / "home"
        home.mkdir()
        self.environment = {"HOME": str(home), "PATH": "%s:/usr/local/bin:/usr/bin:/bin" % (self.prefix / "bin")}
        self.call("cmake", "--install", BUILD, "--prefix", self.prefix)
        shutil.copytree(EXAMPLE, self.copy, ignore=shutil.ignore_patterns("build"))

    def call(self, *command, code=0):
        done = subprocess.run([str(word) for word in command], capture_output=True, check=False, timeout=600,
                              env=self.environment, cwd=self.copy if self.copy.exists() else None)
        said = done.stdout.decode() + done.stderr.decode()
        self.assertEqual(done.returncode, code, "%s\n%s" % (command, said))
        return done.stdout

    def build(self, *options):
        """What the compiler says goes into the assertion of whoever looks; a warning is an error."""
        self.call("cmake", "-S", self.copy, "-B", self.tree, "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", *options)
        self.call("cmake", "--build", self.tree)
        return json.loads((self.tree / "compile_commands.json").read_text())

    def failed_tests(self):
        done = subprocess.run(["ctest", "--test-dir", str(self.tree)], capture_output=True, check=False, timeout=600,
                              env=self.environment)
        return {line.split()[2] for line in done.stdout.decode().splitlines() if "(Failed)" in line}

    def change(self, name, old, new):
        path = self.copy / name
        text = path.read_text()
        self.assertEqual(text.count(old), 1, old)
        path.write_text(text.replace(old, new))

    def test_builds_with_every_compiler_and_passes(self):
        for compiler in ("gcc", "clang"):
            if shutil.which(compiler) is None:
                self.skipTest("there is no %s" % compiler)
            for standard in ("99", "11", "17"):
                commands = self.build("-DCMAKE_C_COMPILER=" + compiler, "-DCMAKE_C_STANDARD=" + standard)
                self.assertEqual(len(commands), 6)
                for command in commands:
                    self.assertIn(" -std=c%s " % standard, command["command"])
                    self.assertIn(" -Werror ", command["command"])
                    self.assertNotIn(str(SOURCE.resolve()), command["command"])
                self.assertEqual(self.failed_tests(), set())
                shutil.rmtree(self.tree)

    def test_readme_names_what_there_is(self):
        readme = (EXAMPLE / "README.md").read_text()
        commands = [line.strip() for line in readme.splitlines() if line.startswith("    ")]
        self.assertEqual([command.split()[0] for command in commands], ["cmake", "caselint", "caselint", "caselint"])
        for command, code in zip(commands, (0, 1, 0, 0)):
            self.call("sh", "-euc", command, code=code)
        for path in EXAMPLE.rglob("*"):
            if path.is_file() and path.name not in ("README.md", "CMakeLists.txt", "report.cmake", "plugin.c", "rules.h"):
                self.assertIn("`%s`" % path.relative_to(EXAMPLE), readme)

    def test_installed_beside_the_others(self):
        program = self.prefix / "bin" / "caselint"
        self.build()
        self.call("cmake", "--install", self.tree, "--prefix", self.prefix)
        answer = self.call("caselint", "check", "--show", "all", "examples/us-zz.xml", code=1).decode()
        # The last part lists all plugins that are installed.
        self.assertEqual(answer.split("\nThe run\n")[0],
                         (EXAMPLE / "examples" / "report.txt").read_text().split("\nThe run\n")[0])
        for example in EXAMPLES:
            expected = subprocess.run([CASELINT, "check", "-o", "json", "--show", "all", str(example)], capture_output=True,
                                      check=False, env=self.environment)
            self.assertEqual(expected.returncode, 1)
            expected = json.loads(expected.stdout)
            answered = json.loads(self.call(program, "check", "-o", "json", "--show", "all", example, code=1))
            # The rules of everything that is installed are listed, with no outcomes where there is no record.
            answered["summary"]["rules"] = {rule: outcomes for rule, outcomes in answered["summary"]["rules"].items()
                                            if not rule.startswith("ZZ-")}
            for key in ("complete", "records", "inputFindings", "worksheets", "summary"):
                self.assertEqual(answered[key], expected[key], key)
        together = json.loads(self.call(program, "check", "-o", "json", *EXAMPLES, "examples/us-zz.xml", code=1))
        self.assertTrue(together["complete"])
        self.assertEqual({record["jurisdiction"] for record in together["records"]}, {"US-OH", "US-NY", "US-ZZ"})

    def test_a_change_of_the_letter_or_of_the_code_is_noticed(self):
        self.change("rules/bulletin-14.xml", ">2025-10-31</Parameter>", ">2025-10-30</Parameter>")
        self.build()
        self.assertEqual(self.failed_tests(), {"cases", "report"})
        shutil.copy(EXAMPLE / "rules" / "bulletin-14.xml", self.copy / "rules")
        self.change("rules/bulletin-14.xml", ' context="says whom to ask"', ' rules="ZZ-ASK-01"')
        self.build()
        self.assertEqual(self.failed_tests(), {"caselint.us-zz", "caselint.us-zz.lint", "cases", "matrix", "report"})
        shutil.copy(EXAMPLE / "rules" / "bulletin-14.xml", self.copy / "rules")
        self.change("view.c", "placement->ended_on < day", "placement->ended_on <= day")
        self.build()
        self.assertEqual(self.failed_tests(), {"cases"})

    def test_names_and_workers_stay_private(self):
        self.build()
        restricted = self.folder / "claim.csv"
        said = b""
        for form in ("text", "json", "csv", "xml", "markdown"):
            said += self.call("caselint", "check", "--plugin-dir", self.tree / "bundles", "--show", "all", "-o", form,
                              "--restricted", "claim:%s" % restricted, "examples/us-zz.xml", code=1)
        for private in (b"Ada", b"Sample", b"W-11", b"W-12"):
            self.assertIn(private, (EXAMPLE / "examples" / "us-zz.xml").read_bytes())
            self.assertNotIn(private, said)
        self.assertIn(b"Ada Sample", restricted.read_bytes())
        self.assertEqual(restricted.stat().st_mode & 0o777, 0o600)

    def test_ruleset_has_every_sentence_of_the_letter(self):
        letter = (EXAMPLE / "letter.txt").read_bytes()
        root = ElementTree.parse(EXAMPLE / "rules" / "bulletin-14.xml").getroot()
        self.assertEqual(root.find(RULES + "Source").get("sha256"), hashlib.sha256(letter).hexdigest())
        paragraphs = {}
        for sentence in root.iter(RULES + "Sentence"):
            paragraphs.setdefault(sentence.get("cite"), []).append(sentence.find(RULES + "Text").text)
        self.assertEqual({cite: " ".join(texts) for cite, texts in paragraphs.items()},
                         {"L%d" % number: line for number, line in enumerate(letter.decode().splitlines(), 1)})
        invented = letter.decode().splitlines()[0]
        self.assertIn("INVENTED", invented)


if __name__ == "__main__":
    main()
