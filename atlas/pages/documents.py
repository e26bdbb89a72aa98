"""The page of a document, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence

from atlas import model
from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Content, Fact, Item, Part, Section, Table
from atlas.pages.reckoning import disagreements
from atlas.pages.shared import (
    by_theme,
    document_item,
    filters,
    listing,
)
from atlas.wording import count, date, period


def document(m: Maker, key: str) -> Content:
    """A policy: what it is, its targets, its measures, its industries, what it cites, and its census."""
    record = m.view.document(key)
    targets = m.view.related("targets_by_document", key)
    measures = m.view.related("measures_by_document", key)
    mentions = m.view.related("mentions_by_document", key)
    sections = [
        m.section("summary", "prose", m.prose(record.summary)),
        m.section("about_document", "facts", _facts(m, record)),
    ]
    if targets:
        tables = []
        for theme, group in by_theme(m, targets):
            columns = ("indicator", "figure", "basis", "due")
            table = m.target_table(f"{m.name(record.short)} · {theme}", group, columns, at_home=record.region)
            tables.append(Section("", theme, "table", table, count=len(group)))
        sections.append(m.section("targets", "group", tuple(tables), count=len(targets)))
    sections += disagreements(m, targets)
    if measures:
        sections.append(m.section("measures", "group", _programmes(m, measures), count=len(measures)))
    if mentions:
        table = m.mention_table(
            f"{m.name(record.short)} · {m.t('clusters')}",
            mentions,
            ("cluster", "region", "role", "printed", "ties"),
        )
        sections.append(m.section("clusters", "table", table, count=len(mentions)))
    cited_by = m.view.related("documents_citing", key)
    if record.cites:
        items = tuple(
            Item(m.reference(cite.to), (m.chinese(f"“{cite.printed}”（{cite.at}）"),))
            for cite in record.cites
        )
        sections.append(m.section("cites", "items", items, count=len(items)))
    if cited_by:
        sections.append(m.section("cited_by", "links", tuple(m.document(name) for name in cited_by)))
    if record.missing:
        items = tuple(Item(m.chinese(item.at), m.text(item.what)) for item in record.missing)
        sections.append(m.section("missing", "items", items, intro=m.t("missing_intro")))
    if record.outline:
        sections.append(
            m.section("outline", "outline", _outline(m, record, measures), count=len(record.outline))
        )
    set_aside = m.view.related("set_aside_by_document", key)
    if set_aside:
        sections.append(
            m.section(
                "set_aside",
                "table",
                _set_aside(m, record, set_aside),
                count=len(set_aside),
                intro=m.t("set_aside_intro"),
            )
        )
    numeric = sum(t.value is not None for t in targets)
    worded, industries = len(targets) - numeric, len({x.cluster for x in mentions})
    english = (
        count(numeric, "target in figures", "targets in figures"),
        count(worded, "goal in words", "goals in words"),
        count(len(measures), "measure", "measures"),
        count(industries, "industry", "industries"),
    )
    lead = m.say(
        f"{numeric}个数字目标、{worded}个文字目标、{len(measures)}项举措、{industries}个产业。",
        f"{', '.join(english)}.".capitalize(),
    )
    sections.append(m.cite(m.name(record.title), "documents", key))
    return Content(
        m.name(record.title),
        lead,
        m.t("kind_documents"),
        subtitle=(m.chinese(record.title.zh),) if m.language == "en" else (),
        trail=(Part(m.t("home"), m.to("home")), Part(m.t("documents"), m.to("documents"))),
        sections=tuple(sections),
        filters=filters(m, "documents", [record.region], [key]),
    )


def _facts(m: Maker, record: model.Document) -> tuple[Fact, ...]:
    stated = m.label("issued-bases", record.issued_basis)
    issuers = [Part(m.name(name)) for name in record.issuers]
    if record.issuers_basis != "stated" and issuers:
        issuers.append(Part(m.label("issued-bases", record.issuers_basis), mark="minor"))
    return m.facts(
        ("issuers", tuple(issuers)),
        ("number", (m.chinese(record.number),) if record.number else m.t("no_number")),
        ("region", (m.region(record.region),)),
        ("level", m.label("levels", record.level)),
        (
            "issued",
            (
                Part(date(record.issued, m.language)),
                Part(f" {m.say('（', '(')}{stated}{m.say('）', ')')}", mark="minor"),
            ),
        ),
        ("issued_note", m.text(record.issued_note)),
        ("period", period(record.period) or m.t("no_period")),
        ("status", m.label("statuses", record.status)),
        ("extraction", m.label("extractions", record.extraction)),
        ("verification", _verification(m, record.id)),
        ("census", _census(m, record.id)),
        ("note", m.prose(record.note)),
    )


def _verification(m: Maker, key: str) -> str:
    return m.t("verified") if m.view.state(key).verified else m.t("not_verified")


def _census(m: Maker, key: str) -> str:
    state = m.view.state(key)
    if state.figures is None or state.accounted is None:
        return ""
    return m.say(
        f"原文{state.figures}处数字，已说明{state.accounted}处",
        f"{state.accounted} of {state.figures} figures of the source accounted for",
    )


def _programmes(m: Maker, measures: Sequence[model.Measure]) -> tuple[Section, ...]:
    groups: dict[str, list[model.Measure]] = {}
    for measure in measures:
        title = "".join(part.text for part in m.text(measure.programme))
        groups.setdefault(title, []).append(measure)
    return tuple(
        Section("", title, "items", m.measure_items(group, with_document=False), count=len(group))
        for title, group in groups.items()
    )


def _outline(
    m: Maker, record: model.Document, measures: Sequence[model.Measure]
) -> tuple[tuple[int, Part, str], ...]:
    """(depth, title with a link where it is a measure, place)."""
    by_place = {measure.at.replace(" ", ""): measure.gid for measure in measures}
    found = []
    for heading in record.outline:
        gid = by_place.get(heading.at.replace(" ", ""))
        part = m.text(heading.title)[0]
        found.append(
            (heading.level, Part(part.text, m.to("measures", gid) if gid else None, part.lang), heading.at)
        )
    return tuple(found)


def _set_aside(m: Maker, record: model.Document, entries: Sequence[model.SetAside]) -> Table:
    columns = (Column(m.t("column_text")), Column(m.t("column_at")), Column(m.t("column_reason")))
    rows = tuple(
        (
            Cell((m.chinese(f"“{entry.text}”"),)),
            Cell((m.chinese(entry.at),)),
            Cell((Part(m.label("set-aside-reasons", entry.reason)),), m.text(entry.note)),
        )
        for entry in entries
    )
    return Table(f"{m.name(record.short)} · {m.t('set_aside')}", columns, rows)


def documents(m: Maker, _: str) -> Content:
    """Every document, newest first."""
    records = sorted(m.view.documents(), key=lambda d: d.issued, reverse=True)
    items = tuple(document_item(m, record.id) for record in records)
    return listing(m, "documents", [m.section("all_documents", "items", items)], len(items))
