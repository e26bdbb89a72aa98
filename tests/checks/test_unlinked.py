"""What `check` says of targets for one thing that no link ties together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from atlas.checks import check
from atlas.checks.context import Context
from atlas.checks.stated_once import untied
from atlas.reading.load import Loaded, load
from atlas.records.model import Target, Text
from tests.proposing.test_likely import PLAN, lay_plan
from tests.trees import read


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Loaded:
    return read(lay_plan(tmp_path_factory.mktemp("unlinked") / "content"))


def without_links(loaded: Loaded, **changed: Target) -> list[tuple[str, str, str]]:
    """The pairs that are told of once no target has a link and some are changed: from, to, kind."""
    atlas = loaded.atlas
    assert atlas is not None
    targets = {key: changed.get(one.id.replace("-", "_"), one) for key, one in atlas.targets.items()}
    bare = {key: one.model_copy(update={"links": ()}) for key, one in targets.items()}
    context = Context(replace(atlas, targets=bare), loaded.positions, {})
    return [(own.gid, other.gid, found.kind) for own, other, found in untied(context)]


def test_nothing_is_told_of_what_is_linked(loaded):
    told = [problem.rule for problem in check(Context.of(loaded))]
    assert {"stated-once", "figures-linked"}.isdisjoint(told)


MEASURED = {
    # document: pairs told of once its links are taken away, and how many of them with the kind that is recorded
    "changzhou-2021": (6, 6), "changzhou-hitech-2017": (9, 7), "changzhou-sunan-2018": (1, 1),
    "jiangsu-hitech-zones-2018": (2, 0), "jiangyin-2020": (41, 39), PLAN: (10, 10),
}  # fmt: skip


def test_without_their_links_targets_are_told_to_be_linked_as_the_records_link_them(loaded):
    """None is told of that the records do not link, be it by way of others."""
    atlas = loaded.atlas
    assert atlas is not None
    linked: dict[tuple[str, str], set[str]] = {}
    joined: dict[str, set[str]] = {key: {key} for key in atlas.targets}
    for target in atlas.targets.values():
        for link in target.links:
            to = link.to if link.to in atlas.targets else f"{target.document}--{link.to}"
            linked.setdefault((target.gid, to), set()).add(link.kind)
            if link.kind in ("related", "inconsistent"):
                linked.setdefault((to, target.gid), set()).add(link.kind)
            joined[target.gid] |= joined[to]
            for key in joined[target.gid]:
                joined[key] = joined[target.gid]
    told, right = Counter[str](), Counter[str]()
    for own, other, kind in without_links(loaded):
        assert other in joined[own], (own, other)
        document = own.partition("--")[0]
        told[document] += 1
        right[document] += (kind or "inconsistent") in linked.get((own, other), ())
    assert {key: (told[key], right[key]) for key in MEASURED} == MEASURED


def of(loaded: Loaded, key: str) -> Target:
    assert loaded.atlas is not None
    return loaded.atlas.targets[f"{PLAN}--{key}"]


def test_of_other_industries_or_conditions_nothing_is_told(loaded):
    own = of(loaded, "leading-talent-new-2023")
    pair = (own.gid, f"{PLAN}--leading-talent-new", "milestone")
    assert pair in without_links(loaded)
    other_industry = own.model_copy(update={"cluster": "marine-equipment"})
    assert pair not in without_links(loaded, leading_talent_new_2023=other_industry)
    goal = of(loaded, "leading-talent-new")
    conditions = {"leading_talent_new_2023": "海外", "leading_talent_new": "本市"}
    limited = {
        key: one.model_copy(update={"conditions": Text(zh=conditions[key], en="x")})
        for key, one in (("leading_talent_new_2023", own), ("leading_talent_new", goal))
    }
    assert pair not in without_links(loaded, **limited)


def test_of_two_figures_that_may_be_dealt_out_otherwise_nothing_is_told(loaded):
    own = of(loaded, "high-tech-firms-2025-restated")
    pair = (own.gid, f"{PLAN}--high-tech-firms-2025", "inconsistent")
    assert pair in without_links(loaded)
    (piece,) = own.evidence
    phrase = "瞪羚、高新技术企业分别达到20家、480家"
    dealt = own.model_copy(update={"evidence": (piece.model_copy(update={"phrase": phrase}),)})
    assert pair not in without_links(loaded, high_tech_firms_2025_restated=dealt)


def test_a_figure_that_its_phrase_gainsays_is_told_there_alone(loaded):
    own = of(loaded, "rd-intensity-2025-restated")
    pair = (own.gid, f"{PLAN}--rd-intensity-2025", "inconsistent")
    assert pair in without_links(loaded)
    wrong = own.model_copy(update={"value": (Decimal("3.3"),)})
    assert pair not in without_links(loaded, rd_intensity_2025_restated=wrong)


RESTATED = (
    "  links: [{to: rd-intensity-2025, kind: inconsistent, note: {zh: 主要目标写“达到3.2%”，此处写“达到3.2%以上”。, "
    'en: "The main goals say 3.2%, this passage 3.2% or more."}}]\n'
)
GOAL = """  links: [{to: gazelles-2025, kind: milestone}]
"""


@pytest.mark.parametrize(
    ("old", "new", "rule", "advice"),
    [
        (GOAL, "", "figures-linked", "write links: [{to: gazelles-2025, kind: milestone}]"),
        (GOAL, "  links: [{to: young-eagles-2025, kind: related}]\n", "figures-linked",
         "add {to: gazelles-2025, kind: milestone} to links"),
        (RESTATED, "", "stated-once",
         "write links: [{to: rd-intensity-2025, kind: inconsistent}]"),
    ],
)  # fmt: skip
def test_the_line_to_write_is_told_where_it_is_missing(tmp_path: Path, old, new, rule, advice):
    content = lay_plan(tmp_path / "content")
    path = content / "documents" / PLAN / "targets.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    told = [p for p in check(Context.of(load(content))) if p.rule in ("stated-once", "figures-linked")]
    assert [(p.rule, p.severity, p.place.file.rpartition("/")[2]) for p in told] == [
        (rule, "warning", "targets.yaml")
    ]
    assert advice in str(told[0].instead)


def test_a_missing_milestone_is_told_at_the_last_before_its_goal(loaded, monkeypatch):
    """Of 2024 → 2025, and 2026 without a link to it, the link of 2025 is missing, and not one of 2024."""
    atlas = loaded.atlas
    assert atlas is not None
    model = next(one for one in atlas.targets.values() if one.basis == "level" and one.year and one.value)
    link = next(each for one in atlas.targets.values() for each in one.links if each.kind == "milestone")
    row = [
        model.model_copy(
            update={"id": f"row-{year}", "year": year, "value": (Decimal(year - 2000),), "links": ()}
        )
        for year in (2024, 2025, 2026)
    ]
    row[0] = row[0].model_copy(update={"links": (link.model_copy(update={"to": "row-2025"}),)})
    monkeypatch.setattr(
        "atlas.checks.stated_once.is_told", lambda *_: False
    )  # their phrases are those of one
    context = Context(replace(atlas, targets={one.gid: one for one in row}), loaded.positions, {})
    told = [(own.id, other.id, found.kind) for own, other, found in untied(context)]
    assert told == [("row-2025", "row-2026", "milestone")]
