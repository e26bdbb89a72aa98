"""Where a source text is cut: its headings, found line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from atlas.figures.borders import CELL, ROW
from atlas.figures.heads import columns, is_of_tasks
from atlas.numerals import chinese
from atlas.sources.divisions import Divisions, articles_have_titles
from atlas.squeezed import fold, squeeze

_CHINESE = "一二三四五六七八九十"
_FIRST = re.compile(rf"([{_CHINESE}]{{1,3}})、")
_SECOND = re.compile(rf"\(([{_CHINESE}]{{1,3}})\)")
_THIRD = re.compile(r"([0-9]{1,3})(?:([.、])(?![0-9])\s*|\s+)(?=\S)")
_ROW = re.compile(r"[0-9]{1,3}")
_ITEM_ROW = re.compile(rf"([0-9]{{1,3}})[{CELL}]")
_LABEL = re.compile(rf"附\s*([件表录])\s*([0-9]{{1,2}}|[{_CHINESE}]{{1,3}})?:?")
_LIST = re.compile(r"附\s*件\s*:\s*")
_ITEM = re.compile(r"([0-9]{1,2})[.、]\s*")
_TALLEST = 40
"""Lines of the head of a table and of its first row, one cell on each, at most."""
_TITLE = re.compile(f"[^。,;:{CELL}{ROW}]{{4,50}}")
_NUMBERED = re.compile(f"[{_CHINESE}]{{1,3}}、|\\(|[0-9]{{1,2}}[.、]|第[{_CHINESE}]|附")
_BORDERS = CELL + ROW
_SKIPPED = 3  # a heading may be misnumbered or missing; further ahead it is no heading


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage to be: where it begins, how many characters its number takes, and the paths that cover it."""

    start: int
    line: int
    path: str
    within: tuple[str, ...]
    level: int | None = None
    title: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    number: int
    text: str  # folded, without white space at its ends

    @property
    def bare(self) -> str:
        return squeeze(self.text)


def cut(text: str) -> list[Piece]:
    """The pieces of a text in order; the first begins at 0, so that nothing is left out."""
    lines = list(_lines(text))
    pieces = list(_Headings(lines).pieces())
    first = pieces[0].line if pieces else len(lines) + 1
    opening = _opening([line for line in lines if line.number < first])
    if opening:
        pieces.insert(0, Piece(opening.start, opening.number, "前言", ("前言",)))
    if not pieces or pieces[0].start > 0:
        pieces.insert(0, Piece(0, 1, "题头", ("题头",)))
    return pieces


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        at = start + (len(line) - len(line.lstrip()) if bare else 0)
        yield _Line(at, number, fold(bare))
        start += len(line) + 1


def _opening(before: list[_Line]) -> _Line | None:
    """The line the opening paragraphs begin on: of the last lines that read as sentences, the first."""
    printed = [line for line in before if line.text]
    sentences = list(takewhile(_is_sentence, reversed(printed)))
    return sentences[-1] if sentences else None


def _is_sentence(line: _Line) -> bool:
    return any(mark in line.text for mark in "。,;")


