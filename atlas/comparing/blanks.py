"""Why a cell of a comparison is empty. Four reasons, never one; none of them is zero. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from atlas.records.model import Document, Indicator, Region

Blank = Literal["silent", "not-applicable", "unavailable", "unread"]
"""silent: the documents say nothing on it. not-applicable: the indicator is not for areas of this level.
unavailable: a passage that may hold it exists and is not available. unread: not extracted, or no document."""


def blank(indicator: Indicator, region: Region, documents: Iterable[Document]) -> Blank:
    """Why a region has no target on an indicator; `documents` are all of the atlas."""
    return applied(indicator, region, of_region(region.id, documents))


def applied(indicator: Indicator, region: Region, otherwise: Blank) -> Blank:
    """The same, where it is known what `of_region` says of the region."""
    if indicator.levels and region.level not in indicator.levels:
        return "not-applicable"
    return otherwise


def of_region(region: str, documents: Iterable[Document]) -> Blank:
    """What it means that nothing is found for a region; `documents` are all of the atlas.

    That its documents say nothing may be claimed only where each was extracted whole and nothing of it is missing.
    """
    every = tuple(documents)
    own = [document for document in every if document.region == region]
    if not own or any(document.extraction != "complete" for document in own):
        return "unread"
    return "unavailable" if any(_lacks(document, region) for document in every) else "silent"


def of_document(document: Document) -> Blank:
    """What it means that nothing is found in a document."""
    if document.extraction != "complete":
        return "unread"
    return "unavailable" if any(missing.targets for missing in document.missing) else "silent"


def known_whole(document: Document, region: str) -> bool:
    """Whether all that a document sets for a region is known: extracted whole, and nothing missing that may hold more."""
    return document.extraction == "complete" and not _lacks(document, region)


def _lacks(document: Document, region: str) -> bool:
    """Whether a passage that may hold a region's targets is missing from a document."""
    return any(
        missing.targets and (region in missing.regions or (not missing.regions and document.region == region))
        for missing in document.missing
    )
