"""What is said when a phrase and its record disagree, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

Code = Literal[
    "length", "no-figure", "value", "unit", "comparator", "words", "numeric-only", "left-out", "cut-off"
]


class Saying(NamedTuple):
    """Some words in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that a phrase says otherwise than its record; `piece` numbers the phrase from 0."""

    code: Code
    piece: int
    what: Saying
    instead: Saying

    @property
    def zh(self) -> str:
        """What is wrong and what to write instead, in Chinese."""
        return f"{self.what.zh}；{self.instead.zh}"

    @property
    def en(self) -> str:
        """What is wrong and what to write instead, in English."""
        return f"{self.what.en}; {self.instead.en}"


def length(piece: int, found: int, longest: int) -> Disagreement:
    """A phrase is empty or too long."""
    return Disagreement(
        "length", piece,
        Saying(f"摘句有 {found} 个字符（不计空白）", f"the phrase has {found} characters (white space not counted)"),
        Saying(f"应为 1 至 {longest} 个，只引带数字的最短一段",
               f"write 1 to {longest}, the shortest run that carries the figure"),
    )  # fmt: skip


def no_figure(piece: int, phrase: str, value: Decimal, high: Decimal | None) -> Disagreement:
    """No phrase holds a figure that could be the value."""
    wanted = written(value, high)
    return Disagreement(
        "no-figure", piece,
        Saying(f"摘句“{phrase}”里没有可作目标值的数字，而记录的值是 {wanted}",
               f"the phrase “{phrase}” holds no figure that could be the record's value {wanted}"),
        Saying("请引用带此数字及其限定词的原文，或改用 words",
               "quote the words that carry and bind the figure, or use words instead of value"),
    )  # fmt: skip


def value(piece: int, phrase: str, said: str, printed: str, recorded: str) -> Disagreement:
    """The phrase's figure is another than the record's."""
    return Disagreement(
        "value", piece,
        Saying(f"摘句“{phrase}”说的是 {said}，记录的值是 {recorded}",
               f"the phrase “{phrase}” says {said}, the record's value is {recorded}"),
        Saying(f"应写 value: {printed}，或改引所指的原文", f"write value: {printed}, or quote the words meant"),
    )  # fmt: skip


def uncounted(piece: int, phrase: str, recorded: str) -> Disagreement:
    """The record's value stands in the phrase and its counting word does not."""
    return Disagreement(
        "unit", piece,
        Saying(f"摘句“{phrase}”里的 {recorded} 没有带量词或单位",
               f"in the phrase “{phrase}” {recorded} stands without its counting word or unit"),
        Saying("请把数字后面的量词一并引入摘句", "quote the word behind it too"),
    )  # fmt: skip


def unit(
    piece: int, phrase: str, said: str, printed: str, recorded: str | None, fitting: str
) -> Disagreement:
    """The phrase's unit is no printed form of the record's; `fitting` lists the units that print it."""
    instead = Saying(f"应写 unit: {fitting}", f"write unit: {fitting}")
    if not fitting:
        instead = Saying("请在 units.yaml 里补上此单位，或改引所指的原文",
                         "add the unit to units.yaml, or quote the words meant")  # fmt: skip
    return Disagreement(
        "unit", piece,
        Saying(f"摘句“{phrase}”里 {said} 的单位是“{printed}”，记录的单位是 {recorded}",
               f"in “{phrase}” the unit of {said} is “{printed}”, the record's is {recorded}"),
        instead,
    )  # fmt: skip


def per_what(piece: int, recorded: str) -> Disagreement:
    """The unit is a ratio and the phrases do not say of what to what."""
    return Disagreement(
        "unit", piece,
        Saying(f"{recorded} 是比率，而摘句没有说每什么", f"{recorded} is a ratio and the phrase does not say per what"),
        Saying("请把“万人”“每亩”之类的词引入摘句", "quote words such as 万人 or 每亩 too"),
    )  # fmt: skip


def no_ratio(piece: int, phrase: str, recorded: str, fitting: str) -> Disagreement:
    """The phrase counts per ten thousand and the unit is no ratio."""
    return Disagreement(
        "unit", piece,
        Saying(f"摘句“{phrase}”说的是每万人的数量，而单位 {recorded} 不是比率",
               f"the phrase “{phrase}” counts per ten thousand and the unit {recorded} is no ratio"),
        Saying(f"应写 unit: {fitting}", f"write unit: {fitting}"),
    )  # fmt: skip


def comparator(piece: int, phrase: str, said: str, printed: str, recorded: str) -> Disagreement:
    """The phrase binds its figure otherwise than the record."""
    return Disagreement(
        "comparator", piece,
        Saying(f"摘句“{phrase}”里的 {said} 是 {printed}，记录写的是 {recorded}",
               f"in “{phrase}” {said} is bound as {printed}, the record says {recorded}"),
        Saying(f"应写 comparator: {printed}，或把限定词引入摘句",
               f"write comparator: {printed}, or quote the words that bind it"),
    )  # fmt: skip


def cut_off(piece: int, said: str, bound: str) -> Disagreement:
    """Where the phrase stands, words that it leaves out bind its figure."""
    zh, en = (f"（{bound}）", f" ({bound})") if bound else ("", "")
    return Disagreement(
        "cut-off", piece,
        Saying(f"摘句截断了限定数字的词：原文此处是“{said}”{zh}",
               f"the phrase cuts off words that bind its figure: the source says “{said}”{en}"),
        Saying("请把限定词一并引入摘句，并照此修改记录", "quote those words too and correct the record"),
    )  # fmt: skip


def words(piece: int, wanted: str) -> Disagreement:
    """The words of a goal do not stand in its phrases."""
    return Disagreement(
        "words", piece,
        Saying(f"摘句里没有“{wanted}”", f"the phrase does not say “{wanted}”"),
        Saying("words.zh 应照录摘句里的说法，或改引含有此说法的原文",
               "let words.zh repeat the phrase, or quote the words meant"),
    )  # fmt: skip


def numeric_only(piece: int, phrase: str) -> Disagreement:
    """The phrase of a worded goal is a mere number."""
    return Disagreement(
        "numeric-only", piece,
        Saying(f"文字目标的摘句“{phrase}”只有数字", f"the phrase “{phrase}” of a worded goal is a mere number"),
        Saying("请引用说明目标的文字，或改写 value 和 unit", "quote the words of the goal, or write value and unit"),
    )  # fmt: skip


def left_out(piece: int, phrase: str, said: str) -> Disagreement:
    """The phrase of a worded goal carries a figure that the record leaves out."""
    return Disagreement(
        "left-out", piece,
        Saying(f"摘句“{phrase}”带有数字 {said}，而记录是文字目标",
               f"the phrase “{phrase}” carries the figure {said} and the record is a worded goal"),
        Saying("请另立一条数字目标，或只引文字部分，或在 conditions 里写明这个数字",
               "record the figure as a target, quote only the words, or name the figure in conditions"),
    )  # fmt: skip


def written(low: Decimal | None, high: Decimal | None) -> str:
    """A value as it is written in a record: 3.5, or [2, 3]."""
    if low is None:
        return "—"
    return f"{low:f}" if high is None else f"[{low:f}, {high:f}]"
