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
from itertools import pairwise

from atlas.numerals import ARABIC
from atlas.squeezed import fold, squeeze

CELL, ROW = "|", "¶"

NUMBER = re.compile(
    r"(?P<bound>>=|<=|[≥≤><]|不少于|不低于|不超过|不高于|超过?|约|达到?)?"
    rf"[+-]?(?P<numeral>{ARABIC})(?P<unit>[^0-9|]{{0,6}})"
)
"""A cell that is a figure, with what binds it and perhaps its unit."""
BLANK = re.compile(r"[—\-–/\\·…*]*|无|不适用")
YEAR = re.compile(r"“?(?P<year>20[0-9]{2})年?”?(?P<what>[^0-9]{0,8})")
"""The head of a column, or of a row, that is a year: 2025年, 2023年实际."""
_GOAL = re.compile("(?:[^0-9]{0,4}目标值?|目标任务数?|计划数|任务数|[“”一-十五末三年年期末]{2,6}目标值?)")
_NAMES = re.compile(
    "(?:主要|核心|具体|考核|一级|二级|三级)?(?:指标|项目|任务|内容)(?:名称|内容)?"
    "|名称|类别|分类|领域|地区|单位名称|区域"
)
_YEARS = re.compile("年度|年份")
_NUMBERS = re.compile("序号|编号|No\\.?")
_UNITS = re.compile("(?:计量)?单位")
_MORE = re.compile(
    "(?:指标)?(?:属性|性质|类型)|备注|说明|累计|年均(?:增长|增速)?(?:\\(%\\)|\\[%\\])?|合计|总计|基期值?|基数|基准值|现状值?|实际值?"
    "|.{0,8}(?:单位|部门|责任人|时限|时间|期限|节点|举措|措施|任务|要求|内容|成果|目标)"
)
_BODIES = re.compile(".{0,4}(?:牵头|责任|主办|配合|落实|承办|参与)(?:单位|部门)")
_HEADING = re.compile("[一二三四五六七八九十]{1,3}、|\\([一二三四五六七八九十]{1,3}\\)|[0-9]{1,3}[.、]")
_SENTENCE = re.compile("[。；;！？]")
_LONGEST_HEAD, _MOST_COLUMNS, _MOST_LINES = 16, 14, 2000
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
    """Numbers of one line that only spaces part, kept apart."""
    return _RUN_OF_NUMBERS.sub(lambda run: re.sub(r"[ \t\u3000]+", CELL, run[0]), text)


def is_head(cells: Sequence[str]) -> bool:
    """Whether cells may be the head of a table: short, no figures, and at least two that heads of tables have."""
    if any(
        len(cell) > _LONGEST_HEAD or _SENTENCE.search(cell) or (not cell and i)
        for i, cell in enumerate(cells)
    ):
        return False
    if any(_HEADING.match(cell) for cell in cells):
        return False
    if any(is_number(cell) and not YEAR.fullmatch(cell) for cell in cells):
        return False
    told = [kind(cell) for cell in cells]
    if len(cells) < 2 or told[0] not in ("name", "number", "years"):
        return False
    return told[0] == "years" or sum(each != "other" for each in told) > 1


def kind(head: str) -> str:
    """What a column holds, by its head: number, unit, name, years, year, goal, bodies, more or other."""
    head = fold(squeeze(head))
    for pattern, name in (
        (_NUMBERS, "number"), (_UNITS, "unit"), (_NAMES, "name"), (_YEARS, "years"), (YEAR, "year"), (_GOAL, "goal"),
        (_BODIES, "bodies"), (_MORE, "more"),
    ):  # fmt: skip
        if pattern.fullmatch(head.partition("(")[0] if name in ("name", "number") else head):
            return name
    return "other"


def is_of_tasks(head: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a table, by its head and first row, is one of work items: numbered, with who is answerable or by when.

    Figures alone in their cells, under a year or a goal, make it a table of goals.
    """
    kinds = [kind(cell) for cell in head]
    valued = any(what in ("year", "goal") and is_number(cell) for what, cell in zip(kinds, row, strict=False))
    return kinds[:1] == ["number"] and not valued and bool({"bodies", "more"} & set(kinds[1:]))


def is_number(cell: str) -> bool:
    """Whether a cell is a figure."""
    return NUMBER.fullmatch(fold(squeeze(cell))) is not None


def _fits(head: Sequence[str], row: Sequence[str], number: int) -> bool:
    """Whether cells may be row `number` of a table with this head."""
    kinds = [kind(each) for each in head]
    values = []
    for what, cell in zip(kinds, row, strict=True):
        if what == "number" and cell and cell != str(number):
            return False
        if what == "name" and (not cell or is_number(cell)):
            return False
        if what == "unit" and (len(cell) > 10 or is_number(cell)):
            return False
        if what == "years" and not YEAR.fullmatch(cell) and cell not in ("合计", "总计", "累计"):
            return False
        if what in ("year", "goal") or (kinds[0] == "years" and what == "other"):
            values.append(cell)
    if not values:
        return False
    good = sum(is_number(cell) for cell in values)
    return 2 * good >= len(values) and all(
        is_number(cell) or BLANK.fullmatch(cell) or (len(cell) < 13 and good > 1) for cell in values
    )


def _of_lines(lines: Sequence[_Line], at: int, borders: dict[int, str]) -> int:
    """The borders of a table whose head begins at a line, one cell on each line; how many lines it has, or 0."""
    first = kind(lines[at].text)
    if first not in ("number", "name", "years"):
        return 0
    best = (0, 0)
    for width in range(2, min(_MOST_COLUMNS, len(lines) - at) + 1):
        head = [line.text for line in lines[at : at + width]]
        if not is_head(head):
            continue
        rows = 0
        while _fits_at(lines, at, head, rows):
            rows += 1
        end = at + width * (rows + 1)
        whole = rows > 1 or (rows == 1 and (end == len(lines) or _ends_table(lines[end].text)))
        if rows * width > best[0] * best[1] and whole:
            best = rows, width
    rows, width = best
    if rows:
        _draw(lines, [range(at + k * width, at + (k + 1) * width) for k in range(rows + 1)], at, borders)
        return (rows + 1) * width
    return _of_tasks(lines, at, borders) if first == "number" else 0


def _fits_at(lines: Sequence[_Line], at: int, head: Sequence[str], row: int) -> bool:
    begin = at + len(head) * (row + 1)
    found = [line.text for line in lines[begin : begin + len(head)]]
    return len(found) == len(head) and _fits(head, found, row + 1)


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
    head = _cells(text, lines[at])
    if len(head) < 2 or not is_head([fold(squeeze(text[a:b])) for a, b in head]):
        return 0
    rows = [head]
    tabs = "\t" in text[lines[at].start : lines[at].end]
    for line in lines[at + 1 :]:
        cells = _cells(text, line, tabs=tabs)
        if len(cells) != len(head):
            break
        rows.append(cells)
    if len(rows) < 2:
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
