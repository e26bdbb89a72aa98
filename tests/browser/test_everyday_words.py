"""Readers who do not know what a thing is called find it by what they call it, and see why they are led there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.search_promise import containing, pages_of

SOUGHT = [
    ("", "大学生", {"graduates-attracted", "graduates-recruited", "graduate-retention-university"}),
    ("", "找工作", {"graduates-attracted", "graduates-recruited", "graduate-retention-vocational"}),
    ("", "zhaogongzuo", {"graduates-attracted", "graduates-recruited"}),
    ("", "垃圾", {"construction-waste-recycling", "industrial-solid-waste-use"}),
    ("", "电动车", {"nev"}),
    ("", "房子", {"incubation-floor-space", "approval-times-3550"}),
    ("en/", "jobs", {"graduates-attracted", "graduates-recruited", "young-elite-joiners"}),
    ("en/", "startups", {"new-firms", "incubators", "incubation-floor-space"}),
    ("en/", "funding", {"innovation-fund-volume", "tech-firm-financing", "funds-under-management"}),
    ("en/", "pollution", {"chemical-firms-cut", "sludge-treatment", "clean-production-audits"}),
    ("en/", "doctors", {"gps-per-health-centre", "health-licence-pass-rate"}),
]


def ids(page: Page) -> set[str]:
    links = page.locator("[data-search-jumps] a").evaluate_all("all => all.map(({ href }) => href)")
    return {link.rstrip("/").rsplit("/", 1)[-1] for link in links}


@pytest.mark.parametrize(("language", "word", "wanted"), SOUGHT)
def test_an_everyday_word_leads_to_what_it_means(page: Page, site_url, language, word, wanted):
    page.goto(f"{site_url}{language}search/?q={word}")
    expect(page.locator("[data-search-jumps] li").first).to_be_visible()
    more = page.locator("[data-search-jump] button")
    if more.count():
        more.click()
    assert ids(page) >= wanted
    assert "first-class-programmes" not in ids(page)
    for key in wanted:
        item = page.locator("[data-search-jumps] li", has=page.locator(f"a[href$='/{key}/']"))
        expect(item.locator("mark").first).to_be_visible()


@pytest.mark.parametrize(("language", "word", "wanted"), [SOUGHT[0], SOUGHT[3], SOUGHT[5]])
def test_a_page_that_does_not_hold_the_word_is_led_to_and_not_found(
    page: Page, site_url, built_site, language, word, wanted
):
    page.goto(f"{site_url}search/?q={word}")
    holding = containing(pages_of(built_site, "zh"), word)
    told = f"{len(holding)} 个与“{word}”有关的页面" if holding else "个名称符合。"
    expect(page.get_by_role("status").first).to_have_text(re.compile(told))
    assert not {f"indicators/{key}/" for key in wanted} <= holding


def test_more_titles_than_a_few_come_when_asked_for(page: Page, site_url):
    page.goto(f"{site_url}en/search/?q=startups")
    items = page.locator("[data-search-jumps] li")
    expect(items).to_have_count(6)
    page.locator("[data-search-jump] button").click()
    expect(items.nth(6).locator("a")).to_be_focused()
    page.get_by_role("searchbox").fill("jobs")
    expect(page.locator("[data-search-jump] button")).to_have_count(0)
    expect(items).to_have_count(5)
