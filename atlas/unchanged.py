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
from itertools import chain
from pathlib import Path

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
            digest, _, rest = _file(out).read_bytes().partition(b"\0")
            names, _, said = rest.partition(b"\0\0")
            if self._certain and digest == self._digest(out, names.split(b"\0"), rest):
                return said.decode()
        return None

    def keep(self, out: Path, files: Mapping[str, Signature], said: str = "") -> None:
        """A site of these files was just made from this, and the build said something (warnings, say)."""
        with suppress(OSError):
            folders = {name[: at + 1] for name in files for at, sign in enumerate(name) if sign == "/"}
            names = [os.fsencode(name) for name in ("./", *sorted(folders), *sorted(files))]
            rest = b"\0".join((*names, b"", said.encode()))
            digest = self._digest(out, names, rest)
            if self._certain and signatures(out) == files:
                _file(out).write_bytes(digest + b"\0" + rest)
            else:
                _file(out).unlink()

    def _digest(self, out: Path, names: Sequence[bytes], rest: bytes) -> bytes:
        """What stands for all this and for the files and folders of a site; OSError if one of them is gone.

        A folder's time changes when something comes into it or goes, so that none has to be searched.
        """
        root = os.fsencode(f"{out}/")
        stood = [
            (status.st_mode, status.st_mtime_ns, 0 if name.endswith(b"/") else status.st_size)
            for name in names
            for status in (os.lstat(root + name),)
        ]
        what = hashlib.sha256(self._said.encode("utf-8", "surrogateescape"))
        what.update(rest)
        what.update(array("q", chain.from_iterable(stood)))
        return what.hexdigest().encode()


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
