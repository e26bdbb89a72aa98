"""A small bilingual site with invented policies, built as the atlas builds its own."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from atlas.rendering.assets import read_assets
from atlas.rendering.frame import _SPOKEN
from atlas.searching import titles
from atlas.searching.search import bundle, make_indexes
from atlas.searching.search_page import Language, SearchPage, search_page_of
from tests.trees import ROOT, atlas_of, lay

CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; worker-src 'self'"
)
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
    "zh": ["指标", "产业", "地区", "政策文件"],
    "en": ["Indicator", "Industry", "Area", "Policy document"],
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
# Pages that both languages have: their kind, Chinese title, English title, Chinese words.
NAMED = {
    "regions/changlin": ("regions", "长林县", "Changlin County", ["县城在水边"]),
    "clusters/magnets": ("clusters", "稀土永磁行业", "Rare-earth magnets", ["磁体"]),
    "glossary/pairs": ("terms", "“双百”行动", "Double hundred action", ["一项行动"]),
    "regions": ("lists", "所有县市", "All places", ["名录"]),
}
OTHER_NAMES = {"magnets": ("钕铁硼磁材",)}
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
<link rel="stylesheet" href="{{ up }}{{ assets["site.css"] }}">
<script type="module" src="{{ up }}{{ assets["search-key.js"] }}"></script>
{% if searching %}<script type="module" src="{{ up }}{{ assets["search.js"] }}"></script>{% endif %}
</head>
<body data-words="{{ words }}">
{% from "components/search.html" import search_page %}
<header><a class="to-search" href="{{ up }}{{ home }}search/">{{ t.search }}</a></header>
<main>
<h1>{{ title }}</h1>
{% if searching %}
{{ search_page(t=t, action="./", bundle=up ~ "pagefind/", other=up ~ other_home ~ "search/",
               lists=[{"text": t.documents, "href": "../documents/"}, {"text": t.indicators, "href": "../indicators/"}]) }}
{% endif %}
{% for block in blocks %}<p>{{ block }}</p>{% endfor %}
</main>
</body>
</html>"""


@dataclass(frozen=True)
class SearchSite:
    """The folder of the built site, the pages in its search index, and the published names of its assets."""

    folder: Path
    pages: list[SearchPage]
    assets: Mapping[str, str]

    def of(self, language: Language) -> list[SearchPage]:
        return [page for page in self.pages if page.language == language]


def build_site(folder: Path) -> SearchSite:
    """The folder holds the site: pages in both languages, two search pages, assets, search bundle."""
    jinja = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined
    )
    layout = jinja.from_string(LAYOUT)
    with TemporaryDirectory() as name:
        atlas = atlas_of(lay(Path(name, "content")))
    assets = read_assets(ROOT / "static")
    homes: dict[Language, str] = {"zh": "", "en": "en/"}

    def write(address: str, language: Language, title: str, blocks: list[str], searching: bool) -> str:
        other: Language = "zh" if language == "en" else "en"
        html = layout.render(
            t={key: getattr(words, language) for key, words in atlas.interface.items()},
            words=json.dumps({key: getattr(atlas.interface[name], language) for key, name in _SPOKEN.items()}),
            assets=assets.names,
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
    zh += [(f"{address}/", title, words) for address, (_, title, _, words) in NAMED.items()]
    en += [(f"en/{address}/", title, []) for address, (_, _, title, _) in NAMED.items()]
    languages: list[tuple[Language, list]] = [("zh", zh), ("en", en)]
    for language, rows in languages:
        for number, (address, title, blocks) in enumerate(rows):
            named = NAMED.get(address.removeprefix("en/").rstrip("/"))
            kind = (
                getattr(atlas.interface[f"kind_{named[0]}"], language)
                if named
                else KINDS[language][number % 4]
            )
            filters = {
                "kind": (kind,),
                "region": tuple(sorted({REGIONS[language][number % 5], REGIONS[language][number % 3]})),
                "document": (f"D{number % 3}",),
                "year": tuple({str(2020 + number % 4), str(2020 + number % 5)}),
            }
            html = write(address, language, title, blocks, False)
            pages.append(search_page_of(html, address, language, filters))
    write("search/", "zh", "搜索", [], True)
    write("en/search/", "en", "Search", [], True)
    cluster = next(iter(atlas.clusters.values()))
    clusters = {
        key: cluster.model_copy(update={"id": key, "aliases": {"d": names}})
        for key, names in OTHER_NAMES.items()
    }
    lists = titles.files(pages, replace(atlas, clusters=clusters))
    index = {f"pagefind/{name}": bytes(source) for name, source in bundle(make_indexes(pages)).items()}
    for path, content in {**assets.files, **lists, **index}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return SearchSite(folder, pages, assets.names)


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
