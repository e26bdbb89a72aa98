"""The timeline: documents over their planning periods, and what falls due in each year."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.comparing.compare import deadline
from atlas.figures.wording import count
from atlas.pages.chart_files import files_of
from atlas.pages.charting import documents_chart
from atlas.pages.dating import issued
from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Content, Fact, Item, Part, Section, Table
from atlas.pages.shared import by_theme, filters
from atlas.records import model


def timeline(m: Maker, _: str) -> Content:
    """Documents with their planning periods, and what falls due in each year."""
    documents = sorted(m.view.documents(), key=lambda d: (d.issued, d.id))
    columns = (
        Column(m.t("column_document")),
        Column(m.t("region"), fold="beside"),
        Column(m.t("issued"), numeric=True),
        Column(m.t("period"), numeric=True),
        Column(m.t("targets"), numeric=True),
    )
    rows = tuple(
        (
            Cell((m.document(record.id),)),
            Cell((m.region(record.region),)),
            Cell((Part(issued(m, record)),), numeric=True, sort=record.issued),
            Cell((Part(m.period(record.period) or m.t("no_period")),), numeric=True),
            Cell((Part(str(len(m.view.related("targets_by_document", record.id)))),), numeric=True),
        )
        for record in documents
    )
    chart = documents_chart(m, documents)
    sections = [
        m.section("documents", "charted", (chart, Table(m.t("documents"), columns, rows)), count=len(rows))
    ]
    by_year: dict[int, list[model.Target]] = {}
    for target in m.view.targets():
        by_year.setdefault(deadline(target), []).append(target)
    open_ended = by_year.pop(0, [])
    for year in sorted(by_year):
        title = m.say(f"{year}年到期", f"Due in {year}")
        folds = _areas(m, str(year), by_year[year])
        sections.append(Section(f"year-{year}", title, "folds", folds, m.t("due_intro"), len(by_year[year])))
    if open_ended:
        folds = _areas(m, "open", open_ended)
        sections.append(m.section("due_open", "folds", folds, count=len(open_ended), intro=m.t("due_intro")))
    lead = m.say(
        f"{len(documents)}份文件的规划期，以及{len(by_year)}个年份各有哪些目标到期。",
        f"The planning periods of {len(documents)} documents, and what falls due in each of {len(by_year)} years.",
    )
    if open_ended:
        n = len(open_ended)
        lead += m.say(
            f"另有{n}个目标没有写明期限，列在最后。",
            f" {count(n, 'target', 'targets').capitalize()} without a deadline {'stands' if n == 1 else 'stand'} last.",
        )
    return Content(
        m.t("timeline"),
        lead,
        trail=(Part(m.t("home"), m.to("home")),),
        sections=tuple(sections),
        searched=False,
        more={"files": files_of(m, [chart] if chart else [])},
        filters=filters(m, "lists"),
    )


def _areas(m: Maker, key: str, targets: Sequence[model.Target]) -> tuple[Item, ...]:
    """The targets of each area to fold, by theme; `key` tells those of one year from those of another."""
    by_area: dict[str, list[model.Target]] = {}
    for target in sorted(targets, key=lambda t: (t.region, t.indicator, t.gid)):
        by_area.setdefault(target.region, []).append(target)
    return tuple(
        Item(
            Part(m.region(region).text),
            tags=(Part(str(len(group))),),
            facts=tuple(
                Fact(theme, tuple(_promise(m, target) for target in own), listed=len(own) > 1)
                for theme, own in by_theme(m, group)
            ),
            id=f"due-{key}-{region}",
            ways=(Part(m.t("own_page_of_area"), m.region(region).href),),
        )
        for region, group in by_area.items()
    )


def _promise(m: Maker, target: model.Target) -> Part:
    """A target among those of its year, with its basis where it is no level, and what must be said beside it."""
    flow = [m.basis(target)] if target.basis not in ("level", "rank") else []
    return m.promise(target, *flow, *(tag.text for tag in m.tags(target)))
