"""Slips of an editor are told: records are changed in memory, one thing at a time, and held against their sources.

A sample, drawn by a seed, of what `python -m bench.untold` tries whole. Floors are shares of the slips of a group that
`check`, `verify` or `audit` must tell; a rule that is lost breaks one.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.untold import Bench, main, sampled
from tests.trees import ROOT, SITES, lay

PLAN = SITES / "county-plan"
SOURCES = ROOT.parent / "shared" / "sources"
FLOORS = {
    "value": 1.0, "unit": 0.9, "comparator": 1.0, "aspirational": 0.7, "baseline": 0.7, "basis": 0.6, "year": 0.15,
    "region": 0.5, "cluster": 0.15, "conditions": 0.3, "indicator": 0.5, "measure": 0.8, "task": 0.9, "text": 0.7,
}  # fmt: skip
"""By the first word of a kind of slip, below what was measured, since the draw changes with the records."""


def shares(bench: Bench, each: int) -> dict[str, float]:
    """Of a sample of slips, so many of each kind, the share that is told, by group."""
    tried, told = Counter[str](), Counter[str]()
    for slip in sampled([one for one in bench.slips(1) if one.kind.partition(":")[0] in FLOORS], each, 1):
        group = slip.kind.partition(":")[0]
        tried[group] += 1
        told[group] += bool(bench.told(slip).severity)
    return {group: told[group] / tried[group] for group in tried}


def too_few(found: dict[str, float]) -> dict[str, float]:
    return {group: share for group, share in found.items() if share < FLOORS[group]}


def test_slips_in_the_records_of_an_invented_plan_are_told(tmp_path):
    found = shares(Bench(lay(tmp_path / "content", PLAN), PLAN / "sources"), 3)
    assert found.keys() == FLOORS.keys()
    assert too_few(found) == {}


@pytest.mark.skipif(not SOURCES.is_dir(), reason=f"no source texts in {SOURCES.name}/")
def test_slips_in_the_records_of_the_real_documents_are_told():
    found = shares(Bench(ROOT / "content", SOURCES), 2)
    assert found.keys() == FLOORS.keys()
    assert too_few(found) == {}


def test_without_sources_it_says_that_it_was_skipped(tmp_path: Path, capsys):
    assert main([str(tmp_path), str(ROOT / "content")]) == 0
    assert "skipped" in capsys.readouterr().err


def test_the_table_counts_each_slip_once(tmp_path, capsys):
    content = lay(tmp_path / "content", PLAN)
    assert main([str(PLAN / "sources"), str(content), "--sample", "1", "--only", "value"]) == 0
    said = capsys.readouterr().out
    rows = [row.strip("| ").split(" | ") for row in said.splitlines() if row.startswith("| value:")]
    assert rows
    assert all(int(tried) == sum(map(int, rest)) == 1 for _, tried, *rest in rows)
