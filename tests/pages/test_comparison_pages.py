"""What a comparison shows is what the data say, cell for cell, and what it leaves empty says why.

Read from the really built site: pairs, matrix, indicator pages, the chooser's cells and the downloads.
"""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from html import unescape
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from atlas.comparing import sides
from atlas.comparing.blanks import blank, of_document, of_region
from atlas.noting.view import View
from atlas.pages import Page, compare, make, plan
from atlas.pages.chooser import HEADER, SIGNS
from atlas.pages.maker import Maker
from atlas.pages.parts import Content, Part, Table
from atlas.pages.reckoning import lineage_section, neighbours
from atlas.problems import Language
from atlas.records.model import Atlas
from tests.published import class_of, span_of

LANGUAGES = ("", "en/")
Row = dict[str, Any]

# What binds a figure, as each language says it.
CUES = {
    "reach": ("", ""),
    "within": ("", ""),
    "at-least": ("以上", "at least "),
    "more-than": ("超", "more than "),
    "about": ("左右", "about "),
    "at-most": ("以内", "at most "),
    "less-than": ("低于", "less than "),
    "all": ("均达", "all "),
}
SCALES = {"million": 10**6, "billion": 10**9}


# Reading what was built


@dataclass
class Link:
    """A link in a cell, with the note that follows it."""

    href: str
    kind: str
    text: str = ""
    note: str = ""


@dataclass
class Cell:
    heads: bool
    kind: set[str]
    text: str = ""
    links: list[Link] = field(default_factory=list)

    @property
    def figures(self) -> list[Link]:
        return [link for link in self.links if link.kind in {"figure", "words"}]


class _Tables(HTMLParser):
    """The rows of a table; a row of one heading names a group."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.link: Link | None = None
        self.noting = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag in {"th", "td"}:
            self.rows[-1].append(Cell(tag == "th", set(told.get("class", "").split())))
        elif tag == "a" and self.rows:
            self.link = Link(told["href"], told.get("class", ""))
            self.rows[-1][-1].links.append(self.link)
        elif tag == "span":
            self.noting = 1 if told.get("class") == "minor" else 0

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.link = None
        elif tag == "span":
            self.noting = 0

    def handle_data(self, data: str) -> None:
        if not self.rows or not self.rows[-1]:
            return
        cell = self.rows[-1][-1]
        cell.text += data
        if self.link is not None:
            self.link.text += data
        elif self.noting and cell.links:
            cell.links[-1].note += data


def tables(html: str, section: str = "") -> list[list[list[Cell]]]:
    """The tables of a page, or of one of its sections."""
    if section:
        found = re.search(rf'<section [^>]*id="{section}".*?</section>', html, re.DOTALL)
        html = found[0] if found else ""
    read = []
    for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
        reader = _Tables()
        reader.feed(table)
        read.append(reader.rows)
    return read


def body(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows of a table below its heading, without those that name a group."""
    return [row for row in rows[1:] if len(row) > 1]


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


class Site:
    """The built site, and what its published data say."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.json: list[Row] = json.loads((root / "data" / "targets.json").read_bytes())
        text = (root / "data" / "targets.csv").read_bytes().decode("utf-8-sig")
        self.csv = list(csv.DictReader(io.StringIO(text, newline="")))
        self.targets = {row["id"]: row for row in self.json}
        self._shown: dict[str, str] = {}

    def html(self, address: str) -> str:
        return (self.root / address / "index.html").read_text(encoding="utf-8")

    def pages(self, kind: str, language: str) -> Iterator[str]:
        """The addresses of all pages of a kind, without the list."""
        for path in sorted((self.root / language / kind).glob("*/index.html")):
            yield path.parent.relative_to(self.root).as_posix() + "/"

    @staticmethod
    def resolve(address: str, href: str) -> str:
        """The address that a link leads to."""
        return posixpath.normpath(posixpath.join(address, href)) + "/"

    def target(self, address: str, href: str) -> tuple[Row, str]:
        """The target that a link leads to, and its page's address."""
        there = self.resolve(address, href)
        found = re.fullmatch(r"(?:en/)?documents/([^/]+)/targets/([^/]+)/", there)
        assert found, (address, href)
        return self.targets[f"{found[1]}--{found[2]}"], there

    def figure_of(self, address: str) -> str:
        """The large figure on a target's own page."""
        if address not in self._shown:
            found = re.search(r'<span class="target-figure[^"]*">(.*?)</span>', self.html(address), re.DOTALL)
            assert found, address
            self._shown[address] = plain(unescape(found[1]))
        return self._shown[address]

    def holds(self, address: str, link: Link) -> Row:
        """A figure is that of the target it leads to: on its page and in the data; with its year and its tone."""
        row, there = self.target(address, link.href)
        english = address.startswith("en/")
        shown = plain(link.text)
        assert shown == self.figure_of(there), (address, link)
        assert_figure(shown, row, english)
        if link.note:
            last = row["year"] or row["period_end"]
            if last is not None:
                assert str(last) in link.note, (address, link)
            assert ("aspiration" if english else "力争") in link.note or not row["aspirational"], (
                address,
                link,
            )
            assert row["aspirational"] or not re.search("aspiration|力争", link.note), (address, link)
        return row


