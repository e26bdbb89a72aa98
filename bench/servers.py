"""How long after a save a page shows it, in a server that watches the files."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from bench.edit import Edit
from bench.measured import Failed

_PATIENCE = 600.0  # seconds
_LOOK = 0.005  # seconds between two requests


def after_save(
    serve: Callable[[Path, int], Sequence[str | Path]],
    out: Path,
    folder: Path,
    content: Path,
    edit: Edit,
    port: int,
) -> float:
    """Seconds from an edit until the page of its indicator shows it."""
    address = f"http://127.0.0.1:{port}/atlas/en/indicators/{edit.indicator}/"
    process = subprocess.Popen(  # noqa: S603  (our own command, or Hugo's)
        [str(part) for part in serve(out, port)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        before = _settled(address, process)
        edit.apply(content)
        try:
            start = time.perf_counter()
            while _page(address) in (before, None):
                if time.perf_counter() - start > _PATIENCE:
                    raise Failed(f"{address} never showed the edit")
                time.sleep(_LOOK)
            return time.perf_counter() - start
        finally:
            edit.apply(content, back=True)
    finally:
        process.terminate()
        process.wait()


def _settled(address: str, process: subprocess.Popen[bytes]) -> bytes:
    """The page, once it is there and has stayed the same for some seconds, with the search index made."""
    start, last, since = time.perf_counter(), None, 0.0
    while time.perf_counter() - start < _PATIENCE:
        if process.poll() is not None:
            raise Failed("the server ended by itself")
        page = _page(address)
        now = time.perf_counter()
        if page is None or page != last:
            last, since = page, now
        elif now - since > 5:
            return page
        time.sleep(0.2)
    raise Failed(f"{address} never came")


def _page(address: str) -> bytes | None:
    try:
        with urlopen(address, timeout=60) as answer:  # noqa: S310  (our own server)
            found: bytes = answer.read()
            return found
    except (OSError, HTTPException):
        return None
