"""What two areas go about otherwise: the industries that their documents name, the means that they take."""

from __future__ import annotations

from collections.abc import Sequence

from atlas import gaps
from atlas.pages.cells import empty, side_columns, unnamed
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Cell, Part, Section, Table


def industries(m: Maker, keys: Sequence[str], names: Sequence[Part]) -> list[Section]:
    """The industries of two areas with their roles: what both name, then what only one of them names."""
    mentions = [m.view.related("mentions_by_region", key) for key in keys]
    if not all(mentions):
        return []
    found = gaps.contrasts(*([x.cluster for x in side] for side in mentions))
    groups = (
        ("both", m.t("named_for_both"), [x for x in found if x.one and x.other]),
        (keys[0], m.say(f"只有{names[0].text}", f"Only {names[0].text}"), [x for x in found if not x.other]),
        (keys[1], m.say(f"只有{names[1].text}", f"Only {names[1].text}"), [x for x in found if not x.one]),
    )
    bodies = []
    for group, title, contrasts in groups:
        rows = []
        for contrast in sorted(contrasts, key=lambda x: (-x.one - x.other, x.key)):
            cells = [Cell((m.cluster(contrast.key),))]
            for region, side in zip(keys, mentions, strict=True):
                roles = dict.fromkeys(m.label("roles", x.role) for x in side if x.cluster == contrast.key)
                cells.append(Cell((Part(m.say("、", ", ").join(roles)),)) if roles else unnamed(m, region))
            rows.append(tuple(cells))
        if rows:
            bodies.append(Body(title, group, tuple(rows)))
    table = Table(m.t("clusters"), side_columns(m, names, "column_cluster"), bodies=tuple(bodies))
    return [m.section("clusters", "table", table, count=len(found))]


def means(m: Maker, keys: Sequence[str], names: Sequence[Part]) -> list[Section]:
    """How many measures of each theme and instrument the documents of two areas have, strongest contrast first."""
    measures = [
        [
            measure
            for document in m.view.related("documents_by_region", key)
            for measure in m.view.related("measures_by_document", document)
        ]
        for key in keys
    ]
    if not all(measures):
        return []
    themes = [[theme for measure in side for theme in measure.themes] for side in measures]
    instruments = [[word for measure in side for word in measure.instruments] for side in measures]
    sections = [
        m.section(
            "measures_by_theme",
            "table",
            _contrasts(m, m.t("measures_by_theme"), themes, keys, names, "column_theme"),
            intro=m.t("contrasts_intro"),
        )
    ]
    if any(instruments):
        table = _contrasts(m, m.t("measures_by_instrument"), instruments, keys, names, "instruments")
        sections.append(m.section("measures_by_instrument", "table", table))
    return sections


def _contrasts(
    m: Maker,
    caption: str,
    sides: Sequence[Sequence[str]],
    keys: Sequence[str],
    names: Sequence[Part],
    head: str,
) -> Table:
    """How often each theme or instrument stands on two sides."""

    def link(key: str) -> Part:
        if head == "column_theme":
            return m.theme(key)
        return Part(m.label("instruments", key), f"{m.to('measures')}#instrument-{key}")

    def number(region: str, n: int) -> Cell:
        kind = m.view.blank_of(region)
        if not n and kind == "unread":
            return empty(m, kind)
        return Cell((Part(str(n)),), numeric=True)

    rows = tuple(
        (Cell((link(x.key),)), number(keys[0], x.one), number(keys[1], x.other))
        for x in gaps.contrasts(*sides)
    )
    return Table(caption, side_columns(m, names, head, numeric=True), rows)
