"""A derived figure follows from what the texts state, says how firmly, and shows its arithmetic; else there is none."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.comparing.compare import value
from atlas.comparing.derived import arithmetic, derive, disputed, flipped, needed, over, per_year, share
from atlas.noting.view import View
from atlas.pages.reckoning import derived_section
from atlas.records.model import Name, TargetLink, Text
from tests.invented import UNITS, figures, target, unit
from tests.places import REGIONS
from tests.trees import ROOT, atlas_of

NET, IN_FORCE = Text(zh="净增", en="net"), Text(zh="有效期内", en="in force")
PERIOD = ["2021", "2025"]
BOUNDS = ("reach", "at-least", "more-than", "at-most", "less-than", "about")


def level(key: str, figure: object, year: int, comparator: str = "reach", **fields: object):
    shape = {"unit": "percent", "region": "chengchuan"} | fields
    return target(key, value=figure, year=str(year), comparator=comparator, **shape)


def flow(key: str, figure: object, comparator: str = "reach", **fields: object):
    shape = {"unit": "jia", "basis": "increase", "year": "2025", "region": "chengchuan"} | fields
    return target(key, value=figure, comparator=comparator, **shape)


# Each year of a period


def test_an_increase_over_a_stated_period_makes_so_much_a_year():
    found = per_year(flow("a", 500, period=PERIOD), UNITS)
    assert (found.value, found.unit, found.bound, found.rounded) == (100, "jia", "exact", False)
    assert arithmetic(found, UNITS, "zh") == "500家 ÷ 5 = 100家"
    assert arithmetic(found, UNITS, "en") == "500 ÷ 5 = 100"


def test_what_does_not_come_out_even_says_that_it_is_rounded():
    found = per_year(flow("a", 100, period=["2020", "2022"]), UNITS)
    assert found.value == Decimal("33.33")
    assert arithmetic(found, UNITS, "zh") == "100家 ÷ 3 ≈ 33.33家"


def test_from_more_than_1000_in_five_years_follows_more_than_200_a_year():
    found = per_year(flow("a", 1000, "more-than", period=PERIOD), UNITS)
    assert (found.value, found.bound) == (200, "more-than")


def test_large_amounts_are_reckoned_in_the_unit_that_readers_know():
    found = per_year(flow("a", 400, unit="yi-yuan", basis="total", period=PERIOD), UNITS)
    assert arithmetic(found, UNITS, "zh") == "400亿元 ÷ 5 = 80亿元"
    english = arithmetic(found, UNITS, "en").replace("\N{NO-BREAK SPACE}", " ")
    assert english == "40 billion yuan ÷ 5 = 8 billion yuan"


@pytest.mark.parametrize(
    "fields",
    [
        {},  # no period: what the deadline closes is not said
        {"period": ["2025", "2025"]},
        {"period": PERIOD, "basis": "annual"},
        {"period": PERIOD, "basis": "level"},
        {"period": PERIOD, "basis": "change", "unit": "percent"},
        {"period": PERIOD, "value": (5, 6), "comparator": "within"},
        {"period": PERIOD, "value": None, "unit": None, "words": Name(zh="翻一番", en="doubled")},
        {"period": PERIOD, "value": 1},  # a third of an institute a year
    ],
)
def test_nothing_is_spread_over_years_that_the_text_does_not_spread(fields):
    figure = {"value": 500, "unit": "jia", "basis": "increase", "year": "2025"} | fields
    shape = {key: told for key, told in figure.items() if told is not None}
    assert per_year(target("a", region="chengchuan", **shape), UNITS) is None


# From one level to the next


def test_percentage_points_needed_a_year_from_46_percent_in_2018_to_50_percent_in_2025():
    found = needed(level("a", 46, 2018), level("b", 50, 2025), UNITS)
    assert (found.value, found.unit, found.bound) == (Decimal("0.571"), "percentage-points", "exact")
    assert arithmetic(found, UNITS, "zh") == "(50% − 46%) ÷ (2025 − 2018) ≈ 0.571"


def test_milestone_to_goal_counts_the_years_between_them():
    found = needed(level("a", 39, 2020, unit="wan-ren"), level("b", 44, 2022, unit="wan-ren"), UNITS)
    assert (found.value, found.unit) == (Decimal("2.5"), "wan-ren")
    assert arithmetic(found, UNITS, "zh") == "(44万人 − 39万人) ÷ (2022 − 2020) = 2.5万人"


def test_units_that_convert_are_converted():
    found = needed(level("a", 4000, 2020, unit="jia"), level("b", "0.5", 2022, unit="wan-jia"), UNITS)
    assert (found.value, found.unit) == (Decimal("0.05"), "wan-jia")


@pytest.mark.parametrize(
    ("first", "last", "bound"),
    [
        ("reach", "reach", "exact"),
        ("reach", "at-least", "at-least"),
        ("reach", "more-than", "more-than"),
        ("reach", "at-most", "at-most"),
        ("more-than", "reach", "less-than"),  # above 65 already, so less than 2.2 are needed to 67.2
        ("at-least", "reach", "at-most"),
        ("at-most", "at-least", "at-least"),
        ("at-most", "more-than", "more-than"),
        ("less-than", "at-least", "more-than"),
        ("about", "reach", "about"),
        ("about", "about", "about"),
        ("at-least", "at-least", None),  # both may be exceeded by any amount
        ("more-than", "more-than", None),
        ("at-least", "more-than", None),
        ("at-most", "at-most", None),
        ("about", "at-least", None),
    ],
)
def test_how_firmly_a_difference_is_known(first, last, bound):
    found = needed(level("a", 44, 2020, first), level("b", 45, 2022, last), UNITS)
    assert (found.bound if found else None) == bound


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (level("a", 46, 2018), level("b", 50, 2025, region="linze")),
        (level("a", 46, 2018), level("b", 50, 2025, indicator="firms")),
        (level("a", 46, 2018), level("b", 50, 2018)),
        (level("a", 50, 2025), level("b", 46, 2018)),
        (level("a", 46, 2018), level("b", 50, 2025, unit="jia")),
        (level("a", 46, 2018), level("b", (50, 55), 2025, "within")),
        (level("a", 46, 2018), level("b", 50, 2025, basis="change")),
        (level("a", 25, 2020, unit="place", basis="rank"), level("b", 20, 2025, unit="place", basis="rank")),
        (level("a", 46, 2018), level("b", 50, 2025, conditions=NET)),
        (level("a", 46, 2018), level("b", 50, 2025, cluster="photovoltaics")),
        (target("a", value=46, unit="percent"), level("b", 50, 2025)),
        (level("a", 46, 2018, "within"), level("b", 50, 2025)),
    ],
)
def test_no_way_leads_between_figures_that_are_not_two_levels_of_one_thing(first, last):
    assert needed(first, last, UNITS) is None


# A part of the whole


def test_a_zone_promises_30_percent_of_what_its_city_promises():
    part = flow("a", 60, region="qingyan-zone", year="2022")
    whole = flow("b", 200, region="qingyan", year="2022")
    found = share(part, whole, UNITS)
    assert (found.value, found.unit, found.bound) == (30, "percent", "exact")
    assert arithmetic(found, UNITS, "zh") == "60家 ÷ 200家 = 30%"


@pytest.mark.parametrize(
    ("part", "whole", "bound"),
    [
        ("reach", "reach", "exact"),
        ("more-than", "reach", "more-than"),
        ("reach", "more-than", "less-than"),
        ("reach", "at-least", "at-most"),
        ("more-than", "more-than", None),
        ("at-least", "at-least", None),
    ],
)
def test_how_firmly_a_share_is_known(part, whole, bound):
    found = share(
        flow("a", 250, part, region="qingyan-zone"), flow("b", 1000, whole, region="qingyan"), UNITS
    )
    assert (found.bound if found else None) == bound


@pytest.mark.parametrize(
    "fields",
    [
        {"indicator": "other"},
        {"year": "2020"},
        {"basis": "level"},
        {"unit": "percent"},
        {"value": (5, 6), "comparator": "within"},
        {"conditions": NET},
        {"cluster": "photovoltaics"},
        {"period": ["2020", "2025"]},
        {"document": "linze-2020"},  # an increase without a period, from a document of other years
        {"value": 0},
    ],
)
def test_a_part_has_no_share_in_what_is_counted_otherwise(fields):
    part = flow("a", 60, region="qingyan-zone")
    whole = flow("b", fields.pop("value", 200), region="qingyan", **fields)
    assert share(part, whole, UNITS) is None


def test_shares_indices_and_densities_have_no_parts():
    """50 patents per 10,000 people in a zone are no part of the city's 55."""
    per = UNITS | {"per": unit("per", "件/万人", "per 10,000 people", "patents-per-wan-ren")}
    for name in ("percent", "per", "place"):
        one, other = level("a", 50, 2025, unit=name, region="x"), level("b", 55, 2025, unit=name)
        assert share(one, other, per) is None


