"""Headings under which targets stand and no measure does, though others of their level have one; told by `audit`.

Headings of goals and general ones have none. The document's note answers for another by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from atlas.checks.context import Context
from atlas.place_forms import is_row
from atlas.problems import Problem, Words, listed
from atlas.provisions.answered import answers, lowest
from atlas.provisions.sections import is_no_measure
from atlas.reading.by_place import steps
from atlas.records.model import Document, Measure, Target
from atlas.sources.source import Source, place

Steps = tuple[str, ...]
_GOALS = re.compile("目标|指标|总体|形势|基础|意义|定位|监督|考核|组织领导")
"""What else headings say under which goals stand and no measure does."""
_SHOWN = 3
"""Targets of a heading that are named."""


def bare_headings(context: Context, document: Document, source: Source) -> Iterator[Problem]:
    """The headings of a whole document that have targets, and no measure at, over or under them."""
    measures = [each for each in context.atlas.measures.values() if each.document == document.id]
    if document.extraction != "complete" or not measures:
        return
    note = document.note.zh if document.note else ""
    told = _told(measures, source)
    paths = {steps(heading.path): heading.path for heading in source.headings}
    found: dict[Steps, list[tuple[Target, int]]] = {}
    over = _Over(measures, source)
    for target in context.atlas.targets.values():
        for number, piece in enumerate(target.evidence if target.document == document.id else ()):
            if heading := over.bare(piece.at):
                found.setdefault(heading, []).append((target, number))
    for heading, own in found.items():
        path = paths.get(heading, own[0][0].evidence[own[0][1]].at)
        if place(path) not in told and path not in note:
            yield _problem(context, path, own)


class _Over:
    """The headings over places, and where measures stand among them."""

    def __init__(self, measures: Sequence[Measure], source: Source) -> None:
        self.at = {steps(measure.at) for measure in measures}
        self.above = {each[:length] for each in self.at for length in range(1, len(each) + 1)}
        self.levels = {_level(each) for each in self.at}
        self.headings = {steps(heading.path): heading for heading in source.headings}

    def bare(self, at: str) -> Steps | None:
        """The heading over a place that should have a measure, and has none; None where all is well."""
        whole = steps(at)
        over = [whole[:length] for length in range(1, len(whole) + 1)]
        if is_row(at) or any(each in self.at or self._is_general(each) for each in over):
            return None
        return next((each for each in over if _level(each) in self.levels and each not in self.above), None)

    def _is_general(self, at: Steps) -> bool:
        heading, above = self.headings.get(at), self.headings.get(at[:-1])
        if heading is None:
            return False
        over = above.title if above else ""
        return is_no_measure(heading.title, heading.level, over) or _GOALS.search(heading.title) is not None


@lru_cache(maxsize=16384)
def _level(heading: Steps) -> Steps:
    """The form of each step of a place, without its number: 正文, 第1章, 第1条."""
    return heading[0], *(re.sub("[一二三四五六七八九十百0-9]+", "1", step) for step in heading[1:])


def _told(measures: Sequence[Measure], source: Source) -> set[str]:
    """The places over headings that say who is answerable and have no measure: `measures_held` tells them."""
    held = {place(measure.at) for measure in measures}
    levels = {heading.level for heading in source.headings if place(heading.path) in held}
    said = answers(source)
    return {
        each
        for heading, passage in lowest(source)
        if heading.level in levels and said.get(passage.start) and held.isdisjoint(passage.within)
        for each in passage.within
    }


def _problem(context: Context, path: str, found: Sequence[tuple[Target, int]]) -> Problem:
    target, number = found[0]
    names = list(dict.fromkeys(each.id for each, _ in found))
    shown, count = listed(names[:_SHOWN]), len(names)
    all_ = Words(f"等 {count} 个", f" (of {count})") if count > _SHOWN else Words("", "")
    what = Words(
        f"目标 {shown}{all_.zh}在 {path}，那里没有举措，同级的标题有",
        f"the targets {shown}{all_.en} stand at {path}, which has no measure as others of its level do",
    )
    instead = Words(
        f"是举措则在 measures.yaml 中写一条 at: {path}；不是则在文件的 note 里写到“{path}”并说明",
        f"if it is a measure, add one with at: {path} to measures.yaml; if not, say so in the document's note with “{path}”",
    )
    at = context.positions.place(target, "evidence", number, "at")
    return Problem(at, "audit", what, instead, severity="warning")
