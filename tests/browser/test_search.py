"""Search as a reader meets it: in Chromium, under a base path, under a strict content security policy."""

from __future__ import annotations

import random
import re

import pytest
from playwright.sync_api import Page, expect

from atlas.searching.units import cut
from tests.browser.search_promise import ask, broken_promises, containing, pages_of
from tests.browser.search_site import KINDS, SearchSite, build_site
from tests.tools import axe


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> SearchSite:
    return build_site(tmp_path_factory.mktemp("site") / "site")


@pytest.fixture(scope="module")
def url(site, served):
    return served(site.folder)


def titles(page: Page) -> list[str]:
    return page.locator(".search-hit-title").all_inner_texts()


def status(page: Page):
    return page.get_by_role("status")


# ── What is found ─────────────────────────────────────────────────────────────


def test_every_random_substring_finds_exactly_the_pages_that_contain_it_and_shows_it(page, url, site):
    page.goto(url + "search/")
    assert broken_promises(page, site.of("zh"), count=250, seed=2026) == []


def test_the_truth_can_be_read_from_a_built_site(site):
    assert {p.address: (p.title, p.blocks) for p in pages_of(site.folder, "zh")} == {
        p.address: (p.title, p.blocks) for p in site.of("zh")
    }


EXACT = {
    "3.5%": ["numbers/a/"],
    "达3.5%": ["numbers/a/"],
    "３．５％": ["numbers/a/"],
    "35%": ["numbers/b/"],
    "3.5": ["numbers/a/", "numbers/b/"],
    "3.5个百分点": ["numbers/b/"],
    "1800亿元": ["numbers/a/"],
    "1,800亿元": ["numbers/a/"],
    "18亿元": ["numbers/b/"],
    "R&D": ["numbers/a/"],
    "r&d统计": ["numbers/a/"],
    "2+3": ["numbers/a/"],
    "“2+3”": ["numbers/a/"],
    "研发投入 R&D": ["numbers/a/"],
    "研发投入占比，1800亿元": ["numbers/a/"],
    "锦江科学城": ["edges/blocks/"],
    "是创": [],
    "龘": ["edges/single/"],
    "罕": ["edges/single/"],
    "首台（套）": ["edges/brackets/"],
    "onerror": ["hostile/"],
    "。": [],
}


def test_numbers_signs_single_characters_and_several_parts_are_exact(page, url):
    page.goto(url + "search/")
    answers = ask(page, list(EXACT))
    assert {query: sorted(answer["addresses"]) for query, answer in answers.items()} == EXACT
    assert [query for query, answer in answers.items() if answer["approximate"]] == []


def test_a_single_character_finds_every_page(page, url, site):
    page.goto(url + "search/")
    characters = sorted({c for p in site.of("zh") for c in p.title if "\u4e00" <= c <= "\u9fff"})
    found = {query: set(answer["addresses"]) for query, answer in ask(page, characters).items()}
    assert found == {character: containing(site.of("zh"), character) for character in characters}


def test_where_no_page_has_the_words_together_near_ones_are_shown_and_called_so(page, url):
    page.goto(url + "search/?q=首台套装备")
    expect(page.locator("[data-search-approximate]")).to_be_visible()
    assert titles(page)[0] == "首台（套）装备"
    page.goto(url + "search/?q=首台")
    expect(page.locator(".search-hit")).to_have_count(1)
    expect(page.locator("[data-search-approximate]")).to_be_hidden()


def test_what_stands_in_two_blocks_or_on_both_sides_of_a_sign_is_no_phrase(page, url):
    page.goto(url + "search/")
    for query, answer in ask(page, ["科创新", "科创新二", "芯链主", "芯链链主"]).items():
        assert (query, answer["approximate"], answer["addresses"]) == (query, True, ["edges/blocks/"])


def test_the_page_that_is_called_so_comes_first(page, url):
    page.goto(url + "search/?q=数字园区")
    expect(page.locator(".search-hit")).to_have_count(2)
    assert titles(page)[0] == "数字园区"


