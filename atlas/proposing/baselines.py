"""The year that a figure is measured against, as the words before it say it: 比2022年, 较上年, 由2023年的65%提高到. Pure.

Texts are folded and squeezed (`atlas.squeezed`). A change has one, and a level that is risen to, with the figure of
that year where it is in the same unit; 比上年 is told only of one known year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from atlas.figures.wording import number
from atlas.meaning.governing import AGAINST, clause
from atlas.proposing.proposals import Proposal

_RISEN_FROM = re.compile(
    "[由从](?P<year>20[0-9]{2})年[的底末]{0,2}(?P<value>[0-9]+(?:\\.[0-9]+)?)(?P<word>[^0-9,]{1,6}?)"
    "(?:提高|提升|增长|增加|扩大|上升|下降|降低|压减|减少|升|降)[到至]$"
)
_CHANGED = re.compile("提高|提升|上升|增长|下降|降低|减少|压减")


class Against(NamedTuple):
    """The year that a figure is measured against, its figure where the words give it, and the words that say so."""

    year: int
    value: Decimal | None
    cue: str
    word: str = ""


def against(passage: str, start: int, basis: str, due: int | None) -> Against | None:
    """What the figure at `passage[start]`, of a basis and due in a year, is measured against; None where no word says it.

    `basis` is empty where it is not known.
    """
    before = clause(passage, start)
    if basis == "level" and (risen := _RISEN_FROM.search(before)):
        return Against(int(risen["year"]), Decimal(risen["value"]), risen[0], risen["word"])
    found = list(AGAINST.finditer(before))
    if len(found) != 1 or basis not in ("change", ""):
        return None
    if not basis and not _CHANGED.search(before, found[0].end()):
        return None
    said = found[0]["year"]
    year = int(said) if said else due - 1 if due is not None else None
    return None if year is None else Against(year, None, found[0][0])


def baseline(passage: str, start: int, end: int, proposal: Proposal, units: Sequence[str]) -> Iterator[str]:
    """The line of `baseline` for the figure at `passage[start:end]`, with the word that says it; none where no word does.

    `units` are those that the figure may have: its baseline has the same where both are printed in one word.
    """
    due = proposal.years[0] if len(proposal.years) == 1 else None
    found = against(passage, start, proposal.basis, due)
    if found is None:
        return
    if found.value is None:
        yield f"  baseline: {{year: {found.year}}} # {found.cue}"
    elif len(units) == 1 and passage[start:end].endswith(found.word):
        fields = f"year: {found.year}, value: {number(found.value)}, unit: {units[0]}"
        yield f"  baseline: {{{fields}}} # {found.cue}"
