"""Rules on the everyday words by which readers look for a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from atlas.checks.context import Context
from atlas.checks.naming import KINDS
from atlas.problems import Problem, Words
from atlas.records.model import Cluster, Indicator, Record

Sought = Indicator | Cluster

_CHINESE = re.compile("[\u3400-\u9fff]")
_REMOVE = Words("请删去", "remove it")


def everyday_words(context: Context) -> Iterator[Problem]:
    """Each everyday word leads readers where no name does: its own record's names do not hold it, nor is another called so."""
    atlas = context.atlas
    named = context.once("named-so", _named)
    registries: tuple[Mapping[str, Sought], ...] = (atlas.indicators, atlas.clusters)
    for record in chain.from_iterable(registry.values() for registry in registries):
        own, seen = [name.casefold() for name in _names(record)], set[str]()
        for field in ("everyday", "everyday_en"):
            for index, word in enumerate(getattr(record, field)):
                trail, bare = (field, index), word.casefold()
                if _is_chinese(word) == (field == "everyday_en"):
                    yield context.problem("everyday-words", record, trail, *_in_the_other(word, field))
                elif bare in seen:
                    what = Words(f"“{word}”重复", f"“{word}” stands twice")
                    yield context.problem("everyday-words", record, trail, what, _REMOVE)
                elif any(bare in name for name in own):
                    what = Words(
                        f"名称里已有“{word}”，搜得到", f"a name holds “{word}”, so search finds it already"
                    )
                    yield context.problem("everyday-words", record, trail, what, _REMOVE, severity="warning")
                elif bare in named:
                    yield context.problem(
                        "everyday-words", record, trail, *_of_another(word, *named[bare]), severity="warning"
                    )
                seen.add(bare)


def _is_chinese(word: str) -> bool:
    return _CHINESE.search(word) is not None


def _in_the_other(word: str, field: str) -> tuple[Words, Words]:
    if field == "everyday":
        return (
            Words(f"“{word}”不是中文", f"“{word}” is not Chinese"),
            Words("请移到 everyday_en", "move it to everyday_en"),
        )
    return (
        Words(f"“{word}”是中文", f"“{word}” is Chinese"),
        Words("请移到 everyday", "move it to everyday"),
    )


def _of_another(word: str, kind: str, key: str) -> tuple[Words, Words]:
    called = KINDS[kind]
    return (
        Words(f"“{word}”是{called.zh}“{key}”的名称", f"“{word}” is the name of the {called.en} “{key}”"),
        Words("请删去，或换一个说法", "remove it, or write another word"),
    )


def _names(record: Sought) -> Iterator[str]:
    """The names by which search finds a record anyway."""
    yield from (record.name.zh, record.name.en)
    short = record.short if isinstance(record, Indicator) else None
    if short is not None:
        yield from (short.zh, short.en)
    yield from chain.from_iterable(record.aliases.values())


def _named(context: Context) -> dict[str, tuple[str, str]]:
    """What indicators, industries and terms are called, in small letters, with the kind and id of the first."""
    found: dict[str, tuple[str, str]] = {}
    atlas = context.atlas
    kinds: Mapping[str, Mapping[str, Record]] = {
        "indicators": atlas.indicators, "clusters": atlas.clusters, "terms": atlas.terms,
    }  # fmt: skip
    for kind, records in kinds.items():
        for key, record in records.items():
            for name in (getattr(record, "name", None), getattr(record, "short", None)):
                for said in (name.zh, name.en) if name else ():
                    found.setdefault(said.casefold(), (kind, key))
    return found
