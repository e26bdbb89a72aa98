"""Rows on one scale: a label, a mark where its figure stands, the figure beside the mark.

Labels stand in a column on the left, or above their row where there is no room for a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from atlas.charts.figures import LABEL, SMALL, Dot
from atlas.charts.glyphs import REACH, Glyph, glyph
from atlas.charts.lettering import longest, text_width, wrapped
from atlas.charts.scale import Axis, Scale, scale_of, ticks
from atlas.charts.shapes import Anchor, Box, Drawing, Path, Words, blank, block, line_height, path, tidy

INDENT = 16
HIT = 30.0
_GAP = 6.0
_EDGE = 2.0
_LEAST = 90.0
# How much of the width the labels' column may take: little if possible.
_COLUMNS = (0.3, 0.36, 0.46)


@dataclass(frozen=True)
class Row:
    """A heading, or a label and its dot. A row without a dot only names what stands below it.

    `depth` indents the label; `against` is a value to compare with, drawn as a tick in the same row; `when`
    stands behind the figure. A row without a label belongs to the one above it.
    """

    label: str
    dot: Dot | None = None
    depth: int = 0
    heading: bool = False
    against: Decimal | None = None
    when: str = ""

    @property
    def figure(self) -> tuple[tuple[str, bool], ...]:
        """The figure and its year, with whether they are bold."""
        assert self.dot is not None
        return ((self.dot.shown, True), *(((f" {self.when}", False),) if self.when else ()))

    @property
    def figure_width(self) -> float:
        """The width of the figure in one line; 0 without one."""
        if self.dot is None:
            return 0.0
        return sum(text_width(words, LABEL, bold=bold) for words, bold in self.figure)


@dataclass(frozen=True)
class _Plan:
    """How the rows are laid out at a width: the labels' column (0: above their row), scale, figures beside."""

    width: int
    column: float
    scale: Scale
    beside: bool

    @property
    def start(self) -> float:
        return min(self.scale.start, self.scale.end)

    @property
    def end(self) -> float:
        return max(self.scale.start, self.scale.end)


def rows(content: Sequence[Row], axis: Axis, width: int) -> Drawing:
    """The picture of the rows in their order."""
    dots = [row.dot for row in content if row.dot is not None]
    values = [value for dot in dots for value in dot.values]
    values += [row.against for row in content if row.against is not None]
    marks = ticks(values, axis)
    plan = _plan(content, marks, axis, width)
    scale_words, top = _scale_words(marks, axis, plan)
    anchors: list[Anchor] = []
    headings: list[Words] = []
    back: list[Path] = []
    boxes: list[Box] = []
    guides: list[str] = []
    bands: list[tuple[float, float]] = []
    tree = _Tree()
    for row in content:
        if row.heading:
            top += 10
            lines = [((line, True),) for line in wrapped(row.label, width, LABEL, bold=True)]
            headings += block(lines, 0, top, LABEL, css="c-head")
            top += line_height(LABEL) * len(lines) + 4
            continue
        laid = _row(row, plan, axis, top)
        if row.dot is not None:
            bands.append((laid.band[0], laid.band[1]))
            guides.append(path((plan.start - REACH, laid.middle), (plan.end + REACH, laid.middle)))
        back += laid.back
        boxes += laid.marks
        anchors.append(laid.anchor)
        if row.label:
            back += tree.grow(row.depth, laid.label_middle, laid.label_bottom)
        top = laid.bottom
    grid = _grid(marks, axis, plan, bands)
    lined = (
        [words for anchor in anchors if anchor.paths for words in anchor.words[-1:]] if plan.beside else []
    )
    behind = (*grid, Path(" ".join(guides), "c-guide"), *blank(lined), *back)
    return Drawing(width, tidy(top + 4), behind, (*scale_words, *headings), tuple(anchors), tuple(boxes))


def _label(row: Row, room: float) -> tuple[str, ...]:
    return wrapped(row.label, room - row.depth * INDENT, LABEL)


