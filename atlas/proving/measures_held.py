"""What `audit` says of the measures of a document: a target that none names, a heading that none stands at, missing agencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atlas.checks.context import Context
from atlas.problems import Problem, Words
from atlas.provisions.answered import Answer, answers, lowest
from atlas.provisions.listed_bodies import bodies
from atlas.records.model import Atlas, Document, Measure, Target
from atlas.sources.source import Source, place

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
    said = answers(source)
    for heading, passage in lowest(source):
        answer = said.get(passage.start)
        if answer and heading.level in levels and held.isdisjoint(passage.within):
            who = _who(answer, heading.path)
            yield (
                (passage.body, passage.body + 1),
                Words(
                    f"{who.zh}，{heading.path} 却没有举措" if answer.over else f"{who.zh}，却没有举措",
                    f"{who.en}, and no measure stands at {heading.path if answer.over else 'it'}",
                ),
                Words(
                    f"是举措则在 measures.yaml 中写一条 at: {heading.path}",
                    f"if it is a measure, add one with at: {heading.path} to measures.yaml",
                ),
            )


def _who(answer: Answer, at: str) -> Words:
    """Where a source says who is answerable for the heading at a place."""
    last = answer.over[-1] if answer.over else at
    if last == at:
        return Words(
            f"{last} 写明由谁负责{answer.lists[0]}", f"{last} says who is answerable {answer.lists[0]}"
        )
    return Words(
        f"{last} 之下写明由谁负责{answer.lists[0]}，也管 {at}",
        f"{last} says who is answerable {answer.lists[0]}, for {at} too",
    )


def unanswered(atlas: Atlas, document: str, source: Source) -> Iterator[tuple[Measure, Words, Words]]:
    """The measures without agencies at a heading for which the source says who is answerable."""
    said = answers(source)
    at = {
        place(passage.path): answer
        for passage in source.passages
        if (answer := said.get(passage.start)) and bodies(answer.lists)[0]
    }
    for measure in atlas.measures.values():
        answer = at.get(place(measure.at)) if measure.document == document else None
        if answer is None or measure.lead or measure.support:
            continue
        lead, support = bodies(answer.lists)
        who = _who(answer, measure.at)
        what = Words(
            f"{who.zh}，举措“{measure.id}”没有写部门",
            f"{who.en}, and the measure “{measure.id}” has no agencies",
        )
        line = f"lead: [{', '.join(lead)}], support: [{', '.join(support)}]"
        yield measure, what, Words(f"应写 {line}", f"write {line}")
