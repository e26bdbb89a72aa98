"""The census: every figure of a source, held against the targets' phrases and what was set aside.

A figure here is whatever `atlas.figures.figures` finds, except the numbers that head recognised headings, rows of a
table and items of the list of attachments. It is accounted for when its numeral lies inside a phrase of a
target, or inside a text that was set aside, where that entry stands. Of a row of cells (企业数|家|186|210) only the last
cell is quoted.
An entry without `nth` or `every` means the one occurrence under its place: in the heading's own text if it
stands there, else below it. `nth` counts, from 1, all occurrences under the place in the order of the text.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from atlas.figures.borders import ROW
from atlas.figures.figures import Figure, find
from atlas.figures.grids import Cell, heads_row, last_cell
from atlas.figures.lexicon import Lexicon
from atlas.numerals import arabic
from atlas.sources.source import Occurrence, Source, locate, place
from atlas.squeezed import fold, squeeze

_AROUND = 12  # characters of context on either side


@dataclass(frozen=True, slots=True)
class Entry:
    """What a record says of a run of the source: a phrase of a target, or a text that was set aside.

    `key` is the caller's own (a target's id with the number of its phrase, say) and comes back in the report.
    """

    key: str
    at: str
    text: str
    every: bool = False
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of the source: what it is, its line and heading, some words around it."""

    figure: Figure
    line: int
    path: str
    context: str
    accounted: bool


