"""YAML files become plain data that remembers where each value stands.

Every scalar stays as it was written (`NO`, `1.10`, `2018-05-29`, `010` are text); only an empty
value, `~` and `null` are None. What a value means is decided field by field in the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from atlas.problems import Place, Problem, Words, quotation
from atlas.syntax import explained, trapped

Data = str | list["Data"] | dict[str, "Data"] | None
Key = str | int
Trail = tuple[Key, ...]

LARGEST_FILE = 1_000_000  # bytes
DEEPEST = 40  # nested lists and mappings

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Tree:
    """A file's data, and the place of each value and key by its trail from the root."""

    file: str
    data: Data
    values: Mapping[Trail, Place] = field(default_factory=dict)
    keys: Mapping[Trail, Place] = field(default_factory=dict)

    def place(self, trail: Trail, *, key: bool = False) -> Place:
        """Where a value (or its key) stands; for an unknown trail the nearest known parent."""
        for length in range(len(trail), -1, -1):
            known = trail[:length]
            if key and length == len(trail) and known in self.keys:
                return self.keys[known]
            if known in self.values:
                return self.values[known]
        return Place(self.file)


def read(path: Path, name: str) -> tuple[Tree | None, list[Problem]]:
    """A YAML file as a tree, or None and what is wrong with it.

    `name` is the file's name as problems show it. Never raises for anything a file may hold.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or "unreadable"
        return None, [
            _problem(Place(name), "readable", f"无法读取文件（{reason}）", f"cannot be read ({reason})")
        ]
    return parse(raw, name)


def parse(raw: bytes, name: str) -> tuple[Tree | None, list[Problem]]:
    """The bytes of a YAML file as a tree, or None and what is wrong with them."""
    text, problems = decode(raw, name)
    if text is None:
        return None, problems
    problems = _unreadable(text, name) or _scan(text, name)
    if problems:
        return None, problems
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, [explained(error, text, name)]
    if node is None:
        return Tree(name, None, {(): Place(name)}), []
    if isinstance(node, yaml.ScalarNode) and not node.style:  # a file of one word: no key was understood
        found = trapped(text.split("\n"), [node.start_mark.line], name)
        if found is not None:
            return None, [found]
    builder = _Builder(name)
    data = builder.build(node, ())
    if builder.problems:
        return None, builder.problems
    return Tree(name, data, builder.values, builder.keys), []


def _problem(place: Place, rule: str, zh: str, en: str, instead: Words | None = None) -> Problem:
    return Problem(place, rule, Words(zh, en), instead)


def decode(raw: bytes, name: str) -> tuple[str | None, list[Problem]]:
    """The bytes of a text file as text with plain line ends, or None and what is wrong with them."""
    if len(raw) > LARGEST_FILE:
        zh, en = f"文件超过 {LARGEST_FILE:,} 字节", f"larger than {LARGEST_FILE:,} bytes"
        instead = Words("请拆成几个文件", "split it into several files")
        return None, [_problem(Place(name), "file-size", zh, en, instead)]
    if b"\x00" in raw:
        line = raw[: raw.index(b"\x00")].count(b"\n") + 1
        instead = Words("请另存为 UTF-8 编码的文本", "save the file as text in UTF-8")
        return None, [_problem(Place(name, line), "encoding", "含有空字节", "holds a NUL byte", instead)]
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"), []
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        instead = Words("请另存为 UTF-8 编码（不要用 GBK）", "save the file as UTF-8 (not GBK)")
        zh, en = "不是 UTF-8 编码", "is not UTF-8"
        return None, [_problem(Place(name, line), "encoding", zh, en, instead)]


# What YAML does not allow, and three characters that it takes for line ends and editors do not.
_UNREADABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def _unreadable(text: str, name: str) -> list[Problem]:
    """The first character of each line that no YAML may hold."""
    if not _UNREADABLE.search(text):
        return []
    zh, en = "含有不可见的控制字符", "holds an invisible control character"
    return [
        _problem(Place(name, number, match.start() + 1), "encoding", zh, en, Words("请删去", "remove it"))
        for number, line in enumerate(text.split("\n"), 1)
        if (match := _UNREADABLE.search(line))
    ]


_FORBIDDEN = {
    "alias": (
        Words("不支持别名（*名称）", "aliases (*name) are not supported"),
        Words("请把内容写全，或给文字加引号", "write the value out, or quote text that starts with *"),
    ),
    "anchor": (
        Words("不支持锚点（&名称）", "anchors (&name) are not supported"),
        Words("请删去锚点，或给文字加引号", "remove the anchor, or quote text that starts with &"),
    ),
    "tag": (
        Words("不支持标签（!名称）", "tags (!name) are not supported"),
        Words("请删去标签，或给文字加引号", "remove the tag, or quote text that starts with !"),
    ),
    "documents": (
        Words("一个文件里有几个 YAML 文档", "holds several YAML documents"),
        Words("请删去多余的 --- 行，每个文件一个文档", "remove the extra --- line: one document a file"),
    ),
    "depth": (
        Words(f"嵌套超过 {DEEPEST} 层", f"nested deeper than {DEEPEST} levels"),
        Words("请检查缩进和括号", "check indentation and brackets"),
    ),
}


def _scan(text: str, name: str) -> list[Problem]:
    """Walks the parser's events, which no input can make overflow, before nodes are composed."""
    found: list[Problem] = []
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            for rule in _broken(event, depth, documents):
                what, instead = _FORBIDDEN[rule]
                mark: Any = event.start_mark
                found.append(Problem(Place(name, mark.line + 1, mark.column + 1), rule, what, instead))
            if depth > DEEPEST or documents > 1:
                return found
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = explained(error, text, name)
        if all(problem.place.line != other.place.line for other in found):  # else it says the same once more
            found.append(problem)
    return found


