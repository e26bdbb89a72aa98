"""Of content that was checked before the same is told as of content that nobody has seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from atlas.checks import RULES, check, sparing
from atlas.checks.context import Context
from atlas.problems import Problem
from atlas.reading.load import Loaded
from atlas.records.model import Atlas, Text
from atlas.records.worked_out import WorkedOut
from tests.mutations import Mutation, additions, mutations, removals, renamings
from tests.trees import lay, read


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Loaded:
    return read(lay(tmp_path_factory.mktemp("sparing") / "content"))


def told(loaded: Loaded, atlas: Atlas, worked_out: WorkedOut | None = None) -> list[Problem]:
    return check(Context(atlas, loaded.positions, {}, worked_out or WorkedOut()))


def pieces(loaded: Loaded, atlas: Atlas) -> Iterator[Mutation]:
    """Atlases in which a target says its indicator again, or a target, a measure or a mention is gone, named or not."""
    for key in atlas.targets:
        left = {other: each for other, each in atlas.targets.items() if other != key}
        yield Mutation(f"{key} is gone", replace(atlas, targets=left))
    for key, target in atlas.targets.items():
        if target.value is not None and not target.net:
            name = atlas.indicators[target.indicator].name
            again = target.model_copy(update={"conditions": Text(zh=name.zh, en=name.en)})
            loaded.positions.keep(again, *loaded.positions.trees[id(target)])
            yield Mutation(
                f"{key} says its indicator again", replace(atlas, targets={**atlas.targets, key: again})
            )
    for key in atlas.measures:
        others = {other: each for other, each in atlas.measures.items() if other != key}
        yield Mutation(f"{key} is gone", replace(atlas, measures=others))
    for one in atlas.mentions:
        yield Mutation(
            "a mention is gone",
            replace(atlas, mentions=tuple(each for each in atlas.mentions if each is not one)),
        )


def test_after_any_edit_and_after_it_is_taken_back_all_is_told(loaded):
    assert loaded.atlas is not None
    kept, rules, differ = WorkedOut(), Counter[str](), []
    told(loaded, loaded.atlas, kept)
    every = [*mutations(loaded, 1), *removals(loaded), *additions(loaded), *renamings(loaded)]
    every = [edit for edit in every if not edit.what.startswith("vocabulary/")]  # such a word stands nowhere
    for edit in (*every[::4], *pieces(loaded, loaded.atlas)):
        fresh = told(loaded, edit.atlas)
        if told(loaded, edit.atlas, kept) != fresh:
            differ.append(edit.what)
        rules.update({problem.rule for problem in fresh})
        assert told(loaded, loaded.atlas, kept) == told(loaded, loaded.atlas)
    assert differ == []
    assert {"known-names", "mentioned", "conditions-add"} <= rules.keys()


def test_a_rule_that_has_nothing_to_say_is_asked_of_what_is_new_only(loaded, monkeypatch):
    atlas, asked = loaded.atlas, list[int]()
    assert atlas is not None
    rule = RULES["places"]

    def counted(context: Context):
        asked.append(len(list(context.records())))
        return rule(context)

    monkeypatch.setitem(RULES, "places", counted)
    kept = WorkedOut()
    told(loaded, atlas, kept)
    told(loaded, atlas, kept)
    target = next(iter(atlas.targets))
    other = atlas.targets[target].model_copy()
    loaded.positions.keep(other, *loaded.positions.trees[id(atlas.targets[target])])
    told(loaded, replace(atlas, targets={**atlas.targets, target: other}), kept)
    assert asked[0] > 20
    assert asked[1:] == [0, 1]


def test_every_rule_that_is_spared_is_one():
    spared = [sparing.ALONE, sparing.GROUND, sparing.BY_ID, sparing.BY_USE]
    assert sum(map(len, spared)) == len(frozenset().union(*spared))
    assert frozenset().union(*spared) <= RULES.keys()
