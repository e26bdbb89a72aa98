"""Which paths a site may have: each below its root, and each a file of its own on any file system."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from atlas.publishing.spare import folders_of

FORBIDDEN = frozenset('\\<>:"|?*')
"""Characters that some file system refuses or reads as something else than a name."""


def unsafe(paths: Collection[str], marker: str) -> str | None:
    """Why a path would not stay below the site's root, or could not stand beside all others on any file system.

    None if all is well. No path is that of the marker.
    """
    if _are_plainly_safe(paths, marker):
        return None
    bad = sorted(path for path in paths if path == marker or not _is_safe(path))
    if bad:
        return f"Unsafe path {bad[0]!r}. A path has only plain names between slashes, none of them `..`."
    spelt: dict[str, str] = {}
    for here in _with_folders(paths):
        other = spelt.setdefault(unicodedata.normalize("NFC", here.rstrip("/")).casefold(), here)
        if other != here:
            return (
                f"{other} and {here} would be one file where case is ignored, "
                "or a file and a folder of one name. Rename one of them."
            )
    return None


def _are_plainly_safe(paths: Collection[str], marker: str) -> bool:
    """Whether nothing is wrong with any path, as seen from all together; if not, each has to be looked at."""
    said = "/".join(paths)
    if not said.isascii() or marker in paths or not all(map(_is_plain, set(said.split("/")))):
        return False
    names = [*paths, *(folder[:-1] for folder in folders_of(paths))]
    return len(set(map(str.lower, names))) == len(names)


def _with_folders(paths: Iterable[str]) -> Iterator[str]:
    """The paths in order, each after the folders that it lies in, which are named once and end in a slash.

    The slash tells a folder from a file, so that `a` and `a/b` collide too.
    """
    met = {""}
    for path in sorted(paths):
        folder = path[: path.rfind("/") + 1]
        if folder not in met:
            parts = folder[:-1].split("/")
            above = ("/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1))
            yield from (each for each in above if each not in met)
            met.update("/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1))
        yield path


def _is_safe(path: str) -> bool:
    return all(map(_is_plain, path.split("/")))


@lru_cache(maxsize=4096)  # most files have the name of another one
def _is_plain(name: str) -> bool:
    return (
        name not in {"", ".", ".."}
        and not name.endswith((".", " "))
        and FORBIDDEN.isdisjoint(name)
        and name.isprintable()
    )
