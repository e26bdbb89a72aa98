"""Writes the site: all or nothing, only what changed, nothing stale.

The new site is made in a folder beside the old one and takes its place in one step at the end.
A file whose bytes did not change stays the very same file, with its modification time.
"""

from __future__ import annotations

import os
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from atlas.disk import LockHeld, exchange, lock
from atlas.signatures import Signature, signatures

MARKER = ".policy-atlas-site"
"""A folder that holds a file of this name was written here, and may be replaced or deleted."""

MARKER_TEXT = b"Policy Atlas wrote this folder. The next build replaces it; keep nothing of your own here.\n"

REPOSITORY = Path(__file__).resolve().parent.parent

SOURCES = tuple(
    REPOSITORY / name
    for name in (".git", ".github", "atlas", "content", "docs", "static", "templates", "tests")
)
"""No site is written into these folders."""

FORBIDDEN = frozenset('\\<>:"|?*')
"""Characters that some file system refuses or reads as something else than a name."""


class PublishRefused(Exception):
    """Nothing was changed; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """What one publication did; paths are relative to the site, sorted. `files` are all that stand there now."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    files: Mapping[str, Signature]


def publish(
    files: Mapping[str, bytes | Path],
    out: Path,
    protect: Iterable[Path] = SOURCES,
    spool: Path | None = None,
) -> Published:
    """The folder `out` holds exactly `files`: bytes, or copies of the files that stand at a path.

    Names are relative to the site, with `/`; a path may lead into the old site. What stands in the folder `spool`,
    on the same file system, is not copied but moved.
    `out` may be missing, empty, or a site written before; `protect` lists folders it may not touch.
    Raises PublishRefused if `out` is anything else, if a path is unsafe, if another build is writing,
    or if a write failed; the old site then stands as it was.
    """
    _refuse_unsafe(files)
    out = out.absolute()
    _refuse_foreign(out, tuple(protect))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with lock(_beside(out, "lock")):
            _recover(out)
            _refuse_foreign(out, ())
            return _replace(files, out, spool)
    except LockHeld as held:
        raise PublishRefused(
            f"Another build is writing {out} ({held}). "
            "Wait until it has finished, or stop it, and build again."
        ) from held
    except OSError as error:
        raise PublishRefused(
            f"Could not write {out}: {error.strerror or error} ({error.filename or 'no file named'}). "
            "The old site, if there was one, is untouched. Make room or set the permissions, and build again."
        ) from error


# What is to be written


def _refuse_unsafe(paths: Iterable[str]) -> None:
    """Every path stays below the site's root and can stand beside all others on any file system."""
    bad = sorted(path for path in paths if not _is_safe(path))
    if bad:
        raise PublishRefused(
            f"Unsafe path {bad[0]!r}. A path has only plain names between slashes, none of them `..`."
        )
    spelt: dict[str, str] = {}
    for here in _with_folders(paths):
        other = spelt.setdefault(unicodedata.normalize("NFC", here.rstrip("/")).casefold(), here)
        if other != here:
            raise PublishRefused(
                f"{other} and {here} would be one file where case is ignored, "
                "or a file and a folder of one name. Rename one of them."
            )


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
    return path != MARKER and all(map(_is_plain, path.split("/")))


@lru_cache(maxsize=4096)  # most files have the name of another one
def _is_plain(name: str) -> bool:
    return (
        name not in {"", ".", ".."}
        and not name.endswith((".", " "))
        and FORBIDDEN.isdisjoint(name)
        and name.isprintable()
    )


# Whether the folder may be replaced


def _refuse_foreign(out: Path, protect: tuple[Path, ...]) -> None:
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
    if any(out.iterdir()) and not _is_ours(out):
        raise PublishRefused(
            f"{out} has content but no {MARKER}, so it was not written here and is left alone. "
            "Name another folder, or empty this one if nothing in it is needed."
        )


def _is_ours(folder: Path) -> bool:
    marker = folder / MARKER
    return not folder.is_symlink() and marker.is_file() and not marker.is_symlink()


# Replacing it


