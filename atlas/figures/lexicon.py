"""The vocabulary by which figures are recognised: units, comparators with their cues, counting words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from atlas.numerals import ARABIC, CHINESE, SCALE, split_scale
from atlas.squeezed import fold, squeeze

# Comparators that the grammar itself needs to know; they are ids of vocabulary/comparators.yaml.
REACH, WITHIN, ALL, MORE, LESS, AT_MOST, AT_LEAST = (
    "reach", "within", "all", "more-than", "less-than", "at-most", "at-least",
)  # fmt: skip
# Cues that stand after their figure (100家以上); all others stand before it (超100家).
_BEHIND = frozenset({"以上", "及以上", "以下", "及以下", "以内", "之内", "左右", "上下"})
TIME = ("个工作日", "工作日", "个季度", "季度", "个月", "小时", "分钟", "周年", "年", "月", "日", "天", "周")
RANGE = r"(?:-{1,2}|~|〜|—{1,2}|[‐‑‒–―−]|至|到)"


_TENTHS = "(?:[一二两三四五六七八九](?:点[一二三四五六七八九])?|[1-9](?:[.][0-9])?)"
_NO_TENTHS = "(?![果员本立为分长品效熟功就交型都人年套])(?!不变)"
"""What follows 成 where it is no tenth: 两成果, 一成不变."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of vocabulary/units.yaml; units of one base are printed forms of one kind of thing."""

    id: str
    base: str
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparator:
    """A comparator of vocabulary/comparators.yaml with the words that give it away."""

    id: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that is known of words when figures are sought; hashable, so that its patterns are made once."""

    units: tuple[Unit, ...]
    comparators: tuple[Comparator, ...]
    counting: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()


LISTS = ("counting", "digits", "ordinals", "words", "names")
"""The lists of counting-words.yaml."""


def lexicon(
    units: Iterable[Unit], comparators: Iterable[Comparator], counting_words: Mapping[str, Sequence[str]]
) -> Lexicon:
    """The lexicon from the records of units and comparators and the plain data of counting-words.yaml.

    `counting_words` has the keys of `LISTS`, each a list of words; a missing key is an empty list.
    """
    lists = {key: tuple(counting_words.get(key, ())) for key in LISTS}
    return Lexicon(tuple(units), tuple(comparators), **lists)


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled patterns of one lexicon; every one is linear in the text, whatever the text holds."""

    token: re.Pattern[str]
    after: re.Pattern[str]
    after_digits: re.Pattern[str]
    range: re.Pattern[str]
    arabic: re.Pattern[str]
    run: re.Pattern[str]
    decimals: re.Pattern[str]
    numeral_in_name: re.Pattern[str]
    behind: re.Pattern[str]
    before: Mapping[str, str]
    before_lengths: tuple[int, ...]
    unit_words: frozenset[str]
    ordinals: tuple[str, ...]
    behind_ids: Mapping[str, str]


def _any(words: Iterable[str]) -> str:
    ordered = sorted({w for w in words if w}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")" if ordered else "(?!)"


def clean(word: str) -> str:
    """A word of the vocabulary as it is compared with text: folded, without white space."""
    return fold(squeeze(word))


@lru_cache(maxsize=16)
def patterns(lexicon: Lexicon) -> Patterns:
    """The patterns of a lexicon."""
    unit_words = frozenset(
        split_scale(clean(printed))[1] for unit in lexicon.units for printed in unit.printed
    )
    counted = [*unit_words, *map(clean, lexicon.counting), *TIME, "%"]
    words = _any(counted)
    stop, names = _any(map(clean, lexicon.words)), _any(map(clean, lexicon.names))
    run = f"[{CHINESE}]+"
    token = "|".join([
        r"(?P<iso>(?:19|20|21)[0-9]{2}([-/.])(?:1[0-2]|0?[1-9])\2(?:3[01]|[12][0-9]|0?[1-9])(?![0-9]))",
        r"(?P<day>(?:[0-9]{4}年度?)?[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}年[0-9]{1,2}月)",
        r"(?P<document>[〔\[(【][0-9]{4}[〕\])】]第?[0-9]{1,6}号)",
        r"(?P<quoted>“[^“”]{1,14}”|‘[^‘’]{1,14}’|「[^「」]{1,14}」)",
        f"(?P<percent>百分之(?:{ARABIC}|[{CHINESE}]{{1,8}}(?:点[{CHINESE}]{{1,4}})?))",
        f"(?P<fraction>[{CHINESE}]{{1,4}}分之[{CHINESE}]{{1,4}})",
        f"(?P<stop>{stop})",
        f"(?P<name>{names})",
        r"(?P<plan>十[一二三四五六七八九]五)",
        r"(?P<words>翻了?[一两二三四]?番|翻倍|零的?突破|全覆盖|双?倍增(?!计划|工程|行动|效应))",
        "(?P<half>一半|过半|半数)",
        f"(?P<tenths>(?<![0-9.{CHINESE}第])(?:{_TENTHS}成?{RANGE})?(?:{_TENTHS}|[三四五六七八九]{{2}})成半?{_NO_TENTHS})",
        f"(?P<arabic>{ARABIC})",
        f"(?P<run>{run})",
    ])  # fmt: skip
    cues = [(clean(cue), c.id) for c in lexicon.comparators for cue in c.cues]
    behind = {cue: name for cue, name in cues if cue in _BEHIND}
    before = {cue: name for cue, name in cues if _stands_before(cue, name)}
    return Patterns(
        token=re.compile(token),
        after=_after(words),
        after_digits=_after(_any([*counted, *map(clean, lexicon.digits)])),
        range=re.compile(RANGE),
        arabic=re.compile(ARABIC),
        run=re.compile(run),
        decimals=re.compile(f"点(?P<digits>[零一二三四五六七八九]{{1,4}}){words}"),
        numeral_in_name=re.compile(f"{stop}|(?P<numeral>[{CHINESE.replace('双', '')}])"),
        behind=re.compile(
            rf"(?:\([^()]{{1,12}}\))?(?:[\u4e00-\u9fff]{{0,4}}/[\u4e00-\u9fff]{{1,4}}?)?(?P<cue>{_any(behind)})"
        ),
        before=before,
        before_lengths=tuple(sorted({len(cue) for cue in before}, reverse=True)),
        unit_words=unit_words,
        ordinals=tuple(map(clean, lexicon.ordinals)),
        behind_ids=behind,
    )


def _after(words: str) -> re.Pattern[str]:
    """What may follow a numeral: a scale, a word, both or neither."""
    return re.compile(
        f"(?P<many>[多余几])?(?:(?P<scale>{SCALE})?(?P<many2>[多余])?(?P<word>{words})|(?P<bare>{SCALE}))?"
    )


def _stands_before(cue: str, comparator: str) -> bool:
    return cue not in _BEHIND and comparator != WITHIN and not cue.isdigit() and cue not in ("全覆盖", "全部")


def printed_forms(unit: Unit) -> frozenset[tuple[Decimal, str]]:
    """The printed forms of a unit, each as scale and word: 万家 → (10000, 家)."""
    return frozenset(split_scale(clean(printed)) for printed in unit.printed)
