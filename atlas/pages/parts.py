"""The finished values that templates show: links, runs of text, tables, facts, sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from atlas.charts import Spark
from atlas.values import value

FILTERED_FROM = 12
"""A table with as many rows has a filter."""

STACKED_FROM = 3
"""A table with as many columns stands in lines where there is little room."""

LONG = 3
"""A page with more sections than these has a list of contents."""


@value
class Part:
    """A piece of text, with a link where `href` is set; `lang` where it differs from the page's."""

    text: str
    href: str | None = None
    lang: str | None = None
    mark: str = ""


Run = tuple[Part, ...]
Fold = Literal["", "line", "beside", "count"]


@value
class Cell:
    """A table's cell: parts, a small note below, how it lines up, and what it sorts by where not by its words.

    `spark` draws the figures that the cell names.
    """

    parts: Run = ()
    note: Run = ()
    tags: Run = ()
    numeric: bool = False
    listed: bool = False
    kind: str = ""
    sort: str = ""
    spark: Spark | None = None


@value
class Column:
    """A table's column; `href` makes its heading a link, `key` is what a filter calls it, `key_label` what readers do.

    `fold` is where its cells go while each row stands in lines of its own: "line", "beside" the row's heading, or
    "count", a number at the end of that line; else they share the lines below. `sorts` is false where an order by
    it would compare what is not comparable.
    """

    label: str
    numeric: bool = False
    href: str | None = None
    key: str = ""
    key_label: str = ""
    fold: Fold = ""
    sorts: bool = True


Row = tuple[Cell, ...]


@value
class Body:
    """Rows under a heading of their own, with a note beside it; `key` is what a filter calls them.

    Where groups fold, an `open` one is not closed at first; `gist` says in its line what is in it, in place of how much.
    """

    title: str
    key: str
    rows: tuple[Row, ...]
    note: str = ""
    open: bool = False
    gist: str = ""

    @property
    def size(self) -> int:
        """How many rows it has."""
        return len(self.rows)


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first cell of each row heads it. With `bodies` the rows stand in groups.

    A `wide` one is a matrix and scrolls in a region of its own. Where there is little room, each row of any other
    with three columns or more stands in lines of its own, its heading above the rest; of one whose groups fold,
    these are then closed at first. `aligned` ones of three columns have these at the same places all down a page.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    bodies: tuple[Body, ...] = ()
    wide: bool = False
    in_parts: bool = False
    aligned: bool = False

    @property
    def folds(self) -> bool:
        """Whether its groups open and close where there is little room: they do if it is long."""
        return self.in_parts and self.stacks and self.tooled and len(self.bodies) > 1

    @property
    def stacks(self) -> bool:
        """Whether its rows stand in lines of their own where there is little room."""
        return not self.wide and len(self.columns) >= STACKED_FROM

    @property
    def shape(self) -> str:
        """The classes that say how: in how many columns cells share a line, and which of them do not."""
        if not self.stacks:
            return ""
        folded = [f"{column.fold}-{n}" for n, column in enumerate(self.columns, 1) if column.fold]
        shared = min(len(self.columns) - 1 - len(folded), 3)
        return " ".join(["stacks", f"stacks-{shared}", *folded])

    @property
    def chosen(self) -> bool:
        """Whether its filter has choices beside the box for words."""
        return any(column.key for column in self.columns)

    @property
    def tooled(self) -> bool:
        """Whether it is long enough to be filtered; static/js/tables.js counts by the same number."""
        return len(self.rows) + sum(len(body.rows) for body in self.bodies) >= FILTERED_FROM


@value
class Fact:
    """A label, which may be a link, and what stands for it."""

    label: str
    parts: Run
    listed: bool = False
    href: str | None = None


@value
class Item:
    """An entry of a list: a link, a line about it, and small facts. `ways` are links shown where it is folded.

    `retold`: line and facts stand on the linked page as well, where search finds them.
    """

    title: Part
    text: Run = ()
    tags: Run = ()
    facts: tuple[Fact, ...] = ()
    id: str = ""
    retold: bool = False
    ways: Run = ()


@value
class Section:
    """A part of a page. `kind` names the component that shows `body`.

    `searched` is false where the words are those of other pages, told once more. `unfolds` is the line behind
    which it stands where there is little room, if any.
    """

    id: str
    title: str
    kind: str
    body: Any
    intro: str = ""
    count: int | None = None
    searched: bool = True
    unfolds: str = ""

    @property
    def parts(self) -> tuple[Section, ...]:
        """The sections inside a group that have an address of their own."""
        return tuple(one for one in self.body if one.id and one.title) if self.kind == "group" else ()

    @property
    def folds(self) -> bool:
        """Whether some of it opens and closes."""
        return self.kind == "folds" or (self.kind == "group" and any(one.folds for one in self.body))

    @property
    def opens(self) -> bool:
        """Whether some of it does, be it only where there is little room."""
        inside = self.kind == "group" and any(one.opens for one in self.body)
        return (
            self.folds or inside or bool(self.unfolds) or (isinstance(self.body, Table) and self.body.folds)
        )


@dataclass(frozen=True)
class Content:
    """Everything a page's template needs besides the frame of the site.

    `tab` is the title for the browser's tab and for search engines, where it must say more. `searched` is
    false where the sections set other pages' words side by side, so that only the heading is searched.
    """

    title: str
    lead: str = ""
    kicker: str = ""
    description: str = ""
    tab: str = ""
    subtitle: Run = ()
    trail: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    searched: bool = True

    @property
    def outlined(self) -> bool:
        """Whether the page is long enough for a list of contents."""
        return len(self.sections) > LONG
