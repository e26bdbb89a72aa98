"""The page of a glossary term, and the glossary."""

from __future__ import annotations

from collections.abc import Sequence

from atlas import model
from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Content, Part, Run, Table
from atlas.pages.shared import (
    crumbs,
    filters,
    listing,
    see,
    tab,
)
from atlas.wording import count


def term(m: Maker, key: str) -> Content:
    """A glossary term: its meaning, and where it is used."""
    record = m.view.term(key)
    used = m.view.related("uses_of_term", key)
    sections = [m.section("meaning", "prose", m.prose(record.definition))]
    facts = m.facts(
        ("original_name", (m.chinese(record.name.zh),) if m.language == "en" else ()),
        ("english_name", (Part(record.name.en, lang="en"),) if m.language == "zh" else ()),
        ("aliases", _aliases(m, record)),
        ("see", tuple(see(m, name) for name in _see(m, record))),
        ("note", m.prose(record.note)),
    )
    if facts:
        sections.append(m.section("about_term", "facts", facts))
    if used:
        items = m.measure_items(m.view.measure(gid) for gid in used)
        sections.append(m.section("used_in", "items", items, count=len(items)))
    documents = [gid.partition("--")[0] for gid in used]
    return Content(
        m.name(record.name),
        _lead(m, len(used), len(set(documents))),
        m.t("kind_terms"),
        tab=tab(m, m.name(record.name), "terms"),
        trail=crumbs(m, "terms"),
        sections=tuple(sections),
        filters=filters(m, "terms", (), documents),
    )


def _see(m: Maker, record: model.GlossaryTerm) -> Sequence[str]:
    """What this term names, then the terms that name it: one entry links both pages."""
    return tuple(dict.fromkeys((*record.see, *m.view.related("terms_by_see", record.id))))


def _lead(m: Maker, measures: int, documents: int) -> str:
    if not measures:
        return m.t("term_unused")
    return m.say(
        f"{documents}份文件的{measures}项举措用到它。",
        f"{count(measures, 'measure', 'measures')} of {count(documents, 'document', 'documents')} "
        f"{'uses' if measures == 1 else 'use'} it.",
    )


def _aliases(m: Maker, record: model.GlossaryTerm) -> Run:
    """Its other names: on an English page the English ones, then the Chinese."""
    english = record.aliases_en if m.language == "en" else ()
    chinese = (m.chinese("、".join(record.aliases)),) if record.aliases else ()
    between = ", " if english and chinese else ""
    return (*((Part(", ".join(english) + between),) if english else ()), *chinese)


def terms(m: Maker, _: str) -> Content:
    """Every glossary term with its meaning and how often it is used."""
    columns = (
        Column(m.t("column_term")),
        Column(m.t("meaning")),
        Column(m.t("measures"), numeric=True),
    )
    rows = tuple(
        (
            Cell((m.term(record.id),)),
            Cell(m.text(record.definition)),
            Cell((Part(str(len(m.view.related("uses_of_term", record.id)))),), numeric=True),
        )
        for record in sorted(m.view.terms(), key=lambda term: m.say("", term.name.en.strip("“").casefold()))
    )
    table = Table(m.t("all_terms"), columns, rows)
    section = m.section("all_terms", "table", table, searched=False)
    return listing(m, "terms", [section] if rows else [], len(rows))
