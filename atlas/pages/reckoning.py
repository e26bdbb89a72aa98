"""What follows from stated figures, what disagrees, and what changed: sections that several pages show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from atlas import model, wording
from atlas.compare import comparisons, deadline
from atlas.derived import Derived, needed, per_year, share
from atlas.lineage import Change, Rung, Step, above, ladders, steps
from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Item, Part, Run, Section, Table
from atlas.relations import target_id


def derived_figures(targets: Sequence[model.Target], m: Maker) -> list[Derived]:
    """Everything that follows from the targets of one indicator, in a fixed order."""
    found: list[Derived | None] = []
    units = m.view.units
    levels: dict[tuple[str, str], list[model.Target]] = {}
    for target in targets:
        found.append(per_year(target, units))
        if target.basis == "level" and target.value is not None:
            of_what = target.conditions.zh if target.conditions else ""
            levels.setdefault((target.region, of_what), []).append(target)
    for group in levels.values():
        ordered = sorted(group, key=lambda t: (deadline(t), t.gid))
        found += [needed(first, last, units) for first, last in pairwise(ordered)]
    for part in targets:
        chain = above(part.region, m.view.regions_by_id)[:-1]
        parents = [t for t in targets if chain and t.region == chain[-1] and not t.conditions]
        found += [share(part, whole, units) for whole in parents if not part.conditions]
    return [one for one in found if one is not None and one.value != 0]


def derived_section(m: Maker, targets: Sequence[model.Target]) -> list[Section]:
    """Figures that no text states, each with its arithmetic and the targets it was made from."""
    items = tuple(_item(m, one) for one in derived_figures(targets, m))
    return (
        [m.section("derived", "items", items, count=len(items), intro=m.t("derived_intro"))] if items else []
    )


def _item(m: Maker, one: Derived) -> Item:
    last = one.of[-1]
    where = m.region(one.of[0].region).text
    amount = _amount(m, one)
    if one.kind == "per-year":
        text = m.say(f"{where}：平均每年 {amount}", f"{where}: {amount} a year on average")
    elif one.kind == "needed":
        years = f"{deadline(one.of[0])}–{deadline(last)}"
        text = m.say(f"{where}：{years} 每年需要变化 {amount}", f"{where}: {amount} a year needed, {years}")
    else:
        whole = m.region(last.region).text
        text = m.say(f"{where}：相当于{whole}目标的 {amount}", f"{where}: {amount} of the target of {whole}")
    sources: list[Part] = [Part(f"{m.t('arithmetic')}{m.say('：', ': ')}{one.arithmetic}  ", mark="minor")]
    for target in one.of:
        sources += [
            m.figure(target),
            Part(f"{m.say('（', ' (')}{m.due(target)}{m.say('） ', ') ')}", mark="minor"),
        ]
    return Item(Part(text), tuple(sources), tags=(Part(m.t("derived_tag")),))


def _amount(m: Maker, one: Derived) -> str:
    """A derived figure with its unit."""
    sign = "+" if one.kind == "needed" and one.value > 0 else ""
    if one.unit == "percent":
        return f"{wording.number(one.value)}%"
    if one.unit == "percentage-points":
        return f"{sign}{wording.number(one.value)}{m.say(' 个百分点', ' percentage points')}"
    return f"{sign}{_in_base(m, one.value, one.unit)}"


def _in_base(m: Maker, value: Decimal, base: str) -> str:
    """An amount in a base unit, in the words that readers know: 26.67亿元, 2.67 billion yuan."""
    units = [unit for unit in m.view.units.values() if unit.base == base]
    fitting = [unit for unit in units if abs(value) >= unit.factor] or units
    unit = max(fitting, key=lambda u: (u.factor, u.id)) if base in ("yuan", "people") else fitting[0]
    scaled = (value / unit.factor).quantize(Decimal("0.01"))
    if base == "count":
        return wording.number(value, thousands=m.language == "en")
    return wording.amount(scaled, None, unit, m.language)


def ladder_section(m: Maker, targets: Sequence[model.Target]) -> list[Section]:
    """Nested areas on one ladder: whether a zone promises more than its city."""
    sections = []
    for group in comparisons(targets, m.view.units):
        if group.unit is None:
            continue
        for rungs in ladders(group.targets, m.view.regions_by_id):
            title = m.say(
                f"{m.region(rungs[0].region).text}：由大到小",
                f"{m.region(rungs[0].region).text}, from whole to part",
            )
            if group.basis != "level":
                title += m.say(f"（{m.label('bases', group.basis)}）", f" ({m.label('bases', group.basis)})")
            sections.append(Section("", title, "table", _rungs(m, title, rungs)))
    if not sections:
        return []
    return [m.section("ladders", "group", tuple(sections), count=len(sections), intro=m.t("ladders_intro"))]


def _rungs(m: Maker, caption: str, rungs: Sequence[Rung]) -> Table:
    rows = []
    for rung in rungs:
        figures: list[Part] = []
        for target in rung.targets:
            due = m.due(target)
            figures += [
                m.figure(target),
                Part(m.say(f"（{due}） ", f" ({due}) ") if due else " ", mark="minor"),
            ]
        rows.append((Cell((m.region(rung.region),), kind=f"depth-{rung.depth}"), Cell(tuple(figures))))
    return Table(caption, (Column(m.t("column_region")), Column(m.t("column_figure"))), tuple(rows))


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
            items.append(_disagreement(m, target, other, m.text(link.note)))
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
        place = m.chinese(f"（{target.evidence[0].at}） ")
        sides += [m.figure(target), Part(place.text, lang=place.lang, mark="minor")]
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
        changes = steps(old, new, m.view.units)
        names = (m.document(before).text, m.document(after).text)
        title = m.say(f"从{names[0]}到{names[1]}", f"From {names[0]} to {names[1]}")
        sections.append(Section("", title, "table", _steps(m, title, changes, names)))
    return [m.section("lineage", "group", tuple(sections), intro=m.t("lineage_intro"))] if sections else []


_ORDER: tuple[Change, ...] = ("rose", "fell", "same", "redefined", "new", "dropped")


def _steps(m: Maker, caption: str, changes: Sequence[Step], names: tuple[str, str]) -> Table:
    rows = tuple(
        (
            Cell((m.indicator(step.indicator),)),
            Cell((Part(m.t(f"change_{step.change}")),)),
            Cell(_figures(m, step.before)),
            Cell(_figures(m, step.after)),
        )
        for step in sorted(changes, key=lambda s: (_ORDER.index(s.change), s.indicator))
    )
    columns = (
        Column(m.t("column_indicator")),
        Column(m.t("column_change")),
        Column(names[0]),
        Column(names[1]),
    )
    return Table(caption, columns, rows)


def _figures(m: Maker, targets: Sequence[model.Target]) -> Run:
    parts: list[Part] = []
    for target in targets:
        basis = m.label("bases", target.basis) if target.basis != "level" else ""
        said = m.say("，", ", ").join(word for word in (m.due(target), basis) if word)
        parts += [m.figure(target), Part(m.say(f"（{said}） ", f" ({said}) ") if said else " ", mark="minor")]
    return tuple(parts) or (Part("—"),)


def neighbours(m: Maker, region: str, known: Sequence[str]) -> Run:
    """Links to the prepared comparisons of a region: those it lies in, those inside it, those of its level first."""
    record = m.view.region(region)

    def near(key: str) -> tuple[int, str]:
        other = m.view.region(key)
        close = other.parent == region or record.parent == key
        return (0 if close else 1 if other.level == record.level else 2, key)

    others = sorted((key for key in known if key != region), key=near)
    return tuple(
        Part(m.region(key).text, m.to("compare", "--".join(sorted((region, key))))) for key in others
    )
