"""A small bilingual site with invented policies, built as the atlas builds its own."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from atlas.search import Language, SearchPage, bundle, make_indexes, search_page_of

ROOT = Path(__file__).resolve().parents[2]
CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; worker-src 'self'"
)
PAIRS_SCRIPT = "search-pairs.4567cdef.js"  # as published: with a hash in its name

TOKENS = """:root { color-scheme: light dark; --color-text: light-dark(#1b1f24, #e8eaed);
  --color-muted: light-dark(#57606a, #a8b0b8); --color-surface: light-dark(#ffffff, #16191d);
  --color-line: light-dark(#d0d7de, #3a4149); --color-accent: light-dark(#0b5cad, #7db8f5);
  --color-accent-soft: light-dark(#e6f0fa, #1d3147); --color-mark: light-dark(#fff1a8, #5a4a00);
  --space-1: 4px; --space-2: 8px; --space-3: 12px; --space-4: 16px; --space-5: 24px; --space-6: 32px;
  --radius: 6px; --text-s: 0.875rem; --text-m: 1rem; --text-l: 1.25rem; }
body { margin: 0 16px; font-family: sans-serif; color: var(--color-text); background: var(--color-surface); }
"""

SUBJECTS = [
    "研发投入",
    "高新技术企业",
    "科技型中小企业",
    "碳纤维产业",
    "光伏产业集群",
    "智能制造装备",
    "知识产权",
]
VERBS = ["达到", "突破", "新增", "培育", "引进", "建设", "支持", "提高", "完善", "推进"]
OBJECTS = [
    "示范园区",
    "公共服务平台",
    "重点实验室",
    "领军人才",
    "产业基金",
    "工程中心",
    "孵化载体",
    "科技金融",
]
PLACES = ["云川市", "临泽区", "东湖高新区", "长林县", "青岩经开区"]
KINDS: dict[Language, list[str]] = {
    "zh": ["指标", "产业", "地区", "文件"],
    "en": ["Indicator", "Cluster", "Region", "Document"],
}
REGIONS: dict[Language, list[str]] = {
    "zh": PLACES,
    "en": ["Yunchuan", "Linze", "East Lake", "Changlin", "Qingyan"],
}

CHINESE = {
    "numbers/a": (
        "研发强度",
        ["研发投入占比达3.5%以上", "规模达1,800亿元", "采用R&D统计口径", "实施“2+3”计划"],
    ),
    "numbers/b": ("投入强度", ["占比达到35%", "比重提高３．５个百分点", "比例为 3.5 %", "规模达18亿元"]),
    "edges/brackets": ("首台（套）装备", ["支持首台（套）重大装备", "培育专精特新“小巨人”企业"]),
    "edges/blocks": (
        "相邻的段落",
        ["这一段末尾是科创", "创新二字开头", "括号（芯链）链主", "锦江科学城之中"],
    ),
    "edges/single": ("孤字", ["唯有龘字只在这里。罕"]),
    "titles/long": ("临泽区数字园区投资基金设立规模", ["关于基金", "数字园区数字园区", "数字园区"]),
    "titles/exact": ("数字园区", ["区里的一处"]),
    "cells": ("一张表", ["云川市", "4.25‰", "2031年"]),
    "hostile": ("<img src=x onerror=boom()>", ["<script>boom()</script>的写法", "&lt;b&gt;也只是文字"]),
}
ENGLISH = [
    ("Research intensity", ["Spending on research reaches 3.5% of output.", "全社会研发投入占比达3.5%"]),
    ("Carbon fibre", ["Two zones promise carbon fibres and composite materials.", "碳纤维产业"]),
    ("Talent", ["Researchers receive flats in the new district.", "Output grows by 35% within the period."]),
    ("Ceramics", ["Beautiful " * 40 + "kilns," + " reliable ovens" * 40]),
    ("Solar cells", ["A cluster of photovoltaic firms is to be built.", "Research firms are wanted."]),
]

LAYOUT = """<!doctype html>
<html lang="{{ 'en' if language == 'en' else 'zh-Hans' }}">
<head>
<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{{ csp }}">
<title>{{ title }}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="{{ up }}assets/site.css">
<script type="module" src="{{ up }}assets/search.0123abcd.js"></script>
</head>
<body>
{% from "components/search.html" import search_form, search_page %}
<header>{{ search_form(t=t, action=up ~ home ~ "search/", compact=true) }}</header>
<main>
<h1>{{ title }}</h1>
{% if searching %}
{{ search_page(t=t, action="./", bundle=up ~ "pagefind/", other=up ~ other_home ~ "search/",
               documents="../documents/", indicators="../indicators/") }}
{% endif %}
{% for block in blocks %}<p>{{ block }}</p>{% endfor %}
</main>
</body>
</html>"""


@dataclass(frozen=True)
class SearchSite:
    """The folder of the built site, and the pages in its search index."""

    folder: Path
    pages: list[SearchPage]

    def of(self, language: Language) -> list[SearchPage]:
        return [page for page in self.pages if page.language == language]


def build_site(folder: Path) -> SearchSite:
    """The folder holds the site: pages in both languages, two search pages, assets, search bundle."""
    jinja = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined
    )
    layout = jinja.from_string(LAYOUT)
    interface = yaml.safe_load((ROOT / "content" / "interface.yaml").read_text(encoding="utf-8"))
    homes: dict[Language, str] = {"zh": "", "en": "en/"}

    def write(address: str, language: Language, title: str, blocks: list[str], searching: bool) -> str:
        other: Language = "zh" if language == "en" else "en"
        html = layout.render(
            t={key: words[language] for key, words in interface.items()},
            up="../" * address.count("/"), home=homes[language], other_home=homes[other],
            language=language, csp=CSP, title=title, blocks=blocks, searching=searching,
        )  # fmt: skip
        file = folder / address / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
        return html

    pages = []
    zh = [(f"{address}/", *page) for address, page in (CHINESE | _invented()).items()]
    en = [(f"en/e{number}/", *page) for number, page in enumerate(ENGLISH)]
    languages: list[tuple[Language, list]] = [("zh", zh), ("en", en)]
    for language, rows in languages:
        for number, (address, title, blocks) in enumerate(rows):
            filters = {
                "kind": (KINDS[language][number % 4],),
                "region": tuple(sorted({REGIONS[language][number % 5], REGIONS[language][number % 3]})),
                "document": (f"D{number % 3}",),
            }
            html = write(address, language, title, blocks, False)
            pages.append(search_page_of(html, address, language, filters))
    write("search/", "zh", "搜索", [], True)
    write("en/search/", "en", "Search", [], True)
    _publish_assets(folder / "assets")
    for name, source in bundle(make_indexes(pages)).items():
        file = folder / "pagefind" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes(source))
    return SearchSite(folder, pages)


def _invented() -> dict[str, tuple[str, list[str]]]:
    draw = random.Random(7)  # noqa: S311 -- a seeded draw, no secret
    pages = {}
    for number in range(48):
        place = draw.choice(PLACES)
        blocks = []
        for _ in range(draw.randint(3, 9)):
            subject, verb, thing = draw.choice(SUBJECTS), draw.choice(VERBS), draw.choice(OBJECTS)
            figure = f"{draw.randint(2, 90)}{draw.choice('家个项')}"
            blocks.append(
                f"{place}{verb}{subject}{figure}，{draw.choice(VERBS)}{thing}和{draw.choice(OBJECTS)}。"
            )
        pages[f"pages/p{number:02}"] = (f"{place}{draw.choice(SUBJECTS)}第{number}号", blocks)
    return pages


def _publish_assets(assets: Path) -> None:
    assets.mkdir()
    script = (ROOT / "static/js/search.js").read_text(encoding="utf-8")
    (assets / "search.0123abcd.js").write_text(
        script.replace("search-pairs.js", PAIRS_SCRIPT), encoding="utf-8"
    )
    (assets / PAIRS_SCRIPT).write_bytes((ROOT / "static/js/search-pairs.js").read_bytes())
    (assets / "site.css").write_text(
        TOKENS + (ROOT / "static/css/components/search.css").read_text(encoding="utf-8"), encoding="utf-8"
    )
