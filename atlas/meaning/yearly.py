"""The words that say that something is of each year: 每年, 年均, 逐年提升, 年增长. Pure.

Texts are folded and squeezed (`atlas.squeezed`).
"""

from __future__ import annotations

import re

OTHER_YEAR = "0-9一二两三四五六七八九十几数多上去全当今同本明前近往历来每半青少老中成学周常早晚"
"""What makes another word of a 年 before a verb: 2023年增长, 去年新增, 青年增加."""
GOES_ON = "服务|培训|培养|输送|引进|接待|处理|发放|举办|开展|选派"
"""Verbs of what goes on, and is counted by the year: 年服务企业300家."""
_REACHED = "[^,，。;；0-9]*(?:达|突破|超过?|[不少]于|控制|保持|稳定)"
_CHANGE = "(?:提高|提升|增长|增加|扩大|上升|下降|降低|减少|压减|递增|递减)"
EACH_YEAR = re.compile(
    "每年|年均(?!浓度|值|气温|降[雨水])|逐年(?![^,，。;；0-9]{0,10}[到至])"
    f"|(?<![{OTHER_YEAR}])年(?={_CHANGE}(?!到|至)|增速|增幅|增长|新增|净增|新引进|新建"
    f"|(?:{GOES_ON})(?!{_REACHED}|能力|人数|[总数]?量|规模))"
)
"""A cue that holds for its clause; 逐年提高到40% tells a level, and 到2025年增长10% a year."""
RATE_OF_CHANGE = re.compile("(?:下降|降低|增长|上升|提升)率|增速|增幅|降幅")
"""What tells how fast something changes, and no state."""


def said(cue: re.Match[str]) -> str:
    """A cue of each year as one quotes it: 年 with the verb that makes it one (年新增)."""
    return cue[0] if len(cue[0]) > 1 else cue.string[cue.start() : cue.start() + 3]


YEARLY = re.compile("(?<![0-9一二三四五])年度(?=新?(?:增|建|引进|培育|认定|完成|实施))")
EACH = re.compile(f"{EACH_YEAR.pattern}|{YEARLY.pattern}")
"""A cue as before, or 年度新增."""


def of_each_year(cue: str) -> bool:
    """Whether the word that says a basis says that it is of each year."""
    return EACH_YEAR.match(cue) is not None or cue in ("年度", "/年")
