"""Rules on goals in words: they say what their phrases say, no higher grade, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from atlas.checks.context import Context
from atlas.checks.figures import is_gainsaid
from atlas.problems import Problem, Words, quotation
from atlas.records.model import Name, Target, Text
from atlas.squeezed import fold, squeeze

_PLAIN = re.compile("[\u4e00-\u9fff0-9A-Za-z]")
_SOFTENED = re.compile("(?:基本|初步|大体)$")
"""What binds less and stands before a goal."""
_FIRST = re.compile("(?:第|前)(?:[一二三四五六七八九十百]+|[0-9]+)$")
_FIRST_OF = re.compile("方阵|方队|梯队|集团|阵营|行列|批|[位名强]")
"""What 第一 is only the beginning of."""
_GRADES = (
    (
        re.compile(r"\b(?:world|global|international)\w*", re.IGNORECASE),
        re.compile("世界|全球|国际|国外|海外|国内外"),
    ),
    (re.compile(r"\b(?:nation|country|China\b)\w*", re.IGNORECASE), re.compile("国|中央|央企")),
    (re.compile(r"\bprovinc\w*", re.IGNORECASE), re.compile("省")),
)
"""Words of a grade in English, and those that say it in Chinese."""


def goal_stands(context: Context) -> Iterator[Problem]:
    """A goal in words is made of words of one of its phrases, and leaves out none that make it less; a warning."""
    for target in context.asked.targets.values():
        if target.words is None or target.value is not None or is_gainsaid(context, target):
            continue  # there are none, or it is reported already
        wanted = fold(squeeze(target.words.zh))
        phrases = [fold(squeeze(piece.phrase)) for piece in target.evidence]
        strange = min((_strange(wanted, phrase) for phrase in phrases), key=len)
        cut = "" if strange else min((_cut(wanted, phrase) for phrase in phrases), key=len)
        if not (strange or cut) or _is_explained(target, strange or cut):
            continue
        shown = quotation(strange or cut)
        what = Words(f"“{shown}”不在摘句里", f"“{shown}” stands in no phrase")
        if cut:
            what = Words(
                f"摘句里与目标连着的“{shown}”没有写", f"leaves out “{shown}”, which the phrase says with it"
            )
        instead = Words(
            f"应照抄摘句里的话；若有别的理由，在 note 里写到“{shown}”并说明",
            f"write it in the words of the phrase; if there is a reason not to, say so in a note that has “{shown}”",
        )
        yield context.problem("goal-stands", target, ("words", "zh"), what, instead, severity="warning")


@lru_cache(maxsize=16384)
def _strange(wanted: str, phrase: str) -> str:
    """The first words of a goal that no piece of a phrase, of two characters or more, has; empty where there are none."""
    at, strange = 0, ""
    while at < len(wanted):
        end = len(wanted)
        while end > at + 1 and wanted[at:end] not in phrase:
            end -= 1
        piece = wanted[at:end]
        if piece not in phrase or (len(piece) == 1 and _PLAIN.match(piece)):
            strange += piece if _PLAIN.match(piece) else ""
        elif strange:
            return strange
        at = end
    return strange


@lru_cache(maxsize=16384)
def _cut(wanted: str, phrase: str) -> str:
    """What stands in a phrase beside its goal, is no part of the record, and makes it another."""
    at = phrase.find(wanted)
    if at < 0:
        return ""
    before, behind = _SOFTENED.search(phrase[:at]), _FIRST_OF.match(phrase, at + len(wanted))
    if before:
        return before[0]
    return behind[0] if behind and _FIRST.search(wanted) else ""


def _is_explained(target: Target, words: str) -> bool:
    return target.note is not None and words in fold(squeeze(target.note.zh))


def grades_alike(context: Context) -> Iterator[Problem]:
    """The English of a goal in words, and of conditions, names no grade (national, provincial) that the Chinese does not.

    A warning.
    """
    for target in context.asked.targets.values():
        for field, text in (("words", target.words), ("conditions", target.conditions)):
            for said in _grades(text) if text else ():
                what = Words(
                    f"英文说“{said}”，中文没有说", f"the English says “{said}”, and the Chinese does not"
                )
                instead = Words("两种文字应说同一级别", "name the same grade in both")
                yield context.problem(
                    "grades-alike", target, (field, "en"), what, instead, severity="warning"
                )


def _grades(text: Name | Text) -> Iterator[str]:
    """The words of the English of a text for a grade that its Chinese does not name."""
    for english, chinese in _GRADES:
        found = english.search(text.en or "")
        if found and not chinese.search(text.zh):
            yield found[0]
