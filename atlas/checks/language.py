"""Rules on the two languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from atlas.checks.context import Context
from atlas.checks.shapes import Marks, fields_with
from atlas.problems import Language, Problem, Words
from atlas.records.model import Agency, Cluster, Document, GlossaryTerm, Indicator, Name, Record, Region, Text

Named = Region | Cluster | Indicator | Agency | GlossaryTerm


def translations(context: Context) -> Iterator[Problem]:
    """Text that readers see has an English translation; that of a document in part may wait."""
    documents = context.atlas.documents
    waiting = {key for key, each in documents.items() if each.extraction != "complete"}
    for record in context.records():
        document = record.id if isinstance(record, Document) else getattr(record, "document", None)
        if document in waiting:
            continue
        for trail in context.worked_out.of("lacking", record, _lacking):
            what = Words("缺少英文", "lacks English")
            instead = Words("应补上 en: …", "add en: …")
            yield context.problem("translations", record, trail, what, instead, severity="warning")


def _lacking(record: Record) -> tuple[tuple[str | int, ...], ...]:
    """The ways to each text of a record that lacks English."""
    return tuple(trail for trail, text in texts(record) if text.en is None)


def texts(
    value: object, trail: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Name | Text]]:
    """Every text in two languages inside a record, each with the way to it."""
    if isinstance(value, Name | Text):
        yield trail, value
    elif isinstance(value, Record):
        for name, _, _ in fields_with(type(value), _says):
            yield from texts(getattr(value, name), (*trail, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts(item, (*trail, index))


def _says(annotation: object, _: Marks) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Name | Text)


def names_differ(context: Context) -> Iterator[Problem]:
    """Two records of one kind do not share a name, in Chinese or in English."""
    atlas = context.atlas
    kinds: tuple[Mapping[str, Named], ...] = (
        atlas.regions, atlas.clusters, atlas.indicators, atlas.agencies, atlas.terms,
    )  # fmt: skip
    for records in kinds:
        for one, first, language in _namesakes(records.values()):
            zh, en = ("中文名", "Chinese") if language == "zh" else ("英文名", "English")
            what = Words(f"与“{first}”{zh}相同", f"has the same {en} name as “{first}”")
            instead = Words("请合并，或写出区别", "merge them, or say what differs")
            yield context.problem("names-differ", one, ("name", language), what, instead)


def _namesakes(records: Iterable[Named]) -> Iterator[tuple[Named, str, Language]]:
    """Each record that has a name of an earlier one, with that one's id and the language; two that share both are told once."""
    in_chinese: dict[str, str] = {}
    in_english: dict[str, str] = {}
    for record in records:
        first = in_chinese.setdefault(record.name.zh, record.id)
        other = in_english.setdefault(record.name.en.casefold(), record.id)
        if first != record.id:
            yield record, first, "zh"
        if other not in (record.id, first):
            yield record, other, "en"
