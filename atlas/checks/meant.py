"""What an editor may have meant by a name that is unknown: a slip, another name of a record, a record of another kind."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from atlas.checks.context import Context
from atlas.checks.naming import KINDS, WIDER, where_listed, with_new
from atlas.problems import Words, listed, nearest, one_of, proposed, quotation, same_but_for_form, short_list
from atlas.records.model import REGISTRIES, VOCABULARIES, Record

_PRINTED, _SYMBOL = Words("印出的写法", "a printed form"), Words("符号", "the symbol")
_LOOSE = (_PRINTED, _SYMBOL)  # what may mean several things
_FIELDS = (("name", ""), ("title", ""), ("label", ""), ("short", "short "))

FEW = 6
"""Records that a name may be part of, where they are told."""

COMPARISONS = 60_000
"""Pairs of names that are held against each other in one run: a few seconds of work where all are alike."""


@dataclass(frozen=True)
class Called:
    """One thing that a record is called besides its id, and what that is to the record."""

    kind: str
    id: str
    name: str
    role: Words


def plain(name: str) -> str:
    """A name without the differences that do not tell names apart: case, width of characters, blanks, quotation marks."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if not char.isspace() and char not in "“”\"'《》")


class Names:
    """Everything that the records of an atlas are called."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._atlas = context.atlas
        self._told: dict[tuple[str, str, str], Words | None] = {}
        self._left = COMPARISONS

    def instead(self, kind: str, name: str, document: str, valid: Iterable[str]) -> Words | None:
        """What to write for an unknown name of a kind; `valid` are the names that would be right."""
        asked = kind, name, document
        if asked not in self._told:
            self._told[asked] = self._instead(kind, name, document, sorted(valid))
        return self._told[asked]

    def _instead(self, kind: str, name: str, document: str, known: list[str]) -> Words | None:
        if kind == "printed-agencies":
            return self._agency(name, document, known)
        return (
            self._by_other_name(kind, self._spoken.get(plain(name), ()))
            or (self._elsewhere(name, known) if kind == "targets" else None)
            or self._of_other_kind(kind, name, known)
            or self._as_id(kind, name, known)
            or self._almost(kind, name)
            or self._from_list(kind, name, known)
        )

    def _from_list(self, kind: str, name: str, known: list[str]) -> Words | None:
        return self._or_new(
            short_list(known) or self._partly(kind, name, known) or where_listed(kind), kind, name
        )

    def _or_new(self, words: Words | None, kind: str, name: str) -> Words | None:
        """What is proposed, with how a new one is made where none of it fits."""
        taken = any(
            name in self._records(each) for each in (*REGISTRIES, "documents", "units", *VOCABULARIES)
        )
        return with_new(words, kind, "" if taken else name)

    def _near(self, name: str, known: Collection[str]) -> str | None:
        """The name of which another is a slip; after so many slips as no editor makes, none is sought."""
        if self._left < len(known):
            return None
        alike = [each for each in known if ("--" in each) == ("--" in name)]
        self._left -= len(alike)
        return nearest(name, alike)

    def _as_id(self, kind: str, name: str, known: list[str]) -> Words | None:
        near = self._near(name, known)
        if near is None:
            return None
        words = proposed(near, name)
        return words if same_but_for_form(near, name) else self._or_new(words, kind, name)

    def _almost(self, kind: str, name: str) -> Words | None:
        """What is called almost so: “高企” is an alias of the indicator high-tech-firms: did you mean high-tech-firms?"""
        found = self._by_other_name(kind, self._nearly(kind, name), sure=False)
        return None if found is None else self._or_new(found, kind, name)

    def _by_other_name(self, kind: str, found: Iterable[Called], *, sure: bool = True) -> Words | None:
        """“高企” is an alias of the indicator high-tech-firms: write high-tech-firms."""
        kinds = WIDER.get(kind, (kind,))
        called = [each for each in found if each.kind in kinds]
        named = [each for each in called if each.role not in _LOOSE]
        meant = {each.id: each for each in named or called}
        if not meant:
            return None
        first = next(iter(meant.values()))
        label, shown = KINDS[first.kind], quotation(first.name)
        if len(meant) > 1:
            ids = listed(meant)
            if not sure:
                return Words(
                    f"“{shown}”可指 {ids}，是否指其中之一？",
                    f"“{shown}” may be {ids}: did you mean one of them?",
                )
            return Words(f"“{shown}”可指 {ids}，应写其中之一", f"“{shown}” may be {ids}: write one of them")
        zh = f"“{shown}”是{label.zh} {first.id} 的{first.role.zh}"
        en = f"“{shown}” is {first.role.en} of the {label.en} {first.id}"
        if sure:
            return Words(f"{zh}，应写 {first.id}", f"{en}: write {first.id}")
        return Words(f"{zh}，是否指 {first.id}？", f"{en}: did you mean {first.id}?")

    def _of_other_kind(self, kind: str, name: str, known: list[str]) -> Words | None:
        """“talent” is a theme, and an indicator is wanted here; write one of: …"""
        kinds = WIDER.get(kind, (kind,))
        others = [other for other in (*REGISTRIES, "documents", "units", *VOCABULARIES) if other not in kinds]
        found = [KINDS[other] for other in others if name in self._records(other)]
        more = None
        if found:
            zh = f"“{name}”是{'、'.join(label.zh for label in found)}"
            en = f"“{name}” is {' and '.join(_article(label.en) for label in found)}"
        else:
            called = self._spoken.get(plain(name), ())
            first = next((one for one in called if one.kind in others and one.role not in _LOOSE), None)
            if first is None:
                return None
            label, shown = KINDS[first.kind], quotation(name)
            zh = f"“{shown}”是{label.zh} {first.id} 的{first.role.zh}"
            en = f"“{shown}” is {first.role.en} of the {label.en} {first.id}"
            # A term names what it is a term for.
            seen = {*getattr(self._records(first.kind)[first.id], "see", ())} & {*known}
            more = one_of(sorted(seen)) if seen else None
        more = more or self._as_id(kind, name, known) or self._from_list(kind, name, known)
        wanted = KINDS[kind]
        zh, en = f"{zh}，而此处应为{wanted.zh}", f"{en}, and {_article(wanted.en)} is wanted here"
        return Words(zh, en) if more is None else Words(f"{zh}；{more.zh}", f"{en}; {more.en}")

    def _elsewhere(self, name: str, known: list[str]) -> Words | None:
        """The targets of other documents that have this id, beside the own one of which it may be a slip."""
        found = [gid for gid in known if gid.endswith(f"--{name}")]
        if not found:
            return None
        gids, near = listed(found), self._near(name, known)
        if near is None:
            return Words(f"其他文件的目标写作 {gids}", f"write {gids} for a target of another document")
        own = proposed(near, name)
        gap = "" if own.zh.endswith("？") else "；"
        return Words(
            f"{own.zh}{gap}其他文件的目标写作 {gids}",
            f"{own.en}{gap and ';'} {gids} is how a target of another document is written",
        )

    def _agency(self, name: str, document: str, known: list[str]) -> Words:
        """How an agency is named in a document: as printed, and registered with the agency."""
        if "，" in name:
            return Words("各部门之间应写半角逗号", "separate agencies with an ASCII comma")
        meant = {each.id for each in self._spoken.get(plain(name), ()) if each.kind == "agencies"}
        meant |= {name} & self._atlas.agencies.keys()
        near_by = self._near_by(document)
        meant = {each for each in meant if self._atlas.agencies[each].region in near_by}
        printed = {
            each for (where, each), ids in self._context.agencies_by_name.items()
            if where == document and not meant.isdisjoint(ids)
        }  # fmt: skip
        if name in self._atlas.agencies and printed:
            zh, en = (
                f"“{name}”是编号，此处写印出的名称",
                f"“{name}” is an id, and names stand here as printed",
            )
            return Words(f"{zh}：{listed(printed)}", f"{en}: {listed(printed)}")
        whose = Words(f" {listed(meant)} ", listed(meant)) if meant else Words("部门", "an agency")
        made = f"python build.py new agencies {document}"
        new = (
            Words("", "")
            if meant
            else Words(f"（新部门可运行 {made} 建立）", f" (new ones are made by {made})")
        )
        register = Words(
            f"在{whose.zh}的 aliases: {{{document}: [{quotation(name)}]}} 中登记此名称{new.zh}",
            f"register the name in the aliases of {whose.en}: {{{document}: [{quotation(name)}]}}{new.en}",
        )
        if printed:
            names = listed(printed)
            return Words(f"应写 {names}；若原文确实如此，则{register.zh}", f"write {names}, or {register.en}")
        near = self._near(name, known)
        if near is not None:
            return Words(
                f"是否指 {near}？若不是，则{register.zh}", f"did you mean {near}? If not, {register.en}"
            )
        return Words(f"应{register.zh}", register.en)

    def _near_by(self, document: str) -> set[str]:
        """The region of a document, those that it lies in, and those that lie in it.

        Bureaux of other places bear the same names; they are never meant.
        """
        regions = self._atlas.regions
        own = self._atlas.documents[document].region if document in self._atlas.documents else ""
        found, above = {own}, regions.get(own)
        while above is not None and above.parent is not None and above.parent not in found:
            found.add(above.parent)
            above = regions.get(above.parent)
        within = {own}
        while within:
            within = {key for key, region in regions.items() if region.parent in within} - found
            found |= within
        return found

    def _nearly(self, kind: str, name: str) -> tuple[Called, ...]:
        """What is called almost so, among records of a kind."""
        kinds = WIDER.get(kind, (kind,))
        known = [each for each, called in self._spoken.items() if any(one.kind in kinds for one in called)]
        near = self._near(plain(name), known)
        return () if near is None else self._spoken[near]

    def _partly(self, kind: str, name: str, known: Collection[str]) -> Words | None:
        """The few records that share a word with the name, or part of whose name it is."""
        kinds, part = WIDER.get(kind, (kind,)), plain(name)
        words = {word for word in name.lower().split("-") if len(word) > 2}
        found = {each for each in known if words & set(each.split("-"))}
        if len(part) > 1:
            found |= {
                one.id for each, called in self._spoken.items() if part in each or (len(each) > 1 and each in part)
                for one in called if one.kind in kinds and one.role not in _LOOSE
            }  # fmt: skip
        if not 0 < len(found) <= FEW:
            return None
        return Words(f"可能是：{listed(found)}", f"perhaps one of: {listed(found)}")

    def _records(self, kind: str) -> Mapping[str, Record]:
        if kind in self._atlas.vocabulary:
            return self._atlas.vocabulary[kind]
        found: Mapping[str, Record] = getattr(self._atlas, kind)
        return found

    @cached_property
    def _spoken(self) -> Mapping[str, tuple[Called, ...]]:
        found: dict[str, dict[tuple[str, str], Called]] = {}
        for kind in (*REGISTRIES, "documents", *VOCABULARIES):
            for key, record in self._records(kind).items():
                for name, role in _names(record):
                    if name:
                        found.setdefault(plain(name), {}).setdefault(
                            (kind, key), Called(kind, key, name, role)
                        )
        return {name: tuple(called.values()) for name, called in found.items()}


def _names(record: Record) -> Iterator[tuple[str, Words]]:
    """What people call a record: its names and titles, its number, its aliases, a unit's printed forms."""
    for field, short in _FIELDS:
        words = getattr(record, field, None)
        if words is not None:
            zh = Words("中文简称" if short else "中文名", f"the {short}Chinese name")
            yield words.zh, zh
            yield words.en or "", Words("英文简称" if short else "英文名", f"the {short}English name")
    yield getattr(record, "number", None) or "", Words("文号", "the number")
    aliases = getattr(record, "aliases", ())
    for names in aliases.values() if isinstance(aliases, Mapping) else (aliases,):
        yield from ((name, Words("别名", "an alias")) for name in names)
    yield from ((name, Words("英文别名", "an English alias")) for name in getattr(record, "aliases_en", ()))
    for field in ("printed", "cues"):
        yield from ((name, _PRINTED) for name in getattr(record, field, ()))
    yield getattr(record, "symbol", None) or "", _SYMBOL


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
