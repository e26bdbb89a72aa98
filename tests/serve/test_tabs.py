"""What the development server tells open tabs, and by what a tab knows that its page is another."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from html import unescape

import pytest

from atlas.problems import Place
from atlas.serve import serving as module
from atlas.serve.answering import answer
from atlas.serve.board import STREAMS, Board, State
from atlas.serve.outcome import Outcome
from atlas.serve.page import Looks, Shown
from atlas.serve.serving import Address, serving
from atlas.serve.telling import WORDS
from tests.serve_rig import SITE, ask, page, problem, served, small_site, tab, until


@pytest.fixture
def board() -> Board:
    return small_site()


@pytest.fixture
def live(board, monkeypatch) -> Iterator[Address]:
    """Where it is served, for a test that posts something else on it."""
    with served(board, monkeypatch) as address:
        yield address


# What tabs are told


def test_a_tab_is_told_at_once_and_after_each_build(board, live):
    with tab(live, "/atlas/regions/") as opened:
        first = opened.next()
        assert first["problems"] == []
        assert first["styles"] == ["/atlas/assets/site.1111111111.css"]
        assert f'data-page="{first["page"]}"' in ask(live, "/atlas/regions/").body.decode()
        board.post(board.state.after(Outcome({**SITE, "regions/index.html": b"new"}, "/atlas/")))
        assert opened.next()["page"] != first["page"]


def test_every_tab_is_told_not_only_the_first_to_wake(board, live):
    with tab(live, User_Agent="a") as one, tab(live, User_Agent="b") as other:
        for opened in (one, other):
            opened.next()
        board.post(board.state.after(Outcome({**SITE, "index.html": b"new"}, "/atlas/")))
        assert one.next() == other.next()


def test_a_page_that_did_not_change_is_not_told_to_change(board, live):
    with tab(live, "/atlas/regions/") as opened:
        first = opened.next()
        board.post(board.state.after(Outcome({**SITE, "index.html": b"new"}, "/atlas/")))
        board.post(board.state.after(Outcome(problems=(problem("wrong"),))))
        second = opened.next()
        assert second["failed"]
        assert second["page"] == first["page"]


def test_after_a_restart_a_tab_learns_whether_its_page_is_still_the_same(board):
    with serving(board, "127.0.0.1", 0) as address, tab(address) as opened:
        before = opened.next()["page"]
    again = Board()
    again.post(State().after(Outcome(dict(SITE), "/atlas/")))
    with serving(again, "127.0.0.1", address.port) as address, tab(address) as opened:
        assert opened.next()["page"] == before
        again.post(again.state.after(Outcome({**SITE, "index.html": b"new"}, "/atlas/")))
        assert opened.next()["page"] != before


def test_a_problem_comes_with_its_line_in_three_pieces_and_with_the_other_places_of_one_slip(board, live):
    slips = [
        replace(problem("unknown unit"), rule="known-names", place=Place("content/a.yaml", line, 5, 2), source="甲: \x07</>b")
        for line in range(1, 6)
    ]  # fmt: skip
    board.post(board.state.after(Outcome(problems=tuple(slips))))
    with tab(live) as opened:
        (told,) = opened.next()["problems"]
    assert told["line"] == ["甲: \\u0007", "</", ">b"]
    assert told["what"] == "unknown unit (and 4 more places)"
    assert told["also"] == "also at content/a.yaml:2:5, 3:5, 4:5, 5:5"


def test_problems_are_told_with_file_line_column_and_hint_as_text(board, live):
    nasty = "</script><img src=x onerror=alert(1)>\n\ndata: {}"
    wrong = problem(f"{nasty}\u202e\x1b", instead="write “50” instead")
    board.post(board.state.after(Outcome(problems=(problem("odd", severity="warning", line=1), wrong))))
    with tab(live) as opened:
        told = opened.next()
    assert told["failed"]
    assert told["count"] == "1 error, 1 warning"
    assert told["problems"][0] == {
        "place": "content/a.yaml:3:7",
        "what": nasty + r"\u202e\u001b",  # nothing turns the direction of writing
        "instead": "write “50” instead",
        "severity": "error",
        "line": [],
        "also": "",
    }


def test_a_failure_without_a_place_is_told(board, live):
    board.post(board.state.after(Outcome(failure="a template is wrong")))
    with tab(live) as opened:
        told = opened.next()
    assert [each["what"] for each in told["problems"]] == ["a template is wrong"]
    assert told["count"] == "1 error"


def test_a_mended_site_is_told_to_be_whole(board, live):
    with tab(live) as opened:
        opened.next()
        board.post(board.state.after(Outcome(problems=(problem("wrong"),))))
        assert opened.next()["failed"]
        board.post(board.state.after(Outcome(SITE, "/atlas/")))
        told = opened.next()
        assert not told["failed"]
        assert told["problems"] == []


def test_the_words_are_in_the_editors_language(board):
    board.post(board.state.after(Outcome(problems=(problem("错"), problem("疑", severity="warning")))))
    with serving(board, "127.0.0.1", 0, "zh") as address, tab(address) as opened:
        told = opened.next()
    assert told["count"] == "1 个错误，1 条提醒"
    assert told["words"]["close"] == "关闭（Esc）"
    assert WORDS["zh"].keys() | {"errors_one", "warnings_one"} == WORDS["en"].keys()


def test_beyond_a_few_tabs_the_oldest_gives_way_so_that_pages_can_still_be_loaded(board, live):
    """A browser opens six connections to a host; the seventh would wait for ever."""
    with ExitStack() as stack:
        opened = []
        for _ in range(STREAMS + 3):
            opened.append(stack.enter_context(tab(live)))
            assert opened[-1].next()["problems"] == []
        until(lambda: board.streams() == STREAMS, "the oldest streams to end")
        assert all(f"retry: {module.LATER}" in each.rest() for each in opened[:3])
        other = stack.enter_context(tab(live, User_Agent="another browser"))
        assert other.next()["problems"] == []
        assert board.streams() == STREAMS + 1
    until(lambda: board.streams() == 0, "the closed tabs to be noticed")


def test_a_server_that_stops_ends_its_streams(board):
    with ExitStack() as stack:
        with serving(board, "127.0.0.1", 0) as address:
            opened = stack.enter_context(tab(address))
            opened.next()
        assert opened.next() is None


# While nothing is built


def test_before_the_first_build_every_address_shows_a_page_that_waits():
    with serving(Board(), "127.0.0.1", 0) as address:
        for path in ("/", "/atlas/regions/", "/x"):
            answered = ask(address, path)
            assert answered.status == 503
            assert b"not built yet" in answered.body
            assert b"/__atlas/client.js" in answered.body
        with tab(address) as opened:
            assert opened.next()["page"] == "nothing"


def test_a_first_build_that_fails_is_told_there_without_scripts_too_and_escaped():
    board = Board()
    nasty = "<img src=x onerror=alert(1)>&"
    board.post(board.state.after(Outcome(problems=(problem(nasty),), failure="<b>")))
    with serving(board, "127.0.0.1", 0, "zh") as address:
        body = ask(address, "/").body.decode()
        assert nasty not in body
        assert "<b>" not in body
        assert f"content/a.yaml:3:7: {nasty}" in unescape(body)
        with tab(address) as opened:
            told = opened.next()
        assert told["failed"]
        assert "保存" in told["note"]


# What makes a page another one


def looks(files: dict[str, bytes], path: str = "/atlas/") -> Looks:
    return Shown(files, "/atlas/").looks(path)


def test_a_change_of_style_alone_leaves_the_page_as_it_is():
    restyled = {**SITE, "index.html": page("home", style="2").encode(), "assets/site.2222222222.css": b""}
    assert looks(restyled).page == looks(SITE).page
    assert looks(restyled).styles == ("/atlas/assets/site.2222222222.css",)


def test_another_style_sheet_makes_it_another():
    more = SITE["index.html"].replace(
        b"</head>", b'<link rel="stylesheet" href="/atlas/assets/print.0123456789.css"></head>'
    )
    assert looks({**SITE, "index.html": more}).page != looks(SITE).page
    other = SITE["index.html"].replace(b"site.", b"other.")
    assert looks({**SITE, "index.html": other}).page != looks(SITE).page


def test_a_change_of_words_scripts_or_pictures_makes_it_another():
    assert looks({**SITE, "index.html": page("house").encode()}).page != looks(SITE).page
    with_icon = SITE["index.html"].replace(b"data:,", b"assets/icon.1.svg")
    other_icon = SITE["index.html"].replace(b"data:,", b"assets/icon.2.svg")
    assert looks({**SITE, "index.html": with_icon}).page != looks({**SITE, "index.html": other_icon}).page


@pytest.mark.parametrize(
    ("attribute", "file"),
    [
        ('data-cells="cells.json"', "compare/cells.json"),
        ('href="../data/targets.csv"', "data/targets.csv"),
        ('src="/atlas/assets/a.js"', "assets/a.js"),
        ('data-bundle="../pagefind/"', "pagefind/pagefind-entry.json"),
    ],
)
def test_a_change_of_what_a_page_loads_makes_it_another(attribute, file):
    html = f"<html><head></head><body><main {attribute}></main></body></html>".encode()
    before = {**SITE, "compare/index.html": html, file: b"1"}
    after = {**before, file: b"2"}
    assert looks(before, "/atlas/compare/").page != looks(after, "/atlas/compare/").page
    assert looks(before, "/atlas/").page == looks(after, "/atlas/").page


@pytest.mark.parametrize(
    "reference",
    [
        "http://[x",
        "//example.org/a",
        "../../../..",
        "?q=[",
        "data:,",
        "%ff",
        "中文，{n}",
        "&#x110000;",
        "mailto:a@b",
    ],
)
def test_any_reference_is_borne(reference):
    html = f'<html><body><a href="{reference}" data-text="{reference}">x</a></body></html>'.encode()
    assert looks({"index.html": html}).page


def test_a_page_that_links_to_another_does_not_change_with_it():
    linked = {**SITE, "index.html": b'<a href="regions/">x</a><a href="regions/index.html">x</a>'}
    changed = {**linked, "regions/index.html": b"new"}
    assert looks(linked).page == looks(changed).page


def test_a_missing_page_becomes_another_once_it_is_there():
    there = {**SITE, "new/index.html": page("new").encode()}
    assert looks(SITE, "/atlas/new/").page != looks(there, "/atlas/new/").page
    assert looks(SITE, "/atlas/new/").page == looks(SITE, "/elsewhere").page


def test_a_site_without_a_page_for_the_missing_still_answers():
    shown = Shown({"index.html": b"x"}, "/")
    assert answer("/nowhere", "", State(shown=shown), "en").status == 404
    assert json.dumps(shown.looks("/nowhere").page)
    assert os.sep not in shown.looks("/nowhere").page
