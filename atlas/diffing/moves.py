"""What was renamed, and where an address that is gone might lead. Pure.

A record was renamed if its id is gone and a new record of its kind has its Chinese name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from atlas.addresses import address
from atlas.records.model import REGISTRIES, Atlas, Measure, Target

KINDS = ("documents", *REGISTRIES)
Renames = Mapping[str, Mapping[str, str]]
"""For each kind the new id of each record that was renamed."""


@dataclass(frozen=True)
class Move:
    """Where a former address might lead; `sure` if what stood there now stands here."""

    to: str
    sure: bool = False


def renames(old: Atlas, new: Atlas) -> Renames:
    """What was renamed from one atlas to the next: records, and by their whole ids targets and measures.

    A target or measure was renamed with its document, or if one alone now stands on its words, or its heading.
    """
    found = {kind: _renamed(getattr(old, kind), getattr(new, kind)) for kind in KINDS}
    documents = found["documents"]
    found["targets"] = _parts(renamed(old.targets, found), new.targets, _promise, documents)
    found["measures"] = _parts(old.measures, new.measures, _heading, documents)
    return found


def _renamed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    fresh = {_name(record): key for key, record in new.items() if key not in old}
    return {
        key: fresh[_name(record)] for key, record in old.items() if key not in new and _name(record) in fresh
    }


def _name(record: Any) -> str:
    name = getattr(record, "name", None) or record.title
    return str(name.zh)


_NAMED = {"document": "documents", "indicator": "indicators", "region": "regions", "cluster": "clusters"}


def renamed(targets: Mapping[str, Target], renames: Renames) -> dict[str, Target]:
    """Targets, by the ids they had, as if they and all that they name bore their new names already."""
    found = {}
    for key, target in targets.items():
        update = {
            field: renames[kind][getattr(target, field)]
            for field, kind in _NAMED.items()
            if getattr(target, field) in renames[kind]
        }
        if key in renames.get("targets", {}):
            update["id"] = renames["targets"][key].partition("--")[2]
        found[key] = target.model_copy(update=update) if update else target
    return found


def _promise(target: Target) -> object:
    return target.indicator, target.evidence, target.year, target.period


def _heading(measure: Measure) -> object:
    return measure.at, measure.title.zh


def _parts(
    old: Mapping[str, Any], new: Mapping[str, Any], what: Any, documents: Mapping[str, str]
) -> dict[str, str]:
    """The new whole id of each record of a document that has another."""
    fresh: dict[object, list[str]] = {}
    for key, record in new.items():
        fresh.setdefault((record.document, what(record)), []).append(key)
    found = {}
    for key, record in old.items():
        if key in new:
            continue
        document = documents.get(key.partition("--")[0], record.document)
        same = f"{document}--{record.id}"
        twins = [other for other in fresh.get((document, what(record)), ()) if other not in old]
        if same in new:
            found[key] = same
        elif len(twins) == 1:
            found[key] = twins[0]
    return found


def former(renames: Renames, lost: Iterable[str], pages: Collection[str]) -> dict[str, Move]:
    """For each lost address the page it might lead to: one of `pages`, the home page if nothing is nearer."""
    known = {
        address(kind, key): address(kind, to) for kind, names in renames.items() for key, to in names.items()
    }
    found = {}
    for gone in lost:
        to = known.get(gone) or _pair(gone, renames["regions"])
        if to and to in pages:
            found[gone] = Move(to, sure=True)
        else:
            found[gone] = Move(_nearest(gone, renames["documents"], pages))
    return found


def _pair(gone: str, regions: Mapping[str, str]) -> str:
    """The comparison of two areas under their new names; empty for other addresses."""
    folder, _, rest = gone.partition("/")
    if folder != address("compare").rstrip("/") or "--" not in rest:
        return ""
    names = rest.rstrip("/").split("--")
    return address("compare", "--".join(sorted(regions.get(name, name) for name in names)))


def _nearest(gone: str, documents: Mapping[str, str], pages: Collection[str]) -> str:
    """The page that stands over a former address: its document, or its list."""
    parts = gone.rstrip("/").split("/")
    if parts[0] == address("documents").rstrip("/") and len(parts) > 1:
        own = address("documents", documents.get(parts[1], parts[1]))
        if own in pages:
            return own
    while parts := parts[:-1]:
        above = "/".join(parts) + "/"
        if above in pages:
            return above
    return address("home")
