"""The names that content may write, as two JSON Schemas: words of vocabularies, and ids of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from atlas.reading.load import Loaded
from atlas.records import model
from atlas.records.fields import LONGEST_ID, RESERVED_IDS

WORDS, IDS = "words.schema.json", "ids.schema.json"

Schema = dict[str, Any]

_ID: Schema = {
    "type": ["string", "number"],  # to an editor's YAML reader the id 3550 is a number
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "maxLength": LONGEST_ID,
    "not": {"enum": sorted(RESERVED_IDS)},
}
_WELL_FORMED: Schema = {"$ref": "#/$defs/id"}


def words_schema(atlas: model.Atlas) -> Schema:
    """The words of each vocabulary as a closed list."""
    words: dict[str, Mapping[str, model.Term | model.Unit]] = {**atlas.vocabulary, "units": atlas.units}
    listed = {
        name: _listed(
            (word, f"{_label(entry)} — {entry.definition.zh} {entry.definition.en}")
            for word, entry in sorted(words[name].items())
        )
        for name in sorted(words)
    }
    return {"$defs": listed}


def ids_schema(atlas: model.Atlas, loaded: Loaded) -> Schema:
    """The ids of each kind of record, offered for completion, while any well-formed id is accepted."""
    registries: dict[str, Mapping[str, Any]] = {kind: getattr(atlas, kind) for kind in model.REGISTRIES}
    definitions: dict[str, Schema] = {"id": _ID}
    for kind, records in {**registries, "documents": atlas.documents}.items():
        ids = sorted({*records, *loaded.broken.get(kind, ())})
        known = _listed((key, _called(records.get(key))) for key in ids)
        known["errorMessage"] = f"应写 {kind}/ 中的一个文件名\nwrite the name of a file in {kind}/"
        definitions[kind] = {"anyOf": [known, _WELL_FORMED]} if ids else _WELL_FORMED
    definitions["citable"] = _either(("references", "documents"))
    definitions["anything"] = _either((*model.REGISTRIES, "documents"))
    return {"$defs": definitions}


def _listed(entries: Iterable[tuple[str, str]]) -> Schema:
    """A closed list, each name with what it stands for."""
    listed = list(entries)
    return {"enum": [name for name, _ in listed], "enumDescriptions": [told for _, told in listed]}


def _either(kinds: Iterable[str]) -> Schema:
    return {"anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds]}


def _label(entry: model.Term | model.Unit) -> str:
    return " · ".join(label for label in (entry.label.zh, entry.label.en) if label)


def _called(record: Any) -> str:
    """A record's name in both languages, empty for one that could not be read."""
    name = getattr(record, "short", None) if isinstance(record, model.Document) else None
    name = name or getattr(record, "name", None) or getattr(record, "title", None)
    return f"{name.zh} · {name.en}" if isinstance(name, model.Name) else ""
