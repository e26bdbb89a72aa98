"""The cells of a table that are of one thing, of which one decision is enough: a sign stands for its indicator.

The sign (ROW01) is no id, so that `check` refuses it where it is left. It stands in the ids, the indicators and the
links of all these cells; one search and replace puts the id in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.figures.grids import Cell
from atlas.figures.grids import Span as Name
from atlas.proposing.likely import Likely

_SIGN = "ROW"


@dataclass(frozen=True, slots=True)
class Row:
    """The sign of what some cells are of, how many they are, and whether a cell is the first of them."""

    sign: str
    many: int
    first: bool


NO_ROW = Row("", 0, first=False)


def rows(figures: Sequence[tuple[int, Likely]], cells: Mapping[int, Cell]) -> dict[int, Row]:
    """The row of each figure, by where it stands: of cells with one name, two or more, whose indicator is not certain."""
    named: dict[Name, list[int]] = {}
    for start, likely in figures:
        cell = cells.get(start)
        if cell is not None and likely.sure is None:
            named.setdefault(cell.name, []).append(start)
    several = [starts for starts in named.values() if len(starts) > 1]
    width = max(2, len(str(len(several))))  # no sign begins another
    return {
        start: Row(f"{_SIGN}{number:0{width}}", len(starts), first=start == starts[0])
        for number, starts in enumerate(several, 1)
        for start in starts
    }
