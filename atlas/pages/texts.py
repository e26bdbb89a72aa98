"""The home page, the texts, search, data and the page for what is not found."""

from __future__ import annotations

import re

from atlas.charts import Chart
from atlas.comparing.compare import comparisons
from atlas.figures.wording import count
from atlas.pages.chart_files import files_of
from atlas.pages.charting import comparison_chart
from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Content, Item, Part, Section, Table
from atlas.pages.shared import (
    document_item,
    filters,
)
from atlas.tables.columns import COLUMNS

# The four comparisons that answer the first question; those that the content lacks are left out.
FIRST = ("rd-intensity", "high-tech-output-share", "high-tech-firms", "patents-per-10k")


def home(m: Maker, _: str) -> Content:
    """The first question in one look, then ways in."""
    sections = []
    tables = []
    charts: list[Chart] = []
    for key in FIRST:
        if not m.view.has("indicators", key):
            continue
        groups = comparisons(m.view.related("targets_by_indicator", key), m.view.units)
        level = next((group for group in groups if group.basis == "level" and group.unit), None)
        if level is None:
            continue
        name = m.name(m.view.indicator(key).name)
        table = m.target_table(f"{name} · {m.t('as_table')}", level.targets, ("region", "figure", "due"))
        chart = comparison_chart(m, m.view.indicator(key), level, f"first-{key}", beside=True)
        if chart is not None:
            charts.append(chart)
        tables.append((Part(name, m.to("indicators", key)), chart, table))
    if tables:
        sections.append(Section("first", m.t("first_look"), "panels", tuple(tables), m.t("first_look_intro")))
    documents = sorted(m.view.documents(), key=lambda d: d.issued, reverse=True)
    items = tuple(document_item(m, record.id) for record in documents)
    sections.append(m.section("documents", "items", items, count=len(items)))
    ways = []
    for kind in (
        "indicators",
        "regions",
        "clusters",
        "measures",
        "themes",
        "agencies",
        "references",
        "terms",
    ):
        number = len(m.view.words("themes") if kind == "themes" else getattr(m.view, kind)())
        ways.append(
            Item(Part(m.t(kind), m.to(kind)), (Part(m.t(f"about_{kind}_list")),), tags=(Part(str(number)),))
        )
    sections.append(Section("ways", m.t("ways_in"), "cards", tuple(ways)))
    targets = m.view.size("ids_of_kind", "targets")
    measures = m.view.size("ids_of_kind", "measures")
    lead = m.say(
        f"{len(documents)}份政策文件、{targets}个目标、{measures}项举措。点开任何数字，都能看到它在原文中的字句。",
        f"{count(len(documents), 'policy document', 'policy documents')}, {count(targets, 'target', 'targets')}, "
        f"{count(measures, 'measure', 'measures')}. "
        "Open any figure to see the words it was taken from.",
    )
    return Content(
        m.name(m.view.site.name),
        lead,
        "",
        m.name(m.view.site.description),
        subtitle=(Part(m.name(m.view.site.tagline)),),
        sections=tuple(sections),
        filters=filters(m, "text"),
        more={"files": files_of(m, charts)},
    )


def text(m: Maker, key: str) -> Content:
    """A page written in Markdown: its first heading is the title, the paragraph below it the lead."""
    source = m.view.text(f"{key}.{m.language}") or m.view.text(f"{key}.zh") or ""
    first, _, rest = source.partition("\n")
    lead, _, below = rest.strip().partition("\n\n")
    plain = bool(re.match(r"[^\W\d_]", lead)) and "\n" not in lead and not re.search(r"[*`\[<]", lead)
    return Content(
        first.removeprefix("# ").strip() or m.t(key),
        lead if plain else "",
        trail=(Part(m.t("home"), m.to("home")),),
        sections=(_further(m, key),),
        filters=filters(m, "text"),
        more={"markdown": below if plain else rest.strip()},
    )


def _further(m: Maker, key: str) -> Section:
    """Where a reader of one of these pages may go on."""
    ways = {"method": m.t("about_method"), "data": m.t("data_lead")}
    if key == "about":
        ways["design"] = m.t("about_design")
    cards = tuple(Item(Part(m.t(to), m.to(to)), (Part(told),)) for to, told in ways.items() if to != key)
    return m.section("further", "cards", cards)


def search(m: Maker, _: str) -> Content:
    """The search page."""
    kinds = ("regions", "clusters", "indicators", "documents", "themes", "measures", "agencies", "terms")
    more = {"lists": tuple(Part(m.t(kind), m.to(kind)) for kind in kinds)}
    return Content(m.t("search"), m.t("search_lead"), trail=(Part(m.t("home"), m.to("home")),), more=more)


def data(m: Maker, _: str) -> Content:
    """The downloads, what their fields mean, the licence, and how to cite."""
    columns = (
        Column(m.t("column_table")),
        Column("CSV"),
        Column("JSON"),
        Column(m.t("column_fields"), fold="line"),
    )
    rows = []
    for name, fields in COLUMNS.items():
        csv, json = f"data/{name}.csv", f"data/{name}.json"
        rows.append(
            (
                Cell((Part(m.t(f"table_{name.replace('-', '_')}")),), (Part(name),)),
                Cell((Part(f"{name}.csv", m.root(csv)),)),
                Cell((Part(f"{name}.json", m.root(json)),)),
                Cell((Part(", ".join(fields)),)),
            )
        )
    site = m.view.site
    cite = m.say(
        f"{site.name.zh}（{site.data_date}）：政策目标数据。{m.site_url}",
        f"{site.name.en} ({site.data_date}): data on policy targets. {m.site_url}",
    )
    facts = m.facts(
        ("licence", (Part(site.data_licence, site.data_licence_url),)),
        ("data_date", site.data_date),
        ("how_to_cite", cite),
        ("schema", (Part("datapackage.json", m.root("data/datapackage.json")),)),
    )
    sections = (
        m.section("downloads", "table", Table(m.t("downloads"), columns, tuple(rows))),
        m.section("about_data", "facts", facts),
    )
    return Content(
        m.t("data"),
        m.t("data_lead"),
        trail=(Part(m.t("home"), m.to("home")),),
        sections=sections,
        filters=filters(m, "text"),
    )


def not_found(m: Maker, _: str) -> Content:
    """What is shown for an address that does not exist, in both languages, since there is one such page."""
    links = tuple(
        Part(m.t(kind), m.to(kind)) for kind in ("indicators", "regions", "clusters", "documents", "search")
    )
    english = (
        Part("This page does not exist. ", lang="en"),
        Part("Go to the English home page", m.root("en/"), "en"),
    )
    sections = (m.section("ways_in", "links", links), Section("english", "English", "prose", english))
    return Content(m.t("not_found"), m.t("not_found_lead"), sections=sections)
