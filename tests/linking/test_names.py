"""What running text calls a record: each name stands for one record, or for none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from atlas.linking.names import Key, Scope, names
from atlas.reading.load import Loaded
from atlas.records.model import Atlas, Citation, GlossaryTerm, Name, Text

CITY = "chengchuan-2021"


@pytest.fixture(scope="module")
def atlas(loaded: Loaded) -> Atlas:
    assert loaded.atlas is not None
    return loaded.atlas


def term(key: str, zh: str, en: str = "A thing", **more: Any) -> GlossaryTerm:
    return GlossaryTerm(id=key, name=Name(zh=zh, en=en), definition=Text(zh="义"), **more)


def having(atlas: Atlas, **records: Any) -> Atlas:
    """The atlas with more records of some kinds."""
    more: dict[str, Any] = {}
    for kind, added in records.items():
        more[kind] = {**getattr(atlas, kind), **{each.id: each for each in added}}
    return replace(atlas, **more)


def chinese(atlas: Atlas) -> Mapping[str, Mapping[Scope, Key | None]]:
    return names(atlas)["zh"]


def english(atlas: Atlas, *terms: GlossaryTerm) -> dict[str, Key | None]:
    table = names(having(atlas, terms=terms))["en"]
    return {name: scopes[None] for name, scopes in table.items()}


def test_records_of_each_kind_are_called_by_their_names_and_policies_by_their_titles(atlas):
    table = chinese(atlas)
    for kind in ("regions", "clusters", "agencies", "terms"):
        for key, record in getattr(atlas, kind).items():
            if len(record.name.zh) > 2:
                assert table[record.name.zh][None] == (kind, key)
            assert names(atlas)["en"][record.name.en][None] == (kind, key)
    for kind in ("references", "documents"):
        for key, record in getattr(atlas, kind).items():
            assert table[record.title.zh][None] == (kind, key)


def test_a_name_as_printed_holds_in_its_document_only(atlas):
    assert chinese(atlas)["市科技局"] == {CITY: ("agencies", "chengchuan-science")}


def test_a_title_is_found_with_and_without_the_marks_around_it(atlas):
    document = atlas.documents[CITY]
    cites = (
        Citation(to="yunze-innovation-2020", at="一", printed="《云泽创新条例》"),
        Citation(to="yunze-innovation-2020", at="一", printed="“云泽人才计划”"),
        Citation(to="yunze-innovation-2020", at="一", printed="“三类”"),
    )
    table = chinese(replace(atlas, documents={CITY: document.model_copy(update={"cites": cites})}))
    for name in ("云泽创新条例", "云泽人才计划", "“三类”"):
        assert table[name] == {CITY: ("references", "yunze-innovation-2020")}
    assert "三类" not in table  # without the marks these are everyday words


def test_a_name_that_two_records_share_stands_for_neither(atlas):
    region = atlas.regions["chengchuan"]
    twin = region.model_copy(update={"id": "other"})
    assert chinese(having(atlas, regions=[twin]))[region.name.zh] == {None: None}


def test_a_term_that_leads_on_to_the_others_has_the_shared_name(atlas):
    region = atlas.regions["chengchuan"]
    for see, expected in (((region.id,), ("terms", "explained")), ((), None), (("yunze",), None)):
        explained = term("explained", region.name.zh, see=see)
        assert chinese(having(atlas, terms=[explained]))[region.name.zh] == {None: expected}


def test_a_name_of_every_text_is_shared_with_one_as_printed(atlas):
    table = chinese(having(atlas, terms=[term("bureau", "市科技局")]))
    assert table["市科技局"] == {None: ("terms", "bureau"), CITY: None}


def test_only_an_editors_term_has_a_name_of_two_characters(atlas):
    short = atlas.clusters["lighting"].model_copy(update={"id": "light", "name": Name(zh="照明", en="Li")})
    assert "照明" not in chinese(having(atlas, clusters=[short]))
    assert chinese(having(atlas, terms=[term("light", "照明")]))["照明"] == {None: ("terms", "light")}
    assert "照" not in chinese(having(atlas, terms=[term("light", "照")]))


def test_names_of_firms_and_parks_stand_for_no_record(atlas):
    mention = atlas.mentions[0].model_copy(update={"parks": ("灯塔企业园",), "firms": (), "platforms": ()})
    table = chinese(replace(atlas, mentions=(mention,)))
    assert table["灯塔企业园"] == {mention.document: None}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (
            "Start-up nursery",
            {"Start-up nursery", "start-up nursery", "Start-up nurseries", "start-up nurseries"},
        ),
        ("Technology branch", {"Technology branch", "technology branches"}),
        ("STAR Market", {"STAR Market", "STAR Markets"}),
        ("Sukedai (Jiangsu loans)", {"Sukedai", "sukedai"}),
        ("The “new third board” (NEEQ)", {"“new third board”", "“New third board”", "NEEQ"}),
        ("“Four batches”", {"“Four batches”", "“four batches”"}),
    ],
)
def test_an_english_term_has_its_plural_either_first_letter_and_its_abbreviation(atlas, name, found):
    table = english(atlas, term("it", "某个词", name))
    assert found <= {each for each, key in table.items() if key == ("terms", "it")}
    assert (
        not {"sTAR Market", "nEEQ", "The “new third board”", "Jiangsu loans", "Four batches"} & table.keys()
    )


def test_other_wordings_in_english_count_and_those_in_chinese_do_not(atlas):
    table = english(atlas, term("it", "某个词", "A thing", aliases=("PPP", "某词"), aliases_en=("gazelle",)))
    assert {name for name, key in table.items() if key == ("terms", "it")} == {
        "A thing", "a thing", "A things", "a things", "PPP", "Gazelle", "gazelle", "Gazelles", "gazelles",
    }  # fmt: skip


def test_indicators_and_short_names_of_documents_are_not_looked_for(atlas):
    table = names(atlas)
    for language in ("zh", "en"):
        kinds = {key[0] for scopes in table[language].values() for key in scopes.values() if key}
        assert kinds <= {"terms", "regions", "clusters", "agencies", "references", "documents"}
    assert atlas.documents[CITY].short.en not in table["en"]
