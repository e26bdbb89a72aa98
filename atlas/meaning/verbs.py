"""What the verb and the noun before a figure say of its basis, as the conventions have it. Pure.

Texts are folded and squeezed (`atlas.squeezed`). The words are those of the figure's clause; a clause without a verb
(瞪羚企业500家), or behind 其中, goes on with what the clause before it says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from atlas.meaning import governing
from atlas.meaning.left_open import MOVED, MOVED_TO, THEY_DO, VERBS
from atlas.meaning.yearly import EACH, GOES_ON, OTHER_YEAR, RATE_OF_CHANGE, YEARLY, of_each_year

_OF_INCUBATION = "器|面积|基地|载体|平台|园|中心|空间|机构|用房|率|链|体系|服务"
ADDED = re.compile(
    "新?(?:引进|引育|招引|培育|培养)|新增(?!长)|新建(?!成?区)|新设|新签|建成(?!区)|设立|组建|转化|盘活|再开发|创建|争创"
    "|集聚(?!区|度|地|效应)|建设(?!用地)|形成|攻克|获批|新?认定|共建|联建|开通|签约(?!率)|落地(?!率|生根|见效|转化)"
    f"|(?<!在)孵化(?!{_OF_INCUBATION})|打造(?=[^0-9]{{2,}}$)(?!.*等)"
)
"""Verbs that make a count what is there at the end and was not before."""
DONE = re.compile(
    "实施|完成|开展|选派|选择|投入|融资|成交|对接|举办|举行|培训(?!合格|率|基地|机构)|诊断|输送(?!线|管|能力)|发放|兑现"
    "|(?<![一-鿿])服务(?!业|平台|机构|中心|站|体系|团队|专员|能力|水平|质量|收入)|服务(?=(?:中小|小微|科技型|重点)*企业)"
)
"""Verbs of what is done, or passes through."""
_OPEN = re.compile(f"{VERBS.pattern}|做强|做大")
"""Verbs that leave the basis open, unless what they count is to reach something."""
ACTS = re.compile(f"{ADDED.pattern}|{DONE.pattern}|打造|推动|做强|做大")
"""Any verb that begins something."""
_SET_UP = ("设立", "组建")
_ONCE = (*_SET_UP, "打造", "建设", "建成", "共建", "联建", "创建", "争创", "形成")
"""Verbs of what is done once, so that 每年 of the clause before does not hold for them."""
_DONE_ALONG = re.compile(
    "(?:共|再|并)?(?:促成|服务|对接|惠及|培训|推广|兑现|发放|解决|帮助|带动|转化|形成服务|诊断|走访)"
)
"""Verbs of what is done along with something else: 每年举办活动30场，促成合作500项."""
_NAMED = re.compile("“[^”]*”|《[^》]*》")
_NOUN = re.compile("(?<!双)数(?=$|[达超突分为不实])|总量|总数|总规模|率|比重|指数|占|拥有")
_DEALT_OUT = re.compile("(?P<verb>分别[^0-9、,]*)(?:[0-9][0-9.]*[^0-9、和与及,]{1,6}(?:、|和|与|以?及))+$")
_TIMES = re.compile("次$")
_AMOUNT = re.compile("总?[额量率]")
"""What makes a noun of the verb before it: 成交额 is no 成交."""
_RISEN_TO = re.compile(
    "(?:提高|提升|增长|增加|扩大|上升|下降|降低|压减|减少|压缩|缩短)[到至]|[降升增减]至|稳定在|保持在|控制在"
    "|(?:提高|提升|扩大|增加|降低)[^,到至]{1,16}[到至]$"
)
_CHANGING = re.compile("提高|提升(?!工程)|下降|降低|减少|增长|上升|压减|翻|倍增")
_SHARE = ("占比", "比重", "比例", "率", "占", "强度", "水平", "覆盖")
_PER = ("拥有量", "密度", "能耗", "每万名", "每万人", "万名", "万人")
_STOCK = re.compile(
    "每[百千万]?[人名户]拥有|总量|总数|存量|余额|拥有量|保有量|有效(?=[^,]*数)|(?<=[业库育构])数量?(?=$|[达超突分均])"
)
_REACHED = re.compile("(?:达到|达|突破|超过|超)$|分别达到?")
_NO_LIST = re.compile("入库|参与|合作|主导|[每各达超年]|突破|累计")
_OF_A_YEAR = re.compile(
    f"(?:(?<![{OTHER_YEAR}])|(?<=合同))年(?:[^,年]{{0,8}}(?:额|值|收入|量|规模)|{GOES_ON})"
)
"""A name that says 年 of its own: 技术合同年成交额, 年产值."""
_REACHED_ONLY = re.compile(
    "(?:力争|争取|确保)?(?:[到至]?20[0-9]{2}年(?:[底末]|年底)?(?:前|时)?)?(?:总量|总数)?(?:达到?|突破|超过?)$"
)
"""A clause that says of what the one before tells only how much, and when: 2026年达到3.3%."""
_FLOW = re.compile("投资|投入|融资|贷款|风险|成交|交易|分担")
_PLACE = re.compile("[前第](?:[0-9]+[位名]、)?$")
_TO_BE_WON = re.compile("争创|创建(?=国家|省)")
_PER_YEAR = re.compile("[人次]{0,2}/年")
_APART = re.compile("[高低]于(?!.*(?:[提升下降减增上压][高升降低少长减]))[^,]{2,}$")
"""What says how far one thing is from another: 增速高于平均增速2个百分点."""
_FIRST = re.compile("零的?突破")
_DOUBLED = re.compile("翻[一两]?番|倍增")
_FIGURE = re.compile("[0-9][0-9.]*[^0-9,、]{1,4}?(?:及?以上|左右)?$")
_OF_WHICH = re.compile("^(?:力争|争取)?其中")
_SPAN = re.compile(
    "(?<![0-9.])[2-9二两三四五六七八九]年(?:内|间|里)?(?!行动|计划|规划|滚动|一[周次轮评考]|[期级度制来前])"
    "|“十[一二三四五六七八九]五”期间"
)
_ONE_YEAR = re.compile("全年|[当今]年|(?<![0-9一二两三四五六七八九十几数])年内")


class Basis(NamedTuple):
    """A basis, the word that says it, the rule by which it does, and whether it may be filled in."""

    name: str
    cue: str
    rule: str
    sure: bool = True


def meant(bases: Collection[str], before: str) -> str:
    """Which base a figure has, of those that its counting word may have; empty where that is open.

    名 and 位 behind 前 are places, 件 and 人 behind 万人 or 每万名 are so many in ten thousand.
    """
    if "place" in bases and _PLACE.search(before):
        return "place"
    ratios = [base for base in bases if "-per-" in base]
    others = [base for base in bases if base not in ratios and (base != "place" or len(bases) == 1)]
    chosen = ratios if ratios and (_word(_PER, _NAMED.sub("", before)) or not others) else others
    return chosen[0] if len(chosen) == 1 else ""


def basis(passage: str, start: int, end: int, base: str, one_year: bool | None) -> Basis | None:
    """What the words before the figure at `passage[start:end]` say; `one_year`: whether its text is of one year."""
    if worded := _of_words(passage[start:end]):
        return worded
    clause = governing.clause(passage, start)
    before = _before_dealt(clause)
    start -= len(clause) - len(before)
    if _APART.search(before) and base == "percentage-points":
        return None
    rate = RATE_OF_CHANGE.search(before) if base == "percent" else None
    if rate and EACH.search(before):
        return Basis("change", rate[0], "rate of change")
    if _PER_YEAR.match(passage, end):
        return Basis("annual", "/年", "of each year")
    if one_year is not True and base and (found := YEARLY.search(before)):
        return Basis("annual", found[0], "of each year")
    if said := governing.basis_said(before, base):
        return Basis(*said, "cue")
    own = _own(before, base, one_year)
    if own and own.name == "increase" and _TIMES.search(passage[start:end]):
        own = _done(before, own.cue, one_year)  # 培养3000人次
    if own is None and base and _TIMES.search(passage[start:end]) and not _REACHED.search(before):
        own = _done(before, "次", one_year)  # 组织专员服务300人次
    if own is None and (moved := _moved(before, passage[end:], base, one_year)):
        return moved
    if own and own.name in ("increase", "total", "annual") and not _SPAN.search(before):
        return _each(passage, start, before) or own
    if own is None and _DONE_ALONG.match(before) and base and base not in ("percent", "points", "place"):
        own = _each(passage, start, before)
    return own or _carried(passage, start, before, base, one_year)


def _before_dealt(before: str) -> str:
    """A clause without the figures that 分别 deals out before this one: 分别增长8%、9%和10%."""
    found = _DEALT_OUT.search(before)
    return before[: found.end("verb")] if found else before


def _moved(before: str, behind: str, base: str, one_year: bool | None) -> Basis | None:
    """What those do that a figure counts, where they are moved to it: 推动60个项目落地."""
    if not base or not MOVED.search(before) or not (found := THEY_DO.match(behind)):
        return None
    if found["stays"]:
        return Basis("increase", found["stays"], f"added {found['stays']}")
    return _done(before, found["passes"], one_year)


def _each(passage: str, start: int, before: str) -> Basis | None:
    """每年 of a clause before it that ends in a comma holds for a clause that says no time of its own."""
    earlier = passage[max(passage.rfind(end, 0, start) for end in "。;；:\n") + 1 : start - len(before)]
    found = re.search("每年", earlier)
    if not found or governing.tells_time(before) or _verb(before) in _ONCE:
        return None
    return (
        Basis("annual", found[0], "carried annual")
        if not governing.years_said(earlier[found.end() :])
        else None
    )


def _of_words(figure: str) -> Basis | None:
    if found := _DOUBLED.search(figure):
        return Basis("change", found[0], "doubled")
    if "全覆盖" in figure:
        return Basis("level", "全覆盖", "covered")
    if found := _TO_BE_WON.match(figure):
        return Basis("increase", found[0], "status")
    return Basis("increase", found[0], "first") if (found := _FIRST.search(figure)) else None


def _own(before: str, base: str, one_year: bool | None) -> Basis | None:
    """What the figure's own clause says, beyond what settles it outright (`governing.basis_said`)."""
    if (found := _PLACE.search(before)) and base in ("place", "points"):
        return Basis("rank", found[0][0], "rank")
    if base == "place":
        return None
    if found := RATE_OF_CHANGE.search(before):
        return Basis("change", found[0], "rate of change") if base == "percent" else None
    if (found := _RISEN_TO.search(before)) and base:
        return Basis("level", found[0], "risen to")
    if _CHANGING.search(before):
        return None
    if base in ("percent", "points") or "-per-" in base:
        words = _PER if "-per-" in base else _SHARE if base == "percent" else ("指数",)
        return Basis("level", word, base) if (word := _word(words, before)) else None
    return _own_count(before, base, one_year) if base else None


