"""What was proven of a document's phrases, and whether it still holds. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.census import Entry, entries_digest
from atlas.evidence import phrases_digest
from atlas.lexicon import Comparator, Lexicon, lexicon
from atlas.lexicon import Unit as SpokenUnit
from atlas.model import Atlas, Proof, SetAside, Target


@dataclass(frozen=True)
class State:
    """The verification state of a document as readers see it.

    `verified`: every phrase, as it stands, was found in the source text. `figures` and `accounted` count the
    source's figures; they are None unless the phrases and the set-aside entries are those that were counted.
    """

    verified: bool = False
    figures: int | None = None
    accounted: int | None = None


def spoken(atlas: Atlas) -> Lexicon:
    """The words by which figures are recognised, from the vocabularies."""
    return lexicon(
        (SpokenUnit(unit.id, unit.base, unit.printed) for unit in atlas.units.values()),
        (Comparator(word.id, word.cues) for word in atlas.vocabulary["comparators"].values()),
        atlas.counting_words,
    )


def promised(targets: Iterable[Target]) -> tuple[Entry, ...]:
    """Each phrase of each target; the key is the target's whole id and the number of its phrase."""
    return tuple(
        Entry(f"{target.gid}#{number}", evidence.at, evidence.phrase, nth=evidence.nth)
        for target in targets
        for number, evidence in enumerate(target.evidence)
    )


def set_aside(entries: Iterable[SetAside]) -> tuple[Entry, ...]:
    """Each set-aside text; the key is its number."""
    return tuple(
        Entry(str(number), entry.at, entry.text, every=entry.every, nth=entry.nth)
        for number, entry in enumerate(entries)
    )


def states(atlas: Atlas) -> dict[str, State]:
    """The state of every document."""
    targets: dict[str, list[Target]] = {name: [] for name in atlas.documents}
    aside: dict[str, list[SetAside]] = {name: [] for name in atlas.documents}
    for target in atlas.targets.values():
        targets.setdefault(target.document, []).append(target)
    for entry in atlas.set_aside:
        aside.setdefault(entry.document, []).append(entry)
    return {
        name: _state(document.source.sha256, atlas.proofs.get(name), targets[name], aside[name])
        for name, document in atlas.documents.items()
    }


def _state(source: str, proof: Proof | None, targets: Iterable[Target], entries: Iterable[SetAside]) -> State:
    if proof is None or proof.source_sha256 != source:
        return State()
    if proof.phrases != phrases_digest((entry.at, entry.text) for entry in promised(targets)):
        return State()
    aside = set_aside(entries)
    if proof.census != entries_digest(aside):
        return State(verified=True)
    return State(True, proof.figures_in_source, proof.figures_accounted)
