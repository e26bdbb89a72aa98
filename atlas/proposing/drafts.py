"""What is proposed of each figure of a new document, before it is written down."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from atlas.figures.figures import Figure
from atlas.figures.grids import Cell, cell_name, how_counted
from atlas.figures.lexicon import Lexicon, printed_forms
from atlas.meaning.called import Span
from atlas.meaning.named import named, tells
from atlas.proposing import rates
from atlas.proposing.asides import PROMISED
from atlas.proposing.decided_once import NO_ROW, Row
from atlas.proposing.decided_once import rows as rows_of
from atlas.proposing.likely import Likely
from atlas.proposing.offers import Ids, Offers
from atlas.proposing.proposals import Around, Proposal, proposed
from atlas.proposing.quoting import clause
from atlas.proposing.zones import Whose, Zones
from atlas.provisions import rows, set_apart
from atlas.provisions.letterhead import letterhead
from atlas.sources.source import Heading, Passage, Source
from atlas.squeezed import fold, squeeze

_SENTENCE, _CLAUSE = re.compile("[。；;]"), re.compile("[，,、]")
_PEOPLE = "people"
_OF_PEOPLE = re.compile("培养|引进|引育|招引|培训|选派|选聘|集聚")
_BY = re.compile("(?<=到)(20[0-9]{2})(?=年)")
_HAN = re.compile("[\u4e00-\u9fff]")
_OF_A_YEAR = re.compile("(?:成交额|交易额|产值|营业收入|业务收入|销售收入|销售额|增加值|生产总值|税收)$")
"""What a name ends in whose figure under a year is the value of that year."""
_PLACED = re.compile("第|前|位[居列]|进入|排名|每万")
_DEALT = re.compile("分别|均|各(?!类|种|级)")


class Draft(NamedTuple):
    """A figure with its place, the clause that quotes it, and what the words around it propose.

    `base` is that of its unit, empty where several are possible or the figure is in words; `begins` is where the words
    begin that may govern it, an offset of the squeezed source. `names_it` is where the words stand before it that may
    say what it counts: those up to the figure, and in a table the name of its own row or column.
    """

    id: str
    figure: Figure
    path: str
    line: int
    begins: int
    names_it: Span
    phrase: str
    nth: int | None
    units: Sequence[str]
    base: str
    likely: Likely
    whose: Whose
    proposal: Proposal
    row: Row = NO_ROW


@dataclass(frozen=True)
class Drafts:
    """The figures of one source that may be promised; the other fields are those of `candidates.Candidates`."""

    source: Source
    lexicon: Lexicon
    figures: Sequence[Figure]
    reasons: Mapping[int, str]
    headings: Sequence[tuple[Heading, Passage]]
    offers: Offers
    region: str
    zones: Zones | None

    @cached_property
    def all(self) -> tuple[Draft, ...]:
        """What is proposed of each, in order; the cells of a row have ids that begin alike."""
        drafts = [
            self._draft(figure)
            for figure in self.figures
            if figure.kind in PROMISED and not self.reasons[figure.start]
        ]
        found = rows_of([(draft.figure.start, draft.likely) for draft in drafts], self.source.cells)
        return tuple(
            draft._replace(row=row, id=self._ids.of_row(row.sign, draft.proposal))
            if (row := found.get(draft.figure.start))
            else draft
            for draft in drafts
        )

    @cached_property
    def offered(self) -> tuple[tuple[str, ...], ...]:
        """For each the ids that it has if it is of an indicator that is offered; those that are certain come first."""
        drafts = self.all
        return tuple(
            () if draft.row.sign else self._ids.offered(draft.likely, draft.proposal) for draft in drafts
        )

    @cached_property
    def _ids(self) -> Ids:
        return Ids()

    def _draft(self, figure: Figure) -> Draft:
        path = self.source.passage(figure.start).path
        phrase, nth = clause(self.source, figure, path, self._behind_title(figure.start))
        units = self._units(figure)
        likely = self._likely(figure, units)
        units = self.offers.units(likely, units)
        bases = {unit.base for unit in self.lexicon.units if unit.id in units}
        counted = figure.kind == "amount" and figure.word != "" and not bases
        proposal = self._proposal(figure, {"count"} if counted else bases)  # 张, 套: no unit yet
        begins, _ = self._words(figure.start)
        return Draft(
            self._ids.of(likely, proposal), figure, path, self.source.line(figure.start), begins, self._names_it(figure),
            phrase, nth, units, next(iter(bases)) if len(bases) == 1 else "", likely, self.whose(figure.start), proposal,
        )  # fmt: skip

    def whose(self, at: int) -> Whose:
        """Whose is what stands at an offset of the squeezed source; of a cell, what names its row or column says so."""
        if self.zones is None:
            return Whose(self.region)
        cell = self.source.cells.get(at)
        begin, end = cell.name if cell else (self._behind_title(at), at)
        return self.zones.whose(self.source, self.source.passage(at), begin, end)

    def _units(self, figure: Figure) -> list[str]:
        """The ids of the units that a figure is printed in."""
        if figure.kind == "words" or self._unknown_word(figure):
            return []
        units = [unit for unit in self.lexicon.units if (figure.scale, figure.word) in printed_forms(unit)]
        units = rates.fitting(self._named_by(figure), units)
        people = [unit.id for unit in units if unit.base == _PEOPLE]
        return people if people and self._counts_people(figure) else [unit.id for unit in units]

    def rate(self, draft: Draft) -> str:
        """What the unit of a figure is printed as that is a rate of a sort that no unit is yet: 万元/亩; else empty."""
        each = rates.of_each(self._named_by(draft.figure)) if not draft.units and draft.figure.word else ""
        return f"{draft.figure.unit}/{each}" if each else ""

    def _named_by(self, figure: Figure) -> str:
        """The words before a figure that may say what it counts."""
        return self.source.squeezed.text[slice(*self._names_it(figure))]

    def _unknown_word(self, figure: Figure) -> bool:
        """Whether the word that a figure counts with is in no list, so that no unit can be proposed: 5000趟."""
        text = self.source.squeezed.text
        return (
            not figure.unit
            and not figure.cue
            and _HAN.match(text, figure.end) is not None
            and text[figure.end] != "以"
        )

    def _counts_people(self, figure: Figure) -> bool:
        """Whether its sentence speaks of training or attracting people, and its clause of no place and no rate."""
        sentence = _SENTENCE.split(self._named_by(figure))[-1]
        return bool(_OF_PEOPLE.search(sentence)) and not _PLACED.search(_CLAUSE.split(sentence)[-1])

    def _names_it(self, figure: Figure) -> Span:
        """Where the words before a figure stand that may say what it counts."""
        cell = self.source.cells.get(figure.start)
        return cell.name if cell else (self._words(figure.start)[0], figure.start)

    def _likely(self, figure: Figure, units: Sequence[str]) -> Likely:
        """The indicators that a figure may be of; names are offsets in the squeezed source."""
        if (cell := self.source.cells.get(figure.start)) is not None:
            return self._likely_of_cell(cell, figure, units)
        start, end = self._words(figure.start)
        others = [
            (each.start - start, each.end - start)
            for each in self.figures
            if each.kind == "amount"
            and self.reasons[each.start] != "size-class"
            and start <= each.start < end
            and each is not figure
        ]
        words = figure.kind == "words"
        bases = None if words else {unit.base for unit in self.lexicon.units if unit.id in units}
        text, at = self.source.squeezed.text[start:end], figure.start - start
        zone = self.zones.of_which(text, 0, at) if self.zones else None
        cut, gone = (zone[1], zone[1] - zone[0]) if zone else (end, 0)  # whose it is says not what it is
        text = text[: zone[0]] + text[cut:] if zone else text

        def moved(span: Span) -> Span:
            return (span[0] - gone, span[1] - gone) if span[0] >= cut else span

        span = moved((at, figure.end - start))
        found = self.offers.chooser.choose(text, span, [moved(each) for each in others], bases)
        back = ((a + gone, b + gone) if a >= cut - gone else (a, b) for a, b in found.names)
        return found._replace(names=tuple((start + a, start + b) for a, b in back))

    def _words(self, at: int) -> Span:
        """The words that may govern what stands there: of its passage behind its title, of a table those of its cell."""
        return self.source.cell(self._behind_title(at), self.source.passage(at).to, at)

    def _likely_of_cell(self, cell: Cell, figure: Figure, units: Sequence[str]) -> Likely:
        """The same of a cell of a table, whose row or column names the thing."""
        bases = {unit.base for unit in self.lexicon.units if unit.id in units}
        name = cell_name(self.source.squeezed.text, cell)
        text = f"{name}{figure.text}{figure.unit if figure.cell else ''}"
        found = self.offers.chooser.choose(text, (len(name), len(text)), [], bases)
        if cell.under_head:
            return found._replace(names=())  # they do not stand in the phrase
        return found._replace(
            names=tuple((cell.name[0] + a, cell.name[0] + b) for a, b in found.names if b <= len(name))
        )

    def _behind_title(self, at: int) -> int:
        """Where the words begin that may govern what stands there: behind the title of its heading, unless it is in that."""
        passage = self.source.passage(at)
        end = passage.body + len(self.titles.get(passage.start, ""))
        return end if end <= at else passage.body

    @cached_property
    def titles(self) -> dict[int, str]:
        """The squeezed title of each heading by the start of its passage, where it stands at its head."""
        text = self.source.squeezed.text
        titles = {passage: squeeze(fold(heading.title)) for heading, passage in self.headings}
        return {each.start: title for each, title in titles.items() if text.startswith(title, each.body)}

    def names(self, likely: Likely, phrase: str) -> list[str]:
        """The names that the source may have for a figure's indicator, as far as they stand in its phrase."""
        text = self.source.squeezed.text
        spans = likely.names if likely.sure else [named(text, start, end) for start, end in likely.names]
        names = [self.source.printed(*span) for span in spans if span]
        said = fold(squeeze(phrase))
        row = (
            _DEALT.search(said) is None
        )  # 高新区、经开区各新建机构1家: what stands before 、 is not the thing
        return [
            name
            for name in dict.fromkeys(names)
            if (row or "、" not in name) and tells(fold(squeeze(name)), said)
        ]

    def _proposal(self, figure: Figure, bases: Collection[str]) -> Proposal:
        """What the words around a figure propose; `bases` are those of the units that it may have."""
        if (cell := self.source.cells.get(figure.start)) is not None:
            return self._proposal_of_cell(cell, figure, bases)
        passage = self.source.passage(figure.start)
        begin, end = self._words(figure.start)
        text = self.source.squeezed.text[begin:end]
        annex = rows.of_row(self.source, passage)
        around = Around(annex, self.period, self._above(passage), self._issued, self._latest)
        return proposed(text, figure.start - begin, figure.end - begin, bases, around)

    def by_when(self, at: int) -> Proposal:
        """What the words before an offset of the squeezed source, where a goal in words ends, propose of its time."""
        passage = self.source.passage(at - 1)
        begin, end = self._words(at - 1)
        around = Around(rows.of_row(self.source, passage), self.period, self._above(passage), self._issued)
        return proposed(self.source.squeezed.text[begin:end], at - begin, at - begin, (), around)

    def _proposal_of_cell(self, cell: Cell, figure: Figure, bases: Collection[str]) -> Proposal:
        """What the name of a row and the head of its column propose; the year of the column is stated there."""
        year = cell.year or rows.year(self.source, self.source.passage(figure.start).path)
        name = cell_name(self.source.squeezed.text, cell)
        name = f"{how_counted(self.source.squeezed.text, cell)}{name}"
        told = "累计" if cell.summed else "年均增长" if "年均" in cell.head else "达到"
        told = "前" if self.source.squeezed.text[cell.start] == "前" else told
        words = (
            name if cell.under_head else f"{name}{told}"
        )  # what stands over a column may be sums or stocks
        around = Around(year, (year, year) if year else self.period)
        said = proposed(words + figure.text, len(words), len(words) + len(figure.text), bases, around)
        if not said.basis and cell.year and (of_year := _OF_A_YEAR.search(name)):
            said = said._replace(basis="level", basis_cue=of_year[0])  # the value of that one year
        return said._replace(years=(cell.year,), year_bases=("stated",)) if cell.year and said.years else said

    @cached_property
    def period(self) -> tuple[int, int] | None:
        """The period of the document, as its head says it."""
        return letterhead(self.source).period

    @cached_property
    def _latest(self) -> int | None:
        """The latest year by which the text wants something."""
        return max((int(year) for year in _BY.findall(self.source.squeezed.text)), default=None)

    @cached_property
    def _issued(self) -> int | None:
        return set_apart.year(self.source)

    def _above(self, passage: Passage) -> str:
        """The words under the heading, or in the article, next above a passage, behind its title."""
        over = [each for each in self.source.passages if each.within < passage.within]
        if not over:
            return ""
        next_above = max(over, key=lambda each: len(each.within))
        begin = next_above.body + len(self.titles.get(next_above.start, ""))
        return self.source.squeezed.text[begin : next_above.to]
