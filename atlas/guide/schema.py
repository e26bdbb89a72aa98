"""JSON Schema 2020-12 for every kind of content file, made from the models, for editors that complete and explain.

A schema describes a file as an editor's YAML reader sees it (`3.5` a number, `2021-02` text, `true` a flag), and
never refuses what the build accepts. It says nothing of rules across records: those are for `check`.

`words.schema.json` holds the words of each vocabulary, `ids.schema.json` the ids of records. Ids are offered for
completion while any well-formed id is accepted: a schema that is a record behind raises no false alarm, and so
need not be renewed with every edit. All other schemas change with the models and docs/fields.yaml only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from atlas.guide import handbook
from atlas.guide.field_guide import ALIASES, COUNTING_WORDS, FieldGuide, read_guide
from atlas.guide.file_kinds import KINDS, FileKind
from atlas.guide.schema_names import IDS, WORDS, ids_schema, words_schema
from atlas.problems import Words
from atlas.reading.load import Loaded, load
from atlas.records import fields, model
from atlas.records.fields import Ref

FOLDER = "schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MADE = "Made by `python build.py schema`; not to be edited by hand."

Schema = dict[str, Any]

# Plain text may look like a number to an editor's YAML reader (number: 1), which the build reads as text all the same.
_TEXT: Schema = {"type": ["string", "number"], "pattern": r"\S"}
_YEAR: Schema = {"type": "integer", "minimum": 1900, "maximum": 2199}
_CENTURY = "(19|20|21)[0-9]{2}"
_ID: Schema = {"$ref": f"{IDS}#/$defs/id"}


def _validator(alias: object) -> object:
    """The function by which a field's type is known."""
    return get_args(alias)[1]


