# Every exit code that mask can give, once at least.
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import resource
import signal
import subprocess
import unittest

from program import LETTER, MASK, PLAIN, SHARE, Case, long_letter, main


def stream(*texts, end=True):
    lines = [json.dumps({"maskros": 1, "text": text}) for text in texts]
    if end:
        lines.append(json.dumps({"maskros": 1, "end": True, "documents": len(texts)}))
    return "".join(line + "\n" for line in lines).encode()


class ExitCodes(Case):
    def test_0_done(self):
        done = self.assert_code(0, data=LETTER)
        self.assertEqual(done.stderr, b"")
        self.assert_no_canary(done.stdout.replace(b"Zebulonia", b"").replace(b"Quistqvarn", b""))
        self.assertEqual(self.assert_code(0, data=PLAIN).stdout, PLAIN)
        self.assert_code(0, "--allow-empty")
        self.assert_code(0, "-", data=PLAIN)

    def test_0_help_and_version(self):
        self.assertIn(b"--output", self.assert_code(0, "--help").stdout)
        self.assertRegex(self.assert_code(0, "--version").stdout, rb"mask .*\d+\.\d+")

    def test_1_check_found_something(self):
        self.assertEqual(self.assert_code(1, "--check", data=LETTER).stdout, b"")
        self.assertEqual(self.assert_code(0, "--check", data=PLAIN).stdout, b"")

    def test_3_a_person_must_look(self):
        protected = "Personen har sekretessmarkering i folkbokföringen.\n".encode()
        self.assert_code(3, data=protected)
        self.assert_code(3, data="Borgeren har navne- og adressebeskyttelse.\n".encode())
        reviewed = b'{"maskros":1,"text":"Hej","meta":{"review":["page 4: nothing read"]}}\n{"maskros":1,"end":true,"documents":1}\n'
        self.assert_code(3, "--to", "text", data=reviewed)

    def test_64_usage(self):
        for options in (["--no-such-option"], ["--style", "pink"], ["--types", "person,nose"], ["--sty", "block"], ["--threshold", "person"],
                        ["--threshold", "person=many"], ["--from", "docx?"], ["--jobs", "none"], ["--labels"], ["--simd", "quantum"],
                        ["--progress", "maybe"], ["--except", "nose"], ["--lang", "fi"]):
            with self.subTest(options=options):
                done = self.assert_code(64, *options, data=LETTER)
                self.assertEqual(done.stdout, b"")
                self.assertNotEqual(done.stderr, b"")

    def test_65_damaged_text(self):
        done = self.assert_code(65, data=b"Namn: \xff\xfe\xfa\n")
        self.assertIn(b"6", done.stderr)  # the place, in bytes
        for bad in (b"\xc3", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80", b"\xe2\x82"):
            with self.subTest(bad=bad):
                self.assertEqual(self.assert_code(65, data=LETTER + bad).stdout, b"")
                self.assertEqual(self.assert_code(65, data=bad + LETTER).stdout, b"")

    def test_65_damaged_stream(self):
        for bad in (stream("Hej", end=False), stream("Hej")[:-10], stream("Hej").replace(b'"documents": 1', b'"documents": 2'),
                    stream("Hej") + stream("Hej"), b'{"maskros":1,"text":7}\n', b'{"maskros":1,"text":"a\n'):
            with self.subTest(bad=bad):
                self.assert_code(65, "--from", "ndjson", data=bad)
        self.assert_code(0, "--no-end", data=stream("Hej", end=False))

    def test_66_no_input(self):
        self.assert_code(66, "nowhere.txt")
        self.assert_code(66, data=b"")

    def test_69_no_lexicon(self):
        os.mkdir(os.path.join(self.folder, "empty"))
        self.assertEqual(self.assert_code(69, "--data", "empty", data=LETTER).stdout, b"")
        self.assert_code(69, "--data", "nowhere", data=LETTER)

    def test_73_output_cannot_be_created(self):
        self.assert_code(73, "-o", "nowhere/out.txt", data=LETTER)

    def test_74_output_full(self):
        with open("/dev/full", "wb") as full:
            process = self.start_mask(stdout=full)
            _, err = process.communicate(long_letter(300000), timeout=20)
        self.check_run(process.returncode, err)
        self.assertEqual(process.returncode, 74)
        with open("/dev/full", "wb") as full:  # so small that only the last flush meets it
            process = self.start_mask(stdout=full)
            process.communicate(PLAIN, timeout=20)
        self.assertEqual(process.returncode, 74)

    def test_74_input_is_a_folder(self):
        os.mkdir(os.path.join(self.folder, "folder"))
        done = self.run_mask("folder")
        self.assertIn(done.returncode, (64, 66, 74))

    @unittest.skipIf("MASKROS_SLOWER" in os.environ, "a sanitizer maps far more than it uses")
    def test_75_out_of_memory(self):
        needed = os.path.getsize(os.path.join(SHARE, "lexicon.bin")) + 48 * 1024 * 1024
        for space in (needed, needed // 2, needed // 4):
            done = subprocess.run([MASK], input=b"[" * 8_000_000, cwd=self.folder, env=self.environment(), capture_output=True, timeout=20,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (space, space)))
            if done.returncode not in (0, 69, 127, -signal.SIGSEGV):  # enough; or too little to map its data, or to be loaded at all
                self.assertEqual(done.returncode, 75, done.stderr)

    @unittest.skipIf(os.geteuid() != 0, "needs root, to be somebody else")
    def test_77_permission_as_somebody_else(self):
        os.chmod(self.home, 0o755)
        os.chmod(self.write("secret.txt", LETTER), 0)
        def become_nobody():
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        try:
            probe = subprocess.run([MASK, "--version"], preexec_fn=become_nobody, capture_output=True, timeout=20)
        except PermissionError:
            self.skipTest("the program's folder is closed to others")
        if probe.returncode != 0:
            self.skipTest("the program's data is closed to others")
        self.assert_code(77, "secret.txt", preexec_fn=become_nobody)
        os.chmod(self.folder, 0o755)
        done = self.run_mask("-o", "out.txt", data=LETTER, preexec_fn=become_nobody)
        self.assertIn(done.returncode, (73, 77))

    def test_78_configuration(self):
        for policy in (b"version = 1\nname = 'x'\nunknown = 3\n", b"version = [", b"version = 2\nname = 'x'\n",
                       b"version = 1\nname = 'x'\n[types.nose]\nmask = true\n", b"version = 1\nname = 'x'\n[types.person]\nstyle = 'pink'\n",
                       b"version = 1\nname = 'x'\nallow = ['nowhere.txt']\n", b"version = 1\nname = 'x'\n[types.person]\nfrom = 'high'\n"):
            with self.subTest(policy=policy):
                self.assertEqual(self.assert_code(78, "--policy", self.write("policy.toml", policy), data=LETTER).stdout, b"")
        self.assert_code(78, "--config", self.write("config.toml", b"no-such-option = 1\n"), data=LETTER)

    def test_130_and_143_signals(self):
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=number):
                process = self.start_mask()
                process.stdin.write(LETTER)
                process.stdin.flush()
                try:  # it has started when it has data to wait for
                    process.wait(0.3)
                except subprocess.TimeoutExpired:
                    pass
                process.send_signal(number)
                code = process.wait(2)
                self.assertIn(code, (-number, 128 + number))
                self.assertEqual(process.stdout.read(), b"")
                self.check_run(code, process.stderr.read())

    def test_141_reader_left(self):
        process = self.start_mask(self.write("long.txt", long_letter(20_000_000)))
        process.stdout.read(1)
        process.stdout.close()
        code = process.wait(20)
        self.assertIn(code, (-signal.SIGPIPE, 141))
        self.assertEqual(process.stderr.read(), b"")


main()
