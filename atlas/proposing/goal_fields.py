"""What a clause that may be a goal in words says of its basis and its comparator, as the conventions have it. Pure.

Texts are folded and squeezed (`atlas.squeezed`). Empty where no word settles it.
"""

from __future__ import annotations

import re

_WHOLE = re.compile(r"全覆盖|应(.)尽\1")
_PLACE = re.compile(
    "前列|前茅|第一方阵|第一梯队|首位|争先进位|排名|第一[县市区]|居[^0-9]{0,12}第一|前端|领跑"
    "|领先(?:水平|优势|地位)?$|(?:进入|跻身|迈入|挺进).{0,12}(?:行列|[百十千]强)"
)
_WON = re.compile(
    "(?:争创|创成|创建|申报|获批|升格|升级为)(?!产业|企业|优势)|(?:建成|培育|建设|创建)一批"
    "|建设(?:国家|省)级[^、]*$"
    "|通过.{0,20}(?:验收|命名|认定)$"
)
_BUILT = re.compile(
    "(?:打造|建设|建成|成为).{0,40}(?:中心|基地|示范区|先行区|高地|策源地|名城|标杆)(?:建设)?”?$|建设目标$|一流的[^、]{0,12}大学$"
)
_AGAINST = re.compile("[高快优好低]于[^0-9]*(?:平均|同期|增速|水平|GDP|生产总值|经济增长|[国省市区县])")
_GROWS = re.compile("增速|增长|增幅|降幅")
_DOUBLED = re.compile("翻[一两]?番|倍增|翻倍")


def basis(clause: str) -> str:
    """The basis of a goal in words."""
    if _DOUBLED.search(clause):
        return "change"
    if _AGAINST.search(clause):
        return "change" if _GROWS.search(clause) else "level"
    won, built = _WON.search(clause) is not None, _BUILT.search(clause) is not None
    if _PLACE.search(clause):
        return "" if won or built else "rank"
    if won:
        return "increase"
    return "level" if built else ""


def comparator(clause: str) -> str:
    """What binds it: all of something, or that it is reached."""
    return "all" if _WHOLE.search(clause) else "reach"
