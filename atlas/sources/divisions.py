"""Chapters, sections and articles of a text, as its lines begin with them: 第三章, 第四节, 第十二条."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from atlas.figures.borders import CELL, ROW
from atlas.numerals import chinese

_DIVISION = re.compile("第([一二三四五六七八九十百]{1,6})(部分|[篇章节条])(?![,。、;])")
_TITLE = re.compile("[^,。;:、]{2,20}")
_ORDER = ("篇", "章", "节", "条")  # a 部分 counts as a 篇
_SKIPPED = 3  # one may be misnumbered or missing; further ahead it is none


@dataclass(frozen=True, slots=True)
class Division:
    """A line that begins one: how many characters its number takes, and its title.

    Most articles are sentences and have no title; 支持企业研发 of 第四条 支持企业研发。对… is one.
    """

    width: int
    title: str
    article: bool


@dataclass
class Divisions:
    """Those that a line of the text stands in, in force by their kind: number and name as printed.

    Articles count on through the whole text; sections count on, or begin again in a chapter. `titled` says whether
    the articles of the text have titles (`articles_have_titles`).
    """

    titled: bool = True
    in_force: dict[str, tuple[int, str]] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    @property
    def in_article(self) -> bool:
        """Whether the line stands in an article."""
        return "条" in self.in_force

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called, the highest first."""
        return tuple(self.in_force[kind][1] for kind in _ORDER if kind in self.in_force)

    def leave_article(self) -> None:
        """What follows stands in no article any more."""
        self.in_force.pop("条", None)

    def read(self, line: str) -> Division | None:
        """The division that a line begins, which is in force from then on; None where it begins none.

        A number that does not follow, as of a line broken within a sentence, begins none.
        """
        found = _DIVISION.match(line)
        if found is None:
            return None
        number, kind = int(chinese(found[1]) or 0), "篇" if found[2] == "部分" else found[2]
        if not self._follows(number, kind, line[found.end() :]):
            return None
        higher = _ORDER[: _ORDER.index(kind)]
        self.in_force = {key: said for key, said in self.in_force.items() if key in higher}
        self.in_force[kind] = number, found[0]
        self.last[kind] = number
        title = line[found.end() :].strip(f" {CELL}{ROW}")
        return Division(found.end(), self._title(title, kind), kind == "条")

    def _title(self, words: str, kind: str) -> str:
        """What stands behind a number, as far as it is a title: of an article only where articles here have one."""
        if kind != "条":
            return words
        return _titled(words) if self.titled else ""

    def _follows(self, number: int, kind: str, behind: str) -> bool:
        last = self.last.get(kind, 0)
        spaced = not behind or behind[0].isspace()
        again = number == 1 and kind in ("节", "章") and kind not in self.in_force
        return again or number == last + 1 or (spaced and last < number <= last + _SKIPPED)


def articles_have_titles(lines: Iterable[str]) -> bool:
    """Whether the articles of a text have titles: at least half of them begin with words that may be one.

    Where one or two of many do, these are short sentences: 第九条 鼓励在外设立“科创飞地”。企业…
    """
    walk, found = Divisions(), []
    for line in lines:
        if line.startswith("第一条"):  # each part counts its own
            walk.last.pop("条", None)
        if (each := walk.read(line)) is not None and each.article:
            found.append(each.title)
    return len([title for title in found if title]) * 2 >= len(found)


def _titled(words: str) -> str:
    """The title of an article, before the first full stop and the sentence behind it; empty where it has none."""
    head, _, rest = words.partition("。")
    return head.strip() if rest.strip() and _TITLE.fullmatch(head.strip()) else ""