def test_a_short_cell_is_shown_among_its_neighbours(page, url):
    page.goto(url + "search/?q=4.25‰")
    expect(page.locator(".search-hit-excerpt")).to_have_text("云川市 · 4.25‰ · 2031年")
    expect(page.locator(".search-hit-excerpt mark")).to_have_text("4.25‰")


def test_an_excerpt_is_short_and_begins_and_ends_between_words(page, url):
    page.goto(url + "en/search/?q=kilns")
    excerpt = page.locator(".search-hit-excerpt")
    expect(excerpt).to_contain_text("kilns")
    assert re.fullmatch(r"…(\w+ )*kilns,( \w+)*…", excerpt.inner_text())
    assert len(excerpt.inner_text()) < 240
    expect(excerpt.locator("mark")).to_have_text("kilns")


def test_english_pages_are_found_in_the_words_other_forms_and_by_their_chinese_phrases(page, url):
    page.goto(url + "en/search/")
    found = ask(
        page, ["researcher fibre", "fibres", "spend", "3.5%", "35%", "碳纤维产", "研发投入占比达3.5%"]
    )
    assert {query: answer["addresses"] for query, answer in found.items()} == {
        "researcher fibre": [],
        "fibres": ["en/e1/"],
        "spend": ["en/e0/"],
        "3.5%": ["en/e0/"],
        "35%": ["en/e2/"],
        "碳纤维产": ["en/e1/"],
        "研发投入占比达3.5%": ["en/e0/"],
    }
    page.goto(url + "en/search/?q=researching")
    expect(status(page)).to_have_text("3 pages found for “researching”")
    assert set(page.locator("mark").all_inner_texts()) == {"Research", "research", "Researchers"}


def test_python_and_javascript_cut_alike(page, url, site):
    draw = random.Random(3)  # noqa: S311 -- a seeded draw, no secret
    alphabet = (
        "研发投入常州〇々ァがｶﾞ가 　3５.．,，%％‰&＆+＋-－ａZéÉ①½Ⅲ㎡ß\u00ad\u200b\n\t“”（）、。·𠮷𝐀αЖﬁ_/"
    )
    texts = ["".join(draw.choices(alphabet, k=draw.randint(1, 30))) for _ in range(2000)]
    texts += [text for p in site.pages for text in (p.title, *p.blocks)]
    page.goto(url + "search/")
    script = url + site.assets["search-pairs.js"]
    cuts = page.evaluate("async ([texts, script]) => texts.map((await import(script)).cut)", [texts, script])
    assert [(t, c) for t, c in zip(texts, cuts, strict=True) if c != cut(t)] == []


# ── How it is shown ───────────────────────────────────────────────────────────


def test_nothing_of_the_bundle_is_loaded_before_the_first_key_press(page, url):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url + "search/")
    page.wait_for_load_state("networkidle")
    needed = re.compile(r"/pagefind/|/titles\.json|/search-pairs")
    assert not list(filter(needed.search, asked))
    box = page.locator("[data-search-page] [name=q]")
    box.focus()
    assert not list(filter(needed.search, asked))
    box.press_sequentially("光")
    expect(page.locator(".search-hit").first).to_be_visible()
    assert {needed.search(address)[0] for address in filter(needed.search, asked)} == {
        "/pagefind/", "/titles.json", "/search-pairs"
    }  # fmt: skip


def by_kind(site: SearchSite, addresses: set[str]) -> dict[str, set[str]]:
    """The pages of each kind among these."""
    kinds = {
        kind: {p.address for p in site.of("zh") if kind in p.filters["kind"]} & addresses
        for kind in KINDS["zh"]
    }
    return {kind: found for kind, found in kinds.items() if found}


