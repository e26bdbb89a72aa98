"""JSON Schemas: they follow the models, accept what the build accepts, and every content file validates."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from referencing import Registry, Resource

from atlas.guide import schema
from atlas.guide.field_guide import ALIASES, COUNTING_WORDS, inside, read_guide
from atlas.guide.file_kinds import KINDS, kind_of
from atlas.guide.schema_names import IDS, WORDS
from atlas.reading.load import load
from atlas.records import model
from tests.trees import ROOT, SITES, lay

CONTENT = ROOT / "content"
GUIDE = read_guide(ROOT)
SCHEMAS = {path.name: json.loads(path.read_bytes()) for path in (ROOT / "schema").glob("*.json")}
FILES = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.yaml"))


class Core(yaml.CSafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2, with numbers, flags and nothing else."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)
Core.add_constructor(
    "tag:yaml.org,2002:int",
    lambda loader, node: int(node.value, 0) if node.value[:2] in ("0o", "0x") else int(node.value),
)


def faults(path: str, text: str) -> list[str]:
    """What the schema of a content file says of its text."""
    kind = kind_of(path)
    assert kind is not None, f"{path} is a kind of file that has no schema"
    registry: Registry = Registry().with_resources(
        (name, Resource.from_contents(each)) for name, each in SCHEMAS.items()
    )
    validator = Draft202012Validator(SCHEMAS[kind.schema], registry=registry)
    found = validator.iter_errors(yaml.load(text, Loader=Core))  # noqa: S506  (a safe loader of our own)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


@pytest.mark.parametrize("folder", sorted({path.partition("/")[0] for path in FILES}))
def test_every_content_file_validates(folder):
    for path in FILES:
        if path.partition("/")[0] == folder:
            assert faults(path, (CONTENT / path).read_text("utf-8")) == [], path


def test_no_schema_refuses_a_file_in_which_the_build_finds_no_error():
    checked = 0
    for case in (path for path in SITES.iterdir() if path.is_dir() and path.name != "_expected"):
        own, told = (case, "") if case.name == "_base" else (case / "content", problems(case))
        for path in sorted(own.rglob("*.yaml")):
            name = path.relative_to(own).as_posix()
            if f"content/{name}:" not in told and kind_of(name) and not (own / "vocabulary").is_dir():
                assert faults(name, path.read_text("utf-8")) == [], path
                checked += 1
    assert checked > 30


def problems(case: Path) -> str:
    """The errors that a case expects, one a line."""
    lines = (case / "problems.txt").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if ": warning: " not in line)


TARGET = """- id: x
  indicator: rd-intensity
  region: changzhou
  value: 3.5
  unit: percent
  comparator: reach
  basis: level
  evidence:
    - {at: 正文 一, phrase: 达3.5%}
"""
TARGETS = "documents/x/targets.yaml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 3.5", "value: [2, 3]"),
        ("value: 3.5", "value: 3"),
        ("region: changzhou", "region: a-region-made-this-minute"),
        ("id: x", "id: 3550"),
        ("phrase: 达3.5%", "phrase: 达3.5%, nth: 2"),
        ("basis: level", "basis: level\n  aspirational: true\n  period: [2021, 2025]\n  year: 2025"),
    ],
)
def test_what_an_editor_may_write_is_accepted(old, new):
    assert faults(TARGETS, TARGET) == []
    assert faults(TARGETS, TARGET.replace(old, new)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 3.5", "value: 3,5"),
        ("value: 3.5", "value: [3.5]"),
        ("value: 3.5", "vaule: 3.5"),
        ("unit: percent", "unit: percents"),
        ("comparator: reach", "comparator: 达到"),
        ("region: changzhou", "region: 常州"),
        ("region: changzhou\n", "\n"),
        ("indicator: rd-intensity", "indicator: [rd-intensity]"),
        ("id: x", "id: X_1"),
        ("id: x", "id: index"),
        ("id: x", "id: x\n  document: y"),
        ("basis: level", "basis: level\n  year: 25"),
        ("basis: level", "basis: level\n  aspirational: yes"),
        ("phrase: 达3.5%", "phrase: ''"),
        ("{at: 正文 一, phrase: 达3.5%}", "{at: 正文 一}"),
        ("- id: x", "x:\n  id: x"),
    ],
)
def test_what_the_build_would_refuse_is_marked_while_it_is_typed(old, new):
    assert old in TARGET
    assert faults(TARGETS, TARGET.replace(old, new))


def test_a_file_of_nothing_but_comments_is_an_empty_list():
    assert faults(TARGETS, "# nothing yet\n") == []


def test_addresses_of_aliases_have_one_form():
    assert faults("aliases.yaml", "indicators/a/: indicators/b/\nregions/c/: /\n") == []
    for wrong in ("/indicators/a/: indicators/b/", "indicators/a: b/", "indicators/a/: https://x.org/"):
        assert faults("aliases.yaml", wrong), wrong


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_schema_is_one(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"].endswith("2020-12/schema")


def test_the_schemas_follow_the_models_the_vocabularies_and_the_field_guide():
    behind = [name for name in schema.stale(CONTENT, ROOT) if name != IDS]
    assert not behind, "run: python build.py schema"


def test_ids_are_offered_with_their_names_and_words_with_what_they_mean():
    known, well_formed = SCHEMAS[IDS]["$defs"]["indicators"]["anyOf"]
    assert "rd-intensity" in known["enum"]
    assert "全社会研发投入" in known["enumDescriptions"][known["enum"].index("rd-intensity")]
    assert well_formed == {"$ref": "#/$defs/id"}
    units = SCHEMAS[WORDS]["$defs"]["units"]
    assert units["enumDescriptions"][units["enum"].index("yi-yuan")].startswith("亿元")


def test_every_field_is_described_in_both_languages_and_nothing_else_is():
    reached = {model.Name}
    waiting = [kind.record for kind in KINDS if kind.record is not None]
    while waiting:
        record = waiting.pop()
        reached.add(record)
        inner = (inside(field.annotation) for field in record.model_fields.values())
        waiting += [one for one in inner if one is not None and one not in reached]
    kept = {"id", "document"}
    written = {
        (record.__name__, name)
        for record in reached
        for name in record.model_fields
        if name not in kept or any(kind.record is record and name in kind.written for kind in KINDS)
    }
    written |= {(COUNTING_WORDS, name) for name in model.COUNTING_WORDS}
    assert GUIDE.fields.keys() == written, "mend docs/fields.yaml"
    assert GUIDE.records.keys() == {record.__name__ for record in reached} | {COUNTING_WORDS, ALIASES}
    assert GUIDE.kinds.keys() == {kind.name for kind in KINDS}
    for words in (*GUIDE.fields.values(), *GUIDE.records.values(), *GUIDE.kinds.values()):
        assert re.search("[\u4e00-\u9fff]", words.zh), words
        assert re.search("[a-z]", words.en), words


def test_editors_find_the_schema_of_each_kind_of_file():
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_bytes())["yaml.schemas"]
    found = {name: [globs] if isinstance(globs, str) else globs for name, globs in settings.items()}
    assert found == {f"schema/{kind.schema}": [f"content/{glob}" for glob in kind.globs] for kind in KINDS}


def test_no_file_has_two_kinds():
    globs = [glob for kind in KINDS for glob in kind.globs]
    assert len(globs) == len(set(globs))
    assert kind_of("documents/x/clusters.yaml") is not kind_of("clusters/x.yaml")
    assert kind_of("documents/x/other.yaml") is None
    assert kind_of("regions/deep/x.yaml") is None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of the base, with schemas."""
    lay(tmp_path / "content")
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "fields.yaml", tmp_path / "docs")
    assert schema.run(tmp_path / "content", tmp_path, only_check=False)[1] == 0
    return tmp_path


