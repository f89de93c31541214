# A file named by -o appears whole or not at all, and never in place of the input.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import resource
import signal
import stat
import subprocess
import time
import unittest

from program import LETTER, PLAIN, Case, long_letter, main


class OutputFiles(Case):
    def setUp(self):
        super().setUp()
        self.letter = self.write("letter.txt", LETTER)
        self.masked = self.run_mask("letter.txt").stdout

    def test_whole(self):
        done = self.assert_code(0, "letter.txt", "-o", "out.txt")
        self.assertEqual(done.stdout, b"")
        self.assertEqual(self.read("out.txt"), self.masked)
        self.assertEqual(self.files(), ["letter.txt", "out.txt"])
        self.assert_code(0, "--output", "out.txt", data=PLAIN)
        self.assertEqual(self.read("out.txt"), PLAIN)

    def test_dash_is_standard_output(self):
        self.assertEqual(self.assert_code(0, "letter.txt", "-o", "-").stdout, self.masked)
        self.assertEqual(self.files(), ["letter.txt"])

    def test_error_leaves_the_old_one(self):
        self.write("out.txt", b"old")
        for data in (LETTER + b"\xff", b"", long_letter(9_000_000) + b"\xff"):
            self.assertNotEqual(self.run_mask("-o", "out.txt", data=data).returncode, 0)
            self.assertEqual(self.read("out.txt"), b"old")
            self.assertEqual(self.files(), ["letter.txt", "out.txt"])

    def test_error_leaves_none(self):
        for data in (LETTER + b"\xff", b"", long_letter(9_000_000) + b"\xff"):
            self.assertNotEqual(self.run_mask("-o", "out.txt", "--findings", "found.ndjson", data=data).returncode, 0)
            self.assertEqual(self.files(), ["letter.txt"])

    def test_input_is_not_overwritten(self):
        os.link(self.letter, os.path.join(self.folder, "hard.txt"))
        os.symlink("letter.txt", os.path.join(self.folder, "soft.txt"))
        before = self.files()
        for name in ("letter.txt", "./letter.txt", self.letter, "hard.txt", "soft.txt"):
            for option in ("-o", "--findings"):
                with self.subTest(name=name, option=option):
                    self.assertNotEqual(self.run_mask("letter.txt", option, name).returncode, 0)
                    self.assertEqual(self.read("letter.txt"), LETTER)
                    self.assertEqual(self.files(), before)
                    self.assertTrue(os.path.islink(os.path.join(self.folder, "soft.txt")))

    def test_standard_input_is_not_overwritten(self):
        with open(self.letter, "rb") as stdin:
            process = self.start_mask("-o", "letter.txt", stdin=stdin)
            process.communicate(timeout=20)
        self.assertNotEqual(process.returncode, 0)
        self.assertEqual(self.read("letter.txt"), LETTER)

    def test_one_file_for_two_results(self):
        self.assertNotEqual(self.run_mask("letter.txt", "-o", "x", "--findings", "x").returncode, 0)
        self.assertEqual(self.files(), ["letter.txt"])

    def test_findings_with_text_are_for_the_owner(self):
        old = os.umask(0)
        try:
            self.assert_code(0, "letter.txt", "-o", "out.txt", "--findings", "found.ndjson", "--with-text")
        finally:
            os.umask(old)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(self.folder, "found.ndjson")).st_mode), 0o600)
        self.assertIn(b"19850412-9803", self.read("found.ndjson"))

    def test_findings_hold_no_words(self):
        self.assert_code(0, "letter.txt", "-o", "out.txt", "--findings", "found.ndjson")
        self.assert_no_canary(self.read("found.ndjson"))
        self.assertNotEqual(self.read("found.ndjson"), b"")

    def test_quota(self):
        def small():
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        self.write("long.txt", long_letter(1_000_000))
        done = self.run_mask("long.txt", "-o", "out.txt", preexec_fn=small)
        self.assertIn(done.returncode, (73, 74))
        self.assertEqual(self.files(), ["letter.txt", "long.txt"])

    @unittest.skipIf(os.geteuid() != 0, "needs root, to mount")
    def test_full_disk(self):
        full = os.path.join(self.folder, "full")
        os.mkdir(full)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", full], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("mounting is not allowed here")
        try:
            self.write("long.txt", long_letter(1_000_000))
            self.assertIn(self.run_mask("long.txt", "-o", "full/out.txt").returncode, (73, 74))
            self.assertEqual(os.listdir(full), [])
        finally:
            subprocess.run(["umount", full], check=True)

    def test_signals_leave_nothing(self):
        for number, pause in ((signal.SIGTERM, 0.05), (signal.SIGINT, 0.1), (signal.SIGHUP, 0.2), (signal.SIGTERM, 0.3)):
            with self.subTest(signal=number, pause=pause):
                process = self.start_mask("-o", "out.txt", "--findings", "found.ndjson")
                process.stdin.write(long_letter(6_000_000))  # more than a segment, and no end in sight
                process.stdin.flush()
                time.sleep(pause)
                process.send_signal(number)
                self.assertIn(process.wait(2), (-number, 128 + number))
                self.assertEqual(self.files(), ["letter.txt"])


main()
