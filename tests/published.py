"""What two figures of the published data must share to be compared, told from their columns alone."""

from __future__ import annotations

import re
from typing import Any

Row = dict[str, Any]


def class_of(row: Row) -> tuple[str | None, str]:
    """What a figure of the published data must share with another to be compared with it."""
    conditions = row["conditions_zh"] or ""
    if re.search(r"\d|[两三]大|领域", re.sub(r"为\d+家", "", conditions)):
        return row["cluster"], conditions
    parts = "净增", "重点", "重大", "自主培养", "全职", "大中型"
    return row["cluster"], "、".join(part for part in parts if part in conditions)


def span_of(row: Row) -> tuple[str, int | None]:
    """Over how many years a figure of the published data adds up or changes, or the year it ends in where it is open."""
    first, last, base = row["period_start"], row["period_end"], row["baseline_year"]
    if row["basis"] == "change" and first is not None:
        return "each year", None
    if row["basis"] == "change" and base is not None:
        return "years", row["year"] - base
    if row["basis"] in ("increase", "total") and first is not None:
        return "years", last - first + 1
    return ("until", row["year"]) if row["basis"] in ("increase", "total", "change") else ("", None)
