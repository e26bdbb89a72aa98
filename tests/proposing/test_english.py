"""English that is proposed for a name: how often it helps, with each real document left out of what is known."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from atlas.proposing.english import English
from atlas.records.model import Atlas
from tests.trees import ROOT, atlas_of

_SMALL = {"the", "of", "a", "an", "and", "to", "in", "for", "or", "at", "on", "with"}


@cache
def real() -> Atlas:
    return atlas_of(ROOT / "content")


def without(atlas: Atlas, document: str) -> tuple[Atlas, list[str]]:
    """An atlas without a document, and the indicators that only this one has."""
    others = {one.indicator for one in atlas.targets.values() if one.document != document}
    own = [key for key in atlas.indicators if key not in others]
    return replace(
        atlas,
        targets={key: one for key, one in atlas.targets.items() if one.document != document},
        measures={key: one for key, one in atlas.measures.items() if one.document != document},
        documents={key: one for key, one in atlas.documents.items() if key != document},
        indicators={key: one for key, one in atlas.indicators.items() if key not in own},
    ), own


def judged(proposed: str, right: str) -> str:
    """right; a good start, if half of the words that count are the same; else misleading."""
    if proposed.lower() == right.lower():
        return "right"
    one, other = (
        Counter(word.rstrip("s") for word in re.findall("[a-z0-9&]+", text.lower()) if word not in _SMALL)
        for text in (proposed, right)
    )
    return "start" if 2 * (one & other).total() >= 0.5 * (one.total() + other.total()) else "misleading"


@cache
def measured() -> dict[tuple[str, str], Counter[str]]:
    """For names of indicators and headings, composed and alike, how many proposals were what."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for document in real().documents:
        atlas, own = without(real(), document)
        known = English.of(atlas)
        indicators = (real().indicators[key].name for key in own)
        names = [("indicator", one.zh, one.en) for one in indicators]
        names += [("heading", one.title.zh, one.title.en or "") for one in real().documents[document].outline]
        for kind, zh, en in names:
            composed, alike = known.composed(zh), known.alike(zh)
            way, proposed = ("composed", composed) if composed else ("alike", alike.en if alike else "")
            word = judged(proposed, en) if proposed else "none"
            found.setdefault((kind, way), Counter())[word] += 1
    return found


def test_what_is_composed_of_known_parts_is_right_or_a_good_start():
    found = measured()["indicator", "composed"] + measured()["heading", "composed"]
    assert found["right"] + found["start"] >= 25, found
    assert found["misleading"] <= 1, found


def test_a_like_name_is_a_good_start_for_two_indicators_in_three():
    found = measured()["indicator", "alike"]
    helps = found["right"] + found["start"]
    assert helps >= 12, found
    assert helps >= 2 * found["misleading"], found


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("省级以上创新平台", "Innovation platforms of provincial grade or above"),
        ("市级创新平台", "Innovation platforms of city grade"),
        ("创新平台孵化器", "Innovation platforms incubators"),
        ("创新平台GDP", "Innovation platforms GDP share"),
        ("创新平台和孵化器", ""),  # 和 is no part that is known
        ("省级以上", ""),  # a grade alone names nothing
        ("重点创新平台", ""),
    ],
)
def test_every_part_must_be_known_and_a_grade_goes_to_the_end(zh, en):
    one = English.of(real())
    some = English(
        {"创新平台": "Innovation platforms", "孵化器": "Incubators", "gdp": "GDP share", "GDP": "GDP share"}
        | {key: one.names[key] for key in ("省级以上", "市级")}
    )
    assert some.composed(zh) == en


def test_the_longest_known_parts_come_first():
    some = English(
        {"企业": "firms", "研发机构": "institutes", "企业研发机构": "R&D institutes of firms", "市": "x"}
    )
    assert some.composed("企业研发机构") == "R&D institutes of firms"


def test_a_like_name_stands_with_its_chinese_and_a_strange_name_has_none():
    one = English.of(real())
    like = one.alike("万人高价值发明专利拥有量")
    assert like is not None
    assert like.en == "Invention patents per 10,000 people"
    assert one.alike("鸬鹚") is None


def test_the_known_parts_of_a_name_stand_with_their_chinese_and_nothing_else():
    some = English({"高技术产业": "high-tech industry", "产业园": "parks", "企业": "firms", "省级以上": "x"})
    assert [(part.zh, part.en) for part in some.parts("省级以上高技术产业园雾企业")] == [
        ("高技术产业", "high-tech industry")
    ], "the first as long as can be, no grade, and nothing of two characters"
    assert some.parts("雾灯塔") == []
