"""One place formats figures, and what it writes says neither more nor less than the record."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.comparing.compare import refusal
from atlas.figures.wording import (
    amount,
    count,
    date,
    due,
    figure,
    joined,
    normalized,
    number,
    period,
    quoted,
    way,
)
from atlas.problems import Words
from atlas.records.model import Name
from tests.invented import BASES, UNITS, figures, target, targets, unit

LABELS = {basis: Words(f"{basis}的", f"{basis}-like") for basis in BASES}


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("fields", "zh", "en"),
    [
        ({"value": "3.50", "unit": "percent"}, "3.5%", "3.5%"),
        ({"value": 5000, "unit": "jia", "comparator": "more-than"}, "超5000家", "more than 5,000"),
        ({"value": 4, "unit": "percent", "comparator": "at-least"}, "4%以上", "at least 4%"),
        ({"value": 60, "unit": "ge", "comparator": "about"}, "60个左右", "about 60"),
        ({"value": 5, "unit": "percent", "comparator": "at-most"}, "5%以内", "at most 5%"),
        ({"value": 5, "unit": "percent", "comparator": "less-than"}, "低于5%", "less than 5%"),
        ({"value": 100, "unit": "percent", "comparator": "all"}, "均达100%", "all 100%"),
        ({"value": (2, 3), "unit": "jia", "comparator": "within"}, "2–3家", "2–3"),
        ({"value": 28, "unit": "wan-ren"}, "28万人", "280,000 people"),
        ({"value": 185, "unit": "wan-ren"}, "185万人", "1.85 million people"),
        ({"value": "1.2", "unit": "yi-yuan"}, "1.2亿元", "120 million yuan"),
        ({"value": 1800, "unit": "yi-yuan", "comparator": "more-than"}, "超1800亿元", "more than 180 billion yuan"),
        ({"value": (20, 30), "unit": "wan-sqm", "comparator": "within"}, "20–30万平方米", "200,000–300,000 m²"),
        ({"value": (90, 110), "unit": "wan-ren", "comparator": "within"}, "90–110万人", "900,000–1,100,000 people"),
        ({"value": 3, "unit": "place", "basis": "rank", "comparator": "at-most"}, "前3位", "top 3"),
        ({"value": "0.5", "unit": "percentage-points", "basis": "change"}, "0.5个百分点", "0.5 percentage points"),
        ({"value": (1, 2), "unit": "percentage-points", "basis": "change"}, "1–2个百分点", "1–2 percentage points"),
        ({"value": 1, "unit": "ren"}, "1人", "1 person"),
        ({"words": Name(zh="翻一番", en="doubled")}, "翻一番", "doubled"),
    ],
)  # fmt: skip
def test_a_figure_is_written_with_its_unit_and_what_binds_it(fields, zh, en):
    found = target("a", **fields)
    assert figure(found, UNITS, "zh") == zh
    assert plain(figure(found, UNITS, "en")) == en


@pytest.mark.parametrize(
    ("label", "one"),
    [
        ("companies", "company"),
        ("visits", "visit"),
        ("US dollars", "US dollar"),
        ("patents per 10,000 people", "patent per 10,000 people"),
        ("per 10,000 people", "per 10,000 people"),
        ("batches", "batch"),
        ("m²", "m²"),
        ("GW", "GW"),
    ],
)
def test_a_unit_in_the_plural_is_in_the_singular_behind_one(label, one):
    counted = unit("x", "个", label, "x")
    assert plain(amount(Decimal(1), None, counted, "en")) == f"1 {one}"
    assert plain(amount(Decimal(2), None, counted, "en")) == f"2 {label}"


@given(figures)
def test_a_figure_in_chinese_holds_the_number_as_printed(found):
    assert number(found.low) in figure(found, UNITS, "zh")


@given(st.decimals(0, 10**9, places=3), st.sampled_from(sorted(UNITS)))
def test_a_figure_in_english_is_the_same_amount(value, name):
    unit = UNITS[name]
    written = plain(amount(value, None, unit, "en"))
    digits = Decimal(re.match(r"[\d,]+(\.\d+)?", written)[0].replace(",", ""))
    scale = 10**9 if " billion" in written else 10**6 if " million" in written else 1
    assert digits * scale == normalized(value, unit)


@given(st.decimals(-(10**15), 10**15, places=6))
def test_a_number_reads_back_as_itself(value):
    assert Decimal(number(value)) == value
    assert Decimal(number(value, thousands=True).replace(",", "")) == value
    assert "E" not in number(value)
    assert not re.search(r"\.\d*0$|\.$", number(value))


def test_no_break_stands_between_a_figure_and_its_unit():
    assert " " not in amount(Decimal(185), None, UNITS["wan-ren"], "en")


def test_when_a_promise_falls_due():
    assert due(target("a", value=1, unit="jia", year="2025")) == "2025"
    assert due(target("b", value=1, unit="jia", basis="annual", period=["2021", "2025"])) == "2021–2025"
    assert (
        due(target("c", value=1, unit="jia", basis="annual", year="2021", period=["2021", "2021"])) == "2021"
    )
    assert due(target("d", value=1, unit="jia", year="2023", period=["2021", "2025"])) == "2023"
    assert due(target("e", value=1, unit="jia")) == ""


def test_what_is_added_over_several_years_says_over_which():
    given = {"value": 150, "unit": "jia", "period": ["2023", "2025"]}
    assert due(target("a", basis="increase", year="2025", **given)) == "2023–2025"
    assert due(target("b", basis="total", **given)) == "2023–2025"
    assert due(target("c", basis="level", year="2025", **given)) == "2025"


@pytest.mark.parametrize(
    ("phrase", "fields", "zh", "en"),
    [
        ("单位GDP能耗三年下降11%", {"value": 11, "unit": "percent"}, "下降11%", "down 11%"),
        ("数量减少４０％以上", {"value": 40, "unit": "percent", "comparator": "at-least"}, "减少40%以上", "down at least 40%"),
        ("下降率达5%", {"value": 5, "unit": "percent"}, "下降5%", "down 5%"),
        ("关键工序数控化率每年提高2个百分点", {"value": 2, "unit": "percentage-points", "period": ["2023", "2025"]},
         "每年提高2个百分点", "up 2 percentage points a year"),
        ("比重逐年提升1个百分点以上",
         {"value": 1, "unit": "percentage-points", "comparator": "at-least", "period": ["2023", "2025"]},
         "每年提升1个百分点以上", "up at least 1 percentage point a year"),
        ("上升1位以上", {"value": 1, "unit": "place", "comparator": "at-least"}, "上升1位以上", "up at least 1 place"),
        ("排名每年上升 5 位", {"value": 5, "unit": "place", "period": ["2020", "2022"]}, "每年上升5位", "up 5 places a year"),
        ("增长20%，下降5%", {"value": 5, "unit": "percent"}, "下降5%", "down 5%"),
        ("下降15%", {"value": 5, "unit": "percent"}, "5%", "5%"),  # another figure's verb says nothing
        ("增加值为5%", {"value": 5, "unit": "percent"}, "5%", "5%"),
    ],
)  # fmt: skip
def test_a_change_says_which_way_it_goes_and_whether_each_year(phrase, fields, zh, en):
    evidence = [{"at": "正文 一", "phrase": phrase}]
    changed = target("a", basis="change", evidence=evidence, **fields)
    assert figure(changed, UNITS, "zh") == zh
    assert plain(figure(changed, UNITS, "en")) == en
    assert way(changed.model_copy(update={"basis": "level"})) == ""


def test_periods_and_dates_say_as_much_as_is_known():
    assert period((2021, 2025)) == "2021–2025"
    assert period((2021, 2021)) == "2021"
    assert period(None) == ""
    assert [date(d, "zh") for d in ("2021-02-10", "2021-02", "2021")] == [
        "2021年2月10日",
        "2021年2月",
        "2021年",
    ]
    assert [date(d, "en") for d in ("2021-02-10", "2021-02", "2021")] == [
        "10 February 2021",
        "February 2021",
        "2021",
    ]


def test_counts_agree_with_their_noun():
    assert [count(n, "target", "targets") for n in (0, 1, 2, 1000)] == [
        "no targets", "1 target", "2 targets", "1,000 targets",
    ]  # fmt: skip


@given(targets, targets)
def test_a_refusal_is_mutual_and_names_both_figures(one, other):
    said = refusal(one, other, UNITS, LABELS)
    assert (said is None) == (refusal(other, one, UNITS, LABELS) is None)
    if said is not None:
        for each in (one, other):
            assert figure(each, UNITS, "zh") in said.zh
            assert figure(each, UNITS, "en") in said.en


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a、b", "a and b"),
        (["a", "b", "c"], "a、b、c", "a, b and c"),
    ],
)
def test_what_belongs_together_is_joined_as_a_sentence_says_it(words, zh, en):
    assert joined(words, "zh") == zh
    assert joined(words, "en") == en
    assert joined(words, "zh", "，") == zh.replace("、", "，")


def test_words_that_hold_quotation_marks_are_quoted_by_others():
    assert quoted("研发投入") == "“研发投入”"
    assert quoted("“2+3”产业") == "「“2+3”产业」"
