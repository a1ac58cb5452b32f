"""The XML of the project is valid: rulesets by xsd/rules.xsd, waivers by xsd/waivers.xsd, examples and good corpora by the envelope and the records."""
import pathlib
import re
import subprocess
import tempfile

import house

NAMESPACE = re.compile(r'targetNamespace="([^"]+)"')


def xmllint(schema, paths):
    """What xmllint complains of."""
    command = ["xmllint", "--noout", "--nonet", "--schema", str(schema), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return []
    return [line for line in done.stderr.splitlines() if not line.endswith(" validates")]


def write_export_schema(folder):
    """All schemas of exports in one: the envelope takes records of any namespace that has a schema."""
    lines = ['<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">']
    for path in sorted((house.ROOT / "xsd").glob("*.xsd")) + sorted((house.ROOT / "examples").glob("*/*.xsd")):
        match = NAMESPACE.search(path.read_text(encoding="utf-8"))
        if match and path.name not in ("rules.xsd", "report.xsd", "waivers.xsd", "profile.xsd"):
            lines.append('<xs:import namespace="%s" schemaLocation="%s"/>' % (match.group(1), path.as_uri()))
    driver = pathlib.Path(folder) / "exports.xsd"
    driver.write_text("\n".join(lines + ["</xs:schema>"]), encoding="utf-8")
    return driver


def main():
    examples = house.ROOT / "examples"
    rulesets = sorted((house.ROOT / "rules").rglob("*.xml")) + sorted(examples.glob("*/rules/*.xml"))
    exports = sorted(examples.glob("*.xml")) + sorted(examples.glob("*/examples/*.xml"))
    exports += sorted((house.ROOT / "tests/corpus/good").rglob("*.xml"))
    faults = xmllint(house.ROOT / "xsd/rules.xsd", rulesets)
    waivers = sorted((house.ROOT / "examples/waivers").glob("*.xml"))
    faults += xmllint(house.ROOT / "xsd/waivers.xsd", waivers)
    with tempfile.TemporaryDirectory() as folder:
        faults += xmllint(write_export_schema(folder), exports)
    print("%d rulesets, %d exports, %d files of waivers" % (len(rulesets), len(exports), len(waivers)))
    house.finish(faults)


if __name__ == "__main__":
    main()
