"""The content folder becomes the atlas: each file through the reader, each record through the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from atlas import model
from atlas.problems import Place, Problem, Words, write_instead
from atlas.reader import Data, Trail, Tree, read

R = TypeVar("R", bound=model.Record)


@dataclass
class Positions:
    """Where each record, and each of its fields, stands in the files."""

    trees: dict[int, tuple[Tree, Trail]] = field(default_factory=dict)

    def keep(self, record: model.Record, tree: Tree, trail: Trail = ()) -> None:
        """Remembers where a record was read; the record must outlive this object."""
        self.trees[id(record)] = (tree, trail)

    def place(self, record: model.Record, *trail: str | int, of_key: bool = False) -> Place:
        """The place of a field of a record (or of the field's key)."""
        tree, base = self.trees[id(record)]
        return tree.place((*base, *trail), key=of_key)


@dataclass(frozen=True)
class Loaded:
    """What was read: the atlas (None if its foundations are damaged), places, problems.

    `broken` names the ids of records that could not be read, by kind, so that what refers to them
    is not reported a second time.
    """

    atlas: model.Atlas | None
    positions: Positions
    problems: list[Problem]
    broken: Mapping[str, frozenset[str]]


def load(content: Path) -> Loaded:
    """Reads every file under `content`; never raises for anything the files may hold."""
    return _Loader(content).load()


class _Loader:
    def __init__(self, content: Path) -> None:
        self.content = content
        self.positions = Positions()
        self.problems: list[Problem] = []
        self.broken: dict[str, set[str]] = {}

    def load(self) -> Loaded:
        if not self.content.is_dir():
            what = Words("内容文件夹不存在", "the content folder does not exist")
            self.problems.append(Problem(Place(self._name(self.content)), "readable", what))
            return self._loaded(None)
        self._strangers()
        site = self._single(self.content / "site.yaml", model.Site)
        vocabulary = {name: self._vocabulary(name, model.Term) for name in model.VOCABULARIES if name != "units"}
        units = self._vocabulary("units", model.Unit)
        interface = self._interface()
        registries: dict[str, dict[str, Any]] = {
            kind: self._registry(kind, record) for kind, record in model.REGISTRIES.items()
        }
        documents: dict[str, model.Document] = {}
        proofs: dict[str, model.Proof] = {}
        parts: dict[str, list[Any]] = {part: [] for part in model.PARTS}
        for folder in self._folders(self.content / "documents"):
            self._document(folder, documents, proofs, parts)
        if site is None or interface is None or any(not words for words in vocabulary.values()):
            return self._loaded(None)
        by_gid = {
            part: {record.gid: record for record in parts[part]} for part in ("targets", "measures", "tasks")
        }
        return self._loaded(
            model.Atlas(
                site=site, interface=interface, vocabulary=vocabulary, units=units, documents=documents,
                proofs=proofs, mentions=tuple(parts["clusters"]), set_aside=tuple(parts["set-aside"]),
                texts=self._texts(),
                counting_words=self._counting_words(), **registries, **by_gid,
            )
        )  # fmt: skip

    def _loaded(self, atlas: model.Atlas | None) -> Loaded:
        broken = {kind: frozenset(ids) for kind, ids in self.broken.items()}
        return Loaded(atlas, self.positions, self.problems, broken)

    def _name(self, path: Path) -> str:
        """A file's name as problems show it: `content/…`, whatever the folder's real place."""
        relative = path.relative_to(self.content).as_posix()
        return self.content.name if relative == "." else f"{self.content.name}/{relative}"

    def _report(self, place: Place, rule: str, zh: str, en: str, instead: Words | None = None) -> None:
        self.problems.append(Problem(place, rule, Words(zh, en), instead))

    def _strangers(self) -> None:
        """Files that nothing would read are reported, so that a typing slip in a name does not hide work."""
        known = {"vocabulary", "documents", "pages", *model.REGISTRIES}
        for path in sorted(self.content.rglob("*")):
            parts = path.relative_to(self.content).parts
            if any(part.startswith(".") or part.endswith("~") for part in parts):
                continue
            if path.is_symlink():
                self._report(Place(self._name(path)), "symlink", "是符号链接", "is a symbolic link",
                             Words("请换成真正的文件", "put the real file in its place"))  # fmt: skip
            elif path.is_file() and not self._expected(parts, known):
                instead = Words("文件应为 .yaml，放在 docs/editing.md 所列的文件夹里", "see docs/editing.md for the names of files and folders")
                self._report(Place(self._name(path)), "stray-file", "没有任何部分会读取此文件", "is read by nothing", instead)

    @staticmethod
    def _expected(parts: tuple[str, ...], known: set[str]) -> bool:
        name = parts[-1]
        if len(parts) == 1:
            return name in ("site.yaml", "interface.yaml", "changes.yaml")
        if parts[0] == "pages":
            return len(parts) == 2 and name.endswith((".zh.md", ".en.md"))
        if parts[0] == "vocabulary":
            return name in {f"{word}.yaml" for word in (*model.VOCABULARIES, "counting-words")}
        if parts[0] == "documents":
            return len(parts) == 3 and name in {f"{part}.yaml" for part in (*model.PARTS, "document", "proof")}
        return len(parts) == 2 and parts[0] in known and name.endswith(".yaml")

    def _folders(self, parent: Path) -> Iterator[Path]:
        if parent.is_dir():
            yield from sorted(path for path in parent.iterdir() if path.is_dir() and not path.name.startswith("."))

    def _tree(self, path: Path) -> Tree | None:
        tree, problems = read(path, self._name(path))
        self.problems.extend(problems)
        return tree

    def _single(self, path: Path, record: type[R], **fixed: str) -> R | None:
        """A file that holds one record."""
        if not path.is_file():
            self._report(Place(self._name(path)), "missing-file", "缺少此文件", "is missing")
            return None
        tree = self._tree(path)
        if tree is None:
            return None
        return self._record(record, tree.data, tree, (), fixed)

    def _record(self, record: type[R], data: Data, tree: Tree, trail: Trail, fixed: Mapping[str, str]) -> R | None:
        if not isinstance(data, dict):
            self._report(tree.place(trail), "shape", "此处应为“键: 值”", "should be a mapping of keys and values")
            return None
        for name in fixed:
            if name in data:
                zh, en = f"“{name}”由文件名决定，不写在文件里", f"“{name}” follows from the file's place and is not written in it"
                self._report(tree.place((*trail, name), key=True), "fixed-key", zh, en, Words("请删去此行", "remove the line"))
                data = {key: value for key, value in data.items() if key != name}
        try:
            found = record.model_validate({**data, **fixed})
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self.problems.append(_explained(detail, record, tree, trail, fixed))
            return None
        self.positions.keep(found, tree, trail)
        return found

    def _vocabulary(self, name: str, record: type[R]) -> dict[str, R]:
        path = self.content / "vocabulary" / f"{name}.yaml"
        words: dict[str, R] = {}
        if not path.is_file():
            self._report(Place(self._name(path)), "missing-file", "缺少此词表", "this vocabulary is missing")
            return words
        tree = self._tree(path)
        if tree is None:
            return words
        if not isinstance(tree.data, dict) or not tree.data:
            self._report(tree.place(()), "shape", "词表应为“编号: {…}”", "a vocabulary is a mapping of ids to entries")
            return words
        for word, data in tree.data.items():
            entry = self._record(record, data, tree, (word,), {"id": word})
            if entry is not None:
                words[word] = entry
        return words

    def _interface(self) -> dict[str, model.Name] | None:
        tree = self._tree(self.content / "interface.yaml")
        if tree is None or not isinstance(tree.data, dict):
            return None
        words = {
            key: name
            for key, data in tree.data.items()
            if (name := self._record(model.Name, data, tree, (key,), {})) is not None
        }
        return words if len(words) == len(tree.data) else None

    def _registry(self, kind: str, record: type[R]) -> dict[str, R]:
        records: dict[str, R] = {}
        folder = self.content / kind
        for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
            found = self._single(path, record, id=path.stem)
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
        name = folder.name
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
        records: list[R] = []
        tree = self._tree(path) if path.is_file() else None
        if tree is None or tree.data is None:
            return records
        if not isinstance(tree.data, list):
            self._report(tree.place(()), "shape", "此文件应为一个列表，每条以“- ”开头", "this file is a list: each record starts with “- ”")
            return records
        seen: dict[str, int] = {}
        for index, data in enumerate(tree.data):
            own = data.get("id") if isinstance(data, dict) else None
            key = f"{document}--{own if isinstance(own, str) else index}"
            found = self._record(record, data, tree, (index,), {"document": document})
            if isinstance(own, str) and own in seen:
                zh, en = f"编号“{own}”重复（首次在第 {seen[own]} 行）", f"the id “{own}” stands twice (first on line {seen[own]})"
                self._report(tree.place((index, "id")), "duplicate-id", zh, en, Words("请换一个编号", "write another id"))
                continue
            if isinstance(own, str):
                seen[own] = tree.place((index, "id")).line
            if found is None:
                self.broken.setdefault(part, set()).add(key)
            else:
                records.append(found)
        return records

    def _counting_words(self) -> dict[str, tuple[str, ...]]:
        """The lists of words by which figures are recognised; the file may be missing."""
        path = self.content / "vocabulary" / "counting-words.yaml"
        tree = self._tree(path) if path.is_file() else None
        if tree is None or not isinstance(tree.data, dict):
            return {}
        words: dict[str, tuple[str, ...]] = {}
        for key, data in tree.data.items():
            if isinstance(data, list) and all(isinstance(word, str) for word in data):
                words[key] = tuple(str(word) for word in data)
            else:
                self._report(tree.place((key,)), "shape", "此处应为词的列表", "should be a list of words")
        return words

    def _texts(self) -> dict[str, str]:
        texts: dict[str, str] = {}
        folder = self.content / "pages"
        for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
            try:
                texts[path.name.removesuffix(".md")] = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
            except UnicodeDecodeError:
                self._report(Place(self._name(path)), "encoding", "不是 UTF-8 编码", "is not UTF-8",
                             Words("请另存为 UTF-8 编码", "save the file as UTF-8"))  # fmt: skip
        return texts


_SHAPES = {
    "string_type": Words("此处应为文字", "should be text"),
    "dict_type": Words("此处应为“键: 值”", "should be a mapping of keys and values"),
    "mapping_type": Words("此处应为“键: 值”", "should be a mapping of keys and values"),
    "tuple_type": Words("此处应为列表", "should be a list"),
    "too_short": Words("此列表不能为空", "this list may not be empty"),
}
_LISTS = Words("应写成 [甲, 乙]，或每行一条、以“- ”开头", "write [a, b], or one item a line, each starting with “- ”")
_BILINGUAL = Words("应写成 {zh: …, en: …}", "write {zh: …, en: …}")


def _explained(
    detail: ErrorDetails, record: type[model.Record], tree: Tree, trail: Trail, fixed: Mapping[str, str]
) -> Problem:
    """One refusal of the model in the editor's words, at its place in the file."""
    kind, location = detail["type"], tuple(detail["loc"])
    known = tuple(part for part in location if part != "[key]")
    name = str(known[-1]) if known else ""
    whole = (*trail, *known)
    if known and known[0] in fixed:
        whole = trail
    if kind == "missing":
        place = tree.place(whole[:-1])
        what = Words(f"缺少“{name}”", f"“{name}” is missing")
        return Problem(place, "missing-key", what, Words(f"应补上 {name}: …", f"add {name}: …"))
    if kind == "extra_forbidden":
        valid = sorted(_fields(record, known[:-1]))
        what = Words(f"没有“{name}”这个键", f"there is no key “{name}”")
        return Problem(tree.place(whole, key=True), "unknown-key", what, write_instead(name, valid, 30))
    place = tree.place(whole)
    if kind == "atlas":
        return _custom(place, detail["ctx"])
    if detail.get("input") is None and kind != "too_short":
        what = Words(f"“{name}”是空的", f"“{name}” is empty")
        return Problem(place, "empty", what, Words("请填写，或删去此行", "fill it in, or remove the line"))
    if kind in ("model_type", "model_attributes_type"):
        what = Words("此处应为“键: 值”", "should be a mapping of keys and values")
        return Problem(place, "shape", what, _BILINGUAL if isinstance(detail.get("input"), str) else None)
    if kind in _SHAPES:
        return Problem(place, "shape", _SHAPES[kind], _LISTS if kind == "tuple_type" else None)
    return Problem(place, "value", Words(f"“{name}”的值不合规", f"the value of “{name}” is not valid ({detail['msg']})"))


def _custom(place: Place, context: Mapping[str, Any]) -> Problem:
    what = Words(context["zh"], context["en"])
    return Problem(place, "value", what, Words(context["zh_instead"], context["en_instead"]))


def _fields(record: type[model.Record], path: tuple[Any, ...]) -> set[str]:
    """The keys that a record knows at a path inside it."""
    current: Any = record
    for part in path:
        if not isinstance(part, str) or not isinstance(current, type) or part not in current.model_fields:
            continue
        current = _record_type(current.model_fields[part].annotation)
    fields = set(current.model_fields) if isinstance(current, type) and issubclass(current, model.Record) else set()
    return fields - {"document"}


def _record_type(annotation: Any) -> Any:
    """The record inside Optional[…] and tuple[…, …]."""
    if isinstance(annotation, type) and issubclass(annotation, model.Record):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _record_type(inner)
        if found is not None:
            return found
    return None
