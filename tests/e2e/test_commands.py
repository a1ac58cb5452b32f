"""The commands that look things up: help, explain, rules, plugins, version; and what all commands have in common."""
import json
import os
import pathlib
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

import support
from support import CASELINT, Folder, run

NAMESPACE = "{urn:caselint:rules:1}"
COMMANDS = ["check", "explain", "rules", "plugins", "plugin-test", "plugin-lint", "version", "help"]
LOOK_UPS = [["explain", "CL-INPUT-MORE"], ["rules"], ["rules", "--matrix"], ["plugins"], ["version"]]
HELPS = [["help"], ["help", "exit-codes"], ["help", "privacy"], ["help", "check"], ["help", "plugin-test"], ["plugin-lint", "--help"], ["rules", "--help"]]
WIDTH = 80
LONG_WORD = 50  # one of at least this length may stand over the margin


def plugins():
    return run("plugins", "-o", "json").json()


def bundle_folder():
    return pathlib.Path(plugins()["plugins"][0]["path"]).parent


def rulesets():
    """The ruleset files of all plugins, parsed: (id, root)."""
    return [(ruleset["id"], ElementTree.parse(ruleset["path"]).getroot())
            for plugin in plugins()["plugins"] for ruleset in plugin["rulesets"]]


def all_rules():
    return [(ruleset, root, rule) for ruleset, root in rulesets() for rule in root.iter(NAMESPACE + "Rule")]


def words(text):
    """The text with single blanks, as it is whatever its lines."""
    return " ".join(text.split())


def content(element, name):
    return words(element.findtext(NAMESPACE + name))


def sentences(root):
    return [(sentence.get("cite"), content(sentence, "Text"), sentence)
            for sentence in root.iter(NAMESPACE + "Sentence")]


class Case(Folder):
    def assert_refused(self, result, code, *phrases):
        self.assertEqual(result.code, code, result.err)
        self.assertEqual(result.out, b"")
        for phrase in phrases:
            self.assertIn(phrase, result.err.decode())

    def assert_narrow(self, text):
        for line in text.splitlines():
            if len(line) > WIDTH and max(map(len, line.split())) < LONG_WORD:
                self.fail("a line of %d columns: %r" % (len(line), line))
            self.assertEqual(line, line.rstrip())

    def bundle_copy(self, name="all"):
        """A copy of the first bundle that can be changed; the folder to give as --plugin-dir."""
        folder = bundle_folder()
        shutil.copytree(folder, self.folder / name / folder.name)
        return self.folder / name

    def ruleset_of(self, folder):
        return next(folder.glob("*/*.xml"))


class Help(Case):
    def test_overview(self):
        result = run("help")
        self.assertEqual(result.code, 0)
        text = result.out.decode()
        for command in COMMANDS:
            self.assertIn("\n  %s " % command, text)
        self.assertIn("Usage: caselint COMMAND", text)
        self.assertIn("Exit status:", text)
        for other in (["--help"], ["-h"], ["help", "help"], ["help", "--help"]):
            self.assertEqual(run(*other).out, result.out, other)

    def test_no_command_is_a_usage_error(self):
        result = run()
        self.assertEqual(result.code, 2)
        self.assertIn(b"Usage: caselint", result.out)

    def test_every_command(self):
        for command in COMMANDS[:-1]:
            with self.subTest(command=command):
                asked = run("help", command)
                self.assertEqual(asked.code, 0)
                self.assertIn("Usage:", asked.out.decode())
                self.assertIn("--help", asked.out.decode())
                self.assertEqual(run(command, "--help").code, 0)
                self.assertEqual(run(command, "-h").code, 0)
                self.assertEqual(asked.err, b"")

    def test_usage_names_the_command(self):
        for command in COMMANDS[1:-1]:
            self.assertIn(("Usage: caselint %s " % command).encode(), run(command, "--help").out)

    def test_exit_codes(self):
        result = run("help", "exit-codes")
        self.assertEqual(result.code, 0)
        text = result.out.decode()
        for code in range(8):
            self.assertIn("\n  %d " % code, text)
        self.assertIn("6, 5, 7, 2, 4, 3, 1, 0", text)
        self.assertIn("never exits with 0 or 1", words(text))

    def test_privacy(self):
        text = words(run("help", "privacy").out.decode())
        self.assertIn("Never shown", text)
        for word in ("names", "birth dates", "narratives", "ids of workers"):
            self.assertIn(word, text.split("Never shown")[1])

    def test_too_many_words(self):
        self.assert_refused(run("help", "check", "rules"), 2, "'rules'")
        self.assert_refused(run("help", "--all"), 2, "--all")

    def test_width(self):
        for command in HELPS:
            self.assert_narrow(run(*command).out.decode())


