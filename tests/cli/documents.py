# Documents that are no text, through transcribe and mask: what comes out, what is refused, and that nothing of them stays anywhere.
# SPDX-License-Identifier: GPL-3.0-or-later
import io
import json
import os
import signal
import subprocess
import time
import zipfile
import zlib

from document_files import docx, mail, pdf, zip_of
from program import CANARIES, LETTER, LIMIT, MASK, Case, main

TRANSCRIBE = os.path.join(os.path.dirname(MASK), "transcribe")
TEXT = LETTER.decode()


KINDS = {"brev.docx": docx(TEXT), "brev.pdf": pdf([TEXT.splitlines()]), "brev.eml": mail(TEXT),
         "brev.html": ("<!doctype html><meta charset=utf-8>" + "".join(f"<p>{line}</p>" for line in TEXT.splitlines())).encode(),
         "brev.rtf": b"{\\rtf1\\ansi\\ansicpg1252 " + b"".join(line.encode("cp1252") + b"\\par\n" for line in TEXT.splitlines()) + b"}"}


class Documents(Case):
    def transcribe(self, *options, data=b"", **more):
        done = subprocess.run([TRANSCRIBE, *options], input=data, cwd=self.folder, env=self.environment(), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=LIMIT, **more)
        self.check_run(done.returncode, done.stderr)
        return done

    def assert_transcribed(self, expected, *options, data=b"", **more):
        done = self.transcribe(*options, data=data, **more)
        self.assertEqual(done.returncode, expected, f"{options}: {done.stderr!r}")
        return done

    def test_text_of_each_kind(self):
        for name, data in KINDS.items():
            self.write(name, data)
            out = self.assert_transcribed(0, name).stdout.decode()
            for line in TEXT.splitlines():
                self.assertIn(line, out, name)
            self.assertEqual(self.assert_transcribed(0, data=data).stdout.decode(), out, name)

    def test_masked_text_of_each_kind(self):
        for name, data in KINDS.items():
            self.write(name, data)
            out = self.assert_code(0, name).stdout
            self.assert_no_canary(out)
            self.assertIn("[PERSONNUMMER]", out.decode(), name)
            findings = [json.loads(line) for line in self.assert_code(0, "--findings", "-", name).stdout.splitlines()]
            self.assertTrue(any(found["type"] == "national_id" for found in findings), name)
            self.assertEqual(self.run_mask("--check", name).returncode, 1, name)

    def test_pages_and_boxes(self):
        self.write("akt.pdf", pdf([["Sida ett."], TEXT.splitlines()]))
        lines = [json.loads(line) for line in self.assert_transcribed(0, "--to", "ndjson", "--keep-lines", "akt.pdf").stdout.splitlines()]
        document, end = lines
        self.assertEqual(end, {"maskros": 1, "end": True, "documents": 1})
        self.assertEqual([page["number"] for page in document["pages"]], [1, 2])
        self.assertEqual((document["pages"][0]["width"], document["pages"][0]["height"]), (595, 842))
        self.assertIn("landlock" if "landlock" in document["meta"]["sandbox"] else "limits", document["meta"]["sandbox"])
        text = document["text"].encode()
        for page in document["pages"]:
            for start, end, x0, y0, x1, y1, confidence in page["words"]:
                self.assertTrue(page["start"] <= start < end <= page["end"])
                self.assertTrue(0 <= x0 < x1 <= 595 and 0 <= y0 < y1 <= 842)
                self.assertNotIn(b" ", text[start:end])
        found = [json.loads(line) for line in self.assert_code(0, "--findings", "-", "akt.pdf").stdout.splitlines()]
        number = next(finding for finding in found if finding["type"] == "national_id")
        self.assertEqual(number["page"], 2)
        self.assertEqual(text[number["start"]:number["end"]], b"19850412-9803")
        # Second line of the page: 14 points below the first, which stands 72 points from the top.
        self.assertEqual(len(number["boxes"]), 1)
        x0, y0, x1, y1 = number["boxes"][0]
        self.assertTrue(72 < x0 < x1 < 300 and 70 < y0 < 86 < y1 < 96, number["boxes"])

    def test_pipe(self):
        self.write("brev.docx", KINDS["brev.docx"])
        stream = self.assert_transcribed(0, "--to", "ndjson", "brev.docx").stdout
        masked = self.assert_code(0, "--to", "text", data=stream).stdout
        self.assert_no_canary(masked)

    def test_refused(self):
        good = KINDS["brev.pdf"]
        self.write("half.pdf", good[:len(good) // 2])
        self.write("empty.pdf", b"%PDF-1.4\n")
        self.write("zip.docx", KINDS["brev.docx"][:300])
        for name in ("half.pdf", "empty.pdf", "zip.docx"):
            for run in (self.transcribe, self.run_mask):
                done = run(name)
                self.assertIn(done.returncode, (65, 3), (name, done.stderr))
                if done.returncode == 65:
                    self.assertEqual(done.stdout, b"", name)
        self.assertEqual(self.transcribe("--from", "pdf", data=b"hej").returncode, 65)
        self.assertEqual(self.transcribe("nowhere.pdf").returncode, 66)
        self.assertEqual(self.transcribe("--limit", "pages=1", data=pdf([["a"], ["b"]])).returncode, 65)
        self.assertEqual(self.transcribe("--to", "hocr", data=b"text").returncode, 64)
        for option in ("--limit=apples=1", "--limit=pages=0", "--pages=3-1", "--sandbox=maybe", "--ocr=perhaps"):
            self.assertEqual(self.transcribe(option, data=b"hej").returncode, 64, option)

    def test_time_and_memory(self):
        """A document that costs too much ends alone (75), and others are read."""
        os.mkdir(os.path.join(self.folder, "out"))
        heavy = zlib.compress(b"q Q " * 50_000_000)
        page = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(heavy), heavy)
        data = pdf([["x"]])
        data = data[:data.index(b"5 0 obj")] + b"5 0 obj\n" + page + b"\nendobj\ntrailer<</Size 6/Root 1 0 R>>\n"
        self.write("heavy.pdf", data)
        self.write("good.pdf", KINDS["brev.pdf"])
        done = self.transcribe("--limit", "cpu=1", "heavy.pdf")
        self.assertEqual(done.returncode, 75, done.stderr)
        self.assertEqual(done.stdout, b"")
        done = self.transcribe("--limit", "cpu=1", "-o", "out", "heavy.pdf", "good.pdf", "nowhere.pdf")
        self.assertEqual(done.returncode, 10, done.stderr)
        self.assertEqual(os.listdir(os.path.join(self.folder, "out")), ["good.pdf.txt"])
        self.write("bomb.docx", zip_of({"word/document.xml": bytes(60_000_000)}))
        self.assertEqual(self.transcribe("bomb.docx").returncode, 65, "a stated limit: the ratio")

    def test_folder(self):
        os.mkdir(os.path.join(self.folder, "out"))
        for name, data in KINDS.items():
            self.write(name, data)
        self.write("brev.txt", LETTER)
        names = [*KINDS, "brev.txt"]
        self.assert_code(0, "-j", "3", "-o", "out", *names)
        for name in names:
            self.assert_no_canary(self.read("out/" + name))
            self.assertIn("[PERSONNUMMER]".encode(), self.read("out/" + name), name)
        self.assert_transcribed(0, "-j", "3", "-o", "out", *names)
        self.assertIn(b"19850412-9803", self.read("out/brev.pdf.txt"))

    def test_same_bytes_whatever_the_jobs(self):
        names = []
        for i in range(6):
            names.append(f"{i}.pdf")
            self.write(names[-1], pdf([[f"Dokument {i}."] + TEXT.splitlines()]))
        one = self.assert_transcribed(0, "-j", "1", "--to", "ndjson", *names).stdout
        self.assertEqual(self.assert_transcribed(0, "-j", "4", "--to", "ndjson", *names).stdout, one)

    def test_archive(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("mapp/brev.docx", KINDS["brev.docx"])
            archive.writestr("../ut.txt", "Hej.\n")
        self.write("akt.zip", out.getvalue())
        done = self.transcribe("--to", "ndjson", "akt.zip")
        self.assertIn(done.returncode, (0, 3), done.stderr)
        documents = [json.loads(line) for line in done.stdout.splitlines()][:-1]
        self.assertIn("19850412-9803", documents[0]["text"])
        self.assertFalse(any(".." in document["id"] for document in documents))
        self.assertEqual(self.files(), ["akt.zip"])

    def test_sandbox_off_and_required(self):
        self.write("brev.pdf", KINDS["brev.pdf"])
        off = self.assert_transcribed(0, "--sandbox", "off", "brev.pdf").stdout
        self.assertEqual(self.assert_transcribed(0, "brev.pdf").stdout, off)
        self.assertIn(self.transcribe("--sandbox", "require", "brev.pdf").returncode, (0, 71))

    def test_doctor(self):
        """Every wall is tried, by whichever layer stands on this machine; none may give."""
        done = subprocess.run([TRANSCRIBE, "--doctor"], cwd=self.folder, env=self.environment(), capture_output=True, timeout=LIMIT)
        self.assertIn(done.returncode, (0, 69), done.stdout)
        out = done.stdout.decode()
        for attempt in ("open a file", "make a file", "make a network connection", "send a datagram", "start a program", "look into another process",
                        "signal another process", "make a process", "take all memory"):
            row = next(line for line in out.splitlines() if line.strip().startswith(attempt))
            self.assertIn(" denied", row)
            self.assertNotIn("NOT", row)

    def test_ended(self):
        """A signal ends the program, its worker and all that read; nothing is left."""
        many = b"q Q " * 3_000_000
        data = pdf([["x"]])
        data = data[:data.index(b"5 0 obj")] + b"5 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\ntrailer<</Size 6/Root 1 0 R>>\n" % (len(many), many)
        self.write("slow.pdf", data)
        process = subprocess.Popen([TRANSCRIBE, "slow.pdf", "-o", "slow.txt"], cwd=self.folder, env=self.environment(), stderr=subprocess.PIPE)
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)
        process.stderr.close()
        self.assertEqual(self.files(), ["slow.pdf"])

    def test_nothing_stays(self):
        """No folder that temporary files go to, and no message, holds a word of the document."""
        for name, data in KINDS.items():
            self.write(name, data)
            done = self.run_mask("--explain", "--to", "ndjson", name)
            self.assert_no_canary(done.stderr)
            self.assert_no_canary(done.stdout)
            self.assertEqual(os.listdir(self.temporary), [])


main()
