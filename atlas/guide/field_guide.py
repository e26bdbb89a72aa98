"""What each field means, in both languages: docs/fields.yaml and the docstrings of the records."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from atlas.problems import Words
from atlas.reading.reader import Data, read
from atlas.records import model
from atlas.records.fields import Ref

FILE = Path("docs", "fields.yaml")
COUNTING_WORDS, ALIASES = "CountingWords", "Aliases"
"""The names under which the guide describes the files that hold no records."""


@dataclass(frozen=True)
class FieldGuide:
    """Descriptions: of kinds of files by name, of records by class, of fields by class and field."""

    kinds: Mapping[str, Words]
    records: Mapping[str, Words]
    fields: Mapping[tuple[str, str], Words]

    def field(self, record: type[model.Record], name: str) -> Words:
        """What a field of a record means."""
        return self.fields[record.__name__, name]

    def record(self, record: type[model.Record]) -> Words:
        """What a record is."""
        return self.records[record.__name__]


def read_guide(root: Path) -> FieldGuide:
    """The guide of the repository at `root`. Raises ValueError where docs/fields.yaml cannot be read."""
    tree, problems = read(root / FILE, FILE.as_posix())
    if tree is None:
        raise ValueError("\n".join(problem.line() for problem in problems))
    data = _mapping(tree.data)
    kinds = {name: _words(both) for name, both in _mapping(data["kinds"]).items()}
    records, fields = {}, {}
    for name, entry in _mapping(data["records"]).items():
        about = _mapping(entry)
        told = about["about"]
        records[name] = _words(told) if isinstance(told, dict) else Words(str(told), _docstring(name))
        for field, both in _mapping(about["fields"]).items():
            fields[name, field] = _words(both)
    return FieldGuide(kinds, records, fields)


def _mapping(data: Data) -> dict[str, Data]:
    if not isinstance(data, dict):
        raise ValueError(f"{FILE.as_posix()} should hold mappings")
    return data


def _words(data: Data) -> Words:
    both = _mapping(data)
    if both.keys() != {"zh", "en"}:
        raise ValueError(
            f"{FILE.as_posix()}: write zh and en, each with its comma in quotation marks: {both}"
        )
    return Words(str(both["zh"]), str(both["en"]))


def _docstring(name: str) -> str:
    """What a record is in English: its docstring."""
    return " ".join((inspect.getdoc(getattr(model, name, None)) or "").split())


def marks(annotation: object, metadata: Iterable[object]) -> Iterator[Ref]:
    """Each mark of a field, its items and keys that says what it names."""
    yield from (mark for mark in metadata if isinstance(mark, Ref))
    for argument in get_args(annotation):
        yield from marks(argument, getattr(argument, "__metadata__", ()))


def inside(annotation: object) -> type[model.Record] | None:
    """The record that a field holds, alone or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, model.Record):
        return annotation
    return next((found for inner in get_args(annotation) if (found := inside(inner)) is not None), None)
