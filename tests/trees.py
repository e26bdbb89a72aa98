"""Small content trees: an invented province as the base, and cases that differ from it by a few files."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from atlas.reading.load import Loaded, load
from atlas.records.model import Atlas

ROOT = Path(__file__).resolve().parent.parent
SITES = ROOT / "tests" / "sites"
BASE = SITES / "_base"
ACCEPT = "ATLAS_ACCEPT"
"""The environment variable that accepts what was found as what is expected from now on."""


def lay(content: Path, case: Path | None = None) -> Path:
    """The folder `content` holds the base with the repository's own vocabulary and interface, and a case's changes.

    A case has, where it needs them: `content/` with the files that differ; `removed.txt`, paths that are gone;
    `encodings.txt`, lines `path encoding`; `symlinks.txt`, lines `path -> target`. Paths are relative to `content/`.
    """
    shutil.copytree(BASE, content)
    shutil.copytree(ROOT / "content" / "vocabulary", content / "vocabulary")
    shutil.copy(ROOT / "content" / "interface.yaml", content)
    if case is None:
        return content
    if (case / "content").is_dir():
        shutil.copytree(case / "content", content, dirs_exist_ok=True)
    for line in _lines(case / "removed.txt"):
        (content / line).unlink()
    for line in _lines(case / "encodings.txt"):
        name, _, encoding = line.partition(" ")
        (content / name).write_bytes((content / name).read_text(encoding="utf-8").encode(encoding))
    for line in _lines(case / "symlinks.txt"):
        name, _, target = line.partition(" -> ")
        (content / name).symlink_to(target)
    return content


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def read(content: Path) -> Loaded:
    """What the loader makes of a content folder that must be readable."""
    loaded = load(content)
    assert not loaded.problems, "\n".join(problem.line() for problem in loaded.problems)
    return loaded


def atlas_of(content: Path) -> Atlas:
    """The atlas of a content folder that must be readable."""
    atlas = read(content).atlas
    assert atlas is not None
    return atlas


def expect(golden: Path, found: str | bytes) -> None:
    """What was found is what the golden file holds; with ATLAS_ACCEPT=1 the file is written instead."""
    raw = found.encode() if isinstance(found, str) else found
    if os.environ.get(ACCEPT):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(raw)
        return
    expected = golden.read_bytes() if golden.is_file() else b""
    if raw != expected:
        test = os.environ.get("PYTEST_CURRENT_TEST", "tests").partition(" ")[0]
        pytest.fail(
            f"{golden.relative_to(ROOT)} expects\n\n{expected.decode(errors='replace')}\nand found\n\n"
            f"{raw.decode(errors='replace')}\nIf this is right, accept it:\n\n    {ACCEPT}=1 python -m pytest '{test}'\n",
            pytrace=False,
        )
