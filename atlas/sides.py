"""What can be set side by side: the areas that have targets, and the documents. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from atlas.model import Region, Target

MOST_PAIRS = 300
"""Past this number of pairs, only areas of one level and areas inside one another are prepared in advance."""

_LEVELS = ("national", "province", "prefecture", "county", "district", "zone", "township")


def areas(targets: Iterable[Target], regions: Mapping[str, Region]) -> tuple[str, ...]:
    """The regions that have a target: outer levels first, and those with more targets before others."""
    counts: dict[str, int] = {}
    for target in targets:
        counts[target.region] = counts.get(target.region, 0) + 1
    return tuple(sorted(counts, key=lambda name: (_LEVELS.index(regions[name].level), -counts[name], name)))


def pairs(names: Sequence[str], regions: Mapping[str, Region]) -> tuple[tuple[str, str], ...]:
    """Every pair of areas, each named in the order of their ids; see `MOST_PAIRS` for what happens past it."""
    every = [(min(pair), max(pair)) for pair in combinations(names, 2)]
    if len(every) > MOST_PAIRS:
        every = [
            (one, other)
            for one, other in every
            if regions[one].level == regions[other].level
            or regions[one].parent == other
            or regions[other].parent == one
        ]
    return tuple(sorted(every))
