"""`build.py` as it is, but no page is read for search: for a comparison with generators that make no index."""

from __future__ import annotations

import sys
from collections.abc import Callable

import build
from atlas import making, search


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

    def result(self) -> search.Indexes:
        """No index of any language."""
        return {}


class Every:
    """Every kind of page."""

    def __contains__(self, kind: object) -> bool:
        return True


def main() -> int:
    """Runs the command line of `build.py`."""
    empty: dict[str, Callable[..., object]] = {
        "Indexing": Nothing,
        "bundle": lambda *_: {},
        "are_current": lambda *_: True,
    }
    for name, stub in empty.items():
        setattr(search, name, stub)
    making.NOT_SEARCHED = Every()  # type: ignore[assignment]
    return build.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
