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


@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", ["", "en/"])
def test_measures_open_instrument_by_instrument(page: Page, site_url, language):
    page.goto(f"{site_url}{language}measures/")
    lines = page.locator(".section-group > .narrow-fold")
    assert lines.count() > 10
    assert not any(seen(page, ".section-group .narrow-folded > .facts"))
    assert all(seen(page, ".section-group > .facts")), "a few stand open"
    assert page.evaluate("document.documentElement.scrollHeight") < 8000
    lines.nth(1).locator("summary").click()
    assert seen(page, ".section-group .narrow-folded > .facts").count(True) == 1
    page.emulate_media(media="print")
    assert all(seen(page, ".section-group .facts"))


@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("javascript", [True, False])
def test_an_instrument_is_open_where_the_address_points_at_it(page: Page, site_url):
    page.goto(f"{site_url}measures/")
    titles = page.locator(".group-title:has(+ .narrow-fold)")
    for at in (0, 4):
        key = titles.nth(at).get_attribute("id")
        page.goto(f"{site_url}about/")
        page.goto(f"{site_url}measures/#{key}")
        page.wait_for_timeout(100)
        assert seen(page, f"#{key} + .narrow-fold + .narrow-folded > .facts") == [True]
        assert seen(page, ".section-group .narrow-folded > .facts").count(True) == 1
        expect(page.locator(f"#{key}")).to_be_in_viewport()


@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", ["", "en/"])
def test_the_glossary_is_an_index_whose_letters_open(page: Page, site_url, language):
    page.goto(f"{site_url}{language}glossary/")
    rows = "#all-terms tbody tr:not(.group)"
    assert not any(seen(page, rows))
    assert page.evaluate("document.documentElement.scrollHeight") < 5000
    letters = page.locator("#all-terms tbody .group-name").all_text_contents()
    assert letters == sorted(letters)
    assert letters[0] == "0–9"
    group = page.locator("#all-terms tbody").nth(3)
    names = group.locator("tr:not(.group) th").all_text_contents()
    line = group.locator("summary")
    assert all(name.strip() in (line.text_content() or "") for name in names), "the line says what it opens"
    line.click()
    assert seen(page, rows).count(True) == len(names)


@pytest.mark.parametrize("width", [390])
def test_of_many_sides_each_theme_opens_by_itself_and_says_what_may_be_compared(page: Page, site_url):
    address = f"{site_url}compare/?with=changzhou,jiangyin,changzhou-hitech,jiangyin-hitech"
    page.goto(address)
    groups = page.locator("[data-chooser-result] tbody")
    groups.first.wait_for()
    rows = "[data-chooser-result] tbody tr:not(.group)"
    assert not any(seen(page, rows))
    assert page.evaluate("document.documentElement.scrollHeight") < 5000
    told = groups.locator(".fold-says").all_text_contents()
    page.goto(f"{address}&show=comparable")
    groups.first.wait_for()
    assert sum(int(words.split()[0]) for words in told) == len(seen(page, rows)) > 0
    assert all(seen(page, rows)), "what may be compared stands open where nothing else is shown"
    blanks = page.locator("[data-chooser-result] tr:has(> .blank:nth-child(3)):has(> .blank:nth-child(4))")
    page.goto(address)
    page.locator("[data-chooser-result] tbody summary").first.click()
    one, other = (blanks.first.locator("td.blank").nth(n).bounding_box() for n in (0, 1))
    assert one
    assert other
    assert other["y"] - one["y"] < 60, "who says nothing takes no lines of its own"
