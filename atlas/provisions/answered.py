"""Who is answerable for each of the lowest headings of a source, and which brackets hold for several. Pure.

A bracket on a line of its own behind the last of several items (1. …, 2. …, （牵头单位：…）) holds for all of them since
the last item that has one, under one heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from atlas.provisions.listed_bodies import alone_at_end, lists_of_bodies
from atlas.sources.source import Heading, Passage, Source, place


class Answer(NamedTuple):
    """Who is said to be answerable under a heading, as printed; `over` are the paths of all items that have it in common.

    `over` is empty where the heading has lists of its own.
    """

    lists: list[str]
    over: tuple[str, ...] = ()


NOBODY = Answer([])


def answers(source: Source) -> dict[int, Answer]:
    """By where the passage of a lowest heading starts, who answers for it; without an entry where nobody is named."""
    found: dict[int, Answer] = {}
    waiting: list[Passage] = []
    above: frozenset[str] | None = None
    for _, passage in lowest(source):
        beside = passage.within - {place(passage.path)}
        if beside != above:
            waiting, above = [], beside
        text = source.text[passage.start : passage.end]
        lists = lists_of_bodies(text)
        if not lists:
            waiting.append(passage)
            continue
        if waiting and len(lists) == 1 and alone_at_end(text):
            together = [*waiting, passage]
            over = tuple(each.path for each in together)
            found.update((each.start, Answer(lists, over)) for each in together)
        else:
            found[passage.start] = Answer(lists)
        waiting = []
    return found


def lowest(source: Source) -> Iterator[tuple[Heading, Passage]]:
    """Each heading without further headings under it, with its passage."""
    passages = {(passage.path, passage.line): passage for passage in source.passages}
    own = [(heading, passages[heading.path, heading.line]) for heading in source.headings]
    for heading, passage in own:
        if not any(passage.within < other.within for _, other in own):
            yield heading, passage
