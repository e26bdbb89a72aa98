"""The page of a glossary term, and the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.figures.wording import count, joined
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Cell, Column, Content, Part, Row, Run, Section, Table
from atlas.pages.shared import (
    crumbs,
    filters,
    listing,
    see,
    tab,
    task_items,
)
from atlas.pinyin import spelt
from atlas.records import model

MOST = 60
"""Past so many targets that use a term, its page leads to their indicators."""


@dataclass(frozen=True)
class _Used:
    """What uses a term; `documents` are the ids of all that do."""

    measures: tuple[model.Measure, ...]
    targets: tuple[model.Target, ...]
    tasks: tuple[model.Task, ...]
    documents: tuple[str, ...]

    @classmethod
    def of(cls, m: Maker, key: str) -> _Used:
        """What uses the term with this id."""
        measures = tuple(m.view.measure(gid) for gid in m.view.related("measures_of_term", key))
        targets = tuple(m.view.target(gid) for gid in m.view.related("targets_of_term", key))
        tasks = m.view.related("tasks_of_term", key)
        documents = (
            *(x.document for x in (*measures, *targets, *tasks)),
            *m.view.related("documents_of_term", key),
        )
        return cls(measures, targets, tasks, tuple(dict.fromkeys(documents)))


def term(m: Maker, key: str) -> Content:
    """A glossary term: its meaning, and where it is used."""
    record = m.view.term(key)
    used = _Used.of(m, key)
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
    sections += _used(m, record, used)
    return Content(
        m.name(record.name),
        _lead(m, used),
        m.t("kind_terms"),
        tab=tab(m, m.name(record.name), "terms"),
        trail=crumbs(m, "terms"),
        sections=tuple(sections),
        filters=filters(m, "terms", (), used.documents),
    )


def _see(m: Maker, record: model.GlossaryTerm) -> Sequence[str]:
    """What this term names, then the terms that name it: one entry links both pages."""
    return tuple(dict.fromkeys((*record.see, *m.view.related("terms_by_see", record.id))))


def _used(m: Maker, record: model.GlossaryTerm, used: _Used) -> list[Section]:
    """Where it is used: measures, targets, dated tasks, and the documents that name it."""
    found = []
    if used.measures:
        items = m.measure_items(used.measures)
        found.append(m.section("used_in", "items", items, count=len(items), folded=True))
    if used.targets:
        found.append(_targets(m, record, used.targets))
    if used.tasks:
        items = task_items(m, used.tasks)
        found.append(m.section("tasks", "items", items, count=len(items), searched=False))
    if used.documents:
        links = tuple(m.document(name) for name in used.documents)
        found.append(m.section("named_in", "links", links, count=len(links)))
    return found


def _targets(m: Maker, record: model.GlossaryTerm, targets: Sequence[model.Target]) -> Section:
    """The targets that use it; past a number, the indicators on whose pages they stand."""
    count = len(targets)
    if count > MOST:
        keys = dict.fromkeys(target.indicator for target in targets)
        links = tuple(m.indicator(key) for key in keys)
        return m.section("targets", "links", links, count=count, intro=m.t("targets_by_indicator"))
    columns = ("indicator", "region", "figure", "due", "basis", "document")
    table = m.target_table(f"{m.name(record.name)} · {m.t('targets')}", targets, columns)
    return m.section("targets", "table", table, count=count, searched=False, folded=True)


def _lead(m: Maker, used: _Used) -> str:
    """In how many documents and where it is used, in one sentence that leaves out where it is not."""
    documents = len(used.documents)
    if not documents:
        return m.t("term_unused")
    numbers = len(used.measures), len(used.targets), len(used.tasks)
    zh = [f"{n}{what}" for n, what in zip(numbers, ("项举措", "个目标", "项年度任务"), strict=True) if n]
    names = (("measure", "measures"), ("target", "targets"), ("dated task", "dated tasks"))
    en = [count(n, *name) for n, name in zip(numbers, names, strict=True) if n]
    if not zh:
        return m.say(
            f"{documents}份文件写到它，但举措和目标都没有用到。",
            f"{count(documents, 'document names', 'documents name')} it, though no measure or target does.",
        )
    return m.say(
        f"{documents}份文件用到它：{joined(zh, 'zh')}。",
        f"{count(documents, 'document uses', 'documents use')} it, in {joined(en, 'en')}.",
    )


def _aliases(m: Maker, record: model.GlossaryTerm) -> Run:
    """Its other names: on an English page the English ones, then the Chinese."""
    english = record.aliases_en if m.language == "en" else ()
    chinese = (m.chinese("、".join(record.aliases)),) if record.aliases else ()
    between = ", " if english and chinese else ""
    return (*((Part(", ".join(english) + between),) if english else ()), *chinese)


def terms(m: Maker, _: str) -> Content:
    """Every glossary term with its meaning and how often it is used, as a dictionary has them: by how they are read."""
    columns = (
        Column(m.t("column_term")),
        Column(m.t("meaning"), fold="line"),
        Column(m.t("measures"), numeric=True),
        Column(m.t("targets"), numeric=True),
    )
    groups: dict[str, list[Row]] = {}
    called: dict[str, list[str]] = {}
    records = sorted(m.view.terms(), key=lambda term: _read(m, term))
    for record in records:
        tallies = (
            m.tally(len(m.view.related(relation, record.id)))
            for relation in ("measures_of_term", "targets_of_term")
        )
        row = (Cell((m.term(record.id),)), Cell(m.text(record.definition)), *tallies)
        groups.setdefault(_initial(m, record), []).append(row)
        called.setdefault(_initial(m, record), []).append(m.name(record.name))
    bodies = tuple(
        Body(initial, initial, tuple(rows), gist=m.say("　", " · ").join(called[initial]))
        for initial, rows in groups.items()
    )
    table = Table(m.t("all_terms"), columns, bodies=bodies, in_parts=True)
    section = m.section("all_terms", "table", table, searched=False)
    return listing(m, "terms", [section] if records else [], len(records))


def _read(m: Maker, record: model.GlossaryTerm) -> tuple[bool, str, str]:
    """By what a term is sorted: numbers first, then by the letters in which it is read."""
    bare = _bare(m.name(record.name))
    read = spelt(bare) or bare.casefold() if not bare[:1].isascii() else bare.casefold()
    return (not bare[:1].isdigit(), read, bare)


def _initial(m: Maker, record: model.GlossaryTerm) -> str:
    """The letter under which a dictionary has a term; all numbers stand under one sign."""
    after_numbers, read, _ = _read(m, record)
    return read[:1].upper() if after_numbers else "0–9"


def _bare(name: str) -> str:
    return name.lstrip("“‘\"'《（(")
