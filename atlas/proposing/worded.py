"""The clauses of a source that may be goals in words: 争创国家级…, 位居全省前列. Pure; decides nothing.

The cues are those of the worded goals of the five real documents (tests/proposing/test_worded.py says how many they find, and
how many of the clauses that they find are none).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from atlas.figures.figures import Figure
from atlas.proposing.asides import PROMISED
from atlas.sources.source import Source

LONGEST_CLAUSE = 40
"""Characters of a clause that are listed; a longer one is cut around its cue."""

_GRADE = "国家|[省市]级|省|全[国省市]|国际|世界|长三角|江苏|区域"
_KIND = (
    "中心|基地|示范(?:园?区)|集聚区|实验区|先行区|高地|策源地|园区|大学|名城|标杆|样板|地标|试点|强[省市县区]"
)
_AREA = "[国省市区][内际]?|世界|全球|开发区|行业|最|苏南|长三角|[居列在入]"
_OF_WHOM = "[^0-9]{0,16}?"
_STATISTIC = "平均|均值|水平"
_CUES = re.compile("|".join([
    # What is to be won.
    "争创|创成|跻身|争先进位|稳中有升|升格",
    f"(?:创建|申报|获批|入选|晋升|升级|列入)(?=.{{0,30}}(?:{_GRADE}|示范|实验区|试点|中心|授权点|一流))",
    "力争|争一流",
    "(?:建成|建设|新建|培育|打造|创建)(?:形成)?一批.{0,12}(?:国家级|省级|省(?=[^内外]))",
    # Where one is to stand.
    f"(?:{_AREA})[^与外]{{0,6}}(?:前列|前茅|前端|领先|领跑|一流)",
    f"(?:{_AREA})[^与外]{{0,6}}知名.{{0,12}}(?:{_KIND})",
    "第一(?:方阵|梯队|[县市区])|领跑(?:行业|全[国省市区县])|中等偏上|首位",
    "排名.{0,8}(?:进位|前移|晋[位级])|(?:进入|跻身|迈入|挺进).{0,12}(?:行列|[百十千]强)",
    f"率先(?:基本)?(?:建成|实现)|通过.{{0,4}}(?:{_GRADE}).{{0,14}}(?:验收|命名|认定)$|保持.{{0,16}}称号",
    r"应(.)尽\1|完成.{0,6}下达.{0,6}(?:任务|目标)",
    f"(?:位居|[稳位]?[居列]|名列|排名|保持|争当|争做|夺取){_OF_WHOM}第一(?![0-9一二三四五六七八九十梯方批次个届期季产责负时])",
    f"(?:高|快|优|好|低)于{_OF_WHOM}(?:平均|同期|增速|水平|[Gg][Dd][Pp]|地区生产总值|生产总值|经济增长|上年|目标)(?!.{{0,4}}的)",
    f"(?:高|快|优|好|低)于(?:全?[国省市区县])(?:{_STATISTIC})?$",
    f"(?:达到|超过|赶超|优于){_OF_WHOM}(?:平均|先进|领先)水平(?!的)",
    "与[^0-9]{2,12}增[长速](?:基本|保持)?同步|(?:基本|保持)同步(?:增长)?$",
    f"影响力.{{0,12}}(?:{_KIND})",
    # What is to be there.
    f"(?:打造|建设|建成|形成|成为).{{0,20}}(?:{_GRADE}|国内).{{0,20}}(?:{_KIND})(?:建设)?$",
    "[智名]城.{0,20}基本建成|基本建成.{0,20}[智名]城|任务.{0,2}全面完成",
    "[百千万]亿级?(?:园区|产业|集群)",
    "”目标$|建设目标$|级.{0,12}为目标$",
]))  # fmt: skip
_NONE = re.compile(
    "^(?:力争|争取|确保)?(?:用|在|[到至])?[^,]{0,10}年(?:时间|左右|[底末内前])?$|^(?:依托|借助|对标|学习|借鉴|参照)|^为.{0,40}提供|^以.{0,40}为(?!目标).{0,6}$|与.{0,30}(?:合作|共建|联合)|^以更多"
    "|不得|不予|严禁|禁止"
)
_TITLE = re.compile("《[^《》]{0,80}》?")
_STOP = re.compile("[。;!?:,](?![0-9])")


@dataclass(frozen=True, slots=True)
class Goal:
    """A clause that may be a goal: offsets in the squeezed text, and the path it stands under."""

    start: int
    end: int
    path: str


def worded(source: Source, figures: Sequence[Figure], titles: Mapping[int, str]) -> Iterator[Goal]:
    """The clauses that may be goals in words, in order; those with a figure that may be promised are listed with it.

    `titles` are those of headings, squeezed, by the start of the passage that begins with them; each is a clause.
    """
    starts = {figure.start for figure in figures if figure.kind in PROMISED}
    text = source.squeezed.text
    for passage in source.passages:
        if passage.path == "题头":
            continue
        body = _TITLE.sub(lambda title: " " * len(title[0]), text[passage.body : passage.to])
        at = 0
        for end, behind in _ends(body, len(titles.get(passage.start, ""))):
            clause = body[at:end]
            cue = None if _NONE.search(clause) else _CUES.search(clause)
            if cue and starts.isdisjoint(range(passage.body + at, passage.body + end)):
                first, last = _cut(clause, cue.start())
                yield Goal(passage.body + at + first, passage.body + at + last, passage.path)
            at = behind


def _ends(body: str, title: int) -> list[tuple[int, int]]:
    """Where each clause of a passage ends, and the next begins."""
    return sorted(
        [
            *((stop.start(), stop.end()) for stop in _STOP.finditer(body)),
            (title, title),
            (len(body), len(body)),
        ]
    )


def _cut(clause: str, cue: int) -> tuple[int, int]:
    """As much of a clause as is listed: all, or what begins with the item of its list, or the cue, that makes it a goal."""
    if len(clause) <= LONGEST_CLAUSE:
        return 0, len(clause)
    item = clause.rfind("、", 0, cue) + 1
    first = item if item and cue - item < LONGEST_CLAUSE // 2 else cue
    return first, min(len(clause), first + LONGEST_CLAUSE)
