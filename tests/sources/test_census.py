"""What the census promises: no figure of a source is overlooked, and no entry points nowhere or at two places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.sources.census import Census, Entry, census, choose, entries_digest, numerals_of
from atlas.sources.source import read_source
from tests.words import LEXICON, source

TEXT = """关于创新的意见
（2021年2月10日）
为落实苏发〔2017〕19号，制定本意见。
一、目标：“2+3”产业
到2025年达3.5%，新增5家。
（一）企业
1. 培育5家企业，其中3家上市。均实现翻一番，再培育5家。
2. 建设统一平台，设两大中心、一批基地。
二、平台
新增5家，进入前20位、30位。
"""


def ask(promised: list[Entry], aside: list[Entry], places: list[str] | None = None) -> Census:
    return census(read_source(TEXT), promised, aside, places or [], LEXICON)


def open_figures(found: Census) -> list[str]:
    return [counted.figure.text for counted in found.unaccounted]


ALL = ["2021年2月10日", "〔2017〕19号", "2+3", "2025年", "3.5%", "5家", "5家", "3家", "翻一番", "5家", "两大", "5家",
       "20位", "30位"]  # fmt: skip


def test_every_figure_is_listed_and_the_numbers_of_headings_are_not():
    assert open_figures(ask([], [])) == ALL


def test_a_figure_is_listed_with_its_line_its_path_and_the_words_around_it():
    counted = next(c for c in ask([], []).figures if c.figure.text == "3家")
    assert (counted.line, counted.path, counted.context) == (
        7,
        "正文 一（一）1",
        "1.培育5家企业，其中3家上市。均实现翻一番，再培",
    )


def test_the_title_of_a_heading_is_counted():
    assert any(c.figure.text == "2+3" and c.path == "正文 一" for c in ask([], []).figures)


def test_a_phrase_accounts_for_the_figures_in_its_own_occurrence_only():
    left = open_figures(ask([Entry("a", "正文 二", "新增5家")], []))
    assert len(left) == len(ALL) - 1
    assert left.count("5家") == 3


def test_a_shared_phrase_accounts_for_all_its_figures():
    assert open_figures(ask([Entry("a", "正文 二", "前20位、30位")], []))[-1] == "5家"


def test_a_text_set_aside_accounts_for_its_figure_without_its_unit():
    found = ask([], [Entry("0", "正文 一", "2025"), Entry("1", "前言", "苏发〔2017〕19号")])
    assert "2025年" not in open_figures(found)
    assert "〔2017〕19号" not in open_figures(found)


def test_a_part_of_a_numeral_accounts_for_nothing():
    assert "2021年2月10日" in open_figures(ask([], [Entry("0", "题头", "2021年")]))


def test_an_entry_means_the_headings_own_text_before_what_is_below_it():
    assert ask([Entry("a", "正文 一", "5家")], []).mismatches == ()
    found = ask([Entry("a", "正文 一", "培育5家")], [])
    assert [(m.fault, m.found, m.lines) for m in found.mismatches] == [("several", 2, (7, 7))]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (Entry("a", "正文 一", "新增6家"), "not-found"),
        (Entry("a", "正文 二", "培育5家"), "not-found"),  # it stands under another heading
        (Entry("a", "正文 三", "新增5家"), "unknown-place"),
        (Entry("a", "正文", "新增5家"), "several"),
        (Entry("a", "正文", "新增5家", nth=3), "nth-too-high"),
        (Entry("a", "正文", "新增5家", nth=0), "nth-too-high"),
        (Entry("a", "正文", "新增5家", nth=2), None),
        (Entry("a", "正文", "新增5家", every=True), None),
    ],
)
def test_an_entry_that_does_not_single_out_its_words_is_told(entry: Entry, fault: str | None):
    for found in (ask([entry], []), ask([], [entry])):
        assert [m.fault for m in found.mismatches] == ([fault] if fault else [])


def test_nth_counts_from_one_in_the_order_of_the_text():
    read = read_source(TEXT)
    lines = [choose(read, Entry("a", "正文", "新增5家", nth=n))[0][0].line for n in (1, 2)]
    assert lines == [5, 10]


def test_every_covers_each_occurrence_under_its_place():
    left = open_figures(ask([], [Entry("0", "正文 一", "培育5家", every=True)]))
    assert left.count("5家") == 2


def test_a_set_aside_text_without_a_figure_is_named_idle():
    entries = [Entry("0", "正文 一（一）2", "统一平台"), Entry("1", "正文 一（一）2", "两大中心")]
    assert [entry.key for entry in ask([], entries).idle] == ["0"]


def test_a_set_aside_text_for_all_places_that_phrases_hold_anyway_is_named_doubled():
    promised = [Entry("p", "正文 一（一）2", "两大中心")]
    again = Entry("0", "正文 一（一）2", "两大", every=True)
    assert ask(promised, [again]).doubled == (again,)
    assert ask([], [again]).doubled == ()


def test_a_set_aside_text_at_one_place_that_a_phrase_holds_anyway_is_idle():
    promised = [Entry("p", "正文 一（一）2", "两大中心")]
    once = Entry("0", "正文 一（一）2", "两大")
    found = ask(promised, [once])
    assert (found.idle, found.doubled) == ((once,), ())
    assert ask([], [once]).idle == ()


def test_headings_that_no_entry_stands_for_are_named():
    found = ask([], [], ["正文 一", "正文 一（一）1", "正文 二", "正文 九"])
    assert found.unlisted == ("正文 一（一）", "正文 一（一）2")
    assert found.unknown == ("正文 九",)


def test_a_document_is_complete_when_nothing_is_left():
    aside = [Entry(str(i), path, text, every=True) for i, (path, text) in enumerate([
        ("题头", "2021年2月10日"), ("前言", "〔2017〕19号"), ("正文", "“2+3”"), ("正文", "2025年"), ("正文", "3.5%"),
        ("正文", "5家"), ("正文", "3家"), ("正文", "翻一番"), ("正文", "两大"), ("正文", "20位、30位"),
    ])]  # fmt: skip
    places = ["正文 一", "正文 一（一）", "正文 一（一）1", "正文 一（一）2", "正文 二"]
    assert ask([], aside, places).complete
    assert len(ask([], aside, places).accounted) == len(ALL)
    assert not ask([], aside[:-1], places).complete
    assert not ask([], aside, places[:-1]).complete
    assert not ask([Entry("a", "正文", "没有此句")], aside, places).complete


def test_the_digest_of_entries_minds_everything_but_order_and_white_space():
    one, two = Entry("0", "正文 一", "两大"), Entry("1", "正文 二", "5 家", every=True)
    assert entries_digest([one, two]) == entries_digest([Entry("9", "正文二", "5家", every=True), one])
    others = [
        [one],
        [one, Entry("1", "正文 二", "5家")],
        [Entry("0", "正文 一", "两大", nth=1), two],
        [two, two],
    ]
    assert len({entries_digest([one, two]), *map(entries_digest, others)}) == 5


@given(
    st.text(alphabet="一二三、（）.123附件：\n家%达超。，“”", max_size=120),
    st.lists(
        st.tuples(
            st.sampled_from(["题头", "前言", "正文", "正文 一", "附件"]), st.text("123家达一", max_size=3)
        )
    ),
)
@settings(deadline=None)
def test_any_text_is_counted_without_an_error(text: str, entries: list[tuple[str, str]]):
    aside = [Entry(str(i), at, words) for i, (at, words) in enumerate(entries)]
    found = census(read_source(text), aside, aside, ["正文 一"], LEXICON)
    assert len(found.accounted) + len(found.unaccounted) == len(found.figures)
    assert [c.line for c in found.figures] == sorted(c.line for c in found.figures)


@pytest.mark.parametrize(
    ("name", "least"),
    {"changzhou-2021.txt": 70, "changzhou-hitech-2017.txt": 180, "changzhou-sunan-2018.txt": 60,
     "jiangsu-hitech-zones-2018.txt": 20, "jiangyin-2020.txt": 220}.items(),
)  # fmt: skip
def test_no_arabic_digit_of_a_source_is_overlooked(name: str, least: int):
    read = source(name)
    figures = numerals_of(read, LEXICON)
    seen = {i for figure in figures for i in range(figure.start, figure.end)}
    seen |= {i for passage in read.passages for i in range(passage.from_, passage.body)}
    assert [i for i, c in enumerate(read.squeezed.text) if c in "0123456789" and i not in seen] == []
    assert len(figures) >= least
