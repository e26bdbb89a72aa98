"""Tables in a source: each cell is a figure of its own, with the unit and the year that the table gives it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from atlas.borders import mark
from atlas.census import Entry, census, numerals_of
from atlas.evidence import Claim, disagreements, other_unit
from atlas.source import Source, locate, read_source
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


TWO_HEADS = "序号\n指标\n单位\n目标值\n2024年\n2025年\n1\n企业数\n家\n120\n150\n2\n机构数\n家\n12\n15\n"


def test_a_table_that_cannot_be_read_gives_its_figures_no_years():
    source = read_source(f"一、目标\n{TWO_HEADS}")
    assert not source.cells
    assert {"120家", "150家", "12家", "15家"} <= set(figures(source))


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
第二条 到2025年，实现下列目标：
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
        ("正文 第二章", 1, "支持"),
        ("正文 第二章第一节", 2, "平台"),
        ("正文 第二章第一节第三条", 3, "支持企业研发"),
        ("正文 第三章", 1, "附则"),
    ]
    assert "正文第二章" in source.passages[8].within
