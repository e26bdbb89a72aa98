"""What an editor may have meant by an unknown name. The cases of tests/sites show the words."""

from __future__ import annotations

import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.checks.context import Context
from atlas.checks.meant import Names, plain
from atlas.checks.naming import KINDS
from atlas.problems import Words
from atlas.records.fields import Ref
from atlas.records.model import PARTS, REGISTRIES, Document, Name
from tests.trees import lay, read

ANY = Words("", "")


@pytest.fixture(scope="module")
def context(tmp_path_factory) -> Context:
    return Context.of(read(lay(tmp_path_factory.mktemp("names") / "content")))


def registered(context: Context, kind: str) -> list[str]:
    if kind == "citable":
        return [*context.atlas.references, *context.atlas.documents]
    return list(
        context.atlas.vocabulary[kind] if kind in context.atlas.vocabulary else getattr(context.atlas, kind)
    )


def meant(context: Context, kind: str, name: str, valid: list[str] | None = None, document: str = "") -> str:
    known = valid if valid is not None else registered(context, kind)
    found = Names(context).instead(kind, name, document, known)
    return found.en if found else ""


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("indicators", "研发投入占比", "the Chinese name of the indicator rd-share: write rd-share"),
        ("indicators", "研发占比", "the short Chinese name of the indicator rd-share: write rd-share"),
        ("indicators", "r&d SHARE", "“R&D share” is the English name of the indicator rd-share: write rd-share"),
        ("indicators", "“研发投入占比”", "the Chinese name of the indicator rd-share: write rd-share"),
        ("indicators", "研发投入强占比", "“研发投入占比” is the Chinese name of the indicator rd-share: did you mean rd-share?"),
        ("indicators", "RD_share", "write rd-share instead"),
        ("indicators", "rd-shrae", "did you mean rd-share? If not: python build.py new indicator rd-shrae"),
        ("clusters", "活体照明", "“活体照明” is an alias of the cluster living-light: write living-light"),
        ("terms", "灯塔", "“灯塔” is an alias of the term beacon-firm: write beacon-firm"),
        ("documents", "澄发〔2021〕1号", "is the number of the document chengchuan-2021: write chengchuan-2021"),
        ("documents", "澄发﹝2021﹞１号", "is the number of the document chengchuan-2021: write chengchuan-2021"),
        ("units", "％", "the Chinese name of the unit percent: write percent"),
        ("indicators", "揭榜挂帅", "is the Chinese name of the term open-call, and an indicator is wanted here; write one of"),
        ("indicators", "living-light", "“living-light” is a cluster, and an indicator is wanted here; write one of"),
        ("regions", "talent", "“talent” is an indicator and a theme, and a region is wanted here; write one of"),
        ("indicators", "science", "write one of"),
        ("clusters", "nothing-like-it", "write one of: lighting, living-light, river-drones; if none fits: python build.py"),
        ("terms", "新词", "if none fits: python build.py new term ID"),
        ("citable", "yunze-inovation-2020", "If not: python build.py new reference yunze-inovation-2020"),
        ("themes", "talnet", "did you mean talent? A new one goes into vocabulary/themes.yaml"),
        ("comparators", "raech", "did you mean reach?"),
        ("documents", "chengchuan-2012", "did you mean chengchuan-2021?"),
    ],
)  # fmt: skip
def test_a_name_is_sought_among_all_that_records_are_called(context, kind, name, told):
    assert told in meant(context, kind, name)


def test_what_is_registered_by_a_name_is_to_be_written_and_nothing_new_is_proposed(context):
    for kind, name in (("clusters", "活体照明"), ("indicators", "RD_share"), ("indicators", "灯塔")):
        assert "write " in meant(context, kind, name)
        assert "?" not in meant(context, kind, name)
        assert "build.py new" not in meant(context, kind, name)


def test_an_id_that_something_else_has_is_not_proposed_for_something_new(context):
    assert meant(context, "regions", "talent").endswith("; if none fits: python build.py new region ID")


def test_a_name_that_several_records_have_is_said_to_be_theirs(context):
    atlas = context.atlas
    twin = atlas.clusters["lighting"].model_copy(update={"name": Name(zh="生物照明", en="Light")})
    both = Context(
        type(atlas)(**{**vars(atlas), "clusters": {**atlas.clusters, "lighting": twin}}),
        context.positions,
        {},
    )
    assert (
        meant(both, "clusters", "生物照明") == "“生物照明” may be lighting, living-light: write one of them"
    )


