"""Writes the site: all or nothing, only what changed, nothing stale.

The new site is made in a folder beside the old one and takes its place in one step at the end.
A file whose bytes did not change stays the very same file, with its modification time.
Of a large site, the one before the last stays beside it (`atlas.publishing.spare`), and the next one is made in that.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from atlas.publishing.disk import LockHeld, exchange, lock
from atlas.publishing.folders import (
    MARKER,
    MARKER_TEXT,
    SOURCES,
    PublishRefused,
    beside,
    discard,
    is_ours,
    recover,
    refuse_foreign,
)
from atlas.publishing.safe_paths import unsafe
from atlas.publishing.signatures import Signature, everything, signatures
from atlas.publishing.spare import (
    Spare,
    folders_of,
    is_worth_while,
    looked_through,
    make_folder,
    put_in_order,
)


@dataclass(frozen=True, slots=True)
class Published:
    """What one publication did; paths are relative to the site, sorted. `files` are all that stand there now.

    `stood`, where it is known without another look at all of them, is what the disk says of files and folders, as
    `signatures.everything` would.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    files: Mapping[str, Signature]
    stood: Mapping[str, os.stat_result] | None = None


def publish(
    files: Mapping[str, bytes | Path],
    out: Path,
    protect: Iterable[Path] = SOURCES,
    spool: Path | None = None,
    seen: Mapping[str, os.stat_result] | None = None,
) -> Published:
    """The folder `out` holds exactly `files`: bytes, or copies of the files that stand at a path.

    Names are relative to the site, with `/`; a path may lead into the old site. What stands in the folder `spool`,
    on the same file system, is not copied but moved. `seen` is what `everything` said of `out` a while ago.
    `out` may be missing, empty, or a site written before; `protect` lists folders it may not touch.
    Raises PublishRefused if `out` is anything else, if a path is unsafe, if another build is writing,
    or if a write failed; the old site then stands as it was.
    """
    wrong = unsafe(files, MARKER)
    if wrong is not None:
        raise PublishRefused(wrong)
    out = out.absolute()
    refuse_foreign(out, tuple(protect))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with lock(beside(out, "lock")):
            recover(out)
            refuse_foreign(out, ())
            return _replace(files, out, spool, seen)
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


# Replacing it


def _replace(
    entries: Mapping[str, bytes | Path],
    out: Path,
    spool: Path | None,
    seen: Mapping[str, os.stat_result] | None,
) -> Published:
    there, spare = _standing(out, seen), _spare(beside(out, "spare"))
    old = {name: status for name, status in there.items() if _may_stay(name, status, spare)}
    paths = {name: _path(out, name) for name in old}
    changed = {path for path, source in entries.items() if not _is_same(paths.get(path), source)}
    removed = tuple(sorted(old.keys() - entries.keys() - {MARKER}))

    def done(files: Mapping[str, Signature], stood: Mapping[str, os.stat_result] | None = None) -> Published:
        unchanged = tuple(sorted(entries.keys() - changed))
        return Published(tuple(sorted(changed)), unchanged, removed, files, stood)

    if out.exists() and not changed and not removed and _is_exact(entries, out):
        return done(signatures(out))
    new, copied = beside(out, "new"), list[str]()
    if spare is not None:
        beside(out, "spare").rename(new)
    else:
        make_folder(str(new))

    def keep(name: str, target: str) -> None:
        if not _keep(paths[name], target):
            copied.append(name)

    try:
        marker = _marked(new, anew=spare is None)
        spare = spare or Spare({MARKER: marker.st_ino}, {"": os.lstat(new)})
        spare.files[MARKER] = marker.st_ino
        # Of what stays, what is told is how it stood before it was compared: whoever writes to it meanwhile is found
        # out by that.
        stand = {name: old[name] for name in entries if name not in changed} | {MARKER: marker}
        kept = {name: status.st_ino for name, status in stand.items()}
        touched = {"", *put_in_order(str(new), spare, kept, changed, keep)}  # the marker came into the first
        for name in changed:
            _put(entries[name], f"{new}{os.sep}{name}", spool)
        for name in (*changed, *copied):
            stand[name] = os.lstat(f"{new}{os.sep}{name}")
        if out.exists():
            exchange(new, out, beside(out, "old"))
        else:
            new.rename(out)
    except BaseException:
        with suppress(OSError):
            discard(new)
        raise
    # From here on the new site stands; what cannot be deleted now is deleted by the next build.
    with suppress(OSError):
        if not copied and is_worth_while(len(entries), len(changed) + len(removed)):
            _set_aside(new, beside(out, "spare"))
        else:
            discard(new)
    files = {name: _signature(status) for name, status in stand.items()}
    return done(files, _stood(out, stand, spare, touched))


