"""What `read_source` and `locate` promise: every text is cut at its own headings, and phrases are found in place."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from atlas.numerals import chinese
from atlas.problems import Place
from atlas.sources.source import Source, locate, nearest, place, read_source
from atlas.squeezed import count, fold, squeeze, squeezed
from tests.words import source

POLICY = """
网站首页
关于创新的意见
（2021年2月10日）

为加快创新，推动
发展，制定本意见。

一、总体要求
(一) 指导思想
坚持创新，到2025年达 5 0
0家。
（二）基本原则
1. 市场主导。坚持创新。
2．人才根本。新增3家。
二、工作目标
1.主要指标。高新技术企业达
100家，新增5
家。
三、重点任务
（一）壮大企业
1、培育企业。培育独角兽5家，瞪羚企业55家，占5.5%。
2 强化协同。
3. 10家以上，新增5家。
（二）打造平台
4. 建设平台。
附件：1．行动方案甲（2017～2020年）
2．行动方案乙
 行动方案甲
（2017～2020年）
一、目标
达5家。
二、内容
（一）工程
1．措施。
附件2

行动方案乙
一、目标
达6家。
"""


def paths(of: Source) -> list[str]:
    return [passage.path for passage in of.passages]


def test_a_text_is_cut_at_its_headings():
    assert paths(read_source(POLICY)) == [
        "题头", "前言", "正文 一", "正文 一（一）", "正文 一（二）", "正文 一（二）1", "正文 一（二）2",
        "正文 二", "正文 二 1", "正文 三", "正文 三（一）", "正文 三（一）1", "正文 三（一）2", "正文 三（一）3",
        "正文 三（二）", "正文 三（二）4", "附件", "附件",
        "附件1", "附件1 一", "附件1 二", "附件1 二（一）", "附件1 二（一）1", "附件2", "附件2 一",
    ]  # fmt: skip


def test_the_words_under_a_place_are_those_of_all_below_it_and_of_no_other():
    read = read_source(POLICY)
    under = read.under("正文 三（一）")
    assert "独角兽5家" in under
    assert "新增5家" in under
    assert "人才根本" not in under
    assert "平台" not in under
    assert read.under("正文 三 （一）") == under, "white space in a place does not matter"
    assert read.under("正文 九") == ""
    assert "人才根本" in read.under("")


def test_passages_leave_nothing_out():
    read = read_source(POLICY)
    assert "".join(POLICY[p.start : p.end] for p in read.passages) == POLICY
    assert "".join(read.squeezed.text[p.from_ : p.to] for p in read.passages) == fold(squeeze(POLICY))


def test_headings_have_path_level_title_and_line():
    headings = {h.path: (h.level, h.title, h.line) for h in read_source(POLICY).headings}
    assert headings["正文 一"] == (1, "总体要求", 9)
    assert headings["正文 一（一）"] == (2, "指导思想", 10)
    assert headings["正文 三（一）2"] == (3, "强化协同", 23)
    assert headings["附件1"][:2] == (0, "行动方案甲(2017~2020年)")
    assert headings["附件2"][:2] == (0, "行动方案乙")


def test_the_number_of_a_heading_is_kept_apart_from_its_text():
    read = read_source(POLICY)
    numbers = [read.squeezed.text[p.from_ : p.body] for p in read.passages]
    assert numbers[:8] == ["", "", "一、", "(一)", "(二)", "1.", "2.", "二、"]
    assert numbers[15:18] == ["4.", "附件:1.", "2."]


@pytest.mark.parametrize(
    "line",
    ["3.5%以上。", "9. 以上。", "2020年完成。", "30 家以上", "（2017～2020年）", "（责任部门：市科技局）",
     "五、跳过很多。", "一、重来。", "（五）跳过。", "(1) 小项。", "4 家企业。"],
)  # fmt: skip
def test_a_line_broken_within_a_sentence_makes_no_heading(line: str):
    text = f"前言，有句。\n一、甲\n（一）乙\n1. 丙。比重达到\n{line}\n"
    assert paths(read_source(text)) == ["前言", "正文 一", "正文 一（一）", "正文 一（一）1"]


def test_level_3_counts_on_through_the_text_or_begins_again():
    text = "一、甲\n1.a。\n2.b。\n二、乙\n3.c。\n三、丙\n1.d。\n"
    assert paths(read_source(text))[1:] == [
        "正文 一 1",
        "正文 一 2",
        "正文 二",
        "正文 二 3",
        "正文 三",
        "正文 三 1",
    ]


def test_a_number_skipped_in_print_loses_no_heading():
    assert paths(read_source("一、甲\n1.a。\n3.b。\n三、乙\n"))[1:] == ["正文 一 1", "正文 一 3", "正文 三"]


TABLE = """一、任务
附件：工作目标
 附件
