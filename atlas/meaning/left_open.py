"""Verbs that leave the basis of what they count open: which bases are possible, and what decides. Pure.

推广设备300台 may count the machines that run at the end, or each one that was ever installed. The basis stays blank, and
these words stand behind it. Texts are folded and squeezed (`atlas.squeezed`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from atlas.problems import Words


class Open(NamedTuple):
    """A verb, the bases that are possible behind it, and what decides between them."""

    verb: re.Pattern[str]
    bases: tuple[str, str]
    decides: Words


_DONE = Words(
    "期末新有的是 increase；经办的合计是 total", "what is new at the end: increase; all that was done: total"
)
_SPREAD = Words(
    "期末在用而原来没有的是 increase；推广过的合计是 total",
    "in use at the end, and not before: increase; all that was spread: total",
)
_STORED = Words(
    "期末在库的是 level；期内新入库的是 increase", "in store at the end: level; what comes into it: increase"
)
_COVERED = Words(
    "期末覆盖着的是 level；累计覆盖过的是 total",
    "covered at the end: level; all that was ever covered: total",
)
_MOVED = Words(
    "结果期末留存的（上市、投产）是 increase；做过就算的（开展、参加）是 total",
    "what stays (listing, production): increase; what passes (taking part): total",
)
_MADE = Words(
    "新打造的是 increase；已有的逐一列出、要达到某一规模的是 level",
    "what is new: increase; what is there and is to reach a class of size: level",
)
_BEGUN = Words(
    "几年合计的是 increase；一年里做的是 annual", "over several years: increase; done in one year: annual"
)
_CLOSED = Words(
    "存量减少多少是 change；处理的合计是 total",
    "by how much the stock falls: change; all that was dealt with: total",
)
OPEN = (
    Open(re.compile("推广(?!中心|站|平台|人员|目录)"), ("increase", "total"), _SPREAD),
    Open(re.compile("储备(?!库|金|资金|体系|能力|规模|量|率)"), ("level", "increase"), _STORED),
    Open(re.compile("覆盖(?!率|面|比例)"), ("level", "total"), _COVERED),
    Open(re.compile("惠及|带动|撬动|吸引"), ("increase", "total"), _DONE),
    Open(re.compile("推动|引导|支持|组织|帮助|助力"), ("increase", "total"), _MOVED),
    Open(re.compile("打造"), ("increase", "level"), _MADE),
    Open(re.compile("开工|启动|竣工"), ("increase", "annual"), _BEGUN),
    Open(re.compile("淘汰|关停|关闭|腾退|整治|清理|退出"), ("change", "total"), _CLOSED),
)
"""Verbs, the first that stands in a clause being told."""
VERBS = re.compile("|".join(each.verb.pattern for each in OPEN))
"""Any of them."""

MOVED = re.compile("(?:推动|促成|实现|组织|引导|帮助|助力)$")
_STAYS = "上市|挂牌|投产|达产|上规|入规|上云"
MOVED_TO = re.compile(f"(?:推动|促成|实现|组织|引导|帮助|助力)[^,]*(?P<stays>{_STAYS})$")
THEY_DO = re.compile(
    f"[^,，。;；、0-9]*?(?:(?P<stays>{_STAYS}|建成|落地|入驻)|(?P<passes>开展|实施|完成|参加|参与))"
)
"""What those do that are moved to it: 推动500家企业开展改造 passes, 推动20家企业上市 stays."""


def left_open(before: str) -> Open | None:
    """What the clause before a figure leaves open; None where no such verb stands in it."""
    return next((each for each in OPEN if each.verb.search(before)), None)
