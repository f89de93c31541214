# Canaries: a name and numbers found nowhere else must not come out in messages, tables, findings, file names or temporary files.
# SPDX-License-Identifier: GPL-3.0-or-later
import ctypes
import json
import os
import select
import struct
import subprocess

from program import LETTER, MASK, Case, long_letter, main

CREATED = 0x100 | 0x80  # IN_CREATE, IN_MOVED_TO
libc = ctypes.CDLL(None, use_errno=True)


class Watch:
    """Notes the names of files that appear in folders (inotify)."""

    def __init__(self, *folders):
        self.descriptor = libc.inotify_init1(os.O_NONBLOCK)
        for folder in folders:
            if libc.inotify_add_watch(self.descriptor, os.fsencode(folder), CREATED) < 0:
                raise OSError(ctypes.get_errno(), "inotify_add_watch")

    def names(self):
        names = []
        while select.select([self.descriptor], [], [], 0.05)[0]:
            data, at = os.read(self.descriptor, 1 << 16), 0
            while at < len(data):
                length = struct.unpack_from("iIII", data, at)[3]
                names.append(data[at + 16:at + 16 + length].rstrip(b"\0").decode())
                at += 16 + length
        return names

    def close(self):
        os.close(self.descriptor)


def as_stream(*texts, **fields):
    lines = [json.dumps({"maskros": 1, "text": text.decode(), **fields}, ensure_ascii=False) for text in texts]
    return "\n".join([*lines, json.dumps({"maskros": 1, "end": True, "documents": len(texts)})]).encode() + b"\n"


class Privacy(Case):
    def messages(self, *options, data=LETTER):
        """Runs with every option that talks; Case checks that no canary is in what it says."""
        return [self.run_mask(*talk, *options, data=data) for talk in ([], ["--explain"], ["--explain", "--progress", "always", "--jobs", "2"])]

    def test_messages_of_success(self):
        for options in ([], ["--check"], ["--style", "keep"], ["--style", "block"], ["--policy", "all"], ["--to", "ndjson"], ["-o", "out.txt"],
                        ["--threshold", "person=0"], ["--findings", "found.ndjson"], ["--findings", "found.ndjson", "--with-text"]):
            with self.subTest(options=options):
                for done in self.messages(*options):
                    self.assertIn(done.returncode, (0, 1))

    def test_explain_says_something(self):
        done = self.run_mask("--explain", data=LETTER)
        self.assertIn(b"national_id", done.stderr)
        self.assertIn(b"phone", done.stderr)

    def test_findings_hold_codes_only(self):
        done = self.assert_code(0, "--findings", "-", data=LETTER)
        self.assert_no_canary(done.stdout)
        for line in done.stdout.splitlines():
            finding = json.loads(line)
            self.assertNotIn("text", finding)
            for code in finding["evidence"]:
                self.assertRegex(code, r"^[a-z]+:[a-z0-9_.]+(:-?\d+)?$")

    def test_messages_of_errors(self):
        cut = as_stream(LETTER)
        for options, data in (
                ([], LETTER + b"\xff" + LETTER), ([], LETTER[:-1] + b"\xc3"), (["--encoding", "UTF-16"], LETTER + b"x"), (["--lossy"], LETTER + b"\xff"),
                (["--encoding", "no-such-encoding"], LETTER), (["-o", "nowhere/out.txt"], LETTER), (["--data", "nowhere"], LETTER),
                (["--from", "ndjson"], LETTER), (["--from", "ndjson"], cut[:len(cut) // 2]), (["--from", "ndjson"], cut[:60] + b"\xff" + cut[60:]),
                (["--from", "ndjson"], cut.replace(b'"text"', b'"Zebulonia"')), (["--from", "ndjson"], b'{"maskros":1,"text":"Zebulonia \\ud800"}\n'),
                (["--from", "ndjson"], b'{"maskros":1,"text":Quistqvarn}\n'), (["--from", "ndjson"], b'{"maskros":"Zebulonia","text":"Quistqvarn"}\n'),
                (["--from", "ndjson"], b'{"maskros":1,"text":"a","lang":"Zebulonia"}\n'), (["--from", "ndjson"], b"[" * 100000 + LETTER),
                (["--from", "ndjson"], cut + cut), (["--findings", "nowhere/found"], LETTER)):
            with self.subTest(options=options, data=data[:80]):
                self.messages(*options, data=data)

    def test_words_of_gold_documents(self):
        gold = json.dumps({"id": "1", "lang": "sv", "text": LETTER.decode(), "spans": [{"start": 6, "end": 26, "type": "person"}]})
        self.write("gold.jsonl", gold.encode() + b"\n")
        done = self.assert_code(0, "--evaluate", "gold.jsonl")
        self.assert_no_canary(done.stdout)
        self.write("gold.jsonl", gold.encode()[:-20])
        self.messages("--evaluate", "gold.jsonl")

    def test_words_of_policies_are_not_quoted(self):
        """An allow list may well hold names."""
        self.write("allow.txt", b"Zebulonia Quistqvarn\n\xff\n")
        self.messages("--allow", "allow.txt")
        self.write("policy.toml", b"version = 1\nname = 'x'\n[types.person]\nfrom = 'Zebulonia'\n")
        self.messages("--policy", "policy.toml")

    def test_every_string_of_a_document(self):
        """What a document stream carries beside its text is masked too."""
        note = "Ring Zebulonia Quistqvarn, 19850412-9803, 070-174 06 23"
        done = self.assert_code(0, data=as_stream(LETTER, id="070-174 06 23", meta={"note": note, "deep": [[note]]}, other={"unknown": note}))
        for canary in (b"19850412-9803", b"070-174 06 23"):
            self.assertNotIn(canary, done.stdout)

    def test_no_temporary_files(self):
        watch = Watch(self.temporary, self.folder, "/dev/shm", os.path.dirname(MASK))
        self.addCleanup(watch.close)
        self.run_mask("--explain", data=long_letter(9_000_000))
        self.run_mask("--explain", data=LETTER + b"\xff")
        # Others use these folders as well: only names that could be ours count.
        self.assertEqual([n for n in watch.names() if "mask" in n.lower()], [])
        self.assertEqual(self.files(), [])

    def test_only_the_output_appears(self):
        watch = Watch(self.temporary, self.folder)
        self.addCleanup(watch.close)
        self.run_mask("-o", "out.txt", "--findings", "found.ndjson", data=LETTER)
        names = watch.names()
        self.assertIn("out.txt", names)
        for name in names:
            self.assert_no_canary(name.encode())
        self.assertEqual(self.files(), ["found.ndjson", "out.txt"])

    def test_arguments_and_core(self):
        """Nothing of the document in /proc/PID/cmdline or environ, and no core file."""
        process = self.start_mask()
        process.stdin.write(LETTER)
        process.stdin.flush()
        for name in ("cmdline", "environ"):
            try:
                with open(f"/proc/{process.pid}/{name}", "rb") as file:
                    self.assert_no_canary(file.read())
            except PermissionError:
                pass  # closed to others: better still
        process.communicate(timeout=20)

    def test_no_terminal_escapes(self):
        """Control characters of file names and text do not reach a terminal through messages."""
        name = "brev\x1b]0;owned\x07.txt"
        done = self.run_mask(name)
        self.assertEqual(done.returncode, 66)
        self.assertNotIn(b"\x1b", done.stderr)
        self.assertNotIn(b"\x07", done.stderr)
        self.write(name, LETTER + b"\xff")
        self.assertNotIn(b"\x1b", self.run_mask("--explain", name).stderr)


main()
