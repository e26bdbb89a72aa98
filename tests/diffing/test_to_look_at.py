"""`diff` says which pages to look at, in which order, and what for."""

from __future__ import annotations

from dataclasses import replace

from atlas.diffing.changes import Changes, Side, changes
from atlas.diffing.to_look_at import MOST, to_look_at
from atlas.records.model import Atlas, Target, Text
from tests.trees import SITES, atlas_of, lay

KEY = "lanpu-2023"


def found(atlas: Atlas, *targets: Target) -> Changes:
    """What is different where the plan, with these targets alone, is new beside all else."""
    others = {key: one for key, one in atlas.targets.items() if one.document != KEY}
    named = {one.indicator for one in others.values()}
    fresh = {one.indicator for one in targets} - named
    old = replace(
        atlas,
        targets=others,
        documents={key: one for key, one in atlas.documents.items() if key != KEY},
        indicators={key: one for key, one in atlas.indicators.items() if key not in fresh},
    )
    new = replace(atlas, targets=others | {one.gid: one for one in targets})
    return changes(Side(old, (), {}), Side(new, (), {}))


def test_the_document_comes_first_then_what_is_compared_what_is_new_what_is_doubtful_and_the_areas(tmp_path):
    atlas = atlas_of(lay(tmp_path / "content", SITES / "county-plan"))
    firms = next(one for one in atlas.targets.values() if one.document != KEY and one.value is not None)
    own = {one.id: one for one in atlas.targets.values() if one.document == KEY}
    beside = firms.model_copy(update={"document": KEY, "id": "beside", "region": "lanpu"})
    doubtful = next(iter(own.values())).model_copy(update={"assumed": Text(zh="推断", en="Assumed")})
    listed = [at for at, _ in to_look_at(found(atlas, beside, doubtful))]
    assert listed[0] == f"documents/{KEY}/"
    assert listed[1] == f"indicators/{beside.indicator}/"
    assert f"documents/{KEY}/targets/{doubtful.id}/" in listed
    assert listed[-1].startswith("regions/")
    order = [at.partition("/")[0] if "targets" not in at else "targets" for at in listed]
    assert order == sorted(order, key=["documents", "indicators", "targets", "regions"].index)
    assert len(set(listed)) == len(listed)


def test_of_each_sort_no_more_are_named_than_one_reads(tmp_path):
    atlas = atlas_of(lay(tmp_path / "content", SITES / "county-plan"))
    own = [one for one in atlas.targets.values() if one.document == KEY]
    firms = next(one for one in atlas.targets.values() if one.document != KEY and one.value is not None)
    met = firms.model_copy(update={"document": KEY, "id": "beside", "region": "lanpu"})
    listed = list(to_look_at(found(atlas, *own, met)))
    assert len(listed) <= 5 * MOST
    whys = [why for _, why in listed]
    beside = [at for at, why in listed if "stand beside" in why.en]
    assert beside == [f"indicators/{met.indicator}/"]  # all others are of the plan alone
    assert all(whys.count(why) <= MOST for why in whys)


def test_without_a_new_target_no_page_is_named(tmp_path):
    atlas = atlas_of(lay(tmp_path / "content", SITES / "county-plan"))
    assert list(to_look_at(found(atlas))) == []
