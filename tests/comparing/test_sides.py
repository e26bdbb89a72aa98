"""Every two areas that have targets can be set side by side, and every target of either side is seen there."""

from __future__ import annotations

from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.comparing.compare import refusal
from atlas.comparing.sides import MOST_PAIRS, areas, meetings, nearest, pairs
from atlas.figures.wording import basis_of, due, figure
from atlas.meaning.region_names import above
from atlas.problems import Words
from atlas.records.model import Name
from tests.invented import BASES, UNITS, target, targets
from tests.places import REGIONS, region, regions

LABELS = {basis: Words(f"{basis}的", f"{basis}-like") for basis in BASES}
DOUBLED, ALL = Name(zh="翻一番", en="doubled"), Name(zh="全覆盖", en="full coverage")


def firms(key: str, value: object = None, place: str = "chengchuan", **fields: object):
    shape = {"value": value, "unit": "jia"} if value is not None else {"words": DOUBLED}
    return target(key, indicator="firms", region=place, **{**shape, **fields})


# Which areas


def test_areas_with_targets_come_from_the_outside_in_and_with_most_targets_first():
    found = [
        firms("a", 1, "linze"),
        firms("b", 1, "chengchuan-zone"),
        firms("c", 1),
        firms("d", 2),
        firms("e", 1, "province"),
    ]
    assert areas(found, REGIONS) == ("province", "chengchuan", "linze", "chengchuan-zone")


def test_a_level_that_the_vocabulary_adds_comes_last():
    odd = regions(region("a", level="village"), region("b", level="township"))
    assert areas([firms("x", 1, "a"), firms("y", 1, "b")], odd) == ("b", "a")


# Which pairs


