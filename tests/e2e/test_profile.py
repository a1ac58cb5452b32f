"""Profiles: what a county wants otherwise than the rulesets have it, where it is shown, and what is refused."""
import csv
import io
import json
import re
import unittest
import xml.etree.ElementTree as ET

from support import EXAMPLE, EXAMPLES, SOURCE, Folder, check, check_json, main, records_by_id, run
from test_results import formats, outputs, place, sealed

SHOWN = SOURCE / "docs" / "example-profile.xml"
HEAD = '<Profile xmlns="urn:caselint:profile:1" id="county" title="The county &amp; its &lt;wishes&gt;">\n%s</Profile>\n'
IGNORE = '<Ignore rule="%s" reason="not ours"/>\n'
SELECT = '<Select rule="%s" reason="ours"/>\n'
SEVERITY = '<Severity rule="%s" severity="%s" reason="for a reason"/>\n'
PARAMETER = '<Parameter ruleset="%s" name="%s" reason="the new rate | =1+1">%s</Parameter>\n'
OHIO = "us-oh/fcaspl-135"
CEILING = PARAMETER % (OHIO, "ceiling", "320.00")


class Profiles(Folder):
    def profile(self, *changes):
        return self.write("profile.xml", HEAD % "".join(changes))

    def rules_of(self, *arguments):
        report = check_json("--show", "all", *arguments, *EXAMPLES)[1]
        return {rule for record in report["records"] for rule in record["outcomes"]}


class Changes(Profiles):
    def test_severity(self):
        code, report = check_json("--profile", self.profile(SEVERITY % ("OH-INV-01", "error")), EXAMPLE)
        found = [one for record in report["records"] for one in record["findings"] if one["rule"] == "OH-INV-01"]
        self.assertEqual([one["severity"] for one in found], ["error"])
        plain = check_json(EXAMPLE)[1]
        before = [one for record in plain["records"] for one in record["findings"] if one["rule"] == "OH-INV-01"]
        self.assertEqual([one["id"] for one in found], [one["id"] for one in before])
        self.assertEqual([one["severity"] for one in before], ["warning"])
        # It decides the exit code, too.
        only = ("--select", "OH-INV-01")
        self.assertEqual(check(*only, EXAMPLE).code, 0)
        self.assertEqual(check(*only, "--profile", self.profile(SEVERITY % ("OH-INV-01", "error")), EXAMPLE).code, 1)

    def test_severities_of_variants(self):
        listed = json.loads(run("rules", "-o", "json").out)
        ids = [rule["id"] for ruleset in listed["rulesets"] for rule in ruleset["rules"]]
        told = json.loads(run("explain", "-o", "json", *ids).out)["explained"]
        rule = next(one for one in told if {message["severity"] for message in one["messages"]} > {one["severity"]})
        profile = self.profile(SEVERITY % (rule["id"], "info"))
        after = json.loads(run("explain", "-o", "json", "--profile", profile, rule["id"]).out)
        self.assertEqual({one["severity"] for one in after["explained"][0]["messages"]}, {"info"})
        self.assertIn("; ", after["profile"]["changes"][0]["old"])

    def test_parameter(self):
        amounts = {}
        for name, arguments in (("plain", ()), ("changed", ("--profile", self.profile(CEILING)))):
            report = check_json("--show", "all", *arguments, EXAMPLE)[1]
            record = records_by_id(report)["OH-25-000102"]
            amounts[name] = next(one for one in record["amounts"] if one["kind"] == "odjfs-reimbursement")
        # 450.00 was paid in February: 150.00 over the letter's ceiling, 130.00 over this one.
        self.assertEqual((amounts["plain"]["value"], amounts["changed"]["value"]), ("50.00", "70.00"))
        inputs = [one for step in amounts["changed"]["working"] for one in step["inputs"] if one["name"] == "ceiling"]
        self.assertTrue(inputs)
        for one in inputs:
            self.assertEqual((one["value"], one["parameter"], one["byProfile"]), ("320.00", True, True))
        plain = [one for step in amounts["plain"]["working"] for one in step["inputs"] if one["name"] == "ceiling"]
        self.assertTrue(all("byProfile" not in one for one in plain))

    def test_any_jobs(self):
        profile = self.profile(CEILING, SEVERITY % ("OH-INV-01", "info"), IGNORE % "NYS-FSI")
        reports = {check("--profile", profile, "--show", "all", *how, *EXAMPLES).out
                   for how in (("--jobs", "1"), ("--jobs", "4"), ("--isolate", "none"))}
        self.assertEqual(len(reports), 1)

    def test_choice_of_rules(self):
        everything = self.rules_of()
        ignored = self.rules_of("--profile", self.profile(IGNORE % "OH-INV", IGNORE % "OH-LIV-12"))
        self.assertEqual(ignored, {one for one in everything if not one.startswith("OH-INV-") and one != "OH-LIV-12"})
        chosen = self.rules_of("--profile", self.profile(SELECT % "OH-INV", SELECT % "OH-LIV-12"))
        self.assertEqual(chosen, {one for one in everything if one.startswith("OH-INV-") or one == "OH-LIV-12"})
        self.assertTrue(ignored and chosen)

    def test_with_select_and_ignore(self):
        """Each leaves less: a rule is run when the profile and the command line both leave it."""
        profile = self.profile(SELECT % "OH-INV", SELECT % "OH-LIV", IGNORE % "OH-INV-02")
        both = self.rules_of("--profile", profile, "--select", "OH-INV,NYS", "--ignore", "OH-INV-03")
        self.assertEqual(both, {one for one in self.rules_of("--select", "OH-INV", "--ignore", "OH-INV-02,OH-INV-03")})
        result = check("--profile", profile, "--select", "NYS", EXAMPLE)
        self.assertEqual((result.code, result.out), (2, b""))
        self.assertIn(b"--profile leave no rule", result.err)
        ignored = check("--profile", profile, "--select", "OH-INV-02", EXAMPLE)
        self.assertEqual(ignored.code, 2)


