"""Figures in Chinese text: what a phrase states, in which unit, and how it is bound.

Text is squeezed and folded first (`atlas.squeezed`): `２０ ％`, `20%` and a figure broken over two lines read
alike. A numeral is a figure when it is Arabic, or when it is Chinese and

- a unit or counting word follows it directly: 三家, 五大工程, 一百二十件, 第三届;
- it is a share (百分之三十, 三成, 一半; in words where no decimal is equal to it: 三分之二), a span of time (三年) or a
  size class (千亿级);
- it stands in a short run in quotation marks: “一特三提升”, or is a name listed in counting-words.yaml.

No figures are numerals inside the words listed in counting-words.yaml (统一, 一流, 一批), and a bare 千, 万 or 亿
before a measure that nothing binds: a denominator (万人发明专利, 万元GDP). Figures in words are 翻一番, 倍增, 零突破,
全覆盖 and the like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from atlas.figures.borders import CELL, ROW
from atlas.figures.cues import Binding, Bound, bind, end_of, spread, within
from atlas.figures.grids import units_beside, within_cell
from atlas.figures.heads import NUMBER
from atlas.figures.kinds import Kind, arabic_kind, chinese_kind, joined, quantity, ranged
from atlas.figures.lexicon import AT_MOST, MORE, REACH, Lexicon, Patterns, patterns
from atlas.figures.shares import shared
from atlas.numerals import ARABIC, CHINESE, arabic, chinese, scale
from atlas.squeezed import squeezed

_CODE = re.compile(r"[0-9A-Za-z+.·-]+")
_NUMERAL = re.compile(ARABIC)
_WORDS_INSIDE = re.compile(r"翻.?番|零的?突破|全覆盖|倍增|十.五")


class Figure(NamedTuple):
    """A figure of a text.

    Only one of kind `amount` can be the value of a target; `words` can justify a worded goal. The others are
    `date` (also spans of time), `number` (of documents, lists, editions), `name` (“2+3”, 5G), `class` of size
    (千亿级), `rough` (数百家) and `denominator` (每100家).
    `value` and `high` are as printed (28万人: 28), `unit` is scale and word together (万人), `scale` the factor
    that 万 and 亿 stand for, `word` the unit without it. `also` lists comparators that it may be read as too,
    `cue` is the word before it that binds it.
    `cell` says that it stands alone in a cell of a table, with its unit, if it has one, in another cell of the row.
    `start` and `end` are offsets in the text that was searched and span the numeral with its unit. `text` is
    that span folded and without white space; it begins with `numeral`, the figure without its unit.
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
    cell: bool = False
    also: tuple[str, ...] = ()
    cue: str = ""


def find(text: str, lexicon: Lexicon) -> tuple[Figure, ...]:
    """Every figure of a text, in order, none overlapping another; for any text, in time linear in its length."""
    bare = squeezed(text)
    placed = []
    for figure in _Reading(bare.text, patterns(lexicon)).figures():
        start, end = bare.original(figure.start, figure.end)
        placed.append(figure._replace(start=start, end=end))
    return tuple(placed)


