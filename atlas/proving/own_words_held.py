"""Figures in summaries and gists that the source does not have: told by `audit`.

What is counted by the record's own document (51 measures, 69 tasks, 15 programmes) is no figure of the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from atlas.checks.context import Context
from atlas.figures.number_words import digits_in_chinese, in_chinese
from atlas.figures.wording import number
from atlas.problems import Problem, Words
from atlas.records.model import Document, Measure, Task, Text
from atlas.sources.source import Source

Said = tuple[Document | Measure | Task, str, Text, str]


def unfounded(context: Context, document: Document, source: Source) -> Iterator[Problem]:
    """Each text in our own words with a figure that stands nowhere under its place."""
    years = {int(document.issued[:4]), *(document.period or ())}
    for record, field, text, at in _said(context, document):
        figures = digits_in_chinese(text.zh)
        if not figures:
            continue
        known = in_chinese(source.under(at))
        if isinstance(record, Document):
            known |= {*map(Decimal, _counts(context, document))}
        strange = sorted(figure for figure in figures - known if figure not in years)
        if strange:
            shown = number(strange[0])
            where = at or document.source.file
            what = Words(
                f"概括写到 {shown}，原文 {where} 没有这个数",
                f"says {shown}, and the source has no such figure at {where}",
            )
            instead = Words("请核对数字，或改写这一句", "check the figure, or say it without one")
            place_ = context.positions.place(record, field, "zh")
            yield Problem(place_, "audit", what, instead, severity="warning")


def _said(context: Context, document: Document) -> Iterator[Said]:
    """The texts in our own words of a document, each with its record, field and place."""
    if document.summary:
        yield document, "summary", document.summary, ""
    for measure in context.atlas.measures.values():
        if measure.document == document.id and measure.summary:
            yield measure, "summary", measure.summary, measure.at
    for task in context.atlas.tasks.values():
        if task.document == document.id:
            yield task, "gist", task.gist, task.at


def _counts(context: Context, document: Document) -> Iterator[int]:
    """How many measures, tasks, targets and headings of each level the records of a document have."""
    atlas = context.atlas
    for records in (atlas.measures, atlas.tasks, atlas.targets):
        yield sum(each.document == document.id for each in records.values())
    for level in {each.level for each in document.outline}:
        yield sum(each.level == level for each in document.outline)
