"""Why a figure is no target, as far as its form says it: a word of vocabulary/set-aside-reasons. Pure."""

from __future__ import annotations

import re

from atlas.figures import Figure

_YEARS = re.compile("[年月日天]|五|[0-9]{4}-")
_NUMBERED = re.compile("^[第]|届|次|期|[)）]")
_CONGRESS = re.compile("^十[一二三四五六七八九]?大$")
_CODE = re.compile("^[0-9]+[A-Z]$")
_COINED = re.compile(
    r"[+×]|^[^0-9A-Za-z]*[一二三四五六七八九两双百千万0-9][^0-9A-Za-z]+[一二三四五六七八九两双百千万0-9]"
)
_SIZED = re.compile("(?:及?以上)?(?:的)?(?:重大)?(?:产业)?(?:项目|企业|产业)")


def reason(figure: Figure, before: str, behind: str) -> str:
    """The reason, or nothing where the form does not say it; `before` and `behind` are the words around the figure."""
    text = figure.text
    match figure.kind:
        case "date":
            if before.endswith("中国制造"):
                return "slogan"
            return "date" if _YEARS.search(text) else ""
        case "number":
            if "号" in text:
                return "document-number"
            return "list-number" if _NUMBERED.search(text) else ""
        case "name":
            if _CONGRESS.match(text):
                return "list-number"
            if _CODE.match(text):
                return "wording"
            return "slogan" if _COINED.search(text) and before.endswith(("“", "‘")) else ""
        case "class":
            return "size-class"
        case "rough":
            return "order-of-size"
        case "amount":
            return _of_amount(figure, before, behind)
    return ""


def _of_amount(figure: Figure, before: str, behind: str) -> str:
    """Of a figure that may be promised: 40条 of a policy, 两大产业, 超50亿元项目, 二次全会."""
    if figure.word == "条":
        return "policy-count"
    if figure.word == "大" and figure.numeral not in "0123456789":
        return "wording"
    if figure.word in ("次", "届", "期") and figure.numeral[:1] not in "0123456789":
        return "list-number"
    if figure.word in ("元", "美元") and _SIZED.match(behind) and before.endswith(("超", "超过", "投资")):
        return "size-class"
    return ""
