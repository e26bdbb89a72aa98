"""How a figure is bound: 达50% reaches, 超100家 is more than, 30个以上 is at least.

A cue binds only the figure that it touches, so 以上 in 省级以上 or 规模以上 binds nothing, and the verb in
突破关键技术15项以上 leaves the figure to 以上. In a list (前20位、30位; 超100家、50家) the cue before the
first figure binds all of them; an amount in brackets (50亿元（5亿美元）) is bound as the one before it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from atlas.figures.lexicon import ALL, AT_LEAST, AT_MOST, LESS, MORE, REACH, WITHIN, Patterns

# A cue after one of these characters belongs to another word: 目前, 节约, 发达.
_OTHER_WORD = {
    "前": "目当之以提此日年月生空从先面史",
    "约": "节集合契签公条制预特履违简",
    "近": "附最邻靠将接临新",
    "达": "发雷传表通送转抵",
    "超": "高",
}
_NEGATED = {MORE: AT_MOST, LESS: AT_LEAST}
# 突破15项关键技术 is a verb with its object, not “more than 15”.
_BROKEN_THROUGH = re.compile(r"(?:以上|左右)?[^，。；、,;]{0,12}?(?:技术|瓶颈|难题|难关|工艺|短板|装备)")
_AT_LEAST_DONE = re.compile(
    "(?:至|最)少(?:新?建成?|建设|打造|培育|引进|新增|举办|开展|完成|设立|配备|创建|有)+$"
)
# 至少建成1个: the verb stands between.
_JOINTS = frozenset({"、", "和", "与", "及", "以及", "或"})
_RESPECTIVELY = 12  # how far before the first figure 分别 may stand, in characters


class Binding(NamedTuple):
    """The comparator of a figure, others that it may also be read as, and the one given before it."""

    comparator: str
    also: tuple[str, ...] = ()
    before: str | None = None
    behind: str | None = None
    cue: str = ""


def bind(text: str, start: int, end: int, value: Decimal | None, word: str, known: Patterns) -> Binding:
    """How the figure at `text[start:end]` is bound by what touches it; text is folded and squeezed."""
    before, cue = _before(text, start, end, word, known)
    behind = _behind(text, end, known)
    if before == ALL and not (value == 100 and word == "%"):
        before = REACH
    return Binding(*_choice(before, behind, value, word), before, behind, cue)


def _choice(
    before: str | None, behind: str | None, value: Decimal | None, word: str
) -> tuple[str, tuple[str, ...]]:
    if behind and (before is None or before == REACH):
        return behind, ()
    if behind and before:  # 超40件以上 says both
        return before, (behind,) if behind != before else ()
    if (before is None or before == REACH) and value == 100 and word == "%":
        return REACH, (ALL,)
    return before or REACH, ()


def _before(text: str, start: int, end: int, word: str, known: Patterns) -> tuple[str | None, str]:
    if start and text[start - 1] == "了":
        start -= 1
    for length in known.before_lengths:
        at = start - length
        cue = text[at:start] if at >= 0 else ""
        comparator = known.before.get(cue)
        if comparator is None:
            continue
        if at and text[at - 1] in _OTHER_WORD.get(cue, ""):
            return None, ""
        if cue == "突破" and word in ("项", "个", "种", "") and _BROKEN_THROUGH.match(text, end):
            return None, ""
        if at and text[at - 1] in "不未" and comparator in _NEGATED:
            return _NEGATED[comparator], text[at - 1 : start]
        return comparator, cue
    return (
        (AT_LEAST, found[0])
        if (found := _AT_LEAST_DONE.search(text, max(0, start - 6), start))
        else (None, "")
    )


def _behind(text: str, end: int, known: Patterns) -> str | None:
    found = known.behind.match(text, end)
    return known.behind_ids[found["cue"]] if found else None


def end_of(text: str, end: int, known: Patterns) -> int:
    """Where a figure ends when the cue behind it (100家以上) is counted in."""
    found = known.behind.match(text, end)
    return found.end() if found else end


class Bound(NamedTuple):
    """An amount in its text: where it stands (with the cue behind it), what it is, how it is bound."""

    start: int
    end: int
    value: Decimal | None
    word: str
    binding: Binding


def spread(text: str, amounts: list[Bound]) -> list[Binding]:
    """The bindings of amounts, in order, the cue of a list's first figure handed on to the others."""
    bindings = [amount.binding for amount in amounts]
    first = 0
    for i in range(1, len(amounts) + 1):
        gap = text[amounts[i - 1].end : amounts[i].start] if i < len(amounts) else ""
        bracketed = gap == "(" or (i < len(amounts) and amounts[i].start < amounts[i - 1].end)
        if bracketed and bindings[i].before is None and bindings[i].behind is None:
            bindings[i] = bindings[i - 1]
        if gap not in _JOINTS and i > first:
            _share(text, amounts, bindings, first, i)
            first = i
    return bindings


def _share(text: str, amounts: list[Bound], bindings: list[Binding], first: int, end: int) -> None:
    """Binds the figures `first` to `end` of one list by the cues of its ends."""
    before, cue = bindings[first].before, bindings[first].cue
    last = bindings[end - 1].behind
    respectively = "分别" in text[max(0, amounts[first].start - _RESPECTIVELY) : amounts[first].start]
    for i in range(first, end):
        this = bindings[i]
        if before and this.before is None:
            choice = _choice(before, this.behind, amounts[i].value, amounts[i].word)
            this = bindings[i] = Binding(*choice, before, this.behind, cue)
        if last and respectively and this.behind is None:  # 分别达到10家、20家以上
            bindings[i] = this._replace(also=(*this.also, last))


def within(binding: Binding) -> Binding:
    """The binding of a range: within; what else binds it is kept as another reading."""
    others = tuple(c for c in (binding.before, binding.behind) if c and c != REACH)
    return binding._replace(comparator=WITHIN, also=others)
