"""The page of an agency, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.figures.wording import count, joined
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Cell, Column, Content, Part, Row, Section, Table
from atlas.pages.shared import (
    crumbs,
    filters,
    listing,
    measure_folds,
    printed_names,
    tab,
    task_items,
)
from atlas.records import model


def agency(m: Maker, key: str) -> Content:
    """What an agency leads and supports, and its counterparts elsewhere."""
    record = m.view.agency(key)
    measures = m.view.related("measures_by_agency", key)
    tasks = m.view.related("tasks_by_agency", key)
    names = {(document, name) for document, printed in record.aliases.items() for name in printed}
    leads = [x for x in measures if any((x.document, name) in names for name in x.lead)]
    supports = [x for x in measures if x not in leads]
    sections = []
    sections += [
        m.section(name, "group", _by_document(m, group), count=len(group))
        for name, group in (("leads", leads), ("supports", supports))
        if group
    ]
    if tasks:
        sections.append(m.section("tasks", "items", task_items(m, tasks), count=len(tasks), folded=True))
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


def _by_document(m: Maker, measures: Sequence[model.Measure]) -> tuple[Section, ...]:
    """Measures under their document, to fold."""
    documents = dict.fromkeys(measure.document for measure in measures)
    groups = [(key, [x for x in measures if x.document == key]) for key in documents]
    return tuple(
        Section("", m.document(key).text, "folds", measure_folds(m, group), count=len(group))
        for key, group in groups
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
    columns = (
        Column(m.t("column_agency")),
        Column(m.t("column_region")),
        Column(m.t("column_duties"), numeric=True, fold="count"),
    )
    bodies = []
    for key, word in m.view.words("functions").items():
        group = m.view.related("agencies_by_function", key)
        if group:
            bodies.append(Body(m.name(word.label), key, tuple(_row(m, name) for name in group)))
    table = Table(m.t("all_agencies"), columns, bodies=tuple(bodies), in_parts=True)
    sections = [m.section("all_agencies", "table", table)] if bodies else []
    return listing(m, "agencies", sections, len(m.view.agencies()))


def _row(m: Maker, key: str) -> Row:
    duties = len(m.view.related("measures_by_agency", key)) + len(m.view.related("tasks_by_agency", key))
    return (
        Cell((m.agency(key),)),
        Cell((m.region(m.view.agency(key).region),)),
        m.tally(duties),
    )
