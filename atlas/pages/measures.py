"""The page of a measure, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from atlas.comparing.compare import deadline
from atlas.figures.wording import count, joined
from atlas.pages.maker import Maker
from atlas.pages.parts import Content, Fact, Part, Run, Section
from atlas.pages.shared import (
    by_programme,
    filters,
    listing,
    task_items,
)
from atlas.records import model

_SEEN = 3
"""Measures of an instrument that are seen at once where there is little room."""

_NAMED = 2
"""So many leading agencies are named in the first sentence."""


def measure(m: Maker, key: str) -> Content:
    """A numbered measure: what it does, who carries it, and the targets it states."""
    record = m.view.measure(key)
    sections = (
        [m.section("summary", "prose", m.prose(record.summary, record.document))] if record.summary else []
    )
    targets = [m.view.target_named(record.document, name) for name in record.targets]
    if targets:
        table = m.target_table(
            f"{m.name(record.title)} · {m.t('targets')}",
            targets,
            ("indicator", "figure", "due", "basis"),
            at_home=m.view.document(record.document).region,
        )
        sections.append(m.section("targets", "table", table, count=len(targets)))
    tasks = m.view.related("tasks_by_measure", key)
    if tasks:
        sections.append(
            m.section("tasks", "items", task_items(m, tasks, with_measure=False), count=len(tasks))
        )
    siblings = m.view.related("measures_by_document", record.document)
    facts = m.facts(
        ("lead", m.printed(record.document, record.lead)),
        ("support", m.printed(record.document, record.support)),
        ("programme", _programme(m, record, siblings)),
        ("themes", tuple(m.theme(name) for name in record.themes)),
        (
            "instruments",
            tuple(
                Part(m.label("instruments", name), f"{m.to('measures')}#instrument-{name}")
                for name in record.instruments
            ),
        ),
        ("clusters", tuple(m.cluster(name) for name in record.clusters)),
        ("document", (m.document(record.document),)),
        ("at", m.place(record.at)),
        ("note", m.prose(record.note, record.document)),
    )
    sections.append(m.section("about_measure", "facts", facts))
    at = [x.gid for x in siblings].index(key)
    around = tuple(
        Fact(m.t(label), (m.measure(siblings[index], numbered=True),))
        for label, index in (("previous", at - 1), ("next", at + 1))
        if 0 <= index < len(siblings)
    )
    if around:
        sections.append(m.section("neighbours", "facts", around))
    return Content(
        title=m.name(record.title),
        lead=_lead(m, record, len(tasks)),
        tab=f"{m.name(record.title)} · {m.document(record.document).text} {m.say(record.at, record.id)}",
        kicker=m.say(
            f"{m.document(record.document).text} · 第{record.number}项举措",
            f"{m.document(record.document).text} · measure {record.number}",
        ),
        subtitle=(m.chinese(record.title.zh),) if m.language == "en" else (),
        trail=(
            Part(m.t("home"), m.to("home")),
            Part(m.t("documents"), m.to("documents")),
            m.document(record.document),
        ),
        sections=tuple(sections),
        filters=filters(
            m,
            "measures",
            [m.view.document(record.document).region],
            [record.document],
            [*map(deadline, targets), *(task.year for task in tasks)],
        ),
    )


def _programme(m: Maker, record: model.Measure, siblings: Sequence[model.Measure]) -> Run:
    """Its programme, which leads to the others of it on the document's page."""
    number = list(by_programme(siblings)).index(record.programme) + 1
    there = f"{m.to('documents', record.document)}#programme-{number}"
    return tuple(replace(part, href=there) for part in m.text(record.programme))


def _lead(m: Maker, record: model.Measure, tasks: int) -> str:
    """Who carries a measure and what it promises, in one sentence."""
    lead, support, targets = len(record.lead), len(record.support), len(record.targets)
    named = [part.text for part in m.printed(record.document, record.lead)] if lead <= _NAMED else []
    leads = m.say(joined(named, "zh"), joined(named, "en")) or m.say(
        f"{lead}个部门", count(lead, "agency", "agencies")
    )
    zh = [f"{leads}牵头"] * (lead > 0) + [f"{support}个部门参与"] * (support > 0)
    who = [f"led by {leads}"] * (lead > 0)
    who += [f"supported by {count(support, *(('other', 'others') if lead else ('agency', 'agencies')))}"] * (
        support > 0
    )
    zh = zh or ["文件没有点名负责的部门"]
    zh += [f"提出{targets}个目标"] * (targets > 0) + [f"分为{tasks}项年度任务"] * (tasks > 0)
    en = (", " if len(named) > 1 else " and ").join(who) or "no agency is named for it"
    what = [count(targets, "target", "targets")] * (targets > 0)
    what += [count(tasks, "dated task", "dated tasks")] * (tasks > 0)
    en += f"; it has {joined(what, 'en')}" if what else ""
    if record.summary is None:
        zh.append("概括还没有写")
        en += "; our summary is still to come"
    return m.say(f"{joined(zh, 'zh', '，')}。", f"{en[0].upper()}{en[1:]}.")


def measures(m: Maker, _: str) -> Content:
    """Every measure by policy instrument and, by link, by theme."""
    sections = [
        m.section(
            "by_theme",
            "links",
            tuple(m.theme(key) for key in m.view.words("themes") if m.view.related("measures_by_theme", key)),
        )
    ]
    families: dict[str, list[Section]] = {}
    for key, word in m.view.words("instruments").items():
        group = m.view.related("measures_by_instrument", key)
        if group:
            title, told = m.name(word.label), m.name(word.definition)
            n = len(group)
            unfolds = m.unfolds(n) if n > _SEEN else ""
            facts = _by_document(m, group)
            inner = Section(f"instrument-{key}", title, "facts", facts, told, n, unfolds=unfolds)
            families.setdefault(m.name(word.family) if word.family else title, []).append(inner)
    for number, (family, inners) in enumerate(families.items(), 1):
        sections.append(Section(f"family-{number}", family, "group", tuple(inners)))
    rest = [x for x in m.view.measures() if not x.instruments]
    if rest:
        sections.append(m.section("no_instrument", "facts", _by_document(m, rest), count=len(rest)))
    return listing(m, "measures", sections, len(m.view.measures()))


def _by_document(m: Maker, group: Sequence[model.Measure]) -> tuple[Fact, ...]:
    """Measures beside the document that they stand in."""
    documents = dict.fromkeys(measure.document for measure in group)
    return tuple(
        Fact(
            m.document(key).text,
            tuple(m.measure(measure) for measure in group if measure.document == key),
            listed=True,
        )
        for key in documents
    )
