"""Where a source text names industries: known ones by their names, and what it lists as industries. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from atlas.provisions.industry_lists import Row, rows, titled
from atlas.records.model import Atlas
from atlas.sources.source import Passage, Source
from atlas.squeezed import fold, squeeze

# What makes another industry of a name that it stands before: 海洋生物医药 is no 生物医药.
_OTHER = re.compile(
    "(?:海洋|海上|深海|海工|涉海|渔业|农业|石化|化工|金属|冶金|特钢|钢铁|纺织|建筑|轨道|航空|航天|船舶|汽车|电力"
    "|医药|医疗|康复|健康|生态|文化|旅游|港口|临港|城市|军工|[碳硅竹木石铁铝镁锂钛]基|生物基)[及与和]?$"
)
# What makes something else of a name that it stands behind: 新能源汽车, 装备制造商, 智能制造示范工厂.
_ELSE = re.compile("汽车|注册证|商(?![业务贸])|(?:试点)?示范(?:工厂|车间|企业|项目)")
_JOINED = re.compile(".[及与和].")
_LONGEST = 3  # characters of them
_VARIANT = 2  # characters by which 智能传感器 and 大数据决策 go on behind a known name


@dataclass(frozen=True)
class Industry:
    """An industry that a passage names: its id, path, the words as printed, line, and offset in the squeezed text.

    One that is not known has no id. `role` is what the list in which it stands makes of it, with the words that say
    so, `cue`; both are empty where it stands in none.
    """

    cluster: str
    at: str
    printed: str
    line: int
    start: int
    role: str = ""
    cue: str = ""


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
        self._joint: dict[str, set[str]] = {}
        self._any = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def within(self, source: Source, passages: Iterable[Passage]) -> Iterator[Industry]:
        """Each known industry that stands in the passages, where it first stands in each of them.

        A name that is only a part of a longer one is passed over, unless that goes on for no more than a word; so is
        one that runs into another: 新能源汽车零部件 is neither of the two.
        """
        for passage, text, rows_ in self._read(source, passages):
            listed = {item: row for row in rows_ for item in row.items}
            seen: set[str] = set()
            longer = self._in_longer(source, text)
            found = list(self._any.finditer(text))
            joined = {each.end() for each in found} & {each.start() for each in found}
            for match in found:
                key, (start, end) = self.names[match[0]], match.span()
                if start in joined or end in joined or _ELSE.match(text, end):
                    continue
                part = any(a <= start and end <= b and (a < start or b - end > _VARIANT) for a, b in listed)
                part = part or any(a <= start and end <= b for a, b in longer)
                if not key or key in seen or part or _OTHER.search(text[max(0, start - _LONGEST) : start]):
                    continue
                seen.add(key)
                row = listed.get((start, end))
                yield self._at(source, passage, (start, end), key, row)

    def _in_longer(self, source: Source, text: str) -> list[tuple[int, int]]:
        """Where a text has, in one run, two industries that the source lists as one: 生物医药及医疗器械 of 三大主导产业."""
        if source.text not in self._joint:
            listed = {
                text[slice(*span)]
                for _, text, rows_ in self._read(source, source.passages)
                for row in rows_
                for span in row.items
            }
            self._joint[source.text] = {name for name in listed - set(self.names) if _JOINED.search(name)}
        return [
            found.span() for name in self._joint[source.text] for found in re.finditer(re.escape(name), text)
        ]

    def unknown(self, source: Source, passages: Iterable[Passage]) -> Iterator[Industry]:
        """Each that the passages list as an industry, and that is not known by this name."""
        for passage, text, rows_ in self._read(source, passages):
            for row in rows_:
                for span in row.items:
                    if text[slice(*span)] not in self.names:
                        yield self._at(source, passage, span, "", row)

    def _read(self, source: Source, passages: Iterable[Passage]) -> Iterator[tuple[Passage, str, list[Row]]]:
        """Each passage with its words and the rows of industries in them; its title is a sentence of its own."""
        titles = {(each.path, each.line): fold(squeeze(each.title)) for each in source.headings}
        for passage in passages:
            text = source.squeezed.text[passage.body : passage.to]
            title = titles.get((passage.path, passage.line), "")
            at = len(title) if text.startswith(title) else 0
            yield passage, text, [*self._rows(text, 0, at), *self._rows(text, at, len(text))]

    def _rows(self, text: str, start: int, end: int) -> Iterator[Row]:
        """The rows in a part of a text; the first of a row is left out where it is a known one behind a verb."""
        for row in rows(text[start:end], self.names.__contains__):
            first, *others = ((a + start, b + start) for a, b in row.items)
            tails = (at for at in range(first[0] + 1, first[1]) if text[at : first[1]] in self.names)
            tail = next(tails, first[0])
            plain = text[slice(*first)] in self.names or tail == first[0]
            front = text[first[0] : tail]
            kept = plain or front in self.names or _OTHER.search(front)
            yield row._replace(items=(first, *others) if kept else tuple(others))

    def headed(self, source: Source, above: str, parts: Sequence[tuple[Passage, str]]) -> Iterator[Industry]:
        """Each that is not known and that the titles of a section's parts name; titles are folded and squeezed.

        `above` is the title of the section; each of `parts` is a passage with the title at its head.
        """
        row = titled(above, [title for _, title in parts], self.names.__contains__)
        for (passage, title), span in zip(parts, row.items if row else (), strict=bool(row)):
            if title[slice(*span)] not in self.names:
                yield self._at(source, passage, span, "", row)

    def _at(
        self, source: Source, passage: Passage, span: tuple[int, int], key: str, row: Row | None
    ) -> Industry:
        start, end = passage.body + span[0], passage.body + span[1]
        role, cue = (row.role, row.cue) if row else ("", "")
        return Industry(key, passage.path, source.printed(start, end), source.line(start), start, role, cue)
