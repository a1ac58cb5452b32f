"""Generated exports: right ones have no open finding, and of planted faults exactly those stated beside the export are
found, no more and no fewer. Which rules no fault can fail is said here and in tests/generate/README.md."""
import collections
import json
import os
import re
import subprocess

from support import SOURCE, Folder, check, check_json, main, run

GENERATOR = os.environ.get("CASELINT_GENERATOR", "build/release/tests/gen-export")
JURISDICTIONS = ("us-oh", "us-ny", "mixed")
SEEDS = (1, 2)
RECORDS = 2000
FEW = 600
SHARE = "0.9%"
OPEN = ("fail", "unknown", "error")
LOSING = ("oh-record-broken", "oh-record-malformed", "ny-record-broken")

# For a person, for another ruleset, or a step that the letter gives no date.
NEVER_FAIL = {"OH-GEN-06", "OH-GEN-10", "OH-GEN-12", "OH-GEN-15", "OH-LIV-09", "OH-NLA-05", "OH-NLS-11", "OH-INV-14",
              "OH-INV-15", "NYS-FSI-07"}
# Nothing a right record has answers them, or what it has is for a person.
NEVER_PASS = {"OH-GEN-03", "OH-GEN-06", "OH-GEN-12", "OH-GEN-15", "OH-INV-14", "OH-INV-15", "NYS-FSI-07"}

RIGHT = {}


