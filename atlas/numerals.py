"""Numerals, Arabic and Chinese, as decimals."""

from __future__ import annotations

import re
from decimal import Decimal

CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "双": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
CHINESE = "".join([*CHINESE_DIGITS, *_SMALL, *_LARGE])
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
SCALE = r"(?:[百千]?万|[百千万]?亿|[百千])"
_LONGEST = 15  # digits; what is longer is a telephone number or noise, no quantity


def arabic(text: str) -> Decimal | None:
    """The value of half-width digits with optional thousands commas and decimals; None when absurdly long."""
    return Decimal(text.replace(",", "")) if len(text) <= _LONGEST else None


def scale(text: str) -> Decimal:
    """The product of 百, 千, 万 and 亿: 1 for the empty text, 10⁸ for 亿, 10⁷ for 千万."""
    value = 1
    for c in text:
        value *= _SMALL.get(c) or _LARGE[c]
    return Decimal(value)


def split_scale(printed: str) -> tuple[Decimal, str]:
    """A printed unit as its scale and its word: 万平方米 → (10000, 平方米), 亿 → (10⁸, '')."""
    found = re.match(SCALE, printed)
    return (scale(found.group()), printed[found.end() :]) if found else (Decimal(1), printed)


def chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral (一百二十, 两千, 二〇二五, 百亿); None when it is not well formed (三四, 十百千)."""
    if not 0 < len(text) <= _LONGEST or any(c not in CHINESE for c in text):
        return None
    digits = [CHINESE_DIGITS.get(c) for c in text]
    if len(text) >= 4 and None not in digits:  # read digit by digit, as years are
        return Decimal("".join(str(d) for d in digits))
    total = 0
    for large in "亿万":
        head, mark, rest = text.rpartition(large) if large == "亿" else text.partition(large)
        if mark:
            part = chinese(head) if head else Decimal(1)
            if part is None or (large == "万" and part >= 10_000):
                return None
            total += int(part) * _LARGE[large]
            if len(rest) == 1 and rest in CHINESE_DIGITS and rest not in "零〇○":  # 一万二 is twelve thousand
                return Decimal(total + CHINESE_DIGITS[rest] * _LARGE[large] // 10)
            text = rest
    small = _below_ten_thousand(text)
    return None if small is None else Decimal(total + small)


def _below_ten_thousand(text: str) -> int | None:
    total, digit, last = 0, None, 10_000
    for i, c in enumerate(text):
        if c in _SMALL:
            unit = _SMALL[c]
            if unit >= last or (digit is None and i > 0 and text[i - 1] not in "零〇○"):
                return None
            total, digit, last = total + (1 if digit is None else digit) * unit, None, unit
        elif c in "零〇○":
            if digit is not None:
                return None
        elif digit is not None or c not in CHINESE_DIGITS:
            return None
        else:
            digit = CHINESE_DIGITS[c]
    if digit is not None:
        colloquial = len(text) >= 2 and last > 10 and last < 10_000 and text[-2] in _SMALL  # 一百二 is 120
        total += digit * (last // 10) if colloquial else digit
    return total
