"""A development server to try out: a fake build, a loop in a thread, tabs and raw requests."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from atlas.problems import Place, Problem, Words
from atlas.serve import serving as server
from atlas.serve.alarm import Alarm
from atlas.serve.board import Board, State
from atlas.serve.loop import Loop
from atlas.serve.outcome import Outcome, never
from atlas.serve.serving import Address, serving
from atlas.serve.sources import Contents, Sources

PATIENCE = 20.0
"""Seconds within which a loaded machine does what an idle one does at once."""


def until(condition: Callable[[], Any], what: str, seconds: float = PATIENCE) -> None:
    """The condition comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"waited {seconds} s in vain for: {what}")
        time.sleep(0.02)


def page(text: str, *, style: str = "1") -> str:
    """A page of a site; the digit `style` makes the part of its style sheet's name that tells the version."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; "
        "style-src 'self'; connect-src 'self'; img-src data:\"><title>Rig</title>"
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="/atlas/assets/site.{style * 10}.css"></head>'
        f"<body><main><h1>{text}</h1></main></body></html>\n"
    )


SITE = {
    "index.html": page("home").encode(),
    "404.html": page("no such page").encode(),
    "regions/index.html": page("regions").encode(),
    "regions/changzhou/index.html": page("常州").encode(),
    "assets/site.1111111111.css": b"h1 { color: red }",
    "assets/a.js": b"1",
    "data/targets.json": b"[]",
    "data/targets.csv": b"\xef\xbb\xbfid",
}
"""A small site."""


def small_site() -> Board:
    """A board that shows the small site under /atlas/."""
    board = Board()
    board.post(State().after(Outcome(SITE, "/atlas/")))
    return board


@contextmanager
def served(board: Board, monkeypatch: pytest.MonkeyPatch) -> Iterator[Address]:
    """Where a board is served, with open tabs asked often whether they are still there."""
    monkeypatch.setattr(server, "HEARTBEAT", 0.2)
    with serving(board, "127.0.0.1", 0) as address:
        yield address


def problem(what: str, *, instead: str = "", severity: Any = "error", line: int = 3) -> Problem:
    """A problem on a line of a file."""
    hint = Words(instead, instead) if instead else None
    return Problem(Place("content/a.yaml", line, 7), "rule", Words(what, what), hint, severity)


@dataclass
class Fake:
    """A build that publishes each file of a folder as it is; a line of the file `wrong` is an error.

    `gate` holds every build up while it is cleared; `running` and `most` count builds at once.
    """

    folder: Path
    builds: int = 0
    running: int = 0
    most: int = 0
    failure: str = ""
    gate: threading.Event = field(default_factory=threading.Event)
    wanted: list[tuple[str, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    def __call__(self, wanted: Collection[str] = (), give_up: Callable[[], bool] = never) -> Outcome:
        self.wanted.append(tuple(wanted))
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            files = {
                path.relative_to(self.folder).as_posix(): path.read_bytes()
                for path in sorted(self.folder.rglob("*"))
                if path.is_file()
            }
            self.gate.wait(PATIENCE)
        finally:
            self.running -= 1
            self.builds += 1
        wrong = files.pop("wrong", None)
        if wrong is not None:
            return Outcome(problems=tuple(problem(line) for line in wrong.decode().splitlines()))
        if self.failure:
            return Outcome(failure=self.failure)
        return Outcome({**files, "404.html": page("no such page").encode()}, "/atlas/")


class CountingSources(Sources):
    """Sources that count how often they were looked at."""

    looks = 0

    def look(self) -> Contents:
        self.looks += 1
        return super().look()


@dataclass
class Rig:
    """A running loop over `folder`, which a fake build publishes under /atlas/."""

    folder: Path
    build: Fake
    board: Board
    alarm: Alarm
    sources: CountingSources
    said: list[str]
    address: Address

    def built(self, number: int) -> None:
        """So many builds have ended, and what came of the last one is shown."""
        until(lambda: self.build.builds >= number and not self.board.state.building, f"build {number}")

    def settle(self) -> None:
        """Whatever happened has been looked at, twice."""
        for _ in range(3):
            before = self.sources.looks
            self.alarm.ring()
            until(lambda before=before: self.sources.looks > before, "a look")  # type: ignore[misc]
        until(lambda: not self.board.state.building, "the end of the build")

    def text(self, name: str) -> str:
        """What is served for a file of the site, without its tags."""
        shown = self.board.state.shown
        assert shown is not None
        return shown.files[name].decode()

    def get(self, path: str, method: str = "GET", **headers: str) -> Any:
        """An answer; its body is in `.body`."""
        return ask(self.address, path, method, **headers)


@contextmanager
def running(folder: Path, *, poll: bool = False, port: int = 0, build: Fake | None = None) -> Iterator[Rig]:
    """The rig, until the end of the block; then no thread of it remains."""
    board, said = Board(), list[str]()
    build = build or Fake(folder)
    with ExitStack() as stack:
        address = stack.enter_context(serving(board, "127.0.0.1", port))
        alarm = stack.enter_context(Alarm([folder], poll=poll, say=said.append))
        sources = CountingSources([folder])
        loop = Loop(build, sources, alarm, board, said.append)
        thread = threading.Thread(target=loop.run)
        thread.start()
        try:
            yield Rig(folder, build, board, alarm, sources, said, address)
        finally:
            build.gate.set()
            loop.stop()
            thread.join(PATIENCE)
    assert not thread.is_alive()


def ask(address: Address, path: str, method: str = "GET", **headers: str) -> Any:
    """An answer of a server; its body is in `.body`. A header's name is written with `_` for `-`."""
    connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=PATIENCE)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_host="Host" in named)
        for name, value in named.items():
            connection.putheader(name, value)
        connection.endheaders()
        response: Any = connection.getresponse()
        response.body = response.read()
        return response
    finally:
        connection.close()


