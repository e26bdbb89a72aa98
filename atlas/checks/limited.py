"""Rules on words that limit what is counted: those of a phrase that its record lacks, those of a record that add nothing."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import Context
from atlas.checks.figures import claim_of
from atlas.figures.evidence import bearing
from atlas.figures.lexicon import Lexicon
from atlas.meaning.governing import clause
from atlas.meaning.limits import LIMITS, NAMES, Limit, as_conditions, limits, own_words, texts, unsaid
from atlas.problems import Problem, Words
from atlas.records.model import Target
from atlas.squeezed import fold, squeeze


def limits_said(context: Context) -> Iterator[Problem]:
    """Words that limit what is counted, such as 大中型 or 经认定, stand in conditions or the indicator says them; a warning."""
    atlas = context.atlas
    for target in context.asked.targets.values():
        own = _own(context, target)
        indicator = atlas.indicators.get(target.indicator) if own else None
        if indicator is None or target.basis == "rank" or target.basis not in atlas.vocabulary["bases"]:
            continue  # among whom a place is taken is no condition
        cluster = atlas.clusters.get(target.cluster or "")
        said = [each.zh for each in (target.conditions, target.words, cluster and cluster.name) if each]
        for piece, words in own:
            for limit in limits(words):
                text = words[limit.start : limit.end]
                # What this document calls the indicator says which of the things it counts, but for their grade.
                names = texts(indicator, "" if limit.kind in NAMES else target.document)
                if unsaid(text, (*said, *names)):
                    yield _problem(context, target, piece, limit, text)


def conditions_add(context: Context) -> Iterator[Problem]:
    """Conditions of a figure say more than its indicator is called; with them it stands apart from others; a warning."""
    for target in context.asked.targets.values():
        indicator = context.atlas.indicators.get(target.indicator)
        if indicator is None or target.conditions is None or target.value is None or target.net:
            continue
        said = target.conditions.zh
        if not unsaid(said, [name.zh for name in (indicator.name, indicator.short) if name]):
            what = Words(
                f"“{said}”只是重复指标的名称，没有写的目标就与它分开了",
                f"“{said}” only repeats what the indicator is called, and keeps apart targets that do not say it",
            )
            instead = Words("应删去 conditions", "remove conditions")
            yield context.problem(
                "conditions-add", target, ("conditions",), what, instead, severity="warning"
            )


def _own(context: Context, target: Target) -> tuple[tuple[int, str], ...]:
    """For each phrase with such words those before the target's figure that are its own, where one figure only may be it."""

    def found(target: Target) -> tuple[tuple[int, str], ...]:
        own = []
        for piece, evidence in enumerate(target.evidence):
            text = fold(squeeze(evidence.phrase))
            if LIMITS.search(text):
                starts = _starts(target, text, context.lexicon)
                own += [(piece, own_words(clause(text, starts[0])))] if len(starts) == 1 else []
        return tuple(own)

    return context.worked_out.of("limited", target, found, (context.lexicon,))


def _starts(target: Target, text: str, lexicon: Lexicon) -> tuple[int, ...]:
    if target.words is None:
        return tuple(bearing(claim_of(target), text, lexicon))
    at = text.find(fold(squeeze(target.words.zh)))
    return (at,) if at >= 0 else ()


def _problem(context: Context, target: Target, piece: int, limit: Limit, text: str) -> Problem:
    what = Words(
        f"“{text}”限定了所计的范围，指标和记录都没有说",
        f"“{text}” limits what is counted, and neither the indicator nor the record says so",
    )
    line = f'conditions: {{zh: {limit.before}{as_conditions(text)}, en: ""}}'
    if target.conditions:
        instead = Words(f"应在 conditions 里补上“{text}”", f"add “{text}” to conditions")
    elif limit.kind in NAMES:
        instead = Words(
            f"级别或种类不同就是别的指标；若确是同一指标，应写 {line}",
            f"another grade or kind is another indicator; if it is the same, write {line}",
        )
    else:
        instead = Words(
            f"应写 {line}；已含在指标里的，写进它的 definition",
            f"write {line}, or say it in the indicator's definition",
        )
    return context.problem(
        "limits-said", target, ("evidence", piece, "phrase"), what, instead, severity="warning"
    )
