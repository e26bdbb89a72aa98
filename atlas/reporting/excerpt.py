"""The line on which a problem stands, with a caret under what is meant.

Columns are those of a terminal: a Chinese character takes two, a combining mark none. Below each wide character
stands a wide space, so that the caret is right in any font that gives all Chinese characters one width.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from atlas.problems import Place, Problem, visible
from atlas.reading.folder import ContentFolder
from atlas.reading.reader import LARGEST_FILE, decode

WIDEST = 96
"""Columns of a line that are shown; of a longer one, what stands around the place."""

BEFORE = 32
"""Columns that are shown before the place at least, where the line is longer."""

TAB = 4
CUT = "..."


class Cell(NamedTuple):
    """A character as shown, its columns, and the blank of the same width."""

    shown: str
    columns: int
    blank: str


@dataclass(frozen=True)
class Excerpt:
    """A line, or a part of it, in three pieces: before, what is meant (perhaps nothing), and after."""

    before: str
    meant: str
    after: str
    blank: str
    columns: int

    def lines(self) -> tuple[str, str]:
        """The line and the line below it, which holds only the caret."""
        return f"{self.before}{self.meant}{self.after}".rstrip(), self.blank + "^" * max(1, self.columns)


def excerpt(line: str, place: Place) -> Excerpt:
    """What is shown of a line for a place on it."""
    start = min(place.column - 1, len(line))
    end = min(start + (place.span or 0), len(line))
    first = max(0, start - WIDEST)
    cells = list(_cells(line[first : start + WIDEST]))
    at = start - first
    _, spare = _fit(cells[:at][::-1], BEFORE)  # columns that what stands before does not need
    meant, room = _fit(cells[at : end - first], WIDEST - BEFORE + spare)
    after, _ = _fit(cells[at + meant :], room)
    room = WIDEST - _columns(cells[at : at + meant + after])
    before, _ = _fit(cells[:at][::-1], room)
    while before and not cells[at - before].columns:  # a mark without the letter it belongs to
        before -= 1
    left, right = cells[at - before : at], cells[at + meant : at + meant + after]
    cut_left = CUT if first + at - before > 0 else ""
    cut_right = CUT if first + at + meant + after < len(line) else ""
    middle = cells[at : at + meant]
    return Excerpt(
        cut_left + _shown(left),
        _shown(middle),
        _shown(right) + cut_right,
        " " * len(cut_left) + "".join(cell.blank for cell in left),
        _columns(middle),
    )


def _fit(cells: Iterable[Cell], room: int) -> tuple[int, int]:
    """How many cells fit into so many columns, and how many columns remain."""
    number = 0
    for cell in cells:
        if cell.columns > room:
            break
        room -= cell.columns
        number += 1
    return number, room


def _cells(text: str) -> Iterator[Cell]:
    column = 0
    for char in text:
        cell = _cell(char, column)
        column += cell.columns
        yield cell


def _cell(char: str, column: int) -> Cell:
    if char == "\t":
        width = TAB - column % TAB
        return Cell(" " * width, width, " " * width)
    shown = visible(char)
    if shown != char:
        return Cell(shown, len(shown), " " * len(shown))
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return Cell(char, 0, "")
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return Cell(char, 2, "\u3000")
    return Cell(char, 1, " ")


def _shown(cells: Iterable[Cell]) -> str:
    return "".join(cell.shown for cell in cells)


def _columns(cells: Iterable[Cell]) -> int:
    return sum(cell.columns for cell in cells)


def with_lines(problems: Iterable[Problem], content: Path) -> list[Problem]:
    """Problems, each with the line of the content folder on which it stands, where it stands on one.

    A problem that brings its line along, as those of source texts do, keeps it.
    """
    line_of = _reader(ContentFolder(content.absolute()))
    return [
        replace(problem, source=line_of(problem.place)) if problem.source is None else problem
        for problem in problems
    ]


def _reader(folder: ContentFolder) -> Callable[[Place], str | None]:
    files: dict[str, list[str]] = {}

    def line_of(place: Place) -> str | None:
        if place.span == 0:
            return None
        if place.file not in files:
            files[place.file] = _lines(folder, place.file)
        lines = files[place.file]
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        return line if line.strip() else None

    return line_of


def _lines(folder: ContentFolder, name: str) -> list[str]:
    """The lines of a file by its name as problems show it; none where it is no text."""
    path = folder.path / name.removeprefix(f"{folder.path.name}/")
    try:
        if folder.name(path) != name or ".." in path.parts or folder.is_linked(path) or not path.is_file():
            return []
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        return []
    text, _ = decode(raw, name)
    return [] if text is None else text.split("\n")
