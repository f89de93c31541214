# Findings, document streams and the policies that come with the program fit the schemas in data/schema.
# SPDX-License-Identifier: GPL-3.0-or-later
import glob
import json
import os
import re
import subprocess
import tomllib

from document_files import docx, pdf
from program import LETTER, MASK, Case, main

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data")
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool}


def load(name):
    with open(os.path.join(DATA, "schema", name + ".json"), encoding="utf-8") as file:
        return json.load(file)


def faults(value, schema, root, where="$"):
    """The parts of JSON Schema 2020-12 that our schemas use. Yields what does not fit."""
    if schema is False:
        yield f"{where}: not allowed"
        return
    known = {"$schema", "$id", "$defs", "$ref", "title", "description", "type", "required", "additionalProperties", "properties", "patternProperties", "const",
             "enum", "pattern", "minimum", "maximum", "exclusiveMinimum", "minLength", "items", "prefixItems", "minItems", "maxItems", "oneOf"}
    if not known.issuperset(schema):
        yield f"{where}: the test does not know {set(schema) - known}"
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, where)
    if "oneOf" in schema and sum(not list(faults(value, one, root, where)) for one in schema["oneOf"]) != 1:
        yield f"{where}: fits none or several of oneOf"
    if "type" in schema and (not isinstance(value, TYPES[schema["type"]]) or isinstance(value, bool) != (schema["type"] == "boolean")):
        yield f"{where}: no {schema['type']}"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{where}: not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is not in the list"
    if isinstance(value, str):
        if not re.search(schema.get("pattern", ""), value) or len(value) < schema.get("minLength", 0):
            yield f"{where}: {value!r} has the wrong form"
    elif isinstance(value, (int, float)):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value) or value <= schema.get("exclusiveMinimum", value - 1):
            yield f"{where}: {value} is out of range"
    elif isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{where}: {len(value)} items"
        first = schema.get("prefixItems", [])
        for i, item in enumerate(value):
            yield from faults(item, first[i] if i < len(first) else schema.get("items", {}), root, f"{where}[{i}]")
    elif isinstance(value, dict):
        for key in set(schema.get("required", [])) - set(value):
            yield f"{where}: no {key}"
        for key, item in value.items():
            rules = [schema["properties"][key]] if key in schema.get("properties", {}) else []
            rules += [rule for pattern, rule in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
            if not rules and schema.get("additionalProperties", True) is False:
                yield f"{where}: unknown key {key}"
            for rule in rules:
                yield from faults(item, rule, root, f"{where}.{key}")


class Schemas(Case):
    def assert_fits(self, value, schema):
        self.assertEqual(list(faults(value, schema, schema)), [])

    def test_the_test(self):
        schema = load("document")
        self.assert_fits({"maskros": 1, "text": "Hej"}, schema)
        for bad in ({"maskros": 2, "text": ""}, {"maskros": 1}, {"maskros": 1, "text": 3}, {"maskros": 1, "end": True}, {"maskros": 1, "text": "", "pages": [{}]}):
            self.assertNotEqual(list(faults(bad, schema, schema)), [], bad)

    def test_findings(self):
        schema = load("finding")
        for options in ([], ["--policy", "all"], ["--style", "keep"]):
            lines = self.assert_code(0, "--findings", "-", *options, data=LETTER).stdout.splitlines()
            self.assertGreaterEqual(len(lines), 3)
            for line in lines:
                self.assert_fits(json.loads(line), schema)
        self.assert_code(0, "--findings", "found.ndjson", "--with-text", data=LETTER)
        for line in self.read("found.ndjson").splitlines():
            finding = json.loads(line)
            self.assert_fits(finding, schema)
            self.assertEqual(LETTER[finding["start"]:finding["end"]].decode(), finding["text"])

    def test_findings_of_cells(self):
        schema = load("finding")
        for data in ("a;namn;b\n1;Karin Lund;2\n2;Bo Ek;3\n", '[{"namn":"Karin Lund"},{"namn":"Bo Ek"}]', '{"namn":"Karin Lund"}\n{"namn":"Bo Ek"}\n'):
            lines = self.assert_code(0, "--findings", "-", "--with-text", data=data.encode()).stdout.splitlines()
            self.assertGreaterEqual(len(lines), 2)
            for line in lines:
                finding = json.loads(line)
                self.assert_fits(finding, schema)
                self.assertIn("row", finding)
                self.assertEqual(data.encode()[finding["start"]:finding["end"]].decode(), finding["text"])

    def test_policy_replaces(self):
        schema = load("policy")
        policy = {"version": 1, "name": "n", "protection": "record", "replace": [{"when": ["a", "b"], "is": "c", "column": "d", "with": "e"}],
                  "types": {"person": {"bare": True, "numbered": False, "review": 250}}}
        self.assert_fits(policy, schema)
        for bad in ({"protection": "row"}, {"replace": [{"column": "d"}]}, {"replace": [{"column": "d", "with": "e", "what": "f"}]}):
            self.assertNotEqual(list(faults({**policy, **bad}, schema, schema)), [], bad)

    def test_document_stream(self):
        schema = load("document")
        lines = self.assert_code(0, "--to", "ndjson", data=LETTER).stdout.splitlines()
        self.assertEqual(len(lines), 2)
        for line in lines:
            self.assert_fits(json.loads(line), schema)

    def test_documents(self):
        transcribe = os.path.join(os.path.dirname(MASK), "transcribe")
        finding, document = load("finding"), load("document")
        for name, data in (("brev.docx", docx(LETTER.decode())), ("brev.pdf", pdf([LETTER.decode().splitlines(), ["Sida två."]]))):
            self.write(name, data)
            lines = subprocess.run([transcribe, "--to", "ndjson", name], cwd=self.folder, capture_output=True, check=True, timeout=20).stdout.splitlines()
            self.assertEqual(len(lines), 2)
            for line in [*lines, *self.assert_code(0, "--to", "ndjson", name).stdout.splitlines()]:
                self.assert_fits(json.loads(line), document)
            for line in self.assert_code(0, "--findings", "-", name).stdout.splitlines():
                self.assert_fits(json.loads(line), finding)
                self.assertIn("page", json.loads(line))

    def test_policies(self):
        schema = load("policy")
        names = glob.glob(os.path.join(DATA, "policy", "*.toml"))
        self.assertGreaterEqual(len(names), 3)
        for name in names:
            with open(name, "rb") as file:
                self.assert_fits(tomllib.load(file), schema)

    def test_types_are_the_same_everywhere(self):
        types = load("finding")["properties"]["type"]["enum"]
        pattern = next(iter(load("policy")["properties"]["types"]["patternProperties"]))
        self.assertEqual([*types, "other"], pattern.strip("^$()").split("|"))
        with open(os.path.join(DATA, "../man/mask.1"), encoding="utf-8") as file:
            listed = re.findall(r"^\.TP\n\\fB([a-z_]+)\\fR$", file.read().split(".SH TYPES")[1], re.MULTILINE)
        self.assertEqual(types, listed)


main()
