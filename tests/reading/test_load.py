"""The content folder becomes the atlas; whatever it holds, loading tells problems and never raises.

The cases of tests/sites show the words of each problem; here stands what a folder of files cannot show.
"""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.checks import check
from atlas.checks.context import Context
from atlas.problems import Place
from atlas.reading.load import Loaded, Readings, load
from atlas.records import model
from tests.trees import BASE, lay, read


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Loaded:
    return read(lay(tmp_path_factory.mktemp("load") / "content"))


@pytest.fixture
def content(tmp_path) -> Path:
    return lay(tmp_path / "content")


def rules(content: Path) -> list[tuple[str, str]]:
    return [(problem.place.file, problem.rule) for problem in load(content).problems]


def test_every_kind_of_record_is_read(loaded):
    atlas = loaded.atlas
    counted = {
        name: len(getattr(atlas, name))
        for name in (
            *model.REGISTRIES,
            "documents",
            "targets",
            "measures",
            "tasks",
            "mentions",
            "set_aside",
            "proofs",
            "texts",
        )
    }
    assert counted == {
        "regions": 4, "clusters": 3, "indicators": 6, "agencies": 3, "references": 1, "terms": 2, "documents": 2,
        "targets": 11, "measures": 3, "tasks": 1, "mentions": 2, "set_aside": 3, "proofs": 1, "texts": 4,
    }  # fmt: skip


def test_values_arrive_in_their_types(loaded):
    targets = loaded.atlas.targets
    assert targets["chengchuan-2021--rd-share"].value == (Decimal("3.5"),)
    assert (targets["chengchuan-2021--floor-space"].low, targets["chengchuan-2021--floor-space"].high) == (
        20,
        30,
    )
    annual = targets["chengchuan-2021--tech-firms-annual"]
    assert (annual.period, annual.year, annual.aspirational) == ((2021, 2025), None, True)
    worded = targets["chengchuan-2021--tech-firms-doubled"]
    assert worded.value is None
    assert worded.words == model.Name(zh="翻一番", en="doubled")
    assert loaded.atlas.documents["chengchuan-hitech-2022"].issued == "2022"
    assert loaded.atlas.texts["about.en"].startswith("# About\n")


def test_records_come_in_the_order_of_their_ids_and_parts_in_the_order_of_their_file(loaded):
    for name in (*model.REGISTRIES, "documents"):
        keys = list(getattr(loaded.atlas, name))
        assert keys == sorted(keys)
    assert [key for key in loaded.atlas.targets if "hitech" not in key][:3] == [
        "chengchuan-2021--rd-share", "chengchuan-2021--rd-share-2023", "chengchuan-2021--tech-firms",
    ]  # fmt: skip


def test_each_record_and_field_has_its_place(loaded):
    target = loaded.atlas.targets["chengchuan-2021--rd-share-2023"]
    file = "content/documents/chengchuan-2021/targets.yaml"
    assert loaded.positions.place(target) == Place(file, 13, 3)
    assert loaded.positions.place(target, "value") == Place(file, 16, 10)
    assert loaded.positions.place(target, "evidence", 0, "phrase") == Place(file, 23, 26)
    assert loaded.positions.place(target, "links", of_key=True) == Place(file, 24, 3)


def test_records_are_frozen(loaded):
    with pytest.raises(ValueError, match="frozen"):
        loaded.atlas.regions["yunze"].level = "county"


def test_the_base_has_no_problem_of_its_own(loaded):
    problems = [p for p in check(Context.of(loaded)) if p.rule != "vocabulary-used"]
    assert problems == []


def test_files_are_named_alike_wherever_the_folder_lies(content, monkeypatch):
    (content / "regions" / "yunze.yaml").write_text("x: 1\n")
    absolute = [problem.line() for problem in load(content).problems]
    monkeypatch.chdir(content.parent)
    assert [problem.line() for problem in load(Path("content")).problems] == absolute
    monkeypatch.chdir(content)
    assert [problem.line() for problem in load(Path()).problems] == absolute
    assert absolute[0].startswith("content/regions/yunze.yaml:1:1: ")


def test_a_missing_content_folder_is_a_problem(tmp_path):
    found = load(tmp_path / "nowhere")
    assert found.atlas is None
    assert [problem.line() for problem in found.problems] == [
        "nowhere:1:1: the content folder does not exist"
    ]
    (tmp_path / "file").write_text("x")
    assert load(tmp_path / "file").problems


def test_an_empty_content_folder_is_a_problem(tmp_path):
    assert load(tmp_path).atlas is None
    assert {problem.rule for problem in load(tmp_path).problems} == {"missing-file"}


def test_what_editors_and_systems_leave_behind_is_passed_over(content):
    for name in (
        "regions/.#yunze.yaml",
        "regions/yunze.yaml~",
        "regions/#yunze.yaml#",
        "#site.yaml#",
        "documents/chengchuan-2021/4913",
        "regions/._yunze.yaml",
        ".DS_Store",
        "pages/.about.zh.md",
    ):
        (content / name).write_bytes(b"\x00 no YAML at all")
    (content / ".git").mkdir()
    (content / ".git" / "config").write_text("x")
    (content / "documents" / ".trash").mkdir()
    (content / "regions" / ".lock.yaml").symlink_to("nobody@nowhere:1")
    assert rules(content) == []


