"""Why a cell of a comparison is empty. Four reasons, never one; none of them is zero. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from atlas.model import Document, Indicator, Region

Blank = Literal["silent", "not-applicable", "unavailable", "unread"]
"""silent: the documents say nothing on it. not-applicable: the indicator is not for areas of this level.
unavailable: a passage that may hold it exists and is not available. unread: not extracted, or no document."""


def blank(indicator: Indicator, region: Region, documents: Iterable[Document]) -> Blank:
    """Why a region has no target on an indicator; `documents` are all of the atlas.

    That a document says nothing may be claimed only where it was extracted whole and nothing of it is missing.
    """
    if indicator.levels and region.level not in indicator.levels:
        return "not-applicable"
    every = tuple(documents)
    own = [document for document in every if document.region == region.id]
    if not own or any(document.extraction != "complete" for document in own):
        return "unread"
    return "unavailable" if any(_lacks(document, region.id) for document in every) else "silent"


def _lacks(document: Document, region: str) -> bool:
    """Whether a passage that may hold a region's targets is missing from a document."""
    return any(
        missing.targets and (region in missing.regions or (not missing.regions and document.region == region))
        for missing in document.missing
    )
