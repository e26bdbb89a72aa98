"""Two areas side by side, and the page where any two to four are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from atlas import gaps, model
from atlas.compare import comparisons, deadline, refusal
from atlas.pages.chooser import FILE
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Cell, Column, Content, Item, Part, Run, Section, Table
from atlas.pages.shared import crumbs, filters
from atlas.sides import areas, pairs
from atlas.wording import count


def pair(m: Maker, key: str) -> Content:
    """Two areas side by side: what may be compared, what may not and why, and what only one of them has."""
    one, other = key.split("--")
    left, right = m.view.related("targets_by_region", one), m.view.related("targets_by_region", other)
    names = (m.region(one), m.region(other))
    both = gaps.shared((t.indicator for t in left), (t.indicator for t in right))
    order = _by_theme(m, both)
    comparable = [key for key in order if _meets(m, left, right, key)]
    refused = [key for key in order if key not in comparable]
    sections = []
    if comparable:
        table = _beside(m, m.t("may_be_compared"), comparable, (left, right), names)
        sections.append(
            m.section("may_be_compared", "table", table, count=len(comparable), intro=m.t("pair_intro"))
        )
    if refused:
        table = _refused(m, refused, left, right, names)
        sections.append(m.section("may_not_be_compared", "table", table, count=len(refused)))
    for name, mine, theirs in ((names[0], left, right), (names[1], right, left)):
        missing = gaps.only_in((t.indicator for t in mine), (t.indicator for t in theirs))
        if missing:
            keys = {gap.key for gap in missing}
            title = m.say(f"只有{name.text}提出", f"Only {name.text}")
            rows = _only(m, title, [t for t in mine if t.indicator in keys])
            sections.append(
                Section(f"only-{len(sections)}", title, "table", rows, m.t("only_intro"), len(keys))
            )
    sections += _industries(m, (one, other), names)
    sections += _means(m, (one, other), names)
    joined = m.say(f"{names[0].text}与{names[1].text}", f"{names[0].text} and {names[1].text}")
    lead = m.say(
        f"两地在{len(both)}个指标上都有目标，其中{len(comparable)}个可以直接比较。",
        f"Both set targets on {count(len(both), 'indicator', 'indicators')}; "
        f"{len(comparable)} of them may be compared.",
    )
    return Content(
        joined,
        lead,
        m.t("compare"),
        tab=f"{joined} · {m.t('compare')}",
        trail=crumbs(m, "compare"),
        sections=tuple(sections),
        filters=filters(m, "compare", [one, other]),
    )


def _by_theme(m: Maker, indicators: Iterable[str]) -> list[str]:
    themes = list(m.view.words("themes"))
    return sorted(indicators, key=lambda key: (themes.index(m.view.indicator(key).theme), key))


def _of(targets: Sequence[model.Target], indicator: str) -> list[model.Target]:
    found = [target for target in targets if target.indicator == indicator]
    return sorted(found, key=lambda t: (-deadline(t), t.basis, t.gid))


def _meets(m: Maker, left: Sequence[model.Target], right: Sequence[model.Target], indicator: str) -> bool:
    """Whether some figure of one side may be compared with some figure of the other."""
    mine, theirs = _of(left, indicator), _of(right, indicator)
    return any(
        group.unit is not None
        and any(t in mine for t in group.targets)
        and any(t in theirs for t in group.targets)
        for group in comparisons((*mine, *theirs), m.view.units)
    )


def figures(m: Maker, targets: Sequence[model.Target], *, with_basis: bool = True) -> Run:
    """Figures of one cell, each with its year, basis and tone."""
    parts: list[Part] = []
    for target in targets:
        said = [m.due(target)] if m.due(target) else []
        if with_basis and target.basis != "level":
            said.append(m.label("bases", target.basis))
        if target.aspirational:
            said.append(m.t("aspirational"))
        parts.append(m.figure(target))
        words = m.say("，", ", ").join(said)
        parts.append(Part(m.say(f"（{words}） ", f" ({words}) ") if words else " ", mark="minor"))
    return tuple(parts)


def _beside(
    m: Maker,
    caption: str,
    indicators: Sequence[str],
    sides: Sequence[Sequence[model.Target]],
    names: Sequence[Part],
) -> Table:
    """A row for each indicator and basis on which both sides have figures; no row mixes bases."""
    themes: dict[str, list[tuple[Cell, ...]]] = {}
    for indicator in indicators:
        every = [_of(side, indicator) for side in sides]
        for group in comparisons((target for targets in every for target in targets), m.view.units):
            shares = [[target for target in group.targets if target in targets] for targets in every]
            if group.unit is None or not all(shares):
                continue
            basis = () if group.basis == "level" else (Part(m.label("bases", group.basis)),)
            cells = (Cell(figures(m, share, with_basis=False)) for share in shares)
            row = (Cell((m.indicator(indicator),), basis), *cells)
            themes.setdefault(m.view.indicator(indicator).theme, []).append(row)
    columns = (Column(m.t("column_indicator")), *(Column(name.text, href=name.href) for name in names))
    bodies = tuple(Body(m.label("themes", theme), theme, tuple(rows)) for theme, rows in themes.items())
    return Table(caption, columns, bodies=bodies, wide=True)


def _refused(
    m: Maker,
    indicators: Sequence[str],
    left: Sequence[model.Target],
    right: Sequence[model.Target],
    names: Sequence[Part],
) -> Table:
    rows = []
    for indicator in indicators:
        mine, theirs = _of(left, indicator), _of(right, indicator)
        reason = refusal(mine[0], theirs[0], m.view.units, m.bases)
        rows.append(
            (
                Cell((m.indicator(indicator),)),
                Cell(figures(m, mine)),
                Cell(figures(m, theirs)),
                Cell(m.mixed(reason.within(m.language)) if reason else ()),
            )
        )
    columns = (
        Column(m.t("column_indicator")),
        *(Column(name.text, href=name.href) for name in names),
        Column(m.t("column_why")),
    )
    return Table(m.t("may_not_be_compared"), columns, tuple(rows), wide=True)


def _only(m: Maker, caption: str, targets: Sequence[model.Target]) -> Table:
    by_indicator: dict[str, list[model.Target]] = {}
    for target in targets:
        by_indicator.setdefault(target.indicator, []).append(target)
    rows = tuple(
        (Cell((m.indicator(key),)), Cell(figures(m, _of(by_indicator[key], key))))
        for key in _by_theme(m, by_indicator)
    )
    return Table(caption, (Column(m.t("column_indicator")), Column(m.t("column_promises"))), rows)


def _industries(m: Maker, keys: Sequence[str], names: Sequence[Part]) -> list[Section]:
    """The industries of two areas: roles side by side, with what only one of them names."""
    mentions = [m.view.related("mentions_by_region", key) for key in keys]
    clusters = sorted({x.cluster for side in mentions for x in side})
    if not all(mentions):
        return []
    rows = []
    for key in sorted(
        clusters, key=lambda c: (-sum(any(x.cluster == c for x in side) for side in mentions), c)
    ):
        cells = [Cell((m.cluster(key),))]
        for side in mentions:
            roles = dict.fromkeys(m.label("roles", x.role) for x in side if x.cluster == key)
            cells.append(Cell((Part(m.say("、", ", ").join(roles)),)) if roles else silent(m))
        rows.append(tuple(cells))
    columns = (Column(m.t("column_cluster")), *(Column(name.text, href=name.href) for name in names))
    return [m.section("clusters", "table", Table(m.t("clusters"), columns, tuple(rows)), count=len(rows))]


def silent(m: Maker) -> Cell:
    """A cell of something that is not named."""
    return Cell((Part("—"), Part(m.t("not_named"), mark="visually-hidden")), kind="blank")


def _means(m: Maker, keys: Sequence[str], names: Sequence[Part]) -> list[Section]:
    """How many measures of each theme the documents of two areas have, strongest contrast first."""
    sides = []
    for key in keys:
        counted: dict[str, int] = {}
        for document in m.view.related("documents_by_region", key):
            for measure in m.view.related("measures_by_document", document):
                for theme in measure.themes:
                    counted[theme] = counted.get(theme, 0) + 1
        sides.append(counted)
    if not all(sides):
        return []
    themes = sorted({*sides[0], *sides[1]}, key=lambda t: (-abs(sides[0].get(t, 0) - sides[1].get(t, 0)), t))
    rows = tuple(
        (Cell((m.theme(t),)), *(Cell((Part(str(side.get(t, 0))),), numeric=True) for side in sides))
        for t in themes
    )
    columns = (
        Column(m.t("column_theme")),
        *(Column(name.text, numeric=True, href=name.href) for name in names),
    )
    return [
        m.section(
            "measures_by_theme", "table", Table(m.t("measures_by_theme"), columns, rows), count=len(rows)
        )
    ]


def compare(m: Maker, _: str) -> Content:
    """Where areas or documents are chosen; without a script, every pair that was prepared."""
    names = areas(m.view.targets(), m.view.regions_by_id)
    groups: dict[str, list[Part]] = {}
    for one, other in pairs(names, m.view.regions_by_id):
        text = f"{m.region(one).text} – {m.region(other).text}"
        groups.setdefault(one, []).append(Part(text, m.to("compare", f"{one}--{other}")))
    lists = tuple(
        Section("", m.region(one).text, "links", tuple(links), count=len(links))
        for one, links in groups.items()
    )
    sections = (
        m.section("ready_pairs", "group", lists, count=sum(len(links) for links in groups.values())),
        m.section(
            "whole_matrix",
            "cards",
            (Item(Part(m.t("matrix"), m.to("matrix")), (Part(m.t("about_matrix")),)),),
        ),
    )
    documents = tuple((record.id, m.name(record.short)) for record in m.view.documents())
    more = {
        "areas": tuple((key, m.region(key).text) for key in names),
        "documents": documents,
        "cells": FILE,
    }
    return Content(
        m.t("compare"),
        m.t("compare_lead"),
        trail=(Part(m.t("home"), m.to("home")),),
        sections=sections,
        filters=filters(m, "lists"),
        more=more,
    )
