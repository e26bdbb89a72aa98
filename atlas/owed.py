"""What a document still owes its readers, beside its figures: our own words, and what its measures are about. Pure.

A document is called complete when it owes nothing. Until then its figures may be online, each held against the
source, while summaries are still being written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.model import Document, Indicator, Measure
from atlas.problems import Words
from atlas.wording import count


@dataclass(frozen=True)
class Owed:
    """What is missing: whether the summary is, and the ids of measures and indicators that lack something."""

    summary: bool = False
    summaries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.summary or bool(self.summaries or self.themes or self.definitions)

    def told(self) -> list[Words]:
        """Each thing that is missing, as readers are told of it."""
        found = [Words("本文件的要点", "our summary of it")] * self.summary
        if many := len(self.summaries):
            measures = count(many, "measure", "measures")
            found.append(Words(f"{many}项举措的概括", f"our words on {measures}"))
        if many := len(self.themes):
            measures = count(many, "measure", "measures")
            found.append(Words(f"{many}项举措所属的主题", f"the themes of {measures}"))
        if many := len(self.definitions):
            indicators = count(many, "indicator", "indicators")
            found.append(Words(f"{many}个指标的定义", f"the definition of {indicators}"))
        return found


def owed(document: Document, measures: Iterable[Measure], indicators: Iterable[Indicator]) -> Owed:
    """What a document owes; `measures` are its own, `indicators` those that its targets name."""
    own = list(measures)
    return Owed(
        document.summary is None,
        tuple(measure.id for measure in own if measure.summary is None),
        tuple(measure.id for measure in own if not measure.themes),
        tuple(sorted({one.id for one in indicators if one.definition is None})),
    )
