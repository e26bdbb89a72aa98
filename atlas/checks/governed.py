"""Rules on what the words around a figure say beyond it: basis, hope, year, and whose it is under 分别."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from atlas.checks.context import Context
from atlas.checks.figures import claim_of
from atlas.figures.evidence import bearing
from atlas.meaning.by_when import NOT_HERE, due, stated
from atlas.meaning.dealing import dealt
from atlas.meaning.gainsaid import gainsaid
from atlas.meaning.governing import CUES, HOPED, basis, clause, hope, record_of, wrong, years
from atlas.meaning.verbs import Basis
from atlas.place_forms import is_row
from atlas.problems import Problem, Severity, Words
from atlas.records.model import Indicator, Target
from atlas.squeezed import fold, squeeze

_ANY = re.compile(f"{CUES.pattern}|{HOPED.pattern}|年|分别|五”")


class Said(NamedTuple):
    """What the words around a figure say against its target, in the terms of a rule; `field` is one that they gainsay."""

    rule: str
    trail: tuple[str | int, ...]
    what: Words
    instead: Words | None
    severity: Severity = "error"
    field: str = ""


def basis_agrees(context: Context) -> Iterator[Problem]:
    """Words such as 净增, 累计, 每年 or 下降 before a figure, in its clause, have the basis that they name."""
    yield from _told(context, "basis-agrees")


def verb_agrees(context: Context) -> Iterator[Problem]:
    """The basis is the one that verb and noun before a figure say: 引进 adds, 占比 is a level, 翻一番 a change.

    Where the words settle it another is an error, elsewhere a warning.
    """
    yield from _told(context, "verb-agrees")


def hope_agrees(context: Context) -> Iterator[Problem]:
    """A promise with 力争, 争取, 争创, 力求 or 瞄准 in its clause is aspirational."""
    yield from _told(context, "hope-agrees")


def years_agree(context: Context) -> Iterator[Problem]:
    """A year in a phrase is the record's year, a year of its period, or its baseline's; its deadline is stated."""
    yield from _told(context, "years-agree")


def dealt_in_order(context: Context) -> Iterator[Problem]:
    """Where 分别 deals figures out to as many names, each name has the figure of its place."""
    yield from _told(context, "dealt-in-order")


def basis_is_told(context: Context, target: Target) -> bool:
    """Whether its basis, or its years, are told to be wrong: what follows from them is not told besides."""
    return any(one.field or one.rule in ("basis-agrees", "verb-agrees") for one in said_of(context, target))


def gainsaid_years(context: Context, target: Target) -> frozenset[str]:
    """The fields of a target of which its phrases say another year: told there (`years_agree`), and nowhere else."""
    return frozenset(one.field for one in said_of(context, target) if one.field)


def said_of(context: Context, target: Target) -> tuple[Said, ...]:
    """All that the words around its figures say against a target, worked out anew only where something is new."""
    atlas = context.atlas
    given = (
        atlas.documents.get(target.document),
        atlas.indicators.get(target.indicator),
        atlas.regions.get(target.region),
        atlas.units.get(target.unit or ""),
        context.lexicon,
        _is_known(context, target),
    )

    def work(target: Target) -> tuple[Said, ...]:
        return tuple(one for rule in _RULES for one in rule(context, target))

    return context.worked_out.of("governed", target, work, given)


def _all(context: Context) -> tuple[tuple[Target, Said], ...]:
    targets = context.asked.targets.values()
    return tuple((target, one) for target in targets for one in said_of(context, target))


def _told(context: Context, rule: str) -> Iterator[Problem]:
    for target, one in context.once("governed", _all):
        if one.rule == rule:
            yield context.problem(rule, target, one.trail, one.what, one.instead, severity=one.severity)


def _basis(context: Context, target: Target) -> Iterator[Said]:
    for piece, phrase in _cued(context, target):
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
        yield Said("basis-agrees", trail, what, instead)


def _verb(context: Context, target: Target) -> Iterator[Said]:
    for piece, phrase in folded(target):
        told = _verbs(context, target, phrase) if _is_known(context, target) else []
        if not told or told[0] is None or None in told:
            continue
        said, settled = told[0]
        trail = ("basis",) if len(target.evidence) == 1 else ("evidence", piece, "phrase")
        _, what, instead = wrong(said.cue, target.basis, said.name)
        yield Said("verb-agrees", trail, what, instead, "error" if settled else "warning")


def _verbs(context: Context, target: Target, phrase: str) -> list[tuple[Basis, bool] | None]:
    """What verb and noun say against a target, for each figure that may be its own; none if other words do so already."""
    document = context.atlas.documents.get(target.document)
    period = document.period if document else None
    annex = any(is_row(each.at) for each in target.evidence)
    one_year = None if annex or period is None else period[0] == period[1]
    record = record_of(target, context.atlas)
    if target.words is not None:
        at = phrase.find(words := fold(squeeze(target.words.zh)))
        spans = [(at, at + len(words))] if at >= 0 else []
    else:
        spans = [(start, start) for start in _bearing(context, target, phrase)]
        if all(basis(clause(phrase, start), record) for start, _ in spans):
            return []
    indicator = context.atlas.indicators.get(target.indicator)
    names = [*target.printed, *(called_in(indicator, target.document) if indicator else ())]
    folded = [fold(squeeze(name)) for name in names]
    return [gainsaid(phrase, start, end, record, one_year, folded) for start, end in spans]


def _hope(context: Context, target: Target) -> Iterator[Said]:
    for piece, phrase in _cued(context, target):
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
        yield Said("hope-agrees", ("evidence", piece, "phrase"), what, instead)


def _years(context: Context, target: Target) -> Iterator[Said]:
    for piece, phrase in _cued(context, target):
        if "年" not in phrase and "五”" not in phrase:
            continue
        told = list(years(phrase, record_of(target, context.atlas)))
        for field, what, instead in told:
            yield Said("years-agree", ("evidence", piece, "phrase"), what, instead, field=field)
        starts = _bearing(context, target, phrase) if target.value is not None else (len(phrase),)
        said = [due(phrase, start, target.period) for start in starts]
        if not told and said and said[0] and None not in said and target.year_basis in NOT_HERE:
            yield Said("years-agree", ("year_basis",), *stated(target.year_basis))


def _dealt(context: Context, target: Target) -> Iterator[Said]:
    atlas = context.atlas
    indicator, region = atlas.indicators.get(target.indicator), atlas.regions.get(target.region)
    if target.value is None or indicator is None or region is None:
        return  # reported already
    for _, phrase in _cued(context, target):
        if "分别" not in phrase:
            continue
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
        yield Said("dealt-in-order", ("value",), what, instead)


def called_in(indicator: Indicator, document: str) -> tuple[str, ...]:
    """The names of an indicator, its own and those that a document prints."""
    short = (indicator.short.zh,) if indicator.short else ()
    return (indicator.name.zh, *short, *indicator.aliases.get(document, ()))


_RULES = (_basis, _verb, _hope, _years, _dealt)


def _is_known(context: Context, target: Target) -> bool:
    """Whether basis and unit of a target are known; otherwise that is reported already."""
    atlas = context.atlas
    return target.basis in atlas.vocabulary["bases"] and (not target.unit or target.unit in atlas.units)


def folded(target: Target) -> tuple[tuple[int, str], ...]:
    """The phrases of a target, folded and squeezed, with their numbers."""
    return tuple((piece, fold(squeeze(one.phrase))) for piece, one in enumerate(target.evidence))


def _cued(context: Context, target: Target) -> Iterator[tuple[int, str]]:
    """Each phrase with a cue, folded and squeezed, with its number; none where basis or unit are not known."""
    if _is_known(context, target):
        for piece, phrase in folded(target):
            if _ANY.search(phrase):
                yield piece, phrase


def _bearing(context: Context, target: Target, phrase: str) -> tuple[int, ...]:
    """Where figures of a phrase start that may be the target's."""

    def found(target: Target) -> tuple[int, ...]:
        return tuple(bearing(claim_of(target), phrase, context.lexicon))

    return context.worked_out.of(f"bearing {phrase}", target, found, (context.lexicon,))
