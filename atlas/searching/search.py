"""The search index: from pages to the bundle of files that a browser asks, by `static/js/search-pairs.js`.

The bundle holds Pagefind's script, worker, WebAssembly, metadata and word index and, written by us,
`text/ID.json` (a page's own words, from which excerpts are made) and `facets.LANGUAGE.json` (which page
stands under which filter value). Pagefind's fragments would hold pairs instead of text, and it writes filters
in the order of a randomly seeded hash table; so neither is used, and all bytes are the same in every run.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

from atlas.searching.pagefind import GivenUp, Pagefind, PagefindFailed
from atlas.searching.search_page import INDEX_LANGUAGE, Language, SearchPage
from atlas.searching.units import cut

ENTRY = "pagefind-entry.json"
FROM_PAGEFIND = ("pagefind.js", "pagefind-worker.js", "*.pf_meta", "index/*.pf_index")
ADDRESS = re.compile(r"(?:(?!\.+/)[\w.~-]+/)*(?:[\w~-][\w.~-]*\.html)?", re.ASCII)


_NOW_AND_THEN = 0.01
"""Seconds."""


class SearchError(RuntimeError):
    """Pagefind could not be run, or has indexed something else than it was given."""


@dataclass(frozen=True)
class LanguageIndex:
    """The index of one language: Pagefind's entry of it, and its files by their path in the bundle.

    `digest` stands for the pages that it was made from. A file is bytes, or where the bytes can be read.
    """

    digest: str
    entry: Mapping[str, Any]
    files: Mapping[str, bytes | Path]


Indexes = Mapping[Language, LanguageIndex]


def make_indexes(pages: Iterable[SearchPage], kept: Indexes | None = None) -> Indexes:
    """The index of each language; one in `kept` that was made from the very same pages is taken as it is.

    The same pages give the same bytes, in whatever order they come. SearchError says what was wrong.
    """
    with Indexing(pages, kept) as indexing:
        return indexing.result()


class Indexing:
    """Indexes in the making: Pagefind, a program of its own, is at work while this one goes on."""

    def __init__(
        self,
        pages: Iterable[SearchPage],
        kept: Indexes | None = None,
        give_up: Callable[[], bool] = lambda: False,
    ) -> None:
        self._is_given_up = False
        self._made = dict[Language, LanguageIndex]()
        self._jobs = dict[Language, tuple[Sequence[SearchPage], str, Pagefind]]()
        try:
            for language, own in _by_language(pages).items():
                digest, before = _digest(own), (kept or {}).get(language)
                if before is not None and before.digest == digest:
                    self._made[language] = before
                else:
                    copies = {_copy_of(page.address): page.copy for page in own}
                    self._jobs[language] = (own, digest, Pagefind(copies, give_up))
        except GivenUp:
            self._is_given_up = True
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for *_, job in self._jobs.values():
            job.close(tidily=not self._is_given_up)

    def is_over(self, give_up: Callable[[], bool]) -> bool:
        """Waits until Pagefind has ended, or until `give_up`, which is asked now and then; whether it has ended."""
        if self._is_given_up:
            return False
        for *_, job in self._jobs.values():
            while not job.ended(_NOW_AND_THEN):
                if give_up():
                    self._is_given_up = True
                    return False
        return True

    def result(self) -> Indexes:
        """The index of each language, when all are made."""
        try:
            new = {
                language: _index(own, digest, pagefind.bundle())
                for language, (own, digest, pagefind) in self._jobs.items()
            }
        except PagefindFailed as error:
            raise SearchError(str(error)) from error
        return dict(sorted({**self._made, **new}.items()))


def _by_language(pages: Iterable[SearchPage]) -> dict[Language, list[SearchPage]]:
    """The pages of each language, in the order of their addresses."""
    ordered = sorted(pages, key=lambda page: page.address)
    if not ordered:
        raise SearchError("there is no page to index")
    for address, count in Counter(page.address for page in ordered).items():
        if count > 1 or not ADDRESS.fullmatch(address):
            raise SearchError(f"{address!r} is not a plain address, or stands for {count} pages")
    found = dict[Language, list[SearchPage]]()
    for page in ordered:
        found.setdefault(page.language, []).append(page)
    return found


def are_current(indexes: Indexes, pages: Iterable[SearchPage]) -> bool:
    """Whether the indexes are those of these very pages."""
    made = {language: index.digest for language, index in indexes.items()}
    return made == {language: _digest(own) for language, own in _by_language(pages).items()}


def bundle(indexes: Indexes) -> dict[str, bytes | Path]:
    """The files of the search bundle, by their path in it: those of every language, and one entry."""
    files = {name: source for index in indexes.values() for name, source in index.files.items()}
    entries = [index.entry for index in indexes.values()]  # they differ in the languages, and in nothing else
    languages = {language: known for entry in entries for language, known in entry["languages"].items()}
    files[ENTRY] = _json({**entries[0], "languages": languages})
    return files


def _digest(pages: Iterable[SearchPage]) -> str:
    digest = hashlib.sha256()
    for page in pages:
        digest.update(repr(page).encode())
    return digest.hexdigest()


def _index(pages: Sequence[SearchPage], digest: str, made: Path) -> LanguageIndex:
    """The index of pages in one language, from what Pagefind has written."""
    entry = json.loads((made / ENTRY).read_bytes())
    _check_counts(entry, pages)
    wasm = [f"wasm.{known['wasm'] or 'unknown'}.pagefind" for known in entry["languages"].values()]
    files = {
        file.relative_to(made).as_posix(): file.read_bytes()
        for pattern in (*FROM_PAGEFIND, *wasm)
        for file in made.glob(pattern)
    }
    ids = _ids(made)
    own = _own_files(pages, {page.address: ids[_copy_of(page.address)] for page in pages})
    return LanguageIndex(digest, entry, files | own)


def _check_counts(entry: Mapping[str, Any], pages: Sequence[SearchPage]) -> None:
    wanted = dict(Counter(INDEX_LANGUAGE[page.language] for page in pages))
    found = {language: known["page_count"] for language, known in entry["languages"].items()}
    if found != wanted:
        raise SearchError(f"pagefind was given {wanted} pages and has indexed {found}")


def _ids(bundle: Path) -> dict[str, str]:
    """The id of each search copy in Pagefind's index, by the copy's file name."""
    ids = {}
    for file in (bundle / "fragment").iterdir():
        fragment = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        ids[unquote(fragment["url"]).removeprefix("/")] = file.stem
    return ids


def _own_files(pages: Sequence[SearchPage], ids: Mapping[str, str]) -> dict[str, bytes]:
    files = {f"facets.{pages[0].language}.json": _json(_facets(pages, ids))}
    for page in pages:
        words = {"address": page.address, "title": page.title, "description": page.description}
        files[f"text/{ids[page.address]}.json"] = _json({**words, "blocks": page.blocks})
    return files


def _facets(pages: Sequence[SearchPage], ids: Mapping[str, str]) -> dict[str, object]:
    """The labels of each filter; for each page id the places of its labels in them, and its title's length."""
    names = sorted({name for page in pages for name in page.filters})
    labels = {name: sorted({label for p in pages for label in p.filters.get(name, ())}) for name in names}
    places = {name: {label: place for place, label in enumerate(labels[name])} for name in names}
    return {
        "labels": labels,
        "pages": {
            ids[p.address]: [
                *([places[name][label] for label in p.filters.get(name, ())] for name in names),
                max(1, sum(map(len, cut(p.title))) if p.language == "zh" else len(p.title.split())),
            ]
            for p in pages
        },
    }


def _copy_of(address: str) -> str:
    # All copies lie in one folder: thousands of folders cost more time than Pagefind itself.
    return address.replace("/", ",") + ",.html"


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()
