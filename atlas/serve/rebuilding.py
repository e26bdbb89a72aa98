"""The stages of a build as the development server calls them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from atlas.serve.outcome import Folder, Outcome


@dataclass
class Rebuilder:
    """Reads, checks and builds everything anew each time.

    Without `out`, two folders below `private` take turns, so that nobody writes where the server reads.
    """

    content: Path
    root: Path
    private: Path
    out: Path | None = None
    base_url: str | None = None
    _built: int = field(default=0, init=False)

    def __call__(self) -> Outcome:
        """The site of the sources as they are now, or why there is none."""
        from atlas import stages
        from atlas.addresses import base_path
        from atlas.progress import Progress
        from atlas.publish import MARKER

        progress = Progress()
        loaded, found = stages.read(self.content, progress)
        problems = tuple(found)
        if loaded.atlas is None or any(problem.severity == "error" for problem in problems):
            return Outcome(problems=problems)
        folder = self.out or self.private / f"site-{self._built % 2}"
        try:
            stages.build(loaded, folder, self.base_url, self.root, progress)
        except stages.BuildFailed as failure:
            return Outcome(problems=problems, failure=str(failure))
        self._built += 1
        base = base_path(self.base_url or loaded.atlas.site.base_url)
        return Outcome(Folder.of(folder, without=MARKER), base, problems)
