"""The year that a figure is measured against, as the words before it say it: 比2022年, 较上年, 由2023年的65%提高到. Pure.

Texts are folded and squeezed (`atlas.squeezed`). A change has one, and a level that is risen to, with the figure of
that year where it is in the same unit; 比上年 is told only of one known year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from atlas.governing import AGAINST, clause
from atlas.proposals import Proposal

_RISEN_FROM = re.compile(
    "[由从](?P<year>20[0-9]{2})年[的底末]{0,2}(?P<value>[0-9]+(?:\\.[0-9]+)?)(?P<word>[^0-9,]{1,6}?)"
    "(?:提高|提升|增长|增加|扩大|上升|下降|降低|压减|减少|升|降)[到至]$"
)
_CHANGED = re.compile("提高|提升|上升|增长|下降|降低|减少|压减")


def baseline(passage: str, start: int, end: int, proposal: Proposal, units: Sequence[str]) -> Iterator[str]:
    """The line of `baseline` for the figure at `passage[start:end]`, with the word that says it; none where no word does.

    `units` are those that the figure may have: its baseline has the same where both are printed in one word.
    """
    before = clause(passage, start)
    if proposal.basis == "level" and len(units) == 1 and (risen := _RISEN_FROM.search(before)):
        if passage[start:end].endswith(risen["word"]):
            fields = f"year: {risen['year']}, value: {risen['value']}, unit: {units[0]}"
            yield f"  baseline: {{{fields}}} # {risen[0]}"
        return
    found = list(AGAINST.finditer(before))
    if len(found) != 1 or proposal.basis not in ("change", ""):
        return
    if not proposal.basis and not _CHANGED.search(before, found[0].end()):
        return
    said = found[0]["year"]
    year = int(said) if said else proposal.years[0] - 1 if len(proposal.years) == 1 else None
    if year is not None:
        yield f"  baseline: {{year: {year}}} # {found[0][0]}"
