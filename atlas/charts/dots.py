"""The dot plot: promises by the year in which they fall due, every dot with its figure beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from atlas.charts.figures import (
    DOT_HEADER,
    LABEL,
    NARROW,
    SMALL,
    WIDE,
    Caption,
    Chart,
    Dot,
    View,
    dot_keys,
    dot_rows,
    line_key,
)
from atlas.charts.glyphs import REACH, Glyph, glyph
from atlas.charts.lettering import text_width, wrapped
from atlas.charts.placing import Label, Surroundings, placed
from atlas.charts.rows import Row, rows
from atlas.charts.scale import Axis, Scale, scale_of, ticks, years_shown
from atlas.charts.shapes import Anchor, Box, Drawing, Path, Point, Words, block, line_height, path, tidy

MOST = 24
"""With more dots than this, rows are clearer than a plot."""

_HIT = {WIDE: 27.0, NARROW: 30.0}
_HEIGHTS = {WIDE: (260, 320, 400), NARROW: (250, 320, 400)}
_EDGE = 2.0


def dot_plot(
    caption: Caption,
    dots: Sequence[Dot],
    axis: Axis,
    words: Mapping[str, str],
    nests: Sequence[tuple[int, int]] = (),
) -> Chart:
    """The chart of one comparison: a plot over the years where every label fits, otherwise rows by year.

    `nests` are pairs of positions in `dots`: an area's dot and that of an area within it.
    `words` has the labels of the comparators, and aspirational, joined, nested, svg, csv.
    There is at least one dot.
    """
    views = tuple(_view(size, width, dots, axis, words, nests) for size, width in _SIZES)
    return Chart(caption, (views[0], views[1]), DOT_HEADER, dot_rows(dots), words)


_SIZES = (("wide", WIDE), ("narrow", NARROW))


def _view(
    size: str,
    width: int,
    dots: Sequence[Dot],
    axis: Axis,
    words: Mapping[str, str],
    nests: Sequence[tuple[int, int]],
) -> View:
    drawing = _plot(dots, axis, width, nests)
    if drawing is None:
        by_year = rows(tuple(_rows_by_year(dots, axis)), axis, width)
        return View(size, by_year, dot_keys(dots, (-1, 0) if axis.reverse else (1, 0), words))
    extra = [line_key("s0 join", words["joined"])] if tuple(_joins(dots)) else []
    extra += [line_key("nest", words["nested"])] if nests else []
    return View(size, drawing, dot_keys(dots, (0, 1) if axis.reverse else (0, -1), words, extra))


def _rows_by_year(dots: Sequence[Dot], axis: Axis) -> Iterator[Row]:
    """The dots in rows, the last year first, in each the best known first."""
    sign = 1 if axis.reverse else -1
    ordered = sorted(dots, key=lambda dot: (-dot.year, sign * dot.value, dot.label))
    for year, group in groupby(ordered, key=lambda dot: dot.year):
        yield Row(str(year), heading=True)
        yield from (Row(dot.label, dot) for dot in group)


def _joins(dots: Sequence[Dot]) -> Iterator[tuple[int, int]]:
    """Positions of an area's dots in years that follow each other, where each year has only one."""
    order = sorted(range(len(dots)), key=lambda n: (dots[n].label, dots[n].year))
    for _, group in groupby(order, key=lambda n: dots[n].label):
        years = [tuple(same) for _, same in groupby(group, key=lambda n: dots[n].year)]
        for before, after in pairwise(years):
            if len(before) == len(after) == 1:
                yield before[0], after[0]


@dataclass(frozen=True)
class _Field:
    """The area of a plot: scales, frame, and the round values."""

    width: int
    x: Scale
    y: Scale
    marks: tuple[Decimal, ...]
    years: tuple[int, ...]
    bottom: float


def _plot(dots: Sequence[Dot], axis: Axis, width: int, nests: Sequence[tuple[int, int]]) -> Drawing | None:
    """The plot in which labels are clearest, or None where they do not fit, or where there is one year only."""
    if len({dot.year for dot in dots}) == 1 or len(dots) > MOST:
        return None
    best: tuple[float, Drawing] | None = None
    for height in _HEIGHTS[width]:
        for inset in (20.0, 0.16 * width, 0.26 * width, 0.36 * width):
            field = _field(dots, axis, width, height, inset)
            if field is None:
                continue
            found = _drawn(dots, axis, field, nests)
            if found is not None and (best is None or found[0] < best[0] - 0.5):
                best = found
        if best is not None and best[0] < 2.5 * len(dots):
            break
    return None if best is None else best[1]


def _field(dots: Sequence[Dot], axis: Axis, width: int, height: int, inset: float) -> _Field | None:
    """A field with room for a label at the right edge, or None if its years do not fit."""
    marks = ticks([value for dot in dots for value in dot.values], axis)
    gutter = max(text_width(axis.words(mark), SMALL) for mark in marks) + 8
    left, right = gutter + 20, width - inset
    years = [dot.year for dot in dots]
    shown = years_shown(years, right - left, text_width("2020", SMALL) + 8)
    if shown is None or right - left < 0.3 * width:
        return None
    top = line_height(SMALL) / 2 + 4
    top += line_height(SMALL) * len(_unit(axis, width)) + REACH
    bottom = top + height
    y = scale_of(marks, bottom, top, reverse=axis.reverse)
    return _Field(width, Scale(min(years), max(years), left, right), y, marks, shown, bottom)


