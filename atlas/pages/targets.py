"""The page of a target: its figure, its words, and what it may be compared with."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.comparing.compare import comparisons, deadline, refusal, why_not
from atlas.comparing.sides import nearest
from atlas.comparing.spans import is_open
from atlas.figures import wording
from atlas.figures.wording import one_year, period
from atlas.linking.relations import target_id
from atlas.pages.dating import whence
from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Content, Fact, Item, Part, Section, Table
from atlas.pages.shared import (
    filters,
    task_items,
)
from atlas.records import model

MOST = 20
"""Other targets of its indicator that a target's page lists, of those that it may be compared with and of the others.

All stand on the page of the indicator; were each listed on the page of each, a common indicator would fill the site.
"""


def target(m: Maker, key: str) -> Content:
    """One promise: its figure, its words and their place, and what it may be compared with."""
    record = m.view.target(key)
    indicator = m.view.indicator(record.indicator)
    place = m.view.region(record.region)
    sections = [Section("evidence", m.t("evidence"), "evidence", _evidence(m, record), m.t("evidence_intro"))]
    sections.append(m.section("fields", "facts", _target_facts(m, record)))
    links = _linked_targets(m, record)
    if links:
        sections.append(m.section("linked_targets", "items", links))
    siblings = [t for t in m.view.related("targets_by_indicator", record.indicator) if t.gid != key]
    same: list[model.Target] = []
    other: list[model.Target] = []
    for sibling in siblings:
        may = why_not(record, sibling, m.view.units, m.bases) is None
        (same if may else other).append(sibling)
    if same:
        shown = [t for group in comparisons(_near(m, record, same), m.view.units) for t in group.targets]
        table = m.target_table(m.t("comparable"), shown, ("region", "figure", "due", "document"))
        sections.append(_others(m, record, "comparable", table, len(same)))
    if other:
        table = _refused(m, record, _near(m, record, other))
        sections.append(_others(m, record, "not_comparable", table, len(other)))
    carriers = m.view.related("measures_by_target", key)
    if carriers:
        sections.append(m.section("carried_by", "items", m.measure_items(carriers, with_document=False)))
    tasks = m.view.related("tasks_by_target", key)
    if tasks:
        sections.append(m.section("tasks", "items", task_items(m, tasks)))
    figure, due = m.figure_text(record), m.due(record)
    where, what = m.name(place.name), m.name(indicator.name)
    until = m.bracketed(due)
    document = m.document(record.document).text
    sections.append(m.cite(f"{where} · {what} {figure}{until}", "targets", key))
    return Content(
        title=m.say(f"{where}：{what} {figure}", f"{where}: {what}, {figure}"),
        tab=" · ".join((where, f"{what} {figure}", f"{document} {m.say(record.evidence[0].at, record.id)}")),
        kicker=m.t("kind_targets"),
        lead=_lead(m, record, document, due),
        description=f"{where} · {what} · {figure}{until}",
        trail=(
            Part(m.t("home"), m.to("home")),
            Part(m.t("documents"), m.to("documents")),
            m.document(record.document),
        ),
        sections=tuple(sections),
        filters=filters(m, "targets", [record.region], [record.document], [deadline(record)]),
        more={
            "figure": figure,
            "worded": record.value is None,
            "tags": m.tags(record),
            "due": m.when(record),
            "indicator": m.indicator(record.indicator),
            "region": m.region(record.region),
            "what": where + m.colon + what,
        },
    )


def _near(m: Maker, record: model.Target, others: Sequence[model.Target]) -> Sequence[model.Target]:
    return others if len(others) <= MOST else nearest(record, others, m.view.regions_by_id, MOST)


def _others(m: Maker, record: model.Target, key: str, table: Table, count: int) -> Section:
    """Other targets of the indicator; where these are not all, the way to the page that has them."""
    if count <= MOST:
        return m.section(key, "table", table, count=count, searched=False)
    intro = m.say(
        f"以下是地区和年份相近的{MOST}个，共{count}个。",
        f"The {MOST} of {count} that are nearest, by area and then by year.",
    )
    rest = count - MOST
    way = Part(m.say(f"另有{rest}个，见指标页：", f"{rest} more stand on the page of the indicator: "))
    more = Section("", "", "prose", (way, m.indicator(record.indicator)))
    body = (Section("", "", "table", table), more)
    return m.section(key, "group", body, count=count, intro=intro, searched=False)


def _lead(m: Maker, record: model.Target, document: str, due: str) -> str:
    """Who set the target, for when and on what basis, in one sentence."""
    basis = m.basis(record)
    sets = m.say("把它列为力争的目标", "names this as an aspiration") if record.aspirational else ""
    sets = sets or m.say("提出这一目标", "sets this target")
    if one_year(record):
        return m.say(
            f"{document}{sets}，期限{m.when(record)}。", f"{document} {sets} for the whole of {due}."
        )
    when = m.say(f"期限{due}" if due else "未载期限", f"for {due}" if due else "without a deadline")
    return m.say(
        f"{document}{sets}，{when}，口径为“{basis}”。", f"{document} {sets} {when}, counted as “{basis}”."
    )


def _evidence(m: Maker, record: model.Target) -> tuple[dict[str, object], ...]:
    checked = m.t("verified") if m.view.state(record.document).verified else m.t("not_verified")
    return tuple(
        {
            "phrase": evidence.phrase,
            "at": m.place(evidence.at),
            "document": m.document(record.document),
            "state": checked,
            "verified": m.view.state(record.document).verified,
        }
        for evidence in record.evidence
    )


def _target_facts(m: Maker, record: model.Target) -> tuple[Fact, ...]:
    comparator = m.view.word("comparators", record.comparator)
    due = m.when(record) if one_year(record) else m.due(record)
    if due:
        due += m.bracketed(whence(m, record))
    return m.facts(
        ("indicator", (m.indicator(record.indicator),)),
        ("region", (m.region(record.region),)),
        ("document", (m.document(record.document),)),
        ("figure", m.figure_text(record)),
        ("exact_value", _exact(m, record)),
        (
            "comparator",
            (Part(m.name(comparator.label)), *m.mixed(f" — {m.name(comparator.definition)}", "minor")),
        ),
        ("basis", (Part(m.basis(record)), *m.mixed(f" — {_basis_text(m, record)}", "minor"))),
        ("due", due or m.t("no_deadline")),
        ("span", m.t("span_open") if is_open(record) else ""),
        (
            "period",
            period(record.period)
            if record.year is not None and period(record.period) != m.due(record)
            else "",
        ),
        ("baseline", _baseline(m, record)),
        ("aspiration", m.t("aspirational_long") if record.aspirational else ""),
        ("conditions", m.prose(record.conditions, record.document)),
        ("assumed_long", m.prose(record.assumed, record.document)),
        ("cluster", (m.cluster(record.cluster),) if record.cluster else ()),
        ("note", m.prose(record.note, record.document)),
    )


def _basis_text(m: Maker, record: model.Target) -> str:
    return m.t("one_year_text") if one_year(record) else m.name(m.view.word("bases", record.basis).definition)


def _exact(m: Maker, record: model.Target) -> str:
    """The figure as printed and in its base unit, where the two differ."""
    if record.value is None or record.unit is None:
        return ""
    unit = m.view.unit(record.unit)
    if unit.factor == 1:
        return ""
    base = wording.number(wording.normalized(record.value[0], unit), thousands=True)
    return f"{wording.number(record.value[0])} {unit.label.zh} = {base}"


def _baseline(m: Maker, record: model.Target) -> str:
    if record.baseline is None:
        return ""
    figure = ""
    if record.baseline.value is not None and record.baseline.unit:
        figure = wording.amount(record.baseline.value, None, m.view.unit(record.baseline.unit), m.language)
    year = f"{record.baseline.year}{m.say('年', '')}"
    return f"{year}{m.colon}{figure}" if figure else year


def _linked_targets(m: Maker, record: model.Target) -> tuple[Item, ...]:
    items = []
    for link in record.links:
        other = m.view.target(target_id(record.document, link.to))
        items.append(
            _link_item(m, other, m.label("target-links", link.kind), m.prose(link.note, record.document))
        )
    for gid, kind in m.view.related("links_to", record.gid):
        if any(target_id(record.document, link.to) == gid for link in record.links):
            continue
        other = m.view.target(gid)
        note = next(
            (
                m.prose(x.note, other.document)
                for x in other.links
                if target_id(other.document, x.to) == record.gid
            ),
            (),
        )
        items.append(_link_item(m, other, m.t(f"link_back_{kind}"), note))
    return tuple(items)


def _link_item(m: Maker, other: model.Target, kind: str, note: tuple[Part, ...]) -> Item:
    due = m.due(other)
    title = f"{m.indicator(other.indicator).text} {m.figure_text(other)}{m.bracketed(due)}"
    return Item(Part(title, m.to("targets", other.gid)), note, tags=(Part(kind),))


def _reason(m: Maker, one: model.Target, other: model.Target) -> str:
    reason = refusal(one, other, m.view.units, m.bases)
    return "" if reason is None else reason.within(m.language)


def _refused(m: Maker, record: model.Target, others: Sequence[model.Target]) -> Table:
    columns = (
        Column(m.t("column_region")),
        Column(m.t("column_figure"), numeric=True),
        Column(m.t("column_due"), numeric=True),
        Column(m.t("column_document")),
        Column(m.t("column_why"), fold="line"),
    )
    rows = tuple(
        (
            Cell((m.region(t.region),)),
            Cell((m.figure(t),), m.scope_note(t), m.tags(t), numeric=True),
            Cell((m.due_part(t),), numeric=True),
            m.document_cell(t.document),
            Cell((Part(_reason(m, record, t)),), kind="why"),
        )
        for t in others
    )
    return Table(m.t("not_comparable"), columns, rows)
