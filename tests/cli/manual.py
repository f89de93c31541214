# The man pages are well formed, and mask(1) and --help name the same options.
# SPDX-License-Identifier: GPL-3.0-or-later
import glob
import os
import re
import subprocess

from program import MASK, Case, main

MAN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../man")


class Manual(Case):
    def test_well_formed(self):
        pages = sorted(glob.glob(os.path.join(MAN, "*.[158]")))
        self.assertGreaterEqual(len(pages), 4)
        for page in pages:
            done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z", page], capture_output=True, timeout=20)
            self.assertEqual((done.returncode, done.stderr), (0, b""), page)

    def test_options(self):
        for program in ("mask", "transcribe"):
            with open(os.path.join(MAN, program + ".1"), encoding="utf-8") as file:
                paragraphs = re.findall(r"^\.TP\n(.*\\-\\-.*)$", file.read().split(".SH OPTIONS")[1], re.MULTILINE)
            documented = sorted(re.search(r"\\-\\-((?:[a-z]|\\-)+)", line).group(1).replace("\\", "") for line in paragraphs)
            binary = os.path.join(os.path.dirname(MASK), program)
            help_text = subprocess.run([binary, "--help"], capture_output=True, timeout=20, check=True).stdout.decode()
            offered = sorted(set(re.findall(r"^ +(?:-\w[, ]+(?:\[ )?)?--([a-z-]+)", help_text, re.MULTILINE)))
            self.assertEqual(documented, offered, program)

    def test_documented_once(self):
        for program in ("mask", "transcribe"):
            with open(os.path.join(MAN, program + ".1"), encoding="utf-8") as file:
                names = re.findall(r"^\.TP\n.*?\\-\\-((?:[a-z]|\\-)+)", file.read().split(".SH OPTIONS")[1], re.MULTILINE)
            self.assertEqual(len(names), len(set(names)), program)

    def test_readme(self):
        """What the README names exists, and its exit codes are those of mask(1)."""
        def text(name):
            with open(os.path.join(MAN, name), encoding="utf-8") as file:
                return file.read()
        readme, page = text("../README.md"), text("mask.1").replace("\\-", "-")
        setup = subprocess.run([os.path.join(MAN, "../setup"), "--help"], capture_output=True, timeout=20, check=True).stdout.decode()
        both = page + text("transcribe.1").replace("\\-", "-")
        for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", readme)):
            self.assertTrue(re.search(option + r"\b", both) or re.search(option + r"\b", setup), option)
        for path in re.findall(r"`((?:man|data)/[\w./-]+)`", readme):
            self.assertTrue(os.path.exists(os.path.join(MAN, "..", path)), path)
        codes = re.findall(r"^\| ([0-9, ]+) \|", readme, re.MULTILINE)
        listed = re.findall(r"^\.B ([0-9, ]+)$", page.split(".SH EXIT STATUS")[1].split(".SH FILES")[0], re.MULTILINE)
        self.assertEqual(sorted(int(n) for row in codes for n in row.split(",")), sorted(int(n) for row in listed for n in row.split(",")))


main()
