"""`verify` and `audit`: content against its sources."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from atlas.checks.context import Context
from atlas.load import load
from atlas.proof import states
from atlas.proving import audit, verify, write_proofs

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "sources"
DOCUMENTS = sorted(path.name for path in (ROOT / "content" / "documents").iterdir() if path.is_dir())

needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason=f"no source texts in {SOURCES.name}/")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the real content, to be spoiled."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def context(folder: Path) -> Context:
    return Context.of(load(folder))


def said(folder: Path, command: str, document: str) -> list[str]:
    job = verify if command == "verify" else audit
    return [problem.line() for problem in job(context(folder), SOURCES, [document])[0]]


def replace(folder: Path, document: str, part: str, old: str, new: str) -> None:
    path = folder / "documents" / document / f"{part}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@needs_sources
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_phrase_stands_in_its_source_under_its_heading(document: str) -> None:
    """`verify` has nothing to say of the real content."""
    assert verify(context(ROOT / "content"), SOURCES, [document])[0] == []


@needs_sources
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_of_a_source_is_a_target_or_set_aside(document: str) -> None:
    """`audit` has nothing to say of the real content."""
    assert audit(context(ROOT / "content"), SOURCES, [document])[0] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_real_documents_show_as_verified_and_fully_counted(document: str) -> None:
    """The proof files hold for the content as it stands; no source is needed to see that."""
    atlas = load(ROOT / "content").atlas
    assert atlas is not None

    state = states(atlas)[document]

    assert state.verified
    assert state.figures
    assert state.figures == state.accounted


@needs_sources
def test_a_phrase_that_the_source_does_not_hold_is_reported_with_the_nearest_words(content: Path) -> None:
    """The message names the phrase, its place, and what stands there instead."""
    replace(content, "changzhou-2021", "targets", "科技进步贡献率达 70%", "科技进步贡献率达 71%")

    (line,) = said(content, "verify", "changzhou-2021")

    assert "“科技进步贡献率达 71%” does not stand under 正文 二 1" in line
    assert "the nearest words are" in line
    assert "科技进步贡献率达7" in line


@needs_sources
def test_a_phrase_under_the_wrong_heading_is_told_the_right_one(content: Path) -> None:
    """The phrase exists, elsewhere."""
    path = content / "documents" / "changzhou-2021" / "targets.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("科技进步贡献率达 70%")
    start = text.rindex("正文 二 1", 0, at)
    path.write_text(text[:start] + "正文 二 2" + text[start + len("正文 二 1") :], encoding="utf-8")

    (line,) = said(content, "verify", "changzhou-2021")

    assert "it stands under 正文 二1" in line or "it stands under 正文 二 1" in line


@needs_sources
def test_a_figure_that_is_no_longer_set_aside_is_reported_with_line_and_context(content: Path) -> None:
    """Take one entry away and the census finds its figure."""
    path = content / "documents" / "changzhou-2021" / "set-aside.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "常发〔2021〕1号" not in line]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), encoding="utf-8")

    found = said(content, "audit", "changzhou-2021")

    assert found
    assert any("changzhou-2021.txt:5:1: the figure" in line for line in found)


@needs_sources
def test_a_heading_missing_from_the_outline_is_reported(content: Path) -> None:
    """Numbered headings of the source stand in outline, measures or tasks."""
    replace(
        content,
        "changzhou-2021",
        "document",
        "  - {at: 正文 一（一）, level: 2",
        "  - {at: 正文 二, level: 2",
    )

    found = said(content, "audit", "changzhou-2021")

    assert any("正文 一（一）" in line and "missing from the outline" in line for line in found)


@needs_sources
def test_another_source_text_than_the_one_extracted_is_refused(content: Path, tmp_path: Path) -> None:
    """The text's hash is part of the document."""
    other = tmp_path / "sources"
    other.mkdir()
    raw = (SOURCES / "changzhou-2021.txt").read_bytes() + "。".encode()
    (other / "changzhou-2021.txt").write_bytes(raw)

    problems, _ = verify(context(content), other, ["changzhou-2021"])

    assert any(hashlib.sha256(raw).hexdigest() in problem.line() for problem in problems)


def test_a_changed_phrase_is_not_verified_until_it_is_checked_again(content: Path) -> None:
    """The digest no longer holds, so pages and data stop saying “verified”."""
    replace(
        content,
        "changzhou-2021",
        "targets",
        "全社会研发投入占地区生产总值比重达 3.5%",
        "占地区生产总值比重达 3.5%",
    )
    atlas = load(content).atlas
    assert atlas is not None

    state = states(atlas)["changzhou-2021"]

    assert not state.verified
    assert state.figures is None


def test_a_changed_set_aside_entry_takes_back_the_count_but_not_the_phrases(content: Path) -> None:
    """Phrases were still found; the census must be taken again."""
    replace(content, "changzhou-2021", "set-aside", "常发〔2021〕1号", "常发〔2021〕1号文")
    atlas = load(content).atlas
    assert atlas is not None

    state = states(atlas)["changzhou-2021"]

    assert state.verified
    assert state.figures is None


@needs_sources
def test_verify_and_audit_each_keep_what_the_other_proved(content: Path) -> None:
    """A proof file holds the fields of both, and the content's own bytes are untouched."""
    proof = content / "documents" / "changzhou-2021" / "proof.yaml"
    before = proof.read_bytes()
    proof.unlink()
    for job in (verify, audit):
        here = context(content)
        write_proofs(content, here, job(here, SOURCES, ["changzhou-2021"])[1])

    assert proof.read_bytes() == before


def test_an_unknown_document_is_reported_by_name() -> None:
    """A typing slip on the command line is no traceback."""
    problems, _ = verify(context(ROOT / "content"), SOURCES, ["changzhou-2012"])

    assert "there is no document “changzhou-2012”" in problems[0].line()


def test_a_missing_source_is_reported(tmp_path: Path) -> None:
    """The folder given holds no text."""
    problems, _ = audit(context(ROOT / "content"), tmp_path, ["changzhou-2021"])

    assert "cannot be read" in problems[0].line()
