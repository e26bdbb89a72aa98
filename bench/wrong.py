"""A wrong record: an atlas in which one record says something else than its source, as a slip of an editor would have it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atlas.reading.load import Positions
from atlas.records.model import Atlas, Record, SetAside, Target


@dataclass(frozen=True)
class Wrong:
    """One slip: of which kind it is (`field: what was done to it`), in which record, and the atlas with it."""

    kind: str
    record: str
    document: str
    atlas: Atlas


@dataclass(frozen=True)
class Trial:
    """What slips are made of: the sound atlas, where its records stand, one document, and a seeded choice."""

    atlas: Atlas
    positions: Positions
    document: str
    random: random.Random

    def of(self, kind: str) -> list[Any]:
        """The records of a kind that are the document's own."""
        records = getattr(self.atlas, kind)
        records = records.values() if isinstance(records, Mapping) else records
        return [each for each in records if each.document == self.document]

    def one(self, options: Sequence[Any], *but: Any) -> list[Any]:
        """One of some options, in a list, or none where there is no other than those in `but`."""
        left = sorted({each for each in options if each not in but and each is not None}, key=str)
        return [self.random.choice(left)] if left else []

    def with_(self, what: str, old: Record, update: Mapping[str, Any]) -> Wrong:
        """The atlas with some fields of a record changed; one whose `update` is empty is gone."""
        return self.changed(what, old, [(old, old.model_copy(update=dict(update)) if update else None)])

    def changed(self, what: str, told: Any, pairs: Sequence[tuple[Any, Any]]) -> Wrong:
        """The atlas with records in the place of others; None in the place of one takes it away."""
        atlas = self.atlas
        for old, new in pairs:
            if new is not None:
                self.positions.keep(new, *self.positions.trees[id(old)])
            atlas = _replaced(atlas, old, new)
        name = getattr(told, "id", None) or getattr(told, "text", None) or told.cluster
        return Wrong(what, f"{self.document}--{name}", self.document, atlas)

    def added(self, what: str, like: Any, record: Any) -> Wrong:
        """The atlas with one record more, that stands where another does."""
        self.positions.keep(record, *self.positions.trees[id(like)])
        kind = _kind(record)
        held = getattr(self.atlas, kind)
        if isinstance(held, Mapping):
            more: Any = dict(sorted({**held, record.gid: record}.items()))
        else:
            more = (*held, record)
        change: dict[str, Any] = {kind: more}
        name = getattr(record, "id", None) or record.text
        return Wrong(what, f"{self.document}--{name}", self.document, replace(self.atlas, **change))

    def aside(self, target: Target, reason: str) -> Wrong:
        """The atlas with a target set aside for a reason, all its phrases."""
        gone = self.with_("", target, {})
        entries = []
        at = next(iter(self.positions.trees[id(target)][:1]))
        for piece in target.evidence:
            entry = SetAside(document=self.document, text=piece.phrase, at=piece.at, reason=reason)
            entry = entry.model_copy(update={"nth": piece.nth})
            self.positions.keep(entry, at, self.positions.trees[id(target)][1])
            entries.append(entry)
        atlas = replace(gone.atlas, set_aside=(*gone.atlas.set_aside, *entries))
        return Wrong(f"promise: set aside as {reason}", target.gid, self.document, atlas)


Maker = Callable[[Trial], Iterator[Wrong]]


def _kind(record: Record) -> str:
    kinds = {
        "Target": "targets", "Measure": "measures", "Task": "tasks", "Mention": "mentions",
        "SetAside": "set_aside", "Document": "documents",
    }  # fmt: skip
    return kinds[type(record).__name__]


def _replaced(atlas: Atlas, old: Any, new: Any) -> Atlas:
    kind = _kind(old)
    held = getattr(atlas, kind)
    if isinstance(held, Mapping):
        key = getattr(old, "gid", old.id)
        left: Any = {name: new if name == key else each for name, each in held.items() if name != key or new}
    else:
        left = tuple(new if each is old else each for each in held if each is not old or new is not None)
    change: dict[str, Any] = {kind: left}
    return replace(atlas, **change)
