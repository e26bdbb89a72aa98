"""Clauses that may be goals in words: how many of the real ones are listed, and how many that are listed are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.figures.evidence import LONGEST
from atlas.proposing import goal_fields
from atlas.proposing.candidates import Candidates
from atlas.proposing.goals import with_goals
from atlas.proposing.worded import LONGEST_CLAUSE, worded
from atlas.reading.reader import parse
from atlas.records.model import Atlas, Target
from atlas.sources.census import numerals_of
from atlas.sources.proof import spoken
from atlas.sources.source import Source, locate, read_source
from tests.trees import SITES
from tests.words import LEXICON, source

SCRAPS = [
    "争创", "国家级", "一流", "、", "，", "。", "《", "》", "\n", "10家", "建设", "中心", "：", "“", "一、", "1", ",",
    "千亿园区", "雾" * 30,
]  # fmt: skip


def listed(text: str) -> list[str]:
    return clauses(read_source(f"一、目标\n{text}\n"))


def clauses(text: Source) -> list[str]:
    titles = Candidates(text, LEXICON, "en").drafts.titles
    return [text.printed(goal.start, goal.end) for goal in worded(text, numerals_of(text, LEXICON), titles)]


def record(line: str) -> Any:
    tree, problems = parse(line.removeprefix("# ").encode(), "x")
    assert tree is not None, problems
    said: Any = tree.data
    return said[0]


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("发展产业，争创国家创新型县（市）。", ["争创国家创新型县（市）"]),
        ("土地产出率位居全省前列；跻身全国第一方阵。", ["土地产出率位居全省前列", "跻身全国第一方阵"]),
        ("常州工学院建成全省一流的应用技术大学。", ["常州工学院建成全省一流的应用技术大学"]),
        ("打造长三角特色鲜明的创新中心。", ["打造长三角特色鲜明的创新中心"]),
        ("五年内不得申报市级项目，不予申报国家级示范。", []),
        ("瞄准千亿园区目标，做强产业。", ["瞄准千亿园区目标"]),
        ("建成一批国家级示范项目，培育一批省雾社区。", ["建成一批国家级示范项目", "培育一批省雾社区"]),
        ("培育一批示范机构，打造一批省内知名品牌。", []),
        ("企业研发机构全覆盖，争创2家国家企业。", []),  # with a figure that is listed
        ("落实《关于争创国家级高新区的意见》。", []),
        ("加强示范区建设，为争创一流提供保障。", []),
        ("与国际一流机构开展合作，引进国内外知名高校。", []),
        ("大力发展，加快推进。", []),
        ("收入增速高于全省平均水平，亩均效益低于全市平均的企业。", ["收入增速高于全省平均水平"]),
        ("外贸增长与经济增长基本同步。", ["外贸增长与经济增长基本同步"]),
        ("满意度位居全市第一，落实第一责任人制度。", ["满意度位居全市第一"]),
        ("力争到2026年，服务业增加值率达到9%。", []),
        ("综合排名持续进位，进入全国百强县。", ["综合排名持续进位", "进入全国百强县"]),
        ("研发活动应建尽建，完成省下达的节能任务。", ["研发活动应建尽建", "完成省下达的节能任务"]),
        ("依托全省领先的高校，率先建成雾港示范区。", ["率先建成雾港示范区"]),
    ],
)
def test_a_clause_is_listed_where_a_cue_makes_it_a_goal(text, goals):
    assert listed(text) == goals


def test_a_long_clause_is_cut_around_its_cue():
    long = "、".join(["建设雾港创新平台"] * 6)
    assert listed(f"{long}、力争雾港大学前移。") == ["力争雾港大学前移"]
    (cut,) = listed(f"支持雾港大学争创{'国家' * 30}。")
    assert cut == "争创" + "国家" * 19
    assert len(cut) == LONGEST_CLAUSE <= LONGEST


def test_a_goal_stands_behind_a_second_mark_under_its_heading_ready_to_be_a_record():
    text = "一、甲\n争创国家级甲。达10家。\n二、乙\n争创国家级乙。争创国家级乙。\n三、丙\n达5家。\n"
    entries, goals = with_goals(Candidates(read_source(text), LEXICON, "en", region="fog"))
    assert goals == 3
    assert [(path, len(lines) > 1) for path, lines in entries] == [
        ("正文 一", True), ("正文 一", False), ("正文 二", False), ("正文 二", False), ("正文 三", True),
    ]  # fmt: skip
    line = entries[1][1][0]
    assert line.startswith("# - {")
    assert line.endswith(" # line 2")
    assert record(line) == {
        "id": None, "indicator": None, "region": "fog", "words": {"zh": "争创国家级甲", "en": ""}, "comparator": "reach",
        "basis": "increase", "year": None, "year_basis": None, "aspirational": "true",
        "evidence": [{"at": "正文 一", "phrase": "争创国家级甲"}],
    }  # fmt: skip
    assert [record(lines[0])["evidence"][0]["nth"] for _, lines in entries[2:4]] == ["1", "2"]


def test_the_goal_of_the_plan_is_listed_and_nothing_else():
    plan = read_source((SITES / "county-plan" / "sources" / "lanpu-2023.txt").read_text("utf-8"))
    assert clauses(plan) == ["争创国家创新型县（市）"]


def proposed(atlas: Atlas) -> Iterator[tuple[Target, dict[str, Any]]]:
    """The goals in words of the real documents whose clauses are listed, each with what is proposed of it."""
    for document in atlas.documents.values():
        text = source(document.source.file)
        goals = [
            target for target in atlas.targets.values() if target.document == document.id and not target.value
        ]
        for path, lines in with_goals(Candidates(text, spoken(atlas), "zh"))[0]:
            if not lines[0].startswith("# - {"):
                continue
            said = record(re.sub(" # 第[0-9]+行$", "", lines[0]))
            clause = said["evidence"][0]["phrase"]
            for target in goals:
                if any(piece.at == path and piece.phrase in clause for piece in target.evidence):
                    yield target, said


def test_goals_of_real_documents_are_hoped_for_where_their_records_say_so(atlas):
    held: Counter[bool] = Counter()
    for target, said in proposed(atlas):
        assert ("aspirational" in said) is target.aspirational, target.gid
        held[target.aspirational] += 1
    assert held[True] >= 14
    assert held[False] >= 36


def test_basis_and_deadline_of_goals_of_real_documents_are_those_of_their_records(atlas):
    """What is proposed of a goal in words is right; the rules were made on these documents."""
    held: Counter[tuple[str, str]] = Counter()
    for target, said in proposed(atlas):
        year = target.year or (target.period and target.period[1])
        recorded = {"basis": target.basis, "year": str(year), "year_basis": target.year_basis}
        for field, wanted in recorded.items():
            assert said[field] in (None, wanted), (target.gid, field)
            held[field, "filled" if said[field] else "blank"] += 1
        assert said["comparator"] == target.comparator, target.gid
    assert held["basis", "filled"] >= 50
    assert held["year", "filled"] >= 36
    assert held["year_basis", "filled"] >= 16, held


@pytest.mark.parametrize(
    ("clause", "basis", "comparator"),
    [
        ("争创国家级高新区", "increase", "reach"),
        ("通过国家创新型县验收", "increase", "reach"),
        ("加快建设国家级科技服务业集聚区", "increase", "reach"),
        ("综合实力走在全省前列", "rank", "reach"),
        ("企业满意度位居全市第一", "rank", "reach"),
        ("亩均效益保持全省领先水平", "rank", "reach"),
        ("工业增加值增速高于全省平均", "change", "reach"),
        ("人均可支配收入高于全省平均水平", "level", "reach"),
        ("打造全省有影响力的创新中心", "level", "reach"),
        ("规上企业研发活动应建尽建", "", "all"),
        ("力争大学前移", "", "reach"),
    ],
)
def test_the_words_of_a_goal_say_its_basis_and_what_binds_it(clause, basis, comparator):
    assert (goal_fields.basis(clause), goal_fields.comparator(clause)) == (basis, comparator)


def test_goals_of_real_documents_are_listed_with_little_else(atlas):
    """With a figure-like word (翻一番) among the figures, or as a clause. The cues were taken from these documents."""
    count: Counter[str] = Counter()
    for document in atlas.documents.values():
        text = source(document.source.file)
        found = Candidates(text, spoken(atlas), "zh")
        figures, clauses = found.figures, list(worded(text, found.figures, found.drafts.titles))
        of_goals = set()
        for target in atlas.targets.values():
            if target.document != document.id or not target.words or target.value:
                continue
            spans = [(o.start, o.end) for e in target.evidence for o in locate(text, e.at, e.phrase)]
            own = {c for c in clauses for start, end in spans if start < c.end and c.start < end}
            shown = any(
                start <= figure.start and figure.end <= end
                for figure in figures if figure.kind in ("amount", "words")
                for start, end in spans
            )  # fmt: skip
            of_goals |= own
            count["goals"] += 1
            count["listed"] += bool(own) or shown
            count["as clauses"] += bool(own)
        count["clauses"] += len(clauses)
        count["none"] += len(set(clauses) - of_goals)
    assert count["goals"] >= 87
    assert count["listed"] >= 0.97 * count["goals"]
    assert count["as clauses"] >= 62
    assert count["none"] <= 0.26 * count["clauses"]


@given(st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join))
@settings(max_examples=50)
def test_whatever_a_source_holds_each_line_is_a_record_whose_words_are_found(text):
    found = Candidates(read_source(text), LEXICON, "zh")
    for path, lines in with_goals(found)[0]:
        if lines[0].startswith("# - {"):
            (piece,) = record(re.sub(" # 第[0-9]+行$", "", lines[0]))["evidence"]
            assert locate(found.source, path, piece["phrase"])
            assert len(piece["phrase"]) <= LONGEST
