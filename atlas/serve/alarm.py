"""Wakes the loop when something may have changed.

The alarm may ring too often or, on a network drive or in a container, not at all: the loop looks for itself
each time, and now and then without being woken. So nothing depends on which events a system or an editor gives.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atlas.serve.watching import Watcher

POLL = 0.5
"""Seconds between two looks where the system does not tell of changes."""

LOOK = 0.1
"""The same while something is made that is given up for a save."""

WATCH = 2.0
"""Seconds between two looks where it does, in case it did not."""

GRACE = 1.0
"""Seconds by which the system may be late: some changes it tells of only after waiting for a second half."""

SHARE = 20
"""Looking takes at most one part in so many of the time."""


class Alarm:
    """Rings when the system tells of a change below one of the folders; with `poll`, only by the clock."""

    def __init__(
        self, roots: Sequence[Path], *, poll: bool = False, say: Callable[[str], None] = print
    ) -> None:
        self._roots = roots
        self._poll = poll
        self._say = say
        self._rung = threading.Event()
        self._watcher: Watcher | None = None

    def __enter__(self) -> Alarm:
        if not self._poll:
            try:
                from atlas.serve.watching import Watcher

                self._watcher = Watcher(self._roots, self.ring)
                self._watcher.start()
            except (ImportError, OSError) as error:
                self._give_up(str(error))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    @property
    def is_told(self) -> bool:
        """Whether the system tells of changes."""
        return self._watcher is not None

    def ring(self) -> None:
        """Ends the wait, or the next one."""
        self._rung.set()

    def wait(self, look: float = 0.0) -> bool:
        """Returns when something may have changed; whether it rang, and not only time went by.

        A look takes `look` seconds, and is not asked for too often.
        """
        rang = self._rung.wait(max(WATCH if self.is_told else POLL, SHARE * look))
        self._rung.clear()
        if self._watcher is not None:
            try:
                self._watcher.attend()
            except OSError as error:
                self._give_up(str(error))
        return rang

    def is_due(self, looked: float) -> bool:
        """Whether to look again: it rang since, or the last look, at that time of the monotonic clock, is long ago."""
        return self._rung.is_set() or time.monotonic() - looked > (WATCH if self.is_told else LOOK)

    def missed(self) -> None:
        """A change was found for which the alarm did not ring: if it still does not, it never will."""
        if self.is_told and not self._rung.wait(GRACE):
            self._give_up("it did not tell of this one")

    def _give_up(self, why: str) -> None:
        self._stop()
        self._say(f"The system cannot tell of changes ({why}); looking for them every {POLL} s instead.")

    def _stop(self) -> None:
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.stop()
