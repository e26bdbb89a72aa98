"""Words that limit what is counted: what they are, what is proposed of them, and where `check` asks for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from atlas.checks import RULES
from atlas.checks.context import Context
from atlas.meaning.limits import limits, own_words, texts, unsaid
from atlas.proposing.candidates import Candidates
from atlas.proposing.offers import NOTHING, Offers
from atlas.reading.load import Loaded
from atlas.records.model import Atlas, Target, Text
from atlas.sources.source import read_source
from tests.proposing.test_likely import PLAN, lay_plan, without
from tests.proposing.test_proposed_links import candidates, data, meant
from tests.trees import SITES, read
from tests.words import LEXICON, source


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Loaded:
    return read(lay_plan(tmp_path_factory.mktemp("limits") / "content"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市净增高新技术企业", []),  # the basis says so
        ("新引进超50亿元(5亿美元)项目", ["投资超50亿元(5亿美元)"]),
        ("每年新实施投资超5000万元科技成果转化与产业化项目", ["投资超5000万元"]),
        ("新签10亿元以上产业项目", ["10亿元以上产业项目"]),
        ("超百亿元项目", ["投资超百亿元"]),
        ("培育年营收超50亿元企业", ["年营收超50亿元"]),
        ("产值超10亿元企业", ["产值超10亿元"]),
        ("超50亿元企业", ["超50亿元企业"]),
        ("超10亿元企业技改项目", ["投资超10亿元"]),
        ("新开工亿元以上工业项目", ["亿元以上工业项目"]),
        ("实现技术合同成交额超50亿元", []),  # that is what is promised
        ("大中型工业企业研发机构", ["大中型工业企业"]),
        ("高新技术产业产值占规模以上工业产值比重", []),  # what the share is of
        ("有效期内高新技术企业数", ["有效期内高新技术企业"]),
        ("万人有效发明专利拥有量", []),
        ("经省级认定的孵化器", ["经省级认定的"]),
        ("为150家工业科技企业融资", ["为150家工业科技企业"]),
        ("每个社区卫生服务中心都有", ["每个社区卫生服务中心"]),
        ("每年实施重点产学研合作项目", ["重点产学研合作项目"]),
        ("新增重大产学研合作项目数达到", ["重大产学研合作项目"]),
        ("重点培育企业", []),
        ("实现重点骨干工业企业研发机构", ["重点骨干工业企业"]),
        ("重点企业研发投入强度达到", ["重点企业"]),
        ("新增重点工业企业数达到", ["重点工业企业"]),
        ("支持重点企业建设研发机构", []),
        ("国家重点实验室", []),
        ("围绕重大项目新增企业", []),
        ("在重点产业建设平台", []),
        ("省级以上孵化器", ["省级以上"]),
        ("新增各类孵化器", []),
    ],
)
def test_words_that_limit_are_found_as_conditions_say_them(text, found):
    assert [f"{one.before}{text[one.start : one.end]}" for one in limits(text)] == found


def test_of_a_list_only_the_last_words_are_the_figures_own():
    assert own_words("有效高新技术企业5家、瞪羚企业") == "瞪羚企业"


def test_what_a_document_calls_its_own_choice_says_nothing_of_other_documents(loaded):
    assert loaded.atlas is not None
    projects = loaded.atlas.indicators["industry-research-projects"]
    assert "重点产学研合作项目" in projects.aliases["jiangyin-2020"]
    assert unsaid("重点产学研合作项目", texts(projects))
    assert not unsaid("重点技改项目", texts(loaded.atlas.indicators["upgrade-projects"]))


@pytest.mark.parametrize(
    ("words", "said", "lacks"),
    [
        ("规上工业企业", ["规模以上工业企业运用互联网的比例"], False),
        ("国家级", ["国家高新区综合排名"], False),
        ("投资超5000万元", ["投资超过5000万元"], False),
        ("10亿元以上项目", ["10亿元以上产业项目"], False),
        ("超50亿元", ["投资超10亿元"], True),
        ("省级以上", ["省级双创载体"], True),
        ("海外", [], True),
    ],
)
def test_what_is_said_in_other_words_is_said(words, said, lacks):
    assert unsaid(words, said) is lacks


# What is proposed


def proposed(text: str, offers: Offers = NOTHING) -> list[str]:
    found = Candidates(read_source(f"一、目标\n要快。{text}\n"), LEXICON, "en", offers)
    return [line.strip() for _, lines in found.targets() for line in lines if "conditions:" in line]


def test_conditions_are_proposed_as_printed():
    assert proposed("新引进超50亿元（5亿美元）项目10个以上。") == [
        'conditions: {zh: 投资超50亿元（5亿美元）, en: ""}'
    ]
    net = "conditions: {zh: 净增, en: net of those that are lost}"
    assert proposed("力争净增投资超10亿元项目10个。")[-1:] == [net], "one line of conditions, not two"
    assert proposed("力争规模以上雾企业10家。") == [], "the indicator that is to be made may say it"
    assert proposed("省级以上雾载体10家。") == [], "another grade is another indicator"


TABLE = """附件