def _own_count(before: str, base: str, one_year: bool | None) -> Basis | None:
    """The same of a count or a sum."""
    if (reached := _REACHED.search(before)) and _OF_A_YEAR.search(before):
        return Basis("level", reached[0], "reached")
    if found := MOVED_TO.search(before):
        return Basis("increase", found["stays"], f"added {found['stays']}")
    verb = _verb(before)
    if verb is None:
        return None if _OPEN.search(before) and not _REACHED.search(before) else _stood(before, base)
    if _adds(verb):
        if one_year and verb in ("盘活", "转化", "再开发"):
            return Basis("annual", verb, f"added in one year {verb}")
        return Basis("increase", verb, f"added {verb}")
    return _done(before, verb, one_year)


def _done(before: str, verb: str, one_year: bool | None) -> Basis | None:
    """What is done, or passes through, in a year or over several."""
    several = _SPAN.search(before) is not None
    if one_year or _ONE_YEAR.search(before):
        return Basis("annual", verb, f"done in one year {verb}")
    if governing.years_said(before) and not several:
        return None  # done in one year, or from one to another
    if several or one_year is False:
        return Basis("total", verb, f"done {verb}{' span' if several else ''}")
    return None


def _word(words: Sequence[str], before: str) -> str | None:
    return next((word for word in words if word in before), None)


