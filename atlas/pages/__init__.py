"""Every page of the site: its address, its template, and what makes its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from atlas.addresses import address, base_path, localized
from atlas.comparing.sides import areas, pairs
from atlas.noting.view import View
from atlas.pages import (
    agencies,
    clusters,
    compare,
    design,
    documents,
    indicators,
    matrix,
    measures,
    references,
    regions,
    targets,
    terms,
    texts,
    themes,
    timeline,
)
from atlas.pages.maker import Maker
from atlas.pages.parts import Content
from atlas.problems import Language
from atlas.records.model import TEXTS, Atlas

Builder = Callable[[Maker, str], Content]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True)
class Page:
    """One page in one language. `path` is the address without its language."""

    kind: str
    key: str
    language: Language
    template: str
    builder: Builder

    @cached_property
    def path(self) -> str:
        """The address that the page's twins share."""
        return address(self.kind, self.key)

    @cached_property
    def address(self) -> str:
        """The page's own address."""
        return localized(self.path, self.language)


_ENTITIES: dict[str, tuple[str, Builder]] = {
    "regions": ("entity", regions.region),
    "clusters": ("entity", clusters.cluster),
    "indicators": ("entity", indicators.indicator),
    "documents": ("entity", documents.document),
    "themes": ("entity", themes.theme),
    "agencies": ("entity", agencies.agency),
    "references": ("entity", references.reference),
    "terms": ("entity", terms.term),
    "targets": ("target", targets.target),
    "measures": ("entity", measures.measure),
}
_SINGLES: dict[str, tuple[str, Builder]] = {
    "home": ("home", texts.home),
    "regions": ("entity", regions.regions),
    "clusters": ("entity", clusters.clusters),
    "indicators": ("entity", indicators.indicators),
    "documents": ("entity", documents.documents),
    "measures": ("entity", measures.measures),
    "themes": ("entity", themes.themes),
    "agencies": ("entity", agencies.agencies),
    "references": ("entity", references.references),
    "terms": ("entity", terms.terms),
    "compare": ("compare", compare.compare),
    "matrix": ("entity", matrix.matrix),
    "timeline": ("entity", timeline.timeline),
    "search": ("search", texts.search),
    "data": ("entity", texts.data),
    "design": ("design", design.design),
    "404": ("not-found", texts.not_found),
}


def plan(atlas: Atlas) -> Iterator[Page]:
    """Every page of the site in both languages."""
    keys: dict[str, list[str]] = {kind: list(getattr(atlas, kind)) for kind in _ENTITIES if kind != "themes"}
    keys["themes"] = list(atlas.vocabulary["themes"])
    for language in LANGUAGES:
        for kind, (template, builder) in _SINGLES.items():
            if kind != "404" or language == "zh":
                yield Page(kind, "", language, template, builder)
        for name in TEXTS:
            yield Page(name, "", language, "text", lambda m, _, name=name: texts.text(m, name))  # type: ignore[misc]
        for one, other in pairs(areas(atlas.targets.values(), atlas.regions), atlas.regions):
            yield Page("compare", f"{one}--{other}", language, "entity", compare.pair)
        for kind, (template, builder) in _ENTITIES.items():
            for key in keys[kind]:
                yield Page(kind, key, language, template, builder)


def has_same_pages(old: Atlas, new: Atlas) -> bool:
    """Whether the plans of two atlases in which the same areas have targets are surely the same."""
    return (
        list(map(id, old.regions.values())) == list(map(id, new.regions.values()))
        and list(old.vocabulary["themes"]) == list(new.vocabulary["themes"])
        and all(
            list(getattr(old, kind)) == list(getattr(new, kind)) for kind in _ENTITIES if kind != "themes"
        )
    )


def make(page: Page, view: View, site_url: str) -> tuple[Content, Maker]:
    """A page's content, made from a fresh view whose `reads` then name all that it was made from.

    `site_url` is the absolute address of the site's root.
    """
    anywhere = base_path(site_url) if page.kind == "404" else None
    maker = Maker(view.fresh(), page.language, page.address, site_url, anywhere)
    maker.linker.met.add((page.kind, page.key))  # a page does not link to itself
    return page.builder(maker, page.key), maker
