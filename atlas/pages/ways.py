"""The ways from a page: links to other pages, and names in running text that are links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from atlas.addresses import address as address_of
from atlas.addresses import localized, relative
from atlas.linking.linker import Linker
from atlas.pages.parts import Cell, Part, Run
from atlas.pages.speech import Speech, once
from atlas.problems import Language
from atlas.records import model

_ONE_LINE = 20
"""So wide a name stays in one line of a table: Latin letters count one, Chinese characters two."""


@dataclass(frozen=True)
class Ways(Speech):
    """The links of one page, relative to where it stands."""

    @cached_property
    def linker(self) -> Linker:
        """What links names in the texts of this page."""
        return Linker(self.view.names_in)

    def prose(self, text: model.Text | None, document: str | None = None) -> Run:
        """A text, of a document or of none, with the names in it linked, each record where it first stands."""
        return self.linked(self.text(text), document)

    def linked(self, run: Run, document: str | None = None) -> Run:
        """Running text with the names in it linked; what is a link already stays one, and its names need no other."""
        return tuple(piece for part in run for piece in self._linked(part, document))

    def _linked(self, part: Part, document: str | None) -> Iterable[Part]:
        language: Language = self.language if part.lang is None else "zh"
        if part.href is not None:
            self.linker.meet(part.text, language, document)
            return (part,)
        return (
            replace(part, text=piece)
            if key is None
            else replace(
                part, text=piece, href=self.to(*key), mark="term" if key[0] == "terms" else part.mark
            )
            for piece, key in self.linker.split(part.text, language, document)
        )

    def to(self, kind: str, key: str = "") -> str:
        """The relative link from this page to another in its language."""
        return self.root(localized(address_of(kind, key), self.language))

    def root(self, path: str) -> str:
        """The link to an address or file: relative, or under `base` on a page that is served at any depth."""
        return relative(self.here, path) if self.base is None else self.base + path

    @once
    def region(self, key: str) -> Part:
        """A link to a region."""
        return Part(self.name(self.view.region(key).name), self.to("regions", key))

    @once
    def cluster(self, key: str) -> Part:
        """A link to a cluster."""
        return Part(self.name(self.view.cluster(key).name), self.to("clusters", key))

    @once
    def indicator(self, key: str) -> Part:
        """A link to an indicator, by its short name."""
        found = self.view.indicator(key)
        return Part(self.name(found.short or found.name), self.to("indicators", key))

    @once
    def document(self, key: str) -> Part:
        """A link to a document, by its short name."""
        return Part(self.name(self.view.document(key).short), self.to("documents", key))

    def document_cell(self, key: str, note: Run = ()) -> Cell:
        """A cell with a link to a document and a place in it; where there is room, a short name and a place stay whole."""
        link = self.document(key)
        is_short = sum(1 if char.isascii() else 2 for char in link.text) <= _ONE_LINE
        kinds = ("named",) * is_short + ("placed",) * bool(note)
        places = tuple(replace(part, mark="whole") if part.text.strip() != "·" else part for part in note)
        return Cell((link,), places, kind=" ".join(kinds))

    def agency(self, key: str) -> Part:
        """A link to an agency."""
        return Part(self.name(self.view.agency(key).name), self.to("agencies", key))

    def reference(self, key: str) -> Part:
        """A link to a cited policy, in the atlas or not."""
        if self.view.has("documents", key):
            return Part(self.name(self.view.document(key).title), self.to("documents", key))
        return Part(self.name(self.view.reference(key).title), self.to("references", key))

    def theme(self, key: str) -> Part:
        """A link to a theme."""
        return Part(self.label("themes", key), self.to("themes", key))

    def term(self, key: str) -> Part:
        """A link to a glossary term."""
        return Part(self.name(self.view.term(key).name), self.to("terms", key))

    def measure(self, measure: model.Measure, *, numbered: bool = False) -> Part:
        """A link to a measure, by its title; behind its number where those around it are of its programme."""
        number = f"{measure.number}. " if numbered else ""
        return Part(f"{number}{self.name(measure.title)}", self.to("measures", measure.gid))

    def printed(self, document: str, names: Iterable[str]) -> Run:
        """Agencies of a document, by the name as printed in Chinese and the full name in English."""
        found = []
        for name in names:
            agency = self.view.agency_named(document, name)
            shown = name if self.language == "zh" else agency.name.en
            found.append(Part(shown, self.to("agencies", agency.id)))
        return tuple(found)
