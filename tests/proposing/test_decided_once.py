"""The cells of a row of a table are of one thing: their indicator is decided once."""

from __future__ import annotations

import pytest

from atlas.proposing.candidates import Candidates
from atlas.proposing.offers import Offers
from atlas.reading.reader import parse
from atlas.sources.source import read_source
from tests.trees import ROOT, atlas_of
from tests.words import LEXICON

TABLE = """附件

指标
单位
2024年
2025年
2026年
入库科技型中小企业数
家
31
36
42
雾灯塔浮标数
个
4
5
6
高新技术企业数
家
168
195
230
"""


@pytest.fixture(scope="module")
def candidates() -> str:
    atlas = atlas_of(ROOT / "content")
    found = Candidates(read_source(TABLE), LEXICON, "en", Offers.of(atlas, LEXICON), region="jiangyin")
    return "".join(f"{line}\n" for _, lines in found.targets() for line in lines)


def test_one_search_and_replace_decides_a_row(candidates):
    """What is left then are records, with the ids of their years and links from each to the next."""
    assert "replace ROW01 by its id throughout this file\n  #   tech-smes-in-pool # " in candidates
    assert candidates.count("throughout this file") == 2
    decided = candidates.replace("ROW01", "tech-smes-in-pool").replace("ROW02", "buoys")
    tree, problems = parse(decided.encode(), "targets.yaml")
    assert not problems
    assert tree is not None
    rows = [tree.data[i : i + 3] for i in (0, 3, 6)]
    for key, row in zip(("tech-smes-in-pool", "buoys", "high-tech-firms"), rows, strict=True):
        assert [one["id"] for one in row] == [f"{key}-2024", f"{key}-2025", f"{key}-2026"]
        assert {one["indicator"] for one in row} == {key}
        assert [one["links"][0]["to"] for one in row[:2]] == [f"{key}-2025", f"{key}-2026"]
        assert "links" not in row[2]


def test_a_row_with_one_figure_and_words_outside_tables_have_no_sign():
    text = (
        "一、目标\n雾灯塔浮标达5个。\n\n附件\n\n指标\n单位\n2024年\n雾灯塔浮标数\n个\n4\n雾中企业数\n家\n5\n"
    )
    found = Candidates(read_source(text), LEXICON, "en")
    assert not [line for _, lines in found.targets() for line in lines if "ROW" in line]


def test_a_sign_that_is_left_is_refused(tmp_path):
    """It is no id, so nothing is made for it."""
    from atlas.starting.named_records import named_records

    (tmp_path / "targets.yaml").write_text("- {id: ROW01-2024, indicator: ROW01}\n", encoding="utf-8")
    assert not list(named_records(tmp_path, "x"))


def test_an_amount_under_a_year_is_the_value_of_that_year():
    table = (
        "附件\n\n指标\n单位\n2024年\n2025年\n雾合同成交额\n亿元\n9.5\n12\n风合同成交额（累计）\n亿元\n9\n30\n"
    )
    found = Candidates(read_source(table), LEXICON, "en")
    said = [line.strip() for _, lines in found.targets() for line in lines if "  basis:" in line]
    assert said == [*["basis: level # 成交额"] * 2, *["basis: total # 累计"] * 2]
