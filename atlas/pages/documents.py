"""The page of a document, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.comparing.compare import deadline
from atlas.figures.wording import count, date, joined, quoted
from atlas.pages.dating import issued, planned
from atlas.pages.maker import Maker
from atlas.pages.mentions import mention_table
from atlas.pages.parts import Cell, Column, Content, Fact, Item, Part, Run, Section, Table
from atlas.pages.reckoning import disagreements
from atlas.pages.shared import (
    by_programme,
    crumbs,
    document_item,
    filters,
    listing,
    measure_folds,
    themed_table,
)
from atlas.provisions.owed import owed
from atlas.records import model


def document(m: Maker, key: str) -> Content:
    """A policy: what it is, its targets, its measures, its industries, what it cites, and its census."""
    record = m.view.document(key)
    targets = m.view.related("targets_by_document", key)
    measures = m.view.related("measures_by_document", key)
    mentions = m.view.related("mentions_by_document", key)
    sections = [m.section("summary", "group", (*_so_far(m, record, targets), *_summary(m, record)))]
    if targets:
        columns = ("indicator", "figure", "due", "basis")
        caption = f"{m.name(record.short)} · {m.t('targets')}"
        table = themed_table(m, caption, targets, columns, at_home=record.region)
        sections.append(m.section("targets", "table", table, count=len(targets)))
    if measures:
        sections.append(m.section("measures", "group", _programmes(m, measures), count=len(measures)))
    if mentions:
        table = mention_table(
            m,
            f"{m.name(record.short)} · {m.t('clusters')}",
            mentions,
            ("cluster", "region", "role", "ties"),
        )
        sections.append(m.section("clusters", "table", table, count=len(mentions), folded=True))
    sections += disagreements(m, targets)
    sections += _citations(m, record)
    if record.missing:
        items = tuple(_missing(m, key, item) for item in record.missing)
        sections.append(m.section("missing", "items", items, intro=m.t("missing_intro")))
    if record.outline:
        sections.append(
            m.section(
                "outline",
                "outline",
                _outline(m, record, measures),
                count=len(record.outline),
                folded=True,
            )
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
                folded=True,
            )
        )
    sections.append(m.section("about_document", "facts", _facts(m, record)))
    sections.append(m.cite(m.name(record.title), "documents", key))
    return Content(
        m.name(record.title),
        _lead(m, targets, len(measures), len({x.cluster for x in mentions})),
        f"{m.t('kind_documents')} · {m.name(record.short)}",
        subtitle=(m.chinese(record.title.zh),) if m.language == "en" else (),
        trail=crumbs(m, "documents"),
        sections=tuple(sections),
        filters=filters(
            m, "documents", [record.region], [key], [int(record.issued[:4]), *map(deadline, targets)]
        ),
    )


def _lead(m: Maker, targets: Sequence[model.Target], measures: int, industries: int) -> str:
    """What a document holds, in one sentence that leaves out what it does not hold."""
    numeric = sum(t.value is not None for t in targets)
    worded = len(targets) - numeric
    goals = [f"{numeric}个数字目标"] * (numeric > 0) + [f"{worded}个文字目标"] * (worded > 0)
    promises = [count(numeric, "target in figures", "targets in figures")] * (numeric > 0)
    promises += [count(worded, "goal in words", "goals in words")] * (worded > 0)
    zh = [f"提出{joined(goals, 'zh')}"] * bool(targets)
    zh += [f"列出{measures}项举措"] * (measures > 0) + [f"点名{industries}个产业"] * (industries > 0)
    en = [f"sets {joined(promises, 'en')}"] * bool(targets)
    en += [f"lists {count(measures, 'measure', 'measures')}"] * (measures > 0)
    en += [f"names {count(industries, 'industry', 'industries')}"] * (industries > 0)
    if not zh:
        return m.t("nothing_taken")
    return m.say(f"这份文件{joined(zh, 'zh', '，')}。", f"This document {joined(en, 'en')}.")


def _summary(m: Maker, record: model.Document) -> tuple[Section, ...]:
    """What it is about, and what a reader asks of any document first."""
    issuers = [Part(m.name(name) + m.inferred(record.issuers_basis)) for name in record.issuers]
    brief = m.facts(
        ("issuers", tuple(issuers)),
        ("issued", issued(m, record)),
        ("period", planned(m, record) or m.t("no_period")),
        ("number", (m.chinese(record.number),) if record.number else m.t("no_number")),
        ("verification", _verification(m, record.id)),
        ("census", _census(m, record.id)),
    )
    told = Section("", "", "brief", brief)
    if record.summary is None:
        return (told,)
    return Section("", "", "prose", m.prose(record.summary, record.id)), told


def _so_far(m: Maker, record: model.Document, targets: Sequence[model.Target]) -> tuple[Section, ...]:
    """Of a document in part: what is done of it, and what is still to come. Nothing of a complete one."""
    if record.extraction == "complete":
        return ()
    state = m.view.state(record.id)
    found = owed(
        record,
        m.view.related("measures_by_document", record.id),
        (m.view.indicator(target.indicator) for target in targets),
        m.view.related("mentions_by_document", record.id),
    )
    if state.verified and state.figures is not None and state.figures == state.accounted:
        done = m.say(
            "这份文件还在整理。数字已经齐了：原文的每个数字都有着落，所引的词句都已与原文核对。",
            "This document is still being worked on. Its figures are all here: every figure of the source text is "
            "accounted for, and the words quoted have been checked against it.",
        )
    else:
        done = m.say(
            "这份文件还在整理，数字也还没有全部与原文核对。",
            "This document is still being worked on; not all of its figures have been checked against the source "
            "text yet.",
        )
    lacking = joined([words.within(m.language) for words in found.told()], m.language)
    if lacking:
        done += m.say(f"还没有整理的：{lacking}。", f" Still to come: {lacking}.")
    done += m.say("这里没有的内容，原文里可能有。", " What is not here may still stand in the text.")
    return (Section("", "", "prose", (Part(done),)),)


def _missing(m: Maker, key: str, item: model.Missing) -> Item:
    """A passage of the document with this id that is not available, and where it would stand."""
    told = m.place_told(item.at)
    return Item(m.chinese(item.at), m.prose(item.what, key), tags=(Part(told),) if told else ())


def _citations(m: Maker, record: model.Document) -> list[Section]:
    """What a document cites, each policy once with every place, and what cites it."""
    found = []
    if record.cites:
        places: dict[str, list[Part]] = {}
        for cite in record.cites:
            told = places.setdefault(cite.to, [])
            between = [Part(m.say("；", "; "))] if told else []
            told += [*between, m.chinese(quoted(cite.printed)), *m.place_behind(cite.at)]
        items = tuple(Item(m.reference(to), tuple(told)) for to, told in places.items())
        found.append(m.section("cites", "items", items, count=len(items)))
    cited_by = m.view.related("documents_citing", record.id)
    if cited_by:
        links = tuple(m.document(name) for name in cited_by)
        found.append(m.section("cited_by", "links", links, count=len(links)))
    return found


def _facts(m: Maker, record: model.Document) -> tuple[Fact, ...]:
    """The rest of what is known of a document."""
    basis = m.label("issued-bases", record.issued_basis)
    dated = date(record.issued, m.language) + m.bracketed(basis)
    return m.facts(
        ("region", (m.region(record.region),)),
        ("level", m.label("levels", record.level)),
        ("issued", dated),
        ("issued_note", m.prose(record.issued_note, record.id)),
        ("status", m.label("statuses", record.status)),
        ("extraction", m.label("extractions", record.extraction)),
        ("note", m.prose(record.note, record.id)),
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
    found = []
    for number, (programme, group) in enumerate(by_programme(measures).items(), 1):
        title = "".join(part.text for part in m.text(programme))
        folds = measure_folds(m, group, alone=True)
        found.append(Section(f"programme-{number}", title, "folds", folds, count=len(group)))
    return tuple(found)


def _outline(
    m: Maker, record: model.Document, measures: Sequence[model.Measure]
) -> tuple[tuple[int, Part, Run], ...]:
    """(depth, title with a link where it is a measure, place)."""
    by_place = {measure.at.replace(" ", ""): measure.gid for measure in measures}
    found = []
    for heading in record.outline:
        gid = by_place.get(heading.at.replace(" ", ""))
        part = m.text(heading.title)[0]
        found.append(
            (
                heading.level,
                Part(part.text, m.to("measures", gid) if gid else None, part.lang),
                m.place(heading.at),
            )
        )
    return tuple(found)


def _set_aside(m: Maker, record: model.Document, entries: Sequence[model.SetAside]) -> Table:
    columns = (Column(m.t("column_text")), Column(m.t("column_at")), Column(m.t("column_reason")))
    rows = tuple(
        (
            Cell((m.chinese(quoted(entry.text)),)),
            Cell(m.place(entry.at)),
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
