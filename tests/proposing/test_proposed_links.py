"""Links between the figures of a new document: what the words say of two of them, and what the real documents record."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from atlas.meaning.ties import Promise, Tie, tie
from atlas.proposing.candidates import Candidates
from atlas.proposing.offers import Offers
from atlas.proposing.zones import Zones, registered
from atlas.provisions.listed_bodies import names_of_bodies
from atlas.reading.reader import parse
from atlas.records.model import Atlas, Target
from atlas.sources.proof import spoken
from atlas.sources.source import Source, read_source
from atlas.squeezed import fold, squeeze
from tests.proposing.test_likely import PLAN, lay_plan, without
from tests.trees import SITES, atlas_of
from tests.words import LEXICON, source

HEAD = "雾港市创新三年行动计划（2023—2025年）\n为加快创新，制定本计划。\n一、目标\n要快。"
ANNEX = """附件：2023年工作目标
 附件
2023年工作目标
\t类别
\t重点任务
\t序号
\t主要目标
\t牵头单位
\t一、企业
\t1.培育企业
\t1
"""


def data(lines: list[str]) -> Any:
    tree, problems = parse("\n".join(lines).encode(), "x")
    assert tree is not None, problems
    return tree.data


def proposed(text: str, annex: str = "") -> list[tuple[str, str, str]]:
    """The links that are proposed for the figures of a plan of three years: the phrase, the kind, the other's phrase."""
    whole = f"{HEAD}{text}\n" + (
        f"{ANNEX}\t{annex}\n\t市科技局\n\t2\n\t推进。\n\t市科技局\n" if annex else ""
    )
    found = Candidates(read_source(whole), LEXICON, "en", region="fog")
    drafts = found.drafts.all
    return [
        (drafts[one.own].phrase, one.tie.kind or "again", drafts[one.other].phrase)
        for ones in found.links.proposed.values()
        for one in ones
    ]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("到2025年，灯塔占比达到30%，其中2024年达到20%。", [("其中2024年达到20%", "milestone", "灯塔占比达到30%")]),
        ("雾企业达到30家，新增5家。", [("新增5家", "related", "雾企业达到30家")]),
        ("雾企业30家，新增5家。", []),  # whether 30 are there or are to come is open
        ("引进雾人才120名，其中海雾人才30名。", [("其中海雾人才30名", "part", "引进雾人才120名")]),
        ("引进雾人才120名、风人才20名，其中海外人才30名。", []),  # a part of which
        ("每年引进雾项目30个，其中30%为海雾项目。", [("其中30%为海雾项目", "part", "每年引进雾项目30个")]),
        ("引进超10亿元项目12个，力争其中超50亿元项目2个。",
         [("力争其中超50亿元项目2个", "part", "引进超10亿元项目12个")]),
        ("入驻风企业90家，其中雾企业30家。雾企业总数达到480家。", [("其中雾企业30家", "part", "入驻风企业90家")]),
        ("引进雾人才500名、风人才2000名，其中雾博士100名。", []),
        ("雾投资超10亿元，新开工亿元以上雾项目30个。新开工亿元以上雾项目30个。",
         [("新开工亿元以上雾项目30个", "again", "新开工亿元以上雾项目30个")]),
        ("雾企业总数突破480家，三年净增150家。", [("三年净增150家", "related", "雾企业总数突破480家")]),
        ("雾企业总数突破480家。新增风企业150家。", []),
        ("雾企业数实现倍增，突破1000家。", [("突破1000家", "related", "雾企业数实现倍增")]),
        ("新增雾载体18万平方米，累计达到25万平方米。",
         [("新增雾载体18万平方米", "part", "累计达到25万平方米")]),
        ("雾投入占比达到3%。到2025年，雾投入占比达到3%以上。",
         [("雾投入占比达到3%以上", "inconsistent", "雾投入占比达到3%")]),
        ("雾企业达到30家。力争雾企业达到30家。", [("力争雾企业达到30家", "inconsistent", "雾企业达到30家")]),
        ("培育雾企业30家。引进雾企业30家。", [("引进雾企业30家", "inconsistent", "培育雾企业30家")]),
        ("雾企业达到30家。雾企业数达到30家。", [("雾企业数达到30家", "again", "雾企业达到30家")]),
        ("三年内引进雾项目100个。每年引进雾项目30个。",
         [("每年引进雾项目30个", "inconsistent", "三年内引进雾项目100个")]),
        ("三年内引进雾项目90个。每年引进雾项目30个。",
         [("每年引进雾项目30个", "related", "三年内引进雾项目90个")]),
        ("雾企业500家。遴选100家雾企业。", []),  # not all that there are
        ("雾产业规模达到300亿元，风产业规模达到200亿元。", []),
        ("引进10亿元以上项目30个、30亿元以上项目6个。", []),
        ("雾企业数、风企业数均实现翻一番。雾企业达5000家，风企业达100家。",
         [("雾企业数、风企业数均实现翻一番", "related", "雾企业达5000家"),
          ("雾企业数、风企业数均实现翻一番", "related", "风企业达100家")]),
    ],
)  # fmt: skip
def test_words_say_how_two_figures_of_a_text_bear_on_each_other(text, links):
    assert proposed(text) == links


