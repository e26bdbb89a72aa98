"""Rules on what points at what."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any

from atlas.checks.context import Context
from atlas.checks.meant import Names
from atlas.checks.naming import KINDS
from atlas.checks.pointers import Pointer, Trail
from atlas.place_forms import is_place
from atlas.problems import Problem, Words, quotation
from atlas.records.model import REGISTRIES, VOCABULARIES, Measure, Mention, Record, SetAside, Target, Task


def known_names(context: Context) -> Iterator[Problem]:
    """Each id and each word of a vocabulary that a record names exists."""
    names = Names(context)
    for record, (kind, name, trail), valid in unknown(context):
        label, shown = KINDS[kind], quotation(name)
        what = Words(f"没有{label.zh}“{shown}”", f"there is no {label.en} “{shown}”")
        instead = names.instead(kind, name, getattr(record, "document", ""), valid)
        yield context.problem("known-names", record, trail, what, instead, of_key=trail[0] == "aliases")


def unknown(context: Context) -> tuple[tuple[Record, Pointer, Collection[str]], ...]:
    """Each name that points at nothing, with the names that would be right."""
    return context.once("unknown", lambda context: tuple(_unknown(context)))


def _unknown(context: Context) -> Iterator[tuple[Record, Pointer, Collection[str]]]:
    known = _known(context)
    for record, pointers in context.pointers:
        document = getattr(record, "document", None)
        for kind, name, trail in pointers:
            valid = known[kind](document)
            if name not in valid and not _is_broken(context, kind, name, document):
                yield record, (kind, name, trail), valid


def _known(context: Context) -> dict[str, Callable[[str | None], Collection[str]]]:
    atlas = context.atlas
    fixed: dict[str, set[str]] = {
        name: set(atlas.vocabulary[name]) for name in VOCABULARIES if name != "units"
    }
    fixed["units"] = set(atlas.units)
    fixed["documents"] = set(atlas.documents)
    fixed |= {kind: set(getattr(atlas, kind)) for kind in REGISTRIES}
    fixed["citable"] = fixed["references"] | fixed["documents"]
    fixed["anything"] = set().union(*(fixed[kind] for kind in REGISTRIES)) | fixed["documents"]

    own: dict[str, dict[str | None, dict[str, Any]]] = {"targets": {}, "measures": {}}
    for kind, groups in own.items():
        for record in getattr(atlas, kind).values():
            groups.setdefault(record.document, {})[record.id] = record

    names: dict[str | None, set[str]] = {}
    for document, name in context.agencies_by_name:
        names.setdefault(document, set()).add(name)

    def of(valid: set[str]) -> Callable[[str | None], Collection[str]]:
        return lambda _: valid

    every: dict[str, Any] = dict(atlas.targets)
    known = {kind: of(valid) for kind, valid in fixed.items()}
    known["targets"] = cache(lambda document: ChainMap(own["targets"].get(document, {}), every))
    known["measures"] = lambda document: own["measures"].get(document, {})  # a task's own document only
    known["printed-agencies"] = lambda document: names.get(document, set())
    return known


def _is_broken(context: Context, kind: str, name: str, document: str | None) -> bool:
    """Whether the name is that of a record whose own file is reported already."""
    if kind in ("citable", "anything"):
        return any(name in ids for ids in context.broken.values())
    if kind == "printed-agencies":
        return bool(context.broken.get("agencies"))
    ids = context.broken.get(kind, frozenset())
    whole = name if "--" in name else f"{document}--{name}"
    return not ids.isdisjoint((name, whole, f"{whole.partition('--')[0]}--*"))


def one_agency_per_name(context: Context) -> Iterator[Problem]:
    """A name as printed in a document belongs to one agency only."""
    for (document, name), owners in sorted(context.agencies_by_name.items()):
        if len(owners) < 2:
            continue
        listed = ", ".join(owners)
        what = Words(
            f"“{name}”在 {document} 中同时属于 {listed}", f"“{name}” belongs to {listed} in {document}"
        )
        instead = Words("请只留给其中一个部门", "leave it with one of them")
        yield context.problem(
            "one-agency-per-name", context.atlas.agencies[owners[-1]], ("aliases", document), what, instead
        )


def no_circles(context: Context) -> Iterator[Problem]:
    """No region lies inside itself and no cluster is broader than itself."""
    above: tuple[tuple[Mapping[str, Any], str], ...] = (
        (context.atlas.regions, "parent"),
        (context.atlas.clusters, "broader"),
    )
    for records, field in above:
        for record in records.values():
            chain = [record.id]
            while (up := getattr(records.get(chain[-1]), field, None)) and up not in chain:
                chain.append(up)
            if up == record.id:
                circle = " → ".join([*chain, up])
                what = Words(f"上下级成环：{circle}", f"runs in a circle: {circle}")
                yield context.problem(
                    "no-circles", record, (field,), what, Words("请改正其中一处", "mend one of them")
                )


_REMOVE = Words("请删去", "remove it")


def no_self_links(context: Context) -> Iterator[Problem]:
    """No target, indicator or document points at itself."""
    for target in context.asked.targets.values():
        for index, link in enumerate(target.links):
            if link.to in (target.id, target.gid):
                what = Words("目标指向了自己", "the target points at itself")
                yield context.problem("no-self-links", target, ("links", index, "to"), what, _REMOVE)
    for indicator in context.atlas.indicators.values():
        if indicator.id in indicator.related:
            what = Words("指标指向了自己", "the indicator points at itself")
            yield context.problem("no-self-links", indicator, ("related",), what, _REMOVE)
    for document in context.atlas.documents.values():
        for index, cite in enumerate(document.cites):
            if cite.to == document.id:
                what = Words("文件引用了自己", "the document cites itself")
                yield context.problem("no-self-links", document, ("cites", index, "to"), what, _REMOVE)


def no_repeats(context: Context) -> Iterator[Problem]:
    """No list names one thing twice, and no agency both leads and supports one measure or task."""
    for record, pointers in context.pointers:
        seen: set[tuple[str, str, Trail]] = set()
        for kind, name, trail in pointers:
            if not isinstance(trail[-1], int):
                continue
            field = ("lead",) if kind == "printed-agencies" else trail[:-1]
            if (kind, name, field) in seen:
                what = Words(f"“{name}”重复", f"“{name}” stands twice")
                yield context.problem("no-repeats", record, trail, what, _REMOVE)
            seen.add((kind, name, field))


def places(context: Context) -> Iterator[Problem]:
    """Each place in a source is written as 题头, 正文 三（一）3, 正文 第三章第十二条, 附件2 二（三）4, 附件 5-1 or 附件 第3行."""
    instead = Words(
        "应写成 正文 三（一）3、正文 第三章第十二条、附件2 二（三）4、附件 5-1、附件2 第3行、题头 或 前言",
        "write 正文 三（一）3, 正文 第三章第十二条, 附件2 二（三）4, 附件 5-1, 附件2 第3行, 题头 or 前言",
    )
    for record in context.records():
        spots: list[tuple[str, tuple[str | int, ...]]] = []
        if isinstance(record, Measure | Task | Mention | SetAside):
            spots.append((record.at, ("at",)))
        elif isinstance(record, Target):
            spots += [(evidence.at, ("evidence", n, "at")) for n, evidence in enumerate(record.evidence)]
        elif record.__class__.__name__ == "Document":
            for field in ("outline", "cites", "missing"):
                spots += [(item.at, (field, n, "at")) for n, item in enumerate(getattr(record, field))]
        for at, trail in spots:
            if not is_place(at):
                what = Words(f"“{at}”不是位置的写法", f"“{at}” is not how a place is written")
                yield context.problem("places", record, trail, what, instead)


def one_mention(context: Context) -> Iterator[Problem]:
    """A document names a cluster for one region in one role only once."""
    seen: dict[tuple[str, str, str, str], Mention] = {}
    for mention in context.atlas.mentions:
        key = (mention.document, mention.cluster, mention.region, mention.role)
        first = seen.setdefault(key, mention)
        if first is not mention:
            line = context.positions.place(first).line
            what = Words(
                f"与第 {line} 行重复（同一产业、地区和角色）",
                f"repeats line {line} (same cluster, region and role)",
            )
            yield context.problem("one-mention", mention, (), what, Words("请合并为一条", "merge the two"))
