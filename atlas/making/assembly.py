"""Everything that a site consists of: its files by name, made anew or taken from the last site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from atlas.addresses import PICTURE, file_of
from atlas.comparing.compare import comparisons, deadline, value
from atlas.making.keeping import Shelf, Taken, from_shelf, take
from atlas.making.making import Made, Workshop, make_all
from atlas.making.memory import Known, KnownIndex, Memory
from atlas.making.recall import Recall
from atlas.making.spool import SpoolFailed
from atlas.noting.view import View
from atlas.pages.speech import MissingWords
from atlas.pages.texts import FIRST
from atlas.progress import Progress
from atlas.publishing import feeds
from atlas.publishing.picture import picture
from atlas.reading.aliases import Aliases, redirects
from atlas.records.model import Atlas
from atlas.rendering.assets import AssetError, Assets
from atlas.rendering.render import TemplateFailed
from atlas.searching import search, titles
from atlas.searching.search import Indexes, LanguageIndex
from atlas.tables import data, tables

BUNDLE = "pagefind/"

FEW = 8
"""Up to this number of pages, it is not worth while to make others first."""


class NotAssembled(Exception):
    """The site cannot be made; the text says why."""


@dataclass(frozen=True)
class Assembled:
    """A site. `files` are bytes, or where the last site has them.

    `unfinished`: the search index is that of the last site, or missing, and is yet to be made.
    `partial`: so is all that is not in `files`, but for those of the last site that `stay` as they are.
    `settled`: so is all of the last site besides its search index, and `files` has that alone.
    """

    files: Mapping[str, bytes | Path]
    memory: Memory
    unfinished: bool = False
    partial: bool = False
    stay: frozenset[str] = frozenset()
    settled: bool = False


@dataclass(frozen=True)
class Last:
    """The last site: what is remembered of it, and where its files stand; `is_whole` if surely all of them do."""

    memory: Memory
    shelf: Shelf
    is_whole: bool = False


NOTHING = Last(Memory(), lambda _: None)


def assemble(
    atlas: Atlas,
    aliases: Aliases,
    root: Path,
    base_url: str,
    progress: Progress,
    last: Last = NOTHING,
    *,
    recall: Recall | None = None,
    index_later: bool = False,
    wanted: Collection[str] = (),
    give_up: Callable[[], bool] = lambda: False,
    spool: Path | None = None,
) -> Assembled:
    """The site of checked content at `base_url`, which ends with a slash; NotAssembled if it cannot be made.

    `root` has templates/ and static/. Pages that would come out as they are in the last site are taken from
    there; `recall` is what this process kept of earlier builds. With `index_later`, the search index is not made
    while pages are: the next call makes it, if no page has changed until then. Where many pages are to be made, the
    files that are `wanted` come first: the site is partial then, and the next call makes the rest. `give_up` is
    asked now and then while the index is made, which is then left for the next call.
    """
    recall = recall or Recall()
    try:
        with progress.stage("plan"):
            shop, assets = _workshop(atlas, root, base_url, recall, spool)
            taken = take(shop, last.memory, last.shelf, recall.readers, is_whole=last.is_whole)
        missing = [number for number in range(len(shop.pages)) if number not in taken.pages]
        first = [number for number in missing if file_of(shop.pages[number].address) in wanted]
        partial = bool(first) and len(missing) - len(first) > FEW
        missing = first if partial else missing
        besides: dict[str, bytes | Path] = {}
        settled = not missing and recall.is_settled(last.memory, atlas, aliases, shop.renderer, assets)

        def meanwhile() -> None:
            if partial or settled:
                return
            besides.update(_besides(atlas, aliases, shop, assets))
            if len(missing) == len(shop.pages):
                titles.prepare(atlas)
                if recall.runs_on:
                    shop.rehearse()

        with progress.stage("render"):
            made = make_all(shop, missing, _say(progress, len(missing)), meanwhile=meanwhile)
        pages = _known(shop, taken, dict(zip(missing, made, strict=True)))
        files = {name: source for one in made for name, source in one.files.items()}
        if partial:
            memory = Memory(shop.shared, _prints(shop, taken, made), pages, last.memory.indexes)
            _follow(recall, shop, last.memory, memory, missing)
            stay = frozenset(taken.names())
            return Assembled({**files, **assets.files}, memory, unfinished=True, partial=True, stay=stay)
        files = {} if settled else {**taken.files, **files}
        copies = [page.copy for page in pages.values() if page.copy is not None]
        indexes = _indexes(last)
        unfinished = False
        with progress.stage("index"), ExitStack() as stack:
            later = index_later and bool(missing) and not search.are_current(indexes, copies)
            making = None if later else stack.enter_context(search.Indexing(copies, indexes, give_up))
            # Pagefind is a program of its own: meanwhile this one goes on.
            files |= besides
            if not settled:
                files |= titles.files(copies, atlas, last.shelf)
            if making is not None and making.is_over(give_up):
                indexes = making.result()
            else:
                unfinished = True
        if indexes:
            files |= {BUNDLE + name: source for name, source in search.bundle(indexes).items()}
    except (AssetError, MissingWords, SpoolFailed, TemplateFailed, search.SearchError) as error:
        raise NotAssembled(str(error)) from error
    known = {language: KnownIndex.of(index) for language, index in indexes.items()}
    memory = Memory(shop.shared, _prints(shop, taken, made), pages, known)
    _follow(recall, shop, last.memory, memory, missing)
    recall.settle(memory, atlas, aliases, shop.renderer, assets)
    return Assembled(files, memory, unfinished, settled=settled)


def _follow(recall: Recall, shop: Workshop, last: Memory, memory: Memory, made: Collection[int]) -> None:
    """Of the next memory it is known which pages noted what."""
    if not recall.runs_on:
        return
    new = {shop.pages[number].address: memory.pages[shop.pages[number].address] for number in made}
    recall.readers.follow(memory, shop.prints, new if recall.readers.memory is last else None)


def _say(progress: Progress, count: int) -> Callable[[int], None]:
    return lambda done: progress.say(f"render {done}/{count}")


def _workshop(
    atlas: Atlas, root: Path, base_url: str, recall: Recall, spool: Path | None
) -> tuple[Workshop, Assets]:
    assets = recall.assets(root / "static")
    renderer = recall.renderer(root / "templates", assets.names, base_url)
    view = View.of(atlas, recall.view)
    shop = Workshop(recall.planned(view), view, renderer, recall.prints, spool)
    recall.prints = shop.prints
    return shop, assets


def _known(shop: Workshop, taken: Taken, made: Mapping[int, Made]) -> dict[str, Known]:
    """What is known of every page that is there, by address and in order."""
    known = dict(taken.pages)
    for number, one in made.items():
        sort = shop.sort(shop.pages[number])
        known[number] = Known(sort, one.reads, tuple(one.files), one.copy, one.replaceable)
    return {page.address: known[number] for number, page in enumerate(shop.pages) if number in known}


def _prints(shop: Workshop, taken: Taken, made: Iterable[Made]) -> dict[str, str]:
    """What each note of each page stands for."""
    notes = sorted(frozenset[str]().union(*(one.reads for one in made)))
    return {**taken.prints, **{note: shop.print_of(note) for note in notes}}


def _indexes(last: Last) -> Indexes:
    """The indexes of the last site whose files are all still there."""
    found = {}
    for language, known in last.memory.indexes.items():
        files = from_shelf(known.files, last.shelf, BUNDLE)
        if files is not None:
            found[language] = LanguageIndex(known.digest, known.entry, files)
    return found


def _besides(atlas: Atlas, aliases: Aliases, shop: Workshop, assets: Assets) -> dict[str, bytes | Path]:
    """What is no page: styles and scripts, data, feeds, redirects."""
    base, view = shop.renderer.base_url, shop.view
    files: dict[str, bytes | Path] = {**assets.files}
    files |= data.files(tables.tables(atlas, view.relations, view.states, base), atlas.site, base)
    files["sitemap.xml"] = feeds.sitemap(shop.pages, base, atlas.site.data_date)
    files |= {one.file: shop.renderer.redirect(one).encode() for one in redirects(aliases)}
    files["robots.txt"] = feeds.robots(base)
    files |= feeds.feeds(atlas, base)
    files[PICTURE] = picture(_points(view))
    files[".nojekyll"] = b""
    return files


def _points(view: View) -> list[tuple[int, float]]:
    """The years and values of the first comparison, for the picture of the site."""
    groups = comparisons(view.related("targets_by_indicator", FIRST[0]), view.units)
    first = next((group for group in groups if group.basis == "level" and group.unit), None)
    targets = first.targets if first else ()
    return [(deadline(t), float(value(t, view.units) or 0)) for t in targets if deadline(t)]
