"""Rule on milestones and parts: what a target is called of another is what region, industry, years and figure make it."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import Context
from atlas.checks.governed import gainsaid_years
from atlas.meaning.region_names import above
from atlas.meaning.ties import Promise, tie
from atlas.problems import Problem, Words
from atlas.records.model import Atlas, Target

Told = tuple[Words, Words]


def links_fit(context: Context) -> Iterator[Problem]:
    """A milestone is of its goal's region and industry; a part is of another thing, and no larger than the whole.

    A warning; a link with a note of its own is not asked about.
    """
    atlas = context.atlas
    for target in atlas.targets.values():
        for number, link in enumerate(target.links):
            other = atlas.targets.get(link.to) or atlas.targets.get(f"{target.document}--{link.to}")
            if other is None or other is target or link.note is not None:
                continue
            if link.kind == "milestone":
                told = _milestone(atlas, target, other)
            elif link.kind == "part":
                told = _part(target, other)
            else:
                continue
            if told and not any(gainsaid_years(context, each) for each in (target, other)):
                yield context.problem("links-fit", target, ("links", number), *told, severity="warning")


def _milestone(atlas: Atlas, target: Target, goal: Target) -> Told | None:
    if target.indicator != goal.indicator or not {target.region, goal.region} <= atlas.regions.keys():
        return None  # reported already
    if target.region != goal.region:
        what = Words(
            f"阶段目标是地区 {target.region} 的，“{goal.id}”是 {goal.region} 的",
            f"is called a milestone of “{goal.id}”, which is of {goal.region} and not of {target.region}",
        )
        inside = goal.region in above(target.region, atlas.regions)
    elif target.cluster != goal.cluster:
        what = Words(
            f"阶段目标与“{goal.id}”的产业不同",
            f"is called a milestone of “{goal.id}”, which is of another industry, or of none",
        )
        inside = goal.cluster is None
    else:
        return None
    kind = "part" if inside else "related"
    return what, Words(f"应写 kind: {kind}", f"write kind: {kind}")


def _part(target: Target, whole: Target) -> Told | None:
    if not _counts_alike(target, whole):
        return None
    found = tie(_promise(target), _promise(whole)) if _is_of_one_thing(target, whole) else None
    if found and found.kind == "milestone":
        what = Words(
            f"与“{whole.id}”只差期限，却写作它的组成部分",
            f"is called a part of “{whole.id}”, and nothing but the deadline differs",
        )
        return what, Words("应写 kind: milestone", "write kind: milestone")
    if target.value and whole.value and target.value[0] > whole.value[-1]:
        what = Words(
            f"组成部分大于整体“{whole.id}”", f"is called a part of “{whole.id}”, which is smaller than it"
        )
        instead = Words(
            f"链接应写在“{whole.id}”那里，指向这里；或请核对数字",
            f"put the link at “{whole.id}”, pointing here; or check the figures",
        )
        return what, instead
    return None


def _counts_alike(one: Target, other: Target) -> bool:
    return (one.indicator, one.basis, one.unit) == (other.indicator, other.basis, other.unit)


def _is_of_one_thing(one: Target, other: Target) -> bool:
    limits = [each.conditions.zh if each.conditions else None for each in (one, other)]
    return (one.region, one.cluster, limits[0]) == (other.region, other.cluster, limits[1])


def _promise(target: Target) -> Promise:
    return Promise(target.basis, target.value or (), target.comparator, target.year, target.period)
