"""What was read: the atlas, where each of its records stands in the files, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atlas.problems import Place, Problem
from atlas.reading.aliases import Aliases
from atlas.reading.reader import Trail, Tree
from atlas.records import model


@dataclass
class Positions:
    """Where each record, and each of its fields, stands in the files."""

    trees: dict[int, tuple[Tree, Trail]] = field(default_factory=dict)

    def keep(self, record: model.Record, tree: Tree, trail: Trail = ()) -> None:
        """Remembers where a record was read; the record must outlive this object."""
        self.trees[id(record)] = (tree, trail)

    def move(self, read: model.Record, made: model.Record) -> None:
        """What was made of a record stands where that was read."""
        self.trees[id(made)] = self.trees.pop(id(read))

    def place(self, record: model.Record, *trail: str | int, of_key: bool = False) -> Place:
        """The place of a field of a record (or of the field's key)."""
        tree, base = self.trees[id(record)]
        return tree.place((*base, *trail), key=of_key)


@dataclass(frozen=True)
class Loaded:
    """What was read: the atlas (None if its foundations are damaged), places, problems.

    `broken` names the ids of records that could not be read, by kind, so that what refers to them
    is not reported a second time; `DOCUMENT--*` stands for a whole part of a document.
    """

    atlas: model.Atlas | None
    positions: Positions
    problems: list[Problem]
    broken: Mapping[str, frozenset[str]]
    aliases: Aliases = field(default_factory=Aliases)
