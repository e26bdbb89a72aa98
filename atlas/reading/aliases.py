"""Addresses that are gone and where they lead now: content/aliases.yaml.

    indicators/rd-share/: indicators/rd-intensity/

Addresses stand without language and leading slash and end in a slash; each line makes a redirect in both
languages. `/` is the home page, where nothing else is nearer.

An address once published stays. No list of all that were ever published is needed: `build.py diff` holds the
pages and aliases of today against the pages and aliases of the base, so what was kept once is kept for good.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from atlas.addresses import file_of, localized
from atlas.problems import Language, Place, Problem, Words, quotation, write_instead
from atlas.reading.reader import Tree, read

FILE = "aliases.yaml"
_ADDRESS = re.compile(r"([a-z0-9]+(-{1,2}[a-z0-9]+)*/)+")
_TAKEN = frozenset({"assets", "pagefind", "en", "zh"})
"""First parts of addresses that hold what is no page in Chinese."""


@dataclass(frozen=True)
class Aliases:
    """The new address of each old one as written, in the order written, and where each line stands."""

    entries: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Redirect:
    """An old address of one language, and the address it leads to; both with their language."""

    address: str
    to: str
    language: Language

    @property
    def file(self) -> str:
        """The file that redirects."""
        return file_of(self.address)


def redirects(aliases: Aliases) -> Iterator[Redirect]:
    """What aliases make: a redirect for each old address in each language."""
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        for old, new in aliases.entries.items():
            yield Redirect(localized(old, language), localized(new.removeprefix("/"), language), language)


def read_aliases(content: Path) -> tuple[Aliases, list[Problem]]:
    """The aliases of a content folder and what is wrong with the file; without a file there are none."""
    path, name = content / FILE, f"{content.name}/{FILE}"
    if not path.is_file() or path.is_symlink():
        return Aliases(), []
    tree, problems = read(path, name)
    if tree is None or tree.data is None:
        return Aliases(), problems
    if not isinstance(tree.data, dict):
        what = Words("此处应为“旧网址: 新网址”", "should be lines of “old address: new address”")
        return Aliases(), [Problem(tree.place(()), "shape", what)]
    entries: dict[str, str] = {}
    for old, new in tree.data.items():
        wrong = [
            _malformed(tree.place((old,), key=key), written)
            for key, written in ((True, old), (False, new))
            if not (isinstance(written, str) and (_is_address(written) or (written == "/" and not key)))
        ]
        problems += wrong
        if not wrong:
            entries[old] = str(new)
    return Aliases(entries, _places(tree, entries)), problems


def _places(tree: Tree, entries: Mapping[str, str]) -> dict[str, Place]:
    return {old: tree.place((old,), key=True) for old in entries}


def _is_address(written: str) -> bool:
    return _ADDRESS.fullmatch(written) is not None and written.partition("/")[0] not in _TAKEN


def _malformed(place: Place, written: object) -> Problem:
    shown = quotation("" if written is None else written)
    what = Words(f"“{shown}”不是网址的写法", f"“{shown}” is not how an address is written")
    instead = Words(
        "应写成 indicators/rd-intensity/：不带语言，开头没有斜杠，结尾有斜杠",
        "write it as indicators/rd-intensity/: no language, no slash in front, one at the end",
    )
    return Problem(place, "aliases", what, instead)


def check_aliases(aliases: Aliases, pages: Collection[str]) -> list[Problem]:
    """An alias stands for no page that exists, and leads to one that does, without a second step.

    `pages` are the addresses of all pages, without language.
    """
    problems = []
    for old, new in aliases.entries.items():
        place = aliases.places[old]
        if old in pages:
            what = Words(f"“{old}”有自己的页面", f"“{old}” has a page of its own")
            problems.append(Problem(place, "aliases", what, Words("请删去此行", "remove the line")))
        elif new in aliases.entries:
            what = Words(f"“{new}”也是旧网址", f"“{new}” is a former address too")
            last = aliases.entries[new]
            problems.append(Problem(place, "aliases", what, Words(f"应写 {last}", f"write {last} instead")))
        elif new.removeprefix("/") not in pages:
            what = Words(f"没有“{new}”这个页面", f"there is no page “{new}”")
            problems.append(Problem(place, "aliases", what, write_instead(new, sorted(pages))))
    return problems
