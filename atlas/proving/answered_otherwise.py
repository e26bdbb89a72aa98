"""Measures and tasks whose agencies, or whose year, are not those that the source says; told by `audit`.

A body or a year that the record's own `note` names is answered: an editor has seen it and says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from atlas.checks.context import Context
from atlas.place_forms import is_row
from atlas.problems import Problem, Words, listed
from atlas.proposing.zones import registered
from atlas.provisions.answered import answers
from atlas.provisions.listed_bodies import bodies, names_of_bodies
from atlas.provisions.rows import answerable, of_row
from atlas.records.model import Document, Measure, Task
from atlas.sources.source import Source, place
from atlas.squeezed import fold, squeeze

_ROLES = {"lead": Words("牵头", "leading"), "support": Words("配合", "supporting")}


class Said(NamedTuple):
    """Who leads and who supports, as a source says it."""

    lead: tuple[str, ...]
    support: tuple[str, ...]

    def roles(self) -> dict[str, str]:
        """Each body with its role."""
        return {name: role for role in ("support", "lead") for name in getattr(self, role)}


class Facts(NamedTuple):
    """What a source says by its places: who answers for measures, who and by when for rows of annexes, all its words."""

    measures: Mapping[str, Said]
    rows: Mapping[str, tuple[Said | None, int | None]]
    under: Mapping[str, str]


def otherwise(context: Context, document: Document, source: Source) -> Iterator[Problem]:
    """What measures and tasks of a document say of bodies and years, and its source does not."""
    atlas = context.atlas
    facts = context.worked_out.of(
        "answered", document, lambda one: _facts(context, one, source), (source, atlas.agencies)
    )
    for measure in atlas.measures.values():
        if measure.document == document.id and (measure.lead or measure.support):
            yield from _bodies(context, measure, facts.measures.get(place(measure.at)), facts.under)
    for task in atlas.tasks.values():
        at = place(task.at)
        if task.document == document.id and at in facts.rows:
            said, year = facts.rows[at]
            yield from _bodies(context, task, said, facts.under)
            yield from _year(context, task, year)


def _facts(context: Context, document: Document, source: Source) -> Facts:
    printed = {name for where, name in context.agencies_by_name if where == document.id}
    known = names_of_bodies(source, registered(context.atlas))
    rows = {}
    for passage in source.passages:
        if is_row(passage.path):
            lead, support = (_rejoined(names, printed) for names in answerable(source, passage, known))
            rows[place(passage.path)] = (Said(lead, support) if lead else None, of_row(source, passage))
    return Facts(_of_measures(source, printed), rows, _under(source))


def _of_measures(source: Source, printed: Iterable[str]) -> dict[str, Said]:
    """Who answers at each place of a source that names them in one list."""
    said = answers(source)
    found = {}
    for passage in source.passages:
        answer = said.get(passage.start)
        lead, support = bodies(answer.lists) if answer else ([], [])
        if lead:
            found[place(passage.path)] = Said(_rejoined(lead, printed), _rejoined(support, printed))
    return found


def _rejoined(names: Iterable[str], printed: Iterable[str]) -> tuple[str, ...]:
    """Names in order, with those put together again that are registered as one: 各辖市、区政府."""
    found = "、".join(names)
    whole = sorted((name for name in printed if "、" in name and name in found), key=len, reverse=True)
    for number, name in enumerate(whole):
        found = found.replace(name, f"\0{number}\0")
    pieces = (piece for piece in found.split("、") if piece)
    return tuple(whole[int(piece.strip("\0"))] if piece[0] == "\0" else piece for piece in pieces)


def _under(source: Source) -> Mapping[str, str]:
    """All words under each place of a source, folded and squeezed; who answers for several items together with each."""
    found: dict[str, list[str]] = {}
    said = answers(source)
    for passage in source.passages:
        answer = said.get(passage.start)
        together = fold(squeeze("".join(answer.lists))) if answer else ""
        words = source.squeezed.text[passage.from_ : passage.to] + together
        for at in passage.within:
            found.setdefault(at, []).append(words)
    return {at: "\n".join(words) for at, words in found.items()}


def _bodies(
    context: Context, record: Measure | Task, said: Said | None, under: Mapping[str, str]
) -> Iterator[Problem]:
    recorded = Said(record.lead, record.support).roles()
    note = record.note.zh if record.note else ""
    if said is None:
        words = under.get(place(record.at), "")
        strange = [name for name in recorded if fold(squeeze(name)) not in words and name not in note]
        if strange and words:
            what = Words(
                f"原文 {record.at} 没有写到{listed(strange)}",
                f"the source does not name {listed(strange)} at {record.at}",
            )
            yield _problem(context, record, what, Words("请核对部门", "check the bodies"))
        return
    roles = said.roles()
    lacking = [name for name in roles if name not in recorded and name not in note]
    strange = [name for name in recorded if name not in roles and name not in note]
    other = [
        name for name in roles if name in recorded and roles[name] != recorded[name] and name not in note
    ]
    told = [
        *([Words(f"没有写{listed(lacking)}", f"{listed(lacking)} is left out")] if lacking else []),
        *(
            [Words(f"原文没有{listed(strange)}", f"{listed(strange)} is not in the source")]
            if strange
            else []
        ),
        *(
            Words(
                f"{name}在原文中是{_ROLES[roles[name]].zh}单位",
                f"{name} is {_ROLES[roles[name]].en} in the source",
            )
            for name in other
        ),
    ]
    if told:
        line = f"lead: [{', '.join(said.lead)}], support: [{', '.join(said.support)}]"
        instead = Words(
            f"应写 {line}；若有别的理由，在 note 里点明这个部门",
            f"write {line}; if there is a reason not to, name the body in a note",
        )
        what = Words("；".join(each.zh for each in told), "; ".join(each.en for each in told))
        yield _problem(context, record, what, instead)


def _year(context: Context, task: Task, said: int | None) -> Iterator[Problem]:
    if said is None or said == task.year or (task.note and str(said) in task.note.zh):
        return
    what = Words(
        f"原文写的是 {said} 年，记录写的是 {task.year}",
        f"the source says {said}, the record says {task.year}",
    )
    instead = Words(
        f"应写 year: {said}；若有别的理由，在 note 里点明这一年",
        f"write year: {said}; if there is a reason not to, name the year in a note",
    )
    place_ = context.positions.place(task, "year")
    yield Problem(place_, "audit", what, instead, severity="warning")


def _problem(context: Context, record: Measure | Task, what: Words, instead: Words) -> Problem:
    kind = Words("举措", "the measure") if isinstance(record, Measure) else Words("任务", "the task")
    told = Words(f"{kind.zh}“{record.id}”：{what.zh}", f"{kind.en} “{record.id}”: {what.en}")
    field = "lead" if record.lead else "support" if record.support else "at"
    return Problem(context.positions.place(record, field), "audit", told, instead, severity="warning")
