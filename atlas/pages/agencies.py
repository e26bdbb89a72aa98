"""The page of an agency, and the list of all."""

from __future__ import annotations

from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Content, Part, Section, Table
from atlas.pages.shared import (
    crumbs,
    filters,
    listing,
    printed_names,
    tab,
    task_items,
)
from atlas.wording import count, joined


def agency(m: Maker, key: str) -> Content:
    """What an agency leads and supports, and its counterparts elsewhere."""
    record = m.view.agency(key)
    measures = m.view.related("measures_by_agency", key)
    tasks = m.view.related("tasks_by_agency", key)
    names = {(document, name) for document, printed in record.aliases.items() for name in printed}
    leads = [x for x in measures if any((x.document, name) in names for name in x.lead)]
    supports = [x for x in measures if x not in leads]
    sections = []
    if leads:
        sections.append(m.section("leads", "items", m.measure_items(leads), count=len(leads)))
    if supports:
        sections.append(m.section("supports", "items", m.measure_items(supports), count=len(supports)))
    if tasks:
        sections.append(m.section("tasks", "items", task_items(m, tasks), count=len(tasks)))
    peers = [name for name in m.view.related("agencies_by_function", record.function) if name != key]
    facts = m.facts(
        ("region", (m.region(record.region),)),
        ("function", m.label("functions", record.function)),
        ("peers", tuple(Part(f"{m.agency(name).text}", m.to("agencies", name)) for name in peers)),
        ("note", m.prose(record.note)),
    )
    sections.append(m.section("about_agency", "facts", facts))
    wordings = printed_names(m, record.aliases)
    if wordings:
        sections.append(m.section("wordings", "facts", wordings))
    documents = [x.document for x in measures] + [x.document for x in tasks]
    return Content(
        m.name(record.name),
        _lead(m, len(leads), len(supports), len(tasks)),
        m.t("kind_agencies"),
        tab=tab(m, m.name(record.name), "agencies"),
        trail=crumbs(m, "agencies"),
        sections=tuple(sections),
        filters=filters(m, "agencies", [record.region], documents, [task.year for task in tasks]),
    )


def _lead(m: Maker, leads: int, supports: int, tasks: int) -> str:
    """What falls to an agency, in one sentence that leaves out what does not."""
    zh = [f"牵头{leads}项举措"] * (leads > 0) + [f"参与{supports}项举措"] * (supports > 0)
    zh += [f"承担{tasks}项年度任务"] * (tasks > 0)
    en = [f"leads {count(leads, 'measure', 'measures')}"] * (leads > 0)
    en += [f"supports {count(supports, *(('other', 'others') if leads else ('measure', 'measures')))}"] * (
        supports > 0
    )
    en += [f"carries {count(tasks, 'dated task', 'dated tasks')}"] * (tasks > 0)
    if not zh:
        return m.t("agency_unnamed")
    return m.say(f"这个部门{joined(zh, 'zh', '，')}。", f"This agency {joined(en, 'en')}.")


def agencies(m: Maker, _: str) -> Content:
    """Every agency by function, so that counterparts stand together."""
    sections = []
    for key, word in m.view.words("functions").items():
        group = m.view.related("agencies_by_function", key)
        if not group:
            continue
        rows = []
        for name in group:
            record = m.view.agency(name)
            led = len(m.view.related("measures_by_agency", name)) + len(
                m.view.related("tasks_by_agency", name)
            )
            rows.append(
                (
                    Cell((m.agency(name),)),
                    Cell((m.region(record.region),)),
                    Cell((Part(str(led)),), numeric=True),
                )
            )
        columns = (
            Column(m.t("column_agency")),
            Column(m.t("column_region")),
            Column(m.t("column_duties"), numeric=True),
        )
        title = m.name(word.label)
        sections.append(
            Section(
                f"function-{key}",
                title,
                "table",
                Table(f"{m.t('agencies')} · {title}", columns, tuple(rows)),
                count=len(group),
            )
        )
    return listing(m, "agencies", sections, len(m.view.agencies()))
