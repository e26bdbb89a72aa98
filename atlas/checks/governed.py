"""Rules on what the words around a figure say beyond it: basis, hope, year, and whose it is under 分别."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from atlas.checks.context import Context
from atlas.checks.figures import claim_of
from atlas.dealing import dealt
from atlas.evidence import bearing
from atlas.governing import CUES, HOPED, basis, clause, hope, record_of, years
from atlas.model import Target
from atlas.problems import Problem, Words
from atlas.squeezed import fold, squeeze

_ANY = re.compile(f"{CUES.pattern}|{HOPED.pattern}|年|分别")


def basis_agrees(context: Context) -> Iterator[Problem]:
    """Words such as 净增, 累计, 每年 or 下降 before a figure, in its clause, have the basis that they name."""
    for target, piece, phrase in _phrases(context):
        if target.value is None or not CUES.search(phrase):
            continue
        starts = _bearing(context, target, phrase)
        if not starts:
            continue  # reported already
        record = record_of(target, context.atlas)
        told = [basis(clause(phrase, start), record) for start in starts]
        if None in told or told[0] is None:  # several figures may be meant, and one of them has no such word
            continue
        field, what, instead = told[0]
        trail = (field,) if len(target.evidence) == 1 else ("evidence", piece, "phrase")
        yield context.problem("basis-agrees", target, trail, what, instead)


def hope_agrees(context: Context) -> Iterator[Problem]:
    """A promise with 力争, 争取, 争创, 力求 or 瞄准 in its clause is aspirational."""
    for target, piece, phrase in _phrases(context):
        if target.aspirational or not hope(phrase):
            continue
        if target.words is not None:
            at = phrase.find(fold(squeeze(target.words.zh)))
            ends = [at + len(target.words.zh) if at >= 0 else len(phrase)]
        else:
            ends = list(_bearing(context, target, phrase))
        cues = [hope(clause(phrase, end)) for end in ends]
        if not cues or None in cues:
            continue
        what = Words(
            f"“{cues[0]}”说明是力争的目标，记录没有这样写",
            f"“{cues[0]}” makes it a hope, the record does not say so",
        )
        instead = Words("应补上 aspirational: true", "add aspirational: true")
        yield context.problem("hope-agrees", target, ("evidence", piece, "phrase"), what, instead)


def years_agree(context: Context) -> Iterator[Problem]:
    """A year in a phrase is the record's year, a year of its period, or its baseline's; its deadline is stated."""
    for target, piece, phrase in _phrases(context):
        if "年" not in phrase:
            continue
        record = record_of(target, context.atlas)
        trail = ("evidence", piece, "phrase")
        for _, what, instead in years(phrase, record):
            yield context.problem("years-agree", target, trail, what, instead)


def gainsaid_years(context: Context) -> Mapping[str, frozenset[str]]:
    """By target the fields of which its phrases say another year: told there (`years_agree`), and nowhere else."""
    found: dict[str, frozenset[str]] = {}
    for target, _, phrase in _phrases(context):
        if "年" in phrase:
            fields = frozenset(field for field, _, _ in years(phrase, record_of(target, context.atlas)))
            found[target.gid] = found.get(target.gid, frozenset()) | fields
    return found


def dealt_in_order(context: Context) -> Iterator[Problem]:
    """Where 分别 deals figures out to as many names, each name has the figure of its place."""
    atlas = context.atlas
    for target, _, phrase in _phrases(context):
        if target.value is None or "分别" not in phrase:
            continue
        indicator, region = atlas.indicators.get(target.indicator), atlas.regions.get(target.region)
        if indicator is None or region is None:
            continue  # reported already
        names = [indicator.name.zh, *indicator.aliases.get(target.document, ())]
        own = dealt(phrase, names, [region.name.zh, *region.aliases], context.lexicon)
        starts = _bearing(context, target, phrase)
        if own is None or not starts or own.start in starts:
            continue
        what = Words(
            f"依次对应，“{own.name}”是 {own.text}，记录的值是 {target.low}",
            f"dealt out in order, “{own.name}” has {own.text}, the record's value is {target.low}",
        )
        instead = Words("请核对 value 或 indicator", "check value, or indicator")
        yield context.problem("dealt-in-order", target, ("value",), what, instead)


def _phrases(context: Context) -> Iterator[tuple[Target, int, str]]:
    """Each phrase with a cue of each target whose basis and unit are known, folded and squeezed."""
    atlas = context.atlas
    for target in atlas.targets.values():
        if target.basis not in atlas.vocabulary["bases"] or (target.unit and target.unit not in atlas.units):
            continue  # reported already
        for piece, phrase in context.worked_out.of("cued", target, _cued):
            yield target, piece, phrase


def _bearing(context: Context, target: Target, phrase: str) -> tuple[int, ...]:
    """Where figures of a phrase start that may be the target's."""

    def found(target: Target) -> tuple[int, ...]:
        return tuple(bearing(claim_of(target), phrase, context.lexicon))

    return context.worked_out.of(f"bearing {phrase}", target, found, context.lexicon)


def _cued(target: Target) -> tuple[tuple[int, str], ...]:
    """The phrases of a target in which any of these rules may find something, with their numbers."""
    phrases = ((piece, fold(squeeze(one.phrase))) for piece, one in enumerate(target.evidence))
    return tuple((piece, phrase) for piece, phrase in phrases if _ANY.search(phrase))
