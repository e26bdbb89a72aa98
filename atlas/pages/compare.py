"""Two areas side by side, and the page where any two to four are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from atlas.comparing import gaps
from atlas.comparing.compare import deadline, refusal
from atlas.comparing.sides import MOST_PAIRS, Meeting, in_common, meetings, pairs
from atlas.figures.wording import count
from atlas.pages.cells import empty, figures, side_columns
from atlas.pages.chooser import (
    FILE,
    column_of,
    csv_blank,
    csv_row,
    sheet,
)
from atlas.pages.contrasts import industries, means, only
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Cell, Column, Content, Item, Part, Section, Table
from atlas.pages.reckoning import comparable_kinds
from atlas.pages.shared import crumbs, filters
from atlas.records import model

CSV = "targets.csv"


def pair(m: Maker, key: str) -> Content:
    """Two areas side by side: what may be compared, what may not and why, and what only one of them has."""
    keys = one, other = tuple(key.split("--"))
    sides = [_by_indicator(m, name) for name in keys]
    names = [m.region(name) for name in keys]
    both = _by_theme(m, gaps.shared(*sides))
    met = {name: meetings(sides[0][name], sides[1][name], m.view.units) for name in both}
    comparable = [name for name in both if any(meeting.comparable for meeting in met[name])]
    apart = [name for name in both if not all(meeting.comparable for meeting in met[name])]
    sections = []
    if comparable:
        table = _beside(m, comparable, met, names)
        sections.append(
            m.section("may_be_compared", "table", table, count=len(comparable), intro=m.t("pair_intro"))
        )
    if apart:
        sections.append(
            m.section("may_not_be_compared", "table", _apart(m, apart, met, names), count=len(apart))
        )
    sections += _only(m, keys, names, sides)
    sections += _only(m, keys[::-1], names[::-1], sides[::-1])
    sections += industries(m, keys, names)
    sections += means(m, keys, names)
    ways = (
        Part(m.t("download_comparison"), CSV),
        Part(m.t("add_third"), f"{m.to('compare')}?with={one},{other}"),
        Part(m.t("matrix"), m.to("matrix")),
        Part(m.t("data"), m.to("data")),
    )
    sections.append(m.section("ways_on", "links", ways))
    joined = m.say(f"{names[0].text}与{names[1].text}", f"{names[0].text} and {names[1].text}")
    return Content(
        joined,
        _lead(m, both, comparable, apart),
        m.t("compare"),
        tab=f"{joined} · {m.t('compare')}",
        trail=crumbs(m, "compare"),
        sections=tuple(sections),
        filters=filters(
            m, "compare", keys, (), [deadline(t) for side in sides for group in side.values() for t in group]
        ),
        searched=False,
        more={"files": {CSV: sheet(_download(m, keys, sides, met))}},
    )


def _download(
    m: Maker,
    keys: Sequence[str],
    sides: Sequence[dict[str, list[model.Target]]],
    met: dict[str, tuple[Meeting, ...]],
) -> Iterable[str]:
    """Every target of two areas, and the kind of blank where one has none, as lines of a spreadsheet."""
    for indicator in _by_theme(m, {*sides[0], *sides[1]}):
        shared = [x for x in met.get(indicator, ()) if x.comparable]
        comparable = {target.gid for x in shared for target in (*x.left, *x.right)}
        for key, side in zip(keys, sides, strict=True):
            for target in side.get(indicator, ()):
                yield csv_row(m, target, target.gid in comparable)
            if indicator not in side:
                yield csv_blank(m, indicator, key, m.view.blank(indicator, key))


def _lead(m: Maker, both: Sequence[str], comparable: Sequence[str], apart: Sequence[str]) -> str:
    """On how many indicators two areas meet, and how: one may have targets of both kinds."""
    if not both:
        return m.t("nothing_in_common")
    few = m.say(
        f"两地在{len(both)}个指标上都有目标",
        f"Both set targets on {count(len(both), 'indicator', 'indicators')}",
    )
    if not comparable:
        return few + m.say("，但都不能直接比较。", "; none of them may be compared.")
    mixed = len(set(comparable) & set(apart))
    too = (
        m.say(
            f"（其中{mixed}个另有不能比较的目标）",
            f" ({mixed} of these also {'has' if mixed == 1 else 'have'} targets that may not be compared)",
        )
        if mixed
        else ""
    )
    which = "all" if len(comparable) == len(both) else f"{len(comparable)}"
    return few + m.say(
        f"，{'' if which == 'all' else '其中'}{len(comparable)}个可以直接比较{too}。",
        f"; {which} of them may be compared{too}.",
    )


def _by_indicator(m: Maker, region: str) -> dict[str, list[model.Target]]:
    """A region's targets under their indicators, the later first."""
    found: dict[str, list[model.Target]] = {}
    for target in sorted(
        m.view.related("targets_by_region", region), key=lambda t: (-deadline(t), t.basis, t.gid)
    ):
        found.setdefault(target.indicator, []).append(target)
    return found


