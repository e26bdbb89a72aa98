"""The records of the atlas: what an editor may write, field by field. No I/O.

Vocabularies are data; a field that must hold a word of one, or the id of another record, says so
with `Ref`, and the check of references holds it against what was read.
The records of a document have a file of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from atlas.records.documents import (
    NET,
    Baseline,
    Citation,
    Document,
    Evidence,
    Heading,
    Measure,
    Mention,
    Missing,
    Proof,
    SetAside,
    Source,
    Target,
    TargetLink,
    Task,
)
from atlas.records.fields import Base, Day, Id, Link, Many, Number, Ref, Words, Year
from atlas.records.record import Aliases, Name, Record, Text

__all__ = [
    "COUNTING_WORDS",
    "NET",
    "PARTS",
    "REGISTRIES",
    "TEXTS",
    "VOCABULARIES",
    "Agency",
    "Aliases",
    "Atlas",
    "Baseline",
    "Change",
    "Citation",
    "Cluster",
    "Document",
    "Evidence",
    "GlossaryTerm",
    "Heading",
    "Indicator",
    "Measure",
    "Mention",
    "Missing",
    "Name",
    "Proof",
    "Record",
    "Reference",
    "Region",
    "SetAside",
    "Site",
    "Source",
    "Target",
    "TargetLink",
    "Task",
    "Term",
    "Text",
    "Unit",
    "UnitLabel",
]


class Term(Record):
    """A word of a vocabulary: its label and what it means."""

    id: Id
    label: Name
    definition: Name
    symbol: str | None = None
    cues: tuple[str, ...] = Many
    family: Name | None = None


class UnitLabel(Record):
    """A unit's sign; English may leave a mere counting word unsaid."""

    zh: Words
    en: str


class Unit(Record):
    """A unit as printed: `value × factor` is the value in the base unit."""

    id: Id
    label: UnitLabel
    definition: Name
    base: Id
    factor: Number
    printed: tuple[str, ...] = Many


class Site(Record):
    """The site's own settings."""

    name: Name
    tagline: Name
    description: Name
    base_url: Base
    repository: str | None = None
    data_licence: Words
    data_licence_url: Link
    data_date: Day


class Change(Record):
    """Something that readers are told in the feeds."""

    id: Id
    date: Day
    title: Name
    text: Text
    regions: tuple[Annotated[str, Ref("regions")], ...] = Many


class Region(Record):
    """An area a document speaks for: administrative, a zone, or a group of areas."""

    id: Id
    name: Name
    level: Annotated[str, Ref("levels")]
    kind: Annotated[str, Ref("region-kinds")]
    parent: Annotated[str, Ref("regions")] | None = None
    networks: tuple[Annotated[str, Ref("networks")], ...] = Many
    aliases: tuple[Words, ...] = Many
    note: Text | None = None


class Cluster(Record):
    """An industry, cluster or field that documents name as something to develop."""

    id: Id
    name: Name
    aliases: Aliases = Field(default={})
    everyday: tuple[Words, ...] = Many
    everyday_en: tuple[Words, ...] = Many
    broader: Annotated[str, Ref("clusters")] | None = None
    definition: Text
    note: Text | None = None


class Indicator(Record):
    """What is counted or measured, in the field's standard wording."""

    id: Id
    name: Name
    short: Name | None = None
    theme: Annotated[str, Ref("themes")]
    unit: Annotated[str, Ref("units")] | None = None
    levels: tuple[Annotated[str, Ref("levels")], ...] = Many
    direction: Annotated[str, Ref("directions")]
    definition: Text | None = None
    comparability: Text | None = None
    aliases: Aliases = Field(default={})
    everyday: tuple[Words, ...] = Many
    everyday_en: tuple[Words, ...] = Many
    related: tuple[Annotated[str, Ref("indicators")], ...] = Many
    note: Text | None = None


class Agency(Record):
    """A public body of one region; bodies of several regions may share a function."""

    id: Id
    name: Name
    region: Annotated[str, Ref("regions")]
    function: Annotated[str, Ref("functions")]
    aliases: Aliases = Field(default={})
    note: Text | None = None


class Reference(Record):
    """A policy that is cited and is not itself in the atlas."""

    id: Id
    title: Name
    number: Words | None = None
    issuers: tuple[Name, ...] = Many
    level: Annotated[str, Ref("levels")] | None = None
    year: Year | None = None
    note: Text | None = None


class GlossaryTerm(Record):
    """A word that a newcomer meets, explained."""

    id: Id
    name: Name
    aliases: tuple[Words, ...] = Many
    aliases_en: tuple[Words, ...] = Many
    definition: Text
    see: tuple[Annotated[str, Ref("anything")], ...] = Many
    note: Text | None = None


VOCABULARIES = (
    "bases", "comparators", "directions", "extractions", "functions", "instruments", "issued-bases",
    "levels", "networks", "region-kinds", "roles", "set-aside-reasons", "statuses", "target-links",
    "themes", "units", "year-bases",
)  # fmt: skip
COUNTING_WORDS = ("counting", "digits", "ordinals", "words", "names")  # the lists of counting-words.yaml
TEXTS = ("about", "method")
REGISTRIES: Mapping[str, type[Record]] = {
    "regions": Region, "clusters": Cluster, "indicators": Indicator, "agencies": Agency,
    "references": Reference, "terms": GlossaryTerm,
}  # fmt: skip
PARTS: Mapping[str, type[Record]] = {
    "targets": Target, "measures": Measure, "tasks": Task, "clusters": Mention, "set-aside": SetAside,
}  # fmt: skip


@dataclass(frozen=True)
class Atlas:
    """Everything that was read, by id, each mapping in the order of its ids."""

    site: Site
    interface: Mapping[str, Name]
    vocabulary: Mapping[str, Mapping[str, Term]]
    units: Mapping[str, Unit]
    regions: Mapping[str, Region]
    clusters: Mapping[str, Cluster]
    indicators: Mapping[str, Indicator]
    agencies: Mapping[str, Agency]
    references: Mapping[str, Reference]
    terms: Mapping[str, GlossaryTerm]
    documents: Mapping[str, Document]
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    tasks: Mapping[str, Task] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    counting_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
