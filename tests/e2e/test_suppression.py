"""Totals of --privacy strict: what is withheld cannot be computed from what is told.

Random runs are written as saved results and rendered strictly. Then a solver (glpsol, in whole numbers) is given every
figure that is told, how many records of each type there are, and how outcomes of rules, records and counties are related,
and asked for the least and the most that each withheld cell can be. One that can be one number only has been given away.
"""
import hashlib
import json
import pathlib
import random
import re
import shutil
import subprocess
import unittest

from support import EXAMPLES, Folder, check, main, run

OUTCOMES = ["error", "fail", "unknown", "pending", "manual", "pass", "notapplicable"]
SIGNS = dict(zip(OUTCOMES, "efutmpn"))
STATES = ["recorded", "differs", "due", "overdue", "computed", "manual"]
SMALL = "(groups too small to be told apart)"
# Place of the plugin, place of the record type, rules, kinds of amounts.
TYPES = [(1, 0, ["OH-GEN-01", "OH-GEN-02", "OH-LIV-03"], ["underpayment", "county-match"]),
         (1, 1, ["OH-INV-03", "OH-INV-04"], []),
         (0, 0, ["NYS-APP-01", "NYS-FSI-01", "NYS-WMS-01"], ["missed", "still-due"])]
WORLDS = 40


class World:
    """A run that never was: records of some types, each with outcomes, a county, and amounts."""

    def __init__(self, seed, plugins):
        self.random = random.Random(seed)
        self.plugins = plugins
        self.limit = self.random.choice([8, 11, 11, 25])
        self.rules = {}
        self.records = []
        for number, (plugin, kind, rules, amounts) in enumerate(TYPES):
            self.rules[number] = rules[:self.random.randint(1, len(rules))]
            size = self.random.choice([0, 1, self.limit - 1, self.limit, 3 * self.limit, 8 * self.limit, 300])
            groups = [str(i) for i in range(1, self.random.choice([1, 2, 3, 6, 12]) + 1)]
            weights = [self.random.choice([0, 0, 0.3, 1, 2, 20]) for _ in OUTCOMES]
            weights[0] = self.random.choice([0, 0, 0, weights[0]])
            if not any(weights):
                weights[5] = 1
            for _ in range(size):
                self.add(number, plugin, kind, self.random.choice(groups), weights, amounts)

    def add(self, number, plugin, kind, group, weights, kinds):
        outcomes = {rule: self.random.choices(OUTCOMES, weights)[0] for rule in self.rules[number]}
        amounts = []
        for name in kinds:
            if self.random.random() < 0.7:
                cents = self.random.choice([0, 0, 1, 12345, 99999])
                amounts.append({"kind": name, "value": "%d.%02d" % divmod(cents, 100),
                                "state": self.random.choice(STATES[:self.random.choice([1, 2, 6])])})
        self.records.append({"type": number, "plugin": plugin, "record": kind, "group": group, "outcomes": outcomes,
                             "outcome": min(outcomes.values(), key=OUTCOMES.index), "amounts": amounts})

    def types(self):
        """Records of each type, small ones left out."""
        counted = {}
        for number in range(len(TYPES)):
            records = [record for record in self.records if record["type"] == number]
            if len(records) >= self.limit:
                counted[number] = records
        return counted

    def is_whole(self):
        return len(self.records) == sum(map(len, self.types().values()))

    def lines(self, head):
        failed = any(record["outcome"] == "error" for record in self.records)
        state = {"complete": not failed, "exitCode": 4 if failed else 1}
        for line in head:
            if line["type"] == "head":
                line = dict(line, **state)
            if line["type"] == "plugin":
                place = [plugin["id"] for plugin in self.plugins].index(line["id"])
                known = sum((self.rules[n] for n, one in enumerate(TYPES) if one[0] == place), [])
                line = dict(line, notSelected=[rule for rule in line["rules"] if rule not in known])
            yield line
        for sequence, record in enumerate(self.records):
            signs = "".join(SIGNS[record["outcomes"][rule]] if rule in record["outcomes"] else "-"
                            for rule in self.plugins[record["plugin"]]["rules"])
            yield {"type": "record", "sequence": sequence, "input": 0, "line": 1, "plugin": record["plugin"], "ruleset": 0,
                   "record": record["record"], "id": "R%d" % sequence, "group": record["group"],
                   "outcome": record["outcome"], "outcomes": signs, "amounts": record["amounts"]}
        yield dict(state, type="tail", records=len(self.records), findings=0, rows=0,
                   amounts=sum(len(record["amounts"]) for record in self.records))

    def write(self, path, head):
        lines = list(self.lines(head))
        body = b"".join(json.dumps(line).encode() + b"\n" for line in lines[:-1])
        tail = dict(lines[-1], lines=len(lines) - 1, sha256=hashlib.sha256(body).hexdigest())
        path.write_bytes(body + json.dumps(tail).encode() + b"\n")


