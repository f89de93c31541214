#!/usr/bin/env python3
# Holds bench/quality/mask to figures counted by hand, and `mask --evaluate` to the same figures.
# SPDX-License-Identifier: GPL-3.0-or-later
"""quality_test.py counted|evaluate BENCH_QUALITY MASK GOLD.jsonl"""
import json, os, re, subprocess, sys, tempfile

# Two documents; the findings are given, and what follows from them was counted on paper.
GOLD = [{"id": "1", "lang": "sv", "text": "Åsa Öberg, 1234, x", "spans": [{"start": 0, "end": 9, "type": "person"}, {"start": 11, "end": 15, "type": "national_id"}]},
        {"id": "2", "lang": "da", "text": "Bo ring 33 og 44 ok", "spans": [{"start": 0, "end": 2, "type": "person", "role": "official"},
                                                                           {"start": 8, "end": 10, "type": "phone", "role": "authority"},
                                                                           {"start": 14, "end": 16, "type": "phone"}]}]
# Åsa and Öberg in two findings (the blank between them does not count); the number as another type; "x" for nothing; one that is kept.
# In the second: Bo is left bare; the switchboard and the telephone are found; "ok" for nothing.
FINDINGS = [(0, 0, 4, "person", "mask"), (0, 5, 11, "person", "mask"), (0, 13, 17, "phone", "mask"), (0, 19, 20, "person", "mask"), (1, 0, 2, "person", "keep"),
            (1, 8, 10, "phone", "mask"), (1, 14, 16, "phone", "mask"), (1, 17, 19, "phone", "mask")]
# Letters and digits outside gold: "x" in the first; "ring", "og", "ok" in the second: 1 + 8, of which 1 + 2 are masked.
EXPECTED = [{"language": "all", "type": "national_id", "gold": 1, "protected": 1.0, "typed": 0.0, "touched": 0.0, "leaked": 0},
            {"language": "all", "type": "person", "gold": 2, "protected": 0.5, "typed": 0.5, "touched": 0.5, "leaked": 1},
            {"language": "all", "type": "phone", "gold": 1, "protected": 1.0, "typed": 1.0, "touched": 1.0, "leaked": 0},
            {"language": "all", "type": "all", "gold": 4, "protected": 0.75, "typed": 0.5, "touched": 0.5, "leaked": 1, "over_masking": round(3 / 9, 5),
             "precision": round(5 / 7, 5), "findings": 7, "documents": 2, "no_leak": 0.5}]


def quality(script, binary, gold, *options):
    return subprocess.run([sys.executable, script, gold, "--binary", binary, *options], check=True, capture_output=True).stdout.decode()


def counted(script):
    with tempfile.TemporaryDirectory() as folder:
        gold, binary = os.path.join(folder, "gold.jsonl"), os.path.join(folder, "mask")
        with open(gold, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in GOLD)
        with open(binary, "w", encoding="utf-8") as out:
            out.write("#!/bin/sh\ncat >/dev/null\ncat <<'END'\n")
            for doc, start, end, kind, action in FINDINGS:
                out.write(json.dumps({"doc": f"n{doc}", "start": start, "end": end, "type": kind, "action": action}) + "\n")
            out.write("END\n")
        os.chmod(binary, 0o700)
        found = [json.loads(line) for line in quality(script, binary, gold, "--pooled", "--ndjson").splitlines()]
    for row in found:
        del row["bench"]
    if found != EXPECTED:
        sys.exit(f"expected\n{json.dumps(EXPECTED, indent=1)}\nfound\n{json.dumps(found, indent=1)}")


def figures(table):
    """Type to the numbers in its row, in order: gold, protected, typed, leaked, and for all what follows."""
    rows = {}
    for line in table.splitlines():
        match = re.match(r"\s*([a-z_]+|ALL)\b", line)
        numbers = re.findall(r"\d+(?:\.\d+)?%?", line)
        if match and len(numbers) >= 4:
            rows[match[1].lower()] = numbers
    return rows


def evaluate(script, binary, gold):
    done = subprocess.run([binary, "--policy", "all", "--evaluate", gold], capture_output=True)
    if done.returncode != 0:
        sys.exit(f"mask --evaluate: exit {done.returncode}: {done.stderr.decode(errors='replace')}")
    ours, theirs = figures(quality(script, binary, gold, "--pooled")), figures(done.stdout.decode())
    if not ours or ours != theirs:
        sys.exit(f"bench/quality says {ours}\nmask --evaluate says {theirs}")


if __name__ == "__main__":
    counted(sys.argv[2]) if sys.argv[1] == "counted" else evaluate(*sys.argv[2:])
