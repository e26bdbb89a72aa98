"""Figures, years and counts in words, in Chinese and English. The only place where they are formatted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from atlas.problems import Language, Words
from atlas.records.model import Target, Unit
from atlas.squeezed import fold, squeeze

# In Chinese the binding word stands where the documents put it: 超…, …以上, …左右.
_ZH = {
    "reach": "{}",
    "at-least": "{}以上",
    "more-than": "超{}",
    "about": "{}左右",
    "at-most": "{}以内",
    "less-than": "低于{}",
    "within": "{}",
    "all": "均达{}",
}
_EN = {
    "reach": "{}",
    "at-least": "at least {}",
    "more-than": "more than {}",
    "about": "about {}",
    "at-most": "at most {}",
    "less-than": "less than {}",
    "within": "{}",
    "all": "all {}",
}
SCALES = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_NOUNS = {
    "people": "people",
    "yuan": "yuan",
    "dollars": "US dollars",
    "sqm": "m²",
    "mu": "mu",
    "tonnes": "t",
    "count": "",
}
NARROW = "\N{NO-BREAK SPACE}"


def number(value: Decimal, *, thousands: bool = False) -> str:
    """A number without superfluous zeros: 3.50 → 3.5, 5000 → 5000 or 5,000."""
    text = f"{value.normalize():f}"
    if not thousands:
        return text
    whole, dot, rest = text.removeprefix("-").partition(".")
    sign = "-" if text.startswith("-") else ""
    return f"{sign}{int(whole):,}{dot}{rest}"


def normalized(value: Decimal, unit: Unit) -> Decimal:
    """A value in the unit's base: 28 万人 → 280000 people."""
    return value * unit.factor


def amount(value: Decimal, high: Decimal | None, unit: Unit, language: Language) -> str:
    """A figure with its unit and without its comparator: 5000家 · 5,000 · 1.85 million people."""
    if language == "zh":
        spread = number(value) if high is None else f"{number(value)}–{number(high)}"
        return f"{spread}{_zh_unit(unit)}"
    if unit.factor != 1:
        return _scaled(value, high, unit)
    spread = number(value, thousands=True)
    if high is not None:
        spread += f"–{number(high, thousands=True)}"
    sign = _counted(unit.label.en, value, high)
    if not sign:
        return spread
    return spread + ("" if sign == "%" else NARROW) + sign


_PLURALS = ((r"people$", "person"), (r"ies$", "y"), (r"(?<=ss|ch|sh)es$", ""), (r"(?<=[a-rt-z])s$", ""))


def _counted(noun: str, value: Decimal, high: Decimal | None = None) -> str:
    """An English noun in the plural, or in the singular behind 1: percentage points, 1 percentage point."""
    if value != 1 or high is not None or noun.startswith("per "):
        return noun
    head, per, rest = noun.partition(" per ")
    for plural, one in _PLURALS:
        if re.search(plural, head):
            return re.sub(plural, one, head) + per + rest
    return noun


def noun(unit: Unit) -> str:
    """What a unit counts, in English: people, yuan, % — empty for mere counts."""
    return _NOUNS.get(unit.base, unit.label.en)


def _zh_unit(unit: Unit) -> str:
    return unit.label.zh


def _scaled(value: Decimal, high: Decimal | None, unit: Unit) -> str:
    """English says 1.85 million people where Chinese says 185 万人."""
    base = normalized(value, unit)
    noun = _NOUNS.get(unit.base, unit.label.en)
    for size, word in SCALES:
        if base >= size:
            spread = number(base / size, thousands=True)
            if high is not None:
                spread += f"–{number(normalized(high, unit) / size, thousands=True)}"
            return f"{spread}{NARROW}{word}{NARROW}{noun}".rstrip(NARROW)
    spread = number(base, thousands=True)
    if high is not None:
        spread += f"–{number(normalized(high, unit), thousands=True)}"
    return f"{spread}{NARROW}{_counted(noun, base, high)}".rstrip(NARROW)


