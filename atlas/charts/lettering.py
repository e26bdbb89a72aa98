"""How wide words are in fonts that one does not know, and where they may break.

Widths are those of a wide common face (DejaVu Sans), so that text in most others is narrower than
estimated; Chinese characters and full-width signs are one em.
"""

from __future__ import annotations

import re
from functools import lru_cache

ASCENT, DESCENT = 0.96, 0.28
"""What a line takes above and below its baseline, in ems."""

_BOLD = 1.1
_CLASSES = (
    (0.34, " \N{NO-BREAK SPACE}',.:;/\\|ijlI"),
    (0.46, '()[]{}-!"*`²frtJ'),
    (0.56, "–_sczLF?$"),
    (0.7, "ABEKPRSTVXYZ&"),
    (0.8, "CDGHNOQU"),
    (0.85, "w+<=>~#^"),
    (1.0, "mMW%@—"),
)
_WIDTHS = {char: width for width, chars in _CLASSES for char in chars}
_PLAIN, _WIDE = 0.64, 1.0
# What must not stand at a line's start, and what must not stand at its end.
_CLOSING = frozenset("，。、；：！？）》」』】”’％%,.;:!?)]}·…")
_OPENING = frozenset("（《「『【“‘([{")
# Unbroken pieces: words or figures joined by no-break spaces, or one Chinese character.
_PIECES = re.compile(r"(?:[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|\u00a0)+|\s+|.", re.DOTALL)


@lru_cache(maxsize=4096)
def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """The width to allow for words, in the unit of `size`."""
    ems = sum(_WIDTHS.get(char, _PLAIN if char.isascii() else _WIDE) for char in words)
    return ems * size * (_BOLD if bold else 1)


def wrapped(words: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The words in lines no wider than `room`; a word wider than that is broken, no letter is lost."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(words):
        if line and text_width((line + piece).rstrip(" "), size, bold=bold) > room:
            lines.append(line.rstrip(" "))
            line = piece.lstrip(" ")
        else:
            line += piece if line else piece.lstrip(" ")
        while text_width(line.rstrip(" "), size, bold=bold) > room and len(line) > 1:
            cut = _fitting(line, room, size, bold=bold)
            lines.append(line[:cut])
            line = line[cut:]
    if line.rstrip(" "):
        lines.append(line.rstrip(" "))
    return tuple(lines)


def _pieces(words: str) -> list[str]:
    """The words in pieces that stay whole, with closing signs at the piece before, opening ones after."""
    pieces: list[str] = []
    for match in _PIECES.finditer(words):
        piece = " " if match[0].isspace() else match[0]
        if pieces and (piece[0] in _CLOSING or pieces[-1][-1] in _OPENING):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _fitting(line: str, room: float, size: float, *, bold: bool) -> int:
    """How many letters fit, at least one."""
    cut = 1
    while cut < len(line) and text_width(line[: cut + 1], size, bold=bold) <= room:
        cut += 1
    return cut


@lru_cache(maxsize=1024)
def longest(words: str, size: float, *, bold: bool = False) -> float:
    """The width of the longest piece that must not be broken."""
    return max((text_width(piece.strip(" "), size, bold=bold) for piece in _pieces(words)), default=0.0)


@lru_cache(maxsize=1024)
def share(words: str, lines: int, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The words in at most so many lines of even length, of which none breaks a word."""
    whole = text_width(words, size, bold=bold)
    room = max(whole / lines, longest(words, size, bold=bold))
    while len(found := wrapped(words, room, size, bold=bold)) > lines and room < whole:
        room += size / 2
    return found
