"""The words that name a thing, cut out of all that a text says of it; none where what is left names nothing. Pure.

What comes before the verb of a hope (岚浦港经开区争取进入全省经开区), a time and what follows it (科技型中小企业每年入库),
an area that is somebody's own and an industry before 产业规模 belong to other fields of the record.
"""

from __future__ import annotations

import re

from atlas.meaning.called import VERB, Span
from atlas.meaning.governing import HOPED

_ENTERED = "进入|跻身|迈入|位居|位列|列入"
_HOPED = re.compile(f".*(?:(?:{HOPED.pattern}|努力)(?:{VERB}|{_ENTERED})*|(?:{_ENTERED}))")
_AREA = re.compile(
    "(?!全|各|本|我|在|[国省市区县]家?级|[省市区县]内)[^、(（“”]{1,6}?(?:经济技术开发区|高新技术产业开发区|经开区|高新区|开发区)的?"
)
_OF_THE_AREA = re.compile("(?:综合|年度)?(?:排名|评价|总?数|个数|数量|面积|规模)")
_OWN = re.compile("[市区县](?=[^级场域位政民外内校块属、]{2,}(?:基金|资金|资金池|支出|贷款)$)")
"""Whose a fund is: 区科创母基金."""
_TIME = re.compile(
    "(?:每年|年均(?!浓度|值|气温)|逐年|全年|当年|[一二两三四五六七八九十]年内?)(?:新增|净增|累计|完成|达到?)*"
)
_YEAR = re.compile("20[0-9]{2}年?")
_ACTS = re.compile(f"(?:{VERB})+")
_FRONT = re.compile("现有|已有|其中|新型(?=的)")
_TAIL = re.compile("(?:(?:入选|入围|获批|获评)(?:总|人|个)?数|入选|不足|已经?|实现|[“‘(（《])+$")
_INDUSTRY = re.compile("[^、]{2,}?(?<!新兴)(?<!主导)(?<!支柱)(?<!特色)(?=产业(?:集群)?(?:总体?)?规模$)")
# Words that say how much, of what grade or of what kind, and not of what.
_GRADE = "(?:世界|国际|全国|国家|全省|省|市|区|县)?(?:级|部)?(?:及?以上)?"
_EMPTY = re.compile(
    f"{_GRADE}(?:的|等)?(?:总|个|人|新)?(?:规模|体?量|总?数量?|额|面积|产值|投资|收入|增速|增幅|比重|占比|比例|覆盖率?|项目|企业|机构|平台|载体|人才|其他|目标|任务|连续)?(?:数量?)?"
)
_SHORTEST = 2
_COVERED = "全覆盖"  # 研发机构全覆盖 is another thing than 研发机构
POOLS = ("入库", "在库", "备案", "储备")
"""Words that say which of the things are counted, wherever they stand."""


def named(text: str, start: int, end: int) -> Span | None:
    """The part of `text[start:end]`, folded and squeezed, that names a thing; None where no part does."""
    if found := _HOPED.match(text, start, end):
        start = found.end()
    if found := _TIME.search(text, start, end):
        acts = _ACTS.match(text, found.end(), end)  # 县财政每年安排专项资金
        before = found.start() > start and acts is None
        start, end = (start, found.start()) if before else (acts.end() if acts else found.end(), end)
    if found := _FRONT.match(text, start, end):
        start = found.end()
    found = _AREA.match(text, start, end)
    if found and found.end() < end and not _OF_THE_AREA.fullmatch(text, found.end(), end):
        start = found.end()
    if found := _OWN.match(text[:end], start):
        start = found.end()
    if found := _INDUSTRY.match(text, start, end):
        start = found.end()
    end -= len(found[0]) if (found := _TAIL.search(text[start:end])) else 0
    if end - start < _SHORTEST or _YEAR.fullmatch(text, start, end) or _EMPTY.fullmatch(text, start, end):
        return None
    return start, end + len(_COVERED) if text.startswith(_COVERED, end) else end


def tells(name: str, phrase: str) -> bool:
    """Whether a name stands in a phrase and has its word for which of the things are counted; both folded and squeezed.

    科技型中小企业 of 科技型中小企业每年入库 names all of them, and not those in the pool.
    """
    return name in phrase and all(pool in name for pool in POOLS if pool in phrase)
