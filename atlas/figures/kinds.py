"""What kind of figure a numeral is, by what stands around it: 18条 counts, 2025年 dates, 5G names, 千亿级 sizes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from atlas.figures.cues import bind
from atlas.figures.lexicon import AT_MOST, TIME, Patterns
from atlas.numerals import scale

Kind = Literal["amount", "words", "date", "number", "name", "class", "rough", "denominator"]

_BARE = frozenset("百千万亿")
_DIGITS = frozenset("0123456789")
_HAN = re.compile("[\u4e00-\u9fff]")
_UNCOUNTED = frozenset(
    "号室楼版级型式标幢线路国"
)  # 710室, 3号楼: what they stand before is named, not counted
_LONGEST_COUNT = 6  # digits; more of them without a known counting word are a telephone number or a code
_PLACES = ("位", "名")
_SHORTENED = re.compile("(?:压缩|缩短|压减|缩减|控制|精简)[到至在]$")
"""What makes a span of time a promise: 开办时间压缩至0.5个工作日."""
_LABELS = ("附件", "附表", "附录", "专栏")
_ROUGH_BEFORE = "数几上成近好"
# 万人, 万元: per 10,000 of these. Of other things (百家, 万件) a bare numeral counts.
_PER = frozenset({"人", "名", "元", "户", "亩", "吨", "平方米", "平方公里", "公里", "美元"})


class Quantity(NamedTuple):
    """A number with its scale and word; `end` is behind them, `many` says 多 or 余 (30多家)."""

    value: Decimal | None
    scale: Decimal
    word: str
    unit: str
    many: bool
    end: int


def quantity(text: str, value: Decimal | None, end: int, known: Patterns) -> Quantity:
    """A number that ends at `end` with the scale and the unit or counting word that follow it directly."""
    behind_digits = text[end - 1 : end] in _DIGITS
    after = (known.after_digits if behind_digits else known.after).match(text, end)
    if after is None or (after["many"] and not after["scale"] and not after["bare"] and not after["word"]):
        return Quantity(value, Decimal(1), "", "", False, end)
    size, word = after["scale"] or after["bare"] or "", after["word"] or ""
    return Quantity(value, scale(size), word, size + word, bool(after["many"] or after["many2"]), after.end())


def ranged(first: Quantity, second: Quantity) -> tuple[Quantity, Decimal] | None:
    """Two quantities as one range, or None where they are none: 2－3家, 5%～10%, 5000至1万家."""
    if first.value is None or second.value is None or first.many or first.word not in ("", second.word):
        return None
    if (first.unit == "" or first.scale == second.scale) and first.value < second.value:
        return second._replace(value=first.value), second.value
    low, high = first.value * first.scale, second.value * second.scale
    if low >= high:
        return None
    return second._replace(value=low, scale=Decimal(1), unit=second.word), high


def joined(first: Quantity, second: Quantity) -> Quantity | None:
    """Two quantities as one, or None where they are none: 1亿5000万元, 3万5000人."""
    if first.value is None or second.value is None or first.word or first.many or second.word in TIME:
        return None
    low = second.value * second.scale
    if low >= first.scale:
        return None
    return second._replace(value=first.value * first.scale + low, scale=Decimal(1), unit=second.word)


def arabic_kind(
    text: str, start: int, digits: str, found: Quantity, high: Decimal | None, known: Patterns
) -> Kind:
    """The kind of an Arabic numeral that stands at `start` and ends, with its unit, where `found` does."""
    before, behind = text[start - 1 : start], text[found.end : found.end + 1]
    if found.word in TIME:
        return "amount" if _SHORTENED.search(text, 0, start) else "name" if _is_latin(before) else "date"
    code = digits.startswith("0") and len(digits) > 1 and digits[1] != "."
    if code or found.value is None or text[max(0, start - 2) : start] in _LABELS:
        return "number"
    if before == "第":
        return "amount" if found.word in _PLACES else "number"
    if before == "每":
        return "denominator"
    if behind == "级" and found.unit:
        return "class"
    if found.word == "强":
        return "name"
    if found.unit and not (_is_latin(found.unit[-1]) and _is_latin(behind)):
        return "amount"
    if behind == "号":
        return "number"
    if behind == "版" or _is_latin(before) or _is_latin(behind) or "+" in (before, behind):
        return "name"
    bound = bind(text, start, found.end, found.value, "", known)
    if bound.before or bound.behind:
        return "amount"  # 总指数达到105以上
    if _counts(text, start, digits, found, high):
        return "amount"
    year = len(digits) == 4 and _is_year(found.value) and (high is None or _is_year(high))
    return "date" if year else "number"


def _counts(text: str, start: int, digits: str, found: Quantity, high: Decimal | None) -> bool:
    """Whether a numeral within a clause counts something, though the word behind it is in no list: 完成配送5000趟."""
    before, behind = text[start - 1 : start], text[found.end : found.end + 1]
    return (
        high is None
        and len(digits) <= _LONGEST_COUNT
        and _HAN.match(before) is not None
        and _HAN.match(behind) is not None
        and behind not in _UNCOUNTED
        and not (len(digits) == 4 and found.value is not None and _is_year(found.value))
    )


def _is_year(value: Decimal) -> bool:
    return 1900 <= value < 2200


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def chinese_kind(text: str, start: int, run: str, found: Quantity, known: Patterns) -> Kind | None:
    """The kind of a Chinese numeral, or None where it is part of a word and no figure."""
    bare = all(c in _BARE for c in run)
    if text[found.end : found.end + 1] == "级" and bare and (found.word or len(run) > 1 or run in "万亿"):
        return "class"
    if text[start - 1 : start] == "第":
        return "number" if text.startswith(known.ordinals, start + len(run)) else None
    if found.word == "":
        bound = bind(text, start, found.end, found.value, "", known)
        if bound.comparator == AT_MOST and found.value is not None and found.value > 1:
            return "amount"  # 全省前三
        return "class" if bare and len(run) > 1 and "亿" in run else None
    if found.word in TIME:
        shortened = found.value is not None and _SHORTENED.search(text, 0, start)
        return "amount" if shortened else None if bare or run == "零" else "date"
    if found.value is None:
        return None if bare else "rough"  # 三四家
    return _counted(text, start, run, found, known)


def _counted(text: str, start: int, run: str, found: Quantity, known: Patterns) -> Kind | None:
    """The kind of a well-formed Chinese numeral before a unit or counting word."""
    before = text[start - 1 : start]
    bare = all(c in _BARE for c in run)
    if bare and before == "/":
        return None  # 0.45吨/万元以下
    if found.word in ("强", "届"):
        return "name" if found.word == "强" else "number"
    if before and before in _ROUGH_BEFORE and (bare or run == "十"):
        return "rough"
    if bare:
        bound = bind(text, start, found.end, found.value, found.word, known)
        if bound.behind or (bound.before and bound.cue != "为"):
            return "amount"  # 超百亿元, 亿元以上
        return None if before == "每" or found.word in _PER else "amount"
    if found.many:
        return "rough"
    if run == "一" and (found.word not in known.unit_words or found.word == "点"):
        return None
    return None if run == "双" and found.word != "倍" else "amount"
