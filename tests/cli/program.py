# What the tests of whole programs share: running mask in a folder of its own, and letters with words that must not get out.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

MASK = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "mask"
SHARE = os.path.normpath(os.path.join(os.path.dirname(MASK), "../share/maskros"))
LIMIT = 20 * int(os.environ.get("MASKROS_SLOWER", "1"))  # seconds for one run

# Every exit code that DESIGN promises; a run that ends with another one is a bug, whatever the test.
CODES = {0, 1, 3, 10, 64, 65, 66, 69, 70, 71, 73, 74, 75, 76, 77, 78, 129, 130, 141, 143}

# Words found nowhere else, so that one search shows a leak. The numbers are not issued (birth numbers 980-999, a range for fiction).
CANARIES = [b"Zebulonia", b"Quistqvarn", b"19850412-9803", b"070-174 06 23", b"zebulonia.q"]
LETTER = (
    "Namn: Zebulonia Quistqvarn\n"
    "Personnummer: 19850412-9803\n"
    "Telefon: 070-174 06 23, e-post zebulonia.q@example.org.\n"
    "Beslut om bistånd fattades den 4 november 2024, se 4 kap. 1 § socialtjänstlagen.\n"
).encode()
PLAIN = "Beslutet fattades den 4 november 2024. Avgiften är 450 kronor.\n".encode()


def long_letter(size):
    """A text of at least `size` bytes, with blank lines, so that it can be cut into segments."""
    return (LETTER + b"\n" + PLAIN + b"\n") * (size // len(LETTER) + 1)


class Case(unittest.TestCase):
    """Each test runs in an empty folder, with an empty TMPDIR beside it."""

    def setUp(self):
        self.home = tempfile.mkdtemp(prefix="maskros test ")
        self.folder = os.path.join(self.home, "work")
        self.temporary = os.path.join(self.home, "tmp")
        os.mkdir(self.folder)
        os.mkdir(self.temporary)
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)

    def environment(self, **more):
        return {"PATH": "/usr/bin:/bin", "TMPDIR": self.temporary, "LC_ALL": "C.UTF-8", **more}

    def write(self, name, data):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(data)
        return path

    def read(self, name):
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def files(self):
        return sorted(os.listdir(self.folder))

    def run_mask(self, *options, data=b"", env=None, **more):
        done = subprocess.run([MASK, *options], input=data, cwd=self.folder, env=env or self.environment(),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT, **more)
        self.check_run(done.returncode, done.stderr)
        return done

    def start_mask(self, *options, **more):
        more = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": self.environment(), **more}
        process = subprocess.Popen([MASK, *options], cwd=self.folder, **more)
        self.addCleanup(end, process)
        return process

    def check_run(self, code, messages):
        """What holds for every run: a promised exit code, no word of the letter in messages, no temporary file."""
        if code < 0:
            code = 128 - code
        self.assertIn(code, CODES, messages)
        self.assert_no_canary(messages)
        self.assertEqual(os.listdir(self.temporary), [])

    def assert_no_canary(self, data):
        for canary in CANARIES:
            self.assertNotIn(canary, data)

    def assert_code(self, expected, *options, data=b"", **more):
        done = self.run_mask(*options, data=data, **more)
        self.assertEqual(done.returncode, expected, f"{options}: {done.stderr!r}")
        return done


def end(process):
    if process.poll() is None:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            try:
                pipe.close()
            except OSError:
                pass


def main():
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
