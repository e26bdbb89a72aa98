"""What an edit changes for readers: two atlases side by side. Pure; in words in `changes_told`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from atlas.comparing.compare import Scope, Span, comparisons
from atlas.diffing.called_otherwise import called_otherwise
from atlas.diffing.moves import former, renamed, renames
from atlas.records.model import REGISTRIES, Atlas, Mention, Record, SetAside, Target, Unit
from atlas.sources.proof import State

COUNTED = (
    "documents", "measures", "tasks", "mentions", "set_aside", *REGISTRIES, "units", "words", "interface", "texts",
    "proofs", "changes", "site",
)  # fmt: skip
"""The kinds of things of which only numbers are told, by their names in the atlas; `words` are the vocabularies."""


@dataclass(frozen=True)
class Counted:
    """The keys of what was added, removed and changed, in order."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True)
class Edited:
    """A target that stands in both atlases, and the fields in which it differs (`id` where it has a new name)."""

    old: Target
    new: Target
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """A target of a comparison with its place before and after, from 1; None where it has none."""

    target: Target
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Reordered:
    """A comparison that gains or loses targets, or in which those that stay change their order.

    `sizes` are the numbers of targets before and after. `moved` has those that join, leave or overtake; one that
    is only pushed along by others is not named.
    """

    indicator: str
    basis: str
    unit: str
    scope: Scope
    span: Span
    sizes: tuple[int, int]
    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class Proven:
    """A document of which something else is proven now; `before` is None for a new one."""

    document: str
    before: State | None
    after: State


@dataclass(frozen=True)
class Changes:
    """The difference between two atlases.

    Addresses are without language. `unaliased` are those lost that neither a page nor an alias answers for, each
    with where it might lead; `sure` are those of which the new address is known by name. `called` are the indicators
    that only have other names, noted by targets, with the documents whose words these are.
    """

    proven: tuple[Proven, ...]
    added: tuple[Target, ...]
    removed: tuple[Target, ...]
    edited: tuple[Edited, ...]
    counted: Mapping[str, Counted]
    comparisons: tuple[Reordered, ...]
    pages_added: tuple[str, ...]
    pages_lost: tuple[str, ...]
    unaliased: Mapping[str, str]
    sure: frozenset[str]
    called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        told = (
            self.proven,
            self.added,
            self.removed,
            self.edited,
            self.pages_added,
            self.pages_lost,
            self.unaliased,
            self.called,
        )
        return any(told) or any(self.counted.values())


@dataclass(frozen=True)
class Side:
    """An atlas with the addresses of its pages, its aliases by the old address, and what is proven of its documents."""

    atlas: Atlas
    pages: Collection[str]
    aliases: Mapping[str, str]
    states: Mapping[str, State] = field(default_factory=dict)

    @property
    def addresses(self) -> frozenset[str]:
        """Every address that answers."""
        return frozenset(self.pages) | frozenset(self.aliases)


def changes(old: Side, new: Side) -> Changes:
    """What is different in the new atlas; what only bears another id is the same."""
    names = renames(old.atlas, new.atlas)
    former_names = renamed(old.atlas.targets, names)
    before = {target.gid: target for target in former_names.values()}
    added, removed, edited = _targets(before, new.atlas.targets, _own_ids(former_names))
    lost = old.addresses - new.addresses
    moves = former(names, lost, new.pages)
    counted = {kind: _counted(keyed(old.atlas, kind), keyed(new.atlas, kind)) for kind in COUNTED}
    called = called_otherwise(old.atlas, new.atlas, counted["indicators"].changed)
    changed = tuple(key for key in counted["indicators"].changed if key not in called)
    counted["indicators"] = replace(counted["indicators"], changed=changed)
    return Changes(
        tuple(_proven(old.states, new.states, names["documents"])),
        added,
        removed,
        edited,
        counted,
        tuple(_reordered((before, old.atlas.units), (new.atlas.targets, new.atlas.units))),
        tuple(sorted(frozenset(new.pages) - old.addresses)),
        tuple(sorted(frozenset(old.pages) - frozenset(new.pages))),
        {address: moves[address].to for address in sorted(lost)},
        frozenset(address for address, move in moves.items() if move.sure),
        called,
    )


def _proven(old: Mapping[str, State], new: Mapping[str, State], names: Mapping[str, str]) -> Iterator[Proven]:
    former_names = {now: was for was, now in names.items()}
    for key, after in new.items():
        before = old.get(former_names.get(key, key))
        if before != after:
            yield Proven(key, before, after)


