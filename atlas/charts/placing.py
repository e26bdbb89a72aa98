"""Labels beside their marks, so that no two meet and none covers a mark or leaves the picture.

Every label has a list of places where it could stand, each with what it costs in clarity. A search that
is deterministic takes the cheapest places that do not collide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from atlas.charts.lettering import share, text_width
from atlas.charts.shapes import Box, Point, Words, block, line_height

GAP = 4.0
APART = 2.0
_OFF = 12.0
_CLOSE = 6.0
_NEAR = 9.0
_TRIES = 4000

Line = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Label:
    """What is to be written beside a mark: a name, which may be empty, and a figure, which is bold."""

    name: str
    text: str
    at: Point
    mark: Box


@dataclass(frozen=True)
class Surroundings:
    """What labels stand among: the frame, the marks of all labels in their order, lines between marks."""

    frame: Box
    marks: Sequence[Box]
    lines: Sequence[tuple[Point, Point]] = ()


class Place(NamedTuple):
    """One place for a label, and its cost."""

    label: Label
    lines: tuple[Line, ...]
    x: float
    anchor: str
    box: Box
    cost: float

    def words(self, size: int) -> tuple[Words, ...]:
        """The lines of the label in this place."""
        return block(self.lines, self.x, self.box.top, size, self.anchor)

    @property
    def leader(self) -> tuple[Point, Point] | None:
        """The upright line from the mark to the label, if they are not close; there is no room between for others."""
        mark, x = self.label.mark, self.label.at[0]
        if self.box.top - mark.bottom > _CLOSE:
            return (x, mark.bottom + 1), (x, self.box.top)
        if mark.top - self.box.bottom > _CLOSE:
            return (x, mark.top - 1), (x, self.box.bottom)
        return None


def placed(
    labels: Sequence[Label], around: Surroundings, size: int, below: float = float("inf")
) -> tuple[Place, ...] | None:
    """A good place for each label; None if they do not all fit, or surely cost `below` or more in all."""
    choices = []
    least = 0.0
    for number, label in enumerate(labels):
        found = sorted(_places(label, number, around, size), key=lambda place: place.cost)
        if not found:
            return None
        choices.append(found)
        least += found[0].cost
        if least >= below:
            return None
    picked = _search(choices)
    if picked is None:
        return None
    return tuple(_improved(picked, choices))


def _variants(label: Label, size: int) -> Iterator[tuple[tuple[Line, ...], float]]:
    """The label in one line or more, with what breaking it costs."""
    figure: Line = ((label.text, True),)
    broken = share(label.text, 2, size, bold=True)
    lines = tuple(((piece, True),) for piece in broken)
    if not label.name:
        yield (figure,), 0
        if len(broken) > 1 and len(label.text) > 8:
            yield lines, 1
        return
    yield (((label.name + " ", False), *figure),), 0
    yield (((label.name, False),), figure), 0.4
    for count in (2, 3):
        names = share(label.name, count, size)
        cost = 0.6 * count + (0 if " " in label.name else 1.5)  # a name in Chinese is best read in one piece
        if len(names) == count and min(map(len, names)) > 2:
            yield (*(((name, False),) for name in names), figure), cost
            if len(broken) > 1 and len(label.text) > 8:
                yield (*(((name, False),) for name in names), *lines), cost + 1


def _places(label: Label, number: int, around: Surroundings, size: int) -> Iterator[Place]:
    """Where the label may stand, given what does not move."""
    frame_left, frame_top, frame_right, frame_bottom = around.frame
    variants = [
        (
            lines,
            broken,
            max(sum(text_width(words, size, bold=bold) for words, bold in line) for line in lines),
            line_height(size) * len(lines),
        )
        for lines, broken in _variants(label, size)
    ]
    reach = _reach(label, max(each[2] for each in variants), max(each[3] for each in variants))
    others = (mark for other, mark in enumerate(around.marks) if other != number)
    marks = (around.marks[number], *(mark for mark in others if mark.overlaps(reach)))
    near_lines = [line for line in around.lines if reach.crossed(*line)]
    for lines, broken, width, height in variants:
        for x, top, anchor, cost in _spots(label, width, height):
            left = x - (0.0 if anchor == "start" else width / 2 if anchor == "middle" else width)
            right, bottom = left + width, top + height
            if left < frame_left or right > frame_right or top < frame_top or bottom > frame_bottom:
                continue
            near = _near(left, top, right, bottom, marks)
            if near is None:
                continue
            box = Box(left, top, right, bottom)
            crossings = 0
            for start, end in near_lines:
                crossings += box.crossed(start, end)
            yield Place(label, lines, x, anchor, box, cost + broken + 3 * crossings + 0.6 * near)


def _reach(label: Label, width: float, height: float) -> Box:
    """All that is near some place of a label that is so wide and high at most."""
    mark, (x, y) = label.mark, label.at
    aside, above = GAP + width + _NEAR, GAP + height + _OFF + _NEAR
    return Box(
        min(mark.left, x) - aside,
        min(mark.top, y) - above,
        max(mark.right, x) + aside,
        max(mark.bottom, y) + above,
    )


def _near(left: float, top: float, right: float, bottom: float, marks: Sequence[Box]) -> int | None:
    """How many marks lie close to a rectangle, the first not counted, or None where it covers one.

    This is asked for each of some hundred places of each label, so that it is written out.
    """
    found = 0
    for mark_left, mark_top, mark_right, mark_bottom in marks:
        if (
            left - _NEAR < mark_right
            and mark_left < right + _NEAR
            and top - _NEAR < mark_bottom
            and mark_top < bottom + _NEAR
        ):
            if left < mark_right and mark_left < right and top < mark_bottom and mark_top < bottom:
                return None
            found += 1
    own = marks[0]
    return found - (
        left - _NEAR < own.right
        and own.left < right + _NEAR
        and top - _NEAR < own.bottom
        and own.top < bottom + _NEAR
    )


def _spots(label: Label, width: float, height: float) -> Iterator[tuple[float, float, str, float]]:
    """Places around a mark: x, top, how the lines are anchored, cost."""
    mark, (x, y) = label.mark, label.at
    left, right = mark.left - GAP, mark.right + GAP
    above, below = mark.top - GAP / 2 - height, mark.bottom + GAP / 2
    slide = max(height / 2 - 7, 0)
    for shift, cost in ((0.0, 0.0), (-slide, 0.3), (slide, 0.35), (-height / 2, 0.8), (height / 2, 0.85)):
        yield right, y - height / 2 + shift, "start", cost
        yield left, y - height / 2 + shift, "end", cost + 0.25
    for top, cost in ((above, 0.2), (below, 0.3)):
        yield x, top, "middle", cost
        yield mark.left, top, "start", cost + 0.3
        yield mark.right, top, "end", cost + 0.4
        away = _OFF if top > y else -_OFF
        yield x, top + away, "middle", cost + 1.2
        yield mark.left, top + away, "start", cost + 1.3
        yield mark.right, top + away, "end", cost + 1.4
        yield x - width / 4, top, "start", cost + 0.35
        yield x + width / 4, top, "end", cost + 0.45


def _search(choices: Sequence[Sequence[Place]]) -> list[Place] | None:
    """Places that do not collide, the most constrained label first; None if the tries run out."""
    order = sorted(range(len(choices)), key=lambda number: (len(choices[number]), number))
    picked: dict[int, Place] = {}
    position = [0] * len(order)
    depth = tries = 0
    while depth < len(order):
        number = order[depth]
        places = choices[number]
        while position[depth] < len(places):
            place = places[position[depth]]
            position[depth] += 1
            tries += 1
            if all(not _collide(place, other) for other in picked.values()):
                picked[number] = place
                break
        if number in picked:
            depth += 1
            if depth < len(order):
                position[depth] = 0
            continue
        if depth == 0 or tries > _TRIES:
            return None
        depth -= 1
        del picked[order[depth]]
    return [picked[number] for number in range(len(choices))]


def _improved(picked: list[Place], choices: Sequence[Sequence[Place]]) -> list[Place]:
    """The same, with each label moved, and pairs of neighbours moved together, where that costs less."""
    for _ in range(6):
        before = list(picked)
        for number, places in enumerate(choices):
            others = [place for other, place in enumerate(picked) if other != number]
            for place in places:
                if place.cost >= picked[number].cost:
                    break
                if not any(_collide(place, other) for other in others):
                    picked[number] = place
                    break
        for one, two in pairwise(sorted(range(len(picked)), key=lambda n: picked[n].box.top)):
            _pair(picked, choices, one, two)
        if picked == before:
            break
    return picked


def _pair(picked: list[Place], choices: Sequence[Sequence[Place]], one: int, two: int) -> None:
    """Moves two labels together if that costs less."""
    others = [place for number, place in enumerate(picked) if number not in (one, two)]
    best = picked[one].cost + picked[two].cost
    cheapest = choices[two][0].cost
    free: dict[int, bool] = {}
    for first in choices[one]:
        if first.cost + cheapest >= best:
            break
        if any(_collide(first, other) for other in others):
            continue
        for number, second in enumerate(choices[two]):
            if first.cost + second.cost >= best:
                break
            if number not in free:
                free[number] = not any(_collide(second, other) for other in others)
            if free[number] and not _collide(first, second):
                picked[one], picked[two] = first, second
                best = first.cost + second.cost
                break


def _collide(one: Place, other: Place) -> bool:
    """Whether two labels would lie less than `APART` apart."""
    left, top, right, bottom = one.box
    other_left, other_top, other_right, other_bottom = other.box
    return (
        left - APART < other_right
        and other_left < right + APART
        and top - APART < other_bottom
        and other_top < bottom + APART
    )
