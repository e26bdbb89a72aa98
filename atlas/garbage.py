"""When nothing that is made is garbage, nobody looks for it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def all_kept() -> Iterator[None]:
    """Inside the block Python looks for no circles of garbage; reading 2,000 files took twice as long with it."""
    watched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if watched:
            gc.enable()