class UnknownWords(Case):
    def assert_suggests(self, arguments, suggestion):
        with self.subTest(arguments=arguments):
            self.assert_refused(run(*arguments), 2, "did you mean '%s'?" % suggestion)

    def test_nearest(self):
        self.assert_suggests(["chek"], "check")
        self.assert_suggests(["help", "rule"], "rules")
        self.assert_suggests(["help", "exit-code"], "exit-codes")
        self.assert_suggests(["help", "privcy"], "privacy")
        self.assert_suggests(["rules", "--matirx"], "matrix")
        self.assert_suggests(["check", "--fail-onn=error", "x.xml"], "fail-on")
        self.assert_suggests(["check", "--fail-on", "warnig", "x.xml"], "warning")
        self.assert_suggests(["rules", "-o", "jsn"], "json")
        self.assert_suggests(["version", "-o", "txt"], "text")
        self.assert_suggests(["plugins", "--color", "alway"], "always")

    def test_nearest_rule(self):
        rule = all_rules()[0][2].get("id")
        self.assert_suggests(["explain", rule + "9"], rule)
        self.assert_suggests(["explain", rule.lower() + "9"], rule)
        self.assert_suggests(["explain", "cl-input-truncate"], "CL-INPUT-TRUNCATED")
        self.assert_suggests(["explain", "odjfs-reimbursment"], "odjfs-reimbursement")
        self.assert_suggests(["rules", "--select", rule + "9"], rule)
        self.assert_suggests(["rules", "--ignore", "CL-INPUT-MOR"], "CL-INPUT-MORE")
        self.assert_suggests(["check", "--select", rule + "9", support.EXAMPLE], rule)

    def test_nothing_near(self):
        self.assert_refused(run("explain", "x" * 40), 2, "unknown rule or amount", "caselint rules")
        self.assert_refused(run("explain", "x" * 5000), 2, "unknown rule or amount")

    def test_arguments_that_are_not_taken(self):
        for command in ("rules", "plugins", "version"):
            self.assert_refused(run(command, "surplus"), 2, "'surplus'")
        self.assert_refused(run("explain"), 2, "no rule")
        self.assert_refused(run("check"), 2, "no input")
        self.assert_refused(run("explain", "-x", "CL-INPUT-MORE"), 2)
        self.assert_refused(run("rules", "--matrix", "--select", "CL"), 2, "--select")


