"""Pages become files, on as many processors as there are; the result does not depend on how many."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from atlas.addresses import file_of
from atlas.memory import program
from atlas.pages import Page, chooser, make
from atlas.prints import Prints, digest_of
from atlas.render import Renderer
from atlas.search import SearchPage, search_page_of
from atlas.view import View

NOT_SEARCHED = ("search", "404", "design")
FEWEST = 64
"""Below this number of pages another process costs more than it saves."""


class Made(NamedTuple):
    """One page: its files, what the search reads of it, what it was made from, and the digest of all that."""

    files: Mapping[str, bytes | Path]
    copy: SearchPage | None
    reads: frozenset[str]
    key: str


@dataclass(frozen=True)
class Workshop:
    """All that is needed to make any page."""

    pages: Sequence[Page]
    view: View
    renderer: Renderer

    def make(self, number: int) -> Made:
        """The page of a number."""
        page = self.pages[number]
        content, maker = make(page, self.view, self.renderer.base_url)
        html = self.renderer.render(page, content, maker)
        files: dict[str, bytes | Path] = {file_of(page.address): html.encode()}
        if page.kind == "compare" and not page.key:
            files[page.address + chooser.FILE] = chooser.cells(maker)
        for name, data in content.more.get("files", {}).items():
            files[page.address + name] = data
        copy = None
        if page.kind not in NOT_SEARCHED:
            copy = search_page_of(html, page.address, page.language, content.filters)
            copy.copy  # noqa: B018 -- made here, where all processors work
        reads = frozenset(maker.view.reads)
        return Made(files, copy, reads, self.key(page, reads))

    def key(self, page: Page, reads: Iterable[str]) -> str:
        """The digest of all that a page is made from, given what it notes of the atlas."""
        said = (f"{note}={self.prints.of(note)}" for note in sorted(reads))
        template = self.renderer.template_print(page.template)
        return digest_of(self._shared, page.kind, page.key, page.language, template, *said)

    def prepare(self) -> None:
        """What every page needs is there, so that no child of this process makes it once more."""
        self._shared  # noqa: B018 -- made by being asked for
        for page in self.pages:
            self.renderer.template_print(page.template)

    @cached_property
    def prints(self) -> Prints:
        """What the notes stand for."""
        return Prints(self.view)

    @cached_property
    def _shared(self) -> str:
        """The digest of what all pages are made from."""
        names = sorted(self.renderer.assets.items())
        return digest_of(program(), self.renderer.base_url, repr(names))


# The workshop of this process's children: set before they are forked, so that nothing is copied to them.
_shop: Workshop | None = None


def _make_share(numbers: Sequence[int]) -> list[Made]:
    if _shop is None:
        raise RuntimeError("no workshop in this process")
    return [_shop.make(number) for number in numbers]


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


def make_all(
    shop: Workshop, numbers: Sequence[int], say: Callable[[int], None], workers: int | None = None
) -> list[Made]:
    """The pages of the numbers, in order; `say` is told now and then how many are done."""
    count = len(numbers)
    workers = min(workers or processors(), max(1, count // FEWEST))
    # A process that runs threads is never forked: a child could wait for ever for a lock that nobody holds.
    alone = threading.active_count() == 1
    if workers < 2 or not alone or "fork" not in multiprocessing.get_all_start_methods():
        return list(_told(shop, numbers, say))
    shares = [numbers[start :: workers * 4] for start in range(workers * 4)]
    made: dict[int, Made] = {}
    with _forked(shop, workers) as results:
        for share, batch in zip(shares, results(shares), strict=True):
            made |= dict(zip(share, batch, strict=True))
            say(len(made))
    return [made[number] for number in numbers]


def _told(shop: Workshop, numbers: Iterable[int], say: Callable[[int], None]) -> Iterator[Made]:
    for done, number in enumerate(numbers):
        if done % 100 == 0:
            say(done)
        yield shop.make(number)


@contextmanager
def _forked(
    shop: Workshop, workers: int
) -> Iterator[Callable[[Sequence[Sequence[int]]], Iterator[list[Made]]]]:
    """Children that share the workshop's memory; gone when the block ends, also after an error."""
    global _shop  # noqa: PLW0603  (the one way to hand memory to a forked child without copying)
    _shop = shop
    shop.prepare()
    gc.freeze()
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            yield lambda shares: pool.imap(_make_share, shares)
            pool.close()
            pool.join()
    finally:
        gc.unfreeze()
        _shop = None