def _own_ids(targets: Mapping[str, Target]) -> dict[str, str]:
    """For each target that was renamed the id that it had in its document."""
    own = {target.gid: key.partition("--")[2] for key, target in targets.items()}
    return {gid: name for gid, name in own.items() if not gid.endswith(f"--{name}")}


def _targets(
    old: Mapping[str, Target], new: Mapping[str, Target], names: Mapping[str, str]
) -> tuple[tuple[Target, ...], tuple[Target, ...], tuple[Edited, ...]]:
    """The targets added, removed and edited; `names` are the ids of those that have another now."""
    edited = []
    for key, target in new.items():
        if key not in old:
            continue
        before = old[key].model_copy(update={"id": names[key]}) if key in names else old[key]
        fields = differing(before, target)
        if fields:
            edited.append(Edited(before, target, fields))
    gone = tuple(target for key, target in old.items() if key not in new)
    return tuple(target for key, target in new.items() if key not in old), gone, tuple(edited)


def differing(old: Record, new: Record) -> tuple[str, ...]:
    """The fields in which two records of one kind differ."""
    return tuple(name for name in type(new).model_fields if getattr(old, name) != getattr(new, name))


def keyed(atlas: Atlas, kind: str) -> Mapping[str, Any]:
    """Everything of a kind by a key that outlives an edit of its contents."""
    if kind == "words":
        words = {
            f"{name}/{key}": word for name, group in atlas.vocabulary.items() for key, word in group.items()
        }
        return words | {f"counting-words/{name}": each for name, each in atlas.counting_words.items()}
    if kind == "site":
        return {"site": atlas.site}
    held = getattr(atlas, kind)
    if isinstance(held, Mapping):
        return held
    found: dict[str, Any] = {}
    for record in held:
        key = _key(record)
        again = sum(other == key or other.startswith(f"{key} #") for other in found)
        found[f"{key} #{again + 1}" if again else key] = record
    return found


def _key(record: Any) -> str:
    if isinstance(record, Mention):
        return f"{record.document}--{record.cluster} {record.region} {record.role}"
    if isinstance(record, SetAside):
        return f"{record.document}--{record.at} {record.text} {record.nth or ''}".rstrip()
    return str(record.id)


def _counted(old: Mapping[str, Any], new: Mapping[str, Any]) -> Counted:
    return Counted(
        tuple(key for key in new if key not in old),
        tuple(key for key in old if key not in new),
        tuple(key for key in new if key in old and old[key] != new[key]),
    )


Targets = tuple[Mapping[str, Target], Mapping[str, Unit]]
"""Targets with the units that they are given in."""


def _groups(
    targets: Iterable[Target], units: Mapping[str, Unit]
) -> dict[tuple[str, str, Scope, Span], tuple[Target, ...]]:
    """The comparisons of one indicator's figures, by basis, unit, scope and span."""
    return {
        (group.basis, group.unit, group.kind[2], group.span): group.targets
        for group in comparisons(targets, units)
        if group.unit is not None
    }


def _reordered(old: Targets, new: Targets) -> Iterator[Reordered]:
    before, after = _by_indicator(old[0].values()), _by_indicator(new[0].values())
    for indicator in sorted({*before, *after}):
        if before.get(indicator) == after.get(indicator) and old[1] == new[1]:
            continue
        mine = _groups(before.get(indicator, ()), old[1])
        theirs = _groups(after.get(indicator, ()), new[1])
        for kind in sorted({*mine, *theirs}):
            was, now = mine.get(kind, ()), theirs.get(kind, ())
            moved = _moved(was, now)
            if moved and max(len(was), len(now)) > 1:
                yield Reordered(indicator, *kind, (len(was), len(now)), moved)


def _by_indicator(targets: Iterable[Target]) -> dict[str, list[Target]]:
    found: dict[str, list[Target]] = {}
    for target in targets:
        found.setdefault(target.indicator, []).append(target)
    return found


def _moved(was: Iterable[Target], now: Iterable[Target]) -> tuple[Moved, ...]:
    before = {target.gid: place for place, target in enumerate(was, 1)}
    after = {target.gid: place for place, target in enumerate(now, 1)}
    order = [key for key in before if key in after]
    changed = [key for key in after if key in before]
    overtakes = {key for key, other in zip(order, changed, strict=True) if key != other}
    moved = [
        Moved(target, before.get(target.gid), after[target.gid])
        for target in now
        if target.gid not in before or target.gid in overtakes
    ]
    moved += [Moved(target, before[target.gid], None) for target in was if target.gid not in after]
    return tuple(moved)
