"""The marks: a shape for each comparator, drawn, so that no font decides what they look like.

A dot stands for a stated figure. A point beyond it says in which direction the promise is open: a dot
with a chevron includes the figure (at least), a triangle standing on it does not (more than).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.charts.shapes import Box, Path, Point, around, path, tidy

RADIUS = 5.5
REACH = 13.0
"""How far a mark with a chevron goes from its figure."""

_SHAPES: Mapping[str, tuple[Point, ...]] = {
    "more-than": ((-6.5, 0), (0, 11), (6.5, 0)),
    "less-than": ((-6.5, 0), (0, -11), (6.5, 0)),
    "about": ((-6.5, 0), (0, 7), (6.5, 0), (0, -7)),
    "all": ((-5, -5), (-5, 5), (5, 5), (5, -5)),
}


@dataclass(frozen=True)
class Glyph:
    """A mark on the page: what is drawn, where its figure stands, and the rectangle that no text may cover."""

    paths: tuple[Path, ...]
    at: Point
    box: Box


def glyph(
    comparator: str,
    at: Point,
    more: Point = (0, -1),
    *,
    series: int = 0,
    hollow: bool = False,
    high: Point | None = None,
) -> Glyph:
    """The mark of a comparator at a place; `more` is the direction in which figures grow.

    A range goes from `at` to `high`. An unknown comparator is drawn as a plain dot.
    """
    colour = f"c-{series}"
    fill = f"{colour} c-mark{' c-hollow' if hollow else ''}"
    if comparator == "within" and high is not None:
        return _range(at, high, more, colour, fill)
    points = [_turn(point, at, more) for point in _SHAPES.get(comparator, ())]
    if points:
        drawn = [Path(path(*points, closed=True), fill)]
        box = around(Box(x, y, x, y) for x, y in points)
    else:
        drawn = [Path(circle(at, RADIUS), fill)]
        box = Box(at[0], at[1], at[0], at[1]).grown(RADIUS)
    if comparator in ("at-least", "at-most"):
        sign = 1 if comparator == "at-least" else -1
        chevron = [_turn((x, y * sign), at, more) for x, y in ((-5, 8), (0, REACH - 1), (5, 8))]
        drawn.append(Path(path(*chevron), f"{colour} c-chevron"))
        box = around([box, *(Box(x, y, x, y) for x, y in chevron)])
    return Glyph(tuple(drawn), at, box.grown(1))


def circle(at: Point, radius: float) -> str:
    """A circle as a path."""
    x, y = at
    r = tidy(radius)
    return f"M{tidy(x - radius)} {tidy(y)}a{r} {r} 0 1 1 {tidy(2 * radius)} 0a{r} {r} 0 1 1 {tidy(-2 * radius)} 0Z"


def _turn(point: Point, at: Point, more: Point) -> Point:
    """A point drawn for figures that grow upwards, turned into the direction in which they grow here."""
    x, y = point
    return at[0] + y * more[0] - x * more[1], at[1] + y * more[1] + x * more[0]


def _range(low: Point, high: Point, more: Point, colour: str, fill: str) -> Glyph:
    """A bar from one figure to another, with a cap at each end; no dot, since no figure between them is promised."""
    ends = [[_turn((-6.5, 0), end, more), _turn((6.5, 0), end, more)] for end in (low, high)]
    sides = [_turn((-3.5, 0), low, more), _turn((-3.5, 0), high, more)]
    sides += [_turn((3.5, 0), high, more), _turn((3.5, 0), low, more)]
    drawn = (
        Path(path(*sides, closed=True), fill),
        *(Path(path(*end), f"{colour} c-bar-line") for end in ends),
    )
    box = around(Box(x, y, x, y) for x, y in (*ends[0], *ends[1]))
    return Glyph(drawn, ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2), box.grown(1.5))