class Outputs(Case):
    def test_one_output_at_most(self):
        for command in LOOK_UPS:
            self.assert_refused(run(*command, "-o", "text", "-o", "json:x"), 2, "-o")
        self.assertFalse(pathlib.Path("x").exists())

    def test_to_a_file(self):
        for number, command in enumerate(LOOK_UPS):
            path = self.folder / ("%d.json" % number)
            result = run(*command, "-o", "json:%s" % path)
            self.assertEqual((result.code, result.out), (0, b""), command)
            self.assertEqual(json.loads(path.read_bytes()), run(*command, "-o", "json").json())
            self.assertTrue(path.read_bytes().endswith(b"}\n"))

    def test_text_is_the_default(self):
        for command in LOOK_UPS:
            self.assertEqual(run(*command).out, run(*command, "-o", "text").out)

    def test_same_bytes(self):
        for command in LOOK_UPS:
            for form in ("text", "json"):
                self.assertEqual(run(*command, "-o", form).out, run(*command, "-o", form).out)

    def test_width(self):
        for command in LOOK_UPS:
            self.assert_narrow(run(*command).out.decode())

    def test_color_only_when_asked_for(self):
        for command in LOOK_UPS[:-1]:
            plain = run(*command).out
            self.assertNotIn(b"\033", plain)
            self.assertEqual(run(*command, "--color", "never").out, plain)
            painted = run(*command, "--color", "always").out
            self.assertIn(b"\033[", painted)
            for escape in (b"\033[0m", b"\033[1m", b"\033[1;31m", b"\033[1;32m", b"\033[1;33m"):
                painted = painted.replace(escape, b"")
            self.assertEqual(painted, plain)

    def test_folder_that_is_not_there(self):
        for command in LOOK_UPS:
            self.assert_refused(run(*command, "-o", "json:%s/no/file" % self.folder), 5, "no such folder")

    def test_full_disk(self):
        for command in LOOK_UPS + HELPS:
            with self.subTest(command=command), open("/dev/full", "wb") as full:
                done = subprocess.run([CASELINT, *command], stdout=full, stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, 5)
                self.assertIn(b"caselint: ", done.stderr)

    def test_closed_output(self):
        for command in LOOK_UPS + HELPS:
            with self.subTest(command=command):
                done = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", CASELINT, *command],
                                      stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, 5)
                self.assertIn(b"caselint: ", done.stderr)

    def test_reader_that_has_gone(self):
        for command in LOOK_UPS:
            reader, writer = os.pipe()
            os.close(reader)
            done = subprocess.run([CASELINT, *command], stdout=writer, stderr=subprocess.PIPE, check=False)
            os.close(writer)
            self.assertEqual(done.returncode, 5)
            self.assertIn(b"the reader has gone", done.stderr)