def _verb(before: str) -> str | None:
    """The first verb of a clause that is not part of a noun."""
    found = [*ADDED.finditer(before), *DONE.finditer(before)]
    for each in sorted(found, key=lambda one: one.start()):
        rest = before[each.end() :]
        if _AMOUNT.match(rest):
            continue
        if not _NOUN.search(rest.replace("总规模", "") if each[0] in _SET_UP else rest):
            return each[0]
    return None


def _adds(verb: str) -> bool:
    """Whether a verb makes a count what is there at the end and was not before."""
    return verb == "打造" or ADDED.fullmatch(verb) is not None


def of_its_own(before: str) -> bool:
    """Whether a clause begins something of its own: an addition, a change, a level that is reached.

    What is done (定向对接100所) may go on with the clause before it.
    """
    verb = _verb(before)
    if verb is not None:
        return _adds(verb)
    return any(one.search(before) for one in (_REACHED, _RISEN_TO, governing.CUES, _CHANGING))


def _stood(before: str, base: str) -> Basis | None:
    """A level, where nothing is said to be done: 总数, or a figure that is reached."""
    if found := _STOCK.search(before):
        return Basis("level", found[0], "stock")
    reached = _REACHED.search(before)
    if reached and _SPAN.search(before):
        return Basis("total", reached[0], "reached in years")
    if reached and not (base == "yuan" and _FLOW.search(before)):
        return Basis("level", reached[0], "reached")
    return None


