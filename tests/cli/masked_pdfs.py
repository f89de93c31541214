# Masked PDFs: what others read in them, and what is refused.
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import subprocess
import zlib

from document_files import docx, pdf, tiff
from program import CANARIES, LETTER, MASK, Case, main

TRANSCRIBE = os.path.join(os.path.dirname(MASK), "transcribe")
TEXT = LETTER.decode()
LINES = TEXT.splitlines()
WORDS = ["Beslut", "fattades", "november", "socialtjänstlagen"]

# A name in every place of a PDF that is not a page.
HIDDEN = pdf([LINES, ["Sida två."]],
             root=b"/Outlines 100 0 R/Names<</EmbeddedFiles<</Names[(Zebulonia.txt)102 0 R]>>/JavaScript<</Names[(a)104 0 R]>>>>/Metadata 105 0 R"
                  b"/PageLabels<</Nums[0<</P(Zebulonia Quistqvarn)>>]>>",
             page=b"/Annots[106 0 R]/PieceInfo<</A<</Private(Zebulonia Quistqvarn)>>>>",
             info=b"/Title(Zebulonia Quistqvarn)/Author(zebulonia.q@example.org)/Keywords<FEFF005A006500620075006C006F006E00690061>",
             more=[b"<</First 101 0 R/Last 101 0 R/Count 1>>", b"<</Title(Om Zebulonia Quistqvarn)/Parent 100 0 R>>",
                   b"<</Type/Filespec/F(Zebulonia.txt)/EF<</F 103 0 R>>>>", b"<</Type/EmbeddedFile/Length 20>>stream\nZebulonia Quistqvarn\nendstream",
                   b"<</S/JavaScript/JS(app.alert\\('Zebulonia Quistqvarn'\\))>>",
                   b"<</Type/Metadata/Subtype/XML/Length 30>>stream\n<x>Zebulonia Quistqvarn</x>    \nendstream",
                   b"<</Type/Annot/Subtype/Text/Rect[300 300 320 320]/Contents(Ring Zebulonia Quistqvarn)>>"])


