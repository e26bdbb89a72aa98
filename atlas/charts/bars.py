"""Level bars with their numbers at the end, for counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from atlas.charts.figures import LABEL, NARROW, WIDE, Caption, Chart, View
from atlas.charts.lettering import text_width, wrapped
from atlas.charts.shapes import Anchor, Box, Drawing, Path, Words, block, line_height, path, tidy

_THICK = 16.0
_PITCH = 30.0
_GAP = 6.0
_EDGE = 2.0


@dataclass(frozen=True)
class Bar:
    """A number that is not negative; `text` is the number in words, `series` a colour, 0 for none."""

    label: str
    value: Decimal
    text: str
    href: str | None = None
    series: int = 1


def bars(caption: Caption, content: Sequence[Bar], words: Mapping[str, str]) -> Chart:
    """The chart of at least one bar, in the given order. Bars begin at zero. `words` has svg and csv."""
    wide, narrow = (
        View(size, _drawn(content, width)) for size, width in (("wide", WIDE), ("narrow", NARROW))
    )
    table = tuple((bar.label, bar.value, bar.text) for bar in content)
    return Chart(caption, (wide, narrow), ("label", "value", "text"), table, words)


def _drawn(content: Sequence[Bar], width: int) -> Drawing:
    """Labels in a column on the left, or above their bars where the column would take too much."""
    figures = max(text_width(bar.text, LABEL, bold=True) for bar in content)
    room = 0.4 * width
    broken = [wrapped(bar.label, room, LABEL) for bar in content]
    beside = all(len(lines) <= 2 for lines in broken) and figures < 0.3 * width
    column = max(text_width(line, LABEL) for lines in broken for line in lines) if beside else 0.0
    start = column + _GAP + 2 if beside else 0.0
    most = float(max(bar.value for bar in content)) or 1.0
    whole = width - _EDGE - start - _GAP - figures
    anchors, marks = [], []
    top = 0.0
    for number, bar in enumerate(content):
        end = start + max(float(bar.value) / most * whole, 0.0) if whole > 60 else start
        lines = broken[number] if beside else wrapped(bar.label, width - _EDGE, LABEL)
        tall = line_height(LABEL) * len(lines)
        height = max(tall + 8, _PITCH) if beside else tall + _PITCH
        middle = top + height / 2 if beside else top + 2 + tall + _THICK / 2 + 2
        name = block((((line, False),) for line in lines), 0, middle - tall / 2 if beside else top + 2, LABEL)
        anchors.append(_anchor(bar, name, (start, end, middle, top, top + height), width, whole))
        if end > start:
            marks.append(Box(start, middle - _THICK / 2, end, middle + _THICK / 2))
        top = anchors[-1].hit.bottom
    back = (Path(path((start, 0), (start, top)), "c-zero"),) if beside else ()
    return Drawing(width, tidy(top + _EDGE), back, (), tuple(anchors), tuple(marks))


def _anchor(
    bar: Bar, name: tuple[Words, ...], at: tuple[float, float, float, float, float], width: int, whole: float
) -> Anchor:
    """A bar with its label and its number, in the place (start, end, middle, top, bottom)."""
    start, end, middle, top, bottom = at
    pitch = line_height(LABEL)
    lines = wrapped(bar.text, width - start - _GAP - _EDGE, LABEL, bold=True) if whole <= 60 else (bar.text,)
    figure = block((((line, True),) for line in lines), end + _GAP, middle - pitch / 2, LABEL)
    bottom = max(bottom, middle - pitch / 2 + pitch * len(lines) + 4)
    drawn: tuple[Path, ...] = ()
    if end > start:
        corners = [(start, middle - 8), (end, middle - 8), (end, middle + 8), (start, middle + 8)]
        drawn = (Path(path(*corners, closed=True), f"c-{bar.series} c-bar"),)
    hit = Box(0, top, width, bottom)
    return Anchor(f"{bar.label} {bar.text}", bar.href, hit, drawn, (*name, *figure))
