"""The head of a table: what each of its columns holds, told in one row, or in two of which the first spans columns.

Cells are those of a row, as they are printed or folded and squeezed. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from atlas.numerals import ARABIC
from atlas.squeezed import fold, squeeze

NUMBER = re.compile(
    r"(?P<sum>[\[〔【(])?(?P<bound>>=|<=|[≥≤><]|不少于|不低于|不超过|不高于|超过?|约|达到?|前)?"
    rf"[+-]?(?P<numeral>{ARABIC}(?:(?:[-~—–]{{1,2}}|至){ARABIC})?)(?P<unit>[^0-9|\]〕】)]{{0,6}})(?(sum)[\]〕】)])"
)
"""A cell that is a figure, with what binds it and perhaps its unit; in brackets it is the sum over all years: [120]."""
BLANK = re.compile(r"[—\-–/\\·…*]*|无|不适用")
YEAR = re.compile(r"“?(?P<year>20[0-9]{2})年?”?(?P<what>[^0-9]{0,8})")
"""The head of a column, or of a row, that is a year: 2025年, 2023年实际."""
_GOAL = re.compile("(?:[^0-9]{0,4}目标值?|目标任务数?|计划数|任务数|[“”一-十五末三年年期末]{2,6}目标值?)")
_NAMES = re.compile(
    "(?:主要|核心|具体|考核|一级|二级|三级)?(?:指标|项目|任务|内容)(?:名称|内容)?"
    "|(?:指标|任务|项目)?(?:类别|分类)|名称|领域|地区|单位名称|区域"
)
_YEARS = re.compile("年度|年份")
_NUMBERS = re.compile("序号|编号|No\\.?")
_UNITS = re.compile("(?:计量)?单位")
_MORE = re.compile(
    "(?:指标)?(?:属性|性质|类型)|备注|说明|累计|年均(?:增长|增速)?(?:\\(%\\)|\\[%\\])?|合计|总计|基期值?|基数|基准值|现状值?|实际值?"
    "|.{0,8}(?:单位|部门|责任人|时限|时间|期限|节点|举措|措施|任务|要求|内容|成果|目标)"
)
_BODIES = re.compile(".{0,4}(?:牵头|责任|主办|配合|落实|承办|参与)(?:单位|部门)")
_VALUED = re.compile(
    "(?:年度|预期|规划|计划|实际|已?完成|预计|考核)?(?:目标|完成|实际|计划|任务|预计|预期|基期|基准|现状)"
    "(?:值|数|情况|任务)?|实绩|基数|指标值"
)
"""What stands under a year, over its figures."""
_ONLY_IN_HEADS = re.compile("(?:年度|预期)?目标值?|完成值|实际值?|计划数|任务数|序号|(?:计量)?单位")
_HEADING = re.compile("[一二三四五六七八九十]{1,3}、|\\([一二三四五六七八九十]{1,3}\\)|[0-9]{1,3}[.、]")
_SENTENCE = re.compile("[。；;！？]")
_LONGEST_HEAD = 16


class Column(NamedTuple):
    """A column: number, unit, name, years, year, goal, bodies, more or other; and its head, folded and squeezed.

    Of a head in two rows `head` is both, a year first.
    """

    kind: str
    head: str


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


def is_number(cell: str) -> bool:
    """Whether a cell is a figure."""
    return NUMBER.fullmatch(fold(squeeze(cell))) is not None


def columns(rows: Sequence[Sequence[str]]) -> tuple[list[Column], int]:
    """The columns of a table that has these first rows, and how many of them are its head; none where that is no head."""
    cells = [[fold(squeeze(cell)) for cell in row] for row in rows[:3]]
    if len(cells) > 2 and (found := in_two_rows(cells[0], cells[1], len(cells[2]))):
        return found, 2
    if cells and is_head(cells[0]):
        return [Column(kind(cell), cell) for cell in cells[0]], 1
    return [], 0


def in_two_rows(top: Sequence[str], below: Sequence[str], width: int) -> list[Column] | None:
    """The columns of a table `width` cells wide whose head has a second row; None where these two rows are none.

    2024年 over 目标 and 责任单位, or 目标值 over 2024年 and 2025年. What spans several columns is printed once; the
    cells that it leaves empty are there (as in a spreadsheet) or not.
    """
    if not is_head([cell for cell in top if cell]) or kind(top[0]) == "years":
        return None
    printed = [cell for cell in below if cell]
    if not printed or not all(_may_stand_below(cell) for cell in printed):
        return None
    if not any(_is_valued(cell) for cell in printed):
        return None
    if len(below) == width and "" in below:
        return _by_place([*top, *[""] * (width - len(top))], below)
    return None if "" in below or "" in top else _by_count(top, below, width)


def _may_stand_below(cell: str) -> bool:
    return len(cell) <= _LONGEST_HEAD and kind(cell) in ("year", "goal", "bodies", "more", "other")


def _is_valued(cell: str) -> bool:
    return kind(cell) in ("year", "goal") or _VALUED.fullmatch(cell) is not None


def _by_place(top: Sequence[str], below: Sequence[str]) -> list[Column] | None:
    """The columns where empty cells keep each part in its place."""
    found: list[Column] = []
    over = ""
    for first, second in zip(top, below, strict=True):
        over = first or over
        if not first and not second:
            return None
        found.append(_column(over if second else first, second))
    return found if not below[0] else None


def _by_count(top: Sequence[str], below: Sequence[str], width: int) -> list[Column] | None:
    """The columns where only what is printed is there: the second row is dealt out to neighbours of the first.

    They are years, or what figures are under (目标值); all of them in a row, or only the last.
    """
    spans = [i for i, cell in enumerate(top) if kind(cell) in ("year", "goal") or _VALUED.fullmatch(cell)]
    for many in range(len(spans), 0, -1):
        over = spans[-many:]
        if over[-1] - over[0] + 1 != many or width != len(top) - many + len(below):
            continue
        for parts in _dealt(below, many):
            found = [Column(kind(cell), cell) for cell in top[: over[0]]]
            found += [_column(top[i], cell) for i, part in zip(over, parts, strict=True) for cell in part]
            return [*found, *(Column(kind(cell), cell) for cell in top[over[-1] + 1 :])]
    return None


def _dealt(below: Sequence[str], many: int) -> Iterator[list[Sequence[str]]]:
    """How the cells of a second row may stand under `many` of the first: the same under each, or one figure under each.

    None stands twice under one, and what has no figures does not come first.
    """
    size, rest = divmod(len(below), many)
    parts = [below[i * size : (i + 1) * size] for i in range(many)]
    alike = all(part == parts[0] for part in parts) and len(set(parts[0])) == size
    if not rest and size > 1 and alike and _is_valued(below[0]):
        yield parts
    begins = [i for i, cell in enumerate(below) if _is_valued(cell)]
    if len(begins) == many and begins[0] == 0 and many < len(below):
        yield [below[a:b] for a, b in zip(begins, [*begins[1:], len(below)], strict=True)]


def _column(over: str, below: str) -> Column:
    """The column under two heads."""
    if not below:
        return Column(kind(over), over)
    years = [cell for cell in (over, below) if YEAR.match(cell)]
    if not _is_valued(below):
        return Column(kind(below) if kind(below) != "other" else "more", over + below)
    return Column("year" if years else "goal", below + over if years == [below] else over + below)


def group(kinds: Sequence[str]) -> int | None:
    """The column of what is told once for several rows (类别 beside 指标): the first name where there are two."""
    names = [i for i, what in enumerate(kinds) if what == "name"]
    return names[0] if len(names) > 1 else None


def is_of_tasks(head: Sequence[Column], row: Sequence[str]) -> bool:
    """Whether a table, by its head and first row, is one of work items: numbered, with who is answerable or by when.

    Figures alone in their cells, under a year or a goal, make it a table of goals.
    """
    kinds = [column.kind for column in head]
    valued = any(what in ("year", "goal") and is_number(cell) for what, cell in zip(kinds, row, strict=False))
    return kinds[:1] == ["number"] and not valued and bool({"bodies", "more"} & set(kinds[1:]))


def fits(kinds: Sequence[str], row: Sequence[str], number: int) -> bool:
    """Whether cells may be row `number` of a table with columns of these kinds."""
    values = []
    for what, cell in zip(kinds, row, strict=True):
        if what == "number" and cell and cell != str(number):
            return False
        if what == "name" and (not cell or is_number(cell) or BLANK.fullmatch(cell)):
            return False
        if what == "unit" and (len(cell) > 10 or is_number(cell)):
            return False
        if what == "years" and not YEAR.fullmatch(cell) and cell not in ("合计", "总计", "累计"):
            return False
        if what in ("year", "goal") or (kinds[0] == "years" and what == "other"):
            values.append(cell)
    if not values or any(_ONLY_IN_HEADS.fullmatch(cell) or _BODIES.fullmatch(cell) for cell in row):
        return False
    good = sum(is_number(cell) for cell in values)
    beside = any(is_number(cell) for what, cell in zip(kinds, row, strict=True) if what in ("more", "other"))
    if beside and all(is_number(cell) or BLANK.fullmatch(cell) for cell in values):
        return True
    return 2 * good >= len(values) and all(
        is_number(cell) or BLANK.fullmatch(cell) or (len(cell) < 13 and good > 1) for cell in values
    )
