"""What a single field may hold: ids, numbers, years, dates, words. Values arrive as written, as text.

Each refusal carries its words in Chinese and English, and says what to write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

LONGEST_ID = 64
RESERVED_IDS = {"con", "aux", "nul", "prn", "index", "404", "pagefind", "assets", "zh", "en"}


@dataclass(frozen=True)
class Ref:
    """Marks a field that names a record or a word of a vocabulary, e.g. Ref("units")."""

    kind: str


def _refuse(zh: str, en: str) -> PydanticCustomError:
    return PydanticCustomError("atlas", "{en}", {"zh": zh, "en": en})


def _id(value: str) -> str:
    if len(value) > LONGEST_ID or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise _refuse(
            f"编号“{value}”不合规；应为小写字母、数字和连字符，至多 {LONGEST_ID} 个字符",
            f"“{value}” is no valid id; write lower-case letters, digits and hyphens, {LONGEST_ID} characters at most",
        )
    if value in RESERVED_IDS:
        raise _refuse(f"编号“{value}”已被保留；请换一个", f"the id “{value}” is reserved; write another")
    return value


def _number(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", value):
        return Decimal(value)
    raise _refuse(
        f"“{value}”不是数；应写阿拉伯数字，如 3.5（不带单位、逗号和空格）",
        f"“{value}” is no number; write digits such as 3.5, without unit, comma or space",
    )


def _numbers(value: Any) -> Any:
    """`3.5` or `[2, 3]` as a tuple of one or two numbers."""
    if not isinstance(value, list):
        return (_number(value),)
    pair = tuple(_number(item) for item in value)
    if len(pair) != 2 or pair[0] >= pair[1]:
        raise _refuse("区间应写成 [小数, 大数]", "a range is written [smaller, larger]")
    return pair


def _year(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"(19|20|21)\d\d", value):
        return int(value)
    raise _refuse(f"“{value}”不是年份；应写四位数字，如 2025", f"“{value}” is no year; write four digits such as 2025")


def _period(value: Any) -> Any:
    if not isinstance(value, list) or len(value) != 2:
        raise _refuse("时期应写成 [起始年, 结束年]，如 [2021, 2025]", "a period is written [first year, last year], as in [2021, 2025]")
    first, last = _year(value[0]), _year(value[1])
    if first > last:
        raise _refuse(f"时期的起始年 {first} 晚于结束年 {last}", f"the period starts in {first}, after its end in {last}")
    return (first, last)


def _flag(value: Any) -> Any:
    if value in ("true", "false"):
        return value == "true"
    raise _refuse(f"“{value}”应写 true 或 false", f"“{value}” should be true or false")


def _whole(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        return int(value)
    raise _refuse(f"“{value}”不是整数；应写阿拉伯数字", f"“{value}” is no whole number; write digits")


def _date(value: str) -> str:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value)
    if match:
        month, day = int(match[2] or 1), int(match[3] or 1)
        if 1 <= month <= 12 and 1 <= day <= 31:
            return value
    raise _refuse(
        f"“{value}”不是日期；应写 2021-02-10、2021-02 或 2021",
        f"“{value}” is no date; write 2021-02-10, 2021-02 or 2021",
    )


# One invisible character would make two words that look alike differ: bidi marks, zero width.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u0008\u000b-\u001f\u007f]")


def _words(value: str) -> str:
    if not value.strip():
        raise _refuse("文字为空；请填写或删去此项", "the text is empty; fill it in or remove the key")
    if _UNSEEN.search(value):
        raise _refuse("含有不可见字符；请重新输入", "holds an invisible character; type the text anew")
    return value.strip()


def _link(value: str) -> str:
    if re.fullmatch(r"https?://[^\s\"'<>]+", value):
        return value
    raise _refuse(f"“{value}”不是网址；应以 https:// 开头", f"“{value}” is no web address; it should start with https://")


Id = Annotated[str, AfterValidator(_id)]
Words = Annotated[str, AfterValidator(_words)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Numbers = Annotated[tuple[Decimal, ...], BeforeValidator(_numbers)]
Year = Annotated[int, BeforeValidator(_year)]
Period = Annotated[tuple[int, int], BeforeValidator(_period)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Whole = Annotated[int, BeforeValidator(_whole)]
Date = Annotated[str, AfterValidator(_date)]
Link = Annotated[str, AfterValidator(_link)]
Many = Field(strict=False, default=())
