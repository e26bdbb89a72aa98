"""The atlas as a page sees it: each read is noted, so that one knows which pages an edit touches.

A page's context is a pure function of a view. What it read is a set of notes such as
`indicators/rd-intensity` (that record) or `targets?indicator=rd-intensity` (which records belong).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from atlas.comparing.blanks import Blank, applied
from atlas.linking.linker import Found, Names
from atlas.linking.names import Scope, names, same_names
from atlas.linking.relations import Named, Relations, relate, related_anew, target_id
from atlas.problems import Language
from atlas.records import model
from atlas.sources.proof import State, states

R = TypeVar("R", bound=model.Record)
Group = tuple[tuple[Any, ...], frozenset[str]]
"""A group of a relation, and what a page notes that looks at it."""
Shared = tuple[object, Any, frozenset[str]]
"""A record or a group, what is made of it for many pages, and what each of them notes."""


@dataclass
class View:
    """One page's window on the atlas. `reads` grows with every record and relation it looks at.

    `groups` are those that any page has asked for, and `shared` is what any has made for others too.
    """

    atlas: model.Atlas
    relations: Relations
    names: Names
    states: Mapping[str, State] = field(default_factory=dict)
    reads: set[str] = field(default_factory=set)
    groups: dict[tuple[str, str], Group] = field(default_factory=dict, repr=False)
    shared: dict[tuple[str, int], Shared] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, atlas: model.Atlas, before: View | None = None, named: Named | None = None) -> View:
        """A view on an atlas that has been checked. What is looked for in texts is that of `before`, if it is equal.

        What is `named` was found in the texts of this very atlas before.
        """
        said = before.names if before is not None and same_names(before.atlas, atlas) else None
        if said is None:
            tables = names(atlas)
            said = before.names if before is not None and before.names.tables == tables else Names.of(tables)
        if before is not None and before.names is said:
            return cls(atlas, related_anew(atlas, said, before.atlas, before.relations), said, states(atlas))
        return cls(atlas, relate(atlas, said, named), said, states(atlas))

    def fresh(self) -> View:
        """The same atlas with nothing noted yet."""
        return View(
            self.atlas,
            self.relations,
            self.names,
            self.states,
            groups=self.groups,
            shared=self.shared,
        )

    def _one(self, kind: str, records: Mapping[str, R], key: str) -> R:
        self.reads.add(f"{kind}/{key}")
        return records[key]

    def _all(self, kind: str, records: Mapping[str, R]) -> tuple[R, ...]:
        self.reads.add(f"{kind}/*")
        return tuple(records.values())

    def has(self, kind: str, key: str) -> bool:
        """Whether there is a record of a kind with this id: `has("documents", "changzhou-2021")`."""
        self.reads.add(f"{kind}/{key}")
        return key in getattr(self.atlas, kind)

    def interface(self, key: str) -> model.Name | None:
        """The words of the interface under a key, None where it lacks them."""
        self.reads.add("interface")
        return self.atlas.interface.get(key)

    # One record
    def region(self, key: str) -> model.Region:
        """One region."""
        return self._one("regions", self.atlas.regions, key)

    def cluster(self, key: str) -> model.Cluster:
        """One cluster."""
        return self._one("clusters", self.atlas.clusters, key)

    def indicator(self, key: str) -> model.Indicator:
        """One indicator."""
        return self._one("indicators", self.atlas.indicators, key)

    def agency(self, key: str) -> model.Agency:
        """One agency."""
        return self._one("agencies", self.atlas.agencies, key)

    def reference(self, key: str) -> model.Reference:
        """One cited policy."""
        return self._one("references", self.atlas.references, key)

    def term(self, key: str) -> model.GlossaryTerm:
        """One glossary term."""
        return self._one("terms", self.atlas.terms, key)

    def document(self, key: str) -> model.Document:
        """One document."""
        return self._one("documents", self.atlas.documents, key)

    def target(self, key: str) -> model.Target:
        """One target, by its whole id."""
        return self._one("targets", self.atlas.targets, key)

    def measure(self, key: str) -> model.Measure:
        """One measure, by its whole id."""
        return self._one("measures", self.atlas.measures, key)

    def state(self, document: str) -> State:
        """The verification state of a document: whether its phrases were found, and its census."""
        self.reads.add(f"proofs/{document}")
        return self.states[document]

    def word(self, vocabulary: str, key: str) -> model.Term:
        """A word of a vocabulary."""
        self.reads.add(f"vocabulary/{vocabulary}")
        return self.atlas.vocabulary[vocabulary][key]

    def words(self, vocabulary: str) -> Mapping[str, model.Term]:
        """A whole vocabulary, in its own order."""
        self.reads.add(f"vocabulary/{vocabulary}")
        return self.atlas.vocabulary[vocabulary]

    def unit(self, key: str) -> model.Unit:
        """One unit."""
        self.reads.add("vocabulary/units")
        return self.atlas.units[key]

    @property
    def units(self) -> Mapping[str, model.Unit]:
        """Every unit."""
        self.reads.add("vocabulary/units")
        return self.atlas.units

    @property
    def site(self) -> model.Site:
        """The site's settings."""
        self.reads.add("site")
        return self.atlas.site

    def text(self, key: str) -> str | None:
        """A Markdown text such as `about.zh`."""
        self.reads.add(f"pages/{key}")
        return self.atlas.texts.get(key)

    # All records of a kind
    def regions(self) -> tuple[model.Region, ...]:
        """Every region."""
        return self._all("regions", self.atlas.regions)

    def clusters(self) -> tuple[model.Cluster, ...]:
        """Every cluster."""
        return self._all("clusters", self.atlas.clusters)

    def indicators(self) -> tuple[model.Indicator, ...]:
        """Every indicator."""
        return self._all("indicators", self.atlas.indicators)

    def agencies(self) -> tuple[model.Agency, ...]:
        """Every agency."""
        return self._all("agencies", self.atlas.agencies)

    def references(self) -> tuple[model.Reference, ...]:
        """Every cited policy."""
        return self._all("references", self.atlas.references)

    def terms(self) -> tuple[model.GlossaryTerm, ...]:
        """Every glossary term."""
        return self._all("terms", self.atlas.terms)

    def documents(self) -> tuple[model.Document, ...]:
        """Every document."""
        return self._all("documents", self.atlas.documents)

    def targets(self) -> tuple[model.Target, ...]:
        """Every target."""
        return self._all("targets", self.atlas.targets)

    def measures(self) -> tuple[model.Measure, ...]:
        """Every measure."""
        return self._all("measures", self.atlas.measures)

    @property
    def regions_by_id(self) -> Mapping[str, model.Region]:
        """Every region by its id."""
        self.reads.add("regions/*")
        return self.atlas.regions

    def areas(self) -> tuple[str, ...]:
        """The regions that have a target: outer levels first, and those with more targets before others."""
        self.reads.add("areas?")
        return self.relations.areas[""]

    def blank_of(self, region: str) -> Blank:
        """What it means that nothing is found for a region."""
        self.reads.add(f"blank_of_region?{region}")
        return self.relations.blank_of_region[region]

    def blank(self, indicator: str, region: str) -> Blank:
        """Why a region has no target on an indicator."""
        return applied(self.indicator(indicator), self.region(region), self.blank_of(region))

    def names_in(self, text: str, language: Language, document: Scope = None) -> tuple[Found, ...]:
        """Where names of records stand in a running text, of a document or of none.

        What is found depends on the names that are looked for, all of them: a new one may stand in any text. To note
        each would tie every page to every record. So a page notes which names were looked for, as a whole: those that
        hold everywhere (`names?zh`) and those of the document (`names?zh/changzhou-2021`). They change when a
        record is named anew, comes or goes, and not when anything else of it changes; a page shows nothing else of it.
        """
        self.reads.add(f"names?{language}")
        if document is not None:
            self.reads.add(f"names?{language}/{document}")
        return self.names.find(text, language, document)

    # Records by what they name: `related("targets_by_indicator", "rd-intensity")`
    def related(self, relation: str, key: str) -> tuple[Any, ...]:
        """The group of a relation under a key, empty where there is none; its members are noted."""
        found = self.groups.get((relation, key))
        if found is None:
            found = self.groups[relation, key] = self._group(relation, key)
        self.reads.update(found[1])
        return found[0]

    def _group(self, relation: str, key: str) -> Group:
        group: tuple[Any, ...] = getattr(self.relations, relation).get(key, ())
        members = (
            f"{type(item).__name__.lower()}s/{item.gid}"
            for item in group
            if isinstance(item, model.Target | model.Measure | model.Task)
        )
        return group, frozenset((f"{relation}?{key}", *members))

    def size(self, relation: str, key: str) -> int:
        """How many members the group of a relation has; it is noted, and they are not."""
        self.reads.add(f"{relation}?{key}")
        return len(getattr(self.relations, relation).get(key, ()))

    def agency_named(self, document: str, printed: str) -> model.Agency:
        """The agency that a document calls by a name."""
        return self.agency(self.relations.agency_by_name[document, printed])

    def target_named(self, document: str, name: str) -> model.Target:
        """The target that a document's record names, `x` or `document--x`."""
        return self.target(target_id(document, name))
