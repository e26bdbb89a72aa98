"""YAML files become plain data that remembers where each value stands.

Every scalar stays as it was written (`NO`, `1.10`, `2018-05-29`, `010` are text); only an empty
value, `~` and `null` are None. What a value means is decided field by field in the model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from atlas.problems import Place, Problem, Words, quotation
from atlas.reading.nodes import Node, composed
from atlas.reading.syntax import trapped

Data = str | list["Data"] | dict[str, "Data"] | None
Key = str | int
Trail = tuple[Key, ...]

LARGEST_FILE = 1_000_000  # bytes

_NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Spots:
    """Where each value and each key of a file stands, by its trail from the root."""

    values: Mapping[Trail, Node] = field(default_factory=dict)
    keys: Mapping[Trail, Node] = field(default_factory=dict)


@dataclass(frozen=True)
class Tree:
    """A file's data, and the bytes that it was read from, which tell where each value and key stands."""

    file: str
    data: Data
    raw: bytes = field(default=b"", repr=False)
    known: Spots | None = field(default=None, repr=False, compare=False)

    @cached_property
    def spots(self) -> Spots:
        """Where everything stands: known of a file just parsed, else found out once something is wrong in it."""
        if self.known is not None:
            return self.known
        again, _ = parse(self.raw, self.file)
        return Spots() if again is None or again.known is None else again.known

    def place(self, trail: Trail, *, key: bool = False) -> Place:
        """Where a value (or its key) stands; for an unknown trail the nearest known parent."""
        spots = self.spots
        for length in range(len(trail), -1, -1):
            known = trail[:length]
            if key and length == len(trail) and known in spots.keys:
                return spots.keys[known].place(self.file)
            if known in spots.values:
                return spots.values[known].place(self.file)
        return Place(self.file)

    def is_bare(self, trail: Trail) -> bool:
        """Whether a key stands without a colon, as what follows a comma between braces does."""
        place, text = self.place(trail, key=True), decode(self.raw, self.file)[0]
        if text is None or not place.span:
            return False
        behind = text.split("\n")[place.line - 1][place.column - 1 + place.span :]
        return not behind.lstrip().startswith(":")


def read(path: Path, name: str) -> tuple[Tree | None, list[Problem]]:
    """A YAML file as a tree, or None and what is wrong with it.

    `name` is the file's name as problems show it. Never raises for anything a file may hold.
    """
    raw = raw_of(path, name)
    return (None, [raw]) if isinstance(raw, Problem) else parse(raw, name)


def raw_of(path: Path, name: str) -> bytes | Problem:
    """What a file holds, as far as anyone would read it; or that it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or "unreadable"
        return _problem(Place(name), "readable", f"无法读取文件（{reason}）", f"cannot be read ({reason})")


def parse(raw: bytes, name: str) -> tuple[Tree | None, list[Problem]]:
    """The bytes of a YAML file as a tree, or None and what is wrong with them."""
    text, problems = decode(raw, name)
    if text is None:
        return None, problems
    problems = _unreadable(text, name)
    if problems:
        return None, problems
    node, problems = composed(text, name)
    if problems:
        return None, problems
    if node is None:
        return Tree(name, None, raw, Spots()), []
    if node.plain:  # a file of one word: no key was understood
        found = trapped(text.split("\n"), [node.start.line], name)
        if found is not None:
            return None, [found]
    builder = _Builder(name)
    data = builder.build(node, ())
    if builder.problems:
        return None, builder.problems
    return Tree(name, data, raw, Spots(builder.values, builder.keys)), []


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


class _Builder:
    """Nodes become plain data; places are kept; duplicate and odd keys are reported."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.values: dict[Trail, Node] = {}
        self.keys: dict[Trail, Node] = {}
        self.problems: list[Problem] = []

    def build(self, node: Node, trail: Trail) -> Data:
        self.values[trail] = node
        if node.is_scalar:
            return None if node.plain and node.text in _NULLS else node.text
        if node.is_mapping:
            return self._mapping(node.held, trail)
        return [self.build(child, (*trail, index)) for index, child in enumerate(node.held)]

    def _mapping(self, held: Sequence[Node], trail: Trail) -> dict[str, Data]:
        data: dict[str, Data] = {}
        twins: list[Node] = []
        for key_node, value_node in zip(held[::2], held[1::2], strict=True):
            key, below = key_node.text, (*trail, key_node.text)
            if not key_node.is_scalar:
                instead = Words(
                    "请检查括号和问号，或给文字加引号", "check brackets and question marks, or quote it"
                )
                self._report(key_node, "key", "键名必须是一个词", "a key must be a single word", instead)
                continue
            if key == "<<":
                self._report(key_node, "merge-key", "不支持合并键 <<", "the merge key << is not supported",
                             Words("请把内容写全", "write the keys out"))  # fmt: skip
                continue
            if key.startswith("　"):
                zh, en = "键名前有全角空格", "a full-width space stands before the key"
                self._report(
                    key_node, "key", zh, en, Words("请用半角空格缩进", "indent with ordinary spaces")
                )
                continue
            if key in data:
                twins.append(key_node)
                continue
            self.keys[below] = key_node
            data[key] = self.build(value_node, below)
        self._report_twins(twins, trail)
        return data

    def _report_twins(self, twins: Sequence[Node], trail: Trail) -> None:
        """Keys that stand twice; several in one item of a list are told once: the “- ” of the next one is missing."""
        more = len(twins) - 1 if trail and isinstance(trail[-1], int) else 0
        for node in twins[:1] if more else twins:
            self._report_twin(node, self.keys[(*trail, node.text)].start.line + 1, more)

    def _report_twin(self, node: Node, first: int, more: int) -> None:
        shown = quotation(node.text)
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
        self._report(node, "duplicate-key", zh, en, instead)

    def _report(self, node: Node, rule: str, zh: str, en: str, instead: Words | None = None) -> None:
        self.problems.append(_problem(node.place(self.file), rule, zh, en, instead))
