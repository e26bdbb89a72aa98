"""What pages say reads well: one name for one thing, no mark twice, labels that say what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
import yaml

from atlas.noting.view import View
from atlas.pages import agencies, documents, indicators, regions, texts, themes
from atlas.pages.maker import Maker
from atlas.pages.mentions import mention_table
from atlas.pages.parts import Cell, Content, Part
from atlas.problems import Language
from atlas.records.model import Atlas
from atlas.searching.page_text import words_of
from tests.trees import ROOT

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture(scope="module")
def whole(atlas: Atlas) -> View:
    return View.of(atlas)


def maker(view: View, language: Language) -> Maker:
    return Maker(view.fresh(), language, "", "https://atlas.invalid/base/")


def said(value: object) -> Iterator[str]:
    """Every piece of text in a value, however deep it lies."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from said(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from said(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from said(one)


def test_a_high_tech_zone_is_called_so_in_one_way(atlas):
    zones = [region for region in atlas.regions.values() if region.name.zh.endswith("高新区")]
    assert len(zones) > 9
    for region in zones:
        assert region.name.en.endswith("High-tech Zone"), region.id
    assert not [text for text in said(tuple(atlas.agencies.values())) if "Hi-Tech" in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_hold_quotation_marks_stand_between_others(whole, atlas, language):
    m = maker(whole, language)
    pages: list[Content] = [documents.document(m, key) for key in atlas.documents]
    pages += [regions.region(m, key) for key in atlas.regions]
    assert not [text for text in said(tuple(pages)) if re.search("““|””", text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_of_numbers_says_what_it_counts_and_none_is_a_dash(whole, language):
    m = maker(whole, language)
    for page in (
        regions.regions(m, ""),
        indicators.indicators(m, ""),
        themes.themes(m, ""),
        agencies.agencies(m, ""),
    ):
        text = " ".join(said(page))
        assert "数量" not in text.split()
        assert "Duties" not in text.split()
    table = regions.regions(m, "").sections[0].body
    at = [n for n, column in enumerate(table.columns) if column.label in (m.t("targets"), m.t("clusters"))]
    numbers = {row[n].parts[0].text for row in table.rows for n in at}
    assert len(at) == 2
    assert "—" in numbers
    assert "0" not in numbers


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_inferred_of_an_industry_says_why(whole, atlas, language):
    m = maker(whole, language)
    mentions = [mention for mention in atlas.mentions if mention.inferred]
    assert mentions
    for row in mention_table(m, "", mentions, ("ties",)).rows:
        cell: Cell = row[0]
        label = next(part.text for part in cell.parts if m.inferred("inferred") in part.text)
        assert re.fullmatch(r"\w+（推定）：|\w+ \(inferred\): ", label)
        assert cell.note, "the reason stands below"


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_to_cite_the_data_names_the_address_of_the_site_that_is_built(whole, language):
    page = texts.data(maker(whole, language), "")
    cited = [text for text in said(page) if "https://atlas.invalid/base/" in text]
    assert cited
    assert whole.atlas.site.base_url not in " ".join(said(page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_components_is_offered_where_the_site_tells_of_itself_alone(whole, language):
    m = maker(whole, language)

    def offered(key: str) -> bool:
        return any(part.text == m.t("design") for part in parts(texts.text(m, key)))

    def parts(page: Content) -> Iterator[Part]:
        return (item.title for section in page.sections if section.kind == "cards" for item in section.body)

    assert offered("about")
    assert not offered("method")


def test_what_search_knows_of_a_page_is_no_furniture_and_no_two_words_run_together(built_site):
    """Extracts are made of these words: column headings, counts and downloads are no words of a page."""
    interface = yaml.safe_load((ROOT / "content" / "interface.yaml").read_text(encoding="utf-8"))
    columns = {words["en"] for key, words in interface.items() if key.startswith("column_")}
    for path in ("indicators/high-tech-firms", "clusters/carbon-fibre", "regions/jiangyin"):
        _, blocks = words_of((built_site / "en" / path / "index.html").read_text(encoding="utf-8"))
        assert (
            not {"Indicator", "By", "Basis", "Role", "Document"}
            & set(blocks)
            & columns - {interface["kind_indicators"]["en"]}
        )
        assert not {interface["chart_svg"]["en"], interface["chart_csv"]["en"]} & set(blocks)
        assert not [
            block
            for block in blocks
            if re.search(r"[0-9](?:firms|projects)|[a-z](?:Carbon|Innovation)", block)
        ]
        assert not [
            block for block in blocks if re.fullmatch(r"(?:Targets|Measures|Who wants it) \d+", block)
        ]
