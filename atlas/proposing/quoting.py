"""The words that quote a figure of a source: the clause it stands in, as long as a phrase may be, found in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from atlas.figures.borders import CELL, ROW
from atlas.figures.evidence import LONGEST
from atlas.figures.figures import Figure
from atlas.sources.source import Passage, Source, locate


class Span(Protocol):
    """What stands between two offsets of the squeezed text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


_STOPS = "。;!?:,、" + CELL + ROW
_COUNTED = re.compile("[0-9]|(?<!“)[一二两三四五六七八九十百千万]+[个家项名人件支]|翻[一两]?番|倍增|全覆盖")
_YEAR = re.compile("20[0-9]{2}年")
_ITEM = re.compile("、|20[0-9]{2}年|分别")
_DEALT = ("分别", "均")  # they bind what stands before 、 to the figure


def clause(source: Source, figure: Figure, path: str, begins: int = 0) -> tuple[str, int | None]:
    """The clause that a figure stands in, as long as a phrase may be, and which occurrence it is.

    It does not go back beyond `begins`, where the title of its heading ends.
    It is cut at 、 unless 分别 or 均 deals what stands there out to what stands before, or this has no figure of its own
    (新建实验室、工程中心20家).
    """
    text, passage = source.squeezed.text, source.passage(figure.start)
    if figure.start in source.cells:
        return of_row(source, figure, path)
    start, end, first = figure.start, figure.end, max(passage.body, begins)
    while start > first and not _stops(text, start - 1) and end - start < LONGEST:
        start -= 1
    whole = start
    while whole > first and (text[whole - 1] == "、" or not _stops(text, whole - 1)):
        whole -= 1
    if end - whole <= LONGEST and any(word in text[whole : figure.start] for word in _DEALT):
        start = whole
    run = "分别" in text[start : figure.start]
    while (
        end < passage.to and ((run and text[end] == "、") or not _stops(text, end)) and end - start < LONGEST
    ):
        end += 1
    if "分别" in text[whole : figure.start]:
        start, end = _whole_run(text, whole, figure.start, passage.to) or (start, end)
    return single(source, figure, path, _counted_with(text, start, whole, end), end)


def _whole_run(text: str, whole: int, at: int, last: int) -> tuple[int, int] | None:
    """All figures that 分别 deals out, with as many of the items before it as a phrase may have; None where all fit.

    A year is an item of its own, though a name stands before the first: 余额2025年、2026年分别达到80亿元、100亿元.
    """
    end = at
    while end < last and (text[end] == "、" or not _stops(text, end)):
        end += 1
    if end - whole <= LONGEST:
        return None
    begins = [found.end() if found[0] == "、" else found.start() for found in _ITEM.finditer(text, whole, at)]
    fitting = [begin for begin in begins if end - begin <= LONGEST and begin <= text.rfind("分别", whole, at)]
    return (fitting[0], end) if fitting else None


def of_row(source: Source, figure: Span, path: str) -> tuple[str, int | None]:
    """The cells of a row from its name to that of a figure, and which occurrence they are; a long name loses its front."""
    cell = source.cells[figure.start]
    words = source.printed(max(cell.run, cell.end - LONGEST), cell.end)
    found = locate(source, path, words)
    here = next((i for i, each in enumerate(found, 1) if each.end == cell.end), 1)
    return words, here if len(found) > 1 else None


def _counted_with(text: str, start: int, whole: int, end: int) -> int:
    """Where the things of a row begin that the figure behind its last one counts; `start` where that is too long."""
    first = start
    while first > whole and text[first - 1] == "、":
        before = text.rfind("、", whole, first - 1) + 1 or whole
        if _COUNTED.search(_YEAR.sub("", text[before : first - 1])):
            break
        first = before
    return first if end - first <= LONGEST and (end >= len(text) or _stops(text, end)) else start


def _stops(text: str, at: int) -> bool:
    between_digits = text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
    return text[at] in _STOPS and not between_digits


def single(source: Source, figure: Span, path: str, start: int, end: int) -> tuple[str, int | None]:
    """The words from `start` to `end`, around a figure or clause, and which occurrence they are.

    They are shortened or widened until they are found in place.
    """
    if figure.start in source.cells:
        return of_row(source, figure, path)
    for a, b in _spans(figure, start, end, source.passage(figure.start)):
        words = source.printed(a, b)
        found = locate(source, path, words)
        here = [i for i, each in enumerate(found) if each.start <= figure.start < each.end]
        if here:
            own = [i for i, each in enumerate(found) if each.own]
            alone = len(found) == 1 or (own == here and len(own) == 1)
            return words, None if alone else here[0] + 1
    return source.printed(start, end), None


def _spans(figure: Span, start: int, end: int, passage: Passage) -> Iterator[tuple[int, int]]:
    """A span, then shorter ones that still hold the figure, then wider ones."""
    yield start, end
    for a in range(start, figure.start + 1):
        yield a, end
    for b in range(end, figure.end - 1, -1):
        yield figure.start, b
    for wider in range(1, 13):
        yield max(passage.body, figure.start - wider), min(passage.to, figure.end + wider)
