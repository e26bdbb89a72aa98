"""Figures that are so many for each of something have the unit of that, and no other."""

from __future__ import annotations

import pytest

from atlas.figures.lexicon import Unit
from atlas.proposing.candidates import Candidates
from atlas.proposing.rates import fitting
from atlas.sources.source import read_source
from tests.words import LEXICON

UNITS = (
    Unit("wan-yuan", "yuan", ("万元",)),
    Unit("wan-yuan-per-mu", "wan-yuan-per-mu", ("万元",)),
    Unit("wan-yuan-per-ren", "wan-yuan-per-ren", ("万元",)),
)


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("雾业税收", ["wan-yuan"]),
        ("园区亩均税收力争2026年达到", ["wan-yuan-per-mu"]),
        ("人均产出达到", ["wan-yuan-per-ren"]),
        ("户均收入达到", []),
        ("亩均税收提高,设立基金", ["wan-yuan"]),
        ("投入强度达到", ["wan-yuan", "wan-yuan-per-mu", "wan-yuan-per-ren"]),
    ],
)
def test_a_rate_has_the_unit_of_its_sort_alone(words, units):
    assert [unit.id for unit in fitting(words, UNITS)] == units


def test_a_change_of_a_rate_is_in_percent():
    percent = (Unit("percent", "percent", ("%",)),)
    assert fitting("亩均税收增长", percent) == list(percent)


def lines(text: str) -> list[str]:
    found = Candidates(read_source(text), LEXICON, "en")
    return [line.strip() for _, said in found.targets() for line in said]


def test_the_unit_of_a_rate_that_none_is_yet_stays_blank_and_is_told():
    said = lines("一、目标\n园区户均税收2026年达到22万元。\n")
    assert "unit: # 万元/户: not in the units yet, a line to be added" in said
    assert "basis: level # 达到" in said
    assert "unit: wan-yuan" in lines("一、目标\n园区税收2026年达到22万元。\n")


def test_what_a_row_adds_up_is_a_sum_whatever_its_unit_column_says():
    table = "附件\n\n指标\n单位\n2024年\n2025年\n雾机构数（累计）\n家\n36\n41\n风机构数\n家\n5\n6\n"
    said = lines(table)
    assert [line for line in said if line.startswith("basis:")] == [
        *["basis: total # 累计"] * 2,
        *["basis: level # 数"] * 2,
    ]
    without_units = table.replace("单位\n", "").replace("家\n", "")
    assert "unit: 累计" not in lines(without_units)
