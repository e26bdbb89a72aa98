"""What `audit` says of records that their source says otherwise, besides its figures."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import Context
from atlas.problems import Problem
from atlas.proving.answered_otherwise import otherwise
from atlas.proving.bare_headings import bare_headings
from atlas.proving.drafted_of_what import drafted_of_what
from atlas.proving.drafted_otherwise import drafted_otherwise
from atlas.proving.head_held import headed_otherwise
from atlas.proving.named_in_source import unprinted
from atlas.proving.own_words_held import unfounded
from atlas.records.model import Document
from atlas.sources.source import Source

_RULES = (
    headed_otherwise,
    otherwise,
    unprinted,
    unfounded,
    drafted_otherwise,
    drafted_of_what,
    bare_headings,
)


def beside_source(context: Context, document: Document, source: Source) -> Iterator[Problem]:
    """Whatever any of them finds in the records of a document."""
    for rule in _RULES:
        yield from rule(context, document, source)
