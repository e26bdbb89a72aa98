"""Why a figure is no target, as far as its form and the words around it say it: a word of set-aside-reasons. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from atlas.figures.figures import Figure
from atlas.meaning.verbs import ACTS
from atlas.provisions.already import already
from atlas.provisions.granted import granted

_AROUND = 12  # characters on either side that tell by its form what a figure is
_CLAUSE = 32  # characters before that may direct it
_YEARS = re.compile("[年月日天]|五|[0-9]{4}-")
_TERM = re.compile(
    "(?:期限|时间|最长|年限)不超过$|最长(?:为)?$"
    "|(?:实施|执行|建设|培育|公示|考核|评估|补助|支持|孵化|服务)(?:期|周期)限?(?:一般|原则上)?(?:不超过|不少于|不低于|为)?$"
)
_TURN = re.compile("一(?:周期|次|轮|评|考核|届)")
"""What makes of 三年 how often something is done: 三年一周期的评价."""
_RUN = re.compile("(?:连续|累计)$")
_FAILED = re.compile("[^,，。;；]{0,6}(?:不合格|不达标|未通过|末位|不足|未完成|违规|整改)")
_GROUND = re.compile("占地(?:面积)?(?:约|近|超过?|达)?$")
_NUMBERED = re.compile("^[第]|届|次|期|[)）]")
_CONGRESS = re.compile("^十[一二三四五六七八九]?大$")
_CODE = re.compile("^[0-9]+[A-Z]$")
_COINED = re.compile(
    r"[+×]|^[^0-9A-Za-z]*[一二三四五六七八九两双百千万0-9][^0-9A-Za-z]+[一二三四五六七八九两双百千万0-9]"
)
_SIZED = re.compile(
    r"(?:\([^()]*\)|\))?(?P<up>及?以上)?的?[^,，。;；、0-9的元]{0,12}?(?:项目|企业)"
    "(?!总?产值|总?投资|规模|收入|基金|资金|贷款|融资|发展|引导)"
)
_THOSE_OF_THEM = re.compile("(?:及?以上)?的(?:企业|项目)?(?:不少于|不低于|达到?|超过?|突破|[0-9])")
_OVER = re.compile(r"(?:超|超过|投资)(?:[0-9.]+[百千万]?亿?元\()?$")
_CLASS = re.compile("[百千万]+亿?级")
_OF_POLICY = re.compile("(?:新政|政策|创新|产权|措施|意见|人才|[“‘])[^,。;、]{0,4}$")
_POLICY = re.compile("政策|意见|措施|新政|[”’]")
_PLANNED = re.compile("[”’](?:三年|五年)?(?:行动|计划|工程|战略|方案)")
_BELOW = re.compile("(?:及?以下|以内)的[^,，。;；、0-9]{0,12}(?:企业|项目|单位|主体)")
_MEMBERS = re.compile("成员(?:单位|企业)?数?(?:一般|原则上)?(?:不少于|不低于|至少|不超过)$")
_LISTED = ("条", "个", "类", "种", "项")
_DIRECTED = re.compile("(?:聚焦|围绕|立足|依托|突出)(?P<between>[^,。;]*)$")
_MEDICAL = re.compile("(?:新药|医疗器械|创新药)")
_HUNDRED_MILLION = Decimal(100_000_000)


def reason(figure: Figure, text: str, at: int, since: int | None = None, title: str = "") -> str:
    """The reason, or nothing where no word says it.

    `text` is that of the passage, folded and squeezed, `at` where the figure stands in it; `since` is the year of the
    document, `title` the heading over the text.
    """
    end = at + figure.end - figure.start
    before, behind = text[max(0, at - _AROUND) : at], text[end : end + _AROUND]
    match figure.kind:
        case "date":
            return _of_date(figure.text, before, behind)
        case "number":
            if "号" in figure.text:
                return "document-number"
            return "list-number" if _NUMBERED.search(figure.text) else ""
        case "name":
            if _CONGRESS.match(figure.text):
                return "list-number"
            if _CODE.match(figure.text):
                return "wording"
            return "slogan" if _COINED.search(figure.text) and before.endswith(("“", "‘")) else ""
        case "class":
            return "size-class"
        case "rough":
            return "order-of-size"
        case "amount" | "words":
            form = _of_form(figure, text[max(0, at - _CLAUSE) : at], behind)
            around = _of_words_around(figure, text, at, since, title)
            return "rule" if (form, around) == ("size-class", "rule") else form or around
    return ""


def _of_date(date: str, before: str, behind: str) -> str:
    """Of a date or a span of time: what recurs, or lasts at most, is a rule."""
    if before.endswith("中国制造"):
        return "slogan"
    recurs = _TURN.match(behind) is not None and date.endswith(("年", "月", "季度"))
    fails = _RUN.search(before) is not None and _FAILED.match(behind) is not None
    if recurs or fails or _TERM.search(before) or date.endswith("工作日"):
        return "rule"
    return "date" if _YEARS.search(date) else ""


def _of_words_around(figure: Figure, text: str, start: int, since: int | None, title: str) -> str:
    """Of a figure that may be promised: what is there already, what is granted."""
    end = start + figure.end - figure.start
    if figure.kind == "amount" and granted(
        text, start, end, figure.word, hundred_millions=figure.scale >= _HUNDRED_MILLION
    ):
        return "rule"
    return "existing-state" if already(text, start, end, since, title) else ""


def _of_form(figure: Figure, before: str, behind: str) -> str:
    """Of a figure that may be promised: 40条 of a policy, 两大产业, 超50亿元项目, 二次全会."""
    if figure.kind == "words":
        return "slogan" if _PLANNED.match(behind) else ""
    counted = figure.numeral[:1] in "0123456789"
    if not counted and figure.word in _LISTED and not _CLASS.match(behind) and _directed(before):
        return "wording"  # 聚焦茶叶、竹木加工、石材三条产业链
    if figure.word == "条":
        return "policy-count" if _OF_POLICY.search(before) or _POLICY.match(behind) else ""
    if figure.word == "大" and not counted and not _CLASS.match(behind):
        return "wording"
    if figure.word == "类" and not counted and _MEDICAL.match(behind):
        return "wording"
    if figure.word == "次" and _RUN.search(before) and _FAILED.match(behind):
        return "rule"  # 连续两次评价不合格的
    if figure.word in ("次", "届", "期") and not counted and figure.numeral[:1] != "两":
        return "list-number"
    if _GROUND.search(before) and behind.startswith("的"):
        return "size-class"  # 占地186亩的康禾医械谷
    if figure.word in ("元", "美元") and _BELOW.match(behind):
        return "size-class"  # 营业收入2000万元以下的企业
    if _MEMBERS.search(before):
        return "rule"  # 成员单位不少于5家
    if figure.word == "岁" and behind.startswith(("以下", "以上", "以内")):
        return "size-class"  # 3岁以下婴幼儿
    return "size-class" if figure.word in ("元", "美元") and _is_class(before, behind) else ""


def _directed(before: str) -> bool:
    """Whether what is counted is what the work is directed at, and nothing is to be built or done of it."""
    found = _DIRECTED.search(before)
    return found is not None and not ACTS.search(found["between"])


def _is_class(before: str, behind: str) -> bool:
    """Whether money says how large the things are that are counted: 超50亿元（5亿美元）项目, 10亿元以上产业项目."""
    if _THOSE_OF_THEM.match(behind) and _OVER.search(before):
        return True  # 其中超亿元的不少于10家
    sized = _SIZED.match(behind)
    return sized is not None and (sized["up"] is not None or _OVER.search(before) is not None)
