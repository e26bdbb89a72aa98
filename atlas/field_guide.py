"""What each field means, in both languages: docs/fields.yaml and the docstrings of the records."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from atlas import model
from atlas.fields import Ref
from atlas.file_kinds import KINDS, FileKind
from atlas.problems import Language, Words
from atlas.reader import Data, read

FILE = Path("docs", "fields.yaml")
COUNTING_WORDS = "CountingWords"
"""The name under which the guide describes the four lists of counting-words.yaml, which are no record."""


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
        records[name] = Words(str(about["about"]), _docstring(name))
        for field, both in _mapping(about["fields"]).items():
            fields[name, field] = _words(both)
    return FieldGuide(kinds, records, fields)


def _mapping(data: Data) -> dict[str, Data]:
    if not isinstance(data, dict):
        raise ValueError(f"{FILE.as_posix()} should hold mappings")  # noqa: TRY004  (of what a file holds)
    return data


def _words(data: Data) -> Words:
    both = _mapping(data)
    return Words(str(both["zh"]), str(both["en"]))


def _docstring(name: str) -> str:
    """What a record is in English: its docstring's first paragraph, in plain words."""
    if name == COUNTING_WORDS:
        return "The four word lists by which figures are recognised; readers never see them."
    record = getattr(model, name, None)
    return " ".join((inspect.getdoc(record) or "").split())


_YES = Words("必填", "required")
_NO = Words("", "")
_HEADS = (
    Words("| 字段 | | 可写 | 含义 |", "| field | | holds | meaning |"),
    Words("|---|---|---|---|", "|---|---|---|---|"),
)


def table(guide: FieldGuide, kind: FileKind, language: Language) -> str:
    """The fields of a kind of file as a Markdown table: name, whether required, what it names, meaning."""
    if kind.record is None:
        return ""
    lines = [head.within(language) for head in _HEADS]
    for name in kind.written:
        field = kind.record.model_fields[name]
        needed = (_YES if field.is_required() else _NO).within(language)
        meaning = guide.field(kind.record, name).within(language).replace("|", "\\|")
        lines.append(f"| `{name}` | {needed} | {_named(field.annotation, field.metadata)} | {meaning} |")
    return "\n".join(lines) + "\n"


def _named(annotation: object, metadata: list[object]) -> str:
    """The kind of record or vocabulary that a field names, as `units`, empty where it names nothing."""
    found = [mark.kind for mark in metadata if isinstance(mark, Ref)]
    for inner in getattr(annotation, "__args__", ()):
        marks = list(getattr(inner, "__metadata__", ()))
        found += [kind.strip("`") for kind in [_named(inner, marks)] if kind]
    return f"`{found[0]}`" if found else ""


def tables(guide: FieldGuide, language: Language) -> str:
    """The tables of every kind of file, each under its name and its place, for the handbook."""
    parts = []
    for kind in KINDS:
        if kind.record is None:
            continue
        title = guide.kinds[kind.name].within(language)
        place = f"`{kind.globs[0]}`" if len(kind.globs) == 1 else "`vocabulary/*.yaml`"
        parts.append(f"### {title} {place}\n\n{guide.record(kind.record).within(language)}\n\n")
        parts.append(f"{table(guide, kind, language)}\n")
    return "".join(parts).rstrip("\n") + "\n"