class Explain(Case):
    def test_every_rule_as_text(self):
        for ruleset, root, rule in all_rules():
            with self.subTest(rule=rule.get("id")):
                result = run("explain", rule.get("id"))
                self.assertEqual((result.code, result.err), (0, b""))
                self.assert_narrow(result.out.decode())
                text = words(result.out.decode())
                for part in ("Title", "Requirement", "Why", "Remedy", "Good", "Bad", "Message"):
                    self.assertIn(content(rule, part), text)
                for part in (ruleset, rule.get("severity"), words(rule.get("cite") or "none")):
                    self.assertIn(part, text)
                self.assert_quotes(root, rule, text)

    def assert_quotes(self, root, rule, text):
        naming = [sentence for _, sentence, element in sentences(root)
                  if rule.get("id") in (element.get("rules") or "").split()]
        cited = [sentence for cite, sentence, _ in sentences(root) if cite in (rule.get("cite") or "").split()]
        for sentence in naming or cited:
            self.assertIn(sentence, text)
        for assumption in (rule.get("assumes") or "").split():
            element = root.find(".//%sAssumption[@id='%s']" % (NAMESPACE, assumption))
            self.assertIn(assumption + " " + content(element, "Reading"), text)

    def test_every_rule_as_json(self):
        rules = all_rules()
        report = run("explain", *[rule.get("id") for _, _, rule in rules], "-o", "json").json()
        self.assertEqual(report["schema"], "caselint/explain/1")
        self.assertEqual(len(report["explained"]), len(rules))
        for (ruleset, root, rule), explained in zip(rules, report["explained"]):
            with self.subTest(rule=rule.get("id")):
                self.assertEqual((explained["kind"], explained["id"]), ("rule", rule.get("id")))
                self.assertEqual(explained["ruleset"], ruleset)
                self.assertEqual(explained["severity"], rule.get("severity"))
                self.assertEqual(explained["derived"], rule.get("derived") == "true")
                self.assertEqual(sorted(explained["outcomes"]), sorted(rule.get("outcomes").split()))
                self.assertEqual(explained["cite"] or "", rule.get("cite"))
                self.assertEqual(words(explained["remedy"]), content(rule, "Remedy"))
                self.assertEqual([item["id"] for item in explained["assumptions"]], (rule.get("assumes") or "").split())
                self.assertEqual([item["variant"] for item in explained["messages"]],
                                 [message.get("variant") for message in rule.findall(NAMESPACE + "Message")])
                self.assertLessEqual({item["text"] for item in explained["sentences"]},
                                     {text for _, text, _ in sentences(root)})
                cited = set((rule.get("cite") or "").split())
                self.assertEqual([item["name"] for item in explained["parameters"]],
                                 [parameter.get("name") for parameter in root.iter(NAMESPACE + "Parameter")
                                  if cited & set(parameter.get("cite").split())])

    def test_amounts(self):
        for ruleset, root in rulesets():
            for amount in root.iter(NAMESPACE + "Amount"):
                explained, = run("explain", amount.get("kind"), "-o", "json").json()["explained"]
                self.assertEqual((explained["kind"], explained["id"]), ("amount", amount.get("kind")))
                self.assertEqual(explained["ruleset"], ruleset)
                self.assertEqual(explained["claimable"], amount.get("claimable") == "true")
                self.assertEqual([item["id"] for item in explained["assumptions"]], amount.get("assumes").split())
                self.assertTrue(explained["sentences"])
                self.assertTrue(explained["steps"] or not explained["claimable"])
                self.assertIn(amount.get("title"), run("explain", amount.get("kind")).out.decode())

    def test_rules_of_the_host(self):
        listed = run("rules", "-o", "json").json()["hostRules"]
        explained = run("explain", *[rule["id"] for rule in listed], "-o", "json").json()["explained"]
        self.assertEqual([item["id"] for item in explained], [rule["id"] for rule in listed])
        for rule, item in zip(listed, explained):
            self.assertEqual((item["kind"], item["exitCode"]), ("hostRule", rule["exitCode"]))
            self.assertTrue(item["title"] and item["why"] and item["remedy"] and item["message"])

    def test_rules_of_the_host_need_no_plugin(self):
        result = run("explain", "CL-PLUGIN-NONE", "--plugin-dir", self.folder / "none")
        self.assertEqual((result.code, result.err), (0, b""))
        self.assertIn(b"--plugin-dir", result.out)

    def test_case_does_not_matter(self):
        rule = all_rules()[0][2].get("id")
        self.assertEqual(run("explain", rule.lower()).out, run("explain", rule).out)
        self.assertEqual(run("explain", rule, rule.lower()).out, run("explain", rule).out)
        self.assertEqual(run("explain", "cl-input-more").out, run("explain", "CL-INPUT-MORE").out)

    def test_unknown_among_known(self):
        self.assert_refused(run("explain", "CL-INPUT-MORE", "CL-INPUT-MOER"), 2, "'CL-INPUT-MORE'?")

    def test_two_rulesets_with_the_same_rule(self):
        folder = self.bundle_copy()
        path = self.ruleset_of(folder)
        root_id = ElementTree.parse(path).getroot().get("id")
        rule = all_rules()[0][2].get("id")
        second = path.read_text().replace('id="%s"' % root_id, 'id="%s-second"' % root_id)
        path.with_name("zz-second.xml").write_text(second)
        report = run("explain", rule, "-o", "json", "--plugin-dir", folder).json()
        self.assertEqual([item["ruleset"] for item in report["explained"]], [root_id, root_id + "-second"])
        text = run("explain", rule, "--plugin-dir", folder).out.decode()
        self.assertIn("Ruleset    %s\n" % root_id, text)
        self.assertIn("Ruleset    %s-second\n" % root_id, text)
        listed = run("rules", "-o", "json", "--plugin-dir", folder).json()["rulesets"]
        self.assertEqual([item["id"] for item in listed], [root_id, root_id + "-second"])

    def test_hint_at_a_refused_plugin(self):
        (self.folder / "us-xx").mkdir()
        self.write("us-xx/us-xx.so", "no library")
        self.assert_refused(run("explain", "XX-01", "--plugin-dir", self.folder), 2, "1 plugin was refused")