def figure(target: Target, units: Mapping[str, Unit], language: Language) -> str:
    """A target's figure with its comparator, or its words: 超5000家 · more than 5,000."""
    if target.value is None or target.unit is None:
        words = target.words
        return "" if words is None else (words.zh if language == "zh" else words.en)
    unit = units[target.unit]
    low = target.value[0]
    if target.basis == "rank" or (unit.base == "place" and target.basis != "change"):
        return f"前{number(low)}位" if language == "zh" else f"top {number(low)}"
    text = amount(low, target.high, unit, language)
    text = (_ZH if language == "zh" else _EN).get(target.comparator, "{}").format(text)
    return _changed(target, text, unit, language) if target.basis == "change" else text


_WAYS = {
    "提高": 1, "提升": 1, "增长": 1, "上升": 1,
    "下降": -1, "降低": -1, "减少": -1, "压减": -1,
}  # fmt: skip
_WAY = f"({'|'.join(_WAYS)})[率幅]?了?(?:约|近|超过?|达到?|不少于|不低于|不超过)?"


def way(target: Target) -> str:
    """The word of a change's phrase that says which way it goes, right before the figure; empty where none does."""
    if target.basis != "change" or target.low is None:
        return ""
    wanted = re.compile(f"{_WAY}{re.escape(number(target.low))}(?![0-9.])")
    for evidence in target.evidence:
        found = wanted.search(fold(squeeze(evidence.phrase)))
        if found:
            return found[1]
    return ""


def _changed(target: Target, text: str, unit: Unit, language: Language) -> str:
    """A change with its direction, as its phrase has it, and whether it is one of each year."""
    verb, yearly = way(target), target.period is not None
    if language == "zh":
        return f"{'每年' if yearly else ''}{verb}{text}"
    if unit.base == "place":
        text += f" {_counted('places', target.value[0] if target.value else Decimal(0), target.high)}"
    up = {1: "up ", -1: "down "}.get(_WAYS.get(verb, 0), "")
    return f"{up}{text}{' a year' if yearly else ''}"


def due(target: Target) -> str:
    """The deadline or period: 2025 · 2021–2025, empty where the text gives none.

    What is added or summed up over several years has these years: an increase of 2025 is another.
    """
    flows = target.basis in ("increase", "total")
    if flows and target.period is not None and target.year in (None, target.period[1]):
        return period(target.period)
    if target.year is not None and (target.basis != "annual" or target.period is None):
        return str(target.year)
    if target.period is not None:
        first, last = target.period
        return str(first) if first == last else f"{first}–{last}"
    return ""


def one_year(target: Target) -> bool:
    """Whether a yearly figure is that of a single year: it has 全年 where others have 每年."""
    return target.basis == "annual" and target.period is not None and target.period[0] == target.period[1]


def basis_of(target: Target, label: Words) -> Words:
    """What a target's basis is called: its label, but of what is done in a single year nobody says “every year”."""
    return Words("全年", "during the year") if one_year(target) else label


_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def years_long(years: int, language: Language) -> str:
    """A number of years, in words as far as one says it so: 三年 · one year · 12 years."""
    if language == "zh":
        return f"{'一二三四五六七八九十'[years - 1] if 1 <= years <= 10 else years}年"
    if years == 1:
        return "one year"
    return f"{_NUMBERS[years - 2] if 2 <= years <= 10 else years} years"


def period(years: tuple[int, int] | None) -> str:
    """A planning period: 2021–2025."""
    if years is None:
        return ""
    first, last = years
    return str(first) if first == last else f"{first}–{last}"


def date(value: str, language: Language) -> str:
    """A date as far as it is known: 2021年2月10日 · 10 February 2021."""
    parts = [int(part) for part in value.split("-")]
    if language == "zh":
        return "".join(f"{part}{sign}" for part, sign in zip(parts, "年月日", strict=False))
    months = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, months[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


def count(n: int, one: str, many: str) -> str:
    """A count in English: 1 target · 3 targets · no targets."""
    return f"{'no' if n == 0 else number(Decimal(n), thousands=True)} {one if n == 1 else many}"


def joined(words: Sequence[str], language: Language, comma: str = "、") -> str:
    """What belongs together, as a sentence says it: a, b and c · 甲、乙、丙; `comma` stands between in Chinese."""
    if language == "zh":
        return comma.join(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def quoted(words: str) -> str:
    """Words of a Chinese text between quotation marks; those that hold such marks stand between corner ones."""
    return f"「{words}」" if "“" in words else f"“{words}”"
