"""A new process goes on from what the last one left: what it knows of it, and what it does not take for granted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from atlas import stages
from atlas.linking import relations
from atlas.making import memory, parsed
from atlas.noting.prints import Prints
from atlas.progress import Progress
from atlas.searching import search
from bench.without_search import Nothing
from tests.trees import ROOT, lay

BASE_URL = "https://example.org/atlas/"
DOCUMENT = "documents/chengchuan-2021"


@pytest.fixture(autouse=True)
def _no_index(monkeypatch):
    """The index of the search takes long to make, and nothing here is about it."""
    monkeypatch.setattr(search, "Indexing", Nothing)
    monkeypatch.setattr(search, "bundle", lambda *_: {})


def build(content: Path, site: Path, *, anew: bool = False) -> dict[str, bytes]:
    """The site, as another process would build it after the last one."""
    recall = stages.remembered(site, anew=anew)
    loaded, problems = stages.read(content, Progress(), recall)
    assert not [problem.line() for problem in problems if problem.severity == "error"]
    stages.build(loaded, site, BASE_URL, ROOT, Progress(), anew=anew, recall=recall)
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


def clean(content: Path, site: Path) -> dict[str, bytes]:
    """The site, from nothing."""
    if site.exists():
        shutil.rmtree(site)
    return build(content, site, anew=True)


def replaced(content: Path, name: str, *pairs: tuple[str, str]) -> None:
    text = (content / name).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, (name, old)
        text = text.replace(old, new)
    (content / name).write_text(text, encoding="utf-8")


FIGURE = ("value: 5000", "value: 5001"), ("科技企业超5000家", "科技企业超5001家")
TARGETS, MEASURES = f"{DOCUMENT}/targets.yaml", f"{DOCUMENT}/measures.yaml"


def _without_a_term(content: Path) -> None:
    replaced(content, "terms/beacon-firm.yaml", (", open-call]", "]"))
    (content / "terms/open-call.yaml").unlink()


EDITS: Mapping[str, Callable[[Path], object]] = {
    "a figure": lambda content: replaced(content, TARGETS, *FIGURE),
    "a phrase that names a term": lambda content: replaced(
        content, TARGETS, ("科技企业数翻一番", "灯塔科技企业数翻一番")
    ),
    "a measure that names a term": lambda content: replaced(
        content, MEASURES, ("点亮灯塔企业, en", "点亮揭榜挂帅的灯塔企业, en")
    ),
    "a name": lambda content: replaced(
        content, "clusters/lighting.yaml", ("照明, en: Lighting", "大照明, en: Great lighting")
    ),
    "a new name of a term": lambda content: replaced(
        content, "terms/open-call.yaml", ("name:", "aliases: [科技企业]\nname:")
    ),
    "a text": lambda content: replaced(content, "pages/about.zh.md", ("\n", "\n又。\n")),
    "words of the interface": lambda content: replaced(content, "interface.yaml", ("首页, en", "首頁, en")),
    "the name of the site": lambda content: replaced(content, "site.yaml", ("云泽图谱", "云泽大图谱")),
    "a vocabulary": lambda content: replaced(content, "vocabulary/themes.yaml", ("zh: ", "zh: 新")),
    "a proof that is gone": lambda content: (content / DOCUMENT / "proof.yaml").unlink(),
    "a term that is gone": _without_a_term,
}


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    """A content folder whose site was built."""
    folder: Path = tmp_path_factory.mktemp("good")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "Indexing", Nothing)
        patch.setattr(search, "bundle", lambda *_: {})
        build(lay(folder / "content"), folder / "site")
    return folder


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    own = tmp_path / "own"
    shutil.copytree(good, own)
    return own


@pytest.mark.parametrize("what", EDITS)
def test_after_each_edit_and_after_it_is_taken_back_the_site_is_that_of_a_clean_build(folder, good, what):
    content, site = folder / "content", folder / "site"
    before = {name: (content / name).read_bytes() for name in _names(content)}
    EDITS[what](content)
    assert build(content, site) == clean(content, folder / "clean")
    for name, data in before.items():
        (content / name).write_bytes(data)
    assert build(content, site) == {
        name: (good / "site" / name).read_bytes() for name in _names(good / "site")
    }


def _names(folder: Path) -> list[str]:
    return [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]


def test_after_the_edit_of_a_figure_texts_are_not_searched_and_few_digests_made(folder, monkeypatch):
    content, site = folder / "content", folder / "site"
    replaced(content, TARGETS, *FIGURE)
    asked: list[str] = []
    real = Prints._content

    def noted(self: Prints, note: str) -> Iterable[str]:
        asked.append(note)
        found: Iterable[str] = real(self, note)
        return found

    monkeypatch.setattr(Prints, "_content", noted)
    monkeypatch.setattr(relations, "uses", lambda *_: pytest.fail("all texts are searched"))
    build(content, site)
    assert "targets/chengchuan-2021--tech-firms" in asked
    assert not [note for note in asked if note.startswith(("regions/", "measures", "documents/", "names"))]


def test_what_was_written_down_of_other_content_is_not_believed(folder, tmp_path):
    content, site = folder / "content", folder / "site"
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    for each in (content, other / "content"):
        replaced(each, TARGETS, *FIGURE)
    expected = build(other / "content", other / "site")
    shutil.copy(
        parsed.beside(other / "site"), parsed.beside(site)
    )  # of the content of now; the memory is not
    assert build(content, site) == expected


def test_what_is_named_is_believed_of_its_own_program_only(folder):
    site = folder / "site"
    assert parsed.read(parsed.beside(site), memory.program()).named
    assert not parsed.read(parsed.beside(site), "another").named
    data = parsed.beside(site).read_bytes()
    parsed.beside(site).write_bytes(data.replace(b"beacon-firm", b"beacon-farm", 1))
    assert not parsed.read(parsed.beside(site), memory.program()).named
    replaced(folder / "content", TARGETS, *FIGURE)
    assert build(folder / "content", site) == clean(folder / "content", folder / "clean")
