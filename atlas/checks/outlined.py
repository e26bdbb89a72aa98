"""The rule on places of measures: the outline of their document has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atlas.checks.context import Context
from atlas.place_forms import is_place
from atlas.problems import Problem, Words
from atlas.reading.by_place import steps

_SHOWN = 8
"""Places beside the missing one that are listed."""


def outlined(context: Context) -> Iterator[Problem]:
    """A measure stands at a heading that the outline of its document has, as far as there is an outline."""
    outlines = {key: [each.at for each in one.outline] for key, one in context.atlas.documents.items()}
    known = {key: {steps(at) for at in places} for key, places in outlines.items()}
    for measure in context.asked.measures.values():
        headings = known.get(measure.document)
        if not headings or steps(measure.at) in headings or not is_place(measure.at):
            continue
        what = Words(
            f"{measure.document} 的 outline 里没有 {measure.at}",
            f"the outline of {measure.document} has no {measure.at}",
        )
        beside = list(_beside(measure.at, outlines[measure.document]))
        there = (
            Words(f"那里有 {'、'.join(beside)}；", f"it has {', '.join(beside)}; ")
            if beside
            else Words("", "")
        )
        instead = Words(
            f"{there.zh}请核对位置，或在 document.yaml 的 outline 里补上这个标题",
            f"{there.en}see whether the place is right, or add the heading to outline in document.yaml",
        )
        yield context.problem("outlined", measure, ("at",), what, instead, severity="warning")


def _beside(at: str, places: Iterable[str]) -> Iterator[str]:
    """The last places of an outline directly under the nearest heading that it has above a place."""
    own = steps(at)
    for length in range(len(own) - 1, 0, -1):
        found = [
            each for each in places if len(steps(each)) == length + 1 and steps(each)[:length] == own[:length]
        ]
        if found:
            yield from found[-_SHOWN:]
            return
