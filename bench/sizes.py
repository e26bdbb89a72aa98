"""How large a synthetic corpus is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """How many records of each kind; `targets` of each document."""

    documents: int
    targets: int
    indicators: int
    clusters: int
    agencies: int
    references: int
    terms: int
    regions: int