def test_typing_shows_counts_marks_kinds_and_keeps_the_query_in_the_address(page, url, site):
    page.goto(url + "search/")
    expect(page.locator("[data-search-hint]")).to_be_visible()
    page.locator("[data-search-page] [name=q]").press_sequentially("领军人才", delay=20)
    truth = containing(site.of("zh"), "领军人才")
    expect(status(page)).to_have_text(f"找到 {len(truth)} 个与“领军人才”有关的页面")
    expect(page.locator("[data-search-hint]")).to_be_hidden()
    expect(page.locator(".search-hit").first).to_be_visible()
    for hit in page.locator(".search-hit").all():
        assert "领军人才" in hit.locator("mark").all_inner_texts()
    expect(page).to_have_url(re.compile(r"\?q=%E9%A2%86"))


def test_what_is_found_stands_under_its_kind_with_the_number_of_all(page, url, site):
    page.goto(url + "search/?q=领军人才")
    kinds = by_kind(site, containing(site.of("zh"), "领军人才"))
    groups = page.locator(".search-group")
    expect(groups).to_have_count(len(kinds))
    for group in groups.all():
        kind, count = group.locator("h2").inner_text().split()
        links = group.locator(".search-hit a").evaluate_all("links => links.map((link) => link.href)")
        assert int(count) == len(kinds[kind])
        assert {link.removeprefix(url) for link in links} <= kinds[kind]
        assert len(links) == min(3, len(kinds[kind]))


def test_one_kind_can_be_shown_alone_and_the_focus_is_where_it_goes_on(page, url, site):
    page.goto(url + "search/?q=领军人才")
    kinds = by_kind(site, containing(site.of("zh"), "领军人才"))
    kind = max(kinds, key=lambda name: len(kinds[name]))
    assert len(kinds[kind]) > 3
    group = page.locator(".search-group").filter(has=page.locator("h2", has_text=kind))
    expect(group.locator(".search-hit")).to_have_count(3)
    before = group.locator(".search-hit-title").all_inner_texts()
    page.get_by_role("button", name=f"显示这一类（{len(kinds[kind])}）").first.click()
    expect(page.locator(".search-group")).to_have_count(1)
    expect(page).to_have_url(re.compile("&kind="))
    assert titles(page)[:3] == before
    expect(page.locator(".search-hit a").nth(3)).to_be_focused()


def test_half_a_syllable_of_an_input_method_is_no_query(page, url):
    page.goto(url + "search/")
    page.locator("[data-search-page] [name=q]").focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "guangfu", "selectionStart": 7, "selectionEnd": 7})
    page.wait_for_timeout(400)
    expect(status(page)).to_have_text("")
    keyboard.send("Input.insertText", {"text": "光伏"})
    expect(status(page)).to_contain_text("“光伏”")
    expect(page.locator(".search-hit").first).to_be_visible()


def test_show_more_adds_the_rest_and_moves_the_focus_to_it(page, url, site):
    page.goto(url + "search/?q=和&kind=指标")
    truth = by_kind(site, containing(site.of("zh"), "和"))["指标"]
    assert len(truth) > 10
    expect(page.locator(".search-hit")).to_have_count(10)
    page.get_by_role("button", name="显示更多").click()
    expect(page.locator(".search-hit")).to_have_count(min(20, len(truth)))
    expect(page.locator(".search-hit").nth(10).locator("a")).to_be_focused()
    while page.get_by_role("button", name="显示更多").is_visible():
        before = page.locator(".search-hit").count()
        page.get_by_role("button", name="显示更多").click()
        expect(page.locator(".search-hit")).not_to_have_count(before)
    links = page.locator(".search-hit a").evaluate_all("links => links.map((link) => link.href)")
    assert {link.removeprefix(url) for link in links} == truth
    assert len(links) == len(truth)


