"""Which rules have to be asked again of what: all of everything, unless it is sure that they have nothing to say.

A rule that told nothing the last time, and looks at each record by itself beside what registries, vocabularies and
documents say, can tell something new only of records that are new. Records are frozen, and one that was not read
again is the same object; so what is new is known by identity.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from operator import is_
from typing import Any

from atlas.checks.context import Context
from atlas.checks.usage import used
from atlas.records.model import Atlas
from atlas.records.worked_out import Checked

ALONE = frozenset({
    "no-self-links", "no-repeats", "places", "outlined", "value-or-words", "unit-fits", "comparator-fits",
    "phrase-agrees", "basis-agrees", "verb-agrees", "hope-agrees", "years-agree", "region-agrees", "dealt-in-order",
    "deadlines", "inherited", "within-period", "not-before-issue", "limits-said", "conditions-add", "translations",
    "wording-kept", "printed-stands", "told-apart", "named-as-another", "figures-alike", "industry-called",
    "goal-stands", "grades-alike",
})  # fmt: skip
"""The rules that look at each record by itself, besides the ground."""

GROUND = frozenset(
    {
        "one-agency-per-name",
        "no-circles",
        "names-differ",
        "everyday-words",
        "inference-explained",
        "periods-named",
    }
)
"""The rules that look at nothing but the ground: registries, vocabularies and documents."""

BY_ID = frozenset({"known-names"})
"""The rules that look at each record by itself, and at the ids of all others."""

BY_USE = frozenset({"mentioned", "vocabulary-used"})
"""The rules that look at what records name, taken together."""

_PARTS = ("targets", "measures", "tasks")
_GROUND = ("regions", "clusters", "indicators", "agencies", "references", "terms", "documents")
_LISTS = ("mentions", "set_aside", "changes")
_NO_RECORDS = ("site", "interface", "proofs", "texts")  # no rule of these kinds looks at them


class Sparing:
    """What has to be asked of content, after other content was checked."""

    def __init__(self, context: Context, last: Checked | None) -> None:
        self._context = context
        self._silent: frozenset[str] = frozenset()
        self.spares = False
        if last is None or context.broken or not _is_same_ground(last.atlas, context.atlas):
            return
        self._last, self._silent, self.spares = last.atlas, last.silent, True
        self._new = _only_in(context.atlas, last.atlas)
        self._about = context.about(self._new)

    def asked(self, name: str) -> Context | None:
        """What a rule is to be asked of; None if it would have nothing to say."""
        if name not in self._silent:
            return self._context
        if name in GROUND:
            return None
        if name in ALONE or (name in BY_ID and self._has_same_ids()):
            return self._about
        if name in BY_USE and self._silent >= BY_ID and self._names_no_less():
            return None
        return self._context

    def _has_same_ids(self) -> bool:
        return all(
            getattr(self._last, part).keys() == getattr(self._context.atlas, part).keys() for part in _PARTS
        )

    def _names_no_less(self) -> bool:
        """Whether all that is named by records that are gone is named by new ones."""
        gone = self._context.about(_only_in(self._last, self._context.atlas))
        return used(gone) <= used(self._about)


def _is_same_ground(last: Atlas, now: Atlas) -> bool:
    """Whether two atlases have the very same registries, vocabularies and documents, in the same order."""
    for field in fields(now):
        if field.name in (*_PARTS, *_LISTS, *_NO_RECORDS):
            continue
        before, after = getattr(last, field.name), getattr(now, field.name)
        same: Callable[[Any, Any], bool] = _is_same_row
        if field.name == "vocabulary":
            same = _are_same_rows
        elif field.name == "counting_words":
            same = _is_equal
        if not same(before, after):
            return False
    return True


def _is_same_row(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    return (
        len(before) == len(after)
        and all(map(is_, before.values(), after.values()))
        and list(before) == list(after)
    )


def _are_same_rows(
    before: Mapping[str, Mapping[str, object]], after: Mapping[str, Mapping[str, object]]
) -> bool:
    return before.keys() == after.keys() and all(_is_same_row(before[name], after[name]) for name in after)


def _is_equal(before: object, after: object) -> bool:
    return before == after


def _only_in(atlas: Atlas, other: Atlas) -> Atlas:
    """An atlas with those records of one that another has not; the ground of both is the same, so none of that."""
    parts: dict[str, Any] = {kind: {} for kind in _GROUND}
    for part in _PARTS:
        theirs = getattr(other, part)
        parts[part] = {key: each for key, each in getattr(atlas, part).items() if theirs.get(key) is not each}
    for part in _LISTS:
        row, theirs = getattr(atlas, part), getattr(other, part)
        same = len(row) == len(theirs) and all(map(is_, row, theirs))
        known = frozenset(map(id, theirs))
        parts[part] = () if same else tuple(each for each in row if id(each) not in known)
    return replace(atlas, **parts)
