"""分别 deals figures out: 准独角兽、瞪羚、雏鹰企业分别达到3家、25家和100家 says 3, 25 and 100 in this order. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from atlas.figures.figures import Figure, find
from atlas.figures.lexicon import Lexicon
from atlas.meaning.governing import clause

_DEALS = "分别"
_JOINT = re.compile("、|以及|和|与|及")
_JOINTS = frozenset(("、", "以及", "和", "与", "及", ",和", ","))
# What says nothing of which of several things is meant.
_COMMON = re.compile("企业|数量|总数|入库|培育|人才|机构|项目|国家级|省级|市级|以上|高新区|开发区|数")
_LEAST = 2  # characters that two names must share


class Dealt(NamedTuple):
    """A figure that 分别 gives to a name: the name as printed, where the figure begins, and its text."""

    name: str
    start: int
    text: str


def dealt(text: str, things: Sequence[str], places: Sequence[str], lexicon: Lexicon) -> Dealt | None:
    """Which figure 分别 gives to a thing or a place, each called by several names; None where that is not sure.

    `text` is folded and squeezed. It is sure where there are as many figures as names, and only one name shares
    most with those of the thing, or else of the place, words such as 企业 aside.
    """
    at = text.find(_DEALS)
    names = _JOINT.split(clause(text, at).removesuffix(",")) if at >= 0 else []
    figures = _run([figure for figure in find(text, lexicon) if figure.start > at], text)
    if len(names) < 2 or len(names) != len(figures):
        return None
    for wanted in (things, places):
        shared = [max(_shared(_bare(name), _bare(other)) for other in wanted) for name in names]
        best = max(shared)
        if best >= _LEAST and shared.count(best) == 1:
            number = shared.index(best)
            return Dealt(names[number], figures[number].start, figures[number].text)
    return None


def _run(figures: list[Figure], text: str) -> list[Figure]:
    """The first figures that nothing but 、 or 和 parts."""
    run = figures[:1]
    for one, other in pairwise(figures):
        gap = text[one.end : other.start].removeprefix("以上")
        if gap not in _JOINTS:
            break
        run.append(other)
    return run if all(figure.kind == "amount" for figure in run) else []


def _bare(name: str) -> str:
    return _COMMON.sub("", name)


def _shared(one: str, other: str) -> int:
    """The length of the longest run of characters that stands in both."""
    for length in range(min(len(one), len(other)), 0, -1):
        if any(one[at : at + length] in other for at in range(len(one) - length + 1)):
            return length
    return 0
