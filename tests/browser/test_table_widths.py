"""Tables share out their room: edges meet, short names stay whole, and nothing scrolls that could fit."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

PAGES = (
    "clusters/biomedicine/",
    "regions/jiangyin/",
    "indicators/rd-intensity/",
    "compare/changzhou--jiangyin/",
)


@pytest.mark.parametrize("width", [1280])
@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("address", PAGES)
def test_every_table_is_as_broad_as_its_section(page: Page, site_url, language, address):
    page.goto(site_url + language + address)
    rest = page.locator(".section .scroller:not(.scroller-wide)").evaluate_all(
        """all => all.map((one) => one.querySelector("table").getBoundingClientRect().width
          - one.closest(".section").getBoundingClientRect().width)"""
    )
    assert rest
    assert all(abs(left) < 1 for left in rest), rest


@pytest.mark.parametrize("width", [1280])
@pytest.mark.parametrize("address", ["en/regions/jiangyin/", "regions/changzhou/", "clusters/biomedicine/"])
def test_a_short_name_of_a_document_stays_in_one_line(page: Page, site_url, address):
    page.goto(site_url + address)
    lines = page.locator("td.named > a").evaluate_all("all => all.map((one) => one.getClientRects().length)")
    assert lines
    assert set(lines) == {1}


@pytest.mark.parametrize("width", [1280])
@pytest.mark.parametrize("language", ["", "en/"])
def test_the_columns_of_the_list_of_indicators_stand_under_each_other(page: Page, site_url, language):
    page.goto(f"{site_url}{language}indicators/")
    starts = page.locator(".aligned thead th:nth-child(2)").evaluate_all(
        "all => all.map((one) => Math.round(one.getBoundingClientRect().left))"
    )
    assert len(starts) > 10
    assert len(set(starts)) == 1


@pytest.mark.parametrize("width", [768, 1024, 1120])
def test_lists_fit_where_the_window_is_of_middling_width(page: Page, site_url):
    for address in ("en/documents/changzhou-sunan-2018/", "en/regions/changzhou-hitech/", "en/clusters/nev/"):
        page.goto(site_url + address)
        beyond = page.locator(".scroller:not(.scroller-wide)").evaluate_all(
            "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.ariaLabel)"
        )
        assert not beyond, address


@pytest.mark.parametrize("width", [390])
def test_a_name_over_its_line_has_all_the_room_there_is(page: Page, site_url):
    page.goto(site_url + "en/indicators/rd-intensity/")
    names = page.locator(".stacks tbody th[scope=row] > a:only-child", has_text="Jiangyin High-tech Zone")
    assert names.count() > 0
    assert set(names.evaluate_all("all => all.map((one) => one.getClientRects().length)")) == {1}


@pytest.mark.parametrize("width", [390, 1280])
def test_firms_and_parks_of_an_industry_stand_in_lines_of_their_own(page: Page, site_url):
    page.goto(site_url + "en/clusters/carbon-fibre/")
    tops = page.locator("td:has(> .label ~ .label)").first.evaluate(
        "cell => [...cell.querySelectorAll('.label')].map((one) => [...one.getClientRects()].at(-1))"
        ".map(({ top, left }) => [Math.round(top), Math.round(left)])"
    )
    assert len({top for top, _ in tops}) == len(tops) > 1
    assert len({left for _, left in tops}) == 1
