"""Where the names of known industries stand in a source text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from atlas.model import Atlas
from atlas.source import Passage, Source
from atlas.squeezed import fold, squeeze


@dataclass(frozen=True)
class Industry:
    """An industry that a passage names: its id, path, the words as printed and line."""

    cluster: str
    at: str
    printed: str
    line: int


class Industries:
    """The industries of an atlas by all that documents call them."""

    def __init__(self, atlas: Atlas) -> None:
        names: dict[str, set[str]] = {}
        for cluster in atlas.clusters.values():
            called = {cluster.name.zh}
            called |= {name for printed in cluster.aliases.values() for name in printed}
            for name in called:
                names.setdefault(fold(squeeze(name)), set()).add(cluster.id)
        # A name of several stands for none, and keeps other names from being found inside it.
        self.names = {
            name: next(iter(ids)) if len(ids) == 1 else "" for name, ids in names.items() if len(name) > 1
        }
        longest = sorted(self.names, key=lambda name: (-len(name), name))
        self._any = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def within(self, source: Source, passages: Iterable[Passage]) -> Iterator[Industry]:
        """Each industry that stands in the passages, where it first stands in each of them."""
        for passage in passages:
            text = source.squeezed.text[passage.body : passage.to]
            seen: set[str] = set()
            for match in self._any.finditer(text):
                key = self.names[match[0]]
                if not key or key in seen:
                    continue
                seen.add(key)
                start = passage.body + match.start()
                printed = source.printed(start, passage.body + match.end())
                yield Industry(key, passage.path, printed, source.line(start))
