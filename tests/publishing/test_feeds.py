"""What machines read: the sitemap names each page once, with its twin; feeds tell what is new."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from atlas.pages import Page, plan
from atlas.publishing.feeds import feeds, robots, sitemap
from atlas.reading.load import Loaded
from atlas.records.model import Atlas

BASE_URL = "https://example.org/a&b/"
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


PLAIN_URL = "https://example.org/atlas/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def atlas(loaded: Loaded) -> Atlas:
    assert loaded.atlas is not None
    return loaded.atlas


@pytest.fixture(scope="module")
def pages(atlas: Atlas) -> list[Page]:
    return list(plan(atlas))


@pytest.fixture(scope="module")
def entries(pages: list[Page]) -> dict[str, dict[str, str]]:
    """Each address of the sitemap with its alternates by language."""
    root = ET.fromstring(sitemap(pages, BASE_URL, "2024-05-06"))  # noqa: S314 -- our own bytes
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
    root = ET.fromstring(sitemap([page], BASE_URL, "2024-05-06"))  # noqa: S314 -- our own bytes
    assert root.findtext("s:url/s:loc", namespaces=NS) == f"{BASE_URL}regions/<x>&\"'/"


def test_robots_may_read_everything_and_are_shown_the_sitemap():
    text = robots("https://example.org/atlas/").decode()
    assert "User-agent: *\nAllow: /\n" in text
    assert "Disallow" not in text
    assert text.endswith("Sitemap: https://example.org/atlas/sitemap.xml\n")


def test_there_is_a_feed_of_the_site_and_of_each_region_with_news(atlas):
    assert sorted(feeds(atlas, PLAIN_URL)) == [
        "en/feed.xml", "en/regions/chengchuan/feed.xml", "feed.xml", "regions/chengchuan/feed.xml",
    ]  # fmt: skip


def test_a_feed_is_an_atom_feed_with_the_newest_entry_first(atlas):
    for name, raw in feeds(atlas, PLAIN_URL).items():
        root = ET.fromstring(raw)  # noqa: S314 -- our own bytes
        assert root.tag == "{http://www.w3.org/2005/Atom}feed"
        assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == (
            "en" if name.startswith("en/") else "zh-Hans"
        )
        for required in ("title", "id", "updated", "author/a:name"):
            assert root.findtext(f"a:{required}", namespaces=ATOM), (name, required)
        (own,) = [
            link.attrib["href"] for link in root.findall("a:link", ATOM) if link.attrib.get("rel") == "self"
        ]
        assert own == PLAIN_URL + name
        updated = [
            str(entry.findtext("a:updated", namespaces=ATOM)) for entry in root.findall("a:entry", ATOM)
        ]
        assert updated == sorted(updated, reverse=True)
        assert root.findtext("a:updated", namespaces=ATOM) == updated[0]
        assert all(len(each) == len("2024-05-06T00:00:00Z") for each in updated)


def test_each_entry_of_a_feed_says_what_happened_in_its_language(atlas):
    found = feeds(atlas, PLAIN_URL)
    for name, title, summary in (
        ("feed.xml", "收录两份计划", "澄川和高新区 < 全省 & 其他。"),
        (
            "en/regions/chengchuan/feed.xml",
            "Two plans in the atlas",
            "Chengchuan and its zone < province & others.",
        ),
    ):
        entry = ET.fromstring(found[name]).find("a:entry", ATOM)  # noqa: S314 -- our own bytes
        assert entry is not None
        assert entry.findtext("a:title", namespaces=ATOM) == title
        assert entry.findtext("a:summary", namespaces=ATOM) == summary


def test_no_two_entries_of_the_atlas_share_an_id_in_one_feed(atlas):
    for raw in feeds(atlas, PLAIN_URL).values():
        root = ET.fromstring(raw)  # noqa: S314 -- our own bytes
        ids = [entry.findtext("a:id", namespaces=ATOM) for entry in root.findall("a:entry", ATOM)]
        assert len(ids) == len(set(ids))


def test_without_news_the_feed_is_empty_and_valid(atlas):
    (zh, en) = (feeds(replace(atlas, changes=()), PLAIN_URL)[name] for name in ("feed.xml", "en/feed.xml"))
    for raw in (zh, en):
        root = ET.fromstring(raw)  # noqa: S314 -- our own bytes
        assert root.findtext("a:updated", namespaces=ATOM) == "2024-05-06T00:00:00Z"


def test_an_ampersand_in_the_base_address_spoils_no_feed(atlas):
    for raw in feeds(atlas, BASE_URL).values():
        assert ET.fromstring(raw).findtext("a:id", namespaces=ATOM)  # noqa: S314 -- our own bytes
