"""What is proposed of a text on which no rule was tuned: an invented county's opinions, as a careful editor has them.

The text was written before the rules were looked at; what is expected is what its words say.
"""

from __future__ import annotations

from typing import Any

import pytest

from atlas.guide.field_guide import read_guide
from atlas.proposing.skeletons import Skeletons
from atlas.reading.reader import parse
from atlas.records.model import Atlas, Name, Region
from atlas.sources.source import read_source
from atlas.starting.new_document import SourceText, document_files
from tests.trees import ROOT

FILE = ROOT / "tests" / "unseen" / "lingchuan-2023.txt"
COUNTY = Region(
    id="lingchuan",
    name=Name(zh="岭川县", en="Lingchuan County"),
    level="county",
    kind="administrative",
    parent="jiangsu",
)


@pytest.fixture(scope="module")
def files(atlas: Atlas) -> dict[str, str]:
    """The files of the new document, with the candidates taken in."""
    known = atlas.__class__(**{**vars(atlas), "regions": {**atlas.regions, COUNTY.id: COUNTY}})
    raw = FILE.read_bytes()
    text = SourceText(FILE.name, raw, read_source(raw.decode()))
    return document_files(Skeletons(read_guide(ROOT), known, "en"), text, None, COUNTY.id)


def said(file: str) -> Any:
    tree, problems = parse(file.encode(), "x.yaml")
    assert tree is not None, problems
    return tree.data


def candidates(file: str) -> Any:
    """The candidates of a file, without the example at its head and without remarks."""
    lines = file.partition("\n# # ── ")[2].splitlines()[1:]
    return said("\n".join(line[2:] for line in lines if not line.startswith("# ──")))


def test_the_head_and_the_end_of_the_text_fill_the_fields_of_the_document(files):
    document = said(files["document.yaml"])
    fields = ("title", "number", "level", "region", "issued", "period", "period_basis", "status")
    assert {name: document[name] for name in fields} == {
        "title": {"zh": "关于加快建设创新型县的实施意见", "en": ""},
        "number": "岭委发〔2023〕12号",
        "level": "county",
        "region": "lingchuan",
        "issued": "2023-06-08",
        "period": ["2023", "2027"],
        "period_basis": "stated",
        "status": "in-force",
    }
    assert [issuer["zh"] for issuer in document["issuers"]] == ["中共岭川县委", "岭川县人民政府"]
    assert document["cites"] == [
        {"to": "small-to-high-plan", "at": "正文 二（三）", "printed": "“小升高”计划"}
    ]
    for title in (
        "《省政府关于推进创新型县（市）建设的指导意见》（苏政发〔2021〕58号）",
        "《青澜市科技创新“十四五”规划》",
    ):
        assert f"# {{to: , at: 前言, printed: {title}}}" in files["document.yaml"]


def test_measures_are_proposed_with_all_who_are_answerable(files):
    assert {each["at"]: (each["lead"], each["support"]) for each in candidates(files["measures.yaml"])} == {
        "正文 二（三）": (["县科技局"], ["县工信局", "县财政局", "县税务局", "各镇（街道）"]),
        "正文 二（四）": (["县科技局"], ["县发改委", "县工信局"]),
        "正文 二（五）": (["县经济开发区管委会"], ["县投资促进中心", "县自然资源局", "县住建局"]),
        "正文 二（六）": (["县委组织部", "县人社局"], ["县科技局", "县教育局", "各镇（街道）"]),
        "正文 二（七）": (["县财政局"], ["县金融局", "人民银行岭川支行"]),
        "正文 三（八）": (["县委办"], ["县政府办"]),
        "正文 三（九）": (["县各有关部门"], []),
    }


def test_industries_are_proposed_with_the_roles_that_the_text_gives_them(files):
    found = {(each["cluster"], each["printed"], each["role"]) for each in candidates(files["clusters.yaml"])}
    assert found == {
        ("high-end-equipment", "高端装备", "leading"),
        (None, "绿色食品", "leading"),
        ("biomedicine", "生物医药", "emerging"),
        (None, "新型储能", "emerging"),
    }
