"""What stands around a phrase in its source and gainsays the record: words that the phrase does not quote. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from atlas.evidence import Claim, bearing
from atlas.governing import MAYBE_HOPED, Record, basis, clause, hope, sentence, tells_time, years
from atlas.lexicon import Lexicon
from atlas.model import Target
from atlas.problems import Words


class Spot(NamedTuple):
    """Where a phrase stands: the passage, folded and squeezed, and the phrase's span in it."""

    passage: str
    start: int
    end: int

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
        cues = [hope(clause(spot.passage, start)) for start in starts]
        if cues and None not in cues and not target.aspirational:
            told.setdefault("phrase", _a_hope(cues[0] or ""))
        for field, what, instead in years(spot.clause, record):
            told.setdefault("year", Gainsaid(field, what, instead))
    dated = any(tells_time(sentence(*spot)) for spot in spots)
    if spots and target.year_basis == "stated" and not dated:
        told["year_basis"] = _NOT_STATED
    if spots and target.aspirational and not any(MAYBE_HOPED.search(spot.clause) for spot in spots):
        told["aspirational"] = _NO_HOPE
    yield from told.values()


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
