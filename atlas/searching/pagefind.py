"""Pagefind at work: the program reads copies of pages in a folder of its own, and writes an index."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from pagefind_bin import get_executable

MEMORY = Path("/dev/shm")  # noqa: S108 -- a fresh folder with a name of its own is made in it


class PagefindFailed(RuntimeError):
    """Pagefind ended with an error; the text is what it said."""


class GivenUp(Exception):
    """What was being made is not wanted now."""


_LEFT: list[tuple[subprocess.Popen[bytes] | None, tempfile.TemporaryDirectory[str]]] = []
"""Programs that were closed, with their folders, which nobody has had the time to delete."""


class Pagefind:
    """One run of Pagefind over HTML, by the names of files in one folder. Begins at once; `close` ends it.

    Unmoved by any configuration around; it is heard only if it fails.
    """

    def __init__(self, copies: Mapping[str, str], give_up: Callable[[], bool] = lambda: False) -> None:
        tidy()
        self._folder = tempfile.TemporaryDirectory(prefix="atlas-search-", dir=_in_memory(copies))
        folder = Path(self._folder.name)
        site, self._bundle, self._said = folder / "copies", folder / "bundle", folder / "said"
        site.mkdir()
        for name, html in copies.items():
            if give_up():
                _LEFT.append((None, self._folder))
                raise GivenUp
            (site / name).write_text(html, encoding="utf-8")
        command = [get_executable(), "--quiet", "--site", site, "--output-path", self._bundle]
        outside = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(  # noqa: S603 -- the package's own program, our own arguments
                command, cwd=site, env=outside, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )

    def ended(self, within: float) -> bool:
        """Whether it ends within so many seconds."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(within)
        return self._process.returncode is not None

    def bundle(self) -> Path:
        """The folder that Pagefind has written, when it has ended; there until `close`."""
        if status := self._process.wait():
            said = self._said.read_text(encoding="utf-8", errors="replace")
            raise PagefindFailed(f"pagefind ended with {status}:\n{said}")
        return self._bundle

    def close(self, *, tidily: bool = True) -> None:
        """Neither the program nor its folder is left; unless `tidily`, the next one that is started sees to that."""
        self._process.kill()
        _LEFT.append((self._process, self._folder))
        if tidily:
            tidy()


def tidy() -> None:
    """Nothing is left of programs that were closed."""
    while _LEFT:
        process, folder = _LEFT.pop()
        if process is not None:
            process.wait()
        folder.cleanup()


def _in_memory(copies: Mapping[str, str]) -> Path | None:
    """A folder in memory with room for what Pagefind reads and writes; None where there is none.

    It reads and writes a file for each page. On a disk, these cost it more than the index itself.
    """
    needed = 20 * sum(map(len, copies.values())) + 50_000_000
    with suppress(OSError):
        if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > needed:
            return MEMORY
    return None
