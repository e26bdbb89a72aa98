"""Our Markdown as HTML: no raw HTML, safe links, and emphasis that works in Chinese."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markupsafe import Markup


def markdown_html(source: str) -> Markup:
    """Markdown as HTML; raw HTML in it is shown as text."""
    markdown = MarkdownIt("js-default")
    markdown.validateLink = _safe_link  # type: ignore[method-assign]
    markdown.inline.ruler.at("emphasis", _emphasis)
    return Markup(markdown.render(source))  # noqa: S704  (html is off: what comes out is escaped)


def _safe_link(url: str) -> bool:
    """Links go to the web, to mail, or to this site."""
    parts = urlsplit(url)
    return parts.scheme in ("https", "http", "mailto") or (not parts.scheme and not url.startswith("//"))


def _emphasis(state: StateInline, silent: bool) -> bool:
    """The library's rule for * and _, where a delimiter beside a Chinese character counts as beside a space.

    CommonMark wants white space or punctuation outside a delimiter that has punctuation inside: `**要点：**内容`
    would stay literal, since Chinese puts no space there.
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    can_open, can_close = scanned.can_open, scanned.can_close
    if marker == "*":
        before = state.src[state.pos - 1] if state.pos else " "
        end = state.pos + scanned.length
        after = state.src[end] if end < state.posMax else " "
        can_open = can_open or (not after.isspace() and _is_chinese(before))
        can_close = can_close or (not before.isspace() and _is_chinese(after))
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos += scanned.length
    return True


def _is_chinese(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")
