"""Who promises most: targets of one indicator, basis and year in their places. Pure.

Places are given only to what can be put in an order. Goals in words, ranges against their direction, changes
against a baseline and conditions inside other targets are on no scale. An area and one inside it are whole and part,
not rivals: they are never placed against each other. What stands beside the figure (region, year, comparator,
aspiration) is for the page to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from atlas.comparing.compare import comparisons, deadline, value
from atlas.comparing.derived import over
from atlas.figures.wording import figure, normalized
from atlas.meaning.region_names import above
from atlas.problems import Words
from atlas.records.model import Region, Target, Unit

_ORDERED = ("level", "rank", "increase", "total", "annual")
_FLOWS = ("increase", "total", "annual")
# A figure that a promise may exceed says nothing where less is better, and the other way round.
_CAPS, _FLOORS = ("at-most", "less-than"), ("at-least", "more-than")


@dataclass(frozen=True)
class Place:
    """A place and the targets that share it: 1 is the farthest-reaching promise, and after two firsts comes 3.

    Several targets of one region on one figure count once. `tie` says, where regions share the place, how.
    """

    number: int
    targets: tuple[Target, ...]
    tie: Words | None = None


@dataclass(frozen=True)
class Apart:
    """Targets that are measured alike and get no place, and why."""

    targets: tuple[Target, ...]
    why: Words


@dataclass(frozen=True)
class Standing:
    """The places of at least two regions in one year, on one basis and unit, for one scope.

    `cluster` and `conditions` (in Chinese) are the scope; empty where the targets have none. `lower` where the
    smaller figure comes first. `level` is that of all its areas where others, around or inside them, were left out.
    """

    basis: str
    unit: str
    year: int
    cluster: str
    conditions: str
    lower: bool
    places: tuple[Place, ...]
    apart: tuple[Apart, ...] = ()
    level: str = ""


def standings(
    targets: Iterable[Target], units: Mapping[str, Unit], regions: Mapping[str, Region], direction: str
) -> tuple[Standing, ...]:
    """The targets of one indicator in their places, the later years first inside each basis.

    `direction` is the indicator's: higher, lower or none. Places in a ranking sort downwards whatever it says;
    for none nothing else is placed. What passes during a period is placed only against the same period.
    Where areas of a year lie inside each other, places are given only within one level.
    """
    found = []
    for group in comparisons(targets, units):
        lower = group.basis == "rank" or direction == "lower"
        if (
            group.unit is None
            or group.basis not in _ORDERED
            or (direction == "none" and group.basis != "rank")
        ):
            continue
        races: dict[tuple[object, ...], list[Target]] = {}
        for target in group.targets:
            if deadline(target):
                races.setdefault(_race(target), []).append(target)
        for level, heat in (heat for race in races.values() for heat in _heats(race, regions)):
            places, apart = _places(heat, units, lower=lower)
            if len({target.region for place in places for target in place.targets}) > 1:
                first = heat[0]
                scope = first.conditions.zh if first.conditions else ""
                year, cluster = deadline(first), first.cluster or ""
                found.append(
                    Standing(group.basis, group.unit, year, cluster, scope, lower, places, apart, level)
                )
    return tuple(found)


def _heats(race: Sequence[Target], regions: Mapping[str, Region]) -> list[tuple[str, list[Target]]]:
    """A race in parts within which no area lies inside another, each with its level, the outer ones first.

    Without a level it is the whole race, in which none does. Areas of one level that lie inside each other stand
    apart by how deep they lie.
    """
    areas = {target.region for target in race}
    around = {area: areas.intersection(above(area, regions)[:-1]) for area in areas}
    if not any(around.values()):
        return [("", list(race))]
    heats: dict[tuple[int, str], list[Target]] = {}
    for target in sorted(race, key=lambda target: len(above(target.region, regions))):
        level = regions[target.region].level
        deep = sum(regions[other].level == level for other in around[target.region])
        heats.setdefault((deep, level), []).append(target)
    return [(level, heat) for (_, level), heat in heats.items()]


def _race(target: Target) -> tuple[object, ...]:
    """What targets must share to be put in an order, besides indicator, basis and unit."""
    during = over(target) if target.basis in _FLOWS else None
    conditions = target.conditions.zh if target.conditions else ""
    return deadline(target), during, target.cluster, conditions


def promised(target: Target, units: Mapping[str, Unit], *, lower: bool) -> Decimal | None:
    """What a target promises for certain, in its base unit: of a range the end that is nearer.

    None where it promises nothing of the kind: “at most” where more is better, “at least” where less is.
    """
    if target.comparator in (_FLOORS if lower else _CAPS):
        return None
    if lower and target.high is not None:
        return normalized(target.high, units[target.unit or ""])
    return value(target, units)


def _places(
    race: Sequence[Target], units: Mapping[str, Unit], *, lower: bool
) -> tuple[tuple[Place, ...], tuple[Apart, ...]]:
    by_region: dict[str, list[Target]] = {}
    for target in sorted(race, key=lambda target: (target.region, target.gid)):
        by_region.setdefault(target.region, []).append(target)
    by_value: dict[Decimal, list[Target]] = {}
    apart = []
    for group in by_region.values():
        values = {promised(target, units, lower=lower) for target in group}
        certain = values.pop()
        if values:
            apart.append(Apart(tuple(group), _DISAGREE))
        elif certain is None:
            apart.append(Apart(tuple(group), _NO_FLOOR))
        else:
            by_value.setdefault(certain, []).extend(group)
    places = []
    number = 1
    for _, group in sorted(by_value.items(), reverse=not lower):
        regions = {target.region for target in group}
        places.append(Place(number, tuple(group), _tie(group, units) if len(regions) > 1 else None))
        number += len(regions)
    return tuple(places), tuple(apart)


_DISAGREE = Words(
    "同一地区的几处数字不一致，不排名次", "the area's own figures disagree, so it gets no place"
)
_NO_FLOOR = Words(
    "只写了上限或下限，与比较的方向相反，不排名次", "bound on the other side only, so it gets no place"
)


def _tie(targets: Sequence[Target], units: Mapping[str, Unit]) -> Words:
    """Why targets share a place: 3.5% and at least 3.5% are the same figure, bound differently."""
    said = list(dict.fromkeys((figure(t, units, "zh"), figure(t, units, "en")) for t in targets))
    zh, en = "；".join(one for one, _ in said), "; ".join(other for _, other in said)
    if any(target.high is not None for target in targets):
        return Words(
            f"并列：确定承诺的数相同（{zh}）", f"tied: what is promised for certain is the same ({en})"
        )
    if len({target.comparator for target in targets}) > 1:
        return Words(f"并列：数字相同，限定不同（{zh}）", f"tied: the same figure, bound differently ({en})")
    return Words(f"并列：同为{said[0][0]}", f"tied at {said[0][1]}")
