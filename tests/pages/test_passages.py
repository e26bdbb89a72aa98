"""A place of a Chinese text reads in English by one rule, beside the place as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from pydantic import BaseModel

from atlas.noting.view import View
from atlas.pages import agencies, clusters, documents, measures, references, targets
from atlas.pages.maker import Maker
from atlas.pages.parts import Content, Part
from atlas.place_forms import english
from atlas.records.model import Atlas

HAN = re.compile("[\u3400-\u9fff]")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("题头", "Head of the text"),
        ("前言", "Opening words"),
        ("正文", "Main text"),
        ("附件", "Annex"),
        ("附件2", "Annex 2"),
        ("正文 三", "Main text, III"),
        ("正文 九 26", "Main text, IX 26"),
        ("正文 六（十八）", "Main text, VI (18)"),
        ("附件2 二（一）1", "Annex 2, II (1) 1"),
        ("正文 十四（二十）3", "Main text, XIV (20) 3"),
        ("附件 15-1", "Annex, row 15-1"),
        ("附件3 2-10", "Annex 3, row 2-10"),
        ("第三条", ""),
    ],
)
def test_a_place_in_english(at, said):
    assert english(at) == said


def places(value: object) -> Iterator[str]:
    """Every place in a record, however deep it lies."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "at":
                yield inner
            else:
                yield from places(inner)
    elif isinstance(value, dict):
        yield from places(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from places(one)


def test_every_place_of_the_real_content_has_an_english_of_its_own(atlas):
    records = (atlas.documents, atlas.targets, atlas.measures, atlas.tasks, atlas.mentions, atlas.set_aside)
    known = {
        at for group in records for at in places(tuple(group.values()) if isinstance(group, dict) else group)
    }
    assert len(known) > 300
    told = {at: english(at) for at in known}
    assert not [at for at, words in told.items() if not words or HAN.search(words)]
    assert len(set(told.values())) == len(known), "no two places read alike"


def runs(value: object) -> Iterator[tuple[Part, ...]]:
    """Every run of parts in a page."""
    if isinstance(value, tuple) and value and all(isinstance(one, Part) for one in value):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from runs(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from runs(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from runs(one)


def pages(m: Maker, atlas: Atlas) -> Iterator[Content]:
    yield from (documents.document(m, key) for key in atlas.documents)
    yield from (references.reference(m, key) for key in list(atlas.references)[:20])
    yield from (targets.target(m, key) for key in list(atlas.targets)[::40])
    yield from (measures.measure(m, key) for key in list(atlas.measures)[::20])
    yield clusters.cluster(m, "carbon-fibre")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_english_pages_the_english_stands_beside_each_place_and_on_chinese_ones_nowhere(atlas, language):
    m = Maker(View.of(atlas), language, "", "https://example.org/")
    seen = 0
    for page in pages(m, atlas):
        for run in runs(page):
            before = ("", *(part.text for part in run))
            for n, (said, part) in enumerate(zip(before, run, strict=False)):
                behind = "".join(each.text for each in run[n + 1 : n + 3])  # a dot, and the English
                if english(part.text) and (
                    not said or said.endswith(("(", "（", ", ", "，"))
                ):  # no running text
                    seen += 1
                    assert (english(part.text) in behind) == (language == "en"), (page.title, run)
                    assert part.lang == ("zh-Hans" if language == "en" else None)
    assert seen > 300


@pytest.mark.parametrize("language", ["zh", "en"])
def test_measures_of_several_programmes_are_told_apart_by_their_place_and_not_by_their_number(
    atlas, language
):
    """Numbers begin anew in each programme of Changzhou Hi-Tech Zone 2017: 1, 3, 2, 2, 1 looks mis-sorted."""
    m = Maker(View.of(atlas), language, "", "https://example.org/")
    page = clusters.cluster(m, "carbon-fibre")
    items = next(section.body for section in page.sections if section.id == "measures")
    told = ["".join(tag.text for tag in item.tags) for item in items]
    assert len(set(told)) == len(told) > 4
    assert not [item.title.text for item in items if re.match(r"\d", item.title.text)]
    record = atlas.agencies["changzhou-hitech-science"]
    page = agencies.agency(m, record.id)
    folds = [
        item
        for section in page.sections
        if section.id == "leads"
        for group in section.body
        for item in group.body
    ]
    assert len({"".join(tag.text for tag in item.tags) for item in folds}) == len(folds) > 4
    assert not [item.title.text for item in folds if re.match(r"\d", item.title.text)]
    page = documents.document(m, "changzhou-hitech-2017")
    programmes = next(section.body for section in page.sections if section.id == "measures")
    for programme in programmes:
        numbers = [int(item.title.text.partition(".")[0]) for item in programme.body]
        assert numbers == list(range(1, len(numbers) + 1)), "under its programme a number stands in order"
