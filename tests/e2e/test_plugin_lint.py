"""`caselint plugin-lint`: our bundles have nothing, every plugin that is wrong has its own words, whatever the bytes are."""
import os
import pathlib
import random
import re
import shutil
import subprocess
import unittest

from support import CASELINT, SANITIZED, SOURCE, Folder, main, run

PLUGINS = pathlib.Path(os.environ["CASELINT_TEST_PLUGINS"])
FIXTURES = SOURCE / "tests" / "plugins"
BUNDLES = pathlib.Path(os.path.realpath(CASELINT)).parent / "bundles"


def listed(kind):
    for line in (FIXTURES / "plugins.list").read_text().splitlines():
        if line and not line.startswith("#"):
            name, found, expression = line.split(None, 2)
            if found == kind:
                yield name, expression


def words(result):
    return re.sub(r"\s+", " ", result.out.decode())


# The sanitizers themselves are what the checks object to: start-up code, imports, state.
@unittest.skipIf(SANITIZED, "plugins of this build have sanitizers in them")
class PluginLint(Folder):
    def bundle(self, name="good", identifier="thing"):
        target = self.folder / name / identifier
        target.mkdir(parents=True)
        target.chmod(0o755)
        shutil.copy(PLUGINS / (name + ".so"), target / (identifier + ".so"))
        for fixture in ("thing.xsd", "thing.xml"):
            shutil.copy(FIXTURES / fixture, target / fixture)
        for path in target.iterdir():
            path.chmod(0o644)
        return target

    def checks(self, bundle, code=1):
        result = run("plugin-lint", "-o", "json", bundle)
        self.assertEqual(result.code, code, result.out + result.err)
        report = result.json()
        self.assertEqual(report["passed"], code == 0)
        self.assertEqual(report["errors"], sum(f["severity"] == "error" for f in report["findings"]))
        return [(f["check"], f["message"]) for f in report["findings"]]

    def test_our_bundles(self):
        for plugin in ("us-oh", "us-ny"):
            with self.subTest(plugin=plugin):
                result = run("plugin-lint", "-o", "json", BUNDLES / plugin)
                report = result.json()
                # Who may write to the files of a build is a matter of the umask.
                self.assertEqual([f for f in report["findings"] if f["check"] != "file"], [])
                self.assertEqual((result.code, report["loaded"]), (0, True))
                self.assertEqual(report["object"]["exports"], ["caselint_plugin_entry"])
                self.assertEqual(report["object"]["needed"], ["libc.so.6"])
                self.assertIn("strcmp", report["object"]["imports"])

    def test_good_plugin(self):
        self.assertEqual(self.checks(self.bundle(), 0), [])

    def test_flags_of_the_manual(self):
        manual = (SOURCE / "docs" / "plugin-test.md").read_text()
        command = manual[manual.rindex("    cc -std"):].replace("\\\n", " ").split()
        bundle = self.bundle()
        (bundle / "thing.so").unlink()
        command[command.index("us-xx/us-xx.so")] = str(bundle / "thing.so")
        command[command.index("*.c")] = str(FIXTURES / "good.c")
        subprocess.run([*command, "-I", SOURCE / "host" / "include"], check=True)
        (bundle / "thing.so").chmod(0o755)
        self.assertEqual(self.checks(bundle, 0), [])

    def test_functions_of_the_manual(self):
        """What the list allows is what the manual says, hardened forms and the compiler's own needs aside."""
        listed_names = re.findall(r'^ALLOWED\("([a-z]\w*)"\)', (SOURCE / "host/authoring/imports.def").read_text(), re.MULTILINE)
        manual = (SOURCE / "docs" / "plugin-test.md").read_text()
        paragraph = manual[manual.index("A plugin may use these functions"):manual.index("Nothing else: no files")]
        told = [name for quoted in re.findall(r"`([^`]*)`", paragraph) for name in quoted.split() if "_chk" not in name]
        self.assertEqual(sorted(set(told) - {"create"}), sorted(listed_names))

    def test_each_wrong_plugin_by_its_own_words(self):
        seen = set()
        for name, expression in listed("lint"):
            with self.subTest(plugin=name):
                result = run("plugin-lint", self.bundle(name))
                self.assertRegex(words(result), expression)
                self.assertEqual(result.code, 1 if expression.startswith("ERROR") else 0)
                self.assertNotIn(expression, seen)
                seen.add(expression)
                # The loader has nothing against it: that is why there is a lint.
                self.assertEqual(run("plugins", "--plugin-dir", self.folder / name).code, 0)

    def test_what_the_loader_refuses(self):
        for name, expression in listed("load"):
            if name in ("namespace_taken", "id_taken"):
                continue  # these need a neighbour
            with self.subTest(plugin=name):
                result = run("plugin-lint", self.bundle(name))
                self.assertEqual(result.code, 1)
                if "it was not loaded" not in words(result):
                    self.assertRegex(words(result), "ERROR loader: the loader refuses it: .*" + expression)

    def test_nothing_of_an_unsound_object_runs(self):
        for name in ("crash_at_start", "exit_at_start", "hang_at_start"):
            with self.subTest(plugin=name):
                checks = self.checks(self.bundle(name))
                self.assertIn("start-up", [check for check, _ in checks])
                self.assertNotIn("loader", [check for check, _ in checks])

    def test_modes(self):
        bundle = self.bundle()
        (bundle / "thing.xml").chmod(0o666)
        checks = self.checks(bundle)
        self.assertIn(("file", "everybody may write to it (mode 0666)"), checks)
        self.assertEqual([check for check, _ in checks].count("loader"), 1)
        (bundle / "thing.xml").chmod(0o664)
        self.assertEqual(self.checks(bundle, 0), [("file", "its group may write to it (mode 0664)")])
        (bundle / "thing.xml").chmod(0o644)
        (bundle / "thing.so").chmod(0o4755)
        self.assertEqual(self.checks(bundle), [("file", "it has the set-user or set-group bit")])

    def edited(self, name, *changes):
        bundle = self.bundle()
        text = (bundle / name).read_text()
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        (bundle / name).write_text(text)
        return bundle

    def test_placeholder_that_nobody_fills(self):
        ((check, message),) = self.checks(self.edited("thing.xml", ("{parts} parts", "{pieces} parts")))
        self.assertEqual(check, "placeholder")
        self.assertRegex(message, r"^line \d+: the message asks for \{pieces\}")

    def test_braces_and_parameters_are_no_fault(self):
        self.assertEqual(self.checks(self.edited(
            "thing.xml", ("{parts} parts", "{{pieces}} {parts} {limit} {asOf} {due}")), 0), [])

    def test_names_that_never_occur(self):
        checks = self.checks(self.edited(
            "thing.xml", ('variant="free"', 'variant="gratis"'),
            ("</Amounts>", '<Amount kind="whole" title="t" cite="L1"/></Amounts>'),
            ('<Step id="sum"', '<Step id="product" cite="L1"><Label>l</Label><Formula>f</Formula></Step><Step id="sum"'),
            ('<Column id="group"', '<Column id="weight" title="w" kind="count"/><Column id="group"')), 0)
        self.assertEqual([re.sub(r"^line \d+: | is declared.*", "", message) for check, message in checks if check == "declared"],
                         ["amount whole", "step product", "column weight", "variant gratis"])

    def test_schema_that_nothing_reads(self):
        ((check, message),) = self.checks(self.edited("thing.xsd", (
            '<xs:attribute name="workerId"', '<xs:attribute name="shade" type="xs:token"/><xs:attribute name="workerId"')))
        self.assertEqual((check, message), ("unread", "in the schema, but no table reads it: Thing/@shade"))

    def test_letter_with_a_gap(self):
        ((check, message),) = self.checks(self.edited("thing.xml", ('cite="L3" rules="T-03"', 'cite="L3" rules="T-02"')))
        self.assertEqual(check, "matrix")
        self.assertIn("T-03", message)

    def test_usage(self):
        (self.folder / "empty").mkdir()
        for arguments in ((), ("us-oh", "us-ny"), ("us-zz",), (self.folder / "none",), (self.folder / "empty",), (BUNDLES,),
                          ("-o", "csv", "us-oh")):
            result = run("plugin-lint", *arguments)
            self.assertEqual((result.code, result.out), (2, b""), arguments)
            self.assertTrue(result.err.startswith(b"caselint: "))
        self.assertEqual(run("plugin-lint", "us-oh").code, 0)

    def test_half_a_bundle(self):
        bundle = self.bundle()
        (bundle / "thing.so").unlink()
        ((check, message),) = self.checks(bundle)
        self.assertEqual(check, "loader")
        self.assertIn("no thing.so", message)

    # ---- Hostile bytes ----

    def test_files_that_are_no_objects(self):
        bundle = self.bundle()
        whole = (bundle / "thing.so").read_bytes()
        for name, content in (("empty", b""), ("text", b"#!/bin/sh\n"), ("magic", b"\x7fELF"), ("head", whole[:64]),
                              ("cut", whole[:whole.find(b"caselint_plugin_entry")]), ("zeros", b"\x7fELF" + bytes(4096)),
                              ("narrow", whole[:4] + b"\x01" + whole[5:]), ("swapped", whole[:5] + b"\x02" + whole[6:]),
                              ("machine", whole[:18] + b"\x28\x00" + whole[20:])):
            with self.subTest(name=name):
                (bundle / "thing.so").write_bytes(content)
                checks = self.checks(bundle)
                self.assertTrue({check for check, _ in checks} & {"object", "machine"}, checks)
                self.assertNotIn("loader", [check for check, _ in checks])

    def test_object_that_is_a_pipe_or_a_folder(self):
        bundle = self.bundle()
        (bundle / "thing.so").unlink()
        os.mkfifo(bundle / "thing.so")
        self.assertIn(("object", "it is not a regular file"), self.checks(bundle))

    def test_any_bytes(self):
        """Changed at random places, mostly where the tables are: an answer, always, and never a crash."""
        chance = random.Random(135)
        bundle = self.bundle()
        whole = (bundle / "thing.so").read_bytes()
        tables = [0, 64, 0x200, 0x300, 0x400, 0x600, whole.find(b"caselint_plugin_entry")]
        for _ in range(150):
            content = bytearray(whole)
            for _ in range(chance.randint(1, 6)):
                at = min(chance.choice(tables) + chance.randint(0, 400), len(content) - 1)
                content[at] = chance.choice((0, 1, 0x7f, 0x80, 0xff, chance.randint(0, 255)))
            (bundle / "thing.so").write_bytes(content)
            result = run("plugin-lint", "-o", "json", bundle)
            self.assertIn(result.code, (0, 1), (content[:1024].hex(), result.err))
            result.json()


if __name__ == "__main__":
    main()
