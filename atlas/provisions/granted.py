"""What is granted to firms or people, and on what condition: rules, and no goals of development. Pure.

对年产值首次突破10亿元的企业，给予200万元奖励: both figures belong to a rule. Texts are folded and squeezed
(`atlas.squeezed`). Money and shares are read so; a count (每年扶持企业50家) only where it is a condition.
"""

from __future__ import annotations

import re

_MONEY = ("元", "美元", "%", "倍")
_GIVE = "给予|予以|(?:奖励|奖补|补助|补贴|资助|贴息|补偿)(?!资金|基金|专项|政策|项目|总额|力度|范围)"
_GIVES = re.compile(_GIVE)
_GIVEN_HERE = re.compile("给予|予以")
_HIGHEST = re.compile("最高(?:额度?|限额)?(?:给予|支持|扶持|资助|奖励|补助|补贴|补偿|不超过|可达?|按|为)*$")
_LIMIT = re.compile("(?:不超过|不高于|上限为?|封顶)$")
_EACH_ONE = re.compile("单个|单户|单家|每家|每户|每人|每个|同一|每月")
_BEHIND = re.compile(f"(?:以内)?的?(?:标准|比例|额度|幅度)?的?(?:一次性|分档|分别)?的?(?:{_GIVE})")
_SUPPORT = re.compile("(?:以内)?的?(?:资金)?(?:支持|扶持)$")
_FOR_WHOM = re.compile("对(?![标接外口照应比])")
_CONDITION = re.compile(
    "(?:及?以上|以下|以内)?(?:的|[^,]{0,12}的(?:企业|单位|机构|平台|团队|个人|项目|部分))"
)
_OFFICE = re.compile("[^,，。;；]{0,6}?(?:专班|小组|工作组|办公室)")
_MEETS = re.compile(
    "(?:每季度|每半年|每月|每周|定期)[^,]{0,4}(?:召开|开展|举行|组织|调度|通报|公布|报送|评估|考核|检查|督查|会商|研究)$"
)
_MADE_UP = re.compile("由[^,]{0,6}$")
_AS_A_RULE = re.compile("原则上")
_PER_THING = re.compile("每(?:新?(?:认定|增加|新增|引进|培育|建成|获得|招收|举办|完成))[^,]{0,8}$")
_SPENT = re.compile("争取|累计|安排|落实|兑现|投入|设立")
_QUOTA = re.compile(
    "(?:单个|单户|单家|每家|每户|每人|每个|同一)[^,，。;；]*(?:额度?|限额|上限|标准)[^,，。;；]*(?:[由从]|(?:上调|下调|提高|提升|调整|增加|放宽)[到至为])$"
    "|(?:奖励|奖补|补助|补贴|资助|贴息|补偿)(?:额度|限额|上限|标准|比例)[^,，。;；]*(?:[由从]|(?:上调|下调|提高|提升|调整|增加|放宽)[到至为])$"
)
"""How much each is granted, before what and after: 每家企业使用额度由5万元上调至8万元."""
_TOLD = re.compile("(?:至少|不少于|不低于)$")
_CLAUSE, _PART = ",，:：", "。；;\n"


def granted(text: str, start: int, end: int, word: str, *, hundred_millions: bool = False) -> bool:
    """Whether the figure at `text[start:end]` is what is granted, its limit or its condition; `word` counts it.

    `hundred_millions` says that it is in 亿元: so much is a grant only where it is called the highest.
    """
    first, last = _bounds(text, start, end, _CLAUSE + _PART)
    begin, close = _bounds(text, start, end, _PART)
    before, behind = text[first:start], text[end:last]
    earlier, later = text[begin:first], text[last:close]
    if before.endswith("下设") and _OFFICE.match(behind):
        return True
    if word == "次" and _MEETS.search(_TOLD.sub("", before)):
        return True
    if _MADE_UP.search(before) and "组成" in behind:
        return True  # 专家组由5名以上专家组成
    if _AS_A_RULE.search(before) and word in (*_MONEY, "亩", "平方米"):
        return True
    if word in _MONEY and _is_grant(before, behind, earlier, hundred_millions):
        return True
    return _is_condition(before, behind, later, word)


def _is_grant(before: str, behind: str, earlier: str, hundred_millions: bool) -> bool:
    if _HIGHEST.search(before) or _GIVEN_HERE.search(before):
        return True
    if not hundred_millions and _QUOTA.search(before):
        return True
    told = not hundred_millions and _SPENT.search(before) is None
    if told and (_GIVES.search(before) or _BEHIND.match(behind)):
        return True
    alone = _EACH_ONE.search(before) is not None
    if "不超过" in before and (alone or _GIVES.search(earlier)):
        return True
    if _LIMIT.search(before) and (alone or _GIVES.search(before) or _GIVES.search(earlier)):
        return True
    return alone and _SUPPORT.fullmatch(behind) is not None


def _is_condition(before: str, behind: str, later: str, word: str) -> bool:
    """Whether a figure says who is granted something in the words behind it."""
    if _PER_THING.search(before) and _GIVES.search(behind + later):
        return True
    conditional = word in _MONEY or _CONDITION.match(behind) is not None
    if not conditional:
        return False
    if _FOR_WHOM.match(before) and _GIVES.search(behind + later):
        return True
    return behind.endswith("的") and re.match(f"[,，][^,，]{{0,8}}(?:{_GIVE})", later) is not None


def _bounds(text: str, start: int, end: int, stops: str) -> tuple[int, int]:
    """Where the words begin and end that stand between two stops."""
    first = max(text.rfind(stop, 0, start) for stop in stops) + 1
    ends = (at for stop in stops if (at := text.find(stop, end)) >= 0)
    return first, min(ends, default=len(text))
