"""Names of records in running text: the longest match, and each record once a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from typing import NamedTuple

from atlas.names import Key, Scope, Table
from atlas.problems import Language

# A name that begins or ends with a letter or digit is a whole word: no letter, digit or dash goes on from it,
# nor, in English, a capitalised word: Changzhou University is not Changzhou.
_WORD = re.compile(r"[0-9A-Za-z]")
_GOES_ON = re.compile(r"[0-9A-Za-z–-]| (?=[A-Z])")


class Found(NamedTuple):
    """A name that stands in a text from `start` to before `end`, and the record that it names."""

    start: int
    end: int
    key: Key


@dataclass(frozen=True)
class Names:
    """The names of one atlas, ready to be found in texts."""

    tables: Mapping[Language, Table]
    _patterns: Mapping[Language, re.Pattern[str] | None]
    _known: dict[tuple[str, Language, Scope], tuple[Found, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, tables: Mapping[Language, Table]) -> Names:
        """The names of these tables."""
        return cls(tables, {language: _pattern(table) for language, table in tables.items()})

    def find(self, text: str, language: Language, document: Scope = None) -> tuple[Found, ...]:
        """Where names of records stand in a text of a document, or of none; none overlaps another.

        A text stands on many pages: what was found in it is kept.
        """
        asked = (text, language, document)
        if asked not in self._known:
            self._known[asked] = tuple(self._find(text, language, document))
        return self._known[asked]

    def _find(self, text: str, language: Language, document: Scope) -> Iterator[Found]:
        pattern, table, at = self._patterns[language], self.tables[language], 0
        while pattern is not None and (match := pattern.search(text, at)) is not None:
            start, at = match.start(), match.start() + 1
            # The longest name of all; within this document the longest may be a shorter one, which begins it.
            for end in range(match.end(), start, -1):
                scopes = table.get(text[start:end])
                if scopes is not None and (document in scopes or None in scopes):
                    key = scopes[document] if document in scopes else scopes[None]
                    if key is not None and _whole(text, start, end):
                        yield Found(start, end, key)
                    at = end
                    break


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the names, the longest that stands at a place; None if there are none."""
    known = sorted(names)
    return re.compile(_branches(known, 0)) if known else None


def _branches(names: Sequence[str], at: int) -> str:
    """A pattern for sorted names from a place on, branching by letter: so that few names are tried at each place."""
    first, last = names[0], names[-1]
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first[at:], last[at:], strict=False))
    )
    start, at = re.escape(first[at : at + shared]), at + shared
    longer = [name for name in names if len(name) > at]
    if not longer:
        return start
    branches = "|".join(_branches(list(group), at) for _, group in groupby(longer, key=lambda name: name[at]))
    return f"{start}(?:{branches}){'' if len(longer) == len(names) else '?'}"


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
