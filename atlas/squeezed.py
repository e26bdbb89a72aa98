"""Text as it is compared: without white space, full-width forms folded to half width.

Sources break lines inside sentences and mix `％` with `%`, so phrases and sources are compared in this form.
Folding keeps one character for one character; nothing else is changed: quotation marks and dashes stay as
printed.
"""

from __future__ import annotations

from dataclasses import dataclass

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_FOLDED = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    0xFF61: "。", 0xFF62: "「", 0xFF63: "」", 0xFF64: "、", 0xFF65: "・", 0xFFE5: "¥",
}  # fmt: skip


def fold(text: str) -> str:
    """The text with full-width digits, letters and punctuation in half width; of the same length."""
    return text.translate(_FOLDED)


def squeeze(text: str) -> str:
    """The text without white space and invisible characters, otherwise as printed."""
    bare = "".join(text.split())
    return bare if _INVISIBLE.isdisjoint(bare) else "".join(c for c in bare if c not in _INVISIBLE)


def count(text: str) -> int:
    """The number of characters that are not white space: the `characters` of a document's source."""
    return len(squeeze(text))


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A folded text without white space; `offsets[i]` is where its character `i` stands in the original."""

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that `text[start:end]` was made from; an empty span stays empty."""
        if start >= end:
            at = (
                self.offsets[start]
                if start < len(self.offsets)
                else (self.offsets[-1] + 1 if self.offsets else 0)
            )
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1


def squeezed(text: str) -> Squeezed:
    """The text folded and without white space, with the way back to the original offsets."""
    kept = tuple(i for i, c in enumerate(text) if not c.isspace() and c not in _INVISIBLE)
    return Squeezed(fold("".join([text[i] for i in kept])), kept)
