"""An atlas with one field of one record changed: every such atlas that would still pass the checks of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from atlas.checks import RULES
from atlas.checks.context import Context
from atlas.noting.view import View
from atlas.reading.load import Loaded
from atlas.records.fields import Ref
from atlas.records.model import REGISTRIES, Atlas, Name, Record, Text

Trail = tuple[str | int, ...]
SETS = ("documents", *REGISTRIES, "targets", "measures", "tasks", "units", "proofs")
LISTS = ("mentions", "set_aside")
FIXED = ("id", "document")
NEEDED = (
    "known-names", "one-agency-per-name", "no-circles", "no-self-links", "value-or-words", "unit-fits", "one-mention",
)  # fmt: skip
"""The rules that an atlas must keep for a build to be possible."""


@dataclass(frozen=True)
class Mutation:
    """What was changed, in words, and the atlas with the change."""

    what: str
    atlas: Atlas


def mutations(loaded: Loaded, each: int = 2) -> Iterator[Mutation]:
    """Each field of each kind of record changed, emptied or filled in, where a build would still be possible.

    At most `each` records of a kind have the same change.
    """
    tried: Counter[tuple[str, Trail]] = Counter()
    for kind, key, old, trail, new in _changed_records(loaded):
        same = (kind, tuple(step for step in trail if isinstance(step, str)))
        tried[same] += 1
        if tried[same] <= each:
            loaded.positions.keep(new, *loaded.positions.trees[id(old)])
            yield from _if_possible(f"{kind}/{key} {trail}", loaded, _with(_atlas(loaded), kind, key, new))
    yield from _other_mutations(_atlas(loaded), each)


def _atlas(loaded: Loaded) -> Atlas:
    assert loaded.atlas is not None
    return loaded.atlas


def _changed_records(loaded: Loaded) -> Iterator[tuple[str, str | int, Record, Trail, Record]]:
    """The kind, key, record, place of change and changed record of everything that is written in lists and files."""
    atlas = _atlas(loaded)
    used = {target.unit for target in atlas.targets.values()} | {
        one.unit for one in atlas.indicators.values()
    }
    for kind in (*SETS, *LISTS):
        for key, record in _items(getattr(atlas, kind)):
            if kind != "units" or key in used:
                for trail, changed in changes(record, atlas):
                    yield kind, key, record, trail, changed


def _other_mutations(atlas: Atlas, each: int) -> Iterator[Mutation]:
    new = Name(zh="改", en="New")
    for name, words in atlas.vocabulary.items():
        for key, word in list(words.items())[:each]:
            changed = {**words, key: word.model_copy(update={"label": new, "definition": new})}
            yield Mutation(f"vocabulary/{name} {key}", _with(atlas, "vocabulary", name, changed))
    for trail, site in changes(atlas.site, atlas):
        yield Mutation(f"site {trail}", replace(atlas, site=site))
    for key in list(atlas.interface)[::20]:
        yield Mutation(f"interface {key}", _with(atlas, "interface", key, new))
    for key, text in atlas.texts.items():
        yield Mutation(f"pages/{key}", _with(atlas, "texts", key, text + "\nMore.\n"))


def _items(records: Any) -> list[tuple[Any, Any]]:
    return list(records.items()) if isinstance(records, Mapping) else list(enumerate(records))


def _with(atlas: Atlas, kind: str, key: str | int, value: object) -> Atlas:
    """The atlas with one entry of one kind set."""
    entries = dict(_items(getattr(atlas, kind)))
    entries[key] = value
    return _having(atlas, kind, entries)


def _having(atlas: Atlas, kind: str, entries: Mapping[Any, Any]) -> Atlas:
    """The atlas with these entries of one kind, and no others."""
    whole = entries if isinstance(getattr(atlas, kind), Mapping) else tuple(entries.values())
    change: dict[str, Any] = {kind: whole}
    return replace(atlas, **change)


def removals(loaded: Loaded) -> Iterator[Mutation]:
    """Each record gone, where a build would still be possible."""
    atlas = _atlas(loaded)
    for kind in (*SETS, *LISTS):
        entries = dict(_items(getattr(atlas, kind)))
        for key in entries:
            left = {other: record for other, record in entries.items() if other != key}
            yield from _if_possible(f"{kind}/{key} is gone", loaded, _having(atlas, kind, left))


def additions(loaded: Loaded) -> Iterator[Mutation]:
    """Each record once more under another id."""
    atlas = _atlas(loaded)
    for kind in ("documents", *REGISTRIES, "targets", "measures", "tasks"):
        for key, record in getattr(atlas, kind).items():
            for own in (f"{record.id}-again", f"a-{record.id}"):
                twin = record.model_copy(
                    update={"id": own, **({"aliases": {}} if kind == "agencies" else {})}
                )
                loaded.positions.keep(twin, *loaded.positions.trees[id(record)])
                whole = key.replace(record.id, own) if "--" in key else own
                more = _having(atlas, kind, dict(sorted({**getattr(atlas, kind), whole: twin}.items())))
                yield from _if_possible(f"{kind}/{whole} is new", loaded, more)
    for mention in atlas.mentions:
        another = mention.model_copy(update={"role": "future"})
        loaded.positions.keep(another, *loaded.positions.trees[id(mention)])
        yield from _if_possible("a mention is new", loaded, _with(atlas, "mentions", -1, another))
    for entry in atlas.set_aside:
        yield Mutation("an entry is set aside anew", _with(atlas, "set_aside", -1, entry))


def renamings(loaded: Loaded) -> Iterator[Mutation]:
    """Records with names that stand in texts already."""
    atlas = _atlas(loaded)
    bureau = atlas.agencies["chengchuan-science"]
    for document in atlas.documents:
        called = bureau.model_copy(
            update={"aliases": {**bureau.aliases, document: ("市科技局", "高新区", "企业的")}}
        )
        yield Mutation(f"agencies/{bureau.id} in {document}", _with(atlas, "agencies", bureau.id, called))
    term = atlas.terms["open-call"]
    for change in (
        {"aliases": ("城市", "企业", "高新区")},
        {"name": Name(zh="河道", en="Province")},
        {"name": Name(zh="省里", en="Bureau")},
    ):
        renamed = term.model_copy(update=change)
        yield Mutation(f"terms/{term.id} {change}", _with(atlas, "terms", term.id, renamed))


def _if_possible(what: str, loaded: Loaded, atlas: Atlas) -> Iterator[Mutation]:
    context = Context(atlas, loaded.positions, {})
    if not any(list(RULES[rule](context)) for rule in NEEDED):
        yield Mutation(what, atlas)


def changes(record: Record, atlas: Atlas) -> Iterator[tuple[Trail, Any]]:
    """Copies of a record, each with one thing in it changed."""
    for name, field in type(record).model_fields.items():
        if name in FIXED:
            continue
        for trail, value in _values(
            getattr(record, name), field.annotation, tuple(field.metadata), name, atlas
        ):
            yield (name, *trail), record.model_copy(update={name: value})


def _values(
    value: Any, annotation: Any, marks: tuple[Any, ...], name: str, atlas: Atlas
) -> Iterator[tuple[Trail, Any]]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _values(value, arguments[0], (*marks, *arguments[1:]), name, atlas)
    elif origin in (Union, UnionType) and NoneType in arguments:
        yield from _optional(
            value, next(each for each in arguments if each is not NoneType), marks, name, atlas
        )
    elif isinstance(value, Record):
        yield from changes(value, atlas)
    elif isinstance(value, Mapping):
        for key, names in value.items():
            yield (key,), {**value, key: (*names[:-1], f"{names[-1]}改")}
            yield (key, "gone"), {each: kept for each, kept in value.items() if each != key}
    elif isinstance(value, tuple) and name not in ("value", "period"):
        for index, item in enumerate(value):
            for trail, changed in _values(item, arguments[0], (), name, atlas):
                yield (index, *trail), (*value[:index], changed, *value[index + 1 :])
        if len(value) > max((getattr(mark, "min_length", None) or 0 for mark in marks), default=0):
            yield ("shorter",), value[:-1]
        if len(value) > 1:
            yield ("reversed",), value[::-1]
    else:
        yield from (((), changed) for changed in _leaves(value, marks, name, atlas))


def _optional(
    value: Any, inner: Any, marks: tuple[Any, ...], name: str, atlas: Atlas
) -> Iterator[tuple[Trail, Any]]:
    if value is not None:
        yield ("gone",), None
        yield from _values(value, inner, marks, name, atlas)
    elif inner in (Text, Name):
        yield ("new",), inner(zh="补充", en="Added")
    elif name == "year":
        yield ("new",), 2024
    elif name == "period":
        yield ("new",), (2021, 2024)


def _leaves(value: Any, marks: tuple[Any, ...], name: str, atlas: Atlas) -> Iterator[Any]:
    kind = next((mark.kind for mark in marks if isinstance(mark, Ref)), None)
    if kind is not None:
        yield from [other for other in _names(kind, atlas) if other != value][:2]
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int | Decimal):
        yield value + 1
    elif isinstance(value, tuple):
        yield (*value[:-1], value[-1] + 1)
    elif name in ("issued", "data_date"):
        yield "2020-01-02"
    elif isinstance(value, str):
        yield f"{value}改" if name not in ("base_url", "data_licence_url") else f"{value}more/"


def _names(kind: str, atlas: Atlas) -> list[str]:
    if kind == "printed-agencies":
        return ["市科技局", "市财政局", "区科技局"]
    if kind == "anything":
        return ["talent", "chengchuan", "open-call"]
    if kind == "citable":
        return ["chengchuan-2021", "yunze-innovation-2020"]
    if kind == "measures":
        return ["m01", "m02"]
    return list(atlas.vocabulary[kind] if kind in atlas.vocabulary else getattr(atlas, kind))


def touched(old: View, new: View) -> set[str]:
    """The notes that stand for what differs between two atlases: records, kinds, vocabularies, relations."""
    found: set[str] = set()
    one, two = old.atlas, new.atlas
    for kind in ("documents", *REGISTRIES, "targets", "measures", "tasks"):
        before, after = getattr(one, kind), getattr(two, kind)
        changed = _different(before, after)
        found |= {f"{kind}/{key}" for key in changed}
        if changed or list(before) != list(after):
            found.add(f"{kind}/*")
    found |= {f"vocabulary/{name}" for name in one.vocabulary if one.vocabulary[name] != two.vocabulary[name]}
    found |= {"vocabulary/units"} if one.units != two.units else set()
    found |= {"site"} if one.site != two.site else set()
    found |= {"interface"} if one.interface != two.interface else set()
    found |= {f"pages/{key}" for key in _different(one.texts, two.texts)}
    found |= {f"proofs/{key}" for key in _different(old.states, new.states)}
    found |= _names_touched(old, new)
    for field in fields(old.relations):
        before, after = getattr(old.relations, field.name), getattr(new.relations, field.name)
        if isinstance(before, Mapping):
            keys = before.keys() | after.keys()
            found |= {f"{field.name}?{key}" for key in keys if _members(before, key) != _members(after, key)}
    return found


def _names_touched(old: View, new: View) -> set[str]:
    """The notes for names that came, went or stand for something else: of every text, or of a document's."""
    found = set()
    for language, before in old.names.tables.items():
        after = new.names.tables[language]
        for name in _different(before, after):
            for scope in _different(before.get(name, {}), after.get(name, {})):
                found.add(f"names?{language}" + (f"/{scope}" if scope else ""))
    return found


def _different(one: Mapping[Any, Any], two: Mapping[Any, Any]) -> set[Any]:
    return {key for key in one.keys() | two.keys() if one.get(key) != two.get(key)}


def _members(groups: Mapping[Any, Any], key: Any) -> list[Any]:
    """The members of a group, by id where they have one: their content is noted apart."""
    return [getattr(item, "gid", item) for item in groups.get(key, ())]
