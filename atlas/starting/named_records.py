"""Which records a document names, by the fields of its files as they are written; most are not complete yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.problems import Place
from atlas.reading.reader import Data, Tree, read
from atlas.records.fields import is_id

_FIELDS = (
    ("document", "region", "regions"),
    ("document", "cites.to", "references"),
    ("targets", "region", "regions"),
    ("targets", "indicator", "indicators"),
    ("targets", "cluster", "clusters"),
    ("targets", "unit", "units"),
    ("measures", "clusters", "clusters"),
    ("clusters", "cluster", "clusters"),
    ("clusters", "region", "regions"),
)
"""The file of a document, the field in it, and the kind of what the field names."""

PARTS = (*dict.fromkeys(part for part, _, _ in _FIELDS), "tasks")
"""The files of a document that name records."""


@dataclass(frozen=True)
class NamedRecord:
    """A record that a document names: its kind (`indicators`), its id, where it is named first, and by which record."""

    kind: str
    id: str
    place: Place
    by: Data


def named_records(folder: Path, name: str) -> Iterator[NamedRecord]:
    """What the files in a document's folder name, each once, in their order; what is no id is passed over.

    `name` is the folder as it is shown. A file that is no YAML names nothing: `check` says what is wrong with it.
    """
    met: set[tuple[str, str]] = set()
    trees: dict[str, Tree | None] = {}
    for part, field, kind in _FIELDS:
        if part not in trees:
            path = folder / f"{part}.yaml"
            trees[part] = read(path, f"{name}/{part}.yaml")[0] if path.is_file() else None
        tree = trees[part]
        if tree is None:
            continue
        many = isinstance(tree.data, list)
        for number, record in enumerate(tree.data if isinstance(tree.data, list) else [tree.data]):
            start = (number,) if many else ()
            for trail, key in _held(record, tuple(field.split(".")), start):
                if is_id(key) and (kind, key) not in met:
                    met.add((kind, key))
                    yield NamedRecord(kind, key, tree.place(trail), record)


def _held(
    data: Data, path: tuple[str, ...], trail: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each text that a field of a record holds, alone or in a list, with the way to it."""
    if isinstance(data, list):
        for number, each in enumerate(data):
            yield from _held(each, path, (*trail, number))
    elif path:
        if isinstance(data, dict) and path[0] in data:
            yield from _held(data[path[0]], path[1:], (*trail, path[0]))
    elif isinstance(data, str):
        yield trail, data
