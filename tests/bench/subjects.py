"""What is measured: caselint and its peers as commands, and the exports they are run on."""
import collections
import json
import pathlib
import re
import subprocess

import machine
import measure

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
SCRIPT = SOURCE / "tests" / "bench" / "ohio_lxml.py"
EXAMPLE = SOURCE / "examples" / "us-oh.xml"
# Debian's own, the one that the package python3-lxml is for.
PYTHON = "/usr/bin/python3"
# Exit codes of a caselint that did all of its work: clean, or with findings.
REPORTED = (0, 1)
# Of the records that can have it, each fault of fact stands in this share: two records in a hundred have one. No fault of form:
# xmllint would then be slowed down by its own complaints, and caselint's report would not be complete.
FAULT_SHARE = "0.0005"
# The rules that the script knows.
RULES = "OH-LIV"

# A command, and the exit codes with which it has done its work.
Subject = collections.namedtuple("Subject", "name command codes")


def run(command):
    """What a command prints that is not measured, and has to end with 0 or 1."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode not in REPORTED:
        raise measure.Failed("%s\nended with %d: %s" % (
            " ".join(map(str, command)), done.returncode, done.stderr.strip()[-2000:]))
    return done.stdout


def target_namespace(schema):
    return re.search(r'targetNamespace="([^"]*)"', schema.read_text(encoding="utf-8")).group(1)


def few(whose, findings):
    return "%d findings of %s only%s" % (len(findings), whose, ", such as %s" % sorted(findings)[:3] if findings else "")


class Subjects:
    """The programs of a build tree, and the folder where exports and reports lie."""

    def __init__(self, build, folder):
        self.build, self.folder = build, folder
        self.caselint = build / "caselint"
        self.schema = folder / "bench.xsd"
        # A name that every format takes for one file.
        self.report = folder / "report.html"
        self.has_jobs = "--jobs" in run([self.caselint, "check", "--help"])

    # ---- Exports ----------------------------------------------------------------------------------------

    def export(self, size):
        """Where the export of so many bytes lies; it is made when it is not there."""
        path = self.folder / ("export-%d.xml" % size)
        if not path.exists():
            run([self.build / "tests" / "gen-export", "--jurisdiction", "us-oh", "--bytes", size, "--seed", 1,
                 "--faults", FAULT_SHARE, "--output", path])
        return path

    def write_schema(self):
        """For xmllint: what caselint itself reads, the envelope and the records of every bundle."""
        parts = [self.build / "xsd" / "case-export.xsd", *sorted(self.build.glob("bundles/*/*.xsd"))]
        imports = ['  <xs:import namespace="%s" schemaLocation="%s"/>\n' % (target_namespace(part), part.as_uri())
                   for part in parts]
        head, tail = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">\n', "</xs:schema>\n"
        self.schema.write_text(head + "".join(imports) + tail, encoding="utf-8")

    # ---- Commands -----------------------------------------------------------------------------------------

    def check(self, name, export, jobs=None, form="json", options=(), before=()):
        """caselint with a report to a file; without `jobs` it takes as many workers as it finds right."""
        workers = ["--jobs", jobs] if self.has_jobs and jobs else []
        words = [*before, self.caselint, "check", "-o", "%s:%s" % (form, self.report), *workers, *options, export]
        return Subject(name, [str(word) for word in words], REPORTED)

    def on_one_core(self, name, export):
        return self.check(name, export, before=["taskset", "-c", machine.cores()[0]])

    def xmllint(self, export):
        command = ["xmllint", "--stream", "--noout", "--schema", str(self.schema), str(export)]
        return Subject("xmllint --stream --noout --schema", command, (0,))

    def xmllint_on_one_core(self, export):
        return Subject("xmllint on one core", ["taskset", "-c", str(machine.cores()[0]), *self.xmllint(export).command], (0,))

    def together(self, export):
        """An xmllint on each core, all at once: what the cores of this machine give to programs that share nothing."""
        script = 'cores=$1; shift; those=; for core in $cores; do taskset -c "$core" "$@" & those="$those $!"; done; ' \
                 'for one in $those; do wait "$one" || { code=$?; kill $those; exit "$code"; }; done'
        cores = " ".join(map(str, machine.cores()))
        return Subject("xmllint on each core", ["sh", "-c", script, "sh", cores, *self.xmllint(export).command], (0,))

    def sax2(self, export):
        return Subject("libxml2 SAX2 alone", [str(self.build / "tests" / "bench-sax2"), str(export)], (0,))

    def script(self, export):
        return Subject("Python, lxml iterparse, 13 rules", [PYTHON, str(SCRIPT), str(export)], (0,))

    def formats(self):
        """The formats a report can have, as caselint names them when it is asked for one that there is not."""
        command = [str(self.caselint), "check", "-o", "?", str(EXAMPLE)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        named = re.search(r"it can be: ([a-z, -]+)", done.stderr)
        if named is None:
            raise measure.Failed("caselint does not name its formats: %s" % done.stderr.strip())
        return re.findall(r"[a-z-]+", named.group(1))

    # ---- Runs ------------------------------------------------------------------------------------------------

    def measured(self, subject, how):
        """One run by measure.timed or measure.remembered; what it writes is gone afterwards."""
        try:
            return how(subject.command, self.folder / "output", subject.codes)
        finally:
            for name in (self.report.name, "output", "output.err"):
                (self.folder / name).unlink(missing_ok=True)

    def report_bytes(self, subject):
        """The size of what a caselint command writes."""
        try:
            run(subject.command)
            return self.report.stat().st_size
        finally:
            self.report.unlink(missing_ok=True)

    # ---- Whether the script does the same work ----------------------------------------------------------------

    def by_caselint(self, export):
        """(record, rule, outcome) of every finding on the script's rules; how many records there are."""
        found = json.loads(run([self.caselint, "check", "-o", "json", "--select", RULES, export]))
        findings = {(record["id"], finding["rule"], finding["outcome"])
                    for record in found["records"] for finding in record["findings"] if finding["rule"].startswith(RULES)}
        return findings, found["summary"]["records"]

    def by_script(self, export):
        return {tuple(line.split()[:3]) for line in run([PYTHON, SCRIPT, export]).splitlines()}

    def agreement(self, export):
        """A sentence on what both found; they have to find the same, and something."""
        ours, records = self.by_caselint(export)
        theirs = self.by_script(export)
        if ours != theirs:
            raise measure.Failed("the lxml script and caselint do not agree: %s; %s" % (
                few("caselint", ours - theirs), few("the script", theirs - ours)))
        failed = {(record, rule) for record, rule, outcome in ours if outcome == "fail"}
        if not failed:
            raise measure.Failed("the export has no case that fails a rule of the script: nothing to compare")
        return "The script and caselint give the same %d findings on these rules for the same %d records, %d of them " \
               "`fail`, on %d rules." % (len(ours), records, len(failed), len({rule for _, rule in failed}))
