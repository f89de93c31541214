# Odd long streams in little memory: a line of 1 GB, a word of 1 GB, 64 MB of nothing but personal numbers; 100 MB of rows and records.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import subprocess
import threading

from program import LETTER, MASK, PLAIN, Case, main

MEMORY = 64 << 20
GIGA = 1_000_000_000


class LongStreams(Case):
    def pour(self, block, total, *options, head=b"", tail=b""):
        """Feeds `total` bytes of repeated `block`, between `head` and `tail`. Gives back bytes that came out and peak memory (this process's own, small, counts as a floor)."""
        process = subprocess.Popen([MASK, *options], cwd=self.folder, env=self.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        piece = block * max(1, (1 << 20) // len(block))

        def write():
            left = total
            with process.stdin as pipe:
                pipe.write(head)
                while left > 0:
                    pipe.write(piece[:left] if left < len(piece) else piece)
                    left -= len(piece)
                pipe.write(tail)
        writer = threading.Thread(target=write)
        writer.start()
        came, first = 0, b""
        while data := os.read(process.stdout.fileno(), 1 << 20):
            came += len(data)
            first = first or data
        writer.join()
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        self.assert_no_canary(first)
        return came, usage.ru_maxrss * 1024

    def test_one_line(self):
        came, memory = self.pour(PLAIN.replace(b"\n", b" ") * 10 + b"Ring 070-174 06 23. ", GIGA)
        self.assertGreater(came, 0.9 * GIGA)
        self.assertLessEqual(memory, MEMORY)

    def test_one_word(self):
        came, memory = self.pour(b"x", GIGA)
        self.assertEqual(came, GIGA)
        self.assertLessEqual(memory, MEMORY)

    def test_only_numbers(self):
        for line in (b"19850412-9803\n", b"19850412-9803 "):
            came, memory = self.pour(line, 64_000_000)
            self.assertGreater(came, 0)
            self.assertLessEqual(memory, MEMORY)

    def test_rows_and_records(self):
        size = 100_000_000
        row = b'2024-17;"Klagom\xc3\xa5l fr\xc3\xa5n Zebulonia Quistqvarn";070-174 06 23;Beslut\r\n'
        record = b'{"dnr": "2024-17", "titel": "Klagom\xc3\xa5l fr\xc3\xa5n Zebulonia Quistqvarn", "tel": "070-174 06 23"}'
        for block, options, ends in ((row, ["--columns", "titel=text,dnr=keep"], {"head": b"dnr;titel;tel;x\r\n"}), (record + b"\n", [], {}),
                                     (record + b",\n", [], {"head": b"[", "tail": record + b"]"})):
            came, memory = self.pour(block, size // len(block) * len(block), *options, **ends)
            self.assertGreater(came, size / 2)
            self.assertLessEqual(memory, MEMORY)


main()
