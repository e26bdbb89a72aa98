"""What was proven of a document's phrases, and whether it still holds. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from atlas.figures.evidence import phrases_digest
from atlas.figures.lexicon import Comparator, Lexicon, lexicon
from atlas.figures.lexicon import Unit as SpokenUnit
from atlas.records.model import Atlas, Proof, SetAside, Target
from atlas.sources.census import Entry, entries_digest


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


Part = Literal["source_sha256", "phrases", "census"]
"""What a proof speaks of: the source text, the phrases, and the entries beside which figures were counted."""


def states(atlas: Atlas) -> dict[str, State]:
    """The state of every document."""
    lost = lapsed(atlas)
    return {name: _state(atlas.proofs.get(name), lost.get(name)) for name in atlas.documents}


def lapsed(atlas: Atlas) -> dict[str, Part]:
    """For each document with a proof that no longer holds the first part of it that does not."""
    targets: dict[str, list[Target]] = {name: [] for name in atlas.documents}
    aside: dict[str, list[SetAside]] = {name: [] for name in atlas.documents}
    for target in atlas.targets.values():
        targets.setdefault(target.document, []).append(target)
    for entry in atlas.set_aside:
        aside.setdefault(entry.document, []).append(entry)
    found = {
        name: _lapsed(document.source.sha256, atlas.proofs[name], targets[name], aside[name])
        for name, document in atlas.documents.items()
        if name in atlas.proofs
    }
    return {name: part for name, part in found.items() if part is not None}


def _lapsed(source: str, proof: Proof, targets: Iterable[Target], entries: Iterable[SetAside]) -> Part | None:
    if proof.source_sha256 != source:
        return "source_sha256"
    if proof.phrases != phrases_digest((entry.at, entry.text) for entry in promised(targets)):
        return "phrases"
    counted = proof.census is None or proof.census == entries_digest(set_aside(entries))
    return None if counted else "census"


def _state(proof: Proof | None, lost: Part | None) -> State:
    if proof is None or lost in ("source_sha256", "phrases"):
        return State()
    if proof.census is None or lost == "census":
        return State(verified=True)
    return State(True, proof.figures_in_source, proof.figures_accounted)
