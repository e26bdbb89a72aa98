"""The development server seen from a browser: pages follow, places are kept, what is wrong is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from atlas.serve import serving as module
from atlas.serve.board import Board, State
from atlas.serve.outcome import Outcome
from atlas.serve.serving import serving
from tests.serve_rig import PATIENCE, problem, until
from tests.serve_rig import page as html
from tests.tools import axe

RED, BLUE = (
    b"h1 { color: rgb(255, 0, 0) } main { height: 4000px }",
    b"h1 { color: rgb(0, 0, 255) } main { height: 4000px }",
)
CLIENT = Path(module.__file__).with_name("client.js")
NASTY = "<img src=x onerror=\"document.title='broken in'\"></script><b>bold</b>"


@dataclass
class Site:
    """A served site that a test changes."""

    board: Board
    url: str
    files: dict[str, bytes] = field(default_factory=dict)

    def publish(self, **pages: str) -> None:
        """The pages have these words now; `_` in a name stands for a slash."""
        for name, words in pages.items():
            self.files[f"{name.replace('_', '/')}.html"] = html(words).encode()
        self.board.post(self.board.state.after(Outcome(dict(self.files), "/atlas/")))

    def break_(self, *problems: Any, failure: str = "") -> None:
        """A build has failed."""
        self.board.post(self.board.state.after(Outcome(problems=problems, failure=failure)))


@pytest.fixture
def site(page: Page, monkeypatch) -> Iterator[Site]:
    """A site of two pages and a style sheet, and at the end no tab that still loads something of it."""
    monkeypatch.setattr(module, "HEARTBEAT", 0.1)
    monkeypatch.setattr(module, "LATER", 300)
    board = Board()
    with serving(board, "127.0.0.1", 0) as address:
        site = Site(board, f"{address.url}/atlas/", {"assets/site.1111111111.css": RED})
        site.publish(index="first", regions_index="regions", **{"404": "no such page"})
        yield site
        for each in page.context.pages:
            each.goto("about:blank")


@pytest.fixture
def loads(page: Page) -> Callable[[], int]:
    """How often a page was loaded in this tab."""
    page.add_init_script("try { sessionStorage.loads = Number(sessionStorage.loads ?? 0) + 1 } catch {}")
    return lambda: int(page.evaluate("Number(sessionStorage.loads)"))


def heading(page: Page, text: str) -> None:
    expect(page.locator("h1")).to_have_text(text, timeout=PATIENCE * 1000)


def hear(page: Page, site: Site) -> None:
    """The page is being told of changes."""
    page.locator("atlas-serve").wait_for(state="attached")
    until(lambda: site.board.streams() == 1, "the tab's stream")


def test_a_changed_page_appears_in_its_place(page: Page, site, loads):
    page.goto(site.url)
    hear(page, site)
    page.evaluate("scrollTo(0, 1234)")
    site.publish(index="second")
    heading(page, "second")
    until(lambda: page.evaluate("scrollY") == 1234, "the place on the page")
    assert loads() == 2
    site.publish(regions_index="another page")
    site.publish(index="third")
    heading(page, "third")
    until(lambda: page.evaluate("scrollY") == 1234, "the place on the page")
    assert loads() == 3  # a change elsewhere does not disturb


def test_a_change_of_style_appears_without_a_reload(page: Page, site, loads):
    page.goto(site.url)
    hear(page, site)
    page.evaluate("scrollTo(0, 777); window.mark = 'still here'")
    site.files["assets/site.2222222222.css"] = BLUE
    site.files["index.html"] = html("first", style="2").encode()
    site.publish()
    expect(page.locator("h1")).to_have_css("color", "rgb(0, 0, 255)")
    assert page.evaluate("[window.mark, scrollY, document.querySelectorAll('link[rel=stylesheet]').length]") == [
        "still here", 777, 1,
    ]  # fmt: skip
    site.files["index.html"] = html("first").encode()
    site.publish()
    expect(page.locator("h1")).to_have_css("color", "rgb(255, 0, 0)")
    assert loads() == 1


def test_a_style_sheet_of_an_extension_of_the_browser_is_left_alone(page: Page, site, loads):
    page.goto(site.url)
    hear(page, site)
    page.evaluate(
        "const own = document.createElement('link'); own.rel = 'stylesheet'; own.href = '/__atlas/client.css';"
        "own.id = 'extension'; document.head.append(own)"
    )
    site.files["assets/site.2222222222.css"] = BLUE
    site.files["index.html"] = html("first", style="2").encode()
    site.publish()
    expect(page.locator("h1")).to_have_css("color", "rgb(0, 0, 255)")
    assert page.locator("#extension").count() == 1
    assert loads() == 1


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_what_is_wrong_is_listed_above_the_last_good_page_and_goes_when_mended(
    page: Page, site, loads, troubles
):
    page.goto(site.url)
    hear(page, site)
    page.evaluate("window.mark = 'still here'")
    site.break_(
        problem(f"unknown unit “{NASTY}”", instead="write “percent” instead"),
        replace(
            problem("没有这个地区 “changzhou-hi-tech”", instead="应写 changzhou-hitech", line=12),
            source=f"地区: {NASTY}",
        ),
        problem("is used nowhere", severity="warning", line=30),
        failure="layouts/base.html:21: 'frame' has no attribute 'feed'",
    )
    panel = page.locator("atlas-serve .panel")
    expect(panel).to_be_visible()
    expect(panel.locator("h2")).to_have_text("The site was not built")
    expect(panel.locator(".count")).to_have_text("3 errors, 1 warning")
    items = panel.locator("li")
    expect(items).to_have_count(4)
    expect(items.nth(0).locator(".place")).to_have_text("content/a.yaml:3:7")
    expect(items.nth(0).locator(".what")).to_have_text(f"unknown unit “{NASTY}”")
    expect(items.nth(0).locator(".instead")).to_have_text("write “percent” instead")
    expect(items.nth(1).locator(".place")).to_have_text("content/a.yaml:12:7")
    expect(items.nth(1).locator(".line")).to_have_text(f"地区: {NASTY}")
    expect(items.nth(1).locator(".line mark")).to_have_count(1)
    expect(items.nth(2)).to_contain_text("layouts/base.html:21")
    expect(items.nth(3)).to_contain_text("warning")
    assert panel.locator("img, b").count() == 0
    assert page.title() == "Rig"
    heading(page, "first")
    assert axe.check(page) == []
    troubles.expect("Applying inline style violates")  # that is how axe reads style sheets of a shadow tree

    site.break_(problem("one left"))
    expect(items).to_have_count(1)
    site.publish()
    expect(panel).to_be_hidden()
    assert page.evaluate("window.mark") == "still here"
    assert loads() == 1


def test_the_list_can_be_closed_and_opened_again_and_comes_back_with_other_problems(page: Page, site):
    page.goto(site.url)
    site.break_(problem("wrong"))
    panel, badge = page.locator("atlas-serve .panel"), page.locator("atlas-serve .badge")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(badge).to_have_text("1 error")
    badge.click()
    expect(panel).to_be_visible()
    panel.get_by_role("button").click()
    expect(panel).to_be_hidden()
    site.break_(problem("wrong"))
    expect(badge).to_be_visible()
    expect(panel).to_be_hidden()
    site.break_(problem("wrong again"))
    expect(panel).to_be_visible()


def test_warnings_are_a_count_that_opens_and_do_not_cover_the_page(page: Page, site):
    page.goto(site.url)
    warned = Outcome(dict(site.files), "/atlas/", (problem("odd", severity="warning"),))
    site.board.post(site.board.state.after(warned))
    badge, panel = page.locator("atlas-serve .badge"), page.locator("atlas-serve .panel")
    expect(badge).to_have_text("1 warning")
    expect(panel).to_be_hidden()
    badge.click()
    expect(panel.locator("li.warning .what")).to_have_text("odd")
    site.publish()
    expect(badge).to_be_hidden()
    expect(panel).to_be_hidden()


def test_a_missing_page_appears_once_it_is_there_and_goes_when_it_is_gone(page: Page, site, troubles):
    troubles.expect("answer 404|status of 404")
    page.goto(f"{site.url}new/")
    heading(page, "no such page")
    site.publish(new_index="new")
    heading(page, "new")
    del site.files["new/index.html"]
    site.publish()
    heading(page, "no such page")


def test_a_page_opened_before_the_first_build_becomes_the_page_asked_for(page: Page, troubles):
    troubles.expect("answer 503|status of 503")
    board = Board()
    with serving(board, "127.0.0.1", 0) as address:
        site = Site(board, f"{address.url}/atlas/", {"assets/site.1111111111.css": RED})
        page.goto(f"{address.url}/atlas/regions/")
        heading(page, "The site is not built yet")
        site.break_(problem(NASTY, instead="write something else"))
        panel = page.locator("atlas-serve .panel")
        expect(panel.locator(".what")).to_have_text(NASTY)
        expect(panel.locator(".note")).to_contain_text("the page appears")
        site.publish(regions_index="regions")
        heading(page, "regions")
        expect(panel).to_be_hidden()
        page.goto("about:blank")


@pytest.mark.parametrize("javascript", [False])
def test_without_scripts_what_keeps_the_first_build_is_listed_all_the_same(page: Page, troubles):
    troubles.expect("answer 503|status of 503")
    board = Board()
    board.post(State().after(Outcome(problems=(problem(NASTY),))))
    with serving(board, "127.0.0.1", 0) as address:
        page.goto(address.url)
        expect(page.locator("li")).to_have_text(f"content/a.yaml:3:7: {NASTY}")


def test_a_tab_that_nobody_sees_gives_its_connection_back_and_catches_up_when_seen(page: Page, site):
    page.goto(site.url)
    hear(page, site)
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    until(lambda: site.board.streams() == 0, "the stream to be given back")
    site.publish(index="second")
    assert page.locator("h1").text_content() == "first"
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    heading(page, "second")


def test_ten_tabs_side_by_side_can_all_be_loaded_and_all_follow(page: Page, site):
    """Each window is seen, so none gives its connection back by itself."""
    tabs = [page, *(page.context.new_page() for _ in range(9))]
    for each in tabs:
        each.goto(site.url)
        heading(each, "first")
    site.publish(index="second")
    for each in tabs:
        heading(each, "second")


def test_a_tab_follows_a_server_that_was_started_again(page: Page, troubles, monkeypatch):
    """The browser may or may not complain meanwhile."""
    monkeypatch.setattr(module, "SOON", 100)
    impatient = CLIENT.read_text(encoding="utf-8").replace("SILENCE = 3000", "SILENCE = 300")
    page.route("**/client.js", lambda route: route.fulfill(body=impatient, content_type="text/javascript"))
    board = Board()
    with serving(board, "127.0.0.1", 0) as address:
        site = Site(board, f"{address.url}/atlas/", {"assets/site.1111111111.css": RED})
        site.publish(index="first")
        page.goto(site.url)
        hear(page, site)
    status = page.locator("atlas-serve .status")
    expect(status).to_have_text("The development server does not answer", timeout=PATIENCE * 1000)
    again = Board()
    with serving(again, "127.0.0.1", address.port):
        site.board = again
        again.post(State().after(Outcome({**site.files, "index.html": html("second").encode()}, "/atlas/")))
        heading(page, "second")
        expect(status).to_be_hidden()
        page.goto("about:blank")
    troubles.seen[:] = [each for each in troubles.seen if "/__atlas/events" not in each]


def test_a_tab_comes_back_when_the_site_leaves_its_path_and_returns(page: Page, site, troubles):
    page.goto(site.url)
    hear(page, site)
    site.board.post(site.board.state.after(Outcome(dict(site.files), "/other/")))
    heading(page, "The site stands at another path")
    expect(page.locator("main a")).to_have_attribute("href", "/other/")
    hear(page, site)
    site.publish(index="second")
    heading(page, "second")
    troubles.seen[:] = [each for each in troubles.seen if "404" not in each]


def test_a_long_build_is_mentioned(page: Page, site):
    page.goto(site.url)
    hear(page, site)
    status = page.locator("atlas-serve .status")
    expect(status).to_be_hidden()
    site.board.post(replace(site.board.state, building=True))
    expect(status).to_have_text("Building…")
    site.publish()
    expect(status).to_be_hidden()


def test_a_page_that_is_never_what_it_should_be_is_not_loaded_for_ever(page: Page, site, loads):
    """A server that contradicts itself, for instance behind a proxy that keeps pages."""
    page.goto(site.url)
    hear(page, site)
    stale = page.request.get(site.url).text()
    page.route("**/atlas/", lambda route: route.fulfill(body=stale, content_type="text/html"))
    with page.expect_event("load"):
        site.publish(index="second")
    hear(page, site)
    site.publish(regions_index="something else")
    page.wait_for_timeout(200)
    assert loads() == 2
