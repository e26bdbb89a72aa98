"""Figures that were set aside as states already reached, though the words of the source promise them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from atlas.figures.lexicon import Lexicon
from atlas.meaning.governing import HOPED, clause, sentence
from atlas.meaning.yearly import EACH_YEAR, said
from atlas.problems import Words
from atlas.provisions.set_apart import reasons
from atlas.sources.census import Entry, choose, numerals_of
from atlas.sources.source import Source

STATE = "existing-state"
_TO_COME = re.compile(f"{HOPED.pattern}|确保|达到|突破|不少于|不低于|(?<!不)超过|新增|净增")
_SO_FAR = re.compile("目前|现有|截[至止]|去年|上年|近年|以来|已|现|曾|[今当]年[上下]半年")
"""What makes a sentence tell of what is there, whatever verb it has."""


class Found(NamedTuple):
    """An entry that is promised after all: its key, what is wrong, what to do."""

    key: str
    what: Words
    instead: Words


def yet_promised(source: Source, states: Sequence[Entry], lexicon: Lexicon) -> Iterator[Found]:
    """The entries of `states`, set aside as states, in which 每年, 力争 or 达到 governs a figure and nothing says it is past."""
    if not states:
        return
    figures = [each for each in numerals_of(source, lexicon) if each.kind in ("amount", "words")]
    why = reasons(source, figures)
    for entry in states:
        for spot in choose(source, entry)[0]:
            held = (each for each in figures if spot.start <= each.start < spot.end)
            cues = ((each, _cue(source, each.start, each.end)) for each in held if not why[each.start])
            figure, cue = next(((each, cue) for each, cue in cues if cue), (None, ""))
            if figure is None:
                continue
            yield Found(
                entry.key,
                Words(
                    f"“{figure.text}”列为已有状态，而原文写的是“{cue}”",
                    f"“{figure.text}” is set aside as an existing state, and the source says “{cue}” of it",
                ),
                Words(
                    "是承诺则写成目标，否则换一个理由",
                    "make it a target if it is a promise, or give another reason",
                ),
            )
            break


def _cue(source: Source, start: int, end: int) -> str:
    """The word that promises the figure at a span of the squeezed source; empty where it is past or none does."""
    passage = source.passage(start)
    text, at = source.squeezed.text[passage.body : passage.to], start - passage.body
    if _SO_FAR.search(sentence(text, at, at + end - start)):
        return ""
    before = clause(text, at)
    if each := EACH_YEAR.search(before):
        return said(each)
    found = _TO_COME.search(before)
    return found[0] if found else ""
