"""What a document still owes its readers, beside its figures: measures, industries, our own words. Pure.

A document is called complete when it owes nothing. Until then its figures may be online, each held against the
source, while summaries are still being written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.figures.wording import count
from atlas.problems import Words
from atlas.provisions.sections import without_measures
from atlas.records.model import Document, Indicator, Measure, Mention


@dataclass(frozen=True)
class Owed:
    """What is missing: whether the summary is, and the ids of measures and indicators that lack something.

    `sections` are the places of headings that may hold a measure and hold none yet, `headings` of those without
    English; `industries` says that none is recorded. A document may name none, so that this alone owes nothing.
    """

    summary: bool = False
    sections: tuple[str, ...] = ()
    industries: bool = False
    summaries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        places = self.sections or self.headings
        return self.summary or bool(places or self.summaries or self.themes or self.definitions)

    def ids(self) -> list[tuple[str, ...]]:
        """The ids or places of each thing that `told` tells, in its order."""
        once: tuple[tuple[str, ...], ...] = ((),)
        listed = (self.summaries, self.themes, self.definitions, self.headings)
        sections = (self.sections,) if self.sections else ()
        return [*once * self.summary, *sections, *once * self.industries, *filter(None, listed)]

    def told(self) -> list[Words]:
        """Each thing that is missing, as readers are told of it."""
        found = [Words("本文件的要点", "our summary of it")] * self.summary
        if many := len(self.sections):
            headings = count(many, "heading", "headings")
            found.append(
                Words(
                    f"{many}个标题下的举措和责任单位",
                    f"the measures under {headings} with who answers for them",
                )
            )
        if self.industries:
            found.append(Words("文中提到的产业", "the industries that it names"))
        if many := len(self.summaries):
            measures = count(many, "measure", "measures")
            found.append(Words(f"{many}项举措的概括", f"our words on {measures}"))
        if many := len(self.themes):
            measures = count(many, "measure", "measures")
            found.append(Words(f"{many}项举措所属的主题", f"the themes of {measures}"))
        if many := len(self.definitions):
            indicators = count(many, "indicator", "indicators")
            found.append(Words(f"{many}个指标的定义", f"the definition of {indicators}"))
        if many := len(self.headings):
            headings = count(many, "heading", "headings")
            found.append(Words(f"{many}个标题的英文", f"the English of {headings}"))
        return found


def owed(
    document: Document,
    measures: Iterable[Measure],
    indicators: Iterable[Indicator],
    mentions: Iterable[Mention],
) -> Owed:
    """What a document owes; `measures` and `mentions` are its own, `indicators` those that its targets name."""
    own = list(measures)
    return Owed(
        document.summary is None,
        tuple(without_measures(document, (measure.at for measure in own))),
        not any(True for _ in mentions),
        tuple(measure.id for measure in own if measure.summary is None),
        tuple(measure.id for measure in own if not measure.themes),
        tuple(sorted({one.id for one in indicators if one.definition is None})),
        tuple(each.at for each in document.outline if each.title.en is None),
    )
