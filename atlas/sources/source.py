"""A source text, cut into passages under the headings that it prints.

Every passage has a path, written as places are in the content:

- `题头`: all before the opening paragraphs: page chrome, title, number, date, addressees, covering letter.
- `前言`: the opening paragraphs, directly before the first heading.
- `正文 三（一）1`: level 1 is 一、, level 2 （一）, level 3 1. or 1． or a bare 1. Without a level 2: `正文 二 1`.
- `附件2 二（三）4`: the same in an annex. An annex begins at its printed label on a line of its own, or at a
  line that repeats its title from the list of attachments (a label may be lacking). An annex without a number
  is `附件`.
- `附件 5-1`: a row of an annex that is a table (it has lines that hold a number and nothing else): measure 5,
  row 1. It stands below its category and measure, `附件 二` and `附件 二 5`; the table's head is `附件`.
- `附件` also is the place of the list of attachments at the end of a main text, and of whatever follows it. As
  the list is printed under the last heading, that heading covers it too.

A path covers all below it: `正文 三` covers `正文 三（一）1`, `附件` covers every annex. Spaces and the width of
brackets do not matter. A heading must begin its line and follow in sequence: levels 1 and 2 count on, level 3
counts on through the whole text or begins again at 1 under a new heading. So a line broken within a sentence
makes no heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from atlas.figures.borders import mark
from atlas.figures.grids import Cell, figures_of, row_numbers, within_cell
from atlas.numerals import chinese
from atlas.problems import Place
from atlas.sources.outline import cut
from atlas.squeezed import Squeezed, fold, squeeze, squeezed


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its path, level, title up to the first full stop (folded), and line.

    Levels are 1 to 3; a row of a table has 2; 0 is what only stands over others: an annex, a table's heading.
    """

    path: str
    level: int
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands under one heading, up to the next; `start` and `end` are offsets in the text.

    `from_` and `to` are the same in the squeezed text, where the number that heads it ends at `body`.
    `within` holds the paths that cover the passage, its own among them, as `place` writes them.
    """

    path: str
    start: int
    end: int
    line: int
    from_: int
    body: int
    to: int
    within: frozenset[str]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A phrase found: offsets in the squeezed text, its first line, its passage; `own` if not further below."""

    start: int
    end: int
    line: int
    path: str
    own: bool


@dataclass(frozen=True, slots=True)
class Nearest:
    """The words of a source most like a phrase, for a message; `exact` if they are the phrase itself."""

    path: str
    line: int
    words: str
    exact: bool


@dataclass(frozen=True)
class Source:
    """A source text with its passages in order; together they hold every character of it."""

    text: str
    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]
    squeezed: Squeezed = field(repr=False)

    @cached_property
    def cells(self) -> Mapping[int, Cell]:
        """The cells of tables of goals that hold figures, by where the numeral stands in the squeezed text."""
        return {cell.numeral: cell for cell in figures_of(self.squeezed.text)}

    @cached_property
    def row_numbers(self) -> frozenset[int]:
        """Where the numbers of rows of such tables stand in it."""
        return row_numbers(self.squeezed.text)

    def cell_of(self, start: int, end: int) -> Cell | None:
        """The cell of a table of goals that a phrase at a span of the squeezed text ends with; None where it is none."""
        return next((each for each in self.cells.values() if start <= each.start and each.end == end), None)

    def cell(self, begin: int, end: int, at: int) -> tuple[int, int]:
        """The part of a span of the squeezed text that stands in one cell with what is at `at`; all of it outside tables."""
        return within_cell(self.squeezed.text, begin, end, at)

    @cached_property
    def _breaks(self) -> tuple[int, ...]:
        return tuple(m.end() for m in re.finditer("\n", self.text))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(passage.from_ for passage in self.passages)

    @cached_property
    def places(self) -> frozenset[str]:
        """Every path that exists in this source, as `place` writes it."""
        return frozenset(path for passage in self.passages for path in passage.within)

    def line(self, offset: int) -> int:
        """The line, from 1, of an offset in the squeezed text."""
        start, _ = self.squeezed.original(offset, offset + 1 if offset < len(self.squeezed.text) else offset)
        return bisect_right(self._breaks, start) + 1

    def spot(self, start: int, end: int) -> tuple[Place, str]:
        """Where a span of the squeezed text begins in the file called "", and the whole of that line."""
        first, last = self.squeezed.original(start, end)
        line = self.line(start)
        begin = 0 if line == 1 else self._breaks[line - 2]
        text = self.text[begin:].partition("\n")[0].rstrip("\r")
        return Place("", line, first - begin + 1, min(last - begin, len(text)) - (first - begin)), text

    def passage(self, offset: int) -> Passage:
        """The passage that holds an offset of the squeezed text."""
        return self.passages[max(bisect_right(self._starts, offset) - 1, 0)]

    def under(self, at: str) -> str:
        """The squeezed words of all passages under a place, a line each; all words for the empty place, none for an unknown."""
        where = place(at) if at else ""
        found = (each for each in self.passages if not where or where in each.within)
        return "\n".join(self.squeezed.text[each.from_ : each.to] for each in found)

    def behind_title(self, passage: Passage, offset: int) -> int:
        """Where the words of a passage begin that an offset stands in: behind its title, or with it."""
        title = self._titles.get((passage.path, passage.line), "")
        end = passage.body + len(title)
        return end if end <= offset and self.squeezed.text.startswith(title, passage.body) else passage.body

    @cached_property
    def _titles(self) -> dict[tuple[str, int], str]:
        return {(each.path, each.line): squeeze(fold(each.title)) for each in self.headings}

    def printed(self, start: int, end: int) -> str:
        """What is printed at a span of the squeezed text, line breaks and spaces left out."""
        a, b = self.squeezed.original(start, end)
        return squeeze(self.text[a:b])


