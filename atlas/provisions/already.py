"""What is there already: states that a text reports, and promises nothing of. Pure.

Texts are folded and squeezed (`atlas.squeezed`). 2023年, at the head of a sentence of 2024 holds to its full stop;
已, 现有 and 基础上 hold for their clause.
"""

from __future__ import annotations

import re

from atlas.meaning import governing
from atlas.meaning.by_when import ALONE

_PAST = re.compile(
    r"(?:^|(?<=[,;:。]))(?:(?:截至|截止)到?)?(?P<year>20[0-9]{2})年(?:[底末]|年底|年末|[0-9]{1,2}月(?:[0-9]{1,2}日)?[底末]?)?(?:,|(?<=年)(?=全[市县区省年]|新增|实现|完成|达到?|累计))"
)
_UNTIL = re.compile("(?:截至|截止)(?:到)?(?P<year>20[0-9]{2})年")
_TO_COME = re.compile("力争|争取|确保|努力|将(?!军|来)|计划|目标|到20[0-9]{2}年|[0-9]{2}年[底末]?前")
_DONE = re.compile(
    "已经?(?:达到?|完成|建成|有|培育|引进|集聚|拥有|形成|突破|超过?|实现|获批|认定|累计)|现有|现已|业已"
)
_NEW = re.compile(
    "新增|新建|新引|再|增加|增至|提高|提升|扩大|扩建|达到|突破|力争|争取|确保|培育|引进|建设|净增"
)
_BASE = re.compile("(?:以上|左右)?[^,，。;；]{0,16}?(?:的)?基础上")
_RAISED = re.compile(
    "[次人]{0,2},?(?:提高|提升|增加|增长|扩大|上升|上调|下调|调整|下降|降低|降|减少|压减|缩短|缩小)[到至]"
)
_STATE_SO_FAR = re.compile(
    "(?:发展|工作|产业|建设|现有)(?:基础|现状)|现状|基本情况|发展情况|(?:主要|工作|发展|取得)成[效就]|工作回顾|(?:发展)?基础(?:与|和|及)?(?:形势|条件|现状)"
)
_FROM = re.compile("[由从][^,，。;；]*$")


def already(text: str, start: int, end: int, since: int | None, title: str = "") -> bool:
    """Whether the figure at `text[start:end]` tells what was there before the document; `since` is its year.

    `title` is that of the heading: under 发展基础 all is told that is not said to come.
    """
    before = governing.clause(text, start)
    behind = text[end : end + 32]
    if _FROM.search(before) and _RAISED.match(behind):
        return True
    if re.match("在|.*已", before) and _BASE.match(behind) and not _TO_COME.search(before):
        return True
    if (found := _last(_DONE, before)) and not _NEW.search(before, found.end()):
        return True
    sentence = governing.sentence(text, start, end)
    if _STATE_SO_FAR.fullmatch(title) and not _TO_COME.search(sentence):
        return True
    return since is not None and _past(text, start, before, since)


def _past(text: str, start: int, before: str, since: int) -> bool:
    """Whether the time that the sentence says last, at its head or alone between commas, is over."""
    if any(year >= since for year in governing.years_said(before)):
        return False
    first = text.rfind("。", 0, start) + 1
    head = text[first:start]
    found = _last(_PAST, head) or _last(_UNTIL, head)
    if found is None or int(found["year"]) >= since or _TO_COME.search(head, found.end()):
        return False
    told = _last(ALONE, head)
    return told is None or told.start() <= found.end()


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)
