"""Problems as they are told: to a person in a terminal, to GitHub beside the lines of a change, to a program as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from atlas.figures.wording import count
from atlas.problems import Language, Problem, visible
from atlas.reporting.excerpt import excerpt

Form = Literal["text", "github", "json"]

FOLDED = frozenset({"known-names"})
"""The rules of which one slip may show in many places, and one edit mends all."""

MANY = 3
"""Places of one slip that are told one by one; of more, the first is."""

MOST_PLACES = 20
"""Further places of one slip that are listed."""

LONGEST_LINE = 1000
"""Characters of the longest line that JSON holds."""

INDENT = "    "
_COMMAND = re.compile(r"(^\s*:(?=:)|##(?=\[))")
"""What a runner takes for the beginning of a command: :: in front, ##[ anywhere."""


@dataclass(frozen=True)
class Told:
    """A problem, and the other places where the same slip shows."""

    problem: Problem
    also: tuple[Problem, ...] = ()

    def remark(self, language: Language) -> str:
        """“ (and 39 more places)”, or nothing where there is no other place."""
        if not self.also:
            return ""
        if language == "zh":
            return f"（另有 {len(self.also)} 处）"
        return f" (and {count(len(self.also), 'more place', 'more places')})"

    def places(self, language: Language) -> str:
        """“also at x.yaml:3:5, 8:5; y.yaml:2:1”, or nothing where there is no other place."""
        if not self.also:
            return ""
        files = []
        shown = (problem.place for problem in self.also[:MOST_PLACES])
        for file, places in groupby(shown, key=lambda place: place.file):
            spots = ", ".join(f"{place.line}:{place.column}" for place in places)
            files.append(f"{visible(file)}:{spots}")
        more = "; …" if len(self.also) > MOST_PLACES else ""
        listed = "; ".join(files) + more
        return f"还有 {listed}" if language == "zh" else f"also at {listed}"


def folded(problems: Iterable[Problem]) -> list[Told]:
    """Problems in their order; one slip that shows in many places is told at the first."""
    groups: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        same = (problem.rule, problem.what, problem.instead, problem.severity)
        groups.setdefault(same if problem.rule in FOLDED else number, []).append(problem)
    told = []
    for group in groups.values():
        if len(group) > MANY:
            told.append(Told(group[0], tuple(group[1:])))
        else:
            told += map(Told, group)
    return sorted(told, key=lambda each: each.problem.place)


def lines(told: Told, language: Language) -> Iterator[str]:
    """`file:line:column: what is wrong; write … instead`, then, indented, the line with a caret, and other places."""
    problem = told.problem
    yield problem.line(language) + told.remark(language)
    if problem.source is not None:
        yield from (INDENT + line for line in excerpt(problem.source, problem.place).lines())
    if told.also:
        yield INDENT + told.places(language)


def text(problems: Sequence[Problem], language: Language, *, annotated: bool = False) -> str:
    """Every problem for a reader, if `annotated` each with the workflow commands that show it on GitHub."""
    said: list[str] = []
    for told in folded(problems):
        said += (_no_command(line) if annotated else line for line in lines(told, language))
        if annotated:
            said += (problem.annotation(language) for problem in (told.problem, *told.also))
    return _joined(said)


def _no_command(line: str) -> str:
    """A line of a workflow's log in which what the content holds is no command to the runner."""
    return _COMMAND.sub(lambda found: f"{found[1]} ", line)


def github(problems: Iterable[Problem], language: Language) -> str:
    """Every problem as a workflow command."""
    return _joined(problem.annotation(language) for problem in problems)


def as_json(problems: Sequence[Problem], language: Language) -> str:
    """Every problem for a program, in ASCII; `docs/checking.md` says what each key holds."""
    severities = [problem.severity for problem in problems]
    whole = {
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "problems": [_entry(problem, language) for problem in problems],
    }
    return json.dumps(whole, indent=2) + "\n"


def _entry(problem: Problem, language: Language) -> dict[str, object]:
    place, source = problem.place, problem.source
    if source is not None and len(source) > LONGEST_LINE:
        source = None
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end": place.column + place.span if place.span else None,
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.what.within(language),
        "hint": problem.instead.within(language) if problem.instead else None,
        "written": problem.written if source is not None else None,
        "source": source,
    }


def _joined(said: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in said)