@pytest.mark.parametrize(
    ("text", "annex", "links"),
    [
        ("雾企业达到30家。", "雾企业达到10家。", [("雾企业达到10家", "milestone", "雾企业达到30家")]),
        ("雾企业总数达到480家，三年净增150家。", "净增雾企业45家。",
         [("三年净增150家", "related", "雾企业总数达到480家"), ("净增雾企业45家", "milestone", "三年净增150家")]),
        ("雾企业总数达到480家。", "净增雾企业45家。", [("净增雾企业45家", "milestone", "雾企业总数达到480家")]),
        ("每年新增雾企业50家。", "新增雾企业50家。", [("新增雾企业50家", "milestone", "每年新增雾企业50家")]),
        ("每年新增雾企业不少于50家。", "新增雾企业50家。",
         [("新增雾企业50家", "inconsistent", "每年新增雾企业不少于50家")]),
        ("培育雾企业150家。", "雾企业入库50家。", [("雾企业入库50家", "related", "培育雾企业150家")]),
        ("雾企业总数达150家。", "雾企业入库50家。", []),  # the firms of a pool are not yet such firms
        ("雾企业入库超500家。", "雾企业评价入库50家。",
         [("雾企业评价入库50家", "milestone", "雾企业入库超500家")]),
        ("雾企业达到30家。", "风企业达到10家。", []),
    ],
)  # fmt: skip
def test_a_figure_of_an_annex_is_a_milestone_of_the_plans(text, annex, links):
    assert proposed(text, annex) == links


def test_figures_of_two_places_do_not_bear_on_each_other():
    found = Candidates(read_source(f"{HEAD}雾企业达到30家。雾企业达到10家。\n"), LEXICON, "en", region="")
    assert found.links.proposed == {}, "whose they are is not known"


def test_a_link_names_the_id_that_the_list_proposes_or_stands_behind_a_second_sign(tmp_path):
    atlas = atlas_of(lay_plan(tmp_path / "content"))
    lexicon = spoken(atlas)
    text = f"{HEAD}全社会研发投入占地区生产总值比重达到3%，其中2024年达到2%。雾企业30家，三年净增5家。\n"
    for language, where in (("en", "line 4 “"), ("zh", "第4行“")):
        found = Candidates(read_source(text), lexicon, language, Offers.of(atlas, lexicon), "lanpu")
        first, second, third, fourth = [lines for _, lines in found.targets()]
        assert data(second)[0]["links"] == [{"to": data(first)[0]["id"], "kind": "milestone"}]
        assert any(where in line for line in second if "links:" in line)
        assert data(third)[0].get("links") is data(fourth)[0].get("links") is None
        (choice,) = [line for line in fourth if "links:" in line]
        assert choice.startswith("  # links: [{to: , kind: related}] # ")


def promise(basis: str, number: int | None = 10, **more: Any) -> Promise:
    return Promise(basis, (Decimal(number),) if number is not None else (), **more)


@pytest.mark.parametrize(
    ("own", "other", "kind"),
    [
        (promise("level", year=2024), promise("level", 20, year=2025), "milestone"),
        (promise("level", 20, year=2025), promise("level", year=2024), None),  # told of the earlier one
        (promise("level", year=2025), promise("level", year=2025), ""),
        (promise("level", year=2025), promise("level", 20, year=2025), "inconsistent"),
        (promise("level", year=2025), promise("level", year=2025, comparator="about"), "inconsistent"),
        (promise("rank", year=2025), promise("rank", None, year=2025, words="前列"), "related"),
        (promise("increase", year=2025, period=(2023, 2025)), promise("level", 50, year=2025), "related"),
        (promise("increase", year=2023, period=(2023, 2023)), promise("increase", 50, year=2025), "milestone"),
        (promise("increase", year=2023, period=(2023, 2023)), promise("increase", 50, year=2024, period=(2024, 2024)), None),
        (promise("increase", year=2025), promise("total", 10, year=2025), "inconsistent"),
        (promise("increase", year=2025), promise("total", 20, year=2025), "related"),
        (promise("annual", year=2023, period=(2023, 2023)), promise("total", 500, year=2025), "related"),
        (promise("annual", year=2023, period=(2023, 2023)), promise("total", 500, year=2025, period=(2023, 2025)), "milestone"),
        (promise("annual", period=(2023, 2025)), promise("increase", 30, year=2025), "related"),
        (promise("annual", period=(2023, 2025)), promise("increase", 40, year=2025), "inconsistent"),
        (promise("annual", year=2022, period=(2022, 2022)), promise("annual", period=(2023, 2025)), None),
        (promise("change", None, year=2025, words="翻一番"), promise("level", year=2025), "related"),
        (promise("threshold", year=2025), promise("level", year=2025), None),
    ],
)  # fmt: skip
def test_basis_years_and_number_say_how_figures_for_one_thing_bear_on_each_other(own, other, kind):
    found = tie(own, other)
    assert (found and found.kind) == kind


