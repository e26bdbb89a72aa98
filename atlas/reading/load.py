"""The content folder becomes the atlas: each file through the reader, each record through the model."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from atlas.garbage import all_kept
from atlas.problems import Problem, Words
from atlas.reading.by_place import untitled
from atlas.reading.folder import ContentFolder
from atlas.reading.loaded import Loaded, Positions
from atlas.reading.reader import decode, raw_of
from atlas.reading.readings import Reading, Readings, Section
from atlas.reading.record_file import RecordFile
from atlas.records import model

__all__ = ["Loaded", "Positions", "Reading", "Readings", "load"]

R = TypeVar("R", bound=model.Record)
T = TypeVar("T")


def load(content: Path, readings: Readings | None = None) -> Loaded:
    """Reads every file under `content`; never raises for anything the files may hold.

    `readings` are those of the last time, and afterwards those of this.
    """
    with all_kept():
        return _Loader(content.absolute(), Readings() if readings is None else readings).load()


class _Loader:
    def __init__(self, content: Path, readings: Readings) -> None:
        self.content, self.root = content, str(content)
        kept = readings.folder if readings.has_same_tree() else None
        self.folder = readings.folder = kept or ContentFolder(content)
        self.readings = readings
        self.read: dict[str, Reading] = {}
        self.sections: dict[str, Section] = {}
        self.positions = Positions()
        self.problems: list[Problem] = []
        self.broken: dict[str, set[str]] = {}

    def load(self) -> Loaded:
        if not self.content.is_dir():
            what = Words("内容文件夹不存在", "the content folder does not exist")
            self.problems.append(Problem(self.folder.whole(self.content), "readable", what))
            return self._loaded(None)
        self.problems.extend(self.folder.strange)
        site = self._single(("site.yaml",), model.Site)
        vocabulary = {
            name: self._vocabulary(name, model.Term) for name in model.VOCABULARIES if name != "units"
        }
        units = self._vocabulary("units", model.Unit)
        interface = None
        if self._is_there("interface.yaml"):
            interface = self._file(("interface.yaml",), RecordFile.names, None)
        registries: dict[str, dict[str, Any]] = {
            kind: self._section((kind,), partial(self._registry, kind, record))
            for kind, record in model.REGISTRIES.items()
        }
        documents: dict[str, model.Document] = {}
        proofs: dict[str, model.Proof] = {}
        parts: dict[str, list[Any]] = {part: [] for part in model.PARTS}
        for folder in self.folder.folders("documents"):
            document, proof, own = self._section(("documents", folder), partial(self._document, folder))
            if document is not None:
                documents[document.id] = document
            if proof is not None:
                proofs[_encodable(folder)] = proof
            for part, records in own.items():
                parts[part] += records
        texts, counting_words = self._texts(), self._counting_words()
        changes = tuple(self._list(("changes.yaml",), model.Change, {}, "changes"))
        self.readings.known, self.readings.folders = self.read, self.sections
        if not self.folder.holds(self.readings.looked):
            self.readings.folder = None
        if site is None or interface is None or not units or not all(vocabulary.values()):
            return self._loaded(None)
        documents = self._completed(parts, documents)
        by_gid = {
            part: {record.gid: record for record in parts[part]} for part in ("targets", "measures", "tasks")
        }
        registries["indicators"] = self._called(registries["indicators"], by_gid["targets"])
        return self._loaded(
            model.Atlas(
                site=site, interface=interface, vocabulary=vocabulary, units=units, documents=documents,
                proofs=proofs, mentions=tuple(parts["clusters"]), set_aside=tuple(parts["set-aside"]),
                texts=texts, counting_words=counting_words, changes=changes, **registries, **by_gid,
            )
        )  # fmt: skip

    def _completed(
        self, parts: dict[str, list[Any]], documents: dict[str, model.Document]
    ) -> dict[str, model.Document]:
        """Documents, and in `parts` measures and tasks, with what they have by place; each stands where it was read.

        A measure without a title is none, and is reported unless its document is, where the title may stand.
        """
        completed, complete = self.readings.by_place.turn(parts["targets"], documents)
        pairs: list[tuple[model.Record, model.Record]] = [
            (documents[key], completed[key]) for key in documents
        ]
        for part in ("measures", "tasks"):
            made = [complete(read) for read in parts[part]]
            pairs += zip(parts[part], made, strict=True)
            parts[part] = made
        for read, one in pairs:
            if one is not read:
                self.positions.move(read, one)
        for measure in [each for each in parts["measures"] if "title" not in each.model_fields_set]:
            parts["measures"].remove(measure)
            self.broken.setdefault("measures", set()).add(measure.gid)
            if measure.document in documents:
                self.problems.append(untitled(measure, self.positions.place(measure, "at")))
        return completed

    def _called(
        self, indicators: dict[str, model.Indicator], targets: dict[str, model.Target]
    ) -> dict[str, model.Indicator]:
        """The indicators with what their targets call them; each stands where it was read."""
        called = self.readings.wordings.joined(indicators, targets.values())
        for key, indicator in called.items():
            if indicator is not indicators[key]:
                self.positions.move(indicators[key], indicator)
        return called

    def _loaded(self, atlas: model.Atlas | None) -> Loaded:
        broken = {kind: frozenset(ids) for kind, ids in self.broken.items()}
        return Loaded(atlas, self.positions, self.problems, broken)

    def _name(self, steps: tuple[str, ...]) -> str:
        return "/".join((self.content.name, *steps))

    def _file(self, steps: tuple[str, ...], make: Callable[[RecordFile], T], nothing: T) -> T:
        """What `make` makes of a file; `nothing` where a link leads to it, which is reported already."""
        name = self._name(steps)
        path = os.path.join(self.root, *steps)  # noqa: PTH118  (a string is quicker)
        found = self.readings.unopened(name, path)
        if found is None:
            if not self.folder.is_file(*steps) and self.folder.is_linked(self.content.joinpath(*steps)):
                return nothing
            raw = raw_of(self.content.joinpath(*steps), name)
            if isinstance(raw, Problem):
                file = RecordFile(None, [raw])
                found = Reading(b"", file, make(file))
            else:
                found = self.readings.of(name, path, raw, make)
        if found.raw:
            self.read[name] = found
        self.problems.extend(found.file.problems)
        for kind, key in found.file.broken:
            self.broken.setdefault(kind, set()).add(key)
        if found.file.tree is not None:
            self.positions.trees.update(found.file.stands)
        return cast(T, found.made)

    def _is_there(self, *steps: str, zh: str = "缺少此文件", en: str = "is missing") -> bool:
        """Whether a file is there that has to be; if not, that is reported."""
        found = self.folder.has(*steps)
        if not found:
            place = self.folder.whole(self.content.joinpath(*steps))
            self.problems.append(Problem(place, "missing-file", Words(zh, en)))
        return found

    def _single(self, steps: tuple[str, ...], record: type[R], **fixed: str) -> R | None:
        """A file that holds one record."""
        if not self._is_there(*steps):
            return None
        return self._file(steps, lambda file: file.single(record, **fixed), None)

    def _vocabulary(self, name: str, record: type[R]) -> dict[str, R]:
        steps = ("vocabulary", f"{name}.yaml")
        if not self._is_there(*steps, zh="缺少此词表", en="this vocabulary is missing"):
            return {}
        return self._file(steps, lambda file: file.vocabulary(name, record), {})

    def _registry(self, kind: str, record: type[R]) -> dict[str, R]:
        records: dict[str, R] = {}
        for name in self.folder.files(kind, ".yaml"):
            found = self._single((kind, f"{name}.yaml"), record, id=_encodable(name))
            if found is None:
                self.broken.setdefault(kind, set()).add(name)
            else:
                records[name] = found
        return records

    def _section(self, steps: tuple[str, ...], read: Callable[[], T]) -> T:
        """What is made of a folder: what was made the last time, if nothing in it changed."""
        name = os.path.join(self.root, *steps)  # noqa: PTH118  (a string is quicker)
        found = self.readings.section(name)
        if found is None:
            found = Section()
            outer = self._notes(found.read, found.positions, found.problems, found.broken)
            found.made = read()
            self._notes(*outer)
        if not found.problems and self.readings.is_of(found.read.values()):
            self.sections[name] = found
        self.read |= found.read
        self.positions.trees.update(found.positions.trees)
        self.problems += found.problems
        for kind, keys in found.broken.items():
            self.broken.setdefault(kind, set()).update(keys)
        return cast(T, found.made)

    def _notes(
        self,
        read: dict[str, Reading],
        positions: Positions,
        problems: list[Problem],
        broken: dict[str, set[str]],
    ) -> tuple[dict[str, Reading], Positions, list[Problem], dict[str, set[str]]]:
        """What is noted is noted there from now on; where it was before."""
        outer = self.read, self.positions, self.problems, self.broken
        self.read, self.positions, self.problems, self.broken = read, positions, problems, broken
        return outer

    def _document(
        self, folder: str
    ) -> tuple[model.Document | None, model.Proof | None, dict[str, list[Any]]]:
        name, steps = _encodable(folder), ("documents", folder)
        document = self._single((*steps, "document.yaml"), model.Document, id=name)
        if document is None:
            self.broken.setdefault("documents", set()).add(name)
        proof = None
        if self.folder.is_file(*steps, "proof.yaml"):
            proof = self._single((*steps, "proof.yaml"), model.Proof)
        parts: dict[str, list[Any]] = {}
        for part, record in model.PARTS.items():
            kind = "mentions" if part == "clusters" else part  # as the atlas calls them
            own = {"document": name}
            parts[part] = self._list((*steps, f"{part}.yaml"), record, own, kind, f"{name}--")
        return document, proof, parts

    def _list(
        self, steps: tuple[str, ...], record: type[R], fixed: dict[str, str], kind: str, prefix: str = ""
    ) -> list[R]:
        """A file that holds a list of records, and may be missing; ids are unique in it."""
        if not self.folder.has(*steps):
            return []
        if not self.folder.is_file(*steps) and self.folder.is_linked(self.content.joinpath(*steps)):
            self.broken.setdefault(kind, set()).add(f"{prefix}*")
        return self._file(steps, lambda file: file.listed(record, fixed, kind, prefix), [])

    def _counting_words(self) -> dict[str, tuple[str, ...]]:
        """The lists of words by which figures are recognised; the file may be missing."""
        steps = ("vocabulary", "counting-words.yaml")
        if not self.folder.is_file(*steps):
            return {}
        return self._file(steps, RecordFile.counting_words, {})

    def _texts(self) -> dict[str, str]:
        texts: dict[str, str] = {}
        for name in self.folder.files("pages", ".md"):
            shown = self._name(("pages", f"{name}.md"))
            raw = raw_of(self.content / "pages" / f"{name}.md", shown)
            text, problems = (None, [raw]) if isinstance(raw, Problem) else decode(raw, shown)
            self.problems.extend(problems)
            if text is not None:
                texts[name] = text
        for name in texts:
            page, _, language = name.rpartition(".")
            if language == "zh" and f"{page}.en" not in texts:
                place = self.folder.whole(self.content / "pages" / f"{name}.md")
                what, instead = Words("缺少英文", "lacks English"), f"{page}.en.md"
                self.problems.append(
                    Problem(
                        place, "translations", what, Words(f"应补上 {instead}", f"add {instead}"), "warning"
                    )
                )
        return texts


def _encodable(name: str) -> str:
    """A file's name, with a question mark for each byte of it that is not UTF-8."""
    return name.encode("utf-8", "replace").decode()
