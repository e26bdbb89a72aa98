"""The page of an indicator, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from atlas.charts import Chart
from atlas.comparing.compare import Comparison, comparisons, deadline, refusal, why_not
from atlas.comparing.spans import is_open
from atlas.comparing.standings import standings
from atlas.figures.wording import count, one_year
from atlas.pages import places
from atlas.pages.chart_files import files_of
from atlas.pages.charting import comparison_chart
from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Content, Part, Section, Table
from atlas.pages.reckoning import derived_section, disagreements, ladder_section
from atlas.pages.shared import (
    crumbs,
    filters,
    listing,
    printed_names,
)
from atlas.problems import Words
from atlas.records import model

_SEEN = 4
"""In the list, so many indicators of a theme stand open where there is little room."""


def indicator(m: Maker, key: str) -> Content:
    """Every region's target on one indicator, in groups that may be compared, then its definition."""
    record = m.view.indicator(key)
    targets = m.view.related("targets_by_indicator", key)
    groups = comparisons(targets, m.view.units)
    sections: list[Section] = []
    charts: list[Chart] = []
    for number, group in enumerate(groups):
        title = _group_title(m, group)
        columns = ("region", "figure", "due", "document")
        told = group.unit is not None and bool(m.shared_scope(group.targets))
        caption = f"{m.name(record.name)} · {title}"
        table = m.target_table(caption, group.targets, columns, scope_told=told)
        intro = _intro(m, group)
        chart = comparison_chart(m, record, group, f"targets-{number + 1}")
        if chart is not None:
            charts.append(chart)
        body = (chart, table)
        sections.append(Section(f"targets-{number + 1}", title, "charted", body, intro, len(group.targets)))
    sections += places.places_section(m, record, targets)
    if len(groups) > 1:
        sections.append(_why_apart(m, groups))
    ladders, ladder_charts = ladder_section(m, record, targets)
    sections += ladders
    charts += ladder_charts
    sections += derived_section(m, targets)
    sections += disagreements(m, targets)
    measures = dict.fromkeys(x.gid for t in targets for x in m.view.related("measures_by_target", t.gid))
    if measures:
        items = m.measure_items(m.view.measure(gid) for gid in measures)
        sections.append(m.section("carried_by", "items", items, count=len(items), searched=False))
    facts = m.facts(
        ("theme", (m.theme(record.theme),)),
        (
            "unit",
            m.view.unit(record.unit).label.zh if record.unit and m.language == "zh" else _unit_en(m, record),
        ),
        ("direction", m.label("directions", record.direction)),
        ("definition", m.prose(record.definition) or m.t("no_definition")),
        ("comparability", m.prose(record.comparability)),
        ("note", m.prose(record.note)),
        ("related", tuple(m.indicator(other) for other in _related(m, record))),
    )
    sections.append(m.section("about_indicator", "facts", facts))
    wordings = printed_names(m, record.aliases)
    if wordings:
        sections.append(m.section("wordings", "facts", wordings))
    sections.append(m.cite(m.name(record.name), "indicators", key))
    return Content(
        title=m.name(record.name),
        kicker=m.t("kind_indicators"),
        lead=_indicator_lead(m, record, targets),
        trail=crumbs(m, "indicators"),
        sections=tuple(sections),
        more={"files": files_of(m, charts)},
        filters=filters(
            m,
            "indicators",
            [t.region for t in targets],
            [t.document for t in targets],
            map(deadline, targets),
        ),
    )


def _related(m: Maker, record: model.Indicator) -> Sequence[str]:
    """The indicators that this one names, then those that name it: one entry links both pages."""
    naming = m.view.related("indicators_by_related", record.id)
    return tuple(dict.fromkeys((*record.related, *naming)))


def _group_title(m: Maker, group: Comparison) -> str:
    """What the targets of a group have in common: their basis, or that they are words."""
    basis = m.basis_of_all(group.targets)
    if group.unit is not None:
        of = m.shared_scope(group.targets)
        return f"{basis} · {of}" if of else basis
    words = m.t("goals_in_words")
    return words if group.basis == "level" else words + m.bracketed(basis)


