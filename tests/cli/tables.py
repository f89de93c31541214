# Tables, JSON and records: only what is masked changes, the shape stays, and what cannot be read is refused or set apart.
# SPDX-License-Identifier: GPL-3.0-or-later
import csv
import io
import json
import os
import random
import re
import stat
import unittest

from program import MASK, Case, main

SAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data/samples")
PRIVATE = ["Zebulonia Quistqvarn", "Karin Lund", "Lund, Karin", "19850412-9803", "070-174 06 23", "zebulonia.q@example.org", "Granvägen 4", "=Karin Lund",
           'Karin "Kajsa" Lund', "Ring Karin Lund\npå 070-174 06 05", "Åsa Öberg; Bo Ek", "Karin\tLund", "😀 Karin Lund", "O'Brien, Sean"]
PLAIN = ["", "", " ", "1", "450", "2024-03-04", "Beslut", "avgift, taxa; plan", 'ordet "ja"', "rad ett\nrad två", "rad\r\nrad", "=1+1", "-5", "+", "@", "\t", "💡",
         "KS 2024/140", "a'b", "\\", "\\n", "null", "\u00a0", "e\u0301"]


def rows_of(chance, width, size):
    return [[chance.choice(PRIVATE if chance.random() < .3 else PLAIN) for _ in range(width)] for _ in range(size)]


def written(rows, chance, separator, end, last):
    """A table as programs write it: quotes where they are needed, and here and there where they are not."""
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            needs = any(c in cell for c in '"\r\n' + separator)
            cells.append('"' + cell.replace('"', '""') + '"' if needs or chance.random() < .2 else cell)
        lines.append(separator.join(cells))
    return end.join(lines) + (end if last else "")


def slowly_read(text, separator):
    """Rows and cells, character by character, after RFC 4180."""
    rows, row, cell, at, quoted = [], [], "", 0, False
    while at < len(text):
        c = text[at]
        if quoted:
            if c == '"' and text[at + 1:at + 2] == '"':
                cell += '"'
                at += 1
            elif c == '"':
                quoted = False
            else:
                cell += c
        elif c == '"' and cell == "" and (at == 0 or text[at - 1] in separator + "\r\n"):
            quoted = True
        elif c == separator:
            row.append(cell)
            cell = ""
        elif c in "\r\n":
            if c == "\r" and text[at + 1:at + 2] == "\n":
                at += 1
            rows.append(row + [cell])
            row, cell = [], ""
        else:
            cell += c
        at += 1
    if cell or row or (text and text[-1] not in "\r\n"):
        rows.append(row + [cell])
    return rows


def pieces_stay(before, after, findings):
    """Are the bytes outside masked findings all there, in their order?"""
    spans = sorted((f["start"], f["end"]) for f in findings if f["action"] == "mask")
    at, pattern = 0, b""
    for start, end in spans:
        if start > at:
            pattern += re.escape(before[at:start])
        if end > at:
            pattern += b".*?"
        at = max(at, end)
    return re.fullmatch(pattern + re.escape(before[at:]), after, re.DOTALL) is not None


