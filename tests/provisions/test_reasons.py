"""Why a figure is no target, as the words around it say it; and that no word of it is said of a promise."""

from __future__ import annotations

from collections import Counter

import pytest

from atlas.figures.figures import find
from atlas.proposing.asides import PROMISED
from atlas.proposing.candidates import Candidates
from atlas.provisions.reasons import reason
from atlas.provisions.set_apart import year
from atlas.sources.census import Entry, choose
from atlas.sources.proof import spoken
from atlas.sources.source import read_source
from atlas.squeezed import fold, squeeze
from tests.trees import ROOT, SITES, atlas_of, lay
from tests.words import LEXICON, source

REAL = sorted(path.name for path in (ROOT / "content" / "documents").iterdir())


def said(text: str, since: int | None = 2024) -> list[str]:
    """The reason for each figure of a text that may be promised by its form."""
    bare = squeeze(fold(text))
    found = (figure for figure in find(bare, LEXICON) if figure.kind in PROMISED)
    return [reason(figure, bare, figure.start, since) for figure in found]


@pytest.mark.parametrize(
    "text",
    [
        "对新认定的雾灯工厂，给予20万元奖励。",
        "雾灯项目单个给予最高500万元支持。",
        "顶尖团队“一事一议”，最高资助1亿元。",
        "按10%给予奖励，单家企业年度不超过200万元。",
        "对雾灯销售额首次突破10亿元的企业，奖励100万元。",
        "雾灯销售额首次突破10亿元的，奖励100万元。",
        "重新认定的，奖补10万元。",
        "按不超过30%的比例予以补助，每年不超过500万元。",
        "对发放的单户1000万元以下贷款，按本金的70%给予补偿。",
        "贷款贴息比例最高50%，单户贴息不超过100万元。",
        "下设5个雾灯专班，每季度至少召开2次例会。",
        "单个雾灯项目用地原则上不少于30亩。",
        "对招用50人以上的企业，给予2万元补贴。",
        "每认定1个给予不超过200万元补助。",
        "每项最高支持1000万元。",
        "每家企业年度使用额度由5万元上调至8万元。",
        "雾灯奖励标准由2000元提高到3000元。",
        "连续两次评价不合格的取消支持资格。",
        "单个项目资助额度不超过实际投入的三成。",
    ],
)
def test_what_is_granted_its_limit_and_its_condition_are_rules(text):
    assert set(said(text)) == {"rule"}


@pytest.mark.parametrize(
    "text",
    [
        "2023年，全市雾灯企业达到186家，产值742亿元；利润增长9%。",
        "截至2022年底，全市雾灯企业418家。",
        "在雾灯覆盖率已达62%的基础上，",
        "在现有80万平方米厂房的基础上，",
        "现有雾灯企业30家。",
        "已建成雾灯平台12个，",
        "2023年实现雾灯产值63亿元，同比增长21%。",
    ],
)
def test_what_is_there_already_is_no_promise(text):
    assert set(said(text)) == {"existing-state"}


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("占比由2022年的2.6%提高到3.1%。", ["existing-state", ""]),
        ("雾灯最低工资标准由2000元上调至3000元。", ["existing-state", ""]),
        ("推进占地186亩的雾灯谷建设。", ["size-class"]),
        ("雾灯企业达到50家，其中年销售额超亿元的不少于10家。", ["", "size-class", ""]),
        ("3岁以下婴幼儿托位数达到4.8个。", ["size-class", ""]),
        ("盘活雾灯占地500亩。", [""]),
        ("上年度营业收入2000万元以下的雾灯企业，其首笔贷款给予贴息。", ["size-class"]),
        ("雾灯税收控制在2000万元以下。", [""]),
        ("组建联合体的，成员单位不少于5家，并吸收高校参加。", ["rule"]),
        ("雾灯协会会员单位达到5家。", [""]),
        ("突出雾灯、风灯、茶叶精深加工三个特色产业，建设城市。", ["wording"]),
        ("打造雾灯、风灯、茶叶三个特色产业集群。", [""]),
        ("每年召开两次。", [""]),
        ("二次全会。", ["list-number"]),
        ("2023年，雾灯企业达到186家，到2026年，达到260家。", ["existing-state", ""]),
        ("2023年，雾灯企业186家，三年内，新增10家。", ["existing-state", ""]),
        ("2023年，雾灯企业186家，力争三年达到260家。", ["existing-state", ""]),
        ("在现有80万平方米厂房基础上，新建120万平方米。", ["existing-state", ""]),
        ("现有雾灯企业30家，新增雾灯平台3个。", ["existing-state", ""]),
        ("新引进超50亿元（5亿美元）雾灯项目10个以上。", ["size-class", "size-class", ""]),
        ("每年新签约亿元以上雾灯项目30个，其中10亿元以上项目3个。", ["size-class", "", "size-class", ""]),
        ("以雾灯、浮冰、钟表三大方向为重点，新建六大百亿级雾灯产业群。", ["wording", ""]),
        ("年飞行架次从4万架次增加至20万架次。", ["existing-state", ""]),
        ("落实科技创新40条、“人才26条”，开通雾灯航线9条。", ["policy-count", "policy-count", ""]),
        ("聚焦雾灯、浮冰、钟表三条产业链，培育三条千亿级产业链。", ["wording", ""]),
        ("实施“智造倍增”行动，产值翻番。", ["slogan", ""]),
        ("新增三类医疗器械注册证20张。", ["wording", ""]),
        ("对首次入选的给予30万元奖励，每年扶持雾灯企业50家。", ["rule", ""]),
    ],
)
def test_what_is_promised_beside_it_stays_a_candidate(text, reasons):
    assert said(text) == reasons


