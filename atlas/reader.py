"""YAML files become plain data that remembers where each value stands.

Every scalar stays as it was written (`NO`, `1.10`, `2018-05-29`, `010` are text); only an empty
value, `~` and `null` are None. What a value means is decided field by field in the model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from atlas.problems import Place, Problem, Words

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
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unreadable"
        return None, [_problem(Place(name), "readable", f"无法读取文件（{reason}）", f"cannot be read ({reason})")]
    return parse(raw, name)


def parse(raw: bytes, name: str) -> tuple[Tree | None, list[Problem]]:
    """The bytes of a YAML file as a tree, or None and what is wrong with them."""
    text, problems = _decode(raw, name)
    if text is None:
        return None, problems
    problems = _scan(text, name)
    if problems:
        return None, problems
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, [_syntax(error, text, name)]
    if node is None:
        return Tree(name, None, {(): Place(name)}), []
    builder = _Builder(name)
    data = builder.build(node, ())
    if builder.problems:
        return None, builder.problems
    return Tree(name, data, builder.values, builder.keys), []


def _problem(place: Place, rule: str, zh: str, en: str, instead: Words | None = None) -> Problem:
    return Problem(place, rule, Words(zh, en), instead)


def _decode(raw: bytes, name: str) -> tuple[str | None, list[Problem]]:
    if len(raw) > LARGEST_FILE:
        zh, en = f"文件超过 {LARGEST_FILE:,} 字节", f"larger than {LARGEST_FILE:,} bytes"
        instead = Words("请拆成几个文件", "split it into several files")
        return None, [_problem(Place(name), "file-size", zh, en, instead)]
    if b"\x00" in raw:
        line = raw[: raw.index(b"\x00")].count(b"\n") + 1
        instead = Words("请另存为 UTF-8 编码的文本", "save the file as text in UTF-8")
        return None, [_problem(Place(name, line), "encoding", "含有空字节", "holds a NUL byte", instead)]
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n"), []
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        instead = Words("请另存为 UTF-8 编码（不要用 GBK）", "save the file as UTF-8 (not GBK)")
        zh, en = "不是 UTF-8 编码", "is not UTF-8"
        return None, [_problem(Place(name, line), "encoding", zh, en, instead)]


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

    def report(rule: str, mark: Any) -> None:
        what, instead = _FORBIDDEN[rule]
        found.append(Problem(Place(name, mark.line + 1, mark.column + 1), rule, what, instead))

    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.AliasEvent):
                report("alias", event.start_mark)
                continue
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    report("documents", event.start_mark)
                    return found
            if getattr(event, "anchor", None):
                report("anchor", event.start_mark)
            if getattr(event, "tag", None):
                report("tag", event.start_mark)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    report("depth", event.start_mark)
                    return found
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        found.append(_syntax(error, text, name))
    return found


_TRAPS = (
    (
        re.compile(r"^\s*(?:-\s+)?[\w-]+："),
        Words("冒号是全角的“：”", "the colon is the full-width “：”"),
        Words("键名后应写半角冒号和一个空格“: ”", "write an ASCII colon and a space after the key"),
    ),
    (
        re.compile(r"^ *\t"),
        Words("缩进用了制表符", "the line is indented with a tab"),
        Words("请用空格缩进", "indent with spaces"),
    ),
    (
        re.compile(r"^\s*　"),
        Words("缩进用了全角空格", "the line is indented with a full-width space"),
        Words("请用半角空格缩进", "indent with ordinary spaces"),
    ),
    (
        re.compile(r"[\[{].*[，]"),
        Words("括号内用了全角逗号", "a list or mapping in brackets holds a full-width comma"),
        Words("各项之间应写半角逗号；文字里有逗号时请加引号", "separate items with an ASCII comma; quote text that holds one"),
    ),
    (
        re.compile(r":\s+[%@`]"),
        Words("值以 YAML 的特殊字符开头", "the value starts with a character that YAML reserves"),
        Words("请给这个值加引号", "quote the value"),
    ),
    (
        re.compile(r"^\s*(?:-\s+)?[\w-]+:\s+[^\"'\[{|>].*:\s"),
        Words("文字里有冒号加空格", "the text holds a colon followed by a space"),
        Words("请给整段文字加引号", "quote the whole text"),
    ),
    (
        re.compile(r"^\s*(?:-\s+)?[\w-]+:[^\s/]"),
        Words("冒号后缺少空格", "no space follows the colon"),
        Words("冒号后应有一个空格", "write a space after the colon"),
    ),
)


def _syntax(error: Exception, text: str, name: str) -> Problem:
    """A YAML syntax error, explained where the line shows one of the usual traps."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    if isinstance(error, yaml.reader.ReaderError):
        line = text[: error.position].count("\n") if isinstance(error.position, int) else 0
        place = Place(name, line + 1, 1)
        instead = Words("请删去不可见的控制字符", "remove the invisible control character")
        return _problem(place, "encoding", "含有 YAML 不允许的字符", "holds a character that YAML does not allow", instead)
    lines = text.split("\n")
    context = getattr(error, "context_mark", None)
    spots = [line, line - 1] + ([context.line] if context is not None else [])
    for index in spots:
        if not 0 <= index < len(lines):
            continue
        for pattern, what, instead in _TRAPS:
            match = pattern.search(lines[index])
            if match:
                return Problem(Place(name, index + 1, match.end()), "yaml-syntax", what, instead)
    detail = str(getattr(error, "problem", "") or "cannot be read").strip()
    zh, en = f"YAML 语法有误（{detail}）", f"is not valid YAML here ({detail})"
    instead = Words("请检查这一行和上一行的缩进、冒号和引号", "check indentation, colons and quotes on this line and the one above")
    return _problem(Place(name, line + 1, column + 1), "yaml-syntax", zh, en, instead)


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
            if node.style is None and node.value in _NULLS:
                return None
            return str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*trail, index)) for index, child in enumerate(node.value)]
        return self._mapping(node, trail)

    def _mapping(self, node: yaml.Node, trail: Trail) -> dict[str, Data]:
        data: dict[str, Data] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(place, "key", "键名必须是一个词", "a key must be a single word")
                continue
            key = str(key_node.value)
            if key == "<<":
                self._report(place, "merge-key", "不支持合并键 <<", "the merge key << is not supported")
                continue
            if key in data:
                first = self.keys[(*trail, key)].line
                zh, en = f"键“{key}”重复（首次在第 {first} 行）", f"key “{key}” stands twice (first on line {first})"
                self._report(place, "duplicate-key", zh, en)
                continue
            self.keys[(*trail, key)] = place
            data[key] = self.build(value_node, (*trail, key))
        return data

    def _report(self, place: Place, rule: str, zh: str, en: str) -> None:
        instead = Words("请删去其一", "remove one of them") if rule == "duplicate-key" else None
        self.problems.append(_problem(place, rule, zh, en, instead))

    def _place(self, node: yaml.Node) -> Place:
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)
