"""What the words around a figure say: basis, hope, year, and whose figure it is; and what they leave open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atlas.checks.context import Context
from atlas.meaning.dealing import dealt
from atlas.meaning.gainsaid import gainsaid
from atlas.meaning.governing import Record, basis, clause, hope, sentence, tells_time, yearly, years
from atlas.meaning.verbs import basis as said_by_verbs
from atlas.proving.proving import audit, verify
from atlas.reading.load import load
from atlas.sources.proof import spoken
from tests.trees import ROOT, SITES, atlas_of, lay

PLAN = SITES / "county-plan"
LEXICON = spoken(atlas_of(ROOT / "content"))


def record(of: str, base: str = "count", **changes: object) -> Record:
    given: dict = {"year": 2025, "period": None, "baseline": None, **changes}
    return Record(of, base, **given)


@pytest.mark.parametrize(
    ("before", "of", "base", "wanted"),
    [
        ("高新技术企业净增", "level", "count", "increase"),
        ("新增法人企业", "change", "count", "increase"),
        ("新引进超10亿元项目", "level", "count", "increase"),
        ("技术合同成交额三年累计", "increase", "yuan", "total"),
        ("制（修）订国内外标准累计超过", "level", "count", "total"),
        ("镇街板块每年净增高新技术企业", "increase", "count", "annual"),
        ("财政科技支出年均增长", "annual", "percent", "change"),
        ("高新技术产业产值年均增速保持在", "level", "percent", "change"),
        ("科技型企业年新增", "increase", "count", "annual"),
        ("科技型企业逐年新增", "increase", "count", "annual"),
        ("单位GDP能耗三年下降", "level", "percent", "change"),
        ("比重比2022年提高", "level", "percentage-points", "change"),
        ("化工生产企业数量减少约", "total", "percent", "change"),
        ("在全国高新区排名上升", "rank", "place", "change"),
    ],
)
def test_a_cue_in_the_clause_settles_the_basis(before, of, base, wanted):
    told = basis(before, record(of, base))
    assert told is not None
    assert re.match(f"write basis: {wanted}[, ]", told[2].en)
    allowed = record(wanted, base, period=(2023, 2025))
    assert basis(before, allowed) is None


@pytest.mark.parametrize(
    ("before", "of", "base"),
    [
        ("比重提高到", "level", "percent"),  # a level that is reached by rising
        ("新增长点", "level", "count"),
        ("新增贷款占比达", "level", "percent"),  # a share is no addition
        ("新建园区企业总数达到", "level", "count"),  # a stock
        ("累计覆盖率达到", "level", "percent"),
        ("累计下降", "change", "percent"),
        ("新增注册企业数增长", "change", "fold"),
        ("每年进入前", "rank", "place"),
        ("培育入库数达到", "level", "count"),
        ("每年新实施项目", "annual", "count"),
        ("累计净增", "total", "count"),
        ("万元地区GDP能耗降至", "level", "tce-per-wan-yuan"),
    ],
)
def test_what_the_words_leave_open_is_not_decided(before, of, base):
    assert basis(before, record(of, base)) is None


def test_a_net_increase_says_so_in_its_conditions():
    period = (2023, 2025)
    for before, of in (("三年净增", "increase"), ("每年净增高新技术企业", "annual")):
        told = basis(before, record(of, period=period, net=False))
        assert told is not None
        assert told[1].en == "“净增” is net of what is lost, the record's conditions do not say so"
        assert told[2].zh == "应补上 conditions: {zh: 净增, en: net of those that are lost}"
        assert basis(before, record(of, period=period, net=True)) is None
    assert basis("三年新增", record("increase", period=period, net=False)) is None
    assert basis("净增长额", record("annual", "yuan", net=False)) is None


def test_a_yearly_change_has_a_period():
    told = basis(
        "关键工序数控化率每年提高", record("change", "percentage-points", year=None, horizon=(2023, 2025))
    )
    assert told is not None
    assert told[2].en == "add period: [2023, 2025]"
    for cue in ("逐年", "逐年稳步", "年"):
        told = basis(f"比重{cue}提升", record("change", "percentage-points", year=None, horizon=(2023, 2025)))
        assert told is not None
        assert told[2].en == "add period: [2023, 2025]"
    for state in ("比重逐年提高到", "2024年提升", "比重比去年提升"):
        assert basis(state, record("change", "percentage-points")) is None


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"horizon": (2023, 2025), "year": None}, "add period: [2023, 2025]"),
        ({"horizon": (2023, 2025)}, "add period: [2023, 2025] and remove year"),
        ({"horizon": (2025, 2025)}, "add period: [2025, 2025]"),
        (
            {"horizon": (2023, 2025), "placed": False},
            "add period: [2023, 2025], remove year and add year_basis: stated | inherited",
        ),
        ({"year": None}, "add period with the first and the last year"),
    ],
)
def test_what_is_of_each_year_is_told_with_all_that_changes(changes, advice):
    assert yearly(record("annual", **changes)).en == advice


def test_another_basis_is_told_with_all_that_changes():
    told = basis("每年新建", record("increase", horizon=(2023, 2025)))
    assert told is not None
    assert told[2] == (
        "应写 basis: annual，补上 period: [2023, 2025]，删去 year，或改引所指的原文",
        "write basis: annual, add period: [2023, 2025] and remove year, or quote the words meant",
    )
    told = basis("每年新建", record("increase", period=(2023, 2025), horizon=(2023, 2025), year=None))
    assert told is not None
    assert told[2].en == "write basis: annual, or quote the words meant"


def test_what_is_done_in_one_year_keeps_it():
    assert yearly(record("annual", horizon=(2023, 2025)), one=True).en == "add period: [2025, 2025]"


def test_another_basis_is_told_with_the_period_that_it_wants():
    told = basis("技术合同成交额三年累计", record("level", "yuan"))
    assert told is not None
    assert told[2].en == "write basis: total and write period: [2023, 2025], or quote the words meant"


@pytest.mark.parametrize("period", [None, (2025, 2025), (2024, 2025)])
def test_what_is_added_in_three_years_has_a_period_of_three_years(period):
    told = basis("三年净增", record("increase", period=period))
    assert told is not None
    assert told[2].en == "write period: [2023, 2025]"
    nowhere = basis("三年净增", record("increase", year=None))
    assert nowhere is not None
    assert nowhere[2].en == "write a period of 3 years, the first and the last"
    assert basis("三年净增", record("increase", period=(2023, 2025))) is None
    assert basis("三年行动计划引进", record("increase", period=period)) is None


@pytest.mark.parametrize("period", [None, (2023, 2025)])
@pytest.mark.parametrize("cue", ["全年招引", "年内新增"])
def test_what_is_added_in_one_year_has_a_period_of_one_year(cue, period):
    told = basis(cue, record("increase", period=period))
    assert told is not None
    assert told[2].en == "write period: [2025, 2025]"
    assert basis(cue, record("increase", period=(2025, 2025))) is None
    assert basis(cue, record("annual", period=(2025, 2025))) is None
    for longer in ("几年内新增", "十年内新增", "10年内新增"):
        assert basis(longer, record("increase", period=period)) is None


def test_a_cue_governs_its_own_clause_only():
    text = "力争新增上市企业3家以上，实现净增500家"
    assert hope(clause(text, text.index("3"))) == "力争"
    assert hope(clause(text, text.index("500"))) is None
    assert hope("国家级高新区争取分别进入全国") == "争取"


@pytest.mark.parametrize(
    ("text", "changes", "advice"),
    [
        ("其中2024年达到2.9%", {}, ["write year: 2024, or quote the words meant"]),
        ("2023—2025年引进项目12个", {"period": (2023, 2025)}, []),
        ("到2025年达到3.2%", {}, []),
        ("比2022年提高3个百分点", {}, ["write baseline: {year: 2022}"]),
        ("2025年比2022年提高3个百分点", {"baseline": 2022}, []),
        ("比上年提高0.5个百分点", {"baseline": 2024}, []),
        ("比上年提高0.5个百分点", {"baseline": 2022}, ["write baseline: {year: 2024}"]),
        ("落实《2021年工作要点》，实施项目12个", {}, []),
        ("创新投入达到2000亿元规模", {}, []),
    ],
)
def test_a_year_in_the_words_is_one_of_the_records(text, changes, advice):
    assert [instead.en for _, _, instead in years(text, record("change", **changes))] == advice


@pytest.mark.parametrize(
    "text", ["到2025年", "年内新增3家", "三年净增150家", "“十四五”期间", "每年30个", "2025年底"]
)
def test_words_that_say_by_when(text):
    assert tells_time(text)


@pytest.mark.parametrize("text", ["新增法人企业13万家", "落实《2021年工作要点》"])
def test_words_that_do_not_say_by_when(text):
    assert not tells_time(text)


def test_a_sentence_ends_at_its_full_stop():
    text = "到2025年达3%。新建10家；新增5家。"
    assert sentence(text, text.index("新增"), text.index("5")) == "新建10家；新增5家。"


RUN = "准独角兽、瞪羚、雏鹰企业分别达到3家、25家和100家"


@pytest.mark.parametrize(
    ("text", "thing", "place", "figure"),
    [
        (RUN, "准独角兽企业", "岚浦市", "3家"),
        (RUN, "瞪羚企业", "岚浦市", "25家"),
        (RUN, "雏鹰企业", "岚浦市", "100家"),
        (RUN, "独角兽企业", "岚浦市", "3家"),
        (RUN, "单项冠军", "岚浦市", None),
        ("独角兽、准独角兽企业分别达到3家、9家", "独角兽企业", "岚浦市", None),  # either may be meant
        ("常州、武进高新区争取分别进入全国前20位、30位", "国家高新区综合排名", "武进国家高新区", "30位"),
        ("高新区、临港开发区分别新建投运1家新型研发机构", "新型研发机构", "江阴临港经济开发区", None),
        ("瞪羚、雏鹰企业达到25家和100家", "瞪羚企业", "岚浦市", None),
    ],
)
def test_figures_are_dealt_out_in_order_where_that_is_sure(text, thing, place, figure):
    own = dealt(text, [thing], [place], LEXICON)
    assert (own.text if own else None) == figure


# With the source: what the phrase leaves out.


TECH = "phrase: 全市科技进步贡献率达到68%"
SPOILED: dict[str, tuple[list[tuple[str, str]], str]] = {
    "力争 cut off": (
        [(TECH.replace("全市", "力争全市"), TECH), ("  aspirational: true\n", "")],
        "the source says “力争” before it",
    ),
    "year cut off": (
        [("phrase: 其中2024年达到2.9%", "phrase: 达到2.9%"), ("year: 2024", "year: 2025")],
        "the words say 2024",
    ),
    "净增 cut off": (
        [("phrase: 三年净增150家", "phrase: 150家"), ("basis: increase", "basis: level")],
        "“净增” makes the basis increase",
    ),
    "累计 cut off": (
        [
            ("phrase: 技术合同成交额三年累计120亿元左右", "phrase: 120亿元左右"),
            ("basis: total", "basis: increase"),
        ],
        "“累计” makes the basis total",
    ),
    "no year stated": (
        [
            ("phrase: 省级以上企业研发机构新建40家", "phrase: 新建40家"),
            ("year_basis: inherited", "year_basis: stated"),
        ],
        "its sentence in the source says no year or term",
    ),
    "a year at the head of the sentence": (
        [
            ("phrase: 海洋渔业产业规模达300亿元", "phrase: 产业规模达300亿元"),
            ("year_basis: stated", "year_basis: inherited"),
        ],
        "its sentence says a year or term, and year_basis is inherited",
    ),
    "another year than at the head": (
        [("phrase: 建成海上风电装机200兆瓦", "phrase: 海上风电装机200兆瓦"), ("year: 2025", "year: 2024")],
        "the head of its sentence in the source says 2025, the record says 2024",
    ),
    "another year than the annex": (
        [
            ("phrase: 瞪羚企业达到15家", "phrase: 瞪羚企业达到15家"),
            ("year: 2023", "year: 2025"),
            ("  links: [{to: gazelles-2025, kind: milestone}]\n", ""),
        ],
        "the title of the annex in the source says 2023, the record says 2025",
    ),
    "a year of the annex": (
        [
            ("phrase: 瞪羚企业达到15家", "phrase: 瞪羚企业达到15家"),
            ("year_basis: section", "year_basis: inherited"),
        ],
        "an earlier sentence of its section, or the title of its annex, says the year",
    ),
    "建成 cut off": (
        [
            ("phrase: 建成省级示范智能车间15个", "phrase: 省级示范智能车间15个"),
            ("basis: increase", "basis: level"),
        ],
        "“建成” makes the basis increase",
    ),
    "三年突破": (
        [
            ("phrase: 科技企业融资额三年突破60亿元", "phrase: 突破60亿元"),
            ("basis: total", "basis: level"),
            ("  printed: 科技企业融资额\n", ""),
        ],
        "“突破” makes the basis total",
    ),
    "no hope": (
        [
            ("phrase: 柔性引进专家教授200名", "phrase: 引进专家教授200名"),
            ("  year: 2025\n", "  year: 2025\n  aspirational: true\n"),
        ],
        "no word in its clause of the source makes it a hope",
    ),
}


@pytest.mark.parametrize(("changes", "told"), SPOILED.values(), ids=SPOILED.keys())
def test_verify_sees_what_the_phrase_leaves_out(changes, told, tmp_path: Path):
    content = lay(tmp_path / "content", PLAN)
    path = content / "documents" / "lanpu-2023" / "targets.yaml"
    text = path.read_text(encoding="utf-8")
    (entry,) = [part for part in re.split(r"(?m)^(?=- id: )", text) if changes[0][0] in part]
    changed = entry
    for old, new in changes:
        assert old in changed
        changed = changed.replace(old, new, 1)
    path.write_text(text.replace(entry, changed), encoding="utf-8")

    problems, proofs = verify(Context.of(load(content)), PLAN / "sources", ["lanpu-2023"])

    assert [told in problem.what.en for problem in problems] == [True]
    assert proofs == {}


def test_audit_tells_a_target_that_its_measure_does_not_name_and_a_line_that_phrases_make_needless(
    tmp_path: Path,
):
    content = lay(tmp_path / "content", PLAN)
    folder = content / "documents" / "lanpu-2023"
    measures, aside = folder / "measures.yaml", folder / "set-aside.yaml"
    text = measures.read_text(encoding="utf-8")
    assert "leading-talent-new, " in text
    measures.write_text(text.replace("leading-talent-new, ", "", 1), encoding="utf-8")
    aside.write_text(
        aside.read_text(encoding="utf-8") + "- {text: 三年, at: 正文, reason: date, every: true}\n",
        encoding="utf-8",
    )

    problems, _ = audit(Context.of(load(content)), PLAN / "sources", ["lanpu-2023"])

    assert [problem.instead.en for problem in problems if problem.instead] == [
        "remove the line, or correct at and text",
        "add leading-talent-new to its targets, or leave targets out: they follow from their places",
    ]


def test_a_verb_that_is_part_of_a_noun_says_nothing_of_the_basis():
    def told(text: str, names: tuple[str, ...] = ()) -> str:
        found = gainsaid(text, len(text), len(text), record("level", "yuan"), False, names)
        return found[0].name if found else ""

    assert said_by_verbs("技术合同成交额达到", 9, 9, "yuan", False) is None
    assert told("技术合同成交额达到") == told("技术合同成交总额") == ""
    assert told("技术合同成交") == "total"
    assert told("技术合同成交", ("技术合同成交",)) == told("科技成果转化项目", ("科技成果转化项目",)) == ""
    assert told("科技成果转化项目") == "increase"
    assert told("转化科技成果项目", ("科技成果项目",)) == "increase"
    assert told("新增科技贷款", ("新增科技贷款",)) == ""  # 新增 settles it before the verbs are asked
    assert told("设立科技基金", ("设立科技基金",)) == "increase"  # hardly ever a part of a name


def test_a_year_behind_of_which_is_not_one_of_each_year():
    text = "每年新增规上企业30家,其中2024年不少于40家"
    start = text.index("40")
    said = said_by_verbs(text, start, start + 3, "count", False)
    assert said is not None
    assert said.name == "increase"


def test_each_year_holds_for_what_is_done_along_with_it():
    text = "每年举办对接会30场,促成项目500项"
    start = text.index("500")
    said = said_by_verbs(text, start, start + 4, "count", False)
    assert said is not None
    assert said.name == "annual"