@pytest.mark.parametrize(
    "text",
    [
        "2025年，雾灯企业达到186家。",
        "到2023年，雾灯企业达到186家。",  # a milestone that is past
        "设立奖励资金1亿元。",
        "累计发放雾灯补贴2亿元。",
        "每年安排5000万元专项资金，支持雾灯攻关。",
        "能耗降幅不低于3%，损耗不超过2%。",
        "对接雾灯企业100家，给予指导。",
        "争取上级补助5000万元。",
        "每个镇原则上建成1家雾灯工厂。",
        "每季度组织雾灯对接活动10场。",
        "每月开展雾灯路演3场。",
        "雾灯研究院下设5个研究所。",
        "打造超500亿元雾灯产业集群，",
        "围绕雾灯产业建设三个研究院。",
        "对100家雾灯企业给予指导。",
        "完成雾灯投资50亿元以上，",
        "带动雾灯产业投资超50亿元产业规模翻番。",
        "雾灯企业已达标率提高到80%。",
        "雾灯产业产值超500亿元。",
    ],
)
def test_a_promise_has_no_reason(text):
    assert set(said(text)) == {""}


def test_under_the_heading_of_what_there_is_all_is_there_but_what_is_to_come():
    text = "一、发展基础\n全区雾灯企业78家。到2027年，达到300家。\n二、目标\n全区雾灯企业100家。\n"
    found = Candidates(read_source(text), LEXICON, "en")
    assert [found.reasons[each.start] for each in found.figures if each.kind in PROMISED] == [
        "existing-state", "", "",
    ]  # fmt: skip


def test_how_long_something_is_granted_is_a_rule():
    (years,) = find("补贴期限不超过5年", LEXICON)
    assert reason(years, "补贴期限不超过5年", years.start) == "rule"


def test_nothing_is_past_where_a_document_has_no_year():
    assert said("2023年，雾灯企业186家。", None) == [""]
    assert year(read_source("一、目标\n达10家。\n")) is None
    assert year(read_source("雾政发〔2023〕9号\n一、目标\n达10家。\n")) == 2023
    assert year(read_source("雾港创新计划（2021—2025年）\n一、目标\n达10家。\n")) == 2021
    late = "雾政发〔2023〕9号\n雾港创新计划（2021—2025年）\n一、目标\n2022年，达10家。\n"
    assert year(read_source(late)) == 2021, "what is told of 2022 may be a promise of the plan"


@pytest.mark.parametrize("document", [*REAL, "lanpu-2023"])
def test_no_figure_of_a_target_is_set_aside_and_reasons_are_those_of_the_records(document, tmp_path):
    county = document == "lanpu-2023"
    atlas = atlas_of(lay(tmp_path / "content", SITES / "county-plan") if county else ROOT / "content")
    plan = SITES / "county-plan" / "sources" / "lanpu-2023.txt"
    text = read_source(plan.read_text("utf-8")) if county else source(f"{document}.txt")
    promised, aside = [], []
    for target in atlas.targets.values():
        if target.document == document:
            pieces = [Entry("", each.at, each.phrase, nth=each.nth) for each in target.evidence]
            promised += [(place, target) for piece in pieces for place in choose(text, piece)[0]]
    for each in atlas.set_aside:
        if each.document == document:
            entry = Entry("", each.at, each.text, each.every, each.nth)
            aside += [(place, each.reason) for place in choose(text, entry)[0]]
    found = Candidates(text, spoken(atlas), "en")
    count: Counter[str] = Counter()
    for figure in found.figures:
        proposed = found.reasons[figure.start]
        if figure.kind in PROMISED and proposed:
            quoted = [target for place, target in promised if place.start <= figure.start < place.end]
            recorded = {reason for place, reason in aside if place.start <= figure.start < place.end}
            assert not any(figure.value in (target.value or ()) for target in quoted), figure
            count["right" if proposed in recorded else "quoted" if quoted else "other"] += 1
    assert (count["right"], count["quoted"]) >= REASONS[document][:2]
    assert count["other"] <= REASONS[document][2]


REASONS = {
    # document: figures that are set aside with the reason of the record, or stand in a phrase, at least; others, at most
    "changzhou-2021": (0, 1, 0),
    "changzhou-hitech-2017": (13, 8, 0),
    "changzhou-sunan-2018": (10, 0, 0),
    "jiangsu-hitech-zones-2018": (3, 0, 0),
    "jiangyin-2020": (5, 8, 0),
    "lanpu-2023": (3, 2, 0),
}
