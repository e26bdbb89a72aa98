"""Which records use a glossary term, and which targets name an industry, by what they say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from atlas.linking.linker import Names
from atlas.linking.names import Scope
from atlas.problems import Language
from atlas.records.model import Atlas, Document, Measure, Target, Task


@dataclass(frozen=True)
class TermUses:
    """For each glossary term the records that use it; a term that none uses is absent.

    `measures`: in title or summary, in either language. `targets`: what they count, their words, conditions or
    phrase. `tasks`: in their gist. `documents`: by id, whose headings, citations, industries or figures set aside
    hold it, as printed.
    """

    measures: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, tuple[str, ...]]
    tasks: Mapping[str, tuple[Task, ...]]
    documents: Mapping[str, tuple[str, ...]]


def uses(atlas: Atlas, names: Names) -> TermUses:
    """Every use of every term in an atlas; measures and targets by their whole ids."""
    return TermUses(
        _measures(atlas, names), _targets(atlas, names), _tasks(atlas, names), _documents(atlas, names)
    )


def naming_industries(atlas: Atlas, names: Names) -> dict[str, tuple[Target, ...]]:
    """For each cluster the targets that are not set for it alone and name it in what they count, words or scope.

    Such as the size of 两大特色产业：光伏智慧能源、碳纤维及复合材料, which is a target of both.
    """
    named = _industries(atlas, names, atlas.targets.values())
    return {key: tuple(atlas.targets[gid] for gid in group) for key, group in _gathered(named).items()}


def named_by(
    atlas: Atlas, names: Names, targets: Sequence[Target]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What all targets of some documents name: terms and industries, each with the target's whole id."""
    return list(_target_terms(atlas, names, targets)), list(_industries(atlas, names, targets))


def _industries(atlas: Atlas, names: Names, targets: Iterable[Target]) -> Iterator[tuple[str, str]]:
    for target in targets:
        for text in _said(atlas, target):
            for _, _, (kind, key) in names.find(text, "zh", target.document):
                if kind == "clusters" and key != target.cluster:
                    yield key, target.gid


def _said(atlas: Atlas, target: Target) -> list[str]:
    """What a target counts, its words and its conditions."""
    texts = (target.words, target.conditions)
    return [atlas.indicators[target.indicator].name.zh, *(text.zh for text in texts if text is not None)]


def _terms(names: Names, text: str | None, language: Language, document: Scope) -> Iterator[str]:
    for _, _, (kind, key) in names.find(text or "", language, document):
        if kind == "terms":
            yield key


def _measures(atlas: Atlas, names: Names) -> dict[str, tuple[str, ...]]:
    def terms(measure: Measure) -> Iterator[str]:
        for said in (measure.title, measure.summary):
            if said is not None:
                yield from _terms(names, said.zh, "zh", measure.document)
                yield from _terms(names, said.en, "en", measure.document)

    return _gathered((key, measure.gid) for measure in atlas.measures.values() for key in terms(measure))


def _targets(atlas: Atlas, names: Names) -> dict[str, tuple[str, ...]]:
    """Targets by their terms."""
    return _gathered(_target_terms(atlas, names, tuple(atlas.targets.values())))


def _target_terms(atlas: Atlas, names: Names, targets: Sequence[Target]) -> Iterator[tuple[str, str]]:
    """Targets by the terms in what they count and say; of those that share a phrase, those that count the thing.

    Of 瞪羚、雏鹰分别达到… only the one is a target on gazelles, if an indicator says so.
    """
    counting = {target.gid: set(_counted(atlas, names, target)) for target in targets}
    sharing: dict[tuple[str, str, str], set[str]] = {}
    for target in targets:
        for piece in target.evidence:
            sharing.setdefault((target.document, piece.at, piece.phrase), set()).update(counting[target.gid])
    for target in targets:
        own = counting[target.gid]
        for piece in target.evidence:
            others = sharing[target.document, piece.at, piece.phrase] - own
            own = own | (set(_terms(names, piece.phrase, "zh", target.document)) - others)
        yield from ((key, target.gid) for key in sorted(own))


def _counted(atlas: Atlas, names: Names, target: Target) -> Iterator[str]:
    for text in (*_said(atlas, target), *target.printed):
        yield from _terms(names, text, "zh", target.document)


def _tasks(atlas: Atlas, names: Names) -> dict[str, tuple[Task, ...]]:
    found: dict[str, dict[str, Task]] = {}
    for task in atlas.tasks.values():
        for key in _terms(names, task.gist.zh, "zh", task.document):
            found.setdefault(key, {})[task.gid] = task
    return {key: tuple(group.values()) for key, group in found.items()}


def _documents(atlas: Atlas, names: Names) -> dict[str, tuple[str, ...]]:
    """Documents by the terms in what the atlas keeps of their own wording beside promises and measures."""

    def printed(record: Document) -> Iterator[str]:
        yield record.title.zh
        yield from (heading.title.zh for heading in record.outline)
        yield from (cite.printed for cite in record.cites)

    said = [(record.id, text) for record in atlas.documents.values() for text in printed(record)]
    said += [(entry.document, entry.text) for entry in atlas.set_aside]
    said += [(mention.document, mention.printed) for mention in atlas.mentions]
    alone = _alone(names)
    return _gathered(
        (key, document) for document, text in said for key in _terms(alone, text, "zh", document)
    )


def _alone(names: Names) -> Names:
    """The names of terms without all others, since the title of a cited policy is a name that hides those in it."""
    every = ((name, scopes.get(None)) for name, scopes in names.tables["zh"].items())
    return Names.of(
        {"zh": {name: {None: key} for name, key in every if key is not None and key[0] == "terms"}}
    )


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, name in pairs:
        found.setdefault(key, {})[name] = None
    return {key: tuple(group) for key, group in found.items()}
