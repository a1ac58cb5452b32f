"""What a measurement was made on and with: figures without it say little."""
import datetime
import os
import pathlib
import platform
import subprocess
import time

PACKAGES = ["libxml2", "libxml2-utils", "python3-lxml", "libc6", "gcc"]


def first_line(path, start):
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith(start):
            return line.partition(":" if ":" in line else "=")[2].strip().strip('"')
    return "unknown"


def said(*command):
    """What a command prints; nothing when it fails or is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ, LC_ALL="C"))
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def cores():
    """The cores this process may run on."""
    return sorted(os.sched_getaffinity(0))


def gibibytes():
    return int(first_line("/proc/meminfo", "MemTotal").split()[0]) / 1024 / 1024


def versions():
    for package in PACKAGES:
        version = said("dpkg-query", "-W", "-f", "${Version}", package)
        yield "%s %s" % (package, version or "not a package here")


def commit(source):
    """The commit that was built, where the source is a checkout."""
    head = said("git", "-C", str(source), "rev-parse", "--short=12", "HEAD")
    if not head:
        return ""
    changed = said("git", "-C", str(source), "status", "--porcelain", "--untracked-files=no")
    return ", commit %s%s" % (head, " with changes" if changed else "")


def load():
    """How many processes wanted to run, the mean of the last minute."""
    return os.getloadavg()[0]


def settled(quiet, patience):
    """Waits until the load is no more than `quiet`, `patience` seconds at most: what was just built is in it too. The load then."""
    end = time.monotonic() + patience
    while load() > quiet and time.monotonic() < end:
        time.sleep(min(1.0, max(0.0, end - time.monotonic())))
    return load()


def facts(caselint, source, load_before):
    """Rows of name and value."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return [
        ("date", now.strftime("%Y-%m-%d %H:%M UTC")),
        ("processor", "%s, %d cores for this run" % (first_line("/proc/cpuinfo", "model name"), len(cores()))),
        ("memory", "%.0f GiB" % gibibytes()),
        ("kernel", "%s %s" % (platform.system(), platform.release())),
        ("system", first_line("/etc/os-release", "PRETTY_NAME")),
        ("packages", ", ".join(versions())),
        ("caselint", (said(str(caselint), "version").splitlines() or ["unknown"])[0] + commit(source)),
        ("load before", "%.2f processes (mean of the last minute)" % load_before),
    ]
