"""Figures that are so many for each of something (亩均税收, 每万人口发明专利拥有量): which units they may have. Pure.

A unit that is a rate is the unit of such figures only, and they have no other: 22万元 of 亩均税收 is 万元/亩.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from atlas.figures.lexicon import Unit

_MARK = "-per-"
_OF_EACH = (
    (re.compile("亩均|每亩"), "mu", "亩"),
    (re.compile("每万人"), "wan-ren", "万人"),
    (re.compile("每万名?劳动"), "wan-workers", "万名劳动者"),
    (re.compile("人均|每人"), "ren", "人"),
    (re.compile("户均|每户"), "hu", "户"),
)
"""Words that say for each of what a figure is, how ids of units end that are for each of it, and how they are printed."""
_MAYBE = re.compile("拥有|密度|能耗|[每万]名?[人户亩]|均|单位|强度|耗")
"""What else may make a figure a rate."""
_CHANGES = ("percent", "percentage-points", "fold", "place")
"""How much a rate changes, or at which place it stands: 亩均税收增长8%."""
_STOPS = re.compile("[,，。;；]")


def of_each(words: str) -> str:
    """For each of what a figure is, by the words before it (folded and squeezed); empty where they do not say it."""
    clause = _STOPS.split(words)[-1]
    return next((printed for cue, _, printed in _OF_EACH if cue.search(clause)), "")


def fitting(words: str, units: Sequence[Unit]) -> list[Unit]:
    """Of the units that a figure is printed in, those that it may have by the words before it.

    None where it is a rate and no unit is known that is one of just this sort.
    """
    each = of_each(words)
    if each and not any(unit.base in _CHANGES for unit in units):
        end = next(end for _, end, printed in _OF_EACH if printed == each)
        return [unit for unit in units if unit.base.endswith(f"{_MARK}{end}")]
    counted = [unit for unit in units if _MARK not in unit.base]
    return list(units) if _MAYBE.search(_STOPS.split(words)[-1]) or not counted else counted