def _replace(entries: Mapping[str, bytes | Path], out: Path, spool: Path | None) -> Published:
    signed = dict(_regular_files(out)) if out.exists() else {}
    old = {name: f"{out}{os.sep}{name.replace('/', os.sep)}" for name in signed}
    changed = {path for path, source in entries.items() if not _is_same(old.get(path), source)}
    removed = tuple(sorted(old.keys() - entries.keys() - {MARKER}))

    def done(files: Mapping[str, Signature]) -> Published:
        return Published(tuple(sorted(changed)), tuple(sorted(entries.keys() - changed)), removed, files)

    if out.exists() and not changed and not removed and _is_exact(entries, out):
        return done(signatures(out))
    new = _beside(out, "new")
    _make_folder(str(new))
    files: dict[str, Signature] = {}
    try:
        _write_new(str(new / MARKER), MARKER_TEXT)
        files[MARKER] = _signature(os.lstat(new / MARKER))
        for path in _with_folders(entries):
            target = f"{new}{os.sep}{path}"
            if path.endswith("/"):
                _make_folder(target)
            elif path in changed:
                _put(entries[path], target, spool)
                files[path] = _signature(os.lstat(target))
            else:  # as it stood before it was compared: whoever writes to it meanwhile is found out by that
                linked = _keep(old[path], target)
                files[path] = signed[path] if linked else _signature(os.lstat(target))
        if out.exists():
            exchange(new, out, _beside(out, "old"))
        else:
            new.rename(out)
    except BaseException:
        with suppress(OSError):
            _discard(new)
        raise
    # From here on the new site stands; what cannot be deleted now is deleted by the next build.
    with suppress(OSError):
        _discard(new)
    return done(files)


def _signature(status: os.stat_result) -> Signature:
    return status.st_size, status.st_mtime_ns


def _regular_files(site: Path) -> Iterator[tuple[str, Signature]]:
    """The site's files that may be kept, by name: plain ones with the mode we give and no second name."""
    folders = [("", str(site))]
    while folders:
        name, folder = folders.pop()
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((f"{name}{entry.name}/", entry.path))
                    continue
                status = os.lstat(
                    entry.path
                )  # on Windows, what the entry itself knows lacks the number of names
                if stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and _has_mode(status, 0o644):
                    yield name + entry.name, _signature(status)


def _has_mode(status: os.stat_result, mode: int) -> bool:
    return os.name == "nt" or stat.S_IMODE(status.st_mode) == mode


def _is_same(old: str | None, source: bytes | Path) -> bool:
    if old is None:
        return False
    if isinstance(source, Path) and old == str(source):
        return True
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    return Path(old).stat().st_size == size and Path(old).read_bytes() == _content(source)


def _content(source: bytes | Path) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


def _is_exact(entries: Iterable[str], site: Path) -> bool:
    """The folder has the marker, the entries and their folders, and nothing else of any kind."""
    expected = {MARKER, *entries}
    for path in entries:
        expected.update(folder.as_posix() for folder in Path(path).parents)
    present = {path.relative_to(site).as_posix() for path in site.rglob("*")}
    return present == expected - {"."}


# Strings, not paths: this is done for every file of the site, and a path takes as long to make as a link.


def _make_folder(folder: str) -> None:
    os.mkdir(folder)  # noqa: PTH102
    os.chmod(folder, 0o755)  # noqa: PTH101, S103  (a web server reads it)


def _put(source: bytes | Path, target: str, spool: Path | None) -> None:
    """The new file holds what the source holds, which is gone from the spool if it was there."""
    if isinstance(source, Path) and source.parent == spool:
        os.rename(source, target)  # noqa: PTH104
        os.chmod(target, 0o644)  # noqa: PTH101
    else:
        _write_new(target, _content(source))


def _write_new(target: str, content: bytes) -> None:
    with open(target, "xb") as file:  # noqa: PTH123
        file.write(content)
    os.chmod(target, 0o644)  # noqa: PTH101


def _keep(old: str, target: str) -> bool:
    """The file stands in both sites, with its time, until the old one is deleted; whether it is the very same one."""
    try:
        os.link(old, target)
    except OSError:  # a file system without links
        shutil.copy2(old, target)
        return False
    return True


# After a build that was killed


def _beside(out: Path, what: str) -> Path:
    """A sibling of the site, hence on the same file system: the new site, the old one, or the lock."""
    return out.parent / f".{out.name}.{what}"


def _recover(out: Path) -> None:
    """No leftover of a killed build remains, and a site it had set aside is back in its place."""
    aside = _beside(out, "old")
    if _is_ours(aside) and not out.exists():
        aside.rename(out)
    for leftover in (aside, _beside(out, "new")):
        if leftover.is_dir() and (_is_ours(leftover) or not any(leftover.iterdir())):
            _discard(leftover)
        elif os.path.lexists(leftover):
            raise PublishRefused(
                f"{leftover} stands where the new site is made and was not written here. "
                "Move it away and build again."
            )


def _discard(folder: Path) -> None:
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
