"""Long pages are read with ease: the outline follows, measures fold, the language changes in the middle of a page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

DOCUMENT = "documents/changzhou-2021/"
MEASURE = "measure-m13"


def scroll_to(page: Page, key: str) -> None:
    page.evaluate("key => document.getElementById(key).scrollIntoView()", key)


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_outline_follows_the_reader_to_every_part(page: Page, site_url, prefix):
    page.goto(site_url + prefix + DOCUMENT)
    outline = page.locator("[data-contents]")
    keys = outline.locator("a").evaluate_all("links => links.map((link) => link.hash.slice(1))")
    assert len(keys) > 12
    short = {"cite", "about-document"}  # the last ones share a window: its end is where the reader is
    for key in [key for key in keys if key not in short and key != "measures"]:
        scroll_to(page, key)
        expect(outline.locator("[aria-current=location]")).to_have_attribute("href", f"#{key}")
        link = outline.locator(f'a[href="#{key}"]').bounding_box()
        frame = outline.bounding_box()
        assert link
        assert frame
        assert frame["y"] >= 0, "the outline stays in view"
        assert frame["y"] <= link["y"] <= frame["y"] + frame["height"], "and shows the part in it"
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(outline.locator("[aria-current=location]")).to_have_attribute("href", "#cite")


@pytest.mark.parametrize("width", [390])
def test_on_a_phone_the_outline_opens_from_a_button_that_names_the_part(page: Page, site_url):
    page.goto(site_url + "en/" + DOCUMENT)
    button = page.locator(".contents-button")
    expect(button).to_be_hidden()
    scroll_to(page, "clusters")
    expect(button).to_have_text("Industries")
    button.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog", name="On this page")
    expect(box.locator("[aria-current=location]")).to_have_text("Industries")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    box.get_by_role("link", name="Policies it cites").click()
    expect(box).to_be_hidden()
    expect(page).to_have_url(re.compile("#cites$"))
    expect(page.locator("#cites h2")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [False])
@pytest.mark.parametrize("width", [390, 1280])
def test_without_scripts_the_outline_is_a_list_of_links_that_lead(page: Page, site_url):
    page.goto(site_url + DOCUMENT)
    for link in page.locator("[data-contents] > ol > li > a").all():
        expect(link).to_be_visible()
        key = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        expect(page.locator(f"[id='{key}'] > h2")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_measure_opens_where_the_address_points_at_it(page: Page, site_url):
    page.goto(site_url + DOCUMENT)
    expect(page.locator(".fold[open]")).to_have_count(0)
    page.goto(f"{site_url}{DOCUMENT}#{MEASURE}")
    measure = page.locator(f"#{MEASURE}")
    expect(measure).to_be_in_viewport()
    expect(page.locator(".fold[open]")).to_have_count(1)
    expect(page.locator(".fold[open] summary")).to_be_in_viewport()
    page.goto(f"{site_url}{DOCUMENT}#measure-m02")
    expect(page.locator("#measure-m02")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_measure_opens_and_closes_by_keyboard(page: Page, site_url):
    page.goto(site_url + DOCUMENT)
    fold = page.locator(".fold").nth(2)
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold.locator(".fold-body")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.fold-body') !== null"), "its links come next"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(fold.locator(".fold-body")).to_be_hidden()


@pytest.mark.parametrize(
    ("prefix", "opens", "closes"), [("", "全部展开", "全部收起"), ("en/", "Open all", "Close all")]
)
def test_one_button_opens_and_closes_all_measures(page: Page, site_url, prefix, opens, closes):
    page.goto(site_url + prefix + DOCUMENT)
    folds = page.locator(".fold")
    page.get_by_role("button", name=opens).click()
    expect(page.locator(".fold[open]")).to_have_count(folds.count())
    folds.nth(1).locator("summary").click()
    expect(page.get_by_role("button", name=opens)).to_be_visible()
    page.get_by_role("button", name=opens).click()
    page.get_by_role("button", name=closes).click()
    expect(page.locator(".fold[open]")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_on_paper_all_measures_are_open_and_nothing_is_left_to_press(page: Page, site_url):
    page.goto(site_url + DOCUMENT)
    page.emulate_media(media="print")
    heights = page.locator(".fold-body").evaluate_all(
        "all => all.map((one) => one.checkVisibility() && one.offsetHeight)"
    )
    assert len(heights) == 30
    assert all(heights)
    for chrome in (
        ".site-header",
        ".contents",
        ".contents-button",
        ".folds-tools",
        ".fold .ways",
        ".skip",
        ".breadcrumbs",
    ):
        for each in page.locator(chrome).all():
            expect(each).to_be_hidden()


def test_paper_says_where_it_comes_from_and_where_links_lead_out(page: Page, site_url):
    page.goto(site_url + DOCUMENT)
    address = page.locator(".on-paper")
    expect(address).to_be_hidden()
    page.emulate_media(media="print")
    expect(address).to_have_text(page.locator('link[rel="canonical"]').get_attribute("href") or "")
    expect(address).to_be_visible()
    after = page.locator("a[rel=license]").evaluate("link => getComputedStyle(link, '::after').content")
    assert "https://creativecommons.org/" in after
    assert (
        page.locator("thead").first.evaluate("head => getComputedStyle(head).display") == "table-header-group"
    )


@pytest.mark.parametrize(("start", "label", "end"), [("", "English", "en/"), ("en/", "中文", "")])
@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_language_changes_in_the_middle_of_a_page(page: Page, site_url, start, label, end, by):
    page.goto(f"{site_url}{start}{DOCUMENT}?s1=2d#{MEASURE}")
    expect(page.locator("#targets [aria-sort=descending]")).to_be_visible()
    twin = page.get_by_role("link", name=label, exact=True)
    if by == "mouse":
        twin.click()
    else:
        twin.focus()
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site_url}{end}{DOCUMENT}?s1=2d#{MEASURE}")
    expect(page.locator("#targets [aria-sort=descending]")).to_have_count(1)
    expect(page.locator(f"#{MEASURE}")).to_be_in_viewport()


# The headings, each with its text, height and the places where its lines break, two characters either side.
HEADINGS = """() => [...document.querySelectorAll("main :is(h1, h2, h3, h4)")]
  .filter((one) => one.checkVisibility()).map((one) => {
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    const said = [];
    while (walker.nextNode()) for (let i = 0; i < walker.currentNode.length; i++) {
      const range = document.createRange();
      range.setStart(walker.currentNode, i);
      range.setEnd(walker.currentNode, i + 1);
      const box = [...range.getClientRects()].at(-1);
      if (box) said.push([walker.currentNode.data[i], box.bottom]);
    }
    const text = said.map(([char]) => char).join("");
    const breaks = said.flatMap(([, bottom], n) => (n > 0 && bottom - said[n - 1][1] > 5 ? [n] : []));
    const around = breaks.map((n) => text.slice(n - 1, n + 1));
    return { text: one.textContent, height: one.offsetHeight, around, phrased: one.classList.contains("phrased") };
  })"""


@pytest.mark.parametrize("width", [390])
def test_headings_break_between_words_and_take_no_further_line(page: Page, site_url, browser):
    words = [
        "质量",
        "创新",
        "发展",
        "建设",
        "体系",
        "政策",
        "示范",
        "国家",
        "投入",
        "产值",
        "开发",
        "服务",
        "企业",
        "实施",
        "计划",
        "改革",
    ]
    plain = browser.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False).new_page()
    seen = 0
    torn_before: list[str] = []
    for address in (
        "documents/changzhou-2021/",
        "documents/changzhou-sunan-2018/",
        "documents/jiangyin-2020/targets/rd-intensity-2022/",
        "references/jiangsu-contract-civil-servants/",
    ):
        page.goto(site_url + address)
        plain.goto(site_url + address)
        found, before = page.evaluate(HEADINGS), plain.evaluate(HEADINGS)
        assert [(one["text"], one["height"]) for one in found] == [
            (one["text"], one["height"]) for one in before
        ]
        around = [each for one in found if one["phrased"] for each in one["around"]]
        seen += len(around)
        assert not set(around) & set(words), address
        torn_before += [each for one in before for each in one["around"] if each in words]
    plain.context.close()
    assert seen > 10
    assert torn_before, "without the module there are words to be torn"


def test_on_paper_a_comparison_is_what_is_compared_and_not_what_chose_it(page: Page, site_url):
    page.goto(f"{site_url}en/compare/?with=changzhou,jiangyin,changzhou-hitech")
    page.locator("[data-chooser-result] table").wait_for()
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert all(float(across) > float(down) for across, down in sheets), "three sides stand on broad paper"
    page.emulate_media(media="print")
    expect(page.locator(".chooser-choices b")).to_have_text("Changzhou · Jiangyin · Changzhou High-tech Zone")
    expect(page.locator(".chooser-choices b")).to_be_visible()
    for gone in (".chooser-choice:visible", ".chooser-download:visible", ".chooser ~ .sections:visible"):
        expect(page.locator(gone)).to_have_count(0)
    torn = page.locator("[data-chooser-result] tbody th[scope=row] a").evaluate_all(
        """all => all.filter((link) => {
            const range = document.createRange();
            return [...link.firstChild.data.matchAll(/[A-Za-z]+/g)].some(({ 0: word, index }) => {
              range.setStart(link.firstChild, index);
              range.setEnd(link.firstChild, index + word.length);
              return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
            });
          }).map((link) => link.textContent)"""
    )
    assert torn == [], "no word is torn"


@pytest.mark.parametrize("width", [680])
def test_on_paper_nothing_lies_over_a_heading_and_no_room_is_kept_for_what_is_gone(page: Page, site_url):
    page.goto(f"{site_url}en/compare/changzhou--jiangyin/")
    page.emulate_media(media="print")
    over = page.locator(".section:has(> .intro)").evaluate_all(
        """all => all.map((one) => one.querySelector(".intro").getBoundingClientRect().top
          - one.querySelector("h2").getBoundingClientRect().bottom)"""
    )
    assert over
    assert min(over) >= 0
    assert page.locator(".table-tools:visible").count() == 0
