"""A figure opens to its words where it stands; without scripts, or where that fails, it leads to its page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.tools import axe

KINDS = [
    "",
    "regions/changzhou/",
    "indicators/high-tech-firms/",
    "matrix/",
    "timeline/",
    "documents/changzhou-2021/",
]
REGION = "regions/changzhou/"
FIGURES = "a.figure, a.words, a.promise"
BOX = ".provenance-box"


class Evidence(HTMLParser):
    """The phrases of a target's page, and the words under each."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.phrases: list[str] = []
        self.captions: list[str] = []
        self._into: list[str] | None = None
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"blockquote", "figcaption"}:
            self._into = self.phrases if tag == "blockquote" else self.captions
            self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"blockquote", "figcaption"}:
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def file_of(site: Path, url: str) -> Path:
    return site / urlsplit(url).path.removeprefix("/atlas/") / "index.html"


def opened(page: Page, link: Locator) -> Locator:
    link.click()
    box = page.locator(BOX)
    box.wait_for()
    return box


def figure(page: Page, n: int = 2) -> Locator:
    return page.locator("a.figure:visible").nth(n)


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_box_says_what_the_page_of_the_target_says(page: Page, site_url, built_site, language):
    seen = 0
    for kind in KINDS:
        page.goto(site_url + language + kind)
        links = page.locator(f":is({FIGURES}):visible")
        for n in range(0, links.count(), links.count() // 3 + 1):
            link = links.nth(n)
            url = urljoin(page.url, link.get_attribute("href"))
            box = opened(page, link)
            wanted = Evidence(file_of(built_site, url))
            assert [plain(text) for text in box.locator("blockquote").all_text_contents()] == [
                plain(text) for text in wanted.phrases
            ]
            assert [plain(text) for text in box.locator("figcaption").all_text_contents()] == [
                plain(text) for text in wanted.captions
            ]
            assert box.locator(".provenance-ways a").evaluate("link => link.href") == url
            page.keyboard.press("Escape")
            expect(box).to_have_count(0)
            seen += 1
    assert seen >= len(KINDS) * 2


def test_the_boxs_heading_names_the_target_and_its_links_lead_somewhere(page: Page, site_url, built_site):
    page.goto(site_url + REGION)
    box = opened(page, figure(page))
    assert figure(page).inner_text() in box.get_by_role("heading").inner_text()
    expect(page.get_by_role("dialog")).to_have_attribute("aria-label", re.compile(r"\S"))
    for url in box.locator("a").evaluate_all("all => all.map(link => link.href)"):
        assert file_of(built_site, url).is_file(), url
    assert box.locator("[id]").count() == 0


@pytest.mark.parametrize("way", ["Escape", "close", "outside", "tab"])
def test_focus_goes_in_and_comes_back(page: Page, site_url, way):
    page.goto(site_url + REGION)
    link = figure(page)
    link.focus()
    page.keyboard.press("Enter")
    box = page.locator(BOX)
    box.wait_for()
    expect(box).to_be_focused()
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "close":
        box.get_by_role("button").click()
    elif way == "outside":
        page.mouse.click(5, 5)
    else:
        for _ in range(box.locator("a, button").count() + 1):
            page.keyboard.press("Tab")
    expect(box).to_have_count(0)
    if way == "tab":
        expect(link).not_to_be_focused()
        assert page.evaluate("document.activeElement.localName") != "body"
    else:
        expect(link).to_be_focused()
    assert page.locator(".provenance-anchor").count() == 0


def test_another_figure_takes_the_place_of_the_first(page: Page, site_url):
    page.goto(site_url + REGION)
    opened(page, figure(page, 0))
    figure(page, 8).click()
    expect(page.locator(BOX)).to_have_count(1)
    expect(page.locator(BOX)).to_be_focused()
    assert figure(page, 8).inner_text() in page.locator(f"{BOX} h2").inner_text()


def test_a_click_outside_leaves_the_focus_where_it_went(page: Page, site_url):
    page.goto(site_url + REGION)
    opened(page, figure(page))
    page.locator(".sort:visible").first.click()
    expect(page.locator(BOX)).to_have_count(0)
    expect(page.locator(".sort:visible").first).to_be_focused()


def test_nothing_is_fetched_before_it_is_asked_for_and_nothing_twice(page: Page, site_url):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/targets/" in request.url else None)
    page.goto(site_url + REGION)
    page.wait_for_load_state("networkidle")
    assert asked == []
    for _ in range(2):
        opened(page, figure(page))
        page.keyboard.press("Escape")
        expect(page.locator(BOX)).to_have_count(0)
    assert len(asked) == 1


def test_resting_on_a_figure_fetches_ahead(page: Page, site_url):
    page.goto(site_url + REGION)
    with page.expect_request(re.compile("/targets/")):
        figure(page).hover()
    assert page.locator(BOX).count() == 0


def test_a_changed_click_opens_a_tab_as_ever(page: Page, site_url):
    page.goto(site_url + REGION)
    for options in ({"modifiers": ["Control"]}, {"button": "middle"}):
        with page.context.expect_page() as other:
            figure(page).click(**options)
        other.value.wait_for_url("**/targets/**")
        other.value.close()
    assert page.locator(BOX).count() == 0


def test_where_the_page_cannot_be_had_the_link_is_followed(page: Page, site_url, troubles):
    page.goto(site_url + REGION)
    troubles.expect("request failed: .*/targets/")
    troubles.expect("console error: .*ERR_FAILED")
    page.route("**/targets/**", lambda route: route.abort(), times=1)
    figure(page).dispatch_event("click")
    page.wait_for_url("**/targets/**")
    assert page.locator("figure.evidence").count() > 0


def test_where_the_page_shows_no_evidence_the_link_is_followed(page: Page, site_url):
    page.goto(site_url + REGION)
    page.route("**/targets/**", lambda route: route.fulfill(body="<main><h1>x</h1></main>"), times=1)
    figure(page).dispatch_event("click")
    page.wait_for_url("**/targets/**")


@pytest.mark.parametrize("javascript", [False])
def test_without_scripts_a_figure_is_a_plain_link(page: Page, site_url):
    page.goto(site_url + REGION)
    figure(page).click()
    page.wait_for_url("**/targets/**")
    assert page.locator("figure.evidence").is_visible()


@pytest.mark.parametrize(
    ("language", "width", "colour_scheme"),
    [("", 1280, "dark"), ("en/", 390, "dark"), ("en/", 320, "light")],
)
def test_the_box_is_accessible_and_inside_the_window(page: Page, site_url, language, width):
    for kind in ("matrix/", REGION):
        page.goto(site_url + language + kind)
        for n in (0, 6):
            box = opened(page, figure(page, n))
            at = box.bounding_box()
            assert at is not None
            assert at["x"] >= 0
            assert at["x"] + at["width"] <= width
            assert at["y"] >= 0
            assert at["y"] + at["height"] <= 900
            link = page.locator(".provenance-anchor").bounding_box()
            assert link is not None
            assert at["y"] >= link["y"] + link["height"] or at["y"] + at["height"] <= link["y"]
            # The matrix has been scrolled, which leaves links half under its first column.
            if n and kind == REGION:
                assert axe.check(page) == []
            page.keyboard.press("Escape")
            expect(box).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_mark_in_a_chart_opens_as_a_figure_does(page: Page, site_url, width):
    page.goto(site_url + "indicators/high-tech-firms/")
    mark = page.locator('svg a[href*="/targets/"]:visible').first
    mark.focus()
    page.keyboard.press("Enter")
    box = page.locator(BOX)
    expect(box).to_be_focused()
    at = box.bounding_box()
    assert at is not None
    assert at["x"] >= 0
    assert at["x"] + at["width"] <= width
    assert box.locator("figure.evidence").count() > 0
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()


def test_on_paper_there_is_no_box(page: Page, site_url):
    page.goto(site_url + REGION)
    box = opened(page, figure(page))
    page.emulate_media(media="print")
    assert not box.is_visible()


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_term_opens_to_its_meaning(page: Page, site_url, built_site, language):
    page.goto(site_url + language + "documents/jiangyin-2020/")
    link = page.locator("a.term:visible").first
    url = urljoin(page.url, link.get_attribute("href"))
    link.focus()
    page.keyboard.press("Enter")
    box = page.locator(BOX)
    expect(box).to_be_focused()
    meaning = re.search(
        r'id="meaning".*?<p class="prose">(.*?)</p>',
        file_of(built_site, url).read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert meaning is not None
    assert plain(box.locator("p.prose").inner_text()) == plain(re.sub("<[^>]+>", "", meaning[1]))
    assert box.locator(".provenance-ways a").evaluate("link => link.href") == url
    assert box.locator(".term").count() == 0
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    opened(page, link)
    assert axe.check(page) == []


@pytest.mark.parametrize("javascript", [False])
def test_without_scripts_a_term_is_a_plain_link(page: Page, site_url):
    page.goto(site_url + "documents/jiangyin-2020/")
    page.locator("a.term:visible").first.click()
    page.wait_for_url("**/glossary/**")
