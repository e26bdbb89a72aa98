"""Counts that are drawn are the numbers of the table below, and the sentence above is true."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas.charts import Chart
from atlas.figures.wording import joined
from atlas.noting.view import View
from atlas.pages import clusters, themes
from atlas.pages.maker import Maker
from atlas.pages.parts import Content, Table
from atlas.problems import Language
from atlas.records.model import Atlas


def maker(atlas: Atlas, here: str, language: Language = "en") -> Maker:
    return Maker(View.of(atlas), language, here, "https://example.org/atlas/")


def charted(content: Content) -> tuple[Chart | None, Table]:
    (found,) = [section.body for section in content.sections if section.kind == "charted"]
    chart, table = found
    return chart, table


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_industries_drawn_are_those_of_the_table_that_most_areas_name(atlas, language):
    content = clusters.clusters(maker(atlas, "clusters/", language), "")
    chart, table = charted(content)
    listed = [(row[0].parts[0].text, int(row[2].parts[0].text)) for row in table.rows]
    named = {
        record.name.zh if language == "zh" else record.name.en: len(
            {mention.region for mention in atlas.mentions if mention.cluster == record.id}
        )
        for record in atlas.clusters.values()
    }
    assert dict(listed) == named
    assert [n for _, n in listed] == sorted((n for _, n in listed), reverse=True)
    drawn = [(name, int(value)) for name, value, *_ in chart.rows]
    assert 1 < len(drawn) <= clusters.DRAWN
    assert drawn == [entry for entry in listed if entry[1] >= drawn[-1][1]], "none with as many is left out"
    assert str(listed[0][1]) in chart.caption.finding
    assert listed[0][0] in chart.caption.finding
    assert {chart.caption.svg, chart.caption.csv} == set(content.more["files"])


def test_areas_stand_once_beside_an_industry_with_all_their_roles(atlas):
    _, table = charted(clusters.clusters(maker(atlas, "clusters/"), ""))
    for row in table.rows:
        links = [part.href for part in row[1].parts if part.href]
        assert len(links) == len(set(links)) == int(row[2].parts[0].text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_measures_drawn_by_theme_are_those_of_the_table(atlas, language):
    content = themes.themes(maker(atlas, "themes/", language), "")
    chart, table = charted(content)
    listed = {row[0].parts[0].text: int(row[1].parts[0].text) for row in table.rows}
    assert {name: int(value) for name, value, *_ in chart.rows} == {
        name: n for name, n in listed.items() if n
    }
    values = [value for _, value, *_ in chart.rows]
    assert values == sorted(values, reverse=True)
    assert sum(listed.values()) == sum(len(measure.themes) for measure in atlas.measures.values())
    most = max(listed.values())
    for name, n in listed.items():
        assert (name in chart.caption.finding) == (n == most)


def test_themes_that_share_the_most_are_said_to_share_it(atlas):
    chart, _ = charted(themes.themes(maker(atlas, "themes/"), ""))
    top = [name for name, value, *_ in chart.rows if value == chart.rows[0][1]]
    assert (f"{joined(top, 'en')} have most" in chart.caption.finding) == (len(top) > 1)


def test_where_there_is_nothing_to_count_nothing_is_drawn(atlas):
    bare = replace(atlas, measures={}, mentions=())
    assert charted(themes.themes(maker(bare, "themes/"), ""))[0] is None
    content = clusters.clusters(maker(bare, "clusters/"), "")
    assert charted(content)[0] is None
    assert content.more["files"] == {}


def test_words_are_joined_as_each_language_does():
    assert joined(["甲", "乙", "丙"], "zh") == "甲、乙、丙"
    assert [joined("ABC"[:n], "en") for n in (1, 2, 3)] == ["A", "A and B", "A, B and C"]


def test_who_wants_an_industry_is_told_area_by_area_from_the_first_that_was_named(atlas):
    for key in atlas.clusters:
        content = clusters.cluster(maker(atlas, f"clusters/{key}/"), key)
        for section in content.sections:
            if section.id != "who-wants":
                continue
            rows = [(row[0].parts[0].href, int(row[2].parts[0].text[:4])) for row in section.body.rows]
            order = list(dict.fromkeys(area for area, _ in rows))
            assert [area for area, _ in rows] == sorted((area for area, _ in rows), key=order.index)
            firsts = [min(year for area, year in rows if area == each) for each in order]
            assert firsts == sorted(firsts)
            assert f"the first in {firsts[0]}" in content.lead


def test_what_a_province_designates_stands_beside_the_zones_own_words(atlas):
    mentions = [mention for mention in atlas.mentions if mention.role == "strategic"]
    assert mentions
    for mention in mentions:
        content = clusters.cluster(maker(atlas, f"clusters/{mention.cluster}/"), mention.cluster)
        (table,) = [section.body for section in content.sections if section.id == "who-wants"]
        labels = [(row[0].parts[0].href or "").split("/")[-2] for row in table.rows]
        own = [place for place, area in enumerate(labels) if area == mention.region]
        assert own == list(range(own[0], own[-1] + 1))
