"""Every kind of content file: where it stands, what it holds, and in which shape."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from atlas.records import model

Shape = Literal["record", "list", "mapping", "words", "addresses"]
"""One record; a list of records; records by id; lists of words by name; addresses by address."""

FIXED = ("id", "document")
"""The fields that follow from a file's name or folder wherever the file does not hold them itself."""


@dataclass(frozen=True)
class FileKind:
    """A kind of file: `globs` are relative to `content/`; `record` is what it holds, if that is a record."""

    name: str
    globs: tuple[str, ...]
    record: type[model.Record] | None
    shape: Shape = "record"

    @property
    def schema(self) -> str:
        """The file that holds its JSON Schema."""
        return f"{self.name}.schema.json"

    @property
    def written(self) -> tuple[str, ...]:
        """The fields of its record that an editor writes, in the model's order."""
        if self.record is None:
            return ()
        hidden = ("document",) if self.shape == "list" else FIXED
        return tuple(name for name in self.record.model_fields if name not in hidden)


_SINGULAR = {
    "regions": "region", "clusters": "cluster", "indicators": "indicator", "agencies": "agency",
    "references": "reference", "terms": "term",
}  # fmt: skip
_PART = {part: "mentions" if part == "clusters" else part for part in model.PARTS}

KINDS = (
    FileKind("site", ("site.yaml",), model.Site),
    FileKind("interface", ("interface.yaml",), model.Name, "mapping"),
    FileKind("changes", ("changes.yaml",), model.Change, "list"),
    FileKind(
        "vocabulary",
        tuple(f"vocabulary/{name}.yaml" for name in model.VOCABULARIES if name != "units"),
        model.Term,
        "mapping",
    ),
    FileKind("units", ("vocabulary/units.yaml",), model.Unit, "mapping"),
    FileKind("counting-words", ("vocabulary/counting-words.yaml",), None, "words"),
    *(
        FileKind(_SINGULAR[folder], (f"{folder}/*.yaml",), record)
        for folder, record in model.REGISTRIES.items()
    ),
    FileKind("document", ("documents/*/document.yaml",), model.Document),
    *(
        FileKind(_PART[part], (f"documents/*/{part}.yaml",), record, "list")
        for part, record in model.PARTS.items()
    ),
    FileKind("proof", ("documents/*/proof.yaml",), model.Proof),
    FileKind("aliases", ("aliases.yaml",), None, "addresses"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
FOLDERS = {singular: folder for folder, singular in _SINGULAR.items()}
"""The folder of each kind of registry record: `FOLDERS["region"]` is `regions`."""


def kind_of(path: str) -> FileKind | None:
    """The kind of a file by its path relative to `content/`, or None where it has none."""
    for kind in KINDS:
        for glob in kind.globs:
            if glob.count("/") == path.count("/") and fnmatchcase(path, glob):
                return kind
    return None