def _drawn(
    dots: Sequence[Dot], axis: Axis, field: _Field, nests: Sequence[tuple[int, int]]
) -> tuple[float, Drawing] | None:
    """The plot in a field with the cost of its labels, or None where something does not fit."""
    spots = _dodged(dots, field)
    if spots is None:
        return None
    marks = [_mark(dot, spot, axis, field) for dot, spot in zip(dots, spots, strict=True)]
    joins = tuple(_joins(dots))
    earlier = {before for before, _ in joins}
    labels = [
        Label("" if number in earlier else dot.label, dot.text, mark.at, mark.box)
        for number, (dot, mark) in enumerate(zip(dots, marks, strict=True))
    ]
    lines = [(marks[one].at, marks[two].at) for one, two in (*joins, *nests)]
    gutter = field.x.start - 20
    frame = Box(gutter, _EDGE, field.width - _EDGE, field.bottom - _EDGE)
    found = placed(labels, Surroundings(frame, [mark.box for mark in marks], lines), LABEL)
    if found is None:
        return None
    anchors = tuple(
        Anchor(dot.name, dot.href, _hit(mark.box, _HIT[field.width]), mark.paths, words)
        for dot, mark, words in zip(dots, marks, found[0], strict=True)
    )
    back = [
        *_grid(axis, field),
        *(Path(path(*line), "nest") for line in lines[len(joins) :]),
        *(
            Path(path(*line), f"s{dots[before].series} join")
            for (before, _), line in zip(joins, lines, strict=False)
        ),
    ]
    below = max(field.bottom + 6, *(mark.box.bottom + 2 for mark in marks))
    drawing = Drawing(
        field.width,
        tidy(below + line_height(SMALL) + _EDGE),
        tuple(back),
        tuple(_scale_words(axis, field, below)),
        anchors,
        tuple(mark.box for mark in marks),
    )
    return found[1], drawing


def _hit(mark: Box, least: float) -> Box:
    x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    across, along = max(least, mark.right - mark.left) / 2, max(least, mark.bottom - mark.top) / 2
    return Box(x - across, y - along, x + across, y + along)


def _mark(dot: Dot, spot: Point, axis: Axis, field: _Field) -> Glyph:
    more = (0, 1) if axis.reverse else (0, -1)
    high = (spot[0], field.y.at(dot.high)) if dot.high is not None else None
    return glyph(dot.comparator, spot, more, series=dot.series, hollow=dot.aspirational, high=high)


def _dodged(dots: Sequence[Dot], field: _Field) -> list[Point] | None:
    """Where each dot stands: at its year and value, moved aside where two would meet; None if too crowded."""
    step = _HIT[field.width]
    spots: dict[int, Point] = {}
    for year in sorted({dot.year for dot in dots}):
        column = [number for number, dot in enumerate(dots) if dot.year == year]
        column.sort(key=lambda n: (field.y.at(dots[n].value), dots[n].label))
        for cluster in _clusters(column, dots, field, step):
            slots: list[tuple[int, float]] = []
            for number in cluster:
                y = field.y.at(dots[number].value)
                slot = next(
                    slot
                    for slot in range(len(cluster))
                    if not any(slot == taken and abs(y - other) < step for taken, other in slots)
                )
                slots.append((slot, y))
            middle = max(slot for slot, _ in slots) / 2
            for number, (slot, y) in zip(cluster, slots, strict=True):
                spots[number] = (field.x.at(year) + (slot - middle) * step, y)
    found = [spots[number] for number in range(len(dots))]
    for number, (x, y) in enumerate(found):
        if x - REACH < field.x.start - 20 or x + REACH > field.width - _EDGE:
            return None
        if any(abs(x - ox) < step - 0.1 and abs(y - oy) < step - 0.1 for ox, oy in found[:number]):
            return None
    return found


def _clusters(column: Sequence[int], dots: Sequence[Dot], field: _Field, step: float) -> Iterator[list[int]]:
    """A year's dots, from the top, in groups within which each is close to the next."""
    group: list[int] = []
    for number in column:
        if group and field.y.at(dots[number].value) - field.y.at(dots[group[-1]].value) >= step:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _grid(axis: Axis, field: _Field) -> Iterator[Path]:
    """A level line at each round value, and a short tick at each year."""
    left = field.x.start - 20
    for mark in field.marks:
        y = field.y.at(mark)
        yield Path(path((left, y), (field.width, y)), "zero" if mark == 0 and axis.zero else "grid")
    ends = ((field.x.at(year), field.bottom) for year in field.years)
    yield Path(" ".join(path((x, y), (x, y + 5)) for x, y in ends), "base")


def _unit(axis: Axis, width: int) -> tuple[str, ...]:
    """The lines of a unit that does not stand on the values themselves."""
    return () if axis.clings else wrapped(axis.unit, width - _EDGE, SMALL)


def _scale_words(axis: Axis, field: _Field, below: float) -> Iterator[Words]:
    """The round values on the left, the unit above them, the years from `below`."""
    pitch = line_height(SMALL)
    gutter = field.x.start - 20
    yield from block((((line, False),) for line in _unit(axis, field.width)), 0, 0, SMALL, css="scale")
    for mark in field.marks:
        line = (((axis.words(mark), False),),)
        yield from block(line, gutter - 8, field.y.at(mark) - pitch / 2, SMALL, "end", "scale")
    for year in field.years:
        half = text_width(str(year), SMALL) / 2
        x = min(field.x.at(year), field.width - half - _EDGE)
        yield from block((((str(year), False),),), x, below, SMALL, "middle", "scale")
