"""English for a Chinese name that is not in the content yet, from names that are. Pure; it proposes and decides nothing.

Composed: the name is cut into known parts, as few as there are, and each has its known English; only where every
part is known. A grade goes to the end (省级以上 is “of provincial grade or above”). Alike: the known name that it is
most like, to be shown with its Chinese, since it is another name. How often either helps: tests/proposing/test_english.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from typing import NamedTuple

from atlas.proposing.known import grams
from atlas.records.model import Atlas, Name, Text
from atlas.squeezed import fold, squeeze

_GRADES = {
    "国家级以上": "of national grade or above",
    "国家级": "of national grade",
    "省级以上": "of provincial grade or above",
    "省级": "of provincial grade",
    "市级以上": "of city grade or above",
    "市级": "of city grade",
}
_SHORTEST = 2
"""Characters of the shortest part; one alone may mean anything."""
_ALIKE = 0.65
"""How much alike a name must be: of those shown on the real documents seven in ten are a good start then."""
_PROPER = re.compile("[A-Z][A-Z&]|[A-Z][a-z]+ [A-Z]")


class Alike(NamedTuple):
    """A known name that another is like: its Chinese and its English."""

    zh: str
    en: str


@dataclass(frozen=True)
class English:
    """The known names, folded and squeezed, each with its English."""

    names: Mapping[str, str]
    wordings: frozenset[str] = frozenset()
    """Those that are only words of targets: parts of names, yet no names that another may be like."""

    @classmethod
    def of(cls, atlas: Atlas) -> English:
        """Those of an atlas: of its records, headings and vocabularies, the first where one name has several."""
        names: dict[str, str] = {}
        for one in _names(atlas):
            if one.en:
                names.setdefault(fold(squeeze(one.zh)), one.en)
        wordings: dict[str, str] = {}
        for text in _wordings(atlas):
            if text.en:
                wordings.setdefault(fold(squeeze(text.zh)), text.en)
        return cls(wordings | names | _GRADES, frozenset(wordings.keys() - names.keys()))

    def composed(self, zh: str) -> str:
        """The English of a name that is made of known parts; empty where one of them is not known."""
        text = fold(squeeze(zh))
        best: list[tuple[str, ...] | None] = [(), *([None] * len(text))]
        for end in range(1, len(text) + 1):
            for start in range(end - _SHORTEST + 1):
                before, part = best[start], text[start:end]
                if before is None or part not in self.names:
                    continue
                shortest = best[end]
                if shortest is None or len(before) + 1 < len(shortest):
                    best[end] = (*before, part)
        parts = best[-1] or ()
        things = [self.names[part] for part in parts if part not in _GRADES]
        if not things:
            return ""
        first, *others = things
        grades = [_GRADES[part] for part in parts if part in _GRADES]
        return " ".join([first, *map(_inside, others), *grades])

    def parts(self, zh: str) -> list[Alike]:
        """The parts of a name that are known, in its order, each as long as can be; grades and single words say nothing."""
        text, found, at = fold(squeeze(zh)), [], 0
        while at < len(text):
            ends = range(len(text), at + _SHORTEST, -1)
            end = next((end for end in ends if text[at:end] in self.names and text[at:end] not in _GRADES), 0)
            if end and text[at:end] not in self.wordings:
                found.append(Alike(text[at:end], self.names[text[at:end]]))
            at = end or at + 1
        return found

    def alike(self, zh: str) -> Alike | None:
        """The known name that is most like this one; None where none is like it enough."""
        text = fold(squeeze(zh))
        own, size = self._weighed(text)
        best, found = _ALIKE, None
        for name in sorted(self.names):
            if name == text or name in _GRADES or name in self.wordings:
                continue
            others, other_size = self._known[name]
            shared = sum(own[gram] * others[gram] for gram in own.keys() & others.keys())
            if shared and shared / (size * other_size) >= best:
                best, found = shared / (size * other_size), Alike(name, self.names[name])
        return found

    def _weighed(self, name: str) -> tuple[Mapping[str, float], float]:
        weights = {
            gram: many * log(1 + len(self.names) / self._many.get(gram, 1)) * (1 if len(gram) > 1 else 0.3)
            for gram, many in grams(name).items()
        }
        return weights, sqrt(sum(weight**2 for weight in weights.values()))

    @cached_property
    def _many(self) -> Mapping[str, int]:
        """In how many names each pair of characters, and each character, stands."""
        found: dict[str, int] = {}
        for name in self.names:
            for gram in grams(name):
                found[gram] = found.get(gram, 0) + 1
        return found

    @cached_property
    def _known(self) -> Mapping[str, tuple[Mapping[str, float], float]]:
        return {name: self._weighed(name) for name in self.names}


def _inside(en: str) -> str:
    """A part that does not stand first: without its capital, unless it is a proper name or an abbreviation."""
    return en if _PROPER.match(en) else en[:1].lower() + en[1:]


def _names(atlas: Atlas) -> Iterator[Name | Text]:
    """Every name of an atlas: indicators first, since parts of names are mostly theirs."""
    for indicator in atlas.indicators.values():
        yield from (name for name in (indicator.name, indicator.short) if name)
    yield from (one.name for one in atlas.clusters.values())
    yield from (one.name for one in atlas.regions.values())
    yield from (one.name for one in atlas.agencies.values())
    yield from (one.name for one in atlas.terms.values())
    yield from (one.title for one in atlas.references.values())
    yield from (word.label for words in atlas.vocabulary.values() for word in words.values())
    yield from (one.title for one in atlas.documents.values())
    yield from (heading.title for one in atlas.documents.values() for heading in one.outline)
    yield from (one.programme for one in atlas.measures.values() if one.programme)


def _wordings(atlas: Atlas) -> Iterator[Name | Text]:
    """What targets say in words: goals and conditions."""
    yield from (text for one in atlas.targets.values() for text in (one.words, one.conditions) if text)
