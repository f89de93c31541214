# Closed descriptors, short reads, and inputs of odd kinds: the same bytes, or an error, never something in the wrong place.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import shlex
import subprocess
import threading

from program import LETTER, MASK, Case, long_letter, main


class Descriptors(Case):
    def shell(self, line, data=LETTER):
        done = subprocess.run(["bash", "-c", line], input=data, cwd=self.folder, env=self.environment(MASK=MASK), capture_output=True, timeout=20)
        self.check_run(done.returncode, done.stderr)
        return done

    def setUp(self):
        super().setUp()
        self.masked = self.run_mask(data=LETTER).stdout
        self.write("letter.txt", LETTER)

    def test_no_standard_input(self):
        self.assertIn(self.shell('"$MASK" <&-').returncode, (66, 74))
        done = self.shell('"$MASK" letter.txt <&-')
        self.assertEqual((done.returncode, done.stdout), (0, self.masked))
        self.assertEqual(self.shell('"$MASK" letter.txt -o out.txt <&-').returncode, 0)
        self.assertEqual(self.read("out.txt"), self.masked)

    def test_no_standard_output(self):
        self.assertEqual(self.shell('"$MASK" >&-').returncode, 74)
        self.assertEqual(self.shell('"$MASK" letter.txt >&-').returncode, 74)
        self.assertEqual(self.read("letter.txt"), LETTER)
        self.assertEqual(self.shell('"$MASK" -o out.txt >&-').returncode, 0)
        self.assertEqual(self.read("out.txt"), self.masked)

    def test_no_standard_error(self):
        done = self.shell('"$MASK" --explain --progress always 2>&-')
        self.assertEqual((done.returncode, done.stdout), (0, self.masked))
        self.assertEqual(self.shell('"$MASK" --explain --progress always -o out.txt 2>&-').returncode, 0)
        self.assertEqual(self.read("out.txt"), self.masked)
        self.assertEqual(self.shell('"$MASK" --no-such-option 2>&-').returncode, 64)

    def test_none_at_all(self):
        self.assertEqual(self.shell('"$MASK" --explain letter.txt -o out.txt <&- >&- 2>&-').returncode, 0)
        self.assertEqual(self.read("out.txt"), self.masked)
        self.assertEqual(self.read("letter.txt"), LETTER)

    def test_output_only_for_reading(self):
        self.assertEqual(self.shell('"$MASK" letter.txt 1<letter.txt').returncode, 74)
        self.assertEqual(self.read("letter.txt"), LETTER)

    def feed(self, data, size):
        process = self.start_mask()
        def write():
            try:
                for start in range(0, len(data), size):
                    os.write(process.stdin.fileno(), data[start:start + size])
            except BrokenPipeError:
                pass
            process.stdin.close()
        writer = threading.Thread(target=write)
        writer.start()
        out = process.stdout.read()
        writer.join()
        process.stdin = None
        self.assertEqual(process.wait(), 0)
        return out

    def test_short_reads(self):
        data = LETTER * 5
        whole = self.run_mask(data=data).stdout
        for size in (1, 7, 4096):
            self.assertEqual(self.feed(data, size), whole, f"in pieces of {size} bytes")
        data = long_letter(9_500_000)  # over two ends of segments
        whole = self.run_mask(self.write("long.txt", data)).stdout
        for size in (4096, 65536, 1_000_003):
            self.assertTrue(self.feed(data, size) == whole, f"in pieces of {size} bytes")

    def test_kinds_of_input(self):
        os.mkfifo(os.path.join(self.folder, "fifo"))
        line = 'cat letter.txt >fifo & "$MASK" fifo; code=$?; wait; exit $code'
        self.assertEqual(self.shell(line).stdout, self.masked)
        self.assertEqual(self.shell('"$MASK" /dev/stdin').stdout, self.masked)
        self.assertEqual(self.shell('"$MASK" <letter.txt').stdout, self.masked)
        self.assertEqual(self.shell('"$MASK" - <letter.txt').stdout, self.masked)
        name = "a 'strange'\n-name å.txt"
        self.write(name, LETTER)
        self.assertEqual(self.shell(f'"$MASK" -- {shlex.quote(name)}').stdout, self.masked)

    def test_append_and_offset(self):
        """Output to a file that the shell opened goes where the shell points, and input is read from where it stands."""
        self.assertEqual(self.shell('"$MASK" letter.txt >>log; "$MASK" letter.txt >>log').returncode, 0)
        self.assertEqual(self.read("log"), self.masked * 2)
        done = self.shell('{ read -r first; "$MASK"; } <letter.txt')
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stdout.count(b"\n"), LETTER.count(b"\n") - 1)


main()
