"""The records of a synthetic corpus: names, documents, and what they promise."""

from __future__ import annotations

import random

from bench.deeds import Deeds
from bench.emit import Plain
from bench.papers import Papers
from bench.promise import Item
from bench.registries import Registries
from bench.sizes import Sizes


class Inventor:
    """Invents a corpus; everything follows from the sizes and the seed."""

    def __init__(self, sizes: Sizes, seed: int) -> None:
        self.sizes = sizes
        self.known = Registries(sizes, random.Random(seed))  # noqa: S311  (no secrets here)
        self.papers = Papers(self.known)
        self.deeds = Deeds(self.papers)

    def registries(self) -> dict[str, list[Item]]:
        """The records with a file of their own, by kind."""
        known, papers = self.known, self.papers
        return {
            "regions": known.regions, "clusters": known.clusters, "indicators": known.indicators,
            "agencies": papers.agencies, "references": papers.references, "terms": known.terms,
        }  # fmt: skip

    def records(self) -> int:
        """How many records with a page of their own there are, measures and themes not counted."""
        papers = self.papers
        every = (*self.registries().values(), papers.documents, *papers.targets.values())
        return sum(map(len, every))

    def changes(self) -> list[Item]:
        """What the feeds tell."""
        title: Plain = {"zh": "合成内容", "en": "Invented content"}
        text: Plain = {"zh": "只用于测量。", "en": "For measuring only."}
        return [{"id": "synthetic", "date": "2026-11-22", "title": title, "text": text}]
