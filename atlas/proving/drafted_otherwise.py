"""Targets that the words around their figures, read as those of a new document, say otherwise; told by `audit`.

Of several places each must say so. A `note` or `assumed` that has the word, the year or the name in question answers it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

from atlas.checks.context import Context
from atlas.checks.governed import basis_is_told, gainsaid_years
from atlas.meaning.governing import sentence
from atlas.meaning.limits import limits, unsaid
from atlas.problems import Problem, Words
from atlas.proposing.drafts import Draft
from atlas.proposing.proposed_conditions import conditions
from atlas.proving.doubted import Doubt, told
from atlas.proving.drafted_baselines import baseline_doubts
from atlas.proving.redrafted import Redrafted, redrafted
from atlas.records.model import NET, Document, Target
from atlas.sources.source import Source
from atlas.squeezed import fold, squeeze

T = TypeVar("T")
_LIMITING = re.compile(
    f"{NET}|重点|重大|大中型|规模以上|规上|限额以上|有效|国家级|省级|市级|全职|海外|自主|[0-9]+(?:[.][0-9]+)?"
)
"""What conditions may say only where the text does."""
_SPANS = re.compile(
    "(?<![0-9])[一二两三四五六七八九十0-9]年(?![度份])|期间|年均|每年|逐年|累计|“?十[一二三四五六七八九]五|20[0-9]{2}年?[-－—–~～至到]+20[0-9]{2}"
)
"""What says over which years something is added or summed up."""


def drafted_otherwise(context: Context, document: Document, source: Source) -> Iterator[Problem]:
    """What the words around figures say against basis, years, baseline and conditions of a document's targets."""
    found = redrafted(context, document, source)

    def doubts(target: Target) -> tuple[Doubt, ...]:
        drafts = found.of(target, context)
        return tuple(doubt for rule in _RULES if drafts for doubt in rule(context, found, target, drafts))

    for target in context.atlas.targets.values():
        if target.document == document.id:
            given = (found, document, context.atlas.vocabulary)
            yield from told(context, target, context.worked_out.of("otherwise", target, doubts, given))


def _basis(context: Context, _: Redrafted, target: Target, drafts: Sequence[Draft]) -> Iterator[Doubt]:
    said = {each.proposal.basis for each in drafts if each.proposal.sure}
    if len(said) != 1 or "" in said or target.basis in said or basis_is_told(context, target):
        return
    if target.basis == "threshold":
        return
    cue, (basis,) = drafts[0].proposal.basis_cue, said
    yield Doubt(
        "basis",
        Words(
            f"原文“{cue}”说明口径是 {basis}，记录写的是 {target.basis}",
            f"“{cue}” makes the basis {basis}, the record says {target.basis}",
        ),
        Words(f"应写 basis: {basis}", f"write basis: {basis}"),
        cue,
    )


def _years(context: Context, found: Redrafted, target: Target, drafts: Sequence[Draft]) -> Iterator[Doubt]:
    if gainsaid_years(context, target):
        return
    said, bases = {each.proposal.years for each in drafts}, {each.proposal.year_bases for each in drafts}
    last = target.year or (target.period[1] if target.period else None)
    year, basis = _only(said), _only(bases)
    if year and last != year:
        zh, en = (str(last),) * 2 if last else ("没有期限", "no year")
        yield Doubt(
            "year",
            Words(
                f"原文说的期限是 {year} 年，记录写的是 {zh}",
                f"the words make it due in {year}, the record says {en}",
            ),
            Words(f"应写 year: {year}", f"write year: {year}"),
            str(year),
        )
    elif basis and target.year_basis and target.year_basis != basis:
        yield Doubt(
            "year_basis",
            Words(
                f"期限的出处是 {basis}，记录写的是 {target.year_basis}",
                f"the year is {basis}, the record says {target.year_basis}",
            ),
            Words(f"应写 year_basis: {basis}", f"write year_basis: {basis}"),
            str(last),
        )
    elif (
        last
        and not any(said)
        and context.atlas.documents[target.document].period is None
        and str(last) not in found.source.squeezed.text
    ):
        yield Doubt(
            "year",
            Words(f"原文没有说 {last} 年，也没有规划期", f"no word says {last}, and the text has no period"),
            Words("请删去 year 和 year_basis", "remove year and year_basis"),
            str(last),
        )


