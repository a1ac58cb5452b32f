"""Every header compiles alone and twice; the contract with plugins in every language a plugin may be written in."""
import concurrent.futures
import os
import subprocess

import house

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]
# The contract with plugins, and the help for their authors.
PUBLIC = "host/include/caselint"
# What authors of plugins may have switched on.
STRICT = ["-Wconversion", "-Wsign-conversion", "-Wshadow", "-Wcast-qual", "-Wcast-align", "-Wundef", "-Wvla"]
# Something to compile, also where a header has macros only.
REST = "typedef int it_compiles;\n"
# What tests/CMakeLists.txt defines for unit tests.
UNIT = ['-DCASELINT_SOURCE_DIR=""', '-DTEST_PLUGIN_DIR=""', '-DTEST_BUNDLE_DIR=""', "-Wno-unused-function"]
LANGUAGES = [("gcc", "c", "c99"), ("gcc", "c", "c11"), ("gcc", "c", "c17"), ("gcc", "c", "c2x"), ("g++", "c++", "c++17"),
             ("clang", "c", "c99"), ("clang", "c", "c2x"), ("clang", "c++", "c++17")]


def flags(*packages):
    done = subprocess.run(["pkg-config", "--cflags", *packages], capture_output=True, text=True, check=True)
    return done.stdout.split()


# What caselint/rules.h promises authors who write C++: an entry as an object of its own.
ENTRY = """#include <caselint/rules.h>
struct thing { int32_t sent_on; };
static const cl_subject all = CL_THE_RECORD(nullptr);
static const cl_test by = {CL_BY(&all, struct thing, sent_on, CL_RECORD(struct thing, sent_on))};
extern const caselint_rule rule;
const caselint_rule rule = {"XX-01", cl_check, &by, 0, 0};
"""


def jobs():
    """(what it is, command, source)"""
    host = ["-I%s" % (house.ROOT / "host"), "-I%s" % (house.ROOT / "host/include")]
    libraries = flags("libxml-2.0", "libarchive", "jansson")
    for compiler, language, standard in LANGUAGES:
        command = [compiler, "-x", language, "-std=" + standard, *WARNINGS, *STRICT, host[1], "-"]
        for path in house.sources(PUBLIC, suffixes=(".h",)):
            what = "caselint/" + path.name
            yield "%s as %s by %s" % (what, standard, compiler), command, "#include <%s>\n" % what * 2
    for compiler in ("g++", "clang++"):
        command = [compiler, "-x", "c++", "-std=c++20", "-Wall", "-Wpedantic", "-Werror", "-fsyntax-only", host[1], "-"]
        yield "an entry of caselint/rules.h by %s" % compiler, command, ENTRY
    for path in house.sources("host", suffixes=(".h",)):
        command = ["gcc", "-x", "c", "-std=c11", "-D_GNU_SOURCE", *WARNINGS, *host, *libraries, "-"]
        yield house.name(path), command, '#include "%s"\n' % path * 2
    for path in house.sources("plugins", suffixes=(".h",)):
        command = ["gcc", "-x", "c", "-std=c99", *WARNINGS, host[1], "-I%s" % path.parent, "-"]
        yield house.name(path), command, '#include "%s"\n' % path * 2
    for path in house.sources("tests/unit", suffixes=(".h",)):
        command = ["gcc", "-x", "c", "-std=c11", "-D_GNU_SOURCE", *WARNINGS, *UNIT, *host, *libraries, "-"]
        yield house.name(path), command, '#include "%s"\n' % path * 2


def compiles(job):
    what, command, source = job
    done = subprocess.run(command, input=source + REST, capture_output=True, text=True, check=False,
                          env=dict(os.environ, LC_ALL="C"))
    return None if done.returncode == 0 else "%s does not compile alone:\n%s" % (what, done.stderr.rstrip())


def main():
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        house.finish([fault for fault in pool.map(compiles, jobs()) if fault])


if __name__ == "__main__":
    main()
