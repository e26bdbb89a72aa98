"""Names of records in running text: the longest match, and each record once a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from atlas.linking.names import Key, Scope, Table
from atlas.problems import Language

# A name that begins or ends with a letter or digit is a whole word: no letter, digit or dash goes on from it,
# nor, in English, a capitalised word: Changzhou University is not Changzhou.
_WORD = re.compile(r"[0-9A-Za-z]")
_GOES_ON = re.compile(r"[0-9A-Za-z–-]| (?=[A-Z])")

# No name is shorter, so that few are tried at each place.
_HEAD = 2


class Found(NamedTuple):
    """A name that stands in a text from `start` to before `end`, and the record that it names."""

    start: int
    end: int
    key: Key


@dataclass(frozen=True)
class Names:
    """The names of one atlas, ready to be found in texts."""

    tables: Mapping[Language, Table]
    _lengths: Mapping[Language, Mapping[str, tuple[int, ...]]]
    _first: Mapping[Language, re.Pattern[str]]
    _known: dict[tuple[str, Language, Scope], tuple[Found, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, tables: Mapping[Language, Table]) -> Names:
        """The names of these tables."""
        lengths = {language: _lengths(table) for language, table in tables.items()}
        return cls(tables, lengths, {language: _first(found) for language, found in lengths.items()})

    def find(self, text: str, language: Language, document: Scope = None) -> tuple[Found, ...]:
        """Where names of records stand in a text of a document, or of none; none overlaps another.

        A text stands on many pages: what was found in it is kept.
        """
        asked = (text, language, document)
        if asked not in self._known:
            self._known[asked] = tuple(self._find(text, language, document))
        return self._known[asked]

    def _find(self, text: str, language: Language, document: Scope) -> Iterator[Found]:
        table, lengths, at = self.tables[language], self._lengths[language], 0
        for begin in self._first[language].finditer(text):
            start = begin.start()
            if start < at:
                continue
            for length in lengths.get(text[start : start + _HEAD], ()):
                end = start + length
                scopes = table.get(text[start:end]) if end <= len(text) else None
                if scopes is not None and (document in scopes or None in scopes):
                    key = scopes[document] if document in scopes else scopes[None]
                    if key is not None and _whole(text, start, end):
                        yield Found(start, end, key)
                    at = end
                    break


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the names are that begin with each two characters, the longest first."""
    found: dict[str, set[int]] = {}
    for name in names:
        found.setdefault(name[:_HEAD], set()).add(len(name))
    return {head: tuple(sorted(lengths, reverse=True)) for head, lengths in found.items()}


def _first(heads: Iterable[str]) -> re.Pattern[str]:
    """A character with which a name begins: it is found quickly, and most begin none."""
    return re.compile(f"[{''.join(sorted({re.escape(head[0]) for head in heads}))}]" if heads else "(?!)")


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on from a name in Latin letters."""
    if start and _WORD.match(text[start]) and _GOES_ON.match(text[start - 1]):
        return False
    return not (_WORD.match(text[end - 1]) and _GOES_ON.match(text, end))


@dataclass
class Linker:
    """Finds names in the texts of one page; `met` holds the records that need no more links."""

    find: Callable[[str, Language, Scope], tuple[Found, ...]]
    met: set[Key] = field(default_factory=set)

    def meet(self, text: str, language: Language, document: Scope = None) -> None:
        """The records named in a text that is a link already have been met."""
        self.met.update(key for _, _, key in self.find(text, language, document))

    def split(
        self, text: str, language: Language, document: Scope = None
    ) -> Iterator[tuple[str, Key | None]]:
        """The text in pieces, each with the record that it names, or None.

        A record met before on this page stays plain text.
        """
        at = 0
        for start, end, key in self.find(text, language, document):
            if key in self.met:
                continue
            self.met.add(key)
            if start > at:
                yield text[at:start], None
            yield text[start:end], key
            at = end
        if at < len(text):
            yield text[at:], None
