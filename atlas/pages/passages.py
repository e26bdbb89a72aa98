"""Places of a policy's text in English, by rule: 附件2 二（一）1 is Annex 2, II (1) 1."""

from __future__ import annotations

import re

from atlas.numerals import chinese

_NUMERAL = "[一二三四五六七八九十]+"
_PLACE = re.compile(
    rf"(?P<part>正文|附件)(?P<annex>\d*)"
    rf"(?: (?P<first>{_NUMERAL})(?:（(?P<second>{_NUMERAL})）)? ?(?P<third>\d*)| (?P<row>\d+-\d+))?"
)
_ALONE = {"题头": "Head of the text", "前言": "Opening words"}
_PARTS = {"正文": "Main text", "附件": "Annex"}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def english(at: str) -> str:
    """A place in English: 一 in Roman numerals, （一） in brackets, the rest as printed; empty for what is no place."""
    found = _PLACE.fullmatch(at)
    if found is None:
        return _ALONE.get(at, "")
    part = f"{_PARTS[found['part']]} {found['annex']}".rstrip()
    if found["row"]:
        return f"{part}, row {found['row']}"
    below = []
    if found["first"]:
        below.append(_roman(_number(found["first"])))
    if found["second"]:
        below.append(f"({_number(found['second'])})")
    if found["third"]:
        below.append(found["third"])
    return f"{part}, {' '.join(below)}" if below else part


def _number(numeral: str) -> int:
    return int(chinese(numeral) or 0)


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said