def test_filters_narrow_count_and_stand_in_the_address(page, url, site):
    page.goto(url + "search/?q=建设")
    kinds = by_kind(site, containing(site.of("zh"), "建设"))
    kind = page.get_by_label("类别")
    expect(kind.locator("option")).to_have_count(1 + len(kinds))
    assert set(kind.locator("option").all_inner_texts()) == {
        "全部", *(f"{name} ({len(found)})" for name, found in kinds.items())
    }  # fmt: skip
    kind.select_option("地区")
    expect(status(page)).to_have_text(f"找到 {len(kinds['地区'])} 个与“建设”有关的页面")
    assert page.locator(".search-group h2").all_inner_texts() == [f"地区 {len(kinds['地区'])}"]
    page.get_by_label("文件").select_option("D1")
    both = kinds["地区"] & {p.address for p in site.of("zh") if "D1" in p.filters["document"]}
    expect(status(page)).to_have_text(f"找到 {len(both)} 个与“建设”有关的页面")
    page.reload()
    expect(status(page)).to_have_text(f"找到 {len(both)} 个与“建设”有关的页面")
    expect(page.get_by_label("类别")).to_have_value("地区")
    page.go_back()
    expect(status(page)).to_have_text(f"找到 {len(kinds['地区'])} 个与“建设”有关的页面")
    expect(page.get_by_label("文件")).to_have_value("")


def test_years_are_a_filter_with_the_newest_first(page, url, site):
    page.goto(url + "search/?q=建设&year=2021")
    truth = containing(site.of("zh"), "建设")
    of = {p.address for p in site.of("zh") if "2021" in p.filters["year"]} & truth
    expect(status(page)).to_have_text(f"找到 {len(of)} 个与“建设”有关的页面")
    years = page.get_by_label("年份").locator("option").all_inner_texts()
    assert years[0] == "全部"
    assert years[1:] == sorted(years[1:], reverse=True)
    assert f"2021 ({len(of)})" in years
    assert len(of) < len(truth)


@pytest.mark.parametrize(
    ("query", "title", "name"),
    [
        ("xtycxy", "稀土永磁行业", None),
        ("xituyongci", "稀土永磁行业", None),
        ("xi tu yong ci hang ye", "稀土永磁行业", None),
        ("magnet", "稀土永磁行业", "Rare-earth magnets"),
        ("nvtiepeng", "稀土永磁行业", "钕铁硼磁材"),
        ("钕铁硼", "稀土永磁行业", "钕铁硼磁材"),
    ],
)
def test_the_page_finds_titles_by_pinyin_english_and_other_names(page, url, query, title, name):
    page.goto(f"{url}search/?q={query}")
    first = page.locator("[data-search-jumps] li").first
    expect(first.locator("a")).to_have_text(title)
    expect(first.locator(".search-option-kind")).to_be_visible()
    assert first.locator(".search-option-name").all_inner_texts() == ([name] if name else [])
    expect(first.locator("mark").first).to_be_visible()
    expect(page.locator("[data-search-none]")).to_be_hidden()
    expect(status(page)).to_contain_text("1 个名称符合。")


def test_titles_are_not_offered_beside_a_filter_that_they_may_not_pass(page, url):
    page.goto(url + "search/?q=长林县")
    expect(page.locator("[data-search-jumps] a").first).to_have_text("长林县")
    page.get_by_label("年份").select_option(index=1)
    expect(page.locator("[data-search-jump]")).to_be_hidden()


def test_a_filter_that_leaves_nothing_says_so_and_offers_a_way_out(page, url):
    page.goto(url + "search/?q=孤字&kind=不存在的类别")
    expect(status(page)).to_have_text("所选范围内没有页面含有“孤字”")
    expect(page.locator("[data-search-none]")).to_be_visible()
    page.get_by_label("类别").select_option("")
    expect(page.locator(".search-hit")).to_have_count(1)
    expect(page.locator("[data-search-none]")).to_be_hidden()


