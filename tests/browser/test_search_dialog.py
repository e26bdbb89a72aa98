"""The search that opens over every page: by key, by its link, by pinyin; nothing loaded before it is needed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.search_promise import containing
from tests.browser.search_site import SearchSite, build_site
from tests.tools import axe


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> SearchSite:
    return build_site(tmp_path_factory.mktemp("site") / "site")


@pytest.fixture(scope="module")
def url(site, served):
    return served(site.folder)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def box(page: Page) -> Locator:
    return page.locator("dialog").get_by_role("combobox")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def chosen(page: Page) -> Locator:
    return page.locator("[role=option][aria-selected=true]")


def search_for(page: Page, query: str) -> None:
    """The dialog is open and has answered in full."""
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    box(page).fill(query)
    expect(page.get_by_role("status")).to_have_text(re.compile("(?!.*…$).+"))


# ── Opening and closing ───────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["Control+k", "Meta+k", "/"])
@pytest.mark.parametrize("address", ["edges/single/", "en/e0/"])
def test_a_key_opens_it_on_any_page_with_the_focus_in_the_box(page, url, key, address):
    page.goto(url + address)
    page.keyboard.press(key)
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    expect(dialog(page)).to_have_accessible_name("Search" if address.startswith("en/") else "搜索")


def test_the_link_in_the_header_opens_it_and_leads_to_the_page_where_it_should(page, url):
    page.goto(url + "edges/single/")
    link = page.get_by_role("link", name="搜索")
    assert link.get_attribute("aria-keyshortcuts") == "Control+K Meta+K"
    link.click()
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    with page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    expect(opened.value).to_have_url(url + "search/")


@pytest.mark.parametrize("javascript", [False])
def test_without_javascript_the_link_leads_to_the_search_page(page, url):
    page.goto(url + "edges/single/")
    page.get_by_role("link", name="搜索").click()
    expect(page).to_have_url(url + "search/")


@pytest.mark.parametrize("way", ["Escape", "Control+k", "button", "outside"])
def test_it_closes_in_every_usual_way_and_the_focus_returns(page, url, way):
    page.goto(url + "numbers/a/")
    before = page.locator("header a")
    before.focus()
    page.keyboard.press("/")
    expect(options(page).first).to_be_visible()
    page.keyboard.type("稀土")
    if way == "button":
        page.get_by_role("button", name="关闭").click()
    elif way == "outside":
        page.mouse.click(5, 890)
    else:
        page.keyboard.press(way)
    expect(dialog(page)).to_have_count(0)
    expect(before).to_be_focused()
    page.keyboard.press("Control+k")
    expect(box(page)).to_have_value("稀土")
    page.keyboard.type("长林")
    expect(box(page)).to_have_value("长林")  # what was there is selected, so that typing replaces it


def test_keys_that_mean_something_else_are_left_alone(page, url):
    page.goto(url + "edges/single/")
    page.evaluate(
        "document.querySelector('main').append(document.createElement('input'), document.createElement('select'))"
    )
    field = page.locator("main input")
    field.focus()
    page.keyboard.type("1/2")
    expect(field).to_have_value("1/2")
    page.locator("main select").focus()
    for key in ("/", "Control+/", "Alt+/", "k", "Control+Shift+K"):
        page.keyboard.press(key)
    expect(dialog(page)).to_have_count(0)
    field.focus()
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    page.keyboard.type("/")
    expect(box(page)).to_have_value("/")


def test_the_single_key_can_be_switched_off_for_good_and_on_again(page, url):
    page.goto(url + "edges/single/")
    page.keyboard.press("/")
    page.get_by_role("checkbox", name="按 / 键打开搜索").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(dialog(page)).to_have_count(0)
    page.goto(url + "en/e0/")
    page.keyboard.press("/")
    expect(dialog(page)).to_have_count(0)
    page.keyboard.press("Control+k")
    choice = page.get_by_role("checkbox", name="The / key opens the search")
    expect(choice).not_to_be_checked()
    page.keyboard.press("Escape")
    page.goto(url + "search/")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("[data-search-page] [name=q]")).not_to_be_focused()
    page.get_by_role("checkbox").check()
    page.goto(url + "edges/single/")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()


# ── What is loaded, and when ──────────────────────────────────────────────────


def test_nothing_is_loaded_before_it_is_needed(page, url):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(url)))
    page.goto(url + "edges/single/")
    page.wait_for_load_state("networkidle")
    assert [one for one in asked if "search" in one or "pagefind" in one] == [
        one for one in asked if re.match(r"assets/search-key\.\w+\.js", one)
    ]
    asked.clear()
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert "search/titles.json" in asked
    assert not [one for one in asked if "pagefind" in one or "search-pairs" in one]
    page.keyboard.press("Escape")
    asked.clear()
    search_for(page, "稀土永磁")
    assert "pagefind/pagefind.js" in asked
    assert "search/titles.json" not in asked


def test_titles_are_there_before_the_index(page, url):
    page.route("**/pagefind/pagefind.js", lambda route: None)
    page.goto(url + "edges/single/")
    page.keyboard.press("Control+k")
    page.keyboard.type("changlin")
    expect(chosen(page)).to_contain_text("长林县")
    expect(page.get_by_role("status")).to_have_text(re.compile("8 个名称符合。 正在搜索"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(url + "regions/changlin/")


def test_a_list_that_cannot_be_loaded_is_said_so_and_tried_again(page, url, troubles):
    page.route("**/titles.json", lambda route: route.abort())
    page.goto(url + "edges/single/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("alert")).to_have_text("搜索未能载入。请检查网络后重试。")
    page.unroute("**/titles.json")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    troubles.expect("titles.json")
    troubles.expect("console error")


def test_an_index_that_cannot_be_loaded_is_said_so_and_titles_are_found_all_the_same(page, url, troubles):
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(url + "edges/single/")
    page.keyboard.press("Control+k")
    page.keyboard.type("changlin")
    expect(page.get_by_role("status")).to_have_text("搜索未能载入。请检查网络后重试。")
    page.keyboard.press("Enter")
    expect(page).to_have_url(url + "regions/changlin/")
    troubles.expect("pagefind")
    troubles.expect("console error")


# ── Jumping ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("稀土永磁行业", "稀土永磁行业"),
        ("永磁", "永磁"),
        ("xituyongcihangye", "稀土永磁行业"),
        ("xi tu yong ci", "稀土永磁"),
        ("xī tǔ", "稀土"),
        ("xtychy", "稀土永磁行业"),
        ("XTYC", "稀土永磁"),
        ("xituyc", "稀土永磁"),
        ("yongci", "永磁"),
        ("yongcih", "永磁行"),
        ("Rare-earth", "Rare-earth"),
        ("earth magnets", "earth magnets"),
        ("钕铁硼", "钕铁硼"),
        ("nvtie", "钕铁"),
        ("nütie", "钕铁"),
        ("ntpcc", "钕铁硼磁材"),
    ],
)
@pytest.mark.parametrize("language", ["", "en/"])
def test_enter_jumps_to_a_page_by_any_of_its_names(page, url, language, query, marked):
    page.goto(url + language + ("edges/single/" if not language else "e0/"))
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    page.keyboard.insert_text(query)
    expect(chosen(page).locator("mark").first).to_have_text(marked)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{url}{language}clusters/magnets/")


def test_signs_in_a_name_need_not_be_typed(page, url):
    page.goto(url + "edges/single/")
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    page.keyboard.type("sbxd")
    expect(chosen(page)).to_contain_text("“双百”行动")


def test_words_of_different_names_of_a_page_find_it_together(page, url):
    page.goto(url + "edges/single/")
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    page.keyboard.insert_text("磁材 rare")
    expect(chosen(page)).to_contain_text("稀土永磁行业")
    page.keyboard.insert_text(" 光伏")
    expect(options(page).filter(has_text="稀土永磁行业")).to_have_count(0)


def test_names_of_another_language_are_marked_so(page, url):
    page.goto(url + "edges/single/")
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    page.keyboard.type("magnets")
    expect(chosen(page).locator("[lang=en]")).to_have_text("Rare-earth magnets")
    page.goto(url + "en/e0/")
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    page.keyboard.type("xtyc")
    expect(chosen(page).locator("[lang=zh-Hans]").first).to_have_text("稀土永磁")


# ── Results ───────────────────────────────────────────────────────────────────


def test_results_stand_under_their_kind_with_the_words_marked(page, url, site):
    page.goto(url + "edges/single/")
    search_for(page, "领军人才")
    truth = containing(site.of("zh"), "领军人才")
    expect(page.get_by_role("status")).to_have_text(f"找到 {len(truth)} 个与“领军人才”有关的页面")
    kinds = {p.address: p.filters["kind"][0] for p in site.of("zh")}
    groups = page.get_by_role("listbox").get_by_role("group")
    seen = []
    for group in groups.all():
        kind = group.locator(".search-group-title").inner_text().split()[0]
        expect(group).to_have_accessible_name(re.compile(f"^{kind}"))
        links = group.get_by_role("option").evaluate_all("all => all.map(({ href }) => href)")
        assert {kinds[link.removeprefix(url)] for link in links} == {kind}
        assert len(links) <= 3
        seen += [link.removeprefix(url) for link in links]
        for option in group.get_by_role("option").all():
            assert "领军人才" in option.locator("mark").all_inner_texts()
    assert groups.count() > 1
    assert len(seen) == len(set(seen))
    assert set(seen) <= truth


def test_the_last_option_leads_to_all_results_on_the_search_page(page, url, site):
    page.goto(url + "edges/single/")
    search_for(page, "领军人才")
    n = len(containing(site.of("zh"), "领军人才"))
    page.keyboard.press("ArrowUp")
    expect(chosen(page)).to_have_text(f"到搜索页看全部结果（{n}）并筛选")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(f"找到 {n} 个与“领军人才”有关的页面")
    expect(page.locator("[data-search-page] [name=q]")).to_have_value("领军人才")


def test_a_page_that_is_found_by_its_title_does_not_stand_there_twice(page, url):
    page.goto(url + "edges/single/")
    search_for(page, "孤字")
    links = options(page).evaluate_all("all => all.map(({ href }) => href)")
    assert links == [url + "edges/single/", url + "search/?q=%E5%AD%A4%E5%AD%97"]
    expect(page.get_by_role("status")).to_have_text("1 个名称符合。 找到 1 个与“孤字”有关的页面")


def test_the_arrows_walk_through_all_options_and_round(page, url):
    page.goto(url + "edges/single/")
    search_for(page, "领军人才")
    count = options(page).count()
    for number in [*range(count), 0]:
        expect(options(page).nth(number)).to_have_attribute("aria-selected", "true")
        expect(chosen(page)).to_have_count(1)
        assert box(page).get_attribute("aria-activedescendant") == chosen(page).get_attribute("id")
        expect(box(page)).to_be_focused()
        inside = chosen(page).evaluate(
            """option => {
                const here = option.getBoundingClientRect();
                const form = option.closest("dialog").querySelector("form").getBoundingClientRect();
                return here.top >= form.bottom - 1 && here.bottom <= option.closest("dialog").getBoundingClientRect().bottom;
            }"""
        )
        assert inside, "what is chosen is in view and not below the box"
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")


def test_what_was_chosen_stays_chosen_when_the_index_answers(page, url):
    held = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/pagefind/pagefind.js", hold)
    page.goto(url + "edges/single/")
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    page.keyboard.insert_text("数字园区")
    expect(options(page)).to_have_count(2)
    page.keyboard.press("ArrowDown")
    before = chosen(page).inner_text()
    page.wait_for_timeout(400)
    held[0].continue_()
    expect(options(page)).to_have_count(3)
    assert chosen(page).inner_text() == before


def test_enter_before_the_index_has_answered_leads_to_the_search_page(page, url):
    page.route("**/pagefind/pagefind.js", lambda route: None)
    page.goto(url + "edges/single/")
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    page.keyboard.insert_text("首台套装备")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=%E9%A6%96"))
    page.unroute_all()


def test_half_a_syllable_of_an_input_method_is_no_query(page, url):
    page.goto(url + "edges/single/")
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "xitu", "selectionStart": 4, "selectionEnd": 4})
    page.wait_for_timeout(300)
    expect(page.get_by_role("status")).to_have_text("")
    keyboard.send("Input.insertText", {"text": "稀土"})
    expect(chosen(page)).to_contain_text("稀土永磁行业")


def test_where_nothing_is_found_there_is_advice_and_a_way_on(page, url):
    page.goto(url + "edges/single/")
    search_for(page, "龘龘龘")
    expect(page.get_by_role("status")).to_have_text("没有页面含有“龘龘龘”")
    expect(dialog(page).get_by_text("可以试试：")).to_be_visible()
    expect(chosen(page)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))


def test_a_query_is_text_and_never_markup(page, url):
    hostile = "<img src=x onerror=boom()>"
    page.goto(url + "edges/single/")
    page.evaluate("() => { window.boom = () => console.error('markup has run'); }")
    search_for(page, hostile)
    expect(chosen(page)).to_contain_text(hostile)
    assert page.locator("dialog img").count() == 0


# ── For every reader ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("edges/single/", ""),
        ("edges/single/", "领军人才"),
        ("edges/single/", "首台套装备"),
        ("en/e0/", "zzz"),
        ("en/e0/", "xtyc"),
    ],
)
def test_the_open_dialog_is_accessible_in_every_state(page, url, width, address, query):
    page.goto(url + address)
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    if query:
        box(page).fill(query)
        expect(page.get_by_role("status")).to_have_text(re.compile("(?!.*…$).+"))
    assert axe.check(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    targets = dialog(page).locator(":is(a, button, input):visible")
    small = [each for each in (one.bounding_box() for one in targets.all()) if each["height"] < 24]
    assert small == []


def test_what_is_chosen_can_be_seen_in_forced_colours(page, url):
    page.emulate_media(forced_colors="active")
    page.goto(url + "edges/single/")
    search_for(page, "领军人才")
    style = "option => getComputedStyle(option).outlineStyle"
    assert chosen(page).evaluate(style) == "solid"
    assert options(page).nth(1).evaluate(style) == "none"
