"""What stands around a phrase in its source and gainsays the record: words that the phrase does not quote. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from atlas.figures.evidence import Claim, bearing
from atlas.figures.lexicon import Lexicon
from atlas.meaning.by_when import NOT_HERE, Due, due, of_annex, of_section, stated
from atlas.meaning.gainsaid import gainsaid as gainsaid_basis
from atlas.meaning.governing import (
    MAYBE_HOPED,
    Record,
    basis,
    clause,
    hope,
    sentence,
    tells_time,
    wrong,
    years,
)
from atlas.problems import Words
from atlas.records.model import Target


class Spot(NamedTuple):
    """Where a phrase stands: the passage, folded and squeezed, and the phrase's span in it.

    `annex` is the year that the title of its annex names, in a row of one that is of one year; `column` that at the head
    of its column, or row, of a table.
    """

    passage: str
    start: int
    end: int
    annex: int | None = None
    column: int | None = None

    @property
    def phrase(self) -> str:
        """The phrase."""
        return self.passage[self.start : self.end]

    @property
    def clause(self) -> str:
        """The clause before the phrase, and the phrase."""
        return clause(self.passage, self.start) + self.phrase


class Gainsaid(NamedTuple):
    """A field of a record, what is wrong with it, and what to write."""

    field: str
    what: Words
    instead: Words


def gainsaid(
    target: Target, claim: Claim, spots: Sequence[Spot], record: Record, lexicon: Lexicon
) -> Iterator[Gainsaid]:
    """What the source says against a target, whose record is `record`, where its phrases stand; each field is told once.

    力争 or 累计 that stands in the figure's clause before the phrase, a year there, a deadline that no sentence
    states, a hope that no word makes.
    """
    told: dict[str, Gainsaid] = {}
    for spot in spots:
        starts = _starts(target, claim, spot, lexicon)
        found = [basis(clause(spot.passage, start), record) for start in starts if target.value is not None]
        if found and None not in found and found[0] is not None:
            told.setdefault("basis", Gainsaid(*found[0]))
        verbs = [_verb(spot, start, record) for start in starts if target.value is not None]
        if "basis" not in told and verbs and None not in verbs and verbs[0] is not None:
            told["basis"] = verbs[0]
        cues = [hope(clause(spot.passage, start)) for start in starts]
        if cues and None not in cues and not target.aspirational:
            told.setdefault("phrase", _a_hope(cues[0] or ""))
        for field, what, instead in years(spot.clause, record):
            told.setdefault("year", Gainsaid(field, what, instead))
    said = [each for spot in spots for each in _said(target, claim, spot, lexicon)]
    for field, what, instead in _otherwise(target, record, said) if not told.keys() & {"year"} else ():
        told.setdefault(field, Gainsaid(field, what, instead))
    dated = any(spot.column or tells_time(sentence(spot.passage, spot.start, spot.end)) for spot in spots)
    if spots and target.year_basis == "stated" and not dated:
        told["year_basis"] = _NOT_STATED
    if spots and target.aspirational and not any(MAYBE_HOPED.search(spot.clause) for spot in spots):
        told["aspirational"] = _NO_HOPE
    yield from told.values()


def _verb(spot: Spot, start: int, record: Record) -> Gainsaid | None:
    """What the words before a figure settle against the basis of its record, where the phrase does not quote them."""
    found = gainsaid_basis(spot.passage, start, start, record, True if spot.annex else None)
    if found is None or not found[1]:
        return None
    return Gainsaid(*wrong(found[0].cue, record.basis, found[0].name))


def _said(target: Target, claim: Claim, spot: Spot, lexicon: Lexicon) -> Iterator[Due]:
    """By when, as the sentence of each figure that the target may mean says it, the title of its annex, or its section."""
    if spot.column:
        yield Due((spot.column,), "stated", "column")
        return
    starts = _starts(target, claim, spot, lexicon)
    dues = [due(spot.passage, start, target.period) for start in starts]
    if dues and dues[0] and all(dues):
        yield dues[0]
    elif starts and not any(dues):
        start = starts[0]
        found = of_annex(spot.passage, start, spot.end, spot.annex) if spot.annex else None
        if found is None and not tells_time(sentence(spot.passage, start, spot.end)):
            found = of_section(spot.passage, start, "")
        if found:
            yield found


def _otherwise(target: Target, record: Record, said: Sequence[Due]) -> Iterator[Gainsaid]:
    """Another year than any of its sentences or annexes says; elsewhere than in the sentence that states it."""
    first, last = target.period or (record.year, record.year)
    if (
        said
        and all(each.years for each in said)
        and not any(
            year in (record.year, record.baseline) or (first and last and first <= year <= last)
            for each in said
            for year in each.years
        )
    ):
        rule, year = said[0].rule, said[0].years[0]
        yield Gainsaid(
            "period" if record.year is None and target.period else "year", *_another(rule, year, record.year)
        )
    elif target.year_basis in NOT_HERE and any(
        each.where == "stated" and each.rule != "annex" for each in said
    ):
        yield Gainsaid("year_basis", *stated(target.year_basis))
    elif target.year_basis == "inherited" and any(each.where == "section" for each in said):
        yield _OF_SECTION


_SAID_AT = {
    "annex": Words("附件标题", "the title of the annex"),
    "column": Words("表头", "the head of the table"),
}


def _another(rule: str, year: int, recorded: int | None) -> tuple[Words, Words]:
    zh, en = _SAID_AT.get(rule, Words("这句话开头", "the head of its sentence"))
    what = Words(
        f"原文{zh}写的是 {year} 年，记录写的是 {recorded or '…'}",
        f"{en} in the source says {year}, the record says {recorded or '…'}",
    )
    return what, Words(f"应写 year: {year}", f"write year: {year}")


def _starts(target: Target, claim: Claim, spot: Spot, lexicon: Lexicon) -> list[int]:
    """Where in the passage the figures stand that the target may mean; of a goal in words, where the phrase does."""
    if target.value is None:
        return [spot.start]
    return [spot.start + start for start in bearing(claim, spot.phrase, lexicon)]


def _a_hope(cue: str) -> Gainsaid:
    return Gainsaid(
        "phrase",
        Words(
            f"原文此处前面是“{cue}”，记录没有写成力争的目标",
            f"the source says “{cue}” before it, the record does not call it a hope",
        ),
        Words("应补上 aspirational: true", "add aspirational: true"),
    )


_NOT_STATED = Gainsaid(
    "year_basis",
    Words(
        "原文这句话里没有年份或期限，而 year_basis 是 stated",
        "its sentence in the source says no year or term, and year_basis is stated",
    ),
    Words(
        "应写 section（本节领起句写明）或 inherited（随规划期）",
        "write section (its section's lead sentence says it) or inherited (only the planning period does)",
    ),
)
_OF_SECTION = Gainsaid(
    "year_basis",
    Words(
        "原文在本节前面的句子或附件标题里写明了年份，而 year_basis 是 inherited",
        "an earlier sentence of its section, or the title of its annex, says the year, and year_basis is inherited",
    ),
    Words("应写 section", "write section"),
)
_NO_HOPE = Gainsaid(
    "aspirational",
    Words(
        "原文本分句里没有表示力争的词",
        "no word in its clause of the source makes it a hope",
    ),
    Words(
        "请删去 aspirational；这些词只管本分句",
        "remove aspirational: such words govern their own clause only",
    ),
)
