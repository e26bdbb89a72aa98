"""A vocabulary that does not change with the content, and the sources where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from atlas.figures.lexicon import Comparator, Lexicon, Unit, lexicon
from atlas.sources.source import Source, read_source

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "sources"

UNITS = {
    "percent": ("percent", "% ％"), "percentage-points": ("percentage-points", "个百分点"),
    "jia": ("count", "家"), "wan-jia": ("count", "万家"), "ge": ("count", "个"), "xiang": ("count", "项"),
    "jian": ("count", "件"), "chang": ("count", "场"), "da": ("count", "大"), "suo": ("count", "所"),
    "ren": ("people", "人"), "ming": ("people", "名"), "wan-ren": ("people", "万人"),
    "yi-yuan": ("yuan", "亿元 亿"), "wan-yuan": ("yuan", "万元"), "yi-dollars": ("dollars", "亿美元"),
    "wan-sqm": ("sqm", "万平方米"), "mu": ("mu", "亩"), "wan-mu": ("mu", "万亩"), "mw": ("mw", "兆瓦"),
    "wan-tonnes": ("tonnes", "万吨"), "tce-per-wan-yuan": ("tce-per-wan-yuan", "吨标煤"),
    "patents-per-wan-ren": ("patents-per-wan-ren", "件"), "wan-yuan-per-mu": ("wan-yuan-per-mu", "万元/亩 万元"),
    "people-per-wan-workers": ("people-per-wan-workers", "人 名"), "place": ("place", "位 名"),
    "fold": ("fold", "倍"),
}  # fmt: skip
CUES = {
    "reach": "达 达到 达成 保持在 提高到 降至 为",
    "at-least": "≥ 以上 不少于 不低于 不小于 及以上",
    "more-than": "超 超过 突破 大于 高于 多于",
    "about": "左右 约 大约",
    "at-most": "≤ 以内 不超过 不高于 前 以下",
    "less-than": "低于 少于 小于",
    "within": "－ ～ ~ - — 至",
    "all": "全覆盖 均达到 全部 均达 100",
}


def _lexicon() -> Lexicon:
    units = [Unit(key, base, tuple(printed.split())) for key, (base, printed) in UNITS.items()]
    units.append(Unit("points", "points", ("点", "")))
    comparators = [Comparator(key, tuple(cues.split())) for key, cues in CUES.items()]
    path = ROOT / "content" / "vocabulary" / "counting-words.yaml"
    return lexicon(units, comparators, yaml.safe_load(path.read_text("utf-8")))


LEXICON = _lexicon()


def source(name: str) -> Source:
    """A source by its file's name; the test is skipped, and says so, where the sources are not at hand."""
    path = SOURCES / name
    if not path.is_file():
        pytest.skip(f"the source texts are not at hand: no {name} in ../shared/sources beside the repository")
    return read_source(path.read_text("utf-8"))
