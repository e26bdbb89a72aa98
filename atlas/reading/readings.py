"""What was read of each file, and what still holds of it when files are read again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from atlas.problems import Problem
from atlas.reading.by_place import ByPlace
from atlas.reading.folder import ContentFolder, is_of_a_file
from atlas.reading.loaded import Positions
from atlas.reading.reader import Tree, parse
from atlas.reading.record_file import RecordFile
from atlas.reading.wordings import Wordings


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a file that held these bytes. Without a `digest` of them nobody asked for one."""

    raw: bytes
    file: RecordFile
    made: Any
    digest: bytes = b""
    path: str = ""


@dataclass
class Section:
    """What was read of one folder: what was made of it, and all that is noted besides."""

    made: Any = None
    read: dict[str, Reading] = field(default_factory=dict)
    positions: Positions = field(default_factory=Positions)
    problems: list[Problem] = field(default_factory=list)
    broken: dict[str, set[str]] = field(default_factory=dict)


@dataclass
class Readings:
    """What was read of each file, by its name; it holds as long as the file has the same bytes.

    A file that is read again keeps its records, the very same objects.
    `parsed` gives the data of a file that was parsed without a problem before, by its name and bytes.
    `looked` has the digest (SHA-256) of what each file is known to hold now, by path: one that still has the bytes
    of before is not opened again.
    """

    known: dict[str, Reading] = field(default_factory=dict)
    wordings: Wordings = field(default_factory=Wordings)
    parsed: Callable[[str, bytes], Tree | None] = lambda *_: None
    by_place: ByPlace = field(default_factory=ByPlace)
    looked: Mapping[str, bytes] = field(default_factory=dict)
    folders: dict[str, Section] = field(default_factory=dict)
    folder: ContentFolder | None = None
    _before: Mapping[str, bytes] = field(default_factory=dict)
    _changed: tuple[str, ...] | None = None

    def look(self, looked: Mapping[str, bytes]) -> None:
        """This is what files are known to hold now."""
        self._before, self.looked = self.looked, looked
        differ = tuple(path for path, digest in looked.items() if self._before.get(path) != digest)
        is_same_tree = looked.keys() == self._before.keys() and all(
            is_of_a_file(digest) for path in differ for digest in (looked[path], self._before[path])
        )
        self._changed = differ if is_same_tree else None

    def has_same_tree(self) -> bool:
        """Whether the same files and folders are known to be there as the last time, whatever they hold."""
        return self._changed is not None

    def section(self, folder: str) -> Section | None:
        """What was read of a folder in which nothing changed."""
        if self._changed is None or any(path.startswith(folder + os.sep) for path in self._changed):
            return None
        return self.folders.get(folder)

    def unopened(self, name: str, path: str) -> Reading | None:
        """The reading of a file that is known to hold the same bytes still."""
        found = self.known.get(name)
        return found if found is not None and found.digest and self.looked.get(path) == found.digest else None

    def is_of(self, read: Iterable[Reading]) -> bool:
        """Whether each file was read with the bytes that it is known to hold, and not with others a moment later."""
        return all(self.looked.get(each.path) == each.digest for each in read)

    def of(self, name: str, path: str, raw: bytes, make: Callable[[RecordFile], Any]) -> Reading:
        """What a file of this name and these bytes gives; `make` depends on nothing but its name."""
        found = self.known.get(name)
        if found is None or found.raw != raw:
            tree, problems = self.parsed(name, raw), list[Problem]()
            if tree is None:
                tree, problems = parse(raw, name)
            file = RecordFile(tree, problems, None if found is None else found.file)
            found = Reading(raw, file, make(file), sha256(raw).digest() if self.looked else b"", path)
        return found
