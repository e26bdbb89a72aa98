"""Long parts of a page fold where there is little room, and nowhere else; whatever is looked for in them opens them."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

DOCUMENT = "documents/changzhou-hitech-2017/"
GROUPS = "#targets tbody"
ROWS = "#targets tbody tr:not(.group)"
PARTS = "#clusters .scroller, #outline .outline, #set-aside .scroller"
REGION = "regions/jiangyin/"
PAIR = "compare/changzhou--jiangyin/"


def seen(page: Page, selector: str) -> list[bool]:
    """Whether each of these takes room and is not skipped, once the page is drawn."""
    page.wait_for_timeout(100)
    found: list[bool] = page.locator(selector).evaluate_all(
        """all => all.map((one) => one.checkVisibility({ contentVisibilityAuto: true }) &&
          one.getBoundingClientRect().height > 1)"""
    )
    return found


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", ["", "en/"])
def test_on_a_telephone_a_long_document_is_a_few_screens_and_opens_theme_by_theme(
    page: Page, site_url, language
):
    page.goto(site_url + language + DOCUMENT)
    assert not any(seen(page, ROWS))
    assert not any(seen(page, PARTS))
    assert page.evaluate("document.querySelector('#targets').offsetHeight") < 1500
    group = page.locator(GROUPS).nth(1)
    line = group.locator("summary")
    assert (
        int((line.locator(".count").text_content() or "").strip()) == group.locator("tr:not(.group)").count()
    )
    line.click()
    opened = seen(page, f"{GROUPS}:nth-of-type(2) tr:not(.group)")
    assert opened
    assert all(opened)
    assert sum(seen(page, ROWS)) == len(opened), "and no other"
    line.press("Enter")
    expect(line.locator("..")).not_to_have_attribute("open", "")
    assert not any(seen(page, ROWS))
    page.locator("#set-aside > .narrow-fold > summary").click()
    assert all(seen(page, "#set-aside .scroller tbody tr"))


@pytest.mark.parametrize("width", [768, 1280])
@pytest.mark.parametrize("javascript", [True, False])
def test_where_there_is_room_everything_is_open_and_no_line_opens_anything(page: Page, site_url):
    for address in (
        DOCUMENT,
        REGION,
        PAIR,
        "themes/talent/",
        "agencies/",
        "indicators/",
        "regions/changzhou/",
    ):
        page.goto(site_url + address)
        assert page.locator(".narrow-fold").count() > 0, address
        assert all(seen(page, ".narrow-folded > :not([data-tools])"))
        assert all(seen(page, ".section tr"))
        assert not any(seen(page, ".narrow-fold"))
        assert all(seen(page, ".folding .group-name"))


@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("javascript", [True, False])
def test_on_paper_everything_is_open(page: Page, site_url):
    page.goto(site_url + DOCUMENT)
    page.emulate_media(media="print")
    assert all(seen(page, ROWS))
    assert all(seen(page, PARTS))
    assert not any(seen(page, ".narrow-fold"))


@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_part_is_open_where_the_address_points_at_it(page: Page, site_url):
    page.goto(f"{site_url}{DOCUMENT}#outline")
    assert all(seen(page, "#outline .outline"))
    assert not any(seen(page, "#set-aside .scroller"))
    page.locator("#outline h2").scroll_into_view_if_needed()
    expect(page.locator("#outline h2")).to_be_in_viewport()


@pytest.mark.parametrize("width", [390])
def test_a_row_is_seen_where_the_address_points_at_it(page: Page, site_url):
    page.goto(site_url + DOCUMENT)
    page.locator(ROWS).nth(20).evaluate("row => { row.id = 'here'; }")
    page.evaluate("location.hash = 'here'")
    expect(page.locator("#here")).to_be_in_viewport()


@pytest.mark.parametrize("width", [390])
def test_words_that_are_looked_for_open_what_they_stand_in(page: Page, site_url):
    """A fragment of text is found by the same means as words that a reader looks for in the page."""
    for words, part in (("经营管理人才", "#targets"), ("十三届二次全会", "#set-aside")):
        page.goto("about:blank")
        page.goto(f"{site_url}{DOCUMENT}#:~:text={quote(words)}")
        found = page.locator(f"{part} tbody tr", has_text=words).first
        expect(found).to_be_in_viewport()
        page.wait_for_function("row => row.getBoundingClientRect().height > 10", arg=found.element_handle())


@pytest.mark.parametrize("width", [390])
def test_a_filter_finds_what_is_folded_and_leaves_it_folded(page: Page, site_url):
    page.goto(site_url + DOCUMENT)
    box = page.locator("#targets [data-tools] input")
    box.fill("研发投入占比")
    assert sum(seen(page, ROWS)) == 1
    assert sum(seen(page, f"{GROUPS} .group")) == 1
    box.fill("")
    assert not any(seen(page, ROWS))
    assert all(seen(page, f"{GROUPS} .group"))


@pytest.mark.parametrize("width", [390])
def test_what_may_be_compared_or_changed_stands_open(page: Page, site_url):
    page.goto(site_url + PAIR)
    assert all(seen(page, "#may-be-compared tr, #may-not-be-compared tr"))
    assert all(seen(page, "#clusters tbody[data-key=both] tr"))
    assert not any(seen(page, "#clusters tbody[data-key=jiangyin] tr:not(.group)"))
    page.goto(site_url + "regions/changzhou/")
    assert all(seen(page, "#lineage tbody[data-key=rose] tr"))
    assert not any(seen(page, "#lineage tbody[data-key=new] tr:not(.group)"))


@pytest.mark.parametrize("width", [390])
def test_sorted_rows_stay_in_their_folds(page: Page, site_url):
    page.goto(site_url + REGION)
    page.locator("#targets thead .sort").first.click()
    assert not any(seen(page, ROWS))
    page.locator(f"{GROUPS} summary").first.click()
    assert all(seen(page, f"{GROUPS}:first-of-type tr"))


@pytest.mark.parametrize("width", [390])
def test_in_lines_no_heading_of_a_single_column_stays_in_view(page: Page, site_url):
    page.goto(site_url + "indicators/rd-intensity/")
    page.locator(".stacks-3 tbody tr").last.scroll_into_view_if_needed()
    assert set(
        page.locator(".stacks-3 thead th").evaluate_all(
            "all => all.map((th) => getComputedStyle(th).position)"
        )
    ) == {"static"}