def test_a_level_has_a_share_in_a_level_of_another_document_of_that_year():
    part = level("a", 168, 2020, unit="jia", region="chengchuan-zone")
    whole = level("b", 1000, 2020, unit="jia", document="other-2019")
    assert share(part, whole, UNITS).value == Decimal("16.8")


def test_equal_conditions_are_one_scope():
    part = flow("a", 40, region="qingyan-zone", conditions=NET)
    whole = flow("b", 150, region="qingyan", conditions=NET)
    assert share(part, whole, UNITS).value == Decimal("26.7")


def test_what_passes_during_a_period_is_counted_over_it_and_else_over_its_documents():
    assert over(flow("a", 1, period=PERIOD)) == (2021, 2025)
    assert over(flow("a", 1)) == "chengchuan-2021"


# What an indicator's targets give together


def test_a_series_is_followed_from_year_to_year():
    series = [level(str(year), figure, year) for year, figure in ((2022, 30), (2018, 10), (2025, 45))]
    assert [found.value for found in derive(series, UNITS, REGIONS)] == [5, 5]


def test_where_a_year_has_two_figures_no_way_leads_to_it_or_from_it():
    series = [level("a", 10, 2018), level("b", 20, 2020), level("c", 24, 2020), level("d", 40, 2025)]
    (found,) = derive(series, UNITS, REGIONS)
    assert [each.id for each in found.of] == ["a", "d"]


