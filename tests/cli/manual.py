# The man pages are well formed, and mask(1) and --help name the same options.
# SPDX-License-Identifier: GPL-3.0-or-later
import glob
import os
import re
import subprocess

from program import Case, main

MAN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../man")


class Manual(Case):
    def test_well_formed(self):
        pages = sorted(glob.glob(os.path.join(MAN, "*.[15]")))
        self.assertGreaterEqual(len(pages), 4)
        for page in pages:
            done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z", page], capture_output=True, timeout=20)
            self.assertEqual((done.returncode, done.stderr), (0, b""), page)

    def test_options(self):
        with open(os.path.join(MAN, "mask.1"), encoding="utf-8") as file:
            paragraphs = re.findall(r"^\.TP\n(.*\\-\\-.*)$", file.read().split(".SH OPTIONS")[1], re.MULTILINE)
        documented = sorted(re.search(r"\\-\\-((?:[a-z]|\\-)+)", line).group(1).replace("\\", "") for line in paragraphs)
        help_text = self.assert_code(0, "--help").stdout.decode()
        offered = sorted(set(re.findall(r"^ +(?:-\w[, ]+(?:\[ )?)?--([a-z-]+)", help_text, re.MULTILINE)))
        self.assertEqual(documented, offered)

    def test_documented_once(self):
        with open(os.path.join(MAN, "mask.1"), encoding="utf-8") as file:
            names = re.findall(r"^\.TP\n.*?\\-\\-((?:[a-z]|\\-)+)", file.read().split(".SH OPTIONS")[1], re.MULTILINE)
        self.assertEqual(len(names), len(set(names)))


main()
