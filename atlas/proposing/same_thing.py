"""Whether words may name what a known name names, or another thing that is only called alike. Pure.

Both are compared in the form of `atlas.proposing.known.plain`. What they share is taken away; of what is left, words that say
how much, how large or how it comes about say nothing of the thing. If something is left of both (研发活动覆盖率,
研发机构覆盖率), or something that stands before the thing in the known name (双创人才, 人才), they name two things.
What is left of the words alone (重大产学研合作项目, 产学研合作项目) makes another thing only if it is a grade that the
indicator is not of, or if its texts say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from atlas.meaning.called import VERB
from atlas.meaning.limits import parted
from atlas.proposing.known import GRADE, plain
from atlas.squeezed import fold, squeeze

_SAME = (
    ("基金", "资金"), ("土地", "用地"), ("主营业务收入", "营业收入"), ("交易额", "成交额"),
    ("经济技术开发区", "经开区"), ("经济开发区", "经开区"), ("高新技术产业开发区", "高新区"),
)  # fmt: skip
_BRACKETS = re.compile("[(（][^()（）]*[)）]")
_POOLED = re.compile("入库|在库|后备")
_UPWARDS = re.compile("(国家|[省市])级?(及?以上)?")
_SIZE = (
    "(?:总?投资)?(?:超过?)?[0-9一二三五十百千]*[十百千万亿]+(?:美?元|级)(?:[(（][^)）]*[)）])?(?:及?以上)?"
)
_SAYS_NOTHING = re.compile(
    f"{_SIZE}|规上|规模以上|限额以上|大中型|重点骨干|重点|重大|骨干|有效期?内?|各类|优秀|一流|国内|全[市区县省国]|全社会|政府|总体"
    f"|综合|年度|评价|合作|入选|成为|{VERB}|拥有量?|密度|占比|比重|强度|水平|面积|空间|排名|位次|个数|总[数量额]|数量?|[总年]"
    "|全?覆盖率?|等|[及以]上|进入|争取|力争|[一二两三四五六七八九十]个"
)
_SHARE = re.compile("占([^占]*?)(?:总量|总数)?的?(?:比重|比例|比|$)")
_SUM = re.compile("[和与及]")
_ITEMS = re.compile("[、和与及等()（）]")
_GRADES_OF_NOTHING = {"占", "每", "有效", "入库", "在库"}
_SOME_OF_THEM = {"上市"}
"""Words of grade that single out some of the things, as a condition does, where the known name lacks them."""
_KIND = re.compile("人才|企业|项目|机构|平台|园区|产业|规模")
"""What says of no things which they are."""
_LEFT = 2
"""Characters that are left of a name and say something of the thing."""
_ITEM = 3
"""Characters of the name of a thing in a row."""
_CUT = "|"


def same_thing(words: str, name: str, texts: Sequence[str]) -> bool:
    """Whether words may name the thing that a known name names; `texts` are the indicator's own, as printed."""
    one, other = _form(words), _form(name)
    if one == other:
        return True
    said, told_apart = _said(texts)
    if not (_grades_agree(plain(words), plain(name), said) and _shares_agree(one, other)):
        return False
    one, other = _SHARE.sub("占比", one), _SHARE.sub("占比", other)
    shared, rest, other_rest = _taken_apart(one, other)
    if not any(_names_something(block) for block in shared) and _names_something(one):
        return False
    left = [word for piece in rest.split(_CUT) for word in _says(piece)]
    if any(
        word in told_apart and word not in said for word in (*left, *_things(words)) if len(word) >= _LEFT
    ):
        return False
    if _of_one_row(one, other):
        return True
    if _SUM.search(rest) and not _SUM.search(other):
        return False
    unsaid = [word for word in left if word not in said]
    *before, last = other_rest.split(_CUT)
    front, behind = [word for piece in before for word in _says(piece)], "".join(_says(last))
    if any(len(word) >= _LEFT for word in front) or (front and unsaid):
        return False
    return not unsaid or (len(behind) < _LEFT and not _KIND.fullmatch("".join(_says(other))))


def same_end(one: str, other: str) -> bool:
    """Whether two names end in the same thing, but for what says how much of it: 人才公寓 are no 人才资源总量."""
    ends = ["".join(_says(_SHARE.sub("占比", _form(name))))[-_LEFT:] for name in (one, other)]
    return ends[0] == ends[1] != ""


def _form(name: str) -> str:
    text = plain(_BRACKETS.sub("", fold(squeeze(name))))
    for one, other in _SAME:
        text = text.replace(one, other)
    return text


def _said(texts: Sequence[str]) -> tuple[str, str]:
    """What an indicator says of itself, and the sentences in which it says what it is not."""
    said, apart = parted(map(plain, texts))
    return _CUT.join(said), _CUT.join(apart)


def _grades_agree(one: str, other: str, said: str) -> bool:
    """Whether words and name are of one grade: 高层次人才 are no 人才, 市级 ones none of 市级以上."""
    if bool(_POOLED.search(one)) != bool(_POOLED.search(other)):
        return False
    upwards = [{(found[1], bool(found[2])) for found in _UPWARDS.finditer(text)} for text in (one, other)]
    if any((grade, not up) in upwards[1] for grade, up in upwards[0]):
        return False
    grades, others = (_grades(text) for text in (one, other))
    if other in one and "、" in one:  # 高层次、高技能人才
        return True
    behind = other.partition(one)[2] if one in other else ""  # 科创板, 科创板上市企业
    more = grades - others - _SOME_OF_THEM
    return others - _grades(behind) <= grades and all(grade in said for grade in more)


def _grades(text: str) -> set[str]:
    return {grade.removesuffix("级") for grade in GRADE.findall(text)} - _GRADES_OF_NOTHING


def _names_something(text: str) -> bool:
    """Whether a text is more than a grade."""
    return bool(_says(GRADE.sub(_CUT, text)))


def _shares_agree(one: str, other: str) -> bool:
    """Whether two shares are of the same whole, where both say of which."""
    wholes = [found[1] for text in (one, other) if (found := _SHARE.search(text)) and found[1]]
    return len(wholes) < 2 or bool(_taken_apart(*wholes)[0])


def _taken_apart(one: str, other: str) -> tuple[list[str], str, str]:
    """What two texts share, the longest first, and what is left of each, with a sign where something was taken."""
    shared = []
    while block := _longest(one, other):
        shared.append(block)
        one, other = (text.replace(block, _CUT, 1) for text in (one, other))
    return shared, one, other


def _longest(one: str, other: str) -> str:
    for size in range(min(len(one), len(other)), 1, -1):
        for start in range(len(one) - size + 1):
            block = one[start : start + size]
            if _CUT not in block and block in other:
                return block
    return ""


def _says(piece: str) -> list[str]:
    """The words of a piece that say something of the thing."""
    return [word for word in _SAYS_NOTHING.sub(_CUT, piece).split(_CUT) if word]


def _things(words: str) -> list[str]:
    """The things that words name in a row."""
    found = [item for item in _ITEMS.split(fold(squeeze(words))) if len(item) >= _ITEM]
    return found if len(found) > 1 else []


def _of_one_row(one: str, other: str) -> bool:
    """Whether both are rows that have a thing in common: 众创空间等创业平台, 孵化器和众创空间."""
    rows = [{item for item in _ITEMS.split(text) if len(item) >= _ITEM} for text in (one, other)]
    return all(_ITEMS.search(text) for text in (one, other)) and not rows[0].isdisjoint(rows[1])
