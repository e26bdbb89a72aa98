"""What may stand side by side. Pure: values in, values out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from atlas.figures.wording import basis_of, due, figure, normalized, years_long
from atlas.problems import Words
from atlas.records.model import NET, Target, Unit

Scope = tuple[str, str]
"""Of what a figure is counted: the id of its industry, and its conditions in Chinese; empty where it has none."""
NO_SCOPE: Scope = ("", "")
Kind = tuple[str, str | None, Scope, "Span"]
"""Basis, base unit, class of things and span: what figures of one indicator must share to be compared."""

# Conditions with a number or a field make a class of their own: 投资超10亿元, 两大产业, 新兴产业领域. For how many
# firms a sum is (为150家企业) is no class of sums.
_CLASS = re.compile("[0-9０-９]|[一二两三四五六七八九十百千]+[大个类项家万亿]|领域")
_FOR_HOW_MANY = re.compile("为[0-9０-９]+家")
# Of other conditions these words: net of what is lost, chosen by the area itself, not attracted, of a class of size.
_MARKS = re.compile(f"{NET}|重点(?!实验室)|重大|自主培养|全职|大中型")


class Span(NamedTuple):
    """Over how many years a figure adds up or changes: `years`, or in each year, or nothing but the year it ends in.

    `until` is that year where the text says no more, and 0 where it does not even say that.
    """

    years: int = 0
    each: bool = False
    until: int = 0


NO_SPAN = Span()
"""That of figures for which it makes no difference: a level of 2025 took as long as it took."""

# Bases in the order in which a reader wants them.
_ORDER = ("level", "rank", "increase", "total", "annual", "change", "threshold")


@dataclass(frozen=True)
class Comparison:
    """Targets of one indicator that share basis, class and span and whose units convert; best known last year first.

    `unit` is the base unit they share, or None for goals in words, which stand beside no scale: of these the
    classes and spans may differ.
    """

    basis: str
    unit: str | None
    targets: tuple[Target, ...]

    @property
    def kind(self) -> Kind:
        """What the targets of two groups must share to be compared."""
        if self.unit is None:
            return self.basis, None, NO_SCOPE, NO_SPAN
        return self.basis, self.unit, counted(self.targets[0]), self.span

    @property
    def span(self) -> Span:
        """Over how many years the figures add up or change."""
        return NO_SPAN if self.unit is None else span(self.targets[0])


def value(target: Target, units: Mapping[str, Unit]) -> Decimal | None:
    """A target's figure in its base unit (the lower end of a range)."""
    if target.low is None or target.unit is None:
        return None
    return normalized(target.low, units[target.unit])


def deadline(target: Target) -> int:
    """The year in which a target falls due; 0 where the text gives none."""
    if target.year is not None:
        return target.year
    return target.period[1] if target.period else 0


def scope(target: Target) -> Scope:
    """Of what a target's figure is counted."""
    return target.cluster or "", target.conditions.zh if target.conditions else ""


def counted(target: Target) -> Scope:
    """The class of things that a figure counts, and in which alone it may be compared.

    That is its industry, and its conditions where they hold a number or a field (项目 of 投资超10亿元, the scale of
    两大产业, 人才 of 新兴产业领域); without one, those words of them that tell a part from the whole or one part from
    another (净增, 重点, 自主培养). Other conditions (规模以上) are part of the scope, which stands beside the figure.
    """
    return _class_of(*scope(target))


@lru_cache(
    maxsize=4096
)  # few records have conditions, and each is asked for with every other one of its indicator
def _class_of(cluster: str, conditions: str) -> Scope:
    if _CLASS.search(_FOR_HOW_MANY.sub("", conditions)):
        return cluster, conditions
    return cluster, "、".join(sorted(set(_MARKS.findall(conditions))))


def _gross(target: Target) -> tuple[str, frozenset[str]]:
    """The class of things that a figure counts, leaving aside whether it is net of what is lost."""
    cluster, things = counted(target)
    return cluster, frozenset(things.split("、")) - {NET, ""}


def span(target: Target) -> Span:
    """Over how many years a target's figure adds up or changes, as far as its text says.

    An increase or a total adds up over its period. A change runs from its baseline, or has a period and is one of
    each year of it. Where only a deadline is stated, nothing is guessed: 500 more by 2022 may be the work of three
    years or of five, and stands beside nothing but what is as open and ends in the same year.
    """
    if target.basis == "change":
        if target.period is not None:
            return Span(each=True)
        since = target.baseline.year if target.baseline else None
        if since is not None and target.year is not None and since < target.year:
            return Span(target.year - since)
        return Span(until=deadline(target))
    if target.basis not in ("increase", "total"):
        return NO_SPAN
    if target.period is not None:
        return Span(target.period[1] - target.period[0] + 1)
    return Span(until=deadline(target))


