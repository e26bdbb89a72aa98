"""Where pages wait as files until all are made: beside the site, so that each becomes part of it by a new name.

Held in memory they would be the largest part of what a build needs, and most would pass from process to process.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class SpoolFailed(Exception):
    """A page could not be written; the text says why, and what to do."""


@contextmanager
def spool(out: Path) -> Iterator[Path | None]:
    """A folder for the pages of one build of a site, gone afterwards; None where the system is not one for it.

    What a killed build left of its own is deleted first. Raises SpoolFailed where nothing can be written.
    """
    if os.name == "nt":  # there, a look for a process by its number would end it
        yield None
        return
    folder = out.absolute().parent
    prefix = f".{out.name}.made."
    for other in folder.glob(f"{prefix}*"):
        number = other.name.removeprefix(prefix)
        # One of our own number is of another process that had it: in a container many builds have the same.
        if number.isdecimal() and (int(number) == os.getpid() or not _is_running(int(number))):
            shutil.rmtree(other, ignore_errors=True)
    own = folder / f"{prefix}{os.getpid()}"
    with _told(own):
        own.mkdir(parents=True)
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


def spooled(folder: Path, name: str, content: bytes) -> Path:
    """The new file that holds the content. Raises SpoolFailed where it cannot be written."""
    path = folder / name
    with _told(path):
        path.write_bytes(content)
    return path


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SpoolFailed(
            f"Could not write {path}: {error.strerror or error}. "
            "The old site, if there was one, is untouched. Make room or set the permissions, and build again."
        ) from error


def _is_running(number: int) -> bool:
    with suppress(PermissionError):  # somebody else's
        try:
            os.kill(number, 0)
        except (ProcessLookupError, OverflowError):
            return False
    return True
