"""What can be set side by side: the areas that have targets, and the documents. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from atlas.comparing.compare import Comparison, Kind, comparisons, deadline
from atlas.meaning.region_names import above
from atlas.records.model import Region, Target, Unit

MOST_PAIRS = 300
"""Up to this number, the pairs of areas have a page of their own: two areas of 25 that have targets.

Past it, pages are prepared from near to far while everything equally near still fits: areas that lie in one
another (always), areas that lie in the same one, areas of one level, any two. The other pairs are chosen on
the page of comparison, whose address names them, and stand in the matrix.
"""

_LEVELS = ("national", "province", "prefecture", "county", "district", "zone", "township")


def areas(targets: Iterable[Target], regions: Mapping[str, Region]) -> tuple[str, ...]:
    """The regions that have a target: outer levels first, and those with more targets before others."""
    counts: dict[str, int] = {}
    for target in targets:
        counts[target.region] = counts.get(target.region, 0) + 1

    def place(name: str) -> tuple[int, int, str]:
        level = regions[name].level
        return _LEVELS.index(level) if level in _LEVELS else len(_LEVELS), -counts[name], name

    return tuple(sorted(counts, key=place))


def pairs(names: Iterable[str], regions: Mapping[str, Region]) -> tuple[tuple[str, str], ...]:
    """The pairs of areas that have a page, each named in the order of their ids; see `MOST_PAIRS`."""
    return _pairs(tuple(_spot(name, regions) for name in sorted(names)))


class _Spot(NamedTuple):
    """An area: its level, what it lies in, and that with all around it and itself."""

    name: str
    level: str
    parent: str | None
    around: frozenset[str]


def _spot(name: str, regions: Mapping[str, Region]) -> _Spot:
    region = regions[name]
    return _Spot(name, region.level, region.parent, frozenset(above(name, regions)))


def _distance(one: _Spot, other: _Spot) -> int:
    """How far apart two areas are: 0 one lies in the other, 1 both in the same, 2 of one level, 3 neither."""
    if one.name in other.around or other.name in one.around:
        return 0
    if one.parent is not None and one.parent == other.parent:
        return 1
    return 2 if one.level == other.level else 3


@lru_cache(maxsize=8)  # the page of every area asks for them
def _pairs(spots: tuple[_Spot, ...]) -> tuple[tuple[str, str], ...]:
    by_distance: dict[int, list[tuple[str, str]]] = {0: [], 1: [], 2: [], 3: []}
    for one, other in combinations(spots, 2):
        by_distance[_distance(one, other)].append((one.name, other.name))
    ready: list[tuple[str, str]] = []
    for distance, found in by_distance.items():
        if distance and len(ready) + len(found) > MOST_PAIRS:
            break
        ready += found
    return tuple(sorted(ready))


def nearest(
    target: Target, others: Sequence[Target], regions: Mapping[str, Region], most: int
) -> list[Target]:
    """Of other targets at most so many, in their order: those of the nearest areas, and there of the nearest years."""
    if len(others) <= most:
        return list(others)
    here, year = _spot(target.region, regions), deadline(target)
    areas = {other.region for other in others}
    far = {area: _distance(here, _spot(area, regions)) for area in areas}
    order = sorted(others, key=lambda other: (far[other.region], abs(deadline(other) - year), other.gid))
    near = {other.gid for other in order[:most]}
    return [other for other in others if other.gid in near]


@dataclass(frozen=True)
class Meeting:
    """Targets of one indicator on two sides. `unit` and `basis` are what they share if they may be compared."""

    left: tuple[Target, ...]
    right: tuple[Target, ...]
    comparable: bool
    basis: str


def kinds(targets: Iterable[Target], units: Mapping[str, Unit]) -> frozenset[tuple[str, Kind]]:
    """What figures among targets of any indicators are of: the indicator, and what others must share to be compared."""
    by_indicator: dict[str, list[Target]] = {}
    for target in targets:
        by_indicator.setdefault(target.indicator, []).append(target)
    return frozenset(
        (key, group.kind)
        for key, found in by_indicator.items()
        for group in comparisons(found, units)
        if group.unit is not None
    )


def in_common(one: frozenset[tuple[str, Kind]], other: frozenset[tuple[str, Kind]]) -> int:
    """On how many indicators two sides have figures that may be compared, from the `kinds` of each."""
    return len({key for key, _ in one & other})


def meetings(
    left: Sequence[Target], right: Sequence[Target], units: Mapping[str, Unit]
) -> tuple[Meeting, ...]:
    """How the targets of two sides on one indicator meet: those that may be compared first.

    None is left out: what has no counterpart stands beside the likest of the other side, with which it may not
    be compared. Nothing meets where a side has no target.
    """
    ours, theirs = comparisons(left, units), comparisons(right, units)
    if not ours or not theirs:
        return ()
    common = {group.kind for group in ours} & {group.kind for group in theirs if group.unit}
    facing = {group.kind: group for group in theirs}
    found = [
        Meeting(group.targets, facing[group.kind].targets, True, group.basis)
        for group in ours
        if group.kind in common
    ]
    met = set()
    for group in ours:
        if group.kind not in common:
            other = _likest(group, theirs, common)
            met.add(other.kind)
            found.append(Meeting(group.targets, other.targets, False, group.basis))
    for group in theirs:
        if group.kind not in common | met:
            other = _likest(group, ours, common)
            found.append(Meeting(other.targets, group.targets, False, group.basis))
    return tuple(found)


def _likest(group: Comparison, others: Sequence[Comparison], common: set[Kind]) -> Comparison:
    """Words beside words and figures beside figures, then what has no counterpart either, then the same basis."""

    def unlike(other: Comparison) -> tuple[bool, bool, bool]:
        return (
            (other.unit is None) != (group.unit is None),
            other.kind in common,
            other.basis != group.basis,
        )

    return min(others, key=unlike)
