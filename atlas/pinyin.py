"""How Chinese text is read aloud, in letters: what readers type who reach no Chinese keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

CHINESE = re.compile("[〇\u3400-\u9fff]+")


def sounds(texts: Iterable[str]) -> dict[str, str]:
    """The texts' characters under each sound they may have: `{"chang": "常长", "zhang": "长"}`, both in order.

    Sounds bear no tones, and ü is v, as typed. Where pypinyin knows a word, its characters sound as in this
    word (行 is hang in 行业); elsewhere a character stands under every sound that it has.
    """
    found: dict[str, set[str]] = {}
    for words in spoken(texts):
        for char, heard in zip(words, _heard(words), strict=True):
            for sound in heard:
                found.setdefault(sound, set()).add(char)
    return {sound: "".join(sorted(chars)) for sound, chars in sorted(found.items())}


def spoken(texts: Iterable[str]) -> set[str]:
    """What of texts is Chinese, piece by piece: texts with the same pieces have the same sounds."""
    return {words for text in texts for words in CHINESE.findall(text)}


def spelt(text: str) -> str:
    """Chinese text in letters, syllable by syllable, each character with its usual sound: 海洋局 → hai-yang-ju."""
    return "-".join(heard[0] for words in CHINESE.findall(text) for heard in _heard(words) if heard)


@lru_cache(maxsize=65536)
def _heard(words: str) -> tuple[tuple[str, ...], ...]:
    """The sounds of each character."""
    # Imported here, because its dictionaries take a third of a second, and most commands need none.
    from pypinyin import Style, pinyin

    read = pinyin(words, style=Style.NORMAL, heteronym=True)
    if len(read) != len(words):  # it knows no sound for some character
        read = [each for char in words for each in pinyin(char, style=Style.NORMAL, heteronym=True)]
    return tuple(tuple(s for s in heard if s.isascii() and s.isalpha()) for heard in read)
