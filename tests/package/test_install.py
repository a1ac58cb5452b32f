"""What is installed works from where it lies: under any prefix, moved, linked to, and with plugins built elsewhere."""
import json
import os
import pathlib
import shutil
import stat
import subprocess
import unittest

from support import CASELINT, EXAMPLES, SANITIZED, SOURCE, Folder, main

BUILD = pathlib.Path(os.environ["CASELINT_BUILD"])
PLUGIN = SOURCE / "tests" / "abi" / "1.0"
CLEAN = {name: value for name, value in os.environ.items() if name not in ("DESTDIR", "CMAKE_PREFIX_PATH")}


def call(*command, code=0, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, check=False, timeout=600, **options)
    if done.returncode != code:
        raise AssertionError("%s: %s\n%s%s" % (command, done.returncode, done.stdout.decode(), done.stderr.decode()))
    return done.stdout


def install(prefix, component=None, destination=None):
    environment = dict(CLEAN, **({"DESTDIR": str(destination)} if destination else {}))
    call("cmake", "--install", BUILD, "--prefix", prefix, *(["--component", component] if component else []),
         env=environment)


def reports(program, *paths, code=1):
    """The JSON and the text report of the examples; bundles are named in neither by where they lie."""
    return [call(program, "check", "-o", form, *(paths or EXAMPLES), code=code) for form in ("json", "text", "sarif")]


class Installed(Folder):
    def setUp(self):
        super().setUp()
        self.prefix = self.folder / "pre fix"
        self.program = self.prefix / "bin" / "caselint"

    def test_same_reports_under_any_prefix(self):
        install(self.prefix)
        expected = reports(CASELINT)
        self.assertEqual(reports(self.program), expected)
        moved = self.folder / "elsewhere"
        self.prefix.rename(moved)
        self.assertEqual(reports(moved / "bin" / "caselint"), expected)
        link = self.folder / "link"
        link.symlink_to(moved / "bin" / "caselint")
        self.assertEqual(reports(link), expected)

    def test_bundles_are_found_in_the_default_folder(self):
        install(self.prefix)
        listed = json.loads(call(self.program, "plugins", "-o", "json"))
        self.assertEqual([plugin["id"] for plugin in listed["plugins"]], ["us-ny", "us-oh"])
        for plugin in listed["plugins"]:
            self.assertIn(str(self.prefix), json.dumps(plugin))
            self.assertNotIn(str(BUILD), json.dumps(plugin))

    def test_schemas_are_those_beside_the_program(self):
        install(self.prefix)
        self.assertEqual({path.name: path.read_bytes() for path in (self.prefix / "share" / "caselint" / "xsd").iterdir()},
                         {path.name: path.read_bytes() for path in (BUILD / "xsd").iterdir()})

    def test_destination(self):
        destination = self.folder / "stage"
        install("/usr", destination=destination)
        self.assertEqual([path.name for path in destination.iterdir()], ["usr"])
        self.assertEqual(reports(destination / "usr" / "bin" / "caselint"), reports(CASELINT))

    def test_nobody_else_can_write(self):
        before = os.umask(0)
        try:
            install(self.prefix)
        finally:
            os.umask(before)
        for path in self.prefix.rglob("*"):
            mode = path.stat().st_mode
            expected = 0o755 if stat.S_ISDIR(mode) or path == self.program else 0o644
            self.assertEqual((path, oct(stat.S_IMODE(mode))), (path, oct(expected)))

    def test_components(self):
        install(self.prefix, "caselint")
        self.assertFalse((self.prefix / "include").exists())
        report = json.loads(call(self.program, "check", "-o", "json", EXAMPLES[0], code=4))
        self.assertFalse(report["complete"])
        self.assertIn("CL-PLUGIN-NONE", {finding["rule"] for finding in report["inputFindings"]})
        install(self.prefix, "us-oh")
        expected = json.loads(reports(CASELINT, EXAMPLES[0])[0])["records"]
        self.assertEqual(json.loads(reports(self.program, EXAMPLES[0])[0])["records"], expected)
        reports(self.program, EXAMPLES[1], code=4)
        install(self.prefix, "us-ny")
        self.assertEqual(reports(self.program), reports(CASELINT))
        install(self.prefix, "dev")
        self.assertTrue((self.prefix / "include" / "caselint" / "plugin.h").is_file())

    def test_without_its_schemas_it_says_so(self):
        install(self.prefix)
        shutil.rmtree(self.prefix / "share" / "caselint")
        told = subprocess.run([self.program, "check", EXAMPLES[0]], capture_output=True, check=False)
        self.assertNotIn(told.returncode, (0, 1))
        self.assertIn(b"are not beside the program", told.stderr)

    def test_nothing_knows_where_it_was_built(self):
        install(self.prefix)
        places = [str(SOURCE.resolve()).encode(), str(BUILD).encode()]
        for path in self.prefix.rglob("*"):
            if path.is_file() and path.suffix != ".so" and path != self.program:
                self.assertFalse([place for place in places if place in path.read_bytes()], path)

    def test_manual_and_completions(self):
        install(self.prefix)
        share = self.prefix / "share"
        self.assertEqual({path.name for path in (share / "man").glob("man?/*")},
                         {path.name for path in (BUILD / "manual").glob("man?/*")})
        for path, name in (("bash-completion/completions/caselint", "bash"), ("zsh/vendor-completions/_caselint", "zsh"),
                           ("fish/vendor_completions.d/caselint.fish", "fish")):
            self.assertEqual((share / path).read_bytes(),
                             (BUILD / "manual" / "completions" / ("caselint." + name)).read_bytes())


