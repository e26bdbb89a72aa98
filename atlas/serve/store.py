"""The files of the sites that are served, each under a name made from its bytes.

A site is a list of names and of what they hold; so a site that is being read never changes, and one that differs
from the last in a few pages costs a few files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

REMEMBERED = 3
"""How many sites stay readable: the newest, and those that an open tab may still ask for."""


@dataclass(frozen=True)
class Stored(Mapping[str, bytes]):
    """A site in a store: the place of each file by its name. A file that is gone since is a KeyError."""

    folder: Path
    places: Mapping[str, str]

    def __getitem__(self, name: str) -> bytes:
        try:
            return (self.folder / self.places[name]).read_bytes()
        except OSError as error:
            raise KeyError(name) from error

    def __contains__(self, name: object) -> bool:
        return name in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.places))

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True)
class Changes:
    """What tells a site in a store from the one before: places that are new or other ones, and names that are gone."""

    folder: Path
    places: Mapping[str, str]
    gone: frozenset[str]

    @classmethod
    def between(cls, before: Stored | None, after: Stored) -> Changes:
        """What makes the one of the other."""
        old = before.places if before is not None else {}
        new = {name: place for name, place in after.places.items() if old.get(name) != place}
        return cls(after.folder, new, frozenset(old.keys() - after.places.keys()))

    def made_of(self, before: Stored | None) -> Stored:
        """The site that these changes make of the one before."""
        places = {**(before.places if before is not None else {}), **self.places}
        for name in self.gone:
            del places[name]
        return Stored(self.folder, places)


@dataclass
class Store:
    """A folder that belongs to one server."""

    folder: Path
    _sites: list[Stored] = field(default_factory=list)
    _paths: dict[str, Path] = field(default_factory=dict)

    def shelf(self, site: Stored) -> Callable[[str], Path | None]:
        """Where the file of a name of a site stands; None if the site has none."""
        places, paths = site.places, self._paths

        def path(name: str) -> Path | None:
            place = places.get(name)
            if place is None:
                return None
            found = paths.get(
                place
            )  # to make a path takes longer than all else that is done with a page that stays
            if found is None:
                found = paths[place] = self.folder / place
            return found

        return path

    def keep(
        self, files: Mapping[str, bytes | Path], over: Stored | None = None, *, hurried: bool = False
    ) -> Stored:
        """The site of these files, over those of another; what is given by its path stands in this store already."""
        places = dict(over.places) if over is not None else {}
        for name, source in files.items():
            place = source.name if isinstance(source, Path) else hashlib.sha256(source).hexdigest()
            places[name] = f"{place[:2]}/{place}"
            if isinstance(source, Path):
                continue
            file = self.folder / places[name]
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                new = file.with_suffix(".new")  # whole or not at all: its name is believed
                new.write_bytes(source)
                new.replace(file)
        site = Stored(self.folder, places)
        self._sites.append(site)
        if not hurried:  # another site follows
            self._forget()
        return site

    def _forget(self) -> None:
        """Files that only older sites have are deleted."""
        needed = {place for site in self._sites[-REMEMBERED:] for place in site.places.values()}
        for site in self._sites[:-REMEMBERED]:
            for place in set(site.places.values()) - needed:
                self._paths.pop(place, None)
                with suppress(OSError):
                    (self.folder / place).unlink()
        del self._sites[:-REMEMBERED]
