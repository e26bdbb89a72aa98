"""The ladder: nested regions on one scale, so that one sees who promises more than the region around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.charts.figures import (
    DOT_HEADER,
    NARROW,
    WIDE,
    Caption,
    Chart,
    Dot,
    Key,
    View,
    dot_keys,
    dot_rows,
    tick_key,
)
from atlas.charts.rows import Row, rows
from atlas.charts.scale import Axis


@dataclass(frozen=True)
class Rung:
    """A region in its place: `depth` 0 for the outermost, one more for each region around it.

    A region may have no dot, or several of one group of years, each in a row of its own.
    """

    label: str
    depth: int
    dots: tuple[Dot, ...] = ()


def ladder(caption: Caption, rungs: Sequence[Rung], axis: Axis, words: Mapping[str, str]) -> Chart:
    """The chart of nested regions, in the given order, which is that of a tree read from its root.

    In each row stands a tick for the figure of the nearest region around that has one of the same year and thing, and
    a line from there to the row's dot. `words` has the labels of the comparators, and aspirational, outer,
    svg, csv. At least one region has a dot.
    """
    content = tuple(_content(rungs))
    dots = tuple(dot for rung in rungs for dot in rung.dots)
    compared = any(row.against is not None for row in content)
    extra: tuple[Key, ...] = (tick_key("c-against", words["outer"]),) if compared else ()
    keys = dot_keys(dots, (-1, 0) if axis.reverse else (1, 0), words, extra)
    wide, narrow = (
        View(size, rows(content, axis, width), keys) for size, width in (("wide", WIDE), ("narrow", NARROW))
    )
    return Chart(caption, (wide, narrow), DOT_HEADER, dot_rows(dots), words)


def _facing(one: Dot, other: Dot) -> bool:
    """Whether two areas' dots are of one year, one thing and one time, so that one may be held against the other."""
    return (one.year, one.of, one.during) == (other.year, other.of, other.during)


def _content(rungs: Sequence[Rung]) -> list[Row]:
    """The rows, each with the figure that it is compared with, and with its year if there are several."""
    several = len({dot.year for rung in rungs for dot in rung.dots}) > 1
    around: list[Rung] = []
    found: list[Row] = []
    for rung in rungs:
        around = around[: rung.depth]
        if not rung.dots:
            found.append(Row(rung.label, depth=rung.depth))
        for number, dot in enumerate(sorted(rung.dots, key=lambda each: (each.year, each.value))):
            same = ([each for each in other.dots if _facing(each, dot)] for other in reversed(around))
            outer = next((each[0].value for each in same if len(each) == 1), None)
            label = "" if number else rung.label
            when = str(dot.year) if several else ""
            found.append(Row(label, dot, rung.depth, against=outer, when=when))
        around.append(rung)
    return found
