"""What may wait while a document is extracted in part: our own words, never a figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import build
from atlas.audit import audit
from atlas.checks import RULES
from atlas.checks.context import Context
from atlas.comparing.compare import comparisons
from atlas.proving.waiting import _with_themes
from atlas.provisions.owed import Owed, owed
from atlas.reading.load import load
from atlas.records.model import Atlas
from tests.trees import ROOT, SITES, lay

PLAN = SITES / "county-plan"
KEY = "lanpu-2023"


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for pattern, by in changes:
        text, many = re.subn(pattern, by, text, flags=re.MULTILINE)
        assert many, pattern
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def in_part(tmp_path: Path) -> Path:
    """The plan with its figures alone: no summary, no theme, and an indicator of its own without a definition."""
    content = lay(tmp_path / "content", PLAN)
    folder = content / "documents" / KEY
    summary = (r"^( *)summary:(?: \{.*\}\n|\n(?:\1  .*\n)+)", "")
    edit(folder / "document.yaml", (r"^extraction: complete", "extraction: partial"), summary)
    edit(folder / "measures.yaml", summary, (r"^  themes: .*\n", ""))
    edit(
        content / "indicators" / f"{own(content)}.yaml", (r"^definition:\n(?:  .*\n)+|^definition: .*\n", "")
    )
    return content


def own(content: Path) -> str:
    """An indicator that targets of the plan alone name, in more than one group that may be compared or not."""
    atlas = read(content)
    using: dict[str, set[str]] = {}
    for target in atlas.targets.values():
        using.setdefault(target.indicator, set()).add(target.document)
    return min(key for key, documents in using.items() if documents == {KEY})


def read(content: Path) -> Atlas:
    loaded = load(content)
    assert loaded.atlas is not None
    assert not [problem.line() for problem in loaded.problems]
    return loaded.atlas


def rules(content: Path, *names: str) -> list[str]:
    context = Context.of(load(content))
    return [problem.line() for name in names for problem in RULES[name](context)]


def of(atlas: Atlas) -> Owed:
    return owed(
        atlas.documents[KEY],
        [each for each in atlas.measures.values() if each.document == KEY],
        [atlas.indicators[each.indicator] for each in atlas.targets.values() if each.document == KEY],
        [each for each in atlas.mentions if each.document == KEY],
    )


def test_a_document_in_part_may_lack_our_own_words_and_says_which(in_part):
    atlas = read(in_part)
    found = of(atlas)
    measures = tuple(each.id for each in atlas.measures.values() if each.document == KEY)
    assert found == Owed(True, summaries=measures, themes=measures, definitions=(own(in_part),))
    assert [words.en for words in found.told()] == [
        "our summary of it",
        f"our words on {len(measures)} measures",
        f"the themes of {len(measures)} measures",
        "the definition of 1 indicator",
    ]
    assert rules(in_part, "finished", "defined") == []


def test_measures_industries_and_english_headings_that_are_still_to_come_are_told(in_part, capsys):
    folder = in_part / "documents" / KEY
    places = [each.at for each in read(in_part).measures.values() if each.document == KEY]
    measures = [at for at in places if at.startswith("正文 二")]  # 三 says how it is carried out
    assert len(measures) > 2
    for name in ("measures.yaml", "clusters.yaml", "tasks.yaml"):
        (folder / name).unlink()
    edit(folder / "document.yaml", (r"(title: \{zh: 总体要求), en: [^}]*\}", r"\1}"))
    found = of(read(in_part))
    assert (found.sections, found.industries, len(found.headings)) == (tuple(measures), True, 1)
    told = [words.en for words in found.told()]
    assert f"the measures under {len(measures)} headings with who answers for them" in told
    assert told[-1] == "the English of 1 heading"
    assert build.main(["audit", "--sources", str(PLAN / "sources"), KEY, "--content", str(in_part)]) == 0
    said = capsys.readouterr().out
    assert f"  {told[1]}: {', '.join(measures)}\n  the industries that it names\n" in said
    assert f"  the English of 1 heading: {found.headings[0]}\n" in said


def test_a_heading_without_english_stands_in_chinese_and_says_so(in_part, tmp_path, capsys):
    edit(in_part / "documents" / KEY / "document.yaml", (r"(title: \{zh: 总体要求), en: [^}]*\}", r"\1}"))
    site = tmp_path / "site"
    assert build.main(["--content", str(in_part), "--out", str(site)]) == 0, capsys.readouterr().out
    page = (site / "en" / "documents" / KEY / "index.html").read_text(encoding="utf-8")
    outline = page.partition('<ul class="outline">')[2].partition("</ul>")[0]
    assert re.search(r'<[a-z]+[^>]* lang="zh[^"]*"[^>]*>总体要求<', outline), outline[:300]
    assert "the English of 1 heading" in page


def test_where_some_measures_are_there_only_headings_of_their_chapter_are_still_to_come(in_part):
    file = in_part / "documents" / KEY / "measures.yaml"
    tasks = file.parent / "tasks.yaml"
    tasks.unlink()
    records = re.split(r"(?m)^(?=- id: )", file.read_text(encoding="utf-8"))
    left = re.search(r"  at: (.*)", records.pop(2))
    assert left is not None
    file.write_text("".join(records), encoding="utf-8")
    assert of(read(in_part)).sections == (left[1],)


def test_a_document_that_has_all_of_it_owes_nothing(tmp_path):
    assert not of(read(lay(tmp_path / "content", PLAN)))


def test_an_indicator_without_a_definition_compares_no_two_documents(in_part):
    key = own(in_part)
    folder = in_part / "documents" / "chengchuan-hitech-2022"
    edit(folder / "targets.yaml", (r"^  indicator: tech-firms$", f"  indicator: {key}"))
    (told,) = rules(in_part, "defined")
    assert f"indicators/{key}.yaml" in told
    assert "chengchuan-hitech-2022, lanpu-2023 would be compared by it" in told
    assert len(comparisons(read(in_part).targets.values(), read(in_part).units)) > 0


def test_english_of_a_document_in_part_may_wait(tmp_path):
    content = lay(tmp_path / "content", PLAN)
    document = content / "documents" / KEY / "document.yaml"
    edit(document, (r"^(summary: \{zh: [^,]*), en: .*\}$", r"\1}"))
    assert [told for told in rules(content, "translations") if KEY in told]
    edit(document, (r"^extraction: complete", "extraction: partial"))
    assert rules(content, "translations") == []


def test_audit_says_what_a_document_in_part_owes_and_that_it_may_be_called_complete(
    in_part, tmp_path, capsys
):
    asked = ["audit", "--sources", str(PLAN / "sources"), KEY]
    assert build.main([*asked, "--content", str(in_part)]) == 0
    told = capsys.readouterr().out
    assert f"{KEY}: may go online; to be written afterwards:\n  our summary of it\n" in told
    assert f"  the definition of 1 indicator: {own(in_part)}\n" in told
    assert "m01 [enterprises]" in told
    whole = lay(tmp_path / "whole", PLAN)
    edit(whole / "documents" / KEY / "document.yaml", (r"^extraction: complete", "extraction: partial"))
    assert build.main([*asked, "--content", str(whole)]) == 0
    assert (
        "nothing is owed; when all its parts are there, write extraction: complete" in capsys.readouterr().out
    )


def test_the_pages_of_a_document_in_part_say_what_is_done_and_what_is_not(in_part, tmp_path, capsys):
    site = tmp_path / "site"
    assert build.main(["--content", str(in_part), "--out", str(site)]) == 0, capsys.readouterr().out
    document = (site / "en" / "documents" / KEY / "index.html").read_text(encoding="utf-8")
    assert "This document is still being worked on. Its figures are all here" in document
    assert "Still to come: our summary of it, our words on 10 measures" in document
    chinese = (site / "documents" / KEY / "index.html").read_text(encoding="utf-8")
    assert "这份文件还在整理。数字已经齐了" in chinese
    (measure,) = site.glob(f"en/documents/{KEY}/measures/m06/index.html")
    assert "our summary is still to come" in measure.read_text(encoding="utf-8")
    indicator = (site / "en" / "indicators" / own(in_part) / "index.html").read_text(encoding="utf-8")
    assert "not written yet; until it is, only one document counts by it" in indicator
    assert [str(finding) for finding in audit(site, "https://example.org/atlas/")] == []
    columns, *rows = (site / "data" / "measures.csv").read_text(encoding="utf-8-sig").splitlines()
    assert columns.endswith("summary_zh,summary_en")
    assert all(row.endswith(",,") for row in rows if row.startswith(KEY))


def test_a_document_in_part_does_not_call_its_figures_checked_before_they_are(in_part, tmp_path, capsys):
    (in_part / "documents" / KEY / "proof.yaml").unlink()
    site = tmp_path / "site"
    assert build.main(["--content", str(in_part), "--out", str(site)]) == 0, capsys.readouterr().out
    document = (site / "en" / "documents" / KEY / "index.html").read_text(encoding="utf-8")
    assert "not all of its figures have been checked" in document
    assert "Its figures are all here" not in document


def test_themes_of_what_a_measure_promises_are_a_beginning_for_its_own():
    """On the real documents nine in ten of them are themes of the measure."""
    atlas = read(ROOT / "content")
    right = wrong = 0
    for measure in atlas.measures.values():
        listed = re.search(r"\[(.*)\]", _with_themes(measure, atlas))
        for theme in listed[1].split(", ") if listed else ():
            right, wrong = right + (theme in measure.themes), wrong + (theme not in measure.themes)
    assert right >= 75
    assert right >= 8 * wrong


def test_a_zone_made_before_it_is_named_is_kept_while_its_document_is_in_part(in_part):
    zone = in_part / "regions" / "gull-bay.yaml"
    zone.write_text(
        "name: {zh: 鸥湾经开区, en: Gull Bay Zone}\nlevel: zone\nkind: zone\nparent: lanpu\n",
        encoding="utf-8",
    )
    (told,) = [each for each in rules(in_part, "mentioned") if "gull-bay" in each]
    assert "so keep it" in told
    edit(in_part / "documents" / KEY / "document.yaml", ("^extraction: partial", "extraction: complete"))
    (told,) = [each for each in rules(in_part, "mentioned") if "gull-bay" in each]
    assert told.endswith("remove the file, or name it in a record")


def test_warnings_are_told_by_check_alone(tmp_path, capsys):
    content = lay(tmp_path / "content", SITES / "named-by-nothing")
    asked = ["--content", str(content)]
    assert build.main(["check", *asked]) == 0
    said = capsys.readouterr()
    assert said.out.count(" warning: ") > 1
    for command in (["diff"], ["audit", "--translations"]):
        build.main([*command, *asked])
        said = capsys.readouterr()
        assert " warning: " not in said.out
        assert "warning" not in said.err
    (content / "indicators" / "talent.yaml").write_text("name: 1\n", "utf-8")
    assert build.main(["audit", "--translations", *asked]) == 1
    assert "content/indicators/talent.yaml" in capsys.readouterr().out