class _Headings:
    """The headings of a text, in one walk over its lines."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        self.tables = _tables(lines)
        self.titled = articles_have_titles(line.text for line in lines)
        self.part: tuple[str, ...] = ("正文",)
        self.label = "附件"
        self.items_of_work = False  # whether the lines are those of a table of work items, under no measure
        self.titles: dict[
            str, str
        ] = {}  # of the attachments, with and without brackets: the annex that each names
        self.items: dict[int, int] = {}  # the lines of the list of attachments: the width of what heads each
        self.under: tuple[str, ...] = ()  # the paths that cover that list
        self._begin(table=False)

    def _begin(self, *, table: bool) -> None:
        self.table = table
        self.first, self.second, self.third, self.row = 0, 0, 0, 0
        self.path_1, self.path_2 = "", ""
        self.divisions = Divisions(titled=self.titled)
        self.fresh_second, self.fresh_third = True, True

    def pieces(self) -> Iterator[Piece]:
        for i, line in enumerate(self.lines):
            if not line.text:
                continue
            piece = self._listed(i, line) or self._annex(i, line) or self._work_item(i, line)
            piece = piece or self._division(line) or self._heading(line)
            if piece:
                yield piece

    def _listed(self, i: int, line: _Line) -> Piece | None:
        """A line of the list of attachments; it begins with 附件： under the last heading of the main text."""
        listing = _LIST.match(line.text)
        if listing and self.part == ("正文",) and (self.first or self.divisions.in_force):
            self._read_list(i, listing.end())
            self.under = ("附件", *self.part, *self._above())
            self.part = ("附件",)
            self._begin(table=False)
        if i in self.items:
            return Piece(line.start, line.number, "附件", self.under, number=self.items[i])
        return None

    def _read_list(self, i: int, width: int) -> None:
        self.items[i] = width
        last = 0
        for k in range(i, len(self.lines)):
            text = self.lines[k].text[width if k == i else 0 :]
            item = _ITEM.match(text)
            if k == i and text and not item:
                self._name(text, "")
                return
            if not text:
                continue
            if not item or int(item[1]) != last + 1:
                return
            last += 1
            self.items[k] = item.end() + (width if k == i else 0)
            self._name(text[item.end() :], item[1])

    def _name(self, title: str, number: str) -> None:
        bare = squeeze(title)
        self.titles.setdefault(bare, number)
        self.titles.setdefault(bare.partition("(")[0], number)

    def _annex(self, i: int, line: _Line) -> Piece | None:
        """The beginning of an annex: its label, or its title where the label is lacking."""
        label = _LABEL.fullmatch(line.text)
        if label and (label[1] == "件" or self.part[0] != "正文" or self.first or self.divisions.in_force):
            number, self.label = label[2] or "", f"附{label[1]}"
            return self._enter(
                i, line, number if number.isascii() else str(chinese(number) or ""), len(line.text)
            )
        named = self.titles.get(line.bare, "") if self.part[0] == "附件" else ""
        begun = self.part[-1].removeprefix("附件")
        if named and (not begun.isdigit() or int(named) > int(begun)):
            self.label = "附件"
            return self._enter(i, line, named, 0)
        return None

    def _enter(self, i: int, line: _Line, number: str, width: int) -> Piece:
        path = f"{self.label}{number}"
        self.part = (self.label, path) if number else (self.label,)
        self._begin(table=self.tables[i])
        title = next((title for title, named in self.titles.items() if named == number), "")
        title = title or (self._title_below(i) if width else "")
        return Piece(line.start, line.number, path, self.part, 0, title, width)

    def _title_below(self, i: int) -> str:
        """The title of an annex on the line under its label; empty where a table, a heading or a sentence begins there."""
        below = next((line for line in self.lines[i + 1 :] if line.text), None)
        return (
            below.bare if below and _TITLE.fullmatch(below.text) and not _NUMBERED.match(below.text) else ""
        )

    def _work_item(self, i: int, line: _Line) -> Piece | None:
        """A row of a table of work items that stands under no measure; its head tells the table."""
        if line.text.startswith(ROW):
            self.items_of_work, self.row = self._heads_items(i), 0
        found = _ITEM_ROW.match(line.text) if self.items_of_work and self.part[0] != "正文" else None
        if found is None or int(found[1]) != self.row + 1 or not self._ends_above(i):
            return None
        self.row += 1
        path = f"{self.part[-1]} 第{self.row}行"
        return Piece(line.start, line.number, path, (*self.part, *self._above(), path), 2, "", found.end())

    def _heads_items(self, i: int) -> bool:
        """Whether the table that begins on a line is one of work items."""
        text = "".join(line.bare for line in self.lines[i : i + _TALLEST]).removeprefix(ROW)
        rows = [row.split(CELL) for row in text.split(ROW)[:3]]
        head, in_head = columns(rows)
        return is_of_tasks(head, rows[in_head] if in_head < len(rows) else [])

    def _ends_above(self, i: int) -> bool:
        """Whether a row ends on the line above."""
        above = next((line for line in reversed(self.lines[:i]) if line.text), None)
        return above is not None and above.text.endswith(ROW)

    def _division(self, line: _Line) -> Piece | None:
        """A part, chapter, section or article: 第三章, 第十二条."""
        found = self.divisions.read(line.text)
        if found is None:
            return None
        if not found.article:  # an article may stand under 一、, and goes on with its numbers
            self.first, self.path_1 = 0, ""
        self.second, self.third, self.path_2 = 0, 0, ""
        self.fresh_second = self.fresh_third = True
        path = self._above()[-1]
        level = len(self.divisions.in_force) + bool(self.path_1) if found.title or not found.article else None
        return Piece(
            line.start, line.number, path, (*self.part, *self._above()), level, found.title, found.width
        )

    def _heading(self, line: _Line) -> Piece | None:
        found = _FIRST.match(line.text)
        if found:
            return self._read_first(line, found)
        found = _SECOND.match(line.text)
        if found:
            return self._read_second(line, found)
        found = _THIRD.match(line.text)
        if found:
            return self._read_third(line, found)
        if self.table and self.third and _ROW.fullmatch(line.text.rstrip(CELL)):
            return self._read_row(line)
        return None

    def _read_first(self, line: _Line, found: re.Match[str]) -> Piece | None:
        n = int(chinese(found[1]) or 0)
        again = self.table and n == self.first  # a category of a table is printed again on every page
        if not again and not self.first < n <= self.first + _SKIPPED:
            return None
        self.divisions.leave_article()
        self.first, self.path_1, self.path_2 = n, found[1], ""
        self.fresh_second = self.fresh_third = True
        path = self._above()[-1]
        level = None if again else 0 if self.table else self._depth(1)
        return self._piece(line, path, self._above(), level, found)

    def _read_second(self, line: _Line, found: re.Match[str]) -> Piece | None:
        n = int(chinese(found[1]) or 0)
        if not (self.first or self.divisions.in_force) or not _follows(n, self.second, self.fresh_second):
            return None
        self.second, self.path_2 = n, f"（{found[1]}）"
        self.fresh_second, self.fresh_third = False, True
        return self._piece(line, self._above()[-1], self._above(), self._depth(2), found)

    def _read_third(self, line: _Line, found: re.Match[str]) -> Piece | None:
        n, dotted = int(found[1]), found[2] is not None
        follows = _follows(n, self.third, self.fresh_third) if dotted else n == self.third + 1 > 1
        if not follows or not (self.first or self.table or self.divisions.in_force):
            return None
        self.third, self.fresh_third, self.row = n, False, 0
        path = self._measure()
        return self._piece(line, path, (*self._above(), path), 0 if self.table else self._depth(3), found)

    def _depth(self, level: int) -> int | None:
        """The level of 一、, （一） or 1. below the divisions in force; an article's items are parts of its sentence."""
        if self.divisions.in_article:
            return None
        over = len(self.divisions.in_force)
        return min(level, 1 + bool(self.path_1) + bool(self.path_2)) + over if over else level

    def _piece(
        self, line: _Line, path: str, below: tuple[str, ...], level: int | None, found: re.Match[str]
    ) -> Piece:
        title = line.text[found.end() :].partition("。")[0].strip(_BORDERS + " ")
        return Piece(line.start, line.number, path, (*self.part, *below), level, title, found.end())

    def _above(self) -> tuple[str, ...]:
        """The paths of the level 1 and 2 headings in force."""
        first = (self.path_1,) if self.path_1 else ()
        below = (
            (*first, *self.divisions.names) if self.divisions.in_article else (*self.divisions.names, *first)
        )
        paths = [f"{self.part[-1]} {''.join(below[: i + 1])}" for i in range(len(below))] or [self.part[-1]]
        return (*paths, f"{paths[-1]}{self.path_2}") if self.path_2 else tuple(paths)

    def _measure(self) -> str:
        above = self._above()[-1]
        own = self.path_2 or self.divisions.in_article or (self.divisions.in_force and not self.path_1)
        return f"{above}{self.third}" if own else f"{above} {self.third}"

    def _read_row(self, line: _Line) -> Piece | None:
        n = int(line.text.rstrip(CELL))
        if n != self.row + 1:
            return None
        self.row = n
        path = f"{self.part[-1]} {self.third}-{n}"
        within = (*self.part, *self._above(), self._measure(), path)
        return Piece(line.start, line.number, path, within, 2, "", len(line.text))


def _follows(n: int, last: int, fresh: bool) -> bool:
    """Whether a number may be the next: further on, or 1 again under a new heading."""
    return last < n <= last + _SKIPPED or (n == 1 and fresh)


def _tables(lines: list[_Line]) -> list[bool]:
    """For each line whether a table follows before the next annex: lines that hold only a number."""
    following, rows = [False] * len(lines), 0
    for i in range(len(lines) - 1, -1, -1):
        following[i] = rows > 1
        if _LABEL.fullmatch(lines[i].text):
            rows = 0
        elif _ROW.fullmatch(lines[i].text.rstrip(CELL)):
            rows += 1
    return following
