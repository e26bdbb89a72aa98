"""Our Markdown as HTML: no raw HTML, safe links, emphasis that works in Chinese, and names that are links."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token
from markupsafe import Markup

from atlas.pages.parts import Part, Run

Words = Callable[[Part], Run]
"""Words of a text, cut into pieces that may be links or of another language; a link comes back as it is."""

_NO_LINKS = ("heading", "th")


def markdown_html(source: str, words: Words | None = None) -> Markup:
    """Markdown as HTML; raw HTML in it is shown as text.

    With `words`, running text is what that makes of it; headings, links and code stay as they are.
    """
    markdown = MarkdownIt("js-default")
    markdown.validateLink = _safe_link  # type: ignore[method-assign]
    markdown.inline.ruler.at("emphasis", _emphasis)
    tokens = markdown.parse(source)
    if words is not None:
        reword(tokens, words)
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S704  (html is off: all is escaped)


def reword(tokens: Sequence[Token], words: Words) -> None:
    """The running text of parsed Markdown is what `words` makes of it."""
    for before, token in zip((None, *tokens), tokens, strict=False):
        heads = before is not None and before.type.removesuffix("_open") in _NO_LINKS
        if token.type == "inline" and token.children and not heads:
            token.children = list(_reworded(token.children, words))


def _reworded(tokens: Iterable[Token], words: Words) -> Iterator[Token]:
    link: Token | None = None
    for token in tokens:
        if token.type == "text" and link is None:
            for piece in words(Part(token.content)):
                yield from _piece(piece)
            continue
        if token.type == "text" and link is not None:
            words(Part(token.content, str(link.attrs["href"])))
        elif token.type == "link_open":
            link = token
        elif token.type == "link_close":
            link = None
        yield token


def _piece(piece: Part) -> Iterator[Token]:
    attributes = {"href": piece.href, "class": piece.mark, "lang": piece.lang}
    present: dict[str, str | int | float] = {name: value for name, value in attributes.items() if value}
    kind, tag = ("link", "a") if piece.href else ("span", "span")
    if present:
        yield Token(f"{kind}_open", tag, 1, attrs=present)
    yield Token("text", "", 0, content=piece.text)
    if present:
        yield Token(f"{kind}_close", tag, -1)


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
