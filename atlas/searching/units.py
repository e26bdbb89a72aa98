"""Text cut into units: what search takes for one sign, and which signs stand side by side.

`static/js/search-pairs.js` cuts queries in the same way; whoever changes one changes the other, and a test
compares the two.
"""

from __future__ import annotations

import re
import unicodedata

Run = list[str]

# Han characters, kana and Hangul syllables: scripts without spaces, in which each character is a unit.
WIDE = (
    r"\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # Han
    r"\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\uac00-\ud7a3"  # kana, Hangul
)
UNIT = re.compile(
    rf"(?P<wide>[{WIDE}])"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"  # 1,800 is the number 1800
    r"|[0-9]+(?:\.[0-9]+)*"
    rf"|(?:(?![{WIDE}])[^\W\d_])+"
    r"|[%‰&+]"
)
ANY_WIDE = re.compile(f"[{WIDE}]")
# Pagefind drops signs. Letters of the Lisu script stand in for those that carry meaning.
SIGNS = str.maketrans({",": None, ".": "ꓸ", "%": "ꓹ", "‰": "ꓺ", "&": "ꓻ", "+": "ꓼ"})
SPACES = re.compile(r"[ \t\n\r]+")
DECIMAL_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")
DROPPED = {"Mn", "Mc", "Me", "Cf"}  # diacritics, soft hyphens, zero-width spaces


class _Fold(dict[int, str]):
    """For `str.translate`: a character without compatibility form, case and diacritics."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char
        if char != "，" and not 0xAC00 <= code <= 0xD7A3:  # a Chinese comma groups no digits
            parts = unicodedata.normalize("NFKD", char)
            folded = "".join(part for part in parts if unicodedata.category(part) not in DROPPED).lower()
        self[code] = folded
        return folded


_FOLD = _Fold()


def cut(text: str) -> list[Run]:
    """The runs of `text`: each a list of units that stand side by side.

    A unit is a Han character, a number, a word of another script, or one of % ‰ & +. Punctuation ends a run,
    and so does a space, unless it parts a Han character from a number, word or sign (达 3.5% is one run).
    """
    runs: list[Run] = []
    folded = text.translate(_FOLD)
    end, was_wide = 0, False
    for match in UNIT.finditer(folded):
        wide = match["wide"] is not None
        gap = folded[end : match.start()]
        unit = match[0].translate(SIGNS)
        if runs and (not gap or (wide != was_wide and SPACES.fullmatch(gap))):
            runs[-1].append(unit)
        else:
            runs.append([unit])
        end, was_wide = match.end(), wide
    return runs


def has_wide(text: str) -> bool:
    """Whether the text has a Han character, kana or Hangul syllable."""
    return ANY_WIDE.search(text) is not None


def keep_decimals(text: str) -> str:
    """The text with each decimal point as a letter that Pagefind does not drop, so that 3.5 is not 35."""
    return DECIMAL_POINT.sub("ꓸ", text)
