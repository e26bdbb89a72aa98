"""Only comparable things stand side by side."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.comparing.compare import NO_SPAN, Span, comparisons, deadline, span, value, why_not
from atlas.problems import Words
from atlas.records.model import Name, Target
from tests.invented import BASES, UNITS, figures, target, targets

LABELS = {basis: Words(f"{basis}的", f"{basis}-like") for basis in BASES}


@given(st.lists(targets, max_size=12))
def test_each_target_stands_in_exactly_one_group(found):
    grouped = [each.gid for group in comparisons(found, UNITS) for each in group.targets]
    assert sorted(grouped) == sorted(each.gid for each in found)


@given(st.lists(targets, max_size=12))
def test_no_group_mixes_bases_or_units_or_figures_with_words(found):
    for group in comparisons(found, UNITS):
        assert {each.basis for each in group.targets} == {group.basis}
        if group.unit is None:
            assert all(each.value is None for each in group.targets)
        else:
            assert {UNITS[each.unit].base for each in group.targets} == {group.unit}


@given(st.lists(targets, max_size=10))
def test_figures_of_one_indicator_stand_in_one_group_exactly_if_nothing_forbids_it(found):
    found = [each for each in found if each.indicator == "firms"]
    group_of = {
        each.gid: number for number, group in enumerate(comparisons(found, UNITS)) for each in group.targets
    }
    for one, other in combinations(found, 2):
        together = group_of[one.gid] == group_of[other.gid] and one.value is not None
        assert together == (why_not(one, other, UNITS, LABELS) is None)


@given(st.lists(targets, max_size=8), st.randoms())
def test_groups_do_not_depend_on_the_order_in_which_targets_come(found, random):
    shuffled = [*found]
    random.shuffle(shuffled)
    assert comparisons(shuffled, UNITS) == comparisons(found, UNITS)


@given(st.lists(figures, max_size=12))
def test_the_later_deadline_comes_first_and_then_the_larger_figure_or_the_better_rank(found):
    for group in comparisons(found, UNITS):
        sign = 1 if group.basis == "rank" else -1
        for one, other in pairwise(group.targets):
            assert (-deadline(one), sign * value(one, UNITS)) <= (
                -deadline(other),
                sign * value(other, UNITS),
            )


def test_levels_come_first_and_goals_in_words_last():
    found = [
        target("a", words=Name(zh="翻一番", en="doubled")),
        target("b", value=1, unit="jia", basis="change"),
        target("c", value=1, unit="jia", basis="annual"),
        target("d", value=1, unit="place", basis="rank"),
        target("e", value=1, unit="jia"),
        target("f", value=1, unit="jia", basis="increase"),
    ]
    assert [group.basis for group in comparisons(found, UNITS)] == [
        "level",
        "rank",
        "increase",
        "annual",
        "change",
        "level",
    ]
    assert comparisons(found, UNITS)[-1].unit is None


def test_a_basis_that_a_vocabulary_adds_is_compared_too():
    (group,) = comparisons([target("a", value=1, unit="jia", basis="per-head")], UNITS)
    assert group.basis == "per-head"


@given(targets, targets)
def test_whether_two_can_be_compared_does_not_depend_on_which_is_asked_first(one, other):
    assert (why_not(one, other, UNITS, LABELS) is None) == (why_not(other, one, UNITS, LABELS) is None)


@given(figures)
def test_a_figure_can_be_compared_with_itself(one):
    assert why_not(one, one, UNITS, LABELS) is None


def test_the_reason_is_told_in_words():
    figure = target("a", value=3, unit="percent")
    words = target("b", words=Name(zh="翻一番", en="doubled"))
    assert why_not(figure, target("c", value=3, unit="jia"), UNITS, LABELS).en == "their units do not convert"
    assert why_not(figure, words, UNITS, LABELS).en == "one is a figure and the other a goal in words"
    assert why_not(words, words, UNITS, LABELS).zh == "两个都是文字表述，没有可比的数值"
    assert (
        why_not(figure, target("d", value=3, unit="percent", indicator="firms"), UNITS, LABELS).zh
        == "两个目标的指标不同"
    )
    annual = target("e", value=3, unit="percent", basis="annual")
    assert why_not(figure, annual, UNITS, LABELS) == Words(
        "一个是level的，一个是annual的", "one is “level-like”, the other “annual-like”"
    )


def test_figures_of_different_things_are_not_compared():
    all_, big = (
        target("a", value=12, unit="ge"),
        target("b", value=2, unit="ge", conditions={"zh": "投资超50亿元"}),
    )
    light = target("c", value=3, unit="ge", cluster="lighting")
    said = why_not(all_, big, UNITS, LABELS)
    assert said == Words("所计的范围不同", "they are counted of different things")
    assert why_not(all_, light, UNITS, LABELS) == said
    assert [[each.id for each in group.targets] for group in comparisons([big, light, all_], UNITS)] == [
        ["a"],
        ["b"],
        ["c"],
    ]
    large = target("d", value=4, unit="ge", conditions={"zh": "规模以上"})
    assert why_not(all_, large, UNITS, LABELS) is None, (
        "a condition without a number stands beside the figure"
    )
    two = target("e", value=5, unit="ge", conditions={"zh": "两大产业"})
    assert why_not(all_, two, UNITS, LABELS) == why_not(big, two, UNITS, LABELS) == said
    words = [
        target(key, words=Name(zh="翻一番", en="doubled"), cluster=of)
        for key, of in (("d", "lighting"), ("e", None))
    ]
    assert len(comparisons(words, UNITS)) == 1  # nothing is compared in it


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (None, "重点产学研合作项目", True),
        ("重大产学研合作项目", "重点产学研合作项目", True),
        ("重点产学研合作项目", "重点合作项目", False),  # each area's own choice, as the indicator says
        (None, "国家重点实验室", False),  # a title that others confer
        (None, "自主培养", True),
        (None, "全职引进", True),
        ("规模以上工业企业", "大中型工业企业", True),
        (None, "新兴产业领域", True),
        ("智能制造领域", "新兴产业领域", True),
        (None, "有效高新技术企业", False),
        ("净增", "净增重点企业", True),
        ("为150家企业", "为200家企业", False),  # the sums are of the same kind
        ("为150家投资超10亿元的企业", "为150家企业", True),
    ],
)  # fmt: skip
def test_conditions_that_make_a_part_of_what_is_counted_are_a_class_of_their_own(one, other, apart):
    """60 key projects are not 60 of 500."""
    left, right = (
        target(key, value=60, unit="ge", conditions={"zh": said} if said else None)
        for key, said in (("a", one), ("b", other))
    )
    expected = Words("所计的范围不同", "they are counted of different things") if apart else None
    assert why_not(left, right, UNITS, LABELS) == expected
    assert len(comparisons([left, right], UNITS)) == 1 + apart


def flow(key: str, basis: str = "increase", **fields: object) -> Target:
    return target(key, value=3, unit="jia", basis=basis, **fields)


def test_what_is_added_and_what_is_added_less_what_is_lost_are_different_things():
    gross, large, net, other, big = (
        target(key, value=200, unit="jia", basis="increase", year="2020", conditions=conditions)
        for key, conditions in (
            ("gross", None), ("large", {"zh": "规模以上"}), ("net", {"zh": "净增"}),
            ("other", {"zh": "规模以上，净增"}), ("big", {"zh": "投资超10亿元"}),
        )
    )  # fmt: skip
    said = why_not(gross, net, UNITS, LABELS)
    assert said == Words(
        "一个是净增，减去了退出的，另一个没有写明减去",
        "one is net of those that are lost, the other is not said to be",
    )
    assert why_not(net, large, UNITS, LABELS) == said
    assert why_not(net, other, UNITS, LABELS) is None, "the class is 净增, however it is worded"
    assert why_not(net, big, UNITS, LABELS) == Words("所计的范围不同", "they are counted of different things")
    groups = comparisons([gross, large, net, other, big], UNITS)
    assert sorted(sorted(each.id for each in group.targets) for group in groups) == [
        ["big"],
        ["gross", "large"],
        ["net", "other"],
    ]


THREE = ["2018", "2020"]
SPANS = {
    "a period": (flow("a", period=THREE, year="2020"), Span(3)),
    "a period alone": (flow("b", period=THREE), Span(3)),
    "another period as long": (flow("c", period=["2021", "2023"], year="2023"), Span(3)),
    "one year": (flow("d", period=["2020", "2020"], year="2020"), Span(1)),
    "a deadline alone": (flow("e", year="2020"), Span(until=2020)),
    "another deadline alone": (flow("f", year="2025"), Span(until=2025)),
    "neither": (flow("g"), Span()),
}
CHANGES = {
    "of each year": (flow("h", "change", period=THREE), Span(each=True)),
    "since a baseline": (flow("i", "change", year="2020", baseline={"year": "2016"}), Span(4)),
    "since the year before": (flow("j", "change", year="2020", baseline={"year": "2019"}), Span(1)),
    "until a year": (flow("k", "change", year="2020"), Span(until=2020)),
    "since a baseline until nobody knows": (flow("l", "change", baseline={"year": "2016"}), Span()),
}


@pytest.mark.parametrize("case", [*SPANS, *CHANGES])
def test_a_span_is_what_the_text_says_and_no_more(case):
    found, expected = {**SPANS, **CHANGES}[case]
    assert span(found) == expected
    if case in SPANS:
        total = found.model_copy(update={"basis": "total"})
        assert span(total) == expected
    for basis in ("level", "annual", "rank", "threshold"):
        assert span(found.model_copy(update={"basis": basis})) == NO_SPAN


@pytest.mark.parametrize(("one", "other"), [*combinations([*SPANS, *CHANGES], 2)])
def test_figures_of_one_basis_stand_together_exactly_if_their_spans_are_alike(one, other):
    (mine, span_), (theirs, other_span) = {**SPANS, **CHANGES}[one], {**SPANS, **CHANGES}[other]
    together = mine.basis == theirs.basis and span_ == other_span
    assert len(comparisons([mine, theirs], UNITS)) == (1 if together else 2)
    assert (why_not(mine, theirs, UNITS, LABELS) is None) == together


def test_why_spans_keep_figures_apart_is_told_in_words():
    def why(one: str, other: str) -> Words | None:
        every = {**SPANS, **CHANGES}
        return why_not(every[one][0], every[other][0], UNITS, LABELS)

    assert why("a period", "one year") == Words(
        "一个是三年的，一个是一年的", "one is over three years, the other is over one year"
    )
    assert why("one year", "a deadline alone") == Words(
        "一个是一年的，一个没有写明从哪一年算起",
        "one is over one year, the other does not say from when it is counted",
    )
    assert why("a deadline alone", "another deadline alone") == Words(
        "截止年份不同，又都没有写明从哪一年算起",
        "they end in different years, and neither says from when it is counted",
    )
    assert why("of each year", "since a baseline") == Words(
        "一个是每一年的，一个是四年的", "one is of each year, the other is over four years"
    )
    assert why("a period", "another period as long") is None


def test_of_several_spans_the_later_deadline_comes_first_and_then_the_longer():
    found = [found for found, _ in SPANS.values()]
    assert [[each.id for each in group.targets] for group in comparisons(found, UNITS)] == [
        ["f"],  # by 2025
        ["c", "a", "b"],  # over three years, the last of them 2023
        ["d"],  # over one year
        ["e"],  # by 2020
        ["g"],
    ]


def test_goals_in_words_stand_in_one_group_whatever_their_spans():
    words = [
        target(key, words=Name(zh="翻一番", en="doubled"), basis="change", year=year)
        for key, year in (("a", "2020"), ("b", "2025"))
    ]
    assert len(comparisons(words, UNITS)) == 1


def test_units_of_one_base_convert():
    firms = target("a", value="0.5", unit="wan-jia")
    assert value(firms, UNITS) == 5000
    assert why_not(firms, target("b", value=4000, unit="ge"), UNITS, LABELS) is None
    assert value(target("c", words=Name(zh="翻一番", en="doubled")), UNITS) is None


def test_a_yearly_promise_falls_due_at_the_end_of_its_period():
    assert deadline(target("a", value=1, unit="jia", basis="annual", period=["2021", "2025"])) == 2025
    assert deadline(target("b", value=1, unit="jia", year="2023", period=["2021", "2025"])) == 2023
    assert deadline(target("c", value=1, unit="jia")) == 0
