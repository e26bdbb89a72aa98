"""A field of a target that the words around its figure gainsay, and how a note answers that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from atlas.checks.context import Context
from atlas.problems import Problem, Words
from atlas.records.model import Target
from atlas.squeezed import fold


class Doubt(NamedTuple):
    """A field of a target, what is wrong, what to write, and the word with which a note answers it."""

    field: str
    what: Words
    instead: Words
    answer: str


def told(context: Context, target: Target, doubts: Iterable[Doubt]) -> Iterator[Problem]:
    """The problems that no text of the target answers."""
    said = fold("".join(text.zh for text in (target.note, target.assumed) if text))
    for doubt in doubts:
        if fold(doubt.answer) in said:
            continue
        instead = Words(
            f"{doubt.instead.zh}；若有别的理由，在 note 里写到“{doubt.answer}”并说明",
            f"{doubt.instead.en}; if there is a reason not to, say so in a note that has “{doubt.answer}”",
        )
        field = doubt.field if getattr(target, doubt.field) else "value"
        at = context.positions.place(target, field)
        yield Problem(at, "audit", doubt.what, instead, severity="warning")
