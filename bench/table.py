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


def table(rows: list[dict[str, Any]]) -> str:
    """One table for each size."""
    found = []
    for pages in sorted({row["pages"] for row in rows}):
        own = [row for row in rows if row["pages"] == pages]
        made = {row["contestant"]: row for row in own if row["step"] == "full"}
        numbers = "; ".join(
            f"{name}: {row['html_files']:,} pages, {row['html_bytes'] / 1e6:,.1f} MB"
            for name, row in made.items()
        )
        turns = len({row["round"] for row in own if row["step"] == "full"})
        lines = [
            f"### {pages:,} pages", "", f"{turns} rounds. {numbers}.", "",
            "| | wall s | CPU s | largest process MB | all processes MB | wall / Hugo |",
            "|---|---|---|---|---|---|",
        ]  # fmt: skip
        for step, label in NAMES.items():
            hugo = _middle([r for r in own if r["step"] == step and r["contestant"] == "hugo"], "wall")
            for name in dict.fromkeys(row["contestant"] for row in own):
                group = [row for row in own if row["step"] == step and row["contestant"] == name]
                if not group and step == "served" and name == "atlas without search":
                    continue
                wall = _middle(group, "wall")
                memory = [row for row in own if row["step"] == "memory" and row["contestant"] == name]
                together = _middle(memory, "together") if step == "full" else None
                ratio = wall / hugo if wall is not None and hugo else None
                lines.append(
                    f"| {name}, {label} | {_shown(wall, 2)} | {_shown(_middle(group, 'cpu'), 2)} | "
                    f"{_shown(_middle(group, 'largest'), 0)} | {_shown(together, 0) if step == 'full' else ''} | "
                    f"{_shown(ratio, 3)} |"
                )
        found.append("\n".join(lines))
    return "\n\n".join(found) + "\n"


def main() -> None:
    """Prints the tables of a file of results."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    print(table([json.loads(line) for line in lines]), end="")


if __name__ == "__main__":
    main()
