"""Tables of goals in a marked text (`atlas.figures.borders`): which cell holds a figure, of what, year and unit. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from atlas.figures.borders import CELL, ROW
from atlas.figures.heads import BLANK, YEAR, Column, columns, group, is_number, is_of_tasks
from atlas.numerals import ARABIC

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds a figure: its span in the squeezed text, where the numeral begins, the head over it, and its unit.

    `run` is where the words begin that quote it: the name of its row, so that `text[run:end]` has all cells from there on.
    `name` is the span of what it is of, `year` what its row or column says, `past` whether that tells what was there
    already, `summed` whether it is the sum over all years ([120], or under 累计), `own_unit` whether the head of its
    column says its unit.
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
    summed: bool = False
    own_unit: bool = False

    @property
    def under_head(self) -> bool:
        """Whether the head of its column says of what it is, and its row the year."""
        return self.name[0] < self.run


_PAST = re.compile("实际|实绩|基数|基期|基准|现状|完成|现有")
_BRACKETS = re.compile(r".*\((?:单位:)?(?P<unit>[^()]{1,8})\)$")
_SAYS_HOW = re.compile(r"\((?:累计|当年|年末|期末|存量|新增|净增|当年数|累计数|年末数)\)$")
"""Brackets behind a name that say how it is counted, and no unit."""
_CAPTION = re.compile(r"(?:计量)?单位:(?P<unit>[^()、,;¶|]{1,8})(?:\)|¶|$)")
_OVER_TABLE = 40


def figures_of(text: str) -> Iterator[Cell]:
    """The cells of tables of goals that hold figures; the text is squeezed, folded and marked."""
    for table in _tables(text):
        caption = _CAPTION.search(text[max(0, table.begins - _OVER_TABLE) : table.begins + 1])
        for row in table.rows:
            yield from _row_figures(text, table, row, caption["unit"] if caption else "")


def row_numbers(text: str) -> frozenset[int]:
    """Where the numbers of rows stand that have a column of their own (序号)."""
    return frozenset(
        row[i][0]
        for table in _tables(text)
        for i, column in enumerate(table.columns)
        if column.kind == "number"
        for row in table.rows
    )


def _row_figures(text: str, table: _Table, row: Sequence[Span], caption: str) -> Iterator[Cell]:
    kinds = [column.kind for column in table.columns]
    first = next(i for i, what in enumerate(kinds) if what != "number")
    by_years = kinds[first] == "years"
    names = [i for i, what in enumerate(kinds) if what == "name" and _is_words(text, row[i])] or [first]
    unit = next((text[slice(*row[i])] for i, what in enumerate(kinds) if what == "unit"), "")
    for i, (start, end) in enumerate(row):
        over, cell = table.columns[i].head, text[start:end]
        valued = kinds[i] in ("year", "goal") or (kinds[i] in ("other", "more") and i > first)
        if not valued or not is_number(cell):
            continue
        name = table.head[i] if by_years else row[names[-1]]
        said = YEAR.match(text[slice(*row[first])] if by_years else over)
        bracketed = cell[0] in "[〔【("  # of the row, and not of the rate over it
        told, named = "" if bracketed else _unit_behind(over), _unit_behind(text[slice(*name)])
        numeral = re.compile(ARABIC).search(text, start, end)
        yield Cell(
            start,
            end,
            numeral.start() if numeral else start,
            row[first if by_years else names[-1]][0],
            name,
            over,
            int(said["year"]) if said else None,
            told or unit or named or caption,
            _PAST.search(over) is not None,
            bracketed or "累计" in over,
            told != "",
        )


def _unit_behind(said: str) -> str:
    """The unit in brackets behind a name or a head; empty where none stands there."""
    found = _BRACKETS.match(said)
    return found["unit"] if found and not _SAYS_HOW.search(said) else ""


def _is_words(text: str, span: Span) -> bool:
    return span[0] < span[1] and not is_number(text[slice(*span)])


class _Table(NamedTuple):
    """A table of goals: its columns, the cells of the first row of its head, its rows as wide as these, where it begins."""

    columns: list[Column]
    head: list[Span]
    rows: list[list[Span]]
    begins: int


def _tables(text: str) -> Iterator[_Table]:
    """The tables of goals of a text; a row under a group that is told once before has an empty cell for it."""
    at = text.find(ROW)
    while at >= 0:
        above = _first_rows(text, at + 1)
        found, in_head = columns([[text[slice(*each)] for each in row] for row in above])
        rows: list[list[Span]] = []
        below = above[in_head] if in_head < len(above) else []
        if found and not is_of_tasks(found, [text[slice(*each)] for each in below]):
            while whole := _as_wide(below, found):
                rows.append(whole)
                below = _split(text, below[-1][1] + 1)
            yield _Table(found, above[0], rows, at)
        at = text.find(ROW, at + 1 if not rows else rows[-1][-1][1])


def _first_rows(text: str, start: int) -> list[list[Span]]:
    """The first three rows from an offset on, or as many as there are."""
    found: list[list[Span]] = []
    while len(found) < 3 and (row := _split(text, start)):
        found.append(row)
        start = row[-1][1] + 1
    return found


def _as_wide(row: list[Span], head: Sequence[Column]) -> list[Span]:
    """A row with as many cells as there are columns; empty where it is none of the table."""
    grouped = group([column.kind for column in head])
    if grouped is not None and len(row) == len(head) - 1:
        at = row[grouped][0]
        return [*row[:grouped], (at, at), *row[grouped:]]
    return row if len(row) == len(head) else []


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


def units_beside(text: str, start: int) -> Iterator[str]:
    """What may be the unit of a cell in its row, the nearest first: words in a cell before it, or in brackets behind a name."""
    row = text[max(text.rfind(ROW, 0, start) + 1, 0) : start].split(CELL)[:-1]
    for cell in reversed(row):
        if is_number(cell) or BLANK.fullmatch(cell):
            continue
        yield _unit_behind(cell) or cell


def heads_row(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the number of a row of a table, and nothing else."""
    return text[start - 1 : start] == ROW and text[end : end + 1] == CELL and text[start:end].isdigit()


def cell_name(text: str, cell: Cell) -> str:
    """What a cell is of, without the brackets that say its unit."""
    name = text[slice(*cell.name)]
    return name[: found.start("unit")].rpartition("(")[0] if (found := _BRACKETS.match(name)) else name


def how_counted(text: str, cell: Cell) -> str:
    """What brackets behind the name of a cell say of how it is counted (累计, 当年数); empty where they say nothing of it."""
    found = _SAYS_HOW.search(text[slice(*cell.name)])
    return found[0].strip("()") if found else ""
