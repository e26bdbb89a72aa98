"""The words that a page says, read from its HTML: what search knows of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape


def _either(words: str) -> str:
    return "|".join(words.split())


# HTML's elements: those that begin and end a block, those without words of the page, those without content.
BLOCKS = _either(
    "address article aside blockquote br caption dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
SKIPPED = _either("nav noscript script select style svg template textarea")
VOID = _either("area base br col embed hr img input link meta source track wbr")
VERBATIM = _either("script style textarea")

# The rest of a tag behind its name; > may stand in a quoted value.
_REST = r"""(?![\w:-])[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+>"""
COMMENT = re.compile(r"<!--.*?-->|<!doctype[^>]*>", re.DOTALL)
MAIN = re.compile(r"<main[\s>]")
TITLE = re.compile(rf"<h1{_REST}(.*?)</h1\s*>", re.DOTALL)
BLOCK_TAG = re.compile(rf"</?(?:{BLOCKS}){_REST}")
ANY_TAG = re.compile(rf"</?[a-z][a-z0-9]*{_REST}")
# Where something may stand that is left out: such an element, or an attribute that says so.
SKIPPED_TAG = re.compile(rf"<(?:{SKIPPED})(?![\w:-])")
OFF = (" data-search=", " hidden")
FIRST_TAG = re.compile(rf"<([a-z][a-z0-9]*)({_REST})")
OFF_ATTRIBUTE = re.compile(r"""\s(?:data-search\s*=\s*["']?off\b|hidden(?=[\s=/>]))""")
# Stands where a block begins or ends; no page may hold it.
EDGE = "\0"


def words_of(html: str) -> tuple[str, list[str]]:
    """The words of a page's `<main>`: its first `<h1>`, and every other block-level element's as a block.

    Inline elements are joined without a space. Left out are elements with `data-search="off"` or `hidden`,
    scripts, styles, navigation, drawings (SVG) and form fields. Reads our own HTML: names are in small letters,
    no end tag is omitted, a space stands before each attribute and quotation marks around its value.
    """
    start = MAIN.search(html)
    if start is None:
        return "", []
    end = html.find("</main>", start.start())
    main = COMMENT.sub("", html[start.start() : end if end >= 0 else len(html)])
    said = "".join(_kept(main))
    blocks = list[str]()
    at = 0
    for heading in TITLE.finditer(said):
        blocks += _blocks(said[at : heading.start()])
        at = heading.end()
        titles = _blocks(heading[1])
        if titles:
            return titles[0], [*blocks, *titles[1:], *_blocks(said[at:])]
    return "", [*blocks, *_blocks(said[at:])]


def _kept(html: str) -> Iterator[str]:
    """The HTML without what is left out."""
    kept_from = 0
    for at in _marks(html):
        begin = html.rfind("<", kept_from, at + 1)
        tag = FIRST_TAG.match(html, begin) if begin >= 0 else None
        if tag and tag.end() > at and _is_off(tag):
            name = tag[1]
            yield html[kept_from:begin] + EDGE * _is_block(name)
            kept_from = _end(html, name, tag.end())
    yield html[kept_from:]


def _marks(html: str) -> list[int]:
    """The places where something may be left out, in order."""
    found = [match.start() for match in SKIPPED_TAG.finditer(html)]
    for words in OFF:
        at = html.find(words)
        while at >= 0:
            found.append(at)
            at = html.find(words, at + 1)
    return sorted(found)


def _is_off(tag: re.Match[str]) -> bool:
    if re.fullmatch(SKIPPED, tag[1]):
        return True
    return OFF_ATTRIBUTE.search(tag[2]) is not None and not re.fullmatch(VOID, tag[1])


def _end(html: str, tag: str, at: int) -> int:
    """Where the element ends whose first tag ends at `at`."""
    depth = 1
    for found in _tags(tag).finditer(html, at):
        depth += -1 if found[1] else 1
        if not depth:
            return found.end()
    return len(html)


@lru_cache
def _tags(name: str) -> re.Pattern[str]:
    """The tags of an element by which it is known where it ends; in a script, nothing begins."""
    begins = "" if re.fullmatch(VERBATIM, name) else "?"
    return re.compile(rf"<(/{begins}){name}{_REST}")


@lru_cache
def _is_block(name: str) -> bool:
    return re.fullmatch(BLOCKS, name) is not None


def _blocks(html: str) -> list[str]:
    pieces = ANY_TAG.sub("", BLOCK_TAG.sub(EDGE, html)).split(EDGE)
    return [words for piece in pieces if (words := " ".join(unescape(piece).split()))]
