"""The content folder becomes the atlas: each file through the reader, each record through the model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from atlas import model
from atlas.fields import is_id
from atlas.folder import ContentFolder
from atlas.garbage import all_kept
from atlas.loaded import Loaded, Positions
from atlas.problems import Place, Problem, Words, quotation, write_instead
from atlas.reader import Data, Trail, Tree, decode, read
from atlas.refusals import refusals

__all__ = ["Loaded", "Positions", "load"]

R = TypeVar("R", bound=model.Record)


def load(content: Path) -> Loaded:
    """Reads every file under `content`; never raises for anything the files may hold."""
    with all_kept():
        return _Loader(content.absolute()).load()


class _Loader:
    def __init__(self, content: Path) -> None:
        self.content = content
        self.folder = ContentFolder(content)
        self.positions = Positions()
        self.problems: list[Problem] = []
        self.broken: dict[str, set[str]] = {}

    def load(self) -> Loaded:
        if not self.content.is_dir():
            what = Words("内容文件夹不存在", "the content folder does not exist")
            self.problems.append(Problem(self.folder.whole(self.content), "readable", what))
            return self._loaded(None)
        self.problems.extend(self.folder.strangers())
        site = self._single(self.content / "site.yaml", model.Site)
        vocabulary = {
            name: self._vocabulary(name, model.Term) for name in model.VOCABULARIES if name != "units"
        }
        units = self._vocabulary("units", model.Unit)
        interface = self._interface()
        registries: dict[str, dict[str, Any]] = {
            kind: self._registry(kind, record) for kind, record in model.REGISTRIES.items()
        }
        documents: dict[str, model.Document] = {}
        proofs: dict[str, model.Proof] = {}
        parts: dict[str, list[Any]] = {part: [] for part in model.PARTS}
        for folder in self.folder.folders("documents"):
            self._document(folder, documents, proofs, parts)
        texts, counting_words = self._texts(), self._counting_words()
        changes = tuple(self._list(self.content / "changes.yaml", model.Change, {}, "changes"))
        if site is None or interface is None or not units or not all(vocabulary.values()):
            return self._loaded(None)
        by_gid = {
            part: {record.gid: record for record in parts[part]} for part in ("targets", "measures", "tasks")
        }
        return self._loaded(
            model.Atlas(
                site=site, interface=interface, vocabulary=vocabulary, units=units, documents=documents,
                proofs=proofs, mentions=tuple(parts["clusters"]), set_aside=tuple(parts["set-aside"]),
                texts=texts, counting_words=counting_words, changes=changes, **registries, **by_gid,
            )
        )  # fmt: skip

    def _loaded(self, atlas: model.Atlas | None) -> Loaded:
        broken = {kind: frozenset(ids) for kind, ids in self.broken.items()}
        return Loaded(atlas, self.positions, self.problems, broken)

    def _report(self, place: Place, rule: str, zh: str, en: str, instead: Words | None = None) -> None:
        self.problems.append(Problem(place, rule, Words(zh, en), instead))

    def _tree(self, path: Path) -> Tree | None:
        if self.folder.is_linked(path):
            return None
        tree, problems = read(path, self.folder.name(path))
        self.problems.extend(problems)
        return tree

    def _single(self, path: Path, record: type[R], **fixed: str) -> R | None:
        """A file that holds one record."""
        if not path.exists():
            if not self.folder.is_linked(path):
                self._report(self.folder.whole(path), "missing-file", "缺少此文件", "is missing")
            return None
        tree = self._tree(path)
        if tree is None:
            return None
        return self._record(record, tree.data, tree, (), fixed)

    def _record(
        self, record: type[R], data: Data, tree: Tree, trail: Trail, fixed: Mapping[str, str]
    ) -> R | None:
        if not isinstance(data, dict):
            self._report(
                tree.place(trail), "shape", "此处应为“键: 值”", "should be a mapping of keys and values"
            )
            return None
        for name in fixed:
            if name in data:
                zh, en = (
                    f"“{name}”由文件名决定，不写在文件里",
                    f"“{name}” follows from the file's place and is not written in it",
                )
                self._report(
                    tree.place((*trail, name), key=True),
                    "fixed-key",
                    zh,
                    en,
                    Words("请删去此行", "remove the line"),
                )
                data = {key: value for key, value in data.items() if key != name}
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
        self.positions.keep(found, tree, trail)
        return found

    def _vocabulary(self, name: str, record: type[R]) -> dict[str, R]:
        path = self.content / "vocabulary" / f"{name}.yaml"
        words: dict[str, R] = {}
        if not path.is_file():
            self._report(self.folder.whole(path), "missing-file", "缺少此词表", "this vocabulary is missing")
            return words
        tree = self._tree(path)
        if tree is None:
            return words
        if not isinstance(tree.data, dict) or not tree.data:
            self._report(
                tree.place(()), "shape", "词表应为“编号: {…}”", "a vocabulary is a mapping of ids to entries"
            )
            return words
        for word, data in tree.data.items():
            entry = self._record(record, data, tree, (word,), {"id": word})
            if entry is None:
                self.broken.setdefault(name, set()).add(word)
            else:
                words[word] = entry
        return words

    def _interface(self) -> dict[str, model.Name] | None:
        path = self.content / "interface.yaml"
        if not path.exists():
            self._report(self.folder.whole(path), "missing-file", "缺少此文件", "is missing")
            return None
        tree = self._tree(path)
        if tree is None:
            return None
        if not isinstance(tree.data, dict):
            self._report(
                tree.place(()), "shape", "此处应为“键: 值”", "should be a mapping of keys and values"
            )
            return None
        words = {
            key: name
            for key, data in tree.data.items()
            if (name := self._record(model.Name, data, tree, (key,), {})) is not None
        }
        return words if len(words) == len(tree.data) else None

    def _registry(self, kind: str, record: type[R]) -> dict[str, R]:
        records: dict[str, R] = {}
        for path in self.folder.files(kind, ".yaml"):
            found = self._single(path, record, id=_encodable(path.stem))
            if found is None:
                self.broken.setdefault(kind, set()).add(path.stem)
            else:
                records[path.stem] = found
        return records

    def _document(
        self,
        folder: Path,
        documents: dict[str, model.Document],
        proofs: dict[str, model.Proof],
        parts: dict[str, list[Any]],
    ) -> None:
        name = _encodable(folder.name)
        document = self._single(folder / "document.yaml", model.Document, id=name)
        if document is None:
            self.broken.setdefault("documents", set()).add(name)
        else:
            documents[name] = document
        if (folder / "proof.yaml").is_file():
            proof = self._single(folder / "proof.yaml", model.Proof)
            if proof is not None:
                proofs[name] = proof
        for part, record in model.PARTS.items():
            parts[part].extend(self._part(folder / f"{part}.yaml", record, part, name))

    def _part(self, path: Path, record: type[R], part: str, document: str) -> list[R]:
        """A file that holds a list of records of one document."""
        kind = "mentions" if part == "clusters" else part  # as the atlas calls them
        return self._list(path, record, {"document": document}, kind, f"{document}--")

    def _list(
        self, path: Path, record: type[R], fixed: Mapping[str, str], kind: str, prefix: str = ""
    ) -> list[R]:
        """A file that holds a list of records, and may be missing; ids are unique in it."""
        records: list[R] = []
        tree = self._tree(path) if path.exists() else None
        if tree is None or not isinstance(tree.data, list):
            if tree is not None and tree.data is not None:
                zh, en = "此文件应为一个列表", "this file should be a list"
                instead = Words("每条记录应以“- ”开头", "start each record with “- ”")
                self._report(tree.place(()), "shape", zh, en, instead)
            if path.exists() and (tree is None or tree.data is not None):
                self.broken.setdefault(kind, set()).add(f"{prefix}*")
            return records
        seen: dict[str, Place] = {}
        for index, data in enumerate(tree.data):
            written = data.get("id") if isinstance(data, dict) else None
            own = written if isinstance(written, str) else None
            found = self._record(record, data, tree, (index,), fixed)
            place = tree.place((index, "id"))
            if own is not None and seen.setdefault(own, place) != place:
                self._report_twin(place, own, seen[own].line)
                self.broken.setdefault(kind, set()).add(f"{prefix}*")  # what it was to be called is not known
            elif found is None:
                self.broken.setdefault(kind, set()).add(f"{prefix}{own if own and is_id(own) else '*'}")
            else:
                records.append(found)
        return records

    def _report_twin(self, place: Place, own: str, first: int) -> None:
        shown = quotation(own)
        zh, en = (
            f"编号“{shown}”重复（首次在第 {first} 行）",
            f"the id “{shown}” stands twice (first on line {first})",
        )
        self._report(place, "duplicate-id", zh, en, Words("请换一个编号", "write another id"))

    def _counting_words(self) -> dict[str, tuple[str, ...]]:
        """The lists of words by which figures are recognised; the file may be missing."""
        path = self.content / "vocabulary" / "counting-words.yaml"
        tree = self._tree(path) if path.is_file() else None
        if tree is None or tree.data is None:
            return {}
        if not isinstance(tree.data, dict):
            self._report(
                tree.place(()), "shape", "此处应为“键: 值”", "should be a mapping of keys and values"
            )
            return {}
        words: dict[str, tuple[str, ...]] = {}
        for key, data in tree.data.items():
            if key not in model.COUNTING_WORDS:
                what = Words(f"没有“{quotation(key)}”这个词表", f"there is no list “{quotation(key)}”")
                place = tree.place((key,), key=True)
                self.problems.append(
                    Problem(place, "unknown-key", what, write_instead(key, model.COUNTING_WORDS))
                )
            elif isinstance(data, list) and all(isinstance(word, str) for word in data):
                words[key] = tuple(str(word) for word in data)
            else:
                self._report(tree.place((key,)), "shape", "此处应为词的列表", "should be a list of words")
        return words

    def _texts(self) -> dict[str, str]:
        texts: dict[str, str] = {}
        for path in self.folder.files("pages", ".md"):
            text, problems = decode(path.read_bytes(), self.folder.name(path))
            self.problems.extend(problems)
            if text is not None:
                texts[path.name.removesuffix(".md")] = text
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