def _by_theme(m: Maker, indicators: Iterable[str]) -> list[str]:
    themes = list(m.view.words("themes"))
    return sorted(indicators, key=lambda key: (themes.index(m.view.indicator(key).theme), key))


def _beside(
    m: Maker, indicators: Sequence[str], met: dict[str, tuple[Meeting, ...]], names: Sequence[Part]
) -> Table:
    """A row for each indicator and basis on which both sides have figures; no row mixes bases."""
    themes: dict[str, list[tuple[Cell, ...]]] = {}
    for indicator in indicators:
        for meeting in met[indicator]:
            if not meeting.comparable:
                continue
            basis = (
                () if meeting.basis == "level" else (Part(m.basis_of_all((*meeting.left, *meeting.right))),)
            )
            cells = (Cell(figures(m, side, with_basis=False)) for side in (meeting.left, meeting.right))
            row = (Cell((m.indicator(indicator),), basis), *cells)
            themes.setdefault(m.view.indicator(indicator).theme, []).append(row)
    bodies = tuple(Body(m.label("themes", theme), theme, tuple(rows)) for theme, rows in themes.items())
    return Table(m.t("may_be_compared"), side_columns(m, names), bodies=bodies)


def _apart(
    m: Maker, indicators: Sequence[str], met: dict[str, tuple[Meeting, ...]], names: Sequence[Part]
) -> Table:
    """What both sides promise on one indicator and may not be compared, with the reason."""
    rows = []
    for indicator in indicators:
        for meeting in met[indicator]:
            if meeting.comparable:
                continue
            reason = refusal(meeting.left[0], meeting.right[0], m.view.units, m.bases)
            rows.append(
                (
                    Cell((m.indicator(indicator),)),
                    Cell(figures(m, meeting.left)),
                    Cell(figures(m, meeting.right)),
                    Cell(m.mixed(reason.within(m.language)) if reason else (), kind="why"),
                )
            )
    columns = (*side_columns(m, names), Column(m.t("column_why"), fold="line"))
    return Table(m.t("may_not_be_compared"), columns, tuple(rows))


