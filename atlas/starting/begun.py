"""Files as `build.py new` began them, kept beside the content, so that its remarks can be told from an editor's.

The copies lie in a hidden folder, under the paths of the files. Of a file without a copy nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

_SIGNS = re.compile(r"^[#\s]*(?:- +#[#\s]*)?")
_BEHIND = re.compile(r"\s#\s*")
_SECTION = re.compile("^# # ──", re.MULTILINE)


def keep(path: Path, content: Path) -> None:
    """What a new file says is kept; where that cannot be written, nothing is."""
    copy = _copy(path, content)
    with suppress(OSError):
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())


def begun(path: Path, content: Path) -> Begun | None:
    """A file as it was begun; None where that is not known."""
    try:
        return Begun(_copy(path, content).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def _copy(path: Path, content: Path) -> Path:
    return content.parent / f".{content.name}.begun" / path.relative_to(content)


class Begun:
    """The text of a file as it was begun."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> frozenset[str]:
        """What its lines say that stand behind #, without these signs."""
        return frozenset(
            bare(line) for line in self.text.splitlines() if line.lstrip().startswith(("#", "- #"))
        )

    @cached_property
    def trailing(self) -> frozenset[str]:
        """Its remarks behind something else."""
        return frozenset(said for line in self.text.splitlines() for _, said in remarks(line))

    @cached_property
    def head(self) -> frozenset[str]:
        """What stands behind # over its candidates: what the file is, and one record with all that it takes."""
        above = _SECTION.split(self.text, maxsplit=1)[0]
        return frozenset(bare(line) for line in above.splitlines())


def bare(line: str) -> str:
    """What a line says without the # in front of it."""
    return _SIGNS.sub("", line, count=1).strip()


def remarks(line: str) -> Iterator[tuple[int, str]]:
    """Each place in a line behind its beginning where a remark may begin, with what it would say."""
    start = len(line) - len(_SIGNS.sub("", line, count=1))
    for found in _BEHIND.finditer(line, start):
        yield found.start(), line[found.end() :].strip()
