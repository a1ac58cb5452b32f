"""new-plugin: what it writes builds by its own README, loads, answers as its own example and cases say, and is the same
bytes each time; a wrong id and a folder with something in it are refused, and nothing is left of what failed."""
import hashlib
import json
import os
import pathlib
import random
import re
import string
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

import support
from support import CASELINT, SANITIZED, SOURCE, Folder, run

TEMPLATE = SOURCE / "plugins" / "template"
RULES = "{urn:caselint:rules:1}"
# Another one in each run; the seed is said when a test fails.
SEED = int(os.environ.get("NEW_PLUGIN_SEED", random.SystemRandom().randrange(10 ** 6)))
LETTERS = string.ascii_lowercase.replace("x", "")  # so that what is left of the template's own id is seen


def random_id():
    generator = random.Random(SEED)
    words = ["".join(generator.choice(LETTERS) for _ in range(generator.randint(2, 5)))
             for _ in range(generator.randint(1, 3))]
    return "-".join(["us"] + [word if word != "cl" else "cq" for word in words])


ID = random_id()
PREFIX = ID.split("-", 1)[1].upper()

# What the example of the template answers: outcomes that are not pass or not applicable, and amounts.
FINDINGS = {
    "0001": {},
    "0002": {"SUP-02": "fail", "SUP-03": "fail", "SUP-04": "fail", "FILE-01": "fail"},
    "0003": {},
}
AMOUNTS = {
    "0001": ("120.00", "recorded", "2025-06-13"),
    "0002": ("120.00", "differs", "2025-06-13"),
    "0003": ("0.00", "computed", None),
}


def substituted(text):
    """What becomes of a text of the template."""
    return text.replace("us-xx", ID).replace("US-XX", ID.upper()).replace("XX-", PREFIX + "-")


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def commands_of(readme, heading):
    """The lines of the block of commands behind the paragraph that begins so."""
    block = re.search(re.escape(heading) + r"(?:[^\n]+\n)+\n((?:    [^\n]+\n)+)", readme)
    return [line.strip() for line in block.group(1).splitlines()]


def has_command(name):
    return run("help", name).code == 0