def test_no_link_is_followed(content, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("password: 1\n")
    (content / "regions" / "secret.yaml").symlink_to(outside / "secret.yaml")
    (content / "documents" / "secret").symlink_to(outside)
    (content / "terms" / "device.yaml").symlink_to("/dev/zero")
    (content / "terms" / "folder").symlink_to(content)
    found = load(content)
    assert {problem.rule for problem in found.problems} == {"symlink"}
    assert len(found.problems) == 4
    assert "password" not in "".join(problem.line() for problem in found.problems)


@pytest.mark.parametrize("name", ["regions", "vocabulary", "documents", "pages"])
def test_no_linked_folder_is_followed(content, tmp_path, name):
    (content / name).rename(tmp_path / name)
    (content / name).symlink_to(tmp_path / name)
    found = load(content)
    assert ("content/" + name, "symlink") in [
        (problem.place.file, problem.rule) for problem in found.problems
    ]
    assert {problem.rule for problem in found.problems} == {"symlink"}


def test_a_file_that_is_a_folder_or_a_pipe_is_not_waited_for(content):
    (content / "terms" / "folder.yaml").mkdir()
    (content / "documents" / "chengchuan-2021" / "set-aside.yaml").unlink()
    (content / "documents" / "chengchuan-2021" / "set-aside.yaml").mkdir()
    os.mkfifo(content / "pages" / "pipe.zh.md")
    assert rules(content) == [("content/documents/chengchuan-2021/set-aside.yaml", "readable")]


def test_a_name_that_is_not_utf8_is_told(content):
    path = os.fsencode(content / "regions") + b"/\xff.yaml"
    with open(path, "wb") as file:  # noqa: PTH123 -- a name that is no text
        file.write((BASE / "regions" / "yunze.yaml").read_bytes())
    (line,) = [problem.line() for problem in load(content).problems]
    assert line.encode()
    assert r"\udcff" in line


def test_what_refers_to_a_broken_record_is_not_told_again(content):
    for name in (
        "indicators/rd-share",
        "regions/chengchuan",
        "agencies/chengchuan-science",
        "references/yunze-innovation-2020",
    ):
        (content / f"{name}.yaml").write_text("x: [\n")
    found = load(content)
    assert len(found.problems) == 4
    assert [p for p in check(Context.of(found)) if p.rule != "vocabulary-used"] == []


def test_what_refers_into_a_broken_list_is_not_told_again(content):
    (content / "documents" / "chengchuan-2021" / "targets.yaml").write_text("- x: [\n")
    found = load(content)
    assert [problem.rule for problem in found.problems] == ["yaml-syntax"]
    assert [p for p in check(Context.of(found)) if p.rule != "vocabulary-used"] == []


def test_an_unknown_word_of_a_broken_vocabulary_entry_is_not_told_again(content):
    path = content / "vocabulary" / "statuses.yaml"
    path.write_text(path.read_text().replace("label: {zh: 规划期内, en: ", "label: {zh: 规划期内, ne: "))
    found = load(content)
    assert sorted(problem.rule for problem in found.problems) == ["missing-key", "unknown-key"]
    assert [p for p in check(Context.of(found)) if p.rule != "vocabulary-used"] == []


@pytest.mark.parametrize("name", ["units", "themes", "interface", "site"])
def test_a_broken_foundation_is_told_alone(content, name):
    path = content / (f"{name}.yaml" if name in ("interface", "site") else f"vocabulary/{name}.yaml")
    path.write_text("x: [\n")
    found = load(content)
    assert found.atlas is None
    assert [problem.rule for problem in found.problems] == ["yaml-syntax"]


FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*.yaml"))
PIECES = st.sampled_from(
    [
        "",
        "~",
        "[]",
        "{}",
        "- ",
        "x",
        "{zh: 甲}",
        "[a, [b]]",
        "{a: {b: [1, 2]}}",
        "NO",
        "12:30",
        "\n  x: 1\n",
        "：",
        '"\\0"',
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_a_value_is_replaced_by_loading_and_checking_tell_and_never_raise(tmp_path_factory, data):
    content = getattr(tmp_path_factory, "shared_tree", None)
    if content is None:
        content = lay(tmp_path_factory.mktemp("fuzz") / "content")
        tmp_path_factory.shared_tree = content
    name = data.draw(st.sampled_from(FILES))
    original = (BASE / name).read_text(encoding="utf-8")
    lines = original.split("\n")
    number = data.draw(st.integers(0, len(lines) - 1))
    head, colon, _ = lines[number].partition(": ")
    lines[number] = head + colon + data.draw(PIECES)
    try:
        (content / name).write_text("\n".join(lines), encoding="utf-8")
        found = load(content)
        problems = list(found.problems)
        if found.atlas is not None:
            problems += check(Context.of(found))
        for problem in problems:
            assert problem.line("zh")
            assert problem.line("en")
            assert "is not valid (" not in problem.line()
    finally:
        (content / name).write_text(original, encoding="utf-8")


def test_a_file_that_stays_keeps_its_records_and_one_that_changes_does_not(content):
    readings = Readings()
    before = load(content, readings).atlas
    path = content / "regions" / "yunze.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("zh: ", "zh: 新", 1), encoding="utf-8")
    after = load(content, readings).atlas
    assert before is not None
    assert after is not None
    assert after == load(content).atlas
    assert after.regions["yunze"].name.zh == "新" + before.regions["yunze"].name.zh
    same = {key for key, region in after.regions.items() if region is before.regions[key]}
    assert same == before.regions.keys() - {"yunze"}
    assert all(target is before.targets[key] for key, target in after.targets.items())


def test_what_is_wrong_with_a_file_is_told_as_long_as_it_is_there(content):
    readings = Readings()
    path = content / "regions" / "yunze.yaml"
    good = path.read_bytes()
    path.write_bytes(good + b"shade: green\n")
    first = load(content, readings)
    assert [problem.rule for problem in first.problems] == ["unknown-key"]
    again = load(content, readings)
    assert (again.problems, again.broken) == (first.problems, first.broken)
    path.write_bytes(good)
    assert load(content, readings).problems == []
    path.unlink()
    assert "yunze" not in load(content, readings).atlas.regions
