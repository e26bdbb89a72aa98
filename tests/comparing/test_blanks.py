"""A blank has one of four reasons, silence is claimed only where it is known, and none of them is zero."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.comparing.blanks import Blank, blank, known_whole, of_document, of_region
from atlas.records.model import Indicator, Text
from tests.invented import ANY
from tests.places import document, lacking, region

CITY, ZONE = region("chengchuan"), region("chengchuan-zone", "chengchuan", "zone")


def indicator(*levels: str) -> Indicator:
    return Indicator(
        id="zone-rank", name=ANY, theme="zones", levels=levels, direction="lower",
        definition=Text(zh="甲", en="A"),
    )  # fmt: skip


ANYWHERE, ZONES_ONLY = indicator(), indicator("zone")


@pytest.mark.parametrize(
    ("documents", "kind"),
    [
        ([document("a")], "silent"),
        ([document("a"), document("b")], "silent"),
        ([], "unread"),
        ([document("a", "linze")], "unread"),
        ([document("a", extraction="partial")], "unread"),
        ([document("a"), document("b", extraction="partial")], "unread"),
        ([document("a", "chengchuan", lacking())], "unavailable"),
        ([document("a", "chengchuan", lacking("chengchuan"))], "unavailable"),
        ([document("a"), document("b", "province", lacking("chengchuan"))], "unavailable"),
        ([document("a", "chengchuan", lacking("linze"))], "silent"),
        ([document("a", "chengchuan", lacking(targets=False))], "silent"),
        ([document("a"), document("b", "linze", lacking())], "silent"),
    ],
)
def test_an_area_is_silent_only_if_all_its_documents_are_known_in_full(documents, kind):
    assert blank(ANYWHERE, CITY, documents) == kind
    assert of_region("chengchuan", documents) == kind


def test_what_is_not_for_a_level_is_not_asked_of_it():
    assert blank(ZONES_ONLY, CITY, [document("a")]) == "not-applicable"
    assert blank(ZONES_ONLY, CITY, []) == "not-applicable"
    assert blank(ZONES_ONLY, ZONE, [document("a", "chengchuan-zone")]) == "silent"
    assert blank(ANYWHERE, CITY, [document("a")]) == "silent"


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (document("a"), "silent"),
        (document("a", extraction="partial"), "unread"),
        (document("a", "chengchuan", lacking("linze")), "unavailable"),
        (document("a", "chengchuan", lacking(targets=False)), "silent"),
    ],
)
def test_a_document_is_silent_only_if_it_is_known_in_full(found, kind):
    assert of_document(found) == kind


def test_what_a_document_sets_for_an_area_may_be_known_in_full_though_a_passage_on_others_is_missing():
    assert known_whole(document("a", "chengchuan", lacking("linze")), "chengchuan")
    assert not known_whole(document("a", "chengchuan", lacking("linze")), "linze")
    assert not known_whole(document("a", extraction="partial"), "chengchuan")


documents = st.lists(
    st.builds(
        document,
        st.uuids().map(str),
        st.sampled_from(["chengchuan", "linze"]),
        extraction=st.sampled_from(["complete", "partial"]),
    ),
    max_size=4,
)


@given(documents)
def test_more_reading_never_turns_silence_into_another_blank_and_doubt_never_into_silence(found):
    """A partial document more makes every claim of silence about its area fall."""
    kind = of_region("chengchuan", found)
    assert kind in get_args(Blank)
    assert of_region("chengchuan", [*found, document("z", extraction="partial")]) == "unread"
    if kind == "silent":
        assert any(each.region == "chengchuan" for each in found)
        assert of_region("chengchuan", [*found, document("z")]) == "silent"


def test_in_the_real_content_silence_is_claimed_only_for_complete_documents(atlas):
    every = tuple(atlas.documents.values())
    for record, place in product(atlas.indicators.values(), atlas.regions.values()):
        if blank(record, place, every) == "silent":
            own = [each for each in every if each.region == place.id]
            assert own
            assert all(known_whole(each, place.id) for each in every)
            assert all(each.extraction == "complete" for each in own)


def test_the_annex_of_2018_that_is_not_to_be_had_keeps_its_districts_from_being_called_silent(atlas):
    every = tuple(atlas.documents.values())
    assert of_region("changzhou-hitech", every) == "unavailable"
    assert of_region("changzhou", every) == "silent"
    assert of_region("jiangyin", every) == "silent"
    assert of_region("jiangyin-lingang", every) == "unread"
    assert of_document(atlas.documents["changzhou-sunan-2018"]) == "unavailable"
    assert of_document(atlas.documents["changzhou-2021"]) == "silent"


def test_a_city_is_not_said_to_lack_a_place_among_zones(atlas):
    every = tuple(atlas.documents.values())
    rank = atlas.indicators["hitech-zone-rank"]
    assert blank(rank, atlas.regions["changzhou"], every) == "not-applicable"
    assert blank(rank, atlas.regions["jiangyin-lingang"], every) == "unread"
