"""`build.py new records`: files for all that a document names and nobody has registered, and one list of what is left."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from atlas.guide.field_guide import read_guide
from atlas.guide.file_kinds import BY_NAME
from atlas.proposing.skeletons import Skeletons
from atlas.reading.load import load
from atlas.reading.reader import parse
from atlas.starting.left_blank import left_blank
from atlas.starting.new_records import run
from atlas.starting.said_before import direction
from tests.trees import ROOT, SITES, atlas_of, lay

KEY = "lanpu-2023"
DOCUMENT = Path("documents", KEY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The content of the plan without the records that only the plan needed."""
    lay(tmp_path / "content", SITES / "county-plan")
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "fields.yaml", tmp_path / "docs")
    return tmp_path


@pytest.fixture
def bare(root: Path) -> Path:
    """The same, with three indicators, a cluster and all agencies of the plan taken away."""
    for name in gone(root):
        (root / "content" / name).unlink()
    return root


def gone(root: Path) -> list[str]:
    agencies = [
        f"agencies/{path.name}"
        for path in (root / "content" / "agencies").glob("*.yaml")
        if KEY in path.read_text("utf-8")
    ]
    indicators = ["offshore-wind-capacity", "emerging-output-share", "characteristic-innovation-parks"]
    return [*(f"indicators/{key}.yaml" for key in indicators), *sorted(agencies)]


def said(root: Path, language: str = "en", key: str = KEY) -> tuple[str, int]:
    return run(key, root / "content", root, "zh" if language == "zh" else "en")


def state(content: Path) -> dict[str, bytes]:
    return {
        path.relative_to(content).as_posix(): path.read_bytes()
        for path in content.rglob("*")
        if path.is_file()
    }


def test_a_file_is_made_for_all_that_is_named_and_nobody_registered_and_for_nothing_else(bare):
    before = state(bare / "content")
    told, status = said(bare)
    after = state(bare / "content")
    assert status == 0, told
    assert {name: after[name] for name in before} == before
    made = sorted(after.keys() - before.keys())
    assert {name for name in made if name.startswith("indicators/")} == {
        name for name in gone(bare) if name.startswith("indicators/")
    }
    assert len([name for name in made if name.startswith("agencies/")]) > 5
    assert told.startswith(f"Made: {len(made)} files.\n")


def test_the_list_names_each_blank_with_its_line_and_nothing_that_is_filled_in(bare):
    told, _ = said(bare)
    listed = re.findall(r"^  (content/\S+?):(\d+): (\S+?)(?: \[.*?\])?(?::|$)", told, re.MULTILINE)
    assert len(listed) == int(re.search(r"Left to write, (\d+):", told)[1])
    for file, line, field in listed:
        text = (bare / file).read_text("utf-8").splitlines()[int(line) - 1]
        assert re.match(rf'\s*{field.rpartition(".")[2]}:\s*(""|\[\])?\s*(#.*)?$', text), (file, line, field)
    blank = {
        f"{path.parent.name}/{path.name}"
        for path in (bare / "content").glob("*/*.yaml")
        if re.search(
            r'^ *\w+: (""|\[\]) *(#.*)?$|^\w+:(?: #.*)?$(?!\n\s+\w)', path.read_text("utf-8"), re.MULTILINE
        )
        and path.parent.name in ("indicators", "agencies", "clusters", "regions")
    }
    assert {file.removeprefix("content/") for file, _, _ in listed} == blank


def test_run_again_it_makes_nothing_and_still_lists_what_is_blank(bare):
    first, _ = said(bare)
    before = state(bare / "content")
    again, status = said(bare)
    assert status == 0
    assert state(bare / "content") == before
    assert again.startswith(f"Every record that {KEY} names has a file.\n")
    assert re.search(r"Left to write, \d+:", again)[0] == re.search(r"Left to write, \d+:", first)[0]


