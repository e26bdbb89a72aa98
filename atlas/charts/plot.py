"""Dots over years: years along, values up, each label in the clearest place that is free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from atlas.charts.figures import LABEL, NARROW, SMALL, WIDE, Dot
from atlas.charts.glyphs import REACH, Glyph, glyph
from atlas.charts.lettering import text_width, wrapped
from atlas.charts.placing import Label, Place, Surroundings, placed
from atlas.charts.scale import Axis, Scale, scale_of, ticks, years_shown
from atlas.charts.shapes import Anchor, Box, Drawing, Path, Words, blank, block, line_height, path, tidy

JOIN = "c-join"
"""The class of a line between the dots of one area."""

MOST = 24
"""With more dots than this, rows are clearer than a plot."""

# The side of the area that answers to a finger: 24 px where the picture is shown at its smallest.
_HIT = {WIDE: 27.0, NARROW: 30.0}
_HEIGHTS = {WIDE: (260, 340), NARROW: (250, 320, 400)}
_INSETS = (0.0, 0.16, 0.26, 0.36)
_EDGE = 2.0
_PAD = 20.0
# What labels cost on average: up to the first a taller plot would not help, from the second rows are clearer.
_CLEAR, _CROWDED = 0.6, 0.85
_BETTER = 0.05  # a plot must be so much clearer than the one before it to be taken instead


@dataclass(frozen=True)
class _Upright:
    """What does not depend on the width of the years: the value scale."""

    y: Scale
    ticks: tuple[Decimal, ...]
    bottom: float


@dataclass(frozen=True)
class _Field:
    """The area of a plot, from `left` to the picture's right edge."""

    width: int
    left: float
    x: Scale
    years: tuple[int, ...]
    up: _Upright


def _joins(dots: Sequence[Dot]) -> Iterator[tuple[int, int]]:
    """Positions of an area's dots for one thing in years that follow each other, where each year has only one."""
    order = sorted(range(len(dots)), key=lambda n: (dots[n].label, dots[n].of, dots[n].year))
    for _, group in groupby(order, key=lambda n: (dots[n].label, dots[n].of)):
        years = [tuple(same) for _, same in groupby(group, key=lambda n: dots[n].year)]
        for before, after in pairwise(years):
            if len(before) == len(after) == 1:
                yield before[0], after[0]


def plot(dots: Sequence[Dot], axis: Axis, width: int, nests: Sequence[tuple[int, int]]) -> Drawing | None:
    """The plot in which labels are clearest; None where they do not fit, and where there is one year only.

    Each dot stands at its year. Where dots of one year would meet there is no plot: one that stepped aside would
    stand for another time.
    """
    if len({dot.year for dot in dots}) == 1 or len(dots) > MOST:
        return None
    best: tuple[float, Drawing] | None = None
    for height in _HEIGHTS[width]:
        up = _upright(dots, axis, width, height)
        for inset in _INSETS:
            field = _field(dots, axis, width, up, inset * width)
            enough = float("inf") if best is None else best[0] - _BETTER
            found = _drawn(dots, axis, field, nests, enough) if field is not None else None
            if found is not None and (best is None or found[0] < enough):
                best = found
        if best is not None and best[0] < _CLEAR:
            break
    return best[1] if best is not None and best[0] < _CROWDED else None


def _upright(dots: Sequence[Dot], axis: Axis, width: int, height: int) -> _Upright:
    marks = ticks([value for dot in dots for value in dot.values], axis)
    top = line_height(SMALL) * (len(_unit(axis, width)) + 0.5) + REACH
    y = scale_of(marks, top + height, top, reverse=axis.reverse)
    if min(y.at(value) for dot in dots for value in dot.values) < top + 0.08 * height:
        top += line_height(LABEL)  # room for a label above the highest dot
        y = scale_of(marks, top + height, top, reverse=axis.reverse)
    return _Upright(y, marks, top + height)


def _field(dots: Sequence[Dot], axis: Axis, width: int, up: _Upright, inset: float) -> _Field | None:
    """A field with room for labels at its right edge, or None if its years do not fit."""
    left = max(text_width(axis.words(tick), SMALL) for tick in up.ticks) + 8
    years = [dot.year for dot in dots]
    first, last = min(years), max(years)
    start = left + _PAD
    end = width - max(_PAD, inset)
    if end - start < 0.3 * width:
        return None
    shown = years_shown(years, end - start, text_width("2020", SMALL) + 8)
    return None if shown is None else _Field(width, left, Scale(first, last, start, end), shown, up)