def _only(
    m: Maker, keys: Sequence[str], names: Sequence[Part], sides: Sequence[dict[str, list[model.Target]]]
) -> list[Section]:
    """What the first side promises and the other does not, the theme with most of it first, with the kind of blank."""
    missing = gaps.only_in((key for key, targets in sides[0].items() for _ in targets), sides[1])
    if not missing:
        return []
    themes: dict[str, list[tuple[Cell, ...]]] = {}
    for gap in missing:
        indicator = m.view.indicator(gap.key)
        row = (
            Cell((m.indicator(gap.key),)),
            Cell(figures(m, sides[0][gap.key])),
            empty(m, m.view.blank(gap.key, keys[1]), aloud=True),
        )
        themes.setdefault(indicator.theme, []).append(row)
    order = list(m.view.words("themes"))
    bodies = tuple(
        Body(m.label("themes", theme), theme, tuple(rows))
        for theme, rows in sorted(themes.items(), key=lambda item: (-len(item[1]), order.index(item[0])))
    )
    known = all(m.view.blank(gap.key, keys[1]) in ("silent", "not-applicable") for gap in missing)
    title = only(m, names[0], known)
    table = Table(title, side_columns(m, names), bodies=bodies, in_parts=True)
    intro = m.say(
        f"收录的文件没有为{names[1].text}提出这些目标；右边写明是哪一种空白，哪一种都不是零。",
        f"No document in the atlas sets these for {names[1].text}; each blank says which kind it is, and none is zero.",
    )
    return [Section(f"only-{keys[0]}", title, "table", table, intro, len(missing))]


def _ready(m: Maker, names: Sequence[str], ready: Iterable[tuple[str, str]]) -> tuple[Section, ...]:
    """The prepared pairs, each once, under its outer area with the number of indicators that may be compared.

    Those with most come first; those without any are folded away at the end.
    """
    found = {name: comparable_kinds(m, name) for name in names}
    met = {pair: in_common(found[pair[0]], found[pair[1]]) for pair in ready}
    place = {name: number for number, name in enumerate(names)}
    sided = {pair: sorted(pair, key=lambda name: place[name]) for pair in met}
    order = sorted(met, key=lambda pair: (-met[pair], *(place[name] for name in sided[pair])))

    def href(pair: tuple[str, str]) -> str:
        return m.to("compare", "--".join(pair))

    lists = []
    for name in names:
        links = tuple(
            Part(m.region(sided[pair][1]).text + m.bracketed(str(met[pair])), href(pair))
            for pair in order
            if met[pair] and sided[pair][0] == name
        )
        if links:
            title = m.say(f"{m.region(name).text}与……", f"{m.region(name).text} and …")
            lists.append(Section("", title, "links", links))
    without = [pair for pair in order if not met[pair]]
    if without:
        links = tuple(
            Part(m.say("与", " and ").join(m.region(name).text for name in sided[pair]), href(pair))
            for pair in without
        )
        n = len(links)
        title = m.say(
            f"没有可比指标的{n}对", f"{count(n, 'pair', 'pairs')} without an indicator that may be compared"
        )
        lists.append(Section("", "", "more", (title, links)))
    return tuple(lists)


def compare(m: Maker, _: str) -> Content:
    """Where areas or documents are chosen; without a script, every pair that was prepared."""
    names = m.view.areas()
    ready = pairs(names, m.view.regions_by_id)
    lists = _ready(m, names, ready)
    intro = m.t("ready_pairs_intro") if ready else ""
    if len(ready) < len(names) * (len(names) - 1) // 2:
        intro += m.say(
            f"两两组合超过{MOST_PAIRS}对，页面由近及远备好：互为上下级的一对不少；再依次是同属一个上级的、同一层级的、"
            "其余的，整批放得下才放，放不下就到此为止。其他的可以在上面选择，地址可以保存和转发；也都在总表里。",
            f" All pairs would be more than {MOST_PAIRS}, so pages are ready from near to far: every pair of which one "
            "area lies in the other; then those that lie in the same area, those of one level and the rest, each "
            "group as a whole and only as long as it fits. Choose any other pair above: its address can be kept and "
            "passed on. All areas stand in the matrix.",
        )
    sections = (
        m.section("ready_pairs", "group", lists, count=len(ready), intro=intro),
        m.section(
            "whole_matrix",
            "cards",
            (Item(Part(m.t("matrix"), m.to("matrix")), (Part(m.t("about_matrix")),)),),
        ),
    )
    more = {
        "areas": tuple((key, m.region(key).text) for key in names),
        "documents": tuple((column_of(m, record.id), m.name(record.short)) for record in m.view.documents()),
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
