"""A real browser for the tests: Chromium, a server, and pages that may not complain.

A test chooses how it looks at a page by parametrising `width`, `colour_scheme` or `javascript`:

    @pytest.mark.parametrize("width", [390, 1280])
    @pytest.mark.parametrize("colour_scheme", ["light", "dark"])
    def test_home(page, site_url): ...
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, sync_playwright

from tests.tools.needs import missing
from tests.tools.serving import serve

# The first is the same browser without windows, and takes a third less time.
PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)

ARGUMENTS = (
    "--no-sandbox",  # a container's root has no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Troubles:
    """What a page complained about, and what a test expects it to complain about."""

    seen: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """A trouble that matches must come, and is no failure."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        """Everything that should not have come, and everything that should have and did not."""
        came = [words for words in self.seen if not any(re.search(each, words) for each in self.expected)]
        lacking = [each for each in self.expected if not any(re.search(each, words) for words in self.seen)]
        return came + [f"expected, but did not come: {pattern}" for pattern in lacking]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, or the one that $CHROMIUM names."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None or not Path(program).exists():
        missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder until the end of the run, and returns its address."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(serve(folder))


@pytest.fixture(scope="session")
def site_url(built_site: Path, served: Callable[[Path], str]) -> str:
    """The address of the real site; ends in /atlas/."""
    return served(built_site)


@pytest.fixture
def width() -> int:
    """The window's width in CSS pixels; 390 is a telephone."""
    return 1280


@pytest.fixture
def colour_scheme() -> Literal["light", "dark"]:
    """What the reader's system prefers."""
    return "light"


@pytest.fixture
def javascript() -> bool:
    """Whether scripts run."""
    return True


@pytest.fixture
def locale() -> str:
    """The language that the browser asks for."""
    return "zh-CN"


@pytest.fixture
def troubles() -> Troubles:
    """The complaints of the test's page; a test that provokes one says `troubles.expect(pattern)`."""
    return Troubles()


@pytest.fixture
def page(
    browser: Browser,
    width: int,
    colour_scheme: Literal["light", "dark"],
    javascript: bool,
    locale: str,
    troubles: Troubles,
) -> Iterator[Page]:
    """A fresh page without history or cookies.

    The test fails on any error or warning in the console, any uncaught exception, any request that fails
    or is answered by an error, and any request to another host, which is not carried out.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=colour_scheme,
        java_script_enabled=javascript,
        locale=locale,
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)

    def elsewhere(url: str) -> bool:
        return not url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:", "about:"))

    def refuse(route: Route) -> None:
        troubles.seen.append(f"request to another host: {route.request.url}")
        route.abort()

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            troubles.seen.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def failed(request: Request) -> None:
        # A page that is left while something loads aborts it; that is no failure.
        if request.failure != "net::ERR_ABORTED" and not elsewhere(request.url):
            troubles.seen.append(f"request failed: {request.url}: {request.failure}")

    context.route(elsewhere, refuse)
    page = context.new_page()
    page.on("console", console)
    page.on("pageerror", lambda error: troubles.seen.append(f"uncaught: {error}"))
    page.on("requestfailed", failed)
    page.on(
        "response",
        lambda response: (
            troubles.seen.append(f"answer {response.status}: {response.url}")
            if response.status >= 400
            else None
        ),
    )
    yield page
    context.close()
    assert not troubles.unexpected(), "the page complained:\n" + "\n".join(troubles.unexpected())
