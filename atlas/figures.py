"""Figures in Chinese text: what a phrase states, in which unit, and how it is bound.

Text is squeezed and folded first (`atlas.squeezed`), so `２０ ％`, `20%` and a figure broken over two lines read alike.
A numeral is a figure when it is Arabic, or when it is Chinese and a unit or counting word follows it directly
(三家, 五大工程, 一百二十件, 第三届), when it is a share (百分之三十, 三分之二), a span of time (三年), a size class
(千亿级), or when it stands in a short run in quotation marks (“一特三提升”). Numerals inside the words of
counting-words.yaml (统一, 一流, 一批) and a bare 千/万/亿 before a measure that nothing binds (万人发明专利, 万元GDP:
a denominator) are no figures. Wordy figures are 翻一番, 倍增, 零突破, 全覆盖 and the like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from atlas.cues import Binding, Bound, bind, end_of, spread, within
from atlas.lexicon import AT_MOST, MORE, REACH, TIME, Lexicon, Patterns, patterns
from atlas.numerals import CHINESE, arabic, chinese, scale
from atlas.squeezed import squeezed

Kind = Literal["amount", "words", "date", "number", "name", "class", "rough", "denominator"]
_BARE = frozenset("百千万亿")
_PLACES = ("位", "名")
_ROUGH_BEFORE = "数几上成近好"
_PER = frozenset(
    {"人", "名", "元", "户", "亩", "吨", "平方米", "平方公里", "公里", "美元"}
)  # 万人, 万元: per 10,000


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text.

    Only a figure of kind `amount` can be the value of a target; `words` can justify a worded goal. The others are
    dates and spans of time, numbers of documents and lists, parts of names (“2+3”, 5G), size classes (千亿级),
    rough sizes (数百家) and denominators (每100家).
    `value` and `high` are as printed (28万人: 28), `unit` is scale and word together (万人), `scale` the factor that
    万 and 亿 stand for, `word` the unit without it. `also` lists comparators that the figure may be read as too.
    `start` and `end` are offsets in the text that was searched and span the numeral with its unit; `text` is that
    span folded and without white space, and begins with `numeral`, the figure without its unit.
    """

    kind: Kind
    start: int
    end: int
    text: str
    numeral: str
    value: Decimal | None = None
    high: Decimal | None = None
    scale: Decimal = Decimal(1)
    word: str = ""
    unit: str = ""
    comparator: str = REACH
    also: tuple[str, ...] = ()
    cue: str = ""


class _Quantity(NamedTuple):
    """A number with its scale and word; `end` is behind them."""

    value: Decimal | None
    scale: Decimal
    word: str
    unit: str
    many: bool
    end: int


def find(text: str, lexicon: Lexicon) -> tuple[Figure, ...]:
    """Every figure of a text, in order, none overlapping another; any text will do, in time linear in its length."""
    bare = squeezed(text)
    found = list(_Reading(bare.text, patterns(lexicon)).figures())
    placed = []
    for figure in found:
        start, end = bare.original(figure.start, figure.end)
        placed.append(replace(figure, start=start, end=end))
    return tuple(placed)