class Rules(Case):
    def test_json(self):
        report = run("rules", "-o", "json").json()
        self.assertEqual((report["schema"], report["complete"]), ("caselint/rules/1", True))
        listed = {(ruleset["id"], rule["id"]): rule for ruleset in report["rulesets"] for rule in ruleset["rules"]}
        self.assertEqual(len(listed), len(all_rules()))
        self.assertEqual(sum(len(ruleset["rules"]) for ruleset in report["rulesets"]), len(all_rules()))
        for ruleset, _, rule in all_rules():
            item = listed[ruleset, rule.get("id")]
            self.assertEqual((item["severity"], item["cite"] or "", item["title"]),
                             (rule.get("severity"), rule.get("cite"), content(rule, "Title")))
        self.assertTrue(all(rule["id"].startswith("CL-") for rule in report["hostRules"]))

    def test_text(self):
        text = run("rules").out.decode()
        lines = [line.split() for line in text.splitlines()]
        for _, _, rule in all_rules():
            row, = [line for line in lines if line and line[0] == rule.get("id")]
            self.assertEqual(row[1], rule.get("severity"))
        self.assertIn("%d rules of rulesets" % len(all_rules()), text)

    def selected(self, *arguments):
        report = run("rules", "-o", "json", *arguments).json()
        return [rule["id"] for ruleset in report["rulesets"] for rule in ruleset["rules"]] + [
            rule["id"] for rule in report["hostRules"]]

    def test_select_and_ignore(self):
        rules = self.selected()
        prefix = rules[0].rsplit("-", 1)[0]
        self.assertEqual(self.selected("--select", rules[0]), rules[:1])
        inside = [rule for rule in rules if rule.startswith(prefix + "-")]
        self.assertEqual(self.selected("--select", prefix), inside)
        self.assertEqual(self.selected("--ignore", prefix), [rule for rule in rules if rule not in inside])
        self.assertEqual(self.selected("--select", "CL"), [rule for rule in rules if rule.startswith("CL-")])
        self.assertEqual(self.selected("--select", prefix + "," + rules[-1], "--ignore", rules[0]),
                         inside[1:] + rules[-1:])

    def test_selection_in_text(self):
        text = run("rules", "--select", "CL-LIMIT").out.decode()
        self.assertIn("0 rules of rulesets, ", text)
        self.assertNotIn(rulesets()[0][0], text)

    def test_incomplete(self):
        folder = self.bundle_copy()
        self.write("all/us-xx/us-xx.so", "no library")
        result = run("rules", "-o", "json", "--plugin-dir", folder)
        self.assertEqual((result.code, result.json()["complete"]), (4, False))
        self.assertIn(b"1 plugin was refused", result.err)
        self.assertIn(b"INCOMPLETE", run("rules", "--plugin-dir", folder).out)
        self.assertEqual(run("rules", "--matrix", "--plugin-dir", folder).code, 4)

    def test_no_plugin(self):
        result = run("rules", "--plugin-dir", self.folder, "-o", "json")
        self.assertEqual((result.code, result.json()["complete"], result.json()["rulesets"]), (4, False, []))


