"""The processes of a run, and a machine that has too little for them: whoever is killed or stopped, a report is the right one or
there is none, and nothing is left behind, neither processes nor files."""
import hashlib
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import time
import unittest

import ohio
from support import CASELINT, EXAMPLE, HEAD, SANITIZED, SOURCE, TAIL, Folder, check, export, main

PLUGINS = pathlib.Path(os.environ["CASELINT_TEST_PLUGINS"])
FIXTURES = SOURCE / "tests" / "plugins"
THINGS = ('<CaseExport xmlns="urn:caselint:export:1" xmlns:t="urn:caselint:test:1" '
          'schemaVersion="1.0" system="Things" exportedOn="2008-01-15">\n')
THING = '<t:Thing id="T-%d" group="25" code="%s"><t:Cost>12.00</t:Cost></t:Thing>\n'
LEFT_SECONDS = 1  # after the end of the program, until all of its processes have ended
STRANGER = 54321  # a user with no processes


def children(process):
    try:
        return [int(word) for word in pathlib.Path("/proc/%d/task/%d/children" % (process, process)).read_text().split()]
    except OSError:
        return []


def lives(process):
    try:
        return pathlib.Path("/proc/%d/stat" % process).read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def is_spawner(process):
    """Not one of the children in which plugins are tried out: it hears of deaths."""
    try:
        return os.readlink("/proc/%d/fd/4" % process) == "anon_inode:[signalfd]"
    except OSError:
        return False


