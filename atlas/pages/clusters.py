"""The page of a cluster, and the list of all."""

from __future__ import annotations

from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Content, Part, Table
from atlas.pages.shared import (
    crumbs,
    filters,
    listing,
    printed_names,
)
from atlas.wording import count


def cluster(m: Maker, key: str) -> Content:
    """Who wants an industry, in which role, with which firms, parks, platforms, targets and measures."""
    record = m.view.cluster(key)
    mentions = sorted(
        m.view.related("mentions_by_cluster", key),
        key=lambda x: (m.view.document(x.document).issued, x.region),
    )
    sections = []
    if mentions:
        columns = ("region", "role", "document", "printed", "ties")
        table = m.mention_table(f"{m.name(record.name)} · {m.t('who_wants')}", mentions, columns)
        sections.append(m.section("who_wants", "table", table, count=len(mentions)))
    targets = m.view.related("targets_by_cluster", key)
    if targets:
        table = m.target_table(
            f"{m.name(record.name)} · {m.t('targets')}",
            targets,
            ("indicator", "region", "figure", "basis", "due", "document"),
        )
        sections.append(m.section("targets", "table", table, count=len(targets)))
    measures = m.view.related("measures_by_cluster", key)
    if measures:
        sections.append(m.section("measures", "items", m.measure_items(measures), count=len(measures)))
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
    lead = m.say(
        f"{len(set(documents))}份文件为{len(regions)}个地区点名发展这一产业。"
        if mentions
        else "只在其他记录中提到。",
        f"{count(len(set(documents)), 'document names', 'documents name')} it for "
        f"{count(len(regions), 'area', 'areas')}.".capitalize()
        if mentions
        else "Named in other records only.",
    )
    return Content(
        m.name(record.name),
        lead,
        m.t("kind_clusters"),
        trail=crumbs(m, "clusters"),
        sections=tuple(sections),
        filters=filters(m, "clusters", regions, documents),
    )


def clusters(m: Maker, _: str) -> Content:
    """Every cluster with the regions that name it and in which role."""
    records = sorted(
        m.view.clusters(), key=lambda c: (-len(m.view.related("mentions_by_cluster", c.id)), c.id)
    )
    columns = (
        Column(m.t("column_cluster")),
        Column(m.t("column_who")),
        Column(m.t("column_count"), numeric=True),
    )
    rows = []
    for record in records:
        mentions = m.view.related("mentions_by_cluster", record.id)
        parts: list[Part] = []
        for mention in mentions:
            parts += [
                m.region(mention.region),
                Part(
                    f"{m.say('（', ' (')}{m.label('roles', mention.role)}{m.say('）', ')')}  ", mark="minor"
                ),
            ]
        rows.append(
            (
                Cell((m.cluster(record.id),)),
                Cell(tuple(parts)),
                Cell((Part(str(len(mentions))),), numeric=True),
            )
        )
    return listing(
        m,
        "clusters",
        [m.section("all_clusters", "table", Table(m.t("all_clusters"), columns, tuple(rows)))],
        len(rows),
    )
