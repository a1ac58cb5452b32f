"""What is said of a run while it goes on: on standard error only, never in a report, and taken away from a terminal at the end."""
import json
import os
import pty
import signal
import subprocess
import threading
import time
import unittest

import ohio
from support import CASELINT, HEAD, TAIL, Folder, check, export, main

COUNT = 1200
STEPS = 6
CLEAR = b"\r\x1b[K"
CASES = [ohio.live("C%04d" % number, 24000, 26000) for number in range(COUNT)]
WHOLE = export("".join(CASES))
LINE = (r"(reading|reconciling|reporting): [0-9]+( of [0-9]+)? MiB, [0-9]+ records, [0-9]+ findings"
        r"(, [0-9]+ MiB/s(, [0-9]+ s left)?)?")


def feed(stream):
    """The export, slowly."""
    each = COUNT // STEPS
    stream.write((HEAD % "2008-04-15").encode())
    for step in range(STEPS):
        stream.write("".join(CASES[step * each:(step + 1) * each]).encode())
        stream.flush()
        time.sleep(0.3)
    stream.write(TAIL.encode())
    stream.close()


class Progress(Folder):
    def slowly(self, *arguments, path="-", **options):
        """Runs on a slow standard input; returns the exit code, the report and what was said."""
        with subprocess.Popen([CASELINT, "check", "-o", "json", *arguments, path], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, stderr=options.pop("stderr", subprocess.PIPE), **options) as program:
            writer = threading.Thread(target=feed, args=(program.stdin,))
            writer.start()
            program.stdin = None
            out, err = program.communicate(timeout=300)
            writer.join()
        return program.returncode, out, err

    def test_lines_for_programs(self):
        whole = check("-o", "json", "-", stdin=WHOLE)
        code, out, err = self.slowly("--progress", "json")
        self.assertEqual((code, out), (whole.code, whole.out))
        lines = err.decode().splitlines(keepends=True)
        self.assertGreaterEqual(len(lines), 3)
        before = {"bytes": 0, "records": 0, "findings": 0, "milliseconds": 0}
        last = json.loads(lines.pop())
        self.assertEqual((last["phase"], last["exitCode"]), ("done", code))
        self.assertEqual((last["records"], last["bytes"]), (COUNT, len(WHOLE)))
        for line in lines:
            self.assertTrue(line.endswith("}\n"))
            said = json.loads(line)
            self.assertEqual(set(said), {"phase", "bytesPerSecond", *before})
            self.assertIn(said["phase"], ("reading", "reconciling", "reporting"))
            for name, value in before.items():
                self.assertGreaterEqual(said[name], value, name)
                self.assertIsInstance(said[name], int)
            before = {name: said[name] for name in before}
            self.assertLessEqual(said["records"], COUNT)
            self.assertLessEqual(said["bytes"], len(WHOLE))

    def test_total_of_files(self):
        """Of plain files it is known how much is left; of others not."""
        content = export("".join(CASES) * 25)  # long enough for a line or two
        for name, known in (("a.xml", True), ("a.txt", False)):
            path = self.write(name, content)
            with self.subTest(name):
                lines = check("--progress", "json", "--show", "totals", "--jobs", "1", path).err.decode().splitlines()
                self.assertNotEqual(lines, [])
                for said in map(json.loads, lines):
                    self.assertEqual("bytesTotal" in said, known)
                    self.assertEqual("secondsLeft" in said, known)
                    if known:
                        self.assertEqual(said["bytesTotal"], path.stat().st_size)

    def test_waiting_for_an_input(self):
        """Progress goes on though nothing comes from standard input, and a signal is heard at once."""
        read, write = os.pipe()
        with open(read, "rb") as stdin, subprocess.Popen(
                [CASELINT, "check", "--progress", "json", "-o", "json", "-"], stdin=stdin, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE) as program:
            os.write(write, WHOLE[:20000])
            time.sleep(2)
            os.write(write, WHOLE[20000:21000])
            time.sleep(0.5)
            program.send_signal(signal.SIGTERM)
            out, err = program.communicate(timeout=60)
            os.close(write)
        self.assertEqual(program.returncode, 143)
        self.assertFalse(json.loads(out)["complete"])
        lines = [json.loads(line) for line in err.decode().splitlines() if line.startswith("{")]
        self.assertGreaterEqual(len(lines), 6)
        self.assertEqual((lines[-1]["phase"], lines[-1]["exitCode"]), ("done", 143))

    def test_nothing_without_a_terminal(self):
        for arguments in ((), ("--progress", "auto"), ("--progress", "never")):
            with self.subTest(arguments):
                _, _, err = self.slowly(*arguments)
                self.assertEqual(err, b"")

    def on_terminal(self, *arguments, **options):
        """What a terminal as standard error gets of a slow run, and its exit code and report."""
        master, slave = pty.openpty()
        said = []

        def listen():
            while True:
                try:
                    data = os.read(master, 65536)
                except OSError:  # the last one who had the other end is gone
                    return
                if not data:
                    return
                said.append(data)

        listener = threading.Thread(target=listen)
        listener.start()
        try:
            code, out, _ = self.slowly(*arguments, stderr=slave, **options)
        finally:
            os.close(slave)
            listener.join(timeout=60)
            os.close(master)
        return code, out, b"".join(said)

    def test_line_on_a_terminal(self):
        whole = check("-o", "json", "-", stdin=WHOLE)
        code, out, said = self.on_terminal()
        self.assertEqual((code, out), (whole.code, whole.out))
        self.assertTrue(said.startswith(CLEAR))
        self.assertTrue(said.endswith(CLEAR), said[-80:])
        lines = said.split(CLEAR)[1:-1]
        self.assertGreaterEqual(len(lines), 3)
        for line in lines:
            self.assertRegex(line.decode(), r"\A%s\Z" % LINE)  # and so no newline: it stays one line

    def test_message_behind_the_line(self):
        """What is said at the end stands on a line of its own."""
        code, out, said = self.on_terminal("-o", "json:/dev/full")
        self.assertEqual(code, 5)
        self.assertTrue(json.loads(out)["complete"])
        self.assertRegex(said.split(CLEAR)[-1].decode(), r"\Acaselint: [^\r\n]*no space left on device\r\n\Z")

    def test_never_on_a_terminal(self):
        self.assertEqual(self.on_terminal("--progress", "never")[2], b"")

    def test_standard_error_that_nobody_reads(self):
        whole = check("-o", "json", "-", stdin=WHOLE)
        reader, writer = os.pipe()
        os.close(reader)
        code, out, _ = self.slowly("--progress", "json", stderr=writer)
        os.close(writer)
        self.assertEqual((code, out), (whole.code, whole.out))


if __name__ == "__main__":
    main()
