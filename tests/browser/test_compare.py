"""Choosing what stands side by side: by keyboard, on a telephone, without scripts; the address keeps it all."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Route, expect

from tests.published import class_of, span_of
from tests.tools import axe

Row = dict[str, Any]
TABLE = "[data-chooser-result] table"
STATUS = "[data-chooser-status]"
CHOICES = [
    ["changzhou", "jiangyin"],
    ["jiangyin-lingang", "changzhou-hitech", "jiangyin-hitech"],
    ["changzhou-sunan-2018", "changzhou-2021"],
    ["jiangsu", "jiangyin-towns", "changzhou", "jiangyin-2020"],
]


@pytest.fixture(scope="session")
def targets(built_site: Path) -> dict[str, Row]:
    """The published targets by id."""
    return {row["id"]: row for row in json.loads((built_site / "data" / "targets.json").read_bytes())}


def chosen(targets: dict[str, Row], column: str) -> dict[str, list[Row]]:
    """The targets of an area or a document by indicator."""
    found: dict[str, list[Row]] = {}
    for row in targets.values():
        if column in (row["region"], row["document"]):
            found.setdefault(row["indicator"], []).append(row)
    return found


Kind = tuple[Any, ...]


def kind(row: Row) -> Kind | None:
    """What figures must share to be compared; None for goals in words."""
    return (
        None if row["value"] is None else (row["basis"], row["normalized_unit"], class_of(row), span_of(row))
    )


def common(sides: list[list[Row]]) -> set[Kind]:
    """The kinds of figures that at least two sides have."""
    each = [{found for row in side if (found := kind(row))} for side in sides]
    return {found for one in each for found in one if sum(found in other for other in each) > 1}


def said(rows: list[Row]) -> list[tuple[Any, ...]]:
    return sorted(
        (row["normalized_value"], row["value_high"] or 0, row["comparator"], row["year"] or 0, row["period_end"] or 0,
         row["aspirational"])
        for row in rows
    )  # fmt: skip


def different(sides: list[list[Row]]) -> bool:
    shared = common(sides)
    if not shared:
        return True
    return any(
        len({tuple(said([row for row in side if kind(row) == found])) for side in sides}) > 1
        for found in shared
    )


SHOWN: dict[str, Callable[[list[list[Row]]], bool]] = {
    "all": any,
    "shared": all,
    "comparable": lambda sides: bool(common(sides)),
    "different": lambda sides: any(sides) and different(sides),
}


def expected(targets: dict[str, Row], columns: list[str], show: str) -> dict[str, list[list[Row]]]:
    """The indicators that should be shown, with the targets of each column."""
    by_column = [chosen(targets, column) for column in columns]
    indicators = {row["indicator"] for row in targets.values()}
    found = {key: [side.get(key, []) for side in by_column] for key in sorted(indicators)}
    return {key: sides for key, sides in found.items() if any(sides) and SHOWN[show](sides)}


READ = """(table) => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => row.cells.length > 1).map((row) => ({
  indicator: row.cells[0].querySelector("a").href,
  cells: [...row.cells].slice(1).map((cell) => ({
    kind: cell.className,
    words: cell.textContent,
    figures: [...cell.querySelectorAll(".beside")].map((each) => ({
      href: each.querySelector("a").href,
      text: each.querySelector("a").textContent,
      facts: each.querySelector(".note").textContent,
      apart: each.querySelector(".apart")?.textContent ?? "",
    })),
  })),
}))"""


def read(page: Page) -> list[Row]:
    """The rows of the table, with the indicator's id and each figure's target."""
    table = page.locator(TABLE)
    table.wait_for()
    rows: list[Row] = table.evaluate(READ)
    for row in rows:
        row["indicator"] = row["indicator"].rstrip("/").rpartition("/")[2]
        for cell in row["cells"]:
            for figure in cell["figures"]:
                figure["id"] = target_of(figure["href"])
    return rows


def target_of(url: str) -> str:
    """The whole id of the target that a link leads to."""
    found = re.search(r"documents/([^/]+)/targets/([^/]+)/$", url)
    assert found, url
    return f"{found[1]}--{found[2]}"


def href(link: Locator) -> str:
    return link.get_attribute("href") or ""


def place_of(found: Locator) -> FloatRect:
    """Where it stands in the window."""
    place = found.bounding_box()
    assert place
    return place


def go(page: Page, site_url: str, columns: list[str], show: str = "all", language: str = "") -> None:
    query = f"?with={','.join(columns)}" + ("" if show == "all" else f"&show={show}")
    page.goto(f"{site_url}{language}compare/{query}")


def box(page: Page, name: str) -> Locator:
    return page.locator(f'input[name="with"][value="{name}"]')


def columns_of(page: Page) -> list[str]:
    return [
        text.strip() for text in page.locator(f"{TABLE} thead th").all_text_contents()[1:]
    ]  # without the indicator


# What is shown


@pytest.mark.parametrize(
    ("columns", "language"), [*((columns, "") for columns in CHOICES), (CHOICES[3], "en/")]
)
def test_every_cell_is_the_data_or_says_why_it_is_empty(page: Page, site_url, targets, columns, language):
    go(page, site_url, columns, language=language)
    rows = read(page)
    truth = expected(targets, columns, "all")
    assert sorted(row["indicator"] for row in rows) == sorted(truth)
    for row in rows:
        sides = truth[row["indicator"]]
        shared = common(sides)
        for column, cell, side in zip(columns, row["cells"], sides, strict=True):
            assert sorted(figure["id"] for figure in cell["figures"]) == sorted(found["id"] for found in side)
            if not side:
                assert cell["kind"].startswith("blank ")
                assert not re.search(r"\d", cell["words"]), "absence is never zero"
            for figure in cell["figures"]:
                found = targets[figure["id"]]
                last = found["year"] or found["period_end"]
                assert last is None or str(last) in figure["facts"]
                assert bool(re.search("力争|aspiration", figure["facts"])) == found["aspirational"]
                if not language:
                    assert (found["region_zh"] in figure["facts"]) == (column == found["document"])
                if found["value"] is not None and not language:
                    number = (
                        f"{found['value']:g}" if isinstance(found["value"], float) else str(found["value"])
                    )
                    assert number in figure["text"]
        for cell, side in zip(row["cells"], sides, strict=True):
            others = [other for other in sides if other and other is not side]
            told = [figure for figure in cell["figures"] if kind(targets[figure["id"]]) not in shared]
            assert bool([figure for figure in told if figure["apart"]]) == bool(told and others)
            assert not [f for f in cell["figures"] if f["apart"] and kind(targets[f["id"]]) in shared]


@pytest.mark.parametrize("columns", CHOICES, ids="-and-".join)
def test_a_filter_shows_what_it_says(page: Page, site_url, targets, columns):
    go(page, site_url, columns)
    page.locator(TABLE).wait_for()
    for show in ("shared", "different", "comparable"):
        truth = expected(targets, columns, show)
        page.locator(f'input[name="show"][value="{show}"]').check()
        assert f"show={show}" in page.url
        if truth:
            expect(page.locator(STATUS)).to_contain_text(str(len(truth)))
            assert sorted(row["indicator"] for row in read(page)) == sorted(truth)
        else:
            expect(page.locator(TABLE)).to_have_count(0)
            expect(page.locator(STATUS)).to_contain_text("没有符合的指标")


def test_the_signs_of_blank_cells_are_told_in_words_above_the_table(page: Page, site_url):
    go(page, site_url, ["changzhou", "jiangyin", "jiangsu"])
    cells = page.locator(f"{TABLE} td.blank")
    cells.first.wait_for()
    used = set(cells.evaluate_all("all => all.map((one) => one.firstChild.textContent + ' ' + one.title)"))
    assert len(used) > 1
    assert set(page.locator(".chooser-legend li").all_text_contents()) == used


def test_what_may_be_compared_stands_first_in_its_theme(page: Page, site_url, targets):
    columns = ["changzhou", "jiangyin"]
    go(page, site_url, columns)
    truth = expected(targets, columns, "all")
    for body in page.locator(f"{TABLE} tbody").all():
        keys = [href(link).rstrip("/").rpartition("/")[2] for link in body.locator('th[scope="row"] a').all()]
        weights = [0 if common(truth[key]) else 1 if all(truth[key]) else 2 for key in keys]
        assert weights == sorted(weights)


def test_columns_stand_in_the_order_of_the_address_and_new_ones_last(page: Page, site_url):
    go(page, site_url, ["jiangyin", "changzhou"])
    page.locator(TABLE).wait_for()
    assert columns_of(page) == ["江阴市", "常州市"]
    box(page, "jiangsu").check()
    expect(page.locator(f"{TABLE} thead th")).to_have_count(4)
    assert columns_of(page) == ["江阴市", "常州市", "江苏省"]
    assert "with=jiangyin,changzhou,jiangsu" in page.url


# An empty choice


def test_where_nothing_is_chosen_the_pairs_with_most_to_compare_are_offered(page: Page, site_url, targets):
    page.goto(f"{site_url}compare/")
    offers = page.locator(".chooser-offers li")
    offers.first.wait_for()
    expect(page.locator(STATUS)).to_contain_text("请选两到四个")
    expect(page.locator('input[name="show"]').first).to_be_hidden()
    counts = []
    for offer in offers.all():
        columns = href(offer.locator("a")).rpartition("with=")[2].split(",")
        count = len(expected(targets, columns, "comparable"))
        expect(offer.locator(".count")).to_contain_text(str(count))
        counts.append(count)
    assert counts == sorted(counts, reverse=True)
    areas = sorted({row["region"] for row in targets.values()})
    best = max(
        len(expected(targets, [one, other], "comparable"))
        for place, one in enumerate(areas)
        for other in areas[place + 1 :]
    )
    assert counts[0] == best
    offers.first.locator("a").click()
    page.locator(TABLE).wait_for()


def test_to_one_choice_the_likest_others_are_offered(page: Page, site_url):
    page.goto(f"{site_url}compare/")
    box(page, "changzhou-hitech").check()
    expect(page.locator("[data-chooser-result] p")).to_contain_text("常州高新区")
    first = page.locator(".chooser-offers a").first
    expect(first).to_have_text("常州市")
    first.click()
    page.locator(TABLE).wait_for()
    assert columns_of(page) == ["常州高新区", "常州市"]


def test_a_fifth_is_refused_in_words_and_changes_nothing(page: Page, site_url):
    columns = ["changzhou", "jiangyin", "jiangsu", "jiangyin-hitech"]
    go(page, site_url, columns)
    page.locator(TABLE).wait_for()
    box(page, "jiangyin-lingang").click()
    expect(page.locator(STATUS)).to_contain_text("最多四个")
    expect(box(page, "jiangyin-lingang")).not_to_be_checked()
    assert len(columns_of(page)) == 4


def test_whatever_the_address_says_the_page_makes_the_best_of_it(page: Page, site_url):
    for query, count in (
        ("with=atlantis,changzhou,changzhou,jiangyin", 2),
        ("with=changzhou,jiangyin&show=nonsense", 2),
        ("with=changzhou,jiangyin&show=constructor", 2),
        ("with=changzhou,jiangyin,jiangsu,jiangyin-hitech,jiangyin-lingang", 4),
        ("with=%3Cimg%20src%3Dx%3E,changzhou", 0),
        ("with=", 0),
    ):
        page.goto(f"{site_url}compare/?{query}")
        if count:
            page.locator(TABLE).wait_for()
            assert len(columns_of(page)) == count
        else:
            page.locator(".chooser-offers").wait_for()
            expect(page.locator(TABLE)).to_have_count(0)


# The keyboard and the address


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
    pytest.fail(f"{selector} is not reached by {key}")


def test_two_areas_are_chosen_and_a_figure_opened_by_keyboard_alone(page: Page, site_url):
    page.goto(f"{site_url}compare/")
    page.locator(".chooser-offers").wait_for()
    tab_to(page, 'input[value="changzhou"]')
    page.keyboard.press("Space")
    tab_to(page, 'input[value="jiangyin"]')
    page.keyboard.press("Space")
    page.locator(TABLE).wait_for()
    tab_to(page, 'input[name="show"]')
    page.keyboard.press("ArrowRight")
    expect(page.locator('input[value="shared"]')).to_be_checked()
    tab_to(page, f"{TABLE} a.figure")
    figure = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert figure in dialog.inner_text()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent") == figure
    assert page.url.endswith("compare/?with=changzhou,jiangyin&show=shared")


def test_the_choice_survives_a_reload_a_page_between_and_steps_back_and_forth(page: Page, site_url):
    page.goto(f"{site_url}compare/")
    box(page, "changzhou").check()
    box(page, "jiangyin").check()
    page.locator(TABLE).wait_for()
    page.locator('input[name="show"][value="comparable"]').check()
    rows = len(read(page))
    address = page.url

    page.reload()
    assert len(read(page)) == rows
    expect(page.locator('input[name="show"][value="comparable"]')).to_be_checked()

    page.locator(f"{TABLE} thead a").first.click()
    page.wait_for_url("**/regions/changzhou/")
    page.go_back()
    assert page.url == address
    assert len(read(page)) == rows

    page.go_back()
    expect(page.locator('input[name="show"][value="all"]')).to_be_checked()
    assert len(read(page)) > rows
    page.go_back()
    expect(page.locator(TABLE)).to_have_count(0)
    expect(box(page, "changzhou")).to_be_checked()
    expect(box(page, "jiangyin")).not_to_be_checked()
    page.go_forward()
    page.go_forward()
    assert page.url == address
    assert len(read(page)) == rows


def test_sorting_and_filtering_the_table_leave_the_choice_in_the_address_and_the_other_way_round(
    page: Page, site_url
):
    go(page, site_url, ["changzhou", "jiangyin"])
    page.locator(f"{TABLE} thead .sort").first.click()
    assert "with=changzhou,jiangyin" in page.url.replace("%2C", ",")
    assert "s=1a" in page.url
    box(page, "jiangsu").check()
    expect(page.locator(f"{TABLE} thead th")).to_have_count(4)
    assert "s=1a" in page.url
    expect(page.locator(f"{TABLE} thead th").first).to_have_attribute("aria-sort", "ascending")
    page.go_back()
    expect(page.locator(f"{TABLE} thead th")).to_have_count(3)


def test_the_title_names_what_is_chosen(page: Page, site_url):
    go(page, site_url, ["changzhou", "jiangyin"])
    page.locator(TABLE).wait_for()
    assert page.title().startswith("常州市 · 江阴市 · 比较")


# Words in place


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_figure_opens_to_phrase_place_and_document_and_focus_comes_back(
    page: Page, site_url, targets, language
):
    go(page, site_url, ["changzhou", "jiangyin"], "comparable", language)
    link = page.locator(f"{TABLE} a.figure").first
    found = targets[target_of(href(link))]
    link.click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    text = dialog.inner_text()
    assert found["phrase"].split("|")[0] in text
    assert found["at"].split("|")[0] in text
    assert dialog.locator(f'a[href*="documents/{found["document"]}/"]').count() > 0
    assert page.evaluate("document.querySelector('[role=dialog]').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


# Without scripts, without data


@pytest.mark.parametrize(("javascript", "language"), [(False, "en/")])
def test_without_scripts_the_pairs_and_the_matrix_serve(page: Page, site_url, language):
    page.goto(f"{site_url}{language}compare/")
    expect(page.locator("[data-chooser]")).to_be_hidden()
    assert page.locator("#ready-pairs ul a").count() == 55, "every pair once"
    assert 10 < page.locator("#ready-pairs ul a:visible").count() < 20, (
        "those that meet nowhere are folded away"
    )
    page.locator('#ready-pairs a[href*="changzhou--jiangyin/"]').first.click()
    page.locator("#may-be-compared a.figure").first.click()
    expect(page.locator("figure.evidence blockquote").first).to_be_visible()
    page.goto(f"{site_url}{language}compare/")
    page.locator("#whole-matrix ul a").click()
    page.locator("#indicators td a.figure").first.click()
    expect(page.locator("figure.evidence blockquote").first).to_be_visible()


def test_where_the_cells_cannot_be_had_the_page_says_so_and_the_pairs_remain(page: Page, site_url, troubles):
    troubles.expect("request failed: .*cells.json|console error: .*ERR_FAILED")
    page.route("**/cells.json", lambda route: route.abort())
    go(page, site_url, ["changzhou", "jiangyin"])
    expect(page.locator(STATUS)).to_contain_text("未能载入")
    expect(page.locator("#ready-pairs ul a").first).to_be_visible()
    page.unroute("**/cells.json")
    box(page, "jiangsu").check()
    page.locator(TABLE).wait_for()
    assert len(columns_of(page)) == 3


def test_what_is_chosen_while_the_cells_are_on_their_way_is_what_is_shown(page: Page, site_url):
    waiting: list[Route] = []

    def wait(route: Route) -> None:
        waiting.append(route)

    page.route("**/cells.json", wait)
    go(page, site_url, ["changzhou", "jiangyin"])
    box(page, "jiangsu").check()
    box(page, "changzhou").uncheck()
    expect(page.locator(TABLE)).to_have_count(0)
    waiting[0].continue_()
    page.locator(TABLE).wait_for()
    assert columns_of(page) == ["江阴市", "江苏省"]
    assert len(waiting) == 1, "asked for once"


# On a telephone


def top_of(page: Page, selector: str) -> float:
    return place_of(page.locator(selector).first)["y"]


@pytest.mark.parametrize(("width", "columns"), [(390, CHOICES[0]), (1280, CHOICES[3])])
def test_the_columns_headings_stay_in_view_down_to_the_last_row(page: Page, site_url, columns):
    go(page, site_url, columns)
    page.locator(TABLE).wait_for()
    last = page.locator(f"{TABLE} tbody tr").last
    last.scroll_into_view_if_needed()
    page.wait_for_timeout(50)
    for head in page.locator(f"{TABLE} thead th").all():
        place = place_of(head)
        assert place["y"] >= -1
        assert place["y"] + place["height"] <= place_of(last)["y"] + 1, "above the row that it heads"


@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (390, "100%"), (390, "200%")])
@pytest.mark.parametrize("columns", [CHOICES[0], CHOICES[3]], ids="-and-".join)
@pytest.mark.parametrize("language", ["", "en/"])
def test_on_a_telephone_the_table_stands_in_lines_and_nothing_is_pushed_aside(
    page: Page, site_url, columns, language, size
):
    go(page, site_url, columns, language=language)
    page.locator(TABLE).wait_for()
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
    page.wait_for_timeout(100)
    scroller = page.locator("[data-chooser-result] .scroller")
    assert scroller.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    assert scroller.evaluate("(each) => each.scrollHeight <= each.clientHeight + 1"), "the page alone scrolls"
    beyond = scroller.evaluate(
        """(each) => [...each.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > innerWidth)
          .map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert not beyond
    folded = page.locator(f"{TABLE} tbody:has(.narrow-fold)")
    assert folded.count() > 0
    for group in folded.all():
        assert group.locator("tr:not(.group)").evaluate_all(
            "all => all.every((one) => one.offsetHeight === 0)"
        )
    line = folded.first.locator("summary")
    line.click()
    expect(folded.first.locator("tr:not(.group)").first).to_be_visible()
    for row in page.locator(f"{TABLE} tbody tr:not(.group)").all()[:20]:
        cells = row.locator("td")
        assert cells.evaluate_all("all => all.map((one) => one.dataset.side)") == columns_of(page)
        named = cells.evaluate_all(
            "all => all.map((one) => getComputedStyle(one, '::before').content !== 'none')"
        )
        assert set(named) == {len(columns) > 2}, "two stand beside each other under their headings"


