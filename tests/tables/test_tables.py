"""Tables in a source: each cell is a figure of its own, with the unit and the year that the table gives it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from atlas.figures.borders import mark
from atlas.figures.evidence import Claim, disagreements, other_unit
from atlas.proposing.candidates import Candidates
from atlas.sources.census import Entry, census, numerals_of
from atlas.sources.source import Source, locate, read_source
from tests.words import LEXICON

HEAD = ["序号", "指标名称", "单位", "2023年实际", "2024年", "2025年"]
ROWS = [["1", "高新技术企业数", "家", "186", "210", "235"], ["2", "研发投入占比", "%", "2.6", "—", "3.0"]]
BEFORE, BEHIND = "一、目标\n达到90家。\n附件1\n主要指标计划表\n", "\n附件2\n说明\n"
FORMS = {"a cell on each line": ("\n", "\n"), "tabs": ("\t", "\n"), "spaces": ("  ", "\n")}


def laid(form: str) -> Source:
    cell, row = FORMS[form]
    return read_source(BEFORE + row.join(cell.join(cells) for cells in [HEAD, *ROWS]) + BEHIND)


def figures(source: Source) -> list[str]:
    return [f"{each.text}{each.unit if each.cell else ''}" for each in numerals_of(source, LEXICON)]


@pytest.mark.parametrize("form", FORMS)
def test_each_cell_is_a_figure_with_the_unit_of_its_row(form: str):
    assert figures(laid(form)) == [
        "90家", "2023年", "2024年", "2025年", "186家", "210家", "235家", "2.6%", "3.0%",
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_phrase_of_cells_accounts_for_its_last_cell_only(form: str):
    source = laid(form)
    quoted = Entry("a", "附件1", "高新技术企业数|家|186|210")
    assert len(locate(source, quoted.at, quoted.text)) == 1
    found = census(source, [quoted], [], [], LEXICON)
    assert [each.figure.text for each in found.accounted] == ["210"]


def test_a_phrase_of_cells_says_the_figure_of_its_last_cell():
    right = Claim(("高新技术企业数|家|186|210",), Decimal(210), unit_id="jia")
    assert disagreements(right, LEXICON) == ()
    wrong = Claim(("高新技术企业数｜家｜186｜210",), Decimal(186), unit_id="jia")
    assert [each.code for each in disagreements(wrong, LEXICON)] == ["value"]
    unit = Claim(("高新技术企业数|家|186|210",), Decimal(210), unit_id="yi-yuan")
    assert "unit" in [each.code for each in disagreements(unit, LEXICON)]


YEARS = "一、目标\n分年度计划（单位：亿元）\n年度\n市级\n县区\n2021年\n12.5\n8\n2022年\n13\n9\n二、措施\n"


def test_the_unit_over_a_table_is_that_of_its_figures():
    source = read_source(YEARS)
    assert figures(source) == ["2021年", "12.5亿元", "8亿元", "2022年", "13亿元", "9亿元"]
    claim = Claim(("2021年|12.5|8",), Decimal(8), unit_id="yi-yuan")
    assert disagreements(claim, LEXICON) == ()
    cell = next(each for each in source.cells.values() if source.squeezed.text[each.start : each.end] == "8")
    assert (cell.year, cell.unit) == (2021, "亿元")
    assert other_unit(claim, cell.unit, LEXICON) is None
    said = other_unit(Claim(claim.phrases, Decimal(8), unit_id="jia"), cell.unit, LEXICON)
    assert said is not None
    assert said[1].en == "write unit: yi-yuan"


def test_figures_on_lines_of_their_own_never_run_together_in_whatever_table():
    source = read_source("一、目标\n数据如下：\n甲\n12\n15.5\n18%\n乙\n二、措施\n")
    assert figures(source) == ["12", "15.5", "18%"]
    source = read_source("一、目标\n基础\n120\n5G基站数\n260\n10-15\n12~18\n")
    assert figures(source) == ["120", "5", "260", "10-15", "12~18"]
    assert figures(read_source("一、目标\n企业数 家 186 210 235\n")) == ["186", "210", "235"]


ACTUAL_AND_GOAL = (
    [["序号", "指标", "单位", "2023年", "", "2024年", ""], ["", "", "", "完成值", "目标值", "完成值", "目标值"]],
    [["1", "企业数", "家", "80", "90", "110", "120"], ["2", "机构数", "家", "8", "9", "11", "12"]],
    [("80", 2023, "家"), ("90", 2023, "家"), ("110", 2024, "家"), ("120", 2024, "家"),
     ("8", 2023, "家"), ("9", 2023, "家"), ("11", 2024, "家"), ("12", 2024, "家")],
)  # fmt: skip
GOAL_AND_BODY = (
    [["指标（单位）", "2023年", "2024年", "", "2025年", "", "备注"], ["", "实际", "目标", "责任单位", "目标", "责任单位", ""]],
    [["企业数（家）", "80", "90", "雾港局", "110", "雾港局", "预期性"],
     ["投入占比（%）", "2.6", "2.8", "雾港局、雾港委", "3.0", "雾港局", "约束性"]],
    [("80", 2023, "家"), ("90", 2024, "家"), ("110", 2025, "家"), ("2.6", 2023, "%"), ("2.8", 2024, "%"), ("3.0", 2025, "%")],
)  # fmt: skip
GOAL_OVER_YEARS = (
    [["序号", "指标", "单位", "目标值", "", "属性"], ["", "", "", "2024年", "2025年", ""]],
    [["1", "企业数", "家", "120", "2026", "预期性"], ["2", "机构数", "家", "12", "15", "约束性"]],
    [("120", 2024, "家"), ("2026", 2025, "家"), ("12", 2024, "家"), ("15", 2025, "家")],
)  # fmt: skip


def squeezed_cells(source: Source) -> list[tuple[str, int | None, str]]:
    return [
        (source.squeezed.text[each.start : each.end], each.year, each.unit) for each in source.cells.values()
    ]


@pytest.mark.parametrize("form", ["\n", "\t", "   "])
@pytest.mark.parametrize("table", [ACTUAL_AND_GOAL, GOAL_AND_BODY, GOAL_OVER_YEARS])
def test_a_head_in_two_rows_gives_each_figure_its_year(table, form: str):
    head, rows, expected = table
    if form != "\t":  # what spans columns is printed once, and leaves no cells
        head = [[cell for cell in row if cell] for row in head]
    laid = "\n".join(form.join(row) for row in [*head, *rows])
    source = read_source(f"一、目标\n附件\n{laid}\n")
    assert squeezed_cells(source) == expected
    read = [each for each in numerals_of(source, LEXICON) if each.kind == "amount"]
    assert [(each.numeral, each.unit) for each in read] == [(text, unit) for text, _, unit in expected]


def test_a_second_row_that_may_stand_below_in_two_ways_gives_its_figures_no_years():
    head = "序号\n指标\n单位\n完成值\n目标值\n2023年\n2024年\n2025年\n"
    source = read_source(f"一、目标\n{head}1\n企业数\n家\n120\n150\n160\n2\n机构数\n家\n12\n15\n16\n")
    assert not source.cells
    assert {"120家", "150家", "160家", "12家", "15家", "16家"} <= set(figures(source))


GROUPS = [
    ["类别", "序号", "指标", "2024年", "2025年"],
    ["投入", "1", "研发占比（%）", "2.6", "2.8"],
    ["", "2", "科技支出（亿元）", "6", "7"],
    ["产出", "3", "企业数（家）", "80", "90"],
]


@pytest.mark.parametrize("form", ["\n", "\t", "  "])
@pytest.mark.parametrize("empty", [True, False])
def test_the_name_of_a_group_that_stands_once_for_several_rows_leaves_their_figures_in_place(
    form: str, empty: bool
):
    if empty and form != "\t":
        return  # only tabs keep an empty cell
    rows = [[cell for cell in row if cell or empty] for row in GROUPS]
    laid = "\n".join(form.join(row) for row in rows)
    source = read_source(f"一、目标\n附件\n{laid}\n")
    assert squeezed_cells(source) == [
        ("2.6", 2024, "%"), ("2.8", 2025, "%"), ("6", 2024, "亿元"), ("7", 2025, "亿元"), ("80", 2024, "家"), ("90", 2025, "家"),
    ]  # fmt: skip
    assert "1" not in figures(source)
    assert len(locate(source, "附件", "科技支出（亿元）|6|7")) == 1


def test_a_head_in_two_rows_with_who_answers_is_no_table_of_work_items():
    rows = [
        ["序号", "指标", "单位", "2024年", "", "备注"],
        ["", "", "", "目标", "责任单位", ""],
        ["1", "企业数", "家", "9", "雾港局", ""],
    ]
    laid = "\n".join("\t".join(row) for row in rows)
    source = read_source(f"一、目标\n附件\n{laid}\n")
    assert not [passage for passage in source.passages if "第1行" in passage.path]
    assert squeezed_cells(source) == [("9", 2024, "家")]


FIVE_YEARS = [
    ["类别", "指标", "单位", "2020年", "2025年", "年均增速（%）", "属性"],
    ["投入", "科技支出", "亿元", "60", "90", "8.5", "预期性"],
    ["绿色", "能耗降低", "%", "—", "—", "[14]", "约束性"],
    ["", "专利数", "件", "20", "30～35", "[120]", "预期性"],
    ["", "综合排名", "位", "25", "前20", "—", "预期性"],
]


@pytest.mark.parametrize("form", ["\n", "\t"])
def test_rates_sums_in_brackets_ranges_and_places_are_figures_of_their_cells(form: str):
    rows = [[cell for cell in row if cell or form == "\t"] for row in FIVE_YEARS]
    laid = "\n".join(form.join(row) for row in rows)
    source = read_source(f"雾港市“十四五”规划\n一、目标\n附件\n{laid}\n")
    found = Candidates(source, LEXICON, "en")
    read = {
        draft.phrase: (
            draft.figure.value, draft.figure.high, draft.figure.unit, draft.figure.comparator, draft.proposal.basis,
            draft.proposal.years, draft.proposal.period,
        )
        for draft in found.drafts.all
    }  # fmt: skip
    span = (2021, 2025)
    assert read == {
        "科技支出|亿元|60|90": (90, None, "亿元", "reach", "level", (2025,), None),
        "科技支出|亿元|60|90|8.5": (Decimal("8.5"), None, "%", "reach", "change", (), span),
        "能耗降低|%|—|—|[14]": (14, None, "%", "reach", "", (2025,), None),
        "专利数|件|20|30～35": (30, 35, "件", "within", "level", (2025,), None),
        "专利数|件|20|30～35|[120]": (120, None, "件", "reach", "total", (2025,), None),
        "综合排名|位|25|前20": (20, None, "位", "at-most", "rank", (2025,), None),
    }
    rate = Claim(("科技支出|亿元|60|90|8.5",), Decimal("8.5"), unit_id="percent")
    assert disagreements(rate, LEXICON) == ()


def test_a_column_that_has_a_unit_of_its_own_gives_it_to_its_figures():
    source = read_source(
        "一、目标\n指标\t单位\t2025年\t年均增长（%）\n产值\t亿元\t120\t8\n税收\t亿元\t12\t9\n"
    )
    assert [unit for _, _, unit in squeezed_cells(source)] == ["亿元", "%", "亿元", "%"]


def test_an_empty_cell_between_tabs_keeps_the_others_in_their_columns():
    source = read_source("一、目标\n指标\t单位\t2024年\t2025年\n企业数\t家\t120\t\n机构\t家\t\t15\n")
    assert [(source.squeezed.text[each.start : each.end], each.year) for each in source.cells.values()] == [
        ("120", 2024), ("15", 2025),
    ]  # fmt: skip


def test_a_bound_in_a_cell_binds_its_figure():
    source = read_source("一、目标\n指标\n单位\n2024年\n2025年\n专利\n件\n≥26\n≤30\n机构\n家\n5\n6\n")
    assert [each.comparator for each in numerals_of(source, LEXICON) if each.cell] == [
        "at-least", "at-most", "reach", "reach",
    ]  # fmt: skip


def test_text_without_tables_stays_as_it_is():
    text = "一、目标\n达到1\n20家。电话 0519-83297678 邮编 213000\n（一）企业\n1. 培育\n"
    assert mark(text) == text


WORK = """一、目标
二、任务
附件
2024年任务分解表
序号
任务
工作目标
牵头单位
完成时限
1
办会
举办12场
市商务局
2024年6月
2
建园
建成20万平方米
市住建局
12月底
"""


def test_rows_of_a_table_under_no_measure_have_a_place_each():
    source = read_source(WORK)
    assert [passage.path for passage in source.passages if passage.path.startswith("附件 ")] == [
        "附件 第1行",
        "附件 第2行",
    ]
    assert locate(source, "附件 第2行", "建成20万平方米")[0].own


LAW = """第一章 总则
第一条 为规范管理，制定本办法。
第二条 明确目标。到2025年，实现下列目标：
（一）企业90家；
（二）机构15家。
第二章 支持
第一节 平台
第三条 支持企业研发。对企业补助。依照
第九条的规定执行。
1. 每年3家。
第三章 附则
第四条 施行。
"""


def test_chapters_and_articles_are_places_and_only_titled_ones_are_headings():
    source = read_source(LAW)
    assert [passage.path for passage in source.passages] == [
        "正文 第一章", "正文 第一章第一条", "正文 第一章第二条", "正文 第一章第二条（一）", "正文 第一章第二条（二）",
        "正文 第二章", "正文 第二章第一节", "正文 第二章第一节第三条", "正文 第二章第一节第三条1", "正文 第三章",
        "正文 第三章第四条",
    ]  # fmt: skip
    assert [(each.path, each.level, each.title) for each in source.headings] == [
        ("正文 第一章", 1, "总则"),
        ("正文 第一章第二条", 2, "明确目标"),
        ("正文 第二章", 1, "支持"),
        ("正文 第二章第一节", 2, "平台"),
        ("正文 第二章第一节第三条", 3, "支持企业研发"),
        ("正文 第三章", 1, "附则"),
    ]
    assert "正文第二章" in source.passages[8].within


def test_a_short_first_sentence_is_the_title_of_an_article_only_where_others_have_titles():
    """Of five articles one begins with a short sentence; of its chapter, that is the lowest heading."""
    text = "第一章 总则\n第一条 为规范管理，制定本办法。\n第二章 平台\n第二条 应当建成中心，到2025年达5家。\n"
    text += "第三条 鼓励设立飞地。企业设立飞地的，给予补助。\n第四条 各地应当支持。\n第三章 监督与附则\n第五条 施行。\n"
    source = read_source(text)
    assert "正文 第二章第三条" in [each.path for each in source.passages]
    assert [each.path for each in source.headings] == ["正文 第一章", "正文 第二章", "正文 第三章"]
    titled = text.replace("应当建成", "建设中心。应当建成").replace("各地应当", "支持各地。各地应当")
    assert [each.title for each in read_source(titled).headings if "条" in each.path] == [
        "建设中心", "鼓励设立飞地", "支持各地",
    ]  # fmt: skip
