"""The timeline: documents over their planning periods, with when they were issued and targets fall due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from atlas.charts.figures import LABEL, NARROW, SMALL, WIDE, Caption, Chart, Key, View, line_key, tick_key
from atlas.charts.glyphs import circle
from atlas.charts.lettering import text_width, wrapped
from atlas.charts.scale import Scale
from atlas.charts.shapes import Anchor, Box, Drawing, Path, Words, block, line_height, path, tidy

_EDGE = 2.0
_SIDE = 8.0
_DOT = 6.0
_TICK = 8.0


@dataclass(frozen=True)
class Span:
    """A document. `issued` is its date as far as it is known: 2021-02-10, 2018-05 or 2017.

    `period` is its first and last year, if it has one; `dues` are the years in which targets fall due.
    `text` stands behind the label, such as the period in words; `cited` what SPAN_CITED says, for those who take
    the data away.
    """

    label: str
    issued: str
    href: str | None = None
    text: str = ""
    period: tuple[int, int] | None = None
    dues: tuple[int, ...] = ()
    series: int = 1
    cited: tuple[str, ...] = ()


SPAN_CITED = ("unit", "document", "url")
"""In what the columns before are told, the document's short name, and the whole address of its page."""


def timeline(caption: Caption, spans: Sequence[Span], words: Mapping[str, str]) -> Chart:
    """The chart of at least one document, in the given order.

    A target falls due at the end of its year. `words` has issued, period, due, svg, csv.
    """
    views = [View(size, _drawn(spans, width), _legend(spans, words)) for size, width in _SIZES]
    header = ("label", "issued", "period_start", "period_end", "due_years", *SPAN_CITED)
    table = tuple(
        (
            span.label,
            span.issued,
            span.period[0] if span.period else None,
            span.period[1] if span.period else None,
            "|".join(map(str, sorted(set(span.dues)))),
            *(span.cited or ("",) * len(SPAN_CITED)),
        )
        for span in spans
    )
    return Chart(caption, (views[0], views[1]), header, table, words)


_SIZES = (("wide", WIDE), ("narrow", NARROW))


def moment(issued: str) -> float:
    """A date as a year and its part; the middle of the month or year where the day is not known."""
    parts = [int(part) for part in issued.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    if len(parts) == 2:
        return parts[0] + (parts[1] - 0.5) / 12
    first, day = date(parts[0], 1, 1), date(*parts)
    return parts[0] + (day - first).days / 366


def _legend(spans: Sequence[Span], words: Mapping[str, str]) -> tuple[Key, ...]:
    keys = [Key((Path(circle((16, 12), _DOT), "c-0 c-mark c-issued"),), words["issued"])]
    if any(span.period for span in spans):
        keys.append(line_key("c-0 c-span", words["period"]))
    if any(span.dues for span in spans):
        keys.append(tick_key("c-0 c-due", words["due"]))
    return tuple(keys)


def _drawn(spans: Sequence[Span], width: int) -> Drawing:
    edges = [edge for span in spans for edge in _edges(span)]
    first, last = int(min(edges)), max(int(-(-edge // 1)) for edge in edges)
    x = Scale(first, max(last, first + 1), _SIDE, width - _SIDE)
    pitch = line_height(LABEL)
    top = line_height(SMALL) + 6
    begin = top
    anchors, marks = [], []
    for span in spans:
        words = tuple(_label(span, x, top + 5, width))
        middle = top + 5 + pitch * len(words) + 13
        bottom = middle + 13
        drawn, boxes = _span(span, x, middle)
        name = f"{span.label} {span.text}".strip()
        anchors.append(Anchor(name, span.href, Box(0, top, width, bottom), drawn, words))
        marks += boxes
        top = bottom
    years = range(first, max(last, first + 1) + 1)
    grid = Path(" ".join(path((x.at(year), begin), (x.at(year), top)) for year in years), "c-grid")
    scale = tuple(_years(x, width))
    return Drawing(width, tidy(top + _EDGE), (grid,), scale, tuple(anchors), tuple(marks))


def _edges(span: Span) -> Iterator[float]:
    """The moments that must find room: the date of issue, the period from its first day to its last, targets."""
    yield moment(span.issued)
    if span.period:
        yield span.period[0]
        yield span.period[1] + 1
    yield from (year + 1 for year in span.dues)


def _label(span: Span, x: Scale, top: float, width: int) -> Iterator[Words]:
    """The label above its span, beginning where the span does if there is room."""
    whole = text_width(span.label, LABEL, bold=True) + text_width(f" {span.text}", LABEL)
    start = x.at(min(_edges(span))) - _DOT
    if whole <= width - 2 * _EDGE:
        parts = ((span.label, True), *(((f" {span.text}", False),) if span.text else ()))
        yield from block((parts,), max(min(start, width - _EDGE - whole), 0), top, LABEL)
        return
    lines = [((line, True),) for line in wrapped(span.label, width - 2 * _EDGE, LABEL, bold=True)]
    lines += [((line, False),) for line in wrapped(span.text, width - 2 * _EDGE, LABEL)]
    yield from block(lines, 0, top, LABEL)


def _span(span: Span, x: Scale, middle: float) -> tuple[tuple[Path, ...], list[Box]]:
    """The line of the period, a tick at the end of each year in which targets fall due, a dot for the issue."""
    colour = f"c-{span.series}"
    issued = x.at(moment(span.issued))
    edges = [x.at(edge) for edge in _edges(span)]
    drawn = [Path(path((min(edges), middle), (max(edges), middle)), f"{colour} c-thread")]
    if span.period:
        ends = (x.at(span.period[0]), middle), (x.at(span.period[1] + 1), middle)
        drawn.append(Path(path(*ends), f"{colour} c-span"))
    if span.dues:
        ticks = (x.at(year + 1) for year in sorted(set(span.dues)))
        line = " ".join(path((at, middle - _TICK), (at, middle + _TICK)) for at in ticks)
        drawn.append(Path(line, f"{colour} c-due"))
    drawn.append(Path(circle((issued, middle), _DOT), f"{colour} c-mark c-issued"))
    box = Box(min(*edges, issued - _DOT), middle - _TICK, max(*edges, issued + _DOT), middle + _TICK)
    return tuple(drawn), [box]


def _years(x: Scale, width: int) -> Iterator[Words]:
    """As many years as there is room for, each in the middle of its column."""
    column = x.at(x.low + 1) - x.at(x.low)
    room = text_width("2020", SMALL)
    step = next((step for step in (1, 2, 5, 10, 20, 50) if column * step >= room + 6), 100)
    first, last = int(x.low), int(x.high)
    for year in range(first + -first % step, last, step):
        at = min(max(x.at(year + 0.5), room / 2), width - room / 2)
        yield from block((((str(year), False),),), at, 0, SMALL, "middle", "c-scale")