def place(at: str) -> str:
    """A path as it is compared: without spaces, with half-width brackets and digits."""
    return fold(squeeze(at))


def read_source(text: str) -> Source:
    """The passages and headings of a source text; one without headings is `题头` and `前言`."""
    text = mark(text)
    bare = squeezed(text)
    pieces = cut(text)
    starts = [_position(bare, piece.start) for piece in pieces] + [len(bare.text)]
    passages, headings = [], []
    for i, piece in enumerate(pieces):
        end = pieces[i + 1].start if i + 1 < len(pieces) else len(text)
        within = frozenset(map(place, piece.within))
        body = _position(bare, piece.start + piece.number)
        passages.append(
            Passage(piece.path, piece.start, end, piece.line, starts[i], body, starts[i + 1], within)
        )
        if piece.level is not None:
            headings.append(Heading(piece.path, piece.level, piece.title, piece.line))
    return Source(text, tuple(passages), tuple(headings), bare)


def _position(bare: Squeezed, offset: int) -> int:
    return bisect_right(bare.offsets, offset - 1)


def locate(source: Source, at: str, phrase: str) -> list[Occurrence]:
    """Where a phrase stands under a heading, in order, none overlapping another; empty where it does not.

    White space and full or half width are of no account, nothing else is forgiven. A figure is not cut: 5% is
    not found in 55%, nor 100 in 100万.
    """
    wanted, path = fold(squeeze(phrase)), place(at)
    if not wanted:
        return []
    found = []
    for start, end in _stretches(source, path):
        position = source.squeezed.text.find(wanted, start, end)
        while position >= 0:
            stop = position + len(wanted)
            passage = source.passage(position)
            if _cuts_figure(source.squeezed.text, position, stop, passage.body):
                position = source.squeezed.text.find(wanted, position + 1, end)
                continue
            own = place(passage.path) == path
            found.append(Occurrence(position, stop, source.line(position), passage.path, own))
            position = source.squeezed.text.find(wanted, stop, end)
    return found


def _stretches(source: Source, path: str) -> list[tuple[int, int]]:
    """The spans of the squeezed text that a path covers, neighbouring passages joined."""
    spans: list[tuple[int, int]] = []
    for passage in source.passages:
        if path in passage.within:
            if spans and spans[-1][1] == passage.from_:
                spans[-1] = (spans[-1][0], passage.to)
            else:
                spans.append((passage.from_, passage.to))
    return spans


_DIGITS = "0123456789"
_DIGIT_AND_MARK = re.compile(r"[0-9][.,]")
_MARK_AND_DIGIT = re.compile(r"[.,][0-9]")


def _cuts_figure(text: str, start: int, end: int, body: int) -> bool:
    """Whether a span begins or ends inside a figure; what is before `body` heads the passage and is none."""
    last = text[end - 1]
    first = text[start + 1 : start + 2] if text[start] in ".," else text[start]
    before, behind = text[max(start - 2, body) : start], text[end : end + 2]
    if before and first and first in _DIGITS and (before[-1] in _DIGITS or _DIGIT_AND_MARK.fullmatch(before)):
        return True
    if (
        before
        and chinese(text[start]) is not None
        and (before[-1] in _DIGITS or chinese(before[-1]) is not None)
    ):
        return True
    if not behind or last not in _DIGITS:
        return False
    return behind[0] in _DIGITS + "%百千万亿" or bool(_MARK_AND_DIGIT.fullmatch(behind))


def nearest(source: Source, phrase: str) -> Nearest | None:
    """Where a source has the words most like a phrase: the phrase itself, under whatever heading, or a likeness."""
    wanted, text = fold(squeeze(phrase)), source.squeezed.text
    if not wanted or not text:
        return None
    at = text.find(wanted)
    exact = at >= 0
    if not exact:
        at = _most_alike(wanted, text)
    end = min(at + len(wanted), len(text))
    return Nearest(source.passage(at).path, source.line(at), source.printed(at, end), exact)


def _most_alike(wanted: str, text: str) -> int:
    """Where the window of the text begins that shares most pairs of characters with the wanted words."""
    pairs = Counter(wanted[i : i + 2] for i in range(len(wanted) - 1)) or Counter([wanted])
    width = max(len(wanted) - 1, 1)
    hits = [text[i : i + 2] in pairs for i in range(len(text))]
    window = best = sum(hits[:width])
    at = 0
    for i in range(1, len(text) - width + 1):
        window += hits[i + width - 1] - hits[i - 1]
        if window > best:
            best, at = window, i
    return at
