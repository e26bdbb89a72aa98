"""Folders watched by means of the system: inotify, FSEvents, ReadDirectoryChangesW."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""Not that a file was opened, or closed unwritten: the build itself does so with every file."""

PATIENCE = 2.0
"""Seconds that the end of a watch is waited for."""


class Watcher:
    """Calls `ring` at every change below the folders.

    A folder may be missing, and may be removed, renamed and made again: the folder it stands in is watched too.
    """

    def __init__(self, roots: Sequence[Path], ring: Callable[[], None]) -> None:
        self._roots = tuple(root.absolute() for root in roots)
        self._ring = ring
        self._replaced = threading.Event()
        self._identities: list[tuple[Path, int, int] | None] = []
        self._observer = Observer(timeout=1)
        self._renewing: threading.Thread | None = None
        self._refused: OSError | None = None

    def start(self) -> None:
        """Watches from here on. Raises OSError where the system refuses, as it does at its limits."""
        # Harmless, and told whenever a folder is made in a folder that was just made.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning, module=r"watchdog\.")
        try:
            self._begin(self._observer)
        except OSError:
            self.stop()
            raise

    def stop(self) -> None:
        """No thread remains, but one that does not end in time: nobody waits for it."""
        if self._renewing is not None:
            self._renewing.join(PATIENCE)
        _end(self._observer).join(PATIENCE)

    def attend(self) -> None:
        """Every folder that is there is watched, also one made anew. To be called before each look.

        That is done beside the caller, since it may take long and has been seen not to end; it rings when it is
        done, so that what happened meanwhile is looked for. Raises OSError where the system refused.
        """
        if self._renewing is not None and self._renewing.is_alive():
            return
        if self._refused is not None:
            raise self._refused
        if self._replaced.is_set() or self._identities != self._present():
            self._replaced.clear()
            self._renewing = threading.Thread(target=self._renew, name="renewing", daemon=True)
            self._renewing.start()

    def _renew(self) -> None:
        old, self._observer = self._observer, Observer(timeout=1)
        try:
            self._begin(self._observer)
        except OSError as error:
            self._refused = error
        self._ring()
        _end(old)

    def _begin(self, observer: BaseObserver) -> None:
        self._identities = self._present()
        # A link would be watched itself, and not what it leads to.
        real = {root.resolve() for root in self._roots}
        parents = {root.parent for root in (*self._roots, *real)}
        for root in sorted(real):
            if root.is_dir():
                observer.schedule(_Below(self._ring), str(root), recursive=True, event_filter=CHANGES)
        around = _Around(frozenset(map(str, (*self._roots, *real))), self._folder_replaced)
        for parent in sorted(parents):
            if parent.is_dir():
                observer.schedule(around, str(parent), event_filter=CHANGES)
        observer.start()

    def _folder_replaced(self) -> None:
        # Its number may be the old one's, so that only this tells the two apart.
        self._replaced.set()
        self._ring()

    def _present(self) -> list[tuple[Path, int, int] | None]:
        """Which folder each root is now."""
        return [_identity(root) for root in self._roots]


def _end(observer: BaseObserver) -> threading.Thread:
    """Ends a watch beside the caller, in the thread that is returned."""

    def end() -> None:
        observer.stop()
        with suppress(RuntimeError):  # it was never started
            observer.join()

    thread = threading.Thread(target=end, name="ending", daemon=True)
    thread.start()
    return thread


def _identity(root: Path) -> tuple[Path, int, int] | None:
    try:
        status = root.stat()
    except OSError:
        return None
    return root.resolve(), status.st_dev, status.st_ino


class _Below(FileSystemEventHandler):
    """Rings at anything."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002
        self._ring()


class _Around(FileSystemEventHandler):
    """Tells when one of the paths itself came or went."""

    def __init__(self, paths: frozenset[str], tell: Callable[[], None]) -> None:
        self._paths = paths
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not self._paths.isdisjoint({str(event.src_path), str(event.dest_path)}):
            self._tell()