class Matrix(Case):
    def test_covers_every_sentence(self):
        result = run("rules", "--matrix", "-o", "json")
        self.assertEqual(result.code, 0)
        report = result.json()
        self.assertEqual((report["schema"], report["complete"]), ("caselint/matrix/1", True))
        for (ruleset, root), matrix in zip(rulesets(), report["rulesets"], strict=True):
            self.assertEqual(matrix["id"], ruleset)
            self.assertEqual(matrix["gaps"], [])
            self.assertEqual([(item["cite"], words(item["text"])) for item in matrix["sentences"]],
                             [(cite, text) for cite, text, _ in sentences(root)])
            for (_, _, element), item in zip(sentences(root), matrix["sentences"]):
                self.assertEqual(item["rules"], (element.get("rules") or "").split())
                self.assertTrue(item["rules"] or item["reason"])
            named = {rule for item in matrix["sentences"] for rule in item["rules"]}
            self.assertEqual(named | set(matrix["derived"]), {rule.get("id") for rule in root.iter(NAMESPACE + "Rule")})
            self.assertFalse(named & set(matrix["derived"]))

    def test_text(self):
        result = run("rules", "--matrix")
        text = words(result.out.decode())
        place = 0
        for _, root in rulesets():
            for cite, sentence, element in sentences(root):
                place = text.index(cite + " " + sentence, place)
                rules = ", ".join((element.get("rules") or "").split())
                said = "checked by " + rules if rules else "out of scope: " + words(element.get("context") or "")
                if element.get("manual"):
                    said = "manual: " + words(element.get("manual"))
                self.assertIn(said, text[place:place + len(sentence) + len(said) + 20])
        self.assertIn("No gap.", text)

    def test_gap(self):
        folder = self.bundle_copy()
        path = self.ruleset_of(folder)
        matrix = run("rules", "--matrix", "-o", "json").json()["rulesets"][0]
        rule, cite = matrix["derived"][0], matrix["sentences"][0]["cite"]
        lines = path.read_text().splitlines(keepends=True)
        for number, line in enumerate(lines):
            if '<Rule id="%s"' % rule in line:
                lines[number] = line.replace(' derived="true"', "").replace('cite=""', 'cite="%s"' % cite)
        path.write_text("".join(lines))
        result = run("rules", "--matrix", "--plugin-dir", folder)
        self.assertEqual(result.code, 1, result.err)
        self.assertIn("1 gap:", result.out.decode())
        self.assertIn("rule %s is named by no sentence" % rule, words(result.out.decode()))
        gaps = run("rules", "--matrix", "-o", "json", "--plugin-dir", folder).json()["rulesets"][0]["gaps"]
        self.assertEqual(len(gaps), 1)
        self.assertEqual(run("rules", "--plugin-dir", folder).code, 0)


