"""Which known policies a source text names, where, and as printed; and which it names that nobody knows. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from atlas.records.model import Atlas
from atlas.sources.source import Source
from atlas.squeezed import fold, squeeze

_MARKED = re.compile("《([^《》]{2,60})》(?:\\([^()]*[〔\\[]20[0-9]{2}[〕\\]][0-9]+号\\))?")
_MARKS = "《》“”"
_SHORTEST = 5
"""Characters of the shortest title that is looked for; shorter ones are words as well."""


@dataclass(frozen=True)
class Cited:
    """A policy that is named: its id, or empty; the path, the words as printed, and their line."""

    to: str
    at: str
    printed: str
    line: int


def cited(source: Source, atlas: Atlas, own: str = "") -> list[Cited]:
    """Every policy that a source names behind its head, each once under a heading; `own` is the document's title.

    Of those in 《》 that are not known, the id is empty.
    """
    text = source.squeezed.text
    bare = [at for at, char in enumerate(text) if char not in _MARKS]
    unmarked = "".join([text[at] for at in bare])
    names = dict(_names(atlas))
    spots: dict[tuple[int, int], str] = {}
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(re.escape(name), unmarked):
            _mark(spots, bare[match.start()], bare[match.end() - 1] + 1, names[name])
    title = _plain(own)
    for match in _MARKED.finditer(text):
        if _plain(match[1]) != title:
            _mark(spots, *match.span(), "")
    found: dict[tuple[str, str], Cited] = {}
    for (start, end), to in sorted(spots.items()):
        at, printed = source.passage(start).path, source.printed(*_with_marks(text, start, end))
        if at == "题头":
            continue
        found.setdefault((at, to or printed), Cited(to, at, printed, source.line(start)))
    return list(found.values())


def _mark(spots: dict[tuple[int, int], str], start: int, end: int, to: str) -> None:
    """A span is noted, unless it overlaps one that is noted already."""
    if not any(a < end and start < b for a, b in spots):
        spots[start, end] = to


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with the marks that open right before it and close right behind it, or inside it."""
    if text[start - 1 : start] == "“" and text.count("”", start, end) > text.count("“", start, end):
        return start - 1, end
    pair = text[start - 1 : start] + text[end : end + 1]
    return (start - 1, end + 1) if start and pair in ("《》", "“”") else (start, end)


def _plain(title: str) -> str:
    """A title as titles are compared."""
    return "".join(char for char in fold(squeeze(title)) if char not in _MARKS)


def _names(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """The titles and numbers by which policies are named, folded, each with the id that it stands for."""
    references = ((each.title, each.number, each.id) for each in atlas.references.values())
    documents = ((each.title, each.number, each.id) for each in atlas.documents.values())
    for title, number, key in (*references, *documents):
        if len(plain := _plain(title.zh)) >= _SHORTEST:
            yield plain, key
        if number:
            yield fold(squeeze(number)), key
