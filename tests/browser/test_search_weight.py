"""What a reader has to load for the first answer of the search, on the real site."""

from __future__ import annotations

import gzip
import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, expect

MOST = 400_000  # bytes
# What the public host compresses on its way; Pagefind has compressed the rest itself.
COMPRESSED = {".js", ".json", ".css", ".html", ".svg"}


def transfer(responses: list[Response]) -> dict[str, int]:
    """The bytes of each answer, as a host that compresses sends it."""
    sizes = {}
    for response in responses:
        path = PurePosixPath(urlsplit(response.url).path)
        body = response.body()
        sizes[path.as_posix()] = len(gzip.compress(body, 6)) if path.suffix in COMPRESSED else len(body)
    return sizes


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("", "研发投入"),
        ("", "科"),
        ("", "2025"),
        ("", "高新技术企业数达到"),
        ("", "gaoxinjishuqiye"),
        ("en/", "research spending"),
        ("en/", "high-tech firms in Changzhou by 2025"),
        ("en/", "企业研发投入"),
    ],
)
@pytest.mark.parametrize("place", ["dialog", "page"])
def test_the_first_answer_costs_less_than_the_budget(page: Page, site_url: str, place, language, query):
    page.goto(site_url + language + ("search/" if place == "page" else "regions/changzhou/"))
    page.wait_for_load_state("networkidle")
    responses: list[Response] = []

    def note(response: Response) -> None:
        responses.append(response)

    page.on("response", note)
    page.keyboard.press("Control+k")
    root = page.locator("dialog" if place == "dialog" else "main")
    box = root.locator("[name=q]")
    expect(box).to_be_focused()
    box.fill(query)
    expect(root.get_by_role("status")).to_have_text(re.compile("(?!.*…$).+"))
    expect(root.locator(".search-mark").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    sizes = transfer(responses)
    assert any("/pagefind/index/" in path for path in sizes), "the index has been asked"
    assert any(path.endswith("/titles.json") for path in sizes)
    assert sum(sizes.values()) <= MOST, sizes


def test_pinyin_leads_from_any_page_to_the_page_meant(page: Page, site_url: str):
    for typed in ("gaoxinjishuqiye", "gxjsqy"):
        page.goto(site_url + "documents/jiangyin-2020/")
        page.keyboard.press("/")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.type(typed)
        expect(page.locator("[role=option][aria-selected=true] mark").first).to_have_text("高新技术企业")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("高新技术企业")
