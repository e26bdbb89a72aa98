"""The page of a cited policy, and the list of all."""

from __future__ import annotations

from atlas.figures.wording import count, quoted
from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Content, Item, Part, Run, Table
from atlas.pages.shared import (
    crumbs,
    filters,
    listing,
    tab,
)


def reference(m: Maker, key: str) -> Content:
    """A cited policy and who cites it."""
    record = m.view.reference(key)
    citing = m.view.related("documents_citing", key)
    items = []
    for name in dict.fromkeys(citing):
        document = m.view.document(name)
        spots: list[Part] = []
        for cite in document.cites:
            if cite.to == key:
                spots += [m.chinese(quoted(cite.printed)), *m.place_behind(cite.at), Part("  ")]
        items.append(Item(Part(m.name(document.title), m.to("documents", name)), tuple(spots)))
    issuers: Run = tuple(Part(m.name(name)) for name in record.issuers)
    facts = m.facts(
        ("number", (m.chinese(record.number),) if record.number else ()),
        ("issuers", issuers),
        ("level", m.label("levels", record.level) if record.level else ""),
        ("year", str(record.year) if record.year else ""),
        ("original_title", (m.chinese(record.title.zh),) if m.language == "en" else ()),
        ("note", m.prose(record.note)),
    )
    sections = (
        m.section("cited_by", "items", tuple(items), count=len(items)),
        m.section("about_reference", "facts", facts),
    )
    lead = m.say(
        f"{len(items)}份收录文件引用了它；它本身未收录。",
        f"{count(len(items), 'document in the atlas cites', 'documents in the atlas cite')} it; "
        "it is not in the atlas itself.",
    )
    return Content(
        m.name(record.title),
        lead,
        m.t("kind_references"),
        tab=tab(m, m.name(record.title), "references"),
        trail=crumbs(m, "references"),
        sections=sections,
        filters=filters(m, "references", (), list(citing), [record.year or 0]),
    )


def references(m: Maker, _: str) -> Content:
    """Every cited policy and who cites it."""
    columns = (Column(m.t("column_reference")), Column(m.t("number")), Column(m.t("cited_by"), fold="line"))
    rows = []
    for record in m.view.references():
        citing = tuple(
            m.document(name) for name in dict.fromkeys(m.view.related("documents_citing", record.id))
        )
        number = (m.chinese(record.number),) if record.number else ()
        rows.append((Cell((m.reference(record.id),)), Cell(number, kind="whole"), Cell(citing, listed=True)))
    return listing(
        m,
        "references",
        [m.section("all_references", "table", Table(m.t("all_references"), columns, tuple(rows)))],
        len(rows),
    )
