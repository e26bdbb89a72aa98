"""The content folder: which of its files are read, and what lies in it that nothing would read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from atlas.problems import Place, Problem, Words
from atlas.reading.leftovers import left_by_editors
from atlas.records import model

_TOP = ("site.yaml", "interface.yaml", "changes.yaml", "aliases.yaml")
_BESIDE_THE_WORDS = ("counting-words",)  # in vocabulary/, and no vocabulary
_TEXTS = frozenset(f"{text}.{tag}.md" for text in model.TEXTS for tag in ("zh", "en"))
_WORDS = frozenset(f"{word}.yaml" for word in (*model.VOCABULARIES, *_BESIDE_THE_WORDS))
_PARTS = frozenset(f"{part}.yaml" for part in (*model.PARTS, "document", "proof"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a path of the folder is: a file, a folder, a symbolic link, or neither."""

    is_file: bool = False
    is_folder: bool = False
    is_link: bool = False


class ContentFolder:
    """A folder of content, looked at once; links in it are reported and never followed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: bool | None = None

    def name(self, path: Path) -> str:
        """A file's name as problems show it: `content/…`, whatever the folder's real place."""
        relative = path.relative_to(self.path).as_posix()
        return self.path.name if relative == "." else f"{self.path.name}/{relative}"

    def whole(self, path: Path) -> Place:
        """A file as a place."""
        return Place.whole(self.name(path))

    def is_linked(self, path: Path) -> bool:
        """Whether a symbolic link leads to the path, now."""
        below = (path, *path.parents)
        return any(each.is_symlink() for each in below[: below.index(self.path)])

    @cached_property
    def entries(self) -> Mapping[str, Mapping[str, Entry]]:
        """All that lies in the folder: for each folder, by its path with slashes from here, what is in it by name."""
        found: dict[str, dict[str, Entry]] = {}
        folders = [""]
        while folders:
            folder = folders.pop()
            inside = found[folder] = _inside(self.path / folder)
            folders += [_below(folder, name) for name, entry in inside.items() if entry.is_folder]
        return found

    def has(self, *steps: str) -> bool:
        """Whether anything stands there, or a link leads there, which is reported."""
        for depth, step in enumerate(steps, 1):
            entry = self.entries.get("/".join(steps[: depth - 1]), {}).get(step)
            if entry is None or entry.is_link or depth == len(steps):
                return entry is not None
        return False

    def is_file(self, *steps: str) -> bool:
        """Whether a file stands there to which no link leads."""
        return self.entries.get("/".join(steps[:-1]), {}).get(steps[-1], Entry()).is_file

    def folders(self, name: str) -> list[str]:
        """The names of the folders in a folder, in order."""
        inside = self.entries.get(name, {})
        return sorted(each for each, entry in inside.items() if entry.is_folder and not left_by_editors(each))

    def files(self, name: str, ending: str) -> list[str]:
        """The names of a folder's files, without the ending and in order; not links and what editors leave behind."""
        inside = self.entries.get(name, {})
        return sorted(
            each[: -len(ending)]
            for each, entry in inside.items()
            if entry.is_file and each.endswith(ending) and not left_by_editors(each)
        )

    def holds(self, looked: Mapping[str, bytes]) -> bool:
        """Whether the files are those of a look (`serve.sources`), by path; asked once."""
        if self._held is None:
            paths = (
                os.path.join(self.path, folder, name)  # noqa: PTH118  (a string is quicker)
                for folder, inside in self.entries.items()
                for name, entry in inside.items()
                if entry.is_file and not any(map(left_by_editors, (*folder.split("/"), name)))
            )
            files = {path for path, digest in looked.items() if is_of_a_file(digest)}
            above = f"{self.path}{os.sep}"
            self._held = set(paths) == {path for path in files if path.startswith(above)}
        return self._held

    @cached_property
    def strange(self) -> tuple[Problem, ...]:
        """A problem for each of the `strangers`."""
        return tuple(self.strangers())

    def strangers(self) -> Iterator[Problem]:
        """Files that nothing would read, so that a typing slip in a name does not hide work."""
        for folder, inside in self.entries.items():
            above = tuple(folder.split("/")) if folder else ()
            if any(map(left_by_editors, above)):
                continue
            for name, entry in inside.items():
                if entry.is_folder or left_by_editors(name):
                    continue
                path = self.path.joinpath(*above, name)
                if entry.is_link:
                    what = Words("是符号链接", "is a symbolic link")
                    instead = Words("请换成真正的文件", "put the real file in its place")
                    yield Problem(self.whole(path), "symlink", what, instead)
                elif entry.is_file and not _is_read((*above, name)):
                    what = Words("没有任何部分会读取此文件", "is read by nothing")
                    instead = Words(
                        "文件应为 .yaml，放在 docs/editing.md 所列的文件夹里",
                        "see docs/editing.md for the names of files and folders",
                    )
                    yield Problem(self.whole(path), "stray-file", what, instead)


def is_of_a_file(digest: bytes) -> bool:
    """Whether that is the digest of a file, and does not stand for a folder, a link or what cannot be read."""
    return not digest.startswith((b"kind ", b"link ", b"unreadable "))


def _inside(folder: Path) -> dict[str, Entry]:
    """What lies in a folder; nothing where it cannot be looked into."""
    with suppress(OSError), os.scandir(folder) as entries:
        return {
            entry.name: Entry(
                entry.is_file(follow_symlinks=False), entry.is_dir(follow_symlinks=False), entry.is_symlink()
            )
            for entry in entries
        }
    return {}


def _below(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _is_read(parts: tuple[str, ...]) -> bool:
    """Whether a file with these steps below the content folder is read."""
    name = parts[-1]
    if len(parts) == 1:
        return name in _TOP
    if parts[0] == "pages":
        return len(parts) == 2 and name in _TEXTS
    if parts[0] == "vocabulary":
        return name in _WORDS
    if parts[0] == "documents":
        return len(parts) == 3 and name in _PARTS
    return len(parts) == 2 and parts[0] in model.REGISTRIES and name.endswith(".yaml")
