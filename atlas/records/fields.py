"""What a single field may hold: ids, numbers, years, dates, words. Values arrive as written, as text.

Each refusal carries its words in Chinese and English, and says what to write.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from atlas.problems import Words as Message
from atlas.problems import quoted

LONGEST_ID = 64
RESERVED_IDS = {"con", "aux", "nul", "prn", "index", "404", "pagefind", "assets", "zh", "en"}


@dataclass(frozen=True)
class Ref:
    """Marks a field that names a record or a word of a vocabulary, e.g. Ref("units")."""

    kind: str


def _refuse(what: Message, instead: Message) -> PydanticCustomError:
    """A refusal in both languages: what is wrong and what to write instead."""
    context = {"zh": what.zh, "en": what.en, "zh_instead": instead.zh, "en_instead": instead.en}
    return PydanticCustomError("atlas", "{en}", context)


def is_id(value: str) -> bool:
    """Whether a word is written as ids are."""
    return len(value) <= LONGEST_ID and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) is not None


def _is_no(value: Any, kind: Message, instead: Message) -> PydanticCustomError:
    """The refusal of what is not of a kind."""
    gap = " " if kind.zh.isascii() else ""
    return _refuse(
        Message(f"“{quoted(value)}”不是{gap}{kind.zh}", f"“{quoted(value)}” is no {kind.en}"), instead
    )


def _id(value: str) -> str:
    if not is_id(value):
        raise _refuse(
            Message(f"编号“{quoted(value)}”不合规", f"“{quoted(value)}” is no valid id"),
            Message(
                f"应为小写字母、数字和连字符，至多 {LONGEST_ID} 个字符",
                f"write lower-case letters, digits and hyphens, {LONGEST_ID} characters at most",
            ),
        )
    if value in RESERVED_IDS:
        raise _refuse(
            Message(f"编号“{value}”已被保留", f"the id “{value}” is reserved"),
            Message("请换一个", "write another"),
        )
    return value


def _number(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?", value):
        return Decimal(value) + 0  # no negative zero
    raise _is_no(
        value,
        Message("数", "number"),
        Message(
            "应写阿拉伯数字，如 3.5（不带单位、逗号和空格）",
            "write digits such as 3.5, without unit, comma or space",
        ),
    )


def _numbers(value: Any) -> Any:
    """`3.5` or `[2, 3]` as a tuple of one or two numbers."""
    if not isinstance(value, list):
        return (_number(value),)
    pair = tuple(_number(item) for item in value)
    if len(pair) != 2 or pair[0] >= pair[1]:
        raise _refuse(
            Message("这不是区间", "this is no range"),
            Message(
                "区间应写成 [小数, 大数]，单个数不加括号",
                "write a range as [smaller, larger], one number without brackets",
            ),
        )
    return pair


def _year(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"(19|20|21)[0-9]{2}", value):
        return int(value)
    raise _is_no(
        value, Message("年份", "year"), Message("应写四位数字，如 2025", "write four digits such as 2025")
    )


def _period(value: Any) -> Any:
    as_list = Message(
        "应写成 [起始年, 结束年]，如 [2021, 2025]", "write [first year, last year], as in [2021, 2025]"
    )
    if not isinstance(value, list) or len(value) != 2:
        raise _is_no(value, Message("时期", "period"), as_list)
    first, last = _year(value[0]), _year(value[1])
    if first > last:
        what = Message(
            f"时期的起始年 {first} 晚于结束年 {last}",
            f"the period starts in {first}, after its end in {last}",
        )
        raise _refuse(what, as_list)
    return (first, last)


def _flag(value: Any) -> Any:
    if value in ("true", "false"):
        return value == "true"
    raise _refuse(
        Message(f"“{quoted(value)}”不是 true 或 false", f"“{quoted(value)}” is neither true nor false"),
        Message("应写 true 或 false", "write true or false"),
    )


def _whole(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    raise _is_no(value, Message("整数", "whole number"), Message("应写阿拉伯数字", "write digits"))


def _date(value: str) -> str:
    if re.fullmatch(r"(19|20|21)[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?", value):
        with suppress(ValueError):  # no thirteenth month, no 30 February
            date.fromisoformat(value + "-01-01"[len(value) - 4 :])
            return value
    raise _is_no(
        value,
        Message("日期", "date"),
        Message("应写 2021-02-10、2021-02 或 2021", "write 2021-02-10, 2021-02 or 2021"),
    )


def _day(value: str) -> str:
    if len(_date(value)) == len("2021-02-10"):
        return value
    raise _refuse(
        Message(f"“{value}”没有写到日", f"“{value}” lacks the day"),
        Message("应写 2021-02-10", "write 2021-02-10"),
    )


# One invisible character would make two words that look alike differ: bidi marks, zero width, soft hyphens.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def _words(value: str) -> str:
    if not value.strip():
        raise _refuse(
            Message("文字为空", "the text is empty"),
            Message("请填写，或删去此项", "fill it in, or remove the key"),
        )
    if _UNSEEN.search(value):
        raise _refuse(
            Message("含有不可见字符", "holds an invisible character"),
            Message("请重新输入", "type the text anew"),
        )
    return value.strip()


def _texts(value: Any) -> Any:
    """`甲` or `[甲, 乙]` as a list."""
    return [value] if isinstance(value, str) else value


def _link(value: str) -> str:
    if re.fullmatch(r"https?://[^\s\"'<>]+", value):
        return value
    raise _is_no(
        value, Message("网址", "web address"), Message("应以 https:// 开头", "start it with https://")
    )


def _base(value: str) -> str:
    if "?" in _link(value) or "#" in value:
        raise _refuse(
            Message(f"“{quoted(value)}”带有 ? 或 #", f"“{quoted(value)}” holds a ? or #"),
            Message(
                "应写网站的根地址，如 https://example.org/atlas/",
                "write the site's root, as in https://example.org/atlas/",
            ),
        )
    return value


def _digest(value: str) -> str:
    if re.fullmatch(r"[0-9a-f]{64}", value):
        return value
    raise _is_no(
        value,
        Message("SHA-256", "SHA-256"),
        Message("应为 64 个小写十六进制字符", "write its 64 lower-case hexadecimal digits"),
    )


Id = Annotated[str, AfterValidator(_id)]
Words = Annotated[str, AfterValidator(_words)]
Texts = Annotated[tuple[Words, ...], BeforeValidator(_texts), Field(strict=False)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Numbers = Annotated[tuple[Decimal, ...], BeforeValidator(_numbers)]
Year = Annotated[int, BeforeValidator(_year)]
Period = Annotated[tuple[int, int], BeforeValidator(_period)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Whole = Annotated[int, BeforeValidator(_whole)]
Date = Annotated[str, AfterValidator(_date)]
Day = Annotated[str, AfterValidator(_day)]
Link = Annotated[str, AfterValidator(_link)]
Base = Annotated[str, AfterValidator(_base)]
Digest = Annotated[str, AfterValidator(_digest)]
Many = Field(strict=False, default=())