def wait_until(condition, seconds=60):
    """The condition's first answer that counts as true, or its last."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return answer


class Run:
    """A program that has evaluated a batch and waits for more of its input."""

    def __init__(self, test, text, *arguments, **options):
        self.test = test
        self.report = test.folder / "report.json"
        self.temporary = test.folder / "temporary"
        self.temporary.mkdir(exist_ok=True)
        self.program = subprocess.Popen(
            [CASELINT, "check", "-o", "json:%s" % self.report, "--show", "all", *map(str, arguments), "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
            env=dict(os.environ, TMPDIR=str(self.temporary)), cwd=test.folder, **options)
        test.addCleanup(self.end)
        self.program.stdin.write(text)
        self.program.stdin.flush()
        self.spawner = self.wait_for(lambda: [child for child in children(self.program.pid) if is_spawner(child)])[0]

    def end(self):
        for process in [self.program.pid, *self.processes()]:
            if lives(process):
                os.kill(process, signal.SIGKILL)
        self.program.communicate()

    def wait_for(self, condition):
        answer = wait_until(condition)
        self.test.assertTrue(answer, "what was waited for did not come")
        return answer

    def workers(self):
        return children(self.spawner)

    def wait_for_workers(self):
        return self.wait_for(self.workers)

    def processes(self):
        spawners = children(self.program.pid)
        return spawners + [worker for spawner in spawners for worker in children(spawner)]

    def finish(self, text=b""):
        """Gives the rest of the input; returns the exit code and what was said."""
        out, err = self.program.communicate(text, timeout=120)
        self.test.assertEqual(out, b"")
        return self.program.returncode, err.decode()

    def assert_nothing_left(self, processes):
        left = wait_until(lambda: not any(map(lives, processes)), LEFT_SECONDS)
        self.test.assertTrue(left, "processes are left: %s" % [process for process in processes if lives(process)])
        self.test.assertEqual(list(self.temporary.iterdir()), [])


def cases(first, count):
    return "".join(ohio.live("C%04d" % number, 24000, 26000) for number in range(first, first + count)).encode()


class Processes(Folder):
    HALVES = (HEAD % "2008-04-15").encode() + cases(0, 600), cases(600, 300) + TAIL.encode()

    def start(self, *arguments, **options):
        return Run(self, self.HALVES[0], *arguments, **options)

    def expected(self):
        return check("-o", "json", "--show", "all", "-", stdin=b"".join(self.HALVES))

    def assert_no_report(self, run, said, rest=b""):
        code, err = run.finish(rest)
        self.assertEqual(code, 6)
        self.assertRegex(err, r"\Acaselint: [^\n]*" + said + r"[^\n]*\n\Z")
        self.assertFalse(run.report.exists())
        self.assertEqual(list(self.folder.glob(".caselint-*")), [])

    def test_spawner_killed(self):
        run = self.start("--jobs", "2")
        workers = run.wait_for_workers()
        os.kill(run.spawner, signal.SIGKILL)
        run.wait_for(lambda: not any(map(lives, workers)))
        self.assert_no_report(run, "the process that makes workers has ended", self.HALVES[1])
        run.assert_nothing_left([])

    def test_spawner_killed_before_there_is_work(self):
        run = Run(self, self.HALVES[0][:100])
        os.kill(run.spawner, signal.SIGKILL)
        run.wait_for(lambda: not lives(run.spawner))
        self.assert_no_report(run, "run again, or with --isolate none", self.HALVES[0][100:] + TAIL.encode())

    def test_coordinator_killed(self):
        for number in (signal.SIGKILL, signal.SIGABRT):
            with self.subTest(signal=number):
                run = self.start("--jobs", "4")
                run.wait_for_workers()
                processes = run.processes()
                self.assertGreater(len(processes), 1)
                os.kill(run.program.pid, number)
                run.program.wait()
                run.assert_nothing_left(processes)
                self.assertFalse(run.report.exists())

    def test_stopped_and_continued(self):
        """One, then all: who is late because nobody let him is not blamed."""
        expected = self.expected()
        for who in ("workers", "all"):
            with self.subTest(who):
                run = self.start("--jobs", "2", "--record-timeout", "1")
                stopped = run.wait_for_workers()
                if who == "all":
                    stopped = [run.program.pid, run.spawner, *stopped]
                for process in stopped:
                    os.kill(process, signal.SIGSTOP)
                run.program.stdin.write(self.HALVES[1][:20000])
                run.program.stdin.flush()
                time.sleep(4)  # more than three times the limit
                for process in stopped:
                    try:
                        os.kill(process, signal.SIGCONT)
                    except ProcessLookupError:
                        pass
                code, _ = run.finish(self.HALVES[1][20000:])
                self.assertEqual((code, run.report.read_bytes()), (expected.code, expected.out))

    def test_many_workers(self):
        expected = self.expected()
        path = self.write("export.xml", b"".join(self.HALVES))
        result = check("-o", "json", "--show", "all", "--jobs", "256", "-", stdin=path.read_bytes())
        self.assertEqual((result.code, result.out, result.err), (expected.code, expected.out, b""))
        self.assertEqual(check("--jobs", "257", path).code, 2)


class Privacy(Folder):
    """What others on the machine can see of a run, and what it leaves behind."""

    def text(self, code):
        return (THINGS + "".join(THING % (number, code if number == 300 else "plain") for number in range(600))).encode()

    def bundle(self, plugin="deadly"):
        bundle = self.folder / "bundles" / "thing"
        bundle.mkdir(parents=True, exist_ok=True)
        shutil.copy(PLUGINS / (plugin + ".so"), bundle / "thing.so")
        for fixture in ("thing.xsd", "thing.xml"):
            shutil.copy(FIXTURES / fixture, bundle / fixture)
        return bundle.parent

    @staticmethod
    def files_of(process):
        folder = "/proc/%d/fd" % process
        return {int(number): os.readlink("%s/%s" % (folder, number)) for number in os.listdir(folder)}

    def test_titles_and_files_of_workers(self):
        """A worker has its two pipes and nothing else that is open; its title is the program's."""
        path = self.write("export.xml", self.text("plain"))
        before = set(os.listdir("/dev/shm"))
        run = Run(self, self.text("plain"), "--plugin-dir", self.bundle(), path)
        worker = run.wait_for_workers()[0]
        title = pathlib.Path("/proc/%d/cmdline" % run.program.pid).read_bytes()
        self.assertEqual(pathlib.Path("/proc/%d/cmdline" % worker).read_bytes(), title)
        self.assertEqual(pathlib.Path("/proc/%d/comm" % worker).read_text(), "caselint\n")
        try:
            files = run.wait_for(lambda: len(self.files_of(worker)) == 5 and self.files_of(worker))
        except PermissionError:
            files = None  # the worker has closed itself to its own user, too
        if files:
            kinds = [link.split(":")[0] for _, link in sorted(files.items())]
            # A sanitizer has to be able to speak.
            self.assertEqual(kinds, ["/dev/null"] * 2 + ["pipe" if SANITIZED else "/dev/null"] + ["pipe"] * 2)
        self.assertEqual(set(os.listdir("/dev/shm")), before)
        self.assertEqual(list(run.temporary.iterdir()), [])
        self.assertEqual(run.finish(b"</CaseExport>")[0], 3)  # each record came twice

    @unittest.skipIf(SANITIZED, "a sanitizer ends the process in its own way")
    def test_no_core(self):
        """A core would hold names, wherever it was dumped."""
        pattern = pathlib.Path("/proc/sys/kernel/core_pattern").read_text().strip()
        if pattern.startswith(("/", "|")):
            self.skipTest("cores go to %s here" % pattern)
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        dumper = [sys.executable, "-c", "import os; os.abort()"]
        subprocess.run(dumper, cwd=self.folder, check=False)
        if not list(self.folder.glob("core*")):
            self.skipTest("this machine dumps no cores")
        for core in self.folder.glob("core*"):
            core.unlink()
        for code in ("segfault", "abort", "reconcile-segfault"):
            with self.subTest(code):
                run = Run(self, self.text(code), "--plugin-dir", self.bundle())
                self.assertEqual(run.finish(b"</CaseExport>")[0], 4)
                self.assertEqual(list(self.folder.glob("**/core*")), [])
        done = check("--plugin-dir", self.bundle("crash_at_start"), EXAMPLE, cwd=self.folder)
        self.assertEqual(done.code, 4)
        self.assertEqual(list(self.folder.glob("**/core*")), [])

    @unittest.skipIf(SANITIZED, "a sanitizer ends the process in its own way")
    def test_no_core_of_the_coordinator(self):
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        run = Run(self, self.text("plain"), "--plugin-dir", self.bundle())
        run.wait_for_workers()
        os.kill(run.program.pid, signal.SIGQUIT)
        run.program.wait()
        self.assertEqual(list(self.folder.glob("**/core*")), [])