class Shown(Profiles):
    """No report on a run by a profile is silent about it."""

    CHANGES = ("OH-INV-15 is not run", "OH-INV-01 is error instead of warning", "OH-LIV-09 is info instead of warning",
               "ceiling of us-oh/fcaspl-135 is 320.00 instead of 300.00")

    def test_every_format(self):
        for show in ("findings", "all", "totals"):
            for name in formats():
                # Lines are folded at other places in each.
                said = " ".join(self.said(name, show).split())
                self.assertIn("county-25-2008", said, (name, show))
                self.assertIn(json.loads(check("-o", "json", "--profile", SHOWN, EXAMPLE).out)
                              ["tool"]["options"]["profile"]["sha256"], said, (name, show))
                self.assertIn("lost to the county", said, (name, show))
                if name not in ("json", "jsonl", "sarif", "xml"):
                    for change in self.CHANGES:
                        self.assertIn(change, re.sub(r"&#(\d+);", lambda one: chr(int(one.group(1))), said), (name, show))

    def said(self, name, show):
        path = place(self.folder, name)
        self.assertEqual(check("--show", show, "-o", "%s:%s" % (name, path), "--profile", SHOWN, EXAMPLE).code, 1)
        return path.read_text()

    def test_strict_reports(self):
        for name in formats():
            path = place(self.folder, name)
            how = ("--privacy", "strict", "-o", "%s:%s" % (name, path), "--profile", SHOWN, EXAMPLE)
            self.assertEqual(check(*how).code, 1, name)
            said = " ".join(path.read_text().split())
            self.assertIn("county-25-2008", said, name)
            self.assertIn("lost to the county", said, name)

    def test_the_verdict(self):
        said = " ".join(check("--profile", SHOWN, EXAMPLE).out.decode().split())
        self.assertIn("By profile county-25-2008: 2 rules re-graded (1 to less), 1 parameter set, 1 choice of rules.", said)
        for name in ("csv", "csv-amounts", "markdown", "github", "svrl", "junit", "xml", "sarif"):
            self.assertIn("2 rules re-graded (1 to less)", self.said(name, "findings"), name)

    def test_json(self):
        profile = check_json("--profile", SHOWN, EXAMPLE)[1]["tool"]["options"]["profile"]
        self.assertEqual(profile["title"], "County 25, audit of spring 2008")
        self.assertEqual([one["kind"] for one in profile["changes"]], ["ignore", "severity", "severity", "parameter"])
        self.assertEqual({key: profile["changes"][3][key] for key in ("ruleset", "name", "old", "new")},
                         {"ruleset": OHIO, "name": "ceiling", "old": "300.00", "new": "320.00"})
        self.assertTrue(all(one["reason"] for one in profile["changes"]))
        self.assertNotIn("options", check_json(EXAMPLE)[1]["tool"])

    def test_sarif(self):
        run_ = json.loads(self.said("sarif", "findings"))["runs"][0]
        invocation = run_["invocations"][0]
        self.assertEqual({one["descriptor"]["id"]: one["configuration"]["level"]
                          for one in invocation["ruleConfigurationOverrides"]}, {"OH-INV-01": "error", "OH-LIV-09": "note"})
        rules = {rule["id"]: rule["defaultConfiguration"] for rule in run_["tool"]["driver"]["rules"]}
        self.assertEqual(rules["OH-INV-01"]["level"], "warning")
        self.assertEqual(rules["OH-INV-15"]["enabled"], False)
        self.assertEqual({result["level"] for result in run_["results"] if result["ruleId"] == "OH-INV-01"}, {"error"})
        self.assertEqual(len(invocation["properties"]["profile"]["changes"]), 4)

    def test_csv(self):
        for name, column in (("csv", "message"), ("csv-amounts", "title")):
            rows = list(csv.DictReader(io.StringIO(self.said(name, "findings"), newline="")))
            self.assertEqual([row["row"] for row in rows[:6]][:5], ["run"] + 4 * ["profile"])
            self.assertTrue(all(None not in row and None not in row.values() for row in rows))
            self.assertEqual([row[column].split(":")[0] for row in rows[1:5]], list(self.CHANGES))

    def test_working_in_csv(self):
        self.assertIn("ceiling = 320.00 (set by profile)", self.said("csv-amounts", "all"))
        self.assertIn("ceiling = 320.00 (parameter, set by profile, L23)", self.said("text", "all"))
        self.assertIn('byProfile="true"', self.said("xml", "all"))
        self.assertIn("(parameter, set by profile, ", self.said("html", "all"))

    def test_texts_are_no_markup(self):
        profile = self.profile(CEILING, '<Ignore rule="OH-INV-15" reason="&lt;b&gt; ]]&gt; @all %0A ::error:: # `x`"/>')
        folder = self.folder / "out"
        folder.mkdir()
        self.assertEqual(check("--profile", profile, *outputs(folder), EXAMPLE).code, 1)
        for name in ("xml", "svrl", "junit"):
            self.assertIn("<b> ]]> @all", ET.tostring(ET.parse(folder / name).getroot(), encoding="unicode")
                          .replace("&lt;", "<").replace("&gt;", ">"))
        self.assertNotIn("<b>", (folder / "html.html").read_text())
        self.assertNotIn("<b>", (folder / "markdown").read_text())
        self.assertEqual(sum(line.startswith("::") for line in (folder / "github").read_text().splitlines()),
                         (folder / "github").read_text().count("\n"))
        json.loads((folder / "json").read_text())
        json.loads((folder / "sarif").read_text())

    def test_rules_and_explain(self):
        listed = json.loads(run("rules", "-o", "json", "--profile", SHOWN).out)
        rules = {rule["id"]: rule for ruleset in listed["rulesets"] for rule in ruleset["rules"]}
        self.assertEqual(rules["OH-INV-01"]["severity"], "error")
        self.assertNotIn("OH-INV-15", rules)
        self.assertEqual(len(listed["profile"]["changes"]), 4)
        self.assertIn(b"2 rules re-graded", run("rules", "--profile", SHOWN).out)
        said = " ".join(run("explain", "--profile", SHOWN, "OH-INV-01").out.decode().split())
        self.assertIn("Changed by the profile OH-INV-01 is error instead of warning", said)
        self.assertIn("(set by profile)", run("explain", "--profile", SHOWN, "county-match").out.decode())
        self.assertNotIn("profile", run("explain", "--profile", SHOWN, "OH-LIV-01").out.decode())
        self.assertEqual(run("rules", "--matrix", "--profile", SHOWN).code, 2)


