"""Names and keys of invented things."""

from __future__ import annotations

from collections.abc import Sequence

from bench import words
from bench.emit import Plain
from bench.words import Pair

NEW = ("", "新型", "智能", "绿色", "先进", "融合")
NEW_EN = ("", "new ", "smart ", "green ", "advanced ", "integrated ")


def named(number: int, kinds: Sequence[Pair]) -> tuple[str, Pair]:
    """The key and the name of one of many things; different for different numbers."""
    field_, rest = number % len(words.FIELDS), number // len(words.FIELDS)
    kind, new = rest % len(kinds), rest // len(kinds)
    field = words.FIELDS[field_]
    name = Pair(
        f"{NEW[new]}{field.zh}{kinds[kind].zh}",
        capital(f"{NEW_EN[new]}{field.en} {kinds[kind].en}"),
    )
    return f"{slug(field.en)}-{slug(kinds[kind].en)}" + (f"-{new + 1}" if new else ""), name


def both(name: Pair) -> dict[str, Plain]:
    """A name as a record has it."""
    return {"zh": name.zh, "en": name.en}


def capital(english: str) -> str:
    """With a capital letter at its beginning."""
    return english[0].upper() + english[1:]


def slug(english: str) -> str:
    """As part of an id."""
    return english.lower().replace("&", "").replace("  ", " ").replace(" ", "-")
