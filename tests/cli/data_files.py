# A lexicon or name model that is missing, cut or changed ends the program with 69 before it has read any input.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import random
import shutil

from program import LETTER, SHARE, Case, main


class DataFiles(Case):
    def setUp(self):
        super().setUp()
        shutil.copytree(SHARE, os.path.join(self.folder, "data"))
        with open(os.path.join(SHARE, "lexicon.bin"), "rb") as file:
            self.lexicon = file.read()

    def assert_refused(self, lexicon):
        self.write("data/lexicon.bin", lexicon)
        process = self.start_mask("--data", "data")  # its input stays open and empty: who reads first, waits
        self.assertEqual(process.wait(10), 69)
        self.assertEqual(process.stdout.read(), b"")
        self.assertIn(b"lexicon", process.stderr.read())
        end = self.run_mask("--data", "data", "-o", "out.txt", data=LETTER)
        self.assertEqual(end.returncode, 69)
        self.assertNotIn("out.txt", self.files())

    def test_whole(self):
        self.assertEqual(self.assert_code(0, "--data", "data", data=LETTER).stdout, self.run_mask(data=LETTER).stdout)

    def test_missing(self):
        os.remove(os.path.join(self.folder, "data/lexicon.bin"))
        process = self.start_mask("--data", "data")
        self.assertEqual(process.wait(10), 69)

    def test_not_a_file(self):
        os.remove(os.path.join(self.folder, "data/lexicon.bin"))
        os.mkdir(os.path.join(self.folder, "data/lexicon.bin"))
        self.assert_code(69, "--data", "data", data=LETTER)

    def test_cut(self):
        size = len(self.lexicon)
        for length in (0, 1, 7, 8, 63, 64, 4096, size // 2, size - 8, size - 1):
            with self.subTest(length=length):
                self.assert_refused(self.lexicon[:length])

    def test_longer(self):
        self.assert_refused(self.lexicon + b"\0")

    def test_flipped(self):
        chance = random.Random(1)
        places = [*range(0, 64, 7), *(chance.randrange(len(self.lexicon)) for _ in range(20)), len(self.lexicon) - 1]
        for place in places:
            with self.subTest(place=place):
                changed = bytearray(self.lexicon)
                changed[place] ^= 1 << chance.randrange(8)
                self.assert_refused(bytes(changed))

    def test_name_model(self):
        path = os.path.join(self.folder, "data/names.model")
        with open(path, "rb") as file:
            good = file.read()
        for bad in (b"", good[:len(good) // 2], good + b"\0", good[:1000] + bytes([good[1000] ^ 4]) + good[1001:], None):
            with self.subTest(size=bad and len(bad)):
                os.remove(path)
                if bad is not None:
                    self.write("data/names.model", bad)
                process = self.start_mask("--data", "data")
                self.assertEqual(process.wait(10), 69)
                self.assertEqual(process.stdout.read(), b"")
                self.assert_code(69, "--data", "data", data=LETTER)
                self.assert_code(0, "--data", "data", "--no-model", data=LETTER)  # not asked for, not needed
                self.write("data/names.model", good)

    def test_policies(self):
        for folder, _, names in os.walk(os.path.join(self.folder, "data")):
            for name in names:
                if not name.endswith(".toml"):
                    continue
                with self.subTest(name=name):
                    path = os.path.join(folder, name)
                    with open(path, "rb") as file:
                        good = file.read()
                    for bad in (b"", good[:len(good) // 2] + b"[", b"\xff" + good):
                        with open(path, "wb") as file:
                            file.write(bad)
                        done = self.run_mask("--data", "data", "--policy", name.removesuffix(".toml"), data=LETTER)
                        self.assertIn(done.returncode, (69, 78))
                        self.assertEqual(done.stdout, b"")
                    with open(path, "wb") as file:
                        file.write(good)


main()