class Written(Folder):
    def setUp(self):
        super().setUp()
        self.plugin = self.folder / "plugin"
        self.result = run("new-plugin", ID, self.plugin)
        self.assertEqual(self.result.code, 0, self.result.err)

    def build(self, compiler):
        """By the commands of its README, up to the one that checks the example."""
        commands = commands_of((self.plugin / "README.md").read_text(), "Without CMake")
        self.assertEqual([command.split()[0] for command in commands], ["mkdir", "cc", "cp", "caselint"])
        self.assertIn("-Werror", commands[1])
        environment = dict(os.environ, C_INCLUDE_PATH=str(SOURCE.resolve() / "host" / "include"), LC_ALL="C")
        for command in commands[:-1]:
            done = subprocess.run(re.sub(r"^cc ", compiler + " ", command), shell=True, cwd=self.plugin, env=environment,
                                  capture_output=True, check=False)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""), command)
        return self.plugin / "bundles"

    def check(self, bundles, *more):
        return run("check", "--plugin-dir", bundles, *more, self.plugin / "examples" / (ID + ".xml"))

    def test_files_are_those_of_the_template(self):
        expected = {substituted(name): substituted(content.decode()).encode() for name, content in tree(TEMPLATE).items()}
        self.assertEqual(tree(self.plugin), expected)
        for name, content in expected.items():
            self.assertNotIn(b"xx", content, name)

    def test_twice_the_same_bytes(self):
        again = self.folder / "again"
        again.mkdir()  # an empty folder will do
        result = run("new-plugin", "-o", "json", ID, again)
        self.assertEqual(result.code, 0, result.err)
        self.assertEqual(tree(again), tree(self.plugin))
        said = result.json()
        self.assertEqual((said["schema"], said["id"], said["folder"]), ("caselint/new-plugin/1", ID, str(again)))
        self.assertEqual(sorted(said["files"]), sorted(tree(again)))

    def test_builds_and_answers(self):
        for compiler in ("gcc", "clang"):
            bundles = self.build(compiler)
            plugins = run("plugins", "--plugin-dir", bundles, "-o", "json").json()
            self.assertEqual([plugin["id"] for plugin in plugins["plugins"]], [ID])
            result = self.check(bundles, "-o", "json", "--show", "all")
            self.assertEqual(result.code, 1, result.err)
            report = result.json()
            self.assertTrue(report["complete"])
            self.assertEqual(len(report["records"]), len(FINDINGS))
            for record in report["records"]:
                number = record["id"].removeprefix(PREFIX + "-")
                wrong = {rule.removeprefix(PREFIX + "-"): outcome for rule, outcome in record["outcomes"].items()
                         if outcome not in ("pass", "notapplicable")}
                self.assertEqual(wrong, FINDINGS[number], number)
                self.assertIn("pass", record["outcomes"].values())
                [amount] = record["amounts"]
                self.assertEqual((amount["value"], amount["state"], amount["due"]), AMOUNTS[number])
                self.assertEqual([step["id"] for step in amount["working"]], ["agreed", "paid", "supplement"])
            self.assertEqual(self.check(bundles, "-o", "json", "--show", "all", "--jobs", "3").out, result.out)
            self.assertEqual(self.check(bundles, "-o", "json", "--show", "all").out, result.out)

    def test_both_messages_of_a_rule(self):
        bundles = self.build("gcc")
        example = (self.plugin / "examples" / (ID + ".xml")).read_text()
        for found, phrase in (("620.00", "the whole month"), ("100.00", "the difference is 120.00")):
            changed = self.write("changed.xml", example.replace("<r:Amount>620.00", "<r:Amount>" + found))
            self.assertIn(phrase, " ".join(run("check", "--plugin-dir", bundles, changed).out.decode().split()))

    def test_facts_of_two_records_meet(self):
        bundles = self.build("gcc")
        example = (self.plugin / "examples" / (ID + ".xml")).read_text()
        changed = self.write("changed.xml", example.replace("P-1003", "P-1001"))
        report = run("check", "--plugin-dir", bundles, "-o", "json", "--show", "all", changed).json()
        outcomes = [record["outcomes"][PREFIX + "-CHILD-01"] for record in report["records"]]
        self.assertEqual(outcomes, ["fail", "pass", "fail"])

    def test_names_stay_private(self):
        bundles = self.build("gcc")
        restricted = self.folder / "restricted.csv"
        result = self.check(bundles, "--show", "all", "--restricted", "supplements:%s" % restricted)
        for name in (b"Ada", b"Ben", b"raised on the first"):
            self.assertNotIn(name, result.out + result.err)
        self.assertIn(b"[name withheld]", result.out)
        self.assertIn(b"Ada Sample", restricted.read_bytes())
        self.assertEqual(restricted.stat().st_mode & 0o777, 0o600)

    def test_ruleset_has_every_sentence_of_the_letter(self):
        letter = (self.plugin / "letter.txt").read_bytes()
        root = ElementTree.parse(next((self.plugin / "rules").glob("*.xml"))).getroot()
        self.assertEqual(root.find(RULES + "Source").get("sha256"), hashlib.sha256(letter).hexdigest())
        self.assertEqual([text.text for text in root.iter(RULES + "Text")][1:],  # the first is of an assumption
                         letter.decode().splitlines())
        matrix = run("rules", "--matrix", "--plugin-dir", self.build("gcc"))
        self.assertEqual(matrix.code, 0, matrix.out)

    def test_own_cases_pass(self):
        if not has_command("plugin-test"):
            self.skipTest("this caselint has no plugin-test")
        bundles = self.build("gcc")
        result = run("plugin-test", bundles / ID, self.plugin / "cases")
        self.assertEqual(result.code, 0, result.out)
        broken = (self.plugin / "cases" / "supplement.xml").read_text().replace('value="120.00"', 'value="120.01"', 1)
        self.assertEqual(run("plugin-test", bundles / ID, self.write("broken.xml", broken)).code, 1)

    def test_clean_to_lint(self):
        if not has_command("plugin-lint"):
            self.skipTest("this caselint has no plugin-lint")
        result = run("plugin-lint", self.build("gcc") / ID)
        self.assertEqual(result.code, 0, result.out)


