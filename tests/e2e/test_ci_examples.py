"""The examples for CI services do what they say: their steps are run here as a service would run them."""
import os
import pathlib
import subprocess
import unittest

from support import CASELINT, SOURCE, Folder, check, main

try:
    import yaml
except ImportError:
    yaml = None

CI = SOURCE / "examples" / "ci"


@unittest.skipIf(yaml is None, "no YAML for Python (package python3-yaml)")
class Examples(Folder):
    def setUp(self):
        super().setUp()
        (self.folder / "examples").symlink_to(SOURCE.resolve() / "examples")
        self.summary = self.write("summary", "")

    def load(self, name):
        return yaml.safe_load((CI / name).read_text(encoding="utf-8"))

    def sh(self, script, variables, **changes):
        environment = dict(os.environ, **variables)
        environment.update(CASELINT=str(pathlib.Path(CASELINT).resolve()), GITHUB_STEP_SUMMARY=str(self.summary), **changes)
        return subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=self.folder, env=environment,
                              capture_output=True, text=True, timeout=300, check=False)

    def reports(self):
        return sorted(path.name for path in (self.folder / "reports").iterdir())

    def test_github(self):
        workflow = self.load("github-actions.yml")
        steps = {step.get("name"): step for step in workflow["jobs"]["caselint"]["steps"]}
        done = self.sh(steps["Check"]["run"], workflow["env"])
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertTrue(all(line.startswith("::") for line in done.stdout.splitlines()))
        self.assertEqual(self.reports(), ["caselint-junit.xml", "caselint.sarif", "results.jsonl", "summary.md"])
        self.assertTrue(self.summary.read_text().startswith("# caselint: NOT COMPLIANT"))
        self.assertIn("reports/caselint.sarif", steps["Upload alerts"]["with"]["sarif_file"])

    def test_github_keeps_the_reports_of_an_incomplete_run(self):
        workflow = self.load("github-actions.yml")
        steps = {step.get("name"): step for step in workflow["jobs"]["caselint"]["steps"]}
        done = self.sh(steps["Check"]["run"], workflow["env"], EXPORTS="missing.xml")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(len(self.reports()), 4)
        self.assertTrue(self.summary.read_text().startswith("# caselint: INCOMPLETE"))

    def test_gitlab(self):
        pipeline = self.load("gitlab-ci.yml")
        job = pipeline["case exports"]
        done = self.sh("\n".join(job["script"]), pipeline["variables"])
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(done.stdout.encode(), check(*pipeline["variables"]["EXPORTS"].split(), cwd=self.folder).out)
        self.assertIn(pathlib.PurePath(job["artifacts"]["reports"]["junit"]).name, self.reports())

    def test_exports_are_there(self):
        for name, key in (("github-actions.yml", "env"), ("gitlab-ci.yml", "variables")):
            for path in self.load(name)[key]["EXPORTS"].split():
                self.assertTrue((SOURCE / path).is_file(), path)


if __name__ == "__main__":
    main()
