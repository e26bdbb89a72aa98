"""What the words around a figure propose for its record. Pure; decides nothing.

Texts are folded and squeezed (`atlas.squeezed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from atlas import governing

_HEAD = re.compile("(?:力争|确保|争取)?[到至]?(20[0-9]{2})年(?:[底末]|年底|年末)?(?:前|时)?,")
_WITHIN = re.compile("全年|[今当]年|年[内末底]")


class Proposal(NamedTuple):
    """What an editor would write, each with the word that says it; empty where no word does.

    `alone`: of the year of its annex, and no other, is what is added.
    """

    basis: str = ""
    basis_cue: str = ""
    years: tuple[int, ...] = ()
    hope: str = ""
    year_basis: str = "stated"
    alone: bool = False

    def lines(self) -> Iterator[str]:
        """The fields of a target, blank where nothing is proposed; the words that say it, or years to choose from, behind #."""
        yield f"  basis: {self.basis} # {self.basis_cue}" if self.basis else "  basis:"
        if len(self.years) == 1:
            yield f"  year: {self.years[0]}"
            yield f"  year_basis: {self.year_basis}"
            if self.alone:
                yield f"  period: [{self.years[0]}, {self.years[0]}]"
        else:
            yield f"  year: # {' | '.join(map(str, self.years))}".rstrip(" #")
            yield "  year_basis:"
        if self.hope:
            yield f"  aspirational: true # {self.hope}"


def proposed(passage: str, start: int, end: int, base: str, annex: int | None = None) -> Proposal:
    """What the words of a passage propose for the figure at `passage[start:end]`; `base` is the base of its unit.

    `annex` is the year that the title of its annex names. It is stated where the sentence points to it (全年).
    """
    before = governing.clause(passage, start)
    basis, cue = governing.basis_said(before, base) or ("", "")
    years = () if basis == "annual" else governing.years_said(before)
    if not years and basis != "annual":
        # A time at the head of a sentence holds to its full stop.
        head = _HEAD.match(governing.sentence(passage, start, end))
        years = (int(head[1]),) if head else ()
    hope = governing.hope(before) or ""
    if years or annex is None or basis == "annual":
        return Proposal(basis, cue, years, hope)
    said = _WITHIN.search(before) or _WITHIN.match(governing.sentence(passage, start, end))
    return Proposal(basis, cue, (annex,), hope, "stated" if said else "section", basis == "increase")
