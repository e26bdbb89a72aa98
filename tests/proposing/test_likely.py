"""Which indicator a figure of a source may be of: what is filled in is right, and what is offered holds the right one."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from atlas.figures.figures import find
from atlas.meaning.called import called
from atlas.meaning.named import named
from atlas.proposing.candidates import Candidates
from atlas.proposing.known import Indicators, Known, plain
from atlas.proposing.likely import Chooser, Likely
from atlas.proposing.offers import Ids, Offers
from atlas.proposing.proposals import Proposal
from atlas.reading.reader import parse
from atlas.records.model import Atlas, Target
from atlas.sources.proof import spoken
from atlas.sources.source import Source, read_source
from atlas.squeezed import fold, squeeze
from tests.trees import ROOT, SITES, atlas_of
from tests.words import LEXICON, source

REAL = (
    "changzhou-2021", "changzhou-hitech-2017", "changzhou-sunan-2018", "jiangsu-hitech-zones-2018", "jiangyin-2020",
)  # fmt: skip
PLAN = "lanpu-2023"


def names(text: str, number: int = 0) -> list[str]:
    """What a text may call the thing of one of its figures, longest first."""
    amounts = [figure for figure in find(text, LEXICON) if figure.kind in ("amount", "words")]
    spans = [(figure.start, figure.end) for figure in amounts]
    words = called(text, spans.pop(number), spans)
    return [text[start:end] for start, end in words.spans]


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("到2025年,全市高新技术企业数达到5000家", 0, "高新技术企业数"),
        ("力争每年新增规模以上有研发活动的工业企业300家", 0, "规模以上有研发活动的工业企业"),
        ("全市高新技术企业数净增500家", 0, "高新技术企业数"),
        ("技术合同成交额三年累计120亿元左右", 0, "技术合同成交额"),
        ("高新技术产业产值占比比2022年提高3个百分点", 0, "高新技术产业产值占比"),
        ("农业科技进步贡献率力争达到71.8%", 0, "农业科技进步贡献率"),
        ("雏鹰企业600家、瞪羚企业200家", 1, "瞪羚企业"),
        ("引进领军型创业人才项目1000个以上、众创人才项目4000个以上", 1, "众创人才项目"),
        ("新增100家省级以上双创载体", 0, "省级以上双创载体"),
        ("培养40名具有较高知名度企业家,上市10家", 0, "具有较高知名度企业家"),
        ("高质量建成100万平方米以上国内一流水准的双创载体空间", 0, "国内一流水准的双创载体空间"),
        ("高新技术企业突破480家,三年净增150家", 1, "高新技术企业"),
        ("高新区新建投运1家新型研发机构", 0, "新型研发机构"),
        ("全年实施重点技改项目不少于100个", 0, "重点技改项目"),
        ("在全国高新区排名上升5位", 0, "全国高新区排名"),
        ("(其中年末高层次人才1万人)", 0, "高层次人才"),
        ("三年攻克“卡脖子”技术30项", 0, "“卡脖子”技术"),
        ("10亿元以上项目不少于3个", 0, "项目"),
        ("每年遴选20家高成长企业予以重点扶持", 0, "高成长企业"),
        ("扩大资金池规模至5亿元", 0, "资金池规模"),
        ("年度新增规模以上企业40家", 0, "规模以上企业"),
    ],
)
def test_a_name_is_what_is_left_of_a_clause_without_time_verb_and_hope(text, number, name):
    assert names(text, number)[-1] == name


def test_each_word_in_front_may_be_of_the_name_or_not():
    assert names("全市新引进高层次人才数达1万人") == [
        "全市新引进高层次人才数",
        "新引进高层次人才数",
        "高层次人才数",
    ]


def test_a_text_of_nothing_but_figures_has_no_name_and_takes_no_time():
    text = "1家," * 3000
    spans = [(figure.start, figure.end) for figure in find(text, LEXICON)]
    assert called(text, spans[-1], spans[:-1]).spans == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("高新技术产业产值占规模以上工业总产值的比重", "高新技术产业产值占规上工业产值比重", True),
        ("高新技术企业数", "高新技术企业", True),
        ("省“双创人才”", "省双创人才", True),
        ("省级“小巨人”", "“小巨人”", False),
        ("市级以上企业研发机构", "市级企业研发机构", False),
        ("高技能人才", "技能人才", False),
        ("有效高新技术企业", "高新技术企业", False),
        ("数", "数", True),
    ],
)
def test_names_are_compared_without_what_says_nothing(one, other, same):
    assert (plain(one) == plain(other)) is same


@cache
def known() -> tuple[Atlas, Offers]:
    atlas = atlas_of(ROOT / "content")
    return atlas, Offers.of(atlas, LEXICON)


def targets(text: str) -> list[dict[str, Any]]:
    """The candidates of a sentence."""
    found = Candidates(read_source(f"一、目标\n{text}\n"), LEXICON, "zh", known()[1], "lanpu")
    return [data(lines) for _, lines in found.targets()]


def data(lines: list[str]) -> dict[str, Any]:
    """The one record of some lines; id and indicator are None where they are to be chosen."""
    tree, problems = parse("\n".join(lines).encode(), "x")
    assert tree is not None, problems
    assert isinstance(tree.data, list)
    (found,) = tree.data
    assert isinstance(found, dict)
    return {"id": None, "indicator": None, **found}


def remarks(text: str) -> list[list[str]]:
    """The ids that are offered for each figure of a sentence."""
    found = Candidates(read_source(f"一、目标\n{text}\n"), LEXICON, "zh", known()[1])
    return [re.findall("(?m)^  # indicator: ([a-z0-9-]+) ", "\n".join(lines)) for _, lines in found.targets()]


@pytest.mark.parametrize(
    ("text", "indicator", "printed"),
    [
        ("全市高新技术企业总数突破480家。", "high-tech-firms", "高新技术企业总数"),
        ("万人发明专利拥有量达42件。", "patents-per-10k", "万人发明专利拥有量"),
        (
            "高新技术产业产值占规模以上工业总产值的比重达50%。",
            "high-tech-output-share",
            "高新技术产业产值占规模以上工业总产值的比重",
        ),
        ("科技型中小企业评价入库数600家。", "tech-smes-in-pool", "科技型中小企业评价入库数"),
        ("培育科技型中小企业1200家。", "tech-smes", "科技型中小企业"),
        ("市级企业研发机构80家。", "firm-rd-institutes-city-grade", "市级企业研发机构"),
        ("市级以上企业研发机构80家。", "firm-rd-institutes-city", "市级以上企业研发机构"),
    ],
)
def test_what_is_called_by_a_known_name_as_a_whole_is_filled_in(text, indicator, printed):
    (target,) = targets(text)
    assert (target["indicator"], target["printed"], target["region"]) == (indicator, printed, "lanpu")


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("有效期外高新技术企业10家。", "high-tech-firms"),  # another qualifier
        ("高新技术企业产值100亿元。", None),  # the name stands in a longer one, and the unit is another
        ("新认定评价入库的科技型中小企业60家。", "tech-smes-in-pool"),
        ("入库高新技术企业30家、瞪羚企业20家。", None),  # 入库 may hold for both
        (
            "省级以上孵化器、众创空间分别达到3家、25家。",
            None,
        ),  # 省级以上 may hold for both
        ("有效高新技术企业、上市企业分别达到30家、5家。", None),
        ("准独角兽企业、瞪羚企业、雏鹰企业培育总数分别达到10家、60家和220家。", "quasi-unicorns"),
        ("高新技术企业、科技型中小企业60家。", None),  # of two together
        (
            "新增农业企业10家。",
            "farm-firms-financed",
        ),  # one document counts those that borrow, and calls them so
        ("盘活存量土地300亩。", "land-reused"),
        ("重大项目12个。", "large-projects"),  # which lies in the name of another as well
        ("培育国家级高新技术企业30家。", "high-tech-firms"),
        ("在全市遴选100家高新技术企业，认定为领军企业。", "high-tech-firms"),  # of those that there are
        ("支持瞪羚企业50家。", "gazelles"),
    ],
)
def test_a_qualifier_a_longer_name_or_a_list_makes_it_a_choice(text, best):
    for target in targets(text):
        assert target["indicator"] is None, target
    if best:
        assert remarks(text)[0][0] == best


@pytest.mark.parametrize(
    ("text", "figure", "name"),
    [
        ("化工企业数量减少至40家以下", "40家", "化工企业数量"),
        ("企业开办时间压缩至0.5个工作日以内", "0.5个工作日", "企业开办时间"),
        ("政策兑现率始终保持在99%以上", "99%", "政策兑现率"),
        ("孵化雾灯企业300家", "300家", "雾灯企业"),
        ("输送雾灯人才300人", "300人", "输送雾灯人才"),  # those sent are not all there are
        ("储备雾灯人才300人", "300人", "储备雾灯人才"),
        ("孵化面积突破50万平方米", "50万平方米", "孵化面积"),
        ("储备金达到5亿元", "5亿元", "储备金"),
    ],
)
def test_the_words_before_a_figure_lose_what_is_done_and_how_far_it_goes(text, figure, name):
    start = text.index(figure)
    (*_, (first, last)) = called(text, (start, start + len(figure)), []).spans
    assert text[first:last] == name


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("每万人口高价值发明专利拥有量18件。", "patents-per-10k"),  # which says that it is another
        ("规模以上工业企业研发活动覆盖率稳定在75%。", "firm-rd-coverage"),  # of institutes
        ("组建省级技术创新中心2家。", "industry-innovation-centres"),
        ("每年举办供需对接活动两场。", "innovation-events"),
        ("设立总规模20亿元的区科创母基金。", "industry-scale"),  # the size is the fund's
        ("设立总规模20亿元的区科创母基金。", "innovation-fund-volume"),
        ("每年安排科技创新专项资金2.5亿元。", "innovation-fund-volume"),
        ("每年入库培育企业120家。", "high-tech-firms-in-pool"),
        ("市级以上科技型中小企业60家。", "tech-smes"),
        ("市级企业研发机构60家，", "firm-rd-institutes-city"),  # 市级以上
        ("大中型工业企业研发机构全覆盖。", "firm-rd-institutes-provincial"),  # a number
        ("制造业增加值占地区生产总值比重达42%。", "rd-intensity"),
        ("新兴产业产值占规模以上工业产值比重达35%。", "sei-output-share"),
        ("人才12万人，", "provincial-innovation-talent"),
        ("新建众创空间、孵化器、产业园5家。", "incubators"),  # which says that parks are not counted
        ("规模以上工业总产值突破1300亿元。", "industry-output"),
        ("海上风电装机200兆瓦。", "pv-capacity"),
    ],
)
def test_another_thing_is_not_offered_however_alike_it_is_called(text, other):
    (offered,) = remarks(text)
    assert other not in offered
    assert other not in [target["indicator"] for target in targets(text)]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("有效期内高新技术企业总数460家，", "high-tech-firms"),
        ("规模以上工业企业研发活动覆盖率稳定在75%。", "firms-with-rd-share"),
        ("重点骨干工业企业研发机构全覆盖。", "firm-rd-coverage"),
        ("技术合同年成交额60亿元。", "tech-contract-value"),
        ("设立总规模20亿元的海洋科创基金。", "innovation-fund-volume"),
        ("企业研发费用占营业收入比重达3%。", "firm-rd-share-of-revenue"),
        ("新建众创空间、孵化器、加速器5家。", "incubators"),
        ("盘活存量土地300亩。", "land-reused"),
        ("新兴产业领域高层次、高技能人才2万人。", "highly-skilled-workers"),
    ],
)
def test_the_same_thing_in_other_words_is_offered(text, indicator):
    (offered,), (target,) = remarks(text), targets(text)
    assert indicator in [*offered, target["indicator"]]


def test_a_short_name_that_leaves_out_whose_things_they_are_is_only_offered():
    """省级以上研发机构 is short for those of firms on our pages; a text that prints it may mean all."""
    (said,) = targets("省级以上研发机构达47家。")
    assert not said.get("indicator")
    (said,) = targets("省级以上企业研发机构达47家。")
    assert said["indicator"] == "firm-rd-institutes-provincial"


def test_beside_an_offer_stands_what_it_counts():
    found = Candidates(read_source("一、目标\n盘活存量土地300亩。\n"), LEXICON, "zh", known()[1])
    ((_, lines),) = found.targets()
    definition = known()[0].indicators["land-reused"].definition
    assert definition is not None
    (line,) = [line for line in lines if "indicator: land-reused" in line]
    assert line.endswith(f"）：{definition.zh.partition('。')[0].partition('；')[0]}")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("岚浦港经开区争取进入全省经开区", "全省经开区"),
        ("区科创母基金", "科创母基金"),
        ("2026年", None),
        ("PM2.5年均浓度", "PM2.5年均浓度"),
        ("市级科创母基金", "市级科创母基金"),
        ("市场化母基金", "市场化母基金"),
        ("市政污泥处置率", "市政污泥处置率"),
        ("岚浦港经开区重大创新平台", "重大创新平台"),
        ("常州高新区综合排名", "常州高新区综合排名"),
        ("全国高新区排名", "全国高新区排名"),
        ("科技型中小企业每年入库", "科技型中小企业"),
        ("县财政每年统筹安排专项资金", "专项资金"),
        ("海工装备产业规模", "产业规模"),
        ("三大新兴产业规模", "三大新兴产业规模"),
        ("省“双创人才”入选数", "省“双创人才”"),
        ("研发机构覆盖率已", "研发机构覆盖率"),
        ("现有后备企业", "后备企业"),
        ("市级以上", None),
        ("省级以上的", None),
        ("总规模", None),
        ("项目", None),
        ("连续两年完成进度不足", None),
    ],
)
def test_of_the_words_for_a_thing_those_are_proposed_that_name_it(words, name):
    span = named(words, 0, len(words))
    assert (span and words[slice(*span)]) == name


def test_no_name_that_a_real_document_has_is_cut():
    for indicator in known()[0].indicators.values():
        for name in (fold(squeeze(name)) for names in indicator.aliases.values() for name in names):
            assert named(name, 0, len(name)) == (0, len(name)), name


def test_no_fragment_is_proposed_and_a_name_is_cut_out():
    first, second = targets("省级以上企业研发机构新建40家，市级以上达210家。")
    assert (first["printed"], second.get("printed")) == ("省级以上企业研发机构", None)
    (scale,) = targets("海工装备产业规模超600亿元。")
    assert scale["printed"] == "产业规模"


def test_units_are_those_of_the_indicators_that_are_offered():
    (experts,) = targets("柔性引进专家教授200名。")
    assert (experts["indicator"], experts["unit"]) == (None, "ming")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("累计培养灯塔看守人800名以上，其中高级看守人100名。", ["ming", "ming"]),
        ("引进雾港测量员30名。", ["ming"]),
        ("灯塔看守人800名。", [None]),
        ("培养灯塔看守人，雾港指数排名进入30名。", [None]),
        ("培养灯塔看守人，每万名居民中有看守人30名。", [None]),
    ],
)
def test_who_is_trained_or_attracted_is_counted_in_people(text, units):
    assert [each["unit"] for each in targets(text)] == units


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("每年举办灯塔对接活动30场。", "灯塔对接活动"),
        ("促成雾港合作项目500项。", "雾港合作项目"),
        ("惠及科技型灯塔1000家。", "科技型灯塔"),
        ("带动雾港就业200人。", "雾港就业"),
        ("服务科技型灯塔1000家。", "科技型灯塔"),
        ("服务业灯塔产值达到30亿元。", "服务业灯塔产值"),
        ("带动性灯塔项目30个。", "带动性灯塔项目"),
    ],
)
def test_what_is_done_with_a_thing_is_no_part_of_its_name(text, printed):
    (found,) = targets(text)
    assert found["printed"] == printed


@pytest.mark.parametrize(
    "behind", ["，三年净增150家。", "，其中2024年达到400家。", "，累计达到900家。", "，年均增长15%。"]
)
def test_a_clause_without_a_name_is_of_what_the_clause_before_counts(behind):
    first, second = targets(f"高新技术企业突破480家{behind}")
    assert (first["indicator"], second["indicator"]) == ("high-tech-firms", "high-tech-firms")
    assert "printed" not in second
    ((_, lines),) = list(Candidates(
        read_source(f"一、目标\n高新技术企业突破480家{behind}\n"), LEXICON, "en", known()[1]
    ).targets())[1:]  # fmt: skip
    assert "  indicator: high-tech-firms # 高新技术企业数（家）, of the clause before" in "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        "高新技术企业突破480家；三年净增150家。",  # another sentence, or nearly
        "有效期外高新技术企业10家，三年净增5家。",  # the first is not certain
        "高新技术企业突破480家，其中苏南150家。",
        "高新技术企业突破480家，其中30%为海外高层次人才。",
        "高新技术企业、瞪羚企业480家，三年净增150家。",
        "高新技术企业突破480家，三年投入150亿元。",  # the unit is another
        "推动高新技术企业480家、瞪羚企业20家、雏鹰企业30家，净增150家。",
    ],
)
def test_what_is_not_plainly_of_the_clause_before_is_only_offered(text):
    assert targets(text)[-1]["indicator"] is None


@pytest.mark.parametrize(
    ("text", "indicator", "cluster"),
    [
        ("新材料领域有效高新技术企业150家。", "high-tech-firms", "new-materials"),
        ("生物医药高新技术企业150家。", "high-tech-firms", "biomedicine"),
        ("新材料产业产值突破1200亿元，", "industry-output", "new-materials"),
        ("规模以上新材料企业260家。", None, "new-materials"),
        ("灯塔领域高新技术企业150家。", None, None),
        ("新材料、生物医药产业产值突破1200亿元，", None, None),
    ],
)
def test_an_industry_before_the_name_is_a_field_of_its_own(text, indicator, cluster):
    (target,) = targets(text)
    assert (target["indicator"], target.get("cluster")) == (indicator, cluster)


def test_what_grows_behind_a_sum_is_of_the_same_industry():
    _, growth = targets("新材料产业产值突破1200亿元，年均增长17%以上。")
    assert (growth["indicator"], growth["cluster"]) == ("industry-output", "new-materials")


def test_an_industry_is_no_condition_beside_the_size():
    (project,) = targets("每年新签约亿元以上新材料项目30个。")
    assert (project["cluster"], project["conditions"]["zh"]) == ("new-materials", "亿元以上项目")


def test_the_size_of_things_does_not_part_their_name_from_their_number():
    (project,) = targets("新签约超50亿元雾灯项目3个。")
    assert (project["value"], project["printed"]) == ("3", "超50亿元雾灯项目")


def test_firms_are_no_projects_however_alike_their_size_is():
    assert remarks("超50亿元企业3家。") == [[]]
    assert "large-projects" in remarks("超50亿元项目3个。")[0]


def test_the_industry_of_a_figure_is_that_of_its_record(tmp_path):
    atlas = atlas_of(lay_plan(tmp_path / "content"))
    proposed = 0
    for document in (*REAL, PLAN):
        path = SITES / "county-plan" / "sources" / f"{PLAN}.txt"
        text = read_source(path.read_text("utf-8")) if document == PLAN else source(f"{document}.txt")
        own = [target for target in atlas.targets.values() if target.document == document]
        for at, lines in Candidates(text, spoken(atlas), "zh", Offers.of(atlas, spoken(atlas))).targets():
            candidate = data(lines)
            if "cluster" in candidate:
                assert {target.cluster for target in became(own, candidate, at)} == {candidate["cluster"]}
                proposed += 1
    assert proposed >= 3


def test_what_is_dealt_out_is_each_in_its_order():
    dealt = targets("准独角兽、瞪羚、雏鹰企业分别达到3家、25家和100家。")
    assert [(each["indicator"], each["printed"]) for each in dealt] == [
        ("quasi-unicorns", "准独角兽"), ("gazelles", "瞪羚"), ("young-eagles", "雏鹰企业"),
    ]  # fmt: skip
    whole = targets("高新技术企业、上市企业分别达到30家、5家。")
    assert [each["indicator"] for each in whole] == ["high-tech-firms", "listed-firms"]
    alike = targets("高新技术企业、高新技术企业数分别达到30家、5家。")
    assert [each["indicator"] for each in alike] == [None, None]


def test_a_name_holds_what_tells_the_thing_apart():
    assert "printed" not in targets("科技型中小企业每年入库不少于600家。")[0]
    assert targets("评价入库科技型中小企业600家。")[0]["printed"] == "评价入库科技型中小企业"
    assert targets("大中型工业企业研发机构全覆盖。")[0]["printed"] == "大中型工业企业研发机构全覆盖"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("到2025年，煤炭消费总量比2022年减少24万吨。", "2022"),
        ("到2025年，研发投入占比较上年提高0.5个百分点。", "2024"),
        ("研发投入占比较上年提高0.5个百分点。", None),  # of no known year
        ("到2025年，研发投入占比比2020年提高、比2021年提升0.5个百分点。", None),
        ("到2025年，高新技术企业比2022年新增10家。", None),  # no change
        ("到2025年，研发投入占比提高0.5个百分点。", None),
        ("到2025年，海雾比2022年多24万吨。", None),  # no change is told
    ],
)
def test_what_a_change_is_measured_against_is_proposed(text, year):
    (target,) = targets(text)
    assert target.get("baseline") == (year and {"year": year})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("研发投入占比由2023年的2.5%提高到3%。", {"year": "2023", "value": "2.5", "unit": "percent"}),
        ("研发投入占比从2023年底2.5%提升至3%。", {"year": "2023", "value": "2.5", "unit": "percent"}),
        ("研发投入占比由2.5%提高到3%。", None),  # of no known year
        ("高新技术企业由2023年的2万家增加到30000家。", None),  # in another unit
    ],
)
def test_what_a_level_rises_from_is_its_baseline(text, said):
    *_, target = targets(f"到2026年，{text}")
    assert (target["basis"], target.get("baseline")) == ("level", said)


def test_a_name_of_several_things_is_none_where_each_has_its_figure():
    assert (
        targets("省科技小巨人、省专精特新企业2家。")[0]["indicator"]
        == "provincial-giants-and-specialised-firms"
    )
    assert targets("省科技小巨人、省专精特新企业各2家。")[0]["indicator"] is None


def test_a_name_of_two_indicators_is_certain_only_where_the_unit_tells_them_apart():
    name = Known("灯塔海雾", "灯塔海雾")
    both = Indicators({"a": (name,), "b": (name,)}, {"a": name.plain, "b": name.plain})
    text, figure = "灯塔海雾5家", (4, 6)
    assert Chooser(both, {"a": "count", "b": "yuan"}).choose(text, figure, (), {"count"}).sure == ("a", name)
    undecided = Chooser(both, {"a": "count", "b": "count"}).choose(text, figure, (), {"count"})
    assert (undecided.sure, [like.id for like in undecided.offered]) == (None, ["a", "b"])


def test_each_figure_of_a_deal_is_offered_what_is_dealt_to_it_first():
    offered = remarks("有效准独角兽企业、瞪羚企业、雏鹰企业培育入库数分别达到10家、60家和220家。")
    assert [each[0].removesuffix("-in-pool") for each in offered] == [
        "quasi-unicorns",
        "gazelles",
        "young-eagles",
    ]
    assert all(f"{each[0].removesuffix('-in-pool')}-in-pool" in each for each in offered)


def test_what_the_last_of_a_row_says_of_all_is_part_of_each():
    dealt = targets("准独角兽企业、瞪羚企业、雏鹰企业培育入库数分别达到10家、60家和220家。")
    assert [(each["indicator"], each.get("printed")) for each in dealt] == [
        ("quasi-unicorns-in-pool", None), ("gazelles-in-pool", None), ("young-eagles-in-pool", "雏鹰企业培育入库数"),
    ]  # fmt: skip


def test_where_nothing_is_like_it_the_command_for_a_new_one_is_named():
    found = Candidates(read_source("一、目标\n灯塔海雾12亿元。\n"), LEXICON, "en", known()[1])
    ((_, lines),) = found.targets()
    assert "  indicator: # nothing known is like it; a new one: python build.py new indicator ID" in lines


def test_who_prints_the_name_stands_beside_it():
    found = Candidates(read_source("一、目标\n工业技改投资达450亿元。\n"), LEXICON, "zh", known()[1])
    ((_, lines),) = found.targets()
    assert "  indicator: upgrade-investment # 工业技改投资（亿元），见江阴2020“工业技改投资”" in lines


def test_ids_are_proposed_and_none_twice():
    found = targets(
        "2025年底高新技术企业达5家，2025年底高新技术企业净增5家，2025年底高新技术企业净增6家，2025年底高新技术企业7家。"
    )
    assert [target["id"] for target in found] == [
        "high-tech-firms-2025", "high-tech-firms-2025-increase", "high-tech-firms-2025-increase-2", "high-tech-firms-2025-2",
    ]  # fmt: skip
    assert [target["id"] for target in targets("高新技术企业达5家，每年新增高新技术企业3家，灯塔海雾5家。")] == [
        "high-tech-firms", "high-tech-firms-annual", None,
    ]  # fmt: skip
    assert Ids().of(Likely(None, (), ()), Proposal(years=(2025,))) == ""


def test_what_is_offered_is_taken_in_by_its_two_lines():
    text = "准独角兽企业10家，上市的准独角兽企业5家，灯塔海雾5家，瞪羚企业60家，上市的瞪羚企业5家，上市的瞪羚企业6家。"
    found = Candidates(read_source(f"一、目标\n{text}\n"), LEXICON, "en", known()[1], "lanpu")
    chosen: list[list[str]] = []
    for _, lines in found.targets():
        heads = [number for number, line in enumerate(lines) if line.startswith("  # id: ")]
        chosen.append([])
        for head in heads:
            taken = [
                line.replace("# ", "", 1) if n in (head, head + 1) else line for n, line in enumerate(lines)
            ]
            record = data(taken)
            assert record["id"].startswith(record["indicator"])
            chosen[-1].append(record["id"])
        if heads:
            assert lines[1] == (
                "- # take in one pair; if it is none, write id and indicator, a new one: python build.py new indicator ID"
            )
    first = [ids[0] for ids in chosen if ids]
    assert first == ["quasi-unicorns-2", "gazelles-2", "gazelles-3"], (
        "quasi-unicorns and gazelles are certain"
    )
    assert [bool(ids) for ids in chosen] == [False, True, False, False, True, True]


def test_printed_words_stand_in_the_phrase_or_are_not_proposed():
    for target in targets("高新技术企业突破480家，三年净增150家。独角兽、瞪羚企业分别达3家、5家。"):
        phrase = fold(squeeze(target["evidence"][0]["phrase"]))
        assert fold(squeeze(target.get("printed") or "")) in phrase


# One document left out


@dataclass
class Measured:
    """What became of the figures of a document whose own names and targets were taken away from what is known.

    `filled` and `wrong` count figures whose indicator is written; `offered` and `missed` those of the others whose
    right one exists elsewhere, by whether it is among those that are offered; `others` those for which only others are
    offered; `baselines` those with a year that they
    are measured against, `wrong` also where that is another.
    """

    filled: int = 0
    wrong: list[str] = field(default_factory=list)
    offered: int = 0
    missed: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    baselines: int = 0

    def add(self, other: Measured) -> None:
        """The sum of two."""
        self.filled += other.filled
        self.wrong += other.wrong
        self.offered += other.offered
        self.missed += other.missed
        self.others += other.others
        self.baselines += other.baselines


def without(atlas: Atlas, document: str) -> Atlas:
    """The atlas as it was before this document: an indicator that it alone uses is not known."""
    kept = {key: target for key, target in atlas.targets.items() if target.document != document}
    used = {target.indicator for target in kept.values()}
    indicators = {}
    for key, indicator in atlas.indicators.items():
        aliases = {other: called for other, called in indicator.aliases.items() if other != document}
        if aliases or key in used:
            indicators[key] = indicator.model_copy(update={"aliases": aliases})
    documents = {key: one for key, one in atlas.documents.items() if key != document}
    return replace(atlas, indicators=indicators, targets=kept, documents=documents)


def became(own: list[Target], candidate: dict[str, Any], path: str) -> list[Target]:
    """The targets that a candidate became."""
    phrase = fold(squeeze(candidate["evidence"][0]["phrase"]))
    value = candidate.get("value")
    wanted = (
        {str(float(each)) for each in (value if isinstance(value, list) else [value])} if value else set()
    )

    def is_it(target: Target) -> bool:
        said = [fold(squeeze(piece.phrase)) for piece in target.evidence if piece.at == path]
        there = any(each in phrase or phrase in each for each in said)
        return there and (
            bool(target.words)
            if not value
            else {str(float(v)) for v in target.value or ()} <= wanted and bool(target.value)
        )

    return [target for target in own if is_it(target)]


def measured(atlas: Atlas, document: str, text: Source) -> Measured:
    """What would have been proposed for a document when it was new."""
    found, before, lexicon = Measured(), without(atlas, document), spoken(atlas)
    own = [target for target in atlas.targets.values() if target.document == document]
    for path, lines in Candidates(text, lexicon, "zh", Offers.of(before, lexicon)).targets():
        candidate = data(lines)
        targets = became(own, candidate, path)
        right = {target.indicator for target in targets}
        told = f"{document} {candidate['evidence'][0]['phrase']} {candidate['indicator']} {right}"
        if "baseline" in candidate:
            years = {str(target.baseline.year) for target in targets if target.baseline}
            found.baselines += 1
            found.wrong += [] if years == {candidate["baseline"]["year"]} else [f"{told} baseline"]
        if candidate["indicator"]:
            found.filled += 1
            found.wrong += [] if candidate["indicator"] in right else [told]
            continue
        offered = set(re.findall("(?m)^  # indicator: ([a-z0-9-]+) ", "\n".join(lines)))
        assert len(offered) <= 3
        if offered and right and not right & offered:
            found.others.append(f"{told} {offered}")
        if right & before.indicators.keys():
            found.offered += bool(right & offered)
            found.missed += [] if right & offered else [told]
    return found


def test_of_the_real_documents_each_left_out_what_is_filled_in_is_right():
    atlas, whole = atlas_of(ROOT / "content"), Measured()
    for document in REAL:
        whole.add(measured(atlas, document, source(f"{document}.txt")))
    assert whole.filled >= 38
    assert whole.wrong == []
    assert whole.baselines >= 3
    assert len(whole.others) <= 12, whole.others
    assert whole.offered >= 0.88 * (whole.offered + len(whole.missed)), whole.missed


def test_of_the_plan_of_an_invented_city_what_is_filled_in_is_right(tmp_path):
    atlas = atlas_of(lay_plan(tmp_path / "content"))
    found = measured(
        atlas, PLAN, read_source((SITES / "county-plan" / "sources" / f"{PLAN}.txt").read_text("utf-8"))
    )
    assert found.filled >= 33
    assert found.wrong == []
    assert found.baselines == 1
    assert found.offered >= 14
    assert len(found.others) <= 1, found.others
    assert len(found.missed) <= 2, found.missed


def lay_plan(content: Path) -> Path:
    """The content of the repository with the plan."""
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(SITES / "county-plan" / "content", content, dirs_exist_ok=True)
    return content
