"""The dot plot: promises by the year in which they fall due, every dot with its figure beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from atlas.charts.figures import (
    DOT_HEADER,
    HALF,
    NARROW,
    WIDE,
    Caption,
    Chart,
    Dot,
    View,
    dot_keys,
    dot_rows,
    line_key,
)
from atlas.charts.plot import JOIN, plot
from atlas.charts.rows import Row, rows
from atlas.charts.scale import Axis


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
    wide, narrow = (
        _view(size, width, dots, axis, words, nests) for size, width in (("wide", WIDE), ("narrow", NARROW))
    )
    return Chart(caption, (wide, narrow), DOT_HEADER, dot_rows(dots), words)


def strips(caption: Caption, dots: Sequence[Dot], axis: Axis, words: Mapping[str, str]) -> Chart:
    """The same in rows by year at any width, for pictures that stand beside each other and answer one question."""
    content = tuple(_rows_by_year(dots, axis))
    keys = dot_keys(dots, (-1, 0) if axis.reverse else (1, 0), words)
    half, narrow = (
        View(size, rows(content, axis, width), keys) for size, width in (("half", HALF), ("narrow", NARROW))
    )
    return Chart(caption, (half, narrow), DOT_HEADER, dot_rows(dots), words)


def _view(
    size: str,
    width: int,
    dots: Sequence[Dot],
    axis: Axis,
    words: Mapping[str, str],
    nests: Sequence[tuple[int, int]],
) -> View:
    drawing = plot(dots, axis, width, nests)
    if drawing is None:
        by_year = rows(tuple(_rows_by_year(dots, axis)), axis, width)
        return View(size, by_year, dot_keys(dots, (-1, 0) if axis.reverse else (1, 0), words))
    extra = (
        [line_key(f"c-0 {JOIN}", words["joined"])] if any(JOIN in path.css for path in drawing.back) else []
    )
    extra += [line_key("c-nest", words["nested"])] if nests else []
    return View(size, drawing, dot_keys(dots, (0, 1) if axis.reverse else (0, -1), words, extra))


def _rows_by_year(dots: Sequence[Dot], axis: Axis) -> Iterator[Row]:
    """The dots in rows, the last year first, in each the best known first."""
    sign = 1 if axis.reverse else -1
    ordered = sorted(dots, key=lambda dot: (-dot.year, sign * dot.value, dot.label))
    for year, group in groupby(ordered, key=lambda dot: dot.year):
        yield Row(str(year), heading=True)
        yield from (Row(dot.label, dot) for dot in group)
