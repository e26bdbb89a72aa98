"""The line of a problem is shown with a caret that stands under what is meant, whatever the line holds."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.problems import Place, Problem, Words, visible
from atlas.reporting.excerpt import CUT, WIDEST, excerpt, with_lines
from tests.trees import lay

SIGNS = st.text(st.sampled_from("abc: {}，、。常州万亿元％“”１ａe\u0301\t\u200b\x07😀한"), max_size=300)


def columns(text: str) -> int:
    """Columns of a terminal, reckoned apart from the code."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def shown(line: str, column: int, span: int | None = None) -> tuple[str, str]:
    return excerpt(line, Place("f.yaml", 1, column, span)).lines()


def under(line: str, column: int, span: int | None = None) -> str:
    """What stands above the carets, found by columns as an eye finds it."""
    first, second = shown(line, column, span)
    start, length = columns(second.rstrip("^")), second.count("^")
    found, position = "", 0
    for char in first:
        if start <= position < start + length:
            found += char
        position += columns(char)
    return found


@pytest.mark.parametrize(
    ("line", "column", "span", "caret"),
    [
        ("unit: percnt", 7, 6, "      ^^^^^^"),
        ("名称: 常州", 5, 2, "　　  ^^^^"),
        ("名称: 常州", 5, None, "　　  ^"),
        ("名称: 常州", 1, 2, "^^^^"),
        ("ａ％，b: x", 4, 1, "　　　^"),
        ("“甲”: x", 6, 1, " 　   ^"),
        ("e\u0301e\u0301: x", 5, 1, "  ^"),
        ("e\u0301e\u0301: x", 7, 1, "    ^"),
        ("a:\tx", 4, 1, "    ^"),
        ("\ta: x", 1, None, "^"),
        ("甲\tb: x", 3, 1, "　  ^"),
        ("甲\u200b: x", 5, 1, "　        ^"),
        ("😀: x", 4, 1, "　  ^"),
        ("한: x", 4, 1, "　  ^"),
        ("a: ", 4, None, "   ^"),
        ("a:", 90, 3, "  ^"),
        ("", 1, None, "^"),
    ],
)
def test_the_caret_stands_under_what_is_meant(line, column, span, caret):
    assert shown(line, column, span)[1] == caret


def test_what_cannot_be_seen_is_shown_in_digits():
    line, caret = shown("a: 甲\u202e\x07乙", 5, 2)
    assert line == "a: 甲\\u202e\\u0007乙"
    assert caret == "   　" + "^" * 12


@pytest.mark.parametrize("column", [1, 5, 60, 150, 299, 301])
def test_a_long_line_is_cut_around_the_place(column):
    line = "".join(f"{number:03d}市" for number in range(75))
    first, second = shown(line, column, 2)
    assert columns(first) <= WIDEST + 2 * len(CUT)
    assert first.startswith(CUT) == (column > 30)
    assert first.endswith(CUT) == (column < 280)
    assert under(line, column, 2) == line[column - 1 : column + 1]
    assert columns(second) <= columns(first) + 1


def test_of_a_long_value_the_start_is_shown():
    first, second = shown("phrase: " + "万" * 500, 9, 500)
    assert first == "phrase: " + "万" * 44 + CUT
    assert second == " " * 8 + "^" * 88


def test_a_cut_takes_no_mark_from_its_letter():
    line = "e\u0301" * 200 + "x"
    first, _ = shown(line, 401, 1)
    assert first.startswith(CUT + "e\u0301")


def test_a_line_of_a_million_characters_takes_no_time():
    line = "a: [" + "市, " * 300_000
    for _ in range(200):
        assert len(shown(line, 500_001, 1)[0]) < 3 * WIDEST


@given(SIGNS, st.integers(1, 310), st.one_of(st.none(), st.integers(1, 310)))
def test_whatever_a_line_holds_the_caret_is_under_what_is_meant(line, column, span):
    first, second = shown(line, column, span)
    pieces = excerpt(line, Place("f", 1, column, span))
    assert columns(first) <= WIDEST + 2 * len(CUT)
    assert second.strip(" \u3000").strip("^") == ""
    assert columns(second.rstrip("^")) == columns(pieces.before)
    assert visible(first) == first
    meant = line[column - 1 : column - 1 + (span or 0)].expandtabs(1)
    whole = "".join(" " if char == "\t" else visible(char) for char in meant)
    if "\t" not in line:
        assert whole.startswith(pieces.meant)


@pytest.fixture
def content(tmp_path) -> Path:
    return lay(tmp_path / "content")


def source(content: Path, file: str, line: int = 1, span: int | None = None) -> str | None:
    told = Problem(Place(file, line, 1, span), "rule", Words("错", "wrong"))
    (found,) = with_lines([told], content)
    assert found == told
    return found.source


def test_each_problem_gets_the_line_it_stands_on(content, monkeypatch):
    assert source(content, "content/regions/yunze.yaml", 2) == "level: province"
    (content / "regions" / "yunze.yaml").write_bytes("\ufeffa: 1\r\nb: 常州\rc: 3".encode())
    assert [source(content, "content/regions/yunze.yaml", line) for line in (1, 2, 3, 4)] == [
        "a: 1", "b: 常州", "c: 3", None,
    ]  # fmt: skip
    monkeypatch.chdir(content)
    (found,) = with_lines([Problem(Place("content/site.yaml"), "x", Words("错", "wrong"))], Path())
    assert found.source is not None


def test_a_file_as_a_whole_has_no_line(content):
    assert source(content, "content/regions/yunze.yaml", span=0) is None


def test_what_is_no_text_of_the_content_is_not_looked_into(content, tmp_path):
    (tmp_path / "secret.yaml").write_text("password: 1\n")
    (content / "regions" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (content / "linked").symlink_to(tmp_path)
    (content / "regions" / "gbk.yaml").write_bytes("名称: 常州\n".encode("gbk"))
    for name in (
        "content/regions/link.yaml", "content/linked/secret.yaml", "content/../secret.yaml", "secret.yaml",
        "content/regions/gbk.yaml", "content/regions", "content/nowhere.yaml", "content/\udcff.yaml", "content/\0",
    ):  # fmt: skip
        assert source(content, name) is None, name