class _Reading:
    """One pass over a folded and squeezed text."""

    def __init__(self, text: str, known: Patterns) -> None:
        self.text = text
        self.known = known

    def figures(self) -> Iterator[Figure]:
        tokens = [figure for figure in self._tokens() if figure.start < figure.end]
        if CELL in self.text:
            tokens = [self._of_cell(figure) for figure in tokens]
        amounts = [i for i, figure in enumerate(tokens) if figure.kind == "amount"]
        bindings = spread(self.text, [self._bound(tokens[i]) for i in amounts])
        for i, binding in zip(amounts, bindings, strict=True):
            tokens[i] = self._with(tokens[i], binding)
        yield from tokens

    def _with(self, figure: Figure, binding: Binding) -> Figure:
        bound = within(binding) if figure.high is not None else binding
        many = figure.comparator == MORE and bound.comparator == REACH  # 30多家
        cue, also = bound.cue, bound.also
        if figure.start and self.text[figure.start - 1] == "第":  # 第5位 is the place itself
            cue, also = "第", (*also, AT_MOST)
        return figure._replace(comparator=MORE if many else bound.comparator, also=also, cue=cue)

    def _of_cell(self, figure: Figure) -> Figure:
        """A figure that stands alone in a cell of a table, with the unit that its row has; others as they are."""
        first, last = within_cell(self.text, 0, len(self.text), figure.start)
        whole = NUMBER.fullmatch(self.text, first, last)
        heads = first == 0 or self.text[first - 1] == ROW  # the number of a row
        if (
            figure.kind not in ("number", "date")
            or whole is None
            or whole["unit"]
            or (heads and last < len(self.text))
        ):
            return figure
        units = (self.known.after_digits.fullmatch(unit) for unit in units_beside(self.text, first))
        read = next((each for each in units if each), None)
        if figure.kind == "date" and read is None:
            return figure  # the head of a column
        ends = [arabic(each) for each in _NUMERAL.findall(whole["numeral"])]
        size, word = (read["scale"] or read["bare"] or "", read["word"] or "") if read else ("", "")
        return figure._replace(
            kind="amount",
            value=ends[0],
            high=ends[1] if len(ends) > 1 else None,
            scale=scale(size),
            word=word,
            unit=size + word,
            cell=True,
        )

    def _bound(self, figure: Figure) -> Bound:
        end = end_of(self.text, figure.end, self.known)
        binding = bind(self.text, figure.start, figure.end, figure.value, figure.word, self.known)
        return Bound(figure.start, end, figure.value, figure.word, binding)

    def _tokens(self) -> Iterator[Figure]:
        readers: dict[str, Callable[[re.Match[str]], Figure | int]] = {
            "iso": self._date, "day": self._date, "plan": self._date, "document": self._number,
            "quoted": self._quoted, "stop": re.Match.end, "name": self._name, "words": self._words,
            "percent": self._percent, "fraction": self._share, "half": self._share, "tenths": self._share,
            "arabic": self._arabic, "run": self._chinese,
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
            if _CODE.fullmatch(inner):
                return self._figure("name", start, start + len(inner))
            return start
        if _WORDS_INSIDE.search(inner):
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
            value += _decimals(part)
        return self._figure("amount", found.start(), found.end(), value)._replace(word="%", unit="%")

    def _share(self, found: re.Match[str]) -> Figure:
        """三成, 四分之一 and 一半 are shares in percent; one that no decimal is (三分之二) is a figure in words."""
        share = shared(found.group())
        if share is None:
            return self._figure("rough" if "成" in found.group() else "words", found.start(), found.end())
        figure = self._figure("amount", found.start(), found.end(), share.low)
        comparator = MORE if share.more else REACH
        return figure._replace(high=share.high, word="%", unit="%", comparator=comparator)

    # Numerals

    def _arabic(self, found: re.Match[str]) -> Figure:
        start, digits = found.start(), found.group()
        read = quantity(self.text, arabic(digits), found.end(), self.known)
        rest = self.known.arabic.match(self.text, read.end) if read.unit else None
        if rest:
            read = joined(read, quantity(self.text, arabic(rest.group()), rest.end(), self.known)) or read
        high: Decimal | None = None
        joint = self.known.range.match(self.text, read.end)
        second = self.known.arabic.match(self.text, joint.end()) if joint else None
        if joint and second:
            other = quantity(self.text, arabic(second.group()), second.end(), self.known)
            both = ranged(read, other)
            if both:
                read, high = both
            elif read.unit == "" and joint.group() in "--":
                return self._figure("number", start, second.end())  # 5-1, 0519-8329
        kind = arabic_kind(self.text, start, digits, read, high, self.known)
        figure = self._figure(kind, start, read.end, read.value, read.unit)
        if kind != "amount":
            return figure
        comparator = MORE if read.many else REACH
        return figure._replace(
            high=high, scale=read.scale, word=read.word, unit=read.unit, comparator=comparator
        )

    def _chinese(self, found: re.Match[str]) -> Figure | int:
        start, run = found.start(), found.group()
        value, end = chinese(run), found.end()
        part = self.known.decimals.match(self.text, end)  # 三点五个百分点
        if part and value is not None:
            value, end = value + _decimals(part["digits"]), part.end("digits")
        read = quantity(self.text, value, end, self.known)
        high: Decimal | None = None
        joint = self.known.range.match(self.text, read.end)
        second = self.known.run.match(self.text, joint.end()) if joint else None
        if second:
            both = ranged(read, quantity(self.text, chinese(second.group()), second.end(), self.known))
            if both and both[0].word:
                read, high = both
        kind = chinese_kind(self.text, start, run, read, self.known)
        if kind is None:
            return found.end()
        figure = self._figure(kind, start, read.end, read.value, read.unit)
        return figure._replace(high=high, word=read.word, unit=read.unit) if kind == "amount" else figure


def _decimals(digits: str) -> Decimal:
    return Decimal("0." + "".join(str(chinese(digit) or 0) for digit in digits))


def numerals_only(text: str) -> bool:
    """Whether a text says nothing but numerals, signs and punctuation."""
    return not any(c.isalpha() and c not in CHINESE for c in squeezed(text).text)