def comparisons(targets: Iterable[Target], units: Mapping[str, Unit]) -> tuple[Comparison, ...]:
    """The targets of one indicator in groups within which figures may be compared, those of no class first.

    Of several spans the one whose deadline is later comes first, then the longer. Inside a group too the later
    deadline comes first, then the larger figure; of places in a ranking the smaller.
    """
    groups: dict[tuple[int, str, str | None, Scope, Span], list[Target]] = {}
    for target in targets:
        base = units[target.unit].base if target.unit and target.value else None
        order = _ORDER.index(target.basis) if target.basis in _ORDER else len(_ORDER)
        key = (
            order + (100 if base is None else 0),
            target.basis,
            base,
            counted(target) if base else NO_SCOPE,
            span(target) if base else NO_SPAN,
        )
        groups.setdefault(key, []).append(target)
    found = []
    for (_, basis, base, _, _), members in sorted(groups.items(), key=_place):
        sign = 1 if basis == "rank" else -1
        members.sort(key=lambda t: (-deadline(t), sign * (value(t, units) or Decimal(0)), t.gid))
        found.append(Comparison(basis, base, tuple(members)))
    return tuple(found)


def _place(group: tuple[tuple[int, str, str | None, Scope, Span], list[Target]]) -> tuple[object, ...]:
    """Where a group stands among those of its indicator."""
    (order, basis, base, things, over), members = group
    return order, basis, base or "", things, -max(map(deadline, members)), -over.years, over


def why_not(
    one: Target, other: Target, units: Mapping[str, Unit], bases: Mapping[str, Words]
) -> Words | None:
    """Why two targets cannot be compared, in words, or None where they can."""
    if one.indicator != other.indicator:
        return Words("两个目标的指标不同", "they count different things")
    if (one.value is None) != (other.value is None):
        return Words("一个是数字，一个是文字表述", "one is a figure and the other a goal in words")
    if one.value is None:
        return Words(
            "两个都是文字表述，没有可比的数值", "both are goals in words, without figures to compare"
        )
    if one.basis != other.basis:
        mine, theirs = basis_of(one, bases[one.basis]), basis_of(other, bases[other.basis])
        zh = f"一个是{mine.zh}，一个是{theirs.zh}"
        en = f"one is “{mine.en}”, the other “{theirs.en}”"
        return Words(zh, en)
    if one.unit and other.unit and units[one.unit].base != units[other.unit].base:
        return Words("单位不能换算", "their units do not convert")
    if counted(one) != counted(other):
        if one.net != other.net and _gross(one) == _gross(other):
            return Words(
                "一个是净增，减去了退出的，另一个没有写明减去",
                "one is net of those that are lost, the other is not said to be",
            )
        return Words("所计的范围不同", "they are counted of different things")
    return _other_span(span(one), span(other))


def _other_span(one: Span, other: Span) -> Words | None:
    """Why figures of two spans cannot be compared; None where the spans are alike."""
    if one == other:
        return None
    if not (one.years or one.each or other.years or other.each):
        return Words(
            "截止年份不同，又都没有写明从哪一年算起",
            "they end in different years, and neither says from when it is counted",
        )
    mine, theirs = _long(one), _long(other)
    return Words(f"一个{mine.zh}，一个{theirs.zh}", f"one {mine.en}, the other {theirs.en}")


def _long(over: Span) -> Words:
    """How long a span is, as what is said of a figure."""
    if over.each:
        return Words("是每一年的", "is of each year")
    if over.years:
        return Words(f"是{years_long(over.years, 'zh')}的", f"is over {years_long(over.years, 'en')}")
    return Words("没有写明从哪一年算起", "does not say from when it is counted")


def refusal(
    one: Target, other: Target, units: Mapping[str, Unit], bases: Mapping[str, Words]
) -> Words | None:
    """Why two targets cannot be compared, with the facts of both; None where they can."""
    reason = why_not(one, other, units, bases)
    if reason is None:
        return None
    mine, theirs = _fact(one, units, bases), _fact(other, units, bases)
    return Words(f"{mine.zh}；{theirs.zh}；{reason.zh}。", f"{mine.en}; {theirs.en}; {reason.en}.")


def _fact(target: Target, units: Mapping[str, Unit], bases: Mapping[str, Words]) -> Words:
    """One target in a few words: 2025：超5000家（期末水平，规模以上企业）."""
    year, basis, told = due(target), basis_of(target, bases[target.basis]), target.conditions
    zh, en = (f"{year}：", f"{year}: ") if year else ("", "")
    of = Words(f"，{told.zh}", f", {told.en}" if told.en else "") if told else Words("", "")
    return Words(
        f"{zh}{figure(target, units, 'zh')}（{basis.zh}{of.zh}）",
        f"{en}{figure(target, units, 'en')} ({basis.en}{of.en})",
    )
