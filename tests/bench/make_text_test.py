#!/usr/bin/env python3
# Holds make_text to its recipe: one personal detail in 300 bytes, the statistics of real text, the same bytes for the same seed.
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_text_test.py MAKE_TEXT"""
import collections, json, os, re, subprocess, sys, tempfile

BYTES, SEED = 4_000_000, 7
# Per 1000 bytes, of the text that the anchors in the benchmarks were measured on.
EXPECTED = {"words": 124, "capitals": 17.8, "digit clusters": 3.3, "at signs": 0.3, "typographic signs": 1.0}
TOLERANCE = {"words": 0.10, "capitals": 0.10, "digit clusters": 0.10, "at signs": 0.15, "typographic signs": 0.25}
SHAPES = {"personnummer": r"(19)?\d{6}-\d{4}", "cpr": r"\d{6}-?\d{4}", "phone": r"(\+4[56] )?[\d -]{8,14}", "email": r"[a-z]+[._][a-z]+@[a-z.]+",
          "iban": r"(SE|DK)[\d ]{16,28}", "bankgiro": r"\d{3}-\d{4}", "name": r"[^\W\d_]+ [^\W\d_]+",
          "address": r"[^\W\d_]+ [^\W\d_]+, [^\W\d_]+ \d{1,3}( [A-E])?, (\d{3} \d{2}|\d{4}) [^\W\d_]+"}
failures = []


def expect(claim, what):
    if not claim:
        failures.append(what)


def make(program, *options):
    return subprocess.run([program, *options], check=True, capture_output=True).stdout


def luhn(digits):
    total = 0
    for index, digit in enumerate(reversed(digits)):
        total += sum(divmod(int(digit) * (1 + index % 2), 10))
    return total % 10 == 0


def mod97(iban):
    plain = iban.replace(" ", "")
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def check_items(text, items):
    per_item = BYTES / len(items)
    expect(270 <= per_item <= 330, f"one item in {per_item:.0f} bytes, not 300")
    expect(set(SHAPES) == {item["item"] for item in items}, "not every kind of item is there")
    end = 0
    for item in items:
        words = text[item["start"]:item["end"]].decode()
        kind = item["item"]
        right = re.fullmatch(SHAPES[kind], words) is not None and item["start"] >= end
        if kind in ("personnummer", "bankgiro"):
            right = right and luhn(re.sub(r"\D", "", words)[-10:])
        if kind == "iban":
            right = right and mod97(words)
        expect(right, f"{kind} at {item['start']} is not right")
        end = item["end"]
    # Counted again without the list: what has an unmistakable form stands in the text exactly as often as the list says.
    counts = collections.Counter(item["item"] for item in items)
    expect(text.count(b"@") == counts["email"], "e-mail addresses are not all in the list")
    expect(len(re.findall(rb"\b(?:SE|DK)\d\d", text)) == counts["iban"], "IBANs are not all in the list")
    expect(len(re.findall(rb"\b(?:19)?\d{6}-\d{4}\b", text)) + len(re.findall(rb"\b\d{10}\b", text)) == counts["personnummer"] + counts["cpr"],
           "personal numbers are not all in the list")


def check_statistics(text):
    words = text.decode()
    thousands = len(text) / 1000
    found = {"words": len(re.findall(r"[^\W_]+", words)), "capitals": len(re.findall(r"(?<![^\W_])[A-ZÅÄÖÆØÉ]", words)),
             "digit clusters": len(re.findall(r"\d(?:[ \-.+/]?\d)*", words)), "at signs": words.count("@"),
             "typographic signs": len(re.findall("[“”’»«–§\u00A0]", words))}
    for what, rate in EXPECTED.items():
        measured = found[what] / thousands
        expect(abs(measured / rate - 1) <= TOLERANCE[what], f"{what}: {measured:.2f} in 1000 bytes, not {rate}")
    paragraphs = words.count("\n") / thousands
    expect(1 <= paragraphs <= 5, f"{paragraphs:.2f} paragraphs in 1000 bytes")


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "items.ndjson")
        text = make(program, str(BYTES), str(SEED), "--items", path)
        with open(path, encoding="utf-8") as handle:
            items = [json.loads(line) for line in handle]
    expect(len(text) == BYTES, f"{len(text)} bytes, not {BYTES}")
    expect(text.endswith(b"\n"), "no line end at the end")
    check_items(text, items)
    check_statistics(text)
    expect(make(program, str(BYTES), str(SEED)) == text, "the same seed gave other bytes")
    expect(make(program, "100000", str(SEED))[:90000] == text[:90000], "a shorter text is not the beginning of a longer one")
    expect(make(program, "100000", "8") != text[:100000], "another seed gave the same bytes")
    for kind, form in {"plain": rb"[^@0-9+]*(?:[0-9]{1,2}[^@0-9+]*)*", "digits": rb"[0-9]*", "numbers": rb"[0-9 ./+-]*", "capitals": rb"[^a-z]*", "ats": rb"@*", "oneline": rb"[^\n]*",
                       "personnummer": rb"(?:(?:19)?[0-9]{6}-[0-9]{4}\n)*[0-9-]*"}.items():
        made = make(program, "100000", str(SEED), "--kind", kind)
        expect(len(made) == 100000 and re.fullmatch(form, made) is not None, f"--kind {kind} is not what it says")
    for failure in failures[:20]:
        print("FAILED", failure)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