def _plan(content: Sequence[Row], marks: Sequence[Decimal], axis: Axis, width: int) -> _Plan:
    """The clearest layout that has room for everything."""
    rows = [row for row in content if not row.heading]
    figures = max(row.figure_width for row in rows)
    for share in _COLUMNS:
        lines = [_label(row, share * width) for row in rows]
        # A name in Chinese is best read in one piece.
        if any(len(found) > (2 if " " in row.label else 1) for row, found in zip(rows, lines, strict=True)):
            continue
        if any(longest(row.label, LABEL) > share * width - row.depth * INDENT for row in rows):
            continue
        column = max(
            row.depth * INDENT + text_width(line, LABEL)
            for row, found in zip(rows, lines, strict=True)
            for line in found
        )
        plan = _fitted(rows, marks, axis, (width, column, column + _GAP + REACH + 4, figures))
        if plan is not None:
            return plan
    start = max(row.depth for row in rows) * INDENT + REACH + _EDGE
    plan = _fitted(rows, marks, axis, (width, 0, start, figures))
    if plan is not None:
        return plan
    end = width - REACH - _EDGE
    return _Plan(width, 0, scale_of(marks, start, end, reverse=axis.reverse), beside=False)


def _fitted(
    rows: Sequence[Row], marks: Sequence[Decimal], axis: Axis, room: tuple[int, float, float, float]
) -> _Plan | None:
    """The longest scale beside whose marks every figure has room."""
    width, column, start, figures = room
    for part in range(6):
        end = width - REACH - _EDGE - (figures + _GAP) * part / 5
        if end - start < _LEAST:
            return None
        plan = _Plan(width, column, scale_of(marks, start, end, reverse=axis.reverse), beside=True)
        if all(row.dot is None or _figure_at(row, row.dot, plan, axis, 0) is not None for row in rows):
            return plan
    return None


def _mark(dot: Dot, plan: _Plan, axis: Axis, middle: float) -> Glyph:
    more = (-1, 0) if axis.reverse else (1, 0)
    high = (plan.scale.at(dot.high), middle) if dot.high is not None else None
    at = (plan.scale.at(dot.value), middle)
    return glyph(dot.comparator, at, more, series=dot.series, hollow=dot.aspirational, high=high)


def _figure_at(row: Row, dot: Dot, plan: _Plan, axis: Axis, middle: float) -> tuple[float, str] | None:
    """Where the figure stands beside the mark: x and how it is anchored; None if there is no room."""
    mark = _mark(dot, plan, axis, middle).box
    width = row.figure_width + _EDGE
    left, right = mark.left, mark.right
    if row.against is not None:
        tick = plan.scale.at(row.against)
        left, right = min(left, tick - 1), max(right, tick + 1)
    if right + _GAP + width <= plan.width:
        return right + _GAP, "start"
    if left - _GAP - width >= (plan.column + _GAP if plan.column else 0):
        return left - _GAP, "end"
    return None


@dataclass(frozen=True)
class _Laid:
    """A row in its place."""

    anchor: Anchor
    back: tuple[Path, ...]
    marks: tuple[Box, ...]
    band: tuple[float, float]
    middle: float
    label_middle: float
    label_bottom: float
    bottom: float


