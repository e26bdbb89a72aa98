"""Nested regions and successive documents: ladders, and what changed from one document to the next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from atlas.compare import comparisons, deadline, value
from atlas.model import Region, Target, Unit

Change = Literal["rose", "fell", "same", "dropped", "new", "redefined"]


@dataclass(frozen=True)
class Rung:
    """One region of a ladder: how deep it lies, and its targets."""

    region: str
    depth: int
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Step:
    """What became of one indicator between a region's earlier and later document.

    `redefined`: both set targets, but none that may be compared (another basis, or words and figures).
    """

    indicator: str
    change: Change
    before: tuple[Target, ...]
    after: tuple[Target, ...]


def above(region: str, regions: Mapping[str, Region]) -> tuple[str, ...]:
    """A region and all that it lies in, the outermost first."""
    chain = [region]
    while (parent := regions[chain[-1]].parent) is not None and parent in regions and parent not in chain:
        chain.append(parent)
    return tuple(reversed(chain))


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


def steps(before: Sequence[Target], after: Sequence[Target], units: Mapping[str, Unit]) -> tuple[Step, ...]:
    """What rose, fell, stayed, was dropped, is new or is measured otherwise, by indicator.

    `before` and `after` are one region's targets in two successive documents.
    """
    found = []
    for indicator in sorted({target.indicator for target in (*before, *after)}):
        old = tuple(target for target in before if target.indicator == indicator)
        new = tuple(target for target in after if target.indicator == indicator)
        found.append(Step(indicator, _change(old, new, units), old, new))
    return tuple(found)


def _change(old: tuple[Target, ...], new: tuple[Target, ...], units: Mapping[str, Unit]) -> Change:
    if not old:
        return "new"
    if not new:
        return "dropped"
    for group in comparisons((*old, *new), units):
        if group.unit is None:
            continue
        first = [target for target in group.targets if target in old]
        last = [target for target in group.targets if target in new]
        if first and last:
            return _direction(value(first[0], units), value(last[0], units))
    return "redefined"


def _direction(before: Decimal | None, after: Decimal | None) -> Change:
    if before is None or after is None:
        return "redefined"
    return "same" if after == before else "rose" if after > before else "fell"
