# Documents that tests of whole programs make themselves.
# SPDX-License-Identifier: GPL-3.0-or-later
import io
import zipfile


def docx(text):
    """A Word document with a paragraph for each line."""
    lines = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/word/document.xml' "
                               "ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>",
        "_rels/.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' "
                       "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>",
        "word/document.xml": "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>" + lines + "</w:body></w:document>",
    }
    return zip_of(parts)


def zip_of(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf(pages, root=b"", page=b"", info=b"", more=()):
    """A PDF file; each page a list of lines in Helvetica. `root`, `page`, `info`: further entries; `more`: objects numbered from 100."""
    objects = [b"<</Type/Catalog/Pages 2 0 R" + root + b">>", b"<</Type/Pages/Kids[" + b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(pages))) +
               b"]/Count %d>>" % len(pages), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    for i, lines in enumerate(pages):
        shown = b" T* ".join(b"(" + line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj" for line in lines)
        content = b"BT /F1 12 Tf 14 TL 72 770 Td " + shown + b" ET"
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R%s>>" % (5 + 2 * i, page))
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    numbered = [*enumerate(objects, 1), *enumerate(more, 100), (200, b"<<" + info + b">>")]
    for number, body in numbered:
        places.append((number, len(out)))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n" + b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size 201/Root 1 0 R/Info 200 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def mail(text):
    return ("Received: by example.org\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\nFrom: a@example.org\r\nTo: b@example.org\r\nSubject: Brev\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text.replace("\n", "\r\n")).encode()


def tiff(pages):
    """A TIFF; each page a grey picture as pdftoppm writes it (PGM)."""
    out = bytearray(b"II*\0\0\0\0\0")
    link = 4
    for pgm in pages:
        _, width, height, _ = pgm.split(maxsplit=4)[:4]
        samples = pgm[-int(width) * int(height):]
        start = len(out)
        out += samples + b"\0" * (len(samples) % 2)
        tags = [(256, 4, int(width)), (257, 4, int(height)), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, start), (277, 3, 1), (278, 4, int(height)),
                (279, 4, len(samples)), (282, 5, len(out)), (283, 5, len(out)), (296, 3, 2)]
        out += (200).to_bytes(4, "little") + (1).to_bytes(4, "little")
        out[link:link + 4] = len(out).to_bytes(4, "little")
        out += len(tags).to_bytes(2, "little")
        for tag, kind, value in tags:
            out += tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little") + value.to_bytes(4, "little")
        link = len(out)
        out += b"\0\0\0\0"
    return bytes(out)
