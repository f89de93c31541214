# What holds for any input and any way of asking: the same bytes for every vector width and number of threads, and masking twice is masking once.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import random
import unittest

from program import LETTER, PLAIN, Case, main

SAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data/samples")


def samples(ending=".txt"):
    for name in sorted(os.listdir(SAMPLES)):
        if not name.endswith(ending):
            continue
        with open(os.path.join(SAMPLES, name), "rb") as file:
            yield name, file.read()


def mixed(size, seed):
    """Letters cut at random and joined, between junk of digits, capitals and signs."""
    chance = random.Random(seed)
    texts = [data.decode() for _, data in samples()] + [LETTER.decode(), PLAIN.decode()]
    parts, length = [], 0
    while length < size:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        part = text[start:start + chance.randrange(400)] + "".join(chance.choices("0123456789 -@.AÅÖÆøé\u00a0\u200b\u00ad\uff11\r\n", k=chance.randrange(30)))
        parts.append(part)
        length += len(part)
    return "".join(parts).encode()


class Laws(Case):
    def test_letters_are_masked(self):
        """The two letters of the first run: every canary of theirs is gone, every word of the decision is there."""
        gone = {"brev-sv.txt": ["19850412-9803", "580923-9824", "070-174 06 05", "070-174 06 23", "@example.org", "Granvägen", "987 65", "MLB 84A",
                                "SE45 5000", "192.0.2.17", "3 maj 2019", "39 år", "Anna-Lena", "Bergström"],
                "brev-da.txt": ["070761-4285", "251248-9996", "20 12 34 56", "20 12 34 78", "@example.org", "Birkevej", "9979 Sønderby", "AB 12 345",
                                "DK50 0040", "0440116243", "192.0.2.17", "63 år", "Mette", "Kjær"]}
        stays = {"brev-sv.txt": ["Beslut om ekonomiskt bistånd", "(2001:453)", "12 500 kronor", "Faktura 20240117", "7 450 kronor", "16 kap. 3 §", "4 november 2024"],
                 "brev-da.txt": ["Afgørelse om boligstøtte", "LBK nr. 606", "12.500 kr.", "Faktura 20240117", "2.450 kr.", "§ 72", "4. november 2024"]}
        for name, data in samples():
            masked = self.assert_code(0, data=data).stdout.decode()
            for words in gone[name]:
                self.assertNotIn(words, masked)
            for words in stays[name]:
                self.assertIn(words, masked)

    def test_masking_twice_is_masking_once(self):
        for name, data in [*samples(), *samples(".csv"), ("letter", LETTER)]:
            for options in ([], ["--style", "block"], ["--policy", "all"], ["--labels", "en"]):
                with self.subTest(name=name, options=options):
                    once = self.run_mask(*options, data=data).stdout
                    self.assertEqual(self.run_mask(*options, data=once).stdout, once)

    @unittest.expectedFailure  # a mask right before @ makes the rest look like a handle, and so on
    def test_masking_twice_is_masking_once_in_junk(self):
        for seed in range(20):
            once = self.run_mask("--no-model", data=mixed(5_000, seed)).stdout
            self.assertEqual(self.run_mask("--no-model", data=once).stdout, once, f"seed {seed}")

    def test_the_same_for_every_path(self):
        data = mixed(300_000, 3)
        for options in ([], ["--policy", "all", "--findings", "-"]):
            whole = self.run_mask(*options, data=data).stdout
            for simd in ("scalar", "ssse3", "sse4", "avx2", "avx3", "neon"):
                done = self.run_mask("--simd", simd, *options, data=data)
                if done.returncode != 0:  # not on this processor
                    self.assertEqual(done.stdout, b"")
                    self.assertNotEqual(simd, "scalar")
                    continue
                self.assertTrue(done.stdout == whole, simd)
            for jobs in ("1", "2", "5"):
                self.assertTrue(self.run_mask("--jobs", jobs, *options, data=data).stdout == whole, f"--jobs {jobs}")

    def test_nothing_of_the_surroundings_counts(self):
        data = mixed(20_000, 5)
        whole = self.run_mask(data=data).stdout
        for more in ({"LC_ALL": "C"}, {"LC_ALL": "sv_SE.ISO-8859-1"}, {"LANG": "da_DK.UTF-8"}, {"TZ": "Asia/Tokyo"}, {"TMPDIR": "/nowhere"},
                     {"HOME": "/nowhere"}, {"MASKROS_DATA": "/nowhere"}):
            with self.subTest(more=more):
                self.assertTrue(self.run_mask(data=data, env=self.environment(**more)).stdout == whole)
        self.assertTrue(self.run_mask(data=data, env={}).stdout == whole)

    def test_bytes_outside_masks(self):
        """Text without personal data comes out byte for byte, whatever its line ends and signs."""
        for data in (b"", b"\n", b"\r\n\r\n", PLAIN.replace(b"\n", b"\r\n"), PLAIN.rstrip(b"\n"), b"\xef\xbb\xbf" + PLAIN, b"a\0b\x1b[1m\n",
                     "e\u0301 \u200b \u00ad \ufb01 \U0001f33c\u2028\n".encode(), PLAIN.replace(b" ", "\u00a0".encode())):
            with self.subTest(data=data):
                self.assertEqual(self.assert_code(0, "--allow-empty", data=data).stdout, data)

    def test_encodings(self):
        text = LETTER.decode()
        masked = self.run_mask(data=LETTER).stdout.decode()
        for encoding, codec, mark in (("UTF-16LE", "utf-16-le", b""), ("UTF-16BE", "utf-16-be", b""), ("windows-1252", "cp1252", b""),
                                      ("ISO-8859-1", "latin-1", b""), (None, "utf-16-le", b"\xff\xfe"), (None, "utf-16-be", b"\xfe\xff")):
            with self.subTest(encoding=encoding, mark=mark):
                options = ["--encoding", encoding] if encoding else []
                self.assertEqual(self.assert_code(0, *options, data=mark + text.encode(codec)).stdout, mark + masked.encode(codec))

    def test_lossy(self):
        done = self.assert_code(0, "--lossy", data=LETTER + b"\xff\n")
        self.assertNotIn(b"\xff", done.stdout)
        self.assertIn("\ufffd".encode(), done.stdout)
        self.assertIn(b"1", done.stderr)


main()
