"""What the sources hold, so that a change is known by content and not by what a system says of it."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from atlas.reading.leftovers import left_by_editors

YOUNG = 2_000_000_000
"""Nanoseconds after which a file's time tells two versions apart on any file system."""

Contents = Mapping[str, bytes]
"""A digest for each file and folder, by path."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A file's digest, and the stamp for which it holds (None if the file is too young to trust a stamp)."""

    stamp: tuple[int, ...] | None
    digest: bytes


class Sources:
    """Folders from which the site is made. What editors leave behind is no part of it."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self.roots = tuple(root.absolute() for root in roots)
        self._known: dict[str, _Known] = {}

    def look(self) -> Contents:
        """What is there now; reads only files whose time, size or number changed. Never raises."""
        now = time.time_ns()
        known: dict[str, _Known] = {}
        for root in self.roots:
            for path in _below(str(root)):
                known[path] = self._one(path, now)
        self._known = known
        return {path: each.digest for path, each in known.items()}

    def _one(self, path: str, now: int) -> _Known:
        try:
            status = os.lstat(path)
            stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode)
            if stat.S_ISLNK(status.st_mode):
                return _Known(None, f"link {Path(path).readlink()} {_target(path)}".encode(errors="replace"))
            if not stat.S_ISREG(status.st_mode):
                return _Known(stamp, f"kind {stat.S_IFMT(status.st_mode)}".encode())
            old = self._known.get(path)
            if old is not None and old.stamp == stamp:
                return old
            with open(path, "rb") as file:  # noqa: PTH123  (a string is quicker, and this is done often)
                digest = hashlib.file_digest(file, "sha256").digest()
            settled = now - max(stamp[:2]) > YOUNG
            return _Known(stamp if settled else None, digest)
        except OSError as error:
            return _Known(None, f"unreadable {error.errno}".encode())


def _target(path: str) -> tuple[int, ...]:
    """What tells versions of the file that a link leads to apart; a folder is not looked into."""
    try:
        status = Path(path).stat()
    except OSError:
        return ()
    if not stat.S_ISREG(status.st_mode):
        return (status.st_ino,)
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def _below(folder: str) -> Iterator[str]:
    """The folder, if it is one, and all below it; links are named and not followed."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not left_by_editors(entry.name)]
    except NotADirectoryError:
        yield folder
        return
    except FileNotFoundError:
        return
    except OSError:  # not readable: that it is there is known all the same
        yield folder
        return
    yield folder
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
        else:
            yield entry.path


def changed(before: Contents, after: Contents) -> list[str]:
    """The paths that were added, removed or have other content, in order; a folder only where no file says so."""
    differ = (path for path in {*before, *after} if before.get(path) != after.get(path))
    paths = sorted(differ, key=lambda path: Path(path).parts)
    followers = [*paths[1:], ""]
    return [
        path
        for path, follower in zip(paths, followers, strict=False)
        if not follower.startswith(path + os.sep)
    ]
