"""What points at what, the other way round: computed once, read by every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import is_
from typing import Any, TypeVar

from atlas.comparing.blanks import Blank, of_region
from atlas.comparing.sides import areas
from atlas.linking.linker import Names
from atlas.linking.term_uses import named_by, naming_industries, uses
from atlas.records.model import Atlas, Measure, Mention, SetAside, Target, Task

T = TypeVar("T")
Named = Mapping[str, Mapping[str, Sequence[str]]]
"""What texts name, of which `NAMED` are the relations: by what is named, the ids of records that name it."""

Grouped = Mapping[str, tuple[T, ...]]


def _group(items: Iterable[T], keys: Callable[[T], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for item in items:
        for key in dict.fromkeys(keys(item)):
            found.setdefault(key, []).append(item)
    return {key: tuple(group) for key, group in found.items()}


@dataclass(frozen=True)
class Relations:
    """Groups of records by what they name; a key without a group is absent.

    `regions_by_indicator` has the regions that a target on it is set for, in the order of its targets; `ids_of_kind` the
    ids of all targets and of all measures, in order: who counts them, or names their regions, depends on nothing else.
    `areas` has, under the empty key, the regions that have a target, in order; `blank_of_region` says for each
    region what it means that nothing is found for it. Both are facts of the whole atlas that few edits change.
    """

    targets_by_indicator: Grouped[Target]
    regions_by_indicator: Grouped[str]
    targets_by_region: Grouped[Target]
    targets_by_document: Grouped[Target]
    targets_by_cluster: Grouped[Target]
    targets_naming_cluster: Grouped[Target]
    measures_by_document: Grouped[Measure]
    measures_by_theme: Grouped[Measure]
    measures_by_instrument: Grouped[Measure]
    measures_by_cluster: Grouped[Measure]
    measures_by_agency: Grouped[Measure]
    measures_by_target: Grouped[Measure]
    tasks_by_measure: Grouped[Task]
    tasks_by_agency: Grouped[Task]
    tasks_by_target: Grouped[Task]
    mentions_by_cluster: Grouped[Mention]
    mentions_by_region: Grouped[Mention]
    mentions_by_document: Grouped[Mention]
    set_aside_by_document: Grouped[SetAside]
    documents_by_region: Grouped[str]
    documents_citing: Grouped[str]
    regions_by_parent: Grouped[str]
    clusters_by_broader: Grouped[str]
    indicators_by_theme: Grouped[str]
    indicators_by_related: Grouped[str]
    agencies_by_region: Grouped[str]
    agencies_by_function: Grouped[str]
    agency_by_name: Mapping[tuple[str, str], str]
    measures_of_term: Grouped[str]
    targets_of_term: Grouped[str]
    tasks_of_term: Grouped[Task]
    documents_of_term: Grouped[str]
    terms_by_see: Grouped[str]
    links_to: Grouped[tuple[str, str]]
    ids_of_kind: Grouped[str]
    areas: Grouped[str]
    blank_of_region: Mapping[str, Blank]


_PARTS = (
    "regions", "clusters", "indicators", "agencies", "references", "terms", "documents", "measures", "tasks",
    "mentions", "set_aside",
)  # fmt: skip
"""All that relations are made from besides targets."""


def related_anew(atlas: Atlas, said: Names, before: Atlas, relations: Relations) -> Relations:
    """As `relate`, of an atlas in which the same names are found as in the one of these relations.

    Where only some targets are other ones, and point at the same things, groups have them in the place of the old.
    """
    if not all(_is_same_row(getattr(before, part), getattr(atlas, part)) for part in _PARTS):
        return relate(atlas, said)
    if list(before.targets) != list(atlas.targets):
        return relate(atlas, said)
    pairs = [
        (old, new)
        for old, new in zip(before.targets.values(), atlas.targets.values(), strict=True)
        if old is not new
    ]
    if not all(_points_alike(old, new) for old, new in pairs):
        return relate(atlas, said)
    documents = {new.document for _, new in pairs}
    olds, news = (tuple(target for key in documents for target in _of(one, key)) for one in (before, atlas))
    named = named_by(atlas, said, news)
    if named_by(before, said, olds) != named:
        return relate(atlas, said)
    now = {id(old): new for old, new in pairs}
    gids = {new.gid for _, new in pairs}
    keys = {
        "targets_by_indicator": {new.indicator for _, new in pairs},
        "targets_by_region": {new.region for _, new in pairs},
        "targets_by_document": documents,
        "targets_by_cluster": {new.cluster for _, new in pairs if new.cluster},
        "targets_naming_cluster": {cluster for cluster, gid in named[1] if gid in gids},
    }
    renewed: dict[str, Any] = {name: _with(getattr(relations, name), at, now) for name, at in keys.items()}
    return replace(relations, **renewed)


def _of(atlas: Atlas, document: str) -> Iterator[Target]:
    return (target for target in atlas.targets.values() if target.document == document)


def _points_alike(old: Target, new: Target) -> bool:
    """Whether two versions of a target stand in the same groups, as far as its texts name the same."""
    return (old.indicator, old.region, old.cluster, old.links) == (
        new.indicator,
        new.region,
        new.cluster,
        new.links,
    )


def _with(groups: Grouped[Target], keys: Iterable[str], now: Mapping[int, Target]) -> Grouped[Target]:
    """The groups with new targets in the place of old ones, which stand under these keys only."""
    renewed = {key: tuple(now.get(id(item), item) for item in groups[key]) for key in keys}
    return {**groups, **renewed} if renewed else groups


def _is_same_row(
    before: Mapping[str, object] | Sequence[object], after: Mapping[str, object] | Sequence[object]
) -> bool:
    """Whether both hold the very same, under the same keys, in the same order."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return list(before) == list(after) and all(map(is_, before.values(), after.values()))
    return len(before) == len(after) and all(map(is_, before, after))


