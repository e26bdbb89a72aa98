"""Which indicator a figure of a source may be of: the one that is certain, or up to three that are like it. Pure.

It is certain where the words for the thing are, as a whole, a known name of one indicator only into whose unit the
figure converts, and where nothing lies between them and their figure. Whatever stands in the words beside the name
(有效, 省级以上, 入库) makes it another thing, so that it is only like it.

A clause without words of its own, behind a comma, is of what the figure before it counts. What 分别 deals out is certain
where each thing is, by itself or with the end of the last (瞪羚、雏鹰企业).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from atlas.meaning.called import Called, Span, called
from atlas.meaning.named import POOLS
from atlas.proposing.known import Indicators, Known, Like, plain
from atlas.proposing.of_industry import NO_INDUSTRY, OfIndustry
from atlas.proposing.same_thing import same_thing
from atlas.provisions.industries import Industries
from atlas.records.model import Atlas

MOST = 3
"""Indicators that are offered for one figure."""
_LEAST, _LEAST_OF_FEW, _FEW = 0.3, 0.15, 12
"""How like words must be; less where few indicators are measured so (in m², in places)."""
_BESIDE_THE_FIRST = 0.5
"""How like a second or third must be beside the first: of 23 that were less, none was right but for another spelling."""
_COVERS, _COVERED = "覆盖", {"percent", ""}
"""全覆盖 is a share of 100 %, never a number of things."""
_CHANGES = {"percent", "fold"}
CHOSEN = re.compile("遴选|选派|选择|支持|扶持|组织|推动|促进|带动|引导|帮助|服务")
"""What is done to some of the things, so that the figure is not how many there are."""
_HEAD = re.compile("(?:企业|项目|机构|人才|平台|园区|工厂|车间)$")
"""What kind of thing a name is of."""
_LONGEST_END = 12
_SHARED = re.compile(
    "国家|世界|^[省市区县]|[省市区县](?:级|及?以上)|有效|规模以上|规上|海外|科技型|" + "|".join(POOLS)
)
"""What the first or the last thing of a row may say of all."""
_ENDING = 2
"""Characters in which things of a row end alike, where each has its whole name."""


class Likely(NamedTuple):
    """The indicator of a figure, or those that are offered, and the words that may be its name.

    `carried` says that the words for it stand in the clause before; `cluster` is the industry at their head.
    """

    sure: tuple[str, Known] | None
    offered: tuple[Like, ...]
    names: tuple[Span, ...]
    carried: bool = False
    cluster: str = ""


@dataclass(frozen=True)
class Chooser:
    """The known indicators with the base of the unit of each; the base is empty where there are only goals in words."""

    indicators: Indicators
    bases: dict[str, str]
    industries: OfIndustry = NO_INDUSTRY
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, atlas: Atlas, indicators: Indicators) -> Chooser:
        """For the indicators and industries of an atlas."""
        units = {key: atlas.units.get(one.unit or "") for key, one in atlas.indicators.items()}
        bases = {key: unit.base if unit else "" for key, unit in units.items()}
        names = {name: key for name, key in Industries(atlas).names.items() if key}
        texts = {
            key: [each.zh for each in (one.definition, one.comparability) if each]
            for key, one in atlas.indicators.items()
        }
        return cls(indicators, bases, OfIndustry(names), texts)

    def choose(
        self, text: str, figure: Span, others: Sequence[Span], bases: Collection[str] | None
    ) -> Likely:
        """What the figure at `text[figure]` may be of; `others` are the spans of the other amounts.

        `text` is folded and squeezed. `bases` are those of the units it may have, None for a goal in words.
        """
        words = called(text, figure, others)
        if bases is None and _COVERS in text[slice(*figure)]:
            bases = _COVERED
        found = self._chosen(text, words, bases)
        return found._replace(cluster=self._cluster(text, words, found.sure))

    def _cluster(self, text: str, words: Called, sure: tuple[str, Known] | None) -> str:
        """The industry at the head of the words for a thing: its name begins behind it, or it is that of firms."""
        if (words.mixed and not words.carried) or words.items:
            return ""
        for start, end in words.spans:
            behind = self.industries.rest(text, start, end)
            cut = sure is not None and behind > start and plain(text[behind:end]) == sure[1].plain
            if (
                key := self.industries.at_head(text, start)
                if cut
                else self.industries.cluster(text, start, end)
            ):
                return key
        return ""

    def _chosen(self, text: str, words: Called, bases: Collection[str] | None) -> Likely:
        """The indicator that is certain, or those that are offered."""
        fitting = {key for key in self.bases if self._fits(key, bases, words)}
        sure = self._sure(text, words._replace(mixed=not words.carried and words.mixed), fitting)
        if sure is not None:
            return Likely((sure[0], sure[1]), (), () if words.carried else (sure[2],), words.carried)
        if dealt := self._dealt(text, words, fitting):
            return dealt
        best: dict[str, Like] = {}
        for name in (*_names(text, words), *self._of_industry(text, words)):
            for like in self.indicators.like(name):
                if (
                    like.id in fitting
                    and like.score >= _LEAST_OF_FEW
                    and _same_head(name, like)
                    and self._same_thing(name, like)
                    and (like.id not in best or best[like.id].score < like.score)
                ):
                    best[like.id] = like
        ordered = sorted(best.values(), key=lambda like: (-like.score, like.id))
        least = _LEAST_OF_FEW if len(fitting) <= _FEW else _LEAST
        least = max(least, _BESIDE_THE_FIRST * ordered[0].score) if ordered else least
        offered = tuple(like for like in ordered if like.score >= least)[:MOST]
        names = words.items if words.own is None else words.items[words.own : words.own + 1]
        return Likely(None, offered, names or (() if words.mixed else words.spans[-1:]))

    def _same_thing(self, words: str, like: Like) -> bool:
        """Whether one of the names of an indicator that words are like may be of the same thing."""
        texts, standard = self.texts.get(like.id, ()), self.indicators.standard[like.id]
        whole = (name for name in self.indicators.names[like.id] if name.document or name.plain == standard)
        named = plain(words) == like.name.plain and not like.name.quoted
        return named or any(same_thing(words, name.printed, texts) for name in whole if not name.quoted)

    def _sure(self, text: str, words: Called, fitting: Collection[str]) -> tuple[str, Known, Span] | None:
        """The one indicator that has the words as a name: the longest words that are one."""
        if words.mixed or words.items or CHOSEN.search(words.lead):
            return None
        if any(pool in words.before for pool in POOLS):  # 入库独角兽企业3家、瞪羚企业20家
            return None
        behind = ((self.industries.rest(text, start, end), end) for start, end in words.spans)
        for start, end in (*words.spans, *behind):
            same = self._same(text[start:end], fitting)
            if same:
                key, name = next(iter(same.items()))
                return (key, name, (start, end)) if len(same) == 1 else None
        return None

    def _of_industry(self, text: str, words: Called) -> Iterator[str]:
        """What a thing may be called without the industry at its head."""
        for start, end in words.spans:
            at = self.industries.rest(text, start, end)
            if at > start:
                yield text[at:end]

    def _same(self, words: str, fitting: Collection[str]) -> dict[str, Known]:
        return {key: name for key, name in self.indicators.same(words).items() if key in fitting}

    def _dealt(self, text: str, words: Called, fitting: Collection[str]) -> Likely | None:
        """The indicator that 分别 deals to a figure, where each thing of the row is one, and each another one."""
        if words.own is None or len(words.items) < 2 or CHOSEN.search(words.lead):
            return None
        items = [text[start:end] for start, end in words.items]
        for names in _whole(items):
            found = [self._same(name, fitting) for name in names]
            if all(len(same) == 1 for same in found):
                sure = [next(iter(same.items())) for same in found]
                if len({key for key, _ in sure}) == len(sure):
                    return Likely(sure[words.own], (), words.items[words.own : words.own + 1])
        return None

    def _fits(self, key: str, bases: Collection[str] | None, words: Called) -> bool:
        """Whether a figure in one of these units may be of an indicator; a change has units of its own."""
        base = self.bases[key]
        if bases is None or base in bases:
            return True
        if not base:
            return False
        return ("percentage-points" in bases and base == "percent") or (
            words.changed and not _CHANGES.isdisjoint(bases)
        )


def _same_head(name: str, like: Like) -> bool:
    """Whether a name and one that it is like may be of the same kind of thing: 企业 are no 项目."""
    heads = [_HEAD.search(each) for each in (plain(name), like.name.plain)]
    said = {found[0] for found in heads if found}
    return len(said) < 2


def _whole(items: Sequence[str]) -> Iterator[list[str]]:
    """The things of a row by their whole names: each with an end of the last, the longest first, or each as it stands.

    None where one of them has a word that may hold for the others as well: 省级以上孵化器、众创空间.
    """
    last = items[-1]
    for at in range(1, len(last) + 1):
        end = last[at:]
        names = [*(f"{item}{end}" for item in items[:-1]), last]
        alike = end or len({name[-_ENDING:] for name in names}) == 1
        if alike and len({frozenset(_SHARED.findall(name)) for name in names}) == 1:
            yield names


def _names(text: str, words: Called) -> Iterator[str]:
    """What a thing may be called: the words for it; of things in a row, with the end of the last, which is of all.

    准独角兽、瞪羚、雏鹰企业培育入库数分别…: 准独角兽, 准独角兽企业培育入库数, 准独角兽培育入库数 …
    """
    if words.own is None:
        yield from (text[start:end] for start, end in (*words.spans, *words.items))
        return
    name, last = (text[start:end] for start, end in (words.items[words.own], words.items[-1]))
    yield name
    if words.own < len(words.items) - 1:
        yield from (name + last[at:] for at in range(max(1, len(last) - _LONGEST_END), len(last)))
