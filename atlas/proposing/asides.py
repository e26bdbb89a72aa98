"""The figures of a source that can be no target, as lines of set-aside.yaml, each with its reason where its form says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from atlas.figures.figures import Figure
from atlas.figures.grids import last_cell
from atlas.problems import Language, Words
from atlas.proposing.quoting import clause, single
from atlas.proposing.skeletons import scalar
from atlas.sources.source import Source, locate
from atlas.squeezed import fold, squeeze

Entry = tuple[str, list[str]]
"""The path of the heading that a candidate stands under, and its lines."""

PROMISED = ("amount", "words")
"""The kinds of figures that may be a target, where nothing says that they are none."""
_OFTEN = 3
"""Figures alike in one part of a source for which one line stands."""
_SHORT_PARTS = ("前言",)
_CLOSED = re.compile("[^“”‘’「」。，,;；]{0,8}(?=[”’」])")
_KINDS = {
    "amount": Words("数量", "amount"), "words": Words("文字", "words"), "date": Words("日期", "date"),
    "number": Words("序号", "number"), "name": Words("名称", "name"), "class": Words("等级", "class of size"),
    "rough": Words("约数", "order of size"), "denominator": Words("分母", "denominator"),
}  # fmt: skip


@dataclass(frozen=True)
class Asides:
    """The figures of one source, with comments in one language; `reasons` has why each is no target, by where it stands."""

    source: Source
    figures: Sequence[Figure]
    reasons: Mapping[int, str]
    language: Language

    def entries(self) -> Iterator[Entry]:
        """A line for each figure that can be no target, and one for all that are alike in a part of the source.

        The line for all is a remark where each of them stands in a phrase that is proposed for a target.
        """
        alike: dict[tuple[str, str, str], list[Figure]] = {}
        aside = [figure for figure in self.figures if not self.may_be_promised(figure)]
        for figure in aside:
            if figure.kind not in PROMISED:
                alike.setdefault(self._key(figure), []).append(figure)
        folded = {
            key: figures
            for key, figures in alike.items()
            if len(figures) >= _OFTEN and key[0] not in _SHORT_PARTS
        }
        for (part, text, _), figures in sorted(folded.items()):
            yield part, [self._every(part, text, figures)]
        for figure in aside:
            if figure.kind in PROMISED or self._key(figure) not in folded:
                path = self.source.passage(figure.start).path
                yield path, [self._alone(figure, path)]

    def may_be_promised(self, figure: Figure) -> bool:
        """Whether a figure may be a target."""
        return figure.kind in PROMISED and not self.reasons[figure.start]

    def _alone(self, figure: Figure, path: str) -> str:
        """The line of one figure; a remark where it stands in a phrase that is proposed for a target."""
        line = self.source.line(figure.start)
        told = Words(f"第{line}行，", f"line {line}, ").within(self.language)
        if self._is_quoted(figure):
            said = Words("在候选目标的词句里，不必写", "in the phrase of a candidate: not needed")
            return f"# {self.entry(figure, path)} # {told}{said.within(self.language)}"
        return f"{self.entry(figure, path)} # {told}{self._kind(figure)}{self._clause(figure, path)}"

    def _clause(self, figure: Figure, path: str) -> str:
        """The clause of an amount that is set aside, to be looked at before it is."""
        if figure.kind not in PROMISED:
            return ""
        words, _ = clause(self.source, figure, path)
        return f"{Words('：', ': ').within(self.language)}{words}"

    def entry(self, figure: Figure, path: str) -> str:
        """The record of one figure."""
        text, nth = single(self.source, figure, path, figure.start, self._end_of_name(figure))
        which = f", nth: {nth}" if nth else ""
        return f"- {{text: {scalar(text)}, at: {scalar(path)}{which}, reason: {self.reasons[figure.start]}}}"

    def _every(self, part: str, text: str, figures: Sequence[Figure]) -> str:
        line = f"- {{text: {scalar(text)}, at: {scalar(part)}, reason: {self.reasons[figures[0].start]}, every: true}}"
        many = len(figures)
        if all(map(self._is_quoted, figures)):
            said = Words(
                f"{many}处都在候选目标的词句里，不必写",
                f"{many} places, all in phrases of candidates: not needed",
            )
            return f"# {line} # {said.within(self.language)}"
        return f"{line} # {Words(f'{many}处，', f'{many} places, ').within(self.language)}{self._kind(figures[0])}"

    def _is_quoted(self, figure: Figure) -> bool:
        return any(start <= figure.start and figure.end <= end for start, end in self._quoted)

    @cached_property
    def _quoted(self) -> tuple[tuple[int, int], ...]:
        """The spans of the phrases that are proposed for targets."""
        spans = []
        for figure in self.figures:
            if self.may_be_promised(figure):
                path = self.source.passage(figure.start).path
                words, _ = clause(self.source, figure, path)
                found = locate(self.source, path, words)
                spans += [
                    (each.end - len(last_cell(fold(squeeze(words)))), each.end)
                    for each in found
                    if each.start <= figure.start < each.end
                ]
        return tuple(spans)

    def _key(self, figure: Figure) -> tuple[str, str, str]:
        """The part of the source that a figure stands in, its words, and why it is no target."""
        part = self.source.passage(figure.start).path.partition(" ")[0]
        words = self.source.printed(figure.start, self._end_of_name(figure))
        return part, words, self.reasons[figure.start]

    def _kind(self, figure: Figure) -> str:
        return _KINDS[figure.kind].within(self.language)

    def _end_of_name(self, figure: Figure) -> int:
        """Where a figure ends; a coined name in quotation marks (“一港两带三园”) ends with them."""
        if figure.kind != "name":
            return figure.end
        behind = _CLOSED.match(self.source.squeezed.text, figure.end)
        return behind.end() if behind else figure.end
