"""The sounds of Chinese words, as readers type them."""

from __future__ import annotations

import pytest

from atlas.pinyin import sounds


def heard(char: str, *texts: str) -> set[str]:
    return {sound for sound, chars in sounds(texts).items() if char in chars}


@pytest.mark.parametrize(
    ("word", "char", "sound"),
    [
        ("行业", "行", "hang"),
        ("银行", "行", "hang"),
        ("长江", "长", "chang"),
        ("成长", "长", "zhang"),
        ("重庆", "重", "chong"),
        ("重点", "重", "zhong"),
        ("高新技术企业", "技", "ji"),
        ("常州市", "州", "zhou"),
    ],
)
def test_a_character_sounds_as_in_its_word(word, char, sound):
    assert heard(char, word) == {sound}


def test_a_character_has_each_sound_that_it_has_in_some_text():
    assert heard("长", "长江、成长") == {"chang", "zhang"}


def test_a_character_outside_a_known_word_has_every_sound_that_it_may_have():
    assert heard("长", "长三角") >= {"chang", "zhang"}
    assert "ling" in heard("〇", "〇")


def test_an_umlaut_is_typed_as_v():
    assert "lv" in heard("绿", "绿色")
    assert heard("女", "女") >= {"nv"}


def test_what_is_not_chinese_has_no_sound_here():
    assert sounds(["R&D 3.5%，（）", ""]) == {}
    assert sounds(["R&D经费"]) == sounds(["经费"])


def test_the_sounds_do_not_depend_on_the_order_of_the_texts():
    texts = ["成长", "长江", "银行", "行业", "重庆", "重点"]
    assert list(sounds(texts).items()) == list(sounds(reversed(texts)).items())
    assert all(list(chars) == sorted(set(chars)) for chars in sounds(texts).values())
