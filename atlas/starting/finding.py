"""`build.py find`: what is known by some words or a part of them, best first, with where it is printed so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log, prod, sqrt
from pathlib import Path
from typing import NamedTuple

from atlas.checks.naming import KINDS
from atlas.linking.names import claimed
from atlas.problems import Language, Words
from atlas.proposing.known import Indicators, plain
from atlas.proposing.offers import called
from atlas.reading.load import load
from atlas.records import model
from atlas.records.model import Atlas
from atlas.sources.proof import spoken
from atlas.squeezed import fold, squeeze

MOST = 20
"""Lines that are said."""
_NEAR = 8
"""Lines of what is only near."""
_WIDEST = 4
"""How much longer than the words a name that is near them may be."""
_DEFINED = ("indicators", "clusters", "terms")
_LABELLED = ("themes", "instruments", "functions", "roles")
_LEAST = 0.35
"""How like a name must be that neither holds the words nor is held by them."""
_SHORTEST = 2
_FOR_EACH_OTHER = (("基金", "资金"), ("占比", "比重"), ("交易", "成交"))
_NEARLY = 0.1
"""By how much what is only near is less like."""


class Name(NamedTuple):
    """A name of a record: its kind and id, the name, and the document that prints it, or nothing."""

    kind: str
    id: str
    name: str
    document: str = ""


class Found(NamedTuple):
    """A name that is like the words, and how much: 3 is the same, 2 and more holds them, 1 and more lies in them."""

    score: float
    name: Name


def run(words: str, content: Path, language: Language) -> tuple[str, int]:
    """What `build.py find` says, and its exit status."""
    atlas = load(content).atlas
    if atlas is None:
        said = Words(
            "内容无法读取：请先运行 python build.py check",
            "the content cannot be read: run python build.py check",
        )
        return f"{said.within(language)}\n", 1
    found = find(atlas, words)
    if not found:
        return "".join(f"{line}\n" for line in _near_only(atlas, words, language)), 0
    shown = found if len(found) <= MOST else found[: MOST - 1]
    tell = Teller(atlas, language)
    lines = tell.lines([each.name for each in shown])
    if len(shown) < len(found):
        rest = len(found) - len(shown)
        lines.append(
            Words(f"还有 {rest} 条；请多写几个字", f"and {rest} more: type more of the name").within(language)
        )
    return "".join(f"{line}\n" for line in lines), 0


def _near_only(atlas: Atlas, words: str, language: Language) -> Iterator[str]:
    """What is said where nothing is called so: what shares its characters, or says the words in its definition."""
    near = nearby(atlas, words)
    new = "python build.py new indicator ID"
    if not near:
        yield Words(
            f"没有叫“{words}”或与此相近的；换短一些的词再找，确实没有的可新建，如 {new}",
            f"nothing is known by “{words}”, nor by anything like it; look for a shorter word, or make it: {new}",
        ).within(language)
        return
    yield Words(
        f"没有叫“{words}”的；与它相近的有（都不是的可新建，如 {new}）：",
        f"nothing is called “{words}”; near it are (if it is none of them, make it: {new}):",
    ).within(language)
    yield from Teller(atlas, language).lines(near)


def nearby(atlas: Atlas, words: str) -> list[Name]:
    """The records near words that nothing is called: 储能 is near 能源储存, whose name has all of its characters.

    Names come first, the shortest first; then records whose definition says the words.
    """
    wanted = _bare(words)
    if wanted.isascii() or len(wanted) < _SHORTEST:
        return []
    best: dict[tuple[str, str], tuple[int, Name]] = {}
    for name in names(atlas):
        bare = _bare(name.name)
        if name.kind != "targets" and len(bare) <= _WIDEST * len(wanted) and {*wanted} <= {*bare}:
            known = best.get((name.kind, name.id))
            if known is None or len(bare) < known[0]:
                best[name.kind, name.id] = (len(bare), name)
    for kind in _DEFINED:
        for key, record in getattr(atlas, kind).items():
            definition = record.definition
            if definition is not None and wanted in _bare(definition.zh):
                best.setdefault((kind, key), (1000 + len(definition.zh), Name(kind, key, record.name.zh)))
    ordered = sorted(best.values(), key=lambda one: (one[0], list(KINDS).index(one[1].kind), one[1].id))
    return [name for _, name in ordered[:_NEAR]]


def find(atlas: Atlas, words: str) -> list[Found]:
    """The records that are known by some words, each by the name that fits best, best first."""
    wanted, listed = _bare(words), [(name, _bare(name.name)) for name in names(atlas)]
    held = Counter(pair for _, bare in listed for pair in {*_pairs(bare)})
    weights = {pair: log(1 + len(listed) / many) for pair, many in held.items()}
    best: dict[tuple[str, str], Found] = {}
    for name, bare in listed:
        score = likeness(wanted, bare, weights) - (1.5 if name.kind == "targets" else 0)
        if score >= _LEAST and score > best.get((name.kind, name.id), Found(0, name)).score:
            best[name.kind, name.id] = Found(score, name)
    told = set(best)
    return sorted(
        (
            one
            for key, one in best.items()
            if key[0] != "targets" or ("indicators", atlas.targets[key[1]].indicator) not in told
        ),
        key=lambda one: (-one.score, list(KINDS).index(one.name.kind), one.name.id),
    )


def names(atlas: Atlas) -> Iterator[Name]:
    """Every name of every record, and the phrases of the targets."""
    known = Indicators.of(atlas, spoken(atlas))
    for key, indicator in atlas.indicators.items():
        yield from (
            Name("indicators", key, name.printed, name.document)
            for name in known.names[key]
            if not name.quoted
        )
        english = (indicator.name.en, *((indicator.short.en,) if indicator.short else ()))
        yield from (Name("indicators", key, name) for name in english)
    for claim in claimed(atlas):
        if claim.key is not None:
            yield Name(*claim.key, claim.name, claim.scope or "")
    for key, document in atlas.documents.items():
        yield from (Name("documents", key, name) for name in (document.short.zh, document.short.en))
    for kind, records in (("documents", atlas.documents), ("references", atlas.references)):
        yield from (Name(kind, key, record.number) for key, record in records.items() if record.number)
    for kind, key, label in _labels(atlas):
        yield from (Name(kind, key, name) for name in (label.zh, label.en) if name)
    for target in atlas.targets.values():
        yield from (Name("targets", target.gid, piece.phrase, target.document) for piece in target.evidence)


def _labels(atlas: Atlas) -> Iterator[tuple[str, str, model.Name | model.UnitLabel]]:
    """The labels of the words that an editor chooses from."""
    for kind in _LABELLED:
        yield from ((kind, key, word.label) for key, word in atlas.vocabulary[kind].items())
    yield from (("units", key, unit.label) for key, unit in atlas.units.items())


def likeness(words: str, name: str, weights: Mapping[str, float]) -> float:
    """How much a name is like some words, both bare, or with words that are near each other taken for one.

    `weights` are those of the pairs of characters that names hold: what many end in counts little.
    """
    one, other = _near(words), _near(name)
    same = _likeness(words, name, weights)
    return same if (one, other) == (words, name) else max(same, _likeness(one, other, weights) - _NEARLY)


def _likeness(words: str, name: str, weights: Mapping[str, float]) -> float:
    if not words or not name:
        return 0.0
    if words == name or plain(words) == plain(name):
        return 3.0
    if words in name:
        return 2 + len(words) / len(name)
    if len(name) >= _SHORTEST and name in words:
        return 1 + len(name) / len(words)
    if words.isascii():
        parts = words.split()
        return 1.0 if len(parts) > 1 and all(part in name for part in parts) else 0.0
    one, other = _pairs(words), _pairs(name)
    shared = sum(weights.get(pair, 0) ** 2 for pair in one & other)
    if not shared:
        return 0.0
    rare = max(weights.values())
    sizes = (sum(weights.get(pair, rare) ** 2 for pair in each) for each in (one, other))
    return shared / sqrt(prod(sizes))


def _pairs(name: str) -> set[str]:
    return {*map("".join, pairwise(plain(name)))}


def _near(text: str) -> str:
    """Text with one word for those that documents use for each other."""
    for one, other in _FOR_EACH_OTHER:
        text = text.replace(one, other)
    return text


def _bare(text: str) -> str:
    """Text as it is sought: in small letters and half width; Chinese without white space."""
    small = " ".join(fold(text).lower().split())
    return small if small.isascii() else squeeze(small)


@dataclass(frozen=True)
class Teller:
    """Says what was found, in one language."""

    atlas: Atlas
    language: Language

    def lines(self, found: Iterable[Name]) -> list[str]:
        """A line for each: id, kind, what it is called, and where it is printed as it was found."""
        rows = [(name.id, self._said(name)) for name in found]
        width = max(len(key) for key, _ in rows)
        return [f"{key.ljust(width)}  {said}" for key, said in rows]

    def _said(self, name: Name) -> str:
        kind = KINDS[name.kind].within(self.language)
        if name.kind == "targets":
            target = self.atlas.targets[name.id]
            return Words(
                f"{kind}（指标 {target.indicator}）：“{name.name}”",
                f"{kind} of {target.indicator}: “{name.name}”",
            ).within(self.language)
        title = self._title(name)
        said = Words(f"{kind}：{title}", f"{kind}: {title}").within(self.language)
        document = self.atlas.documents.get(name.document)
        if document is not None:
            where = Words(f"，见{document.short.zh}“{name.name}”", f", “{name.name}” in {document.short.en}")
            return said + where.within(self.language)
        return (
            said
            if name.name in title
            else f"{said}{Words('，也作', ', also ').within(self.language)}“{name.name}”"
        )

    def _title(self, name: Name) -> str:
        """What a record is called: an indicator with its unit; in English both ways."""
        if name.kind in _LABELLED:
            label = self.atlas.vocabulary[name.kind][name.id].label
            return label.zh if self.language == "zh" else f"{label.zh} · {label.en}"
        if name.kind == "units":
            return self.atlas.units[name.id].label.zh
        record = getattr(self.atlas, name.kind)[name.id]
        both = getattr(record, "name", None) or record.title
        zh = called(self.atlas, name.id) if name.kind == "indicators" else both.zh
        return zh if self.language == "zh" else f"{zh} · {both.en}"
