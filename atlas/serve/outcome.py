"""What an attempt to build the site gave."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from atlas.problems import Problem

AGAIN = (0.02, 0.1)
"""Seconds to wait for a file that is not there: where a system cannot swap folders at once, none is for a moment."""


@dataclass(frozen=True)
class Outcome:
    """A site, or why there is none.

    `site` holds the bytes of every file by its path below `base`, or is None if the site was not built.
    `base` is the path of the public address, such as `/atlas/`.
    `problems` are what `check` found, warnings too; `failure` says what else kept the site from being built.
    `unfinished`: another call completes the site, and need not come at once.
    `pending`: another call has to come at once, for only what somebody looks at was made. These files, and all that
    the site does not have, are yet to be made; None where nothing is.
    """

    site: Mapping[str, bytes] | None = None
    base: str = "/"
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    unfinished: bool = False
    pending: frozenset[str] | None = None


Rebuild = Callable[[Collection[str], Callable[[], bool]], Outcome]
"""Builds the site from the sources as they are now. It may remember what it likes from one call to the next.

It is given the names of the files that somebody looks at, and may make these first; where none are given, it makes
everything. And it may ask whether to give up what need not come at once, which stays unfinished then.
"""


def never() -> bool:
    """Nothing is given up."""
    return False


@dataclass(frozen=True)
class Folder(Mapping[str, bytes]):
    """The regular files that stood below a folder, by name, each read when it is asked for.

    A name that was not there, a file that is gone since, or one that a link has replaced is a KeyError.
    """

    path: Path
    names: frozenset[str]

    @classmethod
    def of(cls, path: Path, without: str = "") -> Folder:
        """The files that are there now, except the one called `without`."""
        root = path.resolve()
        found = set()
        for folder, _, names in os.walk(root):
            for name in names:
                file = Path(folder, name)
                if stat.S_ISREG(file.lstat().st_mode):
                    found.add(file.relative_to(root).as_posix())
        return cls(root, frozenset(found - {without}))

    def __getitem__(self, name: str) -> bytes:
        if name not in self.names:
            raise KeyError(name)
        for pause in (*AGAIN, None):
            try:
                return self._read(name)
            except OSError as error:
                if pause is None:
                    raise KeyError(name) from error
                time.sleep(pause)
        raise KeyError(name)

    def _read(self, name: str) -> bytes:
        file = self.path / name
        if file.resolve(strict=True) != file:
            raise KeyError(name)
        return file.read_bytes()

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.names))

    def __len__(self) -> int:
        return len(self.names)