def many(zones: int, cities: int = 2) -> dict:
    found = [region("province", level="province")]
    for number in range(cities):
        city = f"city-{number:02}"
        found.append(region(city, "province"))
        found += [region(f"{city}-zone-{n:02}", city, "zone") for n in range(zones // cities)]
    return regions(*found)


def test_25_areas_are_the_most_of_which_every_pair_has_a_page():
    assert comb(25, 2) == MOST_PAIRS
    few = many(22)
    assert len(few) == 25
    assert pairs(sorted(few), few) == tuple(combinations(sorted(few), 2))


def test_past_the_limit_the_nearest_pairs_have_pages_as_far_as_the_equally_near_fit():
    places = many(26)
    assert len(places) == 29
    ready = pairs(sorted(places), places)
    assert len(ready) <= MOST_PAIRS
    assert ("city-00", "province") in ready
    assert ("city-00-zone-03", "province") in ready, "a zone lies in its province too"
    assert ("city-00-zone-03", "city-00-zone-11") in ready, "zones of one city"
    assert ("city-00", "city-01") in ready
    assert ("city-00-zone-03", "city-01-zone-03") not in ready, "one level, but 169 pairs too many"
    assert ("city-00-zone-03", "city-01") not in ready


def test_areas_inside_one_another_have_a_page_however_many_there_are():
    places = many(800, cities=40)
    ready = pairs(sorted(places), places)
    for name in places:
        for outer in above(name, places)[:-1]:
            assert (min(name, outer), max(name, outer)) in ready
    assert len(ready) == 40 + 2 * 800, "and nothing else: it grows with the areas, not with their square"


@given(st.integers(2, 40), st.integers(1, 4))
def test_pairs_are_few_sorted_and_each_is_there_once(zones, cities):
    places = many(zones, cities)
    ready = pairs(sorted(places, reverse=True), places)
    nested = sum(len(above(name, places)) - 1 for name in places)
    assert len(ready) <= max(MOST_PAIRS, nested)
    assert list(ready) == sorted(set(ready))
    assert all(one < other for one, other in ready)


def test_the_real_areas_are_few_enough_for_every_pair(atlas):
    names = areas(atlas.targets.values(), atlas.regions)
    assert set(names) == {t.region for t in atlas.targets.values()}
    assert pairs(names, atlas.regions) == tuple(combinations(sorted(names), 2))


# What is nearest to a target


def test_the_nearest_targets_are_those_of_areas_around_then_of_neighbours_and_there_of_near_years():
    land = many(8)
    mine = firms("mine", 5, "city-00-zone-01", year="2025")
    own = firms("own", 1, "city-00-zone-01", year="2020")
    city = firms("city", 9, "city-00", year="2030")
    beside = [firms(f"beside-{year}", 1, "city-00-zone-02", year=f"{year}") for year in (2020, 2024, 2026)]
    far = firms("far", 1, "city-01-zone-00", year="2025")
    other = firms("other", 1, "city-01", year="2025")
    others = [other, far, *beside, city, own]

    def near(most: int) -> list[str]:
        return [each.id for each in nearest(mine, others, land, most)]

    assert near(2) == ["city", "own"]
    assert near(4) == ["beside-2024", "beside-2026", "city", "own"]
    assert near(6) == ["far", "beside-2020", "beside-2024", "beside-2026", "city", "own"]
    assert near(7) == [each.id for each in others]
    assert nearest(mine, [], land, 3) == []


@given(st.lists(targets, max_size=12, unique_by=lambda each: each.gid), st.integers(1, 8), st.randoms())
def test_which_targets_are_nearest_does_not_depend_on_the_order_in_which_they_come(others, most, chance):
    mine, mixed = firms("mine", 5), list(others)
    chance.shuffle(mixed)
    found, again = (nearest(mine, each, REGIONS, most) for each in (others, mixed))
    assert len(found) == min(most, len(others))
    assert {each.gid for each in found} == {each.gid for each in again}
    assert found == [each for each in others if each in found]


# How two sides meet


def test_what_has_a_counterpart_meets_it_and_the_rest_meets_what_is_likest():
    """5,000 firms, 200 added, doubled, beside 1,000 firms, twice as many and full coverage."""
    stock, added, doubled = firms("a", 5000), firms("b", 200, basis="increase"), firms("c", basis="change")
    other = [
        firms("x", 1000, "linze"),
        firms("y", place="linze", basis="change"),
        firms("z", place="linze", words=ALL),
    ]
    found = meetings([stock, added, doubled], other, UNITS)
    told = [([t.id for t in x.left], [t.id for t in x.right], x.comparable) for x in found]
    assert told == [
        (["a"], ["x"], True),
        (["b"], ["x"], False),
        (["c"], ["y"], False),
        (["c"], ["z"], False),
    ]  # fmt: skip


def test_where_one_side_has_nothing_nothing_meets():
    assert meetings([firms("a", 5000)], [], UNITS) == ()
    assert meetings([], [firms("a", 5000)], UNITS) == ()


of_firms = st.lists(
    targets.map(lambda each: each.model_copy(update={"indicator": "firms"})), min_size=1, max_size=6
)


@given(of_firms, of_firms)
def test_no_target_of_either_side_is_left_out(left, right):
    found = meetings(left, right, UNITS)
    assert {t.gid for x in found for t in x.left} == {t.gid for t in left}
    assert {t.gid for x in found for t in x.right} == {t.gid for t in right}


@given(of_firms, of_firms)
def test_a_meeting_is_comparable_exactly_if_nothing_forbids_it_and_mixes_nothing(left, right):
    for found in meetings(left, right, UNITS):
        for side in (found.left, found.right):
            assert len({t.basis for t in side}) == 1
            assert len({t.unit and UNITS[t.unit].base for t in side}) == 1
        for one in found.left:
            for other in found.right:
                assert (refusal(one, other, UNITS, LABELS) is None) == found.comparable


@given(of_firms, of_firms)
def test_a_refused_meeting_has_its_reason_from_the_facts_in_both_languages(left, right):
    for found in meetings(left, right, UNITS):
        if found.comparable:
            continue
        for one in found.left:
            for other in found.right:
                said = refusal(one, other, UNITS, LABELS)
                assert said is not None
                for each in (one, other):
                    assert figure(each, UNITS, "zh") in said.zh
                    assert figure(each, UNITS, "en") in said.en
                    assert due(each) in said.zh
                    assert basis_of(each, LABELS[each.basis]).en in said.en


@given(of_firms, of_firms)
def test_two_sides_meet_alike_whichever_is_named_first(left, right):
    there = {(x.left, x.right) for x in meetings(left, right, UNITS) if x.comparable}
    back = {(x.right, x.left) for x in meetings(right, left, UNITS) if x.comparable}
    assert there == back


# The true traps of the five texts


def by_area(atlas, indicator: str, place: str) -> list:
    return [t for t in atlas.targets.values() if (t.indicator, t.region) == (indicator, place)]


@pytest.mark.parametrize(
    ("indicator", "one", "other", "comparable"),
    [
        ("high-tech-firms", "changzhou", "changzhou-hitech", {"level"}),  # 200 added in 2018 is no stock
        ("patents-per-10k", "changzhou", "changzhou-hitech", {"level"}),
        ("talent-total", "changzhou", "jiangyin", {"level"}),
        ("high-tech-firms", "jiangyin", "jiangyin-towns", set()),  # a stock and an increase, 80 every year
        (
            "hitech-zone-rank",
            "changzhou-hitech",
            "jiangyin-hitech",
            {"rank"},
        ),  # rising five places is no place
        ("firm-rd-coverage", "changzhou", "jiangyin-lingang", set()),  # full coverage in words, 85%
        ("high-tech-manufacturing-investment-share", "jiangyin", "jiangyin-lingang", set()),
        ("gazelles-in-pool", "jiangyin", "jiangyin-hitech", set()),  # in the pool, and newly in the pool
        ("land-reused", "changzhou-hitech", "jiangyin", set()),  # 24,400 mu in all, 6,600 mu in the year
        ("listed-firms", "changzhou-hitech", "jiangyin", set()),
    ],
)
def test_of_real_promises_only_like_meets_like(atlas, indicator, one, other, comparable):
    found = meetings(by_area(atlas, indicator, one), by_area(atlas, indicator, other), atlas.units)
    assert {x.basis for x in found if x.comparable} == comparable


def test_units_of_the_real_texts_convert_where_they_count_the_same(atlas):
    found = meetings(
        by_area(atlas, "talent-total", "changzhou"), by_area(atlas, "talent-total", "jiangyin"), atlas.units
    )
    assert [x.comparable for x in found] == [True]
    for one, other in combinations(
        [t for t in atlas.targets.values() if t.indicator == "patents-per-10k"], 2
    ):
        assert refusal(one, other, atlas.units, LABELS) is None, "pieces per 10,000 people on every side"


def test_every_refused_pair_of_the_real_targets_has_its_reason(atlas):
    labels = {key: Words(word.label.zh, word.label.en) for key, word in atlas.vocabulary["bases"].items()}
    refused = 0
    for indicator in atlas.indicators:
        of_it = [t for t in atlas.targets.values() if t.indicator == indicator]
        for one, other in combinations(of_it, 2):
            said, turned = refusal(one, other, atlas.units, labels), refusal(other, one, atlas.units, labels)
            assert (said is None) == (turned is None)
            if said is not None:
                refused += 1
                for each in (one, other):
                    assert figure(each, atlas.units, "zh") in said.zh
                    assert figure(each, atlas.units, "en") in said.en
                    assert basis_of(each, labels[each.basis]).zh in said.zh
                    assert basis_of(each, labels[each.basis]).en in said.en
    assert refused > 50