class TooLittle(Folder):
    """Of everything a process can be given too little of. A report that is there is whole, or says that it is not."""

    def judge(self, done, whole, said):
        """A run that had enough gives the report; one that had not gives none and says why."""
        if done.returncode == whole.code:
            self.assertEqual(done.stdout, whole.out)
            return True
        if done.returncode in (3, 4):
            self.assertIs(json.loads(done.stdout)["complete"], False)
        else:
            self.assertEqual((done.returncode, done.stdout), (6, b""))
            self.assertRegex(done.stderr.decode(), r"\Acaselint: [^\n]*(%s)[^\n]*\n\Z" % said)
        return False

    def limited(self, limit, number, *arguments, **options):
        """A run under a limit as prlimit(1) names it."""
        return subprocess.run([*options.pop("before", []), "prlimit", "--%s=%d" % (limit, number), CASELINT, "check", "-o", "json",
                               *arguments, str(options.pop("path", EXAMPLE))], capture_output=True, check=False, timeout=120,
                              **options)

    @unittest.skipIf(SANITIZED, "a sanitizer needs descriptors of its own")
    def test_descriptors(self):
        whole = check("-o", "json", EXAMPLE)
        enough = [self.judge(self.limited("nofile", number, "--jobs", "4"), whole, "Too many open files|descriptors")
                  for number in range(4, 24)]
        self.assertEqual(enough[-4:], [True] * 4)
        self.assertNotEqual(enough[:4], [True] * 4)

    @unittest.skipIf(SANITIZED, "a sanitizer reserves memory by terabytes")
    def test_address_space(self):
        path = self.write("export.xml", export(cases(0, 3000).decode()))
        whole = check("-o", "json", path)
        enough = []
        for mib in [*range(50, 120, 7), 1000]:
            done = self.limited("as", mib * 1024 * 1024, "--jobs", "2", path=path)
            if done.returncode != 127:  # the loader of programs had too little
                enough.append(self.judge(done, whole, "memory"))
        self.assertIs(enough[-1], True)
        self.assertIs(enough[0], False)

    def program_for_all(self):
        """The program and what it needs where a user of no name can read it: the checkout may lie in a private folder."""
        built = pathlib.Path(os.path.realpath(CASELINT)).parent
        self.folder.chmod(0o755)
        for part in ("xsd", "bundles"):
            shutil.copytree(built / part, self.folder / "program" / part)
        return shutil.copy2(built / "caselint", self.folder / "program" / "caselint")

    @unittest.skipIf(SANITIZED, "a sanitizer has threads of its own")
    @unittest.skipIf(os.geteuid() != 0, "needs a user who has no processes, and root to become one")
    def test_processes(self):
        program = self.program_for_all()
        path = self.write("export.xml", EXAMPLE.read_bytes())
        enough = []
        for number in range(1, 7):
            done = subprocess.run(["prlimit", "--nproc=%d" % number, "setpriv", "--reuid=%d" % STRANGER, "--clear-groups", program,
                                   "check", "-o", "json", "--jobs", "4", str(path)], capture_output=True, check=False, timeout=120)
            whole = check("-o", "json", path)
            enough.append(self.judge(done, whole, "Resource temporarily unavailable.*free processes"))
        self.assertEqual(enough[0], False)
        self.assertEqual(enough[1], False)
        self.assertEqual(enough[-2:], [True] * 2)

    @unittest.skipIf(SANITIZED, "a sanitizer must be the first library loaded")
    def test_threads(self):
        """What a thread would have done is done without it, whichever is the first that cannot be started."""
        path, count = self.write("export.xml", export(cases(0, 3000).decode())), self.folder / "count"
        outputs = [self.folder / ("report." + form) for form in ("json", "jsonl", "csv", "text")]
        command = [CASELINT, "check", "--jobs", "2", *("-o%s:%s" % (one.suffix[1:], one) for one in outputs), str(path)]

        def reports(**faults):
            environment = dict(os.environ, LD_PRELOAD=os.environ["CASELINT_FAILING"], **faults)
            done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=120)
            return done.returncode, done.stdout, done.stderr, [hashlib.sha256(one.read_bytes()).hexdigest() for one in outputs]

        whole = reports(FAIL_COUNT=str(count))
        started = int(count.read_text().split()[2])
        self.assertGreaterEqual(started, 4)
        for number in range(1, started + 2):
            with self.subTest(first=number):
                self.assertEqual(reports(FAIL_THREADS=str(number)), whole)

    @unittest.skipIf(SANITIZED, "a sanitizer must be the first library loaded")
    def test_workers_that_take_no_work(self):
        """Each is as good as the one before, so another one would be of no use either."""
        report = self.folder / "report.json"
        environment = dict(os.environ, LD_PRELOAD=os.environ["CASELINT_FAILING"], FAIL_PIPES="1")
        done = subprocess.run([CASELINT, "check", "--jobs", "2", "-o", "json:%s" % report, str(EXAMPLE)], env=environment,
                              capture_output=True, check=False, timeout=60)
        self.assertEqual(done.returncode, 6)
        self.assertEqual(done.stderr.decode(), "caselint: no worker process takes work: Function not implemented; use --isolate none\n")
        self.assertFalse(report.exists())
        done = subprocess.run([CASELINT, "check", "--isolate", "none", "-o", "json:%s" % report, str(EXAMPLE)], env=environment,
                              capture_output=True, check=False, timeout=60)
        self.assertEqual((done.returncode, report.read_bytes()), (1, check("-o", "json", EXAMPLE).out))


if __name__ == "__main__":
    main()
