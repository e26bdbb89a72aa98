"""What is blank in the file of a record, where, and what is to be written there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.guide.file_kinds import FileKind
from atlas.problems import Place
from atlas.proposing.skeletons import Skeletons
from atlas.reading.reader import Data, read

_REMARK = re.compile(r"\s# (.+)$")


@dataclass(frozen=True)
class Blank:
    """A field with nothing in it: its place, its name (`name.en`), what to write.

    `proposed` is what is proposed beside it, `of` the Chinese of which the English is blank.
    """

    place: Place
    field: str
    write: str
    proposed: str = ""
    of: str = ""

    def line(self, *, whole: bool) -> str:
        """`content/indicators/x.yaml:6: name.en: what is proposed; what to write`, the last where it is to be `whole`."""
        told = "; ".join(filter(None, (self.proposed, self.write if whole else "")))
        named = f" [{self.of}]" if self.of else ""
        return f"{self.place.file}:{self.place.line}: {self.field}{named}{': ' if told else ''}{told}"


def left_blank(path: Path, name: str, kind: FileKind, skeletons: Skeletons) -> Iterator[Blank]:
    """The blanks of a file of one record, in its order; `name` is the file as it is shown.

    A file that is no YAML, or of another shape, has none: `check` says what is wrong with it.
    """
    tree, _ = read(path, name)
    if tree is None or not isinstance(tree.data, dict) or kind.record is None:
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    for trail in _empty(tree.data, ()):
        field = str(trail[0])
        if field not in kind.record.model_fields:
            continue
        place = tree.place(trail, key=True)
        remark = _REMARK.search(lines[place.line - 1]) if place.line <= len(lines) else None
        dotted = ".".join(str(step) for step in trail if not isinstance(step, int))
        write, proposed = skeletons.to_write(kind.record, field, trail), remark[1] if remark else ""
        yield Blank(place, dotted, write, proposed, _chinese(tree.data, trail))


def _chinese(data: Data, trail: tuple[str | int, ...]) -> str:
    """The Chinese beside a blank English text; empty where that is blank too."""
    found = data
    for step in trail[:-1]:
        if isinstance(found, dict):
            found = found.get(str(step))
        elif isinstance(found, list):
            found = found[int(step)]
    zh = found.get("zh") if isinstance(found, dict) and trail[-1] == "en" else None
    return zh if isinstance(zh, str) else ""


def _empty(data: Data, trail: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if data is None or data in ("", []):
        if trail:
            yield trail
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _empty(value, (*trail, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _empty(value, (*trail, number))
