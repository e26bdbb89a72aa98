"""One page of each kind, in both languages: accessible, quiet, and as wide as the window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.tools import axe

KIND = re.compile(r"(?<=/)(?!targets/|measures/)[^/]+(?=/)")


def pages_by_kind(site: Path, language: str) -> dict[str, str]:
    """The address of the largest page of every kind, such as `regions/*/`."""
    largest: dict[str, tuple[int, str]] = {}
    for path in site.rglob("*.html"):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        if path.name == "404.html" or address.startswith("en/") != (language == "en"):
            continue
        kind = KIND.sub("*", address.removeprefix("en/"))
        largest[kind] = max(largest.get(kind, (0, "")), (path.stat().st_size, address))
    return {kind: address for kind, (_, address) in sorted(largest.items())}


@pytest.mark.parametrize(("language", "width", "colour_scheme"), [("zh", 1280, "light"), ("en", 390, "dark")])
def test_no_accessibility_rule_is_broken(page: Page, site_url, built_site, language):
    found = []
    for kind, address in pages_by_kind(built_site, language).items():
        page.goto(site_url + address)
        found += [f"{kind} ({address}): {violation}" for violation in axe.check(page)]
    assert not found, "\n".join(found[:30])


@pytest.mark.parametrize(("language", "width"), [("en", 390), ("zh", 1280)])
def test_no_page_is_wider_than_the_window(page: Page, site_url, built_site, language):
    wide = []
    for kind, address in pages_by_kind(built_site, language).items():
        page.goto(site_url + address)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide.append(f"{kind} ({address}) by {over} px")
    assert not wide, "\n".join(wide)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("javascript", [False])
def test_without_scripts_every_page_shows_its_heading_and_complains_of_nothing(
    page: Page, site_url, built_site, language
):
    for address in pages_by_kind(built_site, language).values():
        page.goto(site_url + address)
        assert page.locator("h1").is_visible(), address


def test_a_missing_address_at_any_depth_shows_the_styled_404_page(page: Page, site_url, troubles):
    troubles.expect("answer 404: .*/regions/nowhere/at/all/")
    troubles.expect("console error: .*404")
    response = page.goto(site_url + "regions/nowhere/at/all/")
    assert response is not None
    assert response.status == 404
    page.locator("a").first.wait_for()
    assert len(troubles.seen) == 2, "style sheets and scripts are found"
