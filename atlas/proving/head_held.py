"""What `document.yaml` says otherwise than the head of its source: title, issuers, number, date, period; told by `audit`.

Headings are held against those of the source. What the head does not say plainly is not asked for. Where the record is
right all the same, its `note` (of a date `issued_note`) has the words of the head that it does not follow.
"""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import Context
from atlas.problems import Place, Problem, Words
from atlas.provisions.letterhead import Head, letterhead
from atlas.records.model import Document
from atlas.sources.source import Source, place
from atlas.squeezed import fold, squeeze

Differs = tuple[str, str, str]
"""A field of a document, what the head says, and what the record says."""


def headed_otherwise(context: Context, document: Document, source: Source) -> Iterator[Problem]:
    """The fields that the head of the source says in other words, and the headings that are called otherwise."""
    notes = "".join(each.zh for each in (document.note, document.issued_note) if each)
    for field, said, recorded in _fields(document, letterhead(source)):
        if said and fold(squeeze(said)) != fold(squeeze(recorded)) and said not in notes:
            what = Words(
                f"原文题头写的是“{said}”，记录写的是“{recorded or '…'}”",
                f"the head of the source says “{said}”, the record “{recorded or '…'}”",
            )
            instead = Words(
                f"应改 {field}；若题头有误，在 note 里抄下题头的写法并说明",
                f"correct {field}; if the head is wrong, quote it in note and say why",
            )
            place_ = context.positions.place(document, field)
            yield Problem(place_, "audit", what, instead, severity="warning")
    yield from _headings(context, document, source)


def _fields(document: Document, head: Head) -> Iterator[Differs]:
    yield "title", head.title, document.title.zh
    yield "number" if document.number else "title", head.number, document.number or ""
    if head.issuers:
        issuers = [each.zh for each in document.issuers]
        yield "issuers" if issuers else "title", "、".join(head.issuers), "、".join(issuers)
    yield "issued", head.issued, document.issued
    if head.period and not head.named:
        period = "–".join(map(str, document.period or ()))
        yield "period" if document.period else "title", "–".join(map(str, head.period)), period


def _headings(context: Context, document: Document, source: Source) -> Iterator[Problem]:
    """Headings that are recorded in words that do not begin or end those of the source."""
    titles: dict[str, list[str]] = {}
    for heading in source.headings:
        titles.setdefault(place(heading.path), []).append(fold(squeeze(heading.title)))
    for number, own in enumerate(document.outline):
        printed = titles.get(place(own.at), [])
        recorded = fold(squeeze(own.title.zh)).rstrip("…")
        if not printed or any(recorded in title for title in printed) or not any(printed):
            continue
        at = context.positions.place(document, "outline", number, "title")
        yield _heading(at, own.at, printed[0])


def _heading(at: Place, path: str, printed: str) -> Problem:
    what = Words(f"原文 {path} 的标题是“{printed}”", f"the heading at {path} of the source is “{printed}”")
    return Problem(at, "audit", what, Words("应照抄标题", "write the heading as printed"), severity="warning")
