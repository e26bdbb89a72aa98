"""What a rule sees: the atlas, where each record stands, and which records could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from atlas.checks.pointers import Pointer, pointers
from atlas.figures.lexicon import Lexicon
from atlas.problems import Problem, Severity, Words
from atlas.reading.load import Loaded, Positions
from atlas.records.model import Atlas, Record
from atlas.records.worked_out import WorkedOut
from atlas.sources.proof import spoken

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """The atlas with the means to point at any field of any record.

    `fresh` has those of its records that a rule which asks each record alone is asked of, where these are not all.
    """

    atlas: Atlas
    positions: Positions
    broken: Mapping[str, frozenset[str]]
    worked_out: WorkedOut = field(default_factory=WorkedOut)
    fresh: Atlas | None = None
    _once: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, loaded: Loaded, worked_out: WorkedOut | None = None) -> Context:
        """The context of what was read, with what is kept of earlier checks; the atlas must be there."""
        if loaded.atlas is None:
            raise ValueError("nothing to check: the atlas was not read")
        return cls(loaded.atlas, loaded.positions, loaded.broken, worked_out or WorkedOut())

    def about(self, fresh: Atlas) -> Context:
        """The same, to ask of these records only."""
        return replace(self, fresh=fresh, _once={})

    @property
    def asked(self) -> Atlas:
        """The records that are to be asked of, one by one."""
        return self.atlas if self.fresh is None else self.fresh

    def problem(
        self,
        rule: str,
        record: Record,
        trail: tuple[str | int, ...],
        what: Words,
        instead: Words | None = None,
        *,
        severity: Severity = "error",
        of_key: bool = False,
    ) -> Problem:
        """A problem at a field of a record."""
        return Problem(self.positions.place(record, *trail, of_key=of_key), rule, what, instead, severity)

    def records(self) -> Iterator[Record]:
        """Every record that is to be asked of."""
        atlas = self.asked
        yield from chain(
            atlas.regions.values(), atlas.clusters.values(), atlas.indicators.values(), atlas.agencies.values(),
            atlas.references.values(), atlas.terms.values(), atlas.documents.values(), atlas.targets.values(),
            atlas.measures.values(), atlas.tasks.values(), atlas.mentions, atlas.changes, atlas.set_aside,
        )  # fmt: skip

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words by which figures are recognised; the same object as long as they are equal."""
        return self.worked_out.same("lexicon", spoken(self.atlas))

    def once(self, what: str, work: Callable[[Context], T]) -> T:
        """What several rules ask for, worked out once."""
        if what not in self._once:
            self._once[what] = work(self)
        found: T = self._once[what]
        return found

    @cached_property
    def pointers(self) -> tuple[tuple[Record, tuple[Pointer, ...]], ...]:
        """Each record with all that it points at; several rules ask."""
        of = self.worked_out.of
        return tuple((record, of("pointers", record, _pointers)) for record in self.records())

    @cached_property
    def agencies_by_name(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """(document, name as printed) → the ids of the agencies that claim the name."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for agency in self.atlas.agencies.values():
            for document, names in agency.aliases.items():
                for name in dict.fromkeys(names):
                    found[document, name] = (*found.get((document, name), ()), agency.id)
        return found


def _pointers(record: Record) -> tuple[Pointer, ...]:
    return tuple(pointers(record))
