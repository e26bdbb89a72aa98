"""A measure or task without `targets` carries those whose words stand under its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from atlas.reading.by_place import ByPlace, steps
from atlas.reading.load import Readings, load
from atlas.records.documents import UNTITLED
from atlas.records.model import Atlas
from tests.trees import SITES, atlas_of, lay

MEASURES = Path("documents/chengchuan-2021/measures.yaml")
TARGETS = Path("documents/chengchuan-2021/targets.yaml")
LISTED = "  targets: [tech-firms, tech-firms-annual]\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The small tree, in which no list of a measure's targets is written."""
    folder = lay(tmp_path / "content")
    edit(folder / MEASURES, LISTED, "")
    return folder


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("below", "above", "lies"),
    [
        ("正文 三（一）3", "正文 三（一）3", True),
        ("正文 三（一）3", "正文 三（一）", True),
        ("正文 三（一）3", "正文 三", True),
        ("正文 三 3", "正文 三", True),
        ("正文 三（一）10", "正文 三（一）1", False),
        ("正文 三（一）", "正文 三（一）1", False),
        ("正文 三（十一）", "正文 三（十）", False),
        ("正文 十一（一）", "正文 十", False),
        ("正文 三 1", "附件 三 1", False),
        ("附件2 一 3", "附件 一 3", False),
        ("附件2 一 3", "附件2 一", True),
        ("附件 5-10", "附件 5-1", False),
        ("附件 5-1", "附件 5-1", True),
    ],
)
def test_a_place_lies_under_another_by_its_headings(below, above, lies):
    assert (steps(below)[: len(steps(above))] == steps(above)) is lies


def test_what_stands_under_a_measure_is_carried_in_the_order_of_the_targets(content):
    atlas = atlas_of(content)
    assert atlas.measures["chengchuan-2021--m01"].targets == ("rd-share", "tech-firms-annual", "floor-space")
    assert atlas.measures["chengchuan-2021--m02"].targets == ()


def test_what_stands_over_all_carries_all(content):
    edit(content / MEASURES, "  at: 正文 二（二）\n", "  at: 正文\n")
    atlas = atlas_of(content)
    own = [target.id for target in atlas.targets.values() if target.document == "chengchuan-2021"]
    assert list(atlas.measures["chengchuan-2021--m02"].targets) == own


@pytest.mark.parametrize("written", ["[]", "[tech-firms]"])
def test_a_list_is_taken_as_it_is_written(content, written):
    edit(
        content / MEASURES,
        "  clusters: [living-light]\n",
        f"  clusters: [living-light]\n  targets: {written}\n",
    )
    names = tuple(written.strip("[]").split()) if written != "[]" else ()
    assert atlas_of(content).measures["chengchuan-2021--m01"].targets == names


def test_the_lists_that_somebody_wrote_are_what_would_be_carried_without_them(tmp_path):
    written = plan(tmp_path / "written")
    folder = tmp_path / "bare" / "content"
    plan(folder.parent)
    for part in ("measures", "tasks"):
        file = folder / "documents" / "lanpu-2023" / f"{part}.yaml"
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("  targets:")]
        assert len(kept) < len(lines)
        file.write_text("".join(kept), encoding="utf-8")
    bare = atlas_of(folder)
    for one, other in ((written.measures, bare.measures), (written.tasks, bare.tasks)):
        ours = {key: record.targets for key, record in one.items() if key.startswith("lanpu-2023--")}
        assert ours
        assert ours == {key: other[key].targets for key in ours}


def plan(folder: Path) -> Atlas:
    shutil.copytree(SITES / "county-plan", folder)
    shutil.rmtree(folder / "content")
    return atlas_of(lay(folder / "content", SITES / "county-plan"))


def test_real_measures_and_tasks_carry_what_stands_in_them(atlas):
    assert sum(len(measure.targets) for measure in atlas.measures.values()) > 100
    assert sum(len(task.targets) for task in atlas.tasks.values()) > 40


def test_who_carries_what_is_the_same_object_until_it_changes(content):
    readings = Readings()
    first = load(content, readings)
    again = load(content, readings)
    assert first.atlas is not None
    assert again.atlas is not None
    key = "chengchuan-2021--m01"
    assert again.atlas.measures[key] is first.atlas.measures[key]
    place = again.positions.place(again.atlas.measures[key], "at")
    assert (place.file, place.line) == ("content/documents/chengchuan-2021/measures.yaml", 3)

    edit(
        content / TARGETS,
        "{at: 正文 一, phrase: 科技企业超5000家}",
        "{at: 正文 二（一）, phrase: 科技企业超5000家}",
    )
    moved = load(content, readings).atlas
    assert moved is not None
    assert "tech-firms" in moved.measures[key].targets
    assert moved == load(content).atlas


