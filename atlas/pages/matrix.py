"""Everything at once: indicators, industries and themes by area, with the gaps; and the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from atlas.comparing.compare import deadline
from atlas.figures.wording import count, number
from atlas.pages.cells import empty, figures, unnamed
from atlas.pages.chooser import SIGNS, blank_words
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Cell, Column, Content, Fact, Part, Table
from atlas.pages.shared import filters
from atlas.pages.trends import trends
from atlas.records import model

MOST_AREAS = 30
"""So many areas have a column, the first of their order; a page of every area by every indicator would grow
with the square of the corpus (15 MB at 10,000 pages). All areas can be chosen where two to four are compared.
"""


def matrix(m: Maker, _: str) -> Content:
    """Indicators by area: each cell a figure with its year, or why there is none."""
    every = _fullest_first(m, m.view.areas())
    names = every[:MOST_AREAS]
    columns = (Column(m.t("column_indicator")), *(_column(m, key, sorts=False) for key in names))
    bodies = []
    total = filled = 0
    for theme, word in m.view.words("themes").items():
        rows = []
        for indicator in sorted(
            m.view.related("indicators_by_theme", theme), key=lambda key: -len(_areas_of(m, key))
        ):
            targets = m.view.related("targets_by_indicator", indicator)
            by_region: dict[str, list[model.Target]] = {}
            for target in sorted(targets, key=lambda t: (-deadline(t), t.gid)):
                by_region.setdefault(target.region, []).append(target)
            cells = [Cell((m.indicator(indicator),))]
            tiny = trends(m, targets)
            for key in names:
                mine = by_region.get(key, [])
                total += 1
                filled += bool(mine)
                kind = m.view.blank(indicator, key)
                cells.append(Cell(figures(m, mine), spark=tiny.get(key)) if mine else empty(m, kind))
            rows.append(tuple(cells))
        if rows:
            bodies.append(Body(m.name(word.label), theme, tuple(rows)))
    table = Table(m.t("matrix"), columns, bodies=tuple(bodies), wide=True)
    legend = tuple(Fact(sign, (Part(blank_words(m, kind)),)) for kind, sign in SIGNS.items())
    sections = (
        m.section("blanks", "brief", legend),
        m.section(
            "indicators",
            "table",
            table,
            count=sum(len(body.rows) for body in bodies),
            intro=_cut(m, len(names), len(every)),
        ),
        m.section("clusters", "table", _clusters(m), count=len(m.view.clusters())),
        m.section(
            "themes", "table", _themes(m), count=len(m.view.words("themes")), intro=m.t("themes_intro")
        ),
    )
    lead = m.say(
        f"{total}格中有{filled}格有目标。空格有四种，哪一种都不是零。",
        f"{count(filled, 'cell', 'cells')} of {number(Decimal(total), thousands=True)} hold a target. "
        "There are four kinds of blank; none of them is zero.",
    )
    return Content(
        m.t("matrix"),
        lead,
        trail=(Part(m.t("home"), m.to("home")),),
        sections=sections,
        searched=False,
        filters=filters(m, "lists"),
        more={"wide": True},
    )


def _areas_of(m: Maker, indicator: str) -> set[str]:
    """The areas that have a target on an indicator."""
    return {target.region for target in m.view.related("targets_by_indicator", indicator)}


def _fullest_first(m: Maker, names: Iterable[str]) -> list[str]:
    """Areas by the number of indicators on which they have targets, so that what is empty stands last.

    All tables of the page have this order; areas without targets follow by the number of industries named for them.
    """

    def filled(key: str) -> tuple[int, int, str]:
        indicators = {target.indicator for target in m.view.related("targets_by_region", key)}
        return -len(indicators), -len(m.view.related("mentions_by_region", key)), key

    return sorted(names, key=filled)


def _cut(m: Maker, shown: int, every: int) -> str:
    """That some areas have no column, where it is so."""
    if shown == every:
        return ""
    return m.say(
        f"这里只列{every}个有目标的地区中的前{shown}个；其他地区可以在比较页选择。",
        f"Only the first {shown} of the {every} areas with targets stand here; choose any others on the page of comparison.",
    )


def _column(m: Maker, region: str, *, numeric: bool = False, sorts: bool = True) -> Column:
    """An area's column, which can be found by the area's level."""
    link, level = m.region(region), m.view.region(region).level
    return Column(link.text, numeric, link.href, level, m.label("levels", level), sorts=sorts)


def _clusters(m: Maker) -> Table:
    """Industries by area, with their role and since when."""
    mentions = {record.id: m.view.related("mentions_by_cluster", record.id) for record in m.view.clusters()}
    named = {mention.region for group in mentions.values() for mention in group}
    names = _fullest_first(m, named)[:MOST_AREAS]
    rows = []
    for key, group in sorted(mentions.items(), key=lambda item: (-len({x.region for x in item[1]}), item[0])):
        if group:
            rows.append((Cell((m.cluster(key),)), *(_roles(m, group, name) for name in names)))
    columns = (Column(m.t("column_cluster")), *(_column(m, key) for key in names))
    return Table(m.t("clusters"), columns, tuple(rows), wide=True)


def _roles(m: Maker, mentions: Sequence[model.Mention], region: str) -> Cell:
    """The roles of an industry in an area, each with the year of the document that gives it."""
    own = [mention for mention in mentions if mention.region == region]
    if not own:
        return unnamed(m, region)
    found = dict.fromkeys((_issued(m, mention.document), m.label("roles", mention.role)) for mention in own)
    parts: list[Part] = []
    for year, role in sorted(found):
        parts += [Part(role, mark="role"), Part(m.say(f"（{year}） ", f" ({year}) "), mark="minor")]
    return Cell(tuple(parts))


def _issued(m: Maker, document: str) -> str:
    """The year of a document."""
    return m.view.document(document).issued[:4]


def _themes(m: Maker) -> Table:
    """Themes by area: how many measures each of its documents has."""
    owned = {key: m.view.related("documents_by_region", key) for key in m.view.regions_by_id}
    names = _fullest_first(m, (key for key, documents in owned.items() if documents))[:MOST_AREAS]
    rows = []
    for theme in m.view.words("themes"):
        measures = Counter(measure.document for measure in m.view.related("measures_by_theme", theme))
        cells = (_measures(m, theme, key, owned[key], measures) for key in names)
        rows.append((Cell((m.theme(theme),)), *cells))
    columns = (Column(m.t("column_theme")), *(_column(m, key, numeric=True) for key in names))
    return Table(m.t("measures_by_theme"), columns, tuple(rows), wide=True)


def _measures(
    m: Maker, theme: str, region: str, documents: Sequence[str], measures: Mapping[str, int]
) -> Cell:
    """How many measures of a theme an area's documents have, each number with its document's year."""
    counted = [(_issued(m, key), key) for key in documents if measures[key]]
    if not counted:
        if m.view.blank_of(region) == "unread":
            return empty(m, "unread")
        words = Part(m.t("no_measures"), mark="visually-hidden")
        return Cell((Part(SIGNS["silent"]), words), numeric=True, kind="blank silent")
    parts: list[Part] = []
    for year, key in sorted(counted):
        there = f"{m.to('themes', theme)}#measures-{key}"
        parts.append(Part(str(measures[key]), there, mark="tally"))
        parts.append(Part(m.say(f"（{year}） ", f" ({year}) "), mark="minor"))
    total = sum(measures[key] for _, key in counted)
    return Cell(tuple(parts), numeric=True, sort=str(total))
