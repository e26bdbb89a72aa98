"""What surrounds every page: head, navigation, twin, footer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from atlas.addresses import PICTURE, feed_address, localized
from atlas.pages import Page
from atlas.pages.maker import Maker
from atlas.pages.parts import Content, Part
from atlas.pages.speech import CHINESE
from atlas.problems import Language
from atlas.records.model import Atlas
from atlas.rendering.linked import linked_data

HTML_LANG: Mapping[Language, str] = {"zh": CHINESE, "en": "en"}
_MENU = ("compare", "indicators", "regions", "clusters", "documents", "measures", "themes")
_FOOT = ("matrix", "timeline", "agencies", "references", "terms", "data", "about", "method")
_STYLE, _ICON, _CLASSIC = "site.css", "icon.svg", ("disk.js",)

# What the scripts say, by the key under which they ask for it.
_SPOKEN = {
    "sort": "table_sort",
    "filter": "table_filter",
    "rows": "table_rows",
    "columns": "table_columns",
    "all": "search_all",
    "theme": "column_theme",
    "level": "level",
    "year": "year",
    "open": "chooser_open",
    "term": "term_open",
    "close": "chooser_close",
    "expand": "expand_all",
    "collapse": "collapse_all",
    "outline": "on_this_page",
    "search": "search_label",
    "search_box": "search_placeholder",
    "search_failed": "search_failed",
    "slash": "search_slash",
}


class Strings:
    """Interface strings in a language, by attribute or item; an unknown one is an error that names it."""

    def __init__(self, m: Maker) -> None:
        self._m = m
        self.__dict__ |= {key: m.name(words) for key, words in m.view.atlas.interface.items()}

    def __getattr__(self, key: str) -> str:
        return self._m.t(key)

    def __getitem__(self, key: str) -> str:
        return self._m.t(key)


class Frames:
    """The frames of the pages of one atlas.

    What is the same on all pages of a kind is made once. `assets` maps logical names (`site.css`) to published
    paths; `base_url` is the site's address.
    """

    def __init__(self, atlas: Atlas, assets: Mapping[str, str], base_url: str) -> None:
        self.atlas = atlas
        self._assets = assets
        self._base_url = base_url
        self._strings: dict[Language, Strings] = {}
        self._shared: dict[tuple[object, ...], dict[str, Any]] = {}

    def strings(self, m: Maker) -> Strings:
        """The interface strings in a page's language; the page has noted that it reads them."""
        m.t("skip")
        found = self._strings.get(m.language)
        if found is None:
            found = self._strings[m.language] = Strings(m)
        return found

    def frame(self, page: Page, content: Content, m: Maker) -> SimpleNamespace:
        """What surrounds a page."""
        site = m.view.site
        base = self._base_url
        other: Language = "en" if page.language == "zh" else "zh"
        home = page.kind == "home"
        scripts = _scripts(page, content)
        # Pages that lie in the same folder are as far from everything that is not in it.
        folder = m.here.rstrip("/").rpartition("/")[0]
        key = (page.language, page.kind, bool(page.key), folder, scripts)
        shared = self._shared.get(key)
        if shared is None:
            shared = self._shared[key] = self._same(page, scripts, m)
        return SimpleNamespace(
            **shared,
            title=content.title if home else f"{content.tab or content.title} · {m.name(site.name)}",
            description=content.description or content.lead or m.name(site.description),
            canonical=base + page.address,
            zh=base + page.path,
            en=base + localized(page.path, "en"),
            twin=m.root(localized(page.path, other)) if page.kind != "404" else m.root("en/"),
            linked=linked_data(m, page.kind, page.key, content, base + page.address),
            report=_report(site.repository, base + page.address, m),
        )

    def _same(self, page: Page, scripts: tuple[str, ...], m: Maker) -> dict[str, Any]:
        """What is the same around all pages of a kind, in a folder, with the same scripts."""
        site = m.view.site
        other: Language = "en" if page.language == "zh" else "zh"
        return {
            "lang": HTML_LANG[page.language],
            "site": m.name(site.name),
            "home": m.to("home"),
            "menu": [_entry(m, kind, page.kind) for kind in _MENU],
            "foot": [_entry(m, kind, page.kind) for kind in _FOOT],
            "search": m.to("search"),
            "bundle": m.root("pagefind/"),
            "css": m.root(self._assets[_STYLE]),
            "scripts": [m.root(self._assets[name]) for name in scripts],
            "classic": [m.root(self._assets[name]) for name in _CLASSIC],
            "icon": m.root(self._assets[_ICON]),
            "twin_lang": HTML_LANG[other],
            "twin_label": "English" if other == "en" else "中文",
            "indexed": page.kind != "404",
            "licence": Part(site.data_licence, site.data_licence_url),
            "data_date": site.data_date,
            "picture": self._base_url + PICTURE,
            "feed": m.root(feed_address("", page.language)),
            "words": json.dumps({key: m.t(name) for key, name in _SPOKEN.items()}, ensure_ascii=False),
        }


@dataclass(frozen=True)
class Entry:
    """An entry of a menu; `current` where the page is of that kind."""

    text: str
    href: str
    current: bool


def _entry(m: Maker, kind: str, current: str) -> Entry:
    return Entry(m.t(kind), m.to(kind), kind == current)


def assets_of(page: Page, content: Content) -> tuple[str, ...]:
    """What the frame of a page takes from `static/`, each once, by the names that templates use."""
    return (_STYLE, _ICON, *_CLASSIC, *_scripts(page, content))


def _scripts(page: Page, content: Content) -> tuple[str, ...]:
    """The modules that enhance a page, and no other."""
    if page.kind == "search":
        return ("search-key.js", "search.js", "twin.js")
    found = ["search-key.js", "tables.js", "provenance.js", "twin.js"]
    if page.kind == "compare" and not page.key:
        found.append("compare.js")
    elif page.language == "zh":
        found.append("phrases.js")
    if content.outlined:
        found.append("outline.js")
    if any(section.opens for section in content.sections):
        found.append("folds.js")
    return tuple(found)


def _report(repository: str | None, address: str, m: Maker) -> str | None:
    """The address that opens a prefilled issue, where the site names its repository."""
    if not repository:
        return None
    query = urlencode(
        {"title": f"{m.t('report_title')} {address}", "body": f"{address}\n\n{m.t('report_body')}\n"}
    )
    return f"{repository.rstrip('/')}/issues/new?{query}"
