"""What a source text holds, as candidates for an editor to decide on: headings and figures, as commented YAML.

Nothing is decided here. Each heading is listed as it is printed; each figure stands once, with its line and words:
what may be the value of a target (an amount, 翻一番) among the targets, everything else, which cannot be one by its
form or by the words around it, among the figures to be set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from atlas.figures.borders import ROW
from atlas.figures.evidence import LONGEST
from atlas.figures.figures import Figure
from atlas.figures.lexicon import Lexicon
from atlas.figures.wording import number
from atlas.numerals import chinese
from atlas.place_forms import is_row
from atlas.problems import Language
from atlas.proposing.asides import Asides, Entry
from atlas.proposing.baselines import baseline
from atlas.proposing.drafts import Draft, Drafts
from atlas.proposing.offers import NOTHING, Offers, printed
from atlas.proposing.proposed_conditions import conditions
from atlas.proposing.proposed_links import Links
from atlas.proposing.skeletons import scalar
from atlas.proposing.zones import Zones
from atlas.provisions.answered import NOBODY, Answer, answers
from atlas.provisions.listed_bodies import bodies
from atlas.provisions.set_apart import reasons
from atlas.sources.census import numerals_of
from atlas.sources.source import Heading, Passage, Source
from atlas.squeezed import squeeze

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
        above = {parent for parent in (self.parent(passage) for _, passage, _ in self.headings) if parent}
        for heading, passage, title in self.headings:
            if heading.level == 0 or heading.path in above or is_row(heading.path) or not title:
                continue
            numbers = _numbers(heading.path)
            said = self.answers.get(passage.start, NOBODY)
            lead, support = bodies(said.lists)
            yield (
                self.parent(passage) or heading.path,
                [
                    f"# {self._line(passage.line)}{self._answerable(said)}",
                    f"- id: {'m' if heading.path.startswith('正文') else 'a'}{'-'.join(numbers)}",
                    f'  number: "{numbers[-1]}"',
                    f"  at: {scalar(heading.path)}",
                    f'  title: {{zh: {scalar(title)}, en: ""}}',
                    "  # themes: []",
                    "  instruments: []",
                    f"  lead: [{', '.join(map(scalar, lead))}]",
                    f"  support: [{', '.join(map(scalar, support))}]",
                    '  # summary: {zh: "", en: ""}',
                ],
            )

    @cached_property
    def answers(self) -> dict[int, Answer]:
        """Who answers for each of the lowest headings."""
        return answers(self.source)

    def _answerable(self, said: Answer) -> str:
        """The words that say who is answerable, and for which items together they do."""
        told = f"{self.say('：', ': ')}{' '.join(said.lists)}" if said.lists else ""
        if not said.over:
            return told
        over = self.say("、", ", ").join(said.over)
        return f"{told}{self.say(f'，单独一行，管 {over}', f', on a line of its own, for {over}')}"

    def tasks(self) -> Iterator[Entry]:
        """A record for each row of an annex that is a table."""
        for heading, passage, _ in self.headings:
            row = heading.path.rpartition(" ")[2].strip("第行")
            if is_row(heading.path):
                yield (
                    self.parent(passage) or heading.path,
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
        row = self.source.squeezed.text.find(ROW, passage.body, passage.to)
        stop = row if row >= 0 else passage.to
        end = min(stop, passage.body + LONGEST)
        words = self.source.printed(passage.body, end)
        return f"{self.say('：', ': ')}{words}{'…' if end < stop else ''}"

    def parent(self, passage: Passage) -> str | None:
        """The path of the heading next above a passage."""
        over = [each for _, each, _ in self.headings if each.within < passage.within]
        return max(over, key=lambda each: len(each.within)).path if over else None

    def targets(self) -> Iterator[Entry]:
        """A record for each figure that may be promised."""
        for nth, draft in enumerate(self.drafts.all):
            lines = [*self._told(draft.figure), *self._target(nth, draft)]
            yield draft.path, [*lines, self._or_aside(draft.figure, draft.path)]

    @cached_property
    def drafts(self) -> Drafts:
        """What is proposed of each figure that may be promised."""
        headings = tuple((heading, passage) for heading, passage, _ in self.headings)
        return Drafts(
            self.source,
            self.lexicon,
            self.figures,
            self.reasons,
            headings,
            self.offers,
            self.region,
            self.zones,
        )

    @cached_property
    def reasons(self) -> dict[int, str]:
        """Why each figure is no target, by where it stands; empty where nothing says so."""
        return reasons(self.source, self.figures)

    @cached_property
    def links(self) -> Links:
        """Which of them bears on which."""
        return Links(self.source.squeezed.text, self.drafts.all, self.drafts.offered)

    def set_aside(self) -> Iterator[Entry]:
        """A line for each figure that can be no target, and one for all that are alike in a part of the source."""
        return self._asides.entries()

    @cached_property
    def _asides(self) -> Asides:
        return Asides(self.source, self.figures, self.reasons, self.language)

    def _line(self, line: int) -> str:
        return self.say(f"第{line}行", f"line {line}")

    def _told(self, figure: Figure) -> list[str]:
        """The line of a figure and some words around it, none of them cut out of another figure."""
        text, passage = self.source.squeezed.text, self.source.passage(figure.start)
        start, end = max(passage.body, figure.start - _AROUND), min(passage.to, figure.end + _AROUND)
        start = max(start, text.rfind(ROW, start, figure.start) + 1)
        stop = text.find(ROW, figure.end, end)
        end = stop if stop >= 0 else end
        while start > passage.body and text[start - 1].isdigit():
            start -= 1
        while end < passage.to and text[end].isdigit():
            end += 1
        words = self.source.printed(start, end)
        before, behind = "…" if start > passage.body else "", "…" if end < passage.to else ""
        return [
            f"# {self._line(self.source.line(figure.start))}{self.say('：', ': ')}{before}{words}{behind}"
        ]

    def _target(self, nth: int, draft: Draft) -> Iterator[str]:
        figure = draft.figure
        if draft.row.sign:
            yield from self.offers.of_row(draft.id, draft.likely, draft.row, self.language)
        else:
            yield from self.offers.which(draft.id, draft.likely, self.drafts.offered[nth], self.language)
        yield from printed(self.drafts.names(draft.likely, draft.phrase))
        yield draft.whose.line(self.language)
        if figure.kind == "words":
            yield f'  words: {{zh: {scalar(self.source.printed(figure.start, figure.end))}, en: ""}}'
        else:
            ends = [number(each) for each in (figure.value, figure.high) if each is not None]
            yield f"  value: {ends[0] if len(ends) == 1 else '[' + ', '.join(ends) + ']'}"
            yield self._unit(draft)
        also = self.say("；也可能是 ", "; or ") + " | ".join(figure.also) if figure.also else ""
        yield f"  comparator: {self._comparator(figure)}{' # ' + also.lstrip('；; ') if also else ''}"
        yield from draft.proposal.lines(self.language)
        words = self.source.squeezed.text[draft.begins : figure.end]
        yield from baseline(words, figure.start - draft.begins, len(words), draft.proposal, draft.units)
        yield from conditions(draft, self.source, self.offers)
        if draft.likely.cluster:
            yield f"  cluster: {draft.likely.cluster}"
        yield "  evidence:"
        which = f", nth: {draft.nth}" if draft.nth else ""
        yield f"    - {{at: {scalar(draft.path)}, phrase: {scalar(draft.phrase)}{which}}}"
        yield from self.links.lines(nth, self.language)

    def _unit(self, draft: Draft) -> str:
        """The unit, or those to choose from; of a rate for which there is none yet, how it is printed."""
        if rate := self.drafts.rate(draft):
            return f"  unit: # {rate}{self.say('：单位表里还没有，要加一行', ': not in the units yet, a line to be added')}"
        units = draft.units
        return f"  unit: {units[0] if len(units) == 1 else '# ' + ' | '.join(units)}".rstrip(" #")

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


_NUMERAL = re.compile("[0-9]+|[一二三四五六七八九十百]+")


def _numbers(path: str) -> list[str]:
    """The numbers of a path in Arabic digits: 附件2 二（三）4 → 2 2 3 4."""
    return [
        found if found.isdigit() else str(int(chinese(found) or 0))
        for found in _NUMERAL.findall(path.removeprefix("正文").removeprefix("附件"))
    ] or ["0"]
