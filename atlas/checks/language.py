"""Rules on the two languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atlas.checks.context import Context
from atlas.model import Agency, Cluster, GlossaryTerm, Indicator, Record, Region, Text
from atlas.problems import Problem, Words

Named = Region | Cluster | Indicator | Agency | GlossaryTerm


def translations(context: Context) -> Iterator[Problem]:
    """Text that readers see has an English translation."""
    for record in context.records():
        for trail in _untranslated(record, ()):
            what = Words("缺少英文", "lacks English")
            yield context.problem(
                "translations", record, trail, what, Words("应补上 en: …", "add en: …"), severity="warning"
            )


def _untranslated(value: object, trail: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, Text):
        if value.en is None:
            yield trail
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _untranslated(getattr(value, name), (*trail, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _untranslated(item, (*trail, index))


def names_differ(context: Context) -> Iterator[Problem]:
    """Two records of one kind do not share a Chinese name."""
    atlas = context.atlas
    kinds: tuple[Mapping[str, Named], ...] = (
        atlas.regions, atlas.clusters, atlas.indicators, atlas.agencies, atlas.terms,
    )  # fmt: skip
    for records in kinds:
        seen: dict[str, str] = {}
        for record in records.values():
            first = seen.setdefault(record.name.zh, record.id)
            if first != record.id:
                what = Words(f"与“{first}”同名", f"has the same Chinese name as “{first}”")
                yield context.problem(
                    "names-differ",
                    record,
                    ("name", "zh"),
                    what,
                    Words("请合并，或写出区别", "merge them, or say what differs"),
                )
