"""What a document calls an indicator is noted in a target, and stands among the indicator's names everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas import stages
from atlas.checks.context import Context
from atlas.checks.printed import wording_kept
from atlas.progress import Progress
from atlas.reading.load import Readings, load
from tests.trees import ROOT, atlas_of, lay

TARGETS = Path("documents/chengchuan-2021/targets.yaml")
ZONE = Path("documents/chengchuan-hitech-2022/targets.yaml")
INDICATOR = Path("indicators/tech-firms.yaml")
FIRST = "- id: tech-firms\n  indicator: tech-firms\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The small tree."""
    return lay(tmp_path / "content")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_names_of_targets_join_those_of_the_indicators_file(content):
    before = atlas_of(content).indicators["tech-firms"].aliases
    assert before == {"chengchuan-2021": ("科技企业", "科技企业数"), "chengchuan-hitech-2022": ("科技企业",)}
    edit(content / INDICATOR, "chengchuan-2021: [科技企业, 科技企业数], ", "")
    edit(content / TARGETS, FIRST, f"{FIRST}  printed: 科技企业\n")
    edit(
        content / TARGETS,
        "- id: tech-firms-doubled\n",
        "- id: tech-firms-doubled\n  printed: [科技企业数, 科技企业]\n",
    )
    assert atlas_of(content).indicators["tech-firms"].aliases == before


def test_a_name_that_the_file_has_already_is_harmless(content):
    before = atlas_of(content)
    edit(content / TARGETS, FIRST, f"{FIRST}  printed: 科技企业\n")
    assert atlas_of(content).indicators == before.indicators


def test_an_indicator_is_the_very_same_as_long_as_its_file_and_its_names_are(content):
    edit(content / TARGETS, FIRST, f"{FIRST}  printed: 科技\n")
    readings = Readings()
    first, again = (load(content, readings).atlas.indicators["tech-firms"] for _ in range(2))
    assert first is again
    assert first.aliases["chengchuan-2021"] == ("科技企业", "科技企业数", "科技")
    edit(content / TARGETS, "printed: 科技\n", "printed: 企业\n")
    other = load(content, readings).atlas.indicators["tech-firms"]
    assert other.aliases["chengchuan-2021"] == ("科技企业", "科技企业数", "企业")
    edit(content / TARGETS, "  printed: 企业\n", "")
    assert (
        load(content, readings).atlas.indicators["tech-firms"].aliases
        == atlas_of(lay(content.parent / "b")).indicators["tech-firms"].aliases
    )


def test_a_printed_name_shows_on_the_indicators_pages_and_in_the_title_list(content, tmp_path):
    site, name, counts = tmp_path / "site", "新增科技企业", []
    for step in range(2):
        if step:
            edit(
                content / ZONE,
                "  indicator: tech-firms\n",
                "  indicator: tech-firms\n  printed: 新增科技企业\n",
            )
        recall = stages.remembered(site)
        loaded, problems = stages.read(content, Progress(), recall)
        assert not [problem for problem in problems if problem.severity == "error"]
        stages.build(loaded, site, None, ROOT, Progress(), recall=recall)
        page = (site / "indicators" / "tech-firms" / "index.html").read_text("utf-8")
        titles = next(site.glob("search/titles*")).read_text("utf-8")
        counts.append((page.count(name), titles.count(name)))
    assert counts[1] == (counts[0][0] + 1, counts[0][1] + 1)
    loaded, _ = stages.read(content, Progress())
    stages.build(loaded, tmp_path / "clean", None, ROOT, Progress(), anew=True)
    assert files(site) == files(tmp_path / "clean")


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("phrase", "asked"),
    [
        ("新增科技企业800家", "printed: 科技企业"),
        ("其中澄川高新区800家", None),
        ("其中不少于800家", None),
        ("科技企业（家）|600|800", "printed: 科技企业"),
    ],
)
def test_a_name_is_asked_for_only_where_a_phrase_has_one(content, phrase, asked):
    edit(content / INDICATOR, ", chengchuan-hitech-2022: [科技企业]", "")
    edit(content / ZONE, "phrase: 新增科技企业800家", f"phrase: {phrase}")
    loaded = load(content)
    said = [each.instead.en for each in wording_kept(Context.of(loaded))]
    assert len(said) == (asked is not None)
    assert all(asked in each for each in said)