序号
指标名称
单位
2024年
2025年
1
规模以上工业企业研发机构数
家
40
50
2
有效期内高新技术企业数
家
90
99
3
新引进超50亿元项目数
个
1
2
4
省级以上雾载体数
家
5
6
"""
"""A table of yearly goals, with words that limit in its first three rows."""


def test_the_conditions_of_a_cell_come_from_its_own_row():
    """Of the words of other rows, and of those before the table, none is."""
    before = "一、目标\n要快。大中型雾企业的数量如下。\n"
    for text in (before + TABLE, before + _in_tabs(TABLE)):
        found = Candidates(read_source(text), LEXICON, "en", NOTHING)
        said = [
            [line.strip() for line in lines if "conditions:" in line]
            for path, lines in found.targets()
            if path == "附件"
        ]
        invested = ['conditions: {zh: 投资超50亿元, en: ""}']
        assert said == [[], [], [], [], invested, invested, [], []]


def _in_tabs(table: str) -> str:
    """A table of six columns with a row on each line."""
    title, cells = table.split("\n\n")
    lines = cells.split("\n")
    return f"{title}\n\n" + "\n".join("\t".join(lines[i : i + 5]) for i in range(0, len(lines) - 1, 5))


def test_the_row_of_a_cell_limits_it_whatever_stands_above(loaded):
    assert loaded.atlas is not None
    offers = Offers.of(loaded.atlas, LEXICON)
    found = Candidates(read_source(TABLE), LEXICON, "en", offers)
    said = [line.lstrip("# ") for _, lines in found.targets() for line in lines if "conditions:" in line]
    firms = "conditions: {zh: 有效高新技术企业, en: firms whose certificate is in force}"
    assert said.count(firms) == 2
    assert not [line for line in said if "，" in line]


def test_what_the_indicator_may_say_is_a_choice(loaded):
    assert loaded.atlas is not None
    offers = Offers.of(without(loaded.atlas, PLAN), LEXICON)
    assert proposed("大中型工业企业研发机构全覆盖。", offers) == [
        '# conditions: {zh: 大中型工业企业, en: ""}'
    ]
    assert proposed("规模以上工业企业研发机构全覆盖。", offers) == []


def test_firms_whose_certificate_is_in_force_have_one_condition_in_every_document(loaded):
    """That one document calls the indicator so says nothing of the firms of another."""
    assert loaded.atlas is not None
    offers = Offers.of(loaded.atlas, LEXICON)
    wanted = "conditions: {zh: 有效高新技术企业, en: firms whose certificate is in force}"
    for words in ("有效期内高新技术企业总数", "有效期内的高新技术企业", "有效高新技术企业"):
        assert [line.lstrip("# ") for line in proposed(f"{words}突破460家。", offers)] == [wanted]
    assert proposed("高新技术企业总数突破460家。", offers) == []


@pytest.mark.parametrize(
    ("key", "phrase", "wanted"),
    [
        ("changzhou-2021--high-tech-firms", "有效期内高新技术企业突破5000家", "有效高新技术企业"),
        ("jiangyin-2020--high-tech-firms-2022", "有效期内的高新技术企业突破1000家", "有效高新技术企业"),
        ("changzhou-2021--high-tech-firms", "高新技术企业超5000家", None),
    ],
)
def test_firms_in_force_are_asked_for_whatever_other_documents_call_them(loaded, key, phrase, wanted):
    advice = told(loaded, key, conditions=False, phrase=phrase)
    assert [f"zh: {wanted}," in said for said in advice] == ([True] if wanted else [])


MEASURED = {
    # document: figures with conditions rightly proposed
    "changzhou-2021": 1, "changzhou-hitech-2017": 2, "changzhou-sunan-2018": 0,
    "jiangsu-hitech-zones-2018": 0, "jiangyin-2020": 20, PLAN: 6,
}  # fmt: skip


def limits_of(atlas: Atlas, target: Target) -> list[str]:
    """What limits what a target counts, in the words of its record and of its indicator's definition."""
    definition = atlas.indicators[target.indicator].definition
    return [said.zh for said in (target.conditions, definition) if said is not None]


