"""Industries that a text lists as such: 做强A和B两大主导产业, 围绕A、B、C等领域, A、B产业集群, A产业为主导. Pure.

Texts are folded and squeezed (`atlas.squeezed`). A list is taken where the words behind it say that these are
industries: which of the place (主导, 新兴, 未来), or where one of them is known as one. It is left alone as a whole
where one of its items is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from atlas.meaning.called import split

Span = tuple[int, int]

_NUMBER = "[一二两三四五六七八九十0-9]{1,2}"
_SORT = "(?:战略性新兴|特色战略|优势特色|特色优势|传统优势|特色创新|新兴|未来|主导|支柱|优势|特色|先导|支撑|重点|千亿级|百亿级)"
_SHUT = "(?![园化链政技结创升转招基区态金类]|规模|工程|项目|体系|引导|扶持)"
_SIZE = "[0-9百千万一二两三四五六七八九十]+亿级?"
_CHAIN = "链(?![长主条式上下供])"
_COUNTED = f"(?:{_NUMBER}[大个条])?(?:国家级?|省级)?(?:{_SIZE}、?)*"
_BEHIND = re.compile(
    f"(?P<alliance>等?{_COUNTED}(?:重点|特色|优势)?产业技术创新(?:中心|联盟))"
    f"|(?P<which>等?(?:一批)?{_COUNTED}(?:{_SORT}[和与、]?)+)产业(?:集群|群|领域|{_CHAIN})?{_SHUT}"
    f"|(?P<counted>{_NUMBER}[大个条](?:重点)?产业(?:集群|群|{_CHAIN})?{_SHUT})"
    f"|(?P<field>等{_COUNTED}(?!不同)(?:(?!产业|领域|等)[^,;。:!?()]){{0,18}})(?:领域|赛道|(?<![主要个])方向|产业(?:集群|群|{_CHAIN})?|特色小镇){_SHUT}"
    f"|(?P<plain>产业(?:集群)?){_SHUT}"
    f"|(?P<aims>{_NUMBER}[大个](?:重点|主攻|主导|核心|细分|特色)?(?:方向|赛道)(?:为(?:重点|核心|主体|主攻方向))?)"
    f"|(?P<as>为(?:主导|支柱|特色|主攻方向))"
    f"|(?P<also>为(?:重点|补充|支撑))(?=[,;。的])"
)
_AHEAD = re.compile(f"{_SORT}+产业(?:主要)?(?:包括|有|为|是|:)")
_AFTER_LIST = re.compile(f"等|{_NUMBER}[大个条]")
_FURTHEST = 300
_CLAUSE = re.compile("[,;。:!?()“”《》\n]")
_LEAD = re.compile(
    "着力|大力|发挥|加快|积极|重点|全力|持续|不断|努力|进一步|抢先|前瞻|超前|聚力|集中力量|精心|深入|稳步|有序|全面|突出|优先"
    "|合力|支持|鼓励|推动|推进|促进|引导|[我全本][市区县省]|[市区县]内"
    "|发展壮大|培育壮大|培育发展|培育|壮大|发展|做大做强|做优做强|做强做优|做强|做大|做优|做精|打造|建设|布局|谋划|部署"
    "|聚焦|围绕|瞄准|构建|形成|巩固|提升|加强|改造|优化|完善|抢占|依托|立足|突破|主攻|引进|招引|带动|深化|强化|拓展|延伸"
    "|包括|主要|针对|面向|结合|就|在|对|以(?![^、]{1,12}为[^、]{1,2}的)|向|把|将|是|为"
)
_OF_INDUSTRIES = re.compile("(?:重点|主导|特色|优势)?产业(?:发展)?(?:方向|重点)$")
_JOINT = re.compile("、|以及")
_AND = re.compile("(?<!参)[和与](?!平)")
_GOES_ON = re.compile("以?及|[和与、]")
"""What joins a list to the one before it."""
_STRONG = re.compile(
    "(?:重点)?围绕|聚焦|重点发展|发展壮大|培育壮大|培育发展|做大做强|做优做强|做强做优|加快发展|布局发展"
    "|做强|做大|做优|壮大|(?<!大力)培育(?=..)|重点打造"
)
"""Verbs that begin a list wherever they stand."""
_AIMED = re.compile("(?:聚焦|围绕|瞄准|面向|主攻|重点发展|布局)$")
"""What the fields that a list names are for, where no word says that they are industries: 聚焦低空经济、商业航天等赛道."""
_ALONE = re.compile(
    "(?:^|(?<=[,;。]))(?:大力|重点|积极|加快|优先|前瞻|超前|谋划|抢先)(?:发展|布局|培育)(?:壮大)?"
    "(?P<name>[^,;。:、“”()和与及的]{2,8}?)(?:产业)?(?=[,;。])"
)
"""One industry in a clause of its own: 大力发展合成生物."""
_PLACE = re.compile("[^、]{2,6}?(?:高新区|工业园区|开发区|经开区)(?=..)")
_CLASS = re.compile(f"(?:国家级|世界级|省级|{_SIZE})(?=..)")
_FOR = re.compile("以[^、]{1,12}为[^、]{1,2}的(?=..)")
_SHELL = re.compile("(?:产业集群|产业|集群)$")
_ITEM = re.compile("[A-Z0-9]{0,3}[\u4e00-\u9fff]{2,14}|[A-Z0-9]{2,4}")
_NONE = re.compile(
    "成为|一批|目标|任务|内容|要求|思路|原则|措施|与$|[园镇链]$|[等的了其该各是]|产业|企业"
    "|平台|项目|人才|创新|科技$|体系|能力|机制|政策|资金|资本|要素|环境|安全(?!装备)|防治|攻关|转化|孵化|治理"
    "|保障|提升|引进|调整|优化|建设$|培育|开展|支持|转型|升级|改革|开放|合作|协会|联盟"
    "|(?<!信息)(?<!技术)服务$|领域|行业|园区|基地|中心|功能|方面|市场|民生|招商|研发"
    "|设计$|学院|高校|国家|地区|区域|关键|核心$|重大|重点|优势|特色|新兴|主导|传统|高端$"
    "|现代$|未来|战略|市|省|县"
)
"""Words that make an item no industry, and its list none."""
_ROLES = (
    ("future", "未来"), ("emerging", "新兴"), ("strategic", "特色战略"), ("characteristic", "特色"),
    ("leading", "主导|支柱|优势"), ("frontier", "前沿|前瞻"), ("supporting", "支撑"),
    ("key", "主攻|重点"),
)  # fmt: skip


class Row(NamedTuple):
    """Industries that stand in a row: where each stands, their role, empty where it is open, and what says so."""

    items: tuple[Span, ...]
    role: str
    cue: str


def rows(text: str, known: Callable[[str], bool]) -> Iterator[Row]:
    """The rows of industries in a text; `known` says of a name whether it is that of a known industry."""
    ended = 0
    for found in _BEHIND.finditer(text):
        start = _begins(text, found.start())
        if start < ended and (joint := _GOES_ON.match(text, ended, found.start())):
            start = joint.end()  # 三大主导产业和新型储能、低空装备等未来产业
        ended = found.end()
        items = list(_items(text, start, found.start(), _told(found[0]), known))
        if not _are(text, items, known) or (len(items) == 1 and not _AFTER_LIST.match(found[0])):
            continue
        said_so = (
            found["which"]
            or found["as"]
            or found["aims"]
            or found["counted"]
            or (found["alliance"] or "").startswith("等")
        )
        developed = found["plain"] and _STRONG.search(text, start, items[0][0])
        developed = developed or (
            found["field"] and len(items) > 1 and _AIMED.search(text, start, items[0][0])
        )
        if said_so or developed or any(known(text[slice(*item)]) for item in items):
            role = "alliance" if found["alliance"] else _role(found[0])
            yield Row(tuple(items), role, found[0].removeprefix("等"))
    for found in _ALONE.finditer(text):
        if _is_one(name := found["name"]) or known(name):
            yield Row((found.span("name"),), "", "")
    for found in _AHEAD.finditer(text):
        stop = _CLAUSE.search(text, found.end())
        end = stop.start() if stop else len(text)
        items = list(_items(text, found.end(), _without_rest(text, found.end(), end), None, known))
        if len(items) > 1 and _are(text, items, known):
            yield Row(tuple(items), _role(found[0]), found[0])


def _begins(text: str, end: int) -> int:
    """Where the clause begins that ends there; at its end where it is longer than a list is."""
    first = max(0, end - _FURTHEST)
    return max((stop.end() for stop in _CLAUSE.finditer(text, first, end)), default=end if first else 0)


def _are(text: str, items: Sequence[Span], known: Callable[[str], bool]) -> bool:
    """Whether all may be industries."""
    names = [text[slice(*item)] for item in items]
    return bool(names) and all(known(name) or _is_one(name) for name in names)


def _without_rest(text: str, start: int, end: int) -> int:
    """Where a list ends, without 等 and what follows it."""
    rest = text.find("等", start, end)
    return end if rest < 0 else rest


def titled(above: str, below: Sequence[str], known: Callable[[str], bool]) -> Row | None:
    """The industries that the titles of a section's parts name, one each: each with its span in its title.

    The title above says that they are (重点产业), or all of them end in 产业.
    """
    found = next((each for each in _BEHIND.finditer(above) if each.end() == len(above)), None)
    found = found or _OF_INDUSTRIES.search(above)
    shells = [_SHELL.search(title) for title in below]
    if len(below) < 2 or not (found or all(shells)):
        return None
    items = []
    for title, shell in zip(below, shells, strict=True):
        start, end = 0, shell.start() if shell else len(title)
        while lead := _LEAD.match(title, start, end) or _CLASS.match(title, start, end):
            start = lead.end()
        if not (known(title[start:end]) or _is_one(title[start:end])):
            return None
        items.append((start, end))
    return Row(tuple(items), _role(found[0]) if found else "", found[0] if found else "")


def _role(words: str) -> str:
    """The role that some words give; none where they give two (新兴产业和未来产业)."""
    if "未来" in words and "新兴" in words:
        return ""
    return next((role for role, cues in _ROLES if re.search(cues, words)), "")


def _is_one(name: str) -> bool:
    return _ITEM.fullmatch(name) is not None and _NONE.search(name) is None


def _told(words: str) -> int | None:
    """How many there are, where the words say it: 两大主导产业."""
    found = re.match("等?([一二两三四五六七八九十0-9]{1,2})[大个条]", words)
    if not found:
        return None
    digits = "零一二三四五六七八九十"
    return int(found[1]) if found[1].isdigit() else 2 if found[1] == "两" else digits.find(found[1])


def _items(text: str, start: int, end: int, many: int | None, known: Callable[[str], bool]) -> Iterator[Span]:
    """The items of the list that ends at `end` and begins in the clause that begins at `start`."""
    for strong in _STRONG.finditer(text, start, end):
        start = strong.start()
    first = start
    while found := _LEAD.match(text, first, end):
        first = found.end()
    pieces = [] if first >= end else list(split(text, first, end, _JOINT))
    for number in range(len(pieces) - 1, -1, -1):
        parts = list(split(text, *pieces[number], _AND))
        last = number == len(pieces) - 1
        counted = last and (len(pieces) > 1 or many == len(parts))
        if len(parts) > 1 and (counted or all(known(text[slice(*each)]) for each in parts)):
            pieces[number : number + 1] = parts
    if many is None or many == len(pieces):
        for piece in pieces:
            yield _bare(text, *piece)


def _bare(text: str, start: int, end: int) -> Span:
    """An item without the place in front, 以…为代表的 and 产业 behind."""
    for front in (_PLACE, _FOR, _CLASS):
        if found := front.match(text, start, end):
            start = found.end()
    if found := _SHELL.search(text[start:end]):
        end -= len(found[0])
    return start, end
