"""The results as tables in Markdown: medians, and ratios of medians from the same rounds.

python -m bench.table results.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

MISSING = "not measured"
SERVERS = ("atlas", "hugo")
NAMES = {
    "full": "full build, empty folder",
    "unchanged": "again, nothing changed",
    "edited": "again, one figure edited",
    "served": "server: from save to the page",
}


def _middle(rows: list[dict[str, Any]], key: str) -> float | None:
    values = [row[key] for row in rows if row.get(key) is not None]
    return median(values) if values else None


def _shown(value: float | None, digits: int) -> str:
    return MISSING if value is None else f"{value:,.{digits}f}"


def _ratio(value: float | None, of: float | None) -> float | None:
    return value / of if value is not None and of else None


def table(rows: list[dict[str, Any]]) -> str:
    """One table for each size."""
    return "\n\n".join(
        _of_size(pages, [row for row in rows if row["pages"] == pages])
        for pages in sorted({row["pages"] for row in rows})
    )


def _of_size(pages: int, rows: list[dict[str, Any]]) -> str:
    full = [row for row in rows if row["step"] == "full"]
    made = {row["contestant"]: row for row in full}
    numbers = "; ".join(
        f"{name}: {row['html_files']:,} pages, {row['html_bytes'] / 1e6:,.1f} MB"
        for name, row in made.items()
    )
    turns = len({row["round"] for row in full})
    lines = [
        f"### {pages:,} pages", "", f"{turns} round{'' if turns == 1 else 's'}. {numbers}.", "",
        "| | wall s | CPU s | largest process MB | all processes MB | wall / Hugo | CPU / Hugo |",
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    names = list(dict.fromkeys(row["contestant"] for row in rows))
    lines += [
        _line(rows, step, name, label)
        for step, label in NAMES.items()
        for name in names
        if any(row["contestant"] == name and row["step"] == step for row in rows) or name in SERVERS
    ]
    return "\n".join(lines) + "\n"


def _line(rows: list[dict[str, Any]], step: str, name: str, label: str) -> str:
    def middle(contestant: str, key: str, of: str = step) -> float | None:
        return _middle([r for r in rows if r["step"] == of and r["contestant"] == contestant], key)

    wall, cpu = middle(name, "wall"), middle(name, "cpu")
    cells = [
        _shown(wall, 2),
        _shown(cpu, 2) if step != "served" else "",
        _shown(middle(name, "largest"), 0) if step != "served" else "",
        _shown(middle(name, "together", "memory"), 0) if step == "full" else "",
        _shown(_ratio(wall, middle("hugo", "wall")), 3),
        _shown(_ratio(cpu, middle("hugo", "cpu")), 3) if step != "served" else "",
    ]
    return f"| {name}, {label} | {' | '.join(cells)} |"


def main() -> None:
    """Prints the tables of a file of results."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    print(table([json.loads(line) for line in lines]), end="")


if __name__ == "__main__":
    main()
