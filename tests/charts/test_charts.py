"""Charts: labels never collide, marks say what they mean, and every picture stands by its data."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from atlas.charts import (
    NARROW,
    WIDE,
    Axis,
    Bar,
    Caption,
    Dot,
    Rung,
    Span,
    bars,
    dot_plot,
    ladder,
    rows_csv,
    spark,
    standalone,
    strips,
    timeline,
)
from atlas.charts.figures import HALF, LABEL
from atlas.charts.files import SERIES
from atlas.charts.glyphs import glyph
from atlas.charts.lettering import share, text_width, wrapped
from atlas.charts.scale import ticks, years_shown
from atlas.charts.shapes import Box

ROOT = Path(__file__).resolve().parent.parent.parent
CSS = (ROOT / "static/css/components/chart.css").read_text(encoding="utf-8")
COMPARATORS = ("reach", "at-least", "more-than", "about", "at-most", "less-than", "within", "all")
WORDS = {word: word for word in COMPARATORS} | {
    word: word
    for word in ("aspirational", "joined", "nested", "outer", "issued", "period", "due", "svg", "csv")
}
CAPTION = Caption("rd", "R&D share", "Jiangyin promises <most>.", "Jiangsu states none.", "rd.svg", "rd.csv")
SMALLEST = {WIDE: 640 / WIDE, HALF: 480 / HALF, NARROW: 288 / NARROW}
"""How much a picture is shrunk where it is shown at its smallest: a window of 320 px, a column of 40 rem."""


def dot(label, year, value, **more):
    given = {"series": 1, "text": f"{value}%", "href": "../x/"} | more
    return Dot(label, year=year, value=Decimal(str(value)), **given)


RD = (
    dot("常州市", 2018, 2.81),
    dot("常州市", 2025, 3.5),
    dot("常州高新区", 2020, 3.2, series=2),
    dot("江阴市", 2020, 3.3, series=3),
    dot("江阴市", 2022, 3.3, series=3, text="3.3%以上", comparator="at-least"),
    dot("江阴高新区", 2020, 5.5, series=4, text="5.5%以上", comparator="at-least"),
    dot("江阴高新区", 2022, 5.5, series=4, text="5.5%以上", comparator="at-least"),
    dot("江阴临港开发区", 2020, 4.4, series=5, text="4.4%以上", comparator="at-least"),
    dot("江阴临港开发区", 2022, 4.4, series=5, text="4.4%以上", comparator="at-least"),
)
CLEAR = tuple(each for each in RD if each.label != "常州高新区")
"""The same without the dot that would lie on another of its year."""


# Random content

latin = st.text("ABCDEHMWabcdefgilmnoprstuw", min_size=1, max_size=12)
names = st.one_of(
    st.text("常州市江阴高新区临港开发武进苏南示范", min_size=1, max_size=14),
    st.lists(latin, min_size=1, max_size=5).map(" ".join),
    st.tuples(latin, st.text("园区（）、，", min_size=1, max_size=6)).map("".join),
)
amounts = st.decimals(0, 5_000_000, places=2) | st.integers(0, 60).map(Decimal)
figures = st.one_of(
    amounts.map(lambda value: f"{value}%"),
    st.sampled_from(["超5000家", "at least 70\N{NO-BREAK SPACE}per 10,000 people", "前20位", "W" * 40]),
)
axes = st.builds(
    Axis,
    unit=st.sampled_from(["", "%", "万人", "per 10,000 people", "patents in force " * 6]),
    per=st.sampled_from([Decimal(1), Decimal(10000)]),
    zero=st.booleans(),
    reverse=st.booleans(),
    thousands=st.booleans(),
)


@st.composite
def dots(draw):
    value = draw(amounts)
    comparator = draw(st.sampled_from(COMPARATORS))
    return Dot(
        label=draw(names),
        series=draw(st.integers(0, 8)),
        year=draw(st.integers(2015, 2030)),
        value=value,
        text=draw(figures),
        href=draw(st.sampled_from([None, "../x/"])),
        comparator=comparator,
        high=value + draw(st.integers(1, 1000)) if comparator == "within" else None,
        aspirational=draw(st.booleans()),
    )


def drawings(chart):
    return [view.drawing for view in chart.views]


def assert_clear(drawing):
    """No two lines of text meet, none covers a mark, and everything is inside the picture."""
    frame = Box(0, 0, float(drawing.width), float(drawing.height)).grown(0.2)
    texts = [(words.box.grown(-0.2), words) for words in drawing.lines]
    for box, words in texts:
        assert box.inside(frame), f"outside: {words}"
        for mark in drawing.marks:
            assert not box.overlaps(mark.grown(-0.2)), f"on a mark: {words}"
    for (one, words), (other, others) in combinations(texts, 2):
        assert not one.overlaps(other), f"{words} on {others}"
    for mark in drawing.marks:
        assert mark.inside(frame.grown(2)), "a mark is outside"
    for anchor in drawing.anchors:
        if anchor.href is not None:
            least = 24 / SMALLEST[drawing.width] - 0.1
            assert min(anchor.hit.right - anchor.hit.left, anchor.hit.bottom - anchor.hit.top) >= least


@settings(max_examples=60, deadline=None)
@given(st.lists(dots(), min_size=1, max_size=14), axes)
def test_no_label_of_a_dot_plot_meets_another_or_a_mark_or_the_edge(content, axis):
    nests = [(0, len(content) - 1)] if len(content) > 1 else []
    for drawing in drawings(dot_plot(CAPTION, content, axis, WORDS, nests)):
        assert_clear(drawing)
        for one, other in combinations(drawing.anchors, 2):
            assert not one.hit.grown(-0.3).overlaps(other.hit), "two areas for a finger overlap"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(names, st.integers(0, 4), st.lists(dots(), max_size=3)), min_size=1, max_size=7
    ).filter(lambda found: any(row[2] for row in found)),
    axes,
)
def test_no_label_of_a_ladder_meets_another_or_a_mark_or_the_edge(content, axis):
    rungs, depth = [], -1
    for name, wanted, own in content:
        depth = min(wanted, depth + 1)
        rungs.append(Rung(name, depth, tuple(own)))
    for drawing in drawings(ladder(CAPTION, rungs, axis, WORDS)):
        assert_clear(drawing)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.builds(Bar, names, amounts, figures, st.just("../x/")), min_size=1, max_size=10))
def test_no_label_of_bars_meets_another_or_a_bar_or_the_edge(content):
    for drawing in drawings(bars(CAPTION, content, WORDS)):
        assert_clear(drawing)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            Span,
            label=names,
            issued=st.sampled_from(["2017", "2018-05", "2021-02-10", "2024-12-31"]),
            href=st.just("../x/"),
            text=st.sampled_from(["", "2021–2025"]) | names,
            period=st.none() | st.tuples(st.integers(2011, 2020), st.integers(2020, 2035)),
            dues=st.lists(st.integers(2015, 2040), max_size=4).map(tuple),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_label_of_a_timeline_meets_another_or_a_span_or_the_edge(content):
    for drawing in drawings(timeline(CAPTION, content, WORDS)):
        assert_clear(drawing)


# Scales and words


@given(st.lists(st.decimals(-1000, 10**9, places=3), min_size=1), axes)
def test_a_scale_has_three_to_five_round_even_values_that_embrace_the_data(values, axis):
    found = ticks(values, axis)
    assert 3 <= len(found) <= 5
    assert found[0] <= min(values)
    assert max(values) <= found[-1]
    steps = {after - before for before, after in pairwise(found[1:])}
    assert len(steps) == 1, "all but the first step are equal; a ranking begins at 1"
    if axis.zero and not axis.reverse:
        assert found[0] <= 0
    if min(values) >= 0:
        assert found[0] >= 0, "a share below zero would be nonsense"


@given(st.lists(st.integers(0, 60).map(Decimal), min_size=1))
def test_counts_are_read_off_whole_numbers(values):
    assert all(tick == tick.to_integral_value() for tick in ticks(values, Axis()))


def test_a_scale_without_zero_stays_close_to_the_data():
    values = [each.value for each in RD]
    assert ticks(values, Axis("%")) == (2, 3, 4, 5, 6)
    assert ticks(values, Axis("%", zero=True)) == (0, 2, 4, 6)


def test_years_that_occur_are_written_and_round_ones_where_there_is_room():
    assert years_shown([2018, 2022, 2026], 300, 40) == (2018, 2020, 2022, 2026)
    assert years_shown([2018, 2022, 2027], 600, 40) == (2018, 2020, 2022, 2025, 2027)
    assert years_shown([2020, 2021, 2035], 300, 40) is None


@given(names | figures, st.floats(20, 400), st.booleans())
def test_wrapping_loses_no_letter_and_keeps_to_the_room(words, room, bold):
    lines = wrapped(words, room, LABEL, bold=bold)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(text_width(line, LABEL, bold=bold) <= room or len(line) == 1 for line in lines)


def test_wrapping_breaks_between_words_and_never_before_a_full_stop():
    assert wrapped("Jiangyin Lingang Development Zone", 145, 14) == ("Jiangyin Lingang", "Development Zone")
    assert wrapped("江阴高新区，常州。", 70, 14) == ("江阴高新", "区，常州。")


# What the pictures say


@given(names, st.integers(1, 4), st.booleans())
def test_a_label_in_several_lines_breaks_no_word(words, lines, bold):
    found = share(words, lines, 14, bold=bold)
    assert "".join(found).replace(" ", "") == words.replace(" ", "")
    whole = set(re.findall(r"[A-Za-z]+", words))
    assert all(set(re.findall(r"[A-Za-z]+", line)) <= whole for line in found)


def test_a_zone_of_a_long_name_stands_in_three_lines():
    assert share("Changzhou Hi-Tech Zone", 3, 14) == ("Changzhou", "Hi-Tech", "Zone")


def test_each_comparator_has_a_shape_of_its_own():
    at = (100.0, 100.0)
    shapes = {
        comparator: "".join(
            path.d for path in glyph(comparator, at, high=(100, 60) if comparator == "within" else None).paths
        )
        for comparator in COMPARATORS
    }
    assert len(set(shapes.values())) == len(COMPARATORS)


def test_a_range_is_a_bar_from_end_to_end_without_a_figure_between_them():
    for hollow in (False, True):
        range_ = glyph("within", (10, 100), high=(10, 60), hollow=hollow)
        assert not any("a" in path.d for path in range_.paths), (
            "a dot would stand for a figure that nobody promised"
        )
        bar = range_.paths[0]
        assert ("c-hollow" in bar.css) == hollow
        heights = {float(y) for _, y in re.findall(r"([\d.]+) ([\d.]+)", bar.d)}
        assert heights == {60, 100}


def test_an_open_promise_points_to_where_figures_grow():
    assert glyph("at-least", (0, 0), (0, -1)).box.top < -10
    assert glyph("at-least", (0, 0), (1, 0)).box.right > 10
    assert glyph("at-most", (0, 0), (0, -1)).box.bottom > 10
    assert glyph("at-most", (0, 0), (0, 1)).box.top < -10, "in a ranking, better is up"


def test_an_aspiration_is_hollow_and_explained():
    chart = dot_plot(CAPTION, [dot("A", 2020, 1), dot("B", 2022, 2, aspirational=True)], Axis("%"), WORDS)
    assert ["c-hollow" in anchor.paths[0].css for anchor in chart.wide.drawing.anchors] == [False, True]
    assert [key.text for key in chart.wide.legend] == ["reach", "aspirational"]


def test_the_legend_explains_only_what_is_drawn():
    plain = dot_plot(CAPTION, [dot("A", 2020, 1), dot("B", 2022, 2)], Axis("%"), WORDS)
    assert plain.wide.legend == ()
    chart = dot_plot(CAPTION, CLEAR, Axis("%"), WORDS)
    assert [key.text for key in chart.wide.legend] == ["reach", "at-least", "joined"]


def test_promises_of_one_area_are_joined_from_year_to_year_and_named_once():
    drawing = dot_plot(CAPTION, CLEAR, Axis("%"), WORDS).wide.drawing
    assert sum("c-join" in path.css for path in drawing.back) == 4
    written = Counter(piece.strip() for words in drawing.lines for piece, _ in words.parts)
    assert written["江阴高新区"] == 1
    assert all(
        each.name.startswith(f"{d.label} {d.text}") for each, d in zip(drawing.anchors, CLEAR, strict=True)
    )


def test_no_line_joins_figures_of_different_things():
    """65% of the foreign capital actually used in 2020, 67.2% of the foreign capital in 2022: not one course."""
    actual, all_ = dot("A", 2020, 65, of="实际利用外资"), dot("A", 2022, 67.2)
    for second, lines in ((all_, 0), (replace(all_, of=actual.of), 1)):
        drawing = dot_plot(CAPTION, [actual, second], Axis("%"), WORDS).wide.drawing
        assert sum("c-join" in path.css for path in drawing.back) == lines


@pytest.mark.parametrize("other", [{}, {"of": "无锡市雏鹰企业"}, {"during": "elsewhere-2021"}])
def test_on_a_ladder_only_figures_of_one_thing_and_time_are_held_against_each_other(other):
    rungs = [Rung("A", 0, (dot("A", 2022, 600),)), Rung("B", 1, (dot("B", 2022, 150, **other),))]
    drawing = ladder(CAPTION, rungs, Axis("家"), WORDS).wide.drawing
    assert any("c-against" in path.css for path in drawing.back) == (not other)


def test_a_line_that_would_run_through_another_areas_dot_is_not_drawn():
    three = [dot("A", 2020, 1), dot("A", 2022, 3), dot("B", 2021, 2)]
    drawing = dot_plot(CAPTION, three, Axis("%"), WORDS).wide.drawing
    assert not any("c-join" in path.css for path in drawing.back)
    written = Counter(piece.strip() for words in drawing.lines for piece, _ in words.parts)
    assert written["A"] == 2, "what no line joins is named at each dot"


def test_nested_areas_can_be_linked():
    drawing = dot_plot(CAPTION, CLEAR, Axis("%"), WORDS, nests=[(2, 4)]).wide.drawing
    assert sum(path.css == "c-nest" for path in drawing.back) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(dots(), min_size=1, max_size=9), axes)
def test_every_dot_of_a_plot_stands_at_its_year(content, axis):
    """All of one year stand below each other, and years lie apart as far as they are apart in time."""
    for drawing in drawings(dot_plot(CAPTION, content, axis, WORDS)):
        if not any(path.css == "c-base" for path in drawing.back):
            continue  # rows
        middles: dict[int, float] = {}
        for each, anchor in zip(content, drawing.anchors, strict=True):
            middle = (anchor.hit.left + anchor.hit.right) / 2
            assert middles.setdefault(each.year, middle) == pytest.approx(middle)
        (first, start), *_, (last, end) = sorted(middles.items())
        for year, middle in middles.items():
            assert middle == pytest.approx(start + (end - start) * (year - first) / (last - first))


@pytest.mark.parametrize("content", [RD, [dot("A", 2022, 250), dot("B", 2022, 250), dot("A", 2020, 100)]])
def test_where_dots_of_one_year_would_meet_they_stand_in_rows(content):
    for drawing in drawings(dot_plot(CAPTION, content, Axis(), WORDS)):
        assert any(words.parts == (("2022", True),) for words in drawing.scale)
        tops = [anchor.hit.top for anchor in drawing.anchors]
        assert len(set(tops)) == len(tops)


def test_a_single_year_becomes_rows_by_value_under_that_year():
    drawing = dot_plot(CAPTION, [d for d in RD if d.year == 2020], Axis("%"), WORDS).wide.drawing
    heights = [(anchor.hit.top, anchor.name.split()[0]) for anchor in drawing.anchors]
    assert heights == sorted(heights)
    assert [name for _, name in heights] == ["江阴高新区", "江阴临港开发区", "江阴市", "常州高新区"]
    assert any(words.parts == (("2020", True),) for words in drawing.scale)


@pytest.mark.parametrize("make", [dot_plot, strips])
def test_no_grid_line_runs_through_the_letters_of_a_figure(make):
    for drawing in drawings(make(CAPTION, CLEAR, Axis("%"), WORDS)):
        (out,) = [n for n, path in enumerate(drawing.back) if path.css == "c-out"]
        assert all(
            n < out for n, path in enumerate(drawing.back) if path.css in ("c-grid", "c-zero", "c-guide")
        )
        corners = [
            [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", area)]
            for area in drawing.back[out].d.split("Z")
            if area
        ]
        covered = [
            Box(*map(min, zip(*area, strict=True)), *map(max, zip(*area, strict=True))) for area in corners
        ]
        figures_ = [words for each in drawing.anchors for words in each.words if words.parts[-1][1]]
        assert len(figures_) == len(CLEAR)
        for words in figures_:
            assert any(words.box.grown(-0.1).inside(area) for area in covered), words


def test_pictures_beside_others_are_rows_whatever_their_dots_and_fill_half_a_page():
    chart = strips(CAPTION, CLEAR, Axis("%"), WORDS)
    assert [(view.size, view.drawing.width) for view in chart.views] == [("half", HALF), ("narrow", NARROW)]
    for drawing in drawings(chart):
        assert_clear(drawing)
        assert sum(words.parts[0][0].isdigit() and words.parts[0][1] for words in drawing.scale) == 4, "years"
    assert all(f".chart-{view.size}" in CSS for view in chart.views)


def test_in_a_ranking_the_best_is_on_top():
    axis = Axis("位", reverse=True)
    ranks = [dot("A", 2020, 25), dot("B", 2022, 50), dot("C", 2022, 5)]
    by_name = {a.name[0]: a.hit.top for a in dot_plot(CAPTION, ranks, axis, WORDS).wide.drawing.anchors}
    assert by_name["C"] < by_name["A"] < by_name["B"]
    assert ticks([Decimal(5), Decimal(50)], axis)[0] == 1, "there is no place 0"


def test_a_hundred_promises_become_rows():
    many = [dot(f"Area {n}", 2020 + n % 3, n + 1) for n in range(100)]
    for drawing in drawings(dot_plot(CAPTION, many, Axis(), WORDS)):
        assert len(drawing.anchors) == 100
        assert_clear(drawing)


def test_a_ladder_compares_each_area_with_the_nearest_one_around_it_that_has_a_figure():
    rungs = [
        Rung("江苏省", 0, (dot("江苏省", 2022, 2.5),)),
        Rung("无锡市", 1),
        Rung("江阴市", 2, (dot("江阴市", 2022, 3.3),)),
        Rung("江阴高新区", 3, (dot("江阴高新区", 2022, 5.5),)),
    ]
    chart = ladder(CAPTION, rungs, Axis("%"), WORDS)
    assert sum(path.css == "c-against" for path in chart.wide.drawing.back) == 2
    assert [key.text for key in chart.wide.legend] == ["outer"]
    names = [anchor.name for anchor in chart.wide.drawing.anchors]
    assert names[1] == "无锡市", "an area without a figure is named and has no mark"
    assert len(chart.wide.drawing.marks) == 3


def test_a_ladder_of_several_years_compares_only_within_a_year():
    rungs = [
        Rung("江阴市", 0, (dot("江阴市", 2020, 3.3), dot("江阴市", 2022, 3.4))),
        Rung("江阴高新区", 1, (dot("江阴高新区", 2022, 5.5), dot("江阴高新区", 2025, 6))),
    ]
    drawing = ladder(CAPTION, rungs, Axis("%"), WORDS).wide.drawing
    assert sum(path.css == "c-against" for path in drawing.back) == 1
    written = [piece for words in drawing.lines for piece, _ in words.parts]
    assert [piece for piece in written if piece.strip().isdigit()] == [" 2020", " 2022", " 2022", " 2025"]


def test_bars_begin_at_zero_and_are_as_long_as_their_numbers():
    drawing = bars(
        CAPTION, [Bar("A", Decimal(40), "40"), Bar("B", Decimal(10), "10"), Bar("C", Decimal(0), "0")], WORDS
    ).wide.drawing
    lengths = [mark.right - mark.left for mark in drawing.marks]
    assert lengths[0] == pytest.approx(4 * lengths[1])
    assert len(lengths) == 2, "nothing has no bar, but its label and its 0 are there"
    assert len(drawing.anchors) == 3


def test_a_target_on_the_timeline_falls_due_at_the_end_of_its_year():
    span = Span("常州2021", "2021-02-10", period=(2021, 2025), dues=(2025,))
    drawn = timeline(CAPTION, [span], WORDS).wide.drawing.anchors[0].paths
    period, due = (next(path.d for path in drawn if css in path.css) for css in ("c-span", "c-due"))
    assert period.split("L")[1].split()[0] == due.removeprefix("M").split()[0]


def test_a_spark_has_a_dot_for_each_value_and_none_for_what_is_missing():
    tiny = spark(
        "2.8 … 3.5", [(2018, Decimal("2.8")), (2025, Decimal("3.5"))], (2018, 2025), (Decimal(2), Decimal(6))
    )
    assert sum("c-mark" in path.css for path in tiny.paths) == 2
    spark("3", [(2020, Decimal(3))], (2020, 2020), (Decimal(3), Decimal(3)))


# Colours


def tokens():
    found = re.findall(r"--series-(\d): light-dark\((#\w{6}), (#\w{6})\)", CSS)
    assert [number for number, _, _ in found] == list("12345678")
    return [light for _, light, _ in found], [dark for _, _, dark in found]


def linear(colour):
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one, other):
    """The contrast ratio of WCAG 2."""
    weights = (0.2126, 0.7152, 0.0722)
    low, high = sorted(
        sum(part * weight for part, weight in zip(linear(colour), weights, strict=True))
        for colour in (one, other)
    )
    return (high + 0.05) / (low + 0.05)


# Machado, Oliveira and Fernandes 2009, severity 1.
SIGHTS = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}  # fmt: skip


def seen(colour, sight):
    """A colour as it is seen, in OKLab, where distances are as large as they look."""
    rgb = linear(colour)
    r, g, b = (sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in SIGHTS[sight])
    cones = (
        0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
        0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
        0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
    )
    x, y, z = (max(cone, 0) ** (1 / 3) for cone in cones)
    return (
        0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z,
        1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z,
        0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z,
    )


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_two_series_can_be_told_apart(theme, sight):
    for one, other in combinations(tokens()[theme], 2):
        assert math.dist(seen(one, sight), seen(other, sight)) > 0.08, f"{one} and {other}"


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_series_stands_out_from_the_page(theme):
    sheet = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
    for name in ("page", "surface"):
        ground = re.search(rf"--color-{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", sheet)
        assert ground is not None
        for colour in tokens()[theme]:
            assert contrast(colour, ground[theme + 1]) >= 3, f"{colour} on {name}"


def test_a_file_has_the_colours_of_the_light_theme():
    assert list(SERIES[1:]) == tokens()[0]


# Pages and files


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def page(*charts):
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    source = '{% from "components/chart.html" import chart, spark %}{% for it in charts %}{{ chart(it) }}{% endfor %}'
    return environment.from_string(source).render(charts=charts)


def every_chart():
    caption = [Caption(f"c{n}", CAPTION.title, CAPTION.finding, svg="x.svg", csv="x.csv") for n in range(4)]
    return (
        dot_plot(caption[0], RD, Axis("%"), WORDS),
        ladder(caption[1], [Rung("<b>", 0, (RD[3],)), Rung("A&B", 1, (RD[5],))], Axis("%"), WORDS),
        bars(caption[2], [Bar("Talent", Decimal(3), "3", "../talent/")], WORDS),
        timeline(caption[3], [Span("常州2021", "2021-02-10", None, "", (2021, 2025), (2025,))], WORDS),
    )


def test_every_picture_is_named_and_described_by_ids_that_are_unique():
    elements = Elements(page(*every_chart()))
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    pictures = [svg for svg in elements.all("svg") if "aria-hidden" not in svg]
    assert len(pictures) == 8
    for svg in pictures:
        assert {svg["aria-labelledby"], svg["aria-describedby"]} <= set(ids)


def test_a_picture_with_links_is_a_group_because_an_image_would_hide_them():
    roles = [svg["role"] for svg in Elements(page(*every_chart())).all("svg") if "role" in svg]
    assert roles == ["group"] * 6 + ["img"] * 2


def test_nothing_needs_an_inline_style_or_a_script():
    for tag, attributes in Elements(page(*every_chart())).found:
        assert tag not in {"style", "script"}
        assert not any(name == "style" or name.startswith("on") for name in attributes)


def test_what_editors_write_stays_text():
    html = page(*every_chart())
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert "A&amp;B" in html


def test_every_class_has_its_style_and_no_other_part_of_the_site_uses_it():
    used = {
        name
        for tag, attributes in Elements(
            page(*every_chart(), dot_plot(CAPTION, RD, Axis(), WORDS, [(3, 5)]))
        ).found
        if tag in {"path", "text", "tspan"}
        for name in (attributes.get("class") or "").split()
    }
    assert used - {"c-0"} <= set(re.findall(r"\.(c-[a-z0-9-]+)", CSS))
    for sheet in (ROOT / "static/css").rglob("*.css"):
        if sheet.name != "chart.css":
            assert not re.search(r"\.c-", sheet.read_text(encoding="utf-8")), sheet.name


def test_downloads_are_offered_only_where_there_are_any():
    assert "download" not in page(dot_plot(Caption("x", "T", "F"), RD, Axis("%"), WORDS))
    assert Elements(page(dot_plot(CAPTION, RD, Axis("%"), WORDS))).all("a")[-2:] == [
        {"href": "rd.svg", "download": None},
        {"href": "rd.csv", "download": None},
    ]


@pytest.mark.parametrize("chart", every_chart(), ids=lambda chart: chart.caption.id)
def test_a_file_is_sound_stands_by_itself_and_leads_nowhere(chart):
    content = standalone(chart, "Policy Atlas · CC BY 4.0", "zh-Hans")
    root = ET.fromstring(content)  # noqa: S314  (our own)
    name = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{name}title").text == CAPTION.title
    assert root.find(f"{name}desc").text == CAPTION.finding
    assert not list(root.iter(f"{name}a"))
    shown = "".join(root.itertext())
    assert "Policy Atlas" in shown
    assert content == standalone(chart, "Policy Atlas · CC BY 4.0", "zh-Hans")


def test_the_data_opens_in_a_spreadsheet_and_what_is_missing_stays_empty():
    content = rows_csv(dot_plot(CAPTION, [dot("=cmd", 2020, "3.50", text="3.5%")], Axis("%"), WORDS))
    assert content.startswith(b"\xef\xbb\xbf")
    head, row = content.decode("utf-8-sig").splitlines()
    assert (
        head == "label,year,value,value_high,comparator,aspirational,text,unit,basis,indicator,document,url"
    )
    assert row == "'=cmd,2020,3.5,,reach,false,3.5%,,,,,"


def test_the_data_has_a_row_for_every_record():
    for chart, records in zip(every_chart(), (len(RD), 2, 1, 1), strict=True):
        assert len(rows_csv(chart).decode("utf-8-sig").splitlines()) == 1 + records