def _drawn(
    dots: Sequence[Dot], axis: Axis, field: _Field, nests: Sequence[tuple[int, int]], below: float
) -> tuple[float, Drawing] | None:
    """The plot in a field with what its labels cost on average; None where something does not fit.

    None too where they are sure to cost `below` or more.
    """
    marks = [_mark(dot, axis, field) for dot in dots]
    hits = [_hit(mark.box, _HIT[field.width]) for mark in marks]
    if any(one.grown(-0.5).overlaps(other) for n, one in enumerate(hits) for other in hits[:n]):
        return None
    joined = tuple(pair for pair in _joins(dots) if _free(pair, marks))
    earlier = {before for before, _ in joined}
    labels = [
        Label("" if number in earlier else dot.label, dot.shown, mark.at, mark.box)
        for number, (dot, mark) in enumerate(zip(dots, marks, strict=True))
    ]
    lines = [(marks[one].at, marks[two].at) for one, two in (*joined, *nests)]
    above = line_height(SMALL) * len(_unit(axis, field.width))
    frame = Box(field.left, above + _EDGE, field.width - _EDGE, field.up.bottom - _EDGE)
    around = Surroundings(frame, [mark.box for mark in marks], lines)
    found = placed(labels, around, LABEL, below * len(labels))
    if found is None:
        return None
    anchors = tuple(
        Anchor(dot.name, dot.href, hit, mark.paths, place.words(LABEL))
        for dot, hit, mark, place in zip(dots, hits, marks, found, strict=True)
    )
    colours = [f"c-{dots[before].series} {JOIN}" for before, _ in joined] + ["c-nest"] * len(nests)
    between = [Path(path(*line), css) for line, css in zip(lines, colours, strict=True)]
    below = max(field.up.bottom + 6, *(mark.box.bottom + 2 for mark in marks))
    drawing = Drawing(
        field.width,
        tidy(below + line_height(SMALL) + _EDGE),
        (
            *_grid(axis, field),
            *blank(words for anchor in anchors for words in anchor.words),
            *reversed(between),
            *_leaders(found),
        ),
        tuple(_scale_words(axis, field, below)),
        anchors,
        tuple(mark.box for mark in marks),
    )
    return sum(place.cost for place in found) / len(found), drawing


def _mark(dot: Dot, axis: Axis, field: _Field) -> Glyph:
    x, y = field.x.at(dot.year), field.up.y
    high = (x, y.at(dot.high)) if dot.high is not None else None
    more = (0, 1) if axis.reverse else (0, -1)
    return glyph(
        dot.comparator, (x, y.at(dot.value)), more, series=dot.series, hollow=dot.aspirational, high=high
    )


def _free(pair: tuple[int, int], marks: Sequence[Glyph]) -> bool:
    """Whether the line between two marks runs through the middle of no other, to which it would seem to lead."""
    start, end = marks[pair[0]].at, marks[pair[1]].at
    others = (mark.at for n, mark in enumerate(marks) if n not in pair)
    return not any(Box(x, y, x, y).grown(3).crossed(start, end) for x, y in others)


def _hit(mark: Box, least: float) -> Box:
    """The area of a mark that answers to a finger."""
    x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    across, along = max(least, mark.right - mark.left) / 2, max(least, mark.bottom - mark.top) / 2
    return Box(x - across, y - along, x + across, y + along)


def _leaders(places: Sequence[Place]) -> Iterator[Path]:
    """The lines to labels that stand off their marks."""
    for place in places:
        if place.leader is not None:
            yield Path(path(*place.leader), "c-leader")


def _grid(axis: Axis, field: _Field) -> Iterator[Path]:
    """A level line at each round value, and a short tick at each year."""
    for tick in field.up.ticks:
        y = field.up.y.at(tick)
        css = "c-zero" if tick == 0 and axis.zero else "c-grid"
        yield Path(path((field.left, y), (field.width, y)), css)
    ends = ((field.x.at(year), field.up.bottom) for year in field.years)
    yield Path(" ".join(path((x, y), (x, y + 5)) for x, y in ends), "c-base")


def _unit(axis: Axis, width: int) -> tuple[str, ...]:
    """The lines of a unit that does not stand on the values themselves."""
    return () if axis.clings else wrapped(axis.unit, width - _EDGE, SMALL)


def _scale_words(axis: Axis, field: _Field, below: float) -> Iterator[Words]:
    """The unit, the round values on the left, the years from `below`."""
    half_line = line_height(SMALL) / 2
    yield from block((((line, False),) for line in _unit(axis, field.width)), 0, 0, SMALL, css="c-scale")
    for tick in field.up.ticks:
        line = (((axis.words(tick), False),),)
        yield from block(line, field.left - 8, field.up.y.at(tick) - half_line, SMALL, "end", "c-scale")
    for year in field.years:
        half = text_width(str(year), SMALL) / 2
        x = min(field.x.at(year), field.width - half - _EDGE)
        yield from block((((str(year), False),),), x, below, SMALL, "middle", "c-scale")
