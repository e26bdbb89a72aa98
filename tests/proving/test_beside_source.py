"""What `audit` says of records that their source says otherwise, and how a note answers it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.checks.context import Context
from atlas.proving.proving import audit
from atlas.reading.load import load
from tests.trees import SITES, lay

PLAN = SITES / "county-plan"
KEY = "lanpu-2023"

Tell = Callable[..., list[str]]


@pytest.fixture
def told(tmp_path: Path) -> Tell:
    """What `audit` says of the plan with some words of one of its files changed."""

    def said(part: str, *changes: tuple[str, str]) -> list[str]:
        content = lay(tmp_path / str(len(list(tmp_path.iterdir()))), PLAN)
        path = content / "documents" / KEY / f"{part}.yaml"
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")
        found = audit(Context.of(load(content)), PLAN / "sources", [KEY])[0]
        return [f"{one.severity}: {one.what.en}" for one in found]

    return said


def measure() -> str:
    return (PLAN / "content" / "documents" / KEY / "measures.yaml").read_text("utf-8")


def test_the_plan_as_it_stands_agrees_with_its_source(told):
    assert told("measures") == []


def test_who_leads_and_who_supports_is_that_of_the_source(told):
    lead = next(line for line in measure().splitlines() if line.startswith("  lead: "))
    name = lead.partition("[")[2].partition("]")[0].split(", ")[0]
    swapped = told("measures", (lead, "  lead: []"))
    assert len(swapped) == 1
    assert swapped[0].startswith("warning: the measure “m01”")
    assert name in swapped[0]


def test_a_note_that_names_the_body_answers(told):
    lead = next(line for line in measure().splitlines() if line.startswith("  lead: "))
    name = lead.partition("[")[2].partition("]")[0].split(", ")[0]
    answered = f"  lead: []\n  note: {{zh: {name}已撤销。, en: That body no longer exists.}}"
    assert told("measures", (lead, answered)) == []


def test_the_year_of_a_task_is_that_of_its_annex(told):
    (said,) = told("tasks", ("year: 2023", "year: 2024"))
    assert said == "warning: the source says 2023, the record says 2024"


def test_an_industry_stands_as_printed_at_its_place(told):
    (said,) = told("clusters", ("printed: 海工装备", "printed: 海工钻井装备"))
    assert said.startswith("error: the source has no “海工钻井装备”")


def test_a_summary_says_no_figure_that_its_text_has_not(told):
    (said,) = told("measures", ("  summary:\n    zh: ", "  summary:\n    zh: 共投入7700万元，"))
    assert said.startswith("warning: says 77000000, and the source has no such figure at ")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("number: 岚政发〔2023〕9号", "number: 岚政发〔2023〕8号", "9号"),
        ("issued: 2023-04-18", "issued: 2023-04-28", "2023-04-18"),
    ],
)
def test_number_and_date_are_those_of_the_head(told, old, new, field):
    (said,) = told("document", (old, new))
    assert said.startswith("warning: the head of the source says")
    assert field in said