def _intro(m: Maker, group: Comparison) -> str:
    """What the figures of a group say, and what their texts leave open."""
    if group.unit is None:
        return m.t("words_no_scale")
    if all(map(one_year, group.targets)):
        return m.t("one_year_text")
    said = m.name(m.view.word("bases", group.basis).definition)
    return said + m.say("", " ") + m.t("span_open") if is_open(group.targets[0]) else said


def _why_apart(m: Maker, groups: Sequence[Comparison]) -> Section:
    """Why groups of an indicator are not compared, from the facts of their first targets.

    Every two bases are told once, and within a basis each reason once.
    """
    rows = []
    told: set[tuple[frozenset[tuple[str, str | None]], Words | None]] = set()
    for one, other in combinations(groups, 2):
        bases = frozenset((one.kind[:2], other.kind[:2]))
        sides = one.targets[0], other.targets[0]
        pair = bases, why_not(*sides, m.view.units, m.bases) if len(bases) == 1 else None
        if pair in told:
            continue
        told.add(pair)
        reason = refusal(*sides, m.view.units, m.bases)
        if reason is not None:
            title = m.say("与", " and ").join((_group_title(m, one), _group_title(m, other)))
            rows.append((Cell((Part(title),)), Cell(m.mixed(reason.within(m.language)), kind="why")))
    columns = (Column(m.t("column_groups")), Column(m.t("column_why")))
    table = Table(m.t("why_apart"), columns, tuple(rows))
    return m.section("why_apart", "table", table, intro=m.t("why_apart_text"), searched=False)


def _unit_en(m: Maker, record: model.Indicator) -> str:
    if record.unit is None:
        return ""
    unit = m.view.unit(record.unit)
    return unit.label.en or m.name(unit.definition)


def _indicator_lead(m: Maker, record: model.Indicator, targets: Sequence[model.Target]) -> str:
    """One sentence on what the page tells."""
    if not targets:
        return m.t("no_targets_on_indicator")
    regions = len({t.region for t in targets})
    documents = len({t.document for t in targets})
    zh = f"{documents}份文件为{regions}个地区提出了{len(targets)}个目标"
    en = (
        f"{count(documents, 'document sets', 'documents set')} "
        f"{count(len(targets), 'target', 'targets')} for {count(regions, 'area', 'areas')}"
    )
    widest = places.widest(standings(targets, m.view.units, m.view.regions_by_id, record.direction))
    if widest is not None:
        zh += f"；{places.finding(m, widest)}"
        en += f"; {places.finding(m, widest)}"
    return m.say(zh + "。", en[0].upper() + en[1:] + ".")


def indicators(m: Maker, _: str) -> Content:
    """Every indicator by theme, with how many targets and areas it has."""
    sections = []
    total = 0
    for theme in m.view.words("themes"):
        keys = m.view.related("indicators_by_theme", theme)
        if not keys:
            continue
        total += len(keys)
        rows = []
        for key in keys:
            record = m.view.indicator(key)
            areas = m.view.related("regions_by_indicator", key)
            rows.append(
                (
                    Cell((Part(m.name(record.name), m.to("indicators", key)),)),
                    Cell(tuple(m.region(x) for x in areas), listed=True),
                    Cell((Part(str(m.view.size("targets_by_indicator", key))),), numeric=True),
                )
            )
        columns = (
            Column(m.t("column_indicator")),
            Column(m.t("column_regions")),
            Column(m.t("targets"), numeric=True, fold="count"),
        )
        label = m.label("themes", theme)
        sections.append(
            Section(
                f"theme-{theme}",
                label,
                "table",
                Table(f"{m.t('indicators')} · {label}", columns, tuple(rows), aligned=True),
                count=len(keys),
                unfolds=m.unfolds(len(keys)) if len(keys) > _SEEN else "",
            )
        )
    return listing(m, "indicators", sections, total)
