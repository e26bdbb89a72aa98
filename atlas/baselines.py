"""The year that a change is measured against, as the words before its figure say it: 比2022年, 较上年. Pure.

Texts are folded and squeezed (`atlas.squeezed`). Only a change has one; 比上年 is told only of one known year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.governing import AGAINST, clause
from atlas.proposals import Proposal

_CHANGED = re.compile("提高|提升|上升|增长|下降|降低|减少|压减")


def baseline(passage: str, start: int, proposal: Proposal) -> Iterator[str]:
    """The line of `baseline` for the figure at `passage[start]`, with the word that says it; none where no word does."""
    before = clause(passage, start)
    found = list(AGAINST.finditer(before))
    if len(found) != 1 or proposal.basis not in ("change", ""):
        return
    if not proposal.basis and not _CHANGED.search(before, found[0].end()):
        return
    said = found[0]["year"]
    year = int(said) if said else proposal.years[0] - 1 if len(proposal.years) == 1 else None
    if year is not None:
        yield f"  baseline: {{year: {year}}} # {found[0][0]}"