class Saved(Profiles):
    def test_the_same_bytes(self):
        for show in ("findings", "all", "totals"):
            first, second = self.folder / ("first-" + show), self.folder / ("second-" + show)
            first.mkdir()
            second.mkdir()
            ran = check("--show", show, "--profile", SHOWN, *outputs(first), *EXAMPLES)
            again = run("report", "--show", show, *outputs(second), first / "jsonl")
            self.assertEqual((ran.code, ran.err), (again.code, again.err))
            for name in formats():
                self.assertEqual(place(first, name).read_bytes(), place(second, name).read_bytes(), (name, show))

    def test_damaged(self):
        path = self.folder / "results.jsonl"
        check("--profile", SHOWN, "-o", "jsonl:%s" % path, EXAMPLE)
        lines = path.read_bytes().splitlines(keepends=True)
        for key, value in (("changes", [{}]), ("changes", "x"), ("id", None), ("title", ""), ("sha256", "x"),
                           ("changes", [{"kind": "other", "rule": "A", "reason": "b"}]),
                           ("changes", [{"kind": "severity", "rule": "A", "old": "x", "new": "info", "reason": "b"}]),
                           ("changes", [{"kind": "ignore", "rule": "A", "reason": "b"}] * 257)):
            head = json.loads(lines[0])
            head["options"]["profile"][key] = value
            changed = self.write("changed.jsonl", sealed([json.dumps(head).encode() + b"\n"] + lines[1:]))
            result = run("report", "-o", "json", changed)
            self.assertEqual((result.code, result.json()["complete"]), (3, False), (key, value))

    def test_diff(self):
        paths = []
        for name, arguments in (("old", ()), ("new", ("--profile", self.profile(CEILING)))):
            paths.append(self.folder / (name + ".jsonl"))
            check("-o", "jsonl:%s" % paths[-1], *arguments, EXAMPLE)
        result = run("diff", "-o", "json", *paths)
        report = result.json()
        self.assertNotIn("profile", report["old"])
        self.assertEqual(report["new"]["profile"]["id"], "county")
        changed = [one for record in report["records"] for one in record.get("amounts", [])]
        self.assertTrue(changed)
        self.assertEqual({one["reason"] for one in changed}, {"otherParameters"})
        self.assertIn("by profile county", " ".join(run("diff", *paths).out.decode().split()))
        self.assertIn(b"by profile county", run("diff", "-o", "markdown", *paths).out)


