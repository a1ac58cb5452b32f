"""The promise of docs/plugin-abi.md: what is recorded of each version of the contract still holds, and a plugin of 1.0 works."""
import hashlib
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import unittest

from support import SOURCE, Folder, check_json, main, records_by_id, run

ABI = SOURCE / "tests" / "abi"
HEADERS = SOURCE / "host" / "include"
HEADER = (HEADERS / "caselint" / "plugin.h").read_text()
CODE = re.sub(r"/\*.*?\*/", "", HEADER, flags=re.DOTALL)
FIRST = ABI / "1.0"
MANUAL = pathlib.Path(os.environ["CASELINT_BUILD"]) / "packaging" / "caselint-plugin.7"

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Wcast-align", "-Wcast-qual", "-Wundef", "-Wvla",
            "-Wwrite-strings", "-Wformat=2", "-Werror"]
LANGUAGES = [(compiler, "c", standard) for compiler in ("gcc", "clang") for standard in ("c99", "c11", "c17", "c2x")] + [
    (compiler, "c++", standard) for compiler in ("g++", "clang++") for standard in ("c++11", "c++17", "c++20")]

# Structs that may grow: those that say their size, and elements of arrays, which come with a stride.
GROWING = ["finding", "amount", "row", "fact", "services", "eval", "group", "plugin", "entry", "field", "rule", "step",
           "named_value", "known_fact"]


def version():
    numbers = [re.search(r"#define CASELINT_ABI_%s UINT32_C\((\d+)\)" % part, CODE)[1] for part in ("MAJOR", "MINOR")]
    return ".".join(numbers)


def structs():
    """Name -> members."""
    found = {}
    for match in re.finditer(r"^struct (caselint_\w+) \{\n(.*?)^\};", CODE, re.DOTALL | re.MULTILINE):
        statements = [" ".join(one.split()) for one in match[2].split(";") if one.strip()]
        found[match[1]] = [(re.search(r"\(\*(\w+)\)\(", one) or re.search(r"(\w+)$", one))[1] for one in statements]
    return found


def constants():
    """Constants of enumerations, and macros."""
    names = set(re.findall(r"^\t(CASELINT_\w+) =", CODE, re.MULTILINE))
    return names | set(re.findall(r"^#define (CASELINT_\w+)", CODE, re.MULTILINE)) - {"CASELINT_PLUGIN_H"}


def compile_with(compiler, *arguments):
    done = subprocess.run([compiler, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr)


def change(text, old, new):
    """The text with every match changed, of which there has to be one."""
    changed, count = re.subn(old, new, text)
    assert count > 0, old
    return changed


@unittest.skipUnless(shutil.which("abidiff") and shutil.which("abidw"), "abigail-tools is not installed")
@unittest.skipUnless(platform.machine() == "x86_64", "what is recorded is of x86-64")
class Recorded(Folder):
    """The types of the header, as a compiler describes them, against tests/abi/VERSION/plugin.abi."""

    def compiled(self, header):
        folder = self.folder / "include" / "caselint"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "plugin.h").write_text(header)
        shared = self.folder / "types.so"
        compile_with("gcc", "-g", "-gdwarf-5", "-shared", "-fPIC", "-std=c99", "-I", folder.parent, "-o", shared, ABI / "types.c")
        return shared

    def difference(self, header):
        done = subprocess.run(["abidiff", "--harmless", ABI / version() / "plugin.abi", self.compiled(header)],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode & 3, 0, done.stderr)
        return done.stdout if done.returncode != 0 or re.search(r"[1-9]\d* (Removed|Changed|Added)", done.stdout) else ""

    def test_the_header_is_what_was_recorded_for_its_version(self):
        self.assertEqual(self.difference(HEADER), "", "the types of caselint/plugin.h have changed; when what changed is "
                         "allowed in a minor version, raise CASELINT_ABI_MINOR and see docs/plugin-abi.md")

    def test_the_header_of_1_0_is_what_was_recorded(self):
        if version() == "1.0":
            self.assertEqual(self.difference((FIRST / "caselint" / "plugin.h").read_text()), "")

    def test_changes_are_detected(self):
        changes = {
            "a number of an enumeration": (r"CASELINT_MANUAL = 5", "CASELINT_MANUAL = 15"),
            "a new word of an enumeration": (r"CASELINT_NOTAPPLICABLE = 7", "CASELINT_NOTAPPLICABLE = 7, CASELINT_NEW = 8"),
            "a member more in the middle": (r"(const char \*variant;)", r"uint32_t more; \1"),
            "a member more at the end": (r"(struct caselint_array values;)", r"\1 uint64_t more;"),
            "a member less": (r"uint32_t flags; +/\* CASELINT_HELD \*/", ""),
            "two members changed about": (r"uint32_t length;(.*\n)\tint32_t state;", r"int32_t state;\1\tuint32_t length;"),
            "another sign": (r"int64_t number;", "uint64_t number;"),
            "another width": (r"int32_t as_of;", "int64_t as_of;"),
            "another name": (r"uint32_t round;", "uint32_t turn;"),
            "a service more": (r"(const struct caselint_ref \*right\);)", r"\1 int32_t (*more)(void);"),
            "another argument": (r"\(\*create\)\(void \*\*ret_instance\)", "(*create)(void **ret_instance, int32_t more)"),
            "another result": (r"void \(\*destroy\)", "int32_t (*destroy)"),
        }
        for what, (old, new) in changes.items():
            with self.subTest(change=what):
                self.assertNotEqual(self.difference(change(HEADER, old, new)), "")

    def test_words_of_comments_are_not_types(self):
        self.assertEqual(self.difference(change(HEADER, r"/\* A jurisdiction\.", "/* A state, or the like.")), "")


