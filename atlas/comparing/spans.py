"""What is said of the years over which figures add up or change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atlas.comparing.compare import Span, deadline, span
from atlas.figures.wording import basis_of, due, figure, one_year, years_long
from atlas.problems import Language, Words
from atlas.records.model import Target, Unit


def over(years: Span, language: Language) -> str:
    """A span behind a basis: 三年 · over three years, 到2022年 · by 2022; empty where it makes no difference."""
    if years.each:
        return "每年" if language == "zh" else "each year"
    if years.years:
        long = years_long(years.years, language)
        return long if language == "zh" else f"over {long}"
    if years.until:
        return f"到{years.until}年" if language == "zh" else f"by {years.until}"
    return ""


def is_open(target: Target) -> bool:
    """Whether a figure's text says until when it adds up or changes, at most, and not from when."""
    return (
        target.value is not None
        and target.basis in ("increase", "total", "change")
        and not any(span(target)[:2])
    )


def basis_of_all(targets: Sequence[Target], labels: Mapping[str, Words], language: Language) -> str:
    """The basis of targets of one comparison, and their span: 期内新增 · 三年 · increase · over three years."""
    first = targets[0]
    label = labels[first.basis]
    if all(map(one_year, targets)):
        label = basis_of(first, label)
    long = over(span(first), language) if first.value is not None else ""
    return " · ".join(word for word in (label.within(language), long) if word)


def yearly(target: Target, units: Mapping[str, Unit], language: Language) -> str:
    """A target's figure, and of one of each year that it is: 每年50项 · 50 a year."""
    said = figure(target, units, language)
    if target.basis != "annual" or target.value is None or one_year(target):
        return said
    return f"每年{said}" if language == "zh" else f"{said} a year"


def when(target: Target, language: Language) -> str:
    """When a target falls due, as one says it beside its figure: 2025 · 2021–2025 · 2020年全年 · 到2022年."""
    said, year = due(target), deadline(target)
    if one_year(target):
        return f"{year}年全年" if language == "zh" else f"in {year}"
    if target.value is None or not year or target.basis not in ("increase", "total"):
        return said
    years = span(target)
    if years.until:
        return f"到{year}年" if language == "zh" else f"by {year}"
    if years.years == 1:
        return f"{year}年内" if language == "zh" else f"in {year}"
    return said
