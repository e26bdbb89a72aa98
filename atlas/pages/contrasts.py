"""What two areas go about otherwise: the industries that their documents name, the means that they take."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from atlas.comparing import gaps
from atlas.pages.cells import empty, side_columns, unnamed
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Cell, Part, Section, Table


def industries(m: Maker, keys: Sequence[str], names: Sequence[Part]) -> list[Section]:
    """The industries of two areas with their roles: what both name, then what only one of them names."""
    mentions = [m.view.related("mentions_by_region", key) for key in keys]
    if not all(mentions):
        return []
    found = gaps.contrasts([x.cluster for x in mentions[0]], [x.cluster for x in mentions[1]])
    groups = (
        ("both", m.t("named_for_both"), [x for x in found if x.one and x.other]),
        (keys[0], only(m, names[0], _known(m, keys[1])), [x for x in found if not x.other]),
        (keys[1], only(m, names[1], _known(m, keys[0])), [x for x in found if not x.one]),
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
            bodies.append(Body(title, group, tuple(rows), open=group == "both"))
    columns = side_columns(m, names, "column_cluster")
    table = Table(m.t("clusters"), columns, bodies=tuple(bodies), in_parts=True)
    return [m.section("clusters", "table", table, count=len(found))]


def _known(m: Maker, region: str) -> bool:
    return m.view.blank_of(region) == "silent"


def only(m: Maker, name: Part, known: bool) -> str:
    """A heading for what is found for one area and not for another; `known`: the other's documents are known in full."""
    if known:
        return m.say(f"只见于{name.text}", f"Only for {name.text}")
    return m.say(f"图谱中只见于{name.text}", f"In the atlas only for {name.text}")


def means(m: Maker, keys: Sequence[str], names: Sequence[Part]) -> list[Section]:
    """How many measures of each theme and instrument the documents of two areas have, where the shares differ most first.

    A measure that is not sorted under themes yet counts for neither.
    """
    measures = [
        [
            measure
            for document in m.view.related("documents_by_region", key)
            for measure in m.view.related("measures_by_document", document)
            if measure.themes
        ]
        for key in keys
    ]
    if not all(measures):
        return []
    sizes = len(measures[0]), len(measures[1])
    themes = [[theme for measure in side for theme in measure.themes] for side in measures]
    instruments = [[word for measure in side for word in measure.instruments] for side in measures]
    sections = [
        m.section(
            "measures_by_theme",
            "table",
            _contrasts(m, m.t("measures_by_theme"), themes, sizes, keys, names, "column_theme"),
            intro=m.say(
                f"括号里是占该地区文件中全部举措（{names[0].text}{sizes[0]}项，{names[1].text}{sizes[1]}项）的比例，"
                "两个比例相差最大的在前；一项举措可以属于几个主题、用到几种工具。",
                f"In brackets the share of all measures in the area's documents ({names[0].text}: {sizes[0]}, "
                f"{names[1].text}: {sizes[1]}); where the two shares differ most comes first. A measure may have "
                "several themes and instruments.",
            ),
        )
    ]
    if any(instruments):
        table = _contrasts(m, m.t("measures_by_instrument"), instruments, sizes, keys, names, "instruments")
        sections.append(m.section("measures_by_instrument", "table", table))
    return sections


def _contrasts(
    m: Maker,
    caption: str,
    sides: Sequence[Sequence[str]],
    sizes: tuple[int, int],
    keys: Sequence[str],
    names: Sequence[Part],
    head: str,
) -> Table:
    """In how many measures of two sides each theme or instrument stands, and in what share of each side's `sizes`."""

    def link(key: str) -> Part:
        if head == "column_theme":
            return m.theme(key)
        return Part(m.label("instruments", key), f"{m.to('measures')}#instrument-{key}")

    def number(region: str, n: int, size: int) -> Cell:
        kind = m.view.blank_of(region)
        if not n and kind == "unread":
            return empty(m, kind)
        share = f"{max(1, round(Fraction(100 * n, size)))}%" if n else ""
        said = (Part(str(n)), *((Part(m.bracketed(share), mark="minor"),) if n else ()))
        return Cell(said, numeric=True, sort=str(float(Fraction(n, size))))

    rows = tuple(
        (Cell((link(x.key),)), number(keys[0], x.one, sizes[0]), number(keys[1], x.other, sizes[1]))
        for x in gaps.contrasts(sides[0], sides[1], sizes)
    )
    return Table(caption, side_columns(m, names, head, numeric=True), rows)
