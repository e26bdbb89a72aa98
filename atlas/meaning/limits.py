"""The words that limit what a figure counts: a class of size, a set of firms, those for whom it is. Pure.

Texts are folded and squeezed (`atlas.squeezed`). What is added (新增), or of which kind all are (各类), is no
limit; that 净增 is net of what is lost belongs to the basis (`atlas.meaning.governing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from atlas.records.model import Indicator
from atlas.squeezed import fold, squeeze

_SIZE = r"(?:超过?|不?低于)?(?:[0-9.]*[0-9十百千](?:万|亿)?|亿)元"
_OF = "(?:总?投资额?|年?(?:主营业务|营业|销售|总)?(?:产值|收入|营收|税收|销售额|市值|估值))?"
_BRACKET = r"(?:\([^()]*\))?"
_SET = "[^,，。;；、的0-9占]{0,6}?"
# 重点 and 重大 before what is counted, up to the figure; 重点培育 is a verb, 重点实验室 a title that others confer.
_KEY = "重点(?!实验室|学科|专业|高新技术|[培发支引建推实打围聚扶抓做解突面加])"
# 重点…企业 before what is told of these firms: 重点骨干工业企业研发机构全覆盖.
_FEW = (
    rf"{_KEY}[^,，。;；、0-9占和与及新建引培]{{0,8}}?企业"
    r"(?=[^,，。;；、0-9和与及新建引培]{1,12}$)(?!(?:数量?|总数)?(?:不少于|不低于|达到?|超过?|突破|总数|共|约|至少|各)+$)"
)
_CHOSEN = (
    rf"(?:{_KEY}|重大)[^,，。;；、0-9占和与及新建引培]{{1,12}}?"
    r"(?:项目|企业|平台|活动|产品|技术|机构|载体|工程|任务|人才|团队)"
    r"(?=数?量?(?:不少于|不低于|达到?|超过?|突破|总数|共|约|至少|各)*(?:[0-9一二三四五六七八九十百千]|$))"
)
LIMITS = re.compile(
    f"(?P<size>{_OF}{_SIZE}{_BRACKET}(?:及?以上)?(?=的?[^,，。;；、0-9]{{0,16}}(?:项目|企业)))"
    f"|(?P<firms>(?:大中型|规模以上|规上|限额以上|有效(?:期内)?的?){_SET}企业)"
    "|(?P<found>经[^,，。;；、0-9]{0,6}(?:认定|评估|备案|批准)的?)"
    "|(?P<how>自主培养|全职(?=引))"
    "|(?P<whom>为[0-9]+家[^,，。;；、0-9]{1,8}?企业)"
    "|(?P<each>每个[^,，。;；0-9]{2,16}?(?=都有|均有))"
    f"|(?P<few>{_FEW})"
    f"|(?P<chosen>{_CHOSEN})"
    "|(?P<grade>(?:国家|省|市|[县区])级(?:及?以上)?)"
    "|(?P<where>海外|境外)"
)
"""Each with the name of its kind."""
ALWAYS = ("size", "whom", "each", "how")
"""Kinds that no indicator has in its name: they are conditions wherever they stand."""
NAMES = ("grade", "where")
"""Kinds that make another indicator, and are no condition of one that has them in its name."""
_INVESTED = re.compile("超|不低于")
_FIRMS = re.compile("的?[^,，。;；、0-9]{0,8}?企业(?![^,，。;；、0-9]{0,8}项目)")
_THINGS = re.compile("的?[^,，。;；、0-9]{0,4}?(?:项目|企业)")


_SOME = re.compile(f"{_CHOSEN}|{_FEW}|(?:大中型|有效(?:期内)?的?){_SET}企业|自主培养|全职")
_IN_FORCE = re.compile("^有效期?内?的?")


def as_conditions(words: str) -> str:
    """Limiting words as conditions have them: 有效期内的高新技术企业 is 有效高新技术企业 everywhere."""
    return _IN_FORCE.sub("有效", words)


class Limit(NamedTuple):
    """Words that limit what is counted: their kind, where they stand, and what conditions say before them."""

    kind: str
    start: int
    end: int
    before: str = ""


def limits(text: str) -> Iterator[Limit]:
    """The limits in some words, in order.

    超50亿元项目 is a class of investment: 投资超50亿元. 10亿元以上产业项目, 产值超10亿元 and 超50亿元企业 stay as they
    stand.
    """
    for found in LIMITS.finditer(text):
        kind, end, before = str(found.lastgroup), found.end(), ""
        firms = _FIRMS.match(text, end)
        if kind == "size" and _INVESTED.match(found[0]):
            before, end = ("", firms.end()) if firms else ("投资", end)
        elif kind == "size" and found[0][0] not in "0123456789亿百千总投":
            pass  # 产值超10亿元
        elif kind == "size" and "投资" not in found[0] and (things := _THINGS.match(text, end)):
            end = things.end()
        yield Limit(kind, found.start(), end, before)


def unsaid(words: str, said: Iterable[str]) -> bool:
    """Whether none of some texts says what limiting words say: the names of an indicator, its definition, conditions."""
    own = _bare(words)
    return not any(own in _bare(text) for text in said)


def own_words(clause: str) -> str:
    """The words of a clause that are its figure's own: behind the last 、 of a list."""
    return clause[clause.rfind("、") + 1 :]


_SENTENCE = re.compile("[。；;]")
_CONTRAST = re.compile("另一|另立|另是|不同于|不是|不含|不包括|不计|不能|而非|不宜|不可")
_ALIKE = (("规模以上", "规上"), ("有效期内", "有效"), ("超过", "超"))
_NOTHING = re.compile(r"[的级“”\"()]|总?投资额?|(?:产业)?项目")


def _bare(text: str) -> str:
    text = fold(squeeze(text))
    for one, other in _ALIKE:
        text = text.replace(one, other)
    return _NOTHING.sub("", text)


def texts(indicator: Indicator, without: str = "") -> tuple[str, ...]:
    """What an indicator says of what it counts, but for the names that the document `without` has for it.

    A name that a document has for things of its own choosing (重点项目), or for some of all firms (有效高新技术企业), says
    nothing of those of others.
    """
    names = [indicator.name, indicator.short, indicator.definition, indicator.comparability]
    others = (called for document, called in indicator.aliases.items() if document != without)
    aliases = (name for name in chain.from_iterable(others) if not _SOME.search(fold(name)))
    return (*(name.zh for name in names if name), *aliases)


def parted(said: Iterable[str]) -> tuple[list[str], list[str]]:
    """The sentences of an indicator's texts that say what it counts, and those that say what it does not count."""
    sentences = [part for text in said for part in _SENTENCE.split(text)]
    apart = [part for part in sentences if _CONTRAST.search(part)]
    return [part for part in sentences if part not in apart], apart
