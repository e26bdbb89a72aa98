"""Five people come with a question to the home page, and are at their answer in a few clicks."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect


class Clicks:
    """Counts the clicks of a journey."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def on(self, found: Locator) -> None:
        found.first.scroll_into_view_if_needed()
        found.first.click()
        self.count += 1


def nav(page: Page, name: str) -> Locator:
    return page.locator(".site-nav a", has_text=re.compile(f"^{name}$"))


def wording(page: Page) -> Locator:
    """The words of a figure: opened in place, or on the page of its own."""
    return page.locator("[role=dialog] blockquote, figure.evidence blockquote")


@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("language", ["", "en/"])
def test_a_citizen_on_a_telephone_learns_who_promises_the_highest_rd_share_and_reads_the_words(
    page: Page, site_url, language
):
    clicks = Clicks(page)
    page.goto(site_url + language)
    clicks.on(page.locator('#first h3 a[href*="indicators/rd-intensity/"]'))
    page.wait_for_url("**/indicators/rd-intensity/")
    table = page.locator("#targets-1 table")
    for name in ("常州市", "江阴高新区") if not language else ("Changzhou", "Jiangyin High-tech Zone"):
        expect(table.locator("a", has_text=re.compile(f"^{name}$")).first).to_be_visible()
    figure = table.locator("tr", has_text="5.5%").locator("a.figure")
    expect(figure.first).to_be_visible()
    clicks.on(figure)
    expect(wording(page).first).to_be_visible()
    expect(wording(page).first).to_contain_text("5.5%")
    assert clicks.count == 2


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_company_finds_which_zones_want_carbon_fibre_what_they_promise_and_whom_to_call(
    page: Page, site_url, language
):
    clicks = Clicks(page)
    page.goto(site_url + language)
    clicks.on(nav(page, "Industries" if language else "产业"))
    clicks.on(page.locator('main a[href$="carbon-fibre/"]'))
    page.wait_for_url("**/clusters/carbon-fibre/")
    wanted = page.locator("#who-wants table")
    expect(wanted.locator('a[href*="regions/changzhou-hitech/"]').first).to_be_visible()
    expect(wanted).to_contain_text("characteristic" if language else "特色")
    expect(page.locator("#targets a.words, #targets a.figure").first).to_be_visible()
    office = page.locator('#measures a[href*="agencies/"]')
    expect(office.first).to_be_visible()
    name = office.first.text_content()
    clicks.on(office)
    expect(page.locator("h1")).to_be_visible()
    assert name
    assert clicks.count == 3


@pytest.mark.parametrize("javascript", [True, False])
def test_an_official_sees_what_a_neighbour_promises_and_her_own_city_does_not(
    page: Page, site_url, javascript
):
    clicks = Clicks(page)
    page.goto(site_url)
    clicks.on(nav(page, "比较"))
    clicks.on(page.locator('#ready-pairs a[href*="changzhou--jiangyin/"]'))
    page.wait_for_url("**/compare/changzhou--jiangyin/")
    gaps = page.locator("#only-jiangyin")
    expect(gaps.locator("h2")).to_contain_text("只见于江阴市")
    expect(gaps.locator("td.blank").first).to_contain_text("文件没有提到")
    for section in ("may-be-compared", "may-not-be-compared", "clusters", "measures-by-theme"):
        expect(page.locator(f"#{section} table")).to_be_visible()
    expect(page.locator("#may-not-be-compared td.why").first).not_to_be_empty()
    clicks.on(gaps.locator("a.figure"))
    expect(wording(page).first).to_be_visible()
    assert clicks.count == 3


def test_an_official_chooses_three_neighbours_and_passes_the_address_on(page: Page, site_url):
    clicks = Clicks(page)
    page.goto(site_url)
    clicks.on(nav(page, "比较"))
    for name in ("常州市", "江阴市", "常州高新区"):
        clicks.on(page.locator(".chooser-choice", has_text=re.compile(f"^\\s*{name}\\s*$")))
    clicks.on(page.locator(".chooser-choice", has_text="只看可比较的"))
    table = page.locator("[data-chooser-result] table")
    expect(table.locator("thead th")).to_have_count(4)
    page.wait_for_load_state("networkidle")  # the script that makes tables sortable may still be on its way
    rows = table.locator("tbody tr")
    told = rows.all_text_contents()
    assert told
    address = page.url
    page.goto(site_url)
    page.goto(address)
    expect(table.locator("thead th")).to_have_count(4)
    expect(rows).to_have_text(told)
    assert clicks.count == 5


def test_a_researcher_takes_the_data_and_checks_a_row_of_it(page: Page, site_url, built_site: Path):
    clicks = Clicks(page)
    page.goto(site_url)
    clicks.on(page.locator('a[href$="data/"]'))
    with page.expect_download() as waiting:
        clicks.on(page.locator('a[href$="targets.csv"]'))
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    row = next(each for each in rows if each["id"] == "changzhou-2021--rd-intensity")
    assert (row["value"], row["unit"], row["basis"], row["year"]) == ("3.5", "percent", "level", "2025")
    page.goto(row["url"].replace("https://example.org/atlas/", site_url))
    expect(page.locator("figure.evidence blockquote").first).to_have_text(row["phrase"].split("|")[0])
    expect(page.locator("figure.evidence figcaption").first).to_contain_text(row["at"].split("|")[0])
    assert page.locator('link[rel="canonical"]').get_attribute("href") == row["url"]
    package = json.loads((built_site / "data" / "datapackage.json").read_bytes())
    assert "targets" in {resource["name"] for resource in package["resources"]}
    assert clicks.count == 2


def test_an_editor_sees_that_every_figure_of_her_document_is_accounted_for_and_where_it_stands(
    page: Page, site_url
):
    clicks = Clicks(page)
    page.goto(site_url)
    clicks.on(page.locator('#documents a[href*="documents/jiangyin-2020/"]'))
    page.wait_for_url("**/documents/jiangyin-2020/")
    told = page.locator("main").inner_text()
    counted = re.search(r"数字清点\D{0,20}(\d+)\D{1,20}(\d+)", told)
    assert counted
    assert counted[1] == counted[2], "each figure of the source is accounted for"
    assert "字句已与原文核对" in told
    clicks.on(page.locator("main td a.figure"))
    expect(wording(page).first).to_be_visible()
    assert clicks.count == 2
