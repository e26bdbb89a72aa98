"""Rule on one promise that stands in a document with several numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from atlas.checks.context import Context
from atlas.model import Target
from atlas.problems import Problem, Words
from atlas.wording import number


def stated_once(context: Context) -> Iterator[Problem]:
    """Two figures of one document for the same thing, place, basis and year are linked; told as a warning."""
    alike: dict[tuple[object, ...], list[Target]] = {}
    for target in context.atlas.targets.values():
        if target.value is not None:
            alike.setdefault(_promise(target), []).append(target)
    for targets in alike.values():
        for one, other in combinations(targets, 2):
            if one.value == other.value or _neighbours(one) & _neighbours(other) or _is_dealt(other):
                continue
            ours, theirs = _printed(one), _printed(other)
            what = Words(
                f"与“{one.id}”指标、地区、口径和年份都相同，数值一个是 {theirs}，一个是 {ours}，而没有 links",
                f"has indicator, region, basis and year of “{one.id}”, {theirs} here and {ours} there, and no link",
            )
            instead = Words(
                f"若是同一承诺，应写 links: [{{to: {one.id}, kind: inconsistent}}]（整体与部分写 part）；"
                "若不是，其中一个应是别的指标、产业、口径或年份，或写明 conditions",
                f"if both are one promise, write links: [{{to: {one.id}, kind: inconsistent}}] (part for a part of a whole); "
                "if not, one of them has another indicator, industry, basis or year, or conditions",
            )
            yield context.problem("stated-once", other, ("value",), what, instead, severity="warning")


def _promise(target: Target) -> tuple[object, ...]:
    conditions = target.conditions.zh if target.conditions else ""
    when = (target.year, target.period)
    return (
        target.document,
        target.indicator,
        target.region,
        target.basis,
        target.unit,
        *when,
        target.cluster,
        conditions,
    )


def _neighbours(target: Target) -> set[str]:
    """A target and those that it links to."""
    return {target.id, target.gid, *(link.to for link in target.links)}


def _is_dealt(target: Target) -> bool:
    """Whether 分别 deals its figure out: whose it is, another rule tells."""
    return any("分别" in piece.phrase for piece in target.evidence)


def _printed(target: Target) -> str:
    return "–".join(number(each) for each in target.value or ())
