"""What `disagreements` promises: silence where phrase and record say the same, and a word on every difference."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.figures.disagreement import Disagreement
from atlas.figures.evidence import LONGEST, Claim, cut_off, disagreements, phrases_digest
from tests.words import CUES, LEXICON, UNITS


def claim(
    phrase: str, value: str | None, unit: str | None = None, comparator: str = "reach", **more: str
) -> Claim:
    low, _, high = (value or "").partition("..")
    return Claim(
        (phrase,), Decimal(low) if low else None, Decimal(high) if high else None, unit, comparator, **more
    )


def codes(of: Claim) -> list[str]:
    return [found.code for found in disagreements(of, LEXICON)]


AGREED = {
    "a share": claim("全社会研发投入占地区生产总值比重达 3.5%", "3.5", "percent"),
    "a share kept above": claim("比重保持在3.3%以上", "3.3", "percent", "at-least"),
    "points of a share": claim("比上年提高0.5个百分点", "0.5", "percentage-points", basis="change"),
    "a count with its scale": claim("新增法人企业 13 万家", "13", "wan-jia", basis="increase"),
    "people with their scale": claim("人才资源总量超 185 万人", "185", "wan-ren", "more-than"),
    "money": claim("突破1800亿元", "1800", "yi-yuan", "more-than"),
    "an area": claim("新增双创载体面积超 100 万平方米", "100", "wan-sqm", "more-than"),
    "a range": claim("打造1～2个具有国际影响力的“高原产业”", "1..2", "ge", "within"),
    "a rank": claim("前 20 位、30 位", "30", "place", "at-most", basis="rank"),
    "a rank of 名": claim("年度综合评价排名进入前50名", "50", "place", "at-most", basis="rank"),
    "a rank without a word": claim("力争进入全国前30", "30", "place", "at-most", basis="rank"),
    "one figure of three": claim("入库数分别达到10家、60家和220家", "60", "jia"),
    "a promise with its size class": claim("新引进超50亿元（5亿美元）项目10个以上", "10", "ge", "at-least"),
    "a ratio": claim("万人发明专利拥有量达55件", "55", "patents-per-wan-ren"),
    "a ratio of people": claim("每万名劳动者中高技能人才数达到1000人", "1000", "people-per-wan-workers"),
    "an intensity": claim("万元地区GDP能耗降至0.35吨标煤", "0.35", "tce-per-wan-yuan"),
    "index points": claim("总指数达到105以上", "105", "points", "at-least"),
    "a verb, then a figure": claim("突破产业关键共性技术15项以上", "15", "xiang", "at-least"),
    "all": claim("市政污泥无害化处置率均达到100%", "100", "percent", "all"),
    "about": claim("形成10家左右", "10", "jia", "about"),
    "Chinese numerals": claim("推动百家企业进高校", "100", "jia"),
    "a hundred of 亿元": claim("超百亿元项目", "100", "yi-yuan", "more-than"),
    "full-width and broken": claim("达 ５\n０％", "50", "percent"),
}  # fmt: skip


@pytest.mark.parametrize("stated", AGREED.values(), ids=AGREED)
def test_a_record_that_says_what_its_phrase_says_passes(stated: Claim):
    assert disagreements(stated, LEXICON) == ()


@pytest.mark.parametrize("stated", AGREED.values(), ids=AGREED)
def test_another_value_is_told(stated: Claim):
    assert stated.value is not None
    for other in (stated.value + 1, stated.value * 10, stated.value / 10):
        assert codes(replace(stated, value=other)) == ["value"]


@pytest.mark.parametrize("stated", AGREED.values(), ids=AGREED)
def test_another_upper_end_is_told(stated: Claim):
    high = Decimal(9_999) if stated.high is None else None
    assert codes(replace(stated, high=high)) == ["value"]


@pytest.mark.parametrize("stated", AGREED.values(), ids=AGREED)
def test_another_comparator_is_told(stated: Claim):
    for other in set(CUES) - {stated.comparator}:
        assert "comparator" in codes(replace(stated, comparator=other))


@pytest.mark.parametrize("stated", AGREED.values(), ids=AGREED)
def test_a_unit_that_is_printed_otherwise_is_told(stated: Claim):
    for other in set(UNITS) - {stated.unit_id or ""}:
        if stated.basis == "rank" and stated.phrases[0].endswith("30"):
            continue  # the word is not printed
        twins = [{"wan-yuan", "wan-yuan-per-mu"}]
        if {other, stated.unit_id} not in twins:
            told = codes(replace(stated, unit_id=other))
            assert "unit" in told or "value" in told, other  # 百亿元 has its scale in the numeral


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        (claim("排名第5名", "5", "place", "at-most", basis="rank"), None),  # the place itself
        (claim("排名第5名", "5", "ming"), "unit"),
        (claim("超40件以上", "40", "jian", "more-than"), None),  # bound twice: either reading
        (claim("超40件以上", "40", "jian", "at-least"), None),
        (claim("合格率达到100%", "100", "percent", "all"), None),
        (claim("合格率达到90%", "90", "percent", "all"), "comparator"),
        (claim("28万人", "280000", "ren"), None),  # the same people: scales convert
        (claim("28万人", "28", "ren"), "unit"),
        (claim("28万人", "280", "wan-ren"), "value"),
        (claim("120家", "120", "percent"), "unit"),
        (claim("高端人才50名", "50", "place"), "unit"),  # a count of people is no rank
        (claim("进入前50名", "50", "ming", "at-most"), "unit"),  # and a rank no count
        (claim("专利密度50件", "50", "patents-per-wan-ren"), "unit"),  # per what?
        (claim("万人发明专利密度50件", "50", "jian"), "unit"),  # a ratio, not a count
        (claim("力争实现3年任务2年完成", "3", "jia"), "no-figure"),
        (claim("“2+3”特色创新产业集群", "2", "ge"), "no-figure"),
        (claim("科创40条", "40", "ge"), "unit"),
        (claim("到2020年", "2020", "ge"), "no-figure"),
        (claim("千亿级产业集群", "1000", "yi-yuan"), "no-figure"),
        (claim("数百家企业", "100", "jia"), "no-figure"),
        (claim("均实现翻一番", "2", "fold"), "no-figure"),
        (claim("全覆盖", "100", "percent", "all"), "no-figure"),
        (claim("省级以上企业研发机构12家", "12", "jia", "at-least"), "comparator"),  # 以上 binds the grade
        (claim("突破关键技术15项", "15", "xiang", "more-than"), "comparator"),  # 突破 is the verb
    ],
)  # fmt: skip
def test_what_looks_alike_is_told_apart(stated: Claim, code: str | None):
    assert codes(stated) == ([code] if code else [])


def test_a_message_says_what_is_wrong_and_what_to_write_instead_in_both_languages():
    (found,) = disagreements(claim("比重达 3.5%", "3.2", "percent"), LEXICON)
    assert "3.5%" in found.what.zh
    assert "3.2" in found.what.zh
    assert found.instead.en == "write value: 3.5, or quote the words meant"
    assert found.zh == f"{found.what.zh}；{found.instead.zh}"
    assert found.en == f"{found.what.en}; {found.instead.en}"


def test_a_message_names_the_unit_and_the_comparator_to_write():
    told = {d.code: d.instead.en for d in disagreements(claim("超 5 万人", "5", "ren"), LEXICON)}
    assert told["unit"] == "write unit: wan-ren"
    assert told["comparator"].startswith("write comparator: more-than")


def test_a_number_without_its_counting_word_is_not_taken_for_a_class_of_size():
    (told,) = disagreements(claim("新引进超10亿元项目12", "12", "ge"), LEXICON)
    assert told.en == (
        "in the phrase “新引进超10亿元项目12” 12 stands without its counting word or unit; quote the word behind it too"
    )
    (other,) = disagreements(claim("新引进超10亿元项目12个", "13", "ge"), LEXICON)
    assert other.code == "value"


def test_a_ratio_is_proposed_by_the_word_that_the_phrase_prints():
    told = disagreements(claim("万人发明专利拥有量达42件", "42", "ming"), LEXICON)
    assert any(found.en.endswith("write unit: patents-per-wan-ren") for found in told)
    assert not any("workers" in found.en or "jian" in found.en for found in told)


def test_only_units_of_the_indicators_kind_are_offered_where_that_is_known():
    wrong = claim("柔性引进专家教授200名", "200", "jia", basis="increase")
    offered = [found.en.rpartition("write unit: ")[2] for found in disagreements(wrong, LEXICON)]
    assert offered == ["ming / people-per-wan-workers / place"]
    offered = [found.en for found in disagreements(replace(wrong, base="people"), LEXICON)]
    assert [each.rpartition("write unit: ")[2] for each in offered] == ["ming"]


@pytest.mark.parametrize(("length", "told"), [(LONGEST, []), (LONGEST + 1, ["length"])])
def test_a_phrase_has_at_most_forty_characters_white_space_not_counted(length: int, told: list[str]):
    phrase = "创 新\n" * 50
    phrase = "".join(phrase.split())[: length - 3] + " 5\n0 %"
    assert codes(claim(phrase, "50", "percent")) == told


def test_an_empty_phrase_is_told():
    assert "length" in codes(claim(" \n", "5", "jia"))


# Several phrases


def test_every_phrase_that_carries_a_figure_must_agree():
    twice = Claim(("新增20家", "新增超20家"), Decimal(20), None, "jia")
    (found,) = disagreements(twice, LEXICON)
    assert (found.code, found.piece) == ("comparator", 1)


def test_a_second_passage_may_use_another_counting_word_of_the_same_base():
    assert codes(Claim(("研发机构120个", "研发机构120家"), Decimal(120), None, "ge")) == []
    assert codes(Claim(("研发机构120家",), Decimal(120), None, "ge")) == ["unit"]
    assert codes(Claim(("研发机构120个", "研发机构120人"), Decimal(120), None, "ge")) == ["unit"]


def test_a_phrase_without_a_figure_may_stand_beside_one_that_carries_it():
    assert codes(Claim(("规模以上工业企业", "新增300家"), Decimal(300), None, "jia")) == []
    assert codes(Claim(("规模以上工业企业", "新增企业"), Decimal(300), None, "jia")) == ["no-figure"]


def test_a_phrase_whose_figure_the_conditions_name_may_stand_beside():
    pieces = ("投资超 5000 万元", "项目 30 个以上")
    stated = Claim(pieces, Decimal(30), None, "ge", "at-least", conditions_zh="投资超过5000万元")
    assert codes(stated) == []
    assert codes(replace(stated, conditions_zh="")) != []
    assert codes(replace(stated, phrases=pieces[:1])) != []  # conditions alone carry no promise


# Worded goals


@pytest.mark.parametrize(
    ("phrases", "words"),
    [
        (("实现辖市区省级以上高新区全覆盖",), "全覆盖"),
        (("均实现翻一番",), "翻一番"),
        (("新引进高层次人才数", "均实现翻一番"), "翻一番"),
        (("总量、质量指标争取全省第一方阵",), "全省第一方阵"),
        (("每个高新区培育发展一个标识性特色战略产业",), "每个高新区一个标识性特色战略产业"),
        (("国家知识产权优势及示范企业",), "争创国家知识产权优势及示范企业"),
        (("光伏、碳纤维两大特色产业分别进入国际、国内前端",), "国际前端"),
        (("实现“3550”目标",), "“3550”目标"),
        (("形成“四个一”（一个省级以上高新区",), "“四个一”"),
    ],
)
def test_a_worded_goal_whose_words_stand_in_its_phrases_passes(phrases: tuple[str, ...], words: str):
    assert codes(Claim(phrases, words_zh=words)) == []


def test_a_worded_goal_whose_words_stand_elsewhere_is_told():
    assert codes(Claim(("科技型上市企业超 100 家",), words_zh="全国领先", conditions_zh="100家")) == ["words"]


def test_a_worded_goal_with_a_merely_numeric_phrase_is_told():
    assert "numeric-only" in codes(Claim(("2.0",), words_zh="2.0"))


def test_a_worded_goal_that_leaves_out_a_promised_figure_is_told():
    phrases = ("企业数实现倍增，突破1000家",)
    assert codes(Claim(phrases, words_zh="实现倍增")) == ["left-out"]
    assert codes(Claim(phrases, words_zh="实现倍增", conditions_zh="突破1000家")) == []


# Where the phrase stands


def cut(passage: str, phrase: str, stated: Claim) -> Disagreement | None:
    start = passage.index(phrase)
    return cut_off(stated, 0, passage, start, start + len(phrase), LEXICON)


@pytest.mark.parametrize(
    ("passage", "phrase", "value", "unit", "comparator"),
    [
        ("高新技术企业超5000家。", "5000家", "5000", "jia", "reach"),
        ("项目30个以上。", "项目30个", "30", "ge", "reach"),
        ("面积达100万平方米。", "面积达100", "100", "points", "reach"),
        ("建成2－3家。", "3家", "3", "jia", "reach"),
        ("争取进入前20位、30位。", "30位", "30", "place", "reach"),
    ],
)
def test_a_phrase_that_cuts_off_what_binds_its_figure_is_told(passage, phrase, value, unit, comparator):
    stated = claim(phrase, value, unit, comparator)
    assert disagreements(stated, LEXICON) == ()  # the phrase alone cannot tell
    found = cut(passage, phrase, stated)
    assert found is not None
    assert found.code == "cut-off"


def test_a_phrase_with_all_that_binds_it_is_not_told():
    passage = "到2025年，高新技术企业超5000家，项目30个以上。"
    assert (
        cut(passage, "高新技术企业超5000家", claim("高新技术企业超5000家", "5000", "jia", "more-than"))
        is None
    )
    assert cut(passage, "项目30个以上", claim("项目30个以上", "30", "ge", "at-least")) is None


# The digest


def test_the_digest_of_phrases_minds_neither_order_nor_white_space():
    pairs = [("正文 一", "达 3.5%"), ("正文 二", "超5家"), ("附件 5-1", "1家")]
    digests = {phrases_digest(order) for order in permutations(pairs)}
    assert digests == {phrases_digest([("正文一", "达\n3.5%"), ("正文 二", "超 5家"), ("附件 5-1", "1家")])}
    assert len(digests.pop()) == 64


def test_the_digest_of_phrases_minds_every_place_and_phrase():
    pairs = [("正文 一", "达3.5%"), ("正文 二", "超5家")]
    others = [
        pairs[:1],
        [*pairs, pairs[0]],
        [("正文 一", "达3.6%"), pairs[1]],
        [("正文 三", "达3.5%"), pairs[1]],
    ]
    assert len({phrases_digest(pairs), *map(phrases_digest, others)}) == 5


@given(
    st.lists(st.text("一二十百万亿超达0123456789.%家个～ 以上\n前位“”", max_size=20), max_size=3),
    st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from([*UNITS, "unknown", None]),
    st.sampled_from([*CUES, "unknown"]),
    st.none() | st.text(max_size=8),
)  # fmt: skip
def test_any_claim_is_judged_without_an_error(phrases, value, high, unit, comparator, words):
    for found in disagreements(Claim(tuple(phrases), value, high, unit, comparator, words_zh=words), LEXICON):
        assert found.zh
        assert found.en
        assert found.piece >= 0