class _Reading:
    """One pass over a folded and squeezed text."""

    def __init__(self, text: str, known: Patterns) -> None:
        self.text = text
        self.known = known

    def figures(self) -> Iterator[Figure]:
        tokens = [figure for figure in self._tokens() if figure.start < figure.end]
        amounts = [i for i, figure in enumerate(tokens) if figure.kind == "amount"]
        bound = [self._bound(tokens[i]) for i in amounts]
        for i, binding in zip(amounts, spread(self.text, bound), strict=True):
            if tokens[i].high is not None:
                binding = within(binding)
            many = tokens[i].comparator == MORE and binding.comparator == REACH  # 30多家
            comparator = MORE if many else binding.comparator
            cue, also = binding.cue, binding.also
            if tokens[i].start and self.text[tokens[i].start - 1] == "第":  # 第5位 is the place itself
                cue, also = "第", (*also, AT_MOST)
            tokens[i] = replace(tokens[i], comparator=comparator, also=also, cue=cue)
        yield from tokens

    def _bound(self, figure: Figure) -> Bound:
        binding = self._bind(figure.start, figure.end, figure.value, figure.word)
        return Bound(
            figure.start, end_of(self.text, figure.end, self.known), figure.value, figure.word, binding
        )

    def _bind(self, start: int, end: int, value: Decimal | None, word: str) -> Binding:
        return bind(self.text, start, end, value, word, self.known)

    def _tokens(self) -> Iterator[Figure]:
        readers: dict[str, Callable[[re.Match[str]], Figure | int]] = {
            "iso": self._date, "day": self._date, "plan": self._date, "document": self._number,
            "quoted": self._quoted, "stop": re.Match.end, "name": self._name, "words": self._words,
            "percent": self._percent, "fraction": self._words, "arabic": self._arabic, "run": self._run,
        }  # fmt: skip
        position = 0
        while found := self.known.token.search(self.text, position):
            read = readers[found.lastgroup or ""](found)
            if isinstance(read, int):
                position = read
            else:
                yield read
                position = read.end

    def _figure(
        self, kind: Kind, start: int, end: int, value: Decimal | None = None, unit: str = ""
    ) -> Figure:
        text = self.text[start:end]
        return Figure(kind, start, end, text, text.removesuffix(unit), value)

    def _date(self, found: re.Match[str]) -> Figure:
        return self._figure("date", found.start(), found.end())

    def _number(self, found: re.Match[str]) -> Figure:
        return self._figure("number", found.start(), found.end())

    def _name(self, found: re.Match[str]) -> Figure:
        return self._figure("name", found.start(), found.end())

    def _words(self, found: re.Match[str]) -> Figure:
        return self._figure("words", found.start(), found.end())

    def _quoted(self, found: re.Match[str]) -> Figure | int:
        """A coined phrase (“2+3”, “一特三提升”) is one figure; other quotations are read as text."""
        inner, start = found.group()[1:-1], found.start() + 1
        if any(c in "0123456789" for c in inner):
            if re.fullmatch(r"[0-9A-Za-z+.·-]+", inner):
                return self._figure("name", start, start + len(inner))
            return start
        if re.search(r"翻.?番|零的?突破|全覆盖|倍增|十.五", inner):
            return start
        numerals = [m for m in self.known.numeral_in_name.finditer(inner) if m.lastgroup == "numeral"]
        if not numerals:
            return found.end()
        return self._figure("name", start + numerals[0].start(), start + numerals[-1].end())

    def _percent(self, found: re.Match[str]) -> Figure:
        printed = found.group()[3:]
        whole, _, part = printed.partition("点")
        value = arabic(printed) if printed[0] in "0123456789" else chinese(whole)
        if value is not None and part:
            value += Decimal("0." + "".join(str(chinese(c) or 0) for c in part))
        return replace(self._figure("amount", found.start(), found.end(), value), word="%", unit="%")

    # Arabic numerals

    def _arabic(self, found: re.Match[str]) -> Figure:
        start = found.start()
        first = self._quantity(arabic(found.group()), found.end())
        high: Decimal | None = None
        end, quantity = first.end, first
        joint = self.known.range.match(self.text, first.end)
        second = self.known.arabic.match(self.text, joint.end()) if joint else None
        if second:
            ranged = _ranged(first, self._quantity(arabic(second.group()), second.end()))
            if ranged:
                quantity, high = ranged
                end = quantity.end
            elif first.unit == "" and joint and joint.group() in "--":
                return self._figure("number", start, second.end())  # 5-1, 0519-8329
        kind = self._arabic_kind(start, end, found.group(), quantity, high)
        figure = self._figure(kind, start, end, quantity.value, quantity.unit)
        if kind != "amount":
            return figure
        return replace(
            figure, high=high, scale=quantity.scale, word=quantity.word, unit=quantity.unit,
            comparator=MORE if quantity.many else REACH,
        )  # fmt: skip

    def _quantity(self, value: Decimal | None, end: int) -> _Quantity:
        after = self.known.after.match(self.text, end)
        assert after is not None  # the pattern also matches nothing
        size, word = after["scale"] or after["bare"] or "", after["word"] or ""
        many = bool(after["many"] or after["many2"])
        if after["many"] and not size and not word:
            return _Quantity(value, Decimal(1), "", "", False, end)
        return _Quantity(value, scale(size), word, size + word, many, after.end())

    def _arabic_kind(self, start: int, end: int, digits: str, q: _Quantity, high: Decimal | None) -> Kind:
        text, before, behind = self.text, self.text[start - 1 : start], self.text[end : end + 1]
        if q.word in TIME:
            return "date"
        code = digits.startswith("0") and len(digits) > 1 and digits[1] != "."
        if code or q.value is None or text[max(0, start - 2) : start] in ("附件", "附表", "附录", "专栏"):
            return "number"
        if before == "第":
            return "amount" if q.word in _PLACES else "number"
        if before == "每":
            return "denominator"
        if behind == "级" and q.unit:
            return "class"
        if q.word == "强":
            return "name"
        if q.unit == "":
            if behind == "号":
                return "number"
            if behind == "版" or _is_latin(before) or _is_latin(behind) or "+" in (before, behind):
                return "name"
            years = all(
                v is None or (v == v.to_integral_value() and 1900 <= v < 2200) for v in (q.value, high)
            )
            if years and len(digits) == 4 and not self._bind(start, end, q.value, "").before:
                return "date"
        return "amount"

    # Chinese numerals

    def _run(self, found: re.Match[str]) -> Figure | int:
        start, end, run = found.start(), found.end(), found.group()
        value, high = chinese(run), None
        q = self._quantity(value, end)
        joint = self.known.range.match(self.text, q.end)
        second = self.known.run.match(self.text, joint.end()) if joint else None
        if second and value is not None:
            other = chinese(second.group())
            ranged = _ranged(q, self._quantity(other, second.end())) if other is not None else None
            if ranged and ranged[0].word:
                q, high = ranged
        kind = self._run_kind(start, run, q)
        if kind is None:
            return end
        figure = self._figure(kind, start, q.end, q.value, q.unit)
        if kind != "amount":
            return figure
        return replace(figure, high=high, word=q.word, unit=q.unit)

    def _run_kind(self, start: int, run: str, q: _Quantity) -> Kind | None:
        text, before = self.text, self.text[start - 1 : start]
        behind = text[q.end : q.end + 1]
        bare = all(c in _BARE for c in run)
        if behind == "级" and bare and (q.word or len(run) > 1 or run in "万亿"):
            return "class"
        if before == "第":
            return "number" if text.startswith(self.known.ordinals, start + len(run)) else None
        if q.word == "":
            if (
                self._bind(start, q.end, q.value, "").comparator == AT_MOST
                and q.value is not None
                and q.value > 1
            ):
                return "amount"  # 全省前三
            return "class" if bare and len(run) > 1 and "亿" in run else None
        if q.word in TIME:
            return None if bare or run == "零" else "date"
        if q.value is None:
            return None if bare else "rough"  # 三四家
        return self._counted(start, run, q, bare)

    def _counted(self, start: int, run: str, q: _Quantity, bare: bool) -> Kind | None:
        """The kind of a well-formed Chinese numeral before a unit or counting word."""
        before = self.text[start - 1 : start]
        if before and before in _ROUGH_BEFORE and (bare or run == "十"):
            return "rough"
        if bare:
            binding = self._bind(start, q.end, q.value, q.word)
            if binding.behind or (binding.before and binding.cue != "为"):
                return "amount"  # 超百亿元, 亿元以上
            return None if before == "每" or q.word in _PER else "amount"
        if q.many:
            return "rough"
        if q.word == "强":
            return "name"
        if q.word == "届":
            return "number"
        if run == "一" and (q.word not in self.known.unit_words or q.word == "点"):
            return None
        if run == "双" and q.word != "倍":
            return None
        return "amount"


def _ranged(first: _Quantity, second: _Quantity) -> tuple[_Quantity, Decimal] | None:
    """Two quantities as one range, or None where they are none: 2－3家, 5%～10%, 5000至1万家."""
    if first.value is None or second.value is None or first.many:
        return None
    if first.unit and first.word != second.word:
        return None
    if first.unit in ("", second.unit) and first.value < second.value:
        return second._replace(value=first.value), second.value
    low, high = first.value * first.scale, second.value * second.scale
    if low >= high:
        return None
    return second._replace(value=low, scale=Decimal(1), unit=second.word), high


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def numerals_only(text: str) -> bool:
    """Whether a text says nothing but numerals, signs and punctuation."""
    return not any(c.isalpha() and c not in CHINESE for c in squeezed(text).text)
