"""Glossary terms in running text are linked where they first stand, and the text stays what it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from atlas.linker import Linker, patterns
from atlas.model import GlossaryTerm, Name, Text
from atlas.problems import Language


def term(key: str, zh: str, en: str, *aliases: str) -> GlossaryTerm:
    return GlossaryTerm(
        id=key, name=Name(zh=zh, en=en), aliases=aliases, definition=Text(zh="义", en="meaning")
    )


TERMS = [
    term("gazelle", "瞪羚企业", "Gazelle enterprise", "瞪羚"),
    term("quasi", "准独角兽企业", "Quasi-unicorn"),
    term("unicorn", "独角兽", "Unicorn", "角"),
    term("open-call", "揭榜挂帅", "Open call (jiebang)"),
]
KNOWN = patterns(TERMS)


def linked(text: str, language: Language) -> list[tuple[str, str]]:
    return [(piece, key) for piece, key in Linker(KNOWN).split(text, language) if key is not None]


@given(st.text(st.sampled_from("瞪羚企业准独角兽揭榜挂帅和、，ab "), max_size=40))
def test_the_pieces_are_the_text(text):
    assert "".join(piece for piece, _ in Linker(KNOWN).split(text, "zh")) == text


@given(
    st.lists(
        st.sampled_from(["gazelle enterprises", "UNICORN", "quasi-unicorn", " and ", "s", "-", "İ"]),
        max_size=9,
    )
)
def test_the_pieces_are_the_text_in_english_too(words):
    text = "".join(words)
    pieces = list(Linker(KNOWN).split(text, "en"))
    assert "".join(piece for piece, _ in pieces) == text
    keys = [key for _, key in pieces if key]
    assert len(keys) == len(set(keys))


def test_a_name_or_alias_is_linked():
    assert linked("培育瞪羚企业", "zh") == [("瞪羚企业", "gazelle")]
    assert linked("培育瞪羚", "zh") == [("瞪羚", "gazelle")]
    assert linked("Foster a gazelle enterprise.", "en") == [("gazelle enterprise", "gazelle")]


def test_the_longest_name_wins():
    assert linked("准独角兽企业", "zh") == [("准独角兽企业", "quasi")]


def test_a_term_is_linked_once_a_page():
    linker = Linker(KNOWN)
    assert [key for _, key in linker.split("瞪羚与瞪羚企业", "zh")] == ["gazelle", None]
    assert [key for _, key in linker.split("瞪羚", "zh")] == [None]
    assert [key for _, key in linker.fresh().split("瞪羚", "zh")] == ["gazelle"]


def test_a_single_character_is_too_short_to_be_a_term():
    assert linked("角", "zh") == []


def test_english_names_are_whole_words_in_any_case_and_number():
    assert linked("Unicorns, UNICORN", "en") == [("Unicorns", "unicorn")]
    assert linked("unicornucopia", "en") == []


def test_signs_in_names_are_no_patterns():
    known = patterns([term("plus", "2+3（试点）", "2+3 [pilot]", "a.c")])
    assert [key for _, key in Linker(known).split("abc 与 2+3（试点）", "zh")] == [None, "plus"]


def test_without_terms_text_stays_plain():
    assert list(Linker(patterns([])).split("瞪羚", "zh")) == [("瞪羚", None)]
    assert list(Linker(patterns([])).split("", "zh")) == []
