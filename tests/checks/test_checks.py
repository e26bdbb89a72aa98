"""The rules across records. What each says is shown by the cases of tests/sites; here, that they miss and add nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from atlas.checks import RULES, check
from atlas.checks.context import Context
from atlas.checks.pointers import pointers
from atlas.problems import Problem
from atlas.reading.load import Loaded, load
from atlas.records.model import Atlas, Record, Target
from atlas.records.record import Text
from tests.test_sites import CASES
from tests.trees import SITES, lay, read


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Loaded:
    return read(lay(tmp_path_factory.mktemp("checks") / "content"))


def told(loaded: Loaded, rule: str, *changed: Record) -> list[str]:
    """What a rule says once some records are as given; each stands where the record of its id stood."""
    return [problem.what.en for problem in problems(loaded, rule, changed)]


def problems(loaded: Loaded, rule: str, changed: Iterable[Record]) -> list[Problem]:
    atlas = loaded.atlas
    assert atlas is not None
    for record in changed:
        kind, key, old = place_of(atlas, record)
        loaded.positions.keep(record, *loaded.positions.trees[id(old)])
        change: dict[str, Any] = {kind: {**getattr(atlas, kind), key: record}}
        atlas = replace(atlas, **change)
    return list(RULES[rule](Context(atlas, loaded.positions, {})))


def place_of(atlas: Atlas, record: Record) -> tuple[str, str, Record]:
    key = str(getattr(record, "gid", None) or getattr(record, "id", ""))
    for kind in ("targets", "measures", "regions", "clusters", "indicators", "agencies", "documents"):
        old = getattr(atlas, kind).get(key)
        if isinstance(old, Record) and type(old) is type(record):
            return kind, key, old
    raise KeyError(key)


def target(loaded: Loaded, name: str, **changes: object) -> Target:
    assert loaded.atlas is not None
    found = loaded.atlas.targets.get(f"chengchuan-2021--{name}") or loaded.atlas.targets[name]
    return found.model_copy(update=changes)


def test_the_units_that_are_offered_are_of_the_indicators_kind(loaded):
    wrong = target(loaded, "talent", unit="jia", value=(Decimal(200),))
    piece = wrong.evidence[0].model_copy(update={"phrase": "柔性引进专家教授200名"})
    (problem,) = problems(loaded, "phrase-agrees", [wrong.model_copy(update={"evidence": (piece,)})])
    assert problem.instead is not None
    assert problem.instead.en == "write unit: ming"


@pytest.mark.parametrize(
    "phrase", ["市级以上超5000家", "科技型中小企业每年入库超5000家", "其中澄川高新区超5000家"]
)
def test_a_phrase_that_does_not_tell_the_thing_in_one_run_gets_no_name_proposed(loaded, phrase):
    firms = target(loaded, "tech-firms")
    (piece, *_) = firms.evidence
    bare = firms.model_copy(
        update={"printed": ("机构",), "evidence": (piece.model_copy(update={"phrase": phrase}),)}
    )
    (problem,) = problems(loaded, "printed-stands", [bare])
    assert problem.instead == (
        "应照抄词句里的叫法；或改正所引的词句",
        "write the words of a phrase that name it; or mend the phrase",
    )


def test_a_printed_name_that_tells_its_thing_apart_is_asked_about(loaded):
    firms = target(loaded, "tech-firms")
    apart = firms.model_copy(update={"printed": ("高价值科技企业",)})
    assert told(loaded, "told-apart", firms) == []
    assert told(loaded, "told-apart", apart) == [
        "the printed name says “高价值”, and neither name nor definition of “tech-firms” does"
    ]
    assert loaded.atlas is not None
    indicator = loaded.atlas.indicators["tech-firms"]
    for text, said in (
        ("计高价值企业。", 0),
        ("高价值企业是另一指标。", 1),
        ("计高价值企业；不含分公司。", 0),
    ):
        definition = indicator.definition.model_copy(update={"zh": text})
        record = indicator.model_copy(update={"definition": definition})
        assert len(told(loaded, "told-apart", apart, record)) == said


def test_a_year_that_the_phrase_says_is_stated(loaded):
    said = target(loaded, "tech-firms", year=2025, year_basis=None)
    for phrase, basis in (
        ("到2025年科技企业达5000家", "stated"),
        ("科技企业达5000家", "stated | section | inherited"),
    ):
        piece = said.evidence[0].model_copy(update={"phrase": phrase})
        (problem,) = problems(loaded, "deadlines", [said.model_copy(update={"evidence": (piece,)})])
        assert problem.instead is not None
        assert problem.instead.en == f"add year_basis: {basis}"


def test_what_a_misspelt_name_may_mean_is_not_told_as_used_by_nothing(loaded):
    def unused(*changed: Record) -> list[str]:
        found = [
            each for rule in ("mentioned", "vocabulary-used") for each in problems(loaded, rule, changed)
        ]
        return [each.what.en for each in found]

    assert any("“wan-mu”" in what for what in unused())
    assert not any("“wan-mu”" in what for what in unused(target(loaded, "talent", unit="wan-rne")))
    assert any("“floor-space”" in what for what in unused(target(loaded, "floor-space", indicator="talent")))
    assert not any(
        "“floor-space”" in what for what in unused(target(loaded, "floor-space", indicator="florspace"))
    )


def test_nothing_is_said_of_proofs_while_there_is_an_error(tmp_path):
    content = lay(tmp_path / "content", SITES / "proof-that-lapsed")
    proofs = [problem for problem in check(Context.of(load(content))) if problem.rule == "proof-holds"]
    assert [problem.severity for problem in proofs] == ["warning", "warning"]
    path = content / "documents" / "chengchuan-2021" / "targets.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 28", "value: 29"), "utf-8")
    assert [p.rule for p in check(Context.of(load(content))) if p.severity == "error"] == ["phrase-agrees"]
    assert not [p for p in check(Context.of(load(content))) if p.rule == "proof-holds"]


def test_another_source_text_than_the_one_checked_is_told(tmp_path):
    content = lay(tmp_path / "content")
    path = content / "documents" / "chengchuan-2021" / "document.yaml"
    path.write_text(path.read_text("utf-8").replace("1" * 64, "3" * 64), "utf-8")
    (found,) = [p for p in check(Context.of(load(content))) if p.rule == "proof-holds"]
    assert found.what.en.startswith("chengchuan-2021: the source text is another than")


def test_each_rule_is_tried_by_a_case(tmp_path):
    tried = set[str]()
    for case in CASES:
        found = load(lay(tmp_path / case.name / "content", case))
        if found.atlas is not None:
            tried.update(problem.rule for problem in check(Context.of(found)))
    assert tried == set(RULES)


def test_a_rule_reports_under_its_own_name_and_is_named_by_its_docstring(loaded):
    for name, rule in RULES.items():
        assert rule.__name__ == name.replace("-", "_")
        assert (rule.__doc__ or "").strip().endswith(".")


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "vocabulary-used"])
def test_good_content_breaks_no_rule(loaded, rule):
    assert told(loaded, rule) == []


def test_every_name_that_points_somewhere_is_found_with_its_place(loaded):
    found = {(kind, name) for kind, name, _ in pointers(loaded.atlas.measures["chengchuan-2021--m01"])}
    assert found == {
        ("themes", "enterprises"), ("themes", "talent"), ("instruments", "advisory"), ("instruments", "business-grants"),
        ("printed-agencies", "市科技局"), ("printed-agencies", "市财政局"), ("clusters", "living-light"),
        ("targets", "tech-firms"), ("targets", "tech-firms-annual"),
    }  # fmt: skip
    trails = {trail for _, _, trail in pointers(loaded.atlas.targets["chengchuan-2021--rd-share-2023"])}
    assert trails == {
        ("indicator",), ("region",), ("unit",), ("comparator",), ("basis",), ("year_basis",),
        ("links", 0, "to"), ("links", 0, "kind"),
    }  # fmt: skip
    cluster = list(pointers(loaded.atlas.clusters["living-light"]))
    assert ("documents", "chengchuan-2021", ("aliases", "chengchuan-2021")) in cluster
    assert ("clusters", "lighting", ("broader",)) in cluster
    baseline = list(pointers(loaded.atlas.targets["chengchuan-2021--energy-use"]))
    assert ("units", "tce-per-wan-yuan", ("baseline", "unit")) in baseline


def test_a_target_may_be_named_inside_its_document_and_by_its_whole_id_everywhere(loaded):
    measure = loaded.atlas.measures["chengchuan-hitech-2022--m01"]
    named = measure.model_copy(update={"targets": ("tech-firms", "chengchuan-2021--talent")})
    assert told(loaded, "known-names", named) == []
    elsewhere = measure.model_copy(update={"targets": ("talent",)})
    assert told(loaded, "known-names", elsewhere) == ["there is no target “talent”"]


def test_an_agency_is_known_by_its_name_only_in_the_document_that_prints_it(loaded):
    measure = loaded.atlas.measures["chengchuan-hitech-2022--m01"]
    assert told(loaded, "known-names", measure.model_copy(update={"lead": ("市科技局",)})) == [
        "there is no agency name “市科技局”"
    ]


def test_the_same_name_in_two_documents_may_mean_two_agencies(loaded):
    zone = loaded.atlas.agencies["chengchuan-hitech-science"]
    same = zone.model_copy(update={"aliases": {"chengchuan-hitech-2022": ("区科技局", "市科技局")}})
    assert told(loaded, "one-agency-per-name", same) == []


@pytest.mark.parametrize(
    "at",
    [
        "题头", "前言", "正文", "正文 三", "正文 十二", "正文 三（一）", "正文 三（十一）3", "正文 二 2", "附件",
        "附件2", "附件2 二（三）4", "附件 5-1", "附件12 10-11", "附件 三 1",
    ],
)  # fmt: skip
def test_a_place_in_one_of_the_known_forms_is_accepted(loaded, at):
    measure = loaded.atlas.measures["chengchuan-2021--m02"]
    assert told(loaded, "places", measure.model_copy(update={"at": at})) == []


@pytest.mark.parametrize(
    "at",
    [
        "", "正文三", "正文 三(一)", "正文 三 （一）", "正文 3", "正文  三", "正文 三（一） 3", "附件二", "附件２",
        "正文 三（一）３", "附件 5－1", "题头 1", "正文 三（一）3 ", "正文 三（1）", "第一章", "页面", "正文 三\n",
    ],
)  # fmt: skip
def test_a_place_in_any_other_form_is_refused(loaded, at):
    measure = loaded.atlas.measures["chengchuan-2021--m02"]
    assert len(told(loaded, "places", measure.model_copy(update={"at": at}))) == 1


def test_a_change_has_its_own_units_and_a_rank_its_place(loaded):
    assert told(loaded, "unit-fits", target(loaded, "energy-use", unit="percentage-points")) == []
    assert told(loaded, "unit-fits", target(loaded, "energy-use", basis="level")) == [
        "the unit “percent” does not convert into the indicator's “tce-per-wan-yuan”"
    ]
    assert told(loaded, "unit-fits", target(loaded, "rd-share", basis="rank")) == [
        "the basis is rank and the unit is “percent”"
    ]


def test_units_that_convert_fit(loaded):
    assert told(loaded, "unit-fits", target(loaded, "tech-firms", unit="wan-jia")) == []
    assert told(loaded, "unit-fits", target(loaded, "talent", unit="ren")) == []


def test_a_range_goes_with_within_both_ways(loaded):
    ranged = (Decimal(2), Decimal(3))
    assert (
        told(loaded, "comparator-fits", target(loaded, "tech-firms", value=ranged, comparator="within")) == []
    )
    for changes in ({"value": ranged}, {"comparator": "within"}):
        bare = target(loaded, "tech-firms", evidence=(), **changes)
        assert len(told(loaded, "comparator-fits", bare)) == 1


def test_a_comparator_that_the_phrase_gainsays_is_told_there_alone(loaded):
    bound = target(loaded, "tech-firms", comparator="within")
    assert told(loaded, "comparator-fits", bound) == []
    assert len(told(loaded, "phrase-agrees", bound)) == 1


def test_the_first_and_last_year_of_a_period_lie_inside_it(loaded):
    for year in (2021, 2025):
        assert told(loaded, "within-period", target(loaded, "rd-share", year=year)) == []
    for year in (2020, 2026):
        assert len(told(loaded, "within-period", target(loaded, "rd-share", year=year))) == 1
    assert told(loaded, "within-period", target(loaded, "rd-share", year=None)) == []


def test_an_inherited_deadline_is_the_end_of_the_planning_period(loaded):
    inherits = target(loaded, "rd-share", year=2025, year_basis="inherited")
    assert told(loaded, "inherited", inherits) == []
    assert told(loaded, "inherited", target(loaded, "rd-share", year=2024, year_basis="section")) == []
    early = target(loaded, "rd-share", year=2024, year_basis="inherited")
    assert told(loaded, "inherited", early) == [
        "the planning period ends in 2025, and the deadline inherited from it is 2024"
    ]
    each = target(loaded, "rd-share", year=None, period=(2021, 2023), year_basis="inherited")
    assert len(told(loaded, "inherited", each)) == 1
    late = target(loaded, "rd-share", year=2026, year_basis="inherited")
    assert told(loaded, "inherited", late) == [], "outside of the period, which is told"
    timeless = loaded.atlas.documents["chengchuan-2021"].model_copy(update={"period": None})
    message = "inherits its deadline, and the document has no period"
    assert message in told(loaded, "inherited", inherits, timeless)
    named = timeless.model_copy(update={"period_named": loaded.atlas.documents[timeless.id].title})
    assert told(loaded, "inherited", inherits, named) == [], "told of the document"


def test_a_printed_name_of_another_indicator_is_asked_about(loaded):
    named = target(loaded, "tech-firms", printed=("高新机构",))
    indicators = loaded.atlas.indicators
    own = indicators["tech-firms"].model_copy(update={"aliases": {named.document: ("高新机构",)}})
    other = indicators["rd-share"].model_copy(update={"aliases": {"chengchuan-hitech-2022": ("高新机构",)}})
    assert told(loaded, "named-as-another", own, named) == []
    assert told(loaded, "named-as-another", own, other, named) == [
        "“高新机构” is known as a name of rd-share, and the record is of “tech-firms”"
    ]
    explained = named.model_copy(update={"note": Text(zh="这里指企业。", en="Firms are meant here.")})
    assert told(loaded, "named-as-another", own, other, explained) == []
    aliases = {**own.aliases, "chengchuan-hitech-2022": ("高新机构",)}
    both = own.model_copy(update={"aliases": aliases})
    assert told(loaded, "named-as-another", both, other, named) == [], "another document calls both so"


def test_a_deadline_in_the_year_of_issue_is_no_fault(loaded):
    document = loaded.atlas.documents["chengchuan-2021"].model_copy(update={"period": (2018, 2025)})
    assert told(loaded, "not-before-issue", document, target(loaded, "rd-share", year=2021)) == []
    assert len(told(loaded, "not-before-issue", document, target(loaded, "rd-share", year=2020))) == 1


def test_a_deadline_before_the_planning_period_is_told_once(loaded):
    early = target(loaded, "rd-share", year=2020)
    assert told(loaded, "not-before-issue", early) == []
    assert len(told(loaded, "within-period", early)) == 1


def test_a_promise_without_any_deadline_is_allowed(loaded):
    assert told(loaded, "deadlines", target(loaded, "rd-share", year=None, year_basis=None)) == []


def test_a_circle_through_any_number_of_records_is_found_and_a_chain_is_none(loaded):
    regions = loaded.atlas.regions
    assert told(loaded, "no-circles") == []
    looped = regions["yunze"].model_copy(update={"parent": "chengchuan"})
    assert told(loaded, "no-circles", looped) == [
        "runs in a circle: chengchuan → yunze → chengchuan",
        "runs in a circle: yunze → chengchuan → yunze",
    ]


def test_a_goal_with_unknown_words_is_told_once(loaded):
    lost = target(loaded, "rd-share", unit="nothing", comparator="nobody", indicator="nowhere")
    assert told(loaded, "phrase-agrees", lost) == []
    assert told(loaded, "unit-fits", lost) == []
    assert told(loaded, "milestones-before-goals", lost) == []
    assert len(told(loaded, "known-names", lost)) == 3


def test_rules_do_not_depend_on_each_other_or_on_order(loaded):
    context = Context.of(loaded)
    together = check(context)
    apart = [problem for name in reversed(RULES) for problem in RULES[name](Context.of(loaded))]
    assert sorted(map(repr, together)) == sorted(map(repr, apart))
