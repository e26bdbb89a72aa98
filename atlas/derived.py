"""Figures that the texts do not state and that follow from those they do. Each shows its arithmetic. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from atlas.compare import deadline, value
from atlas.model import Target, Unit
from atlas.wording import number

Kind = Literal["per-year", "needed", "share"]

# Bases whose units can be summed, so that a part has a share in the whole.
_SUMMABLE = {"count", "people", "yuan", "dollars", "sqm", "mu", "mw", "tonnes"}


@dataclass(frozen=True)
class Derived:
    """A derived figure: what kind, its value, the unit of the value, and how it came about.

    `unit` is a base unit, `percentage-points` for the difference of two shares, or `percent` for a part of a whole.
    `arithmetic` reads 500 ÷ 3 = 166.7. `of` are the targets it was made from.
    """

    kind: Kind
    value: Decimal
    unit: str
    arithmetic: str
    of: tuple[Target, ...]


def _rounded(figure: Decimal) -> Decimal:
    """To at most four significant digits, and to no more than two decimals."""
    places = Decimal("0.01") if abs(figure) < 100 else Decimal("0.1") if abs(figure) < 1000 else Decimal(1)
    return figure.quantize(places, ROUND_HALF_UP)


def per_year(target: Target, units: Mapping[str, Unit]) -> Derived | None:
    """What an increase or a total over a stated period of several years makes for each year."""
    figure = value(target, units)
    if (
        figure is None
        or target.high is not None
        or target.basis not in ("increase", "total")
        or target.period is None
    ):
        return None
    years = target.period[1] - target.period[0] + 1
    if years < 2:
        return None
    each = _rounded(figure / years)
    unit = units[target.unit or ""].base
    return Derived("per-year", each, unit, f"{number(figure)} ÷ {years} = {number(each)}", (target,))


def needed(first: Target, last: Target, units: Mapping[str, Unit]) -> Derived | None:
    """What must be gained each year to come from one level to a later one of the same indicator and region."""
    start, end = value(first, units), value(last, units)
    years = deadline(last) - deadline(first)
    same = (
        first.indicator == last.indicator
        and first.region == last.region
        and first.basis == last.basis == "level"
    )
    if start is None or end is None or not same or deadline(first) == 0 or years < 1:
        return None
    if first.high is not None or last.high is not None:
        return None
    unit, other = units[first.unit or ""].base, units[last.unit or ""].base
    if unit != other:
        return None
    each = _rounded((end - start) / years)
    shown = "percentage-points" if unit == "percent" else unit
    arithmetic = (
        f"({number(end)} − {number(start)}) ÷ ({deadline(last)} − {deadline(first)}) = {number(each)}"
    )
    return Derived("needed", each, shown, arithmetic, (first, last))


def share(part: Target, whole: Target, units: Mapping[str, Unit]) -> Derived | None:
    """A region's promise as a share of its parent's, where both count the same, on one basis, for one year."""
    mine, theirs = value(part, units), value(whole, units)
    same = (
        part.indicator == whole.indicator
        and part.basis == whole.basis
        and deadline(part) == deadline(whole) != 0
    )
    if mine is None or theirs is None or not same or theirs == 0 or part.region == whole.region:
        return None
    if (
        part.high is not None
        or whole.high is not None
        or part.basis not in ("level", "increase", "total", "annual")
    ):
        return None
    unit, other = units[part.unit or ""].base, units[whole.unit or ""].base
    if unit != other or unit not in _SUMMABLE:
        return None
    ratio = (mine / theirs * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Derived(
        "share", ratio, "percent", f"{number(mine)} ÷ {number(theirs)} = {number(ratio)}%", (part, whole)
    )