class Attack:
    """What somebody knows who has the report, as a linear problem in whole numbers."""

    def __init__(self, folder):
        self.folder = folder
        self.constraints = []
        self.fixed = {}
        self.least = {}
        self.hidden = []

    def cell(self, name, told, least=1):
        """A cell of the report; null is withheld, what is not there is 0."""
        if told is None:
            self.least[name] = least
            self.hidden.append(name)
        else:
            self.fixed[name] = told
        return name

    def free(self, name):
        self.least[name] = 0
        return name

    def state(self, plus, sense, minus=(), constant=0):
        terms = {}
        right = constant
        for sign, names in ((1, plus), (-1, minus)):
            for name in names:
                if name in self.fixed:
                    right -= sign * self.fixed[name]
                else:
                    terms[name] = terms.get(name, 0) + sign
        terms = {name: factor for name, factor in terms.items() if factor}
        if terms:
            self.constraints.append((" ".join("%+d %s" % (f, n) for n, f in sorted(terms.items())), sense, right))

    def solve(self, name, direction):
        path = pathlib.Path(self.folder) / "attack.lp"
        names = sorted(self.least)
        lines = ["%s" % direction, " obj: " + name, "Subject To"]
        lines += [" c%d: %s %s %d" % (i, terms, sense, right) for i, (terms, sense, right) in enumerate(self.constraints)]
        lines += ["Bounds"] + [" %d <= %s <= 100000" % (self.least[one], one) for one in names]
        lines += ["General"] + [" " + one for one in names] + ["End", ""]
        path.write_text("\n".join(lines))
        subprocess.run(["glpsol", "--lp", str(path), "-o", str(path) + ".out", "--tmlim", "10"], check=True,
                       capture_output=True)
        text = (path.parent / "attack.lp.out").read_text()
        assert re.search(r"^Status:\s+(INTEGER )?OPTIMAL", text, re.M), text[:400] + "\n".join(lines)
        return int(float(re.search(r"obj = ([-0-9.e+]+)", text).group(1)))


