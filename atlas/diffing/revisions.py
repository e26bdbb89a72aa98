"""The content folder as it was at a revision of git."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from atlas.problems import Words

LONGEST = 60  # seconds that git may take


class NoRevision(Exception):
    """There is no content to be had for a revision; `words` says why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


@contextmanager
def content_at(content: Path, revision: str) -> Iterator[tuple[Path, str]]:
    """A folder that holds the content of a revision, gone afterwards, and the short name of the commit.

    Links are left out, as the loader follows none. Raises NoRevision.
    """
    content = content.absolute()
    if shutil.which("git") is None:
        raise NoRevision(
            "没有安装 git，无法与以前的内容比较", "git is not installed, so there is nothing to compare with"
        )
    inside = _git(content, "rev-parse", "--show-prefix") if content.is_dir() else None
    if inside is None or inside.returncode:
        told = _told(inside)
        raise NoRevision(
            f"{content.name} 不在 git 仓库里{told}", f"{content.name} is in no git repository{told}"
        )
    found = _git(content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        raise NoRevision(
            f"没有“{revision}”这个版本；浅克隆要先取来：git fetch --unshallow",
            f"there is no revision “{revision}”; in a shallow clone fetch it first: git fetch --unshallow",
        )
    commit = found.stdout.decode().strip()
    archive = _git(content, "archive", "--format=tar", commit)
    if archive.returncode:
        told = _told(archive)
        raise NoRevision(
            f"版本 {commit[:9]} 里没有 {content.name}{told}", f"{commit[:9]} has no {content.name}{told}"
        )
    with tempfile.TemporaryDirectory(prefix="atlas-old-") as folder:
        old = Path(folder, content.name)
        old.mkdir()
        _unpack(archive.stdout, old)
        yield old, commit[:9]


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), *arguments]
    environment = os.environ | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    return subprocess.run(  # noqa: S603  (git itself, with a revision that stands behind --end-of-options)
        command, capture_output=True, check=False, timeout=LONGEST, env=environment
    )


def _told(done: subprocess.CompletedProcess[bytes] | None) -> str:
    """What git said last, in brackets."""
    lines = done.stderr.decode(errors="replace").strip().splitlines() if done else []
    shown = "".join(char for char in lines[-1] if char.isprintable()) if lines else ""
    return f" ({shown})" if shown else ""


def _unpack(archive: bytes, folder: Path) -> None:
    """The plain files of an archive stand in a folder, and nothing outside it."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            parts = PurePosixPath(member.name).parts
            file = tar.extractfile(member) if member.isfile() and ".." not in parts else None
            if file is None or PurePosixPath(member.name).is_absolute():
                continue
            path = folder.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.read())
