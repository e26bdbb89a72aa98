"""Shares that are told in other words than percent: 三成, 两成半, 六至七成, 四分之一, 一半. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from atlas.figures.lexicon import RANGE
from atlas.numerals import CHINESE, arabic, chinese

_PER_CENT = 100
_NUMERAL = re.compile(f"[0-9.]+|[{CHINESE}](?:点[{CHINESE}])?")
_JOINT = re.compile(RANGE)
_MOST = 4  # decimals: 十六分之一 is 6.25


class Share(NamedTuple):
    """A share in percent, or from `low` to `high`; `more` says that it is more than that (过半)."""

    low: Decimal
    high: Decimal | None = None
    more: bool = False


def shared(text: str) -> Share | None:
    """The share that some folded words are, or None where it is no share that a decimal is equal to (三分之二, 四五成)."""
    if text in ("一半", "半数", "过半"):
        return Share(Decimal(50), more=text == "过半")
    if "分之" in text:
        below, _, above = text.partition("分之")
        return _of(chinese(above), chinese(below))
    half, tenths = text.endswith("半"), text[: text.rindex("成")]
    first, *second = _NUMERAL.findall(tenths)
    low = _tenths(first)
    high = _tenths(second[0]) if second else None
    if half:
        low, high = (low, high + 5) if high is not None else (low + 5, None)
    apart = not second or _JOINT.search(tenths) is not None  # 四五成 is no range
    return Share(low, high) if apart and (high is None or low < high) else None


def _tenths(numeral: str) -> Decimal:
    """So many tenths in percent: 两 is 20, 三点五 35."""
    whole, _, part = numeral.partition("点")
    value = arabic(numeral) if numeral[0] in "0123456789" else chinese(whole)
    return _plain(((value or Decimal(0)) + (chinese(part) or Decimal(0)) / 10) * 10)


def _of(above: Decimal | None, below: Decimal | None) -> Share | None:
    if above is None or not below or above >= below:
        return None
    share = above * _PER_CENT / below
    rounded = round(share, _MOST)
    return Share(_plain(rounded)) if rounded == share else None


def _plain(number: Decimal) -> Decimal:
    """A number without noughts behind its decimals: 35.0 is 35."""
    return Decimal(f"{number:f}".rstrip("0").rstrip(".")) if number % 1 else Decimal(int(number))
