"""Rules on what may wait while a document is extracted in part, and no longer."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import Context
from atlas.problems import Problem, Words
from atlas.records.model import Record

_WAIT = Words(
    "；还没有写时，document.yaml 里写 extraction: partial",
    "; while it is not written yet, document.yaml has extraction: partial",
)


def finished(context: Context) -> Iterator[Problem]:
    """A document that is called complete has a summary, and each of its measures a summary and themes."""
    documents = {key: each for key, each in context.atlas.documents.items() if each.extraction == "complete"}
    for document in documents.values():
        if document.summary is None:
            yield _lacks(
                context,
                document,
                Words("本文件没有概括", "the document has no summary"),
                "summary: {zh: …, en: …}",
            )
    for measure in context.atlas.measures.values():
        if measure.document not in documents:
            continue
        if measure.summary is None:
            what = Words(f"举措“{measure.id}”没有概括", f"the measure “{measure.id}” has no summary")
            yield _lacks(context, measure, what, "summary: {zh: …, en: …}")
        if not measure.themes:
            what = Words(f"举措“{measure.id}”没有主题", f"the measure “{measure.id}” has no themes")
            yield _lacks(context, measure, what, "themes: […]")


def defined(context: Context) -> Iterator[Problem]:
    """An indicator has a definition before a complete document, or more than one document, counts by it."""
    atlas = context.atlas
    using: dict[str, set[str]] = {}
    for target in atlas.targets.values():
        using.setdefault(target.indicator, set()).add(target.document)
    for key, documents in using.items():
        indicator = atlas.indicators.get(key)
        if indicator is None or indicator.definition is not None:
            continue
        done = sorted(
            each
            for each in documents
            if each in atlas.documents and atlas.documents[each].extraction == "complete"
        )
        if not done and len(documents) == 1:
            continue
        names = sorted(documents)
        what = (
            Words(
                f"指标“{key}”没有定义，而 {done[0]} 已写为整理完毕",
                f"the indicator “{key}” has no definition, and {done[0]} is called complete",
            )
            if done
            else Words(
                f"指标“{key}”没有定义，而 {'、'.join(names)} 的目标会因此放在一起比较",
                f"the indicator “{key}” has no definition, and targets of {', '.join(names)} would be compared by it",
            )
        )
        instead = Words(
            "请写 definition: {zh: …, en: …}，说明计什么、不计什么",
            "write definition: {zh: …, en: …}: what is counted and what is not",
        )
        yield context.problem("defined", indicator, (), what, instead)


def _lacks(context: Context, record: Record, what: Words, write: str) -> Problem:
    instead = Words(f"请写 {write}{_WAIT.zh}", f"write {write}{_WAIT.en}")
    return context.problem("finished", record, (), what, instead)
