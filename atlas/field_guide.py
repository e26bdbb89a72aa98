"""What each field means, in both languages: docs/fields.yaml and the docstrings of the records."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from atlas import model
from atlas.fields import Ref
from atlas.file_kinds import KINDS, FileKind
from atlas.problems import Language, Words
from atlas.reader import Data, read

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
    return Words(str(both["zh"]), str(both["en"]))


def _docstring(name: str) -> str:
    """What a record is in English: its docstring."""
    return " ".join((inspect.getdoc(getattr(model, name, None)) or "").split())


_YES = Words("必填", "required")
_NO = Words("", "")
_HEADS = (
    Words("| 字段 | | 可写 | 含义 |", "| field | | names | meaning |"),
    Words("|---|---|---|---|", "|---|---|---|---|"),
)
_PLAIN = (model.Name, model.Text, model.UnitLabel)  # a language each: nothing to tell


def table(guide: FieldGuide, kind: FileKind, language: Language) -> str:
    """The fields of a kind of file as a Markdown table: name, whether required, what it names, meaning.

    The fields of a record inside another follow it: `evidence`, `evidence.at`.
    """
    if kind.record is None:
        return ""
    lines = [head.within(language) for head in _HEADS]
    lines += _rows(guide, kind.record, kind.written, "", language)
    return "\n".join(lines) + "\n"


def _rows(
    guide: FieldGuide, record: type[model.Record], names: Iterable[str], above: str, language: Language
) -> Iterator[str]:
    for name in names:
        field = record.model_fields[name]
        needed = (_YES if field.is_required() else _NO).within(language)
        meaning = guide.field(record, name).within(language).replace("|", "\\|")
        named = next((f"`{mark.kind}`" for mark in marks(field.annotation, field.metadata)), "")
        yield f"| `{above}{name}` | {needed} | {named} | {meaning} |"
        inner = inside(field.annotation)
        if inner is not None and inner not in _PLAIN:
            yield from _rows(guide, inner, inner.model_fields, f"{above}{name}.", language)


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


def tables(guide: FieldGuide, language: Language) -> str:
    """The tables of every kind of file, each under its name and its place, for the handbook."""
    parts = []
    for kind in KINDS:
        if kind.record is not None:
            title = guide.kinds[kind.name].within(language)
            place = f"`{kind.globs[0]}`" if len(kind.globs) == 1 else "`vocabulary/*.yaml`"
            about = guide.record(kind.record).within(language)
            parts.append(f"### {title} {place}\n\n{about}\n\n{table(guide, kind, language)}")
    return "\n".join(parts)
