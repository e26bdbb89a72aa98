"""Names in running text are linked where they first stand, and the text stays what it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from atlas.linking.linker import Linker, Names
from atlas.linking.names import Key, Scope, Table
from atlas.pages.parts import Part, Run
from atlas.problems import Language
from atlas.rendering.prose import reword

GAZELLE, QUASI, UNICORN, CALL = (("terms", key) for key in ("gazelle", "quasi", "unicorn", "open-call"))
BUREAU, BRANCH, PARK = ("agencies", "bureau"), ("agencies", "branch"), ("regions", "park")
CHINESE: Table = {
    "瞪羚": {None: GAZELLE}, "瞪羚企业": {None: GAZELLE}, "独角兽": {None: UNICORN}, "准独角兽企业": {None: QUASI},
    "揭榜挂帅": {None: CALL}, "企业家": {None: None}, "科技局": {"a": BUREAU, "b": BRANCH},
    "科技局人才处": {"b": BRANCH}, "独角兽园": {"a": None}, "PPP": {None: CALL}, "2+3（试点）": {None: PARK},
}  # fmt: skip
ENGLISH: Table = {
    name: {None: key}
    for key, said in {
        GAZELLE: ("Gazelle", "gazelle", "Gazelles", "gazelles"), UNICORN: ("Unicorn", "unicorn", "unicorns"),
        PARK: ("Changzhou", "Changzhou Science Town"), CALL: ("STAR Market", "2+3 [pilot]"),
    }.items()
    for name in said
}  # fmt: skip
NAMES = Names.of({"zh": CHINESE, "en": ENGLISH})
TABLES = {"zh": CHINESE, "en": ENGLISH}

chinese_text = st.lists(
    st.sampled_from([*CHINESE, "人才处", "企业", "准", "角", "与", "，", "A", "1"]), max_size=12
).map("".join)
english_text = st.lists(
    st.sampled_from([*ENGLISH, " ", " and ", "s", "-", ", ", "University", "İ", "quasi-"]), max_size=12
).map("".join)
texts = st.one_of(
    st.tuples(chinese_text, st.just("zh")),
    st.tuples(english_text, st.just("en")),
    st.tuples(st.text(), st.just("zh")),
)
documents = st.sampled_from([None, "a", "b", "c"])


def linker() -> Linker:
    return Linker(NAMES.find)


def linked(text: str, language: Language, document: Scope = None) -> list[tuple[str, Key]]:
    return [(piece, key) for piece, key in linker().split(text, language, document) if key is not None]


def holding(name: str, language: Language, document: Scope) -> bool:
    """Whether a name holds in the texts of a document."""
    scopes = TABLES[language].get(name, {})
    return document in scopes or None in scopes


# What holds of any text


@given(texts, documents)
def test_the_pieces_are_the_text(text, document):
    assert "".join(piece for piece, _ in linker().split(*text, document)) == text[0]


@given(texts, documents)
def test_each_record_is_linked_once_and_where_it_first_stands(text, document):
    pieces = list(linker().split(*text, document))
    keys = [key for _, key in pieces if key]
    assert len(keys) == len(set(keys))
    first: dict[Key, int] = {}
    for start, _, key in NAMES.find(*text, document):
        first.setdefault(key, start)
    at, starts = 0, {}
    for piece, key in pieces:
        if key:
            starts[key] = at
        at += len(piece)
    assert starts == first


@given(texts, documents)
def test_names_do_not_overlap_and_stand_for_what_was_found(text, document):
    words, language = text
    at = 0
    for start, end, key in NAMES.find(words, language, document):
        assert at <= start < end
        scopes = TABLES[language][words[start:end]]
        assert scopes.get(document, scopes.get(None)) == key
        at = end


@given(texts, documents)
def test_the_longest_name_at_a_place_is_the_one_that_is_found(text, document):
    words, language = text
    for start, end, _ in NAMES.find(words, language, document):
        longer = [words[start:other] for other in range(end + 1, len(words) + 1)]
        assert not [name for name in longer if holding(name, language, document)]


@given(texts, documents)
def test_what_other_documents_print_changes_nothing(text, document):
    own = {
        language: {
            name: {scope: key for scope, key in scopes.items() if scope in {None, document}}
            for name, scopes in table.items()
            if holding(name, language, document)
        }
        for language, table in TABLES.items()
    }
    assert Names.of(own).find(*text, document) == NAMES.find(*text, document)


@given(st.lists(texts, max_size=4), documents)
def test_no_record_is_linked_again_in_a_later_text_of_the_page(said, document):
    page = linker()
    keys = [key for text in said for _, key in page.split(*text, document) if key]
    assert len(keys) == len(set(keys))


# Cases


def test_a_name_or_alias_is_linked():
    assert linked("培育瞪羚企业", "zh") == [("瞪羚企业", GAZELLE)]
    assert linked("培育瞪羚", "zh") == [("瞪羚", GAZELLE)]
    assert linked("Foster a gazelle.", "en") == [("gazelle", GAZELLE)]


def test_the_longest_name_wins():
    assert linked("准独角兽企业", "zh") == [("准独角兽企业", QUASI)]


def test_a_record_is_linked_once_a_page():
    page = linker()
    assert [key for _, key in page.split("瞪羚与瞪羚企业", "zh")] == [GAZELLE, None]
    assert [key for _, key in page.split("瞪羚", "zh")] == [None]
    assert [key for _, key in linker().split("瞪羚", "zh")] == [GAZELLE]


def test_a_record_named_in_a_link_needs_no_other():
    page = linker()
    page.meet("更多瞪羚企业", "zh")
    assert [key for _, key in page.split("瞪羚", "zh")] == [None]


def test_a_name_of_no_one_record_is_no_link_and_nothing_in_it_is():
    assert linked("瞪羚企业家", "zh") == [("瞪羚企业", GAZELLE)]  # it begins inside another
    assert linked("女企业家", "zh") == []
    assert linked("独角兽园", "zh", "a") == []
    assert linked("独角兽园", "zh", "b") == [("独角兽", UNICORN)]


def test_what_a_document_prints_stands_for_its_own():
    assert linked("科技局", "zh") == []
    assert linked("科技局人才处", "zh", "a") == [("科技局", BUREAU)]
    assert linked("科技局人才处", "zh", "b") == [("科技局人才处", BRANCH)]
    assert linked("科技局", "zh", "c") == []


def test_english_names_are_whole_words_as_written():
    assert linked("unicorns and a unicorn", "en") == [("unicorns", UNICORN)]
    for other in ("unicornucopia", "UNICORN", "quasi-unicorn", "unicorn-like", "star market", "STAR Market2"):
        assert linked(other, "en") == [], other


def test_a_proper_name_that_goes_on_is_another():
    assert linked("Changzhou University", "en") == []
    assert linked("in Changzhou. University", "en") == [("Changzhou", PARK)]
    assert linked("Changzhou Science Town", "en") == [("Changzhou Science Town", PARK)]


def test_latin_letters_in_chinese_are_whole_words():
    assert linked("推广PPP方式", "zh") == [("PPP", CALL)]
    assert linked("APPP与PPPX", "zh") == []


def test_signs_in_names_are_no_patterns():
    assert linked("开展2+3（试点）", "zh") == [("2+3（试点）", PARK)]
    assert linked("22223（试点）", "zh") == []
    assert linked("a 2+3 [pilot] b", "en") == [("2+3 [pilot]", CALL)]


def test_without_names_text_stays_plain():
    none = Names.of({"zh": {}, "en": {}})
    assert list(Linker(none.find).split("瞪羚", "zh")) == [("瞪羚", None)]
    assert list(Linker(none.find).split("", "zh")) == []


def test_long_names_that_differ_late_are_found():
    one, other = "长" * 3000 + "甲", "长" * 3000 + "乙"
    names = Names.of({"zh": {one: {None: UNICORN}, other: {None: GAZELLE}}, "en": {}})
    assert [key for _, key in Linker(names.find).split(f"{other}，{one}", "zh")] == [GAZELLE, None, UNICORN]


# Markdown


def words_of(page: Linker):
    """What the site makes of the words of Markdown: links for names."""

    def words(part: Part) -> Run:
        if part.href:
            page.meet(part.text, "zh")
            return (part,)
        return tuple(Part(text, "/".join(key) if key else None) for text, key in page.split(part.text, "zh"))

    return words


def flat(tokens: Sequence[Token]) -> list[Token]:
    return [each for token in tokens for each in (token, *flat(token.children or ()))]


def said(tokens: Sequence[Token]) -> str:
    """The words of parsed Markdown."""
    return "".join(token.content for token in flat(tokens) if token.type in {"text", "code_inline", "fence"})


def links(tokens: Sequence[Token]) -> list[str]:
    return [str(token.attrs["href"]) for token in flat(tokens) if token.type == "link_open"]


markdown_text = st.lists(
    st.sampled_from(
        ["瞪羚企业", "独角兽", "揭榜挂帅", "准独角兽企业", "**", "*", "`", "[", "](x/)", "\n\n", "# ", "- ", "> ",
         "| a |\n|---|\n| ", " |\n", "```\n", "<b>", "\\", "&amp;", "https://x.org/独角兽 "]
    ),
    max_size=24,
).map("".join)  # fmt: skip


def parsed(source: str) -> list[Token]:
    return MarkdownIt("js-default").parse(source)


@given(markdown_text)
def test_linking_markdown_changes_no_word_and_nests_no_link(source):
    plain, tokens = parsed(source), parsed(source)
    reword(tokens, words_of(linker()))
    assert said(tokens) == said(plain)
    depth = 0
    for token in flat(tokens):
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        assert depth in (0, 1)
    assert [href for href in links(tokens) if "/" not in href or href == "x/" or ":" in href] == links(plain)


@given(markdown_text)
def test_linking_markdown_again_changes_nothing(source):
    tokens = parsed(source)
    reword(tokens, words_of(linker()))
    once = MarkdownIt().renderer.render(tokens, MarkdownIt().options, {})
    reword(tokens, words_of(linker()))
    assert MarkdownIt().renderer.render(tokens, MarkdownIt().options, {}) == once


def test_headings_links_and_code_stay_as_they_are():
    source = (
        "# 瞪羚企业\n\n[独角兽](x/) `揭榜挂帅`\n\n| 准独角兽企业 |\n|---|\n| 准独角兽企业 |\n\n"
        "瞪羚企业、独角兽、揭榜挂帅\n\n    瞪羚\n"
    )
    tokens = parsed(source)
    reword(tokens, words_of(linker()))
    assert links(tokens) == ["x/", "terms/quasi", "terms/gazelle", "terms/open-call"]
    html = MarkdownIt().renderer.render(tokens, MarkdownIt().options, {})
    assert "<h1>瞪羚企业</h1>" in html
    assert re.search(r"<th>准独角兽企业</th>.*<td><a [^>]*>准独角兽企业</a></td>", html, re.DOTALL)
