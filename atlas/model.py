"""The records of the atlas: what an editor may write, field by field. No I/O.

Vocabularies are data; a field that must hold a word of one, or the id of another record, says so
with `Ref`, and the check of references holds it against what was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from atlas.fields import (
    Base,
    Date,
    Day,
    Digest,
    Flag,
    Id,
    Link,
    Many,
    Number,
    Numbers,
    Period,
    Ref,
    Whole,
    Words,
    Year,
)

Aliases = Mapping[Annotated[str, Ref("documents")], Annotated[tuple[Words, ...], Field(strict=False)]]


class Record(BaseModel):
    """A frozen record; a key that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Name(Record):
    """A name in both languages; neither may be missing."""

    zh: Words
    en: Words


class Text(Record):
    """Text in both languages; a missing translation is listed by `check`."""

    zh: Words
    en: Words | None = None


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
    aliases: Aliases = {}
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
    definition: Text
    comparability: Text | None = None
    aliases: Aliases = {}
    related: tuple[Annotated[str, Ref("indicators")], ...] = Many
    note: Text | None = None


class Agency(Record):
    """A public body of one region; bodies of several regions may share a function."""

    id: Id
    name: Name
    region: Annotated[str, Ref("regions")]
    function: Annotated[str, Ref("functions")]
    aliases: Aliases = {}
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
    definition: Text
    see: tuple[Annotated[str, Ref("anything")], ...] = Many
    note: Text | None = None


class Heading(Record):
    """A numbered heading of a document: its path, depth and title."""

    at: Words
    level: Whole
    title: Text


class Citation(Record):
    """A policy that a document names, where, and as printed."""

    to: Annotated[str, Ref("citable")]
    at: Words
    printed: Words


class Missing(Record):
    """A passage that is known to exist and is not available.

    `targets` says whether it may hold targets, `regions` for which areas (the document's own where none is named).
    """

    at: Words
    what: Text
    targets: Flag = True
    regions: tuple[Annotated[str, Ref("regions")], ...] = Many


class Source(Record):
    """The text that the extraction was made from."""

    file: Words
    characters: Whole
    sha256: Digest


class Proof(Record):
    """What `verify` and `audit` found; written by them, never by hand."""

    source_sha256: str
    phrases: str
    figures_in_source: Whole | None = None
    figures_accounted: Whole | None = None
    census: str | None = None


class Document(Record):
    """A policy document."""

    id: Id
    title: Name
    short: Name
    issuers: tuple[Name, ...] = Many
    issuers_basis: Annotated[str, Ref("issued-bases")] = "stated"
    number: Words | None = None
    level: Annotated[str, Ref("levels")]
    region: Annotated[str, Ref("regions")]
    issued: Date
    issued_basis: Annotated[str, Ref("issued-bases")]
    issued_note: Text | None = None
    period: Period | None = None
    period_basis: Annotated[str, Ref("issued-bases")] | None = None
    status: Annotated[str, Ref("statuses")]
    extraction: Annotated[str, Ref("extractions")]
    summary: Text
    outline: tuple[Heading, ...] = Many
    cites: tuple[Citation, ...] = Many
    missing: tuple[Missing, ...] = Many
    source: Source
    note: Text | None = None


class Evidence(Record):
    """The words that carry a figure, exactly as printed, and where they stand."""

    at: Words
    phrase: Words
    nth: Whole | None = None


class Baseline(Record):
    """What a change is measured against."""

    year: Year
    value: Number | None = None
    unit: Annotated[str, Ref("units")] | None = None


class TargetLink(Record):
    """How one target bears on another."""

    to: Annotated[str, Ref("targets")]
    kind: Annotated[str, Ref("target-links")]
    note: Text | None = None


class Target(Record):
    """One promise: a figure, or a goal in words."""

    document: Id
    id: Id
    indicator: Annotated[str, Ref("indicators")]
    region: Annotated[str, Ref("regions")]
    value: Numbers | None = None
    words: Name | None = None
    unit: Annotated[str, Ref("units")] | None = None
    comparator: Annotated[str, Ref("comparators")]
    basis: Annotated[str, Ref("bases")]
    year: Year | None = None
    year_basis: Annotated[str, Ref("year-bases")] | None = None
    period: Period | None = None
    baseline: Baseline | None = None
    cluster: Annotated[str, Ref("clusters")] | None = None
    aspirational: Flag = False
    conditions: Text | None = None
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False, min_length=1)]
    links: tuple[TargetLink, ...] = Many
    note: Text | None = None

    @property
    def gid(self) -> str:
        """The id that is unique in the whole atlas."""
        return f"{self.document}--{self.id}"

    @property
    def low(self) -> Decimal | None:
        """The figure, or the lower end of a range."""
        return self.value[0] if self.value else None

    @property
    def high(self) -> Decimal | None:
        """The upper end of a range."""
        return self.value[1] if self.value and len(self.value) > 1 else None


class Measure(Record):
    """A numbered measure of a document."""

    document: Id
    id: Id
    number: Words
    at: Words
    title: Name
    programme: Text | None = None
    themes: Annotated[tuple[Annotated[str, Ref("themes")], ...], Field(strict=False, min_length=1)]
    instruments: tuple[Annotated[str, Ref("instruments")], ...] = Many
    lead: tuple[Annotated[str, Ref("printed-agencies")], ...] = Many
    support: tuple[Annotated[str, Ref("printed-agencies")], ...] = Many
    clusters: tuple[Annotated[str, Ref("clusters")], ...] = Many
    targets: tuple[Annotated[str, Ref("targets")], ...] = Many
    summary: Text
    note: Text | None = None

    @property
    def gid(self) -> str:
        """The id that is unique in the whole atlas."""
        return f"{self.document}--{self.id}"


class Task(Record):
    """A dated work item of a measure."""

    document: Id
    id: Id
    measure: Annotated[str, Ref("measures")]
    number: Words
    at: Words
    year: Year
    gist: Text
    lead: tuple[Annotated[str, Ref("printed-agencies")], ...] = Many
    support: tuple[Annotated[str, Ref("printed-agencies")], ...] = Many
    targets: tuple[Annotated[str, Ref("targets")], ...] = Many
    note: Text | None = None

    @property
    def gid(self) -> str:
        """The id that is unique in the whole atlas."""
        return f"{self.document}--{self.id}"


class Mention(Record):
    """An industry that a document names for a region, and in which role."""

    document: Id
    cluster: Annotated[str, Ref("clusters")]
    region: Annotated[str, Ref("regions")]
    role: Annotated[str, Ref("roles")]
    printed: Words
    at: Words
    scale: Words | None = None
    firms: tuple[Words, ...] = Many
    parks: tuple[Words, ...] = Many
    platforms: tuple[Words, ...] = Many
    technologies: tuple[Words, ...] = Many
    inferred: tuple[Literal["firms", "parks", "platforms", "technologies"], ...] = Many
    note: Text | None = None


class SetAside(Record):
    """A figure of the source that is no target, and why."""

    document: Id
    text: Words
    at: Words
    reason: Annotated[str, Ref("set-aside-reasons")]
    every: Flag = False
    nth: Whole | None = None
    note: Text | None = None


VOCABULARIES = (
    "bases", "comparators", "directions", "extractions", "functions", "instruments", "issued-bases",
    "levels", "networks", "region-kinds", "roles", "set-aside-reasons", "statuses", "target-links",
    "themes", "units", "year-bases",
)  # fmt: skip
COUNTING_WORDS = ("counting", "ordinals", "words", "names")  # the lists of counting-words.yaml
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
