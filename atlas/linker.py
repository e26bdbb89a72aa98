"""Glossary terms in running text: the longest match, each term once a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from atlas.model import GlossaryTerm
from atlas.problems import Language

SHORTEST = 2  # characters; a single one stands in too many words


def patterns(
    terms: Iterable[GlossaryTerm],
) -> Mapping[Language, tuple[re.Pattern[str] | None, Mapping[str, str]]]:
    """For each language the pattern of all names and the term that each name belongs to."""
    names: dict[Language, dict[str, str]] = {"zh": {}, "en": {}}
    for term in terms:
        for name in (term.name.zh, *term.aliases):
            if len(name) >= SHORTEST:
                names["zh"].setdefault(name, term.id)
        names["en"].setdefault(term.name.en.lower(), term.id)
    return {"zh": (_pattern(names["zh"], ""), names["zh"]), "en": (_pattern(names["en"], r"\b"), names["en"])}


def _pattern(names: Iterable[str], edge: str) -> re.Pattern[str] | None:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    if not longest_first:
        return None
    joined = "|".join(re.escape(name) for name in longest_first)
    plural = "s?" if edge else ""
    return re.compile(f"{edge}(?:{joined}){plural}{edge}", re.IGNORECASE if edge else 0)


@dataclass
class Linker:
    """Finds terms in the texts of one page; `met` holds those linked already."""

    known: Mapping[Language, tuple[re.Pattern[str] | None, Mapping[str, str]]]
    met: set[str] = field(default_factory=set)

    def fresh(self) -> Linker:
        """The same terms, for another page."""
        return Linker(self.known)

    def split(self, text: str, language: Language) -> Iterator[tuple[str, str | None]]:
        """The text in pieces, each with the id of the term it is, or None.

        A term met before on this page stays plain text.
        """
        pattern, names = self.known[language]
        at = 0
        for match in pattern.finditer(text) if pattern else ():
            found = match[0] if language == "zh" else match[0].lower()
            key = names.get(found) or names.get(found.removesuffix("s"))
            if key is None or key in self.met:
                continue
            self.met.add(key)
            if match.start() > at:
                yield text[at : match.start()], None
            yield match[0], key
            at = match.end()
        if at < len(text):
            yield text[at:], None
