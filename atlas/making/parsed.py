"""The content files of the last build as plain data, so that only those that changed are parsed again.

To parse takes nine tenths of the time of reading. The data stands in one file beside the site's memory; that of a
content file is believed only if the file's bytes have the digest that was noted, and the whole only if it is
undamaged and was written by this very program. Records are made of it as of a file just parsed; and where something
is wrong in it, its bytes are parsed again, since only they tell where it stands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atlas.linking.relations import Named
from atlas.reading.load import Reading, Readings, load
from atlas.reading.reader import Data, Tree
from atlas.reading.record_file import RecordFile
from atlas.records.worked_out import Checked
from atlas.rendering.whole import read_known, write_whole


def beside(out: Path) -> Path:
    """The file in which the data of the content of a published site stands."""
    return out.parent / f".{out.name}.content"


@dataclass
class Parsed:
    """The content of the last build: the digest and the data of each file by its name, and what had no fault.

    Called with a name and bytes it gives the tree of a file that held these; `taken` are those that it gave.
    `silent` are the rules of `atlas.checks` that had nothing to say of this content, `named` is what its texts name.
    `digest` stands for all of this.
    """

    files: Mapping[str, tuple[str, Data]] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    named: Named = field(default_factory=dict)
    digest: str = ""
    taken: set[str] = field(default_factory=set)

    def __call__(self, name: str, raw: bytes) -> Tree | None:
        """The tree of a file, if its data is known; else None."""
        digest, data = self.files.get(name, ("", None))
        if digest != _digest(raw):
            return None
        self.taken.add(name)
        return Tree(name, data, raw)


def write(file: Path, readings: Readings, silent: frozenset[str], named: Named, program: str) -> str:
    """The file holds what was read without a problem, by name; the digest of all. OSError if it cannot be written."""
    files = {
        name: (_digest(reading.raw), reading.file.tree.data)
        for name, reading in readings.known.items()
        if reading.file.tree is not None
    }
    said = {"program": program, "silent": sorted(silent), "named": named, "files": files}
    return write_whole(file, json.dumps(said, separators=(",", ":")).encode())


def read(file: Path, program: str) -> Parsed:
    """What stands in the file; nothing if it is damaged, or was written by another program."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        digest, data = read_known(file)
        said = json.loads(data)
        if said["program"] == program:
            files = {name: (digest, data) for name, (digest, data) in said["files"].items()}
            return Parsed(files, frozenset(said["silent"]), said["named"], digest)
    return Parsed()


def checked(content: Path, readings: Readings, parsed: Parsed) -> Checked | None:
    """The content of the last build as it was checked, with the records of these readings wherever they are the same.

    None where other files are there than then.
    """
    if parsed.files.keys() != readings.known.keys():
        return None
    known = {name: found for name, found in readings.known.items() if name in parsed.taken}
    old = load(
        content, _Before({}, readings.wordings, parsed, readings.by_place, same=known, now=readings.known)
    )
    return None if old.atlas is None or old.problems else Checked(old.atlas, parsed.silent)


@dataclass
class _Before(Readings):
    """Files as they were at the last build; `same` have not changed since, `now` are all as they are now."""

    same: Mapping[str, Reading] = field(default_factory=dict)
    now: Mapping[str, Reading] = field(default_factory=dict)

    def unopened(self, name: str, path: str) -> Reading | None:  # noqa: ARG002
        """The reading of a file that is as it was."""
        return self.same.get(name)

    def of(self, name: str, path: str, raw: bytes, make: Callable[[RecordFile], Any]) -> Reading:
        """The reading of a file as it was, whatever it holds now."""
        assert isinstance(self.parsed, Parsed)
        file = RecordFile(Tree(name, self.parsed.files[name][1], b""), [], self.now[name].file)
        return Reading(raw, file, make(file), b"", path)


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
