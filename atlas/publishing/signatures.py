"""Files known by their sizes and times. Imports nothing that Python has not at its start: a build begins with it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

Signature = tuple[int, int]
"""A file's size in bytes and its time of modification in nanoseconds."""


def signatures(folder: str | os.PathLike[str]) -> dict[str, Signature]:
    """Every regular file below a folder, by its path with slashes; nothing where there is no folder."""
    found: dict[str, Signature] = {}
    for prefix, entry in _below(os.fspath(folder)):
        if entry.is_file(follow_symlinks=False):
            status = entry.stat(follow_symlinks=False)
            found[prefix + entry.name] = (status.st_size, status.st_mtime_ns)
    return found


def everything(folder: str) -> dict[str, os.stat_result]:
    """A folder, `./`, and whatever stands below it, by paths with slashes; folders end with one. OSError if one is gone."""
    found = {"./": os.lstat(folder)}
    of_entry = os.name != "nt"  # there, what an entry itself knows lacks the number of names
    for prefix, entry in _below(folder):
        name = f"{prefix}{entry.name}/" if entry.is_dir(follow_symlinks=False) else prefix + entry.name
        found[name] = entry.stat(follow_symlinks=False) if of_entry else os.lstat(entry.path)
    return found


def _below(folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Each entry of a folder and of those in it, with the path of its own folder; those that are gone have none."""
    waiting = [(folder, "")]
    while waiting:
        path, prefix = waiting.pop()
        try:
            entries = os.scandir(path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                yield prefix, entry
