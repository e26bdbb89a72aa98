"""Every component in every state, as the page on design shows it, is there for every reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.tools import axe

ADDRESSES = {"zh": "about/design/", "en": "en/about/design/"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_component_breaks_an_accessibility_rule_in_any_state(page: Page, site_url, language):
    page.goto(site_url + ADDRESSES[language])
    assert axe.check(page) == []
    for each in page.locator("main summary").all():
        each.click()
    page.locator("#design-table .sort").first.click()
    page.locator("#design-chooser input").first.check()
    expect(page.locator("#design-folds .fold[open]")).to_have_count(2)
    assert axe.check(page) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_components_are_as_wide_as_the_window(page: Page, site_url, language):
    page.goto(site_url + ADDRESSES[language])
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
