"""The rig itself: it shows what it should, and a page that misbehaves fails its test."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page

from tests.tools import axe, nu

POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">"


def html(body: str = "", head: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">{POLICY}<title>Rig</title>'
        f"{head}</head><body><main><h1>Rig</h1>{body}</main></body></html>\n"
    )


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site."""
    folder = tmp_path_factory.mktemp("small")
    pages = {
        "index.html": html('<p id="width"></p>', '<script type="module" src="a.js"></script>'),
        "404.html": html("<p>missing</p>"),
        "deep/index.html": html("<p>deep</p>"),
        "a.js": "document.documentElement.dataset.ran = 'yes';\n",
        "warns.html": html("", '<script src="warns.js"></script>'),
        "warns.js": "console.warn('careful');\n",
        "throws.html": html("", '<script src="throws.js"></script>'),
        "throws.js": "throw new Error('broken');\n",
        "lacks.html": html("", '<script src="gone.js"></script>'),
        "calls.html": html("", '<script src="calls.js"></script>').replace(POLICY, ""),
        "calls.js": "fetch('https://example.com/spy').catch(() => {});\n",
        "inline.html": html("<script>document.title = 'no'</script>"),
        "poor.html": html('<img src="a.js"><input>').replace(' lang="en"', ""),
    }
    for path, text in pages.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    return folder


@pytest.fixture(scope="session")
def url(small: Path, served: Callable[[Path], str]) -> str:
    return served(small)


def answer(url: str, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/atlas/", 200),
        ("/atlas/index.html", 200),
        ("/atlas/deep/?q=1", 200),
        ("/atlas/deep", 301),
        ("/atlas/Deep/", 404),
        ("/atlas/a.js/", 404),
        ("/", 404),
        ("/atlas/../conftest.py", 404),
        ("/atlas/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/atlas//etc/passwd", 404),
    ],
)
def test_the_server_answers_as_the_public_host_does(url, path, status):
    assert answer(url, path).status == status


def test_the_server_redirects_to_the_slash_and_names_types(url):
    assert answer(url, "/atlas/deep").headers["Location"] == "/atlas/deep/"
    assert answer(url, "/atlas/a.js").headers["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_a_page_has_the_width_and_the_colours_asked_for(page: Page, url, width, colour_scheme):
    page.goto(url)
    assert page.evaluate("innerWidth") == width
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is (colour_scheme == "dark")


@pytest.mark.parametrize("javascript", [True, False])
def test_scripts_run_only_where_asked_for(page: Page, url, javascript):
    page.goto(url)
    assert page.locator("html[data-ran]").count() == int(javascript)


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("warns.html", "console warning: careful"),
        ("throws.html", "uncaught: .*broken"),
        ("lacks.html", r"answer 404: .*/gone\.js"),
        ("calls.html", r"request to another host: https://example\.com/spy"),
        ("inline.html", "console error: .*Content Security Policy"),
        ("nowhere/", "answer 404"),
    ],
)
def test_a_page_that_misbehaves_is_found_out(page: Page, url, troubles, path, complaint):
    page.goto(url + path)
    page.wait_for_load_state("networkidle")
    troubles.expect(complaint)
    assert f"expected, but did not come: {complaint}" not in troubles.unexpected()
    troubles.expect("console error|console warning|answer 404|uncaught")


def test_a_complaint_that_is_expected_must_come(troubles):
    troubles.expect("never")
    assert troubles.unexpected() == ["expected, but did not come: never"]


def test_a_request_that_fails_is_found_out(page: Page, troubles):
    troubles.expect("request failed: .*ERR_CONNECTION_REFUSED")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
            page.goto(f"http://127.0.0.1:{closed.getsockname()[1]}/")


def test_axe_passes_a_good_page_and_finds_what_is_wrong_with_a_poor_one_under_its_policy(
    page: Page, url, troubles
):
    page.goto(url)
    assert axe.check(page) == []

    page.goto(url + "poor.html")
    found = "\n".join(axe.check(page))
    assert "html-has-lang" in found
    assert "image-alt" in found
    assert "label" in found
    troubles.expect("Content Security Policy|csp")  # the picture is blocked


def test_the_html_checker_passes_good_pages_and_names_what_is_wrong(small, tmp_path):
    good = tmp_path / "good"
    (good / "deep").mkdir(parents=True)
    for path in ("index.html", "deep/index.html"):
        (good / path).write_text((small / path).read_text())
    assert nu.check(good) == []

    (good / "bad.html").write_text(html("<p><div>x</div></p><a href='a b'>x</a>"))
    found = nu.check(good)
    assert found
    assert all(message.startswith("bad.html:2: ") for message in found)
