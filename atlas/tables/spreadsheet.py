"""Rows as CSV for a spreadsheet: Chinese opens as Chinese, and no words are taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain

from atlas.figures.wording import number

Value = str | int | float | Decimal | bool | None

# What a spreadsheet takes for the beginning of a formula, in half and in full width.
_FORMULA = frozenset("=+-@＝＋－＠\t\r")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A heading and rows in UTF-8 with a byte order mark; what is missing stays empty.

    An apostrophe stands before words that begin like a formula; numbers, which may be negative, stay numbers.
    """
    return csv_file(csv_lines(chain((header,), rows)))


def csv_lines(rows: Iterable[Sequence[Value]]) -> str:
    """Rows as they stand in a file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def csv_file(lines: str) -> bytes:
    """The file that holds these lines."""
    return b"\xef\xbb\xbf" + lines.encode()


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return f"'{value}" if value[:1] in _FORMULA else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number(value) if isinstance(value, Decimal) else str(value)
