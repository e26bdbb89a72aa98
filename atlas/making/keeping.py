"""Which pages of the last site are as they would come out now, and are taken from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from atlas.addresses import file_of
from atlas.making.making import Workshop
from atlas.making.memory import Known, Memory
from atlas.making.readers import Readers
from atlas.pages import Page
from atlas.rendering.replacing import NAMED, replaced

Shelf = Callable[[str], Path | None]
"""Where the file of a name stands, with the very bytes that the last build gave it; None if it does not."""


@dataclass(frozen=True)
class Taken:
    """What is taken from the last site: pages by number, their files, and what each note of that site stands for now.

    With a `shelf`, the files are all there.
    """

    pages: Mapping[int, Known] = field(default_factory=dict)
    found: Mapping[str, bytes | Path] = field(default_factory=dict)
    prints: Mapping[str, str] = field(default_factory=dict)
    shelf: Shelf | None = None

    def names(self) -> Iterator[str]:
        """The names of the files."""
        return (name for known in self.pages.values() for name in known.files)

    @property
    def files(self) -> Mapping[str, bytes | Path]:
        """The files by their names."""
        if self.shelf is None:
            return self.found
        return from_shelf(self.names(), self.shelf) or {}


def take(
    shop: Workshop, memory: Memory, shelf: Shelf, readers: Readers | None = None, *, is_whole: bool = False
) -> Taken:
    """The pages that are the same as in the last site and whose files are all still there.

    If the shelf `is_whole`, it surely has every file of the memory.
    `readers` know of a memory of this process which notes may stand for something else and who noted them.
    """
    if memory.shared != shop.shared:
        return Taken()
    prints, changed = _changed(shop, memory, readers)
    renamed = {note for note in changed if note.startswith(NAMED)}
    changed -= renamed
    known_pages = readers is not None and readers.memory is memory and readers.knows_pages
    touched = readers.of(changed) if known_pages and readers is not None else None
    sorts = {}
    pages: dict[int, Known] = {}
    files: dict[str, bytes | Path] = {}
    for number, page in enumerate(shop.pages):
        known = memory.pages.get(page.address)
        kind = (page.kind, page.template)
        if kind not in sorts:
            sorts[kind] = shop.sort(page)
        if known is None or known.sort != sorts[kind]:
            continue
        if (touched is None or page.address in touched) and not changed.isdisjoint(known.reads):
            continue
        if is_whole and not renamed:
            pages[number] = known
            continue
        own = from_shelf(known.files, shelf)
        if own is not None and renamed and not renamed.isdisjoint(known.reads):
            names = {memory.prints[note]: prints[note] for note in renamed.intersection(known.reads)}
            own = _renamed(page, known, own, names)
        if own is not None:
            pages[number] = known
            files |= own
    return Taken(pages, files, prints, shelf if is_whole and not renamed else None)


def _changed(shop: Workshop, memory: Memory, readers: Readers | None) -> tuple[dict[str, str], set[str]]:
    """What each note of the last site stands for now, and which of them stand for something else."""
    known = readers is not None and readers.memory is memory and readers.prints is shop.prints.before
    surely = shop.prints.known.keys() if known else ()
    asked = [note for note in memory.prints if note not in surely]
    now = {note: shop.print_of(note) for note in asked}
    return {**memory.prints, **now}, {note for note, it in now.items() if it != memory.prints[note]}


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
