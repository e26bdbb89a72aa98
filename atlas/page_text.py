"""The words that a page says, read from its HTML: what search knows of it."""

from __future__ import annotations

import re
from html import unescape


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# HTML's elements: those that begin and end a block, those without words of the page, those without content.
BLOCKS = _names(
    "address article aside blockquote br caption dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
SKIPPED = _names("nav noscript script select style svg template textarea")
VOID = _names("area base br col embed hr img input link meta source track wbr")
VERBATIM = _names("script style textarea")

# One tag or comment of a page; what stands between two of them is text.
TOKEN = re.compile(
    r"""<!--.*?-->|<!doctype[^>]*>|<(/?)([a-z][a-z0-9]*)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL | re.IGNORECASE,
)
OFF = re.compile(r"""(?:^|\s)(?:data-search\s*=\s*["']?off\b|hidden(?=[\s=/]|$))""", re.IGNORECASE)


def words_of(html: str) -> tuple[str, list[str]]:  # noqa: C901 -- one loop: half a million tags pass here
    """The words of a page's `<main>`: its first `<h1>`, and every other block-level element's as a block.

    Inline elements are joined without a space. Left out are elements with `data-search="off"` or `hidden`,
    scripts, styles, navigation, drawings (SVG) and form fields. Reads our own HTML: end tags are not omitted,
    attributes are quoted.
    """
    start = re.search(r"<main[\s>]", html)
    if start is None:
        return "", []
    end = html.find("</main>", start.start())
    html = html[start.start() : end if end >= 0 else len(html)]
    title, blocks = "", list[str]()
    opened: list[str] = []
    text: list[str] = []
    skipped_from = 0  # how many elements were open when one began that is left out; 0 outside of such
    verbatim = ""
    at = 0

    def end_block() -> None:
        nonlocal title
        words = " ".join(unescape("".join(text)).split())
        text.clear()
        if words and not title and "h1" in opened:
            title = words
        elif words:
            blocks.append(words)

    for token in TOKEN.finditer(html):
        closing, tag, attributes = token.groups()
        tag = (tag or "").lower()
        if verbatim and not (closing and tag == verbatim):
            continue
        if token.start() > at and not skipped_from:
            text.append(html[at : token.start()])
        at, verbatim = token.end(), ""
        if not tag:
            continue
        if text and tag in BLOCKS:
            end_block()
        if not closing:
            if tag in VOID:
                continue
            opened.append(tag)
            if not skipped_from and (tag in SKIPPED or (attributes and OFF.search(attributes))):
                skipped_from = len(opened)
            if tag in VERBATIM:
                verbatim = tag
        elif tag in opened:
            while opened.pop() != tag:
                pass
            if len(opened) < skipped_from:
                skipped_from = 0
    if not skipped_from:
        text.append(html[at:])
    end_block()
    return title, blocks
