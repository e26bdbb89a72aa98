"""Wakes the loop when something may have changed.

The alarm may ring too often or, on a network drive or in a container, not at all: the loop looks for itself
each time, and now and then without being woken. So nothing depends on which events a system or an editor gives.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

POLL = 0.5
"""Seconds between two looks where the system does not tell of changes."""

WATCH = 2.0
"""Seconds between two looks where it does, in case it did not."""


class Alarm:
    """Rings when the system tells of a change below one of the folders; with `poll`, only by the clock.

    A folder may be missing, and may be removed, renamed and made again meanwhile.
    """

    def __init__(self, roots: Sequence[Path], *, poll: bool = False, say: Callable[[str], None] = print):
        self._roots = tuple(root.absolute() for root in roots)
        self._say = say
        self._rung = threading.Event()
        self._moved = threading.Event()
        self._observer: BaseObserver | None = None
        self._watches: list[ObservedWatch] = []
        self._identity: tuple[tuple[int, int] | None, ...] = ()
        self._wanted = not poll

    def __enter__(self) -> Alarm:
        if self._wanted:
            self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    @property
    def is_told(self) -> bool:
        """Whether the system tells of changes."""
        return self._observer is not None

    def ring(self) -> None:
        """Ends the wait."""
        self._rung.set()

    def wait(self, last_look: float = 0.0) -> None:
        """Returns when something may have changed. `last_look` is what a look took, in seconds; looks stay rare."""
        self._rung.wait(max(WATCH, 50 * last_look) if self.is_told else max(POLL, 10 * last_look))
        self._rung.clear()
        self.attend()

    def attend(self) -> None:
        """Every folder that is there is watched, also one that was made anew; to be called before a look."""
        if self._observer is None or not (self._moved.is_set() or self._identity != self._identities()):
            return
        self._moved.clear()
        try:
            self._watch(self._observer)
        except OSError as error:
            self._give_up(error)

    def _start(self) -> None:
        try:
            from watchdog.observers import Observer

            observer: BaseObserver = Observer(timeout=1)
            self._watch(observer)
            observer.start()
            self._observer = observer
        except (ImportError, OSError) as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self._stop()
        self._say(f"The system cannot tell of changes ({error}): looking for them every {POLL} s instead.")

    def _stop(self) -> None:
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            with suppress(RuntimeError):  # it was never started
                observer.join()

    def _watch(self, observer: BaseObserver) -> None:
        """Watches every folder anew, and the folder it stands in, which tells when it is removed or made."""
        from watchdog.events import (
            DirCreatedEvent,
            DirDeletedEvent,
            DirModifiedEvent,
            DirMovedEvent,
            FileClosedEvent,
            FileCreatedEvent,
            FileDeletedEvent,
            FileModifiedEvent,
            FileMovedEvent,
            FileSystemEvent,
            FileSystemEventHandler,
        )

        # Not `opened` and `closed_no_write`: the build itself reads every file.
        below: list[type[FileSystemEvent]] = [
            FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent, FileClosedEvent,
            DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
        ]  # fmt: skip
        roots = {str(root) for root in self._roots}

        class Below(FileSystemEventHandler):
            def on_any_event(_, event: FileSystemEvent) -> None:  # noqa: N805
                if event.src_path in roots:
                    self._moved.set()
                self._rung.set()

        class Around(FileSystemEventHandler):
            def on_any_event(_, event: FileSystemEvent) -> None:  # noqa: N805
                if roots & {str(event.src_path), str(event.dest_path)} and not isinstance(
                    event, DirModifiedEvent
                ):
                    self._moved.set()
                    self._rung.set()

        observer.unschedule_all()
        self._identity = self._identities()
        for root in self._roots:
            if root.is_dir():
                observer.schedule(Below(), str(root), recursive=True, event_filter=below)
        for parent in sorted({root.parent for root in self._roots}):
            if parent.is_dir():
                observer.schedule(Around(), str(parent), event_filter=below)

    def _identities(self) -> tuple[tuple[int, int] | None, ...]:
        found: list[tuple[int, int] | None] = []
        for root in self._roots:
            try:
                status = root.stat()
                found.append((status.st_dev, status.st_ino))
            except OSError:
                found.append(None)
        return tuple(found)


def clock() -> float:
    """Seconds, for measuring how long a look took."""
    return time.perf_counter()
