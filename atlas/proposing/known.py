"""Which known indicators words may mean: by the names they have, as printed in any document, and by likeness. Pure.

Names are compared in one form: without 的, quotation marks and a last 数, with 规上 for 规模以上 and the like. A name
that is the same in this form is the same name; any other is only like it, by the pairs of characters that both
share, the rarer of them counting more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import log, sqrt
from typing import NamedTuple

from atlas.figures.figures import find
from atlas.figures.lexicon import Lexicon
from atlas.meaning.called import VERB, called
from atlas.records.model import Atlas
from atlas.squeezed import fold, squeeze

_DROPPED = re.compile("[“”\"‘’'《》「」的]")
_SAME = (
    ("规模以上", "规上"), ("gdp", "GDP"), ("r&d", "研发"), ("地区生产总值", "GDP"),
    ("国内生产总值", "GDP"), ("工业总产值", "工业产值"),
    ("研究与试验发展", "研发"), ("研究与发展", "研发"), ("R&D", "研发"), ("研发经费", "研发"), ("研发投入", "研发"),
    ("研发支出", "研发"), ("研发费用", "研发"), ("技术改造", "技改"),
    ("比例", "比重"), ("比率", "比重"), ("每万人口", "万人"), ("每万人", "万人"),
)  # fmt: skip
_NUMBER = re.compile("[0-9][0-9.,]*")
_COUNT = re.compile("(?<=..)(?:数量|[总家个户]数|数)$")
GRADE = re.compile(
    "国家|省级?|市级?|世界|全球|潜在|准|入库|在库|备案|登记|高新技术|高技术|高技能|高层次|有效|海外|高价值|中小|科技型|上市|母基金|占|每"
)
"""What makes another indicator of the thing that it stands before or behind."""
_APART = 0.9
"""What is left of a likeness for each such word that only one of two names has."""
_TELLING = 0.45
"""How like the standard name another must be to stand for the indicator alone."""
_SAID_ANYHOW = re.compile(f"(?:{VERB}|企业|机构|建设|目标|覆盖|总)*")
"""What a standard name may have beyond a shorter one that says as much."""
_WHOSE = re.compile("企业|高校|院所|园区|项目|工业|农业|产业")
"""Words inside a standard name that tell of whose things it is."""
_SINGLE = 0.3
"""How much a character counts beside a pair of them."""


@lru_cache(maxsize=20000)
def plain(name: str) -> str:
    """A name as names are compared."""
    text = _DROPPED.sub("", fold(squeeze(name)))
    for one, other in _SAME:
        text = text.replace(one, other)
    return _COUNT.sub("", text)


class Known(NamedTuple):
    """A name of an indicator: in its plain form, as printed, and the document that prints it.

    A name that no document prints, such as the standard one, is of none; of several, of the first. `quoted` says
    that it is only what a phrase says before its figure.
    """

    plain: str
    printed: str
    document: str = ""
    quoted: bool = False


class Like(NamedTuple):
    """An indicator that words are like, how much (1 for the same words), and the name that they are like."""

    id: str
    score: float
    name: Known


@dataclass(frozen=True)
class Indicators:
    """The names of the known indicators by their ids, and the plain form of their standard names."""

    names: Mapping[str, tuple[Known, ...]]
    standard: Mapping[str, str]

    @classmethod
    def of(cls, atlas: Atlas, lexicon: Lexicon) -> Indicators:
        """Those of an atlas: their names, what documents call them, and the words of their targets' phrases."""
        names: dict[str, dict[str, Known]] = {key: {} for key in atlas.indicators}
        for key, name in (*_named(atlas), *_quoted(atlas, lexicon)):
            names[key].setdefault(name.plain, name)
        standard = {key: plain(one.name.zh) for key, one in atlas.indicators.items()}
        return cls({key: tuple(found.values()) for key, found in names.items()}, standard)

    def same(self, words: str) -> dict[str, Known]:
        """The indicators that have exactly these words as a name that tells enough, each with it."""
        found = self._by_name.get(plain(words), {})
        return {key: name for key, name in found.items() if self._tells(key, name)}

    def _tells(self, key: str, name: Known) -> bool:
        """Whether a name stands for an indicator without the words around it.

        农业企业 does where a document goes on to say that they borrow; alone it is no name of what that counts. So a
        name other than the standard one must be like that, leave out no more than a verb, and be no part of
        another's.
        """
        standard = self.standard[key]
        if name.plain == standard:
            return True
        if self._likeness(name.plain, standard) < _TELLING:
            return False
        if any(name.plain in other for one, other in self.standard.items() if one != key):
            return False
        before, inside, behind = standard.partition(name.plain)
        if inside:
            return _SAID_ANYHOW.fullmatch(before + behind) is not None
        return not _left_out(name.plain, standard)

    def like(self, words: str) -> list[Like]:
        """The indicators that have a name like these words, best first."""
        wanted = plain(words)
        found = []
        for key, names in self.names.items():
            scores = [(self._likeness(wanted, name.plain), name) for name in names]
            score, name = max(scores, key=lambda one: one[0], default=(0.0, Known("", "")))
            if score > 0:
                found.append(Like(key, score, name))
        return sorted(found, key=lambda like: (-like.score, like.id))

    @cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, Known]]:
        found: dict[str, dict[str, Known]] = {}
        for key, names in self.names.items():
            for name in names:
                if not name.quoted:
                    found.setdefault(name.plain, {})[key] = name
        return found

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """How much each pair and each character counts: the fewer indicators have it, the more."""
        held = Counter(
            gram for names in self.names.values() for gram in {g for name in names for g in grams(name.plain)}
        )
        return {gram: log(1 + len(self.names) / many) * _worth(gram) for gram, many in held.items()}

    def _weight(self, gram: str) -> float:
        return self._weights.get(gram, log(1 + len(self.names)) * _worth(gram))

    def _likeness(self, words: str, name: str) -> float:
        """From 0 to 1: the cosine of the weighted pairs, less for each word of grade that only one of the two has."""
        grams, size, grades = self._weighed(words)
        others, other_size, other_grades = self._weighed(name)
        shared = sum(
            weight * others[gram] for gram, weight in grams.items() if gram in others
        )  # in one order, always
        return shared / sqrt(size * other_size) * _APART ** len(grades ^ other_grades) if shared else 0.0

    def _weighed(self, name: str) -> tuple[Mapping[str, float], float, frozenset[str]]:
        """The pairs of a name with their weights, the sum of the squares of these, and its words of grade."""
        found = self._known_weights.get(name)
        if found is None:
            weights = {gram: self._weight(gram) * many for gram, many in grams(name).items()}
            size = sum(weight**2 for weight in weights.values())
            found = self._known_weights[name] = weights, size, frozenset(GRADE.findall(name))
        return found

    @cached_property
    def _known_weights(self) -> dict[str, tuple[Mapping[str, float], float, frozenset[str]]]:
        return {}


