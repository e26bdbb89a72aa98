"""Rule on figures in the two languages of one text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from atlas.checks.context import Context
from atlas.checks.language import texts
from atlas.figures.number_words import digits_in_chinese, in_chinese, in_english, words_in_english
from atlas.figures.wording import number
from atlas.problems import Problem, Words
from atlas.records.model import Document, Name, Record, Target, Text

_DIGIT = re.compile("[0-9０-９]")
_LARGE = 12
"""What is said in digits in Chinese up to here may be a word in English, or none (1个)."""
_RETOLD = ("summary", "gist", "conditions", "words")
"""Texts of which the English says all figures of the Chinese; in a note it may leave a place out."""

_YEAR = re.compile("(?<![0-9])20[0-9]{2}(?![0-9])")

Told = tuple[tuple[str | int, ...], str, str, bool]


def figures_alike(context: Context) -> Iterator[Problem]:
    """The English of a text says the figures of the Chinese, and no others; a warning."""
    for record in context.records():
        told = context.worked_out.of("figures alike", record, _told)
        for trail, side, figure, dated in told:
            if side == "zh" or not _is_of_record(context, record, figure, dated=dated):
                yield _problem(context, record, trail, side, number(Decimal(figure), thousands=True))


def _told(record: Record) -> tuple[Told, ...]:
    """The way to each text whose figures differ, the side that has one more, that one, and whether the Chinese names a year."""
    return tuple(
        (trail, side, figure, _YEAR.search(text.zh) is not None)
        for trail, text in texts(record)
        if text.en is not None and (_DIGIT.search(text.en) or _DIGIT.search(text.zh))
        for side, figure in _differ(trail, text)
    )


def _differ(trail: tuple[str | int, ...], text: Name | Text) -> Iterator[tuple[str, str]]:
    zh, en = in_chinese(text.zh), in_english(text.en or "")
    if more := sorted(value for value in en if value not in zh):
        yield "en", number(more[0])
        return
    if trail[-1] not in _RETOLD:
        return
    said = en | words_in_english(text.en or "")
    for value in sorted(digits_in_chinese(text.zh)):
        if value > _LARGE and value not in said:
            yield "zh", number(value)
            return


def _is_of_record(context: Context, record: Record, figure: str, *, dated: bool) -> bool:
    """Whether a figure is a year of the document that no other stands for (年内), or that of the target itself."""
    key = record.id if isinstance(record, Document) else getattr(record, "document", "")
    document = context.atlas.documents.get(key)
    if isinstance(record, Target):
        unit = context.atlas.units.get(record.unit or "")
        own = {value * size for value in record.value or () for size in (1, unit.factor if unit else 1)}
        if Decimal(figure) in own:
            return True
    if document is None or dated or not figure.isdigit():
        return False
    first, last = document.period or (0, 0)
    return int(figure) == int(document.issued[:4]) or first <= int(figure) <= last


def _problem(
    context: Context, record: Record, trail: tuple[str | int, ...], side: str, figure: str
) -> Problem:
    if side == "en":
        what = Words(f"英文里的 {figure}，中文里没有", f"the English says {figure}, and the Chinese does not")
    else:
        what = Words(f"中文里的 {figure}，英文里没有", f"the Chinese says {figure}, and the English does not")
    instead = Words(
        "两种文字应写同样的数字；换算的数两边都写，或都不写",
        "write the same figures in both; a converted one in both or in none",
    )
    return context.problem("figures-alike", record, trail, what, instead, severity="warning")
