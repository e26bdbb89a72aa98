"""Tables in a source text: where their cells and rows end, marked in the text itself, so that no two cells run together.

A source has no lines of its own once it is squeezed, so 1230 over 1360 would read as one number. `mark` puts `|` at the
end of each cell and `¶` at the end of each row; before the head of a table stands a `¶` too. Texts without tables are
not changed. A cell stands on a line of its own, or the cells of a row stand on one line with tabs or spaces between them.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from atlas.figures.heads import columns, fits, group, in_two_rows, is_head, kind
from atlas.numerals import ARABIC
from atlas.squeezed import fold, squeeze

CELL, ROW = "|", "¶"

_MOST_COLUMNS, _MOST_LINES = 14, 2000
_BARE = re.compile(rf"[≥≤><+-]?{ARABIC}%?(?:[-—–~至]{{1,2}}{ARABIC}%?)?")
_LONGEST_UNIT = 5
_BEGINS = re.compile(r"[≥≤><+-]?[0-9]")
_FIGURE = r"(?<![0-9.-])[0-9]{1,3}(?:[0-9]{0,3}|(?:,[0-9]{3})*)(?:\.[0-9]+)?%?(?![0-9-])"
_RUN_OF_NUMBERS = re.compile(
    rf"{_FIGURE}(?:[ \t\u3000]+{_FIGURE}){{2,}}|{_FIGURE}(?:\t[ \t]*|[ \u3000]{{2,}}){_FIGURE}"
)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str  # squeezed and folded


def mark(text: str) -> str:
    """The text with the borders of its tables; every other character stands where it stood before, save for these."""
    lines = list(_lines(text))
    borders: dict[int, str] = {}
    at = 0
    while at < len(lines):
        done = _of_lines(lines, at, borders) or _of_cells(text, lines, at, borders)
        at += done or 1
    _bare(lines, borders)
    for line in lines:
        runs = list(_RUN_OF_NUMBERS.finditer(text, line.start, line.end))
        if runs and runs[-1].end() == line.end:
            borders.setdefault(line.end, CELL)
    if not borders and not _RUN_OF_NUMBERS.search(text):
        return text
    return _apart(_with(text, borders))


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not blank."""
    for found in re.finditer("[^\n]+", text):
        bare = fold(squeeze(found[0]))
        if bare:
            trimmed = found[0].rstrip(" \u3000\r\v\f")  # a tab at the end is an empty cell
            yield _Line(found.start(), found.start() + len(trimmed), bare)


def _with(text: str, borders: dict[int, str]) -> str:
    """The text with what is to stand at its offsets; a tab or space that stands there gives way."""
    pieces, last = [], 0
    for at in sorted(borders):
        pieces += [text[last:at], borders[at]]
        last = at + 1 if text[at : at + 1] in ("\t", " ", "\u3000") else at
    return "".join([*pieces, text[last:]])


def _apart(text: str) -> str:
    """Numbers of one line that only spaces part, kept apart; nothing of the text is lost."""
    return _RUN_OF_NUMBERS.sub(
        lambda run: re.sub(r"[ \t\u3000]+", lambda gap: CELL + gap[0][1:], run[0]), text
    )


def _of_lines(lines: Sequence[_Line], at: int, borders: dict[int, str]) -> int:
    """The borders of a table whose head begins at a line, one cell on each line; how many lines it has, or 0."""
    first = kind(lines[at].text)
    if first not in ("number", "name", "years"):
        return 0
    best: list[range] = []
    for head, kinds in chain(_heads(lines, at), _heads_in_two_rows(lines, at)):
        rows = _rows(lines, head[-1].stop, kinds)
        end = rows[-1].stop if rows else 0
        whole = len(rows) > 1 or (len(rows) == 1 and (end == len(lines) or _ends_table(lines[end].text)))
        if whole and end > (best[-1].stop if best else 0):
            best = [*head, *rows]
    if best:
        _draw(lines, best, at, borders)
        return best[-1].stop - at
    return _of_tasks(lines, at, borders) if first == "number" else 0


def _heads(lines: Sequence[_Line], at: int) -> Iterator[tuple[list[range], list[str]]]:
    """The heads in one row that may begin at a line, with the kinds of their columns."""
    for width in range(2, min(_MOST_COLUMNS, len(lines) - at) + 1):
        head = [line.text for line in lines[at : at + width]]
        if is_head(head):
            yield [range(at, at + width)], [kind(cell) for cell in head]


def _heads_in_two_rows(lines: Sequence[_Line], at: int) -> Iterator[tuple[list[range], list[str]]]:
    """The same of heads in two rows."""
    for first in range(2, min(_MOST_COLUMNS, len(lines) - at) + 1):
        top = [line.text for line in lines[at : at + first]]
        if not is_head(top):
            continue
        middle = at + first
        for second in range(2, min(_MOST_COLUMNS, len(lines) - middle) + 1):
            below = [line.text for line in lines[middle : middle + second]]
            for width in range(second + 1, first + second):
                if found := in_two_rows(top, below, width):
                    yield (
                        [range(at, middle), range(middle, middle + second)],
                        [each.kind for each in found],
                    )