def target_id(document: str, name: str) -> str:
    """The whole id of a target named inside a document: `x` or `document--x`."""
    return name if "--" in name else f"{document}--{name}"


NAMED = (
    "measures_of_term", "targets_of_term", "tasks_of_term", "documents_of_term", "targets_naming_cluster",
)  # fmt: skip
"""The relations that are made from names in texts, which takes longer than all the others."""


def named_in(relations: Relations) -> Named:
    """What texts name, as plain data."""
    found = {name: getattr(relations, name) for name in NAMED}
    return {
        name: {key: [getattr(item, "gid", item) for item in group] for key, group in groups.items()}
        for name, groups in found.items()
    }


def relate(atlas: Atlas, said: Names, named: Named | None = None) -> Relations:
    """Every inverse relation of an atlas whose references have been checked; `said` finds names in its texts.

    What was found so in just these texts is not sought again where it is `named`.
    """
    names = {
        (document, name): agency.id
        for agency in atlas.agencies.values()
        for document, printed in agency.aliases.items()
        for name in printed
    }

    def agencies(item: Measure | Task) -> list[str]:
        return [names[item.document, name] for name in (*item.lead, *item.support)]

    targets, measures, tasks = atlas.targets.values(), atlas.measures.values(), atlas.tasks.values()
    documents = atlas.documents.values()
    by_indicator = _group(targets, lambda t: [t.indicator])
    of_texts = _in_texts(atlas, said) if named is None else _as_named(atlas, named)
    return Relations(
        targets_by_indicator=by_indicator,
        regions_by_indicator={
            key: tuple(dict.fromkeys(target.region for target in group))
            for key, group in by_indicator.items()
        },
        targets_by_region=_group(targets, lambda t: [t.region]),
        targets_by_document=_group(targets, lambda t: [t.document]),
        targets_by_cluster=_group(targets, lambda t: [t.cluster] if t.cluster else []),
        measures_by_document=_group(measures, lambda m: [m.document]),
        measures_by_theme=_group(measures, lambda m: m.themes),
        measures_by_instrument=_group(measures, lambda m: m.instruments),
        measures_by_cluster=_group(measures, lambda m: m.clusters),
        measures_by_agency=_group(measures, agencies),
        measures_by_target=_group(measures, lambda m: [target_id(m.document, name) for name in m.targets]),
        tasks_by_measure=_group(tasks, lambda t: [f"{t.document}--{t.measure}"]),
        tasks_by_agency=_group(tasks, agencies),
        tasks_by_target=_group(tasks, lambda t: [target_id(t.document, name) for name in t.targets]),
        mentions_by_cluster=_group(atlas.mentions, lambda m: [m.cluster]),
        mentions_by_region=_group(atlas.mentions, lambda m: [m.region]),
        mentions_by_document=_group(atlas.mentions, lambda m: [m.document]),
        set_aside_by_document=_group(atlas.set_aside, lambda s: [s.document]),
        documents_by_region=_ids(_group(documents, lambda d: [d.region])),
        documents_citing=_ids(_group(documents, lambda d: [cite.to for cite in d.cites])),
        regions_by_parent=_ids(_group(atlas.regions.values(), lambda r: [r.parent] if r.parent else [])),
        clusters_by_broader=_ids(_group(atlas.clusters.values(), lambda c: [c.broader] if c.broader else [])),
        indicators_by_theme=_ids(_group(atlas.indicators.values(), lambda i: [i.theme])),
        indicators_by_related=_ids(_group(atlas.indicators.values(), lambda i: i.related)),
        agencies_by_region=_ids(_group(atlas.agencies.values(), lambda a: [a.region])),
        agencies_by_function=_ids(_group(atlas.agencies.values(), lambda a: [a.function])),
        agency_by_name=names,
        terms_by_see=_ids(_group(atlas.terms.values(), lambda t: t.see)),
        links_to=_links(targets),
        ids_of_kind={"targets": tuple(atlas.targets), "measures": tuple(atlas.measures)},
        areas={"": areas(targets, atlas.regions)},
        blank_of_region={key: of_region(key, documents) for key in atlas.regions},
        **of_texts,
    )


def _in_texts(atlas: Atlas, said: Names) -> dict[str, Any]:
    used = uses(atlas, said)
    groups = used.measures, used.targets, used.tasks, used.documents, naming_industries(atlas, said)
    return dict(zip(NAMED, groups, strict=True))


def _as_named(atlas: Atlas, named: Named) -> dict[str, Any]:
    records: dict[str, Mapping[str, Any]] = {
        "tasks_of_term": atlas.tasks,
        "targets_naming_cluster": atlas.targets,
    }
    return {
        name: {
            key: tuple(map(records[name].__getitem__, ids) if name in records else ids)
            for key, ids in named[name].items()
        }
        for name in NAMED
    }


def _ids(groups: Mapping[str, tuple[T, ...]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(getattr(item, "id") for item in group) for key, group in groups.items()}  # noqa: B009


def _links(targets: Iterable[Target]) -> dict[str, tuple[tuple[str, str], ...]]:
    """For each target the targets that point at it, with the kind of link."""
    found: dict[str, list[tuple[str, str]]] = {}
    for target in targets:
        for link in target.links:
            found.setdefault(target_id(target.document, link.to), []).append((target.gid, link.kind))
    return {key: tuple(group) for key, group in found.items()}
