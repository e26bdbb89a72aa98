"""Whether there is nothing to do: neither what a site is made from nor the site itself has changed.

Compares sizes and times only and imports next to nothing, so that a second build is over at once. What it
cannot be sure of it leaves to the real build.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR

from atlas.disk import Signature, signatures

RECENT = 100_000_000
"""Nanoseconds: a file may be written twice within one tick of its clock, the second time unnoticed."""


class Look:
    """What a site is made from, as it is now. Taken before anything of it is read.

    `settings` are the words of the command line that the site depends on.
    """

    def __init__(self, root: Path, content: Path, settings: Iterable[str]) -> None:
        started = time.time_ns()
        sources = [content, *(root / name for name in ("atlas", "templates", "static"))]
        found = {f"{folder}/{name}": it for folder in sources for name, it in signatures(folder).items()}
        found = {name: it for name, it in found.items() if "/__pycache__/" not in name}
        found |= {str(file): _signature(file) for file in (root / "build.py", *_libraries())}
        newest = max((at for _, at in found.values()), default=0)
        self._certain = newest < started - RECENT
        self._said = repr((sys.version, tuple(settings), sorted(found.items())))

    def said_of(self, out: Path) -> str | None:
        """What the build of the site had to say, if it was made from just this and nobody has touched it since."""
        with suppress(OSError, UnicodeDecodeError):
            digest, _, rest = _file(out).read_bytes().decode().partition("\0")
            names, _, said = rest.partition("\0\0")
            if self._certain and digest == self._digest(out, names.split("\0"), said):
                return said
        return None

    def keep(self, out: Path, files: Mapping[str, Signature], said: str = "") -> None:
        """A site of these files was just made from this, and the build said something (warnings, say)."""
        with suppress(OSError):
            folders = {f"{name[: at + 1]}" for name in files for at, sign in enumerate(name) if sign == "/"}
            names = ["./", *sorted(folders), *sorted(files)]
            digest = self._digest(out, names, said)
            if self._certain and signatures(out) == files:
                _file(out).write_bytes("\0".join((digest, *names, "", said)).encode())
            else:
                _file(out).unlink()

    def _digest(self, out: Path, names: Sequence[str], said: str) -> str:
        """What stands for all this and for the files and folders of a site; OSError if one of them is gone.

        A folder's time changes when something comes into it or goes, so that none has to be searched.
        """
        stood = array("q")
        for status in map(os.lstat, map(f"{out}/".__add__, names)):
            stood.extend((status.st_mode, 0 if S_ISDIR(status.st_mode) else status.st_size, status.st_mtime_ns))
        what = hashlib.sha256(stood)
        for text in (self._said, *names, said):
            what.update(f"{text}\0".encode("utf-8", "surrogateescape"))
        return what.hexdigest()


def _file(out: Path) -> Path:
    return out.absolute().parent / f".{out.name}.unchanged"


def _libraries() -> list[Path]:
    """The folders of installed libraries: their times change with what is installed."""
    return [path for path in map(Path, sys.path) if path.name in ("site-packages", "dist-packages")]


def _signature(path: Path) -> Signature:
    with suppress(OSError):
        status = path.stat()
        return status.st_size, status.st_mtime_ns
    return 0, 0
