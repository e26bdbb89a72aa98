"""Tiny dots for a table's cell: values over years, without words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from atlas.charts.glyphs import circle
from atlas.charts.scale import Scale
from atlas.charts.shapes import Path, path

WIDTH, HEIGHT = 80, 20
_SIDE = 4.0


@dataclass(frozen=True)
class Spark:
    """A tiny picture of 80 by 20, and what it says to those who do not see it."""

    label: str
    paths: tuple[Path, ...]


def spark(
    label: str,
    points: Sequence[tuple[int, Decimal]],
    years: tuple[int, int],
    values: tuple[Decimal, Decimal],
    *,
    series: int = 1,
    reverse: bool = False,
) -> Spark:
    """The dots of one cell. `years` and `values` are the ends of the scales that all cells of a column share.

    A year without a value has no dot.
    """
    x = _scale(years[0], years[1], _SIDE, WIDTH - _SIDE)
    y = _scale(float(values[0]), float(values[1]), HEIGHT - _SIDE, _SIDE)
    if reverse:
        y = Scale(y.low, y.high, y.end, y.start)
    spots = [(x.at(year), y.at(value)) for year, value in sorted(points)]
    line = (Path(path(*spots), f"c-{series} c-join"),) if len(spots) > 1 else ()
    dots = tuple(
        Path(circle(spot, 3.2 if spot == spots[-1] else 2.2), f"c-{series} c-mark") for spot in spots
    )
    return Spark(label, (*line, *dots))


def _scale(low: float, high: float, start: float, end: float) -> Scale:
    """The scale, with a lone value in its middle."""
    return Scale(low, high, start, end) if high > low else Scale(low - 1, low + 1, start, end)
