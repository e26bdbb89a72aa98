"""What a source text holds, as candidates for an editor to decide on: headings and figures, as commented YAML.

Nothing is decided here. Each heading is listed as it is printed; each figure stands once, with its line and words:
what can be the value of a target (an amount, 翻一番) among the targets, everything else, which never can be one,
among the figures to be set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from atlas import rows
from atlas.asides import PROMISED, Asides, Entry
from atlas.baselines import baseline
from atlas.census import numerals_of
from atlas.evidence import LONGEST
from atlas.figures import Figure
from atlas.letterhead import letterhead
from atlas.lexicon import Lexicon, printed_forms
from atlas.likely import Likely
from atlas.listed_bodies import bodies, lists_of_bodies
from atlas.named import named, tells
from atlas.numerals import chinese
from atlas.offers import NOTHING, Ids, Offers, printed
from atlas.problems import Language
from atlas.proposals import Around, Proposal, proposed
from atlas.quoting import clause
from atlas.skeletons import scalar
from atlas.source import Heading, Passage, Source
from atlas.squeezed import fold, squeeze
from atlas.wording import number
from atlas.zones import Whose, Zones

_AROUND = 12  # characters of context on either side of a figure


@dataclass(frozen=True)
class Candidates:
    """The candidates of one source, with comments in one language.

    `offers` has what is known to choose from; `region` is that of the document, empty where it is not told;
    `zones` are those under it.
    """

    source: Source
    lexicon: Lexicon
    language: Language
    offers: Offers = NOTHING
    region: str = ""
    zones: Zones | None = None

    def say(self, zh: str, en: str) -> str:
        """One of two texts."""
        return zh if self.language == "zh" else en

    @cached_property
    def headings(self) -> tuple[tuple[Heading, Passage, str], ...]:
        """Each heading with its passage and its title as printed."""
        passages = iter(self.source.passages)
        found = []
        for heading in self.source.headings:
            passage = next(
                each for each in passages if (each.path, each.line) == (heading.path, heading.line)
            )
            found.append((heading, passage, _printed_title(self.source, heading, passage)))
        return tuple(found)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the source, in order."""
        return numerals_of(self.source, self.lexicon)

    def outline(self) -> list[str]:
        """The headings with a title as the lines of `outline`."""
        lines = []
        for heading, _, title in self.headings:
            if title:
                at, zh, level = scalar(heading.path), scalar(title), heading.level or _depth(heading.path)
                lines.append(f'  - {{at: {at}, level: {level}, title: {{zh: {zh}, en: ""}}}}')
        return ["outline:", *lines] if lines else []

    def measures(self) -> Iterator[Entry]:
        """A record for each heading without further headings under it."""
        above = {parent for parent in (self._parent(passage) for _, passage, _ in self.headings) if parent}
        for heading, passage, title in self.headings:
            if heading.level == 0 or heading.path in above or "-" in heading.path or not title:
                continue
            numbers = _numbers(heading.path)
            said = lists_of_bodies(self.source.text[passage.start : passage.end])
            lead, support = bodies(said)
            yield (
                self._parent(passage) or heading.path,
                [
                    f"# {self._line(passage.line)}{self.say('：', ': ') + ' '.join(said) if said else ''}",
                    f"- id: {'m' if heading.path.startswith('正文') else 'a'}{'-'.join(numbers)}",
                    f'  number: "{numbers[-1]}"',
                    f"  at: {scalar(heading.path)}",
                    f'  title: {{zh: {scalar(title)}, en: ""}}',
                    "  themes: []",
                    "  instruments: []",
                    f"  lead: [{', '.join(map(scalar, lead))}]",
                    f"  support: [{', '.join(map(scalar, support))}]",
                    '  summary: {zh: "", en: ""}',
                ],
            )

    def tasks(self) -> Iterator[Entry]:
        """A record for each row of an annex that is a table."""
        for heading, passage, _ in self.headings:
            row = heading.path.rpartition(" ")[2]
            if "-" in row:
                yield (
                    self._parent(passage) or heading.path,
                    [
                        f"# {self._line(passage.line)}{self._opening(passage)}",
                        f"- id: t{row}",
                        "  measure:",
                        f'  number: "{row}"',
                        f"  at: {scalar(heading.path)}",
                        "  year:",
                        '  gist: {zh: "", en: ""}',
                        "  lead: []",
                        "  support: []",
                    ],
                )

    def _opening(self, passage: Passage) -> str:
        """The first words of a row, as many as a phrase may have."""
        end = min(passage.to, passage.body + LONGEST)
        words = self.source.printed(passage.body, end)
        return f"{self.say('：', ': ')}{words}{'…' if end < passage.to else ''}"

    def _parent(self, passage: Passage) -> str | None:
        """The path of the heading next above a passage."""
        over = [each for _, each, _ in self.headings if each.within < passage.within]
        return max(over, key=lambda each: len(each.within)).path if over else None

    def targets(self) -> Iterator[Entry]:
        """A record for each figure that may be promised."""
        ids = Ids()
        for figure in self.figures:
            if figure.kind in PROMISED:
                path = self.source.passage(figure.start).path
                lines = [*self._told(figure), *self._target(figure, path, ids)]
                yield path, [*lines, self._or_aside(figure, path)]

    def set_aside(self) -> Iterator[Entry]:
        """A line for each figure that can be no target, and one for all that are alike in a part of the source."""
        return self._asides.entries()

    @property
    def _asides(self) -> Asides:
        return Asides(self.source, self.figures, self.language)

    def _line(self, line: int) -> str:
        return self.say(f"第{line}行", f"line {line}")

    def _told(self, figure: Figure) -> list[str]:
        """The line of a figure and some words around it, none of them cut out of another figure."""
        text, passage = self.source.squeezed.text, self.source.passage(figure.start)
        start, end = max(passage.body, figure.start - _AROUND), min(passage.to, figure.end + _AROUND)
        while start > passage.body and text[start - 1].isdigit():
            start -= 1
        while end < passage.to and text[end].isdigit():
            end += 1
        words = self.source.printed(start, end)
        before, behind = "…" if start > passage.body else "", "…" if end < passage.to else ""
        return [
            f"# {self._line(self.source.line(figure.start))}{self.say('：', ': ')}{before}{words}{behind}"
        ]

    def _target(self, figure: Figure, path: str, ids: Ids) -> Iterator[str]:
        phrase, nth = clause(self.source, figure, path)
        units = self._units(figure)
        likely = self._likely(figure, units)
        units = self.offers.units(likely, units)
        proposal = self._proposal(figure, units)
        yield f"- id: {ids.of(likely, proposal)}".rstrip()
        yield from self.offers.indicator(likely, self.language)
        yield from printed(self._names(likely, phrase))
        yield self.whose(figure.start).line(self.language)
        if figure.kind == "words":
            yield f'  words: {{zh: {scalar(self.source.printed(figure.start, figure.end))}, en: ""}}'
        else:
            ends = [number(each) for each in (figure.value, figure.high) if each is not None]
            yield f"  value: {ends[0] if len(ends) == 1 else '[' + ', '.join(ends) + ']'}"
            yield f"  unit: {units[0] if len(units) == 1 else '# ' + ' | '.join(units)}".rstrip(" #")
        also = self.say("；也可能是 ", "; or ") + " | ".join(figure.also) if figure.also else ""
        yield f"  comparator: {self._comparator(figure)}{' # ' + also.lstrip('；; ') if also else ''}"
        yield from proposal.lines()
        begin = self._behind_title(figure.start)
        yield from baseline(self.source.squeezed.text[begin : figure.end], figure.start - begin, proposal)
        yield "  evidence:"
        at = scalar(path)
        yield f"    - {{at: {at}, phrase: {scalar(phrase)}{f', nth: {nth}' if nth else ''}}}"

    def whose(self, at: int) -> Whose:
        """Whose is what stands at an offset of the squeezed source."""
        if self.zones is None:
            return Whose(self.region)
        return self.zones.whose(self.source, self.source.passage(at), self._behind_title(at), at)

    def _units(self, figure: Figure) -> list[str]:
        """The ids of the units that a figure is printed in."""
        if figure.kind == "words":
            return []
        return [unit.id for unit in self.lexicon.units if (figure.scale, figure.word) in printed_forms(unit)]

    def _likely(self, figure: Figure, units: Sequence[str]) -> Likely:
        """The indicators that a figure may be of; names are offsets in the squeezed source."""
        start, end = self._behind_title(figure.start), self.source.passage(figure.start).to
        others = [
            (each.start - start, each.end - start)
            for each in self.figures
            if each.kind == "amount" and start <= each.start < end and each is not figure
        ]
        words = figure.kind == "words"
        bases = None if words else {unit.base for unit in self.lexicon.units if unit.id in units}
        text = self.source.squeezed.text[start:end]
        found = self.offers.chooser.choose(text, (figure.start - start, figure.end - start), others, bases)
        return found._replace(names=tuple((start + a, start + b) for a, b in found.names))

    def _behind_title(self, at: int) -> int:
        """Where the words begin that may govern what stands there: behind the title of its heading, unless it is in that."""
        passage = self.source.passage(at)
        end = passage.body + len(self.titles.get(passage.start, ""))
        return end if end <= at else passage.body

    @cached_property
    def titles(self) -> dict[int, str]:
        """The squeezed title of each heading by the start of its passage, where it stands at its head."""
        text = self.source.squeezed.text
        titles = {passage: squeeze(fold(heading.title)) for heading, passage, _ in self.headings}
        return {each.start: title for each, title in titles.items() if text.startswith(title, each.body)}

    def _names(self, likely: Likely, phrase: str) -> list[str]:
        """The names that the source may have for a figure's indicator, as far as they stand in its phrase."""
        text = self.source.squeezed.text
        spans = likely.names if likely.sure else [named(text, start, end) for start, end in likely.names]
        names = [self.source.printed(*span) for span in spans if span]
        said = fold(squeeze(phrase))
        return [name for name in dict.fromkeys(names) if tells(fold(squeeze(name)), said)]

    def _proposal(self, figure: Figure, units: Sequence[str]) -> Proposal:
        """What the words around a figure propose; `units` are those that it may have."""
        bases = {unit.base for unit in self.lexicon.units if unit.id in units}
        passage, begin = self.source.passage(figure.start), self._behind_title(figure.start)
        text = self.source.squeezed.text[begin : passage.to]
        annex = (
            rows.year(self.source, passage.path) if "-" in passage.path else None
        )  # of a table of one year
        around = Around(annex, self._period, self._above(passage))
        return proposed(text, figure.start - begin, figure.end - begin, bases, around)

    @cached_property
    def _period(self) -> tuple[int, int] | None:
        return letterhead(self.source).period

    def _above(self, passage: Passage) -> str:
        """The words under the heading next above a passage, behind its title."""
        over = [each for _, each, _ in self.headings if each.within < passage.within]
        if not over:
            return ""
        next_above = max(over, key=lambda each: len(each.within))
        begin = next_above.body + len(self.titles.get(next_above.start, ""))
        return self.source.squeezed.text[begin : next_above.to]

    def _comparator(self, figure: Figure) -> str:
        """What binds a figure; words such as 全覆盖 bind themselves."""
        printed = self.source.squeezed.text[figure.start : figure.end]
        own = (each.id for each in self.lexicon.comparators if printed in each.cues)
        return next(own, figure.comparator) if figure.kind == "words" else figure.comparator

    def _or_aside(self, figure: Figure, path: str) -> str:
        return f"# {self.say('不是目标则写入', 'no target? Then to')} set-aside.yaml: {self._asides.entry(figure, path)}"


def _depth(path: str) -> int:
    """The level of what only stands over others: an annex, a category of its table, a measure of that."""
    return 1 if " " not in path else 3 if path[-1].isdigit() else 2


def _printed_title(source: Source, heading: Heading, passage: Passage) -> str:
    """A heading's words as printed, cut where they go on for longer than a phrase may.

    An annex whose title stands elsewhere has it as it is compared.
    """
    title = squeeze(heading.title)
    end = passage.body + len(title)
    if title and source.squeezed.text[passage.body : end] == title:
        title = source.printed(passage.body, end)
    return title if len(title) <= LONGEST else f"{title[:LONGEST]}…"


_NUMERAL = re.compile("[0-9]+|[一二三四五六七八九十]+")


def _numbers(path: str) -> list[str]:
    """The numbers of a path in Arabic digits: 附件2 二（三）4 → 2 2 3 4."""
    return [
        found if found.isdigit() else str(int(chinese(found) or 0))
        for found in _NUMERAL.findall(path.removeprefix("正文").removeprefix("附件"))
    ] or ["0"]
