"""`build.py` as it is, but no page is read for search: for a comparison with generators that make no index."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import build

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from atlas.progress import Progress
    from atlas.searching.search import Indexes
    from atlas.unchanged import Look


class Nothing:
    """In the place of `search.Indexing`."""

    def __init__(self, *_: object) -> None:
        pass

    def __enter__(self) -> Nothing:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def is_over(self, *_: object) -> bool:
        """At once."""
        return True

    def result(self) -> Indexes:
        """No index of any language."""
        return {}


class Every:
    """Every kind of page."""

    def __contains__(self, kind: object) -> bool:
        return True


def _bare() -> None:
    """No page is read for search, and no index made."""
    from atlas.making import making
    from atlas.searching import search, titles

    empty: dict[str, Callable[..., object]] = {
        "Indexing": Nothing,
        "bundle": lambda *_: {},
        "are_current": lambda *_: True,
    }
    for name, stub in empty.items():
        setattr(search, name, stub)
    titles.prepare = lambda *_: None
    making.NOT_SEARCHED = Every()  # type: ignore[assignment]


def main() -> int:
    """Runs the command line of `build.py`."""
    real = build.built_anew

    def bare(options: argparse.Namespace, out: Path, look: Look, progress: Progress) -> int:
        _bare()  # only now: a build that finds nothing to do imports none of this
        return real(options, out, look, progress)

    build.built_anew = bare
    return build.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
