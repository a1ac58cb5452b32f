"""Time and memory of one command with all the processes it starts. What is run, and what for, is bench.py's."""
import collections
import ctypes
import os
import pathlib
import signal
import time

PR_SET_CHILD_SUBREAPER = 36
SAMPLE_SECONDS = 0.02

# Seconds by the clock; seconds of CPU, user and system, of the whole tree.
Timing = collections.namedtuple("Timing", "wall cpu")
# The most that all processes of the tree held together, in KiB of PSS, and how many processes they were then.
Memory = collections.namedtuple("Memory", "pss_kib processes")


class Failed(Exception):
    """A command that was to be measured did not do its work: what is measured then means nothing."""


def adopt_orphans():
    """A process whose parent has ended becomes ours, so that its CPU is counted too."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def start(command, output):
    """Starts a command: standard output goes to the file `output`, standard error beside it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
             (os.POSIX_SPAWN_OPEN, 1, str(output), flags, 0o600),
             (os.POSIX_SPAWN_OPEN, 2, str(output) + ".err", flags, 0o600)]
    return os.posix_spawnp(command[0], command, dict(os.environ, LC_ALL="C"), file_actions=files)


def finish(command, output, status, codes):
    code = os.waitstatus_to_exitcode(status)
    if code in codes:
        return
    said = pathlib.Path(str(output) + ".err").read_text(encoding="utf-8", errors="replace").strip()
    raise Failed("%s\nended with %d instead of %s: %s" % (
        " ".join(command), code, " or ".join(map(str, codes)), said[-2000:] or "it said nothing"))


def seconds(usage):
    return usage.ru_utime + usage.ru_stime


def orphans_seconds():
    """Waits for the orphans of a command that has ended; their CPU."""
    total = 0.0
    while True:
        try:
            total += seconds(os.wait4(-1, 0)[2])
        except ChildProcessError:
            return total


def timed(command, output, codes):
    """Runs a command that has to end with one of the exit codes."""
    begin = time.perf_counter()
    _, status, usage = os.wait4(start(command, output), 0)
    wall = time.perf_counter() - begin
    cpu = seconds(usage) + orphans_seconds()
    finish(command, output, status, codes)
    return Timing(wall, cpu)


def end_all():
    """Ends what was started and has not ended by itself, and what that has started."""
    left = tree()
    while left:
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        orphans_seconds()
        left = tree()


# ---- Memory ------------------------------------------------------------------------------------------


def parents():
    """The parent of every process there is."""
    found = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open("/proc/%s/stat" % name, "rb") as stat:
                # A command's name may have blanks and brackets in it; what follows the last bracket has not.
                found[int(name)] = int(stat.read().rpartition(b")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            pass
    return found


def tree():
    """Our descendants, ourselves not."""
    children = collections.defaultdict(list)
    for pid, parent in parents().items():
        children[parent].append(pid)
    found, left = [], [os.getpid()]
    while left:
        some = children[left.pop()]
        found += some
        left += some
    return found


def pss_kib(pid):
    """Of one process; 0 when it has ended meanwhile."""
    try:
        with open("/proc/%d/smaps_rollup" % pid, "rb") as rollup:
            for line in rollup:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1])
    except (FileNotFoundError, ProcessLookupError):
        pass
    except PermissionError as error:
        raise Failed("the memory of process %d cannot be read; run the benchmark as root" % pid) from error
    return 0


def sample():
    sizes = [size for size in map(pss_kib, tree()) if size > 0]
    return Memory(sum(sizes), len(sizes))


def remembered(command, output, codes):
    """The most memory a command held, looked at about fifty times a second: apart from the timed runs, which this would slow
    down."""
    root, most, status = start(command, output), Memory(0, 0), None
    while status is None:
        most = max(most, sample())
        time.sleep(SAMPLE_SECONDS)
        pid, ended = os.waitpid(root, os.WNOHANG)
        status = ended if pid == root else None
    orphans_seconds()
    finish(command, output, status, codes)
    return most
