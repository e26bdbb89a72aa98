"""What machines read: the sitemap names each page once, with its twin."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from atlas.feeds import robots, sitemap
from atlas.pages import Page, plan
from tests.trees import atlas_of, lay

BASE_URL = "https://example.org/a&b/"
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    return list(plan(atlas_of(lay(tmp_path_factory.mktemp("feeds") / "content"))))


@pytest.fixture(scope="module")
def entries(pages: list[Page]) -> dict[str, dict[str, str]]:
    """Each address of the sitemap with its alternates by language."""
    root = ElementTree.fromstring(sitemap(pages, BASE_URL, "2024-05-06"))  # noqa: S314 -- our own bytes
    found = root.findall("s:url", NS)
    entries = {
        str(entry.findtext("s:loc", namespaces=NS)): {
            link.attrib["hreflang"]: link.attrib["href"] for link in entry.findall("x:link", NS)
        }
        for entry in found
    }
    assert len(entries) == len(found), "no page twice"
    assert {entry.findtext("s:lastmod", namespaces=NS) for entry in found} == {"2024-05-06"}
    return entries


def test_each_page_is_named_and_the_page_for_missing_addresses_is_not(entries, pages):
    assert set(entries) == {BASE_URL + page.address for page in pages if page.kind != "404"}


def test_each_page_names_both_languages_and_its_twin_names_it_back(entries):
    for address, twins in entries.items():
        assert set(twins) == {"zh-Hans", "en"}
        assert address in twins.values()
        for twin in twins.values():
            assert entries[twin] == twins


def test_the_sitemap_does_not_depend_on_the_order_of_pages(pages):
    assert sitemap(reversed(pages), BASE_URL, "2024-05-06") == sitemap(pages, BASE_URL, "2024-05-06")


def test_signs_of_xml_are_escaped(pages):
    page = replace(next(page for page in pages if page.kind == "regions" and page.key), key="<x>&\"'")
    root = ElementTree.fromstring(sitemap([page], BASE_URL, "2024-05-06"))  # noqa: S314 -- our own bytes
    assert root.findtext("s:url/s:loc", namespaces=NS) == f"{BASE_URL}regions/<x>&\"'/"


def test_robots_may_read_everything_and_are_shown_the_sitemap():
    text = robots("https://example.org/atlas/").decode()
    assert "User-agent: *\nAllow: /\n" in text
    assert "Disallow" not in text
    assert text.endswith("Sitemap: https://example.org/atlas/sitemap.xml\n")