@pytest.mark.parametrize("width", [390])
def test_on_a_telephone_a_shared_address_shows_its_table_at_once_and_the_choice_can_be_opened(
    page: Page, site_url
):
    go(page, site_url, ["changzhou-testing-park", "jiangyin-lingang"])
    page.locator(TABLE).wait_for()
    expect(box(page, "changzhou")).to_be_hidden()
    expect(page.locator(".chooser-choices summary")).to_contain_text("常州检验检测认证产业园")
    assert top_of(page, f"{TABLE} thead") < 900, "within the first screen"
    page.locator(".chooser-choices summary").click()
    expect(box(page, "changzhou")).to_be_visible()


@pytest.mark.parametrize(("width", "language"), [(320, "en/"), (390, "")])
def test_long_names_do_not_make_the_page_wider_than_the_window(page: Page, site_url, language):
    go(
        page,
        site_url,
        [
            "changzhou-testing-park",
            "changzhou-science-education-town",
            "jiangyin-lingang",
            "changzhou-sunan-2018",
        ],
        language=language,
    )
    page.locator(TABLE).wait_for()
    page.locator(".chooser-choices summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    head = place_of(page.locator(f"{TABLE} thead"))
    assert head["height"] < 200, "the headings leave room for what they head"


@pytest.mark.parametrize(
    ("language", "width", "colour_scheme"),
    [("", 390, "dark"), ("en/", 1280, "light")],
)
def test_table_offers_and_open_words_break_no_accessibility_rule(page: Page, site_url, language):
    page.goto(f"{site_url}{language}compare/")
    page.locator(".chooser-offers").wait_for()
    assert axe.check(page) == []
    go(page, site_url, CHOICES[3], "comparable", language)
    page.locator(TABLE).wait_for()
    assert axe.check(page) == []
    page.locator(f"{TABLE} a.figure").first.click()
    page.get_by_role("dialog").wait_for()
    assert axe.check(page) == []


# Downloads


def downloaded(page: Page, link: Locator) -> Iterator[Row]:
    with page.expect_download() as waiting:
        link.click()
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(text, newline=""))


