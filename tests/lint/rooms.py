"""Who may know whom: which room includes which, where libxml2 is known, and whether the map in main.c is whole."""
import re

import house

INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')

# Room -> what it may include besides its own headers: whole rooms ("base/") or single headers of others.
# plugin.h is the model of what plugins declare and say, and may be known by all but base and input.
CONTRACT = "caselint/plugin.h"
MAY = {
    "base": (),
    "input": ("base/",),
    "record": ("base/", CONTRACT),
    "catalogue": ("base/", CONTRACT),
    "report": ("base/", CONTRACT, "catalogue/ruleset.h", "catalogue/profile.h", "catalogue/waivers.h", "catalogue/message.h"),
    "plugin": ("base/", CONTRACT, "catalogue/ruleset.h", "catalogue/profile.h", "catalogue/message.h", "record/model.h", "record/values.h",
               "record/pack.h", "record/conformity.h", "report/model.h", "report/fingerprint.h", "report/shown.h",
               "report/host_rules.h"),
    # sandbox_filter.inc is what host/engine/filter/ makes at build time.
    "diff": ("base/", CONTRACT, "catalogue/ruleset.h", "catalogue/profile.h", "report/"),
    "engine": ("sandbox_filter.inc", "base/", CONTRACT, "input/", "record/", "catalogue/", "plugin/", "report/"),
    # What authors of plugins use: it looks at bundles from outside, and asks the engine for runs.
    "authoring": ("base/", CONTRACT, "catalogue/ruleset.h", "catalogue/document.h", "catalogue/matrix.h", "plugin/",
                  "record/conformity.h", "engine/run.h", "report/model.h", "report/shown.h", "report/spool.h",
                  "report/words.h"),
    "cli": ("base/", CONTRACT, "catalogue/", "plugin/", "engine/", "report/", "authoring/", "diff/", "record/conformity.h"),
    "include": (),
    "main.c": ("base/", "cli/", "record/libxml.h", "report/sink.h"),
}

# Libraries, and where they are known.
LIBRARIES = {
    "libxml/": ("host/input/", "host/record/", "host/catalogue/", "host/authoring/cases.c", "host/cli/libraries.c"),
    "archive": ("host/input/", "host/cli/libraries.c"),
    "zlib.h": ("host/input/", "host/cli/libraries.c"),
    "openssl/": ("host/base/sha256", "host/cli/libraries.c"),
    "jansson.h": ("host/report/saved", "host/report/baseline", "host/cli/libraries.c"),
    "gelf.h": ("host/authoring/object_file.c",),
    "libelf.h": ("host/cli/libraries.c",),
    "sodium.h": ("host/report/pseudonym.c", "host/cli/libraries.c"),
    "csv.h": ("host/catalogue/waivers_csv.c",),
    "dlfcn.h": ("host/plugin/",),
    "argp.h": ("host/cli/",),
    "seccomp.h": ("host/engine/sandbox.c", "host/engine/filter/", "host/cli/libraries.c"),
}


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1) == "<", match.group(2)


def judge_host(path, number, is_system, header):
    where = house.name(path)
    room = where.split("/")[1]
    if is_system:
        for library, places in LIBRARIES.items():
            if header.startswith(library) and not where.startswith(places):
                yield "%s:%d: <%s> is known in %s only" % (where, number, header, ", ".join(places) or "tests")
    elif room not in MAY:
        yield "%s: the room %s is not in tests/lint/rooms.py" % (where, room)
    elif not header.startswith((room + "/",) + MAY[room]):
        yield '%s:%d: %s may not know "%s"' % (where, number, room, header)


def judge_plugin(path, number, is_system, header):
    where = house.name(path)
    if is_system:
        if "/" in header and not (house.ROOT / "host/include" / header).is_file():
            yield "%s:%d: a plugin needs the C library and <caselint/...> only, not <%s>" % (where, number, header)
    elif not (path.parent / header).is_file():
        yield '%s:%d: "%s" is no header of this plugin' % (where, number, header)


def judge_map():
    text = (house.ROOT / "host/main.c").read_text(encoding="utf-8")
    top = text[:text.index("*/")]
    for folder in sorted(path.name for path in (house.ROOT / "host").iterdir() if path.is_dir()):
        if not re.search(r"^ \*   %s/ " % re.escape(folder), top, re.MULTILINE):
            yield "host/main.c: the map does not name %s/" % folder


def main():
    faults = []
    for path in house.sources("host"):
        for include in includes(path):
            faults += judge_host(path, *include)
    for path in house.sources("plugins", "examples"):
        for include in includes(path):
            faults += judge_plugin(path, *include)
    house.finish(faults + list(judge_map()))


if __name__ == "__main__":
    main()
