"""What search promises before a browser is asked: a page's words, how they are cut, the bundle's files."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from atlas.searching import pagefind, search, search_page
from atlas.searching.search import SearchError, bundle, make_indexes
from atlas.searching.search_page import SearchPage, search_copy, search_page_of
from atlas.searching.units import cut, keep_decimals


def page_of(body: str, head: str = "") -> SearchPage:
    html = f"<!doctype html><title>外</title>{head}<body><p>外</p>{body}<p>外</p></body>"
    return search_page_of(html, "a/", "zh", {"kind": ("指标",)})


def blocks_of(main: str) -> tuple[str, ...]:
    return page_of(f"<main>{main}</main>").blocks


# ── The words of a page ───────────────────────────────────────────────────────


def test_a_page_is_its_main_element_with_the_first_heading_as_title():
    page = page_of(
        "<nav>导航</nav><main><h1>研发<em>强度</em></h1><p>正文</p><h1>又一个</h1></main>",
        '<meta name="description" content="一句 \n 说明">',
    )
    assert (page.title, page.blocks) == ("研发强度", ("正文", "又一个"))
    assert page.description == "一句 说明"
    assert (page.address, page.language, page.filters) == ("a/", "zh", {"kind": ("指标",)})


def test_inline_elements_do_not_part_words_and_block_elements_do():
    assert blocks_of("<p><a href='#'>张江</a>科学<b>城</b></p><p>北京</p><p>市民</p>") == (
        "张江科学城",
        "北京",
        "市民",
    )
    assert blocks_of("<div>前<p>中</p>后</div>甲<br>乙") == ("前", "中", "后", "甲", "乙")


def test_cells_list_items_and_definitions_are_blocks():
    assert blocks_of("<table><caption>题</caption><tr><th>地区</th><td>常州</td></tr></table>") == (
        "题",
        "地区",
        "常州",
    )
    assert blocks_of("<ul><li>一</li><li>二<ul><li>三</li></ul></li></ul>") == ("一", "二", "三")
    assert blocks_of("<dl><dt>词</dt><dd>义</dd></dl><details><summary>题</summary>文</details>") == (
        "词",
        "义",
        "题",
        "文",
    )


def test_white_space_is_one_space_and_character_references_are_characters():
    assert blocks_of("<p>\n  a&amp;b \u3000 c&nbsp;d\n</p>") == ("a&b c d",)
    assert blocks_of("<p>&lt;script&gt;</p>") == ("<script>",)


@pytest.mark.parametrize(
    "left_out",
    [
        '<div data-search="off">无<p>无</p>无</div>',
        "<p hidden>无</p>",
        "<script>'</p>无'</script>",
        "<style>.无{}</style>",
        "<nav><ul><li>无</li></ul></nav>",
        "<svg><title>无</title><text>无</text></svg>",
        "<select><option>无</option></select>",
        "<template><p>无</p></template>",
        '<section data-search="off"><nav>无</nav>无<br>无<img src="x">无</section>',
    ],
)
def test_what_is_no_text_of_the_page_is_left_out_and_what_follows_is_not(left_out):
    assert blocks_of(f"<p>前</p>{left_out}<p>后</p>") == ("前", "后")


# ── Cutting ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("研发投入，3.5%", ["研 发 投 入", "3ꓸ5 ꓹ"]),
        ("达 3.5% 以上", ["达 3ꓸ5 ꓹ 以 上"]),
        ("３．５％", ["3ꓸ5 ꓹ"]),
        ("R&D经费", ["r ꓻ d 经 费"]),
        ("“2＋3”计划", ["2 ꓼ 3", "计 划"]),
        ("1,800亿元，900家", ["1800 亿 元", "900 家"]),
        ("12345,678", ["12345", "678"]),
        ("北京 市民", ["北 京", "市 民"]),
        ("New York", ["new", "york"]),
        ("Café ﬁve Ⅲ", ["cafe", "five", "iii"]),
        ("首台（套）", ["首 台", "套"]),
        ("零\u200b宽\u00ad字", ["零 宽 字"]),
        ("人〇々𠮷", ["人 〇 々 𠮷"]),
        ("。——", []),
        ("", []),
    ],
)
def test_text_is_cut_into_runs_of_units(text, runs):
    assert [" ".join(run) for run in cut(text)] == runs


def test_decimal_points_and_no_other_full_stops_are_kept_for_english():
    assert keep_decimals("3.5% of 1.800.000. The e.g. 5.") == "3ꓸ5% of 1ꓸ800ꓸ000. The e.g. 5."


# ── The search copy ───────────────────────────────────────────────────────────


def test_a_chinese_copy_holds_pairs_that_never_span_two_runs_or_blocks():
    copy = search_copy(SearchPage("a/", "zh", "北京", ("研发投入，达3%", "市民"), {}))
    assert '<html lang="und">' in copy
    assert "<p>研发 发投 投入 ¶ 达3 3ꓹ ¶ 市民 ¶</p>" in copy
    assert not {"京研", "入达", "京市"} & set(copy.split())


def test_an_english_copy_is_the_text_itself_with_the_pairs_of_its_chinese_words_behind():
    copy = search_copy(SearchPage("en/a/", "en", "R&D <x>", ("It reaches 3.5%.", "所谓研发投入"), {}))
    assert '<html lang="en">' in copy
    assert '<h1 data-pagefind-meta="title">R&amp;D &lt;x&gt; ¶</h1><p>It reaches 3ꓸ5%. ¶</p>' in copy
    assert copy.index("<p>所谓 谓研 研发 发投 投入 ¶</p>") > copy.index("It reaches")


# ── The bundle ────────────────────────────────────────────────────────────────


def some_pages(count: int = 40) -> list[SearchPage]:
    def words(seed: int) -> str:
        return "".join(chr(0x4E00 + (seed * 7919 + place * place * 31) % 300) for place in range(60))

    zh = [
        SearchPage(
            f"pages/p{n}/", "zh", f"第{n}页", (words(n), words(n + 1)),
            {"kind": (f"类{n % 4}",), "region": (f"地{n % 7}", f"地{(n + 3) % 7}"), "document": ()},
            f"说明{n}",
        )
        for n in range(count)
    ]  # fmt: skip
    en = [
        SearchPage(f"en/p{n}/", "en", f"Page {n}", ("Some words",), {"kind": (f"k{n % 2}",)})
        for n in range(5)
    ]
    return [
        SearchPage("", "zh", "首页", ("欢迎",), {}),
        SearchPage("a/b.html", "zh", "文件", (), {}),
        *zh,
        *en,
    ]


def files_of(pages) -> dict[str, bytes]:
    return {name: bytes(source) for name, source in bundle(make_indexes(pages)).items()}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return files_of(some_pages())


def test_the_same_pages_give_the_same_bytes_in_any_order(files):
    for _ in range(3):
        assert files_of(reversed(some_pages())) == files


def test_the_bundle_holds_what_a_browser_asks_for_and_nothing_else(files):
    kinds = {name.split("/")[0] if "/" in name else name for name in files}
    metas = {kind for kind in kinds if kind.endswith(".pf_meta")}
    assert len(metas) == 2
    assert kinds - metas == {
        "pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.unknown.pagefind",
        "wasm.en.pagefind", "index", "text", "facets.zh.json", "facets.en.json",
    }  # fmt: skip


def test_every_page_has_its_words_and_its_filters_under_the_id_that_the_index_knows(files):
    pages = {page.address: page for page in some_pages()}
    for language, prefix in search.INDEX_LANGUAGE.items():
        facets = json.loads(files[f"facets.{language}.json"])
        names = list(facets["labels"])
        texts = {
            Path(name).stem: json.loads(source)
            for name, source in files.items()
            if name.startswith(f"text/{prefix}_")
        }
        assert texts.keys() == facets["pages"].keys()
        for page_id, text in texts.items():
            page = pages.pop(text["address"])
            assert page.language == language
            assert (text["title"], tuple(text["blocks"])) == (page.title, page.blocks)
            assert text["description"] == page.description
            *under, title_length = facets["pages"][page_id]
            labels = [
                [facets["labels"][n][at] for at in places] for n, places in zip(names, under, strict=True)
            ]
            assert labels == [list(page.filters.get(name, ())) for name in names]
            assert title_length == (
                len(page.title.split()) if language == "en" else sum(map(len, cut(page.title)))
            )
    assert pages == {}


def test_the_index_of_a_language_is_made_again_only_if_its_pages_say_something_else(files, monkeypatch):
    first = make_indexes(some_pages())
    asked = []
    begin = search.Pagefind
    monkeypatch.setattr(search, "Pagefind", lambda copies, *_: asked.append(copies) or begin(copies))

    assert make_indexes(some_pages(), first) == first
    assert asked == []

    pages = [replace(p, title=f"{p.title}!") if p.language == "en" else p for p in some_pages()]
    second = make_indexes(pages, first)
    assert [{name.partition(",")[0] for name in copies} for copies in asked] == [{"en"}]
    assert second["zh"] is first["zh"]
    assert bundle(second) == bundle(make_indexes(pages))


@pytest.mark.parametrize(
    "change", [{"filters": {"kind": ("别的",)}}, {"description": "别的"}, {"blocks": ("别的",)}]
)
def test_whatever_the_bundle_says_of_a_page_is_noticed(change):
    page = SearchPage("a/", "zh", "题", ("文",), {"kind": ("种",)}, "述")
    first = make_indexes([page])
    other = [replace(page, **change)]
    assert bundle(make_indexes(other, first)) == bundle(make_indexes(other)) != bundle(first)


@pytest.mark.parametrize(
    "address", ["../a/", "/a/", "a/../b/", "a//b/", "a", "a?b/", "javascript:x/", ".html", "a/.\n/"]
)
def test_an_address_that_is_not_plain_is_refused(address):
    with pytest.raises(SearchError, match="address"):
        make_indexes([SearchPage(address, "zh", "题", (), {})])


def test_two_pages_at_one_address_and_no_page_at_all_are_refused():
    with pytest.raises(SearchError, match="stands for 2 pages"):
        make_indexes([SearchPage("a/", "zh", "题", (), {})] * 2)
    with pytest.raises(SearchError, match="no page"):
        make_indexes([])


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for Pagefind")
def test_a_pagefind_that_fails_is_told_with_its_words(monkeypatch, tmp_path):
    stand_in = tmp_path / "stand-in"
    stand_in.write_text("#!/bin/sh\necho some words\necho and others >&2\nexit 3\n")
    stand_in.chmod(0o755)
    monkeypatch.setattr(pagefind, "get_executable", lambda: stand_in)
    with pytest.raises(SearchError, match="ended with 3:\nsome words\nand others"):
        make_indexes(some_pages(2))


def test_a_pagefind_that_miscounts_is_not_believed(monkeypatch):
    monkeypatch.setattr(
        search_page, "search_copy", lambda page: "<html lang='en'><p>no body marked</p></html>"
    )
    with pytest.raises(SearchError, match="has indexed"):
        make_indexes(some_pages(2))


def test_nothing_is_left_of_a_pagefind_whose_index_nobody_waits_for(monkeypatch, tmp_path):
    monkeypatch.setattr(pagefind, "MEMORY", tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**12))
    with search.Indexing(some_pages(2)) as indexing:
        assert len(list(tmp_path.iterdir())) == len(indexing._jobs) > 0
    assert list(tmp_path.iterdir()) == []
    assert all(job._process.returncode is not None for *_, job in indexing._jobs.values())


def test_an_index_that_is_given_up_leaves_nothing_once_another_is_begun(monkeypatch, tmp_path):
    monkeypatch.setattr(pagefind, "MEMORY", tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**12))
    with search.Indexing(some_pages(2)) as waited:
        assert not waited.is_over(lambda: True)
    with search.Indexing(some_pages(2), give_up=lambda: True) as unbegun:
        assert not unbegun.is_over(lambda: False)
    with search.Indexing(some_pages(2)) as last:
        pass
    assert list(tmp_path.iterdir()) == []
    jobs = [job for indexing in (waited, last) for *_, job in indexing._jobs.values()]
    assert all(job._process.returncode is not None for job in jobs)
    assert unbegun._jobs == {}


def test_pagefind_takes_no_configuration_from_around(files, tmp_path, monkeypatch):
    (tmp_path / "pagefind.toml").write_text('exclude_selectors = ["main"]')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "de")
    assert files_of(some_pages()) == files
