"""The site before the last one, kept beside the last: the next one is made of it with few questions to the disk.

Nearly all files of both are the same, under two names each (hard links). To make a whole folder of such names and to
delete the one of before takes longer than everything else that is done for a small edit; to put the few in order in
which they differ takes none of it.

Nothing is believed of the spare site: it is looked through each time, and a file in it counts only if it is the very
file that stands in the site under that name. No file in it is ever written to, since it may stand in the site too.
"""

# Strings, not paths: this is done for every file of the site, and a path takes as long to make as a link.
# ruff: noqa: PTH101, PTH102, PTH106, PTH108
from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

MOST_OTHERS = 4
"""A spare site is kept if no more than one file in so many is another one than in the site."""

FEWEST = 1000
"""With fewer files than this a spare site takes more room than it saves time."""


@dataclass(frozen=True)
class Spare:
    """What stands in a folder: files by name with their inodes, and folders as they were just before they were looked at.

    Names are below the folder, with slashes; those of folders end with one, and its own is empty.
    """

    files: dict[str, int]
    folders: Mapping[str, os.stat_result]


def looked_through(folder: str) -> Spare:
    """What stands in a folder. OSError if it cannot be looked at."""
    files: dict[str, int] = {}
    folders: dict[str, os.stat_result] = {}
    waiting = [(folder, "")]
    while waiting:
        path, prefix = waiting.pop()
        folders[prefix] = os.lstat(path)
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    files[prefix + entry.name] = entry.inode()
    return Spare(files, folders)


def is_worth_while(files: int, others: int) -> bool:
    """Whether the site of before is to be kept, where so many of so many files are other ones."""
    return os.name != "nt" and files >= FEWEST and others * MOST_OTHERS <= files


def folders_of(names: Iterable[str]) -> set[str]:
    """The folders that files of these names lie in, and those that these lie in, but not the outermost."""
    found: set[str] = set()
    above = {name[: name.rfind("/") + 1] for name in names} - {""}
    while above:
        found |= above
        above = {_folder_of(name) for name in above} - {""} - found
    return found


def put_in_order(
    root: str, spare: Spare, kept: Mapping[str, int], put: Collection[str], keep: Callable[[str, str], object]
) -> set[str]:
    """The folder `root`, in which the spare site stands, has the files that are `kept`, by inode, and the folders of
    all, and nothing besides; those that are to be `put` there have yet to come.

    `keep` makes a file of the site stand at a target too. The folders in which something was changed, or will be.
    """
    wanted = {"", *folders_of([*kept, *put])}
    changed: set[str] = set()
    if os.name != "nt":
        for name, status in spare.folders.items():
            if stat.S_IMODE(status.st_mode) != 0o755:
                os.chmod(f"{root}/{name}", 0o755)  # noqa: S103  (a web server reads it)
                changed.add(name)
    gone = [name for name, inode in spare.files.items() if kept.get(name) != inode]
    for name in gone:
        os.unlink(f"{root}/{name}")
    emptied = sorted(spare.folders.keys() - wanted, reverse=True)
    for name in emptied:
        os.rmdir(f"{root}/{name}")
    new = sorted(wanted - spare.folders.keys())
    for name in new:
        make_folder(f"{root}/{name}")
    missing = [name for name, inode in kept.items() if spare.files.get(name) != inode]
    for name in missing:
        keep(name, f"{root}/{name}")
    around = (_folder_of(name) for name in (*gone, *emptied, *new, *missing, *put))
    return {*changed, *new, *around} & wanted


def _folder_of(name: str) -> str:
    """The folder that a file or a folder lies in."""
    return name[: name.rfind("/", 0, -1) + 1]


def make_folder(folder: str) -> None:
    """The new folder is there, for all to read."""
    os.mkdir(folder)
    os.chmod(folder, 0o755)  # noqa: S103  (a web server reads it)
