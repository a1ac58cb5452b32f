"""Debian packages: what is in them, the same bytes each time, no complaint of lintian, and a new Debian that runs them."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from support import CASELINT, SANITIZED, SOURCE, main, run

BUILD = pathlib.Path(os.environ["CASELINT_BUILD"])
NAMES = ["caselint", "caselint-dev", "caselint-us-ny", "caselint-us-oh"]
PROGRAMS = {"lintian": "lintian", "dpkg-deb": "dpkg", "dpkg-shlibdeps": "dpkg-dev", "cpack": "cmake"}
EXAMPLES = SOURCE / "examples"


def call(*command, code=0, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, check=False, timeout=1000, **options)
    if done.returncode != code:
        raise AssertionError("%s: %s\n%s%s" % (command, done.returncode, done.stdout.decode(), done.stderr.decode()))
    return done.stdout


def make_packages(folder):
    """Name -> package, made of the build as it is."""
    before = os.umask(0o022)
    try:
        call("cpack", "--config", BUILD / "CPackConfig.cmake", "-B", folder,
             env={name: value for name, value in os.environ.items() if name != "DESTDIR"})
    finally:
        os.umask(before)
    shutil.rmtree(pathlib.Path(folder) / "_CPack_Packages")
    return {path.name.split("_")[0]: path for path in sorted(pathlib.Path(folder).glob("*.deb"))}


def field(package, name):
    return call("dpkg-deb", "--field", package, name).decode().strip()


def contents(package):
    """Path -> mode, of files."""
    lines = call("dpkg-deb", "--contents", package).decode().splitlines()
    return {line.split(None, 5)[5][1:]: (line.split()[0], line.split()[1]) for line in lines if not line.startswith("d")}


@unittest.skipIf(SANITIZED, "packages are made of builds without sanitizers")
class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        missing = [PROGRAMS[name] for name in ("cpack", "dpkg-deb", "dpkg-shlibdeps") if not shutil.which(name)]
        if missing:
            raise unittest.SkipTest("not installed: %s" % ", ".join(missing))
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.packages = make_packages(cls.folder / "packages")

    def test_one_for_each_part(self):
        self.assertEqual(sorted(self.packages), NAMES)
        version = re.match(r"caselint (\S+)", run("version").out.decode())[1]
        for name, package in self.packages.items():
            self.assertEqual(field(package, "Version"), version + "-1")
            self.assertEqual(field(package, "Architecture") == "all", name == "caselint-dev")

    def test_every_file_is_in_one_package(self):
        owners = {}
        for name, package in self.packages.items():
            for path, (mode, owner) in contents(package).items():
                self.assertNotIn(path, owners, name)
                owners[path] = name
                self.assertTrue(path.startswith("/usr/"), path)
                self.assertEqual(owner, "root/root")
                self.assertEqual(mode, "-rwxr-xr-x" if path == "/usr/bin/caselint" else "-rw-r--r--", path)
        self.assertEqual({path.split("/")[5] for path in owners if path.startswith("/usr/lib/")}, {"us-ny", "us-oh"})
        for path in ("/usr/bin/caselint", "/usr/share/man/man1/caselint-check.1.gz", "/usr/share/caselint/xsd/rules.xsd"):
            self.assertEqual(owners[path], "caselint")
        for path in ("/usr/include/caselint/plugin.h", "/usr/share/man/man7/caselint-plugin.7.gz",
                     "/usr/share/cmake/Caselint/CaselintConfig.cmake", "/usr/share/pkgconfig/caselint.pc"):
            self.assertEqual(owners[path], "caselint-dev")
        for name in NAMES:
            self.assertEqual(owners["/usr/share/doc/%s/copyright" % name], name)

    def test_what_they_need(self):
        provided = field(self.packages["caselint"], "Provides")
        self.assertRegex(provided, r"^caselint-plugin-abi-1 \(= 1\.\d+\)$")
        for name in ("caselint-us-ny", "caselint-us-oh"):
            needed = field(self.packages[name], "Depends")
            self.assertIn("caselint-plugin-abi-1 (>= 1.", needed)
            self.assertIn("libc6 (", needed)
            self.assertNotIn("libxml2", needed)
        self.assertIn("libxml2 (", field(self.packages["caselint"], "Depends"))

    def test_made_again_they_are_the_same(self):
        again = make_packages(self.folder / "again")
        for name, package in self.packages.items():
            self.assertEqual(package.read_bytes(), again[name].read_bytes(), name)

    def test_nothing_knows_where_it_was_built(self):
        (self.folder / "extracted").mkdir()
        for name, package in self.packages.items():
            call("dpkg-deb", "--extract", package, self.folder / "extracted" / name)
        for path in (self.folder / "extracted").rglob("*"):
            if path.is_file():
                self.assertNotIn(str(SOURCE.resolve()).encode(), path.read_bytes(), path)

    @unittest.skipUnless(shutil.which("lintian"), "lintian is not installed")
    def test_lintian_finds_nothing(self):
        done = subprocess.run(["lintian", "--allow-root", "--fail-on", "error,warning", *self.packages.values()],
                              capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, b""), done.stderr)


@unittest.skipIf(SANITIZED, "packages are made of builds without sanitizers")
class NewDebian(unittest.TestCase):
    """Debian 12 with next to nothing, made by debootstrap once and kept beside the build; each test has a copy."""

    @classmethod
    def setUpClass(cls):
        if os.geteuid() != 0 or not shutil.which("debootstrap") or not shutil.which("unshare"):
            raise unittest.SkipTest("a new Debian needs root, debootstrap and unshare")
        base = BUILD / "debian"
        if not (base / "made").exists():
            shutil.rmtree(base, ignore_errors=True)
            done = subprocess.run(["debootstrap", "--variant=minbase", "bookworm", base / "root"], capture_output=True,
                                  check=False)
            if done.returncode != 0:
                shutil.rmtree(base, ignore_errors=True)
                raise unittest.SkipTest("debootstrap could not make a new Debian here: %s" % done.stdout.decode()[-300:])
            (base / "made").touch()
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        folder = pathlib.Path(cls.temporary.name)
        cls.packages = make_packages(folder / "packages")
        cls.root = folder / "root"
        call("cp", "-a", base / "root", cls.root)
        for package in cls.packages.values():
            shutil.copy(package, cls.root / "tmp")
        # Only the network may be missing here, and apt says so.
        done = subprocess.run(cls.inside("apt-get", "update"), capture_output=True, check=False)
        if done.returncode != 0 or b"Failed to fetch" in done.stderr:
            raise unittest.SkipTest("apt-get update found no archive: %s" % done.stderr.decode()[-300:])

    @classmethod
    def inside(cls, *command, cwd="/"):
        """The command in there, with a /proc of its own."""
        proxies = ["%s=%s" % (name, os.environ[name]) for name in ("http_proxy", "https_proxy", "no_proxy")
                   if name in os.environ]
        return ["unshare", "--mount", "--pid", "--fork", "--mount-proc=%s/proc" % cls.root, "chroot", str(cls.root), "env",
                "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", "DEBIAN_FRONTEND=noninteractive", *proxies,
                "env", "-C", cwd, *command]

    def test_installed_and_run(self):
        debs = ["/tmp/" + package.name for package in self.packages.values()]
        call(*self.inside("apt-get", "install", "-y", "--no-install-recommends", *debs))
        call(*self.inside("dpkg", "--audit"))
        for form in ("json", "text", "xml", "jsonl"):
            arguments = ["check", "-o", form, "us-ny.xml", "us-oh.xml"]
            expected = call(CASELINT, *arguments, code=1, cwd=EXAMPLES)
            told = call(*self.inside("caselint", *arguments, cwd="/usr/share/doc/caselint/examples"), code=1)
            self.assertEqual(told, expected)
        listed = call(*self.inside("caselint", "plugins")).decode()
        self.assertIn("/usr/lib/caselint/bundles/us-oh/us-oh.so", listed)
        call(*self.inside("caselint", "doctor"))
        call(*self.inside("dpkg", "--purge", "caselint-us-oh"))
        call(*self.inside("caselint", "check", "/usr/share/doc/caselint/examples/us-oh.xml"), code=4)
        call(*self.inside("dpkg", "--purge", "caselint-us-ny", "caselint-dev", "caselint"))
        left = [path for path in self.root.rglob("*caselint*") if path.parent.name not in ("tmp", "info")]
        self.assertEqual(left, [])


if __name__ == "__main__":
    main()