def _row(row: Row, plan: _Plan, axis: Axis, top: float) -> _Laid:
    """The row whose top is `top`."""
    pitch = line_height(LABEL)
    lines = [
        ((line, False),) for line in _label(row, plan.column + 0.5 if plan.column else plan.width - _EDGE)
    ]
    if row.dot is not None and not plan.beside:
        room = plan.width - _EDGE - row.depth * INDENT
        lines += [((line, True),) for line in wrapped(row.dot.shown, room, LABEL, bold=True)]
        lines += [((row.when, False),)] if row.when else []
    tall = pitch * len(lines)
    x = row.depth * INDENT
    if plan.column or row.dot is None:
        height = max(tall + 8, HIT)
        middle = top + height / 2
        words = block(lines, x, middle - tall / 2, LABEL)
        label_top, band, bottom = middle - tall / 2, (top, top + height), top + height
    else:
        middle = top + 4 + tall + 14
        words = block(lines, x, top + 4, LABEL)
        label_top, band, bottom = top + 4, (middle - 9, middle + 9), middle + 16
    label_middle, label_bottom = label_top + pitch / 2, label_top + tall
    if row.dot is None:
        anchor = Anchor(row.label, None, Box(x, top, x, top), (), words)
        return _Laid(anchor, (), (), band, middle, label_middle, label_bottom, bottom)
    mark = _mark(row.dot, plan, axis, middle)
    back: tuple[Path, ...] = ()
    if row.against is not None:
        there = plan.scale.at(row.against)
        here = plan.scale.at(row.dot.value)
        back = (
            Path(path((there, middle), (here, middle)), f"c-{row.dot.series} c-step"),
            Path(path((there, middle - 8), (there, middle + 8)), "c-against"),
        )
    found = _figure_at(row, row.dot, plan, axis, middle) if plan.beside else None
    if found is not None:
        words += block((row.figure,), found[0], middle - pitch / 2, LABEL, found[1])
    centre = (mark.box.left + mark.box.right) / 2
    half = max(HIT, mark.box.right - mark.box.left) / 2
    hit = Box(centre - half, middle - HIT / 2, centre + half, middle + HIT / 2)
    anchor = Anchor(row.dot.name, row.dot.href, hit, mark.paths, words)
    return _Laid(anchor, back, (mark.box,), band, middle, label_middle, label_bottom, bottom)


def _scale_words(marks: Sequence[Decimal], axis: Axis, plan: _Plan) -> tuple[tuple[Words, ...], float]:
    """The round values above the rows, with the unit above them where it is long, and where rows begin."""
    lines = () if axis.clings else wrapped(axis.unit, plan.width - _EDGE, SMALL)
    unit = block((((line, False),) for line in lines), 0, 0, SMALL, css="c-scale")
    top = line_height(SMALL) * len(lines)
    found: list[Words] = []
    for mark in marks:
        x, words = plan.scale.at(mark), axis.words(mark)
        half = text_width(words, SMALL) / 2
        x = min(max(x, half), plan.width - half)
        found += block((((words, False),),), x, top, SMALL, "middle", "c-scale")
    return (*unit, *_apart(found)), top + line_height(SMALL) + 2


def _apart(words: Sequence[Words]) -> Iterator[Words]:
    """The words on a scale without those for which there is no room; the ends have precedence."""
    last = len(words) - 1
    kept: list[Words] = []
    for number in sorted(range(len(words)), key=lambda n: (n not in (0, last), n % 2, n)):
        box = words[number].box
        if all(box.right + 6 <= other.box.left or other.box.right + 6 <= box.left for other in kept):
            kept.append(words[number])
    yield from sorted(kept, key=lambda each: each.x)


def _grid(
    marks: Sequence[Decimal], axis: Axis, plan: _Plan, bands: Sequence[tuple[float, float]]
) -> Iterator[Path]:
    """An upright line at each round value, interrupted where there is text."""
    joined: list[list[float]] = []
    for first, last in bands:
        if joined and first - joined[-1][1] < 1:
            joined[-1][1] = last
        else:
            joined.append([first, last])
    for mark in marks:
        x = plan.scale.at(mark)
        line = " ".join(path((x, first), (x, last)) for first, last in joined)
        yield Path(line, "c-zero" if mark == 0 and axis.zero else "c-grid")


class _Tree:
    """The lines that lead from a row to those nested in it."""

    def __init__(self) -> None:
        self._bottoms: dict[int, float] = {}

    def grow(self, depth: int, middle: float, bottom: float) -> tuple[Path, ...]:
        """The line to a row from the one above it in the nest."""
        found: tuple[Path, ...] = ()
        if depth and depth - 1 in self._bottoms:
            x = depth * INDENT - 10
            corner = ((x, self._bottoms[depth - 1] + 1), (x, middle), (x + 7, middle))
            found = (Path(path(*corner), "c-branch"),)
        self._bottoms = {level: y for level, y in self._bottoms.items() if level < depth}
        self._bottoms[depth] = bottom
        return found