class MaskedPdfs(Case):
    def text_of(self, name):
        return subprocess.run(["pdftotext", "-layout", os.path.join(self.folder, name), "-"], check=True, stdout=subprocess.PIPE).stdout

    def assert_clean(self, name):
        with open(os.path.join(self.folder, name), "rb") as handle:
            data = handle.read()
        plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", os.path.join(self.folder, name), "-"], check=True,
                               stdout=subprocess.PIPE).stdout
        for text in (data, plain, self.text_of(name)):
            self.assert_no_canary(text)
            for canary in CANARIES:
                self.assertNotIn(canary.hex().encode(), text.lower())
                self.assertNotIn(canary.decode().encode("utf-16-be"), text)
        return data

    def test_words_and_labels(self):
        self.write("akt.pdf", pdf([LINES, ["Sida två."]]))
        self.assert_code(0, "akt.pdf", "-o", "ut.pdf")
        self.assert_clean("ut.pdf")
        text = self.text_of("ut.pdf").decode()
        for word in [*WORDS, "[PERSONNUMMER]", "[TELEFON]", "[E-POST]", "[PERSON 1]", "Sida två."]:
            self.assertIn(word, text)
        self.assertEqual(text.count("\f"), 2)

    def test_all_around_the_pages_is_gone(self):
        self.write("akt.pdf", HIDDEN)
        self.assertTrue(all(canary in HIDDEN for canary in CANARIES))
        self.assertEqual(self.run_mask("akt.pdf", "-o", "ut.pdf").returncode, 3)  # attachments are left out
        data = self.assert_clean("ut.pdf")
        for key in (b"/Outlines", b"/EmbeddedFiles", b"/JavaScript", b"/Metadata", b"/PageLabels", b"/Annots", b"/PieceInfo", b"/Title"):
            self.assertNotIn(key, data)

    def test_letters_are_gone_from_the_picture(self):
        self.write("akt.pdf", pdf([LINES]))
        self.assert_code(0, "akt.pdf", "-o", "ut.pdf")
        done = subprocess.run([TRANSCRIBE, "--ocr", "always", "ut.pdf"], cwd=self.folder, env=self.environment(), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        self.assertIn(done.returncode, (0, 3), done.stderr)
        self.assert_no_canary(done.stdout)
        self.assertIn("november", done.stdout.decode())

    def test_a_scan(self):
        self.write("akt.pdf", pdf([LINES]))
        subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", "akt.pdf", "akt"], cwd=self.folder, check=True)
        done = self.run_mask("akt.png", "-o", "ut.pdf")
        self.assertIn(done.returncode, (0, 3), done.stderr)
        self.assert_clean("ut.pdf")
        self.assertIn("november", self.text_of("ut.pdf").decode())

    def drawn(self, lines, kind):
        self.write("akt.pdf", pdf([lines]))
        subprocess.run(["pdftoppm", "-r", "200", "-gray", *kind, "-singlefile", "akt.pdf", "akt"], cwd=self.folder, check=True)
        name = "akt.png" if kind else "akt.pgm"
        with open(os.path.join(self.folder, name), "rb") as handle:
            return handle.read()

    def read_again(self, name):
        done = subprocess.run([TRANSCRIBE, name], cwd=self.folder, env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertIn(done.returncode, (0, 3), done.stderr)
        self.assert_no_canary(done.stdout)
        return done.stdout.decode()

    def test_a_picture_in_its_own_form(self):
        picture = self.drawn(LINES, ["-png"])
        chunk = b"tEXtComment\0Zebulonia Quistqvarn"
        told = (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
        self.write("akt.png", picture[:33] + told + picture[33:])
        for name, start in (("ut.png", b"\x89PNG"), ("ut.jpg", b"\xff\xd8"), ("ut.tif", b"II*\0")):
            self.assertIn(self.run_mask("akt.png", "-o", name).returncode, (0, 3))
            with open(os.path.join(self.folder, name), "rb") as handle:
                data = handle.read()
            self.assertTrue(data.startswith(start), name)
            self.assert_no_canary(data)
            self.assertIn("november", self.read_again(name))
        with open(os.path.join(self.folder, "ut.png"), "rb") as handle:
            self.assertEqual(handle.read()[16:24], picture[16:24])  # as many pixels

    def test_every_page_of_a_tiff(self):
        self.write("akt.tif", tiff([self.drawn(LINES, []), self.drawn([LINES[3], LINES[1]], [])]))
        self.assertIn(self.run_mask("akt.tif", "-o", "ut.tif").returncode, (0, 3))
        text = self.read_again("ut.tif")
        self.assertEqual(text.count("november"), 2)
        self.assertEqual(text.count("\f"), 1)
        self.assert_code(64, "akt.tif", "-o", "ut.png")  # no room for two
        self.assert_code(64, "akt.pdf", "-o", "ut.png")

    def test_the_same_bytes(self):
        self.write("akt.pdf", pdf([LINES]))
        self.assert_code(0, "akt.pdf", "-o", "a.pdf")
        self.assertEqual(self.assert_code(0, "--to", "pdf", "akt.pdf").stdout, self.assert_clean("a.pdf"))

    def test_folder(self):
        self.write("akt.pdf", pdf([LINES]))
        os.mkdir(os.path.join(self.folder, "ut"))
        self.assert_code(0, "--to", "pdf", "akt.pdf", "-o", "ut")
        self.assert_clean("ut/akt.pdf.pdf")

    def carriers(self, code, name):
        lines = [json.loads(line) for line in self.assert_code(code, "--inspect", name).stdout.splitlines()]
        self.assertTrue(all(line["doc"] == name for line in lines))
        return {(line.get("page", 0), line["carrier"], line["kind"]) for line in lines}

    def test_inspect(self):
        self.write("akt.pdf", HIDDEN)
        self.assertEqual(self.carriers(0, "akt.pdf"),
                         {(0, "metadata", "Title"), (0, "metadata", "Author"), (0, "metadata", "Keywords"), (0, "metadata", "XMP"),
                          (0, "bookmark", "title"), (0, "attachment", "document"), (0, "script", "JavaScript"), (1, "annotation", "Text"),
                          (2, "annotation", "Text")})
        self.write("ren.pdf", pdf([LINES]))
        self.assertEqual(self.carriers(0, "ren.pdf"), set())
        self.write("masken.pdf", pdf([LINES], page=b"/Annots[100 0 R]", more=[
            b"<</Type/Annot/Subtype/Square/Rect[60 740 500 790]/AP<</N 101 0 R>>>>",
            b"<</Type/XObject/Subtype/Form/BBox[0 0 440 50]/Length 22>>stream\n0 g 0 0 440 50 re f   \nendstream"]))
        self.assertEqual(self.carriers(1, "masken.pdf"), {(1, "text-under-box", "annotation")})
        self.assert_code(0, "masken.pdf", "-o", "ut.pdf")
        self.assertEqual({carrier for _, carrier, _ in self.carriers(0, "ut.pdf")}, {"invisible-text"})
        self.write("brev.txt", LETTER)
        self.assert_code(64, "--inspect", "brev.txt")
        self.assert_code(64, "--inspect", "--check", "ren.pdf")

    def test_refused(self):
        self.write("brev.txt", LETTER)
        self.write("brev.docx", docx(TEXT))
        self.write("akt.pdf", pdf([LINES]))
        for options in (["brev.txt", "-o", "ut.pdf"], ["brev.docx", "-o", "ut.pdf"], ["--to", "pdf", "akt.pdf", "akt.pdf"],
                        ["--unread", "mask", "akt.pdf"], ["--unread", "alla", "--to", "pdf", "akt.pdf"]):
            self.assert_code(64, *options)
            self.assertFalse(os.path.exists(os.path.join(self.folder, "ut.pdf")))

    def test_check_and_findings(self):
        self.write("akt.pdf", pdf([LINES]))
        self.assert_code(1, "--check", "--to", "pdf", "akt.pdf")
        self.assertIn(b'"type":"national_id"', self.assert_code(0, "--findings", "-", "--to", "pdf", "akt.pdf").stdout)


main()