class Installed(Folder):
    """With an installed caselint: its headers, its CMake package, its program."""

    def setUp(self):
        super().setUp()
        build = pathlib.Path(CASELINT).resolve().parent
        if not (build / "packaging").is_dir() or not has_command("plugin-lint"):
            self.skipTest("this build cannot be installed, or has no plugin-test and plugin-lint")
        prefix = self.folder / "prefix"
        self.environment = dict(os.environ, LC_ALL="C", CMAKE_PREFIX_PATH=str(prefix),
                                PATH="%s:%s" % (prefix / "bin", os.environ["PATH"]))
        done = subprocess.run(["cmake", "--install", str(build), "--prefix", str(prefix)], capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_guide_word_by_word(self):
        guide = (SOURCE / "docs" / "adding-a-jurisdiction.md").read_text()
        blocks = re.findall(r"^```sh\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)
        self.assertGreater(len(blocks), 12)
        done = subprocess.run(["bash", "-euc", "".join(blocks)], cwd=self.folder, env=self.environment,
                              capture_output=True, check=False)
        said = done.stdout.decode() + done.stderr.decode()
        self.assertEqual(done.returncode, 0, said)
        self.assertEqual(re.findall(r"exit code (\d)", said), ["1", "1"], said)
        self.assertIn("9 sentences: 7 checked by rules", said)
        # what the step by step added: the second record was never reported
        report = json.loads(subprocess.run(
            ["caselint", "check", "--plugin-dir", "build/bundles", "-o", "json", "--show", "all", "examples/us-ex.xml"],
            cwd=self.folder / "us-ex", env=self.environment, capture_output=True, check=False).stdout)
        self.assertEqual([record["outcomes"]["EX-SUP-07"] for record in report["records"]],
                         ["pass", "fail", "notapplicable"])

    def test_readme_by_cmake(self):
        plugin = self.folder / "plugin"
        self.assertEqual(run("new-plugin", ID, plugin).code, 0)
        commands = commands_of((plugin / "README.md").read_text(), "With CMake")
        done = subprocess.run(["bash", "-euc", "\n".join(commands[:-1])], cwd=plugin, env=self.environment,
                              capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(subprocess.run(commands[-1], shell=True, cwd=plugin, env=self.environment, capture_output=True,
                                        check=False).returncode, 1)


class Refused(Folder):
    def refuse(self, code, phrase, *arguments, **options):
        result = run("new-plugin", *arguments, **options)
        self.assertEqual((result.code, result.out), (code, b""), result.err)
        self.assertIn(phrase, result.err.decode())

    def test_ids(self):
        for wrong in ("US-CA", "us-", "us--ca", "9a", "us-9", "us_ca", "us/ca", "../us", "us ca", "", "üs-ca"):
            self.refuse(2, "cannot be the id of a plugin: an id is made of words", wrong, self.folder / "new")
        self.refuse(2, "32 letters", "us-" + "a" * 30, self.folder / "new")
        self.refuse(2, "CL-", "us-cl", self.folder / "new")
        self.refuse(2, "give the id", "us-ca")
        self.refuse(2, "give the id", "us-ca", "a", "b")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_folders(self):
        full = self.write("full/kept.txt", "kept").parent
        self.refuse(2, "is not empty", "us-ca", full)
        self.assertEqual(tree(full), {"kept.txt": b"kept"})
        self.refuse(2, "is no folder", "us-ca", full / "kept.txt")
        self.refuse(5, "cannot be made", "us-ca", self.folder / "none" / "new")
        (self.folder / "link").symlink_to(self.folder / "gone")
        self.refuse(2, "is no folder", "us-ca", self.folder / "link")
        self.assertFalse((self.folder / "gone").exists())

    @unittest.skipIf(SANITIZED, "a library that is loaded first does not go with a sanitizer")
    def test_nothing_is_left_of_what_failed(self):
        library = os.environ.get("CASELINT_FAILING")
        if library is None:
            self.skipTest("CASELINT_FAILING names no library")
        for number in (1, 2, 9, 14, 15, 16):
            for there in (False, True):
                folder = self.folder / ("new-%d-%d" % (number, there))
                if there:
                    folder.mkdir()
                self.refuse(5, "cannot be written", "us-ca", folder, env={"LD_PRELOAD": library, "FAIL_WRITE": str(number)})
                self.assertEqual(list(folder.iterdir()) if there else folder.exists(), [] if there else False)


if __name__ == "__main__":
    print("NEW_PLUGIN_SEED=%d, %s" % (SEED, ID), flush=True)
    support.main()
