"""Where an address that is gone might lead: to what now carries its record's name, or else to its list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from atlas.addresses import address
from atlas.model import REGISTRIES, Atlas, Measure, Target


@dataclass(frozen=True)
class Move:
    """Where a former address might lead; `sure` if a record of the same name stands there."""

    to: str
    sure: bool = False


def former(old: Atlas, new: Atlas, lost: Iterable[str], pages: Collection[str]) -> dict[str, Move]:
    """For each lost address the page it might lead to: always one of `pages`, the home page if nothing is nearer."""
    kinds = ("documents", *REGISTRIES)
    renamed = {kind: _renamed(getattr(old, kind), getattr(new, kind)) for kind in kinds}
    by_name: dict[str, str] = {}
    for kind in kinds:
        by_name |= {address(kind, key): address(kind, other) for key, other in renamed[kind].items()}
    documents = renamed["documents"]
    by_name |= _parts("targets", old.targets, new.targets, documents, _promise)
    by_name |= _parts("measures", old.measures, new.measures, documents, _heading)
    regions = renamed["regions"]
    found = {}
    for gone in lost:
        to = by_name.get(gone) or _pair(gone, regions)
        if to in pages:
            found[gone] = Move(to, sure=True)
        else:
            found[gone] = Move(_nearest(gone, documents, pages))
    return found


def _name(record: Any) -> str:
    name = getattr(record, "name", None) or record.title
    return str(name.zh)


def _renamed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Former ids that another record of the same Chinese name has taken the place of."""
    fresh = {_name(record): key for key, record in new.items() if key not in old}
    return {
        key: fresh[_name(record)] for key, record in old.items() if key not in new and _name(record) in fresh
    }


def _promise(target: Target) -> object:
    return target.evidence, target.indicator, target.value, target.words, target.year, target.period


def _heading(measure: Measure) -> object:
    return measure.at, measure.title.zh


def _parts(
    kind: str, old: Mapping[str, Any], new: Mapping[str, Any], documents: Mapping[str, str], what: Any
) -> dict[str, str]:
    """The addresses of records whose document was renamed, and of those that are the same in all but their id."""
    fresh = {(record.document, what(record)): key for key, record in new.items() if key not in old}
    found = {}
    for key, record in old.items():
        if key in new:
            continue
        document = documents.get(record.document, record.document)
        same = f"{document}--{record.id}"
        to = same if same in new else fresh.get((document, what(record)))
        if to is not None:
            found[address(kind, key)] = address(kind, to)
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
