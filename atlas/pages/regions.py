"""The page of a region, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from atlas.comparing.compare import deadline
from atlas.figures.wording import count, quoted
from atlas.pages.maker import Maker
from atlas.pages.mentions import mention_table
from atlas.pages.parts import Cell, Column, Content, Part, Section, Table
from atlas.pages.reckoning import lineage_section, neighbours
from atlas.pages.shared import (
    crumbs,
    document_item,
    filters,
    listing,
    themed_table,
)
from atlas.records import model

_OWN_ROLES = ("characteristic", "leading", "emerging", "key")


def region(m: Maker, key: str) -> Content:
    """What a region has promised, newest first, what it sits inside, and its industries."""
    record = m.view.region(key)
    targets = sorted(
        m.view.related("targets_by_region", key), key=lambda t: (-deadline(t), t.document, t.gid)
    )
    documents = m.view.related("documents_by_region", key)
    sections = []
    if documents:
        items = tuple(
            document_item(m, name)
            for name in sorted(documents, key=lambda d: m.view.document(d).issued, reverse=True)
        )
        sections.append(m.section("documents", "items", items, count=len(items)))
    if targets:
        columns = ("indicator", "figure", "due", "basis", "document")
        table = themed_table(m, f"{m.name(record.name)} · {m.t('targets')}", targets, columns)
        sections.append(m.section("targets", "table", table, count=len(targets)))
    sections += lineage_section(m, key)
    sides = m.view.areas()
    if key in sides:
        links = neighbours(m, key, sides)
        sections.append(
            m.section("compare_with", "links", links, count=len(links), intro=m.t("compare_with_intro"))
        )
    mentions = m.view.related("mentions_by_region", key)
    sections += _designation(m, record, mentions)
    if mentions:
        table = mention_table(
            m, f"{m.name(record.name)} · {m.t('clusters')}", mentions, ("cluster", "role", "document", "ties")
        )
        sections.append(m.section("clusters", "table", table, count=len(mentions), folded=True))
    agencies = m.view.related("agencies_by_region", key)
    if agencies:
        links = tuple(m.agency(name) for name in agencies)
        sections.append(m.section("agencies", "links", links, count=len(links)))
    children = m.view.related("regions_by_parent", key)
    facts = m.facts(
        ("level", m.label("levels", record.level)),
        ("region_kind", m.label("region-kinds", record.kind)),
        ("parent", (m.region(record.parent),) if record.parent else ()),
        ("children", tuple(m.region(name) for name in children)),
        ("siblings", tuple(m.region(name) for name in _siblings(m, record))),
        ("networks", tuple(Part(m.label("networks", name)) for name in record.networks)),
        ("aliases", (m.chinese("、".join(record.aliases)),) if record.aliases else ()),
        ("note", m.prose(record.note)),
    )
    sections.append(m.section("about_region", "facts", facts))
    return Content(
        title=m.name(record.name),
        kicker=m.label("levels", record.level),
        lead=_region_lead(m, len(targets), len(documents), len(mentions)),
        trail=crumbs(m, "regions"),
        sections=tuple(sections),
        filters=filters(
            m, "regions", [key], [*documents, *(t.document for t in targets)], map(deadline, targets)
        ),
    )


def _designation(m: Maker, record: model.Region, mentions: Sequence[model.Mention]) -> list[Section]:
    """What a higher level designates for a zone, beside what the zone's own documents say."""
    above = [x for x in mentions if x.role == "strategic" and m.view.document(x.document).region != record.id]
    own = [x for x in mentions if m.view.document(x.document).region == record.id and x.role in _OWN_ROLES]
    if not above:
        return []
    rows = tuple(
        (
            Cell((Part(m.t("designated") if x in above else m.t("own_words")),)),
            Cell((m.cluster(x.cluster),), (m.chinese(quoted(x.printed)),)),
            Cell((Part(m.label("roles", x.role)),)),
            m.document_cell(x.document),
        )
        for x in (*above, *own)
    )
    columns = (
        Column(m.t("column_said_by")),
        Column(m.t("column_cluster")),
        Column(m.t("column_role")),
        Column(m.t("column_document")),
    )
    intro = m.t("designation_intro") if own else m.t("designation_alone")
    return [m.section("designation", "table", Table(m.t("designation"), columns, rows), intro=intro)]


def _siblings(m: Maker, record: model.Region) -> list[str]:
    if record.parent is None:
        return []
    return [name for name in m.view.related("regions_by_parent", record.parent) if name != record.id]


def _region_lead(m: Maker, targets: int, documents: int, mentions: int) -> str:
    if not targets and not mentions:
        return m.t("no_targets_for_region")
    zh = [f"{documents}份文件"] if documents else []
    zh += [f"{targets}个目标"] if targets else []
    zh += [f"{mentions}次产业布局"] if mentions else []
    en = [count(documents, "document", "documents")] if documents else []
    en += [count(targets, "target", "targets")] if targets else []
    en += [count(mentions, "industry designation", "industry designations")] if mentions else []
    joined = en[0] if len(en) == 1 else f"{', '.join(en[:-1])} and {en[-1]}"
    return m.say(f"图谱收录了{'、'.join(zh)}。", f"The atlas holds {joined}.")


def regions(m: Maker, _: str) -> Content:
    """Every region under what it lies in."""
    records = m.view.regions()
    columns = (
        Column(m.t("column_region")),
        Column(m.t("level"), fold="beside"),
        Column(m.t("parent")),
        Column(m.t("targets"), numeric=True),
        Column(m.t("clusters"), numeric=True),
        Column(m.t("column_documents"), fold="line"),
    )
    rows = []
    for record in _tree(records):
        documents = tuple(m.document(name) for name in m.view.related("documents_by_region", record.id))
        rows.append(
            (
                Cell((m.region(record.id),)),
                Cell((Part(m.label("levels", record.level)),)),
                Cell((m.region(record.parent),) if record.parent else ()),
                m.tally(m.view.size("targets_by_region", record.id)),
                m.tally(len({x.cluster for x in m.view.related("mentions_by_region", record.id)})),
                Cell(documents, listed=True),
            )
        )
    return listing(
        m,
        "regions",
        [m.section("all_regions", "table", Table(m.t("all_regions"), columns, tuple(rows)))],
        len(records),
    )


def _tree(records: Sequence[model.Region], parent: str | None = None) -> Iterator[model.Region]:
    """Regions below a parent, each before its own children."""
    known = {record.id for record in records}
    for record in records:
        if record.parent == parent or (parent is None and record.parent not in known):
            yield record
            yield from _tree(records, record.id)
