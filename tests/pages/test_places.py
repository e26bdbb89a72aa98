"""Who is ahead is said only among promises that can be put in an order, and a shared place says so in words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from atlas.charts import Chart
from atlas.comparing.compare import deadline, value
from atlas.linking.relations import target_id
from atlas.meaning.region_names import above
from atlas.noting.view import View
from atlas.pages import indicators, texts
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Cell, Content, Table
from atlas.problems import Language
from atlas.records.model import Atlas, Target, Text

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def page(atlas: Atlas, key: str, language: Language = "en", view: View | None = None) -> Content:
    here = f"indicators/{key}/"
    seen = view.fresh() if view is not None else View.of(atlas)
    return indicators.indicator(Maker(seen, language, here, "https://example.org/atlas/"), key)


def orders(content: Content) -> tuple[Body, ...]:
    tables: list[Table] = [section.body for section in content.sections if section.id == "places"]
    return tables[0].bodies if tables else ()


def findings(content: Content) -> list[str]:
    charts = [part for section in content.sections if section.kind == "charted" for part in section.body]
    return [chart.caption.finding for chart in charts if isinstance(chart, Chart)]


def placed(atlas: Atlas, body: Body) -> list[tuple[str, Target]]:
    """The numbers of an order with the targets that stand there."""
    found = []
    for area, figure, _ in body.rows:
        *_, document, _, name, _ = (figure.parts[0].href or "").split("/")
        found.append((area.parts[0].text, atlas.targets[target_id(document, name)]))
    return found


def otherwise(atlas: Atlas, key: str, **fields: object) -> Atlas:
    """The same atlas with one target changed."""
    changed = atlas.targets[key].model_copy(update=fields)
    return replace(atlas, targets={**atlas.targets, key: changed})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_order_mixes_years_bases_units_or_scopes_and_each_row_is_in_its_place(atlas, language):
    seen, view = 0, View.of(atlas)
    for key, record in atlas.indicators.items():
        for body in orders(page(atlas, key, language, view)):
            seen += 1
            found = placed(atlas, body)
            first = found[0][1]
            for _, target in found:
                assert (deadline(target), target.basis, target.cluster) == (
                    deadline(first),
                    first.basis,
                    first.cluster,
                )
                assert target.conditions == first.conditions
                assert str(deadline(target)) in body.title
            areas = {target.region for _, target in found}
            assert len(areas) > 1, "an order of one area is none"
            assert not any(areas.intersection(above(area, atlas.regions)[:-1]) for area in areas)
            figures = [value(target, atlas.units) for number, target in found if number != "–"]
            falls = first.basis != "rank" and record.direction != "lower"
            assert figures == sorted(figures, reverse=falls)
            for (number, target), row in zip(found, body.rows, strict=True):
                tied = {other.region for shared, other in found if shared == number} - {target.region}
                tags = {tag.text for tag in row[1].tags}
                assert bool(tied) == bool({"并列", "tied"} & tags)
                assert target.aspirational == bool({"力争", "aspiration"} & tags)
                assert bool(body.note) or not tied
    assert seen > 15


def test_the_same_figure_bound_differently_is_a_tie_that_says_so(atlas):
    (body,) = [
        each for each in orders(page(atlas, "high-tech-output-share")) if each.title.startswith("2020")
    ]
    assert [number for number, _ in placed(atlas, body)] == ["1", "1", "3"]
    assert body.note == "Place 1 is tied: the same figure, bound differently (more than 55%; at least 55%)."
    told = (
        "Of 3 areas (each a zone) with a target for 2020, Changzhou High-tech Zone and Jiangyin High-tech Zone lead, "
        "tied: the same figure, bound differently (more than 55%; at least 55%)."
    )
    assert findings(page(atlas, "high-tech-output-share"))[0] == told


def test_at_least_and_reach_are_a_tie_on_the_page_too(atlas):
    zone, town = (
        next(
            target
            for target in atlas.targets.values()
            if (target.indicator, target.region, deadline(target)) == ("rd-intensity", region, 2022)
        )
        for region in ("jiangyin-hitech", "jiangyin-lingang")
    )
    assert zone.comparator == "at-least"
    equal = otherwise(atlas, town.gid, value=zone.value, comparator="reach")
    body = orders(page(equal, "rd-intensity", "zh"))[0]
    assert [number for number, _ in placed(equal, body)] == ["1", "1"]
    assert body.note.startswith("第1名并列：数字相同，限定不同（")


def test_places_in_a_ranking_sort_downwards_and_say_that_they_are_aspirations(atlas):
    content = page(atlas, "hitech-zone-rank")
    (body,) = orders(content)
    assert [value(target, atlas.units) for _, target in placed(atlas, body)] == [20, 30]
    assert "for 2025, Changzhou High-tech Zone leads: top 20 (aspiration, usual reading)." in content.lead


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_is_not_said_to_be_ahead_of_its_parts_nor_a_part_of_its_whole(atlas, language):
    """Jiangyin and its two zones promise firms: only the zones are set against each other, and said to be in it."""
    content = page(atlas, "high-tech-firms", language)
    (body, *_) = orders(content)
    assert [target.region for _, target in placed(atlas, body)] == ["jiangyin-hitech", "jiangyin-lingang"]
    zh, en = "2022年 · 期末水平 · 有效高新技术企业 · 同在江阴市", "inside Jiangyin"
    assert body.title == zh if language == "zh" else body.title.endswith(en)
    told = content.lead + " ".join(findings(content))
    assert not re.search("在前|lead", told), "nobody is ahead where all share a place"
    assert ("并列：同为超250家" if language == "zh" else "are tied at more than 250") in told


def test_where_only_a_whole_and_its_part_have_targets_no_order_is_shown_or_told(atlas):
    left = {
        key: target
        for key, target in atlas.targets.items()
        if target.indicator != "rd-intensity" or target.region in ("jiangyin", "jiangyin-hitech")
    }
    content = page(replace(atlas, targets=left), "rd-intensity", "zh")
    assert orders(content) == ()
    assert "在前" not in content.lead + " ".join(findings(content))
    assert ladders(content), "whole and part stand in the ladder"


def test_what_leads_is_told_of_the_order_of_most_areas_and_says_of_which(atlas):
    content = page(atlas, "rd-intensity", "zh")
    told = "2020年的3个地区（同为园区）中，江阴高新区的目标在前：5.5%以上。"
    assert content.lead.endswith(f"；{told}")
    assert findings(content)[0] == told


def test_areas_of_several_levels_in_one_order_say_which(atlas):
    (body,) = orders(page(atlas, "talent-total", "zh"))
    assert [area.note[0].text for area, *_ in body.rows] == ["县级", "园区"]


def test_an_area_whose_figures_disagree_has_no_place_and_says_why(atlas):
    known = [t for t in atlas.targets.values() if t.indicator == "rd-intensity" and deadline(t) == 2020]
    one = next(target for target in known if target.region == "jiangyin-hitech")
    twin = one.model_copy(update={"id": "twin", "value": (one.low + 1,)})
    twice = replace(atlas, targets={**atlas.targets, twin.gid: twin})
    body = next(each for each in orders(page(twice, "rd-intensity")) if each.title.startswith("2020"))
    last = body.rows[-1][0]
    assert last.parts[0].text == "–"
    assert last.note[0].text.endswith("the area's own figures disagree, so it gets no place")


def test_one_promise_told_twice_is_no_picture(atlas):
    """Over 1 million and at least 1 million square metres of one area and year, with nothing to compare them with."""
    content = page(atlas, "incubation-floor-space")
    for section in content.sections:
        if section.kind == "charted":
            chart, table = section.body
            found = [atlas.targets[target_id(*_named(row))] for row in table.rows]
            spots = {(target.region, deadline(target)) for target in found if deadline(target)}
            assert (chart is not None) == (len(spots) > 1)
    assert any(section.kind == "charted" and section.body[0] is None for section in content.sections)


def _named(row: Sequence[Cell]) -> tuple[str, str]:
    (href,) = (part.href for cell in row for part in cell.parts if part.href and "/targets/" in part.href)
    *_, document, _, name, _ = href.split("/")
    return document, name


def test_the_home_page_tells_the_same_findings(atlas):
    content = texts.home(Maker(View.of(atlas), "en", "en/", "https://example.org/atlas/"), "")
    (first,) = [section.body for section in content.sections if section.id == "first"]
    told = {chart.caption.title: chart.caption.finding for _, chart, _ in first if chart}
    for key in ("rd-intensity", "high-tech-output-share", "patents-per-10k"):
        assert told[atlas.indicators[key].name.en] == findings(page(atlas, key))[0]
        assert "lead" in told[atlas.indicators[key].name.en]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_and_its_data_say_what_they_are_of_and_where_they_are_from(atlas, language):
    content = page(atlas, "rd-intensity", language)
    files = content.more["files"]
    svg = re.sub(r"<[^>]+>", "", files["targets-1.svg"].decode()).replace("\n", " ")
    (row, *_) = rows = list(
        csv.DictReader(io.StringIO(files["targets-1.csv"].decode("utf-8-sig"), newline=""))
    )
    documents = {row["document"] for row in rows}
    assert len(documents) == 4
    squeezed = svg.replace(" ", "")
    assert all(document.replace(" ", "") in squeezed for document in documents)
    assert "https://example.org/atlas/indicators/rd-intensity/" in squeezed
    assert f"{atlas.site.data_date}" in squeezed
    name = atlas.indicators["rd-intensity"].name
    assert row["indicator"] == (name.zh if language == "zh" else name.en)
    for each in rows:
        *_, document, _, target, _ = each["url"].split("/")
        told = atlas.targets[target_id(document, target)]
        assert each["url"].startswith("https://example.org/atlas/" + ("en/" if language == "en" else ""))
        assert (each["unit"], each["basis"]) == ("percent", "期末水平" if language == "zh" else "level")
        assert each["value"] == str(value(told, atlas.units).normalize())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_of_the_home_page_are_of_one_kind(atlas, language):
    content = texts.home(Maker(View.of(atlas), language, "", "https://example.org/atlas/"), "")
    (first,) = [section.body for section in content.sections if section.id == "first"]
    views = [view for _, chart, _ in first for view in chart.views]
    assert {view.size for view in views} == {"half", "narrow"}
    assert not any(path.css == "c-base" for view in views for path in view.drawing.back), "no axis of years"


def ladders(content: Content) -> list[str]:
    """What the ladders of a page tell."""
    groups = [section.body for section in content.sections if section.id == "ladders"]
    charts = [section.body[0] for group in groups for section in group]
    return [chart.caption.finding for chart in charts if chart]


def test_a_ladder_tells_how_many_parts_go_further_than_their_whole(atlas):
    changzhou, jiangyin = ladders(page(atlas, "rd-intensity"))
    assert changzhou == "No area shares a year with the area around it, so none is held against it."
    assert jiangyin.startswith("For 2022, 2 of 2 inner areas go further than the area around. The tick is")


def test_a_ladder_of_what_is_counted_does_not_hold_the_part_against_the_whole(atlas):
    told = ladders(page(atlas, "high-tech-firms", "zh"))
    assert "竖线是上一级地区同年的目标。" in told
    assert "进一步" not in "".join(told)


def test_a_figure_read_as_is_usual_says_so_in_the_order_the_picture_and_who_leads(atlas):
    content = page(atlas, "rd-intensity", "zh")
    (body, *_) = [each for each in orders(content) if each.title.startswith("2020")]
    for (_, target), (_, figure, _) in zip(placed(atlas, body), body.rows, strict=True):
        assert (target.assumed is not None) == ("按通行用法理解" in {tag.text for tag in figure.tags})
    assert [target.region for _, target in placed(atlas, body) if target.assumed] == [
        "jiangyin-lingang",
        "changzhou-hitech",
    ]
    (chart, _), *_ = (section.body for section in content.sections if section.kind == "charted")
    assert chart.caption.note.startswith("※ 原文没有写明")
    drawn = {anchor.name: "※" in anchor.name for anchor in chart.wide.drawing.anchors}
    assert {name.split()[0] for name, marked in drawn.items() if marked} == {"江阴临港开发区", "常州高新区"}
    written = [piece for words in chart.wide.drawing.lines for piece, _ in words.parts]
    assert sum("※" in piece for piece in written) == sum(drawn.values()) == 3
    first = next(target for _, target in placed(atlas, body))
    read = otherwise(atlas, first.gid, assumed=Text(zh="没有写分母。", en="No denominator."))
    assert findings(page(read, "rd-intensity", "zh"))[0].endswith("5.5%以上（按通行用法理解）。")


def test_a_figure_with_conditions_has_a_sign_in_pictures_of_others_that_have_none(atlas):
    """Firms whose certificate is in force beside firms of which no more is said; where all share them the title says so."""
    charts = [
        section.body[0]
        for section in page(atlas, "high-tech-firms", "zh").sections
        if section.kind == "charted" and section.body[0] is not None
    ]
    levels, net = charts
    assert "† 只计原文限定的一部分" in levels.caption.note
    marked = {anchor.name.split()[0] for anchor in levels.wide.drawing.anchors if "†" in anchor.name}
    assert marked == {"江阴市", "江阴高新区", "江阴临港开发区"}
    assert net.caption.title.endswith("（净增）")
    assert "†" not in net.caption.note
    assert not any("†" in anchor.name for anchor in net.wide.drawing.anchors)
