"""The numbers that a text says, in Chinese and in English, as values: 5000万, 五百, 5 billion, 14th, twelve. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from atlas.numerals import ARABIC, CHINESE, SCALE, arabic, chinese, scale
from atlas.squeezed import fold

_IN_CHINESE = re.compile(f"(?P<digits>{ARABIC})(?P<scale>{SCALE})?|(?P<signs>[{CHINESE}]+)")
_IN_ENGLISH = re.compile(
    r"(?<![0-9.])(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?:[ -](?P<scale>hundred|thousand|million|billion|trillion))?",
    re.IGNORECASE,
)
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORDS = {
    word: value
    for value, words in enumerate((
        "zero|none", "one|first|single|once", "two|second|twice|double|doubled|both|half|halved|pair", "three|third|triple",
        "four|fourth|quarter", "five|fifth", "six|sixth", "seven|seventh", "eight|eighth", "nine|ninth", "ten|tenth|tenfold",
        "eleven|eleventh", "twelve|twelfth", "thirteen|thirteenth", "fourteen|fourteenth", "fifteen|fifteenth",
        "sixteen|sixteenth", "seventeen|seventeenth", "eighteen|eighteenth", "nineteen|nineteenth", "twenty|twentieth",
    ))
    for word in words.split("|")
}  # fmt: skip
_TENS = {
    word: 10 * (value + 3)
    for value, word in enumerate(("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"))
}
_WORD = re.compile(r"[a-z]+")


def in_chinese(text: str) -> set[Decimal]:
    """Every value that a Chinese text says, with and without the scale behind its digits, and what its signs may mean."""
    found: set[Decimal] = set()
    for each in _IN_CHINESE.finditer(fold(text)):
        if each["digits"]:
            value = arabic(each["digits"])
            if value is not None:
                found |= {value, value * scale(each["scale"] or "")}
        else:
            found |= _of_signs(each["signs"])
    return found


def digits_in_chinese(text: str) -> set[Decimal]:
    """The values that a Chinese text says in digits: of 5000万元 both 5000 and 50,000,000, as one pair's larger."""
    found = (each for each in _IN_CHINESE.finditer(fold(text)) if each["digits"])
    values = ((arabic(each["digits"]), scale(each["scale"] or "")) for each in found)
    return {value * size for value, size in values if value is not None}


def in_english(text: str) -> set[Decimal]:
    """Every value that an English text says in digits."""
    found = set()
    for each in _IN_ENGLISH.finditer(text):
        value = Decimal(each["digits"].replace(",", ""))
        found.add(value * _SCALES.get((each["scale"] or "").lower(), 1))
    return found


def words_in_english(text: str) -> set[Decimal]:
    """The values that an English text may say in words: twelve, third, hundred."""
    words = _WORD.findall(text.lower())
    return {
        Decimal(value)
        for word in words
        if (value := _WORDS.get(word, _TENS.get(word, _SCALES.get(word)))) is not None
    }


def _of_signs(signs: str) -> set[Decimal]:
    """What a run of Chinese numerals may mean: all of it, or as many of its first signs as are one (十四五)."""
    whole = chinese(signs)
    if whole is not None:
        return {whole}
    parts = {
        chinese(signs[first:last]) for first in range(len(signs)) for last in range(first + 1, len(signs) + 1)
    }
    return {part for part in parts if part is not None}
