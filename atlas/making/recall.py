"""What a process that builds again and again keeps between builds, each with what it was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import is_
from pathlib import Path

from atlas.linking.relations import Named, Relations
from atlas.making.memory import Memory
from atlas.making.readers import Readers
from atlas.noting.prints import Prints
from atlas.noting.view import View
from atlas.pages import Page, has_same_pages, plan
from atlas.reading.load import Readings
from atlas.records.model import Atlas
from atlas.records.worked_out import WorkedOut
from atlas.rendering.assets import Assets, read_assets
from atlas.rendering.render import Renderer

_RECORDS = (
    "regions", "clusters", "indicators", "agencies", "references", "terms", "documents", "targets", "measures", "tasks",
)  # fmt: skip
_GROUPS = frozenset({"names", *(each.name for each in fields(Relations))})


@dataclass
class Recall:
    """Files as they were read, what follows from records, and the last view with the digests of what it showed.

    A process that `runs_on` will build again.
    `before` is the content of the last build of another process, as it was written down by it.
    None of it is believed by its age: each is used only for the very bytes or objects that it was made from.
    """

    readings: Readings = field(default_factory=Readings)
    runs_on: bool = False
    worked_out: WorkedOut = field(default_factory=WorkedOut)
    view: View | None = None
    prints: Prints | None = None
    pages: Sequence[Page] = ()
    readers: Readers = field(default_factory=Readers)
    before: Atlas | None = None
    _settled: tuple[object, ...] = ()
    _assets: Assets | None = None
    _renderer: Renderer | None = None
    _sources: Mapping[Path, bytes] = field(default_factory=dict)

    def resume(self, memory: Memory, named: Named) -> None:
        """It goes on from the last build of another process, which left this memory of the content of `before`.

        What records and their relations stood for is known where they are the very same; all else is asked again,
        since `before` has it as it is now.
        """
        if self.before is None or self.view is not None:
            return
        self.view = View.of(self.before, named=named)
        self.prints = Prints(self.view)
        self.prints.known = {note: it for note, it in memory.prints.items() if _is_of_records(note)}
        self.readers = Readers(memory, self.prints)

    def settle(self, memory: Memory, *made_from: object) -> None:
        """A whole site was made of all that, but perhaps for its search index, and this is remembered of it."""
        self._settled = (memory, *made_from) if self.runs_on else ()

    def is_settled(self, memory: Memory, *made_from: object) -> bool:
        """Whether the last whole site was made of the very same, and this is remembered of it."""
        return len(self._settled) == 1 + len(made_from) and all(map(is_, self._settled, (memory, *made_from)))

    def planned(self, view: View) -> Sequence[Page]:
        """Every page of a view, and that is the last view from now on; the same row as the last time if it is equal."""
        last = self.view
        same = last is not None and last.relations.areas == view.relations.areas
        if last is None or not same or not self.pages or not has_same_pages(last.atlas, view.atlas):
            self.pages = list(plan(view.atlas))
        self.view = view
        return self.pages

    def assets(self, static: Path) -> Assets:
        """What is in `static`: the very same as the last time if it is equal."""
        found = read_assets(static)
        if self._assets != found:
            self._assets = found
        return self._assets or found

    def renderer(self, templates: Path, assets: Mapping[str, str], base_url: str) -> Renderer:
        """The renderer of these templates as they are now: the last one, with its compiled templates, or a new one."""
        sources = {file: file.read_bytes() for file in sorted(templates.rglob("*")) if file.is_file()}
        made = Renderer(templates, assets, base_url)
        if self._renderer is None or self._renderer != made or self._sources != sources:
            self._renderer, self._sources = made, sources
        return self._renderer


def _is_of_records(note: str) -> bool:
    group, asked, _ = note.partition("?")
    return group in _GROUPS if asked else note.partition("/")[0] in _RECORDS