def test_a_share_is_told_of_the_area_around_only():
    found = derive(
        [
            flow("a", 10, region="chengchuan-park"),
            flow("b", 20, region="chengchuan-zone"),
            flow("c", 100),
            flow("d", 50, region="linze"),
        ],
        UNITS,
        REGIONS,
    )
    told = {(one.of[0].region, one.of[1].region): one.value for one in found if one.kind == "share"}
    assert told == {("chengchuan-park", "chengchuan-zone"): 50, ("chengchuan-zone", "chengchuan"): 20}


@pytest.mark.parametrize("to", ["b", "chengchuan-2021--b"])
def test_where_two_passages_disagree_nothing_follows(to):
    """20 in one passage, more than 20 in another; 5, and 5 to 6."""
    link = (TargetLink(to=to, kind="inconsistent"),)
    for other in (flow("b", 20, "more-than", period=PERIOD), flow("b", (20, 21), "within", period=PERIOD)):
        one = flow("a", 20, period=PERIOD, links=link)
        assert disputed([one, other]) == {one.gid, other.gid}
        assert derive([one, other], UNITS, REGIONS) == ()


def test_passages_that_differ_in_words_only_leave_the_figure_standing():
    link = (TargetLink(to="b", kind="inconsistent"),)
    pair = [flow("a", 20, period=PERIOD, links=link), flow("b", 20, period=PERIOD, aspirational="true")]
    assert disputed(pair) == frozenset()
    assert [one.value for one in derive(pair, UNITS, REGIONS)] == [4, 4]


def test_what_stays_as_it_is_needs_nothing():
    assert derive([level("a", 3.3, 2020), level("b", 3.3, 2022, "at-least")], UNITS, REGIONS) == ()


def test_a_bound_is_turned_round_where_something_falls():
    assert [flipped(bound) for bound in ("exact", "at-least", "more-than", "about")] == [
        "exact",
        "at-most",
        "less-than",
        "about",
    ]


# What holds of all

anywhere = st.builds(
    lambda one, place: one.model_copy(update={"region": place}), figures, st.sampled_from(sorted(REGIONS))
)


def allowed(one):
    """Two figures that a target's words allow: its own, and one further off on its open side."""
    figure = Fraction(value(one, UNITS))
    far = {"at-least": 7, "more-than": 7, "at-most": -7, "less-than": -7}.get(one.comparator, 0)
    near = Fraction(1, 10**9) * (one.comparator == "more-than") - Fraction(1, 10**9) * (
        one.comparator == "less-than"
    )
    return figure + near, figure + far


HOLDS = {
    "exact": lambda true, told: abs(true - told) <= Fraction(1, 2),
    "about": lambda true, told: True,
    "at-least": lambda true, told: true >= told,
    "more-than": lambda true, told: true > told,
    "at-most": lambda true, told: true <= told,
    "less-than": lambda true, told: true < told,
}


