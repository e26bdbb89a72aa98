"""The command: everything put together, until Ctrl-C."""

from __future__ import annotations

import signal
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from atlas.problems import Language
from atlas.serve.alarm import Alarm
from atlas.serve.answering import is_everywhere
from atlas.serve.apart import Apart
from atlas.serve.board import Board
from atlas.serve.loop import Loop
from atlas.serve.outcome import Rebuild
from atlas.serve.rebuilding import Rebuilder
from atlas.serve.serving import NoPort, serving
from atlas.serve.sources import Sources
from atlas.serve.telling import WORDS

WATCHED = ("templates", "static")
"""Folders of the repository from which the site is made, besides the content."""


say = partial(print, flush=True)
"""To the terminal, at once also where it is a file or a pipe."""


@dataclass(frozen=True)
class Settings:
    """What the command line says. `port` 0 is any free one; without `out` the site stands in a private folder."""

    content: Path
    root: Path
    out: Path | None = None
    base_url: str | None = None
    language: Language = "en"
    host: str = "127.0.0.1"
    port: int = 8000
    poll: bool = False
    open: bool = False


def serve(settings: Settings, say: Callable[[str], None] = say) -> int:
    """Serves and rebuilds the site until Ctrl-C or SIGTERM; 0 then, and 1 if it cannot start."""
    watched = [settings.content, *(settings.root / name for name in WATCHED)]
    inside = _inside(settings.out, watched)
    if inside is not None:
        say(f"{settings.out} lies in {inside}, so that each build would start the next. Name another folder.")
        return 1
    with _interrupts(), tempfile.TemporaryDirectory(prefix="atlas-serve-") as folder:
        private = Path(folder)
        rebuild = Rebuilder(
            settings.content.absolute(), settings.root, private,
            settings.out and settings.out.absolute(), settings.base_url,
        )  # fmt: skip
        return keep_serving(Apart(rebuild, private), watched, settings, say)


def keep_serving(
    rebuild: Rebuild, watched: Sequence[Path], settings: Settings, say: Callable[[str], None] = say
) -> int:
    """As `serve`, with any way to rebuild."""
    board = Board()
    try:
        with ExitStack() as stack:
            if isinstance(rebuild, Apart):
                stack.enter_context(rebuild)
            address = stack.enter_context(serving(board, settings.host, settings.port, settings.language))
            if settings.port not in {0, address.port}:
                say(f"Port {settings.port} is taken; this is port {address.port}.")
            if is_everywhere(settings.host):
                say("Everybody who can reach this machine can read the site.")
            say(f"{address.url}/  (Ctrl-C stops)")
            alarm = stack.enter_context(Alarm(watched, poll=settings.poll, say=say))
            if settings.open:
                threading.Thread(target=webbrowser.open, args=(f"{address.url}/",), daemon=True).start()
            try:
                Loop(rebuild, Sources(watched), alarm, board, say, settings.language).run()
            except KeyboardInterrupt:
                _tidy_undisturbed()
                say(f"\n{WORDS[settings.language]['stopped']}")  # the terminal has written ^C on this line
    except NoPort as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:  # before the loop began
        return 0
    return 0


def _inside(out: Path | None, watched: Sequence[Path]) -> Path | None:
    """The watched folder in which the output would lie."""
    if out is None:
        return None
    where = out.resolve()
    return next((folder for folder in watched if where.is_relative_to(folder.resolve())), None)


@contextmanager
def _interrupts() -> Iterator[None]:
    """A terminal that closes and SIGTERM end the command as Ctrl-C does, so that nothing is left behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in _endings()}
    for number, handler in before.items():
        if handler == signal.SIG_DFL:
            signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tidy_undisturbed() -> None:
    """From here on, until `_interrupts` ends, pressing Ctrl-C again changes nothing."""
    if threading.current_thread() is threading.main_thread():
        for number in _endings():
            signal.signal(number, signal.SIG_IGN)


def _endings() -> list[signal.Signals]:
    return [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