def _left_out(name: str, standard: str) -> str:
    """What a standard name says of whose or which things they are, and a name that is otherwise the same leaves out.

    省级以上研发机构 may be any that 省级以上企业研发机构 are not; empty where the two differ in more.
    """
    left = iter(standard)
    if not all(char in left for char in name):
        return ""
    end = 0
    while name[end] == standard[end]:
        end += 1
    middle = standard[end : end + len(standard) - len(name)]
    return middle if name == standard[:end] + standard[end + len(middle) :] and _WHOSE.search(middle) else ""


def _worth(gram: str) -> float:
    return 1.0 if len(gram) > 1 else _SINGLE


@lru_cache(maxsize=20000)
def grams(text: str) -> Counter[str]:
    """The pairs of neighbouring characters of a text, and its characters; one number is like another."""
    text = _NUMBER.sub("0", text)
    return Counter([*("".join(pair) for pair in pairwise(text)), *text])


def _named(atlas: Atlas) -> Iterator[tuple[str, Known]]:
    for key, indicator in atlas.indicators.items():
        for document, printed in indicator.aliases.items():
            yield from ((key, Known(plain(name), name, document)) for name in printed)
        for name in (indicator.name.zh, *((indicator.short.zh,) if indicator.short else ())):
            yield key, Known(plain(name), name)


def _quoted(atlas: Atlas, lexicon: Lexicon) -> Iterator[tuple[str, Known]]:
    """What the phrases of the targets say before a figure of theirs."""
    for target in atlas.targets.values():
        for piece in target.evidence if target.indicator in atlas.indicators else ():
            text = fold(squeeze(piece.phrase))
            amounts = [figure for figure in find(text, lexicon) if figure.kind == "amount"]
            own = [figure for figure in amounts if figure.value == target.low]
            if len(own) == 1:
                others = [(each.start, each.end) for each in amounts if each is not own[0]]
                words = called(text, (own[0].start, own[0].end), others)
                if words.spans and not words.mixed and not words.items:
                    start, end = words.spans[-1]
                    yield (
                        target.indicator,
                        Known(plain(text[start:end]), text[start:end], target.document, quoted=True),
                    )
