"""A CSV opens in a spreadsheet as it was meant: Chinese as Chinese, numbers as numbers, words never as a formula."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.tables.spreadsheet import csv_bytes


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"])
def test_words_that_begin_like_a_formula_are_defused(start):
    assert read(csv_bytes(("name",), [(f"{start}cmd",)])) == [["name"], [f"'{start}cmd"]]


def test_numbers_stay_numbers_and_what_is_missing_stays_empty():
    (_, row) = read(csv_bytes(tuple("abcdef"), [(-3, Decimal("-2.50"), 0.5, True, False, None)]))
    assert row == ["-3", "-2.5", "0.5", "true", "false", ""]


def test_it_opens_with_chinese_and_lines_end_as_the_format_asks():
    content = csv_bytes(("地区",), [("常州市",)])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.removeprefix(b"\xef\xbb\xbf") == "地区\r\n常州市\r\n".encode()


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1))
def test_whatever_words_there_are_read_back_with_at_most_an_apostrophe_before_them(rows):
    rows = [tuple(word.replace("\0", "").encode("utf-8", "ignore").decode() for word in row) for row in rows]
    found = read(csv_bytes(("one", "other"), rows))[1:]
    assert [[shown.removeprefix("'") for shown in row] for row in found] == [
        [word.removeprefix("'") for word in row] for row in rows
    ]
