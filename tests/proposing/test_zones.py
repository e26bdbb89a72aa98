"""Whose a figure is: a zone that its sentence begins with, or whose body answers for its measure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from atlas.proposing.candidates import Candidates
from atlas.proposing.goals import with_goals
from atlas.proposing.zones import Zones, registered
from atlas.provisions.listed_bodies import names_of_bodies
from atlas.records.model import Atlas, Name, Region
from atlas.sources.proof import spoken
from atlas.sources.source import Source, locate, read_source
from tests.trees import SITES, atlas_of, lay
from tests.words import LEXICON, source


def place(key: str, zh: str, parent: str | None, kind: str = "zone", aliases: tuple[str, ...] = ()) -> Region:
    return Region(id=key, name=Name(zh=zh, en=key), level="zone", kind=kind, parent=parent, aliases=aliases)


REGIONS = {
    each.id: each
    for each in (
        place("fog", "雾港市", None, "administrative"),
        place("fog-port", "雾港经开区", "fog", aliases=("港区园区",)),
        place("fog-park", "雾港高新区", "fog"),
        place("fog-ground", "雾港产业园区", "fog"),
        place("fog-new", "雾港新城", "fog"),
        place("inner", "雾港内园区", "fog-port"),
        place("gull", "鸥汀县", "fog", "administrative"),
        place("elsewhere", "远方开发区", "far"),
    )
}


def candidates(atlas: Atlas, text: Source, region: str, lexicon=LEXICON) -> Candidates:
    zones = Zones.of(atlas, region, names_of_bodies(text, registered(atlas)))
    return Candidates(text, lexicon, "en", region=region, zones=zones)


def regions(atlas: Atlas, text: str, region: str = "fog") -> list[str]:
    """The lines of `region` of the figures of a text."""
    found = candidates(replace(atlas, regions=REGIONS), read_source(f"一、目标\n{text}\n"), region)
    return [line.strip() for _, lines in found.targets() for line in lines if line.startswith("  region:")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("达10家。", "region: fog"),
        ("经开区达10家。", "region: fog-port # “经开区”"),
        ("到2025年，雾港高新区力争达10家。", "region: fog-park # “雾港高新区”"),
        ("推动内园区达10家。", "region: inner # “内园区”"),
        ("达10家。（责任单位：经开区管委会、市科技局）", "region: fog-port # “经开区” is answerable"),
        ("全市达10家。（责任单位：经开区、市科技局）", "region: fog"),
        ("达10家。（责任单位：市科技局、经开区）", "region: fog"),
        ("全国高新区排名达10位。", "region: fog"),
        ("每个开发区达10家。", "region: fog"),
        ("建设经开区达10家。", "region: fog"),
        ("雾港产业园区应当达10家。", "region: fog-ground # “雾港产业园区”"),
        ("雾港新城达10家。", "region: fog-new # “雾港新城”"),
    ],
)
def test_a_zone_that_is_known_is_written_with_the_words_that_say_so(atlas, text, said):
    assert regions(atlas, text) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("高企6家，其中雾港高新区不少于3家。", "region: fog-park # “雾港高新区”"),
        ("高企6家（其中经开区3家）。", "region: fog-port # “经开区”"),
        ("省级园区6家，其中高新区3家。", "region: fog"),
        ("高企6家，其中雾港高新区、经开区3家。", "region: # “雾港高新区” and others: a target for each"),
        ("高企6家，其中远方开发区3家。", "region: fog"),
    ],
)
def test_a_zone_behind_of_which_has_its_part(atlas, text, said):
    assert regions(atlas, text) == ["region: fog", said]


def test_each_zone_behind_of_which_has_its_own_figure(atlas):
    text = "高企6家，其中雾港高新区2家、经开区1家、瞪羚企业1家。"
    said = ["region: fog", "region: fog-park # “雾港高新区”", "region: fog-port # “经开区”", "region: fog"]
    assert regions(atlas, text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("其中鸥汀县不少于3家", "region: gull # “鸥汀县”"),
        ("其中鸥汀县3家、白沙镇达到2家", "region: gull # “鸥汀县”"),
        (
            "其中白沙镇不少于3家",
            "region: # “白沙镇”; if that is a region of its own: python build.py new region ID",
        ),
        ("其中全市3家", "region: fog"),
        ("其中示范区3家", "region: fog"),
        ("其中国家级3家", "region: fog"),
    ],
)
def test_a_county_or_town_behind_of_which_has_its_part(atlas, text, said):
    assert regions(atlas, f"机构达10家，{text}。")[1] == said


def test_a_zone_that_is_named_again_in_short_is_the_one_before(atlas):
    known, again = "雾港产业园区应当达10家", "region: fog-ground # “雾港产业园区”"
    assert regions(atlas, f"{known}。园区产值达20家。") == [again, again]
    assert regions(atlas, f"到2025年，{known}；要快；园区达20家。") == [again, again]
    unknown = "region: # “{}”; if that is a region of its own: python build.py new region ID"
    assert regions(atlas, "云汀产业园区达10家。园区达20家。") == [unknown.format("云汀产业园区")] * 2
    one, other = "雾港产业园区应当达10家", "内园区达20家"
    assert regions(atlas, f"{one}。{other}。园区达30家。")[2] == unknown.format("园区"), "one of two"
    assert regions(atlas, "要快。园区达20家。") == [unknown.format("园区")]


def test_an_area_in_a_clause_of_its_own_goes_on_with_the_parts(atlas):
    assert regions(atlas, "机构达10家，其中鸥汀县不少于3家，经开区不少于2家，全市共5家。")[1:] == [
        "region: gull # “鸥汀县”", "region: fog-port # “经开区”", "region: fog",
    ]  # fmt: skip


def test_a_zone_behind_of_which_is_no_name_of_what_is_counted(atlas):
    text = read_source("一、目标\n新增科技企业6家，其中雾港高新区不少于3家，灯塔企业2家。\n")
    known = replace(atlas, regions=REGIONS)
    drafts = candidates(known, text, "fog").drafts
    assert [drafts.names(each.likely, each.phrase) for each in drafts.all] == [["科技企业"], [], ["灯塔企业"]]


def test_that_only_the_body_in_charge_says_whose_a_figure_is_is_told(atlas):
    for text, by_lead in (
        ("达10家。（责任单位：经开区管委会、市科技局）", True),
        ("经开区达10家。", False),
        ("达10家。", False),
    ):
        source = read_source(f"一、目标\n{text}\n")
        found = candidates(replace(atlas, regions=REGIONS), source, "fog").drafts
        assert [found.whose(each.figure.start).by_lead for each in found.all] == [by_lead], text


def test_a_zone_that_is_no_region_yet_is_told_and_the_region_left_blank(atlas):
    told = "if that is a region of its own: python build.py new region ID"
    assert regions(atlas, "远方开发区达10家。") == [f"region: # “远方开发区”; {told}"]
    assert regions(atlas, "达10家。（责任单位：各镇街）") == [f"region: # “各镇街” is answerable; {told}"]
    assert regions(atlas, "经开区达10家。", "") == [f"region: # “经开区”; {told}"]


def test_of_two_zones_none_is_chosen(atlas):
    assert regions(atlas, "经开区、高新区各达10家。") == ["region: # “经开区” and others: a target for each"]


def test_the_document_of_a_zone_means_itself(atlas):
    assert regions(atlas, "高新区达10家。雾港高新区达20家。", "fog-park") == ["region: fog-park"] * 2


def test_the_region_of_a_goal_in_words_is_that_of_its_sentence(atlas):
    text = read_source("一、目标\n经开区争创国家级园区。远方开发区争创国家级园区。争创国家级园区。\n")
    entries, _ = with_goals(candidates(replace(atlas, regions=REGIONS), text, "fog"))
    assert [lines[0].partition("region: ")[2].partition(",")[0] for _, lines in entries] == [
        "fog-port", "", "fog",
    ]  # fmt: skip


def measured(atlas: Atlas, key: str, text: Source, known: Atlas) -> Counter[str]:
    """How often a region that is said, or left blank, agrees with the records; figures that are no target aside."""
    document, count = atlas.documents[key], Counter[str]()
    found = candidates(known, text, document.region, spoken(atlas))
    targets = [target for target in atlas.targets.values() if target.document == key]
    spans = [
        (o.start, o.end, t.region) for t in targets for e in t.evidence for o in locate(text, e.at, e.phrase)
    ]
    for figure in found.figures:
        recorded = {region for start, end, region in spans if start <= figure.start < end}
        if figure.kind not in ("amount", "words") or not recorded:
            continue
        said = found.drafts.whose(figure.start)
        other = recorded != {document.region}
        if not said.region:
            count["blank"] += 1
            count["blank and right"] += other
        elif said.remark:
            count["written"] += 1
            count["written and right"] += recorded == {said.region}
        else:
            count["missed"] += other
    return count


def test_regions_that_are_written_for_real_documents_are_those_of_their_records(atlas):
    count: Counter[str] = Counter()
    for key, document in atlas.documents.items():
        count += measured(atlas, key, source(document.source.file), atlas)
    assert count["written"] >= 43
    assert count["written and right"] >= 0.97 * count["written"]
    assert count["missed"] <= 3


def test_where_the_zones_are_not_known_yet_a_region_is_blank_only_where_it_is_another(atlas):
    regions = {key: each for key, each in atlas.regions.items() if each.kind == "administrative"}
    count: Counter[str] = Counter()
    for key, document in atlas.documents.items():
        if document.region in regions:
            count += measured(atlas, key, source(document.source.file), replace(atlas, regions=regions))
    assert count["blank"] >= 43
    assert count["blank and right"] >= 0.97 * count["blank"]


def test_the_zone_of_the_plan_has_its_five_figures(tmp_path):
    plan = atlas_of(lay(tmp_path / "content", SITES / "county-plan"))
    text = read_source((SITES / "county-plan" / "sources" / "lanpu-2023.txt").read_text("utf-8"))
    count = measured(plan, "lanpu-2023", text, plan)
    assert (count["written"], count["written and right"], count["missed"], count["blank"]) == (5, 5, 0, 0)
