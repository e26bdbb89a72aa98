"""Which notes may stand for something else in one atlas than in another: all but those that surely do not.

Compares objects, not what they say: a record that was not read again is the very same object. So it costs next to
nothing, and a record that was read again and says the same is named as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from operator import is_
from typing import Any

from atlas.noting.view import View
from atlas.records.model import Record


def unlike(old: View, new: View) -> set[str]:
    """Every note (see `atlas.noting.prints`) that does not stand for the very same objects in both views."""
    found: set[str] = set()
    for field in fields(new.atlas):
        before, after = getattr(old.atlas, field.name), getattr(new.atlas, field.name)
        if field.name == "vocabulary":
            found |= {f"vocabulary/{key}" for key in _apart(before, after)}
        elif field.name == "units":
            found |= set() if before is after else {"vocabulary/units"}
        elif field.name in ("site", "interface"):
            found |= set() if before is after else {field.name}
        elif field.name == "texts":
            found |= {f"pages/{key}" for key in _apart(before, after)}
        elif isinstance(after, Mapping):
            found |= {f"{field.name}/{key}" for key in _apart(before, after)}
            found |= set() if _same_row(before, after) else {f"{field.name}/*"}
    found |= {f"proofs/{key}" for key in _apart(old.states, new.states)}
    for field in fields(new.relations):
        before, after = getattr(old.relations, field.name), getattr(new.relations, field.name)
        found |= {f"{field.name}?{key}" for key in _apart(before, after)}
    if old.names is not new.names:
        found |= {*_scopes(old), *_scopes(new)}
    return found


def _apart(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[Any]:
    """The keys under which two mappings have something else, or of which one has none."""
    if before is after:
        return
    yield from before.keys() ^ after.keys()
    for key, content in after.items():
        if key in before and not _is_same(before[key], content):
            yield key


def _is_same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if type(one) is not type(other) or isinstance(one, Record | Mapping):
        return False
    if isinstance(one, tuple) and any(isinstance(item, Record) for item in one[:1]):
        return len(one) == len(other) and all(map(is_, one, other))
    return bool(one == other)  # texts, and small values made of texts and numbers


def _same_row(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two mappings hold the same objects under the same keys in the same order."""
    return before is after or (
        len(before) == len(after)
        and all(map(is_, before.values(), after.values()))
        and list(before) == list(after)
    )


def _scopes(view: View) -> Iterator[str]:
    """The notes of all names of a view that are looked for in texts."""
    for language, table in view.names.tables.items():
        yield f"names?{language}"
        for scopes in table.values():
            yield from (f"names?{language}/{scope}" for scope in scopes if scope)
