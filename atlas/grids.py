"""Tables of goals in a marked text (`atlas.borders`): which cell holds a figure, of what, of which year and unit. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atlas.borders import BLANK, CELL, ROW, YEAR, is_head, is_number, is_of_tasks, kind
from atlas.numerals import ARABIC

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds a figure: its span in the squeezed text, where the numeral begins, the head over it, and its unit.

    `run` is where the words begin that quote it: the name of its row, so that `text[run:end]` has all cells from there on.
    `name` is the span of what it is of, `year` what its row or column says, `past` whether that tells what was there already.
    """

    start: int
    end: int
    numeral: int
    run: int
    name: Span
    head: str
    year: int | None
    unit: str
    past: bool

    @property
    def under_head(self) -> bool:
        """Whether the head of its column says of what it is, and its row the year."""
        return self.name[0] < self.run


_PAST = re.compile("实际|实绩|基数|基期|基准|现状|完成|现有")
_BRACKETS = re.compile(r".*\((?:单位:)?(?P<unit>[^()]{1,8})\)$")
_CAPTION = re.compile(r"(?:计量)?单位:(?P<unit>[^()、,;¶|]{1,8})(?:\)|¶|$)")
_OVER_TABLE = 40


def figures_of(text: str) -> Iterator[Cell]:
    """The cells of tables of goals that hold figures; the text is squeezed, folded and marked."""
    for head, rows, begins in _tables(text):
        kinds = [kind(text[a:b]) for a, b in head]
        caption = _CAPTION.search(text[max(0, begins - _OVER_TABLE) : begins + 1])
        for row in rows:
            yield from _row_figures(text, head, kinds, row, caption["unit"] if caption else "")


def _row_figures(
    text: str, head: Sequence[Span], kinds: Sequence[str], row: Sequence[Span], caption: str
) -> Iterator[Cell]:
    first = next(i for i, what in enumerate(kinds) if what != "number")
    by_years = kinds[first] == "years"
    names = [i for i, what in enumerate(kinds) if what == "name" and _is_words(text, row[i])] or [first]
    unit = next((text[slice(*row[i])] for i, what in enumerate(kinds) if what == "unit"), "")
    for i, (start, end) in enumerate(row):
        over, cell = text[slice(*head[i])], text[start:end]
        valued = kinds[i] in ("year", "goal") or (kinds[i] in ("other", "more") and i > first)
        if not valued or not is_number(cell):
            continue
        name = head[i] if by_years else row[names[-1]]
        said = YEAR.match(text[slice(*row[first])] if by_years else over)
        own = _BRACKETS.match(text[slice(*name)]) or _BRACKETS.match(over)
        numeral = re.compile(ARABIC).search(text, start, end)
        yield Cell(
            start,
            end,
            numeral.start() if numeral else start,
            row[first if by_years else names[-1]][0],
            name,
            over,
            int(said["year"]) if said else None,
            unit or (own["unit"] if own else caption),
            _PAST.search(over) is not None,
        )


def _is_words(text: str, span: Span) -> bool:
    return span[0] < span[1] and not is_number(text[slice(*span)])


def _tables(text: str) -> Iterator[tuple[list[Span], list[list[Span]], int]]:
    """The head and the rows of each table of goals, cell by cell, and where it begins."""
    at = text.find(ROW)
    while at >= 0:
        head = _split(text, at + 1)
        rows: list[list[Span]] = []
        cells = [text[slice(*each)] for each in head]
        below = _split(text, head[-1][1] + 1) if head else []
        if is_head(cells) and not is_of_tasks(cells, [text[slice(*each)] for each in below]):
            while len(below) == len(head):
                rows.append(below)
                below = _split(text, below[-1][1] + 1)
            yield head, rows, at
        at = text.find(ROW, at + 1 if not rows else rows[-1][-1][1])


def _split(text: str, start: int) -> list[Span]:
    """The cells of the row that begins at `start`."""
    end = text.find(ROW, start)
    if end < 0:
        return []
    found, last = [], start
    for each in re.finditer(re.escape(CELL), text[start:end]):
        found.append((last, start + each.start()))
        last = start + each.end()
    return [*found, (last, end)] if found else []


def within_cell(text: str, begin: int, end: int, at: int) -> Span:
    """The part of `text[begin:end]` that stands in one cell with what is at `at`; all of it outside tables."""
    first = max(text.rfind(CELL, begin, at), text.rfind(ROW, begin, at)) + 1
    stops = [place for place in (text.find(CELL, at, end), text.find(ROW, at, end)) if place >= 0]
    return max(begin, first), min([end, *stops])


def last_cell(phrase: str) -> str:
    """The cell that a quoted run of cells is about: the last one; all of a phrase that quotes no cells."""
    return phrase.rpartition(CELL)[2]


def unit_beside(text: str, start: int) -> str:
    """The unit that the row of a cell says: a cell before it, or brackets behind the name; empty where none does."""
    row = text[max(text.rfind(ROW, 0, start) + 1, 0) : start].split(CELL)[:-1]
    for cell in reversed(row):
        if is_number(cell) or BLANK.fullmatch(cell):
            continue
        own = _BRACKETS.match(cell)
        return own["unit"] if own else cell
    return ""


def heads_row(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the number of a row of a table, and nothing else."""
    return text[start - 1 : start] == ROW and text[end : end + 1] == CELL and text[start:end].isdigit()


def cell_name(text: str, cell: Cell) -> str:
    """What a cell is of, without the brackets that say its unit."""
    name = text[slice(*cell.name)]
    return name[: found.start("unit")].rpartition("(")[0] if (found := _BRACKETS.match(name)) else name
