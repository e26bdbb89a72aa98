"""Whether there is nothing to do: neither what a site is made from nor the site itself has changed.

Compares sizes and times only and imports next to nothing, so that a second build is over at once: Python's start and
a question to the disk for each file and folder are nearly all that is left. What it cannot be sure of it leaves to
the real build.
"""

# To import what makes paths would take as long as to look at the sources.
# ruff: noqa: PTH100, PTH108, PTH116, PTH118, PTH119, PTH123
from __future__ import annotations

import os
import sys
import time
import zlib
from array import array
from itertools import chain, islice

from atlas.publishing.signatures import Signature, everything, signatures

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RECENT = 100_000_000
"""Nanoseconds: a file may be written twice within one tick of its clock, the second time unnoticed."""

Named = str | os.PathLike[str]


class Look:
    """What a site is made from, as it is now. Taken before anything of it is read.

    `settings` are the words of the command line that the site depends on.
    """

    def __init__(self, root: Named, content: Named, settings: Iterable[str]) -> None:
        started = time.time_ns()
        sources = [
            os.fspath(content),
            *(f"{os.fspath(root)}/{name}" for name in ("atlas", "templates", "static")),
        ]
        found = {f"{folder}/{name}": it for folder in sources for name, it in signatures(folder).items()}
        found = {name: it for name, it in found.items() if "/__pycache__/" not in name}
        found |= {file: _signature(file) for file in (f"{os.fspath(root)}/build.py", *_libraries())}
        newest = max((at for _, at in found.values()), default=0)
        self._certain = newest < started - RECENT
        said = repr((sys.version, tuple(settings), sorted(found.items())))
        self._said = said.encode("utf-8", "surrogateescape")

    def said_of(self, out: Named) -> str | None:
        """What the build of the site had to say, if it was made from just this and nobody has touched it since."""
        try:
            with open(_file(out), "rb") as file:
                sealed = file.read()
            names, made_from, said, stood = _unsealed(sealed)
            if (
                self._certain
                and made_from == self._said
                and stood == _stand(os.fspath(out), names.split(b"\0"))
            ):
                return said.decode()
        except (OSError, ValueError):
            pass
        return None

    def keep(
        self,
        out: Named,
        files: Mapping[str, Signature],
        said: str = "",
        stood: Mapping[str, os.stat_result] | None = None,
    ) -> None:
        """A site of these files was just made from this, and the build said something (warnings, say).

        `stood` is what `everything` would say of it, where that is known.
        """
        try:
            there = (stood or everything(os.fspath(out))) if self._certain else {}
            signed = {
                name: (it.st_size, it.st_mtime_ns) for name, it in there.items() if not name.endswith("/")
            }
            if self._certain and signed == files:
                folders, rest = sorted(there.keys() - signed.keys()), sorted(signed)
                times = _times((there[name] for name in folders), (there[name] for name in rest))
                names = b"\0".join(map(os.fsencode, (*folders, *rest)))
                with open(_file(out), "wb") as file:
                    file.write(_sealed(names, self._said, said.encode(), times))
            else:
                os.unlink(_file(out))
        except OSError:
            pass


def _stand(out: str, names: Sequence[bytes]) -> bytes:
    """What the disk says of the folders and files of a site, folders first; OSError if one of them is gone.

    A folder's time changes when something comes into it or goes, so that none has to be searched.
    """
    first = next((place for place, name in enumerate(names) if not name.endswith(b"/")), len(names))
    if os.stat in os.supports_dir_fd:  # the way to the site is gone once, and not for each of them
        root = os.open(out, os.O_RDONLY)
        try:
            found = (os.lstat(name, dir_fd=root) for name in names)
            return _times(islice(found, first), found)
        finally:
            os.close(root)
    found = (os.lstat(f"{out}/{os.fsdecode(name)}") for name in names)
    return _times(islice(found, first), found)


def _times(folders: Iterable[os.stat_result], files: Iterable[os.stat_result]) -> bytes:
    """Modes and times of folders, then modes, times and sizes of files."""
    said = array("q", chain.from_iterable((it.st_mode, it.st_mtime_ns) for it in folders))
    said.extend(chain.from_iterable((it.st_mode, it.st_mtime_ns, it.st_size) for it in files))
    return said.tobytes()


def _sealed(*parts: bytes) -> bytes:
    """Parts that hold no two zero bytes in a row, but for the last one, with what shows damage."""
    data = b"\0\0".join(parts)
    return zlib.crc32(data).to_bytes(4, "big") + data


def _unsealed(sealed: bytes) -> list[bytes]:
    """The parts that were sealed, four of them. ValueError if they are damaged."""
    if zlib.crc32(memoryview(sealed)[4:]).to_bytes(4, "big") != sealed[:4]:
        raise ValueError("damaged")
    return sealed[4:].split(b"\0\0", 3)


def _file(out: Named) -> str:
    folder, name = os.path.split(os.path.abspath(out))
    return os.path.join(folder, f".{name}.unchanged")


def _libraries() -> list[str]:
    """The folders of installed libraries: their times change with what is installed."""
    return [path for path in sys.path if os.path.basename(path) in ("site-packages", "dist-packages")]


def _signature(path: str) -> Signature:
    try:
        status = os.stat(path)
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns
