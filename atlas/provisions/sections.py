"""Which headings of a document may hold measures, by what they are called and where they stand. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from atlas.place_forms import is_row
from atlas.reading.by_place import steps
from atlas.records.model import Document

_NO_MEASURE = re.compile(
    "(?:总体|基本)要求|指导思想|(?:基本|工作)原则|(?:总体|基本|工作|发展)思路|发展(?:基础|现状)|总则|(?:.{1,8}[与和及、])?附则"
    "|(?:总体|主要|工作|发展|行动|建设|具体)?目标(?:任务)?"
)
_MAIN = "正文"
_HOW = re.compile(
    "组织(?:实施|保障|领导)|保障措施|(?:加强|强化)组织(?:领导|实施|保障)"
    "|监督(?:管理|检查|考核|评价)?|(?:考核|评价|管理)(?:与|和|及)?监督|(?:法律责任|责任追究|罚则)"
)
"""What a chapter is called that only says how a document is carried out; parts of one may still promise something."""


def is_no_measure(title: str, level: int, above: str) -> bool:
    """Whether a heading or that above it is called as sections are that hold no measures: 指导思想, 主要目标.

    Deeper than the first level 总体要求 alone may head one.
    """
    if level == 1 and _HOW.fullmatch(title):
        return True
    first = level == 1 or title != "总体要求"
    return any(_NO_MEASURE.fullmatch(each) for each in ((title, above) if first else (above,)))


def without_measures(document: Document, held: Iterable[str]) -> Iterator[str]:
    """The places of the lowest headings that may hold a measure and hold none; `held` are the places of measures.

    Where there are measures already, only those of the same chapters: what else has none is none. What an annex says,
    and how a document is carried out, seldom is one.
    """
    own = {steps(at) for at in held}
    chapters = {at[:2] for at in own}
    titles = {steps(each.at): each.title.zh for each in document.outline}
    above = {at[:-1] for at in titles}
    for heading in document.outline:
        at = steps(heading.at)
        over = [at[:length] for length in range(2, len(at))]
        if (
            at in above
            or at[0] != _MAIN
            or len(at) < 2
            or is_row(heading.at)
            or own.intersection((*over, at))
        ):
            continue
        how = any(_HOW.fullmatch(titles.get(each, "")) for each in over[:1])
        if how or is_no_measure(heading.title.zh, heading.level, titles.get(at[:-1], "")):
            continue
        if at[:2] in chapters or not chapters:
            yield heading.at
