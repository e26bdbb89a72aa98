"""Level bars with their numbers at the end, for counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from atlas.charts.figures import LABEL, NARROW, WIDE, Caption, Chart, View
from atlas.charts.lettering import text_width, wrapped
from atlas.charts.scale import Scale
from atlas.charts.shapes import Anchor, Box, Drawing, Path, block, line_height, path, tidy
from atlas.tables.spreadsheet import Value

_THICK = 16.0
_BELOW = 12.0
_PITCH = 30.0
_COLUMN = 0.4
_GAP = 6.0
_EDGE = 2.0


@dataclass(frozen=True)
class Bar:
    """A number that is not negative; `text` is the number in words, `series` a colour, 0 for none.

    `cited` is what BAR_CITED says, for those who take the data away.
    """

    label: str
    value: Decimal
    text: str
    href: str | None = None
    series: int = 1
    cited: tuple[str, ...] = ()


BAR_CITED = ("unit", "document", "url")
"""What a number counts, in which documents (separated by `|`), and the whole address of the page of its label."""


def bars(caption: Caption, content: Sequence[Bar], words: Mapping[str, str]) -> Chart:
    """The chart of at least one bar, in the given order. Bars begin at zero. `words` has svg and csv."""
    wide, narrow = (
        View(size, _drawn(content, width)) for size, width in (("wide", WIDE), ("narrow", NARROW))
    )
    table: tuple[tuple[Value, ...], ...] = tuple(
        (bar.label, bar.value, bar.text, *(bar.cited or ("",) * len(BAR_CITED))) for bar in content
    )
    return Chart(caption, (wide, narrow), ("label", "value", "text", *BAR_CITED), table, words)


def _drawn(content: Sequence[Bar], width: int) -> Drawing:
    """Labels in a column on the left, or above their bars where the column would take too much."""
    figures = max(text_width(bar.text, LABEL, bold=True) for bar in content)
    broken = [wrapped(bar.label, _COLUMN * width, LABEL) for bar in content]
    beside = all(len(lines) <= 2 for lines in broken) and figures < 0.3 * width
    column = max(text_width(line, LABEL) for lines in broken for line in lines) if beside else 0.0
    start = column + _GAP + 2 if beside else 0.0
    room = width - _EDGE - start - (_GAP + figures if figures < _COLUMN * width else 0)
    scale = Scale(0, float(max(bar.value for bar in content)) or 1.0, start, start + room)
    anchors: list[Anchor] = []
    top = 0.0
    for number, bar in enumerate(content):
        lines = broken[number] if beside else wrapped(bar.label, width - _EDGE, LABEL)
        anchors.append(_bar(bar, lines, scale, (width, top), beside=beside))
        top = anchors[-1].hit.bottom
    marks = tuple(
        Box(start, middle - _THICK / 2, scale.at(bar.value), middle + _THICK / 2)
        for bar, middle in zip(content, (_middle(anchor, beside=beside) for anchor in anchors), strict=True)
        if bar.value > 0
    )
    back = (Path(path((start, 0), (start, top)), "c-zero"),) if beside else ()
    return Drawing(width, tidy(top + _EDGE), back, (), tuple(anchors), marks)


def _middle(anchor: Anchor, *, beside: bool) -> float:
    """The height at which an anchor's bar lies."""
    if beside:
        return (anchor.hit.top + anchor.hit.bottom) / 2
    return anchor.hit.bottom - _BELOW - _THICK / 2


def _bar(bar: Bar, lines: Sequence[str], scale: Scale, place: tuple[int, float], *, beside: bool) -> Anchor:
    """A bar with its label and its number, from (the picture's width, the top of the row)."""
    width, top = place
    end = max(scale.at(bar.value), scale.start)
    inline = end + _GAP + text_width(bar.text, LABEL, bold=True) <= width
    words = [((line, False),) for line in lines]
    if not inline:
        words += [((line, True),) for line in wrapped(bar.text, width - _EDGE, LABEL, bold=True)]
    pitch = line_height(LABEL)
    tall = pitch * len(words)
    height = max(tall + 8, _PITCH) if beside else tall + 4 + _THICK + _BELOW
    hit = Box(0, top, width, top + height)
    shell = Anchor(f"{bar.label} {bar.text}", bar.href, hit)
    middle = _middle(shell, beside=beside)
    written = block(words, 0, middle - tall / 2 if beside else top + 2, LABEL)
    if inline:
        written += block((((bar.text, True),),), end + _GAP, middle - pitch / 2, LABEL)
    drawn: tuple[Path, ...] = ()
    if end > scale.start:
        above, below = middle - _THICK / 2, middle + _THICK / 2
        corners = ((scale.start, above), (end, above), (end, below), (scale.start, below))
        drawn = (Path(path(*corners, closed=True), f"c-{bar.series} c-bar"),)
    return replace(shell, paths=drawn, words=written)
