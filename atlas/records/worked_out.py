"""What was worked out of each record, kept from one reading to the next as long as the record is the very same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import is_
from typing import Any, TypeVar

from atlas.records.model import Atlas, Record

N = TypeVar("N", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True)
class Checked:
    """Content that was checked, with no record broken, and the rules that had nothing to say of it."""

    atlas: Atlas
    silent: frozenset[str]


MOST_PARTS = 50
"""Readings that were not whole after which what they did not ask for is forgotten all the same."""


class WorkedOut:
    """Results by what they are and by the record that they follow from.

    `checked`: the content that was checked last, and which rules had nothing to say of it.

    Records are frozen, and one that was not read again is the same object: so its identity says all. What is not
    asked for between two calls of `turn` is forgotten.
    """

    def __init__(self) -> None:
        self._before: dict[tuple[str, int], tuple[Record, tuple[object, ...], Any]] = {}
        self._now: dict[tuple[str, int], tuple[Record, tuple[object, ...], Any]] = {}
        self._values: dict[str, Any] = {}
        self._parts = 0
        self.checked: Checked | None = None

    def of(self, what: str, record: N, work: Callable[[N], T], given: tuple[object, ...] = ()) -> T:
        """What `work` makes of a record; it depends on nothing else than that and on what is `given`, by identity."""
        key = (what, id(record))
        found = self._before.get(key)
        if found is None or found[0] is not record or not all(map(is_, found[1], given)):
            found = (record, given, work(record))  # holds the record, so that no other gets its id
        self._now[key] = found
        result: T = found[2]
        return result

    def same(self, what: str, value: T) -> T:
        """The value of the last time under this name, if it is equal: one can be told by its identity then."""
        if what not in self._values or self._values[what] != value:
            self._values[what] = value
        kept: T = self._values[what]
        return kept

    def turn(self, *, whole: bool = True) -> None:
        """One reading has ended; if it was not `whole`, what was not asked for is kept for now."""
        self._parts = 0 if whole else self._parts + 1
        if self._parts > MOST_PARTS:
            self._parts, whole = 0, True
        self._before, self._now = self._now if whole else {**self._before, **self._now}, {}