def test_a_bureau_of_another_place_is_never_meant(context):
    document = context.atlas.documents["chengchuan-2021"].model_copy(update={"region": "far"})
    documents = {**context.atlas.documents, "chengchuan-2021": document}
    far = Context(
        type(context.atlas)(**{**vars(context.atlas), "documents": documents}), context.positions, {}
    )
    for name in ("区科技局", "市财政局"):
        here, there = (
            meant(each, "printed-agencies", name, [], "chengchuan-2021") for each in (context, far)
        )
        assert "the aliases of chengchuan-" in here
        assert there.startswith(
            f"register the name in the aliases of an agency: {{chengchuan-2021: [{name}]}} (new ones"
        )


def test_a_term_leads_to_what_it_is_a_term_for(context):
    assert meant(context, "indicators", "灯塔").endswith(
        "and an indicator is wanted here; write tech-firms instead"
    )
    assert meant(context, "clusters", "灯塔企业").endswith(
        "and a cluster is wanted here; write living-light instead"
    )


def test_where_there_are_too_many_names_to_list_those_that_share_a_word_are(context):
    known = [*context.atlas.indicators, *(f"x-{number}" for number in range(20))]
    new = "; if none fits: python build.py new indicator"
    assert (
        meant(context, "indicators", "share-of-research", known)
        == f"perhaps one of: rd-share{new} share-of-research"
    )
    assert meant(context, "indicators", "技企", known) == f"perhaps one of: tech-firms{new} ID"
    assert meant(context, "indicators", "科技", known).endswith(
        f"an indicator is wanted here; perhaps one of: tech-firms{new} ID"
    )
    assert (
        meant(context, "indicators", "全省的科技企业数目前", known) == f"perhaps one of: tech-firms{new} ID"
    )
    assert meant(context, "indicators", "x", known).startswith("the ids are the names of the files")


def test_an_agency_is_named_as_its_document_prints_it(context):
    def agency(name: str, document: str = "chengchuan-2021") -> str:
        known = [each for where, each in context.agencies_by_name if where == document]
        return meant(context, "printed-agencies", name, known, document)

    assert agency("chengchuan-finance").endswith("is an id, and names stand here as printed: 市财政局")
    assert agency("澄川市财政局").startswith(
        "write 市财政局, or register the name in the aliases of chengchuan-finance: {"
    )
    assert agency("市财政厅").startswith(
        "did you mean 市财政局? If not, register the name in the aliases of an agency: {"
    )
    assert agency("市财政局", "chengchuan-hitech-2022") == (
        "register the name in the aliases of chengchuan-finance: {chengchuan-hitech-2022: [市财政局]}"
    )
    made = " (new ones are made by python build.py new agencies chengchuan-2021)"
    assert (
        agency("水文站")
        == f"register the name in the aliases of an agency: {{chengchuan-2021: [水文站]}}{made}"
    )
    assert agency("市财政局，市科技局") == "separate agencies with an ASCII comma"


def test_a_target_of_another_document_is_named_with_it(context):
    known = ["rd-share", *context.atlas.targets]
    assert meant(context, "targets", "zone-rank", known) == (
        "write chengchuan-2021--zone-rank for a target of another document"
    )
    assert meant(context, "targets", "rd-share", ["rd-shares", "x--rd-share"]) == (
        "did you mean rd-shares? x--rd-share is how a target of another document is written"
    )


def test_thousands_of_slips_among_thousands_of_names_take_seconds_and_the_first_are_explained(context):
    known = [f"doc-{number % 90}--target-{number}" for number in range(6_000)]
    names, start = Names(context), time.process_time()
    told = [
        names.instead("targets", f"doc-{number}--traget-{number}", "", known) for number in range(90, 300)
    ]
    assert time.process_time() - start < 12
    assert "did you mean " in (told[0] or ANY).en
    assert all(words is not None for words in told)
    again = names.instead("targets", "doc-90--traget-90", "", known)
    assert again is told[0]


def test_each_kind_of_name_has_words():
    kinds = {
        mark.kind for record in (*REGISTRIES.values(), *PARTS.values(), Document) for mark in _marks(record)
    }
    assert len(kinds) > 15
    assert kinds <= KINDS.keys()


def _marks(annotation: object) -> list[Ref]:
    found: list[Ref] = []
    fields = getattr(annotation, "model_fields", {})
    for field in fields.values():
        found += [mark for mark in field.metadata if isinstance(mark, Ref)] + _marks(field.annotation)
    for part in get_args(annotation):
        found += [part] if isinstance(part, Ref) else _marks(part)
    return found


@given(st.text(max_size=30), st.sampled_from(sorted(KINDS)))
def test_whatever_is_written_something_is_said_in_both_languages(context, name, kind):
    found = Names(context).instead(kind, name, "chengchuan-2021", ["a", "b"])
    assert found is None or (found.zh and found.en)


def test_names_that_differ_only_in_form_are_one():
    assert plain("《“R&D” 占比》") == plain("ｒ＆ｄ占比")
    assert plain("甲") != plain("乙")
