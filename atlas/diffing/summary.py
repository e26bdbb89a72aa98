"""A summary in parts, each a heading with rows: for the terminal, or as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.problems import Language

MOST = 60
"""Rows of one part that are told; of more it is said how many there are."""


@dataclass(frozen=True)
class Row:
    """One line: `+` added, `-` gone, `~` changed, or no mark; `details` stand under it."""

    text: str
    mark: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A heading with its rows; `verbatim` are lines to be copied as they are."""

    title: str
    rows: tuple[Row, ...] = ()
    verbatim: tuple[str, ...] = ()


def as_text(parts: Iterable[Part], language: Language) -> str:
    """The parts for a terminal, each row on a line of its own."""
    blocks = []
    for part in parts:
        lines = [_plain(part.title)]
        for row in part.rows[:MOST]:
            lines.append(f"  {row.mark + ' ' if row.mark else ''}{_plain(row.text)}")
            lines += [f"      {_plain(detail)}" for detail in row.details]
        lines += [f"  {_more(part, language)}"] if len(part.rows) > MOST else []
        lines += [f"  {_plain(line)}" for line in part.verbatim]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def as_markdown(parts: Iterable[Part], language: Language) -> str:
    """The parts as Markdown in which nothing that the content holds is markup."""
    blocks = []
    for part in parts:
        lines = [f"### {escaped(part.title)}", ""]
        for row in part.rows[:MOST]:
            mark = f"`{row.mark}` " if row.mark else ""
            lines.append(f"- {mark}{escaped(row.text)}")
            lines += [f"  - {escaped(detail)}" for detail in row.details]
        lines += [f"- {_more(part, language)}"] if len(part.rows) > MOST else []
        lines += (
            ["```yaml", *(_plain(line).replace("`", "") for line in part.verbatim), "```"]
            if part.verbatim
            else []
        )
        blocks.append("\n".join(lines).rstrip())
    return "\n\n".join(blocks) + "\n"


def _more(part: Part, language: Language) -> str:
    rest = len(part.rows) - MOST
    return f"……另有{rest}项" if language == "zh" else f"… and {rest} more"


def _plain(text: str) -> str:
    """One line that a terminal shows as it is."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in " ".join(text.split()))


def escaped(text: str) -> str:
    """Text as Markdown that shows it as it is."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>()#+-.!|~&@:$=^" else char for char in _plain(text))
