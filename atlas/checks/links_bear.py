"""Rule on links that are there: what two targets say is what their link says."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import Context
from atlas.checks.stated_once import between, is_told, promise_of
from atlas.problems import Problem, Words
from atlas.records.model import Target, TargetLink

_WRONG = {"milestone": ("related",), "related": ("inconsistent",)}
"""By how two targets of one thing and place bear on each other, the kinds of link that say otherwise; parts are `links_fit`'s."""


def links_bear(context: Context) -> Iterator[Problem]:
    """A link ties what belongs together, by the kind that indicators, figures and years say; a warning."""
    targets = context.atlas.targets
    for target in targets.values():
        for number, link in enumerate(target.links):
            other = targets.get(link.to) or targets.get(f"{target.document}--{link.to}")
            if other is None or other is target or not _is_sound(context, target, other):
                continue  # reported already
            said = (
                _of_one(context, target, other, link)
                if _thing(target) == _thing(other)
                else _of_two(context, target, other, link)
            )
            if said is not None and not any(is_told(context, each) for each in (target, other)):
                yield context.problem("links-bear", target, ("links", number), *said, severity="warning")


def _is_sound(context: Context, *targets: Target) -> bool:
    """Whether indicators, areas and bases of two targets are known."""
    atlas = context.atlas
    known = all(each.indicator in atlas.indicators and each.region in atlas.regions for each in targets)
    return known and all(each.basis in atlas.vocabulary["bases"] for each in targets)


def _thing(target: Target) -> tuple[str, str, str | None]:
    return target.indicator, target.region, target.cluster


def _of_one(context: Context, own: Target, other: Target, link: TargetLink) -> tuple[Words, Words] | None:
    """What is wrong with a link between two targets of one indicator, area and industry."""
    found = between(own, other, promise_of(context, own), promise_of(context, other))
    label = context.atlas.vocabulary["target-links"].get(link.kind)
    if found is None or label is None or link.kind not in _WRONG.get(found.kind, ()):
        return None
    if link.note is not None and label.label.zh in link.note.zh:
        return None
    return (
        Words(
            f"与“{other.id}”的数值、年份和口径说明链接是 {found.kind}，这里写的是 {link.kind}",
            f"by figures, years and bases the link to “{other.id}” is {found.kind}, and it says {link.kind}",
        ),
        Words(
            f"应写 kind: {found.kind}；若确是如此，在这条链接的 note 里写到“{label.label.zh}”并说明",
            f"write kind: {found.kind}; if it is right, say so in the link's note with the word “{label.label.zh}”",
        ),
    )


def _of_two(context: Context, own: Target, other: Target, link: TargetLink) -> tuple[Words, Words] | None:
    """What is wrong with a link between two targets of other things, or of other areas."""
    if own.indicator == other.indicator or link.kind == "milestone":
        return None  # milestones have rules of their own
    if link.kind == "inconsistent":
        return (
            Words(
                f"与“{other.id}”指标不同，不是同一承诺",
                f"has another indicator than “{other.id}”, so it is not the same promise",
            ),
            Words("应写 kind: related，或改正指标", "write kind: related, or correct an indicator"),
        )
    indicators = context.atlas.indicators
    known = [indicators[key].related for key in (own.indicator, other.indicator) if key in indicators]
    places = [{piece.at for piece in each.evidence} for each in (own, other)]
    tied = any(key in ids for ids in known for key in (own.indicator, other.indicator))
    if tied or link.note is not None or (link.kind == "part" and not places[0].isdisjoint(places[1])):
        return None
    return (
        Words(
            f"与“{other.id}”指标不同，也没有说明怎样相关",
            f"has another indicator than “{other.id}”, and nothing says how it bears on it",
        ),
        Words(
            "请删去这条链接；若确实相关，在它的 note 里说明，或在指标里写 related",
            "remove the link; if they do bear on each other, say how in its note, or write related at the indicator",
        ),
    )
