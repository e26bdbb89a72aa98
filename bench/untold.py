"""How many slips in records are told by check, verify and audit, and how many pass unseen, by kind of slip.

    python -m bench.untold SOURCES [CONTENT …] [--of DOCUMENT] [--sample N] [--seed N] [--only WORDS]

Each record of each document whose source is in the folder SOURCES is changed in memory, one thing at a time.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from atlas.checks import check
from atlas.checks.context import Context
from atlas.problems import Problem
from atlas.proving.proving import Case, audited, case_of, verified
from atlas.reading.load import Loaded, load
from atlas.records.worked_out import Checked, WorkedOut
from bench import wrong_figures, wrong_texts
from bench.wrong import Trial, Wrong

MAKERS = (wrong_figures.slips, wrong_texts.slips)
LAPSED = "proof-holds"
"""The rule that asks for `verify` and `audit` after each change; it says nothing of the change."""


@dataclass
class Count:
    """How many slips of a kind were tried, and how many were told as errors and as warnings."""

    tried: int = 0
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True)
class Told:
    """What is told of a slip."""

    wrong: Wrong
    problems: tuple[Problem, ...]

    @property
    def severity(self) -> str:
        """`error`, `warning`, or nothing where the slip passes."""
        found = {problem.severity for problem in self.problems}
        return "error" if "error" in found else "warning" if found else ""


class Bench:
    """Content beside its sources, on which slips are tried."""

    def __init__(self, content: Path, sources: Path) -> None:
        self.loaded: Loaded = load(content)
        if self.loaded.atlas is None:
            raise ValueError(f"{content} cannot be read")
        self.atlas = self.loaded.atlas
        self.worked_out = WorkedOut()
        context = Context.of(self.loaded, self.worked_out)
        self.known = {(one.rule, one.line()) for one in check(context)}
        found = self.worked_out.checked
        self.silent = found.silent if found else frozenset()
        self.cases: dict[str, Case] = {}
        for name, document in self.atlas.documents.items():
            if (sources / document.source.file).is_file():
                case = case_of(context, sources, name, [])
                if case is not None:
                    self.cases[name] = case
                    self.known |= {("", one.line()) for one in _proven(case)}

    def told(self, wrong: Wrong) -> Told:
        """What check, verify and audit say of a slip that they do not say of the sound content."""
        self.worked_out.checked = Checked(self.atlas, self.silent)
        context = Context(wrong.atlas, self.loaded.positions, self.loaded.broken, self.worked_out)
        problems = [one for one in check(context) if one.rule != LAPSED]
        new = [one for one in problems if (one.rule, one.line()) not in self.known]
        if not new:
            old = self.cases[wrong.document]
            case = replace(
                old,
                context=context,
                document=wrong.atlas.documents[wrong.document],
                targets=tuple(
                    each for each in wrong.atlas.targets.values() if each.document == wrong.document
                ),
                aside=tuple(each for each in wrong.atlas.set_aside if each.document == wrong.document),
            )
            new = [one for one in _proven(case, old) if ("", one.line()) not in self.known]
        return Told(wrong, tuple(new))

    def slips(self, seed: int, documents: Sequence[str] = ()) -> Iterator[Wrong]:
        """Each slip in each document whose source is there; the seed says which of several like ones."""
        for name in documents or self.cases:
            trial = Trial(self.atlas, self.loaded.positions, name, random.Random(f"{seed} {name}"))  # noqa: S311  (no secrets here)
            for make in MAKERS:
                yield from make(trial)


def _proven(case: Case, old: Case | None = None) -> list[Problem]:
    """What verify, of targets that are new, and audit say of a document."""
    known = {id(each) for each in old.targets} if old else set()
    new = replace(case, targets=tuple(each for each in case.targets if id(each) not in known))
    return [*verified(new)[0], *audited(case)[0]]


def sampled(slips: Sequence[Wrong], many: int, seed: int) -> list[Wrong]:
    """As many slips of each kind, drawn by a seed; all where `many` is 0."""
    kinds: dict[str, list[Wrong]] = defaultdict(list)
    for each in slips:
        kinds[each.kind].append(each)
    if not many:
        return list(slips)
    draw = random.Random(seed)  # noqa: S311
    return [one for kind in sorted(kinds) for one in draw.sample(kinds[kind], min(many, len(kinds[kind])))]


def counted(told: Sequence[Told]) -> dict[str, Count]:
    """The counts by kind."""
    found: dict[str, Count] = defaultdict(Count)
    for each in told:
        count = found[each.wrong.kind]
        count.tried += 1
        count.errors += each.severity == "error"
        count.warnings += each.severity == "warning"
    return dict(sorted(found.items()))


def table(counts: dict[str, Count]) -> list[str]:
    """The counts as a table in Markdown, with a last line of all."""
    rows = [("| slip | tried | error | warning | unseen |"), "|---|---|---|---|---|"]
    all_ = Count()
    for kind, count in counts.items():
        rows.append(_row(kind, count))
        all_ = Count(all_.tried + count.tried, all_.errors + count.errors, all_.warnings + count.warnings)
    return [*rows, _row("**all**", all_)]


def _row(kind: str, count: Count) -> str:
    unseen = count.tried - count.errors - count.warnings
    return f"| {kind} | {count.tried} | {count.errors} | {count.warnings} | {unseen} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Tries all slips, or some of each kind, and prints the table; with --only those of a kind, each told."""
    parser = argparse.ArgumentParser(prog="python -m bench.untold", description=__doc__)
    parser.add_argument("sources", type=Path)
    parser.add_argument("content", type=Path, nargs="?", default=Path("content"))
    parser.add_argument("--of", action="append", default=[])
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    told = parser.parse_args(arguments)
    bench = Bench(told.content, told.sources)
    if not bench.cases:
        print(f"skipped: no source text of these documents is in {told.sources}", file=sys.stderr)
        return 0
    slips = [each for each in bench.slips(told.seed, told.of) if told.only in each.kind]
    found = [bench.told(each) for each in sampled(slips, told.sample, told.seed)]
    for each in found if told.only else ():
        rules = ", ".join(sorted({one.rule for one in each.problems}))
        print(f"{each.severity or 'unseen'}: {each.wrong.kind}: {each.wrong.record} {rules}".rstrip())
    print("\n".join(table(counted(found))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
