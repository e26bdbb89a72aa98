"""Builds in a process of its own.

A build may use all processors by forking, which is safe only where no threads run; it must not hold up the
pages that are being served; and what crashes it (a parser written in C, say) must not end the server.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType

from atlas.serve.outcome import Outcome, Rebuild, never
from atlas.serve.store import Changes, Stored

PATIENCE = 3.0
"""Seconds that a build has to end when it is told to."""

HEARTBEAT = 1.0
"""Seconds after which a build notices that the server was killed."""


LOOK = 0.01
"""Seconds between two times that one asks whether what is being made is to be given up."""

IDLE = 1.0
"""Seconds without another build after which garbage is looked for."""


def attempt(rebuild: Rebuild, wanted: Collection[str] = (), give_up: Callable[[], bool] = never) -> Outcome:
    """What the rebuild gives; an exception, which is a bug of ours, becomes a failure and is told in full here."""
    try:
        return rebuild(wanted, give_up)
    except Exception as error:  # noqa: BLE001  (the server lives on, and the next save tries again)
        traceback.print_exception(error)
        kind = type(error).__name__
        return Outcome(failure=f"The generator itself failed: {kind}: {error}. The terminal says where.")


class Apart:
    """A rebuild that runs in another process, which keeps what it remembers from call to call.

    `rebuild` must be picklable, and so must its outcomes. Temporary files of the builds go into `scratch`,
    a folder that is this server's alone.
    """

    def __init__(self, rebuild: Rebuild, scratch: Path) -> None:
        self._rebuild = rebuild
        self._scratch = scratch
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._site: Stored | None = None

    def __enter__(self) -> Apart:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def __call__(self, wanted: Collection[str] = (), give_up: Callable[[], bool] = never) -> Outcome:
        """The outcome; a process that died is a failure, and the next call starts another."""
        pipe = self._pipe if self._process is not None and self._process.is_alive() else self._start()
        assert pipe is not None
        try:
            pipe.send(tuple(wanted))
            while give_up is not never and not pipe.poll(LOOK):
                if give_up():
                    pipe.send(None)
                    break
            outcome, changes = pipe.recv()
        except (EOFError, OSError):
            return Outcome(failure=f"The build ended too early ({self._stop()}). The next save tries again.")
        assert isinstance(outcome, Outcome)
        if isinstance(changes, Changes):
            self._site = changes.made_of(self._site)
            outcome = replace(outcome, site=self._site)
        return outcome

    def _start(self) -> Connection:
        self._stop()
        self._site = None
        # Spawned, not forked: it inherits neither threads nor the server's connections.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        # No daemon, because those may have no children of their own.
        self._process = context.Process(target=_work, args=(self._rebuild, theirs, str(self._scratch)))
        with _without_interrupts():
            self._process.start()
        theirs.close()
        return self._pipe

    def _stop(self) -> str:
        """The process and its children are gone; how it ended."""
        process, self._process = self._process, None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if process is None:
            return "no process"
        process.join(0.05)  # an idle one ends by itself now
        if process.is_alive():
            process.terminate()  # it ends its own children and removes its temporary files
            process.join(PATIENCE)
        _kill_group(process)
        process.join()
        code = process.exitcode
        process.close()
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """A process started meanwhile never sees Ctrl-C, which is for the server alone to answer."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _kill_group(process: SpawnProcess) -> None:
    """Whatever is left of the process and of those that it started is gone."""
    if hasattr(os, "killpg") and process.pid is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.is_alive():
        process.kill()


def _work(rebuild: Rebuild, pipe: Connection, scratch: str) -> None:
    """The other process: one build for each request, until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if hasattr(os, "setsid"):
        os.setsid()  # a group of its own, by which the server can end all that it starts
    if hasattr(
        signal, "setitimer"
    ):  # a thread that waits for the end of the server would make forking unsafe
        signal.signal(signal.SIGALRM, lambda *_: _end_with_the_server(scratch))
        signal.setitimer(signal.ITIMER_REAL, HEARTBEAT, HEARTBEAT)
    tempfile.tempdir = scratch
    site: Stored | None = None
    try:
        with suppress(EOFError, OSError):
            while True:
                wanted = pipe.recv()
                if wanted is None:  # what was to be given up had been finished, or has been given up
                    continue
                outcome, changes = attempt(rebuild, wanted, pipe.poll), None
                if isinstance(outcome.site, Stored):  # of ten thousand names few have another file
                    changes = Changes.between(site, outcome.site)
                    site, outcome = outcome.site, replace(outcome, site=None)
                pipe.send((outcome, changes))
                # What is kept from build to build is looked through once, and not while a page is waited for.
                if not pipe.poll(IDLE):
                    gc.collect()
                    gc.freeze()
    finally:
        # It ends now, and is not to be disturbed while it tidies up.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _end_with_the_server(scratch: str) -> None:
    """Where the server was killed and could tidy nothing, neither processes nor files remain."""
    server = multiprocessing.parent_process()
    if server is not None and not server.is_alive():
        shutil.rmtree(scratch, ignore_errors=True)
        os.killpg(0, signal.SIGKILL)
