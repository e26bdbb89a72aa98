"""What only one side has is found whole, and the strongest contrast is named first."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from atlas.comparing.gaps import Contrast, Gap, contrasts, only_in, shared

sides = st.lists(st.sampled_from("abcdefg"), max_size=20)


@given(sides, sides)
def test_every_key_is_either_shared_or_only_on_one_side(one, other):
    mine = {gap.key for gap in only_in(one, other)}
    theirs = {gap.key for gap in only_in(other, one)}
    both = set(shared(one, other))
    assert mine | theirs | both == {*one, *other}
    assert len(mine) + len(theirs) + len(both) == len({*one, *other})


@given(sides, sides)
def test_gaps_are_counted_and_the_most_frequent_come_first(one, other):
    found = only_in(one, other)
    assert all(gap.count == one.count(gap.key) > 0 for gap in found)
    assert list(found) == sorted(found, key=lambda gap: (-gap.count, gap.key))


def test_what_is_promised_most_often_is_the_first_gap():
    assert only_in(["talent", "land", "talent", "green"], ["green"]) == (Gap("talent", 2), Gap("land", 1))


@given(sides, sides)
def test_contrasts_count_both_sides_and_lose_nothing(one, other):
    found = contrasts(one, other)
    assert Counter({x.key: x.one for x in found}) == Counter(one)
    assert Counter({x.key: x.other for x in found}) == Counter(other)
    assert len({x.key for x in found}) == len(found)


@given(sides, sides)
def test_contrasts_are_the_same_from_either_side(one, other):
    assert [x.key for x in contrasts(one, other)] == [x.key for x in contrasts(other, one)]


def test_a_long_document_does_not_contrast_merely_by_being_long():
    """Ten of twenty and five of ten are the same share; nine of twenty against one of ten are not."""
    one = ["talent"] * 10 + ["green"] * 9 + ["land"]
    other = ["talent"] * 5 + ["green"] + ["land"] * 3 + ["finance"]
    assert contrasts(one, other) == (
        Contrast("green", 9, 1),
        Contrast("land", 1, 3),
        Contrast("finance", 0, 1),
        Contrast("talent", 10, 5),
    )


def test_of_how_many_may_be_said():
    """Six measures of 65 are fewer than six of 25, though they have as many themes in all."""
    one, other = ["talent"] * 6 + ["green"] * 14, ["talent"] * 6 + ["green"] * 6
    assert contrasts(one, other, (65, 25)) == (Contrast("talent", 6, 6), Contrast("green", 14, 6))
    assert [x.key for x in contrasts(one, other, (65, 65))] == ["green", "talent"]
