"""The candidates of targets of a new document: its figures, and as remarks what may be a goal in words."""

from __future__ import annotations

from atlas import governing
from atlas.asides import Entry
from atlas.candidates import Candidates
from atlas.quoting import single
from atlas.skeletons import scalar
from atlas.worded import Goal, worded


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
    fields = (
        f'id: , indicator: , region: {region}, words: {{zh: {words}, en: ""}}, comparator: reach, basis: , '
        f"year: , year_basis: {hoped}, evidence: [{{at: {at}, phrase: {words}{which}}}]"
    )
    return goal.path, [f"# - {{{fields}}} # {said}"]
