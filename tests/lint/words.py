"""Words that do not occur in the code, and where those that may occur do so."""
import re

import house

# Word, folders in which it is looked for, files in which it may stand, reason.
EVERYWHERE = ("host", "plugins", "examples", "tests")
PRODUCT = ("host", "plugins", "examples")
RULES = [
    (r"\b(?:strcpy|strcat|stpcpy|sprintf|vsprintf|gets|strncat)\s*\(", EVERYWHERE, (),
     "does not know the size of its target"),
    (r"\b(?:strtok|localtime|gmtime|asctime|ctime)\s*\(", EVERYWHERE, (), "keeps state of its own"),
    (r"\bstrerror\s*\(", EVERYWHERE, (), "speaks the language of the locale"),
    (r"\b(?:atoi|atol|atoll|atof|strtod|strtof|strtold|sscanf)\s*\(", EVERYWHERE, (),
     "does not say what it could not read, or reads as the locale says"),
    (r"\b(?:setlocale|newlocale|uselocale)\s*\(", EVERYWHERE, (), "changes what other functions read and write"),
    (r"\b(?:float|double)\b", PRODUCT, (), "money, dates and counts are integers"),
    (r"\b(?:printf|vprintf|fprintf|vfprintf|dprintf|puts|fputs|putchar|fputc|putc|fwrite|perror|psignal)\s*\(", PRODUCT,
     ("host/cli/", "host/report/sink.c", "host/main.c", "host/engine/filter/"),
     "only commands and the sink write to a stream"),
    (r"\b(?:stdout|stderr)\b", PRODUCT,
     ("host/cli/", "host/report/sink.c", "host/main.c", "host/engine/filter/"),
     "only commands and the sink write to a stream"),
    (r"\b(?:malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf|getline)\s*\(", PRODUCT,
     ("host/base/memory.c",), "memory comes from base/memory.h, and from the host in a plugin"),
    (r"\b(?:alloca|system|popen|abort)\s*\(", PRODUCT, (), "no stack by size, no shell, no sudden end"),
    (r"\bassert\s*\(", PRODUCT, (), "an input must not be able to end the program"),
    (r"\b(?:time|clock|gettimeofday)\s*\(", ("host/report", "host/record", "host/catalogue", "plugins"), (),
     "the same input gives the same bytes, on any day"),
]


def main():
    faults = []
    for path in house.sources(*EVERYWHERE):
        for number, line in enumerate(house.code(path), 1):
            for pattern, folders, allowed, reason in RULES:
                where = house.name(path)
                if not where.startswith(tuple(folder + "/" for folder in folders)) or where.startswith(allowed or ("\0",)):
                    continue
                for word in re.findall(pattern, line):
                    faults.append("%s:%d: %s: %s" % (where, number, word.strip(" ("), reason))
    house.finish(faults)


if __name__ == "__main__":
    main()