工作目标
	类别
	序号
	一、企业
	1.培育企业
	1
	培育企业5家。
	2
	新增3家。
	2.引进项目
	1
	引进6家。
	一、企业
	3.服务企业
	1
	服务7家。
	二、平台
	4.建设平台
	1
	建设8个。
"""


def test_a_table_is_cut_into_rows_named_by_measure_and_row():
    read = read_source(TABLE)
    rows = {p.path: read.squeezed.text[p.body : p.to] for p in read.passages if "-" in p.path}
    assert rows == {
        "附件 1-1": "培育企业5家。", "附件 1-2": "新增3家。", "附件 2-1": "引进6家。", "附件 3-1": "服务7家。",
        "附件 4-1": "建设8个。",
    }  # fmt: skip


def test_a_row_stands_below_its_measure_and_its_category():
    read = read_source(TABLE)
    for at in ("附件 4-1", "附件 二 4", "附件 二", "附件"):
        assert [o.path for o in locate(read, at, "建设8个")] == ["附件 4-1"]
    assert locate(read, "附件 一", "建设8个") == []
    assert [o.path for o in locate(read, "附件 一", "服务7家")] == ["附件 3-1"]


def test_a_text_without_headings_is_read_all_the_same():
    assert paths(read_source("")) == ["题头"]
    assert paths(read_source("关于某事的通知")) == ["题头"]
    assert paths(read_source("关于某事的通知\n为做好某事，通知如下。")) == ["题头", "前言"]


# Phrases


def test_a_phrase_is_found_whatever_its_white_space_and_width():
    read = read_source(POLICY)
    for phrase in ("达500家", "达 500 家", "达５００家", "达5\n00 家"):
        (found,) = locate(read, "正文 一（一）", phrase)
        assert (found.line, found.path, found.own) == (11, "正文 一（一）", True)
        assert read.printed(found.start, found.end) == "达500家"


def test_nothing_but_white_space_and_width_is_forgiven():
    read = read_source(POLICY)
    for phrase in ("达到500家", "达500家,", "高新企业达100家", "“达500家”", ""):
        assert locate(read, "正文 一（一）", phrase) == []


def test_a_path_covers_all_below_it_and_nothing_else():
    read = read_source(POLICY)
    assert [o.path for o in locate(read, "正文 三", "新增5家")] == ["正文 三（一）3"]
    assert [o.path for o in locate(read, "正文", "新增5家")] == ["正文 二 1", "正文 三（一）3"]
    assert [o.own for o in locate(read, "正文", "新增5家")] == [False, False]
    assert locate(read, "正文 三（二）", "新增5家") == []
    assert [o.path for o in locate(read, "附件", "一、目标")] == ["附件1 一", "附件2 一"]


@pytest.mark.parametrize("at", ["正文三(一)3", "正文 三（一） 3", " 正文　三（一）３", "正文 三 （一）3"])
def test_spaces_and_the_width_of_brackets_in_a_path_do_not_matter(at: str):
    assert place(at) == place("正文 三（一）3")
    assert len(locate(read_source(POLICY), at, "新增5家")) == 1


def test_a_phrase_that_begins_or_ends_within_a_figure_is_not_found():
    read = read_source("一、甲\n瞪羚55家，占5.5%，1,200个，达100万平方米，三十家，28万人，至10家。\n")
    for phrase in ("5家", "5%", ".5%", "200个", "达100", "十家", "万人", "达10", "占5"):
        assert locate(read, "正文", phrase) == [], phrase
    for phrase in (
        ",占5.5%",
        "55家",
        "5.5%",
        "1,200个",
        "达100万平方米",
        "三十家",
        "28万人",
        "10家",
        "占5.5%",
    ):
        assert len(locate(read, "正文", phrase)) == 1, phrase


def test_the_number_of_a_heading_is_no_part_of_a_figure():
    assert len(locate(read_source(POLICY), "正文 三（一）3", "10家以上")) == 1
    assert len(locate(read_source(TABLE.replace("新增3家", "百家企业")), "附件 1-2", "百家企业")) == 1


def test_the_list_of_attachments_stands_under_its_own_place_and_the_last_heading():
    read = read_source(POLICY)
    assert len(locate(read, "附件", "（2017～2020年）")) == 2  # in the list and over the annex itself
    assert len(locate(read, "正文 三（二）", "（2017～2020年）")) == 1
    assert len(locate(read, "附件1", "（2017～2020年）")) == 1


def test_only_numbered_lines_in_sequence_belong_to_the_list_of_attachments():
    read = read_source(POLICY.replace("2．行动方案乙\n", "2．行动方案乙\n\n5．客服\n"))
    numbers = [read.squeezed.text[p.from_ : p.body] for p in read.passages if p.path == "附件"]
    assert numbers == ["附件:1.", "2."]


def test_headings_after_the_list_of_attachments_are_those_of_an_annex():
    assert paths(read_source("一、甲\n附件：方案\n另一方案\n一、目标\n"))[-2:] == ["附件", "附件 一"]


def test_a_phrase_may_run_over_a_heading():
    assert len(locate(read_source(POLICY), "正文 一", "总体要求（一）指导思想")) == 1


def test_the_nearest_words_are_named():
    read = read_source(POLICY)
    exact = nearest(read, "瞪羚企业55家")
    assert exact is not None
    assert (exact.path, exact.line, exact.exact) == ("正文 三（一）1", 22, True)
    alike = nearest(read, "瞪羚企业共55家")
    assert alike is not None
    assert (alike.path, alike.exact) == ("正文 三（一）1", False)
    assert "羚企业55家" in alike.words
    assert nearest(read, "") is None


def test_white_space_is_not_counted():
    assert count(" 达\n3.5　%\t\ufeff") == 5


@given(st.text(alphabet="一二三、（）().．123附件：:\n \t家。，a", max_size=200))
@settings(max_examples=300, deadline=None)
@example("1  1:")
def test_any_text_is_cut_without_loss(text: str):
    read = read_source(text)
    assert "".join(text[p.start : p.end] for p in read.passages) == text
    assert [p.from_ for p in read.passages][1:] == [p.to for p in read.passages][:-1]
    assert all(p.from_ <= p.body <= p.to for p in read.passages)
    assert [h.line for h in read.headings] == sorted(h.line for h in read.headings)
    for passage in read.passages:
        assert place(passage.path) in passage.within
        words = read.squeezed.text[passage.body : passage.to]
        if words:
            assert place(passage.path) in read.places
            assert passage.line <= read.line(passage.body)


@given(st.text(max_size=80), st.text(max_size=5))
def test_any_phrase_is_sought_in_any_text_without_an_error(text: str, phrase: str):
    read = read_source(text)
    for found in [*locate(read, "题头", phrase), *locate(read, phrase, phrase)]:
        assert read.squeezed.text[found.start : found.end] == fold(squeeze(phrase))
    nearest(read, phrase)


@given(st.text(max_size=50))
def test_every_character_has_its_way_back(text: str):
    bare = squeezed(text)
    assert all(fold(text[at]) == character for at, character in zip(bare.offsets, bare.text, strict=True))


@pytest.mark.parametrize("line", ["附件", "附件1", "附件：1.a", "1.a", "1", "一、a", "（一）a", "2.a，", " "])
def test_a_text_of_many_like_lines_is_read_in_good_time(line: str):
    began = time.process_time()
    read = read_source("一、x\n附件：1.a\n" + f"{line}\n" * 20_000)
    locate(read, "附件", "a")
    nearest(read, line * 10)
    assert time.process_time() - began < 5


# The five sources


def numbered(above: str, **groups: tuple[int, int]) -> Iterator[str]:
    """The headings of level 2 with the span of level 3 numbers under each: `numbered("正文 三", 一=(1, 3))`."""
    for second, (first, last) in groups.items():
        yield f"{above}（{second}）"
        yield from (f"{above}（{second}）{n}" for n in range(first, last + 1))


def programme(annex: str, *measures: int) -> list[str]:
    groups = {number: (1, last) for number, last in zip("一二三四五六", measures, strict=False)}
    return [annex, f"{annex} 一", f"{annex} 二", *numbered(f"{annex} 二", **groups)]


NONE = (1, 0)
EXPECTED = {
    "changzhou-2021.txt": [
        "正文 一", *numbered("正文 一", 一=NONE, 二=(1, 4)), "正文 二", *(f"正文 二 {n}" for n in range(1, 5)), "正文 三",
        *numbered("正文 三", 一=(1, 3), 二=(4, 6), 三=(7, 11), 四=(12, 16), 五=(17, 19), 六=(20, 22), 七=(23, 25),
                  八=(26, 30)),
    ],
    "changzhou-hitech-2017.txt": [
        "正文 一", "正文 二", "正文 三", *numbered("正文 三", 一=NONE, 二=NONE, 三=NONE),
        "正文 四", *numbered("正文 四", 一=NONE, 二=NONE, 三=NONE, 四=NONE),
        *programme("附件1", 3, 3, 3, 3, 3), *programme("附件2", 5, 5, 5, 5), *programme("附件3", 2, 3, 2, 2, 3, 4),
    ],
    "changzhou-sunan-2018.txt": [
        path
        for first, (start, end) in zip("一二三四五六七八九十", [(1, 0), (1, 6), (7, 9), (10, 13), (14, 17), (18, 20),
                                       (21, 22), (23, 25), (26, 31), (32, 35)], strict=True)
        for path in (f"正文 {first}", *(f"正文 {first} {n}" for n in range(start, end + 1)))
    ],
    "jiangsu-hitech-zones-2018.txt": [
        "正文 一", *numbered("正文 一", 一=NONE, 二=NONE), "正文 二", *numbered("正文 二", 三=NONE, 四=NONE, 五=NONE, 六=NONE),
        "正文 三", *numbered("正文 三", 七=NONE, 八=NONE, 九=NONE, 十=NONE),
        "正文 四", *numbered("正文 四", 十一=NONE, 十二=NONE, 十三=NONE),
        "正文 五", *numbered("正文 五", 十四=NONE, 十五=NONE, 十六=NONE), "正文 六", *numbered("正文 六", 十七=NONE, 十八=NONE),
    ],
    "jiangyin-2020.txt": [
        "正文 一", "正文 二", "正文 三",
        *numbered("正文 三", 一=(1, 4), 二=(5, 10), 三=(11, 14), 四=(15, 17), 五=(18, 22), 六=(23, 25)),
        "正文 四", *numbered("正文 四", 一=NONE, 二=NONE, 三=NONE, 四=NONE, 五=NONE), "附件",
    ],
}  # fmt: skip
ROWS = [
    3,
    2,
    2,
    3,
    2,
    4,
    4,
    2,
    2,
    1,
    5,
    4,
    2,
    3,
    2,
    2,
    2,
    5,
    4,
    3,
    3,
    2,
    2,
    3,
    2,
]  # of Jiangyin's 25 measures
FIRST_WORDS = {  # how each preface begins, and how the last passage ends
    "changzhou-2021.txt": ("为贯彻党的", "全面量化评价。"),
    "changzhou-hitech-2017.txt": ("为深入贯彻", "区科技局)"),
    "changzhou-sunan-2018.txt": ("为加快推进", "易龙科技"),
    "jiangsu-hitech-zones-2018.txt": ("为充分发挥", "生动局面。"),
    "jiangyin-2020.txt": ("为全面实施", "市科技局"),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_source_is_read_into_the_headings_that_it_prints(name: str):
    read = source(name)
    headings = [h.path for h in read.headings if not (h.path.startswith("附件 "))]
    assert headings == EXPECTED[name]


@pytest.mark.parametrize("name", FIRST_WORDS)
def test_a_source_is_divided_into_what_precedes_its_preface_and_body(name: str):
    read = source(name)
    begins, ends = FIRST_WORDS[name]
    assert paths(read)[:3] == ["题头", "前言", "正文 一"]
    assert read.squeezed.text[read.passages[1].body :].startswith(begins)
    assert read.squeezed.text.endswith(ends)


def test_the_annex_table_of_jiangyin_is_read_row_by_row():
    read = source("jiangyin-2020.txt")
    rows = [path for path in paths(read) if "-" in path]
    assert rows == [f"附件 {m}-{row}" for m, last in enumerate(ROWS, 1) for row in range(1, last + 1)]
    categories = [
        h.path for h in read.headings if h.path.startswith("附件 ") and chinese(h.path[3:]) is not None
    ]
    assert categories == [f"附件 {c}" for c in "一二三四五六"]


def test_the_chrome_around_a_page_is_no_part_of_the_policy():
    read = source("changzhou-sunan-2018.txt")
    assert [o.path for o in locate(read, "题头", "copy1")] == ["题头"]
    assert [o.path for o in locate(read, "附件", "邮编")] == ["附件"]


def test_a_span_is_shown_at_its_line_and_column_as_far_as_that_line_goes():
    read = read_source("一、目标\r\n  到 2025 年，达 3.\r\n5%，\r\n完。")
    bare = read.squeezed.text
    for words, where, line in (
        ("一、", Place("", 1, 1, 2), "一、目标"),
        ("2025年", Place("", 2, 5, 6), "  到 2025 年，达 3."),
        ("3.5%", Place("", 2, 14, 2), "  到 2025 年，达 3."),
        ("完。", Place("", 4, 1, 2), "完。"),
    ):
        at = bare.index(words)
        found, shown = read.spot(at, at + len(words))
        assert (found, found.span, shown) == (where, where.span, line)