class Tables(Case):
    def masked(self, data, *options, code=0):
        return self.assert_code(code, *options, data=data).stdout

    def findings(self, data, *options):
        return [json.loads(line) for line in self.run_mask("--findings", "-", *options, data=data).stdout.splitlines()]

    def test_the_reader(self):
        for text in ('a;b\r\n"x;""y"";\n";z\r\n', 'a;;\n;;\n', '"";""\n'):
            self.assertEqual(slowly_read(text, ";"), list(csv.reader(io.StringIO(text, newline=""), delimiter=";")))

    def test_shape_and_bytes(self):
        for seed in range(60):
            chance = random.Random(seed)
            separator, end = chance.choice(",;\t"), chance.choice(["\n", "\r\n"])
            width = chance.randrange(2, 7)
            head = ["dnr", "titel", "avsändare", "datum", "personnummer", "x"][:width]
            rows = [head, *rows_of(chance, width, chance.randrange(1, 12))]
            data = written(rows, chance, separator, end, chance.random() < .7).encode()
            mark = b"\xef\xbb\xbf" if chance.random() < .2 else b""
            options = ["--from", "tsv" if separator == "\t" else "csv", "--style", chance.choice(["label", "block", "remove", "label"])]
            if chance.random() < .5:
                options += ["--columns", "titel=text,dnr=keep"]
            with self.subTest(seed=seed, options=options):
                out = self.masked(mark + data, *options)
                self.assertTrue(out.startswith(mark))
                before, after = slowly_read(data.decode(), separator), slowly_read(out[len(mark):].decode(), separator)
                self.assertEqual([len(row) for row in before], [len(row) for row in after])
                for old, new in zip(before, after):
                    for was, now in zip(old, new):
                        if was in PLAIN:
                            self.assertEqual(was, now)
                        if now[:1] in ("=", "+", "-", "@") and now[:1]:
                            self.assertEqual(was[:1], now[:1])
                self.assertTrue(pieces_stay(data, out[len(mark):], self.findings(mark + data, *options)) or b"'" in out)
                for simd in ("scalar", "avx2"):
                    done = self.run_mask("--simd", simd, *options, data=mark + data)
                    if done.returncode != 64:
                        self.assertEqual(done.stdout, out)
                again = self.masked(out, *options) if options[3] in ("label", "block") else out
                self.assertEqual(again, out)

    def test_kept_style_changes_no_byte(self):
        for seed in range(20):
            chance = random.Random(seed)
            rows = [["a", "b", "c"], *rows_of(chance, 3, 30)]
            data = written(rows, chance, ";", "\r\n", True).encode()
            self.assertEqual(self.masked(data, "--from", "csv", "--style", "keep"), data)

    def test_encodings(self):
        text = "namn;ort;nr\r\nÅsa Öberg;Växjö;1\r\nBjörn Ek;Malmö;2\r\n"
        masked = self.masked(text.encode()).decode()
        self.assertNotIn("Öberg", masked)
        for name, codec, mark in (("windows-1252", "cp1252", b""), (None, "utf-16-le", b"\xff\xfe"), ("UTF-16BE", "utf-16-be", b"")):
            options = ["--encoding", name] if name else []
            self.assertEqual(self.masked(mark + text.encode(codec), *options), mark + masked.encode(codec))

    def test_found_by_content(self):
        """A table is told by its first five lines; letters, lists and minutes stay text."""
        table = "a;b;c\n" + "1;Karin Lund;x\n" * 6
        self.assertTrue(all("column" in f for f in self.findings(table.encode())))
        for text in ("Hej Anna, Bo, Carl,\nkom, gärna, nu,\noch, ta, med,\n",
                     "Anna Berg, Storgatan 4, 123 45 Lund\nBo Ek, Lillgatan 5, 123 46 Lund\n" * 3,
                     "Närvarande: Anna Berg (S); Bo Ek (M); Eva Ström (C)\nErsättare: Ida Lund; Per Holm; Åsa Fors\n" * 3,
                     "Namn: Karin Lund\nPersonnummer: 19850412-9803\n", "[1] Karin Lund, bilaga\n", "{Karin Lund}\n", '"Karin Lund" sa hon.\n'):
            found = self.findings(text.encode())
            self.assertTrue(found, text)
            self.assertFalse(any("column" in f or "pointer" in f for f in found), text)
        self.assertTrue(all("column" in f for f in self.findings("Karin Lund, x, y\nBo Ek, 1, 2\n".encode(), "--from", "csv")))

    def test_odd_tables(self):
        for data in (b"", b"a;b;c", b"a;b;c\n", b"\n\n\n", b"a\n\nb\n", b";;\n;;\n", b"a;b;c\r1;2;3\r", b"a;b;c\n1;2\n1;2;3;4\n", b"a;b;c\n1;x\0y;3\n", b'""\n""\n',
                     b'a;b;c\n1;ab"c;3\n', b'"a\n\n\nb";c;d\n1;2;3\n'):
            with self.subTest(data=data):
                self.assertEqual(self.masked(data, "--from", "csv", "--allow-empty"), data)

    def test_headers_are_context(self):
        data = "kund;personnummer;kod\nx;8504129804;17\ny;8504129807;18\n"
        self.assertEqual(self.masked(data.encode()).count(b"NUMMER]"), 2)
        self.assertEqual(self.masked(data.replace("personnummer", "artikelnummer").encode()).count(b"NUMMER]"), 0)
        self.assertEqual(self.masked(data.replace("personnummer", "personNummer").encode()).count(b"NUMMER]"), 2)
        self.assertEqual(self.masked(data.replace("personnummer", '"Person_nr "').encode()).count(b"NUMMER]"), 2)

    def test_nothing_over_a_border(self):
        data = "a;b;c\nAnna;Berg;Storgatan\n4;123 45;Lund\n070-174;06;05\nNiel-;sen;x\n".encode()
        for finding in self.findings(data, "--policy", "all", "--from", "csv"):
            self.assertNotIn(b";", data[finding["start"]:finding["end"]])
            self.assertNotIn(b"\n", data[finding["start"]:finding["end"]])

    def test_labels_with_separators(self):
        self.write("ord.tsv", 'person\tNN;"X"\n'.encode())
        out = self.masked("a;b;c\n1;Karin Lund;3\n2;\"Bo Ek;y\";4\n".encode(), "--labels", "ord.tsv").decode()
        self.assertEqual(slowly_read(out, ";"), [["a", "b", "c"], ["1", '[NN;"X" 1]', "3"], ["2", '[NN;"X" 2];y', "4"]])

    def test_no_formula_is_made(self):
        out = self.masked("a;b;c\n1;Karin Lund=cmd;3\n2;\"Karin Lund@x;y\";4\n".encode(), "--style", "remove").decode()
        self.assertEqual(slowly_read(out, ";")[1:], [["1", "'=cmd", "3"], ["2", "'@x;y", "4"]])

    def test_separator_line(self):
        data = "sep=;\r\ndnr;titel\r\n1;Brev från Karin Lund\r\n".encode()
        self.assertEqual(self.masked(data), data.replace(b"Karin Lund", b"[PERSON 1]"))
        self.assertEqual(self.masked(data, "--columns", "titel=text"), data.replace(b"Karin Lund", b"[PERSON 1]"))

    def test_one_column(self):
        data = "namn\nKarin Lund\nHolm\n".encode()
        self.assertEqual(self.masked(data, "--columns", "namn=person", "--style", "remove").decode(), 'namn\n""\n""\n')

    def test_columns(self):
        data = "Nr;Titel;Avsändare;Handläggare;Fastighet\n1;Fråga;Holm;ToBr;Sågen 3\n8504129803;Fråga;lind, k.;Ek;Lyckan\n".encode()
        out = self.masked(data, "--columns", " titel =text,AVSÄNDARE=person,nr=keep,handläggare=official,fastighet=property").decode()
        self.assertEqual(out.splitlines()[1:], ["1;Fråga;[PERSON 1];[PERSON 2];[FASTIGHET]", "8504129803;Fråga;[PERSON 3];[PERSON 4];[FASTIGHET]"])
        out = self.masked(data, "--keep-officials", "--columns", "avsändare=person,handläggare=official").decode()
        self.assertIn(";ToBr;", out)
        self.assertIn(";[PERSON 2];Ek;", out)
        out = self.masked(b"Holm;x;y\nBerg;1;2\n", "--columns", "1=person").decode()
        self.assertEqual(out, "[PERSON 1];x;y\n[PERSON 2];1;2\n")
        self.assertEqual(self.masked(b'"a,b";c\nHolm;1\n', "--columns", '"a,b"=person').decode(), '"a,b";c\n[PERSON 1];1\n')

    def test_64_columns(self):
        data = b"a;b;c\n1;2;3\n2;3;4\n"
        for columns in ("nosuch=text", "a", "a=", "a=nose", "=text", "a=text,a=keep", "", "/a=text", "9=person"):
            with self.subTest(columns=columns):
                done = self.assert_code(64, "--columns", columns, data=data)
                self.assertEqual(done.stdout, b"")
        self.assert_code(64, "--columns", "x=text", data="Brev till Karin Lund.\n".encode())
        self.assert_code(64, "--to", "ndjson", data=data)
        self.assert_code(0, "--to", "text", data=data)
        self.assert_code(64, "--columns", ",".join(f"/a{i}=keep" for i in range(65)), data=b"{}")

    def test_65_bad_rows(self):
        for data, line in ((b'a;b;c\n1;"x" y;3\n', b"line 2"), (b'a;b;c\n1;2;3\n1;"x;3\n2;x;4\n', b"line 3"), (b'a;b;c\n"1\n\n";2;3\n1;"x;3', b"line 5")):
            with self.subTest(data=data):
                done = self.assert_code(65, "--from", "csv", data=data)
                self.assertIn(line, done.stderr)
                self.assertEqual(done.stdout, b"")
        self.assertIn(b"line 3", self.assert_code(65, "--columns", "a=keep", data=b"a;b;c\n1;2;3\n1;2\n").stderr)
        self.assert_code(65, "--from", "csv", data=b"a;b;c\n" + b";" * 20000 + b"\n")

    def test_65_late(self):
        """Under 4 MiB nothing comes out; over it, whole rows that were checked."""
        for rows, comes in ((60_000, False), (500_000, True)):
            for head, row, bad in ((b"nr;namn\n", b"1;Bo Ekdal\n", b'1;"x" y\n'), (b"", b'{"namn":"Bo Ekdal"}\n', b"{bad\n")):
                with self.subTest(rows=rows, bad=bad):
                    done = self.assert_code(65, "--from", "ndjson" if row.startswith(b"{") else "csv", data=head + row * rows + bad)
                    self.assertEqual(done.stdout != b"", comes)
                    self.assertTrue(done.stdout == b"" or done.stdout.endswith(b"\n"))

    def test_65_long_rows(self):
        long = b"x" * (17 << 20)
        for data in (b"a;b;c\n1;" + long + b";3\n", b'a;b;c\n1;"' + long + b'";3\n'):
            self.assert_code(65, "--from", "csv", data=data)
        self.assert_code(65, data=b'{"a":"' + long + b'"}')
        self.assert_code(65, data=b'[{"a":1},{"a":"' + long + b'"}]')
        self.assert_code(65, data=b'{"a":1}\n{"a":"' + long + b'"}\n')
        self.assert_code(0, data=b'{"a":"' + b"x" * (15 << 20) + b'"}')

    def test_bad_records(self):
        bad = b'1;"Zebulonia Quistqvarn;3\n'
        data = b"a;b;c\n" + bad + "2;Karin Lund;4\n".encode() + b'3;"x" y;5\n' + "4;Bo Ek;6".encode()
        done = self.assert_code(3, "--from", "csv", "--bad-records", "bad.csv", data=data)
        self.assertEqual(done.stdout.decode(), "a;b;c\n2;[PERSON 1];4\n4;[PERSON 2];6")
        self.assertEqual(self.read("bad.csv"), bad + b'3;"x" y;5\n')
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(self.folder, "bad.csv")).st_mode), 0o600)
        self.assertIn(b"2 records", done.stderr)
        done = self.assert_code(3, "--columns", "b=person", "--bad-records", "bad.csv", data=b"a;b;c\n1;2\n2;Holm;3\n")
        self.assertEqual((done.stdout, self.read("bad.csv")), (b"a;b;c\n2;[PERSON 1];3\n", b"1;2\n"))
        self.assert_code(0, "--from", "csv", "--bad-records", "none.csv", data=b"a;b;c\n")
        self.assertEqual(self.read("none.csv"), b"")
        done = self.assert_code(3, "--from", "ndjson", "--bad-records", "bad.csv", data=b'{"namn":"Karin Lund"}\n{"namn":\n\n[1,2\n{"namn":"Bo Ek"}\n')
        self.assertEqual(done.stdout, b'{"namn":"[PERSON 1]"}\n\n{"namn":"[PERSON 2]"}\n')
        self.assertEqual(self.read("bad.csv"), b'{"namn":\n[1,2\n')
        self.assert_code(64, "--from", "csv", "--bad-records", "x", "-o", "x", data=data)
        self.write("in.csv", data)
        self.assert_code(64, "--bad-records", "in.csv", "in.csv")

    def test_findings_name_row_and_column(self):
        data = "dnr;titel;x\n1;\"Brev\nfrån Karin Lund\";3\n2;Bo Ek;4\n".encode()
        found = [f for f in self.findings(data) if f["action"] == "mask"]
        self.assertEqual({(f["row"], f["column"], f["header"]) for f in found}, {(2, 2, "titel"), (3, 2, "titel")})
        for finding in found:
            self.assertIn(data[finding["start"]:finding["end"]].decode(), ("Karin Lund", "Bo Ek"))
        done = self.assert_code(0, "--explain", data=data)
        self.assertIn(b"\n2:2 ", done.stderr)
        found = self.findings(b'{"a":{"19850412-9803":["x","Karin Lund"]}}')
        self.assertEqual({f["pointer"] for f in found}, {"/a/[PERSONNUMMER]", "/a/[PERSONNUMMER]/1"})
        data = 'a;b;c\n1;"Karin ""Kajsa"" Lund";3\n2;x;y\n'.encode()
        self.assertTrue(pieces_stay(data, self.masked(data), self.findings(data)))