class PluginsElsewhere(Folder):
    """A project of its own, with nothing but what is installed."""

    def setUp(self):
        super().setUp()
        self.prefix, self.tree = self.folder / "prefix", self.folder / "tree"
        install(self.prefix)
        self.program = self.prefix / "bin" / "caselint"

    def configure(self, *options, source=PLUGIN, code=0):
        return call("cmake", "-G", "Ninja", "-S", source, "-B", self.tree, "-DCMAKE_BUILD_TYPE=Release",
                    "-DCMAKE_PREFIX_PATH=%s" % self.prefix, *options, code=code, env=CLEAN)

    def build(self, *options, code=0):
        return call("cmake", "--build", self.tree, *options, code=code, env=CLEAN)

    def test_a_plugin_is_built_checked_and_installed(self):
        self.configure()
        self.build()
        self.assertEqual({path.name for path in (self.tree / "bundles" / "thing").iterdir()},
                         {"thing.so", "thing.xsd", "letter-1.xml", "letter-2.xml"})
        self.assertIn(b"things, for tests", self.build("--target", "check_thing"))
        call("ctest", "--test-dir", self.tree, env=CLEAN)
        call("cmake", "--install", self.tree, "--prefix", self.prefix, env=CLEAN)
        report = json.loads(call(self.program, "check", "-o", "json", PLUGIN / "things.xml", code=1))
        self.assertTrue(report["complete"])
        self.assertEqual({plugin["id"] for plugin in report["plugins"]}, {"thing", "us-ny", "us-oh"})

    @unittest.skipIf(SANITIZED, "is about how it is linked")
    def test_it_is_hardened(self):
        self.configure()
        self.build()
        shared = self.tree / "bundles" / "thing" / "thing.so"
        told = call("readelf", "-W", "-d", "-l", "--dyn-syms", shared).decode()
        exported = [line.split()[-1] for line in told.splitlines()
                    if " GLOBAL " in line and " DEFAULT " in line and " UND " not in line]
        self.assertEqual(exported, ["caselint_plugin_entry"])
        self.assertIn("BIND_NOW", told)
        self.assertIn("GNU_RELRO", told)
        self.assertRegex(told, r"GNU_STACK .* RW ")

    def test_the_check_fails_for_a_plugin_that_is_refused(self):
        source = self.folder / "source"
        shutil.copytree(PLUGIN, source)
        ruleset = source / "letter-2.xml"
        ruleset.write_text(ruleset.read_text().replace('"T-01"', '"T-99"'))
        self.configure(source=source)
        self.build()
        self.assertIn(b"T-01", self.build("--target", "check_thing", code=1))
        call("ctest", "--test-dir", self.tree, code=8, env=CLEAN)

    def test_an_undefined_function_is_found_when_linking(self):
        source = self.folder / "source"
        shutil.copytree(PLUGIN, source)
        with open(source / "thing.c", "a") as file:
            file.write("int32_t not_there(void);\nint32_t uses(void);\nint32_t uses(void) { return not_there(); }\n")
        self.configure(source=source)
        self.assertIn(b"not_there", self.build(code=1))

    def test_a_later_contract_is_asked_for_in_vain(self):
        source = self.folder / "source"
        shutil.copytree(PLUGIN, source)
        project = source / "CMakeLists.txt"
        project.write_text(project.read_text().replace("Caselint 1.0", "Caselint 2.0"))
        self.configure(source=source, code=1)

    def test_without_rulesets_it_is_no_bundle(self):
        source = self.folder / "source"
        shutil.copytree(PLUGIN, source)
        project = source / "CMakeLists.txt"
        project.write_text(project.read_text().replace("RULESETS letter-1.xml letter-2.xml", ""))
        self.configure(source=source, code=1)

    def test_pkg_config(self):
        environment = dict(CLEAN, PKG_CONFIG_PATH=str(self.prefix / "share" / "pkgconfig"))
        flags = call("pkg-config", "--cflags", "caselint", env=environment).decode().split()
        self.assertEqual(call("pkg-config", "--variable=abi_major", "caselint", env=environment), b"1\n")
        shared = self.folder / "thing.so"
        call("gcc", "-std=c99", "-shared", "-fPIC", "-fvisibility=hidden", "-Wl,-z,defs", *flags, "-o", shared,
             PLUGIN / "thing.c")
        bundle = self.folder / "bundles" / "thing"
        bundle.mkdir(parents=True)
        for path in (shared, PLUGIN / "thing.xsd", PLUGIN / "letter-1.xml", PLUGIN / "letter-2.xml"):
            shutil.copy(path, bundle)
        call(self.program, "plugins", "--plugin-dir", bundle.parent)


if __name__ == "__main__":
    main()