class Suppression(Folder):
    @classmethod
    def setUpClass(cls):
        saved = check("-o", "jsonl", *EXAMPLES).out.splitlines()
        lines = [json.loads(line) for line in saved]
        cls.head = [line for line in lines if line["type"] in ("head", "plugin", "ruleset")]
        cls.head.insert(1, next(line for line in lines if line["type"] == "input"))
        cls.plugins = [line for line in lines if line["type"] == "plugin"]

    def report(self, world):
        path = self.folder / "results.jsonl"
        world.write(path, self.head)
        result = run("report", "--privacy", "strict", "--show", "totals", "--suppress-below", world.limit, "-o", "json", path)
        self.assertIn(result.code, (1, 4), result.err)
        return result.json()["summary"]

    # ---- What is told is right, and never of too few ----

    def assert_cell(self, world, told, truth):
        if told is not None:
            self.assertEqual(told, truth)
            self.assertTrue(told == 0 or told >= world.limit, told)

    def assert_told(self, world, summary):
        counted = [record for records in world.types().values() for record in records]
        if summary["records"] is not None:
            self.assert_cell(world, summary["records"], len(counted))
        for outcome in OUTCOMES:
            truth = sum(record["outcome"] == outcome for record in counted)
            self.assert_cell(world, summary["outcomes"][outcome], truth)
            if truth == 0 and any(record["outcome"] == outcome for record in world.records):
                self.assertIsNone(summary["outcomes"][outcome])
        for rule, told in summary["rules"].items():
            records = [record for record in counted if rule in record["outcomes"]]
            for outcome, count in told.items():
                self.assert_cell(world, count, sum(record["outcomes"][rule] == outcome for record in records))

    def groups_of(self, world, plugin):
        groups = {}
        for number, records in world.types().items():
            if TYPES[number][0] == plugin:
                for record in records:
                    groups.setdefault(record["group"], []).append(record)
        return groups

    def assert_groups(self, world, summary):
        for plugin, jurisdiction in enumerate(("US-NY", "US-OH")):
            truth = self.groups_of(world, plugin)
            told = {group["group"]: group for group in summary["groups"] if group["jurisdiction"] == jurisdiction}
            if summary.get("groupsWithheld"):
                self.assertEqual(told, {})
                continue
            left = sorted(set(truth) - set(told))
            self.assertEqual(SMALL in told, bool(left))
            self.assertNotEqual(len(left), 1)
            self.assertEqual(set(told) - set(truth) - {SMALL}, set())
            truth[SMALL] = [record for name in left for record in truth[name]]
            for name, group in told.items():
                self.assert_cell(world, group["records"], len(truth[name]))
                for outcome, count in group["outcomes"].items():
                    self.assert_cell(world, count, sum(record["outcome"] == outcome for record in truth[name]))

    # ---- Money ----

    @staticmethod
    def parts(records, kind, state=None):
        return [int(amount["value"].replace(".", "")) for record in records for amount in record["amounts"]
                if amount["kind"] == kind and (state is None or amount["state"] == state) and amount["value"] != "0.00"]

    def assert_sum(self, world, told, parts):
        if told is not None:
            self.assertEqual(int(told.replace(".", "")), sum(parts))
            self.assertTrue(not parts or len(parts) >= world.limit, parts)

    def assert_hidden_parts(self, world, hidden):
        """Sums that are withheld of a sum that is told: none, or two at least, of enough parts."""
        hidden = [parts for parts in hidden if parts]
        self.assertNotEqual(len(hidden), 1)
        self.assertTrue(not hidden or sum(map(len, hidden)) >= world.limit)

    def assert_money(self, world, summary):
        for total in summary["amounts"]:
            plugin = ("US-NY", "US-OH").index(total["jurisdiction"])
            truth = self.groups_of(world, plugin)
            records = sum(truth.values(), [])
            told = {group["group"]: group for group in summary["groups"] if group["jurisdiction"] == total["jurisdiction"]}
            truth[SMALL] = [record for name in truth if name not in told for record in truth[name]]
            self.assertIsNone(total["count"])
            self.assert_sum(world, total["value"], self.parts(records, total["kind"]))
            if total["value"] is None:
                self.assertNotIn("byState", total)
            else:
                for state, value in total["byState"].items():
                    self.assert_sum(world, value, self.parts(records, total["kind"], state))
                self.assert_hidden_parts(world, [self.parts(records, total["kind"], state)
                                                 for state, value in total["byState"].items() if value is None])
            hidden = []
            for name, group in told.items():
                for amount in group["amounts"]:
                    if amount["kind"] != total["kind"]:
                        continue
                    self.assertIsNone(amount["count"])
                    self.assertTrue(all(value is None for value in amount.get("byState", {}).values()))
                    self.assert_sum(world, amount["value"], self.parts(truth[name], total["kind"]))
                    if amount["value"] is None:
                        hidden.append(self.parts(truth[name], total["kind"]))
            if total["value"] is not None:
                self.assert_hidden_parts(world, hidden)

    # ---- The attack ----

    def attack(self, world, summary):
        attack = Attack(self.folder)
        types = world.types()
        if summary["records"] is None:
            return attack
        bottom = {}
        for o in OUTCOMES:
            told = summary["outcomes"][o]
            # Only records of types that are left out have it: it is withheld, and no cell of what is counted.
            if not any(record["outcome"] == o for records in types.values() for record in records):
                told = 0
            # An attacker cannot know that, so nothing but that it is there, or may be.
            bottom[o] = attack.cell("n_" + o, told, 1 if world.is_whole() else 0)
        lines = {(t, o): attack.free("t%d_%s" % (t, o)) for t in types for o in OUTCOMES}
        for o in OUTCOMES:
            attack.state([lines[t, o] for t in types], "=", [bottom[o]])
        for t, records in types.items():
            attack.state([lines[t, o] for o in OUTCOMES], "=", (), len(records))
            self.attack_rules(attack, world, summary, t, lines)
        if not summary.get("groupsWithheld"):
            self.attack_groups(attack, summary, types, lines)
        return attack

    def attack_rules(self, attack, world, summary, t, lines):
        cells = {}
        for rule in world.rules[t]:
            for o in OUTCOMES:
                told = summary["rules"][rule].get(o, 0)
                cells[rule, o] = attack.cell("r_%s_%s" % (rule.replace("-", "_"), o), told)
            attack.state([cells[rule, o] for o in OUTCOMES], "=", [lines[t, o] for o in OUTCOMES])
        # A record comes out as the worst of its rules.
        for worst in range(1, len(OUTCOMES)):
            upto = OUTCOMES[:worst]
            for rule in world.rules[t]:
                attack.state([cells[rule, o] for o in upto], "<=", [lines[t, o] for o in upto])
            attack.state([lines[t, o] for o in upto], "<=", [cells[rule, o] for rule in world.rules[t] for o in upto])

    def attack_groups(self, attack, summary, types, lines):
        for plugin, jurisdiction in enumerate(("US-NY", "US-OH")):
            groups = [group for group in summary["groups"] if group["jurisdiction"] == jurisdiction]
            own = [t for t in types if TYPES[t][0] == plugin]
            cells = {}
            for i, group in enumerate(groups):
                for o in OUTCOMES:
                    cells[i, o] = attack.cell("g%d_%d_%s" % (plugin, i, o), group["outcomes"].get(o, 0), 0)
                attack.state([cells[i, o] for o in OUTCOMES], "=", (), group["records"])
            for o in OUTCOMES if own else ():
                attack.state([cells[i, o] for i in range(len(groups))], "=", [lines[t, o] for t in own])

    @unittest.skipUnless(shutil.which("glpsol"), "glpsol (Debian: glpk-utils) is not installed")
    def test_nothing_can_be_computed(self):
        withheld = 0
        for seed in range(WORLDS):
            world = World(seed, self.plugins)
            if not world.records:
                continue
            summary = self.report(world)
            attack = self.attack(world, summary)
            for name in attack.hidden:
                least, most = attack.solve(name, "Minimize"), attack.solve(name, "Maximize")
                self.assertLess(least, most, "seed %d: %s is %d" % (seed, name, least))
            withheld += len(attack.hidden)
        self.assertGreater(withheld, 3 * WORLDS)

    def test_what_is_told_is_right(self):
        groups = sums = 0
        for seed in range(5 * WORLDS):
            world = World(seed, self.plugins)
            if not world.records:
                continue
            summary = self.report(world)
            with self.subTest(seed=seed):
                self.assert_told(world, summary)
                self.assert_groups(world, summary)
                self.assert_money(world, summary)
            groups += len(summary["groups"])
            sums += sum(amount["value"] is not None for amount in summary["amounts"])
        self.assertGreater(groups, 5 * WORLDS)
        self.assertGreater(sums, WORLDS)

    def test_a_large_run_is_told(self):
        world = World(0, self.plugins)
        world.limit, world.records = 11, []
        world.rules = {0: ["OH-GEN-01"], 1: [], 2: []}
        for i in range(400):
            world.add(0, 1, 0, str(i % 4), [0, 1, 0, 0, 0, 3, 0], [])
        summary = self.report(world)
        self.assertEqual(summary["records"], 400)
        self.assertTrue(all(count is not None for count in summary["outcomes"].values()))
        self.assertEqual([group["group"] for group in summary["groups"]], ["0", "1", "2", "3"])

    def test_a_small_run_is_not(self):
        world = World(0, self.plugins)
        world.limit, world.records = 11, []
        world.rules = {0: ["OH-GEN-01"], 1: [], 2: []}
        for _ in range(10):
            world.add(0, 1, 0, "1", [0, 1, 0, 0, 0, 1, 0], ["underpayment"])
        summary = self.report(world)
        self.assertIsNone(summary["records"])
        self.assertEqual({outcome for outcome, count in summary["outcomes"].items() if count is None}, {"fail", "pass"})
        self.assertTrue(all(count is None for count in summary["rules"]["OH-GEN-01"].values()))
        self.assertEqual(summary["groups"], [])
        self.assertTrue(all(amount["value"] is None for amount in summary["amounts"]))


if __name__ == "__main__":
    main()
