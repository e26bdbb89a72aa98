"""What a process that builds again and again keeps between builds, each with what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from atlas.load import Readings
from atlas.prints import Prints
from atlas.render import Renderer
from atlas.view import View
from atlas.worked_out import WorkedOut


@dataclass
class Recall:
    """Files as they were read, what follows from records, and the last view with the digests of what it showed.

    None of it is believed by its age: each is used only for the very bytes or objects that it was made from.
    """

    readings: Readings = field(default_factory=Readings)
    worked_out: WorkedOut = field(default_factory=WorkedOut)
    view: View | None = None
    prints: Prints | None = None
    _renderer: Renderer | None = None
    _sources: Mapping[Path, bytes] = field(default_factory=dict)

    def renderer(self, templates: Path, assets: Mapping[str, str], base_url: str) -> Renderer:
        """The renderer of these templates as they are now: the last one, with its compiled templates, or a new one."""
        sources = {file: file.read_bytes() for file in sorted(templates.rglob("*")) if file.is_file()}
        made = Renderer(templates, assets, base_url)
        if self._renderer is None or self._renderer != made or self._sources != sources:
            self._renderer, self._sources = made, sources
        return self._renderer
