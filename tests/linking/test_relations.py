"""What points at what, the other way round: whatever a record names knows of it."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import chain

import pytest

from atlas.linking.linker import Names
from atlas.linking.names import names
from atlas.linking.relations import Relations, relate, target_id
from atlas.noting.view import View
from atlas.reading.load import Loaded
from atlas.records.model import Atlas, Text
from tests.mutations import additions, mutations, removals

CITY, ZONE = "chengchuan", "chengchuan-hitech"


@pytest.fixture(scope="module")
def atlas(loaded: Loaded) -> Atlas:
    assert loaded.atlas is not None
    return loaded.atlas


@pytest.fixture(scope="module")
def relations(atlas) -> Relations:
    return relate(atlas, Names.of(names(atlas)))


def test_a_target_is_named_inside_its_document_or_by_its_whole_id():
    assert target_id("chengchuan-2021", "rd-share") == "chengchuan-2021--rd-share"
    assert target_id("chengchuan-2021", "other--rd-share") == "other--rd-share"


@pytest.mark.parametrize(
    ("relation", "records", "named"),
    [
        ("targets_by_indicator", "targets", lambda t: [t.indicator]),
        ("targets_by_region", "targets", lambda t: [t.region]),
        ("targets_by_document", "targets", lambda t: [t.document]),
        ("targets_by_cluster", "targets", lambda t: [t.cluster] if t.cluster else []),
        ("measures_by_document", "measures", lambda m: [m.document]),
        ("measures_by_theme", "measures", lambda m: m.themes),
        ("measures_by_instrument", "measures", lambda m: m.instruments),
        ("measures_by_cluster", "measures", lambda m: m.clusters),
        ("measures_by_target", "measures", lambda m: [target_id(m.document, name) for name in m.targets]),
        ("tasks_by_measure", "tasks", lambda t: [f"{t.document}--{t.measure}"]),
        ("tasks_by_target", "tasks", lambda t: [target_id(t.document, name) for name in t.targets]),
        ("mentions_by_cluster", "mentions", lambda m: [m.cluster]),
        ("mentions_by_region", "mentions", lambda m: [m.region]),
        ("mentions_by_document", "mentions", lambda m: [m.document]),
        ("set_aside_by_document", "set_aside", lambda s: [s.document]),
    ],
)
def test_each_record_is_found_under_what_it_names_and_nowhere_else(
    atlas, relations, relation, records, named
):
    everything = getattr(atlas, records)
    found = getattr(relations, relation)
    expected: dict[str, list[object]] = {}
    for record in everything.values() if hasattr(everything, "values") else everything:
        for key in dict.fromkeys(named(record)):
            expected.setdefault(key, []).append(record)
    assert found == {key: tuple(group) for key, group in expected.items()}
    assert found, "the base has an example"


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("documents_by_region", {CITY: (f"{CITY}-2021",), ZONE: (f"{ZONE}-2022",)}),
        ("documents_citing", {"yunze-innovation-2020": (f"{CITY}-2021",), f"{CITY}-2021": (f"{ZONE}-2022",)}),
        ("regions_by_parent", {"yunze": (CITY,), CITY: (ZONE, f"{CITY}-towns")}),
        ("clusters_by_broader", {"lighting": ("living-light",)}),
        ("indicators_by_related", {"talent": ("tech-firms",)}),
        ("agencies_by_function", {"science": (f"{ZONE}-science", f"{CITY}-science"), "finance": (f"{CITY}-finance",)}),
        ("agencies_by_region", {CITY: (f"{CITY}-finance", f"{CITY}-science"), ZONE: (f"{ZONE}-science",)}),
        ("measures_of_term", {"beacon-firm": (f"{CITY}-2021--m01",), "open-call": (f"{CITY}-2021--m02",)}),
        ("terms_by_see", dict.fromkeys(
            (f"{CITY}-2021", "living-light", "open-call", "tech-firms", "yunze-innovation-2020"), ("beacon-firm",),
        )),
        ("links_to", {
            f"{CITY}-2021--rd-share": (
                (f"{CITY}-2021--rd-share-2023", "milestone"), (f"{ZONE}-2022--rd-share", "related"),
            ),
            f"{CITY}-2021--tech-firms": ((f"{CITY}-2021--tech-firms-doubled", "related"),),
        }),
    ],
)  # fmt: skip
def test_ids_are_gathered_by_what_they_name(relations, relation, expected):
    found = getattr(relations, relation)
    assert {key: tuple(sorted(group)) for key, group in found.items()} == expected


def test_measures_and_tasks_are_found_under_each_agency_that_carries_them(relations):
    def gids(group):
        return [item.gid for item in group]

    assert gids(relations.measures_by_agency["chengchuan-science"]) == ["chengchuan-2021--m01"]
    assert gids(relations.measures_by_agency["chengchuan-finance"]) == [
        "chengchuan-2021--m01",
        "chengchuan-2021--m02",
    ]
    assert gids(relations.tasks_by_agency["chengchuan-finance"]) == ["chengchuan-2021--t01-1"]
    assert relations.agency_by_name["chengchuan-2021", "市科技局"] == "chengchuan-science"


def test_a_group_without_members_is_absent(relations):
    for field in fields(Relations):
        assert all(getattr(relations, field.name).values()), field.name


def test_relations_made_from_those_of_before_are_what_they_would_be_anew(loaded):
    """Whatever an edit changes; and groups are the very same where no target in them is another one."""
    assert loaded.atlas is not None
    before, kept = View.of(loaded.atlas), 0
    for edit in chain(mutations(loaded, 3), removals(loaded), additions(loaded)):
        found = View.of(edit.atlas, before)
        assert found.relations == relate(edit.atlas, found.names), edit.what
        kept += found.relations.measures_by_target is before.relations.measures_by_target
    assert kept > 20


def test_a_target_that_points_elsewhere_is_in_other_groups(loaded, atlas):
    before, gid = View.of(atlas), next(iter(atlas.targets))
    old = atlas.targets[gid]
    for field, records in (
        ("indicator", atlas.indicators),
        ("region", atlas.regions),
        ("cluster", atlas.clusters),
    ):
        new = old.model_copy(update={field: next(key for key in records if key != getattr(old, field))})
        other = replace(atlas, targets={**atlas.targets, gid: new})
        found = View.of(other, before)
        assert found.relations == relate(other, found.names) != before.relations, field


def test_a_target_whose_words_name_something_new_is_found_under_that(loaded, atlas):
    before, gid = View.of(atlas), next(iter(atlas.targets))
    under, old, named = 0, atlas.targets[gid], [*atlas.terms.values(), *atlas.clusters.values()]
    for record in named:
        new = old.model_copy(update={"conditions": Text(zh=f"限于{record.name.zh}", en=None)})
        found = View.of(replace(atlas, targets={**atlas.targets, gid: new}), before)
        assert found.relations == relate(found.atlas, found.names), record.id
        terms = found.relations.targets_of_term.get(record.id, ())
        industries = found.relations.targets_naming_cluster.get(record.id, ())
        under += gid in terms or new in industries
    assert under > 2, "names of two characters are not looked for"
