"""A heading under which targets stand, and at which no measure does, is told where others of its level have one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from atlas.checks.context import Context
from atlas.proving.bare_headings import bare_headings
from atlas.records.model import Text
from atlas.sources.source import read_source
from tests.trees import lay, read

KEY = "chengchuan-2021"
TEXT = """澄川市创新五年计划

一、目标
研发投入占比达3.5%。

二、举措
（一）点亮企业
力争每年新增科技企业300家。

（二）守护河道
守护河道，一条不少。
"""
LEFT_OUT = (
    "the targets floor-space, rd-share, tech-firms-annual stand at 正文 二（一）, "
    "which has no measure as others of its level do"
)

Tell = Callable[..., list[str]]


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Tell:
    """What is said of the base when its first measure stands elsewhere, or nowhere."""
    loaded = read(lay(tmp_path_factory.mktemp("bare") / "content"))
    atlas = loaded.atlas
    assert atlas is not None

    def said(at: str | None, text: str = TEXT, **update: object) -> list[str]:
        measures = dict(atlas.measures)
        first = measures.pop(f"{KEY}--m01")
        if at:
            measures[first.gid] = first.model_copy(update={"at": at})
        document = atlas.documents[KEY].model_copy(update=update)
        changed = replace(atlas, measures=measures)
        found = bare_headings(Context(changed, loaded.positions, {}), document, read_source(text))
        return [problem.what.en for problem in found]

    return said


def test_a_measure_that_is_left_out_is_told(told):
    assert told("正文 二（一）") == []
    assert told(None) == [LEFT_OUT]


def test_a_measure_over_or_under_the_heading_is_one(told):
    assert told("正文 二") == []
    assert told("正文 二（一）1") == []


def test_headings_of_goals_have_none(told):
    goals = TEXT.replace("点亮企业", "主要目标")
    assert told(None, goals) == []


def test_a_document_in_part_waits_and_a_note_answers(told):
    assert told(None, extraction="partial") == []
    assert told(None, note=Text(zh="正文 二（一）只列目标。", en="Section II (i) lists goals only.")) == []
    assert told(None, note=Text(zh="正文 二（二）没有数字。", en="Section II (ii) has no figures.")) == [
        LEFT_OUT
    ]


def test_where_somebody_is_answerable_another_rule_tells_it(told):
    answered = TEXT.replace("300家。", "300家。（牵头单位：市科技局）")
    assert told(None, answered) == []
