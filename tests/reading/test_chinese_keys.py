"""Editors may think of a field in Chinese: each has its words there, and none of them means two fields of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from atlas.guide.field_guide import inside, read_guide
from atlas.reading.chinese_keys import WORDS, meant
from atlas.records import model
from tests.trees import ROOT

WRITTEN_BY_HAND = (
    model.Document, *model.REGISTRIES.values(), *model.PARTS.values(), model.Term, model.Unit, model.Site, model.Change,
)  # fmt: skip
FROM_THE_PLACE = {"document", "id"}
"""Fields that follow from the name of a file, where they are not written."""


def records(*roots: Any) -> Iterator[type[model.Record]]:
    """Records with those inside them."""
    for root in roots:
        yield root
        for field in root.model_fields.values():
            inner = inside(field.annotation)
            if inner is not None:
                yield from records(inner)


ALL = sorted(set(records(*WRITTEN_BY_HAND)), key=lambda record: record.__name__)


@pytest.mark.parametrize("record", ALL, ids=lambda record: record.__name__)
def test_each_word_for_a_field_leads_to_it_and_no_field_is_without(record):
    fields = list(record.model_fields)
    for field in fields:
        if field in FROM_THE_PLACE and field not in WORDS:
            continue
        for word in WORDS[field].split():
            assert meant(word, fields) == meant(word, fields[::-1]), f"{word} means two fields"
        assert any(meant(word, fields) == field for word in WORDS[field].split()), field


def test_the_words_are_those_of_fields():
    assert {field for record in ALL for field in record.model_fields} - FROM_THE_PLACE == WORDS.keys() - {
        "id"
    }


def test_the_words_by_which_the_guide_begins_are_known():
    tried = 0
    by_name = {record.__name__: record for record in ALL}
    for (name, field), told in read_guide(ROOT).fields.items():
        first = re.split("[，。：；（]", told.zh)[0]
        if name in by_name and re.fullmatch("[\u4e00-\u9fff]{2,4}", first) and "的" not in first:
            assert meant(first, by_name[name].model_fields) == field, (name, field, first)
            tried += 1
    assert tried > 40


def test_a_word_is_known_however_it_is_typed_and_no_other_is():
    fields = list(model.Target.model_fields)
    assert meant(" 数值 ", fields) == meant("“数值”", fields) == "value"
    assert meant("ＣＮ", ["zh", "en"]) == meant("Chinese", ["zh", "en"]) == "zh"
    assert meant("数", fields) is None
    assert meant("数值", ["zh", "en"]) is None
    assert meant("", fields) is None
