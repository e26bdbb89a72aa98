"""Jinja as our templates use it: everything is escaped, no name is undefined, and little is done twice.

Three things are compiled otherwise than Jinja does by itself, since together they took a third of the time of a
page (docs/performance.md). An attribute is read as Python reads it: `it.href` is an attribute and nothing else,
a mapping is asked `it["href"]`. What is escaped stays a plain text, for it goes into the page at once. And what is
called is called as Python calls it: a macro by its arguments in order.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import markupsafe
from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup

from atlas.pages.parts import Run
from atlas.rendering.compiled import FOLDER, Compiled

OWN = Path(__file__).resolve().parent.parent.parent / "templates"
"""The program's own templates, whose code is kept."""

escaped_text: Callable[[str], str] = markupsafe._escape_inner  # type: ignore[attr-defined]  # noqa: SLF001
"""The C function itself, for plain text alone."""

as_html: Callable[[str], Markup] = partial(str.__new__, Markup)
"""A text of HTML, marked so; `Markup` would first ask it whether it is."""


def escaped(value: object) -> str:
    """What `markupsafe.escape` says, as plain text: not to be escaped again only by who knows where it is from."""
    kind = type(value)
    if kind is str:
        return escaped_text(value)  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is int or kind is float:
        return str(value)
    return markupsafe.escape(value)


def run_html(parts: Run) -> Markup:
    """The HTML of a run of text and links.

    The one component that is no template: it stands in every cell of every table, and a macro takes four
    times as long as the text.
    """
    return as_html("".join(map(_part_html, parts)))


def part_html(part: Any) -> Markup:
    """The HTML of one piece of a run."""
    return as_html(_part_html(part))


def _part_html(part: Any) -> str:
    text = escaped(part.text)
    if not (part.href or part.mark or part.lang):
        return text
    tag = "a" if part.href else "span"
    href = f' href="{escaped(part.href)}"' if part.href else ""
    mark = f' class="{escaped(part.mark)}"' if part.mark else ""
    lang = f' lang="{escaped(part.lang)}"' if part.lang else ""
    return f"<{tag}{href}{mark}{lang}>{text}</{tag}>"


class _Code(CodeGenerator):
    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escape = environment.escaped")
        self.writeline("escape_text = environment.escaped_text")
        self.writeline("Macro = environment.macro")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        node.expr2 = node.expr2 or nodes.Const("")
        super().visit_CondExpr(node, frame)

    def _output_child_pre(self, *_: Any) -> None:
        self.write("(escape_text(said) if type(said := (")

    def _output_child_post(self, *_: Any) -> None:
        self.write(")) is str else escape(said))")


class PlainMacro(Macro):
    """A macro that is called with its arguments in order, of which the last may be left out."""

    def __call__(self, *arguments: Any, **named: Any) -> str:
        """The HTML that it makes."""
        lacking = self._argument_count - len(arguments)
        if named or lacking < 0 or self.caller or self.catch_kwargs or self.catch_varargs:
            return super().__call__(*arguments, **named)
        return as_html(self._func(*arguments, *(missing,) * lacking))


class _Environment(Environment):
    code_generator_class = _Code
    escaped = staticmethod(escaped)
    escaped_text = staticmethod(escaped_text)
    macro = PlainMacro


def environment(templates: Path) -> Environment:
    """The environment of a folder of templates: autoescape for every file, and no undefined name goes unnoticed."""
    found = _Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=Compiled(FOLDER, Path(__file__)) if templates == OWN else None,
    )
    found.filters["run"] = run_html
    found.filters["part"] = part_html
    found.policies["json.dumps_function"] = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
    found.policies["json.dumps_kwargs"] = {}
    return found
