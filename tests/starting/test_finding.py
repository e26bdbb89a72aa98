"""`build.py find`: what is known by some words, best first, in at most twenty lines."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from atlas.problems import Language
from atlas.proposing.known import plain
from atlas.records.model import Atlas
from atlas.starting.finding import MOST, find, names, run
from tests.trees import ROOT, atlas_of, lay


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The small tree."""
    return lay(tmp_path / "content")


@cache
def real() -> Atlas:
    return atlas_of(ROOT / "content")


def ids(words: str) -> list[str]:
    return [one.name.id for one in find(real(), words)]


def said(words: str, language: Language = "zh", content: Path = ROOT / "content") -> str:
    told, status = run(words, content, language)
    assert status == 0
    return told


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("高新技术企业", "high-tech-firms"),
        ("研发投入占GDP比重", "rd-intensity"),  # another wording of the same
        ("有效期内高新技术企业数", "high-tech-firms"),  # as one document prints it
        ("瞪羚", "gazelles"),  # a part
        ("新增瞪羚企业", "gazelles"),  # more than the name
        ("国家高新区综合排名", "hitech-zone-rank"),
        ("High-Tech Firms", "high-tech-firms"),
        ("千人计划", "thousand-talents-plan"),
        ("苏发〔2017〕19号", "jiangsu-dev-zone-reform-2017"),
        ("ｇｄｐ能耗", "gdp-energy"),
        ("科创基金", "innovation-fund-volume"),  # which one document calls 科创资金
        ("海洋科创基金", "innovation-fund-volume"),
        ("技术合同成交", "tech-contract-value"),
        ("省级智能工厂企业", "smart-factories-provincial"),
    ],
)
def test_what_is_called_so_comes_first(words, best):
    found = ids(words)
    assert best in found[:2], found[:5]


def test_words_that_documents_use_for_each_other_are_near():
    assert {"fund-institutions", "innovation-fund-volume"} <= {*ids("基金")[:2]}
    assert ids("基金")[0] == "fund-institutions"
    assert ids("资金")[0] == "innovation-fund-volume"


def test_where_nothing_is_called_so_what_shares_its_characters_or_defines_itself_by_it_is_told():
    told = said("储能", "en").splitlines()
    assert told[0].startswith("nothing is called “储能”; near it are")
    assert any("能源储存" in line for line in told[1:]), told
    definitions = said("尚待认定", "zh").splitlines()
    assert definitions[1].startswith("high-tech-firms-in-pool "), definitions
    assert "near it are" not in said("水产灯塔", "en")


def test_what_many_names_end_in_makes_none_like_another():
    assert ids("水产企业") == []
    assert "star-market-listings" not in ids("科创基金")


def test_records_of_every_kind_are_found_by_both_their_names(content):
    atlas = atlas_of(content)
    known = {(name.kind, name.id, plain(name.name)) for name in names(atlas)}
    for kind in ("regions", "clusters", "indicators", "agencies", "terms"):
        for key, record in getattr(atlas, kind).items():
            assert {(kind, key, plain(name)) for name in (record.name.zh, record.name.en)} <= known
    for kind in ("references", "documents"):
        for key, record in getattr(atlas, kind).items():
            assert (kind, key, plain(record.title.zh)) in known
            assert record.number is None or (kind, key, plain(record.number)) in known
    for target in atlas.targets.values():
        assert ("targets", target.gid, plain(target.evidence[0].phrase)) in known


def test_a_printed_name_says_where_it_is_printed():
    assert "high-tech-firms " in (line := said("有效高新技术企业").splitlines()[0])
    assert line.endswith("指标：高新技术企业数（家），见江阴2020“有效高新技术企业”")
    line = said("有效高新技术企业", "en").splitlines()[0]
    assert line.endswith(
        "indicator: 高新技术企业数（家） · High-tech enterprises, “有效高新技术企业” in Jiangyin 2020"
    )


def test_words_of_a_phrase_lead_to_its_target_where_no_name_has_them():
    line = said("遴选100家").splitlines()[0]
    assert line.startswith(
        "changzhou-2021--top100-firms-selected  目标（指标 top100-innovative-firms-in-cultivation）：“遴选100家"
    )


def test_what_a_target_notes_as_printed_is_found(content):
    targets = content / "documents" / "chengchuan-hitech-2022" / "targets.yaml"
    text = targets.read_text("utf-8")
    targets.write_text(
        text.replace("  indicator: tech-firms\n", "  indicator: tech-firms\n  printed: 新增科技企业\n"),
        "utf-8",
    )
    assert "“新增科技企业”" in said("新增科技企业", content=content).splitlines()[0]


def test_no_more_than_twenty_lines_are_said_and_the_rest_is_counted():
    lines = said("企业").splitlines()
    assert len(lines) == MOST == 20
    assert lines[-1] == f"还有 {len(ids('企业')) - 19} 条；请多写几个字"
    assert len(said("高新技术企业入库培育数").splitlines()) < 20


def test_where_nothing_is_found_it_says_what_to_do():
    assert said("灯塔海雾") == (
        "没有叫“灯塔海雾”或与此相近的；换短一些的词再找，确实没有的可新建，如 python build.py new indicator ID\n"
    )
    assert "nothing is known by “fogbound”" in said("fogbound", "en")
    assert "“”" in said("")


def test_content_with_errors_is_searched_and_one_that_cannot_be_read_is_told(content):
    (content / "indicators" / "talent.yaml").write_text("name: 1\n", "utf-8")
    assert "tech-firms" in said("科技企业", content=content)
    shutil.rmtree(content / "vocabulary")
    told, status = run("科技企业", content, "en")
    assert (status, told) == (1, "the content cannot be read: run python build.py check\n")
