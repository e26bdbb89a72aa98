"""A command with what it took: wall clock, processor time of it and all its children, memory."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SAMPLE = 0.05  # seconds between two looks at memory


class Failed(Exception):
    """The command did not end well; the text is what it said."""


@dataclass(frozen=True)
class Measured:
    """Seconds and megabytes (10^6 bytes). `together` is the highest sum over processes, where it was asked for.

    `largest` is the peak of the largest process; memory shared between processes is counted once in `together`.
    """

    wall: float
    cpu: float
    largest: float
    together: float | None = None


def measure(command: Sequence[str | Path], folder: Path, *, together: bool = False) -> Measured:
    """Runs a command to its end. With `together` its memory is looked at all the while, which slows it down."""
    # Python keeps compiled modules, unless it is told not to, as where tests are run.
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(  # noqa: S603  (our own command, or Hugo's)
        [str(part) for part in command],
        cwd=folder,
        env=around,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        start = time.perf_counter()
        said: list[bytes] = []
        reader = threading.Thread(
            target=lambda: said.append(process.stdout.read() if process.stdout else b"")
        )
        reader.start()
        highest = [0.0]
        done = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, highest, done))
        if together:
            watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        if together:
            watcher.join()
        reader.join()
    if process.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))}\n{b''.join(said).decode(errors='replace')[-4000:]}")
    return Measured(
        wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6, highest[0] if together else None
    )


def _watch(root: int, highest: list[float], done: threading.Event) -> None:
    while not done.wait(_SAMPLE):
        highest[0] = max(highest[0], sum(_share(pid) for pid in _tree(root)) * 1024 / 1e6)


def _share(pid: int) -> int:
    """A process's proportional share of memory, in KiB; 0 where it is gone."""
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def _tree(root: int) -> list[int]:
    """A process and all below it."""
    found = [root]
    for pid in found:
        with suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text(encoding="ascii").split()]
    return found
