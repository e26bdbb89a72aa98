"""The content folder: which of its files are read, and what lies in it that nothing would read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from atlas import model
from atlas.leftovers import left_by_editors
from atlas.problems import Place, Problem, Words

_TOP = ("site.yaml", "interface.yaml", "changes.yaml", "aliases.yaml")
_BESIDE_THE_WORDS = ("counting-words",)  # in vocabulary/, and no vocabulary


class ContentFolder:
    """A folder of content; links in it are reported and never followed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def name(self, path: Path) -> str:
        """A file's name as problems show it: `content/…`, whatever the folder's real place."""
        relative = path.relative_to(self.path).as_posix()
        return self.path.name if relative == "." else f"{self.path.name}/{relative}"

    def whole(self, path: Path) -> Place:
        """A file as a place."""
        return Place.whole(self.name(path))

    def is_linked(self, path: Path) -> bool:
        """Whether a symbolic link leads to the path."""
        below = (path, *path.parents)
        return any(each.is_symlink() for each in below[: below.index(self.path)])

    def folders(self, name: str) -> Iterator[Path]:
        """The folders in a folder, by name."""
        parent = self.path / name
        if parent.is_dir() and not self.is_linked(parent):
            for path in sorted(parent.iterdir(), key=lambda path: path.name):
                if path.is_dir() and not path.is_symlink() and not left_by_editors(path.name):
                    yield path

    def files(self, name: str, ending: str) -> Iterator[Path]:
        """The files of a folder by name, without links and what editors leave behind."""
        folder = self.path / name
        if folder.is_dir() and not self.is_linked(folder):
            for path in sorted(folder.glob(f"*{ending}"), key=lambda path: path.stem):
                if path.is_file() and not path.is_symlink() and not left_by_editors(path.name):
                    yield path

    def strangers(self) -> Iterator[Problem]:
        """Files that nothing would read, so that a typing slip in a name does not hide work."""
        for path in sorted(self.path.rglob("*")):
            parts = path.relative_to(self.path).parts
            if any(left_by_editors(part) for part in parts):
                continue
            if path.is_symlink():
                what = Words("是符号链接", "is a symbolic link")
                instead = Words("请换成真正的文件", "put the real file in its place")
                yield Problem(self.whole(path), "symlink", what, instead)
            elif path.is_file() and not _is_read(parts):
                what = Words("没有任何部分会读取此文件", "is read by nothing")
                instead = Words(
                    "文件应为 .yaml，放在 docs/editing.md 所列的文件夹里",
                    "see docs/editing.md for the names of files and folders",
                )
                yield Problem(self.whole(path), "stray-file", what, instead)


def _is_read(parts: tuple[str, ...]) -> bool:
    """Whether a file with these steps below the content folder is read."""
    name = parts[-1]
    if len(parts) == 1:
        return name in _TOP
    if parts[0] == "pages":
        known = {f"{text}.{tag}.md" for text in model.TEXTS for tag in ("zh", "en")}
        return len(parts) == 2 and name in known
    if parts[0] == "vocabulary":
        return name in {f"{word}.yaml" for word in (*model.VOCABULARIES, *_BESIDE_THE_WORDS)}
    if parts[0] == "documents":
        return len(parts) == 3 and name in {f"{part}.yaml" for part in (*model.PARTS, "document", "proof")}
    return len(parts) == 2 and parts[0] in model.REGISTRIES and name.endswith(".yaml")
