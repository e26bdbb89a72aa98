"""What a single field may hold, and what is said when it holds something else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from atlas.records import fields


def accepted(field: Any, value: object) -> object:
    return TypeAdapter(field).validate_python(value, strict=True)


def refused(field: Any, value: object) -> dict[str, Any]:
    with pytest.raises(ValidationError) as error:
        accepted(field, value)
    (detail,) = error.value.errors()
    return detail["ctx"] if detail["type"] == "atlas" else {"en": detail["msg"]}


@pytest.mark.parametrize("value", ["a", "rd-intensity", "jiangsu-2018", "2021", "a" * 64])
def test_an_id_is_ascii_in_kebab_case(value):
    assert accepted(fields.Id, value) == value


@pytest.mark.parametrize(
    "value",
    ["", "A", "a_b", "a--b", "-a", "a-", "a b", "a.b", "a/b", "..", "常州", "a\n", "ａ", "é", "a" * 65, "１"],
)
def test_anything_else_is_no_id(value):
    assert "is no valid id" in refused(fields.Id, value)["en"]


@pytest.mark.parametrize("value", sorted(fields.RESERVED_IDS))
def test_names_that_systems_or_the_site_keep_are_no_ids(value):
    assert "is reserved" in refused(fields.Id, value)["en"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3.5", "3.5"),
        ("5000", "5000"),
        ("0", "0"),
        ("-2", "-2"),
        ("0.25", "0.25"),
        ("1.10", "1.10"),
        ("-0", "0"),
    ],
)
def test_a_number_is_exact(written, value):
    number = accepted(fields.Number, written)
    assert isinstance(number, Decimal)
    assert number == Decimal(value)
    assert not number.is_signed() or number


@pytest.mark.parametrize(
    "written",
    [
        "", " 3", "3 ", "3,5", "5,000", "010", "00", "1e3", "0x1F", "1_000", "+3", ".5", "3.", "3%", "5千", "十",
        "５０００", "３.５", "٣", "nan", "inf", "--3", "9" * 16, "1\n", ["3"], {"a": "3"}, None, True,
    ],
)  # fmt: skip
def test_anything_else_is_no_number(written):
    assert "is no number" in refused(fields.Number, written)["en"]


@given(st.text())
def test_text_is_a_number_only_if_it_is_written_in_plain_digits(written):
    try:
        number = accepted(fields.Number, written)
    except ValidationError:
        return
    assert written.isascii()
    assert Decimal(written) == number


def test_a_range_rises():
    assert accepted(fields.Numbers, ["2", "3"]) == (Decimal(2), Decimal(3))
    assert accepted(fields.Numbers, "2") == (Decimal(2),)
    for wrong in (["3", "2"], ["2", "2"], ["2"], ["1", "2", "3"], []):
        assert "[smaller, larger]" in refused(fields.Numbers, wrong)["en_instead"]


@pytest.mark.parametrize("written", ["1949", "2000", "2025", "2100"])
def test_a_year_has_four_digits(written):
    assert accepted(fields.Year, written) == int(written)


@pytest.mark.parametrize(
    "written", ["25", "20255", "0202", "1899", "2200", "２０２５", "2025年", "", None, 2025, ["2025"]]
)
def test_anything_else_is_no_year(written):
    assert "is no year" in refused(fields.Year, written)["en"]


def test_a_period_runs_forward():
    assert accepted(fields.Period, ["2021", "2025"]) == (2021, 2025)
    assert accepted(fields.Period, ["2021", "2021"]) == (2021, 2021)
    assert "starts in 2025, after its end in 2021" in refused(fields.Period, ["2025", "2021"])["en"]
    for wrong in ("2021", "2021-2025", ["2021"], [], ["2021", "2022", "2023"], {"from": "2021"}):
        assert "is no period" in refused(fields.Period, wrong)["en"]


@pytest.mark.parametrize("written", ["2021", "2021-02", "2021-02-10", "2024-02-29", "1999-12-31"])
def test_a_date_says_as_much_as_is_known(written):
    assert accepted(fields.Date, written) == written


@pytest.mark.parametrize(
    "written",
    [
        "2024-13-45", "2024-02-30", "2023-02-29", "2021-00", "2021-1-1", "2021-2", "20210210", "2021-02-10 ",
        "2021/02/10", "2021年2月10日", "２０２１", "21-02-10", "2021-02-10T00:00", "", "0000", "9999-01-01",
    ],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_no_date(written):
    assert "is no date" in refused(fields.Date, written)["en"]


def test_the_date_of_the_data_is_a_day():
    assert accepted(fields.Day, "2021-02-10") == "2021-02-10"
    assert "lacks the day" in refused(fields.Day, "2021-02")["en"]
    assert "is no date" in refused(fields.Day, "2021-02-30")["en"]


def test_a_flag_is_true_or_false_in_these_words():
    assert accepted(fields.Flag, "true") is True
    assert accepted(fields.Flag, "false") is False
    for wrong in ("yes", "on", "True", "TRUE", "1", "是", "", None, ["true"]):
        assert "is neither true nor false" in refused(fields.Flag, wrong)["en"]


def test_a_whole_number_has_digits_only():
    assert accepted(fields.Whole, "0") == 0
    assert accepted(fields.Whole, "8123") == 8123
    for wrong in ("-1", "1.0", "１", "1 ", "", "9" * 10, None):
        assert "is no whole number" in refused(fields.Whole, wrong)["en"]


def test_words_are_kept_as_written_but_for_space_around_them():
    assert accepted(fields.Words, "　常州 — R&D: “3+1”\n") == "常州 — R&D: “3+1”"


@pytest.mark.parametrize("written", ["", " ", "　", "\n\t"])
def test_words_are_not_empty(written):
    assert "is empty" in refused(fields.Words, written)["en"]


@pytest.mark.parametrize(
    "sign",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\xad",
        "\u200b",
        "\u200f",
        "\u202e",
        "\u2028",
        "\u2066",
        "\u2060",
        "\ufeff",
    ],
)
def test_words_hold_nothing_that_cannot_be_seen(sign):
    assert "invisible character" in refused(fields.Words, f"常{sign}州")["en"]


def test_an_address_is_one_of_the_web():
    assert accepted(fields.Link, "https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"
    for wrong in (
        "example.org",
        "//example.org",
        "javascript:alert(1)",
        "ftp://x",
        "https://",
        "https://a b",
        'https://"x',
    ):
        assert "is no web address" in refused(fields.Link, wrong)["en"]


def test_the_base_address_of_the_site_can_be_lengthened():
    assert accepted(fields.Base, "https://example.org/atlas/") == "https://example.org/atlas/"
    for wrong in ("https://example.org/?a=b", "https://example.org/#top"):
        assert "holds a ? or #" in refused(fields.Base, wrong)["en"]


def test_a_digest_is_sixty_four_hexadecimal_digits():
    assert accepted(fields.Digest, "0123456789abcdef" * 4) == "0123456789abcdef" * 4
    for wrong in ("", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n"):
        assert "is no SHA-256" in refused(fields.Digest, wrong)["en"]


@pytest.mark.parametrize("field", ["Id", "Number", "Year", "Date", "Flag", "Link"])
@pytest.mark.parametrize("written", ["a; b；c", "{en}", "%s", "“", pytest.param("x" * 100_000, id="long")])
def test_what_was_written_does_not_spoil_the_message(field, written):
    said = refused(getattr(fields, field), written)
    assert said["en"].startswith(f"“{written[:60]}")
    assert len(said["en"]) < 200
    assert said["zh_instead"]
    assert said["en_instead"]
