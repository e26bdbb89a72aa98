"""Rules that need all pages: links, titles, translations, ways in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from atlas.audit.page_rules import LANGUAGES
from atlas.audit.reading import Element, Page
from atlas.audit.site import Site

Found = Iterator[tuple[str, int, str]]

LOADING = frozenset(["icon", "manifest", "modulepreload", "preload", "prefetch", "preconnect", "stylesheet"])
"""Relations of `link` that make a browser fetch something, or speak to a host."""

CSS_EXTERNAL = re.compile(rb"@import|url\(\s*['\"]?\s*(?:https?:)?//[^)]*", re.IGNORECASE)


def links_lead_somewhere(site: Site) -> Found:
    """Every address on a page leads to a file of the site, in the case it is written, or to another site."""
    for page in site.pages.values():
        for element, url in page.references:
            fault = site.aim(page, url).fault
            if fault:
                yield page.path, element.line, f"{url} {fault}"


def fragments_exist(site: Site) -> Found:
    """The part of an address after # is an id on the page, or in the picture, that it leads to."""
    for page in site.pages.values():
        for element, url in page.references:
            if "#" not in url:
                continue
            aim = site.aim(page, url)
            if aim.path is None or aim.fragment in {"", "top"}:
                continue
            if not _has_id(site, aim.path, aim.fragment):
                yield page.path, element.line, f"{url} names an id that is not in {aim.path}"


def own_links_are_relative(site: Site) -> Found:
    """Only canonical, hreflang and preview metadata name the site's own host: the site works anywhere."""
    for page in site.pages.values():
        for element, url in page.references:
            if site.is_absolute_own(url) and not _is_identity(element):
                yield page.path, element.line, f"{element.tag} names the site's own host: {url}"


def nothing_is_fetched_from_others(site: Site) -> Found:
    """No page or style sheet makes a browser fetch anything from another host."""
    for page in site.pages.values():
        for element, url in page.references:
            if element.tag in {"a", "area"} or not site.is_external(url):
                continue
            if element.tag != "link" or LOADING & set(element.get("rel").lower().split()):
                yield page.path, element.line, f"{element.tag} fetches {url}"
    for path in sorted(site.files):
        if path.endswith(".css"):
            for match in CSS_EXTERNAL.finditer(site.files[path]):
                line = site.files[path].count(b"\n", 0, match.start()) + 1
                yield path, line, f"style sheet fetches {match[0].decode(errors='replace')}"


def titles_tell_pages_apart(site: Site) -> Found:
    """No two pages in one language have the same title."""
    first: dict[tuple[str, str], str] = {}
    for path, page in site.pages.items():
        if page.title and not page.is_redirect:
            other = first.setdefault((page.language, page.title), path)
            if other != path:
                yield path, 1, f"has the title of {other}: {page.title}"


def each_page_names_itself(site: Site) -> Found:
    """The canonical address of a page is its own address; a redirect's is that of the page it leads to."""
    for page in site.pages.values():
        if page.is_404:
            continue
        named = [link.get("href") for link in page.links("canonical")]
        if len(named) != 1:
            yield page.path, 1, f"{len(named)} canonical addresses, instead of 1"
        elif not page.is_redirect and site.own_path(named[0]) != page.path:
            yield page.path, 1, f"its canonical address is that of another page: {named[0]}"
        elif site.own_path(named[0]) not in site.pages:
            yield page.path, 1, f"its canonical address leads nowhere: {named[0]}"


def translations_name_each_other(site: Site) -> Found:
    """Every page names itself, its translation and a default by hreflang, and the translation names it too."""
    named = {page.path: _translations(site, page) for page in site.pages.values()}
    for page in site.pages.values():
        if page.is_404 or page.is_redirect:
            continue
        paths = {path for language, path, _ in named[page.path] if language != "x-default"}
        if page.path not in paths:
            yield page.path, 1, "hreflang does not name the page itself"
        if len(paths) < len(LANGUAGES):
            yield page.path, 1, "hreflang does not name the translation"
        if [language for language, _, _ in named[page.path]].count("x-default") != 1:
            yield page.path, 1, "hreflang does not name one x-default"
        for language, path, line in named[page.path]:
            other = None if path is None else site.pages.get(path)
            if other is None:
                yield page.path, line, f"hreflang {language} leads nowhere"
            elif language != "x-default":
                if not LANGUAGES[other.language].fullmatch(language):
                    yield page.path, line, f"hreflang says {language}, but {other.path} is {other.language}"
                if page.path not in {back for _, back, _ in named[other.path]}:
                    yield page.path, line, f"{other.path} does not name this page in return"


def every_page_can_be_reached(site: Site) -> Found:
    """Every page is reached by links from the home page of its language; 404 and redirects aside."""
    reached: set[str] = set()
    for home in ("index.html", "en/index.html"):
        ahead = [site.pages[home]] if home in site.pages else []
        reached.update(page.path for page in ahead)
        while ahead:
            page = ahead.pop()
            for reference in page.references:
                if reference.element.tag not in {"a", "area"}:
                    continue
                other = site.page_of(reference, page)
                if other is not None and other.language == page.language and other.path not in reached:
                    reached.add(other.path)
                    ahead.append(other)
    for page in site.pages.values():
        if page.path not in reached and not page.is_404 and not page.is_redirect:
            yield page.path, 1, "no way leads here from the home page of its language"


SITE_RULES: tuple[Callable[[Site], Found], ...] = (
    links_lead_somewhere,
    fragments_exist,
    own_links_are_relative,
    nothing_is_fetched_from_others,
    titles_tell_pages_apart,
    each_page_names_itself,
    translations_name_each_other,
    every_page_can_be_reached,
)


def _is_identity(element: Element) -> bool:
    """The element says which page this is, so it names the host on purpose."""
    relations = set(element.get("rel").lower().split())
    return element.tag == "link" and bool(relations & {"canonical", "alternate"})


def _has_id(site: Site, path: str, fragment: str) -> bool:
    if path in site.pages:
        return fragment in site.pages[path].ids
    if path.endswith(".svg") and path in site.files:
        return f'id="{fragment}"'.encode() in site.files[path]
    return False


def _translations(site: Site, page: Page) -> list[tuple[str, str | None, int]]:
    """The page's hreflang links: language, path below the site (None if elsewhere), line."""
    return [
        (link.get("hreflang"), site.own_path(link.get("href")), link.line)
        for link in page.links("alternate")
        if "hreflang" in link.attributes
    ]
