"""The candidates of targets of a new document: its figures, and as remarks what may be a goal in words."""

from __future__ import annotations

from atlas.meaning import governing
from atlas.proposing import goal_fields
from atlas.proposing.asides import Entry
from atlas.proposing.candidates import Candidates
from atlas.proposing.quoting import single
from atlas.proposing.skeletons import scalar
from atlas.proposing.worded import Goal, worded


def with_goals(found: Candidates) -> tuple[list[Entry], int]:
    """The entries of targets.yaml, under each heading first its figures, and how many of them are goals in words.

    A goal in words is one line behind a second #: a record with the clause as its words and its phrase.
    """
    source = found.source
    figures = [draft.figure for draft in found.drafts.all]
    goals = list(worded(source, figures, found.drafts.titles))
    entries = [
        *(
            (source.passage(figure.start).from_, 0, figure.start, entry)
            for figure, entry in zip(figures, found.targets(), strict=True)
        ),
        *((source.passage(goal.start).from_, 1, goal.start, _entry(found, goal)) for goal in goals),
    ]
    return [entry for *_, entry in sorted(entries, key=lambda each: each[:3])], len(goals)


def _entry(found: Candidates, goal: Goal) -> Entry:
    source, at = found.source, scalar(goal.path)
    phrase, nth = single(source, goal, goal.path, goal.start, goal.end)
    words, which = scalar(phrase), f", nth: {nth}" if nth else ""
    said = found.say(f"第{source.line(goal.start)}行", f"line {source.line(goal.start)}")
    region = found.drafts.whose(goal.end - 1).region
    hope = governing.hope(governing.clause(source.squeezed.text, goal.end))
    hoped = ", aspirational: true" if hope else ""
    clause = source.squeezed.text[goal.start : goal.end]
    basis, comparator = goal_fields.basis(clause), goal_fields.comparator(clause)
    year, where = _by_when(found, goal, clause)
    fields = (
        f'id: , indicator: , region: {region}, words: {{zh: {words}, en: ""}}, comparator: {comparator}, basis: {basis}, '
        f"year: {year}, year_basis: {where}{hoped}, evidence: [{{at: {at}, phrase: {words}{which}}}]"
    )
    return goal.path, [f"# - {{{fields}}} # {said}"]


def _by_when(found: Candidates, goal: Goal, clause: str) -> tuple[str, str]:
    """The year of a goal in words, and that its sentence states it; empty where that is open.

    What the text only refers to, or a plan of one year is to bring nearer, has none.
    """
    said, period = found.drafts.by_when(goal.end), found.drafts.period
    nearer = period is not None and period[0] == period[1] and "加快" in clause
    if len(said.years) != 1 or nearer or clause.endswith("目标"):
        return "", ""
    return str(said.years[0]), "stated" if said.year_bases == ("stated",) else ""
