# Each call of write, fsync, close, rename, open, read, mmap and malloc is made to fail in turn, until no fault is met any more: nothing
# but whole, checked output may come of it.
# SPDX-License-Identifier: GPL-3.0-or-later
import atexit
import os
import shutil
import subprocess
import sys
import tempfile

import program
from program import LETTER, LIMIT, MASK, Case, long_letter, main

# LD_PRELOAD takes a blank for the end of a name, and this tree may lie anywhere: the library is used from a folder without.
PLACE = tempfile.mkdtemp(prefix="faults-", dir="/tmp")
atexit.register(shutil.rmtree, PLACE)
FAULT = shutil.copy(sys.argv.pop(2), PLACE)
# In one unit of checking, and over several.
TABLE = "dnr;titel;avsandare\n1;\"Brev; från Zebulonia Quistqvarn\";Holm\n2;070-174 06 23;x\n".encode()
RECORDS = b'{"namn":"Zebulonia Quistqvarn"}\n{"namn":\n{"tel":"070-174 06 23"}\n'
SLOW = len(sys.argv) > 2 and sys.argv[2] == "slow"
if SLOW:
    sys.argv.pop(2)


def numbers():
    """1, 2, 3, ..., then, where time is short, in growing steps."""
    number = 1
    while True:
        yield number
        number += 1 if SLOW or number < 60 else max(1, number // 12)


class Faults(Case):
    def strike(self, fault, *options, data):
        """One run with that fault. Gives back code, standard output, and whether the fault was met."""
        hit = os.path.join(self.home, "hit")
        if os.path.exists(hit):
            os.remove(hit)
        env = self.environment(LD_PRELOAD=FAULT, MASKROS_FAULT=fault, MASKROS_FAULT_HIT=hit)
        done = subprocess.run([MASK, *options], input=data, cwd=self.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT)
        self.assert_no_canary(done.stderr)
        self.assertEqual(os.listdir(self.temporary), [])
        return done.returncode, done.stdout, os.path.exists(hit), done.stderr

    def every(self, call, *options, data, lasting="", harmless=False):
        """Loops over all calls. `harmless`: a fault may also go unnoticed, when the output is the right one all the same."""
        clean = self.run_mask(*options, data=data)
        whole = {name: self.read(name) for name in self.files() if name != "letter.txt"}
        for name in whole:
            os.remove(os.path.join(self.folder, name))
        met = 0
        for number in numbers():
            code, out, hit, messages = self.strike(f"{call}:{number}{lasting}", *options, data=data)
            about = f"{call}:{number}{lasting} {options}: {code} {messages!r}"
            if not hit:
                self.assertEqual((code, out), (clean.returncode, clean.stdout), about)
                for name in set(self.files()) & set(whole):
                    os.remove(os.path.join(self.folder, name))
                break
            met += 1
            came = {name: self.read(name) for name in self.files() if name != "letter.txt"}
            for name in came:
                self.assertIn(name, whole, about)  # no temporary file stays
                self.assertEqual(came[name], whole[name], about)
                os.remove(os.path.join(self.folder, name))
            if code == clean.returncode and harmless:
                self.assertEqual((out, came), (clean.stdout, whole), about)
            else:
                self.assertIn(code, {69, 70, 73, 74, 75, 78, 66}, about)
                self.assertTrue(clean.stdout.startswith(out), about)
                if len(data) < 4 << 20 and call != "write":  # one unit: all of it or nothing
                    self.assertIn(out, (b"", clean.stdout), about)
            for name in whole:
                path = os.path.join(self.folder, name)
                if os.path.exists(path):
                    os.remove(path)
            self.assertLess(number, 100_000)
        return met

    def test_preload_works(self):
        self.assertGreater(self.every("write", data=LETTER), 0)

    def test_write(self):
        for lasting in ("", "+"):
            self.every("write", data=LETTER, lasting=lasting)
            self.every("write", "-o", "out.txt", data=LETTER, lasting=lasting)
            self.every("write", "--findings", "-", data=LETTER, lasting=lasting)
            self.every("write", "-o", "out.txt", "--findings", "found.ndjson", data=LETTER, lasting=lasting)
            self.every("write", data=long_letter(4_500_000), lasting=lasting)

    def test_fsync_close_rename(self):
        for call in ("fsync", "close", "rename"):
            harmless = call == "close"  # after fsync it has nothing more to tell
            self.every(call, data=LETTER, harmless=harmless)
            self.every(call, "-o", "out.txt", data=LETTER, harmless=harmless)
            self.every(call, "-o", "out.txt", "--findings", "found.ndjson", data=LETTER, harmless=harmless)

    def test_disk_without_nameless_files(self):
        code, _, _, messages = self.strike("tmpfile:1+", "-o", "out.txt", data=LETTER)
        self.assertEqual(code, 0, messages)
        self.assertEqual(self.files(), ["out.txt"])
        self.assertEqual(self.read("out.txt"), self.run_mask(data=LETTER).stdout)

    def test_read(self):
        self.write("letter.txt", LETTER)
        self.every("read", data=LETTER, harmless=True)
        self.every("read", "letter.txt", data=b"", harmless=True)

    def test_tables(self):
        table = ["--columns", "titel=text,avsandare=person"]
        for call in ("read", "malloc"):
            self.every(call, *table, data=TABLE, harmless=True)
        for call in ("write", "fsync", "rename"):
            self.every(call, *table, "-o", "out.csv", "--findings", "found.ndjson", data=TABLE)
            self.every(call, "--from", "ndjson", "--bad-records", "bad.ndjson", "-o", "out.ndjson", data=RECORDS)
        self.every("malloc", "--from", "ndjson", "--bad-records", "bad.ndjson", data=RECORDS, harmless=True)
        self.every("malloc", data=b'{"a":["Zebulonia Quistqvarn",{"19850412-9803":7}]}', harmless=True)
        self.every("write", data=b"a;b;c\n" + b"1;Zebulonia Quistqvarn;x\n" * 20_000)

    def test_open_and_map(self):
        self.write("letter.txt", LETTER)
        for call in ("open", "mmap"):
            self.every(call, "letter.txt", "-o", "out.txt", data=b"", harmless=True)

    def test_malloc(self):
        for lasting in ("", "+"):
            self.every("malloc", data=LETTER, lasting=lasting, harmless=True)
            self.every("malloc", "--explain", "-o", "out.txt", "--findings", "found.ndjson", data=LETTER, lasting=lasting, harmless=True)


if not os.path.exists(FAULT):
    sys.exit(f"{FAULT} is not there")
program.main()