def exchange(address: Address, request: bytes) -> bytes:
    """All that comes back for bytes that need not be a well-formed request."""
    with socket.create_connection(("127.0.0.1", address.port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        with suppress(ConnectionResetError):
            while chunk := connection.recv(65536):
                received += chunk
        return received


class Tab:
    """An open tab's stream of events."""

    def __init__(self, address: Address, path: str = "/atlas/", **headers: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("GET", f"/__atlas/events?path={path}", headers=named)
        self.response = self._connection.getresponse()
        assert self.response.status == 200

    def next(self) -> Any:
        """The next thing told; None once the stream has ended."""
        for line in self._lines():
            if line.startswith("data: "):
                return json.loads(line.removeprefix("data: "))
        return None

    def rest(self) -> str:
        """All lines up to the end of the stream."""
        return "".join(self._lines())

    def _lines(self) -> Iterator[str]:
        deadline = time.monotonic() + PATIENCE
        while line := self.response.readline():
            yield line.decode()
            if time.monotonic() > deadline:
                pytest.fail(f"the stream went on for {PATIENCE} s without what was waited for")

    def close(self) -> None:
        """The tab is closed."""
        self.response.close()
        self._connection.close()


@contextmanager
def tab(address: Address, path: str = "/atlas/", **headers: str) -> Iterator[Tab]:
    """A tab that is closed at the end."""
    opened = Tab(address, path, **headers)
    try:
        yield opened
    finally:
        opened.close()


# Builds for a process apart, which must be able to import them.


@dataclass
class Remembers:
    """Counts its calls."""

    calls: int = 0

    def __call__(self, _: Collection[str] = (), give_up: Callable[[], bool] = never) -> Outcome:
        self.calls += 1
        return Outcome({"index.html": f"{self.calls} {os.getpid()}".encode()}, "/atlas/")


@dataclass
class Patient:
    """Counts its calls, and works until it is given up or patience is at its end; or not at all if it is to be short."""

    calls: int = 0

    def __call__(self, wanted: Collection[str] = (), give_up: Callable[[], bool] = never) -> Outcome:
        self.calls += 1
        end = time.monotonic() + (0.3 if wanted else PATIENCE)
        while not wanted and not give_up() and time.monotonic() < end:
            time.sleep(0.01)
        while wanted and time.monotonic() < end:
            time.sleep(0.01)
        return Outcome({"index.html": str(self.calls).encode()}, "/atlas/", unfinished=not wanted)


@dataclass
class Dies:
    """Dies as by a fault in a parser at its first call ever, and works at the next."""

    mark: Path

    def __call__(self, _: Collection[str] = (), give_up: Callable[[], bool] = never) -> Outcome:
        if not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGSEGV)
        return Outcome({}, "/")


def has_a_bug(_: Collection[str] = (), give_up: Callable[[], bool] = never) -> Outcome:
    """A build that raises what nobody expected."""
    raise ZeroDivisionError("a bug of ours")
