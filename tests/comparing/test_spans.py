"""What is said of the years over which figures add up or change."""

from __future__ import annotations

import pytest

from atlas.comparing.compare import Span
from atlas.comparing.spans import basis_of_all, is_open, over, when, yearly
from atlas.noting.view import View
from atlas.pages.charting import nests
from atlas.pages.maker import Maker
from atlas.problems import Words
from atlas.records.model import Text
from tests.invented import target

LABELS = {"annual": Words("每年", "every year"), "increase": Words("期内新增", "increase")}


def flow(basis: str = "increase", **fields: object):
    return target("a", value=3, unit="jia", basis=basis, **fields)


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (flow("level", year="2020"), "2020", "2020"),
        (flow("annual", year="2020", period=["2020", "2020"]), "2020年全年", "in 2020"),
        (flow("annual", period=["2020", "2020"]), "2020年全年", "in 2020"),
        (flow("annual", period=["2020", "2022"]), "2020–2022", "2020–2022"),
        (flow(year="2020", period=["2020", "2020"]), "2020年内", "in 2020"),
        (flow(year="2022", period=["2020", "2022"]), "2020–2022", "2020–2022"),
        (flow("total", year="2022"), "到2022年", "by 2022"),
        (flow(), "", ""),
        (flow("change", year="2020", baseline={"year": "2016"}), "2020", "2020"),
    ],
)
def test_a_figure_says_when_as_one_says_it(found, zh, en):
    assert (when(found, "zh"), when(found, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (flow("annual", period=["2020", "2022"]), "每年3家", "3 a year"),
        (flow("annual"), "每年3家", "3 a year"),
        (flow("annual", period=["2020", "2020"]), "3家", "3"),
        (flow(period=["2020", "2022"]), "3家", "3"),
    ],
)
def test_a_figure_of_each_year_says_so(atlas, found, zh, en):
    assert (yearly(found, atlas.units, "zh"), yearly(found, atlas.units, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("years", "zh", "en"),
    [
        (Span(1), "一年", "over one year"),
        (Span(3), "三年", "over three years"),
        (Span(10), "十年", "over ten years"),
        (Span(12), "12年", "over 12 years"),
        (Span(each=True), "每年", "each year"),
        (Span(until=2022), "到2022年", "by 2022"),
        (Span(), "", ""),
    ],
)
def test_a_span_is_told_in_words(years, zh, en):
    assert (over(years, "zh"), over(years, "en")) == (zh, en)


def test_a_comparison_is_called_by_its_basis_and_span():
    three = flow(period=["2020", "2022"])
    assert basis_of_all([three], LABELS, "en") == "increase · over three years"
    whole, each = flow("annual", period=["2020", "2020"]), flow("annual", period=["2020", "2022"])
    assert basis_of_all([whole, whole], LABELS, "zh") == "全年"
    assert basis_of_all([each, whole], LABELS, "zh") == "每年", "one of the figures is of each year"


def test_only_what_adds_up_or_changes_without_a_start_is_open():
    assert is_open(flow(year="2022"))
    assert is_open(flow("change", year="2022"))
    assert not is_open(flow(period=["2020", "2022"]))
    assert not is_open(flow("change", year="2020", baseline={"year": "2016"}))
    assert not is_open(flow("level", year="2022"))
    assert not is_open(flow("annual", period=["2020", "2022"]))


def test_an_area_is_tied_to_the_one_around_it_only_over_the_same_time(atlas):
    m = Maker(View.of(atlas), "en", "indicators/gazelles/", "https://example.org/")
    city = atlas.targets["jiangyin-2020--gazelles-2022"]
    zone = atlas.targets["jiangyin-2020--hitech-gazelles-2022"]
    assert nests(m, [city, zone]) == [(0, 1)]
    elsewhere = zone.model_copy(update={"document": "changzhou-2021"})
    assert nests(m, [city, elsewhere]) == [], "two documents may begin to count in different years"
    told = {"period": (2020, 2022)}
    assert nests(m, [city.model_copy(update=told), elsewhere.model_copy(update=told)]) == [(0, 1)]
    limited = zone.model_copy(update={"conditions": Text(zh="无锡市瞪羚企业")})
    assert nests(m, [city, limited]) == [], "a list of its own"
    share = {"basis": "level"}
    assert nests(m, [city.model_copy(update=share), elsewhere.model_copy(update=share)]) == [(0, 1)]


@pytest.mark.parametrize(
    ("found", "by_itself", "beside_basis"),
    [
        (flow("annual", year="2020", period=["2020", "2020"]), "in 2020", "2020"),
        (flow(year="2020", period=["2020", "2020"]), "2020", "in 2020"),
        (flow(year="2022", period=["2020", "2022"]), "2020–2022", "2020–2022"),
        (flow(year="2022"), "2022", "2022"),
        (flow("level", year="2022"), "2022", "2022"),
    ],
)
def test_one_year_in_which_something_passes_is_said_once_in_a_row(atlas, found, by_itself, beside_basis):
    m = Maker(View.of(atlas), "en", "indicators/gazelles/", "https://example.org/")
    assert m.due_part(found).text == by_itself
    assert m.due_part(found, beside_basis=True).text == beside_basis
