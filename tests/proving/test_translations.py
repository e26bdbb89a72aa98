"""The coverage report counts what stands in both languages and lists each place that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

import build
from atlas.checks.context import Context
from atlas.proving.translations import Coverage, coverage, report
from atlas.reading.load import load
from tests.trees import SITES, lay


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return lay(tmp_path / "content")


@pytest.fixture
def lacking(tmp_path: Path) -> Path:
    return lay(tmp_path / "content", SITES / "lacks-english")


def found(content: Path) -> dict:
    return {one.kind: one for one in coverage(Context.of(load(content)))}


def test_what_is_complete_lacks_nothing_and_every_kind_is_counted(whole):
    kinds = found(whole)
    assert {
        "regions",
        "clusters",
        "indicators",
        "documents",
        "targets",
        "measures",
        "vocabulary",
        "pages",
    } <= set(kinds)
    assert all(one.both == one.texts > 0 for one in kinds.values())


def test_each_text_without_english_is_listed_with_its_place(lacking):
    kinds = found(lacking)
    assert {kind: one.texts - one.both for kind, one in kinds.items() if one.lacking} == {
        "clusters": 1,
        "documents": 2,
        "measures": 1,
        "pages": 1,
    }
    places = [place for one in kinds.values() for place in one.lacking]
    assert "content/clusters/lighting.yaml:2:13: 各种照明产品。" in places
    assert "content/pages/method.en.md" in places
    assert len(places) == 5


@pytest.mark.parametrize(
    ("language", "end"), [("en", "texts in both languages."), ("zh", "处有中英两种语言。")]
)
def test_the_command_prints_the_report_and_is_content(lacking, capsys, language, end):
    assert build.main(["audit", "--translations", "--content", str(lacking), "--lang", language]) == 0
    told = capsys.readouterr().out
    assert "content/clusters/lighting.yaml:2:13: 各种照明产品。\n" in told
    assert end in told.splitlines()[-1]


def test_the_sum_agrees_with_its_noun():
    kinds = found_of(1, 1)
    assert report(kinds, "en").splitlines()[-1] == "1 of 1 text in both languages."
    assert report(found_of(0, 2), "en").splitlines()[-1] == "0 of 2 texts in both languages."


def found_of(both: int, texts: int) -> list:
    return [Coverage("regions", texts, ("content/regions/a.yaml:1:1: 甲",) * (texts - both))]


@pytest.mark.parametrize(
    "arguments", [["check", "--translations"], ["audit", "--translations", "--sources", "."]]
)
def test_it_goes_with_audit_alone(arguments, capsys):
    with pytest.raises(SystemExit):
        build.main(arguments)
    assert "--translations goes with audit alone" in capsys.readouterr().err
