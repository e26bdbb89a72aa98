"""The edit whose rebuild is measured: one figure of one target becomes another, in value and phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Edit:
    """A figure in a file of a corpus, and the indicator on whose page it stands."""

    file: str
    indicator: str
    old: str
    new: str

    def apply(self, content: Path, *, back: bool = False) -> None:
        """Writes the new figure, or with `back` the old one."""
        path, (old, new) = content / self.file, (self.old, self.new)[:: -1 if back else 1]
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{path} does not hold what was to be edited")
        path.write_text(text.replace(old, new), encoding="utf-8")


_BLOCK = re.compile(
    r"- id: (?P<id>[^\n]+)\n  indicator: (?P<indicator>[^\n]+)\n  region: [^\n]+\n  value: (?P<value>[1-9]\d{2,3})\n"
    r"(?:  [^\n]+\n)*?  evidence:\n(?:    [^\n]+\n)+"
)


def find_edit(content: Path) -> Edit:
    """An edit of the document in the middle."""
    files = sorted(content.glob("documents/*/targets.yaml"))
    path = files[len(files) // 2]
    for match in _BLOCK.finditer(path.read_text(encoding="utf-8")):
        value, block = match["value"], match[0]
        new = str(int(value) + 1)
        if block.count(value) >= 2 and new not in block:
            name = path.relative_to(content).as_posix()
            return Edit(name, match["indicator"], block, block.replace(value, new))
    raise ValueError(f"{path} has no target to edit")
