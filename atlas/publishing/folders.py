"""The folders of a site: which may be replaced, which stand beside it, and what a killed build left."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MARKER = ".policy-atlas-site"
"""A folder that holds a file of this name was written here, and may be replaced or deleted."""

MARKER_TEXT = b"Policy Atlas wrote this folder. The next build replaces it; keep nothing of your own here.\n"

REPOSITORY = Path(__file__).resolve().parent.parent.parent

SOURCES = tuple(
    REPOSITORY / name
    for name in (".git", ".github", "atlas", "content", "docs", "static", "templates", "tests")
)
"""No site is written into these folders."""


class PublishRefused(Exception):
    """Nothing was changed; the text says why, and what to do."""


def refuse_foreign(out: Path, protect: tuple[Path, ...]) -> None:
    """`out` is missing, empty or ours, and neither is nor holds nor lies in a protected folder."""
    if out.is_symlink():
        raise PublishRefused(
            f"{out} is a symbolic link. Name the folder that it points to, or remove the link."
        )
    where = out.resolve()
    for folder in protect:
        source = folder.resolve()
        if where == source or source in where.parents or where in source.parents:
            raise PublishRefused(
                f"{out} would overwrite {folder}, which the site is made from. Name another folder."
            )
    if not out.exists():
        return
    if not out.is_dir():
        raise PublishRefused(f"{out} is a file. Remove it, or name another folder.")
    if any(out.iterdir()) and not is_ours(out):
        raise PublishRefused(
            f"{out} has content but no {MARKER}, so it was not written here and is left alone. "
            "Name another folder, or empty this one if nothing in it is needed."
        )


def is_ours(folder: Path) -> bool:
    """Whether a folder was written here: it and its marker are what they seem, and no links."""
    marker = folder / MARKER
    return not folder.is_symlink() and marker.is_file() and not marker.is_symlink()


def beside(out: Path, what: str) -> Path:
    """A sibling of the site, hence on the same file system: the new site, the old one, or the lock."""
    return out.parent / f".{out.name}.{what}"


def recover(out: Path) -> None:
    """No leftover of a killed build remains, and a site it had set aside is back in its place."""
    aside = beside(out, "old")
    if is_ours(aside) and not out.exists():
        aside.rename(out)
    for leftover in (aside, beside(out, "new")):
        if leftover.is_dir() and (is_ours(leftover) or not any(leftover.iterdir())):
            discard(leftover)
        elif os.path.lexists(leftover):
            raise PublishRefused(
                f"{leftover} stands where the new site is made and was not written here. "
                "Move it away and build again."
            )


def discard(folder: Path) -> None:
    """The folder is gone; its marker went last, so that an interrupted deletion can be finished later."""
    if not folder.exists():
        return
    for path in folder.iterdir():
        if path.name == MARKER:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()