def test_the_keyboard_goes_everywhere(page, url):
    page.goto(url + "search/?q=领军人才")
    links = page.locator(".search-hit a")
    expect(links.nth(4)).to_be_visible()
    box = page.locator("[data-search-page] [name=q]")
    for key in ("Control+k", "/"):
        page.locator("h1").click()
        expect(box).not_to_be_focused()
        page.keyboard.press(key)
        expect(box).to_be_focused()
        expect(page.locator("dialog")).to_have_count(0)
    expect(box).to_have_value("领军人才")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("/")
    expect(box).to_have_value("领军人才/")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(links).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/search/$"))
    page.keyboard.type("guzi")
    expect(page.locator("[data-search-jumps] a")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/edges/single/$"))


def test_a_query_and_a_page_are_text_and_never_markup(page, url):
    hostile = "<img src=x onerror=boom()>"
    page.goto(url + "search/")
    page.evaluate("() => { window.boom = () => console.error('markup has run'); }")
    page.locator("[data-search-page] [name=q]").fill(hostile)
    expect(page.locator(".search-hit")).to_have_count(1)
    expect(status(page)).to_have_text(f"1 个名称符合。 找到 1 个与“{hostile}”有关的页面")
    expect(page.locator("[data-search-jumps] a")).to_have_text(hostile)
    assert page.locator("main img, main script").count() == 0
    assert titles(page) == [hostile]
    page.goto(url + "search/?q=%3Cimg+src%3Dx+onerror%3Dboom()%3E&kind=%3Cscript%3Eboom()%3C/script%3E")
    expect(status(page)).to_have_text(f"所选范围内没有页面含有“{hostile}”")
    assert page.locator("main img, main script").count() == 0


def test_nothing_found_is_said_with_advice_and_a_way_to_the_other_language(page, url):
    page.goto(url + "search/?q=不存在之词语也")
    expect(status(page)).to_have_text("没有页面含有“不存在之词语也”")
    expect(page.locator("[data-search-none]")).to_be_visible()
    expect(page.locator("[data-search-filters]")).to_be_hidden()
    expect(page.get_by_role("link", name="文件")).to_be_visible()
    page.goto(url + "en/search/?q=碳纤维产业园")
    other = page.get_by_role("link", name="在中文页面中搜索“碳纤维产业园”")
    expect(other).to_have_attribute("lang", "zh-Hans")
    other.click()
    expect(page).to_have_url(re.compile(r"/atlas/search/\?q="))
    expect(status(page)).to_contain_text("碳纤维产业园")


def test_the_language_of_the_page_is_what_it_was_after_searching(page, url):
    page.goto(url + "search/?q=产业")
    expect(page.locator(".search-hit").first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


def test_a_bundle_that_cannot_be_read_is_said_so_and_tried_again(page, url, troubles):
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(url + "search/?q=产业")
    expect(status(page)).to_have_text("搜索未能载入。请检查网络后重试。")
    page.unroute("**/pagefind/**")
    page.locator("[data-search-page] [name=q]").fill("产业集群")
    expect(page.locator(".search-hit").first).to_be_visible()
    troubles.expect("pagefind")
    troubles.expect("console error")


@pytest.mark.parametrize("javascript", [False])
def test_without_javascript_the_page_leads_on(page, url):
    page.goto(url + "search/")
    expect(page.get_by_text("搜索需要 JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="文件")).to_be_visible()
    expect(page.locator("[data-search-filters], .search-slash input")).to_be_hidden()


@pytest.mark.parametrize("width", [390])
def test_nothing_sticks_out_on_a_narrow_screen_and_targets_can_be_hit(page, url):
    page.goto(url + "search/?q=产业")
    expect(page.locator(".search-hit")).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    targets = page.locator("main :is(a, button, input, select):visible")
    assert [box for box in (each.bounding_box() for each in targets.all()) if box["height"] < 24] == []


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["search/", "search/?q=产业", "search/?q=首台套", "en/search/?q=zzz"])
def test_the_search_page_is_accessible_in_every_state(page, url, colour_scheme, address):
    page.goto(url + address)
    expect(
        page.locator("[data-search-hint], [role=status]:not(:empty)").locator("visible=true")
    ).to_be_visible()
    assert axe.check(page) == []