def _broken(event: Any, depth: int, documents: int) -> Iterator[str]:
    """The rules of `_FORBIDDEN` that an event breaks."""
    if isinstance(event, yaml.AliasEvent):
        yield "alias"
        return
    if getattr(event, "anchor", None):
        yield "anchor"
    if getattr(event, "tag", None):
        yield "tag"
    if isinstance(event, yaml.CollectionStartEvent) and depth > DEEPEST:
        yield "depth"
    if isinstance(event, yaml.DocumentStartEvent) and documents > 1:
        yield "documents"


class _Builder:
    """Nodes become plain data; places are kept; duplicate and odd keys are reported."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.values: dict[Trail, Place] = {}
        self.keys: dict[Trail, Place] = {}
        self.problems: list[Problem] = []

    def build(self, node: yaml.Node, trail: Trail) -> Data:
        self.values[trail] = self._place(node)
        if isinstance(node, yaml.ScalarNode):
            if not node.style and node.value in _NULLS:  # the C loader says "" for plain, the other None
                return None
            return str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*trail, index)) for index, child in enumerate(node.value)]
        return self._mapping(node, trail)

    def _mapping(self, node: yaml.Node, trail: Trail) -> dict[str, Data]:
        data: dict[str, Data] = {}
        twins: list[tuple[str, Place]] = []
        for key_node, value_node in node.value:
            place = self._place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                instead = Words(
                    "请检查括号和问号，或给文字加引号", "check brackets and question marks, or quote it"
                )
                self._report(place, "key", "键名必须是一个词", "a key must be a single word", instead)
                continue
            key = str(key_node.value)
            if key == "<<":
                self._report(place, "merge-key", "不支持合并键 <<", "the merge key << is not supported",
                             Words("请把内容写全", "write the keys out"))  # fmt: skip
                continue
            if key.startswith("　"):
                zh, en = "键名前有全角空格", "a full-width space stands before the key"
                self._report(place, "key", zh, en, Words("请用半角空格缩进", "indent with ordinary spaces"))
                continue
            if key in data:
                twins.append((key, place))
                continue
            self.keys[(*trail, key)] = place
            data[key] = self.build(value_node, (*trail, key))
        self._report_twins(twins, trail)
        return data

    def _report_twins(self, twins: list[tuple[str, Place]], trail: Trail) -> None:
        """Keys that stand twice; several in one item of a list are told once: the “- ” of the next one is missing."""
        more = len(twins) - 1 if trail and isinstance(trail[-1], int) else 0
        for key, place in twins[:1] if more else twins:
            self._report_twin(key, place, self.keys[(*trail, key)].line, more)

    def _report_twin(self, key: str, place: Place, first: int, more: int) -> None:
        shown = quotation(key)
        zh, en = (
            f"键“{shown}”重复（首次在第 {first} 行）",
            f"key “{shown}” stands twice (first on line {first})",
        )
        instead = Words("请删去其一", "remove one of them")
        if more:
            zh = f"键“{shown}”和另外 {more} 个键重复（首次在第 {first} 行）"
            en = f"key “{shown}” and {more} more stand twice (first on line {first})"
            instead = Words(
                "若这里开始另一条记录，请在其首行前写“- ”；否则请删去重复的键",
                "if another record begins here, start it with “- ”; if not, remove what stands twice",
            )
        self._report(place, "duplicate-key", zh, en, instead)

    def _report(self, place: Place, rule: str, zh: str, en: str, instead: Words | None = None) -> None:
        self.problems.append(_problem(place, rule, zh, en, instead))

    def _place(self, node: yaml.Node) -> Place:
        start, end = node.start_mark, node.end_mark
        span = end.column - start.column if end.line == start.line else 0
        return Place(self.file, start.line + 1, start.column + 1, span or None)
