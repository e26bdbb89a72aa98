"""Nested regions and successive documents: ladders, and what changed from one document to the next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from atlas.comparing.compare import comparisons, deadline, scope, value
from atlas.figures.wording import normalized
from atlas.meaning.region_names import above
from atlas.records.model import Region, Target, Unit

Change = Literal["rose", "fell", "same", "dropped", "new", "redefined", "reworded"]


@dataclass(frozen=True)
class Rung:
    """One region of a ladder: how deep it lies, and its targets."""

    region: str
    depth: int
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Step:
    """What became of one indicator between a region's earlier and later document.

    `rose`, `fell`, `same`: of two figures that may be compared and whose conditions are the same; a place in a
    ranking rises as its number falls.
    `redefined`: both set targets, but none of that kind (another basis, words and figures, 有效 added).
    `reworded`: goals in words on both sides, which are not the same words.
    `bound_otherwise`: the figure stayed, and 3.5 became 3.5 or more.
    `proven`: that a target is new or dropped is known only where the other document was read whole.
    """

    indicator: str
    change: Change
    before: tuple[Target, ...]
    after: tuple[Target, ...]
    bound_otherwise: bool = False
    proven: bool = True


def ladders(targets: Iterable[Target], regions: Mapping[str, Region]) -> tuple[tuple[Rung, ...], ...]:
    """The nested regions among comparable targets, outermost first; regions that stand alone make no ladder."""
    by_region: dict[str, list[Target]] = {}
    for target in targets:
        by_region.setdefault(target.region, []).append(target)
    trees: dict[str, list[str]] = {}
    for region in by_region:
        chain = [name for name in above(region, regions) if name in by_region]
        trees.setdefault(chain[0], []).append(region)
    found = []
    for _, members in sorted(trees.items()):
        if len(members) < 2:
            continue
        members.sort(key=lambda name: above(name, regions))
        found.append(
            tuple(
                Rung(
                    name,
                    sum(other in by_region for other in above(name, regions)) - 1,
                    tuple(sorted(by_region[name], key=lambda t: (-deadline(t), t.gid))),
                )
                for name in members
            )
        )
    return tuple(found)


def steps(
    before: Sequence[Target],
    after: Sequence[Target],
    units: Mapping[str, Unit],
    *,
    before_whole: bool = True,
    after_whole: bool = True,
) -> tuple[Step, ...]:
    """What rose, fell, stayed, was dropped, is new or is measured otherwise, by indicator.

    `before` and `after` are one region's targets in two successive documents; `before_whole` and `after_whole`
    say whether all that the documents set for the region is known.
    """
    found = []
    for indicator in sorted({target.indicator for target in (*before, *after)}):
        old = tuple(target for target in before if target.indicator == indicator)
        new = tuple(target for target in after if target.indicator == indicator)
        if not old:
            found.append(Step(indicator, "new", old, new, proven=before_whole))
        elif not new:
            found.append(Step(indicator, "dropped", old, new, proven=after_whole))
        else:
            found.append(_step(indicator, old, new, units))
    return tuple(found)


def _step(
    indicator: str, old: tuple[Target, ...], new: tuple[Target, ...], units: Mapping[str, Unit]
) -> Step:
    if all(target.value is None for target in (*old, *new)):
        said, now = ({target.words for target in side} for side in (old, new))
        return Step(indicator, "same" if said == now else "reworded", old, new)
    for group in comparisons((*old, *new), units):
        pair = _alike(group.targets, old, new) if group.unit is not None else None
        if pair is not None:
            first, last = pair
            change = _change(group.basis, _ends(first, units), _ends(last, units))
            otherwise = change == "same" and first.comparator != last.comparator
            return Step(indicator, change, old, new, otherwise)
    return Step(indicator, "redefined", old, new)


def _alike(
    group: Sequence[Target], old: Sequence[Target], new: Sequence[Target]
) -> tuple[Target, Target] | None:
    """A figure of each document with the same conditions: of one year if both set one for it, else the latest."""
    pairs = [
        (first, last)
        for first in group
        for last in group
        if first in old and last in new and scope(first) == scope(last)
    ]

    def place(pair: tuple[Target, Target]) -> tuple[object, ...]:
        """The same whichever document comes first."""
        years, stand = [*map(deadline, pair)], [*map(group.index, pair)]
        return years[0] != years[1], -sum(years), sum(stand), sorted(stand)

    return min(pairs, key=place, default=None)


def _ends(target: Target, units: Mapping[str, Unit]) -> tuple[Decimal, Decimal]:
    """A figure in its base unit, or both ends of a range."""
    low = value(target, units) or Decimal(0)
    return low, low if target.high is None else normalized(target.high, units[target.unit or ""])


def _change(basis: str, before: tuple[Decimal, Decimal], after: tuple[Decimal, Decimal]) -> Change:
    if before == after:
        return "same"
    return "rose" if (after > before) != (basis == "rank") else "fell"
