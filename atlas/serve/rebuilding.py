"""The stages of a build as the development server calls them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.serve.outcome import Folder, Outcome, never
from atlas.serve.sources import Sources
from atlas.serve.store import Store, Stored

if TYPE_CHECKING:
    from atlas.making.memory import Memory
    from atlas.making.recall import Recall
    from atlas.problems import Problem
    from atlas.reading.load import Loaded
    from atlas.serve.sources import Contents


@dataclass
class Rebuilder:
    """Reads and checks everything, and makes the pages that would come out otherwise than the last time.

    The names that `schema/` offers follow the repository's own content.
    Without `out`, the site stands in a store below `private`, and its search index follows one call later.
    """

    content: Path
    root: Path
    private: Path
    out: Path | None = None
    base_url: str | None = None
    _memory: Memory | None = field(default=None, init=False)
    _recall: Recall | None = field(default=None, init=False)
    _site: Stored | None = field(default=None, init=False)
    _read: tuple[Contents, Loaded, tuple[Problem, ...]] | None = field(default=None, init=False)
    _sources: Sources = field(init=False)
    _store: Store = field(init=False)

    def __post_init__(self) -> None:
        self._sources = Sources([self.content])
        self._store = Store(self.private / "store")

    def __call__(self, wanted: Collection[str] = (), give_up: Callable[[], bool] = never) -> Outcome:
        """The site of the sources as they are now, or why there is none; `wanted` files of it may come first."""
        from atlas import stages
        from atlas.addresses import base_path
        from atlas.making.assembly import NotAssembled

        loaded, problems = self._current()
        if loaded.atlas is None or any(problem.severity == "error" for problem in problems):
            self._read = None
            return Outcome(problems=problems)
        base_url = stages.slashed(self.base_url or loaded.atlas.site.base_url)
        try:
            built = (
                self._published(loaded, base_url)
                if self.out
                else self._stored(loaded, base_url, wanted, give_up)
            )
        except (stages.BuildFailed, NotAssembled) as failure:
            return Outcome(problems=problems, failure=str(failure))
        return replace(built, base=base_path(base_url), problems=problems)

    def _current(self) -> tuple[Loaded, tuple[Problem, ...]]:
        """The content as it is now, read and checked: that of the last time where no file holds anything else."""
        from atlas import stages
        from atlas.guide import schema
        from atlas.making.recall import Recall
        from atlas.progress import Progress

        recall = self._recall = self._recall or Recall(runs_on=True)
        looked = self._sources.look()
        if self._read is not None and self._read[0] == looked:
            return self._read[1:]
        recall.readings.look(looked)
        loaded, problems = stages.read(self.content, Progress(), recall)
        # A file may have been written between the look and the reading, and may be again.
        self._read = (
            (looked, loaded, tuple(problems))
            if recall.readings.is_of(recall.readings.known.values())
            else None
        )
        if self.content.absolute() == self.root.absolute() / "content":
            with suppress(OSError):  # completion in editors' programs is a courtesy
                schema.refresh_names(loaded, self.root)
        return loaded, tuple(problems)

    def _published(self, loaded: Loaded, base_url: str) -> Outcome:
        """The site in the folder that was asked for."""
        from atlas import stages
        from atlas.progress import Progress
        from atlas.publishing.folders import MARKER

        assert self.out is not None
        stages.build(loaded, self.out, base_url, self.root, Progress())
        return Outcome(Folder.of(self.out, without=MARKER))

    def _stored(
        self, loaded: Loaded, base_url: str, wanted: Collection[str], give_up: Callable[[], bool]
    ) -> Outcome:
        """The site in the store; what is pending in it is as it was before."""
        from atlas.making.assembly import BUNDLE, NOTHING, Last, assemble
        from atlas.progress import Progress

        assert loaded.atlas is not None
        last = NOTHING
        if self._memory is not None and self._site is not None:
            last = Last(self._memory, self._store.shelf(self._site), is_whole=True)
        made = assemble(
            loaded.atlas,
            loaded.aliases,
            self.root,
            base_url,
            Progress(),
            last,
            recall=self._recall,
            index_later=True,
            wanted=wanted,
            give_up=give_up,
        )
        over = self._site if made.partial else None
        if made.settled and self._site is not None:
            own = {name: place for name, place in self._site.places.items() if not name.startswith(BUNDLE)}
            over = Stored(self._site.folder, own)
        site = self._store.keep(made.files, over, hurried=made.partial)
        self._site, self._memory = site, made.memory
        pending = None
        if made.partial:
            names = site.places.keys() - made.files.keys() - made.stay
            pending = frozenset(name for name in names if not name.startswith(BUNDLE))
        return Outcome(site, unfinished=made.unfinished, pending=pending)