@pytest.mark.parametrize("columns", [CHOICES[1], CHOICES[2]], ids="-and-".join)
def test_the_download_is_the_table_as_shown(page: Page, site_url, targets, columns):
    go(page, site_url, columns, "different")
    shown = read(page)
    rows = list(downloaded(page, page.locator("[data-chooser-download] a")))
    for row in shown:
        for column, cell in zip(columns, row["cells"], strict=True):
            told = [each for each in rows if (each["indicator"], each["side"]) == (row["indicator"], column)]
            if not cell["figures"]:
                (blank,) = told
                assert blank["blank"] in cell["kind"].split()
                assert blank["value"] == ""
                continue
            assert sorted(each["id"] for each in told) == sorted(figure["id"] for figure in cell["figures"])
            for each in told:
                found = targets[each["id"]]
                (figure,) = [one for one in cell["figures"] if one["id"] == each["id"]]
                assert each["figure"] == figure["text"]
                assert each["area"] == found["region_zh"]
                value = "" if found["value"] is None else str(found["normalized_value"])
                assert (each["value"], each["unit"]) == (value, found["normalized_unit"] or "")
                assert (each["basis"], each["comparator"]) == (found["basis"], found["comparator"])
                assert each["phrase"] == found["phrase"].split("|")[0]
                assert each["aspirational"] == str(found["aspirational"]).lower()
    assert len(rows) == sum(max(1, len(cell["figures"])) for row in shown for cell in row["cells"])


def test_the_two_downloads_of_a_pair_are_the_same_rows(page: Page, site_url, built_site):
    go(page, site_url, ["changzhou", "jiangyin"])
    page.locator(TABLE).wait_for()
    chosen_rows = list(downloaded(page, page.locator("[data-chooser-download] a")))
    text = (built_site / "compare" / "changzhou--jiangyin" / "targets.csv").read_bytes().decode("utf-8-sig")
    ready = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(chosen_rows[0]) == list(ready[0])

    def order(rows: list[Row]) -> list[list[str]]:
        return sorted(list(row.values()) for row in rows)

    assert order(chosen_rows) == order(ready)


def test_what_is_ticked_before_the_script_has_come_is_chosen(page: Page, site_url: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/compare.*.js", hold)
    page.goto(site_url + "compare/", wait_until="commit")
    for name in ("changzhou", "jiangyin"):
        page.locator(f"input[name=with][value={name}]").check()
    page.wait_for_timeout(200)
    held[0].continue_()
    expect(page.locator(f"{TABLE} thead th")).to_have_count(3)
    expect(page).to_have_url(re.compile(r"with=changzhou,jiangyin$"))