class Json(Case):
    def pairs(self, data):
        return json.loads(data, object_pairs_hook=lambda pairs: ("object", pairs), parse_float=lambda t: ("number", t), parse_int=lambda t: ("number", t))

    def token(self, text, chance):
        """A string, with escapes where none are needed."""
        out = ""
        for c in text:
            if c in '"\\' or ord(c) < 32:
                short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
                out += short[c] if c in short and chance.random() < .7 else f"\\u{ord(c):04x}"
            elif chance.random() < .1:
                out += "".join(f"\\u{int.from_bytes(unit, 'big'):04X}" for unit in (c.encode("utf-16-be")[i:i + 2] for i in range(0, len(c.encode("utf-16-be")), 2)))
            else:
                out += c
        return '"' + out + '"'

    def value(self, chance, depth=0):
        blank = lambda: chance.choice(["", "", " ", "\n", "\t ", "\r\n"])
        kind = chance.random()
        if depth < 5 and kind < .35:
            members = [blank() + self.token(chance.choice(["namn", "personnummer", "titel", "x", "19850412-9803", "Karin Lund", "", "[PERSON 1]"]), chance) + blank() + ":" +
                       blank() + self.value(chance, depth + 1) + blank() for _ in range(chance.randrange(5))]
            return "{" + blank() + ",".join(members) + "}"
        if depth < 5 and kind < .6:
            return "[" + blank() + ",".join(blank() + self.value(chance, depth + 1) + blank() for _ in range(chance.randrange(5))) + "]"
        if kind < .7:
            return chance.choice(["0", "-1", "12345", "19850412", "198504129803", "1e5", "1.98504129803e11", "-0.0", "59.329323", "8504129803.0", "1E+400", "1e-400"])
        if kind < .76:
            return chance.choice(["true", "false", "null"])
        return self.token(chance.choice(PRIVATE if chance.random() < .5 else PLAIN), chance)

    def same_shape(self, was, now):
        if isinstance(was, tuple) and was[0] == "object":
            self.assertEqual(len(was[1]), len(now[1]))
            keys = [key for key, _ in was[1]]
            if len(set(keys)) == len(keys):
                self.assertEqual(len({key for key, _ in now[1]}), len(keys), now)
            for (_, a), (_, b) in zip(was[1], now[1]):
                self.same_shape(a, b)
        elif isinstance(was, list):
            self.assertEqual(len(was), len(now))
            for a, b in zip(was, now):
                self.same_shape(a, b)
        elif isinstance(was, tuple):
            self.assertTrue(was == now or (isinstance(now, str) and len(re.findall(r"\d", was[1])) >= 6), (was, now))
        elif isinstance(was, str):
            self.assertIsInstance(now, str)
            if was in PLAIN:
                self.assertEqual(was, now)
        else:
            self.assertEqual(was, now)

    def test_shape_and_bytes(self):
        for seed in range(80):
            chance = random.Random(seed)
            text = chance.choice(["", "\n", " "]) + ("[" + ",".join(self.value(chance) for _ in range(4)) + "]") + chance.choice(["", "\n"])
            data = text.encode()
            with self.subTest(seed=seed):
                done = self.assert_code(0, "--from", "json", data=data)
                self.same_shape(self.pairs(data), self.pairs(done.stdout))
                found = [json.loads(line) for line in self.run_mask("--from", "json", "--findings", "-", data=data).stdout.splitlines()]
                self.assertTrue(pieces_stay(data, done.stdout, found))
                self.assertEqual(self.assert_code(0, "--from", "json", data=done.stdout).stdout, done.stdout)
                self.assertEqual(self.run_mask("--from", "json", "--simd", "scalar", data=data).stdout, done.stdout)

    def test_found_by_content(self):
        for data in (b'{"namn":"Karin Lund"}', b'["Karin Lund"]\n', b'\xef\xbb\xbf {"a":["Karin Lund"]}', b'"Karin Lund"', b'{"a":"Karin Lund"}\n{"a":"x"}\n'):
            out = self.assert_code(0, data=data).stdout
            self.assertIn(b'"[PERSON 1]"', out)
        self.assertEqual(self.assert_code(0, data='{"a":"Karin \\u004cund"}'.encode()).stdout, b'{"a":"[PERSON 1]"}')

    def test_a_mark_hides_nobody_in_the_next_cell(self):
        for data in (b'["[PERSON 1]","Zebulonia Quistqvarn"]', b'["Zebulonia Quistqvarn","[PERSON 1]"]'):
            self.assertIn(b"[PERSON 2]", self.assert_code(0, data=data).stdout)

    def test_keys_stay_apart(self):
        data = {"19850412-9803": 1, "850412-9803": 2, "[PERSONNUMMER 2]": 3, "19850412-9803 ": {"19850412-9803": 4}}
        out = self.assert_code(0, data=json.dumps(data).encode()).stdout
        self.assertEqual(self.pairs(out)[1][0][0], "[PERSONNUMMER]")
        self.assertEqual(len(json.loads(out)), 4, out)
        self.assertEqual(list(json.loads(out).values())[3], {"[PERSONNUMMER]": 4})

    def test_one_cell_of_several_segments(self):
        """Names and numbers on the cuts of a long cell without blank lines, and without any line end."""
        for filler in ("avgift ", "avgift\n"):
            cell = (filler * 100 + "Karin Lund, 070-174 06 23 ") * 14_000
            for data in (f'a;b;c\n1;"{cell}";3\n'.encode(), json.dumps({"a": [cell]}).encode()):
                out = self.assert_code(0, data=data).stdout.decode()
                self.assertEqual((out.count("[PERSON 1]"), out.count("[TELEFON]"), "Lund" in out, "070" in out), (14_000, 14_000, False, False))

    def test_numbers(self):
        out = self.assert_code(0, data=b'{"personnummer":198504129803,"belopp":1250000,"cpr":101701234,"n":5}').stdout
        self.assertEqual(json.loads(out), {"personnummer": "[PERSONNUMMER]", "belopp": 1250000, "cpr": "[CPR-NUMMER]", "n": 5})

    def test_pointers(self):
        data = b'[{"id":"Holm","avs":{"namn":"Holm"},"l":["Ek","Berg"]},{"id":"Ek","avs":{"namn":"Skatteverket"},"l":[]}]'
        out = json.loads(self.assert_code(0, "--columns", "/avs/namn=person,/*/l=person,ID=keep", data=data).stdout)
        self.assertEqual([row["id"] for row in out], ["Holm", "Ek"])
        self.assertEqual(out[1]["avs"]["namn"], "Skatteverket")
        self.assertTrue(out[0]["avs"]["namn"].startswith("[PERSON"))
        self.assertTrue(all(x.startswith("[PERSON") for x in out[0]["l"]))
        for columns in ("/0/nosuch=keep", "nosuch=person", "/1/avs/namn/x=person"):
            done = self.assert_code(64, "--columns", columns, data=data)
            self.assertEqual(done.stdout, b"")
        self.assertEqual(self.assert_code(0, "--columns", "/namn=person", data=b'{"namn":"holm"}\n{"namn":"ek"}\n').stdout.count(b"[PERSON"), 2)

    def test_65_damaged(self):
        for bad in (b"{", b'{"a"', b'{"a":1,}', b"[1,]", b"[01]", b"[1.]", b"[-]", b"[+1]", b"[nul]", b'["\\x"]', b'["\\u12"]', b'["a\nb"]', b'{"a":1}]', b"[1] 2", b"{1:2}",
                    b"[" * 100000, b'["\xff"]', b"[1e]", b"['a']", b"{,}", b"[1 2]", b'{"a" 1}'):
            with self.subTest(bad=bad[:20]):
                done = self.assert_code(65, "--from", "json", data=bad)
                self.assertEqual(done.stdout, b"")
        self.assert_code(0, "--from", "json", data=b"[" * 1000 + b"]" * 1000)
        self.assertIn(b"line 3", self.assert_code(65, data=b'{"a":1}\n\n{"a":\n').stderr)

    def test_one_long_record(self):
        """A whole value of several segments is masked like one in small parts."""
        rows = [f'"k{i}":"Brev nr {i} från Karin Lund, 070-174 06 23, om {"avgift " * 20}"' for i in range(30_000)]
        out = json.loads(self.assert_code(0, data=("{" + ",".join(rows) + "}").encode()).stdout)
        self.assertEqual(len(out), len(rows))
        for i in range(0, len(rows), 500):
            self.assertEqual(out[f"k{i}"], f"Brev nr {i} från [PERSON 1], [TELEFON], om {'avgift ' * 20}")

    def test_records(self):
        data = b'{"a":"Karin Lund"}\r\n\r\n{"a":1}\n"Bo Ek"\n[]\n7'
        out = self.assert_code(0, "--from", "ndjson", data=data).stdout
        self.assertEqual(out, b'{"a":"[PERSON 1]"}\r\n\r\n{"a":1}\n"[PERSON 2]"\n[]\n7')


