# 150 titles a language and a list of senders hold the bars of registers; what `registers` prints can be read.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: registers_test.py titles|senders|again PROGRAM FOLDER, where PROGRAM is registers or mask"""
import json
import os
import re
import subprocess
import sys
import tempfile

MARK = re.compile(r"⟦([a-z_]+)\|([^⟧]*)⟧")
COLUMNS = {"sv": ("dnr", "datum", "titel", "avsandare", "handlaggare", "namnd"), "da": ("dnr", "dato", "titel", "afsender", "sagsbehandler", "udvalg")}
LEAST_TITLES = 150


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]


def parse(line):
    text, spans, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at:mark.start()]
        at = mark.end()
        span = {"start": len(text), "end": len(text) + len(mark[2]), "type": mark[1]}
        if mark[1] in ("official", "elected"):
            span.update(type="person", role=mark[1])
        spans.append(span)
        text += mark[2]
    return text + line[at:], spans


def titles(program, folder):
    with tempfile.TemporaryDirectory() as place:
        for language, columns in COLUMNS.items():
            rows = [parse(line) for line in lines(os.path.join(folder, f"titles-{language}.txt"))]
            bare = sum(not spans for _, spans in rows)
            assert len(rows) >= LEAST_TITLES and 0.4 < bare / len(rows) < 0.6, f"{language}: {len(rows)} titles, {bare} without a mark"
            with open(os.path.join(place, language + ".jsonl"), "w", encoding="utf-8") as out:
                for text, spans in rows:
                    out.write(json.dumps({"columns": {**dict.fromkeys(columns, ""), "titel": text}, "spans": {"titel": spans}}, ensure_ascii=False) + "\n")
        done = subprocess.run([program, place], stdout=subprocess.PIPE, timeout=120, check=True)
    table = done.stdout.decode()
    print(table)
    for language in COLUMNS:
        def share(what):
            return float(re.search(rf"^{language}  .*{what} +([0-9.]+)%", table, re.MULTILINE)[1])
        assert share("titel +persons without a role protected") >= 97
        assert share("with persons +rows without a leak") >= 97
        assert share("titel +letters masked outside gold") <= 2
    assert subprocess.run([program], stderr=subprocess.DEVNULL, timeout=20, check=False).returncode == 64
    assert subprocess.run([program, "/nowhere"], stderr=subprocess.DEVNULL, timeout=20, check=False).returncode == 66


def senders(program, folder):
    wrong = 0
    for line in lines(os.path.join(folder, "senders.txt")):
        known = line.startswith("?! ")
        line = line.removeprefix("?! ")
        text = MARK.sub(lambda mark: mark[2], line)
        wanted = MARK.sub("Privatperson", line)
        # By itself, so that no other cell tells of it.
        done = subprocess.run([program, "--from", "tsv", "--policy", "ediarium-sv", "--columns", "avsandare=person"], input=f"avsandare\n{text}\n".encode(),
                              stdout=subprocess.PIPE, timeout=20, check=True)
        came = done.stdout.decode().split("\n")[1]
        if (came != wanted) != known:
            wrong += 1
            print(f"wanted {wanted!r}, came {came!r}" if not known else f"{line!r} is marked as not right yet, but is right")
    assert wrong == 0, f"{wrong} senders"


def again(program, folder):
    """What was masked stays as it is, and passes the gate."""
    for language, policy in (("sv", "ediarium-sv"), ("da", "postliste-da")):
        text = "nr\ttitel\n" + "".join(f"{i}\t{parse(line)[0]}\n" for i, line in enumerate(lines(os.path.join(folder, f"titles-{language}.txt"))))

        def run(data, *options):
            return subprocess.run([program, "--from", "tsv", "--policy", policy, "--columns", "titel=text,nr=keep", *options], input=data, stdout=subprocess.PIPE,
                                  timeout=60, check=False)
        once = run(text.encode())
        assert once.returncode == 0 and once.stdout != text.encode()
        assert run(once.stdout).stdout == once.stdout
        assert run(text.encode(), "--check").returncode == 1
        assert run(once.stdout, "--check").returncode == 0


{"titles": titles, "senders": senders, "again": again}[sys.argv[1]](*sys.argv[2:])