# One document left out


MEASURED = {
    # document: links rightly proposed, promises rightly told to be stated twice
    "changzhou-2021": (4, 0),
    "changzhou-hitech-2017": (5, 8),
    "changzhou-sunan-2018": (1, 1),
    "jiangsu-hitech-zones-2018": (0, 0),
    "jiangyin-2020": (45, 3),
    PLAN: (12, 0),
}


def meant(own: list[Target], candidate: dict[str, Any], path: str) -> set[str]:
    """The targets that a candidate became."""
    phrase, value = fold(squeeze(candidate["evidence"][0]["phrase"])), candidate.get("value")
    ends = [Decimal(each) for each in (value if isinstance(value, list) else [value])] if value else []
    words = fold(squeeze(candidate["words"]["zh"])) if "words" in candidate else ""

    def is_it(target: Target) -> bool:
        said = [fold(squeeze(piece.phrase)) for piece in target.evidence if piece.at == path]
        if not any(each in phrase or phrase in each for each in said):
            return False
        if words:
            return target.words is not None and words in fold(squeeze(target.words.zh))
        return [*(target.value or ())] == ends

    return {target.id for target in own if is_it(target)}


def candidates(atlas: Atlas, document: str, text: Source) -> Candidates:
    """What would have been proposed for a document when it was new; its regions are made before the list."""
    lexicon, region = spoken(atlas), atlas.documents[document].region
    zones = Zones.of(atlas, region, names_of_bodies(text, registered(atlas)))
    return Candidates(text, lexicon, "zh", Offers.of(without(atlas, document), lexicon), region, zones)


@pytest.mark.parametrize("document", MEASURED)
def test_links_that_are_proposed_are_recorded(document, tmp_path):
    """Each with its kind; 68 of the 103 pairs that are linked in the six documents are proposed."""
    atlas = atlas_of(lay_plan(tmp_path / "content"))
    plan = SITES / "county-plan" / "sources" / f"{PLAN}.txt"
    text = read_source(plan.read_text("utf-8")) if document == PLAN else source(f"{document}.txt")
    own = [target for target in atlas.targets.values() if target.document == document]
    linked = {(target.id, link.to, link.kind) for target in own for link in target.links}
    linked |= {(to, key, kind) for key, to, kind in linked if kind in ("related", "inconsistent")}
    found = candidates(atlas, document, text)
    records = [meant(own, data(lines)[0], path) for path, lines in found.targets()]
    count: Counter[str] = Counter()
    wrong = []
    for one in [one for ones in found.links.proposed.values() for one in ones]:
        pairs = {(key, to) for key in records[one.own] for to in records[one.other]}
        kind = one.tie.kind
        right = any((*pair, kind) in linked if kind else len({*pair}) == 1 for pair in pairs)
        count[kind and "links"] += right
        wrong += [] if right else [(found.drafts.all[one.own].phrase, kind, pairs)]
    assert wrong == []
    assert count["links"] >= MEASURED[document][0]
    assert count[""] >= MEASURED[document][1]
    told = [line for _, lines in found.targets() for line in lines if re.match("  (# )?links: ", line)]
    assert len(told) == count["links"], "each that is proposed is written"


def test_full_coverage_and_a_share_of_less_gainsay_each_other():
    everything = Promise("level", comparator="all", year=2025, words="全覆盖")
    assert tie(Promise("level", (Decimal(80),), year=2025), everything) == Tie("inconsistent", "number")
    assert tie(Promise("level", (Decimal(100),), year=2025), everything) == Tie("related", "stock")
    assert tie(Promise("increase", (Decimal(80),), year=2025), everything) == Tie("related", "stock")
