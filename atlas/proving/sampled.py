"""`audit --sample N`: targets drawn from documents, each beside the words of its source, to be read against them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from atlas.checks.context import Context
from atlas.figures.wording import basis_of, due, figure, number
from atlas.problems import Language, Problem, Words
from atlas.proving.proving import Case, case_of
from atlas.records.model import Name, Target, Text
from atlas.sources.census import choose
from atlas.sources.proof import promised

AROUND = 40
"""Characters of the source that are shown on either side of a phrase."""


def drawn(targets: Iterable[Target], many: int) -> list[Target]:
    """As many targets, the same at each draw, in the order of their ids: one of each place, then a second of each.

    Of a place, and of places where there are more, those come first that have the smallest digests. So a long table of
    goals, which is one place, does not fill the whole draw.
    """
    ordered = sorted(targets, key=lambda one: hashlib.sha256(one.gid.encode()).digest())
    met: Counter[tuple[str, str]] = Counter()
    turns: list[tuple[int, int]] = []
    for nth, one in enumerate(ordered):
        at = (one.document, one.evidence[0].at)
        turns.append((met[at], nth))
        met[at] += 1
    return sorted((ordered[nth] for _, nth in sorted(turns)[:many]), key=lambda one: one.gid)


def sampled(
    context: Context, sources: Path, names: Sequence[str], many: int, language: Language
) -> tuple[list[str], list[Problem]]:
    """The lines to be read, and what is wrong with the sources that could not be."""
    problems: list[Problem] = []
    found = (case_of(context, sources, name, problems) for name in names)
    cases = {case.document.id: case for case in found if case is not None}
    targets = drawn((target for case in cases.values() for target in case.targets), many)
    lines = []
    for place, target in enumerate(targets, 1):
        at = context.positions.place(target, "id")
        lines += ["", f"{place}/{len(targets)}  {at.file}:{at.line}  {target.id}"]
        told = (*_said(cases[target.document], target, language), *_recorded(context, target, language))
        lines += [f"    {line}" for line in told]
    return lines[1:], problems


def _said(case: Case, target: Target, language: Language) -> Iterator[str]:
    """The words of the source, each phrase between 【 and 】, with what stands around it and its line."""
    printed = case.source.printed
    for entry in promised([target]):
        chosen, _ = choose(case.source, entry)
        for one in chosen:
            passage = case.source.passage(one.start)
            before = printed(max(one.start - AROUND, passage.start), one.start)
            behind = printed(one.end, min(one.end + AROUND, passage.to))
            told = Words(f"{entry.at}，第{one.line}行：", f"{entry.at}, line {one.line}: ").within(language)
            yield f"{told}…{before}【{printed(one.start, one.end)}】{behind}…"
        if not chosen:
            yield Words(
                f"原文 {entry.at} 里没有“{entry.text}”，请先运行 verify",
                f"“{entry.text}” does not stand in the source at {entry.at}: run verify first",
            ).within(language)


def _recorded(context: Context, target: Target, language: Language) -> Iterator[str]:
    """What the record says, in the order in which an editor decides."""
    atlas, basis = context.atlas, context.atlas.vocabulary["bases"][target.basis].label
    by_when = due(target) or Words("没有期限", "no deadline").within(language)
    if target.year_basis:
        by_when += f" ({_in(atlas.vocabulary['year-bases'][target.year_basis].label, language)})"
    yield " · ".join(
        [
            _in(atlas.regions[target.region].name, language),
            _in(atlas.indicators[target.indicator].name, language),
            figure(target, atlas.units, language),
            basis_of(target, Words(basis.zh, basis.en)).within(language),
            by_when,
            (Words("争取", "hoped for") if target.aspirational else Words("承诺", "promised")).within(
                language
            ),
        ]
    )
    if target.baseline:
        value = "" if target.baseline.value is None else f" {number(target.baseline.value)}"
        yield f"baseline: {target.baseline.year}{value}"
    if target.cluster:
        yield f"cluster: {_in(atlas.clusters[target.cluster].name, language)}"
    for name, text in (("conditions", target.conditions), ("assumed", target.assumed), ("note", target.note)):
        if text is not None:
            yield f"{name}: {_in(text, language) if text.en else text.zh}"
    if target.links:
        yield "links: " + ", ".join(f"{link.kind} {link.to}" for link in target.links)


def _in(name: Name | Text, language: Language) -> str:
    return str(getattr(name, language))
