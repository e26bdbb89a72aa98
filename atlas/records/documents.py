"""The records of a document: what it is, what it promises and does, and where it says so. No I/O."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from atlas.records.fields import (
    Date,
    Digest,
    Flag,
    Id,
    Many,
    Number,
    Numbers,
    Period,
    Ref,
    Texts,
    Whole,
    Words,
    Year,
)
from atlas.records.record import Name, Record, Text

NET = "净增"
"""The condition of what is added less what is lost, which is another thing than what is added."""


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
    period_named: Name | None = None
    status: Annotated[str, Ref("statuses")]
    extraction: Annotated[str, Ref("extractions")]
    summary: Text | None = None
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
    printed: Texts = ()
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
    assumed: Text | None = None
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False, min_length=1)]
    links: tuple[TargetLink, ...] = Many
    note: Text | None = None

    @property
    def gid(self) -> str:
        """The id that is unique in the whole atlas."""
        return f"{self.document}--{self.id}"

    @property
    def net(self) -> bool:
        """Whether its conditions say that it is of what is added less what is lost."""
        return self.conditions is not None and NET in self.conditions.zh

    @property
    def low(self) -> Decimal | None:
        """The figure, or the lower end of a range."""
        return self.value[0] if self.value else None

    @property
    def high(self) -> Decimal | None:
        """The upper end of a range."""
        return self.value[1] if self.value and len(self.value) > 1 else None


UNTITLED = Name(zh="—", en="—")
"""The title of a measure that is written without one, until that of its heading is put there (`atlas.reading.by_place`)."""


class Measure(Record):
    """A numbered measure of a document."""

    document: Id
    id: Id
    number: Words
    at: Words
    title: Name = UNTITLED
    programme: Text | None = None
    themes: Annotated[tuple[Annotated[str, Ref("themes")], ...], Field(strict=False, min_length=1)] = ()
    instruments: tuple[Annotated[str, Ref("instruments")], ...] = Many
    lead: tuple[Annotated[str, Ref("printed-agencies")], ...] = Many
    support: tuple[Annotated[str, Ref("printed-agencies")], ...] = Many
    clusters: tuple[Annotated[str, Ref("clusters")], ...] = Many
    targets: tuple[Annotated[str, Ref("targets")], ...] = Many
    summary: Text | None = None
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
