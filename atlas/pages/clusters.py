"""The page of a cluster, and the list of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from atlas.charts import Chart
from atlas.comparing.compare import deadline
from atlas.figures.wording import count, joined
from atlas.pages.chart_files import files_of
from atlas.pages.counting import counted, counts_chart
from atlas.pages.dating import issued_in
from atlas.pages.maker import Maker
from atlas.pages.mentions import mention_table
from atlas.pages.parts import Cell, Column, Content, Fact, Item, Part, Table
from atlas.pages.shared import (
    crumbs,
    filters,
    listing,
    printed_names,
)
from atlas.records import model

DRAWN = 16
"""At most so many industries are drawn on the list."""


def cluster(m: Maker, key: str) -> Content:
    """Who wants an industry, in which role, with which firms, parks, platforms, targets and measures."""
    record = m.view.cluster(key)
    mentions = _area_by_area(m, m.view.related("mentions_by_cluster", key))
    sections = []
    if mentions:
        columns = ("region", "role", "since", "document", "ties")
        table = mention_table(m, f"{m.name(record.name)} · {m.t('who_wants')}", mentions, columns)
        sections.append(m.section("who_wants", "table", table, count=len(mentions)))
    targets = m.view.related("targets_by_cluster", key)
    others = m.view.related("targets_naming_cluster", key)
    for name, listed, intro in (
        ("targets", targets, ""),
        ("targets_naming", others, m.t("targets_naming_intro")),
    ):
        if listed:
            fields = ("indicator", "region", "figure", "due", "basis", "document")
            table = m.target_table(f"{m.name(record.name)} · {m.t(name)}", listed, fields)
            sections.append(m.section(name, "table", table, count=len(listed), intro=intro))
    measures = m.view.related("measures_by_cluster", key)
    if measures:
        items = _led(m, measures)
        sections.append(m.section("measures", "items", items, count=len(measures)))
    narrower = m.view.related("clusters_by_broader", key)
    facts = m.facts(
        ("definition", m.prose(record.definition)),
        ("broader", (m.cluster(record.broader),) if record.broader else ()),
        ("narrower", tuple(m.cluster(name) for name in narrower)),
        ("note", m.prose(record.note)),
    )
    sections.append(m.section("about_cluster", "facts", facts))
    wordings = printed_names(m, record.aliases)
    if wordings:
        sections.append(m.section("wordings", "facts", wordings))
    regions = list(dict.fromkeys(x.region for x in mentions))
    documents = [x.document for x in mentions]
    first = min(mentions, key=lambda x: m.view.document(x.document).issued, default=None)
    since = issued_in(m, m.view.document(first.document)) if first else ""
    lead = m.say(
        f"{len(set(documents))}份文件为{len(regions)}个地区点名发展这一产业，最早在{since}。"
        if mentions
        else "只在其他记录中提到。",
        f"{count(len(set(documents)), 'document names', 'documents name')} it for "
        f"{count(len(regions), 'area', 'areas')}, the first in {since}.".capitalize()
        if mentions
        else "Named in other records only.",
    )
    return Content(
        m.name(record.name),
        lead,
        m.t("kind_clusters"),
        trail=crumbs(m, "clusters"),
        sections=tuple(sections),
        filters=filters(m, "clusters", regions, documents, map(deadline, (*targets, *others))),
    )


def _led(m: Maker, measures: Sequence[model.Measure]) -> tuple[Item, ...]:
    """Measures with who leads and supports them; where a text that is known whole names nobody, it is said."""
    items = m.measure_items(measures, with_support=True)
    return tuple(
        replace(item, facts=(*_unled(m, measure), *item.facts))
        for measure, item in zip(measures, items, strict=True)
    )


def _unled(m: Maker, measure: model.Measure) -> tuple[Fact, ...]:
    """That the text names nobody for a measure, neither in it nor in its tasks; nothing where it may."""
    named = measure.lead or measure.support or m.view.related("tasks_by_measure", measure.gid)
    whole = m.view.document(measure.document).extraction == "complete"
    return (Fact(m.t("lead"), (Part(m.t("nobody_named")),)),) if whole and not named else ()


def _area_by_area(m: Maker, mentions: Sequence[model.Mention]) -> list[model.Mention]:
    """Mentions in the order in which areas were first named, all of an area together and the earliest first.

    So what a province designates for a zone stands beside what the zone's own documents say.
    """
    first: dict[str, str] = {}
    for mention in mentions:
        issued = m.view.document(mention.document).issued
        first[mention.region] = min(issued, first.get(mention.region, issued))
    return sorted(
        mentions, key=lambda x: (first[x.region], x.region, m.view.document(x.document).issued, x.document)
    )


def clusters(m: Maker, _: str) -> Content:
    """Every cluster with the areas that name it and in which roles; those that most areas name are drawn."""
    named = {
        record.id: _roles(m, m.view.related("mentions_by_cluster", record.id)) for record in m.view.clusters()
    }
    keys = sorted(named, key=lambda key: (-len(named[key]), key))
    columns = (
        Column(m.t("column_cluster")),
        Column(m.t("column_who")),
        Column(m.t("column_areas"), numeric=True, fold="count"),
    )
    rows = []
    for key in keys:
        parts: list[Part] = []
        for region, roles in named[key].items():
            said = m.say("、", ", ").join(roles)
            parts += [m.region(region), Part(m.say(f"（{said}）  ", f" ({said})  "), mark="minor")]
        rows.append(
            (
                Cell((m.cluster(key),)),
                Cell(tuple(parts)),
                Cell((Part(str(len(named[key]))),), numeric=True),
            )
        )
    table = Table(m.t("all_clusters"), columns, tuple(rows))
    chart = _chart(m, {key: len(named[key]) for key in keys})
    page = listing(m, "clusters", [m.section("all_clusters", "charted", (chart, table))], len(rows))
    return replace(page, more={"files": files_of(m, [chart] if chart else [])})


def _roles(m: Maker, mentions: Sequence[model.Mention]) -> dict[str, list[str]]:
    """Each area that names an industry, with its roles, in the order in which they were given."""
    found: dict[str, list[str]] = {}
    for mention in sorted(mentions, key=lambda x: (m.view.document(x.document).issued, x.region)):
        roles = found.setdefault(mention.region, [])
        role = m.label("roles", mention.role)
        if role not in roles:
            roles.append(role)
    return found


def _naming(m: Maker, key: str) -> list[str]:
    """The documents that name an industry, the first before others."""
    mentions = m.view.related("mentions_by_cluster", key)
    return sorted({x.document for x in mentions}, key=lambda name: (m.view.document(name).issued, name))


def _chart(m: Maker, areas: Mapping[str, int]) -> Chart | None:
    """The industries that most areas name: as many as fit, and never only some of those with one number."""
    order = sorted(set(areas.values()), reverse=True)
    fits = [n for n in order if n > 1 and sum(other >= n for other in areas.values()) <= DRAWN]
    if not fits:
        return None
    shown = [key for key, n in areas.items() if n >= fits[-1]]
    bars = [
        counted(m, m.cluster(key), areas[key], "column_areas", _naming(m, key), ("clusters", key))
        for key in shown
    ]
    top = [m.cluster(key).text for key in shown if areas[key] == order[0]]
    who = joined(top, m.language)
    finding = m.say(
        f"点名的地区最多的是{who}：{order[0]}个。这里是至少{fits[-1]}个地区点名的产业。",
        f"{who} {'is' if len(top) == 1 else 'are'} named for most areas: {order[0]}. "
        f"Shown are the industries named for {fits[-1]} areas or more.",
    )
    return counts_chart(m, "most-named", m.t("most_named"), finding, bars)
