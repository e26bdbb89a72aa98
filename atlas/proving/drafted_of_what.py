"""Targets whose area, industry or indicator is not that of the words around their figures; told by `audit`.

So is a figure that the words make no promise and that is recorded as one, and the reverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from atlas.checks.context import Context
from atlas.meaning.governing import sentence
from atlas.meaning.limits import texts
from atlas.meaning.region_names import above, called_under
from atlas.problems import Problem, Words
from atlas.proposing.drafts import Draft
from atlas.proving.doubted import Doubt, told
from atlas.proving.redrafted import Redrafted, redrafted
from atlas.provisions.yet_promised import STATE, yet_promised
from atlas.records.model import Document, Target
from atlas.sources.census import choose
from atlas.sources.proof import set_aside
from atlas.sources.source import Source
from atlas.squeezed import fold, squeeze

_ZONE = re.compile("(..+?)((?:高新|经开|开发|新|园)区)")


def drafted_of_what(context: Context, document: Document, source: Source) -> Iterator[Problem]:
    """What the words around figures say against area, industry and indicator of targets, and against their being any."""
    found = redrafted(context, document, source)

    def doubts(target: Target) -> tuple[Doubt, ...]:
        drafts, starts = found.of(target, context), list(found.starts(target, context))
        if not starts:
            return ()
        return (
            *_region(context, found, target, starts),
            *_cluster(context, found, target, starts, drafts),
            *_indicator(context, target, drafts),
            *_no_promise(context, found, target, starts),
        )

    for target in context.atlas.targets.values():
        if target.document == document.id:
            given = (found, document, context.atlas.vocabulary)
            yield from told(context, target, context.worked_out.of("of what", target, doubts, given))
    yield from _promised(context, document, found)


def _region(context: Context, found: Redrafted, target: Target, starts: Sequence[int]) -> Iterator[Doubt]:
    regions = context.atlas.regions
    whose = [found.candidates.drafts.whose(start) for start in starts]
    if target.value is None and any(each.by_lead for each in whose):
        return  # whose body answers says less of a goal in words
    said = {each.region for each in whose}
    own = regions.get(target.region)
    if own is None or len(said) != 1 or said & {"", own.id}:
        return
    region = regions[said.pop()]
    names = _called(context, own.id)
    text = "".join(_around(found, start) for start in starts)
    if own.id in above(region.id, regions):  # titles that name the whole do not say it of a zone's figures
        text = "".join(_sentence(found, start, later=False) for start in starts)
        names |= {f"{all_}{own.name.zh[-1]}" for all_ in "全我本"}
        for name in _called(context, region.id):
            text = text.replace(name, "\n")
    if any(_is_named(name, text) for name in names):
        return
    yield Doubt(
        "region",
        Words(
            f"原文这里没有写到“{own.name.zh}”，说的是“{region.name.zh}”",
            f"its words name no {own.name.en}; they are of {region.name.en}",
        ),
        Words(f"应写 region: {region.id}", f"write region: {region.id}"),
        region.name.zh,
    )


def _called(context: Context, region: str) -> set[str]:
    """What a region is called, folded and squeezed, also without the name of one above it."""
    regions = context.atlas.regions
    over = [regions[key] for key in above(region, regions)]
    return {fold(squeeze(name)) for each in over for name in called_under(regions[region], each)}


def _is_named(name: str, text: str) -> bool:
    """Whether a text has a name of a region, or its parts: 甲、乙两个国家级高新区 names 乙高新区."""
    zone = _ZONE.fullmatch(name)
    return name in text or (zone is not None and all(part in text for part in zone.groups()))


def _around(found: Redrafted, start: int) -> str:
    """The sentence of what stands at an offset of the squeezed source, and the titles that stand over it."""
    return "\n".join((*found.titles(start), _sentence(found, start)))


def _sentence(found: Redrafted, start: int, *, later: bool = True) -> str:
    """The sentence of what stands at an offset of the squeezed source, with the clauses behind its own or without."""
    passage = found.source.passage(start)
    text, at = found.source.squeezed.text[passage.body : passage.to], start - passage.body
    whole = sentence(text, at, at + 1)
    if later:
        return whole
    stop = text.find(",", at)
    begin = text.rfind(whole, 0, at + len(whole))
    return whole if stop < 0 else whole[: max(0, stop - begin)]


def _cluster(
    context: Context, found: Redrafted, target: Target, starts: Sequence[int], drafts: Sequence[Draft]
) -> Iterator[Doubt]:
    clusters, said = context.atlas.clusters, {each.likely.cluster for each in drafts}
    own = clusters.get(target.cluster or "")
    key = next(iter(said)) if len(said) == 1 else ""
    if key and key != target.cluster:
        name = clusters[key].name.zh
        what = Words(
            f"原文说的是产业“{name}”的，记录写的是 {target.cluster}",
            f"the words tell of “{name}”, the record says {target.cluster}",
        )
        if target.cluster is None:
            what = Words(
                f"原文说的是产业“{name}”的，记录没有写",
                f"the words tell of “{name}”, the record names no industry",
            )
        yield Doubt("cluster", what, Words(f"应写 cluster: {key}", f"write cluster: {key}"), name)
    elif own is not None and not any(said):
        text = "".join(_around(found, start) for start in starts)
        names = [own.name.zh, *(name for printed in own.aliases.values() for name in printed)]
        if not any(fold(name[at : at + 2]) in text for name in names for at in range(len(name) - 1)):
            yield Doubt(
                "cluster",
                Words(
                    f"原文这句话没有写到产业“{own.name.zh}”", f"its words name no industry “{own.name.zh}”"
                ),
                Words("请删去 cluster", "remove cluster"),
                own.name.zh,
            )


def _indicator(context: Context, target: Target, drafts: Sequence[Draft]) -> Iterator[Doubt]:
    indicators, sure = context.atlas.indicators, [each.likely.sure for each in drafts]
    keys = {each[0] for each in sure if each}
    own = indicators.get(target.indicator)
    if own is None or len(keys) != 1 or not all(sure) or own.id in keys or sure[0] is None:
        return
    other = indicators[keys.pop()]
    if any(other.name.zh in text for text in texts(own, target.document)):
        return  # it says how it differs
    printed = sure[0][1].printed
    yield Doubt(
        "indicator",
        Words(
            f"“{printed}”是指标 {other.id}（{other.name.zh}）的名称，记录写的是 {own.id}",
            f"“{printed}” is a name of the indicator {other.id} ({other.name.en}), the record says {own.id}",
        ),
        Words(
            f"应写 indicator: {other.id}；若确是另一事物，在 {own.id} 的 comparability 里说明与“{other.name.zh}”的区别",
            f"write indicator: {other.id}; if it is another thing, "
            f"say in comparability of {own.id} how it differs from “{other.name.zh}”",
        ),
        other.name.zh,
    )


def _no_promise(context: Context, found: Redrafted, target: Target, starts: Sequence[int]) -> Iterator[Doubt]:
    """A target of whose figure the words say everywhere why it is none."""
    reasons = [found.reasons.get(start, "") for start in starts]
    if target.value is None or not all(reasons):
        return
    label = context.atlas.vocabulary["set-aside-reasons"][reasons[0]].label
    yield Doubt(
        "value",
        Words(f"原文的说法像“{label.zh}”，不是承诺", f"its words make it no promise: {label.en}"),
        Words(
            f"不是承诺则移入 set-aside.yaml，reason: {reasons[0]}",
            f"if it is none, move it to set-aside.yaml with reason: {reasons[0]}",
        ),
        label.zh,
    )


def _promised(context: Context, document: Document, found: Redrafted) -> Iterator[Problem]:
    """The figures that are set aside though their words say the basis of a promise, and no reason."""
    aside = [each for each in context.atlas.set_aside if each.document == document.id]
    entries = set_aside(aside)
    for entry in entries:
        record = aside[int(entry.key)]
        if record.note is not None:
            continue
        drafts = (
            found.drafts[start]
            for place in choose(found.source, entry)[0]
            for start in range(place.start, place.end)
            if start in found.drafts
        )
        draft = next((each for each in drafts if each.proposal.basis and _is_plain(each)), None)
        if draft is None:
            continue
        if record.reason == STATE and any(yet_promised(found.source, [entry], context.lexicon)):
            continue  # told there
        figure = draft.figure.text
        what = Words(
            f"“{figure}”列为{record.reason}，而原文“{draft.proposal.basis_cue}”是承诺的说法",
            f"“{figure}” is set aside as {record.reason}, and “{draft.proposal.basis_cue}” promises it",
        )
        instead = Words(
            "是承诺则写成目标，否则在 note 里说明",
            "make it a target if it is a promise, or say in a note why it is none",
        )
        yield Problem(context.positions.place(record, "text"), "audit", what, instead, severity="warning")


def _is_plain(draft: Draft) -> bool:
    """Whether a figure is in digits, of a known unit, and its basis is sure."""
    return (
        draft.proposal.sure
        and draft.figure.kind == "amount"
        and bool(draft.units)
        and draft.figure.numeral[:1].isdigit()
    )
