"""Goals in words say what their phrases say; milestones and parts are what their targets make them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from atlas.reading.load import Loaded
from atlas.records.model import Name
from atlas.records.record import Text
from tests.checks.test_checks import target, told
from tests.trees import lay, read


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Loaded:
    return read(lay(tmp_path_factory.mktemp("goals") / "content"))


def test_a_goal_in_words_is_made_of_words_of_its_phrase(loaded):
    def said(words: str, phrase: str, note: str | None = None) -> list[str]:
        goal = target(loaded, "tech-firms-doubled")
        piece = goal.evidence[0].model_copy(update={"phrase": phrase})
        given: dict[str, object] = {
            "words": Name(zh=words, en="as in Chinese"),
            "evidence": (piece,),
            "note": Text(zh=note, en="As noted.") if note else None,
        }
        return told(loaded, "goal-stands", goal.model_copy(update=given))

    phrase = "力争通过三年努力建成省级创新型县（市）"
    assert said("建成省级创新型县（市）", phrase) == []
    assert said("建成国家级创新型县（市）", phrase) == ["“国家” stands in no phrase"]
    assert said("建成国家级创新型县（市）", phrase, "另一处写作国家级。") == []
    assert len(said("建成国家级创新型县（市）", phrase, "期限写作三年。")) == 1
    assert said("争创省“小巨人”企业", "争创省百强企业、省“小巨人”企业") == [], "two pieces of one phrase"
    assert said("跻身全省第一方阵", "跻身全省第一方阵") == []
    assert said("跻身全省第一", "跻身全省第一方阵") == ["leaves out “方阵”, which the phrase says with it"]
    assert said("制造业第一县", "打造“制造业第一县”") == []
    assert said("建成名城", "智造名城基本建成名城") == ["leaves out “基本”, which the phrase says with it"]
    assert said("基本建成名城", "基本建成名城") == []


def test_the_english_of_a_goal_names_no_grade_that_the_chinese_does_not(loaded):
    def said(zh: str, en: str) -> list[str]:
        return told(loaded, "grades-alike", target(loaded, "tech-firms-doubled", words=Name(zh=zh, en=en)))

    assert said("建成省级创新型县", "an innovative county of provincial grade") == []
    assert said("建成省级创新型县", "an innovative county of national grade") == [
        "the English says “national”, and the Chinese does not"
    ]
    assert said("国际一流", "first-class internationally") == []
    assert said("国内外标准", "domestic and international standards") == []
    assert said("全市一流", "first-class in the province") == [
        "the English says “province”, and the Chinese does not"
    ]


def test_a_milestone_and_a_part_are_what_their_targets_make_them(loaded):
    def said(kind: str, note: Text | None = None, **update: object) -> list[str]:
        link = target(loaded, "rd-share-2023").links[0].model_copy(update={"kind": kind, "note": note})
        return told(loaded, "links-fit", target(loaded, "rd-share-2023", links=(link,), **update))

    assert said("milestone") == []
    (part,) = said("part")
    assert part == "is called a part of “rd-share”, and nothing but the deadline differs"
    assert said("part", region="chengchuan-hitech") == []
    assert said("part", Text(zh="只算一半。", en="Half of it only.")) == []
    assert len(said("part", region="chengchuan-hitech", value=(Decimal(4),))) == 1, "larger than the whole"
    assert len(said("milestone", region="chengchuan-hitech")) == 1
    assert len(said("milestone", cluster="living-light")) == 1
    assert said("related", region="chengchuan-hitech") == []
