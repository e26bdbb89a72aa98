"""Figures that the texts do not state and that follow from those they do. Each shows its arithmetic. Pure.

What a text leaves open stays open. From “more than 1,000 in five years” follows “more than 200 a year”;
from “at least 44%” and “at least 45%” follows nothing, since both may be exceeded by any amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from atlas.comparing.compare import deadline, scope, value
from atlas.figures.wording import amount, number
from atlas.meaning.region_names import above
from atlas.problems import Language
from atlas.records.model import Region, Target, Unit

Kind = Literal["per-year", "needed", "share"]
Bound = Literal["exact", "at-least", "more-than", "at-most", "less-than", "about"]

# Units that can be summed, so that a part has a share in the whole; and those of which there is no half.
SUMMABLE = {"count", "people", "yuan", "dollars", "sqm", "mu", "mw", "tonnes"}
_WHOLE = {"count", "people"}
# What passes during a period: two such figures are of the same kind only if their periods are the same.
_FLOWS = ("increase", "total", "annual")
_BOUNDS: Mapping[str, Bound] = {
    "reach": "exact",
    "all": "exact",
    "at-least": "at-least",
    "more-than": "more-than",
    "at-most": "at-most",
    "less-than": "less-than",
    "about": "about",
}
_FLIPPED: Mapping[Bound, Bound] = {
    "exact": "exact",
    "about": "about",
    "at-least": "at-most",
    "more-than": "less-than",
    "at-most": "at-least",
    "less-than": "more-than",
}
_LOWER: tuple[Bound, Bound] = ("at-least", "more-than")
_UPPER: tuple[Bound, Bound] = ("at-most", "less-than")


@dataclass(frozen=True)
class Derived:
    """A derived figure: its kind, its value in a unit, how firmly it holds, and the targets it was made from.

    `unit` is the id of a unit as printed, `percentage-points` for the difference of two shares, or `percent`
    for a part of a whole. `bound` says what follows from 超 and 以上: that many, or at least, or at most that many.
    `rounded` where the arithmetic does not come out even; a bound is rounded to the side on which it stays true.
    """

    kind: Kind
    value: Decimal
    unit: str
    bound: Bound
    rounded: bool
    of: tuple[Target, ...]


def per_year(target: Target, units: Mapping[str, Unit]) -> Derived | None:
    """What an increase or a total over a stated period of several years makes for each year, on average."""
    bound = _bound(target)
    if bound is None or target.basis not in ("increase", "total") or target.period is None:
        return None
    years = target.period[1] - target.period[0] + 1
    if years < 2 or target.low is None or target.unit is None:
        return None
    each, rounded = _rounded(Fraction(target.low) / years, bound)
    if units[target.unit].base in _WHOLE and each * units[target.unit].factor < 1:
        return None
    return Derived("per-year", each, target.unit, bound, rounded, (target,))


def needed(first: Target, last: Target, units: Mapping[str, Unit]) -> Derived | None:
    """What must be gained each year to come from one level to a later one of the same indicator and region."""
    years = deadline(last) - deadline(first)
    same = (
        first.indicator == last.indicator
        and first.region == last.region
        and first.basis == last.basis == "level"
        and scope(first) == scope(last)
        and _convert(first, last, units)
    )
    bound = _difference(_bound(last), _bound(first))
    if not same or bound is None or deadline(first) == 0 or years < 1:
        return None
    start, end, unit = value(first, units), value(last, units), units[last.unit or ""]
    if start is None or end is None:
        return None
    each, rounded = _rounded((Fraction(end) - Fraction(start)) / Fraction(unit.factor) / years, bound)
    shown = "percentage-points" if unit.base == "percent" else unit.id
    return Derived("needed", each, shown, bound, rounded, (first, last))


def share(part: Target, whole: Target, units: Mapping[str, Unit]) -> Derived | None:
    """A region's promise as a share of another's, where both count the same, on one basis, over one time."""
    same = (
        part.indicator == whole.indicator
        and part.region != whole.region
        and part.basis == whole.basis in ("level", *_FLOWS)
        and deadline(part) == deadline(whole) != 0
        and (part.basis not in _FLOWS or over(part) == over(whole))
        and scope(part) == scope(whole)
        and _convert(part, whole, units)
        and units[part.unit or ""].base in SUMMABLE
    )
    bound = _difference(_bound(part), _bound(whole))
    if not same or bound is None:
        return None
    mine, theirs = value(part, units), value(whole, units)
    if mine is None or not theirs:
        return None
    ratio, rounded = _rounded(Fraction(mine) / Fraction(theirs) * 100, bound, Decimal("0.1"))
    return Derived("share", ratio, "percent", bound, rounded, (part, whole))


def derive(
    targets: Sequence[Target], units: Mapping[str, Unit], regions: Mapping[str, Region]
) -> tuple[Derived, ...]:
    """Everything that follows from the targets of one indicator, in a fixed order; nothing of zero.

    Where two passages or several figures disagree on a promise, nothing follows from any of them.
    """
    firm = [target for target in targets if target.gid not in disputed(targets)]
    found = [per_year(target, units) for target in firm]
    for group in levels(firm, units):
        found += [needed(first, last, units) for first, last in pairwise(group)]
    for part in firm:
        chain = above(part.region, regions)[:-1]
        found += [share(part, whole, units) for whole in firm if chain and whole.region == chain[-1]]
    return tuple(one for one in found if one is not None and one.value != 0)


def disputed(targets: Iterable[Target]) -> frozenset[str]:
    """The whole ids of targets whose text states the same promise elsewhere with another figure or bound."""
    by_id = {target.gid: target for target in targets}
    found: set[str] = set()
    for target in by_id.values():
        for link in target.links:
            other = by_id.get(link.to) or by_id.get(f"{target.document}--{link.to}")
            if link.kind == "inconsistent" and other is not None and _said(other) != _said(target):
                found |= {target.gid, other.gid}
    return frozenset(found)


def flipped(bound: Bound) -> Bound:
    """The bound of what is taken away, or of a figure's size where the figure is negative."""
    return _FLIPPED[bound]