@pytest.mark.parametrize("document", MEASURED)
def test_conditions_that_are_proposed_are_recorded(document, loaded):
    """Each figure's, the document left out of what is known; the record or the definition may say them in more words."""
    atlas = loaded.atlas
    assert atlas is not None
    plan = SITES / "county-plan" / "sources" / f"{PLAN}.txt"
    text = read_source(plan.read_text("utf-8")) if document == PLAN else source(f"{document}.txt")
    own = {target.id: target for target in atlas.targets.values() if target.document == document}
    right, wrong = 0, []
    for path, lines in candidates(atlas, document, text).targets():
        taken_in = [line.replace("# conditions", "conditions") for line in lines]
        (said,) = data(taken_in)
        if "conditions" not in said:
            continue
        records = [own[key] for key in meant([*own.values()], said, path)]
        agree = [not unsaid(said["conditions"]["zh"], limits_of(atlas, record)) for record in records]
        right += all(agree) and bool(agree)
        wrong += [] if all(agree) and agree else [(said["conditions"], records)]
    assert wrong == []
    assert right >= MEASURED[document]


# What check asks for


def told(loaded: Loaded, key: str, conditions: bool, phrase: str = "") -> list[str]:
    atlas = loaded.atlas
    assert atlas is not None
    gid = key if "--" in key else f"{PLAN}--{key}"
    target = atlas.targets[gid]
    changed = target if conditions else target.model_copy(update={"conditions": None})
    if phrase:
        changed = changed.model_copy(
            update={"evidence": (target.evidence[0].model_copy(update={"phrase": phrase}),)}
        )
    loaded.positions.keep(changed, *loaded.positions.trees[id(target)])
    context = Context(replace(atlas, targets={**atlas.targets, gid: changed}), loaded.positions, {})
    return [str(problem.instead.en) for problem in RULES["limits-said"](context) if problem.instead]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("rd-coverage-large-firms", "大中型工业企业"),
        ("large-projects-5bn-new", "投资超50亿元"),
        ("jiangyin-2020--financing-2020", "为150家工业科技企业"),
        ("changzhou-2021--transfer-projects-annual", "投资超5000万元"),
        ("jiangyin-2020--hitech-high-tech-firms-2022", "有效高新技术企业"),
        ("jiangyin-2020--industry-research-projects-2020", "重点产学研合作项目"),
    ],
)
def test_limiting_words_without_conditions_are_told(loaded, key, words):
    assert told(loaded, key, conditions=True) == []
    (advice,) = told(loaded, key, conditions=False)
    assert f'write conditions: {{zh: {words}, en: ""}}' in advice


@pytest.mark.parametrize(
    ("key", "said", "adds"),
    [
        ("", None, True),  # as the records are
        ("jiangyin-2020--jingjiang-park-clusters", "百亿级产业群", False),
        ("jiangyin-2020--upgrade-projects-2020", "重点技改项目", False),
        ("jiangyin-2020--upgrade-projects-2020", "投资超10亿元的重点技改项目", True),
        ("jiangyin-2020--high-tech-firms-net-2020", "净增", True),
        ("changzhou-2021--high-tech-firms-doubled", "高新技术企业数", True),  # words stand on no scale
    ],
)
def test_conditions_that_only_repeat_the_indicator_are_told(loaded, key, said, adds):
    atlas = loaded.atlas
    assert atlas is not None
    changed = dict(atlas.targets)
    if said is not None:
        changed[key] = atlas.targets[key].model_copy(update={"conditions": Text(zh=said, en="x")})
        loaded.positions.keep(changed[key], *loaded.positions.trees[id(atlas.targets[key])])
    context = Context(replace(atlas, targets=changed), loaded.positions, {})
    found = [problem.severity for problem in RULES["conditions-add"](context)]
    assert found == ([] if adds else ["warning"])


def test_most_conditions_of_figures_are_asked_for_once_they_are_taken_away(loaded):
    """The others stand in words of their own kind: a name (常州大学), a field (新兴产业领域), a verb."""
    atlas = loaded.atlas
    assert atlas is not None
    targets = {key: one.model_copy(update={"conditions": None}) for key, one in atlas.targets.items()}
    for key, one in targets.items():
        loaded.positions.keep(one, *loaded.positions.trees[id(atlas.targets[key])])
    context = Context(replace(atlas, targets=targets), loaded.positions, {})
    count = Counter[str]()
    for problem in RULES["limits-said"](context):
        count[problem.place.file] += 1
    assert sum(count.values()) >= 20, count
