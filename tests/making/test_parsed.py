"""What is kept of parsed files changes nothing of what is read, and is believed only of the very bytes."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from pathlib import Path

import pytest

from atlas import stages
from atlas.checks.sparing import Sparing
from atlas.making import parsed
from atlas.making.recall import Recall
from atlas.problems import Problem
from atlas.progress import Progress
from atlas.reading import readings as loading
from atlas.reading.load import Loaded, Readings, load
from atlas.reading.reader import Tree, parse
from atlas.records.worked_out import WorkedOut
from tests.making.test_recall import EDITS
from tests.trees import lay


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay(tmp_path / "content")


def kept(content: Path, program: str = "this") -> Path:
    """The file that is written after the content was read."""
    readings = Readings()
    load(content, readings)
    file = content.parent / "kept"
    parsed.write(file, readings, frozenset(), {}, program)
    return file


def again(
    content: Path, file: Path, monkeypatch: pytest.MonkeyPatch, program: str = "this"
) -> tuple[Loaded, set[str]]:
    """What the next process reads, and the files that it parses."""
    names: set[str] = set()

    def noted(raw: bytes, name: str) -> tuple[Tree | None, list[Problem]]:
        names.add(name)
        return parse(raw, name)

    with monkeypatch.context() as patched:
        patched.setattr(loading, "parse", noted)
        return load(content, Readings(parsed=parsed.read(file, program))), names


def all_files(content: Path) -> set[str]:
    return {f"content/{file.relative_to(content).as_posix()}" for file in content.rglob("*.yaml")}


def test_nothing_is_parsed_that_did_not_change_and_the_records_are_the_same(content, monkeypatch):
    file = kept(content)
    found, names = again(content, file, monkeypatch)
    assert names == set()
    assert found.atlas == load(content).atlas
    changed = content / "regions" / "yunze.yaml"
    changed.write_text(changed.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    found, names = again(content, file, monkeypatch)
    assert names == {"content/regions/yunze.yaml"}
    assert found.atlas == load(content).atlas


def test_every_field_stands_where_it_stood(content, monkeypatch):
    found, _ = again(content, kept(content), monkeypatch)
    fresh = load(content)
    assert found.atlas is not None
    assert fresh.atlas is not None
    for key, target in found.atlas.targets.items():
        other = fresh.atlas.targets[key]
        for name in type(target).model_fields:
            assert found.positions.place(target, name) == fresh.positions.place(other, name)


def test_what_is_wrong_is_told_each_time_at_its_place(content, monkeypatch):
    (content / "regions" / "yunze.yaml").write_text(
        "nome: x\nlevel: [a\n", encoding="utf-8"
    )  # cannot be parsed
    path = content / "terms" / min(file.name for file in (content / "terms").iterdir())
    path.write_text(
        path.read_text(encoding="utf-8") + "shade: green\n", encoding="utf-8"
    )  # the model refuses it
    fresh = load(content)
    assert {problem.rule for problem in fresh.problems} >= {"unknown-key", "yaml-syntax"}
    found, names = again(content, kept(content), monkeypatch)
    assert (found.problems, found.broken) == (fresh.problems, fresh.broken)
    assert names == {"content/regions/yunze.yaml"}


def test_what_another_program_wrote_is_not_believed(content, monkeypatch):
    found, names = again(content, kept(content, "another"), monkeypatch)
    assert names == all_files(content)
    assert found.atlas == load(content).atlas


def test_what_is_damaged_is_not_believed(content, monkeypatch):
    file, draw = kept(content), random.Random(20261122)  # noqa: S311 -- a seeded draw, no secret
    good = file.read_bytes()
    for _ in range(20):
        at = draw.randrange(len(good))
        flipped = good[:at] + bytes([good[at] ^ 1 << draw.randrange(8)]) + good[at + 1 :]
        file.write_bytes(draw.choice([good[:at], flipped, good + b"x", b""]))
        assert parsed.read(file, "this")("content/site.yaml", (content / "site.yaml").read_bytes()) is None
    file.unlink()
    assert again(content, file, monkeypatch)[1] == all_files(content)


@pytest.mark.parametrize(
    "said",
    [[], {}, {"program": "this"}, {"program": "this", "files": [1]}, {"program": "this", "files": {"a": 1}}],
)
def test_what_has_another_shape_is_not_believed(tmp_path, said):
    data = json.dumps(said).encode()
    (tmp_path / "kept").write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
    assert parsed.read(tmp_path / "kept", "this")("a", b"") is None


# What a rule had nothing to say of, it is not asked of again


def test_a_new_process_tells_after_any_edit_what_one_that_knows_nothing_tells(tmp_path, monkeypatch):
    content, file = lay(tmp_path / "edited" / "content"), tmp_path / "kept"
    good, draw, spared, told = tmp_path / "good", random.Random(5), [], 0  # noqa: S311 -- a seeded draw
    shutil.copytree(content, good)
    readings, worked_out = Readings(), WorkedOut()
    recall = Recall(readings, worked_out=worked_out)
    stages.read(content, Progress(), recall)
    assert worked_out.checked is not None
    parsed.write(file, readings, worked_out.checked.silent, {}, "this")
    asked = Sparing.asked
    monkeypatch.setattr(Sparing, "asked", lambda self, name: spared.append(self.spares) or asked(self, name))
    for edit in EDITS * 3:
        shutil.rmtree(content)
        shutil.copytree(good, content)
        edit(content, draw)
        fresh = stages.read(content, Progress())[1]
        again = stages.read(content, Progress(), Recall(Readings(parsed=parsed.read(file, "this"))))[1]
        assert again == fresh, edit.__name__
        told += len(fresh)
    assert told > 20
    assert any(spared)


def test_content_of_other_files_is_no_content_of_before(tmp_path):
    content, file, readings = lay(tmp_path / "edited" / "content"), tmp_path / "kept", Readings()
    load(content, readings)
    parsed.write(file, readings, frozenset({"places"}), {}, "this")
    before = parsed.read(file, "this")
    again = Readings(parsed=before)
    found = load(content, again)
    checked = parsed.checked(content, again, before)
    assert checked is not None
    assert checked.silent == {"places"}
    assert found.atlas is not None
    assert all(checked.atlas.targets[key] is each for key, each in found.atlas.targets.items())
    min(content.glob("terms/*.yaml")).unlink()
    fewer = Readings(parsed=parsed.read(file, "this"))
    load(content, fewer)
    assert isinstance(fewer.parsed, parsed.Parsed)
    assert parsed.checked(content, fewer, fewer.parsed) is None
