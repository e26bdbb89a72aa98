"""One file of content becomes its records, each through the model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from atlas.problems import Place, Problem, Words, quotation, write_instead
from atlas.reading.reader import Data, Trail, Tree
from atlas.reading.refusals import refusals
from atlas.records import model
from atlas.records.fields import is_id

R = TypeVar("R", bound=model.Record)

_Words = tuple[type[model.Record], str, str]


class RecordFile:
    """What is made of a file, and what is wrong with it; nothing but the file's name and bytes decides that.

    `records` are those that the model took, each with its trail. `broken` has the kind and id of each that could
    not be read, `DOCUMENT--*` for all of a part. A record of which the file says the very same as it did `before`
    is the same object.
    """

    def __init__(self, tree: Tree | None, problems: list[Problem], before: RecordFile | None = None) -> None:
        self.tree = tree
        self._before = {} if before is None else before.by_words()
        self.problems = problems
        self.records: list[tuple[model.Record, Trail]] = []
        self.broken: set[tuple[str, str]] = set()
        self._fixed: list[Mapping[str, str]] = []

    def by_words(self) -> dict[_Words, model.Record]:
        """The records by all that they are made of."""
        if self.tree is None:
            return {}
        return {
            _words(type(record), _at(self.tree.data, trail), fixed): record
            for (record, trail), fixed in zip(self.records, self._fixed, strict=True)
        }

    @cached_property
    def stands(self) -> Mapping[int, tuple[Tree, Trail]]:
        """Where each record stands, by its id in memory."""
        assert self.tree is not None
        tree = self.tree
        return {id(record): (tree, trail) for record, trail in self.records}

    def single(self, record: type[R], **fixed: str) -> R | None:
        """The one record of the file."""
        return None if self.tree is None else self._record(record, self.tree.data, self.tree, (), fixed)

    def vocabulary(self, name: str, record: type[R]) -> dict[str, R]:
        """The words of a vocabulary by their ids."""
        words: dict[str, R] = {}
        if self.tree is None:
            return words
        if not isinstance(self.tree.data, dict) or not self.tree.data:
            zh, en = "词表应为“编号: {…}”", "a vocabulary is a mapping of ids to entries"
            self._report(self.tree.place(()), "shape", zh, en)
            return words
        for word, data in self.tree.data.items():
            entry = self._record(record, data, self.tree, (word,), {"id": word})
            if entry is None:
                self.broken.add((name, word))
            else:
                words[word] = entry
        return words

    def names(self) -> dict[str, model.Name] | None:
        """Words in both languages by their keys; None if one of them is not well."""
        if self.tree is None or not self._is_mapping(self.tree):
            return None
        assert isinstance(self.tree.data, dict)
        words = {
            key: name
            for key, data in self.tree.data.items()
            if (name := self._record(model.Name, data, self.tree, (key,), {})) is not None
        }
        return words if len(words) == len(self.tree.data) else None

    def listed(self, record: type[R], fixed: Mapping[str, str], kind: str, prefix: str = "") -> list[R]:
        """The records of a list; ids are unique in it. `prefix` stands before them in the ids that are broken."""
        records: list[R] = []
        if self.tree is None:
            self.broken.add((kind, f"{prefix}*"))
            return records
        if self.tree.data is None:
            return records
        if not isinstance(self.tree.data, list):
            zh, en = "此文件应为一个列表", "this file should be a list"
            instead = Words("每条记录应以“- ”开头", "start each record with “- ”")
            self._report(self.tree.place(()), "shape", zh, en, instead)
            self.broken.add((kind, f"{prefix}*"))
            return records
        seen: dict[str, int] = {}
        for index, data in enumerate(self.tree.data):
            written = data.get("id") if isinstance(data, dict) else None
            own = written if isinstance(written, str) else None
            found = self._record(record, data, self.tree, (index,), fixed)
            if own is not None and seen.setdefault(own, index) != index:
                self._report_twin(self.tree, own, index, seen[own])
                self.broken.add((kind, f"{prefix}*"))  # what it was to be called is not known
            elif found is None:
                self.broken.add((kind, f"{prefix}{own if own and is_id(own) else '*'}"))
            else:
                records.append(found)
        return records

    def counting_words(self) -> dict[str, tuple[str, ...]]:
        """The lists of words by which figures are recognised."""
        if self.tree is None or self.tree.data is None or not self._is_mapping(self.tree):
            return {}
        assert isinstance(self.tree.data, dict)
        words: dict[str, tuple[str, ...]] = {}
        for key, data in self.tree.data.items():
            if key not in model.COUNTING_WORDS:
                what = Words(f"没有“{quotation(key)}”这个词表", f"there is no list “{quotation(key)}”")
                place = self.tree.place((key,), key=True)
                self.problems.append(
                    Problem(place, "unknown-key", what, write_instead(key, model.COUNTING_WORDS))
                )
            elif isinstance(data, list) and all(isinstance(word, str) for word in data):
                words[key] = tuple(str(word) for word in data)
            else:
                place = self.tree.place((key,))
                self._report(place, "shape", "此处应为词的列表", "should be a list of words")
        return words

    def _record(
        self, record: type[R], data: Data, tree: Tree, trail: Trail, fixed: Mapping[str, str]
    ) -> R | None:
        if not isinstance(data, dict):
            zh, en = "此处应为“键: 值”", "should be a mapping of keys and values"
            self._report(tree.place(trail), "shape", zh, en)
            return None
        for name in fixed:
            if name in data:
                zh, en = (
                    f"“{name}”由文件名决定，不写在文件里",
                    f"“{name}” follows from the file's place and is not written in it",
                )
                place = tree.place((*trail, name), key=True)
                self._report(place, "fixed-key", zh, en, Words("请删去此行", "remove the line"))
                data = {key: value for key, value in data.items() if key != name}
        same = self._before.pop(_words(record, data, fixed), None) if self._before else None
        if isinstance(same, record):
            return self._kept(same, trail, fixed)
        found: R | None = None
        details: list[ErrorDetails] = []
        try:
            found = record.model_validate({**data, **fixed})
        except ValidationError as error:
            details = error.errors(include_url=False)
        problems = list(refusals(details, record, data, tree, trail, fixed))
        self.problems.extend(problems)
        if found is None or problems:
            return None
        return self._kept(found, trail, fixed)

    def _kept(self, record: R, trail: Trail, fixed: Mapping[str, str]) -> R:
        self.records.append((record, trail))
        self._fixed.append(fixed)
        return record

    def _is_mapping(self, tree: Tree) -> bool:
        if not isinstance(tree.data, dict):
            zh, en = "此处应为“键: 值”", "should be a mapping of keys and values"
            self._report(tree.place(()), "shape", zh, en)
        return isinstance(tree.data, dict)

    def _report_twin(self, tree: Tree, own: str, index: int, first: int) -> None:
        shown, line = quotation(own), tree.place((first, "id")).line
        zh, en = (
            f"编号“{shown}”重复（首次在第 {line} 行）",
            f"the id “{shown}” stands twice (first on line {line})",
        )
        instead = Words("请换一个编号", "write another id")
        self._report(tree.place((index, "id")), "duplicate-id", zh, en, instead)

    def _report(self, place: Place, rule: str, zh: str, en: str, instead: Words | None = None) -> None:
        self.problems.append(Problem(place, rule, Words(zh, en), instead))


def _words(record: type[model.Record], data: Data, fixed: Mapping[str, str]) -> _Words:
    """What a record is made of: its kind, what the file says of it, to the order of its keys, and what the place says."""
    return record, repr(data), repr(fixed)


def _at(data: Data, trail: Trail) -> Data:
    found: Any = data
    for step in trail:
        found = found[step]
    return cast(Data, found)
