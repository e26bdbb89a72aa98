"""HTML → the elements, texts and references that the rules look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)

REFERENCES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "button": ("formaction",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src",),
    "input": ("src", "formaction"),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src",),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
"""The attributes that hold an address; `srcset` and a refresh by `meta` are read apart."""

REFRESH = re.compile(r"^\s*[\d.]+\s*;\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One broken rule; `path` is below the site, `line` counts from 1."""

    path: str
    line: int
    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} [{self.rule}]"


class Element:
    """A start tag: lower-case names, decoded values; `has_words` if any text stands within."""

    __slots__ = ("attributes", "has_words", "line", "parent", "tag")

    def __init__(
        self, tag: str, attributes: dict[str, str | None], line: int, parent: Element | None
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.parent = parent
        self.has_words = False

    def get(self, name: str) -> str:
        """An attribute's value; empty if it is missing or has none."""
        return self.attributes.get(name) or ""

    def within(self) -> Iterator[Element]:
        """The elements around this one, nearest first."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent


class Text(NamedTuple):
    """A piece of text and the element it stands in."""

    line: int
    words: str
    parent: Element | None


class Reference(NamedTuple):
    """An address in an attribute, as written."""

    element: Element
    url: str


@dataclass(slots=True)
class Page:
    """One HTML file, read."""

    path: str
    source: str = ""
    title: str = ""
    elements: list[Element] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    by_tag: dict[str, list[Element]] = field(default_factory=dict)
    ids: dict[str, list[Element]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language that the page's address promises."""
        return "en" if self.path.startswith("en/") else "zh"

    @property
    def is_404(self) -> bool:
        """The page that a server shows at every address that does not exist, at any depth."""
        return self.path.rpartition("/")[2] == "404.html"

    @property
    def is_redirect(self) -> bool:
        """The page only sends the reader on."""
        return any(meta.get("http-equiv").lower() == "refresh" for meta in self.all("meta"))

    def all(self, *tags: str) -> list[Element]:
        """The elements of these kinds, kind by kind, in the order of the page."""
        return [element for tag in tags for element in self.by_tag.get(tag, ())]

    def titles(self) -> list[Element]:
        """The `title` elements of the page itself; those of its drawings are others."""
        return [title for title in self.all("title") if not any(each.tag == "svg" for each in title.within())]

    def forget_body(self) -> None:
        """What only the rules about one page need is given up: a large site has millions of elements."""
        self.source = ""
        self.elements.clear()
        self.texts.clear()
        self.by_tag = {tag: self.all(tag) for tag in ("link", "meta")}

    def links(self, relation: str) -> list[Element]:
        """The `link` elements of a relation, such as `canonical`."""
        return [link for link in self.all("link") if relation in link.get("rel").lower().split()]


def read_page(path: str, content: bytes) -> Page:
    """The page at `path`; a byte that is no UTF-8 shows up as U+FFFD in its text."""
    page = Page(path, content.decode("utf-8", errors="replace"))
    reader = _Reader(page)
    reader.feed(page.source)
    reader.close()
    titles = page.titles()
    page.title = " ".join(word for text in page.texts if text.parent in titles for word in text.words.split())
    return page


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self.open[-1] if self.open else None
        element = Element(tag, dict(attrs), self.lineno, parent)
        page = self.page
        page.elements.append(element)
        page.by_tag.setdefault(tag, []).append(element)
        if "id" in element.attributes:
            page.ids.setdefault(element.get("id"), []).append(element)
        if tag not in VOID:
            self.open.append(element)
        for name in REFERENCES.get(tag, ()):
            if name in element.attributes:
                page.references.append(Reference(element, element.get(name)))
        if "srcset" in element.attributes:
            candidates = element.get("srcset").split(",")
            page.references.extend(Reference(element, each.split()[0]) for each in candidates if each.strip())
        if tag == "meta" and (refresh := REFRESH.match(element.get("content"))):
            page.references.append(Reference(element, refresh[1]))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth].tag == tag:
                for element in reversed(self.open[depth:]):
                    if element.has_words and element.parent is not None:
                        element.parent.has_words = True
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        if not data.isspace():
            parent = self.open[-1] if self.open else None
            self.page.texts.append(Text(self.lineno, data, parent))
            if parent is not None:
                parent.has_words = True