def _only(said: Collection[Sequence[T]]) -> T | None:
    """The one thing that all places say; None where they differ, or leave it open."""
    options = next(iter(said), ()) if len(said) == 1 else ()
    return options[0] if len(options) == 1 else None


def _period(context: Context, found: Redrafted, target: Target, drafts: Sequence[Draft]) -> Iterator[Doubt]:
    if gainsaid_years(context, target) or basis_is_told(context, target):
        return
    said = {each.proposal.period for each in drafts}
    sure = all(each.proposal.sure and each.proposal.basis == target.basis for each in drafts)
    (period, *others) = said
    own = target.period
    if not others and period and sure and own != period:
        shown = f"[{own[0]}, {own[1]}]" if own else "—"
        yield Doubt(
            "period",
            Words(
                f"原文说的时期是 {period[0]}–{period[1]}，记录写的是 {shown}",
                f"the words span {period[0]}–{period[1]}, the record says {shown}",
            ),
            Words(f"应写 period: [{period[0]}, {period[1]}]", f"write period: [{period[0]}, {period[1]}]"),
            f"{period[0]}",
        )
    elif own and own[0] != own[1] and target.basis in ("increase", "total", "level") and not any(said):
        if any(_SPANS.search(_sentence(found, each)) for each in drafts):
            return
        yield Doubt(
            "period",
            Words(
                f"原文这句话没有说跨哪几年，记录写了 [{own[0]}, {own[1]}]",
                f"its sentence does not say over which years, the record says [{own[0]}, {own[1]}]",
            ),
            Words("请删去 period", "remove period"),
            f"{own[0]}",
        )


def _whole(found: Redrafted, draft: Draft) -> str:
    """The sentence of a figure, and the titles that stand over it."""
    source, figure = found.source, draft.figure
    passage = source.passage(figure.start)
    text = source.squeezed.text[passage.from_ : passage.to]
    said = sentence(text, figure.start - passage.from_, figure.end - passage.from_)
    return "".join((*found.titles(figure.start), said))


def _sentence(found: Redrafted, draft: Draft) -> str:
    words = found.words(draft)
    return words[words.rfind("。", 0, len(words) - 1) + 1 :]


def _conditions(_: Context, found: Redrafted, target: Target, drafts: Sequence[Draft]) -> Iterator[Doubt]:
    own = target.conditions
    if own is None:
        said = [next(conditions(each, found.source, found.candidates.offers), "") for each in drafts]
        line = said[0].strip()
        if all(said) and not line.startswith("#"):
            words = line.partition("zh: ")[2].partition(", en:")[0]
            if any(fold(squeeze(words)) in fold(squeeze(piece.phrase)) for piece in target.evidence):
                return  # `check` tells what phrases say (`limits_said`)
            yield Doubt(
                "conditions",
                Words(
                    f"“{words}”限定了所计的范围，记录没有写",
                    f"“{words}” limits what is counted, the record does not say so",
                ),
                Words(f"应写 {line}", f"write {line}"),
                words,
            )
        return
    text = "".join(_whole(found, each) for each in drafts)
    zh = fold(squeeze(own.zh))
    stated = [zh[each.start : each.end] for each in limits(zh)] + _LIMITING.findall(zh)
    for words in stated:
        if unsaid(words, [text]):
            yield Doubt(
                "conditions",
                Words(f"原文这句话没有“{words}”", f"its sentence does not say “{words}”"),
                Words("请改正 conditions，或删去", "correct conditions, or remove it"),
                words,
            )
            return


_Rule = Callable[[Context, Redrafted, Target, Sequence[Draft]], Iterator[Doubt]]
_RULES: tuple[_Rule, ...] = (_basis, _years, _period, baseline_doubts, _conditions)