class Policies(Case):
    COLUMNS = {"ediarium-sv": "titel=text,avsandare=person,dnr=keep,datum=keep,handlaggare=official,namnd=keep",
               "postliste-da": "titel=text,afsender=person,dnr=keep,dato=keep,sagsbehandler=official,udvalg=keep"}

    def sample(self, policy):
        with open(os.path.join(SAMPLES, policy + ".csv"), "rb") as file:
            return file.read()

    def run_policy(self, policy, *options, data=None, code=0):
        return self.assert_code(code, "--policy", policy, "--columns", self.COLUMNS[policy], *options, data=data if data is not None else self.sample(policy)).stdout

    def test_samples(self):
        gone = {"ediarium-sv": ["Åkerlund", "Maja", "Holm", "Sadiq", "Granvägen", "Lund", "19410412-9805", "Elin", "Fjällström", "Haddad", "070-174", "mirjana", "Boman",
                                "boman", "Minh", "Tran", "Havtornet"],
                "postliste-da": ["Jytte", "Holm", "Jama", "251248-9996", "Oliver", "Ploug", "Birkevej", "Noer", "20 12 34 56", "yusuf", "Krog", "Else", "Amrani",
                                 "Mollie", "mollie", "William"]}
        stays = {"ediarium-sv": ["SBN 2024-0311", "Tekla Broman", "TeBr", "Petra Wirén (V)", "Rosviks Tidning AB", "Länsstyrelsen", "2024-03-12 § 45", "Kommunstyrelsen",
                                 "Privatperson", "Ansökan om färdtjänst", "nej till staket"],
                 "postliste-da": ["2025-00412", "Amira Boel", "AMBO", "Lone Friis (SF)", "Avisen Nord ApS", "Miljøstyrelsen", "Borger", "Budgetopfølgning januar",
                                  "Partshøring"]}
        for policy in self.COLUMNS:
            out = self.run_policy(policy).decode()
            for word in gone[policy]:
                self.assertNotIn(word, out)
            for word in stays[policy]:
                self.assertIn(word, out)
            self.assertNotIn("[PERSON]", out)
            self.assertNotIn("[PERSON ", out)
            self.assertEqual(self.run_policy(policy, data=out.encode()).decode(), out)

    def test_gate(self):
        """--check: 1 blocks, 3 asks a person, 0 lets through."""
        for policy in self.COLUMNS:
            self.assertEqual(self.run_policy(policy, "--check", code=1), b"")
            self.run_policy(policy, "--check", data=self.run_policy(policy), code=0)
        near = b"version = 1\nname = 'n'\n[types.other]\nmask = false\n[types.place]\nmask = true\nfrom = 900\nreview = 700\n"
        self.write("near.toml", near)
        self.assert_code(3, "--check", "--policy", "near.toml", data=b"Han bor i Lund.\n")
        self.assert_code(0, "--policy", "near.toml", data=b"Han bor i Lund.\n")
        self.assert_code(3, "--check", "--policy", "near.toml", data=b"a;b;c\n1;Han bor i Lund.;2\n")
        self.assert_code(0, "--check", "--policy", "near.toml", data=b"Avgiften.\n")

    def test_replaced_whole(self):
        self.write("p.toml", b"""version = 1
name = "n"
[types.other]
mask = false
[[replace]]
when = ["namnd", "udvalg"]
is = ["IF-utskottet"]
column = "titel"
with = "Sekretess; se akten"
""")
        data = 'dnr;titel;namnd\n1;"Placering av barn; fortsatt";IF-utskottet\n2;Budget;Kommunstyrelsen\n3;;IF-utskottet\n4;Taxa;" if-UTSKOTTET"\n'.encode()
        out = self.assert_code(0, "--policy", "p.toml", data=data).stdout.decode()
        self.assertEqual(slowly_read(out, ";"), [["dnr", "titel", "namnd"], ["1", "Sekretess; se akten", "IF-utskottet"], ["2", "Budget", "Kommunstyrelsen"],
                                                 ["3", "", "IF-utskottet"], ["4", "Sekretess; se akten", " if-UTSKOTTET"]])
        self.assertEqual(self.assert_code(0, "--policy", "p.toml", data=out.encode()).stdout.decode(), out)
        self.assert_code(1, "--check", "--policy", "p.toml", data=data)
        self.assert_code(0, "--check", "--policy", "p.toml", data=out.encode())
        found = [json.loads(line) for line in self.assert_code(0, "--policy", "p.toml", "--findings", "-", data=data).stdout.splitlines()]
        self.assertEqual([(f["row"], f["header"], f["action"]) for f in found if f["rule"] == "replaced"], [(2, "titel", "mask"), (5, "titel", "mask")])
        self.assert_code(78, "--policy", "p.toml", data=b"a;b;c\n1;2;3\n2;3;4\n")
        out = self.assert_code(0, "--policy", "p.toml", data='[{"titel":"x","namnd":"IF-utskottet"},{"titel":"x","namnd":"KS"}]'.encode()).stdout
        self.assertEqual([row["titel"] for row in json.loads(out)], ["Sekretess; se akten", "x"])

    def test_78_policy(self):
        for line in ("protection = 'row'", "[types.person]\nbare = 1", "[types.person]\nnumbered = 'no'", "[types.person]\nreview = 2000", "[types.person]\nlabel = '=X'",
                     "replace = 1", "[[replace]]\ncolumn = 'a'", "[[replace]]\ncolumn = 'a'\nwith = 'b'\nis = 'c'", "[[replace]]\ncolumn = 'a'\nwith = 'b'\nwhat = 'c'"):
            self.write("p.toml", ("version = 1\nname = 'n'\n" + line + "\n").encode())
            self.assert_code(78, "--policy", "p.toml", data=b"x\n")

    def test_roles_stay_in_their_row(self):
        data = "dnr;titel;avsandare;handlaggare;datum;namnd\n1;Motion;Eva Ström (S);;;\n2;Bygglov;Eva Ström;;;\n3;Fråga från Eva Ström;Eva Ström (S);;;\n".encode()
        rows = self.run_policy("ediarium-sv", data=data).decode().splitlines()
        self.assertEqual(rows[1:], ["1;Motion;Eva Ström (S);;;", "2;Bygglov;Privatperson;;;", "3;Fråga från Eva Ström;Eva Ström (S);;;"])

    def test_protection_of_a_record(self):
        data = "dnr;titel;avsandare;handlaggare;datum;namnd\n1;Ansökan, skyddad folkbokföring, Bergs Åkeri AB;Holm;;;\n2;Avtal med Bergs Åkeri AB;;;;\n".encode()
        rows = self.run_policy("ediarium-sv", data=data, code=3).decode().splitlines()
        self.assertNotIn("Bergs", rows[1])
        self.assertIn("Bergs Åkeri AB", rows[2])


class Markdown(Case):
    def test_markup_stays(self):
        text = ("# Ärende Karin Lund\n\n**Karin Lund** och *Bo Ek*, `070-174 06 05`. [Karin Lund](mailto:karin@example.org)\n\n| Namn | Nr |\n|---|---|\n| Karin Lund | 19850412-9803 |\n"
                "\n- [ ] ring **Karin**\n> _Karin Lund_ skrev\n1. ~~Bo Ek~~\n```\npersonnummer=19850412-9803\n```\n![Karin](a.png \"Karin Lund\")\n")
        out = self.assert_code(0, "--from", "md", data=text.encode()).stdout.decode()
        self.assertNotIn("Lund", out)
        marks = re.compile(r"[*_#|`\[\]()!>~-]")
        bare = re.sub(r"\[(?:PERSON \d|PERSON|TELEFON|E-POST|PERSONNUMMER)\]", "", out)
        for word in ("Karin Lund", "Karin", "Bo Ek", "karin@example.org", "070-174 06 05", "19850412-9803"):
            text = text.replace(word, "")
        self.assertEqual(marks.findall(bare), marks.findall(text))


if not os.path.exists(MASK):
    raise SystemExit(f"{MASK} is not there")
main()
