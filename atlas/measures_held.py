"""What `audit` says of the measures of a document: a target that none names, a heading that none stands at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atlas.checks.context import Context
from atlas.listed_bodies import lists_of_bodies
from atlas.model import Atlas, Document, Measure, Target
from atlas.problems import Problem, Words
from atlas.source import Heading, Passage, Source, place

Told = tuple[tuple[int, int], Words, Words]
"""A span of the squeezed source, what is wrong there, and what to do."""


def uncarried(context: Context, document: Document, targets: Iterable[Target]) -> Iterator[Problem]:
    """Targets that stand in a measure which does not name them."""
    measures: dict[str, list[Measure]] = {}
    for measure in context.atlas.measures.values():
        if measure.document == document.id:
            measures.setdefault(place(measure.at), []).append(measure)
    for target in targets:
        for evidence in target.evidence:
            around = measures.get(place(evidence.at), [])
            if not around or any(target.id in measure.targets for measure in around):
                continue
            at = context.positions.place(around[0], "targets" if around[0].targets else "at")
            what = Words(
                f"目标“{target.id}”在 {evidence.at}，举措“{around[0].id}”没有写到它",
                f"the target “{target.id}” stands in {evidence.at}, and the measure “{around[0].id}” does not name it",
            )
            instead = Words(
                f"应在 targets 里补上 {target.id}；或删去 targets，目标按位置归入",
                f"add {target.id} to its targets, or leave targets out: they follow from their places",
            )
            yield Problem(at, "audit", what, instead)


def unmeasured(atlas: Atlas, document: str, source: Source) -> Iterator[Told]:
    """The lowest headings that say who is answerable and that no measure stands at, nor at one above.

    Only those of a level on which the document has measures: 总体要求 may say who answers for the goals.
    """
    held = {place(measure.at) for measure in atlas.measures.values() if measure.document == document}
    levels = {heading.level for heading in source.headings if place(heading.path) in held}
    for heading, passage in _lowest(source):
        lists = lists_of_bodies(source.text[passage.start : passage.end])
        if lists and heading.level in levels and held.isdisjoint(passage.within):
            yield (
                (passage.body, passage.body + 1),
                Words(
                    f"{heading.path} 写明由谁负责{lists[0]}，却没有举措",
                    f"{heading.path} says who is answerable {lists[0]}, and no measure stands at it",
                ),
                Words(
                    f"是举措则在 measures.yaml 中写一条 at: {heading.path}",
                    f"if it is a measure, add one with at: {heading.path} to measures.yaml",
                ),
            )


def _lowest(source: Source) -> Iterator[tuple[Heading, Passage]]:
    """Each heading without further headings under it, with its passage."""
    passages = {(passage.path, passage.line): passage for passage in source.passages}
    own = [(heading, passages[heading.path, heading.line]) for heading in source.headings]
    for heading, passage in own:
        if not any(passage.within < other.within for _, other in own):
            yield heading, passage