def test_the_check_tells_a_stale_schema_from_a_fresh_one_and_writes_nothing(root):
    content = root / "content"
    assert schema.run(content, root, only_check=True) == (
        ("schema/ 与手册的字段表和模型、内容一致", "schema/ and the handbook's tables are up to date"),
        0,
    )
    (root / "schema" / "region.schema.json").write_text("{}")
    (root / "schema" / "gone.schema.json").write_text("{}")
    told, status = schema.run(content, root, only_check=True)
    assert status == 1
    assert told.en == (
        "out of date (schema/gone.schema.json, schema/region.schema.json): run python build.py schema"
    )
    assert (root / "schema" / "region.schema.json").read_text() == "{}"
    told, status = schema.run(content, root, only_check=False)
    assert (told.en, status) == ("updated: schema/gone.schema.json, schema/region.schema.json", 0)
    assert schema.stale(content, root) == []


def test_a_new_record_is_offered_after_a_renewal_and_stops_no_check_before(root):
    (root / "content" / "regions" / "far.yaml").write_text(
        "name: {zh: 远, en: Far}\nlevel: zone\nkind: zone\n"
    )
    (root / "content" / "regions" / "blank.yaml").write_text('name: {zh: "", en: ""}\n')
    told, status = schema.run(root / "content", root, only_check=True)
    assert (IDS in told.en, status) == (True, 0)
    assert schema.refresh(root / "content", root) == [IDS]
    ids = json.loads((root / "schema" / IDS).read_bytes())["$defs"]["regions"]["anyOf"][0]["enum"]
    assert {"far", "blank"} <= set(ids)


def test_content_that_cannot_be_read_leaves_the_schemas_alone(root):
    (root / "content" / "site.yaml").unlink()
    before = {path.name: path.read_bytes() for path in (root / "schema").iterdir()}
    for only_check in (True, False):
        assert schema.run(root / "content", root, only_check=only_check)[1] == 1
    assert {path.name: path.read_bytes() for path in (root / "schema").iterdir()} == before


def test_only_the_names_that_editors_are_offered_follow_while_one_edits(root):
    folder, content = root / "schema", root / "content"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert schema.refresh_names(load(content), root) == []
    (content / "regions" / "new-town.yaml").write_bytes(
        (content / "regions" / "chengchuan.yaml").read_bytes()
    )
    assert schema.refresh_names(load(content), root) == [IDS]
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert b'"new-town"' in after[IDS]
    assert {name for name in before if before[name] != after[name]} == {IDS}
    assert schema.differing(folder, schema.schemas(load(content), read_guide(root))) == []


def test_where_there_are_no_schemas_none_are_made_and_unreadable_content_changes_none(root):
    (root / "schema" / IDS).write_text("{}")
    (root / "content" / "site.yaml").write_text("x: [")
    assert schema.refresh_names(load(root / "content"), root) == []
    shutil.rmtree(root / "schema")
    lay(root / "other")
    assert schema.refresh_names(load(root / "other"), root) == []
    assert not (root / "schema").exists()
