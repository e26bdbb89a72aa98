"""What each note of a view stands for, as a digest: equal digests, equal content.

A page notes what it reads (`atlas.noting.view`): `indicators/rd-intensity` is a record, `indicators/*` all of a kind,
`targets_by_indicator?rd-intensity` a group of a relation, `vocabulary/units` a vocabulary. If what its notes
stand for is the same as at the last build, so is the page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property

from pydantic import BaseModel

from atlas.linking.names import Scope
from atlas.noting.unlike import unlike
from atlas.noting.view import View


def digest_of(*pieces: str | bytes) -> str:
    """The digest of a row of texts, in hexadecimal; where one ends and the next begins counts."""
    return hashlib.blake2b(repr(pieces).encode(), digest_size=16).hexdigest()


class Prints:
    """The digests of all that can be noted in the views of one atlas.

    Those of `before`, of another atlas, hold for whatever both have as the very same objects.
    """

    def __init__(self, view: View, before: Prints | None = None) -> None:
        self.view = view
        self.known: dict[str, str] = {}
        self.before = before
        self.stale: frozenset[str] = frozenset()
        if before is not None:
            self.stale = frozenset(unlike(before.view, view))
            self.known = dict(before.known)
            for note in self.stale & self.known.keys():
                del self.known[note]
            before.before = None  # nobody asks back further

    def of(self, note: str) -> str:
        """The digest of what a note stands for; of something that is not there, too."""
        found = self.known.get(note)
        if found is None:
            found = self.known[note] = digest_of(*self._content(note))
        return found

    def _content(self, note: str) -> Iterable[str]:
        atlas = self.view.atlas
        relation, asked, key = note.partition("?")
        if relation == "names":
            language, _, document = key.partition("/")
            return (repr(self._names[language].get(document or None, ())),)
        if asked:
            group = getattr(self.view.relations, relation).get(key, ())
            return [_member(item) for item in group] if isinstance(group, tuple) else (repr(group),)
        kind, _, name = note.partition("/")
        if kind in ("site", "interface"):
            return _said(getattr(atlas, kind))
        if kind == "vocabulary":
            return _said(atlas.units if name == "units" else atlas.vocabulary[name])
        if kind == "pages":
            return (repr(atlas.texts.get(name)),)
        if kind == "proofs":
            return (repr(self.view.states.get(name)),)
        records: Mapping[str, BaseModel] = getattr(atlas, kind)
        if name == "*":
            return [piece for key in records for piece in (key, self.of(f"{kind}/{key}"))]
        return _said(records.get(name))

    @cached_property
    def _names(self) -> Mapping[str, Mapping[Scope, tuple[object, ...]]]:
        """The names that are looked for in texts: by language, those that hold everywhere and those of a document."""
        found: dict[str, dict[Scope, list[object]]] = {}
        for language, table in self.view.names.tables.items():
            by_scope = found.setdefault(language, {})
            for name, scopes in sorted(table.items()):
                for scope, key in scopes.items():
                    by_scope.setdefault(scope, []).append((name, key))
        return {
            language: {scope: tuple(said) for scope, said in by.items()} for language, by in found.items()
        }


def _said(content: object) -> list[str]:
    """What a record, or a mapping of records, says."""
    if isinstance(content, BaseModel):
        return [type(content).__name__, content.model_dump_json()]
    if isinstance(content, Mapping):
        return [piece for key, value in content.items() for piece in (str(key), *_said(value))]
    return [repr(content)]


def _member(item: object) -> str:
    """A member of a group: by its id where it has one, for its content is noted apart."""
    gid = getattr(item, "gid", None)
    return str(gid) if gid is not None else "".join(_said(item))
