"""Which pages of the last site are as they would come out now, and are taken from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from atlas.addresses import file_of
from atlas.making import Workshop
from atlas.memory import Known, Memory
from atlas.pages import Page
from atlas.replacing import NAMED, replaced

Shelf = Callable[[str], Path | None]
"""Where the file of a name stands, with the very bytes that the last build gave it; None if it does not."""


@dataclass(frozen=True)
class Taken:
    """What is taken from the last site: pages by number, their files, and what each note of that site stands for now."""

    pages: Mapping[int, Known] = field(default_factory=dict)
    files: Mapping[str, bytes | Path] = field(default_factory=dict)
    prints: Mapping[str, str] = field(default_factory=dict)


def take(shop: Workshop, memory: Memory, shelf: Shelf) -> Taken:
    """The pages that are the same as in the last site and whose files are all still there."""
    if memory.shared != shop.shared:
        return Taken()
    prints = {note: shop.print_of(note) for note in memory.prints}
    changed = {note for note, before in memory.prints.items() if prints[note] != before}
    renamed = {note for note in changed if note.startswith(NAMED)}
    changed -= renamed
    pages: dict[int, Known] = {}
    files: dict[str, bytes | Path] = {}
    for number, page in enumerate(shop.pages):
        known = memory.pages.get(page.address)
        if known is None or known.sort != shop.sort(page) or not changed.isdisjoint(known.reads):
            continue
        own = from_shelf(known.files, shelf)
        if own is not None and renamed and not renamed.isdisjoint(known.reads):
            names = {memory.prints[note]: prints[note] for note in renamed.intersection(known.reads)}
            own = _renamed(page, known, own, names)
        if own is not None:
            pages[number] = known
            files |= own
    return Taken(pages, files, prints)


def _renamed(
    page: Page, known: Known, files: dict[str, bytes | Path], names: Mapping[str, str]
) -> dict[str, bytes | Path] | None:
    """The files of a page with the new names of what it takes from `static/`; None if it has to be made."""
    path = files[file_of(page.address)]
    if known.replaceable and all(names.values()) and isinstance(path, Path):
        with suppress(OSError):
            html = replaced(path.read_bytes(), names)
            return None if html is None else {**files, file_of(page.address): html}
    return None


def from_shelf(names: Iterable[str], shelf: Shelf, prefix: str = "") -> dict[str, bytes | Path] | None:
    """The files of these names; None if one of them is not there."""
    files: dict[str, bytes | Path] = {}
    for name in names:
        file = shelf(prefix + name)
        if file is None:
            return None
        files[name] = file
    return files