def assert_figure(shown: str, row: Row, english: bool) -> None:
    """Number, unit and comparator as the published data have them."""
    if row["value"] is None:
        assert english or shown == row["value_words"], (shown, row["id"])
        return
    if row["normalized_unit"] == "place" and row["basis"] == "rank":
        assert shown == (f"top {row['value']}" if english else f"前{row['value']}位")
        return
    cue = CUES[row["comparator"]][english]
    assert cue in shown, (shown, row["id"])
    for other in {cues[english] for cues in CUES.values()} - {cue, ""}:
        assert other not in shown, (shown, row["id"])
    numbers = [Decimal(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", shown)]
    if english:
        scale = next((size for word, size in SCALES.items() if word in shown), 1)
        factor = Decimal(str(row["normalized_value"])) / Decimal(str(row["value"]))
        told = [
            Decimal(str(value)) * factor / scale
            for value in (row["value"], row["value_high"])
            if value is not None
        ]
    else:
        assert row["unit_zh"] in shown, (shown, row["id"])
        told = [Decimal(str(value)) for value in (row["value"], row["value_high"]) if value is not None]
    assert numbers[: len(told)] == told, (shown, row["id"])


@pytest.fixture(scope="module")
def site(built_site: Path) -> Site:
    return Site(built_site)


# The data against themselves


def test_the_two_forms_of_the_data_are_the_same_cell_for_cell(site):
    assert [row["id"] for row in site.csv] == [row["id"] for row in site.json]
    for told, row in zip(site.csv, site.json, strict=True):
        for name, value in row.items():
            as_text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            assert told[name].removeprefix("'") == as_text, (row["id"], name)


# Pairs


def ids_of(site: Site) -> list[str]:
    return sorted({row["region"] for row in site.json})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pair_of_areas_with_targets_has_its_page(site, language):
    expected = [f"{language}compare/{one}--{other}/" for one, other in combinations(ids_of(site), 2)]
    assert sorted(site.pages("compare", language)) == sorted(expected)
    assert len(expected) <= sides.MOST_PAIRS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pair_can_be_reached_from_the_list_and_from_both_its_areas_and_its_twin(site, language):
    def links(address: str) -> set[str]:
        return {site.resolve(address, href) for href in re.findall(r'href="([^"#?]*)"', site.html(address))}

    listed = links(f"{language}compare/")
    of_area = {name: links(f"{language}regions/{name}/") for name in ids_of(site)}
    for address in site.pages("compare", language):
        one, other = address.rstrip("/").rpartition("/")[2].split("--")
        assert address in listed
        assert address in of_area[one] & of_area[other]
        twin = address.removeprefix("en/") if language else f"en/{address}"
        assert twin in links(address)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_a_pair_is_its_targets_and_stands_under_its_area_beside_its_indicator(site, language):
    for address in site.pages("compare", language):
        for rows in tables(site.html(address)):
            heads = rows[0]
            for row in body(rows):
                for head, cell in zip(heads, row, strict=True):
                    for link in cell.figures:
                        found = site.holds(address, link)
                        (area,) = head.links
                        assert site.resolve(address, area.href) == f"{language}regions/{found['region']}/"
                        indicator = site.resolve(address, row[0].links[0].href)
                        assert indicator == f"{language}indicators/{found['indicator']}/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pair_hides_no_target_of_either_area(site, language):
    for address in site.pages("compare", language):
        names = address.rstrip("/").rpartition("/")[2].split("--")
        shown = {
            site.target(address, link.href)[0]["id"]
            for rows in tables(site.html(address))
            for row in body(rows)
            for cell in row
            for link in cell.figures
        }
        assert shown == {row["id"] for row in site.json if row["region"] in names}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_row_that_may_be_compared_mixes_indicators_bases_or_units(site, language):
    rows_seen = 0
    for address in site.pages("compare", language):
        for rows in tables(site.html(address), "may-be-compared"):
            for row in body(rows):
                cells = [[site.target(address, link.href)[0] for link in cell.figures] for cell in row[1:]]
                assert all(cells), "both sides have a figure"
                kinds = {
                    (
                        found["indicator"],
                        found["basis"],
                        found["normalized_unit"],
                        class_of(found),
                        span_of(found),
                    )
                    for cell in cells
                    for found in cell
                }
                assert len(kinds) == 1
                assert all(found["value"] is not None for cell in cells for found in cell)
                rows_seen += 1
    assert rows_seen > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_not_be_compared_says_why_from_the_facts_of_both_sides(site, language):
    rows_seen = 0
    for address in site.pages("compare", language):
        for rows in tables(site.html(address), "may-not-be-compared"):
            for _, left, right, why in body(rows):
                said = plain(why.text)
                assert len(re.split("[；;]", said)) >= 3, said
                for side in (left, right):
                    assert plain(side.figures[0].text) in said
                one, other = (site.target(address, side.figures[0].href)[0] for side in (left, right))
                assert (
                    one["basis"] != other["basis"]
                    or one["value"] is None
                    or other["value"] is None
                    or one["normalized_unit"] != other["normalized_unit"]
                    or class_of(one) != class_of(other)
                    or span_of(one) != span_of(other)
                )
                rows_seen += 1
    assert rows_seen > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_only_one_area_promises_the_other_has_its_kind_of_blank_in_words(site, atlas, language):
    every = tuple(atlas.documents.values())
    for address in site.pages("compare", language):
        one, other = address.rstrip("/").rpartition("/")[2].split("--")
        for mine, theirs in ((one, other), (other, one)):
            for rows in tables(site.html(address), f"only-{mine}"):
                for row in body(rows):
                    indicator = site.target(address, row[1].figures[0].href)[0]["indicator"]
                    kind = blank(atlas.indicators[indicator], atlas.regions[theirs], every)
                    words = atlas.interface[f"blank_{kind.replace('-', '_')}"]
                    assert plain(row[2].text) == f"{SIGNS[kind]} {words.en if language else words.zh}"
                    assert {"blank", kind} <= row[2].kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_themes_of_which_the_other_side_lacks_most_come_first(site, language):
    for address in site.pages("compare", language):
        for name in address.rstrip("/").rpartition("/")[2].split("--"):
            for rows in tables(site.html(address), f"only-{name}"):
                sizes: list[int] = []
                for row in rows[1:]:
                    if len(row) == 1:
                        sizes.append(0)
                    else:
                        sizes[-1] += 1
                assert sizes == sorted(sizes, reverse=True)


def test_a_pair_is_downloaded_with_every_target_every_blank_and_what_may_be_compared(site, atlas):
    every = tuple(atlas.documents.values())
    for address in site.pages("compare", ""):
        names = address.rstrip("/").rpartition("/")[2].split("--")
        links = re.findall(r'<a href="([^"]*)"', site.html(address))
        assert "targets.csv" in links
        assert f"../?with={','.join(names)}" in links, "and goes on to where a third can be added"
        content = (site.root / address / "targets.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert tuple(rows[0]) == HEADER
        told = [row for row in rows if row["id"]]
        assert Counter(row["id"] for row in told) == Counter(
            row["id"] for row in site.json if row["region"] in names
        )
        for row in told:
            found = site.targets[row["id"]]
            assert (row["indicator"], row["side"]) == (found["indicator"], found["region"])
            assert row["area"] == row["side_name"] == found["region_zh"]
            assert row["value"] == ("" if found["value"] is None else str(found["normalized_value"]))
            assert (row["unit"], row["comparator"], row["basis"]) == (
                found["normalized_unit"] or "", found["comparator"], found["basis"],
            )  # fmt: skip
            assert row["phrase"] == found["phrase"].split("|")[0]
            assert row["aspirational"] == str(found["aspirational"]).lower()
            assert plain(row["figure"]) == site.figure_of(
                f"documents/{row['id'].replace('--', '/targets/')}/"
            )
        for row in rows:
            if not row["id"]:
                kind = blank(atlas.indicators[row["indicator"]], atlas.regions[row["side"]], every)
                assert (row["blank"], row["value"], row["figure"]) == (kind, "", ""), "absence is never zero"
        shown = {
            site.target(address, link.href)[0]["id"]
            for table in tables(site.html(address), "may-be-compared")
            for row in body(table)
            for cell in row
            for link in cell.figures
        }
        assert {row["id"] for row in told if row["comparable"] == "true"} == shown


# The matrix


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matrix_holds_every_target_once_in_its_place_and_every_other_cell_says_why_it_is_empty(
    site, atlas, language
):
    address, every = f"{language}matrix/", tuple(atlas.documents.values())
    (rows,) = tables(site.html(address), "indicators")
    areas = [site.resolve(address, head.links[0].href).split("/")[-2] for head in rows[0][1:]]
    seen: Counter[str] = Counter()
    for row in body(rows):
        indicator = site.resolve(address, row[0].links[0].href).split("/")[-2]
        for area, cell in zip(areas, row[1:], strict=True):
            for link in cell.figures:
                found = site.holds(address, link)
                assert (found["indicator"], found["region"]) == (indicator, area)
                seen[found["id"]] += 1
            if not cell.figures:
                kind = blank(atlas.indicators[indicator], atlas.regions[area], every)
                words = atlas.interface[f"blank_{kind.replace('-', '_')}"]
                assert cell.text.strip() == SIGNS[kind] + (words.en if language else words.zh)
                assert cell.kind == {"blank", kind}
                assert not re.search(r"\d", cell.text), "absence is never zero"
    assert seen == Counter(list(site.targets))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_matrix_of_industries_calls_no_area_silent_whose_documents_are_not_known(site, atlas, language):
    address, every = f"{language}matrix/", tuple(atlas.documents.values())
    (rows,) = tables(site.html(address), "clusters")
    areas = [site.resolve(address, head.links[0].href).split("/")[-2] for head in rows[0][1:]]
    for row in body(rows):
        for area, cell in zip(areas, row[1:], strict=True):
            if "blank" in cell.kind:
                kind = of_region(area, every)
                assert cell.text.startswith(SIGNS[kind])
                named = atlas.interface["not_named"]
                assert ((named.en if language else named.zh) in cell.text) == (kind == "silent")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_explains_every_sign_by_words_and_no_two_alike(site, atlas, language):
    html = site.html(f"{language}matrix/")
    legend = re.search(r'id="blanks".*?</section>', html, re.DOTALL)[0]
    told = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", legend))
    assert set(told) == set(SIGNS.values())
    assert len(set(told.values())) == 4


# Indicator pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_indicators_tables_hold_all_its_targets_beside_their_area_and_document(site, language):
    by_indicator = defaultdict(set)
    for row in site.json:
        by_indicator[row["indicator"]].add(row["id"])
    for address in site.pages("indicators", language):
        html = site.html(address)
        shown = set()
        for section in re.findall(r'id="(targets-\d+)" aria-labelledby', html):
            kinds = set()
            for rows in tables(html, section):
                for row in body(rows):
                    links = [link for cell in row for link in cell.figures]
                    assert len(links) == 1
                    found = site.holds(address, links[0])
                    shown.add(found["id"])
                    kinds.add((found["basis"], found["normalized_unit"], found["value"] is None))
                    around = {site.resolve(address, link.href) for cell in row for link in cell.links}
                    assert f"{language}regions/{found['region']}/" in around
                    assert f"{language}documents/{found['document']}/" in around
            assert len(kinds) == 1, "one basis and one unit to a table, or words alone"
        assert shown == by_indicator[address.rstrip("/").rpartition("/")[2]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_a_group_and_of_its_picture_are_of_one_kind_and_one_span(site, language):
    seen = 0
    for address in site.pages("indicators", language):
        html = site.html(address)
        for section in re.findall(r'id="(targets-\d+)" aria-labelledby', html):
            (rows,) = tables(html, section)
            found = [
                site.target(address, link.href)[0]
                for row in body(rows)
                for cell in row
                for link in cell.figures
            ]
            kinds = {(row["basis"], row["normalized_unit"], class_of(row), span_of(row)) for row in found}
            assert len(kinds) == 1 or all(row["value"] is None for row in found), (address, section)
            seen += len(found) > 1
    assert seen > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_two_groups_of_an_indicator_say_from_their_facts_why_they_stand_apart(site, language):
    seen = 0
    for address in site.pages("indicators", language):
        html = site.html(address)
        found = [row for rows in tables(html, "why-apart") for row in body(rows)]
        figures = [
            link
            for section in re.findall(r'id="(targets-\d+)" aria-labelledby', html)
            for rows in tables(html, section)
            for row in body(rows)[:1]
            for cell in row
            for link in cell.figures
        ]
        told: dict[tuple, tuple[str, str]] = {}  # every two bases once, and within a basis scopes and spans
        for one, other in combinations(figures, 2):
            rows = [site.target(address, link.href)[0] for link in (one, other)]
            kinds = frozenset((row["basis"], row["normalized_unit"]) for row in rows)
            apart: tuple = ()
            if len(kinds) == 1 and class_of(rows[0]) == class_of(rows[1]):
                spans = frozenset(map(span_of, rows))
                apart = ("open",) if {kind for kind, _ in spans} == {"until"} else (spans,)
                assert len(spans) == 2
            elif len(kinds) == 1 and {class_of(row)[1] for row in rows} == {"", "净增"}:
                apart = ("net",)
            told.setdefault((kinds, *apart), (plain(one.text), plain(other.text)))
        for (one, other), row in zip(told.values(), found, strict=True):
            seen += 1
            assert one in plain(row[1].text)
            assert other in plain(row[1].text)
            assert row[1].text.rstrip().endswith("." if language else "。")
    assert seen > 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_named_told_in_a_sentence_downloadable_and_its_figures_stand_in_a_table(
    site, language
):
    seen = 0
    for page in sorted((site.root / language).rglob("index.html")):
        address = page.parent.relative_to(site.root).as_posix()
        if "about/design" in address or (not language and address.startswith("en")):
            continue
        html = page.read_text(encoding="utf-8")
        shown = plain(
            unescape(re.sub(r"<[^>]+>", " ", " ".join(re.findall(r"<table.*?</table>", html, re.DOTALL))))
        )
        for figure in re.findall(r'<figure class="chart".*?</figure>', html, re.DOTALL):
            seen += 1
            pictures = re.findall(r"<svg [^>]*aria-labelledby.*?</svg>", figure, re.DOTALL)
            assert len(pictures) == 2, "a wide and a narrow one"
            for picture in pictures:
                assert re.search(
                    r"<title id=[^>]+>[^<]+</title>\s*<desc id=[^>]+>[^<]+[.。]\s*</desc>", picture
                )
            files = {
                Path(name).suffix: page.parent / name
                for name in re.findall(r'href="([^"]+)" download', figure)
            }
            assert set(files) == {".svg", ".csv"}
            assert files[".svg"].read_bytes().startswith(b"<?xml")
            rows = csv.DictReader(io.StringIO(files[".csv"].read_bytes().decode("utf-8-sig"), newline=""))
            for row in rows:
                assert plain(row["label"]) in shown, (address, row)
                assert plain(row.get("text") or "") in shown, (address, row)
                assert row["unit"] or row["basis"] in ("位次", "Rank"), (address, row)
                assert row["document"], (address, row)
                assert row["url"].startswith("https://"), (address, row)
                led = site.root / row["url"].partition("/atlas/")[2]
                assert (led / "index.html").is_file(), (address, row)
    assert seen > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_on_ladders_and_derived_figures_are_those_of_their_targets(site, language):
    seen = 0
    for address in site.pages("indicators", language):
        html = site.html(address)
        for rows in tables(html, "ladders"):
            for row in body(rows):
                for link in row[1].figures:
                    found = site.holds(address, link)
                    area = site.resolve(address, row[0].links[0].href)
                    assert area == f"{language}regions/{found['region']}/"
                    seen += 1
        derived = re.search(r'<section [^>]*id="derived".*?</section>', html, re.DOTALL)
        for href, kind, text in re.findall(
            r'<a href="([^"]*)" class="(\w+)">(.*?)</a>', derived[0] if derived else ""
        ):
            site.holds(address, Link(href, kind, unescape(text)))
            seen += 1
    assert seen > 90


# The chooser's cells


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_of_the_chooser_are_the_data_cell_for_cell(site, atlas, language):
    cells = json.loads((site.root / language / "compare" / "cells.json").read_bytes())
    address = f"{language}compare/"
    assert Counter(entry["id"] for entry in cells["targets"]) == Counter(list(site.targets))
    for entry in cells["targets"]:
        note = f"{entry['y']} " + (("aspiration" if language else "力争") if entry["a"] else "")
        found = site.holds(address, Link(entry["h"], "", entry["f"], note))
        assert found["id"] == entry["id"]
        assert entry["v"] == found["normalized_value"]
        assert entry["c"] == found["comparator"]
        assert entry["a"] == found["aspirational"]
        area = atlas.regions[found["region"]].name
        assert entry["r"] == (area.en if language else area.zh)
        assert (entry["p"], entry["at"]) == (found["phrase"].split("|")[0], found["at"].split("|")[0])
        if found["value_high"] is not None:
            assert entry["hi"] / entry["v"] == pytest.approx(found["value_high"] / found["value"])
        base = atlas.vocabulary["bases"][found["basis"]].label
        whole_year = found["basis"] == "annual" and found["period_start"] == found["period_end"]
        assert entry["b"] == ("" if whole_year else base.en if language else base.zh)
        assert str(found["period_end"] or found["year"] or "") in entry["w"]
        if not language:
            assert ("全年" in entry["w"]) == whole_year
        told = " ".join(words for words, _ in entry["s"])
        assert (found["conditions_en" if language else "conditions_zh"] or "") in told
    regions, documents = set(ids_of(site)), {row["document"] for row in site.json}
    assert {column["id"] for column in cells["columns"]} == regions | documents
    for row in cells["rows"]:
        for column, places in row["cells"].items():
            expected = {
                found["id"]
                for found in site.json
                if found["indicator"] == row["id"] and column in (found["region"], found["document"])
            }
            assert {cells["targets"][place]["id"] for place in places} == expected
        shown = {place for places in row["cells"].values() for place in places}
        assert {cells["targets"][place]["id"] for place in shown} == {
            found["id"] for found in site.json if found["indicator"] == row["id"]
        }
        for place in shown:
            entry = cells["targets"][place]
            found = site.targets[entry["id"]]
            assert row["groups"][entry["g"]] == f"{found['basis']}/{found['normalized_unit'] or ''}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blanks_of_the_chooser_are_those_of_the_matrix_and_a_document_answers_for_itself(
    site, atlas, language
):
    cells = json.loads((site.root / language / "compare" / "cells.json").read_bytes())
    every = tuple(atlas.documents.values())
    for row in cells["rows"]:
        for column in cells["columns"]:
            if column["id"] in row["cells"]:
                continue
            kind = row["blanks"].get(column["id"], column["blank"])
            if column["kind"] == "area":
                assert kind == blank(atlas.indicators[row["id"]], atlas.regions[column["id"]], every)
            else:
                assert kind == of_document(atlas.documents[column["id"]])
    assert set(cells["kinds"]) == set(SIGNS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_have_a_reason_for_every_two_groups_that_are_kept_apart(site, language):
    cells = json.loads((site.root / language / "compare" / "cells.json").read_bytes())
    for row in cells["rows"]:
        for i, one in enumerate(row["groups"]):
            for j in range(i, len(row["groups"])):
                comparable = i == j and not one.endswith("/")  # of one basis and unit, groups differ in scope
                assert (f"{i}-{j}" in row["why"]) != comparable
    assert all(cells["reasons"])
    assert len(cells["reasons"]) == len(set(cells["reasons"]))


# What the content does not hold today


def maker(atlas: Atlas, language: Language = "zh", here: str = "compare/x/") -> Maker:
    return Maker(View.of(atlas), language, here, "https://example.org/atlas/")


def partial(atlas: Atlas, document: str) -> Atlas:
    """The same atlas with one document extracted in part only."""
    record = atlas.documents[document].model_copy(update={"extraction": "partial"})
    return replace(atlas, documents={**atlas.documents, document: record})


def cells_of(content: Content, section: str) -> Iterator[tuple[Any, ...]]:
    for found in content.sections:
        if found.id == section:
            assert isinstance(found.body, Table)
            yield from found.body.rows
            for each in found.body.bodies:
                yield from each.rows


def test_no_blank_of_an_area_is_silence_while_one_of_its_documents_is_partial(atlas):
    content = compare.pair(maker(partial(atlas, "changzhou-2021")), "changzhou--jiangyin")
    blanks = [row[2] for row in cells_of(content, "only-jiangyin")]
    assert blanks
    assert {cell.kind for cell in blanks} == {"blank unread"}
    industries = [cell for row in cells_of(content, "clusters") for cell in row if cell.kind]
    assert {cell.kind for cell in industries if cell is not None} <= {"blank unread", "blank silent"}
    assert all(row[1].kind != "blank silent" for row in cells_of(content, "clusters"))


def test_no_measures_of_a_theme_in_a_document_read_in_part_is_not_counted_as_none(atlas):
    content = compare.pair(maker(partial(atlas, "jiangyin-2020")), "changzhou--jiangyin")
    rows = list(cells_of(content, "measures-by-theme")) + list(cells_of(content, "measures-by-instrument"))
    assert not [row for row in rows if row[2].parts[0].text == "0"]
    assert [row for row in rows if row[2].kind == "blank unread"]


@pytest.mark.parametrize("section", ["measures-by-theme", "measures-by-instrument"])
def test_the_strongest_contrasts_of_means_come_first_by_the_shares_that_are_shown(atlas, section):
    content = compare.pair(maker(atlas), "changzhou--jiangyin")
    sizes = [
        sum(atlas.documents[measure.document].region == region for measure in atlas.measures.values())
        for region in ("changzhou", "jiangyin")
    ]
    (intro,) = [each.intro for each in content.sections if each.id == "measures-by-theme"]
    assert all(f"{size}项" in intro for size in sizes)
    apart = []
    for row in cells_of(content, section):
        shares = [Fraction(int(cell.parts[0].text), size) for cell, size in zip(row[1:], sizes, strict=True)]
        for cell, share in zip(row[1:], shares, strict=True):
            shown = "".join(part.text for part in cell.parts[1:])
            assert shown == (f"（{round(100 * share)}%）" if share else "")
        apart.append(abs(shares[0] - shares[1]))
    assert len(apart) > 5
    assert apart == sorted(apart, reverse=True)


def test_measures_without_themes_yet_are_not_counted_as_measures_of_no_theme(atlas):
    own = [key for key, one in atlas.measures.items() if one.document == "jiangyin-2020"]
    unsorted = {
        key: one.model_copy(update={"themes": (), "instruments": ()} if key in own[3:] else {})
        for key, one in atlas.measures.items()
    }
    content = compare.pair(maker(replace(atlas, measures=unsorted)), "changzhou--jiangyin")
    (intro,) = [each.intro for each in content.sections if each.id == "measures-by-theme"]
    assert "3项）的比例" in intro
    assert f"{len(own)}项）的比例" not in intro


def test_a_pair_says_on_how_many_indicators_it_meets_and_how_many_of_these_stand_under_both_headings(atlas):
    for key in ("changzhou--jiangyin", "changzhou-hitech--jiangyin-hitech"):
        content = compare.pair(maker(atlas, "en"), key)
        may, not_ = (
            {row[0].parts[0].text for row in cells_of(content, section)}
            for section in ("may-be-compared", "may-not-be-compared")
        )
        assert f"on {len(may | not_)} indicators; " in content.lead
        assert may & not_, "the example has some"
        assert re.search(
            rf"; (all|{len(may)}) of them may be compared \({len(may & not_)} of these", content.lead
        )
        counts = {each.id: each.count for each in content.sections}
        assert (counts["may-be-compared"], counts["may-not-be-compared"]) == (len(may), len(not_))


def test_only_what_is_known_in_full_is_said_to_stand_for_one_area_alone(atlas):
    known, unread = (
        compare.pair(maker(atlas), key)
        for key in ("changzhou-hitech--jiangyin", "changzhou-hitech--jiangyin-hitech")
    )
    titles = {each.id: each.title for each in unread.sections}
    assert {cell.kind for row in cells_of(unread, "only-changzhou-hitech") for cell in row[2:]} >= {
        "blank unread"
    }
    assert titles["only-changzhou-hitech"] == "图谱中只见于常州高新区"
    (clusters,) = [each.body for each in unread.sections if each.id == "clusters"]
    assert {each.key: each.title for each in clusters.bodies}["changzhou-hitech"] == "图谱中只见于常州高新区"
    titles = {each.id: each.title for each in known.sections}
    assert {cell.kind for row in cells_of(known, "only-changzhou-hitech") for cell in row[2:]} == {
        "blank silent",
        "blank not-applicable",
    }
    assert titles["only-changzhou-hitech"] == "只见于常州高新区"
    (clusters,) = [each.body for each in known.sections if each.id == "clusters"]
    assert {each.key: each.title for each in clusters.bodies}["changzhou-hitech"] == "只见于常州高新区"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_pairs_names_each_once_with_the_number_of_its_comparable_indicators(site, language):
    html = site.html(f"{language}compare/")
    section = html[html.index('id="ready-pairs"') : html.index('id="whole-matrix"')]
    listed = re.findall(r'<a href="([a-z-]+--[a-z-]+)/">([^<]+)</a>', section)
    assert len(listed) == len({pair for pair, _ in listed}) == 55
    folded = section[section.index("<details") :]
    for pair, text in listed:
        tables_ = tables(site.html(f"{language}compare/{pair}/"), "may-be-compared")
        found = {
            site.target(f"{language}compare/{pair}/", row[1].figures[0].href)[0]["indicator"]
            for rows in tables_
            for row in body(rows)
        }
        if found:
            assert f"({len(found)})" in text.replace("（", "(").replace("）", ")")
        assert (f'href="{pair}/"' in folded) == (not found), "those without any are folded away"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_says_of_each_pair_on_how_many_indicators_it_may_be_compared(site, language):
    for name in ids_of(site):
        address = f"{language}regions/{name}/"
        html = site.html(address)
        section = html[html.index('id="compare-with"') :].partition("</section>")[0]
        listed = re.findall(r'<a href="[./]*compare/([a-z-]+--[a-z-]+)/">[^<]+?[(（](\d+)[)）]</a>', section)
        assert len(listed) == 10
        numbers = [int(number) for _, number in listed]
        for pair, number in listed:
            found = {
                site.target(f"{language}compare/{pair}/", row[1].figures[0].href)[0]["indicator"]
                for rows in tables(site.html(f"{language}compare/{pair}/"), "may-be-compared")
                for row in body(rows)
            }
            assert int(number) == len(found), (name, pair)
        assert 0 not in numbers[: sum(map(bool, numbers))], "those without any stand last"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_names_who_leads_and_who_supports_each_of_its_measures(site, atlas, language):
    for document in atlas.documents:
        html = site.html(f"{language}documents/{document}/")
        for measure in (each for each in atlas.measures.values() if each.document == document):
            fold = html[html.index(f'id="measure-{measure.id}"') :].partition("</details>")[0]
            missing = [name for name in (*measure.lead, *measure.support) if name not in fold]
            assert not missing or language, (measure.gid, missing)
            said = len(re.findall(r"/agencies/[^\"]+/\"", fold))
            assert said >= len({*measure.lead, *measure.support}), measure.gid


def test_two_areas_without_a_common_indicator_say_so(atlas):
    content = compare.pair(maker(atlas, "en"), "changzhou-testing-park--jiangsu")
    assert content.lead == "There is no indicator on which both set a target."
    assert [section.id for section in content.sections if section.id.startswith("may")] == []


def test_a_document_called_like_an_area_has_a_column_of_its_own(atlas):
    from atlas.pages import chooser

    record = atlas.documents["jiangyin-2020"].model_copy(update={"id": "jiangyin"})
    twin = replace(atlas, documents={**atlas.documents, "jiangyin": record})
    columns = json.loads(chooser.cells(maker(twin, here="compare/")))["columns"]
    ids = [column["id"] for column in columns]
    assert len(ids) == len(set(ids))
    assert "document-jiangyin" in ids


def test_from_one_document_to_the_next_doubt_is_said(atlas):
    found = lineage_section(maker(partial(atlas, "changzhou-sunan-2018")), "changzhou")
    rows = [
        row for section in found for inner in section.body for each in inner.body.bodies for row in each.rows
    ]
    doubts = {row[1].parts[0].text: "".join(part.text for part in row[1].note) for row in rows if row[1].note}
    assert doubts == {"只见于后一份文件": "另一份文件不全，不能确定"}
    assert {row[1].parts[0].text for row in rows} >= {
        "目标调高", "口径改变", "表述改变", "只见于前一份文件",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("zh", "常州苏南示范区2018的规划期是2018年，由", "常州2021的规划期是2021–2025年，由中共常州市委、常州市人民政府发文"),
        ("en", "Changzhou Sunan Zone 2018 is for 2018 and was issued by Changzhou Leading Group",
         "Changzhou 2021 is for 2021–2025 and was issued by Changzhou Municipal Committee"),
    ],
)  # fmt: skip
def test_of_two_documents_it_is_said_for_whom_and_how_long_each_speaks(atlas, language, first, second):
    """A year's list of tasks beside a plan of five years: what stands in one alone was neither dropped nor added."""
    (section,) = lineage_section(maker(atlas, language), "changzhou")
    (inner,) = section.body
    assert first in inner.intro
    assert second in inner.intro
    changes = {row[1].parts[0].text for each in inner.body.bodies for row in each.rows}
    assert {each.title for each in inner.body.bodies} == changes
    assert not changes & {"新增", "不再提及", "提高", "降低", "new", "no longer named", "rose", "fell"}


@pytest.fixture
def few_pairs(monkeypatch):
    """A limit that the real content passes."""
    monkeypatch.setattr(sides, "MOST_PAIRS", 12)
    sides._pairs.cache_clear()
    yield 12
    sides._pairs.cache_clear()


def links_of(value: object) -> Iterator[str]:
    if isinstance(value, Part):
        if value.href:
            yield value.href
    elif isinstance(value, Table):
        for row in value.rows:
            yield from links_of(row)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from links_of(item)
    elif hasattr(value, "body"):
        yield from links_of(value.body)
    elif hasattr(value, "parts"):
        yield from links_of(value.parts)


def test_past_the_limit_no_link_leads_to_a_pair_without_a_page_and_all_others_can_be_chosen(atlas, few_pairs):
    pages = [page for page in plan(atlas) if page.kind == "compare" and page.key and page.language == "zh"]
    assert 0 < len(pages) < 55
    addresses = {page.address for page in pages}
    view = View.of(atlas)
    listed = make(Page("compare", "", "zh", "compare", compare.compare), view, "https://example.org/")[0]
    assert listed.sections[0].intro, "it is said which have a page"
    reached = {Site.resolve("compare/", href) for href in links_of(listed.sections[0])}
    assert reached == addresses
    names = sides.areas(atlas.targets.values(), atlas.regions)
    for name in names:
        links = neighbours(maker(atlas, here=f"regions/{name}/"), name, names)
        led = {Site.resolve(f"regions/{name}/", part.href) for part in links}
        mine = {address for address in addresses if name in address.split("/")[1].split("--")}
        assert mine <= led
        assert {address.rpartition("?")[2] for address in led - mine} == (
            {f"with={name}/"} if len(mine) < len(names) - 1 else set()
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_that_its_text_states_otherwise_too_is_marked_wherever_it_is_listed(site, atlas, language):
    pairs = {
        gid
        for target in atlas.targets.values()
        for link in target.links
        if link.kind == "inconsistent"
        for gid in (target.gid, link.to if "--" in link.to else f"{target.document}--{link.to}")
    }
    word = atlas.interface["stated_otherwise"]
    seen: set[str] = set()
    for address in site.pages("indicators", language):
        for rows in tables(site.html(address), "targets-1"):
            for row in body(rows):
                gid = site.target(address, row[1].figures[0].href)[0]["id"]
                assert ((word.en if language else word.zh) in row[1].text) == (gid in pairs), gid
                seen |= {gid} & pairs
    assert len(seen) > 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_what_a_figure_is_counted_stands_with_it_in_tables_and_charts(site, atlas, language):
    seen = 0
    for address in (*site.pages("indicators", language), *site.pages("regions", language)):
        html = site.html(address)
        found = re.search(r'<h2 id="targets-1-[^"]*">(.*?)</h2>|$', html, re.DOTALL)
        heading = plain(unescape(found[1] or "")) if found else ""
        for rows in tables(html, "targets-1"):
            for row in body(rows):
                target = atlas.targets[site.target(address, row[1].figures[0].href)[0]["id"]]
                if target.conditions:
                    conditions = target.conditions.en if language else None
                    # in its row, or once for all rows in their heading
                    assert plain(conditions or target.conditions.zh) in (f"{plain(row[1].text)} {heading}")
                    seen += 1
                if target.cluster:
                    name = atlas.clusters[target.cluster].name
                    assert plain(name.en if language else name.zh) in plain(row[1].text)
                    seen += 1
    assert seen > 20