class Plugins(Case):
    def test_good(self):
        report = plugins()
        self.assertEqual((report["schema"], report["complete"], report["refused"]), ("caselint/plugins/1", True, []))
        for plugin in report["plugins"]:
            root = ElementTree.parse(plugin["rulesets"][0]["path"]).getroot()
            self.assertEqual(plugin["rules"], len(root.findall(".//%sRule" % NAMESPACE)))
            self.assertEqual(root.get("plugin"), plugin["id"])
            self.assertEqual(len(plugin["rulesets"][0]["sha256"]), 64)
            self.assertTrue(os.path.isabs(plugin["path"]) and plugin["records"])
        result = run("plugins")
        self.assertEqual((result.code, result.err), (0, b""))
        text = result.out.decode()
        self.assertIn("%d plugin" % len(report["plugins"]), text)
        for key in ("id", "jurisdiction", "title", "version", "namespace", "path"):
            self.assertIn(report["plugins"][0][key], text)
        self.assertIn(report["plugins"][0]["rulesets"][0]["sha256"], text)

    def test_refused(self):
        folder = self.bundle_copy()
        self.write("all/us-xx/us-xx.so", "this is text, not a library\n")
        writable = self.folder / "all" / "us-ww"
        shutil.copytree(bundle_folder(), writable)
        (writable / (bundle_folder().name + ".so")).rename(writable / "us-ww.so")
        writable.chmod(0o777)
        result = run("plugins", "-o", "json", "--plugin-dir", folder)
        self.assertEqual(result.code, 4)
        report = result.json()
        self.assertEqual((report["complete"], len(report["plugins"])), (False, 1))
        self.assertEqual([pathlib.Path(item["path"]).name for item in report["refused"]], ["us-ww.so", "us-xx.so"])
        self.assertIn("writ", report["refused"][0]["why"])
        text = run("plugins", "--plugin-dir", folder)
        self.assertEqual(text.code, 4)
        self.assert_narrow(text.out.decode())
        self.assertIn("1 plugin loaded, 2 refused", text.out.decode())
        for item in report["refused"]:
            self.assertTrue(item["why"] and item["remedy"])
            self.assertIn(words(item["remedy"]), words(text.out.decode()))

    def test_none(self):
        result = run("plugins", "--plugin-dir", self.folder, "-o", "json")
        self.assertEqual((result.code, result.json()["complete"]), (4, False))
        self.assertIn(b"--plugin-dir", run("plugins", "--plugin-dir", self.folder).out)

    def test_program_without_bundles(self):
        shutil.copy2(CASELINT, self.folder / "caselint")
        shutil.copytree(pathlib.Path(CASELINT).parent / "xsd", self.folder / "xsd")
        done = subprocess.run([self.folder / "caselint", "plugins", "-o", "json"], capture_output=True, check=False)
        self.assertEqual((done.returncode, json.loads(done.stdout)["plugins"]), (4, []))
        done = subprocess.run([self.folder / "caselint", "rules"], capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (4, b""))

    def test_folder_that_is_not_there(self):
        self.assert_refused(run("plugins", "--plugin-dir", self.folder / "none"), 2, "none")

    def test_path_that_could_steer_a_terminal(self):
        odd = os.fsencode(self.folder) + b"/od\xff\x1bd"
        shutil.copytree(os.fsencode(bundle_folder()), odd + b"/" + os.fsencode(bundle_folder().name))
        for form in ("json", "text"):
            done = subprocess.run([CASELINT, b"plugins", b"-o", form.encode(), b"--plugin-dir", odd],
                                  capture_output=True, check=False)
            self.assertEqual(done.returncode, 0)
            self.assertNotIn(b"\x1b", done.stdout)
            if form == "json":
                self.assertIn("/od??d/", json.loads(done.stdout)["plugins"][0]["path"])


class Version(Case):
    def test_json(self):
        report = run("version", "-o", "json").json()
        self.assertEqual(report["schema"], "caselint/version/1")
        self.assertRegex(report["version"], r"^\d+\.\d+\.\d+$")
        self.assertEqual(set(report["pluginAbi"]), {"major", "minor"})
        self.assertLessEqual({"libxml2", "libarchive", "zlib", "OpenSSL"},
                             {library["name"] for library in report["libraries"]})
        for library in report["libraries"]:
            self.assertRegex(library["compiled"], r"^\d+\.\d+")
            self.assertRegex(library["runtime"], r"^\d+\.\d+")

    def test_text(self):
        report = run("version", "-o", "json").json()
        text = run("version").out.decode()
        self.assertEqual(text.splitlines()[0], "caselint " + report["version"])
        for library in report["libraries"]:
            self.assertRegex(text, r"%s +%s \(compiled with %s\)" % (
                library["name"], library["runtime"], library["compiled"]))
        self.assertEqual(run("--version").out, run("version").out)
        self.assertEqual(run("-V").out, run("version").out)
        self.assertEqual(run("--version", "-o", "json").json(), report)


class ExitCodes(Case):
    def test_of_check(self):
        self.assertEqual(run("check", self.folder / "none.xml").code, 3)
        self.assertEqual(run("check", support.EXAMPLE, "--plugin-dir", self.folder).code, 4)
        self.assertEqual(run("check", support.EXAMPLE, "-o", "text:%s/no/file" % self.folder).code, 5)
        self.assertIn(run("check", support.EXAMPLE).code, (0, 1))
        self.assertEqual(run("check", support.EXAMPLE, "--fail-on", "never").code, 0)


if __name__ == "__main__":
    support.main()