def over(target: Target) -> tuple[int, int] | str:
    """The time over which a flow is counted: its period, or its document's own where it states none."""
    return target.period or target.document


def arithmetic(derived: Derived, units: Mapping[str, Unit], language: Language) -> str:
    """How a derived figure came about: 400亿元 ÷ 5 = 80亿元 · (50% − 46%) ÷ (2025 − 2018) ≈ 0.57."""
    unit = units[derived.of[-1].unit or ""]
    figures = [
        amount((value(target, units) or Decimal(0)) / unit.factor, None, unit, language)
        for target in derived.of
    ]
    sign = "≈" if derived.rounded else "="
    result = number(derived.value)
    if derived.kind == "share":
        return f"{figures[0]} ÷ {figures[1]} {sign} {result}%"
    if derived.unit != "percentage-points":
        result = amount(derived.value, None, unit, language)
    first, last = derived.of[0], derived.of[-1]
    if derived.kind == "per-year" and first.period is not None:
        return f"{figures[0]} ÷ {first.period[1] - first.period[0] + 1} {sign} {result}"
    return f"({figures[1]} − {figures[0]}) ÷ ({deadline(last)} − {deadline(first)}) {sign} {result}"


def _bound(target: Target) -> Bound | None:
    """How firmly a figure is stated; None for ranges, goals in words and what a vocabulary adds."""
    if target.low is None or target.high is not None:
        return None
    return _BOUNDS.get(target.comparator)


def _difference(one: Bound | None, other: Bound | None) -> Bound | None:
    """How firmly the difference, or the ratio, of two figures is known; None where it may be anything."""
    if one is None or other is None:
        return None
    against = flipped(other)
    if one == "exact":
        return against
    if against in ("exact", one):
        return one
    strict = {_LOWER: _LOWER[1], _UPPER: _UPPER[1]}
    return next((strict[side] for side in strict if one in side and against in side), None)


def _rounded(figure: Fraction, bound: Bound, places: Decimal | None = None) -> tuple[Decimal, bool]:
    """To a figure that reads well, and whether anything was lost."""
    if places is None:
        size = abs(figure)
        places = Decimal("0.001" if size < 1 else "0.01" if size < 100 else "0.1" if size < 1000 else "1")
    way = ROUND_FLOOR if bound in _LOWER else ROUND_CEILING if bound in _UPPER else ROUND_HALF_UP
    result = (Decimal(figure.numerator) / Decimal(figure.denominator)).quantize(places, way)
    return result, Fraction(result) != figure


def levels(targets: Iterable[Target], units: Mapping[str, Unit]) -> Iterator[list[Target]]:
    """The levels that one region sets itself for one thing, year after year; a year with two figures is left out."""
    series: dict[tuple[str, object], dict[int, list[Target]]] = {}
    for target in targets:
        if target.basis == "level" and target.value is not None and deadline(target):
            years = series.setdefault((target.region, scope(target)), {})
            years.setdefault(deadline(target), []).append(target)
    for years in series.values():
        yield [
            found[0]
            for _, found in sorted(years.items())
            if len({(value(target, units), target.high, target.comparator) for target in found}) == 1
        ]


def _said(target: Target) -> object:
    return target.value, target.unit, target.comparator, target.basis, target.words


def _convert(one: Target, other: Target, units: Mapping[str, Unit]) -> bool:
    return bool(one.unit and other.unit) and units[one.unit or ""].base == units[other.unit or ""].base