class FirstVersion(Folder):
    """A plugin as it was written for 1.0."""

    def bundle(self, include, *flags, source=FIRST / "thing.c", compiler="gcc"):
        """Builds the plugin into a folder of bundles."""
        target = self.folder / "bundles" / "thing"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        compile_with(compiler, "-std=c99", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-shared", "-fPIC", "-fvisibility=hidden",
            "-Wl,-z,defs", *flags, "-I", include, "-o", target / "thing.so", source)
        for name in ("thing.xsd", "letter-1.xml", "letter-2.xml"):
            shutil.copy(FIRST / name, target)
        return target.parent

    def expect_report(self, bundles):
        code, report = check_json("--show", "all", "--plugin-dir", bundles, FIRST / "things.xml")
        self.assertEqual((code, report["complete"]), (1, True), report["inputFindings"])
        expected = json.loads((FIRST / "things.json").read_text())
        records = records_by_id(report)
        self.assertEqual(set(records), set(expected["records"]))
        for name, record in expected["records"].items():
            self.expect_all(record, records[name], name)
        self.expect_all(expected["worksheets"], report["worksheets"], "worksheets")

    def expect_all(self, expected, found, where):
        """What was there then is there now; later versions may say more."""
        if isinstance(expected, dict):
            for key, value in expected.items():
                self.assertIn(key, found, where)
                self.expect_all(value, found[key], "%s/%s" % (where, key))
        elif isinstance(expected, list):
            self.assertEqual(len(expected), len(found), where)
            for index, value in enumerate(expected):
                self.expect_all(value, found[index], "%s/%d" % (where, index))
        else:
            self.assertEqual(expected, found, where)

    def test_nothing_of_it_has_changed(self):
        listed = dict(reversed(line.split("  ")) for line in (FIRST / "SHA256SUMS").read_text().splitlines())
        files = [path for path in FIRST.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
        self.assertEqual({path.relative_to(FIRST).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                          for path in files}, listed)

    def test_with_the_header_of_1_0_it_gives_its_report(self):
        self.expect_report(self.bundle(FIRST))

    def test_with_the_header_of_today_it_gives_its_report(self):
        self.expect_report(self.bundle(HEADERS))

    def test_without_optimisation_and_by_another_compiler(self):
        self.expect_report(self.bundle(FIRST, "-O0", "-g"))
        if not shutil.which("clang"):
            self.skipTest("clang is not installed")
        self.expect_report(self.bundle(FIRST, compiler="clang"))

    def later(self, header):
        """The header of a minor version that is to come: everything that may grow has grown."""
        header = change(header, r"(define CASELINT_ABI_MINOR) UINT32_C\(\d+\)", r"\1 UINT32_C(99)")
        for name in GROWING:
            header = change(header, r"(?ms)^(struct caselint_%s \{\n.*?)^\};" % name, r"\1\tuint64_t appended[3];\n};")
        include = self.folder / "later" / "caselint"
        include.mkdir(parents=True)
        (include / "plugin.h").write_text(header)
        return include.parent

    def test_a_plugin_of_a_later_minor_that_can_live_with_this_one(self):
        self.expect_report(self.bundle(self.later(HEADER), "-Wno-missing-field-initializers"))

    def test_a_plugin_that_needs_a_later_minor_is_refused(self):
        source = self.folder / "thing.c"
        source.write_text(change((FIRST / "thing.c").read_text(), r"CASELINT_ABI_MINOR,\n    0,", "CASELINT_ABI_MINOR,\n    99,"))
        bundles = self.bundle(self.later(HEADER), "-Wno-missing-field-initializers", source=source)
        self.expect_refusal(bundles, "needs a caselint of ABI 1.99 or later; this one has %s" % version())

    def test_a_plugin_of_another_major_is_refused(self):
        for major in (0, 2):
            header = change(HEADER, r"(define CASELINT_ABI_MAJOR) UINT32_C\(\d+\)", r"\1 UINT32_C(%d)" % major)
            include = self.folder / str(major) / "caselint"
            include.mkdir(parents=True)
            (include / "plugin.h").write_text(header)
            self.expect_refusal(self.bundle(include.parent), "ABI major %d; this caselint has 1" % major)

    def expect_refusal(self, bundles, words):
        told = run("plugins", "--plugin-dir", bundles)
        self.assertEqual(told.code, 4)
        self.assertIn(words, " ".join(told.out.decode().split()))
        code, report = check_json("--plugin-dir", bundles, FIRST / "things.xml")
        self.assertEqual((code, report["complete"]), (4, False))


class Header(unittest.TestCase):
    """The header as text: for every compiler, and described wherever it has to be."""

    def test_compiles_without_a_warning_in_every_language(self):
        for compiler, language, standard in LANGUAGES:
            with self.subTest(compiler=compiler, standard=standard):
                if not shutil.which(compiler):
                    self.skipTest("%s is not installed" % compiler)
                for name in ("uses.c", "types.c"):
                    done = subprocess.run([compiler, "-x", language, "-std=" + standard, *WARNINGS, "-fsyntax-only", "-I",
                                           HEADERS, ABI / name], capture_output=True, text=True, check=False)
                    self.assertEqual((done.returncode, done.stderr), (0, ""))
                done = subprocess.run([compiler, "-x", language, "-std=" + standard, *WARNINGS, "-fsyntax-only", "-I", HEADERS,
                                       "-"], input="#include <caselint/plugin.h>\n" * 2 + "int something;\n",
                                      capture_output=True, text=True, check=False)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_wrong_use_is_found(self):
        done = subprocess.run(["gcc", "-std=c11", *WARNINGS, "-fsyntax-only", "-I", HEADERS, "-x", "c", "-"],
                              input='#include <caselint/plugin.h>\nint32_t f(const struct caselint_eval *e);\n'
                                    'int32_t f(const struct caselint_eval *e) { return e->services->row(e, e); }\n',
                              capture_output=True, text=True, check=False)
        self.assertNotEqual(done.returncode, 0)

    def test_every_struct_is_recorded(self):
        types = (ABI / "types.c").read_text()
        for name in structs():
            self.assertIn("TYPE(%s);" % name, types)
        for name in re.findall(r"^enum (caselint_\w+) \{", CODE, re.MULTILINE):
            self.assertIn("enum %s abi_%s;" % (name, name), types)

    def test_every_member_and_number_is_frozen(self):
        frozen = (SOURCE / "tests" / "unit" / "test_abi.c").read_text()
        for name, members in structs().items():
            kind = "GROWING" if name[len("caselint_"):] in GROWING else "FROZEN"
            self.assertIn("\n%s(%s, " % (kind, name), frozen)
            for member in members:
                self.assertIn("\nMEMBER(%s, %s, " % (name, member), frozen)
        functions = set(re.findall(r"^#define (CASELINT_\w+)\(", CODE, re.MULTILINE))
        others = {"CASELINT_ABI_MINOR", "CASELINT_ENTRY_SYMBOL", "CASELINT_EXPORT"}
        for name in constants() - functions - others:
            self.assertIn("\nVALUE(%s, " % name, frozen)

    def test_the_manual_names_everything_and_nothing_else(self):
        page = MANUAL.read_text().replace("\\-", "-").replace("\\&", "")
        words = set(re.findall(r"\b(?:CASELINT|caselint)_\w+", page))
        known = constants() | set(structs()) | set(re.findall(r"\bcaselint_\w+", CODE))
        self.assertEqual(words - known - {"caselint_add_plugin"}, set())
        self.assertEqual((constants() | set(structs())) - words - {"CASELINT_EXPORT"}, set())
        for name in ("caselint_plugin", "caselint_services"):
            for member in structs()[name]:
                self.assertRegex(page, r"\b%s\b" % member)

    def test_the_document_knows_the_version(self):
        text = (SOURCE / "docs" / "plugin-abi.md").read_text()
        self.assertIn("| %s " % version(), text)
        told = json.loads(run("version", "-o", "json").out)
        self.assertEqual("%d.%d" % (told["pluginAbi"]["major"], told["pluginAbi"]["minor"]), version())


if __name__ == "__main__":
    main()
