"""The rows of an annex that is a table: their cells, who is answerable, the year that the annex is of. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from atlas.figures.borders import CELL, ROW
from atlas.place_forms import is_row
from atlas.sources.source import Passage, Source
from atlas.squeezed import fold, squeeze

_BETWEEN = re.compile("[、,，;；]")
_LEADS = re.compile("(?:牵头|责任|主办)(?:单位|部门)")
_SUPPORTS = re.compile("(?:参与|配合|协助|协办|支持|参加)(?:单位|部门)")
_ALSO = re.compile("(?:责任|落实|承办)(?:单位|部门)")  # beside 牵头单位
_DUE = re.compile("(?:完成|办结|推进)?(?:时限|时间|期限|时间节点)(?:要求)?")
_TIME = re.compile(
    "[到至]?(?:20[0-9]{2}年?[-－—–~～至]+)?(?:20[0-9]{2}年)?"
    "(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|第?[一二三四1-4]季度|[上下]半年)?年?(?:[底末前初]|[上中下]旬)*"
    "|长期(?:坚持|推进)?|持续(?:推进|实施)?"
)
_BODY = re.compile("[\u4e00-\u9fff]{2,10}[局委办部会院厅区街镇行]")
_HEAD = re.compile(f"(?m)^[ \t]*{ROW}(?P<cells>[^{ROW}]+)")
_YEAR = re.compile("(20[0-9]{2})年")


def cells(source: Source, passage: Passage) -> list[str]:
    """The cells of a row behind its number, without white space.

    A cell begins at a tab where the table has some, and else on each line; one that ends with 、 goes on.
    """
    said = source.text[passage.start : passage.end]
    if CELL in said:
        return squeeze(said.partition(ROW)[0]).split(CELL)[1:]
    lines = [line for line in said.split("\n") if line.strip()]
    tabs = any(line.startswith("\t") for line in lines[1:])
    found: list[str] = []
    for line in lines[1:]:
        goes_on = bool(found) and (found[-1][-1] in "、,，" or (tabs and not line.startswith("\t")))
        if goes_on:
            found[-1] += squeeze(line)
        else:
            found.append(squeeze(line))
    return found


def answerable(source: Source, passage: Passage, known: Collection[str]) -> tuple[list[str], list[str]]:
    """Who leads and who supports a row, by the names as printed; nobody where its cells do not say it plainly.

    Of the columns of the table, those of the two must be the last, or stand before that of the time; nobody may
    support. Names that are run together are told apart where all of them are known.
    """
    columns = _columns(source, passage)
    row = cells(source, passage)
    if _due_cell(source, passage):
        row.pop()
    if columns is None or not columns[0] <= len(row) <= sum(columns):
        return [], []
    read = [_names(cell, known) for cell in row[columns[0] - 1 :]]
    if not all(read):
        return [], []
    lead, support = read[0] or [], (read[1] if len(read) > 1 else None) or []
    return (lead, support) if columns[1] else (lead[:1], lead[1:])


def due(source: Source, passage: Passage) -> int | None:
    """The one year in the last cell of a row, where the last column is that of the time (完成时限); else None."""
    years = {int(found) for found in _YEAR.findall(_due_cell(source, passage))}
    return years.pop() if len(years) == 1 else None


def _due_cell(source: Source, passage: Passage) -> str:
    """The cell of a row that says by when, folded; empty where no last column is that of the time, or it is blank."""
    heads = _heads(source, passage)
    found = cells(source, passage)
    told = bool(found) and any(_DUE.fullmatch(head) for head in heads)
    last = fold(found[-1]) if told else ""
    return last if _TIME.fullmatch(last) else ""


def _heads(source: Source, passage: Passage) -> list[str]:
    """What stands over the rows of an annex."""
    part = passage.path.partition(" ")[0]
    start = next((each for each in source.passages if each.path == part and each.start < passage.start), None)
    if start is None:
        return []
    said = source.text[start.start : passage.start]
    if marked := list(_HEAD.finditer(said)):
        return squeeze(marked[-1]["cells"]).split(CELL)
    return [squeeze(line) for line in said.split("\n") if line.strip()]


def _columns(source: Source, passage: Passage) -> tuple[int, int] | None:
    """Which column behind the number says who leads, from 1, and whether another one behind it says who supports."""
    heads = _heads(source, passage)
    at = next((place for place, head in enumerate(heads) if head in ("序号", "编号")), None)
    lead = next((place for place, head in enumerate(heads) if _LEADS.fullmatch(head)), None)
    if at is None or lead is None or lead < at:
        return None
    behind = heads[lead + 1] if lead + 1 < len(heads) else ""
    beside = _ALSO.fullmatch(behind) and not _ALSO.fullmatch(heads[lead])
    return lead - at, int(bool(beside or _SUPPORTS.fullmatch(behind)))


def _names(cell: str, known: Collection[str]) -> list[str] | None:
    """The names in a cell; None where one of them can be none, or may be several that are not known."""
    found: list[str] = []
    for piece in _BETWEEN.split(cell):
        names = [piece] if piece in known else next(_apart(piece, known), None)
        if names is None and _BODY.fullmatch(piece) and not any(name in piece for name in known):
            names = [piece]
        if names is None:
            return None
        found += names
    return found


def _apart(run: str, known: Collection[str]) -> Iterator[list[str]]:
    """Every way in which a run of characters is known names one after the other, the longest first."""
    if not run:
        yield []
    for end in range(len(run), 1, -1):
        if run[:end] in known:
            yield from ([run[:end], *rest] for rest in _apart(run[end:], known))


def of_row(source: Source, passage: Passage) -> int | None:
    """The year of a row of an annex: that by which it is due, or else that of its annex; None for what is no row."""
    return (due(source, passage) or year(source, passage.path)) if is_row(passage.path) else None


def year(source: Source, path: str) -> int | None:
    """The one year that the title of an annex names, for a place in it; None where it names none, or several."""
    part = path.partition(" ")[0]
    titles = (each.title for each in source.headings if each.path == part)
    years = {int(found) for title in titles for found in _YEAR.findall(fold(title))}
    return years.pop() if len(years) == 1 else None
