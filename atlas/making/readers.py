"""Which pages noted what, so that those which an edit touches are found without asking each page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from atlas.making.memory import Known, Memory
from atlas.noting.prints import Prints


@dataclass
class Readers:
    """For one memory, made in this process with these prints, the addresses of the pages that noted each note.

    A page that noted something once is named under it for good, so more may be named than noted it at last.
    """

    memory: Memory | None = None
    prints: Prints | None = None
    _by_note: dict[str, set[str]] = field(default_factory=dict)

    def follow(self, memory: Memory, prints: Prints, made: Mapping[str, Known] | None) -> None:
        """From now on this is the memory, which differs from the last one in the pages `made`; None: in all."""
        if made is None:
            self._by_note.clear()
            made = memory.pages
        for address, known in made.items():
            for note in known.reads:
                self._by_note.setdefault(note, set()).add(address)
        self.memory, self.prints = memory, prints

    @property
    def knows_pages(self) -> bool:
        """Whether pages can be asked for by what they noted, and not only which notes may stand for something else."""
        return bool(self._by_note)

    def of(self, notes: Iterable[str]) -> Collection[str]:
        """The addresses of all pages that may have noted one of these."""
        return frozenset().union(*(self._by_note.get(note, ()) for note in notes))