def generate(*arguments):
    done = subprocess.run([GENERATOR, *map(str, arguments)], capture_output=True, timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


def catalogue(jurisdiction):
    """Names of faults, each with what is said to find it: words of rules and input findings."""
    _, out, _ = generate("--list-faults", "--jurisdiction", jurisdiction)
    lines = [re.split(r" {2,}", line) for line in out.decode().splitlines()]
    return {line[0]: line[1].replace(",", "").split() for line in lines}


def open_answers(report):
    return {(record["id"], rule, outcome) for record in report["records"]
            for rule, outcome in record["outcomes"].items() if outcome in OPEN}


def stated_answers(truth):
    return {(line["record"], rule, outcome) for line in truth if line["record"] != "*"
            for rule, outcome in line["rules"].items()}


def places(report, truth):
    """Input findings by rule and first line of the record they are in; a place outside of all is None."""
    first = {number: line["lines"][0] for line in truth for number in range(line["lines"][0], line["lines"][1] + 1)}
    return collections.Counter((finding["rule"], first.get(finding["line"])) for finding in report["inputFindings"])


def cases(records, seeds):
    """The options of exports of each jurisdiction and seed."""
    return [["--jurisdiction", jurisdiction, "--seed", seed, "--records", records]
            for jurisdiction in JURISDICTIONS for seed in seeds]


def shares(arguments, names, share):
    """Options that give each of these faults a share, where the jurisdiction has it."""
    known = catalogue(arguments[1])
    return [word for name in names if name in known for word in ("--fault", name + "=" + share)]


class Generated(Folder):
    def export(self, *arguments):
        """Path and truth of a new export."""
        path, truth = self.folder / "export.xml", self.folder / "truth.jsonl"
        code, _, err = generate("--output", path, "--truth", truth, *arguments)
        self.assertEqual((code, err), (0, ""))
        return path, [json.loads(line) for line in truth.read_text().splitlines()]

    def report(self, path, codes=(0, 1)):
        code, report = check_json("--show", "all", path)
        self.assertIn(code, codes)
        return report

    def right_answers(self, arguments):
        """Outcomes by record of the export without faults, which must be clean. Checked once for all tests."""
        key = tuple(arguments)
        if key not in RIGHT:
            path, truth = self.export(*arguments)
            report = self.report(path, codes=(0,))
            self.assertEqual(truth, [])
            self.assertEqual(open_answers(report), set())
            self.assertEqual(report["inputFindings"], [])
            self.assertTrue(report["complete"])
            RIGHT[key] = {record["id"]: record["outcomes"] for record in report["records"]}
        return RIGHT[key]

    # ---- Right records

    def test_a_right_export_is_clean(self):
        passed = set()
        for arguments in cases(RECORDS, SEEDS[:1]):
            with self.subTest(arguments=arguments):
                answers = self.right_answers(arguments)
                self.assertEqual(len(answers), RECORDS)
                for outcomes in answers.values():
                    passed.update(rule for rule, outcome in outcomes.items() if outcome == "pass")
        self.assertEqual(all_rules() - passed, NEVER_PASS, "rules that no right record passes")

    def test_it_stays_right_on_later_days(self):
        for date in ("2008-04-15", "2008-12-31", "2031-01-01"):
            path, _ = self.export("--jurisdiction", "mixed", "--records", 300, "--exported-on", date)
            self.assertEqual(open_answers(self.report(path, codes=(0,))), set(), date)

    def test_every_number_of_records(self):
        for records in range(1, 12):
            path, _ = self.export("--records", records)
            report = self.report(path, codes=(0,))
            self.assertEqual((len(report["records"]), open_answers(report)), (records, set()))

    # ---- Faults of fact

    def test_exactly_the_planted_faults_are_found(self):
        planted = set()
        for arguments in cases(RECORDS, SEEDS):
            with self.subTest(arguments=arguments):
                path, truth = self.export(*arguments, "--faults", SHARE)
                report = self.report(path, codes=(1,))
                found, stated = open_answers(report), stated_answers(truth)
                self.assertEqual(found - stated, set(), "found and not planted")
                self.assertEqual(stated - found, set(), "planted and not found")
                self.assertTrue(report["complete"])
                self.assertEqual(report["inputFindings"], [])
                planted.update(line["fault"] for line in truth)
        facts = {name for name, words in catalogue("mixed").items() if not any(word[:3] == "CL-" for word in words)}
        self.assertEqual(planted, facts, "every fault of fact was planted")

    def test_each_rule_that_can_fail_has_a_fault(self):
        failing = {word for words in catalogue("mixed").values() for word in words if word[0] != "?"}
        self.assertEqual({rule for rule in failing if rule in all_rules()}, all_rules() - NEVER_FAIL)

    def test_the_readme_lists_the_rules_without_a_fault(self):
        text = (SOURCE / "tests" / "generate" / "README.md").read_text(encoding="utf-8")
        rows = [line for line in text.splitlines() if re.match(r"\| (OH|NYS)-", line)]
        self.assertEqual({rule for row in rows for rule in re.findall(r"(?:OH|NYS)-[A-Z]+-\d\d", row)}, NEVER_FAIL)

    def test_shares_are_kept(self):
        _, truth = self.export("--jurisdiction", "us-ny", "--records", 1000, "--fault", "case-type-other=2.5%",
                               "--fault", "fasp-touched=0.1")
        counts = collections.Counter(line["fault"] for line in truth)
        self.assertEqual(counts, {"case-type-other": 25, "fasp-touched": 100})

    def test_a_named_share_overrides_that_of_all(self):
        _, truth = self.export("--records", 500, "--faults", SHARE, "--fault", "decreased=0")
        names = {line["fault"] for line in truth}
        self.assertNotIn("decreased", names)
        self.assertGreater(len(names), 40)

    # ---- Faults of form

    def test_faults_of_form_are_found_where_they_are(self):
        planted = set()
        for arguments in cases(FEW, SEEDS):
            with self.subTest(arguments=arguments):
                path, truth = self.export(*arguments, "--form-faults", "2%", *shares(arguments, LOSING, "0"))
                report = self.report(path, codes=(3,))
                self.assertEqual(open_answers(report), stated_answers(truth))
                self.assertEqual(places(report, truth), {(line["input"], line["lines"][0]): 1 for line in truth})
                self.assertFalse(report["complete"])
                planted.update(line["fault"] for line in truth)
        forms = {name for name, words in catalogue("mixed").items() if any(word[:3] == "CL-" for word in words)}
        self.assertEqual(planted, forms - set(LOSING), "every fault of form that loses no record was planted")

    def test_lost_records(self):
        planted = set()
        for arguments in cases(FEW, SEEDS):
            with self.subTest(arguments=arguments):
                right = self.right_answers(arguments)
                path, truth = self.export(*arguments, *shares(arguments, LOSING, "1.5%"))
                report = self.report(path, codes=(3,))
                everywhere, lines = truth[-1], truth[:-1]
                lost = {line["record"] for line in lines}
                self.assertEqual((everywhere["record"], everywhere["insteadOf"]), ("*", "pass"))
                self.assertEqual({record["id"] for record in report["records"]}, set(right) - lost)
                self.assertEqual(open_answers(report), {
                    (key, rule, outcome) for key in set(right) - lost
                    for rule, outcome in everywhere["rules"].items() if right[key].get(rule) == "pass"})
                self.assertEqual(places(report, lines), {(line["input"], line["lines"][0]): 1 for line in lines})
                planted.update(line["fault"] for line in lines)
        self.assertEqual(planted, set(LOSING))

    # ---- The same, and not the same

    def test_the_same_options_give_the_same_bytes(self):
        options = ["--jurisdiction", "mixed", "--records", 500, "--faults", SHARE]
        first, second, other = (self.bytes_of(*options, "--seed", seed) for seed in (7, 7, 8))
        self.assertEqual(first, second)
        self.assertNotEqual(first[0], other[0])
        self.assertNotEqual(first[1], other[1])

    def bytes_of(self, *arguments):
        path, _ = self.export(*arguments)
        return path.read_bytes(), (self.folder / "truth.jsonl").read_bytes()

    def test_only_the_records_of_the_truth_differ(self):
        options = ["--jurisdiction", "mixed", "--records", 400, "--seed", 5]
        right = self.records_of(*options)
        path, truth = self.export(*options, "--faults", "0.2%")
        wrong = self.split(path.read_text(encoding="utf-8"))
        changed = {line["record"] for line in truth} | {line["plantedIn"] for line in truth if "plantedIn" in line}
        self.assertEqual(list(right), list(wrong))
        differ = {key for key in right if right[key] != wrong[key]}
        self.assertGreater(len(differ), 20)
        # An invoice gains or loses a line for a fault of a case, and is none the worse.
        self.assertEqual({key for key in differ - changed if not key.startswith("INV-")}, set())

    def records_of(self, *arguments):
        return self.split(self.export(*arguments)[0].read_text(encoding="utf-8"))

    def split(self, text):
        parts = re.findall(r'^  <(?:oh|ny):(?:AdoptionSubsidyCase|MatchInvoice|RetroPaymentCase) id="([^"]+)"(.*?)^  </',
                           text, re.DOTALL | re.MULTILINE)
        return dict(parts)

    def test_sizes(self):
        for size, least in (("40KB", 40000), ("100KiB", 102400), ("1", 1)):
            path, _ = self.export("--bytes", size)
            self.assertGreaterEqual(path.stat().st_size, least)
            self.assertLess(path.stat().st_size, least + 15000)

    def test_to_standard_output(self):
        path, _ = self.export("--records", 50)
        self.assertEqual(generate("--records", 50, "--output", "-")[1], path.read_bytes())
        self.assertEqual(check("-", stdin=path.read_bytes()).code, 0)

    def test_names_say_that_they_are_synthetic(self):
        path, _ = self.export("--jurisdiction", "mixed", "--records", 500)
        text = path.read_text(encoding="utf-8")
        self.assertIn("Synthetic data", text[:100])
        names = re.findall(r"<\w+:PersonSurName>([^<]*)<", text)
        self.assertGreater(len(names), 300)
        self.assertEqual([name for name in names if not name.startswith("Synthetic")], [])

    # ---- What is refused

    def test_wrong_options(self):
        output = ["--output", self.folder / "never.xml"]
        for arguments, word in (
                ([], "--output"),
                (output + ["--jurisdiction", "us-tx"], "us-tx"),
                (output + ["--records", "many"], "many"),
                (output + ["--records", "0"], "at least one"),
                (output + ["--records", "1", "--bytes", "1MB"], "exclude"),
                (output + ["--bytes", "12 parsecs"], "12 parsecs"),
                (output + ["--bytes", "99999999999GB"], "99999999999GB"),
                (output + ["--seed", "-1"], "-1"),
                (output + ["--faults", "2"], "'2'"),
                (output + ["--faults", "1.5.1"], "1.5.1"),
                (output + ["--faults", "20%"], "more than all records"),
                (output + ["--fault", "decreased=60%", "--fault", "not-increased=40.1%"], "101%"),
                (output + ["--fault", "decreased"], "NAME=SHARE"),
                (output + ["--fault", "no-such-fault=1%"], "no-such-fault"),
                (output + ["--fault", "case-type-other=1%"], "case-type-other"),
                (output + ["--exported-on", "2008-04-14"], "2008-04-14"),
                (output + ["--exported-on", "2008-02-30"], "2008-02-30"),
                (output + ["--exported-on", "9999-12-31"], "too late"),
                (output + ["more"], "")):
            with self.subTest(arguments=arguments):
                code, out, err = generate(*arguments)
                self.assertEqual((code, out), (2, b""))
                self.assertIn(word, err)
        self.assertFalse((self.folder / "never.xml").exists())

    def test_what_cannot_be_written(self):
        for arguments in (["--output", self.folder / "no" / "export.xml"], ["--output", "/dev/full"],
                          ["--output", self.folder / "export.xml", "--faults", SHARE, "--truth", "/dev/full"]):
            with self.subTest(arguments=arguments):
                code, _, err = generate(*arguments)
                self.assertEqual(code, 5)
                self.assertRegex(err, "^gen-export: .*: (No such file or directory|No space left on device)\n$")


def all_rules():
    report = run("rules", "-o", "json").json()
    return set(re.findall(r'"((?:OH|NYS)-[A-Z]+-\d\d)"', json.dumps(report)))


if __name__ == "__main__":
    main()
