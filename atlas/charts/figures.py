"""A whole chart: caption, the wide and the narrow picture with their legends, and its data as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from atlas.charts.glyphs import RADIUS, glyph
from atlas.charts.shapes import Drawing, Path, Point, path
from atlas.tables.spreadsheet import Value

WIDE, HALF, NARROW = 720, 544, 358
"""The widths for which charts are laid out, in pixels at the reader's usual text size; half is beside another."""

LABEL, SMALL = 14, 13
"""The sizes of labels and of a scale's words."""


@dataclass(frozen=True)
class Caption:
    """What is said about a chart. `id` makes its ids unique on a page.

    `finding` is a sentence. `note` has room for what the picture leaves out, such as who states nothing.
    `svg` and `csv` are the addresses of the downloads, if there are any.
    """

    id: str
    title: str
    finding: str
    note: str = ""
    svg: str = ""
    csv: str = ""


@dataclass(frozen=True)
class Key:
    """An entry of a legend: a mark drawn in a field of 32 by 24, and what it means."""

    paths: tuple[Path, ...]
    text: str


@dataclass(frozen=True)
class View:
    """The chart at one width; `size` is wide, half or narrow."""

    size: str
    drawing: Drawing
    legend: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A chart that a template can show and that can be written as files.

    `words` are those that the template needs: svg and csv, the labels of the downloads.
    """

    caption: Caption
    views: tuple[View, View]
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    words: Mapping[str, str]

    @property
    def wide(self) -> View:
        """The chart as it is on a wide page, or in half of one, and in a file of its own."""
        return self.views[0]


@dataclass(frozen=True)
class Dot:
    """One promised figure.

    `series` is a colour from 1 to 8, 0 for none; `text` the figure in the words of the page; `high` the
    upper end of a range; `when` the deadline in words where it is more than a year; `mark` a sign behind the figure
    that the chart's note explains; `cited` what DOT_CITED says, for those who take the data away. `of` names what is
    counted and `during` over which time, where that matters: nothing connects dots of different things, nor holds
    those of one year but different times against each other.
    """

    label: str
    series: int
    year: int
    value: Decimal
    text: str
    href: str | None = None
    comparator: str = "reach"
    high: Decimal | None = None
    aspirational: bool = False
    when: str = ""
    mark: str = ""
    cited: tuple[str, ...] = ()
    of: str = ""
    during: str = ""

    @property
    def shown(self) -> str:
        """The figure with its sign."""
        return self.text + self.mark

    @property
    def name(self) -> str:
        """All that the dot says, for those who do not see where it stands."""
        return f"{self.label} {self.shown} · {self.when or self.year}"

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The figure, or both ends of its range."""
        return (self.value,) if self.high is None else (self.value, self.high)


DOT_CITED = ("unit", "basis", "indicator", "document", "url")
"""What a figure is of and where it is from: the unit of `value`, its basis, and the whole address of its page."""
DOT_HEADER = ("label", "year", "value", "value_high", "comparator", "aspirational", "text", *DOT_CITED)


def dot_rows(dots: Iterable[Dot]) -> tuple[tuple[Value, ...], ...]:
    """The dots as rows under DOT_HEADER, in the given order."""
    return tuple(
        (
            d.label,
            d.year,
            d.value,
            d.high,
            d.comparator,
            d.aspirational,
            d.text,
            *(d.cited or ("",) * len(DOT_CITED)),
        )
        for d in dots
    )


def dot_keys(
    dots: Iterable[Dot], more: Point, words: Mapping[str, str], extra: Iterable[Key] = ()
) -> tuple[Key, ...]:
    """The legend of marks that do not explain themselves: those actually drawn, plain dots only beside others.

    `words` has the comparators' labels, and `aspirational`.
    """
    found = tuple(dots)
    used = dict.fromkeys(sorted({dot.comparator for dot in found}, key=_rank))
    keys = [Key(_sample(comparator, more), words[comparator]) for comparator in used]
    if any(dot.aspirational for dot in found):
        keys.append(Key(glyph("reach", (16, 12), more, hollow=True).paths, words["aspirational"]))
    if set(used) == {"reach"} and len(keys) == 1:
        keys = []
    return (*keys, *extra)


_ORDER = ("reach", "at-least", "more-than", "about", "within", "all", "at-most", "less-than")


def _rank(comparator: str) -> int:
    return _ORDER.index(comparator) if comparator in _ORDER else len(_ORDER)


def _sample(comparator: str, more: Point) -> tuple[Path, ...]:
    """The mark as it stands in the legend, in the middle of its field."""
    x, y = 16.0, 12.0
    dx, dy = more
    shift = {"at-least": -3.5, "at-most": 3.5, "more-than": -5.5, "less-than": 5.5}.get(comparator, 0.0)
    if comparator == "within":
        ends = ((x - 7 * dx, y - 7 * dy), (x + 7 * dx, y + 7 * dy))
        return glyph(comparator, ends[0], more, high=ends[1]).paths
    return glyph(comparator, (x + shift * dx, y + shift * dy), more).paths


def line_key(css: str, text: str) -> Key:
    """A legend's entry for a kind of line."""
    return Key((Path(path((4, 12), (28, 12)), css),), text)


def tick_key(css: str, text: str) -> Key:
    """A legend's entry for a kind of upright tick."""
    return Key((Path(path((16, 12 - RADIUS - 3), (16, 12 + RADIUS + 3)), css),), text)
