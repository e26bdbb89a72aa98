"""The loop: look, wait until the sources are at rest, build, post; for ever."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from atlas.problems import Language, Problem
from atlas.serve import telling
from atlas.serve.alarm import Alarm
from atlas.serve.apart import attempt
from atlas.serve.board import Board
from atlas.serve.outcome import Rebuild, never
from atlas.serve.sources import Contents, Sources, changed

QUIET = 0.05
"""Seconds without a change after which a save, or a burst of saves, is over."""

LULL = 0.5
"""Seconds without a change before what is unfinished is finished: the next save is shown first."""

LONGEST = 2.0
"""Seconds after which a burst that does not end is built all the same."""


@dataclass
class Loop:
    """Keeps the board up to date with the sources."""

    rebuild: Rebuild
    sources: Sources
    alarm: Alarm
    board: Board
    say: Callable[[str], None] = print
    language: Language = "en"
    stopping: threading.Event = field(default_factory=threading.Event)
    _look: float = field(default=0.0, init=False)
    _looked: float = field(default=0.0, init=False)
    _known: frozenset[Problem] = field(default=frozenset(), init=False)
    _unfinished: bool = field(default=False, init=False)
    _partial: bool = field(default=False, init=False)

    def run(self) -> None:
        """Builds at once and after every change, until `stop` is called or Ctrl-C is pressed."""
        built = self._contents()
        told, rang = self._build(built), True
        while not self.stopping.is_set():
            now = self._contents()
            if told and now == built:
                if self._partial or (
                    self._unfinished and not self.stopping.wait(LULL) and self._contents() == built
                ):
                    told = self._build(built, rest=self._partial, finishing=not self._partial)
                elif not self._unfinished:
                    rang = self.alarm.wait(self._look)
                continue
            paths = changed(built, now)
            soon = told and len(paths) == 1 and bool(self.board.wanted())
            if not soon:
                now = self._at_rest(now)
                paths = changed(built, now)
            if told and not paths:  # an editor's own file that came and went
                continue
            if paths:
                self.say(telling.changes([self._named(path) for path in paths], self.language))
                if not rang:
                    self.alarm.missed()
            built, rang = now, True  # what happens during a build is looked for at once
            told = self._build(built, soon=soon)

    def stop(self) -> None:
        """Ends the loop after the build that is running."""
        self.stopping.set()
        self.alarm.ring()

    def _contents(self) -> Contents:
        start = time.perf_counter()
        contents = self.sources.look()
        self._look = time.perf_counter() - start
        self._looked = time.monotonic()
        return contents

    def _at_rest(self, now: Contents) -> Contents:
        """What the sources hold once nobody writes any more."""
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline and not self.stopping.wait(QUIET):
            before, now = now, self._contents()
            if now == before:
                break
        return now

    def _build(
        self, contents: Contents, *, rest: bool = False, finishing: bool = False, soon: bool = False
    ) -> bool:
        """Builds, first what somebody looks at unless this is the `rest`, and tells what came of it.

        `finishing` what was left unfinished is given up for a save. `soon`: nobody has waited yet until the sources
        are at rest; that is seen meanwhile, and nothing is told of sources that were not.

        False if that was of sources that are no longer these.
        """
        board = self.board
        board.post(replace(board.state, building=True))
        start = time.perf_counter()
        give_up = (lambda: self._is_over(contents)) if finishing else never
        resting = self._resting(contents) if soon else None
        outcome = attempt(self.rebuild, () if rest else board.wanted(), give_up)
        seconds = time.perf_counter() - start
        if resting is not None and not resting():
            return False
        if outcome.site is None and self._contents() != contents:
            return False  # it may have met a file half written; what is there now is built next
        stays = board.state.shown is not None
        board.post(board.state.after(outcome))
        self._unfinished, self._partial = outcome.unfinished, outcome.pending is not None
        if not (finishing and outcome.unfinished):  # given up for a save, of which the next build tells
            said = telling.report(outcome, seconds, stays, self._known, self.language, finishing=finishing)
            self.say(said)
        self._known = frozenset(outcome.problems)
        return True

    def _resting(self, contents: Contents) -> Callable[[], bool]:
        """Looks once more after a moment, while something else is done; says then whether these are the sources still."""
        seen: list[Contents] = []

        def look() -> None:
            self.stopping.wait(QUIET)
            seen.append(self.sources.look())

        looking = threading.Thread(target=look, name="looking")
        looking.start()

        def said() -> bool:
            looking.join()
            return seen == [contents]

        return said

    def _is_over(self, contents: Contents) -> bool:
        """Whether these are no longer what the sources hold, or the server ends.

        Where the system tells of changes, and has told of none, the sources are looked at now and then only.
        """
        if self.stopping.is_set():
            return True
        if not self.alarm.is_due(self._looked):
            return False
        return self._contents() != contents

    def _named(self, path: str) -> str:
        """A path as problems show it, from the name of its folder."""
        for root in self.sources.roots:
            if path == str(root) or path.startswith(str(root) + os.sep):
                return Path(path).relative_to(root.parent).as_posix()
        return path
