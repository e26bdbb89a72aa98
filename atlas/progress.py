"""What a build says while it works: progress on a terminal, timings on request."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

try:
    import resource
except ImportError:  # Windows has no such module
    resource = None  # type: ignore[assignment]


class Progress:
    """Names each stage on standard error if it is a terminal, and keeps what each took."""

    def __init__(self, *, timings: bool = False) -> None:
        self._shown = sys.stderr.isatty()
        self._timings = timings
        self._took: list[tuple[str, float]] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A stage of the build, from here to the end of the block."""
        self.say(name)
        start = time.perf_counter()
        try:
            yield
        finally:
            self._took.append((name, time.perf_counter() - start))
            self.say("")

    def say(self, text: str) -> None:
        """Replaces the line on the terminal."""
        if self._shown:
            sys.stderr.write(f"\r\x1b[2K{text}")
            sys.stderr.flush()

    def done(self) -> None:
        """Prints the timings, where they were asked for."""
        if not self._timings:
            return
        for name, seconds in self._took:
            print(f"{name:<10}{seconds:8.3f} s")
        print(f"{'all':<10}{sum(seconds for _, seconds in self._took):8.3f} s")
        if resource is not None:
            scale = 1 if sys.platform == "darwin" else 1024
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1_000_000
            child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * scale / 1_000_000
            print(f"{'memory':<10}{own:8.0f} MB, largest child process {child:.0f} MB")
