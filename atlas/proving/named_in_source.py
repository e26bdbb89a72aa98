"""What records call as printed and their source does not print there: industries and what belongs to them, citations.

Told by `audit`, with known policies that the source names and the document does not cite. A list that an editor has
made from several words (`inferred`), and what the record's own `note` names, is not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.checks.context import Context
from atlas.problems import Place, Problem, Words
from atlas.provisions.cited import cited
from atlas.provisions.letterhead import letterhead
from atlas.records.model import Document, Measure, Mention
from atlas.sources.source import Source, place
from atlas.squeezed import fold, squeeze

_JOINED = re.compile("[及和、与]")
_PRAISE = re.compile("^(?:新型|高端|现代)")
_KIND = re.compile("^(?:新型|高端|现代)|(?:产业|业|领域)$")
_LISTS = ("firms", "parks", "platforms", "technologies")


def unprinted(context: Context, document: Document, source: Source) -> Iterator[Problem]:
    """The names that a document's records note as printed and that do not stand there."""
    for mention in context.atlas.mentions:
        if mention.document == document.id:
            yield from _industry(context, mention, source)
    for number, citation in enumerate(document.cites):
        if not _stands(citation.printed, source, citation.at):
            at = context.positions.place(document, "cites", number, "printed")
            yield _problem(at, citation.printed, citation.at)
    yield from _uncited(context, document, source)
    for measure in context.atlas.measures.values():
        if measure.document == document.id:
            yield from _industries(context, measure, source)


def _uncited(context: Context, document: Document, source: Source) -> Iterator[Problem]:
    """The known policies that a source names and its document does not cite."""
    cites = {citation.to for citation in document.cites}
    for found in cited(source, context.atlas, letterhead(source).title):
        if not found.to or found.to in cites or found.to == document.id:
            continue
        what = Words(
            f"原文 {found.at} 写到“{found.printed}”（{found.to}），cites 里没有",
            f"the source names “{found.printed}” ({found.to}) at {found.at}, and cites does not",
        )
        line = f"{{to: {found.to}, at: {found.at}, printed: {found.printed}}}"
        instead = Words(f"应在 cites 里补上 {line}", f"add {line} to cites")
        at = context.positions.place(document, "cites" if document.cites else "title")
        yield Problem(at, "audit", what, instead, severity="warning")


def _industries(context: Context, measure: Measure, source: Source) -> Iterator[Problem]:
    """The industries of a measure that nothing under its place names, and those named there that it leaves out."""
    clusters, own = (
        context.atlas.clusters,
        [each for each in context.atlas.mentions if each.document == measure.document],
    )
    where = place(measure.at)
    within = {place(each.path) for each in source.passages if where in each.within}
    text = source.under(measure.at)
    note = measure.note.zh if measure.note else ""
    for number, key in enumerate(measure.clusters):
        if not text or key not in clusters:
            continue  # reported already
        names = {name for printed in clusters[key].aliases.values() for name in printed}
        names |= {clusters[key].name.zh, *(each.printed for each in own if each.cluster == key)}
        if any(_is_named(name, text) for name in names) or clusters[key].name.zh in note:
            continue
        name = clusters[key].name.zh
        what = Words(
            f"原文 {measure.at} 没有写到产业“{name}”",
            f"the source names no industry “{name}” at {measure.at}",
        )
        instead = Words(
            "请删去；若是换了说法，在 note 里写明",
            "remove it; if it is called otherwise there, say so in a note",
        )
        yield Problem(
            context.positions.place(measure, "clusters", number), "audit", what, instead, severity="warning"
        )
    for mention in own:
        if (
            place(mention.at) in within
            and mention.cluster not in measure.clusters
            and mention.printed not in note
        ):
            what = Words(
                f"产业“{mention.cluster}”在 {mention.at}，举措“{measure.id}”没有写到它",
                f"the industry “{mention.cluster}” stands at {mention.at}, and the measure “{measure.id}” does not name it",
            )
            instead = Words(
                f"应在 clusters 里补上 {mention.cluster}", f"add {mention.cluster} to its clusters"
            )
            at = context.positions.place(measure, "clusters" if measure.clusters else "at")
            yield Problem(at, "audit", what, instead, severity="warning")


def _is_named(name: str, text: str) -> bool:
    """Whether a text has a name of an industry, or one of the things that it joins, without what only praises it."""
    items = [
        form
        for item in _JOINED.split(fold(squeeze(name)))
        for form in (item, _PRAISE.sub("", item), _KIND.sub("", item))
    ]
    return any(len(item) > 1 and item in text for item in items)


def _industry(context: Context, mention: Mention, source: Source) -> Iterator[Problem]:
    place_ = context.positions.place
    if not _stands(mention.printed, source, mention.at):
        yield _problem(place_(mention, "printed"), mention.printed, mention.at)
    if mention.scale and not _stands(mention.scale, source, mention.at):
        yield _problem(place_(mention, "scale"), mention.scale, mention.at)
    note = mention.note.zh if mention.note else ""
    for field in _LISTS:
        for number, name in enumerate(getattr(mention, field)):
            if field in mention.inferred or name in note or _stands(name, source, ""):
                continue
            what = Words(f"“{name}”不在原文里", f"“{name}” is not in the source")
            instead = Words(
                f"应照抄原文；若是归纳的，写 inferred: [{field}]",
                f"write it as printed; if it is your reading, add inferred: [{field}]",
            )
            yield Problem(place_(mention, field, number), "audit", what, instead)


def _stands(name: str, source: Source, at: str) -> bool:
    """Whether a name stands in a source, under a place of it or, without one, anywhere."""
    text = source.under(at)
    return not text or fold(squeeze(name)) in text


def _problem(at: Place, name: str, where: str) -> Problem:
    what = Words(f"原文 {where} 没有“{name}”", f"the source has no “{name}” at {where}")
    return Problem(at, "audit", what, Words("应照抄原文，或核对 at", "write it as printed, or check at"))
