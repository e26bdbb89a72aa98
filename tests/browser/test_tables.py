"""Tables with scripts: sorted by value and by pinyin, filtered, and in the address; without scripts, whole."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_every_kind_of_page import pages_by_kind
from tests.tools import axe

MATRIX = "matrix/"
REGION = "regions/changzhou/"
LONG = 12  # rows from which a table has a filter

MADE = """async ({ rows, numeric }) => {
    const scroller = document.createElement("div");
    scroller.className = "scroller made";
    scroller.ariaLabel = "Made";
    scroller.innerHTML = "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody></tbody></table>";
    for (const cell of rows) {
        const row = scroller.querySelector("tbody").insertRow();
        row.innerHTML = `<th scope="row">row</th><td${numeric ? ' class="numeric"' : ""}></td>`;
        row.cells[1].innerHTML = cell;
    }
    document.querySelector("main").append(scroller);
    const script = [...document.scripts].find(({ src }) => src.includes("/tables."));
    (await import(script.src)).enliven(scroller, "x");
}"""


def tables(page: Page, *, filtered: bool = False) -> Locator:
    """The tables that can be sorted; with `filtered`, those long enough for a filter."""
    inner = "thead .sort"
    kind = ".scroller.scroller-long" if filtered else ".scroller"
    return page.locator(kind, has=page.locator(inner))


def column(scroller: Locator, n: int) -> list[str]:
    """What stands in the n-th column, from above, in the rows that show."""
    return [
        text.strip()
        for text in scroller.locator(f"tbody tr:not(.group):visible > :nth-child({n})").all_inner_texts()
    ]


def figures(scroller: Locator) -> list[str]:
    return [text.strip() for text in scroller.locator("tbody td .figure").all_inner_texts()]


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def made(page: Page, rows: list[str], *, numeric: bool = True) -> Locator:
    """A table with these cells in its second column, made live."""
    page.evaluate(MADE, {"rows": rows, "numeric": numeric})
    return page.locator(".made")


@pytest.mark.parametrize(
    ("address", "up"),
    [
        (REGION, ["3.5%", "超5000家", "0.9万人", "3–5万人", "13万家", "超1800亿元", "1.2万亿元"]),
        (
            "en/" + REGION,
            [
                "3.5%",
                "9,000",
                "more than 12,500",
                "1.85 million people",
                "180 billion yuan",
                "1.2 trillion yuan",
            ],
        ),
    ],
)
def test_figures_sort_by_value_and_what_has_none_stays_below(page: Page, site_url, address, up):
    page.goto(site_url + address)
    figure = '<a href="#" class="figure">{}</a> <span class="tag">2050</span>'
    words = '<a href="#" class="words">“2211”</a>'
    table = made(page, [*(figure.format(text) for text in up[::-1]), "未载", words])
    button = table.locator("th:nth-child(2) .sort")
    button.click()
    assert figures(table) == up
    assert column(table, 2)[-2:] == ["“2211”", "未载"]
    button.click()
    assert figures(table) == up[::-1]
    assert set(column(table, 2)[-2:]) == {"未载", "“2211”"}


def test_deadlines_sort_by_the_last_year_and_dates_by_the_day(page: Page, site_url):
    page.goto(site_url + REGION)
    due = '<span class="due">{}</span>'
    rows = [due.format(text) for text in ("2021–2025", "2022", "未载", "2020", "2018–2023")]
    table = made(page, rows)
    table.locator("th:nth-child(2) .sort").click()
    assert column(table, 2) == ["2020", "2022", "2018–2023", "2021–2025", "未载"]

    page.goto(site_url + REGION)
    table = made(page, ["2021-10-02", "2021-02-10", "2018-05-29", "2021-02-09", "2020-12-31"])
    table.locator("th:nth-child(2) .sort").click()
    assert column(table, 2) == ["2018-05-29", "2020-12-31", "2021-02-09", "2021-02-10", "2021-10-02"]


def test_chinese_sorts_by_pinyin_and_blanks_stay_below(page: Page, site_url):
    page.goto(site_url + REGION)
    names = ["武进高新区", "靖江园区", "江阴市", "“常州”", "江苏省"]
    table = made(page, [*names, ""], numeric=False)
    for order in (names[3:] + names[2::-1], [*names[:3], names[4], names[3]]):
        table.locator("th:nth-child(2) .sort").click()
        assert column(table, 2) == [*order, ""]


def test_a_given_key_goes_before_what_is_read(page: Page, site_url):
    page.goto(site_url + REGION)
    table = made(page, ["a", "b", "c", "d", "e"])
    table.locator("tbody td").evaluate_all(
        "cells => ['30', '', '4', '200', 'z'].forEach((key, i) => { cells[i].dataset.sort = key; })"
    )
    table.locator("th:nth-child(2) .sort").click()
    assert column(table, 2) == ["c", "a", "d", "e", "b"]


def test_a_heading_goes_through_ascending_descending_and_as_it_came(page: Page, site_url):
    page.goto(site_url + REGION)
    table = tables(page).first
    came = column(table, 1)
    heads = table.locator("thead th")
    button = heads.nth(0).locator(".sort")
    seen = []
    for state in ("ascending", "descending"):
        button.click()
        assert heads.evaluate_all("all => all.map(th => th.ariaSort).filter(Boolean)") == [state]
        seen.append(column(table, 1))
    assert sorted(seen[0]) == sorted(came)
    assert seen[0] != seen[1]
    button.click()
    assert column(table, 1) == came
    assert table.locator("[aria-sort]").count() == 0
    assert urlsplit(page.url).query == ""


def test_only_one_column_is_active(page: Page, site_url):
    page.goto(site_url + REGION)
    table = tables(page).first
    heads = table.locator("thead th:has(.sort)")
    heads.nth(0).locator(".sort").click()
    heads.nth(1).locator(".sort").click()
    assert heads.evaluate_all("all => all.map(th => th.ariaSort)")[:2] == [None, "ascending"]


def test_figures_of_several_indicators_have_no_order_and_those_of_one_do(page: Page, site_url, built_site):
    """2.2 % of one thing and 3 of another stand in no order, so none is offered."""
    for kind, sorts in (("regions/*/", False), ("documents/*/", False), ("indicators/*/", True)):
        page.goto(site_url + pages_by_kind(built_site, "en")[kind])
        heads = tables(page).locator("thead th", has_text=re.compile("^Target$"))
        assert heads.count() > 0, kind
        buttons = heads.evaluate_all("all => all.map((th) => Boolean(th.querySelector('.sort')))")
        assert set(buttons) == {sorts}, kind
    for address in (MATRIX, "compare/changzhou--jiangyin/", "compare/?with=changzhou,jiangyin"):
        page.goto(site_url + address)
        table = page.locator(".scroller").first
        table.locator("thead th:first-child .sort").wait_for()
        assert table.locator("thead .sort").count() == 1, address


def test_short_tables_are_left_alone_and_long_ones_have_a_filter(page: Page, site_url):
    page.goto(site_url + REGION)
    for scroller in page.locator(".scroller").all():
        rows = scroller.locator("tbody tr:not(.group)").count()
        assert bool(scroller.locator(".sort").count()) == (rows >= 5)
        before = scroller.evaluate("it => it.previousElementSibling?.className")
        assert (before == "table-tools") == (rows >= LONG)


def test_a_heading_that_is_a_link_stays_one_and_its_button_has_a_name(page: Page, site_url):
    page.goto(site_url + MATRIX)
    head = page.locator("#clusters .scroller thead th:has(a)").first
    name = head.locator("a").inner_text()
    head.get_by_role("button", name=name).click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert head.locator("a").get_attribute("href")


def test_groups_are_sorted_inside_and_keep_their_headings(page: Page, site_url):
    page.goto(site_url + MATRIX)
    body = """all => all.map(body => [...body.rows].map(row => row.matches('.group') || row.cells[0].innerText))"""
    groups = page.locator(".scroller").first.locator("tbody")
    came = groups.evaluate_all(body)
    page.locator(".scroller").first.locator("thead .sort").first.click()
    now = groups.evaluate_all(body)
    assert came != now
    for one, other in zip(came, now, strict=True):
        assert one[0] is other[0] is True
        assert sorted(one[1:]) == sorted(other[1:])


def test_the_order_is_in_the_address_and_goes_back_and_forth(page: Page, site_url):
    page.goto(site_url + REGION + "?with=a#main")
    table = tables(page).first
    came = column(table, 1)
    button = table.locator(".sort").first
    button.click()
    up = column(table, 1)
    button.click()
    down = column(table, 1)
    key = next(name for name in query(page) if name != "with")
    assert query(page) == {"with": ["a"], key: ["1d"]}
    assert urlsplit(page.url).fragment == "main"
    page.go_back()
    assert column(table, 1) == up
    page.go_back()
    assert column(table, 1) == came
    page.go_forward()
    page.go_forward()
    assert column(table, 1) == down
    page.reload()
    assert column(table, 1) == down


def test_a_filter_counts_stands_in_the_address_and_survives_a_reload(page: Page, site_url):
    page.goto(site_url + REGION + "#main")
    table = tables(page, filtered=True).first
    tools = table.locator("xpath=preceding-sibling::*[1]")
    came = column(table, 1)
    word = came[0][:2]
    box = tools.get_by_role("searchbox")
    box.fill(f"  {word} ")
    fits = [text for text in came if word in text]
    expect(tools.get_by_role("status")).to_contain_text(str(len(came)))
    assert 0 < len(column(table, 1)) < len(came)
    assert set(fits) <= set(column(table, 1))
    shown = column(table, 1)
    assert tools.get_by_role("status").inner_text().startswith(f"{len(shown)} ")
    assert [word] in query(page).values()
    assert urlsplit(page.url).fragment == "main"

    page.reload()
    assert column(table, 1) == shown
    assert box.input_value() == word
    box.press("Escape")
    assert column(table, 1) == came
    assert box.input_value() == ""
    assert query(page) == {}
    assert tools.get_by_role("status").inner_text() == ""


def test_a_filter_takes_every_word_in_any_width_and_case(page: Page, site_url):
    page.goto(site_url + REGION)
    table = made(page, ["ABC 2025"] + ["abd 2025"] * 10 + ["abc 2020"])
    page.locator("[name=tx]").fill("２０２５　ＡＢｃ")
    assert column(table, 2) == ["ABC 2025"]
    page.locator("[name=tx]").fill("nothing of the kind")
    assert column(table, 2) == []


def test_nonsense_in_the_address_changes_nothing(page: Page, site_url):
    page.goto(site_url + MATRIX)
    scroller = page.locator(".scroller").first
    came = column(scroller, 1)
    page.goto(
        site_url + MATRIX + "?s1=99d&theme=nowhere&level=%3Cimg%3E&year=x&t2=%3Cimg%20src=x%3E&s2=0a&s3=d"
    )
    assert column(scroller, 1) == came
    assert page.locator("[aria-sort]").count() == 0
    assert page.locator("main img").count() == 0


def test_the_matrix_is_filtered_by_theme_level_and_year(page: Page, site_url):
    page.goto(site_url + MATRIX)
    scroller = page.locator(".scroller").first
    tools = page.locator(".table-tools").first
    status = tools.get_by_role("status")
    every = len(column(scroller, 1))
    heads = scroller.locator("thead th:visible")
    columns = heads.count()

    theme = tools.locator("[name=theme]")
    key = scroller.locator("tbody").nth(1).get_attribute("data-key")
    theme.select_option(key)
    bodies = scroller.locator("tbody:visible")
    assert bodies.evaluate_all("all => all.map(body => body.dataset.key)") == [key]
    expect(status).to_contain_text(f"{len(column(scroller, 1))} / {every}")
    theme.select_option("")

    tools.locator("[name=level]").select_option("zone")
    assert set(heads.evaluate_all("all => all.slice(1).map(th => th.dataset.key)")) == {"zone"}
    assert 1 < heads.count() < columns
    assert (
        scroller.locator("tbody tr:not(.group)").first.locator(":scope > :visible").count() == heads.count()
    )
    expect(status).to_contain_text(f"{heads.count() - 1} / {columns - 1}")
    tools.locator("[name=level]").select_option("")

    years = [year for year in tools.locator("[name=year] option").all_inner_texts() if year.isdigit()]
    assert years == sorted(set(years))
    tools.locator("[name=year]").select_option(years[-1])
    rows = scroller.locator("tbody tr:not(.group):visible").all_inner_texts()
    assert 0 < len(rows) < every
    assert all(years[-1] in row for row in rows)
    assert query(page) == {"year": [years[-1]]}
    page.reload()
    assert scroller.locator("tbody tr:not(.group):visible").count() == len(rows)
    page.go_back()
    page.go_back()
    assert tools.locator("[name=level]").input_value() == "zone"


@pytest.mark.parametrize("section", ["clusters", "themes"])
def test_the_other_tables_of_the_matrix_are_filtered_by_level_and_year_on_their_own(
    page: Page, site_url, section
):
    page.goto(site_url + MATRIX)
    scroller = page.locator(f"#{section} .scroller")
    tools = page.locator(f"#{section} .table-tools")
    heads = scroller.locator("thead th:visible")
    columns = heads.count()
    others = page.locator("#indicators thead th:visible").count()

    level = tools.get_by_label("层级" if "/en/" not in page.url else "Level")
    level.select_option("zone")
    assert set(heads.evaluate_all("all => all.slice(1).map(th => th.dataset.key)")) == {"zone"}
    assert 1 < heads.count() < columns
    assert page.locator("#indicators thead th:visible").count() == others, "each table is filtered by itself"
    expect(tools.get_by_role("status")).to_contain_text(f"{heads.count() - 1} / {columns - 1}")
    page.reload()
    assert set(heads.evaluate_all("all => all.slice(1).map(th => th.dataset.key)")) == {"zone"}
    level.select_option("")

    year = tools.get_by_label("年份" if "/en/" not in page.url else "Year")
    years = [each for each in year.locator("option").all_inner_texts() if each.isdigit()]
    assert len(years) > 1
    year.select_option(years[-1])
    rows = scroller.locator("tbody tr:visible").all_inner_texts()
    assert 0 < len(rows) <= scroller.locator("tbody tr").count()
    assert all(years[-1] in row for row in rows)
    assert tools.get_by_label("主题" if "/en/" not in page.url else "Theme").count() == 0


def test_everything_works_by_keyboard(page: Page, site_url):
    page.goto(site_url + REGION)
    table = tables(page, filtered=True).first
    box = table.locator("xpath=preceding-sibling::*[1]").get_by_role("searchbox")
    box.focus()
    page.keyboard.type("2025")
    page.keyboard.press("Tab")
    expect(table.locator(".sort").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(table.locator("thead th").first).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Space")
    expect(table.locator("thead th").first).to_have_attribute("aria-sort", "descending")
    expect(table.locator(".sort").first).to_be_focused()


def test_a_heading_stays_in_view_while_the_page_scrolls_by_a_table_that_fits(page: Page, site_url):
    page.goto(site_url + REGION)
    table = page.locator(".scroller.scroller-fits.scroller-long").first
    table.locator("tbody tr").last.evaluate("row => row.scrollIntoView({ block: 'center' })")
    head = table.locator("thead th").first.bounding_box()
    assert head is not None
    assert abs(head["y"]) < 1


@pytest.mark.parametrize("width", [390, 1280])
def test_who_tabs_stops_only_at_tables_that_scroll(page: Page, site_url, built_site):
    for kind in ("matrix/", "regions/*/", "indicators/*/"):
        page.goto(site_url + pages_by_kind(built_site, "en")[kind])
        scrolling = """all => all.map((it) => [it.matches("[tabindex]"), it.scrollWidth > it.clientWidth])"""
        stops = page.locator(".scroller:not(details:not([open]) *, [hidden] *)").evaluate_all(scrolling)
        assert stops
        assert all(stop == scrolls for stop, scrolls in stops), kind
        assert kind != "matrix/" or any(scrolls for _, scrolls in stops)


LARGER = """(size) => {
  document.documentElement.style.fontSize = size;
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
}"""
# The tables, matrices aside, that a reader must scroll, and their cells that end beyond the window.
CUT = """() => [...document.querySelectorAll(".scroller:not(.scroller-wide)")].flatMap((it) => {
  const scrolls = it.scrollWidth > it.clientWidth || it.clientHeight < it.firstElementChild.offsetHeight;
  const beyond = [...it.querySelectorAll("tr > *, tr > * a")].filter((one) => one.getBoundingClientRect().right > innerWidth);
  const told = beyond.slice(0, 2).map((one) => it.ariaLabel + ": " + one.outerHTML.slice(0, 120));
  return scrolls ? [it.ariaLabel + " scrolls", ...told] : told;
})"""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (390, "100%"), (1280, "200%")])
def test_with_little_room_no_table_but_a_matrix_is_cut_or_scrolls(
    page: Page, site_url, built_site, language, size
):
    cut = []
    for kind, address in pages_by_kind(built_site, language).items():
        page.goto(site_url + address)
        page.evaluate(LARGER, size)
        cut += [f"{kind} ({address}): {one}" for one in page.evaluate(CUT)]
    assert not cut, "\n".join(cut[:20])


# The cells of tables in lines that do not begin where the heading of their column does.
ASTRAY = """() => [...document.querySelectorAll(".stacks:not(.count-3)")].flatMap((it) => {
  const starts = [...it.querySelectorAll("thead th")].map((one) => one.getBoundingClientRect().left);
  const cells = [...it.querySelectorAll("tbody tr:not(.group) > *")];
  return cells.filter((one) => Math.abs(one.getBoundingClientRect().left - starts[one.cellIndex]) > 1)
    .filter((one) => !one.querySelector(".words")) // these have a line of their own
    .slice(0, 2).map((one) => it.ariaLabel + ": " + one.outerHTML.slice(0, 120));
})"""


@pytest.mark.parametrize("width", [320, 390])
def test_in_lines_each_cell_stands_below_the_heading_of_its_column(page: Page, site_url, built_site):
    astray = []
    for kind, address in pages_by_kind(built_site, "zh").items():
        page.goto(site_url + address)
        page.evaluate(LARGER, "100%")
        astray += [f"{kind} ({address}): {one}" for one in page.evaluate(ASTRAY)]
    assert not astray, "\n".join(astray[:20])


# The numbers of which one part stands on one line and the rest on the next.
TORN = """() => {
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const torn = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest(".scroller") || !node.parentElement.checkVisibility()) continue;
    for (const { 0: digits, index } of node.data.matchAll(/[\\d.]{2,}/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + digits.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) torn.push(node.data);
    }
  }
  return torn;
}"""


@pytest.mark.parametrize("width", [240, 320, 390])
@pytest.mark.parametrize("language", ["", "en/"])
def test_on_a_telephone_no_number_is_torn_at_the_end_of_a_line(page: Page, site_url, language):
    for address in (
        REGION,
        "compare/changzhou--jiangyin/",
        "documents/jiangyin-2020/",
        "indicators/rd-intensity/",
    ):
        page.goto(site_url + language + address)
        page.evaluate(TORN)
        page.wait_for_timeout(100)
        assert page.evaluate(TORN) == [], address


@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("language", ["", "en/"])
def test_on_a_telephone_the_year_stands_on_the_line_of_its_figure(page: Page, site_url, language):
    page.goto(site_url + language + REGION)
    rows = page.locator(".stacks tbody tr:has(> td > .figure):has(> td > .due)")
    assert rows.count() > 20
    seen = """all => all.map((row) => {
      const [figure, due] = [".figure", ".due"].map((name) => row.querySelector(name).getBoundingClientRect());
      return figure.right <= due.left && due.right <= innerWidth && due.top < figure.bottom && due.bottom > figure.top;
    })"""
    assert all(rows.evaluate_all(seen))


@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_table_in_lines_is_still_a_table_to_who_listens(page: Page, site_url):
    page.goto(site_url + REGION)
    table = page.locator(".stacks table").first
    for line in table.locator("summary").all():
        line.click()
    page.wait_for_timeout(100)
    assert table.evaluate("it => getComputedStyle(it.rows[1]).display") == "grid"
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    ids = {node["nodeId"]: node for node in tree}
    role = {node["nodeId"]: node.get("role", {}).get("value") for node in tree}

    def below(node, names):
        for child in node.get("childIds", ()):
            if role.get(child) in names:
                yield child
            elif child in ids:
                yield from below(ids[child], names)

    first = next(node for node in tree if role[node["nodeId"]] == "table")
    rows = list(below(first, {"row"}))
    assert len(rows) == table.locator("tr").count() > 2
    cells = [
        [role[cell] for cell in below(ids[row], {"columnheader", "rowheader", "cell", "gridcell"})]
        for row in rows
    ]
    assert cells[0] == ["columnheader"] * 5
    groups = table.locator("tr.group").count()
    assert groups > 1
    assert sorted(cells[1:], key=len) == [["rowheader"]] * groups + [["rowheader", *["cell"] * 4]] * (
        len(rows) - 1 - groups
    )


@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("address", [MATRIX])
def test_on_a_telephone_a_matrix_scrolls_in_its_region_and_keeps_its_edges(page: Page, site_url, address):
    page.goto(site_url + address)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    table = page.locator(".scroller.scroller-long:not(.scroller-fits)").first
    table.scroll_into_view_if_needed()
    assert "gradient" in table.evaluate("it => getComputedStyle(it).backgroundImage")
    first = table.locator("tbody tr:not(.group) > th").first
    corner = table.locator("thead th").first
    before = (first.bounding_box(), corner.bounding_box())
    table.evaluate("it => it.scrollBy({ left: 120, top: 0, behavior: 'instant' })")
    after = (first.bounding_box(), corner.bounding_box())
    assert before == after
    table.evaluate("it => it.scrollBy({ left: 0, top: 200, behavior: 'instant' })")
    assert corner.bounding_box() == before[1]
    assert first.bounding_box() != before[0]


@pytest.mark.parametrize("width", [390])
def test_the_two_areas_of_a_pair_stay_in_view_over_its_lines(page: Page, site_url):
    page.goto(site_url + "compare/changzhou--jiangyin/")
    table = page.locator(".stacks.scroller-long").first
    table.locator("tbody tr").last.evaluate("row => row.scrollIntoView({ block: 'center' })")
    head = table.locator("thead").bounding_box()
    assert head is not None
    assert abs(head["y"]) < 1


@pytest.mark.parametrize("width", [1040])
@pytest.mark.parametrize("language", ["", "en/"])
def test_on_paper_a_table_is_whole(page: Page, site_url, language, width):
    page.emulate_media(media="print")
    page.goto(site_url + language + MATRIX)
    table = page.locator(".scroller").first
    style = table.evaluate("it => { const s = getComputedStyle(it); return [s.overflow, s.maxHeight]; }")
    assert style == ["visible", "none"]
    right = "all => Math.max(...all.map(it => it.getBoundingClientRect().right))"
    assert page.locator(".scroller table").evaluate_all(right) <= width
    assert page.locator(".table-tools label:visible").count() == 0
    heads = table.locator("thead th")
    assert set(heads.evaluate_all("all => all.map(th => getComputedStyle(th).position)")) == {"static"}


@pytest.mark.parametrize(
    ("address", "wide"), [(MATRIX, True), ("compare/changzhou--jiangyin/", False), ("themes/talent/", False)]
)
def test_on_paper_a_page_is_of_one_kind_from_its_head_on(page: Page, site_url, address, wide):
    """Where a table asks for wider paper than what stands above it, the first sheet is left nearly empty."""
    page.goto(site_url + address)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert len(sheets) > 2
    assert {float(across) > float(down) for across, down in sheets} == {wide}


@pytest.mark.parametrize(("width", "language"), [(320, "en/"), (390, "en/"), (390, ""), (768, "en/")])
def test_above_a_table_is_as_much_room_as_its_filter_takes(page: Page, site_url, language):
    for address in (MATRIX, "compare/changzhou--jiangyin/"):
        page.goto(site_url + language + address)
        spare = """all => all.map((it) => it.getBoundingClientRect().bottom -
          Math.max(...[...it.querySelectorAll("label")].map((one) => one.getBoundingClientRect().bottom)))"""
        tools = page.locator(".table-tools:has(label)")
        assert tools.count() > 1
        assert all(abs(each) < 2 for each in tools.evaluate_all(spare)), address


@pytest.mark.parametrize(("language", "width", "colour_scheme"), [("", 390, "dark"), ("en/", 1280, "light")])
def test_no_accessibility_rule_is_broken_by_a_table_in_use(page: Page, site_url, language):
    page.goto(f"{site_url}{language}{MATRIX}?s1=1d&t1=a&year=2022&t2=%25")
    found = axe.check(page)
    page.goto(f"{site_url}{language}{REGION}?s1=1d&s2=2a&t2=2025&t3=2025")
    assert not [*found, *axe.check(page)]


@pytest.mark.parametrize("javascript", [False])
def test_without_scripts_a_table_is_whole_and_offers_nothing(page: Page, site_url):
    page.goto(site_url + MATRIX + "?t1=x&s1=1d")
    assert page.locator(".table-tools:visible, .sort").count() == 0
    texts = page.locator(".scroller").first.locator("tbody tr > :first-child").all_inner_texts()
    assert len(texts) > LONG
    assert page.locator("tr[hidden]").count() == 0


def test_the_sorted_column_of_a_real_table_is_in_order(page: Page, site_url):
    page.goto(site_url + "timeline/")
    table = tables(page).first
    table.locator(".numeric .sort").last.click()
    counts = [
        int(text) for text in column(table, table.locator("thead th").count()) if re.fullmatch(r"\d+", text)
    ]
    assert len(counts) >= 5
    assert all(one <= other for one, other in pairwise(counts))
