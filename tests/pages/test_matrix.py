"""The matrix: measures by theme and area, roles by industry and area, and what figures from year to year look like."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from atlas.comparing.compare import deadline
from atlas.figures.wording import figure, one_year
from atlas.linking.relations import target_id
from atlas.noting.view import View
from atlas.pages import matrix, themes
from atlas.pages.maker import Maker
from atlas.pages.parts import Content, Table
from atlas.pages.reckoning import lineage_section
from atlas.pages.trends import trends
from atlas.problems import Language
from atlas.records.model import Atlas

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def maker(atlas: Atlas, language: Language = "en", here: str = "matrix/") -> Maker:
    return Maker(View.of(atlas), language, here, "https://example.org/atlas/")


def table(content: Content, section: str) -> Table:
    (found,) = [each.body for each in content.sections if each.id == section]
    assert isinstance(found, Table)
    return found


def key_of(href: str | None) -> str:
    return (href or "").split("#")[0].rstrip("/").rpartition("/")[2]


def without_theme(atlas: Atlas, document: str, theme: str, **fields: Any) -> Atlas:
    """The same atlas in which no measure of a document has a theme."""
    measures = {
        key: measure.model_copy(
            update={"themes": tuple(name for name in measure.themes if name != theme) or ("zones",)}
        )
        if measure.document == document
        else measure
        for key, measure in atlas.measures.items()
    }
    record = atlas.documents[document].model_copy(update=fields)
    return replace(atlas, measures=measures, documents={**atlas.documents, document: record})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_is_counted_under_its_themes_in_its_area_beside_its_documents_year(atlas, language):
    found = table(matrix.matrix(maker(atlas, language), ""), "themes")
    areas = [key_of(column.href) for column in found.columns[1:]]
    counted = Counter[tuple[str, str]]()
    for theme, *cells in found.rows:
        for area, cell in zip(areas, cells, strict=True):
            for number, note in zip(cell.parts[::2], cell.parts[1::2], strict=True):
                if cell.kind:
                    continue
                document = (number.href or "").partition("#measures-")[2]
                assert atlas.documents[document].region == area
                assert re.findall(r"\d+", note.text) == [atlas.documents[document].issued[:4]]
                counted[document, key_of(theme.parts[0].href)] = int(number.text)
                assert key_of(number.href) == key_of(theme.parts[0].href)
    told = Counter(
        (measure.document, theme) for measure in atlas.measures.values() for theme in measure.themes
    )
    assert counted == told
    assert set(areas) == {document.region for document in atlas.documents.values()}


def test_each_number_leads_to_the_measures_that_it_counts(atlas):
    found = table(matrix.matrix(maker(atlas), ""), "themes")
    for theme, *cells in found.rows:
        key = key_of(theme.parts[0].href)
        page = themes.theme(maker(atlas, here=f"themes/{key}/"), key)
        counts = {section.id: section.count for section in page.sections}
        for part in (part for cell in cells for part in cell.parts if part.href):
            assert counts[(part.href or "").partition("#")[2]] == int(part.text)


def test_no_measure_on_a_theme_is_said_only_of_documents_that_were_read_whole(atlas):
    for extraction, kind, sign in (("complete", "blank silent", "—"), ("partial", "blank unread", "…")):
        changed = without_theme(atlas, "jiangyin-2020", "land", extraction=extraction)
        found = table(matrix.matrix(maker(changed), ""), "themes")
        at = [key_of(column.href) for column in found.columns].index("jiangyin")
        (cell,) = [row[at] for row in found.rows if key_of(row[0].parts[0].href) == "land"]
        assert cell.kind == kind
        assert cell.parts[0].text == sign
        assert not re.search(r"\d", "".join(part.text for part in cell.parts)), "absence is never zero"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_of_an_industry_stands_under_its_area_with_the_year_of_its_document(atlas, language):
    found = table(matrix.matrix(maker(atlas, language), ""), "clusters")
    areas = [key_of(column.href) for column in found.columns[1:]]
    shown = set()
    for cluster, *cells in found.rows:
        for area, cell in zip(areas, cells, strict=True):
            if not cell.kind:
                for role, note in zip(cell.parts[::2], cell.parts[1::2], strict=True):
                    years = re.findall(r"\d+", note.text)
                    shown.add((key_of(cluster.parts[0].href), area, role.text, *years))
    labels = {key: term.label for key, term in atlas.vocabulary["roles"].items()}
    assert shown == {
        (
            mention.cluster,
            mention.region,
            labels[mention.role].zh if language == "zh" else labels[mention.role].en,
            atlas.documents[mention.document].issued[:4],
        )
        for mention in atlas.mentions
    }


def test_all_three_tables_can_be_filtered_by_level(atlas):
    content = matrix.matrix(maker(atlas), "")
    for section in ("indicators", "clusters", "themes"):
        for column in table(content, section).columns[1:]:
            assert column.key == atlas.regions[key_of(column.href)].level


# Themes


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_themes_figures_say_basis_tone_and_scope_beside_their_area(atlas, language):
    content = themes.theme(maker(atlas, language, "themes/talent/"), "talent")
    seen = 0
    for row in table(content, "indicators").rows:
        parts = row[1].parts
        for at, part in enumerate(parts):
            if part.mark not in {"figure", "words"}:
                continue
            seen += 1
            href = part.href or ""
            target = atlas.targets[target_id(href.split("/")[-4], href.split("/")[-2])]
            assert key_of(parts[at - 2].href) == target.region
            note = parts[at + 1].text
            basis = atlas.vocabulary["bases"][target.basis].label
            said = (basis.zh if language == "zh" else basis.en) in note
            assert said == (target.basis != "level" and not one_year(target))
            assert bool(re.search("力争|aspiration", note)) == target.aspirational
            if target.conditions is not None and language == "zh":
                assert target.conditions.zh in [each.text for each in parts[at + 2 :] if each.mark == "note"]
    assert seen == sum(atlas.indicators[t.indicator].theme == "talent" for t in atlas.targets.values())


def test_the_instruments_of_a_theme_are_counted_document_beside_document(atlas):
    found = table(themes.theme(maker(atlas, here="themes/talent/"), "talent"), "instruments-beside")
    documents = [key_of(column.href) for column in found.columns[1:]]
    counted = Counter()
    for row in found.rows:
        instrument = (row[0].parts[0].href or "").partition("#instrument-")[2]
        for document, cell in zip(documents, row[1:], strict=True):
            if cell.kind:
                assert cell.kind == "blank silent"
                continue
            counted[instrument, document] = int(cell.parts[0].text)
            assert cell.parts[0].href == f"#measures-{document}"
    assert counted == Counter(
        (instrument, measure.document)
        for measure in atlas.measures.values()
        if "talent" in measure.themes
        for instrument in (measure.instruments or ("",))
    )


# From year to year


def test_a_trend_is_drawn_of_levels_of_one_thing_and_says_the_figures_beside_it(atlas):
    found = table(matrix.matrix(maker(atlas), ""), "indicators")
    seen = 0
    for body in found.bodies:
        for row in body.rows:
            for cell in row:
                if cell.spark is None:
                    continue
                seen += 1
                links = [part.href for part in cell.parts if part.href]
                targets = [
                    atlas.targets[target_id(href.split("/")[-4], href.split("/")[-2])] for href in links
                ]
                levels = [t for t in targets if t.basis == "level" and t.value is not None]
                said = {f"{figure(t, atlas.units, 'en')} in {deadline(t)}" for t in levels}
                assert set(cell.spark.label.split(", ")) <= said
                assert len({deadline(t) for t in levels}) > 1
                assert len(cell.spark.paths) == 1 + len(cell.spark.label.split(" in ")) - 1
    assert seen >= 8


def test_areas_share_one_scale(atlas):
    view = View.of(atlas)
    found = trends(maker(atlas), view.related("targets_by_indicator", "rd-intensity"))
    heights = {
        region: [float(path.d.split()[1].split("a")[0]) for path in spark.paths[1:]]
        for region, spark in found.items()
    }
    assert heights["jiangyin-hitech"][0] < heights["jiangyin-lingang"][0] < heights["jiangyin"][0]
    first, last = heights["changzhou"]
    assert first > last, "what rises goes up"


def test_an_increase_is_no_level_and_has_no_trend(atlas):
    increases = [target for target in atlas.targets.values() if target.basis == "increase"]
    assert trends(maker(atlas), increases) == {}


def test_one_year_is_no_trend(atlas):
    single = [target for target in atlas.targets.values() if target.indicator == "rd-intensity"]
    assert trends(maker(atlas), [target for target in single if deadline(target) == 2020]) == {}


def test_what_rose_from_one_document_to_the_next_is_drawn(atlas):
    (section,) = lineage_section(maker(atlas, here="regions/changzhou/"), "changzhou")
    rows = [row for each in section.body[0].body.bodies for row in each.rows]
    drawn = {row[0].parts[0].text: row[1] for row in rows if row[1].spark}
    assert "R&D share of GDP" in drawn
    for cell in drawn.values():
        assert cell.parts[0].text in {"target set higher", "target set lower", "same target"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_past_a_number_of_areas_the_matrix_shows_the_first_and_says_so(atlas, language, monkeypatch):
    whole = matrix.matrix(maker(atlas, language), "")
    (intro,) = [section.intro for section in whole.sections if section.id == "indicators"]
    assert intro == "", "the real areas all have a column"
    every = [key_of(column.href) for column in table(whole, "indicators").columns[1:]]
    monkeypatch.setattr(matrix, "MOST_AREAS", 3)
    cut = matrix.matrix(maker(atlas, language), "")
    assert [key_of(column.href) for column in table(cut, "indicators").columns[1:]] == every[:3]
    for section in ("indicators", "clusters", "themes"):
        assert len(table(cut, section).columns) == 4
    (intro,) = [section.intro for section in cut.sections if section.id == "indicators"]
    assert {"3", str(len(every))} <= set(re.findall(r"\d+", intro))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_fullest_comes_first_and_all_tables_have_one_order_of_areas(atlas, language):
    whole = matrix.matrix(maker(atlas, language), "")
    indicators = table(whole, "indicators")
    filled = [
        sum(not row[at].kind for body in indicators.bodies for row in body.rows)
        for at in range(1, len(indicators.columns))
    ]
    assert filled == sorted(filled, reverse=True)
    for body in indicators.bodies:
        held = [sum(not cell.kind for cell in row[1:]) for row in body.rows]
        assert held == sorted(held, reverse=True), body.title
    order = [key_of(column.href) for column in indicators.columns[1:]]
    for section in ("clusters", "themes"):
        shared = [
            key
            for key in map(key_of, (column.href for column in table(whole, section).columns))
            if key in order
        ]
        assert shared == [key for key in order if key in shared]
        assert len(shared) > 3
