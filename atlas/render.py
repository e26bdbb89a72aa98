"""A page's content becomes HTML: the Jinja environment, and Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from atlas.addresses import PICTURE, feed_address, localized, relative
from atlas.aliases import Redirect
from atlas.linked import linked_data
from atlas.pages import Page
from atlas.pages.maker import Maker
from atlas.pages.parts import Content, Part, Run
from atlas.pages.speech import CHINESE
from atlas.prints import digest_of
from atlas.problems import Language
from atlas.prose import markdown_html

# A template that another one uses. Parsing with Jinja would take longer than a build with nothing else to do.
_REFERENCE = re.compile(r"""\{%[-+]?\s*(?:extends|include|import|from)\s+(?:["']([^"']+)["'])?""")

HTML_LANG = {"zh": CHINESE, "en": "en"}
_NAV = ("compare", "indicators", "regions", "clusters", "documents", "measures", "themes")
_FOOT = ("matrix", "timeline", "agencies", "references", "terms", "data", "about", "method")


class TemplateFailed(Exception):
    """A template of ours could not be rendered; the message names page, template and line."""


def run_html(parts: Run) -> Markup:
    """The HTML of a run of text and links.

    The one component that is no template: it stands in every cell of every table, and a macro takes four
    times as long as the text.
    """
    found: list[str] = []
    for part in parts:
        text: str = escape(part.text)
        if part.href or part.mark or part.lang:
            tag = "a" if part.href else "span"
            href = f' href="{escape(part.href)}"' if part.href else ""
            mark = f' class="{escape(part.mark)}"' if part.mark else ""
            lang = f' lang="{escape(part.lang)}"' if part.lang else ""
            text = f"<{tag}{href}{mark}{lang}>{text}</{tag}>"
        found.append(text)
    return Markup("".join(found))  # noqa: S704 -- every piece was escaped above


@dataclass(frozen=True)
class Renderer:
    """Turns contents into pages. `assets` maps logical names (`site.css`) to published paths."""

    templates: Path
    assets: Mapping[str, str]
    base_url: str

    @cached_property
    def environment(self) -> Environment:
        """The one Jinja environment: autoescape for every file, and no undefined name goes unnoticed."""
        environment = Environment(
            loader=FileSystemLoader(self.templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.filters["run"] = run_html
        environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
        return environment

    def render(self, page: Page, content: Content, m: Maker) -> str:
        """A page's HTML."""
        try:
            return self.environment.get_template(f"pages/{page.template}.html").render(
                content=content, frame=self._frame(page, content, m), t=_Strings(m)
            )
        except Exception as error:
            raise TemplateFailed(
                f"{page.address or '/'}: {_where(error, self.templates)}: {error}"
            ) from error

    @cached_property
    def _prints(self) -> dict[str, str]:
        return {}

    def template_print(self, template: str) -> str:
        """The digest of a page's template and of every template that it is built from."""
        found = self._prints.get(template)
        if found is None:
            met: dict[str, str] = {}
            self._gather(f"pages/{template}.html", met)
            found = self._prints[template] = digest_of(
                *(piece for pair in sorted(met.items()) for piece in pair)
            )
        return found

    def _gather(self, name: str, met: dict[str, str]) -> None:
        """`name` and all that it extends, includes or imports, with their sources."""
        loader = self.environment.loader
        if name in met or loader is None:
            return
        met[name], _, _ = loader.get_source(self.environment, name)
        for quoted in _REFERENCE.findall(met[name]):
            # Without quotation marks it is a name that is made up while rendering: it may be any.
            for one in [quoted] if quoted else self.environment.list_templates():
                self._gather(one, met)

    def redirect(self, one: Redirect) -> str:
        """The page at an address that is gone: it leads to the one that took over."""
        absolute = self.base_url + one.to
        return self.environment.get_template("pages/redirect.html").render(
            lang=HTML_LANG[one.language],
            title=absolute,
            absolute=absolute,
            href=relative(one.address, one.to),
        )

    def _frame(self, page: Page, content: Content, m: Maker) -> dict[str, Any]:
        """What surrounds every page: head, navigation, twin, footer."""
        site = m.view.site
        other: Language = "en" if page.language == "zh" else "zh"
        markdown = content.more.get("markdown")
        home = page.kind == "home"
        return {
            "lang": HTML_LANG[page.language],
            "title": content.title if home else f"{content.tab or content.title} · {m.name(site.name)}",
            "description": content.description or content.lead or m.name(site.description),
            "site": m.name(site.name),
            "home": m.to("home"),
            "nav": [_nav(m, kind, page.kind) for kind in _NAV],
            "foot": [_nav(m, kind, page.kind) for kind in _FOOT],
            "search": m.to("search"),
            "bundle": m.root("pagefind/"),
            "css": m.root(self.assets["site.css"]),
            "scripts": [m.root(self.assets[name]) for name in _scripts(page, content)],
            "classic": [m.root(self.assets["disk.js"])],
            "icon": m.root(self.assets["icon.svg"]),
            "canonical": self.base_url + page.address,
            "zh": self.base_url + page.path,
            "en": self.base_url + localized(page.path, "en"),
            "twin": m.root(localized(page.path, other)) if page.kind != "404" else m.root("en/"),
            "twin_lang": HTML_LANG[other],
            "twin_label": "English" if other == "en" else "中文",
            "indexed": page.kind != "404",
            "licence": Part(site.data_licence, site.data_licence_url),
            "data_date": site.data_date,
            "repository": site.repository,
            "markdown": _markdown(markdown, m) if markdown is not None else None,
            "linked": linked_data(m, page.kind, page.key, content, self.base_url + page.address),
            "picture": self.base_url + PICTURE,
            "feed": m.root(feed_address("", page.language)),
            "report": _report(site.repository, self.base_url + page.address, m),
            "words": _spoken(m),
            "skip_search": page.kind in ("search", "404", "design"),
        }


def _scripts(page: Page, content: Content) -> tuple[str, ...]:
    """The modules that enhance a page, and no other."""
    if page.kind == "search":
        return ("search-key.js", "search.js", "twin.js")
    found = ["search-key.js", "tables.js", "provenance.js", "twin.js"]
    if page.kind == "compare" and not page.key:
        found.append("compare.js")
    if content.outlined:
        found.append("outline.js")
    if any(section.folds for section in content.sections):
        found.append("folds.js")
    return tuple(found)


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


def _spoken(m: Maker) -> str:
    return json.dumps({key: m.t(name) for key, name in _SPOKEN.items()}, ensure_ascii=False)


def _report(repository: str | None, address: str, m: Maker) -> str | None:
    """The address that opens a prefilled issue, where the site names its repository."""
    if not repository:
        return None
    query = urlencode(
        {"title": f"{m.t('report_title')} {address}", "body": f"{address}\n\n{m.t('report_body')}\n"}
    )
    return f"{repository.rstrip('/')}/issues/new?{query}"


def _markdown(source: str, m: Maker) -> Markup:
    return markdown_html(source, lambda part: m.linked((part,) if part.href else m.mixed(part.text)))


class _Strings(Mapping[str, str]):
    """Interface strings in the page's language, by attribute or item; an unknown one is an error."""

    def __init__(self, m: Maker) -> None:
        self._m = m

    def __getitem__(self, key: str) -> str:
        return self._m.t(key)

    def __iter__(self) -> Any:
        return iter(self._m.view.atlas.interface)

    def __len__(self) -> int:
        return len(self._m.view.atlas.interface)


def _nav(m: Maker, kind: str, current: str) -> dict[str, Any]:
    return {"text": m.t(kind), "href": m.to(kind), "current": kind == current}


def _where(error: BaseException, templates: Path) -> str:
    """The last template frame of an error: the innermost frame is the library's, not ours."""
    found = "template"
    trace = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if templates in file.parents:
            found = f"{file.relative_to(templates).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