@given(
    st.lists(
        st.builds(
            level,
            key=st.uuids().map(str),
            figure=st.integers(0, 500),
            year=st.integers(2018, 2025),
            comparator=st.sampled_from(BOUNDS),
        ),
        min_size=2,
        max_size=5,
    )
)
def test_a_derived_difference_holds_whatever_the_promises_come_to(series):
    for found in derive(series, UNITS, REGIONS):
        first, last = found.of
        for start in allowed(first):
            for end in allowed(last):
                true = (end - start) / (last.year - first.year)
                assert HOLDS[found.bound](true, Fraction(found.value)), (found, start, end)


@given(st.lists(anywhere, max_size=8))
def test_a_derived_figure_joins_one_indicator_one_basis_and_one_unit_of_known_targets(found):
    for indicator in ("rd-share", "firms"):
        targets = [each for each in found if each.indicator == indicator]
        for one in derive(targets, UNITS, REGIONS):
            assert set(one.of) <= set(targets)
            assert len({(each.basis, UNITS[each.unit].base) for each in one.of}) == 1
            assert all(each.high is None for each in one.of)
            assert one.value != 0
            if one.kind == "per-year":
                assert one.of[0].period is not None
            if one.kind == "needed":
                assert len({each.region for each in one.of}) == 1


@given(st.lists(anywhere, max_size=8))
def test_the_arithmetic_shown_gives_the_figure_shown(found):
    for one in derive([each for each in found if each.indicator == "firms"], UNITS, REGIONS):
        shown = re.sub(r"[^\d.()÷−=≈ -]", "", arithmetic(one, UNITS, "zh").replace("/", ""))
        left, _, right = re.sub("[≈=]", "=", shown).partition("=")
        numbers = [Fraction(number) for number in re.findall(r"\d+(?:\.\d+)?", left)]
        if one.kind == "needed":
            result = (numbers[0] - numbers[1]) / (numbers[2] - numbers[3])
        else:
            result = numbers[0] / numbers[1] * (100 if one.kind == "share" else 1)
        told = Fraction(right.strip())
        assert told == Fraction(one.value)
        assert abs(result - told) <= max(Fraction(1), abs(result) / 100)
        assert (result == told) == ("=" in arithmetic(one, UNITS, "zh"))


# The real content


@pytest.fixture(scope="module")
def told():
    """The titles of all derived figures in both languages, by indicator."""
    from atlas.pages.maker import Maker

    atlas = atlas_of(ROOT / "content")
    view = View.of(atlas)
    found: dict[str, dict[str, list[str]]] = {"zh": {}, "en": {}}
    for language in ("zh", "en"):
        maker = Maker(view.fresh(), language, "indicators/x/", "https://example.org/")
        for key in atlas.indicators:
            for section in derived_section(maker, view.related("targets_by_indicator", key)):
                found[language][key] = [item.title.text for item in section.body]
                for item in section.body:
                    assert item.tags[0].text == atlas.interface["derived_tag"].zh or language == "en"
                    assert {part.href for part in item.text if part.mark == "figure"}, (
                        "its figures are linked"
                    )
                    assert "÷" in item.text[0].text
    return found


def test_words_say_at_least_and_more_than_where_the_text_does(told):
    assert told["zh"]["fund-institutions"] == ["常州市：平均每年超过200家"]
    assert told["en"]["fund-institutions"] == ["Changzhou: more than 200 a year on average"]
    assert told["zh"]["tech-smes-in-pool"][0] == (
        "江阴高新区：从168家（2020）到超500家（2022），平均每年需提高超过166家"
    )
    assert told["en"]["tech-smes-in-pool"][0] == (
        "Jiangyin High-tech Zone: would have to rise by more than 166 a year on average, "
        "from 168 (2020) to more than 500 (2022)"
    )


def test_the_real_contrasts_are_reckoned(told):
    assert told["zh"]["high-tech-output-share"] == [
        "常州市：从46%（2018）到50%（2025），平均每年需提高0.571个百分点",
        "江阴市：从38%（2020）到40%（2022），平均每年需提高1个百分点",
    ]
    assert told["en"]["gazelles"] == [
        "Jiangyin High-tech Zone: 30% of the target of Jiangyin",
        "Jiangyin Lingang Development Zone: 30% of the target of Jiangyin",
    ]


def test_nothing_is_derived_from_two_open_figures_or_from_passages_that_disagree(told):
    assert not any("临港" in title for title in told["zh"]["patents-per-10k"]), (
        "more than 39, then more than 40"
    )
    assert "innovation-carriers" not in told["zh"], "five in one passage, five or six in another"
    assert "new-rd-institutes" not in told["zh"], "one in three years"
    assert "leading-talent" not in told["zh"]
    assert "sei-foreign-capital-share" not in told["zh"], "staying at 67.2% does not begin at more than 65%"
