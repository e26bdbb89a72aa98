"""The search promise on the really built site."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.search_promise import broken_promises, pages_of


def test_chinese_search_finds_every_page_that_holds_the_words_and_no_other(
    page: Page, site_url: str, built_site: Path
) -> None:
    """For random substrings of two to eight characters of the pages' own words."""
    page.goto(f"{site_url}search/")

    assert broken_promises(page, pages_of(built_site, "zh"), count=200, seed=20261122) == []