def _carried(passage: str, start: int, before: str, base: str, one_year: bool | None) -> Basis | None:
    """What the clause before says, for one without a verb or behind 其中, and 每年 for all up to ;."""
    at = start - len(before) - 1
    if at < 1 or passage[at] not in ",，":
        return None
    earlier = governing.clause(passage, at)
    if not base or not earlier:
        return None
    which = _OF_WHICH.search(before) is not None
    if _REACHED_ONLY.fullmatch(before):
        return _reached_then(passage, at, earlier, base, one_year)
    if not which and _OPEN.search(before):
        return None
    if not which and (base in ("percent", "points", "place") or "-per-" in base or _NO_LIST.search(before)):
        return None
    its = at - len(figure[0]) if which and (figure := _FIGURE.search(earlier)) else at
    found = basis(passage, its, its, base if which else "count", one_year)
    carries = ("increase", "annual", "level", "total") if which else ("increase", "annual", "level")
    if found is None or found.name not in carries or _verb(before):
        return None
    if which and of_each_year(found.cue) and governing.years_said(before):
        return _once(earlier, base)  # 每年新增30家，其中2024年40家 tells of one year
    if which:
        return found._replace(rule="carried 其中")
    return (
        found._replace(rule=f"carried {found.name}", sure=found.name == "annual")
        if found.name != "level"
        else None
    )


def _reached_then(passage: str, at: int, earlier: str, base: str, one_year: bool | None) -> Basis | None:
    """The level that is reached of what the clause before tells: 占比提高2个百分点，达到12%."""
    if base == "percent" and (word := _word(_SHARE, earlier)) and _CHANGING.search(earlier):
        return Basis("level", word, "carried level")
    its = at - len(figure[0]) if (figure := _FIGURE.search(earlier)) else at
    said = basis(passage, its, its, base, one_year)
    return said._replace(rule="carried level") if said and said.name == "level" else None


def _once(earlier: str, base: str) -> Basis | None:
    """What a clause says without its 每年: of 每年新增规上企业30家 that they are an increase."""
    words = EACH.sub("", earlier)
    at = len(words) - len(figure[0]) if (figure := _FIGURE.search(words)) else len(words)
    found = basis(words, at, at, base, None)
    return found._replace(rule="carried 其中") if found else None
