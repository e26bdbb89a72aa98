"""Every component is explained where it stands, and the page on design shows it made by the very macro that pages use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.audit.page_rules import PAGE_RULES
from atlas.audit.reading import read_page
from atlas.making.making import Workshop
from atlas.noting.view import View
from atlas.pages import Page, plan
from atlas.rendering.assets import read_assets
from atlas.rendering.render import Renderer
from atlas.rendering.templating import PlainMacro
from tests.trees import ROOT, atlas_of, lay

COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
MACRO = re.compile(r"\{%-? macro (\w+)\(")
# The search page's inside needs its own page around it; test_every_kind_of_page looks at it there.
ELSEWHERE = {"search_page", "list_links"}


def macros(file: Path) -> list[str]:
    return MACRO.findall(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    atlas = atlas_of(lay(tmp_path_factory.mktemp("design") / "content"))
    renderer = Renderer(ROOT / "templates", read_assets(ROOT / "static").names, "https://example.org/atlas/")
    return Workshop(list(plan(atlas)), View.of(atlas), renderer)


def numbers(shop: Workshop, kind: str) -> Iterator[tuple[int, Page]]:
    return ((number, page) for number, page in enumerate(shop.pages) if page.kind == kind)


@pytest.mark.parametrize("file", COMPONENTS, ids=lambda file: file.stem)
def test_each_component_opens_with_one_comment_that_shows_how_each_macro_is_used(file):
    text = file.read_text(encoding="utf-8")
    comment = re.match(r"\{#.*?#\}", text, re.DOTALL)
    assert comment, "no comment at the top"
    assert f"components/{file.name}" in comment[0], "it says how the component is imported"
    assert macros(file)
    for name in macros(file):
        assert re.search(rf"\b{name}\(", comment[0]), f"{name} is not explained"


def test_no_two_macros_share_a_name():
    names = [name for file in COMPONENTS for name in macros(file)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_on_design_shows_every_macro(shop, language, monkeypatch):
    called = set()
    call = PlainMacro.__call__

    def noted(self, *arguments, **named):
        called.add(self.name)
        return call(self, *arguments, **named)

    monkeypatch.setattr(PlainMacro, "__call__", noted)
    for number, page in numbers(shop, "design"):
        if page.language == language:
            shop.make(number)
    shown = {name for file in COMPONENTS for name in macros(file)}
    assert sorted(shown - called - ELSEWHERE) == []


def test_the_page_on_design_breaks_no_rule_is_linked_and_is_not_searched(shop):
    linked = set()
    for number, page in (*numbers(shop, "design"), *numbers(shop, "about")):
        made = shop.make(number)
        html = next(content for path, content in made.files.items() if path.endswith(".html"))
        if page.kind == "about":
            linked |= {page.language} & {page.language for _ in re.findall(rb'href="design/"', html)}
            continue
        assert made.copy is None, "its samples are no content"
        read = read_page(f"{page.address}index.html", html)
        assert [(rule.__name__, found) for rule in PAGE_RULES for found in rule(read)] == []
    assert linked == {"zh", "en"}