def test_a_document_of_which_all_is_registered_needs_nothing(root):
    before = state(root / "content")
    told, status = said(root)
    assert (told, status) == (f"Every record that {KEY} names has a file.\n", 0)
    assert state(root / "content") == before


def test_a_document_that_is_not_there_is_told(root):
    told, status = said(root, key="nowhere-2020")
    assert status == 1
    assert "there is no document “nowhere-2020”; write one of:" in told


def spoil(root: Path, part: str, old: str, new: str) -> None:
    path = root / "content" / DOCUMENT / f"{part}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_an_id_that_looks_like_a_slip_is_asked_and_not_made(root):
    spoil(root, "targets", "indicator: offshore-wind-capacity", "indicator: offshore-wind-capacit")
    told, _ = said(root)
    assert not (root / "content/indicators/offshore-wind-capacit.yaml").exists()
    assert "there is no “offshore-wind-capacit”: did you mean offshore-wind-capacity?" in told
    assert "python build.py new indicator offshore-wind-capacit" in told


def test_a_unit_that_is_in_no_vocabulary_is_a_line_to_be_added_with_its_counting_word(root):
    spoil(root, "targets", "unit: mw", "unit: kilowatts")
    told, _ = said(root)
    (line,) = re.findall(r"units\.yaml: add a line: (.*)$", told, re.MULTILINE)
    tree, problems = parse(line.encode(), "x")
    assert tree is not None, problems
    assert tree.data == {
        "kilowatts": {
            "label": {"zh": "兆瓦", "en": ""}, "base": None, "factor": "1", "printed": ["兆瓦"],
            "definition": {"zh": "", "en": ""},
        }
    }  # fmt: skip


def test_before_its_region_is_filled_in_a_document_gets_all_but_its_agencies(bare):
    (bare / "content/regions/lanpu.yaml").unlink()
    told, status = said(bare)
    assert status == 0
    assert (bare / "content/regions/lanpu.yaml").is_file()
    assert (bare / "content/indicators/offshore-wind-capacity.yaml").is_file()
    assert "regions/lanpu.yaml: fill it in first; then run this command again" in told
    assert not list((bare / "content/agencies").glob("lanpu*"))


def test_a_file_that_cannot_be_read_is_left_alone_and_the_rest_is_made(bare):
    path = bare / "content/indicators/offshore-wind-capacity.yaml"
    path.write_text("name: {zh: [", "utf-8")
    told, status = said(bare)
    assert status == 0, told
    assert path.read_text("utf-8") == "name: {zh: ["
    assert (bare / "content/indicators/emerging-output-share.yaml").is_file()


@pytest.mark.parametrize("part", ["targets", "measures", "document"])
def test_where_a_file_of_the_document_cannot_be_read_nothing_is_made_and_its_place_is_told(bare, part):
    path = bare / "content" / DOCUMENT / f"{part}.yaml"
    path.write_text(path.read_text("utf-8") + "\n── a heading\n- id: x\n", "utf-8")
    before = state(bare / "content")
    told, status = said(bare)
    assert status == 1
    assert f"content/documents/{KEY}/{part}.yaml cannot be read yet; mend it or fill it in:\n" in told
    assert re.search(rf"^content/documents/{KEY}/{part}\.yaml:\d+:\d+: ", told, re.MULTILINE)
    assert state(bare / "content") == before


def test_both_languages_list_the_same(bare):
    first, _ = said(bare)
    chinese, _ = said(bare, "zh")
    listed = re.compile(r"^  (content/\S+?:\d+): (\S+)", re.MULTILINE)
    places = [(file, field.rstrip(":：")) for file, field in listed.findall(first)]
    assert [(file, field.rstrip(":：")) for file, field in listed.findall(chinese)] == places


