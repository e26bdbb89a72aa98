"""What is asked of the disk: a lock that dies with its process, and folders that swap names."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class LockHeld(Exception):
    """Another process holds the lock; the text names it."""


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """No other process is inside `lock` with the same path meanwhile; afterwards the file is gone.

    Raises LockHeld at once if another one is.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            _take(handle)
        except OSError:
            holder = os.read(handle, 20).decode(errors="replace").strip()
            os.close(handle)
            raise LockHeld(f"process {holder or 'unknown'}") from None
        # The former holder deletes the file: a lock on a file that is no longer there holds off nobody.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                break
        os.close(handle)
    try:
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        # A byte far behind the text, which stays readable for others.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def exchange(new: Path, out: Path, aside: Path) -> None:
    """The two folders have swapped names.

    Where the system cannot do that at once, `out` is called `aside` for a moment:
    if the process dies just then, `aside` is what `out` was.
    """
    if not _exchange_at_once(new, out):
        out.rename(aside)
        try:
            new.rename(out)
        except BaseException:
            aside.rename(out)
            raise
        with suppress(OSError):
            aside.rename(new)


def _exchange_at_once(one: Path, other: Path) -> bool:
    """The two folders have swapped names with no moment between; False where the system cannot do that."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    current_folder, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return (
        renameat2 is not None
        and renameat2(current_folder, os.fsencode(one), current_folder, os.fsencode(other), exchange) == 0
    )
