"""What a drawing is made of: paths, lines of text, links. Finished numbers, rounded to one decimal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from atlas.charts.lettering import ASCENT, DESCENT, text_width
from atlas.values import value

Coordinate = int | float
Point = tuple[float, float]


def tidy(value: float) -> Coordinate:
    """A coordinate with at most one decimal: 12.0 → 12."""
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def path(*points: Point, closed: bool = False) -> str:
    """The path through the points."""
    steps = " L".join(f"{tidy(x)} {tidy(y)}" for x, y in points)
    return f"M{steps}{'Z' if closed else ''}"


class Box(NamedTuple):
    """A rectangle, from left and top to right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share an area; edges may touch."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Whether this one lies wholly within the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def grown(self, by: float) -> Box:
        """The rectangle with a margin on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def crossed(self, start: Point, end: Point) -> bool:
        """Whether the straight line from `start` to `end` runs through the inside."""
        (x, y), (to_x, to_y) = start, end
        left, top, right, bottom = self
        if (x <= left and to_x <= left) or (x >= right and to_x >= right):
            return False
        if (y <= top and to_y <= top) or (y >= bottom and to_y >= bottom):
            return False
        enter, leave = 0.0, 1.0
        for step, near, far in ((to_x - x, left - x, right - x), (to_y - y, top - y, bottom - y)):
            if step == 0:
                continue
            first, last = (near / step, far / step) if step > 0 else (far / step, near / step)
            enter, leave = (first if first > enter else enter), (last if last < leave else leave)  # noqa: FURB136 -- half the time
        return enter < leave


def around(boxes: Iterable[Box]) -> Box:
    """The smallest rectangle that holds them all."""
    found = tuple(boxes)
    return Box(
        min(b.left for b in found),
        min(b.top for b in found),
        max(b.right for b in found),
        max(b.bottom for b in found),
    )


@value
class Path:
    """A line or an area. `css` are its classes, which give it colour and width."""

    d: str
    css: str


@value
class Words:
    """One line of text at a baseline. `parts` are pieces and whether each is bold."""

    x: Coordinate
    y: Coordinate
    parts: tuple[tuple[str, bool], ...]
    size: int
    anchor: str = "start"
    css: str = ""

    @property
    def box(self) -> Box:
        """The room that the line is estimated to take in any of the reader's fonts."""
        width = sum(text_width(words, self.size, bold=bold) for words, bold in self.parts)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - ASCENT * self.size, left + width, self.y + DESCENT * self.size)


@dataclass(frozen=True)
class Anchor:
    """What belongs to one record: its mark and its label, in a link where there is an address.

    `hit` is the area that answers to a finger; `name` says the whole to those who do not see it.
    """

    name: str
    href: str | None
    hit: Box
    paths: tuple[Path, ...] = ()
    words: tuple[Words, ...] = ()

    @property
    def hit_path(self) -> str:
        """The area that answers to a finger, as a path."""
        left, top, right, bottom = self.hit.left, self.hit.top, self.hit.right, self.hit.bottom
        return path((left, top), (right, top), (right, bottom), (left, bottom), closed=True)


@dataclass(frozen=True)
class Drawing:
    """A finished picture: scale and lines behind, records in front.

    `marks` are the rectangles of marks that no text may cover; they are for tests and for placing.
    """

    width: Coordinate
    height: Coordinate
    back: tuple[Path, ...] = ()
    scale: tuple[Words, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    marks: tuple[Box, ...] = ()

    @property
    def linked(self) -> bool:
        """Whether there is a link in it, so that it is no mere image."""
        return any(anchor.href is not None for anchor in self.anchors)

    @property
    def lines(self) -> tuple[Words, ...]:
        """Every line of text."""
        return (*self.scale, *(words for anchor in self.anchors for words in anchor.words))

    def unlinked(self) -> Drawing:
        """The same picture for a file of its own, where relative addresses lead nowhere."""
        return replace(self, anchors=tuple(replace(anchor, href=None) for anchor in self.anchors))


def block(
    lines: Iterable[tuple[tuple[str, bool], ...]],
    x: float,
    top: float,
    size: int,
    anchor: str = "start",
    css: str = "",
) -> tuple[Words, ...]:
    """Lines of text below each other, the first one's top at `top`."""
    pitch = line_height(size)
    return tuple(
        Words(tidy(x), tidy(top + ASCENT * size + number * pitch), parts, size, anchor, css)
        for number, parts in enumerate(lines)
    )


def line_height(size: int) -> float:
    """The distance from one line to the next."""
    return (ASCENT + DESCENT) * size


def blank(lines: Iterable[Words]) -> tuple[Path, ...]:
    """An area under lines of text that hides what was drawn before it, so that no line runs through the letters."""
    corners = []
    for line in lines:
        left, top, right, bottom = line.box.grown(2)
        corners.append(
            path((left, top + 2), (right, top + 2), (right, bottom - 2), (left, bottom - 2), closed=True)
        )
    return (Path(" ".join(corners), "c-out"),) if corners else ()
