"""What outlines, measures and tasks have by their places, where they do not say it themselves. Pure.

Of two headings that are called alike, as in a main text and its annex, one has the English of the other. A measure
has the title of the heading at its place, and its programme the English of the heading that is called so,
or names it (实施甲行动). Measures
and tasks carry the targets with words under their place.

A place lies under another by its headings, not by its characters: 正文 二（三）1 lies under 正文 二（三）, and
正文 二（三）10 not under 正文 二（三）1. A row of an annex (附件 5-1) lies under its annex alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import is_
from typing import Any, TypeVar

from atlas.place_forms import steps_of
from atlas.problems import Place, Problem, Words
from atlas.records.model import Document, Heading, Measure, Name, Target, Task, Text
from atlas.squeezed import fold

T = TypeVar("T")
Placed = TypeVar("Placed", Measure, Task)
Made = TypeVar("Made", Measure, Task, Document)

_VERBS = re.compile("(?:深入|组织|全面|大力)?(?:实施|开展|推进)?")
_ACTION = re.compile("[^,;。]{2,}(?:行动|工程)(?=,|$)")


def programme(title: str) -> str:
    """What a measure stands in, by the title over it: the action that it names, or all of it."""
    verbs = _VERBS.match(title)
    found = _ACTION.match(fold(title), verbs.end() if verbs else 0)
    return title[found.start() : found.end()] if found else title


@lru_cache(maxsize=65536)
def steps(at: str) -> tuple[str, ...]:
    """A place heading by heading: 正文 三（一）3 → 正文, 三, (一), 3; 正文 第三章第十二条 → 正文, 第三章, 第十二条."""
    part, _, rest = fold(at).partition(" ")
    return (part, *steps_of(rest))


@dataclass
class ByPlace:
    """Outlines, measures and tasks with what they have by their places.

    What is made of a record is the very same object the next time, as long as it comes out the same.
    """

    known: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    before: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    once: dict[tuple[str, str], tuple[Any, Any]] = field(default_factory=dict)

    def turn(
        self, targets: Iterable[Target], documents: Mapping[str, Document]
    ) -> tuple[dict[str, Document], Callable[[Placed], Placed]]:
        """One reading begins: its documents, and what gives a measure or task back as it is, or completed.

        A measure whose title is nowhere stays without one.
        """
        self.before, self.known = self.known, {}
        documents = {
            key: self._made(each, self._once("outlined", each, _outlined)) for key, each in documents.items()
        }
        headings = {key: self._once("titles", each, _titles) for key, each in documents.items()}
        under = {
            key: self._under(key, tuple(own)) for key, own in groupby(targets, lambda each: each.document)
        }

        def complete(record: Placed) -> Placed:
            update: dict[str, Any] = {}
            targets = under.get(record.document, {}).get((record.document, *steps(record.at)), ())
            if "targets" not in record.model_fields_set and targets:
                update["targets"] = targets
            if isinstance(record, Measure):
                update |= _titled(record, headings.get(record.document, {}))
            return self._made(record, update)

        return documents, complete

    def _once(self, what: str, document: Document, work: Callable[[Document], T]) -> T:
        """What follows from a document alone, worked out once."""
        key = (what, document.id)
        found = self.once.get(key)
        if found is None or found[0] is not document:
            found = self.once[key] = (document, work(document))
        made: T = found[1]
        return made

    def _under(self, document: str, targets: Sequence[Target]) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """As `_under`, of the targets of one document, worked out once."""
        before, made = self.once.get(("under", document), ((), {}))
        if len(before) != len(targets) or not all(map(is_, before, targets)):
            made = _under(targets)
            self.once["under", document] = (targets, made)
        found: Mapping[tuple[str, ...], tuple[str, ...]] = made
        return found

    def _made(self, record: Made, update: Mapping[str, Any]) -> Made:
        """The record with other fields; the same as the last time, if they are."""
        if not update:
            return record
        read, kept = self.before.get(id(record), (None, None))
        same = read is record and all(getattr(kept, name) == value for name, value in update.items())
        made: Made = kept if same else record.model_copy(update=update)
        self.known[id(record)] = (record, made)  # holds the record, so that no other gets its id
        return made


def _outlined(document: Document) -> dict[str, tuple[Heading, ...]]:
    """The outline of a document in which some heading has the English of another that has the same words."""
    english = {fold(each.title.zh): each.title.en for each in reversed(document.outline) if each.title.en}
    outline = tuple(
        each.model_copy(update={"title": Text(zh=each.title.zh, en=en)})
        if each.title.en is None and (en := english.get(fold(each.title.zh))) is not None
        else each
        for each in document.outline
    )
    return {} if outline == document.outline else {"outline": outline}


def _titled(measure: Measure, headings: Mapping[object, Text]) -> dict[str, Name | Text]:
    """The title of a measure that has none, and the English of its programme, from the outline."""
    found: dict[str, Name | Text] = {}
    title = headings.get(steps(measure.at)) if "title" not in measure.model_fields_set else None
    if title is not None and title.en is not None:
        found["title"] = Name(zh=title.zh, en=title.en)
    programme = measure.programme
    if programme is not None and programme.en is None:
        above = headings.get(fold(programme.zh))
        if above is not None and above.en is not None:
            found["programme"] = Text(zh=programme.zh, en=above.en)
    return found


def untitled(measure: Measure, place: Place) -> Problem:
    """A measure that has no title, nor has its heading one in both languages; `place` is that of its `at`."""
    what = Words(
        f"举措“{measure.id}”没有标题，outline 里 {measure.at} 也没有中英文标题",
        f"the measure “{measure.id}” has no title, and outline none in both languages at {measure.at}",
    )
    instead = Words(
        "请在 document.yaml 的 outline 里填好这个标题，或在此写 title: {zh: …, en: …}",
        "fill in the heading in the outline of document.yaml, or write title: {zh: …, en: …} here",
    )
    return Problem(place, "missing-key", what, instead)


def _titles(document: Document) -> dict[object, Text]:
    """The titles of the headings of a document by their places, their Chinese words, and the action that they name."""
    found: dict[object, Text] = {}
    for heading in document.outline:
        found.setdefault(steps(heading.at), heading.title)
        found.setdefault(fold(heading.title.zh), heading.title)
    for heading in document.outline:
        found.setdefault(fold(programme(heading.title.zh)), heading.title)
    return found


def _under(targets: Iterable[Target]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The ids of targets by document and by every place that they stand under."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for target in targets:
        for above in _above(target):
            found.setdefault(above, {})[target.id] = None
    return {place: tuple(ids) for place, ids in found.items()}


def _above(target: Target) -> Iterator[tuple[str, ...]]:
    for evidence in target.evidence:
        whole = (target.document, *steps(evidence.at))
        yield from (whole[:length] for length in range(2, len(whole) + 1))