class Refused(Profiles):
    def refuse(self, content, *words):
        path = self.write("profile.xml", content)
        for command in (("check", EXAMPLE), ("rules",), ("explain", "OH-INV-01"), ("explain", "CL-INPUT-DOCTYPE")):
            result = run(command[0], "--profile", path, *command[1:])
            self.assertEqual((result.code, result.out), (2, b""), (command, result.err))
            said = result.err.decode()
            for word in (str(path), *words):
                self.assertIn(word, said, command)

    def test_unknown_things(self):
        self.refuse(HEAD % (SEVERITY % ("OH-INV-1", "info")), ":2: unknown rule 'OH-INV-1'; did you mean 'OH-INV-01'?")
        self.refuse(HEAD % (SEVERITY % ("OH-INV", "info")), "unknown rule 'OH-INV'")
        self.refuse(HEAD % (IGNORE % "OH-INW"), "unknown rule 'OH-INW'")
        self.refuse(HEAD % (SELECT % "XX-1"), "unknown rule 'XX-1'; `caselint rules` lists rules")
        self.refuse(HEAD % (PARAMETER % (OHIO, "celing", "1.00")), "unknown parameter 'celing'; did you mean 'ceiling'?")
        self.refuse(HEAD % (PARAMETER % ("us-oh/fcaspl-136", "ceiling", "1.00")),
                    "unknown ruleset 'us-oh/fcaspl-136'; did you mean 'us-oh/fcaspl-135'?")
        self.refuse(HEAD % (IGNORE % "CL-INPUT-DOCTYPE"), "is a rule of caselint itself")
        # All at once.
        self.refuse(HEAD % (IGNORE % "OH-INW" + IGNORE % "OH-LIW"), "OH-INW", "OH-LIW")

    def test_values(self):
        for name, value, words in (("ceiling", "320", "1 to 9 digits, a point and 2 digits"),
                                   ("ceiling", "-0.01", "a point and 2 digits"),
                                   ("invoiceMailBy", "2008-02-30", "a date YYYY-MM-DD that exists"),
                                   ("month", "january", "a month YYYY-MM"), ("programAA", "A A", "one token")):
            self.refuse(HEAD % (PARAMETER % (OHIO, name, value)), "parameter %s of %s is" % (name, OHIO), words)

    def test_form(self):
        for content in ("", "x", HEAD % "", HEAD % "<Rule/>", HEAD % '<Ignore rule="OH-INV"/>', EXAMPLE.read_text(),
                        '<!DOCTYPE Profile SYSTEM "http://example.org/x">' + HEAD % CEILING,
                        HEAD % (SEVERITY % ("OH-INV-01", "fatal")), HEAD % (CEILING + CEILING),
                        HEAD % (IGNORE % "OH-INV" * 2), HEAD % CEILING + "<!-- -- -->",
                        (HEAD % CEILING).replace("profile:1", "profile:2"), HEAD % (" " * (1 << 22) + CEILING),
                        HEAD % "".join(IGNORE % ("A-%d" % i) for i in range(300))):
            self.refuse(content)

    def test_files(self):
        for path in (self.folder / "none.xml", self.folder, "/dev/null", ""):
            result = check("--profile", path, EXAMPLE)
            self.assertEqual((result.code, result.out), (2, b""), path)
        self.assertEqual(check("--profile", SHOWN, "--profile", SHOWN, EXAMPLE).code, 2)
        self.assertEqual(run("report", "--profile", SHOWN, EXAMPLE).code, 2)

    def test_no_report_over_the_profile(self):
        path = self.profile(CEILING)
        before = path.read_bytes()
        self.assertEqual(check("--profile", path, "-o", "json:%s" % path, EXAMPLE).code, 2)
        self.assertEqual(path.read_bytes(), before)


if __name__ == "__main__":
    main()
