"""The code of templates is kept, and believed only where it is that of the very template, compiler and versions."""

from __future__ import annotations

import marshal
import random
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from atlas.rendering import compiled, templating
from atlas.rendering.compiled import Compiled
from atlas.rendering.whole import write_whole
from tests.trees import ROOT


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "a.html").write_text("one {{ it }}", encoding="utf-8")
    (folder / "b.html").write_text("two {{ it }}", encoding="utf-8")
    (tmp_path / "compiler.py").write_text("1", encoding="utf-8")
    return folder


class Counting(Environment):
    """It counts what it compiles."""

    compiled = 0

    def _compile(self, source: str, filename: str):
        self.compiled += 1
        return super()._compile(source, filename)


def rendered(templates: Path, name: str = "a.html") -> tuple[str, int]:
    """What a new process would say with a template, and how many it compiled."""
    cache = Compiled(templates.parent / "kept", templates.parent / "compiler.py")
    environment = Counting(loader=FileSystemLoader(templates), bytecode_cache=cache)
    return environment.get_template(name).render(it=1), environment.compiled


def kept(templates: Path) -> list[Path]:
    return sorted((templates.parent / "kept").iterdir())


def test_a_template_is_compiled_once(templates):
    assert rendered(templates) == ("one 1", 1)
    assert rendered(templates) == ("one 1", 0)
    assert rendered(templates, "b.html") == ("two 1", 1)


def test_another_source_compiler_or_python_is_compiled_again(templates, monkeypatch):
    rendered(templates)
    (templates / "a.html").write_text("new {{ it }}", encoding="utf-8")
    assert rendered(templates) == ("new 1", 1)
    assert len(kept(templates)) == 1, "the old code is gone"
    (templates.parent / "compiler.py").write_text("2", encoding="utf-8")
    assert rendered(templates) == ("new 1", 1)
    monkeypatch.setattr(compiled, "version", lambda _: "another")
    assert rendered(templates) == ("new 1", 1)
    monkeypatch.setattr(sys, "version", "another")
    assert rendered(templates) == ("new 1", 1)
    assert rendered(templates) == ("new 1", 0)


def test_what_is_damaged_or_of_another_template_is_not_believed(templates):
    rendered(templates)
    (file,) = kept(templates)
    rendered(templates, "b.html")
    (other,) = (path for path in kept(templates) if path != file)
    good, draw = file.read_bytes(), random.Random(20261122)  # noqa: S311 -- a seeded draw, no secret
    for _ in range(50):
        at = draw.randrange(len(good))
        file.write_bytes(
            draw.choice([good[:at], good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :], good + b"x", b""])
        )
        assert rendered(templates) == ("one 1", 1)
    file.write_bytes(other.read_bytes())
    assert rendered(templates) == ("one 1", 1)
    for said in (None, (), ("", 1), ("x", compile("1", "x", "exec"))):
        write_whole(file, marshal.dumps(said))
        assert rendered(templates) == ("one 1", 1)


def test_where_nothing_may_be_written_nothing_is_kept_and_nothing_fails(templates, monkeypatch):
    (templates.parent / "kept").write_text("no folder", encoding="utf-8")
    assert rendered(templates) == ("one 1", 1)
    (templates.parent / "kept").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(templates) == ("one 1", 1)
    assert not (templates.parent / "kept").exists()


def test_only_the_programs_own_templates_are_kept(templates):
    assert templating.environment(templates).bytecode_cache is None
    assert isinstance(templating.environment(ROOT / "templates").bytecode_cache, Compiled)