def _rows(lines: Sequence[_Line], begin: int, kinds: Sequence[str]) -> list[range]:
    """The rows of a table from a line on; one under a group that is told once before has no cell for it."""
    found: list[range] = []
    grouped = group(kinds)
    while True:
        for missing in (None, grouped):
            of_row = [what for i, what in enumerate(kinds) if i != missing or missing is None]
            row = range(begin, begin + len(of_row))
            cells = [lines[i].text for i in row if i < len(lines)]
            if len(cells) == len(of_row) and fits(of_row, cells, len(found) + 1):
                break
            if not found or grouped is None:
                return found
        else:
            return found
        found.append(row)
        begin = row.stop


def _of_tasks(lines: Sequence[_Line], at: int, borders: dict[int, str]) -> int:
    """The same of a table of work items: its rows begin at the numbers 1, 2, 3 that stand alone on their lines."""
    first = next(
        (i for i in range(at + 2, min(at + _MOST_COLUMNS, len(lines))) if lines[i].text == "1"), None
    )
    if first is None or not is_head([line.text for line in lines[at:first]]):
        return 0
    head = [line.text for line in lines[at:first]]
    if not any(kind(each) == "bodies" for each in head):
        return 0
    starts = [first]
    for i in range(first + 2, min(len(lines), first + _MOST_LINES)):
        if lines[i].text == str(len(starts) + 1):
            starts.append(i)
        if _ends_table(lines[i].text):
            break
    if len(starts) < 2:
        return 0
    end = _end_of_last(lines, starts, len(head))
    bounds = [*starts, end]
    _draw(lines, [range(at, first), *(range(a, b) for a, b in pairwise(bounds))], at, borders)
    return end - at


_OVER = re.compile(
    "附\\s*(?:件|表|录)[0-9一二三四五六七八九十]*|[一二三四五六七八九十]{1,3}、.*|\\([一二三四五六七八九十]{1,3}\\).*"
)


def _ends_table(line: str) -> bool:
    return _OVER.fullmatch(line) is not None


def _end_of_last(lines: Sequence[_Line], starts: Sequence[int], width: int) -> int:
    """Where the last row ends: as many lines as the head has columns, no sentence and no heading among them."""
    first, end = starts[-1], starts[-1] + 1
    while end < len(lines) and end - first < width and not _ends_table(lines[end].text):
        end += 1
    return end


def _draw(lines: Sequence[_Line], rows: Sequence[range], at: int, borders: dict[int, str]) -> None:
    """The borders of rows of lines; a cell that ends with 、 goes on in the next line."""
    borders[lines[at].start] = ROW
    for row in rows:
        for i in row:
            goes_on = lines[i].text[-1] in "、,," and i + 1 in row
            if not goes_on:
                borders[lines[i].end] = ROW if i + 1 not in row else CELL


def _of_cells(text: str, lines: Sequence[_Line], at: int, borders: dict[int, str]) -> int:
    """The borders of a table whose rows are lines with tabs or spaces between the cells; how many lines it has, or 0."""
    tabs = "\t" in text[lines[at].start : lines[at].end]
    rows = [_cells(text, line, tabs=tabs) for line in lines[at : at + 3]]
    if len(rows[0]) < 2:
        return 0
    head, in_head = columns([[text[a:b] for a, b in row] for row in rows])
    widths = {len(head)} | ({len(head) - 1} if group([each.kind for each in head]) is not None else set())
    rows = rows[:in_head]
    for line in lines[at + in_head :]:
        cells = _cells(text, line, tabs=tabs)
        if len(cells) not in widths or (len(rows) == in_head and len(cells) != len(head)):
            break
        rows.append(cells)
    if not in_head or len(rows) == in_head:
        return 0
    borders[lines[at].start] = ROW
    for i, cells in enumerate(rows):
        for _, end in cells[:-1]:
            borders[end] = CELL
        borders[lines[at + i].end] = ROW
    return len(rows)


def _cells(text: str, line: _Line, *, tabs: bool | None = None) -> list[tuple[int, int]]:
    """Where the cells of a line stand: between tabs where it has some, else between spaces."""
    said = text[line.start : line.end]
    by_tabs = "\t" in said if tabs is None else tabs
    parting = re.compile("\t" if by_tabs else "[ \u3000]+")
    start = line.start + len(said) - len(said.lstrip(" \u3000\r"))
    found, last = [], start
    for each in parting.finditer(text, start, line.end):
        found.append((last, each.start()))
        last = each.end()
    return [*found, (last, line.end)]


def _bare(lines: Sequence[_Line], borders: dict[int, str]) -> None:
    """Borders around figures that stand on lines of their own, one below the other, in whatever table.

    A border stands behind each that the next line would run into, and before the first, and before a unit above it.
    """
    for i, (line, below) in enumerate(pairwise(lines)):
        if line.end in borders or not _BARE.fullmatch(line.text) or not _BEGINS.match(below.text):
            continue
        borders[line.end] = CELL
        if _BARE.fullmatch(below.text):
            borders.setdefault(below.end, CELL)
        if i and _BARE.fullmatch(below.text) and not _BARE.fullmatch(lines[i - 1].text):
            borders.setdefault(lines[i - 1].end, CELL)
            if i > 1 and len(lines[i - 1].text) <= _LONGEST_UNIT:
                borders.setdefault(lines[i - 2].end, CELL)