_SHAPES: Mapping[object, Schema] = {
    _validator(fields.Id): _ID,
    _validator(fields.Words): _TEXT,
    _validator(fields.Texts): {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
    _validator(fields.Number): {"type": "number"},
    _validator(fields.Numbers): {
        "anyOf": [
            {"type": "number"},
            {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        ]
    },
    _validator(fields.Year): _YEAR,
    _validator(fields.Period): {"type": "array", "items": _YEAR, "minItems": 2, "maxItems": 2},
    _validator(fields.Flag): {"type": "boolean"},
    _validator(fields.Whole): {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    _validator(fields.Date): {
        "type": ["string", "integer"],
        "pattern": f"^{_CENTURY}(-[0-9]{{2}}(-[0-9]{{2}})?)?$",
        "minimum": 1900,
        "maximum": 2199,
    },
    _validator(fields.Day): {"type": "string", "pattern": f"^{_CENTURY}-[0-9]{{2}}-[0-9]{{2}}$"},
    _validator(fields.Link): {"type": "string", "pattern": "^https?://[^\\s\"'<>]+$"},
    _validator(fields.Base): {"type": "string", "pattern": "^https?://[^\\s\"'<>?#]+$"},
    _validator(fields.Digest): {"type": ["string", "number"], "pattern": "^[0-9a-f]{64}$"},
}
_OWN_TARGET: Schema = {"type": ["string", "number"], "pattern": "^[a-z0-9]+(--?[a-z0-9]+)*$"}


def described(words: Words) -> Schema:
    """A description in both languages, Chinese first."""
    return {"description": f"{words.zh}\n{words.en}", "markdownDescription": f"{words.zh}\n\n{words.en}"}


class _Shapes:
    """Schemas of fields; each record that is met on the way becomes a definition."""

    def __init__(self, guide: FieldGuide) -> None:
        self.guide = guide
        self.definitions: dict[str, Schema] = {}

    def record(self, record: type[model.Record], names: Iterable[str]) -> Schema:
        """An object with these fields of a record and no others."""
        chosen = {name: record.model_fields[name] for name in names}
        schema: Schema = {
            "type": "object",
            **described(self.guide.record(record)),
            "properties": {name: self._field(record, name, field) for name, field in chosen.items()},
        }
        required = [name for name, field in chosen.items() if field.is_required()]
        return schema | ({"required": required} if required else {}) | {"additionalProperties": False}

    def _field(self, record: type[model.Record], name: str, field: FieldInfo) -> Schema:
        shape = self._shape(field.annotation, tuple(field.metadata), f"{record.__name__}.{name}")
        default = {"default": field.default} if isinstance(field.default, bool | str) else {}
        return described(self.guide.field(record, name)) | shape | default

    def _shape(self, annotation: Any, metadata: tuple[Any, ...], where: str) -> Schema:
        for mark in metadata:
            if isinstance(mark, Ref):
                return _reference(mark.kind)
            if mark in _SHAPES:
                return _SHAPES[mark]
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._shape(arguments[0], arguments[1:], where)
        if origin in (Union, UnionType):
            (inner,) = (argument for argument in arguments if argument is not NoneType)
            return self._shape(inner, (), where)
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is tuple:
            least = max((getattr(mark, "min_length", 0) for mark in metadata), default=0)
            items = {"type": "array", "items": self._shape(arguments[0], (), where)}
            return items | ({"minItems": least} if least else {})
        if isinstance(origin, type) and issubclass(origin, Mapping):
            keys, values = (self._shape(argument, (), where) for argument in arguments)
            return {"type": "object", "propertyNames": keys, "additionalProperties": values}
        if isinstance(annotation, type) and issubclass(annotation, model.Record):
            return self._defined(annotation)
        if annotation is str:
            return {"type": ["string", "number"]}
        raise TypeError(f"{where}: no schema is known for {annotation}")

    def _defined(self, record: type[model.Record]) -> Schema:
        name = record.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self.record(record, record.model_fields)
        return {"$ref": f"#/$defs/{name}"}


def _reference(kind: str) -> Schema:
    """What a field that names something may hold."""
    if kind == "targets":
        return _OWN_TARGET
    if kind == "measures":
        return _ID
    if kind == "printed-agencies":
        return _TEXT
    return {"$ref": f"{WORDS if kind in model.VOCABULARIES else IDS}#/$defs/{kind}"}


def _body(kind: FileKind, shapes: _Shapes) -> Schema:
    if kind.shape == "words":
        lists = {
            name: described(shapes.guide.fields[COUNTING_WORDS, name])
            | {"type": "array", "items": {"type": ["string", "number"]}}
            for name in model.COUNTING_WORDS
        }
        about = described(shapes.guide.records[COUNTING_WORDS])
        return {"type": "object", **about, "properties": lists, "additionalProperties": False}
    if kind.shape == "addresses" or kind.record is None:
        address: Schema = {"type": "string", "pattern": "^([a-z0-9]+(-{1,2}[a-z0-9]+)*/)+$"}
        to: Schema = {"type": "string", "pattern": "^(/|([a-z0-9]+(-{1,2}[a-z0-9]+)*/)+)$"}
        about = described(shapes.guide.records[ALIASES])
        return {"type": ["object", "null"], **about, "propertyNames": address, "additionalProperties": to}
    if kind.shape == "record":
        return shapes.record(kind.record, kind.written)
    shapes.definitions[kind.record.__name__] = shapes.record(kind.record, kind.written)
    one = {"$ref": f"#/$defs/{kind.record.__name__}"}
    if kind.shape == "list":  # a file of nothing but comments is an empty list
        return {"type": ["array", "null"], "items": one}
    keys = {"type": "string", "pattern": r"^[a-z0-9_]+$"} if kind.name == "interface" else _ID
    return {"type": "object", "minProperties": 1, "propertyNames": keys, "additionalProperties": one}


def file_schema(kind: FileKind, guide: FieldGuide) -> Schema:
    """The schema of one kind of file."""
    shapes = _Shapes(guide)
    body = _body(kind, shapes)
    title = guide.kinds[kind.name]
    head: Schema = {"$schema": DIALECT, "$comment": MADE, "title": f"{title.zh} · {title.en}"}
    return head | body | ({"$defs": shapes.definitions} if shapes.definitions else {})


def schemas(loaded: Loaded, guide: FieldGuide) -> dict[str, bytes]:
    """The bytes of every schema by the name of its file. Raises ValueError where nothing was read."""
    return _bytes({kind.schema: file_schema(kind, guide) for kind in KINDS}) | names(loaded)


def names(loaded: Loaded) -> dict[str, bytes]:
    """The schemas that hold the words and ids of the content. Raises ValueError where nothing was read."""
    if loaded.atlas is None:
        raise ValueError("no names: the atlas was not read")
    head = {"$schema": DIALECT, "$comment": MADE}
    return _bytes({WORDS: head | words_schema(loaded.atlas), IDS: head | ids_schema(loaded.atlas, loaded)})


def _bytes(made: Mapping[str, Schema]) -> dict[str, bytes]:
    return {
        name: (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
        for name, schema in made.items()
    }


def differing(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """The names of schemas in a folder that are missing, out of date, or no longer made."""
    there = {path.name: path.read_bytes() for path in folder.glob("*.schema.json")} if folder.is_dir() else {}
    return sorted(name for name in {*there, *files} if there.get(name) != files.get(name))


def stale(content: Path, root: Path) -> list[str]:
    """The names of the schemas in `root/schema` that `refresh` would change. Raises ValueError as it does."""
    return differing(root / FOLDER, schemas(load(content), read_guide(root)))


def refresh(content: Path, root: Path) -> list[str]:
    """Every schema in `root/schema` is that of the models and the content; the names of those that changed.

    Raises ValueError where the content cannot be read.
    """
    folder, files = root / FOLDER, schemas(load(content), read_guide(root))
    changed = differing(folder, files)
    folder.mkdir(exist_ok=True)
    for name in changed:
        if name in files:
            (folder / name).write_bytes(files[name])
        else:
            (folder / name).unlink()
    return changed


def refresh_names(loaded: Loaded, root: Path) -> list[str]:
    """Editors are offered the words and ids of what was read; the names of the schemas that changed.

    Writes those two files of `root/schema` and nothing else, and nothing at all where they are not there yet.
    """
    changed = []
    if loaded.atlas is not None:
        for name, made in names(loaded).items():
            path = root / FOLDER / name
            if path.is_file() and path.read_bytes() != made:
                path.write_bytes(made)
                changed.append(name)
    return changed


def run(content: Path, root: Path, *, only_check: bool) -> tuple[Words, int]:
    """What `build.py schema` says, and its exit status; the tables of the handbook are renewed with the schemas.

    With `only_check` nothing is written, and the status is 1 where a schema or a table is out of date. Ids that are
    merely not offered yet are mentioned and no failure, since they follow every new record.
    """
    try:
        changed = [f"{FOLDER}/{name}" for name in (stale if only_check else refresh)(content, root)]
        changed += [file.as_posix() for file in (handbook.stale if only_check else handbook.refresh)(root)]
    except ValueError:
        zh, en = (
            "内容无法读取：请先运行 python build.py check",
            "the content cannot be read: run python build.py check",
        )
        return Words(zh, en), 1
    names = ", ".join(changed)
    if not changed:
        return Words(
            "schema/ 与手册的字段表和模型、内容一致", "schema/ and the handbook's tables are up to date"
        ), 0
    if not only_check:
        return Words(f"已更新：{names}", f"updated: {names}"), 0
    told = Words(
        f"已过时（{names}）：请运行 python build.py schema",
        f"out of date ({names}): run python build.py schema",
    )
    return told, int(changed != [f"{FOLDER}/{IDS}"])
