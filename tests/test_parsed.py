"""What is kept of parsed files changes nothing of what is read, and is believed only of the very bytes."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pytest

from atlas import load as loading
from atlas import parsed
from atlas.load import Loaded, Readings, load
from atlas.problems import Problem
from atlas.reader import Tree, parse
from tests.trees import lay


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay(tmp_path / "content")


def kept(content: Path, program: str = "this") -> Path:
    """The file that is written after the content was read."""
    readings = Readings()
    load(content, readings)
    file = content.parent / "kept"
    parsed.write(file, readings, program)
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
