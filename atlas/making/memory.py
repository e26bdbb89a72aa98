"""What a build remembers, so that the next one makes only the pages that would come out otherwise.

A page is the same again if all that it was made from is: the program, the address of the site, its templates, and
whatever it noted while it was made (`atlas.noting.prints`). The digest of each is remembered, once for all pages. The files
themselves stay where they were published; a memory knows their names only.

A memory is written to a file beside the site and believed only if it is whole and of this program.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from atlas.noting.prints import digest_of
from atlas.publishing.signatures import Signature
from atlas.rendering.whole import read_whole, write_whole
from atlas.searching.search import LanguageIndex
from atlas.searching.search_page import Language, SearchPage

LIBRARIES = ("Jinja2", "MarkupSafe", "markdown-it-py", "pydantic", "pagefind-bin", "pypinyin", "PyYAML")
PROGRAM = Path(__file__).resolve().parent.parent


class Known(NamedTuple):
    """What is known of a page.

    `sort` stands for its kind and templates. `reads` are its notes, `files` the names of its files. `copy` is what
    search reads of it. `replaceable`: names of style sheets, scripts and the icon stand where its frame has them,
    and nowhere else.
    """

    sort: str
    reads: tuple[str, ...]
    files: tuple[str, ...]
    copy: SearchPage | None
    replaceable: bool = True


class KnownIndex(NamedTuple):
    """What is known of the index of a language: see `search.LanguageIndex`; `files` are names in the bundle."""

    digest: str
    entry: Mapping[str, Any]
    files: tuple[str, ...]

    @classmethod
    def of(cls, index: LanguageIndex) -> KnownIndex:
        """What is to be remembered of an index."""
        return cls(index.digest, index.entry, tuple(index.files))


@dataclass(frozen=True)
class Memory:
    """Pages by their address, and indexes by their language.

    `shared` stands for what every page was made from, and `prints` has what each note of each page stood for.
    """

    shared: str = ""
    prints: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, Known] = field(default_factory=dict)
    indexes: Mapping[Language, KnownIndex] = field(default_factory=dict)


@dataclass(frozen=True)
class Kept:
    """A memory, and the files of the site that it was published as, by their names.

    `content` is the digest of the content that it was made from, as `atlas.making.parsed` has written it down.
    """

    memory: Memory
    files: Mapping[str, Signature]
    content: str = ""


def beside(out: Path) -> Path:
    """The file in which the memory of a published site stands."""
    return out.parent / f".{out.name}.memory"


@lru_cache
def program() -> str:
    """The digest of all that makes pages besides content, templates and static files."""
    files = {file.relative_to(PROGRAM).as_posix(): file.read_bytes() for file in PROGRAM.rglob("*.py")}
    code = (piece for name in sorted(files) for piece in (name, files[name]))
    return digest_of(sys.version, *(version(name) for name in LIBRARIES), *code)


def write(file: Path, kept: Kept) -> None:
    """The file holds the memory: a line with a digest, and JSON. OSError if it cannot be written."""
    pages = kept.memory.pages
    notes = sorted(set().union(*(page.reads for page in pages.values())))
    sorts = sorted({page.sort for page in pages.values()})
    note_number = {note: place for place, note in enumerate(notes)}
    sort_number = {sort: place for place, sort in enumerate(sorts)}
    said = {
        "program": program(),
        "shared": kept.memory.shared,
        "content": kept.content,
        "notes": {note: kept.memory.prints[note] for note in notes},
        "sorts": sorts,
        "pages": {
            address: [
                sort_number[page.sort],
                [note_number[note] for note in page.reads],
                page.files,
                _told(page.copy),
                page.replaceable,
            ]
            for address, page in pages.items()
        },
        "indexes": kept.memory.indexes,
        "files": kept.files,
    }
    data = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    write_whole(file, data)


def read(file: Path) -> Kept | None:
    """The memory in the file; None if there is none, it is damaged, or another program wrote it."""
    try:
        said = json.loads(read_whole(file))
        if said["program"] != program():
            return None
        prints, sorts = said["notes"], said["sorts"]
        notes = list(prints)
        pages = {
            address: Known(
                sorts[sort], tuple(map(notes.__getitem__, reads)), tuple(files), _copy(copy), plain
            )
            for address, (sort, reads, files, copy, plain) in said["pages"].items()
        }
        indexes = {
            language: KnownIndex(digest, entry, tuple(names))
            for language, (digest, entry, names) in said["indexes"].items()
        }
        files = {name: (size, time) for name, (size, time) in said["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
    return Kept(Memory(said["shared"], prints, pages, indexes), files, said["content"])


def _told(page: SearchPage | None) -> list[Any] | None:
    if page is None:
        return None
    return [page.address, page.language, page.title, page.blocks, page.filters, page.description]


def _copy(said: list[Any] | None) -> SearchPage | None:
    if said is None:
        return None
    address, language, title, blocks, filters, description = said
    labels = {name: tuple(under) for name, under in filters.items()}
    return SearchPage(address, language, title, tuple(blocks), labels, description)