def test_blanks_of_every_shape_are_found_and_what_is_no_record_has_none(root):
    path = root / "content/regions/new.yaml"
    skeletons = Skeletons(read_guide(root), atlas_of(root / "content"), "en")

    def blanks(text: str) -> list[tuple[int, str, str]]:
        path.write_text(text, "utf-8")
        found = left_blank(path, "r", BY_NAME["region"], skeletons)
        return [(one.place.line, one.field, one.of) for one in found]

    text = 'name:\n  zh: 新城\n  en: ""\nlevel:\nkind: zone\nnetworks: []\naliases: [""]\nunheard: ""\n'
    assert blanks(text) == [(3, "name.en", "新城"), (4, "level", ""), (6, "networks", ""), (7, "aliases", "")]
    assert blanks("- a\n") == blanks("name: {") == blanks("") == []


def test_a_cited_policy_begins_with_how_it_is_cited(root):
    spoil(
        root,
        "document",
        "cites:\n",
        "cites:\n  - {to: island-rules, at: 前言, printed: 《海岛条例》（岚发〔2021〕3号）}\n",
    )
    said(root)
    text = (root / "content/references/island-rules.yaml").read_text("utf-8")
    assert "  zh: 海岛条例 # from lanpu-2023\n" in text
    assert "number: 岚发〔2021〕3号 # from lanpu-2023\n" in text


def test_what_is_made_and_filled_in_is_read(bare):
    said(bare)
    for path in (bare / "content").glob("*/*.yaml"):
        text = path.read_text("utf-8")
        if path.parent.name == "indicators" and 'en: ""' in text:
            text = re.sub(r'^  en: "".*$', "  en: Name of " + path.stem, text, flags=re.MULTILINE)
            text = re.sub("^theme:(?: #.*)?$", "theme: green", text, flags=re.MULTILINE)
            text = re.sub("^direction:$", "direction: higher", text, flags=re.MULTILINE)
            path.write_text(text, "utf-8")
    loaded = load(bare / "content")
    assert loaded.atlas is not None
    assert "offshore-wind-capacity" in loaded.atlas.indicators


@pytest.mark.parametrize(
    ("target", "way"),
    [
        ({"value": "20", "basis": "increase", "evidence": [{"phrase": "新增20家"}]}, "higher"),
        ({"value": "80", "basis": "level", "evidence": [{"phrase": "占比不低于80%"}]}, "higher"),
        ({"value": "25", "unit": "place", "basis": "rank", "evidence": [{"phrase": "前25位"}]}, "lower"),
        ({"value": "5", "basis": "change", "evidence": [{"phrase": "能耗下降5%"}]}, ""),
        ({"value": "40", "basis": "change", "evidence": [{"phrase": "化工企业数减少40%"}]}, ""),
        ({"words": {"zh": "前列"}, "basis": "rank", "evidence": [{"phrase": "位居前列"}]}, ""),
        ({"words": {"zh": "争创"}, "basis": "increase", "evidence": [{"phrase": "争创示范园区"}]}, ""),
        (
            {"value": "3", "basis": "level", "printed": "每件审批时限", "evidence": [{"phrase": "3天以内"}]},
            "",
        ),
    ],
)
def test_whether_more_is_better_is_proposed_where_the_words_leave_no_doubt(target, way):
    assert direction([target]) == way


def test_of_the_real_indicators_hardly_any_direction_is_proposed_wrongly():
    atlas = load(ROOT / "content").atlas
    assert atlas is not None
    right = wrong = 0
    for key, indicator in atlas.indicators.items():
        targets = [
            {
                "basis": one.basis,
                "unit": one.unit,
                "value": None if one.value is None else "1",
                "printed": [name for names in indicator.aliases.values() for name in names],
                "evidence": [{"phrase": piece.phrase} for piece in one.evidence],
            }
            for one in atlas.targets.values()
            if one.indicator == key
        ]
        found = direction(targets)
        right += found == indicator.direction
        wrong += found not in ("", indicator.direction)
    assert right >= 145, (right, wrong)
    assert wrong <= 2, (right, wrong)
