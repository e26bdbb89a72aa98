"""Pages become files, on as many processors as there are; the result does not depend on how many."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from atlas.addresses import file_of
from atlas.making.memory import program
from atlas.making.spool import spooled
from atlas.noting.prints import Prints, digest_of
from atlas.noting.view import View
from atlas.pages import Page, chooser, make
from atlas.rendering.frame import assets_of
from atlas.rendering.render import Renderer
from atlas.rendering.replacing import NAMED, stand_once
from atlas.searching.search_page import SearchPage, search_page_of

NOT_SEARCHED = ("search", "404", "design")
FEWEST = 20
"""Below this number of pages another process costs more than it saves."""


class Made(NamedTuple):
    """One page: its files, what the search reads of it, and in order its notes of what it was made from.

    `replaceable`: the names of what its frame takes from `static/` stand there, and nowhere else.
    """

    files: Mapping[str, bytes | Path]
    copy: SearchPage | None
    reads: tuple[str, ...]
    replaceable: bool


@dataclass(frozen=True)
class Workshop:
    """All that is needed to make any page. `before` are the prints of a view of before.

    With a `spool`, the files of pages wait in that folder, and do not fill the memory.
    """

    pages: Sequence[Page]
    view: View
    renderer: Renderer
    before: Prints | None = None
    spool: Path | None = None

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
        used = [self.renderer.assets[name] for name in assets_of(page, content)]
        reads = tuple(sorted({*maker.view.reads, *(NAMED + name for name in assets_of(page, content))}))
        return Made(self._waiting(number, files), copy, reads, stand_once(html, used))

    def _waiting(self, number: int, files: dict[str, bytes | Path]) -> dict[str, bytes | Path]:
        """The files of a page, in the spool if there is one."""
        if self.spool is None:
            return files
        return {
            name: spooled(self.spool, f"{number}.{place}", content) if isinstance(content, bytes) else content
            for place, (name, content) in enumerate(files.items())
        }

    def sort(self, page: Page) -> str:
        """What stands for the kind of a page, and for its templates."""
        return f"{page.kind} {self.renderer.template_print(page.template)}"

    def print_of(self, note: str) -> str:
        """What stands for all that a note of a page stands for."""
        if note.startswith(NAMED):
            return self.renderer.assets.get(note.removeprefix(NAMED), "")
        return self.prints.of(note)

    def prepare(self) -> None:
        """What every page needs is there, so that no child of this process makes it once more."""
        environment = self.renderer.environment
        for template in environment.list_templates(extensions=["html"]):
            environment.get_template(template)

    def rehearse(self) -> None:
        """A page of a record of each kind was made for nothing, so that the next ones are made at once here."""
        kinds = {(page.kind, page.language): number for number, page in enumerate(self.pages) if page.key}
        for number in kinds.values():
            replace(self, spool=None).make(number)

    @cached_property
    def prints(self) -> Prints:
        """What the notes of views stand for."""
        return Prints(self.view, self.before)

    @cached_property
    def shared(self) -> str:
        """The digest of what all pages are made from."""
        return digest_of(program(), self.renderer.base_url)


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
    shop: Workshop,
    numbers: Sequence[int],
    say: Callable[[int], None],
    workers: int | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[Made]:
    """The pages of the numbers, in order; `say` is told now and then how many are done.

    `meanwhile` is done once; by this process, while others make pages.
    """
    count = len(numbers)
    workers = min(workers or processors(), max(1, count // FEWEST))
    # A process that runs threads is never forked: a child could wait for ever for a lock that nobody holds.
    alone = threading.active_count() == 1
    if workers < 2 or not alone or "fork" not in multiprocessing.get_all_start_methods():
        meanwhile()
        return list(_told(shop, numbers, say))
    shares = [numbers[start :: workers * 4] for start in range(workers * 4)]
    made: dict[int, Made] = {}
    with _forked(shop, workers) as results:
        batches = results(shares)
        meanwhile()
        for share, batch in zip(shares, batches, strict=True):
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