def _path(out: Path, name: str) -> str:
    return f"{out}{os.sep}{name.replace('/', os.sep)}"


def _standing(out: Path, seen: Mapping[str, os.stat_result] | None) -> Mapping[str, os.stat_result]:
    """Whatever stands in the site, as `everything` has it: what was seen, if no other has been published since."""
    with suppress(OSError):
        if seen is not None and MARKER in seen:
            now, then = os.lstat(out / MARKER), seen[MARKER]
            if (now.st_ino, now.st_mtime_ns) == (then.st_ino, then.st_mtime_ns):
                return seen
        return everything(str(out))
    return {}


def _spare(folder: Path) -> Spare | None:
    """What stands in the folder of a site that was kept, if there is one and it is ours."""
    with suppress(OSError):
        return looked_through(str(folder)) if is_ours(folder) else None
    return None


def _set_aside(folder: Path, spare: Path) -> None:
    """The site of before is called `spare`; it is deleted where that name is taken."""
    if os.path.lexists(spare):
        discard(folder)
    else:
        folder.rename(spare)


def _may_stay(name: str, status: os.stat_result, spare: Spare | None) -> bool:
    """Whether it is a plain file with the mode we give and no second name but the one in the spare site."""
    if name.endswith("/") or not stat.S_ISREG(status.st_mode) or not _has_mode(status, 0o644):
        return False
    second = spare is not None and spare.files.get(name) == status.st_ino
    return status.st_nlink == 1 + second


def _marked(folder: Path, *, anew: bool) -> os.stat_result:
    """The folder has a marker that is another file than before, so that each site is told from the one before it."""
    marker = folder / MARKER
    if anew:
        _write_new(str(marker), MARKER_TEXT)
    else:
        _write_new(f"{marker}.new", MARKER_TEXT)
        marker.with_name(f"{MARKER}.new").replace(marker)
    return os.lstat(marker)


def _stood(
    out: Path, stand: Mapping[str, os.stat_result], spare: Spare, touched: Collection[str]
) -> Mapping[str, os.stat_result] | None:
    """What the disk says of a site that was made in a spare one; None if that is not known.

    Folders that were not touched are as they were before they were looked through: whoever puts something there
    meanwhile is found out by that. The others are looked at once more.
    """
    inside: dict[str, set[str]] = {name: set() for name in touched}
    folders = folders_of(stand)
    if len(touched) > len(folders) // 2:
        return None  # to look at everything takes no longer
    for name in (*stand, *folders):
        own = name[: name.rfind("/", 0, -1) + 1]
        if own in inside:
            inside[own].add(name[len(own) :].rstrip("/"))
    found = {f"{name}" or "./": spare.folders[name] for name in ({"", *folders} - inside.keys())}
    with suppress(OSError):
        for name, expected in inside.items():
            found[name or "./"] = os.lstat(out / name)
            if set(os.listdir(out / name)) != expected:  # noqa: PTH208
                return None
        return {**found, **stand}
    return None


def _signature(status: os.stat_result) -> Signature:
    return status.st_size, status.st_mtime_ns


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
    with suppress(OSError):
        return everything(str(site)).keys() == {"./", MARKER, *entries, *folders_of(entries)}
    return False


# Strings, not paths: this is done for every file of the site, and a path takes as long to make as a link.


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