def test_nothing_is_kept_of_records_that_are_gone(atlas):
    by_place = ByPlace()
    _, complete = by_place.turn(atlas.targets.values(), {})
    for measure in atlas.measures.values():
        complete(measure)
    by_place.turn((), {})
    assert by_place.known == {}


# Titles


TITLE = "  title: {zh: 点亮灯塔企业, en: Light up beacon firms}\n"
DOCUMENT = Path("documents/chengchuan-2021/document.yaml")
HEADING = "  - {at: 正文 二（一）, level: 2, title: {zh: 点亮企业, en: Light up firms}}\n"


def test_a_measure_without_title_has_that_of_its_heading(content):
    edit(content / MEASURES, TITLE, "")
    found = [each for each in atlas_of(content).measures.values() if each.gid == "chengchuan-2021--m01"]
    assert [(each.title.zh, each.title.en) for each in found] == [("点亮企业", "Light up firms")]


def test_a_programme_without_english_has_that_of_the_heading_that_is_called_so(content):
    edit(content / MEASURES, "{zh: 点灯工程, en: Lamp programme}", "{zh: 点灯工程}")
    assert atlas_of(content).measures["chengchuan-2021--m01"].programme.en is None
    edit(content / DOCUMENT, "{zh: 举措, en: Measures}", "{zh: 点灯工程, en: Lamps}")
    assert atlas_of(content).measures["chengchuan-2021--m01"].programme.en == "Lamps"


def test_a_programme_has_the_english_of_the_heading_that_names_it_behind_a_verb(content):
    edit(content / MEASURES, "{zh: 点灯工程, en: Lamp programme}", "{zh: 点灯工程}")
    edit(content / DOCUMENT, "{zh: 举措, en: Measures}", "{zh: 深入实施点灯工程, en: The lamp programme}")
    assert atlas_of(content).measures["chengchuan-2021--m01"].programme.en == "The lamp programme"


@pytest.mark.parametrize("heading", ["", "  - {at: 正文 二（一）, level: 2, title: {zh: 点亮企业}}\n"])
def test_a_title_that_is_nowhere_is_missed_where_it_is_to_be_written(content, heading):
    edit(content / MEASURES, TITLE, "")
    edit(content / DOCUMENT, HEADING, heading)
    loaded = load(content)
    (problem,) = [each for each in loaded.problems if each.severity == "error"]
    assert problem.line() == (
        "content/documents/chengchuan-2021/measures.yaml:3:7: the measure “m01” has no title, and outline none in "
        "both languages at 正文 二（一）; fill in the heading in the outline of document.yaml, or write title: "
        "{zh: …, en: …} here"
    )
    assert loaded.atlas is not None
    assert "chengchuan-2021--m01" not in loaded.atlas.measures
    assert loaded.broken["measures"] == {"chengchuan-2021--m01"}


def test_a_title_is_not_missed_while_its_document_cannot_be_read(content):
    edit(content / MEASURES, TITLE, "")
    edit(content / DOCUMENT, "title:", "tilte:")
    assert not [each for each in load(content).problems if "measures.yaml" in each.place.file]


def test_a_heading_of_an_annex_has_the_english_of_the_same_heading_of_the_main_text(content):
    annex = "  - {at: 附件 一, level: 2, title: {zh: 点亮企业}}\n"
    edit(content / DOCUMENT, HEADING, HEADING + annex)
    readings = Readings()
    first, again = load(content, readings), load(content, readings)
    assert first.atlas is not None
    assert again.atlas is not None
    found = first.atlas.documents["chengchuan-2021"]
    assert {each.at: each.title.en for each in found.outline}["附件 一"] == "Light up firms"
    assert again.atlas.documents["chengchuan-2021"] is found
    assert first.positions.place(found, "title").line == 1


def test_headings_of_real_documents_that_are_called_alike_have_one_english(atlas):
    alike = 0
    for document in atlas.documents.values():
        english: dict[str, str | None] = {}
        for heading in document.outline:
            alike += heading.title.zh in english
            assert english.setdefault(heading.title.zh, heading.title.en) == heading.title.en, heading.at
    assert alike >= 34


def test_every_real_measure_has_the_title_of_its_heading(atlas):
    """So that none of them would have to be written."""
    for measure in atlas.measures.values():
        bare = type(measure).model_construct(
            _fields_set=set(measure.model_fields_set) - {"title"}, **{**vars(measure), "title": UNTITLED}
        )
        _, complete = ByPlace().turn(atlas.targets.values(), atlas.documents)
        assert complete(bare).title == measure.title
