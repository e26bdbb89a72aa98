"""Rules on targets of one document for the same thing and place that no link ties together.

What ties them, basis, years and number say (`atlas.meaning.ties`). Of targets that are linked by way of others nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from atlas.checks.context import Context
from atlas.checks.figures import is_gainsaid
from atlas.checks.governed import basis_is_told
from atlas.figures.wording import number
from atlas.meaning.ties import Promise, Tie, tie, weight
from atlas.problems import Problem, Words
from atlas.records.model import Target

_NO_CLASS = re.compile("净增|有效期?内?的?(?:高新技术企业)?|[,，、；;]")
"""What conditions may hold that makes nothing else of what is counted."""


class Untied(NamedTuple):
    """Two targets that bear on each other and are not linked; the first should have the link."""

    own: Target
    other: Target
    tie: Tie


def stated_once(context: Context) -> Iterator[Problem]:
    """One promise that stands in a document twice is one target, or two that are linked; told as a warning."""
    for own, other, found in context.once("untied", untied):
        if found.kind in ("", "inconsistent"):
            what = _otherwise(own, other, found) if found.kind else _alike(other)
            yield _problem(context, "stated-once", own, other, found, what)


def figures_linked(context: Context) -> Iterator[Problem]:
    """A milestone is linked to its goal, a stock and what is added to it are linked; told as a warning."""
    for own, other, found in context.once("untied", untied):
        if found.kind not in ("", "inconsistent"):
            what = _earlier(own, other) if found.kind == "milestone" else _other_basis(own, other)
            yield _problem(context, "figures-linked", own, other, found, what)


def untied(context: Context) -> tuple[Untied, ...]:
    """The pairs that should be linked, as few as tie together what belongs together."""
    groups: dict[tuple[object, ...], list[Target]] = {}
    bases = context.atlas.vocabulary["bases"]
    for target in context.atlas.targets.values():
        if target.basis in bases:
            key = (target.document, target.indicator, target.region, target.cluster)
            groups.setdefault(key, []).append(target)
    return tuple(pair for group in groups.values() if len(group) > 1 for pair in _of_group(context, group))


def _of_group(context: Context, group: Sequence[Target]) -> Iterator[Untied]:
    """For each target the one that it bears on most, of those that no links join it to."""
    joined = {target.gid: {target.gid} for target in group}
    for target in group:
        for link in target.links:
            _join(joined, target.gid, link.to if link.to in joined else f"{target.document}--{link.to}")
    if len(joined[group[0].gid]) == len(group):
        return  # all are linked
    promises = [promise_of(context, target) for target in group]
    alone_first = sorted(enumerate(group), key=lambda each: len(joined[each[1].gid]) > 1)
    for nth, own in alone_first:
        found = []
        for first, other in enumerate(group):
            one = between(own, other, promises[nth], promises[first]) if other is not own else None
            if one is not None and (nth > first or one.kind == "milestone"):
                found.append((weight(one, promises[nth], promises[first]), first, Untied(own, other, one)))
        apart = [
            each
            for each in sorted(found, key=lambda each: each[:2])
            if each[2].other.gid not in joined[own.gid]
        ]
        if apart:
            nearest = _nearest(apart[0][2], group, promises, joined[own.gid])
            if not any(is_told(context, each) for each in nearest[:2]):
                yield nearest
        if apart:
            _join(joined, own.gid, apart[0][2].other.gid)


def _nearest(pair: Untied, group: Sequence[Target], promises: Sequence[Promise], tied: set[str]) -> Untied:
    """The last milestone before a goal, of those that links tie to one: where 2024 leads to 2025, that leads to 2026."""
    if pair.tie.kind != "milestone":
        return pair
    goal = promises[group.index(pair.other)]
    found = [(promises[group.index(pair.own)].end or 0, pair)]
    for one, promise in zip(group, promises, strict=True):
        way = between(one, pair.other, promise, goal) if one.gid in tied and one is not pair.other else None
        if way is not None and way.kind == "milestone":
            found.append((promise.end or 0, Untied(one, pair.other, way)))
    return max(found, key=lambda each: each[0])[1]


def is_told(context: Context, target: Target) -> bool:
    """Whether what would be compared, or a link, is told to be wrong already."""
    known = context.atlas.targets
    to = [link.to if link.to in known else f"{target.document}--{link.to}" for link in target.links]
    astray = any(gid not in known or gid == target.gid for gid in to)
    return astray or is_gainsaid(context, target) or basis_is_told(context, target)


def _join(joined: dict[str, set[str]], one: str, other: str) -> None:
    if other in joined:
        joined[one] |= joined[other]
        for key in joined[one]:
            joined[key] = joined[one]


def between(own: Target, other: Target, one: Promise, two: Promise) -> Tie | None:
    """How a target bears on another, as far as what limits the things counted may be the same, or that of a part."""
    found = tie(one, two)
    if found and found.kind != "milestone" and _is_dealt(own, other):
        return None  # whose a figure is that 分别 deals out, another rule tells
    ours, theirs = (_NO_CLASS.sub("", each.conditions.zh) if each.conditions else "" for each in (own, other))
    if ours == theirs or (found is not None and found.kind != "related" and not (ours and theirs)):
        return found
    return None


def _is_dealt(*targets: Target) -> bool:
    return any("分别" in piece.phrase for each in targets for piece in each.evidence)


def promise_of(context: Context, target: Target) -> Promise:
    """What of a target says whether it is the promise of another."""
    unit = context.atlas.units.get(target.unit or "")
    factor = unit.factor if unit else 1
    return Promise(
        target.basis,
        tuple(each * factor for each in target.value or ()),
        target.comparator,
        target.year,
        target.period,
        target.aspirational,
        "",
        target.words.zh if target.words else "",
    )


def _problem(context: Context, rule: str, own: Target, other: Target, found: Tie, what: Words) -> Problem:
    kind = found.kind or "inconsistent"
    link = f"{{to: {other.id}, kind: {kind}}}"
    line = Words(f"写 links: [{link}]", f"write links: [{link}]")
    if own.links:
        line = Words(f"在 links 里补上 {link}", f"add {link} to links")
    if found.kind == "inconsistent":
        instead = Words(
            f"若是同一承诺，应{line.zh}（整体与部分写 part，只是相关写 related）；"
            "若不是，其中一个应是别的指标、产业、口径或年份，或写明 conditions",
            f"if both are one promise, {line.en} (part for a part of a whole, related for another side of it); "
            "if not, one of them has another indicator, industry, basis or year, or conditions",
        )
    elif not found.kind:
        instead = Words(
            f"两处说法相同的，应合为一个目标，两处都写进 evidence；说法不同的，应{line.zh}",
            f"where both are worded alike, make one target of them with both as evidence; otherwise {line.en}",
        )
    else:
        part = (
            ("（一个包含另一个的写 part）", " (part where one holds the other)")
            if found.why == "sum"
            else ("", "")
        )
        instead = Words(
            f"应{line.zh}{part[0]}；若无关，其中一个应是别的指标、产业或地区，或写明 conditions",
            f"{line.en}{part[1]}; if they have nothing to do with each other, one of them has another "
            "indicator, industry or region, or conditions",
        )
    trail = ("value",) if own.value is not None else ("words",)
    return context.problem(rule, own, trail, what, instead, severity="warning")


def _alike(other: Target) -> Words:
    return Words(
        f"与“{other.id}”是同一承诺：指标、地区、口径、年份、数值和限定词都相同，而没有 links",
        f"is the promise of “{other.id}” once more: indicator, region, basis, year, figure and comparator, and no link",
    )


def _otherwise(own: Target, other: Target, found: Tie) -> Words:
    """In what two wordings of a promise differ."""
    ours, theirs = _printed(own), _printed(other)
    zh, en = f"数值一个是 {ours}，一个是 {theirs}", f"{ours} here and {theirs} there"
    if found.why == "comparator" or (found.why == "yearly" and ours == theirs):
        zh = f"限定词一个是 {own.comparator}，一个是 {other.comparator}"
        en = f"{own.comparator} here and {other.comparator} there"
    elif found.why == "basis":
        zh, en = f"口径一个是 {own.basis}，一个是 {other.basis}", f"{own.basis} here and {other.basis} there"
    elif found.why == "hope":
        zh, en = "只有一处是力争", "one of them is a hope"
    return Words(
        f"与“{other.id}”指标、地区和期限都对得上，{zh}，而没有 links",
        f"has indicator, region and time of “{other.id}”, {en}, and no link",
    )


def _earlier(own: Target, other: Target) -> Words:
    one, two = _when(own), _when(other)
    return Words(
        f"与“{other.id}”指标、地区相同，期限一个是 {two}，这里是 {one}，而没有 links",
        f"has indicator and region of “{other.id}”, due {one} here and {two} there, and no link",
    )


def _other_basis(own: Target, other: Target) -> Words:
    return Words(
        f"与“{other.id}”指标、地区相同，口径一个是 {own.basis}，一个是 {other.basis}，而没有 links",
        f"has indicator and region of “{other.id}”, {own.basis} here and {other.basis} there, and no link",
    )


def _when(target: Target) -> str:
    if target.year is not None:
        return str(target.year)
    return "–".join(map(str, target.period or ()))


def _printed(target: Target) -> str:
    figure = "–".join(number(each) for each in target.value or ())
    return figure or (target.words.zh if target.words else "")
