"""The handbook for editors: its tables of fields follow the models, and both languages say the same things."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import build
from atlas.figures.evidence import LONGEST
from atlas.guide import handbook, schema
from atlas.guide.field_guide import read_guide
from atlas.guide.file_kinds import BY_NAME, KINDS
from atlas.guide.handbook import FILES, ORDER, table, tables
from atlas.reading.load import load
from atlas.records import model
from atlas.squeezed import squeeze
from tests.trees import ROOT, SITES, lay

GUIDE = read_guide(ROOT)
TEXTS = {language: (ROOT / file).read_text("utf-8") for language, file in FILES.items()}
LINK = re.compile(r"\]\(([^)#:]+)(#[^)]*)?\)")


@pytest.mark.parametrize("language", TEXTS)
def test_every_field_that_an_editor_may_write_is_in_the_tables(language):
    sections = dict(zip(ORDER, re.split(r"(?m)^### ", tables(GUIDE, language))[1:], strict=True))
    assert sections.keys() == {kind.name for kind in KINDS}
    for kind in KINDS:
        for name in kind.written if kind.shape != "words" else model.COUNTING_WORDS:
            assert f"| `{name}` |" in sections[kind.name], (kind.name, name)
    said = "必填" if language == "zh" else "required"
    assert f"| `evidence.phrase` | {said} |  | " in sections["targets"]
    assert "| `unit` |  | [units](../content/vocabulary/units.yaml) | " in sections["targets"]
    assert "| `links.to` | " + said + " | `targets.yaml` | " in sections["targets"]


def test_the_tables_of_the_handbook_are_those_of_the_models():
    assert not handbook.stale(ROOT), "run: python build.py schema"


def test_a_field_that_the_handbook_lacks_is_found_and_put_in(tmp_path):
    root = repository(tmp_path)
    handbook_ = root / FILES["zh"]
    text = handbook_.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("| `aspirational` |"))
    handbook_.write_text(text.replace(f"{line}\n", ""), "utf-8")
    told, status = schema.run(root / "content", root, only_check=True)
    assert (told.en, status) == (f"out of date ({FILES['zh'].as_posix()}): run python build.py schema", 1)
    assert line not in handbook_.read_text("utf-8")
    told, status = schema.run(root / "content", root, only_check=False)
    assert (told.en, status) == (f"updated: {FILES['zh'].as_posix()}", 0)
    assert handbook_.read_text("utf-8") == text


def repository(root: Path) -> Path:
    """A repository of the base with this handbook and schemas."""
    lay(root / "content")
    (root / "docs").mkdir()
    for file in (Path("docs", "fields.yaml"), *FILES.values()):
        shutil.copy(ROOT / file, root / file)
    schema.refresh(root / "content", root)
    return root


def test_a_handbook_without_its_markers_is_an_error(tmp_path):
    root = repository(tmp_path)
    (root / FILES["en"]).write_text("# Editing\n", "utf-8")
    with pytest.raises(ValueError, match="lacks <!-- fields -->"):
        handbook.stale(root)


def test_a_file_without_fields_has_no_table():
    assert table(GUIDE, BY_NAME["aliases"], "en") == ""


@pytest.mark.parametrize("language", TEXTS)
def test_every_link_of_the_handbook_leads_somewhere(language):
    links = {link for link, _ in LINK.findall(TEXTS[language])}
    assert len(links) > 20
    gone = [link for link in links if not (ROOT / "docs" / link).exists()]
    assert not gone


def test_both_languages_have_the_same_chapters_examples_and_commands():
    chapters = {language: re.findall(r"(?m)^(#{1,3}) ", prose(text)) for language, text in TEXTS.items()}
    assert chapters["zh"] == chapters["en"]
    assert len(chapters["zh"]) > 30
    blocks = {language: code(text) for language, text in TEXTS.items()}
    assert blocks["zh"] == blocks["en"]


def prose(text: str) -> str:
    """A text without its blocks of code."""
    return re.sub(r"(?ms)^```.*?^```$", "", text)


@pytest.mark.parametrize("language", TEXTS)
def test_every_link_within_the_handbook_leads_to_a_chapter(language):
    titles = re.findall(r"(?m)^#+ (.*)", prose(TEXTS[language]))
    anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    links = re.findall(r"\]\(#([^)]*)\)", TEXTS[language])
    assert len(links) > 5
    assert set(links) <= anchors


@pytest.mark.parametrize("language", TEXTS)
def test_the_words_held_up_as_examples_are_words_of_the_content(language):
    head = {"en": "## Recommended, not recommended", "zh": "## 推荐与不推荐"}[language]
    chapter = TEXTS[language].partition(f"\n{head}\n")[2].partition("\n## ")[0]
    shown = re.findall(r"\*\*(.+?)\*\*", chapter)
    assert len(shown) > 18
    atlas = load(ROOT / "content").atlas
    assert atlas is not None
    quoted = [piece.phrase for target in atlas.targets.values() for piece in target.evidence]
    printed = squeeze("\n".join([*quoted, *(entry.text for entry in atlas.set_aside)]).replace("\n", "|"))
    for words in shown:
        assert len(words) <= LONGEST
        assert squeeze(words) in printed, words


def code(text: str) -> list[list[str]]:
    """The blocks of code without comments, a list of lines each; what commands say is in each language and no code."""
    found = re.findall(r"(?ms)^```[a-z]*\n(.*?)^```", re.sub(r"(?ms)^```text\n.*?^```\n", "", text))
    return [[re.sub(r"\s*#.*", "", line) for line in block.splitlines()] for block in found]


@pytest.mark.parametrize("language", TEXTS)
def test_the_handbook_shows_what_the_commands_say_of_its_own_example(language, tmp_path, capsys):
    case, shown = SITES / "county-plan", re.findall(r"(?ms)^```text\n(.*?)^```", TEXTS[language])
    content = lay(tmp_path / "content", case)
    proved = (case / f"proved{'.zh' if language == 'zh' else ''}.txt").read_text("utf-8")
    assert shown[1].partition("\n")[2] == proved
    targets = content / "documents" / "lanpu-2023" / "targets.yaml"
    targets.write_text(targets.read_text("utf-8").replace("value: 210\n", "value: 201\n"), "utf-8")
    assert build.main(["check", "--content", str(content), "--lang", language]) == 1
    assert capsys.readouterr().out.startswith(shown[0])
