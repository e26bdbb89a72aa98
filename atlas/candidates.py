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

from atlas.census import numerals_of
from atlas.evidence import LONGEST
from atlas.figures import Figure
from atlas.lexicon import Lexicon, printed_forms
from atlas.numerals import chinese
from atlas.problems import Language, Words
from atlas.proposals import Proposal, bodies, lists_of_bodies, proposed
from atlas.skeletons import scalar
from atlas.source import Heading, Passage, Source, locate
from atlas.squeezed import squeeze
from atlas.wording import number

_AROUND = 12  # characters of context on either side of a figure
_STOPS = "。;!?:,、"
_CLOSED = re.compile("[^“”‘’「」。，,;；]{0,8}(?=[”’」])")
_DEALT = ("分别", "均")  # they bind what stands before 、 to the figure
_PROMISED = ("amount", "words")
_KINDS = {
    "amount": Words("数量", "amount"), "words": Words("文字", "words"), "date": Words("日期", "date"),
    "number": Words("序号", "number"), "name": Words("名称", "name"), "class": Words("等级", "class of size"),
    "rough": Words("约数", "order of size"), "denominator": Words("分母", "denominator"),
}  # fmt: skip


Entry = tuple[str, list[str]]
"""The path of the heading that a candidate stands under, and its lines."""


@dataclass(frozen=True)
class Candidates:
    """The candidates of one source, with comments in one language."""

    source: Source
    lexicon: Lexicon
    language: Language

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
        for figure in self.figures:
            if figure.kind in _PROMISED:
                path = self.source.passage(figure.start).path
                yield path, [*self._told(figure), *self._target(figure, path), self._or_aside(figure, path)]

    def set_aside(self) -> Iterator[Entry]:
        """A line for each figure that can be no target."""
        for figure in self.figures:
            if figure.kind not in _PROMISED:
                path = self.source.passage(figure.start).path
                kind = _KINDS[figure.kind].within(self.language)
                yield (
                    path,
                    [
                        f"{self._entry(figure, path)} # {self._line(self.source.line(figure.start))}{self.say('，', ', ')}{kind}"
                    ],
                )

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

    def _target(self, figure: Figure, path: str) -> Iterator[str]:
        phrase, nth = self._phrase(figure, path)
        units: list[str] = []
        yield "- id:"
        yield "  indicator:"
        yield "  region:"
        if figure.kind == "words":
            yield f'  words: {{zh: {scalar(self.source.printed(figure.start, figure.end))}, en: ""}}'
        else:
            ends = [number(each) for each in (figure.value, figure.high) if each is not None]
            yield f"  value: {ends[0] if len(ends) == 1 else '[' + ', '.join(ends) + ']'}"
            units = [
                unit.id for unit in self.lexicon.units if (figure.scale, figure.word) in printed_forms(unit)
            ]
            yield f"  unit: {units[0] if len(units) == 1 else '# ' + ' | '.join(units)}".rstrip(" #")
        also = self.say("；也可能是 ", "; or ") + " | ".join(figure.also) if figure.also else ""
        yield f"  comparator: {self._comparator(figure)}{' # ' + also.lstrip('；; ') if also else ''}"
        yield from self._proposal(figure, units).lines()
        yield "  evidence:"
        at = scalar(path)
        yield f"    - {{at: {at}, phrase: {scalar(phrase)}{f', nth: {nth}' if nth else ''}}}"

    def _proposal(self, figure: Figure, units: Sequence[str]) -> Proposal:
        """What the words around a figure propose; `units` are those that it may have."""
        bases = {unit.base for unit in self.lexicon.units if unit.id in units}
        passage = self.source.passage(figure.start)
        text = self.source.squeezed.text[passage.body : passage.to]
        base = bases.pop() if len(bases) == 1 else ""
        return proposed(text, figure.start - passage.body, figure.end - passage.body, base)

    def _comparator(self, figure: Figure) -> str:
        """What binds a figure; words such as 全覆盖 bind themselves."""
        printed = self.source.squeezed.text[figure.start : figure.end]
        own = (each.id for each in self.lexicon.comparators if printed in each.cues)
        return next(own, figure.comparator) if figure.kind == "words" else figure.comparator

    def _or_aside(self, figure: Figure, path: str) -> str:
        return f"# {self.say('不是目标则写入', 'no target? Then to')} set-aside.yaml: {self._entry(figure, path)}"

    def _entry(self, figure: Figure, path: str) -> str:
        text, nth = self._single(figure, path, figure.start, self._end_of_name(figure))
        which = f", nth: {nth}" if nth else ""
        return f"- {{text: {scalar(text)}, at: {scalar(path)}{which}, reason: }}"

    def _end_of_name(self, figure: Figure) -> int:
        """Where a figure ends; a coined name in quotation marks (“一港两带三园”) ends with them."""
        if figure.kind != "name":
            return figure.end
        behind = _CLOSED.match(self.source.squeezed.text, figure.end)
        return behind.end() if behind else figure.end

    # Words
    def _phrase(self, figure: Figure, path: str) -> tuple[str, int | None]:
        """The clause that a figure stands in, as long as a phrase may be, and which occurrence it is.

        It is cut at 、 unless 分别 or 均 deals what stands there out to what stands before.
        """
        text, passage = self.source.squeezed.text, self.source.passage(figure.start)
        start, end = figure.start, figure.end
        while start > passage.body and not self._stops(text, start - 1) and end - start < LONGEST:
            start -= 1
        whole = start
        while whole > passage.body and (text[whole - 1] == "、" or not self._stops(text, whole - 1)):
            whole -= 1
        if end - whole <= LONGEST and any(word in text[whole : figure.start] for word in _DEALT):
            start = whole
        run = "分别" in text[start : figure.start]
        while (
            end < passage.to
            and ((run and text[end] == "、") or not self._stops(text, end))
            and end - start < LONGEST
        ):
            end += 1
        return self._single(figure, path, start, end)

    @staticmethod
    def _stops(text: str, at: int) -> bool:
        between_digits = text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
        return text[at] in _STOPS and not between_digits

    def _single(self, figure: Figure, path: str, start: int, end: int) -> tuple[str, int | None]:
        """The words of a span, shortened or widened until they are found in place, and which occurrence they are."""
        for a, b in _spans(figure, start, end, self.source.passage(figure.start)):
            words = self.source.printed(a, b)
            found = locate(self.source, path, words)
            here = [i for i, each in enumerate(found) if each.start <= figure.start < each.end]
            if here:
                own = [i for i, each in enumerate(found) if each.own]
                alone = len(found) == 1 or (own == here and len(own) == 1)
                return words, None if alone else here[0] + 1
        return self.source.printed(start, end), None


def _spans(figure: Figure, start: int, end: int, passage: Passage) -> Iterator[tuple[int, int]]:
    """A span, then shorter ones that still hold the figure, then wider ones."""
    yield start, end
    for a in range(start, figure.start + 1):
        yield a, end
    for b in range(end, figure.end - 1, -1):
        yield figure.start, b
    for wider in range(1, 13):
        yield max(passage.body, figure.start - wider), min(passage.to, figure.end + wider)


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
