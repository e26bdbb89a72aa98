"""What follows from stated figures, what disagrees, and what changed: sections that several pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from atlas.charts import Chart, Spark
from atlas.comparing.blanks import known_whole
from atlas.comparing.compare import Kind, comparisons, deadline
from atlas.comparing.derived import Bound, Derived, arithmetic, derive, flipped
from atlas.comparing.lineage import Change, Rung, Step, ladders, steps
from atlas.comparing.sides import in_common, kinds, pairs
from atlas.figures import wording
from atlas.linking.relations import target_id
from atlas.pages.cells import figures
from atlas.pages.charting import ladder_of
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Cell, Column, Item, Part, Row, Run, Section, Table
from atlas.pages.trends import trends
from atlas.problems import Words
from atlas.records import model


def derived_section(m: Maker, targets: Sequence[model.Target]) -> list[Section]:
    """Figures that no text states, each with its arithmetic and the targets it was made from."""
    items = tuple(_item(m, one) for one in derive(targets, m.view.units, m.view.regions_by_id))
    return (
        [m.section("derived", "items", items, count=len(items), intro=m.t("derived_intro"), searched=False)]
        if items
        else []
    )


# How firmly a derived figure holds, before the figure; as much as can be said of a fall is the other way round.
_FIRMLY: Mapping[Bound, Words] = {
    "exact": Words("", ""),
    "at-least": Words("至少", "at least "),
    "more-than": Words("超过", "more than "),
    "at-most": Words("至多", "at most "),
    "less-than": Words("不到", "less than "),
    "about": Words("约", "about "),
}


def _item(m: Maker, one: Derived) -> Item:
    where = m.region(one.of[0].region).text
    shown = _FIRMLY[one.bound if one.value > 0 else flipped(one.bound)].within(m.language) + _amount(m, one)
    if one.kind == "per-year":
        text = m.say(f"{where}：平均每年{shown}", f"{where}: {shown} a year on average")
    elif one.kind == "needed":
        first, last = (f"{m.figure_text(target)}（{deadline(target)}）" for target in one.of)
        way = "提高" if one.value > 0 else "降低"
        zh = f"{where}：从{first}到{last}，平均每年需{way}{shown}"
        first, last = (f"{m.figure_text(target)} ({deadline(target)})" for target in one.of)
        way = "rise" if one.value > 0 else "fall"
        text = m.say(zh, f"{where}: would have to {way} by {shown} a year on average, from {first} to {last}")
    else:
        whole = m.region(one.of[-1].region).text
        text = m.say(f"{where}：相当于{whole}目标的{shown}", f"{where}: {shown} of the target of {whole}")
    sum_ = arithmetic(one, m.view.units, m.language)
    note = Part(f"{m.t('arithmetic')}{m.colon}{sum_}{m.say('；', '; ')}", mark="minor")
    tags = (m.t("derived_tag"), *dict.fromkeys(word for t in one.of for word in m.tone(t)))
    return Item(Part(text), (note, *figures(m, one.of)), tags=tuple(Part(tag) for tag in tags))


def _amount(m: Maker, one: Derived) -> str:
    """A derived figure with its unit, without its sign."""
    size = abs(one.value)
    if one.unit == "percentage-points":
        return f"{wording.number(size)}{m.say('个百分点', ' percentage point' + 's' * (size != 1))}"
    if one.kind == "share":
        return f"{wording.number(size)}%"
    return wording.amount(size, None, m.view.unit(one.unit), m.language)


def ladder_section(
    m: Maker, record: model.Indicator, targets: Sequence[model.Target]
) -> tuple[list[Section], list[Chart]]:
    """Nested areas on one ladder, drawn and as a table: whether a zone promises more than its city."""
    sections: list[Section] = []
    charts: list[Chart] = []
    for group in comparisons(targets, m.view.units):
        if group.unit is None:
            continue
        for rungs in ladders(group.targets, m.view.regions_by_id):
            outer = m.region(rungs[0].region).text
            title = m.say(f"{outer}：由整体到局部", f"{outer}, from whole to part")
            if group.basis != "level":
                title += m.bracketed(m.basis_of_all(group.targets))
            title += m.bracketed(m.shared_scope(group.targets))
            chart = ladder_of(m, record, group, rungs, f"ladder-{len(sections) + 1}")
            if chart is not None:
                charts.append(chart)
            sections.append(Section("", title, "charted", (chart, _rungs(m, title, rungs))))
    if not sections:
        return [], []
    section = m.section(
        "ladders", "group", tuple(sections), count=len(sections), intro=m.t("ladders_intro"), searched=False
    )
    return [section], charts


def _rungs(m: Maker, caption: str, rungs: Sequence[Rung]) -> Table:
    rows = tuple(
        (
            Cell((m.region(rung.region),), kind=f"depth-{rung.depth}"),
            Cell(figures(m, rung.targets, with_basis=False)),
        )
        for rung in rungs
    )
    return Table(caption, (Column(m.t("column_region")), Column(m.t("column_figure"))), rows)


def disagreements(m: Maker, targets: Iterable[model.Target]) -> list[Section]:
    """Promises that two passages state otherwise, each pair once, with what differs."""
    items = []
    seen: set[frozenset[str]] = set()
    for target in targets:
        for link in target.links:
            other = m.view.target(target_id(target.document, link.to))
            pair = frozenset((target.gid, other.gid))
            if link.kind != "inconsistent" or pair in seen:
                continue
            seen.add(pair)
            items.append(_disagreement(m, target, other, m.prose(link.note, target.document)))
    if not items:
        return []
    return [
        m.section(
            "inconsistencies", "items", tuple(items), count=len(items), intro=m.t("inconsistencies_intro")
        )
    ]


def _disagreement(m: Maker, one: model.Target, other: model.Target, note: Run) -> Item:
    sides: list[Part] = []
    for target in (one, other):
        said = [m.when(target), "" if wording.one_year(target) else m.label("bases", target.basis)]
        said += m.tone(target)
        words = m.say("，", ", ").join(word for word in said if word)
        place = m.place(target.evidence[0].at, mark="minor")
        sides += [
            m.figure(target),
            Part(m.say(f"（{words}，", f" ({words}, "), mark="minor"),
            *place,
            Part(m.say("） ", ") "), mark="minor"),
        ]
    title = f"{m.region(one.region).text} · {m.indicator(one.indicator).text}"
    return Item(Part(title), (*sides, *note))


def lineage_section(m: Maker, region: str) -> list[Section]:
    """What changed from each document of a region to its next."""
    documents = sorted(m.view.related("documents_by_region", region), key=lambda d: m.view.document(d).issued)
    targets = m.view.related("targets_by_region", region)
    sections = []
    for before, after in pairwise(documents):
        old = [t for t in targets if t.document == before]
        new = [t for t in targets if t.document == after]
        whole = [known_whole(m.view.document(key), region) for key in (before, after)]
        changes = steps(old, new, m.view.units, before_whole=whole[0], after_whole=whole[1])
        names = (m.document(before).text, m.document(after).text)
        title = m.say(f"从{names[0]}到{names[1]}", f"From {names[0]} to {names[1]}")
        table = _steps(m, title, changes, names)
        sections.append(Section("", title, "table", table, _unlike(m, before, after)))
    return [m.section("lineage", "group", tuple(sections), intro=m.t("lineage_intro"))] if sections else []


def _unlike(m: Maker, before: str, after: str) -> str:
    """For whom and how long each of two documents speaks: what stands in one alone need not be given up or new."""
    said = [_reach(m, m.view.document(key)) for key in (before, after)]
    return m.say(
        f"{'；'.join(said)}。目标随文件到期，只见于其中一份，不等于放弃或新提出。",
        f"{'; '.join(said)}. Targets end with their document: one that stands in one of the two only "
        "need not have been given up, or be a new idea.",
    )


def _reach(m: Maker, record: model.Document) -> str:
    """Which years a document is for, and who issued it."""
    name, years = m.document(record.id).text, wording.period(record.period)
    for_years = [m.say(f"的规划期是{years}年", f"is for {years}")] if years else []
    issuers = wording.joined([m.name(issuer) for issuer in record.issuers], m.language)
    by = [m.say(f"由{issuers}发文", f"was issued by {issuers}")] if issuers else []
    said = wording.joined([*for_years, *by], m.language, "，")
    return m.say(f"{name}{said}", f"{name} {said}") if said else name


_ORDER: tuple[Change, ...] = ("rose", "fell", "same", "redefined", "reworded", "new", "dropped")


def _steps(m: Maker, caption: str, changes: Sequence[Step], names: tuple[str, str]) -> Table:
    """What changed, in groups by how: what stands in one document alone may be folded."""
    rows: dict[Change, list[Row]] = {}
    for step in sorted(changes, key=lambda s: (_ORDER.index(s.change), s.indicator)):
        cells = (
            Cell((m.indicator(step.indicator),)),
            Cell((Part(m.t(_label(step.change))),), _doubt(m, step), spark=_trend(m, step)),
            Cell(figures(m, step.before)) if step.before else Cell((Part("—"),), kind="blank"),
            Cell(figures(m, step.after)) if step.after else Cell((Part("—"),), kind="blank"),
        )
        rows.setdefault(step.change, []).append(cells)
    bodies = tuple(
        Body(m.t(_label(change)), change, tuple(group), open=change not in ("new", "dropped"))
        for change, group in rows.items()
    )
    columns = (
        Column(m.t("column_indicator")),
        Column(m.t("column_change"), fold="line"),
        Column(names[0]),
        Column(names[1]),
    )
    return Table(caption, columns, bodies=bodies, in_parts=True)


def _trend(m: Maker, step: Step) -> Spark | None:
    """The figures of both documents as a tiny picture, where they are levels of one thing."""
    found = trends(m, (*step.before, *step.after)) if step.before and step.after else {}
    return next(iter(found.values()), None)


def _label(change: Change) -> str:
    return "reworded" if change == "reworded" else f"change_{change}"


def _doubt(m: Maker, step: Step) -> Run:
    """What must be added to a change: the figure stayed and its bound did not, or a document is not known whole."""
    if step.bound_otherwise:
        return (Part(m.t("bound_otherwise")),)
    if step.proven:
        return ()
    return (Part(m.t("other_not_known")),)


def comparable_kinds(m: Maker, region: str) -> frozenset[tuple[str, Kind]]:
    """What figures of a region are of (see `kinds`)."""
    targets = m.view.related("targets_by_region", region)
    return m.shared("kinds", targets, lambda other: kinds(targets, other.view.units))


def neighbours(m: Maker, region: str, known: Sequence[str]) -> Run:
    """Links to the comparisons of a region, each with the number of indicators that the two may compare.

    Those with which it has any stand first, and among them those it lies in, those inside it and those of its
    level. Past the number of pairs that have a page, one link leads to where any other area can be chosen.
    """
    record = m.view.region(region)
    ready = {pair for pair in pairs(known, m.view.regions_by_id) if region in pair}
    others = {one if other == region else other for one, other in ready}
    found = {name: comparable_kinds(m, name) for name in {region, *others}}
    met = {name: in_common(found[region], found[name]) for name in others}

    def near(key: str) -> tuple[bool, int, str]:
        other = m.view.region(key)
        close = other.parent == region or record.parent == key
        return (not met[key], 0 if close else 1 if other.level == record.level else 2, key)

    links = [
        Part(
            m.region(key).text + m.bracketed(str(met[key])),
            m.to("compare", "--".join(sorted((region, key)))),
        )
        for key in sorted(others, key=near)
    ]
    if len(links) < len(set(known) - {region}):
        links.append(Part(m.t("choose_other"), f"{m.to('compare')}?with={region}"))
    return tuple(links)
