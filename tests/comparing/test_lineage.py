"""Ladders hold regions that lie in one another; from one document to the next only like is said to rise or fall."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.comparing.lineage import ladders, steps
from atlas.meaning.region_names import above
from atlas.records.model import Name
from tests.invented import UNITS, figures, target
from tests.invented import targets as targets_of
from tests.places import REGIONS, region, regions
from tests.trees import ROOT, atlas_of

DOUBLED, ALL = Name(zh="翻一番", en="doubled"), Name(zh="全覆盖", en="full coverage")


def percent(key: str, value: object, place: str, year: str = "2022", **fields: object):
    return target(key, value=value, unit="percent", region=place, year=year, **fields)


def test_a_region_lies_in_all_that_is_above_it_the_outermost_first():
    assert above("chengchuan-park", REGIONS) == (
        "province",
        "chengchuan",
        "chengchuan-zone",
        "chengchuan-park",
    )
    assert above("elsewhere", REGIONS) == ("elsewhere",)


def test_regions_that_lie_in_one_another_in_a_circle_do_not_go_on_for_ever():
    circle = regions(region("a", "b"), region("b", "a"))
    assert above("a", circle) == ("b", "a")


def test_a_ladder_leads_from_province_to_zone_and_passes_over_who_promises_nothing():
    (rungs,) = ladders(
        [
            percent("d", 4, "qingyan-zone"),
            percent("a", 3, "province"),
            percent("b", 3.2, "qingyan"),
            percent("x", 9, "elsewhere"),
        ],
        REGIONS,
    )
    assert [(rung.region, rung.depth) for rung in rungs] == [
        ("province", 0),
        ("qingyan", 1),
        ("qingyan-zone", 2),
    ]


def test_two_cities_without_their_province_are_two_trees_and_neither_is_a_ladder_alone():
    found = ladders(
        [percent("a", 3, "chengchuan"), percent("b", 4, "chengchuan-zone"), percent("c", 5, "linze")], REGIONS
    )
    assert [[rung.region for rung in rungs] for rungs in found] == [["chengchuan", "chengchuan-zone"]]


def test_a_rung_shows_every_year_of_its_region_the_later_first():
    (rungs,) = ladders(
        [
            percent("a", 46, "chengchuan", "2018"),
            percent("b", 50, "chengchuan", "2025"),
            percent("c", 55, "chengchuan-zone"),
        ],
        REGIONS,
    )
    assert [each.year for each in rungs[0].targets] == [2025, 2018]


@given(st.lists(st.tuples(figures, st.sampled_from(sorted(REGIONS))), max_size=10))
def test_a_rung_lies_in_the_rung_it_hangs_from(found):
    placed = [each.model_copy(update={"region": place}) for each, place in found]
    for rungs in ladders(placed, REGIONS):
        assert len(rungs) > 1
        for rung in rungs[1:]:
            assert rungs[0].region in above(rung.region, REGIONS)
            assert rung.depth == sum(
                other.region != rung.region and other.region in above(rung.region, REGIONS) for other in rungs
            )
        assert sorted(t.gid for rung in rungs for t in rung.targets) == sorted(
            t.gid for t in placed if t.region in {rung.region for rung in rungs}
        )


def change(before: list, after: list, **whole: bool):
    (found,) = steps(before, after, UNITS, **whole)
    return found


def firms(key: str, value: object = None, **fields: object):
    shape = {"value": value, "unit": "jia"} if value is not None else {}
    return target(key, indicator="firms", **{**shape, **fields})


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (firms("a", 100), firms("b", 200), "rose"),
        (firms("a", 200), firms("b", 100), "fell"),
        (firms("a", 200), firms("b", 200), "same"),
        (firms("a", 5000), firms("b", "0.5", unit="wan-jia"), "same"),
        (firms("a", (2, 3)), firms("b", (2, 4)), "rose"),
        (firms("a", 200, basis="increase"), firms("b", 5000, comparator="more-than"), "redefined"),
        (firms("a", 50, unit="percent"), firms("b", 60), "redefined"),
        (firms("a", 200), firms("b", words=DOUBLED, basis="change"), "redefined"),
        (firms("a", 200), firms("b", 300, conditions={"zh": "有效高新技术企业"}), "redefined"),
        (firms("a", 60, conditions={"zh": "重点项目"}), firms("b", 500), "redefined"),
        (firms("a", words=DOUBLED), firms("b", words=DOUBLED), "same"),
        (firms("a", words=DOUBLED), firms("b", words=ALL), "reworded"),
        (firms("a", words=DOUBLED, basis="change"), firms("b", words=ALL), "reworded"),
    ],
)
def test_rise_and_fall_are_said_of_like_figures_only(before, after, kind):
    assert change([before], [after]).change == kind


def test_a_place_in_a_ranking_rises_as_its_number_falls():
    before = firms("a", 25, unit="place", basis="rank", comparator="at-most")
    after = firms("b", 20, unit="place", basis="rank", comparator="at-most")
    assert change([before], [after]).change == "rose"
    assert change([after], [before]).change == "fell"


def test_a_figure_that_stayed_and_is_bound_otherwise_says_so():
    """3.3% in 2020, at least 3.3% in 2022."""
    before, after = firms("a", 3.3, unit="percent"), firms("b", 3.3, unit="percent", comparator="at-least")
    found = change([before], [after])
    assert (found.change, found.bound_otherwise) == ("same", True)
    assert not change([before], [before]).bound_otherwise


def test_of_several_figures_those_on_one_basis_are_held_against_each_other():
    """200 added in 2018; in 2021 more than 5,000 in all, and doubled: nothing to compare. With 300 added: a rise."""
    before = [firms("a", 200, basis="increase")]
    after = [firms("b", 5000, comparator="more-than"), firms("c", words=DOUBLED, basis="change")]
    assert change(before, after).change == "redefined"
    assert change(before, [*after, firms("d", 300, basis="increase")]).change == "rose"


def test_figures_with_the_same_conditions_and_of_one_year_are_held_against_each_other_first():
    """650 in force by 2020 and 1,000 by 2022, then 700 in force by 2020: a rise, whatever else is set for 2025."""
    in_force = {"zh": "有效高新技术企业"}
    before = [
        firms("a", 650, year="2020", conditions=in_force),
        firms("b", 1000, year="2022", conditions=in_force),
    ]
    after = [firms("c", 700, year="2020", conditions=in_force), firms("d", 9000, year="2025")]
    assert change(before, after).change == "rose"
    after[0] = firms("c", 900, year="2025", conditions=in_force)
    assert change(before, after).change == "fell", "of no common year the latest"


def test_that_something_is_new_or_dropped_is_certain_only_if_the_other_document_is_known_whole():
    one = [firms("a", 200)]
    assert (change([], one).change, change([], one).proven) == ("new", True)
    assert (change(one, []).change, change(one, []).proven) == ("dropped", True)
    assert not change([], one, before_whole=False).proven
    assert change([], one, after_whole=False).proven
    assert not change(one, [], after_whole=False).proven
    assert change(one, [], before_whole=False).proven
    assert change(one, one, before_whole=False, after_whole=False).proven


@given(st.lists(targets_of, max_size=6), st.lists(targets_of, max_size=6))
def test_every_indicator_of_either_document_has_one_step_that_shows_all_its_targets(before, after):
    found = steps(before, after, UNITS)
    assert [step.indicator for step in found] == sorted({t.indicator for t in (*before, *after)})
    assert sorted(t.gid for step in found for t in step.before) == sorted(t.gid for t in before)
    assert sorted(t.gid for step in found for t in step.after) == sorted(t.gid for t in after)


OPPOSITE = {"rose": "fell", "fell": "rose", "new": "dropped", "dropped": "new"}


@given(st.lists(targets_of, max_size=4), st.lists(targets_of, max_size=4))
def test_read_backwards_a_rise_is_a_fall_and_what_was_new_is_dropped(before, after):
    there, back = steps(before, after, UNITS), steps(after, before, UNITS)
    assert [OPPOSITE.get(step.change, step.change) for step in there] == [step.change for step in back]


def test_changzhou_from_2018_to_2021():
    atlas = atlas_of(ROOT / "content")
    own = [t for t in atlas.targets.values() if t.region == "changzhou"]
    found = {
        step.indicator: step.change
        for step in steps(
            [t for t in own if t.document == "changzhou-sunan-2018"],
            [t for t in own if t.document == "changzhou-2021"],
            atlas.units,
        )
    }
    assert found["rd-intensity"] == found["patents-per-10k"] == found["high-tech-output-share"] == "rose"
    assert found["high-tech-firms"] == "redefined", "an increase of 200, then a stock of more than 5,000"
    assert found["industrial-innovation-centre"] == "reworded"
    assert found["gazelles"] == "new"
    assert found["incubators"] == "dropped"
