"""What there is to show at the moment, posted by the loop and read by every request."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from atlas.problems import Problem
from atlas.serve.outcome import Outcome
from atlas.serve.page import Shown

STREAMS = 4
"""How many tabs of one browser are told at once: a browser opens six connections to a host, and needs some for pages."""

LOOKED_AT = 12
"""How many pages are made before all others: those that were asked for last."""


@dataclass(frozen=True)
class State:
    """The last good site, and what is wrong with the sources as they are now."""

    shown: Shown | None = None
    before: Shown | None = None
    failed: bool = False
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    building: bool = False

    def after(self, outcome: Outcome) -> State:
        """The state once something was built, or was not."""
        told = replace(
            self, failed=outcome.site is None, problems=outcome.problems, failure=outcome.failure, building=False
        )  # fmt: skip
        partial = self.shown is not None and self.shown.pending is not None
        if (
            outcome.site is None
        ):  # of a site that was made in part, the rest cannot come: the one before stays
            return replace(told, shown=self.before) if partial else told
        shown = Shown(outcome.site, outcome.base, outcome.pending)
        return replace(told, shown=shown, before=self.before if partial else self.shown)

    def awaits(self, path: str) -> bool:
        """Whether what stands at an address is still being made, while the rest of the site is there."""
        return self.shown is not None and self.shown.awaits(path)


class Stream:
    """One open tab that is told of changes."""

    def __init__(self) -> None:
        self.ended = False
        self.gave_way = False
        self.seen = 0


class Board:
    """The newest state, and the tabs that wait for a newer one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._state = State()
        self._number = 1
        self._closed = False
        self._streams: dict[Hashable, deque[Stream]] = {}
        self._asked: dict[str, None] = {}

    @property
    def state(self) -> State:
        """The newest state."""
        return self._state

    def post(self, state: State) -> None:
        """Every tab is told."""
        with self._changed:
            self._state = state
            self._number += 1
            self._changed.notify_all()

    def ready(self, path: str, seconds: float) -> State:
        """The newest state, once it has what stands at an address, or else when so many seconds have passed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or not self._state.awaits(path), timeout=seconds)
            return self._state

    def look(self, path: str) -> None:
        """Somebody looks at the page at an address."""
        with self._changed:
            self._asked.pop(path, None)
            self._asked[path] = None
            while len(self._asked) > LOOKED_AT:
                del self._asked[next(iter(self._asked))]

    def wanted(self) -> tuple[str, ...]:
        """The names of the files that somebody looked at last."""
        with self._changed:
            shown, asked = self._state.shown, tuple(self._asked)
        names = (shown.name(path) for path in asked) if shown is not None else ()
        return tuple(name for name in names if name is not None)

    def close(self) -> None:
        """Every stream ends."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @contextmanager
    def stream(self, browser: Hashable) -> Iterator[Stream]:
        """A stream for one more tab of a browser. Beyond STREAMS the oldest ends; its tab asks again later."""
        stream = Stream()
        with self._changed:
            mine = self._streams.setdefault(browser, deque())
            mine.append(stream)
            while len(mine) > STREAMS:
                mine.popleft().gave_way = True
            self._changed.notify_all()
        try:
            yield stream
        finally:
            with self._changed:
                if stream in mine:
                    mine.remove(stream)
                if not mine:
                    self._streams.pop(browser, None)

    def streams(self) -> int:
        """How many tabs are being told."""
        with self._changed:
            return sum(map(len, self._streams.values()))

    def wait(self, stream: Stream, seconds: float) -> State | None:
        """The newest state, as soon as the stream has not seen it; None if time passed or the stream has ended."""
        with self._changed:
            news = self._changed.wait_for(
                lambda: self._closed or stream.gave_way or self._number > stream.seen, timeout=seconds
            )
            stream.ended = stream.gave_way or self._closed
            if stream.ended or not news:
                return None
            stream.seen = self._number
            return self._state
