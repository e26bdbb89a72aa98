"""A YAML file as nodes: put together from the parser's events, with what no content file may hold.

Not by PyYAML's composer, which works out tags that nobody asks for, and which a file that is nested deep enough
makes overflow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from atlas.problems import Place, Problem, Words
from atlas.reading.syntax import explained

DEEPEST = 40  # nested lists and mappings

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COLLECTIONS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class Node:
    """A value of a file as written: the text of a scalar, or what a list or mapping holds, key after value in turn."""

    __slots__ = ("end", "held", "kind", "plain", "start", "text")

    def __init__(self, event: Any) -> None:
        self.kind = type(event)
        self.start, self.end = event.start_mark, event.end_mark
        self.held: list[Node] = []
        self.text: str = getattr(event, "value", "")
        # The C parser says "" of the style of a plain scalar, the other None.
        self.plain = self.kind is yaml.ScalarEvent and not event.style

    @property
    def is_scalar(self) -> bool:
        """Whether it is text, and no list or mapping."""
        return self.kind is yaml.ScalarEvent

    @property
    def is_mapping(self) -> bool:
        """Whether it holds keys and values."""
        return self.kind is yaml.MappingStartEvent

    def place(self, file: str) -> Place:
        """Where it stands; its width, if it ends on the line on which it starts."""
        start, end = self.start, self.end
        span = end.column - start.column if end.line == start.line else 0
        return Place(file, start.line + 1, start.column + 1, span or None)


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


def composed(text: str, name: str) -> tuple[Node | None, list[Problem]]:
    """The root of a file, None where it is empty or broken off, and what is wrong with it.

    `name` is the file's name as problems show it.
    """
    found: list[Problem] = []
    root: list[Node] = []
    around = [root]  # what the lists and mappings hold that are open, the outermost first
    opened: list[Node] = []
    documents = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            kind = type(event)
            if kind in _ENDS:
                around.pop()
                opened.pop().end = event.end_mark
            elif kind is yaml.ScalarEvent or kind is yaml.AliasEvent or kind in _COLLECTIONS:
                found += (_forbidden(rule, event, name) for rule in _broken(event, len(opened)))
                node = Node(event)
                around[-1].append(node)
                if kind in _COLLECTIONS:
                    opened.append(node)
                    around.append(node.held)
                    if len(opened) > DEEPEST:
                        break
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    found.append(_forbidden("documents", event, name))
                    break
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = explained(error, text, name)
        if all(problem.place.line != other.place.line for other in found):  # else it says the same once more
            found.append(problem)
    return (root[0] if root else None), found


def _forbidden(rule: str, event: Any, name: str) -> Problem:
    what, instead = _FORBIDDEN[rule]
    mark = event.start_mark
    return Problem(Place(name, mark.line + 1, mark.column + 1), rule, what, instead)


def _broken(event: Any, depth: int) -> Sequence[str]:
    """The rules of `_FORBIDDEN` that an event breaks, `depth` lists and mappings down."""
    if type(event) is yaml.AliasEvent:
        return ("alias",)
    if depth < DEEPEST and event.anchor is None and event.tag is None:
        return ()
    rules = ["anchor"] if event.anchor else []
    rules += ["tag"] if event.tag else []
    return [*rules, "depth"] if depth >= DEEPEST and type(event) in _COLLECTIONS else rules
