"""Places are given within one indicator, basis, year and scope only, never to whole and part; a tie says why it is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.comparing import standings as orders
from atlas.comparing.compare import deadline, why_not
from atlas.comparing.standings import Standing, promised
from atlas.meaning.region_names import above
from atlas.problems import Words
from atlas.records.model import Name, Region, Target, Text, Unit
from tests.invented import BASES, UNITS, figures, goals, target
from tests.places import REGIONS, region
from tests.trees import ROOT, atlas_of

LABELS = {basis: Words(basis, basis) for basis in BASES}
DOUBLED = Name(zh="翻一番", en="doubled")
PLACES = ["chengchuan", "linze", "elsewhere", "qingyan", "qingyan-zone", "chengchuan-zone", "chengchuan-park"]
FLAT = {key: region(key) for key in "abcd"}


def standings(
    targets: Iterable[Target],
    units: Mapping[str, Unit],
    direction: str,
    regions: Mapping[str, Region] = FLAT | REGIONS,
) -> tuple[Standing, ...]:
    """Places among areas of which none lies in another, unless other `regions` are given."""
    return orders.standings(targets, units, regions, direction)


def share(region: str, figure: object, comparator: str = "reach", **fields: object):
    shape = {"unit": "percent", "year": "2025"} | fields
    key = str(fields.get("key", region))
    shape.pop("key", None)
    return target(key, value=figure, region=region, comparator=comparator, **shape)


def numbers(found) -> list[tuple[int, list[str]]]:
    (standing,) = found
    return [(place.number, [each.region for each in place.targets]) for place in standing.places]


def test_the_larger_promise_comes_first_where_more_is_better():
    found = standings([share("a", 3.2), share("b", 4), share("c", 3.5)], UNITS, "higher")
    assert numbers(found) == [(1, ["b"]), (2, ["c"]), (3, ["a"])]


def test_the_smaller_promise_comes_first_where_less_is_better():
    found = standings([share("a", 3.2), share("b", 4, "less-than"), share("c", 3.5)], UNITS, "lower")
    assert numbers(found) == [(1, ["a"]), (2, ["c"]), (3, ["b"])]
    assert found[0].lower


@pytest.mark.parametrize("direction", ["higher", "lower", "none"])
def test_places_in_a_ranking_sort_downwards_whatever_the_indicator_says(direction):
    zones = [
        share(name, place, "at-most", unit="place", basis="rank", aspirational="true")
        for name, place in (("a", 50), ("b", 20), ("c", 30))
    ]
    assert numbers(standings(zones, UNITS, direction)) == [(1, ["b"]), (2, ["c"]), (3, ["a"])]


def test_reach_and_at_least_are_a_tie_that_says_so():
    (standing,) = standings([share("a", 3.5), share("b", 3.5, "at-least"), share("c", 3)], UNITS, "higher")
    first, third = standing.places
    assert (first.number, third.number) == (1, 3), "after two firsts comes the third"
    assert first.tie == Words(
        "并列：数字相同，限定不同（3.5%；3.5%以上）",
        "tied: the same figure, bound differently (3.5%; at least 3.5%)",
    )
    assert third.tie is None


def test_the_same_words_twice_are_a_plain_tie():
    (standing,) = standings([share("a", 3.5), share("b", 3.5)], UNITS, "higher")
    assert standing.places[0].tie == Words("并列：同为3.5%", "tied at 3.5%")


def test_of_a_range_counts_what_is_certain():
    found = standings(
        [share("a", (2, 3), "within", unit="jia"), share("b", 2, unit="jia"), share("c", 4, unit="jia")],
        UNITS,
        "higher",
    )
    assert numbers(found) == [(1, ["c"]), (2, ["a", "b"])]
    assert found[0].places[1].tie.zh == "并列：确定承诺的数相同（2–3家；2家）"
    assert promised(share("a", (2, 3), "within", unit="wan-ren"), UNITS, lower=True) == 30_000


def test_goals_in_words_stand_on_no_scale():
    words = target("w", region="a", words=DOUBLED, year="2025")
    assert standings([words, words.model_copy(update={"region": "b"})], UNITS, "higher") == ()
    found = standings([words, share("b", 3), share("c", 4)], UNITS, "higher")
    assert numbers(found) == [(1, ["c"]), (2, ["b"])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (share("a", 46, year="2018"), share("b", 50)),
        (share("a", 200, unit="jia", basis="increase"), share("b", 5000, unit="jia")),
        (share("a", 50), share("b", 50, unit="jia")),
        (share("a", 50), share("b", 50, conditions=Text(zh="净增", en="net"))),
        (share("a", 50), share("b", 50, cluster="photovoltaics")),
        (share("a", 40, basis="change"), share("b", 30, basis="change")),
        (share("a", 40, basis="threshold"), share("b", 30, basis="threshold")),
        (target("a", value=3, unit="jia", region="a"), target("b", value=4, unit="jia", region="b")),
        (  # an increase of one year and one of three
            share("a", 150, unit="jia", basis="increase", period=["2025", "2025"]),
            share("b", 500, unit="jia", basis="increase", period=["2023", "2025"]),
        ),
        (  # what passes between two documents' own beginnings and 2025 is not known to be as long
            share("a", 150, unit="jia", basis="increase"),
            share("b", 500, unit="jia", basis="increase", document="linze-2018"),
        ),
        (share("a", 3.5), share("a", 3, key="again")),
    ],
)  # fmt: skip
def test_what_differs_in_year_basis_unit_scope_or_period_is_not_put_in_order(one, other):
    assert standings([one, other], UNITS, "higher") == ()


def test_flows_over_one_period_are_placed():
    zones = [
        share(name, figure, unit="jia", basis="increase", period=["2023", "2025"], document=f"{name}-2022")
        for name, figure in (("a", 60), ("b", 80))
    ]
    assert numbers(standings(zones, UNITS, "higher")) == [(1, ["b"]), (2, ["a"])]


def test_nothing_is_placed_where_more_is_neither_better_nor_worse():
    assert standings([share("a", 3), share("b", 4)], UNITS, "none") == ()


def test_a_cap_is_no_promise_of_more():
    (standing,) = standings([share("a", 3), share("b", 4), share("c", 9, "at-most")], UNITS, "higher")
    assert [place.targets[0].region for place in standing.places] == ["b", "a"]
    (apart,) = standing.apart
    assert apart.targets[0].region == "c"
    assert apart.why.zh
    assert apart.why.en
    (standing,) = standings([share("a", 3), share("b", 4), share("c", 1, "at-least")], UNITS, "lower")
    assert [each.targets[0].region for each in standing.apart] == ["c"]


def test_a_region_whose_own_figures_disagree_gets_no_place():
    twice = [share("c", 5, key="x"), share("c", 6, key="y")]
    (standing,) = standings([share("a", 3), share("b", 4), *twice], UNITS, "higher")
    assert [each.region for place in standing.places for each in place.targets] == ["b", "a"]
    assert [each.id for each in standing.apart[0].targets] == ["x", "y"]
    assert "不一致" in standing.apart[0].why.zh


def test_a_figure_stated_twice_takes_one_place_and_ties_with_nobody():
    """20, and more than 20 in another passage."""
    twice = [share("c", 20, key="x"), share("c", 20, "more-than", key="y")]
    (standing,) = standings([share("a", 3), *twice], UNITS, "higher")
    assert [(place.number, len(place.targets)) for place in standing.places] == [(1, 2), (2, 1)]
    assert standing.places[0].tie is None


def test_a_whole_is_not_placed_against_its_parts():
    parts = [share("qingyan-zone", 70), share("chengchuan-zone", 50), share("qingyan", 25)]
    (standing,) = standings(parts, UNITS, "higher")
    assert numbers([standing]) == [(1, ["qingyan-zone"]), (2, ["chengchuan-zone"])]
    assert standing.level == "zone"


def test_where_only_a_whole_and_its_part_are_left_nothing_is_placed():
    assert standings([share("qingyan", 1000), share("qingyan-zone", 250)], UNITS, "higher") == ()
    assert standings([share("province", 1), share("qingyan-zone", 2)], UNITS, "higher") == (), (
        "not at any depth"
    )


def test_each_level_has_places_of_its_own_where_wholes_and_parts_meet():
    """A zone inside a zone is a part as well."""
    found = standings(
        [
            share("chengchuan", 3), share("linze", 4), share("chengchuan-zone", 5), share("qingyan-zone", 6),
            share("chengchuan-park", 9),
        ],
        UNITS,
        "higher",
    )  # fmt: skip
    assert [(each.level, numbers([each])) for each in found] == [
        ("prefecture", [(1, ["linze"]), (2, ["chengchuan"])]),
        ("zone", [(1, ["qingyan-zone"]), (2, ["chengchuan-zone"])]),
    ]


def test_areas_of_several_levels_stand_in_one_order_where_none_lies_in_another():
    (standing,) = standings([share("qingyan", 39), share("chengchuan-zone", 28)], UNITS, "higher")
    assert standing.level == ""
    (standing,) = standings(
        [share("qingyan", 39), share("chengchuan-zone", 28), share("linze", 9, year="2022")], UNITS, "higher"
    )
    assert standing.level == "", "a whole with a target for another year is in nobody's way"


# What holds of all

placed = st.lists(
    st.builds(lambda one, place: one.model_copy(update={"region": place}), figures | goals, st.sampled_from(PLACES)),
    max_size=14,
)  # fmt: skip
of_firms = placed.map(lambda found: [each for each in found if each.indicator == "firms"])
directions = st.sampled_from(["higher", "lower", "none"])


@given(of_firms, directions)
def test_whoever_is_ranked_together_may_be_compared_and_falls_due_in_one_year(found, direction):
    for standing in standings(found, UNITS, direction):
        ranked = [each for place in standing.places for each in place.targets]
        assert {deadline(each) for each in ranked} == {standing.year}
        assert {each.basis for each in ranked} == {standing.basis}
        for one, other in combinations(ranked, 2):
            assert why_not(one, other, UNITS, LABELS) is None
            if one.region != other.region:
                assert other.region not in above(one.region, REGIONS)
                assert one.region not in above(other.region, REGIONS)


@given(of_firms, directions)
def test_places_are_those_of_a_competition(found, direction):
    """A place is one more than the number of regions before it; a region stands once."""
    for standing in standings(found, UNITS, direction):
        before: set[str] = set()
        values = []
        for place in standing.places:
            regions = {each.region for each in place.targets}
            assert place.number == len(before) + 1
            assert not regions & before
            before |= regions
            (certain,) = {promised(each, UNITS, lower=standing.lower) for each in place.targets}
            values.append(certain)
            assert (place.tie is not None) == (len(regions) > 1)
        assert len(before) > 1
        assert values == sorted(set(values), reverse=not standing.lower)


@given(of_firms, directions, st.randoms())
def test_places_do_not_depend_on_the_order_in_which_targets_come(found, direction, random):
    shuffled = [*found]
    random.shuffle(shuffled)
    assert standings(shuffled, UNITS, direction) == standings(found, UNITS, direction)


def test_the_real_patents_of_2020_are_in_their_places():
    atlas = atlas_of(ROOT / "content")
    targets = [t for t in atlas.targets.values() if t.indicator == "patents-per-10k"]
    found = {each.year: each for each in standings(targets, atlas.units, "higher", atlas.regions)}
    assert [(place.number, place.targets[0].region) for place in found[2020].places] == [
        (1, "jiangyin-hitech"),
        (2, "changzhou-hitech"),
        (3, "jiangyin-lingang"),
    ]
    assert 2018 not in found, "one area alone is no ranking"


def test_in_the_real_content_every_place_is_of_one_year_and_ties_speak_both_languages():
    atlas = atlas_of(ROOT / "content")
    ties = 0
    for key, indicator in atlas.indicators.items():
        targets = [t for t in atlas.targets.values() if t.indicator == key]
        for standing in standings(targets, atlas.units, indicator.direction, atlas.regions):
            assert all(deadline(t) == standing.year for place in standing.places for t in place.targets)
            for place in standing.places:
                if place.tie is not None:
                    ties += 1
                    assert place.tie.zh.startswith("并列")
                    assert place.tie.en.startswith("tied")
    assert ties