Fault = Literal["unknown-place", "not-found", "several", "nth-too-high"]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """An entry that does not single out its words: `found` occurrences under its place, on these `lines`."""

    entry: Entry
    fault: Fault
    found: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Census:
    """The outcome; a document is complete when `complete` holds.

    `figures` are all figures of the source in order. `mismatches` are entries that match nothing, or several
    places. `idle` are set-aside entries that account for nothing: they hold no figure, or only figures that phrases
    hold. `doubled` do so for every occurrence under their place: a slip. `unlisted` are paths of headings
    that no outline entry, measure or task stands for, `unknown` places of such entries that the source does not
    have.
    """

    figures: tuple[Counted, ...]
    mismatches: tuple[Mismatch, ...]
    idle: tuple[Entry, ...]
    doubled: tuple[Entry, ...]
    unlisted: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def unaccounted(self) -> tuple[Counted, ...]:
        """The figures that are in no phrase and not set aside."""
        return tuple(counted for counted in self.figures if not counted.accounted)

    @property
    def accounted(self) -> tuple[Counted, ...]:
        """The figures that are in a phrase or set aside."""
        return tuple(counted for counted in self.figures if counted.accounted)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to account for and every entry and place is found."""
        return not (self.unaccounted or self.mismatches or self.unlisted or self.unknown)


def census(
    source: Source,
    promised: Sequence[Entry],
    set_aside: Sequence[Entry],
    places: Iterable[str],
    lexicon: Lexicon,
) -> Census:
    """The census of one document.

    `promised` are the phrases of all targets, one entry each; `set_aside` the set-aside texts; `places` every
    `at` of the outline, the measures and the tasks. An empty `places` leaves the headings unexamined.
    """
    numerals = numerals_of(source, lexicon)
    spans: list[tuple[int, int]] = []
    quoted: list[bool] = []
    mismatches: list[Mismatch] = []
    idle: list[Entry] = []
    doubled: list[Entry] = []
    for i, entry in enumerate((*promised, *set_aside)):
        if i == len(promised):
            quoted = _covered(numerals, spans)
        chosen, mismatch = choose(source, entry)
        own = [(o.end - len(last_cell(fold(squeeze(entry.text)))), o.end) for o in chosen]
        spans += own
        if mismatch:
            mismatches.append(mismatch)
        elif i >= len(promised):
            held = [told for inside, told in zip(_covered(numerals, own), quoted, strict=True) if inside]
            if not held:
                idle.append(entry)
            elif all(held):
                (doubled if entry.every else idle).append(entry)
    covered = _covered(numerals, spans)
    figures = tuple(
        Counted(
            figure,
            source.line(figure.start),
            source.passage(figure.start).path,
            _context(source, figure),
            inside,
        )
        for figure, inside in zip(numerals, covered, strict=True)
    )
    unlisted, unknown = _headings(source, list(places))
    return Census(figures, tuple(mismatches), tuple(idle), tuple(doubled), unlisted, unknown)


def numerals_of(source: Source, lexicon: Lexicon) -> tuple[Figure, ...]:
    """Every figure of a source in order, numbers of headings and of rows left out; offsets are those of the squeezed text."""
    return tuple(
        _with_unit(each, source.cells, lexicon)
        for passage in source.passages
        for figure in find(source.squeezed.text[passage.body : passage.to], lexicon)
        if (each := _moved(figure, passage.body)).start not in source.row_numbers
        and not heads_row(source.squeezed.text, each.start, each.end)
    )


def _moved(figure: Figure, by: int) -> Figure:
    return figure._replace(start=figure.start + by, end=figure.end + by)


def _with_unit(figure: Figure, cells: Mapping[int, Cell], lexicon: Lexicon) -> Figure:
    """A figure of a cell with the unit that stands over its table or its column."""
    cell = cells.get(figure.start)
    same = figure.unit in ("", cell.unit if cell else "") or not (cell and cell.own_unit)
    if (
        cell is None
        or (figure.unit and same)
        or not cell.unit
        or figure.kind not in ("amount", "number", "date")
    ):
        return figure
    found = next((each for each in find(f"{figure.numeral}{cell.unit}", lexicon) if each.unit), None)
    if found is None:
        return figure._replace(kind="amount", value=figure.value or arabic(figure.numeral), cell=True)
    return figure._replace(
        kind="amount",
        value=found.value,
        high=found.high,
        scale=found.scale,
        word=found.word,
        unit=found.unit,
        cell=True,
    )


def choose(source: Source, entry: Entry) -> tuple[list[Occurrence], Mismatch | None]:
    """The occurrences that an entry stands for, and what is wrong with it; of several, the first is taken."""
    found = locate(source, entry.at, entry.text)
    lines = tuple(o.line for o in found)
    if not found:
        fault: Fault = "not-found" if place(entry.at) in source.places else "unknown-place"
        return [], Mismatch(entry, fault, 0, ())
    if entry.every:
        return found, None
    if entry.nth is not None:
        if not 0 < entry.nth <= len(found):
            return [], Mismatch(entry, "nth-too-high", len(found), lines)
        return [found[entry.nth - 1]], None
    own = [o for o in found if o.own] or found
    if len(own) > 1:
        return own[:1], Mismatch(entry, "several", len(own), tuple(o.line for o in own))
    return own, None


def _covered(figures: Sequence[Figure], spans: list[tuple[int, int]]) -> list[bool]:
    """For each figure whether its numeral lies inside one of the spans (the unit may be left out)."""
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]
    reach = list(accumulate((end for _, end in ordered), max))
    inside = []
    for figure in figures:
        before = bisect_right(starts, figure.start)
        inside.append(before > 0 and reach[before - 1] >= figure.start + len(figure.numeral))
    return inside


def _context(source: Source, figure: Figure) -> str:
    passage = source.passage(figure.start)
    start, end = max(passage.from_, figure.start - _AROUND), min(passage.to, figure.end + _AROUND)
    return source.printed(start, end).replace(ROW, " ")


def _headings(source: Source, places: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not places:
        return (), ()
    named = {place(at) for at in places}
    above = {path for passage in source.passages if place(passage.path) in named for path in passage.within}
    unlisted = [h.path for h in source.headings if place(h.path) not in (named if h.level else above)]
    unknown = sorted({at for at in places if place(at) not in source.places})
    return tuple(dict.fromkeys(unlisted)), tuple(unknown)


def entries_digest(entries: Iterable[Entry]) -> str:
    """SHA-256, in hex, over the sorted entries (place, text, every, nth), white space removed."""
    lines = sorted(f"{squeeze(e.at)}\t{squeeze(e.text)}\t{e.every:d}\t{e.nth or ''}\n" for e in entries)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
