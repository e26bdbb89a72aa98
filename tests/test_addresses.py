"""Addresses are made in one place, and every relative link leads where it should."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.addresses import address, base_path, file_of, localized, relative


@pytest.mark.parametrize(
    ("kind", "key", "expected"),
    [
        ("home", "", ""),
        ("404", "", "404.html"),
        ("indicators", "", "indicators/"),
        ("indicators", "rd-share", "indicators/rd-share/"),
        ("terms", "", "glossary/"),
        ("terms", "beacon-firm", "glossary/beacon-firm/"),
        ("documents", "chengchuan-2021", "documents/chengchuan-2021/"),
        ("targets", "chengchuan-2021--rd-share", "documents/chengchuan-2021/targets/rd-share/"),
        ("measures", "chengchuan-2021--m01", "documents/chengchuan-2021/measures/m01/"),
        ("measures", "", "measures/"),
        ("about", "", "about/"),
    ],
)
def test_each_thing_has_its_permanent_address(kind, key, expected):
    assert address(kind, key) == expected


def test_english_stands_below_en_and_chinese_at_the_root():
    assert localized("indicators/rd-share/", "zh") == "indicators/rd-share/"
    assert localized("indicators/rd-share/", "en") == "en/indicators/rd-share/"
    assert localized("", "en") == "en/"


def test_an_address_is_a_folder_with_an_index_or_a_file():
    assert file_of("indicators/") == "indicators/index.html"
    assert file_of("") == "index.html"
    assert file_of("404.html") == "404.html"


SEGMENT = st.sampled_from(["a", "b", "en", "rd-share", "404"])
FOLDER = st.lists(SEGMENT, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
FILE = st.builds("{}{}.html".format, FOLDER, SEGMENT)
FRAGMENT = st.one_of(st.just(""), SEGMENT.map("#{}".format))


@given(st.one_of(FOLDER, FILE), st.one_of(FOLDER, FILE), FRAGMENT, st.sampled_from(["/", "/atlas/", "/a/b/"]))
def test_a_relative_link_leads_from_any_page_to_any_other_below_any_path(here, there, fragment, base):
    root = f"https://example.org{base}"
    assert urljoin(root + here, relative(here, there + fragment)) == root + there + fragment


@given(st.one_of(FOLDER, FILE), st.one_of(FOLDER, FILE))
def test_a_relative_link_names_no_host_and_no_root(here, there):
    link = relative(here, there)
    assert link
    assert not link.startswith("/")
    assert "://" not in link


def test_the_path_below_which_a_site_is_served():
    assert base_path("https://example.org/atlas/") == "/atlas/"
    assert base_path("https://example.org/atlas") == "/atlas/"
    assert base_path("https://example.org") == "/"
    assert base_path("https://example.org/") == "/"
