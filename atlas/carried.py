"""The targets of a measure or task that does not list any: those with words under its place. Pure.

A place lies under another by its headings, not by its characters: 正文 二（三）1 lies under 正文 二（三）, and
正文 二（三）10 not under 正文 二（三）1. A row of an annex (附件 5-1) lies under its annex alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from atlas.model import Measure, Target, Task
from atlas.squeezed import fold

Carrier = TypeVar("Carrier", Measure, Task)

_STEP = re.compile(r"[0-9]+(?:-[0-9]+)?|\([^()]*\)|[^0-9()\s]+")


def steps(at: str) -> tuple[str, ...]:
    """A place heading by heading: 正文 三（一）3 → 正文, 三, (一), 3."""
    part, _, rest = fold(at).partition(" ")
    return (part, *_STEP.findall(rest))


@dataclass
class Carried:
    """Measures and tasks with the targets that they carry.

    What is made of a record is the very same object the next time, as long as record and targets are.
    """

    known: dict[int, tuple[Any, Any]] = field(default_factory=dict)

    def turn(self, targets: Iterable[Target]) -> Callable[[Carrier], Carrier]:
        """One reading begins. What is given gives a record back as it is, or, where it was written without
        `targets`, with those under its place, in their order.
        """
        under = _under(targets)
        before, self.known = self.known, {}

        def carry(record: Carrier) -> Carrier:
            found = under.get((record.document, *steps(record.at)), ())
            if "targets" in record.model_fields_set or not found:
                return record
            read, kept = before.get(id(record), (None, None))
            same = read is record and kept.targets == found
            made: Carrier = kept if same else record.model_copy(update={"targets": found})
            self.known[id(record)] = (record, made)  # holds the record, so that no other gets its id
            return made

        return carry


def _under(targets: Iterable[Target]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The ids of targets by document and by every place that they stand under."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for target in targets:
        for above in _above(target):
            found.setdefault(above, {})[target.id] = None
    return {place: tuple(ids) for place, ids in found.items()}


def _above(target: Target) -> Iterator[tuple[str, ...]]:
    for evidence in target.evidence:
        whole = (target.document, *steps(evidence.at))
        yield from (whole[:length] for length in range(2, len(whole) + 1))
