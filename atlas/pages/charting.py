"""Comparisons as charts: which targets are drawn, in which colours, and the sentence that a chart tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from atlas.charts import (
    Axis,
    Caption,
    Chart,
    Dot,
    Span,
    dot_plot,
    strips,
    timeline,
)
from atlas.charts import Rung as ChartRung
from atlas.charts import ladder as ladder_chart
from atlas.comparing.compare import Comparison, deadline, scope, value
from atlas.comparing.derived import SUMMABLE, over
from atlas.comparing.lineage import Rung
from atlas.comparing.standings import promised, standings
from atlas.figures import wording
from atlas.meaning.region_names import above
from atlas.pages import places
from atlas.pages.dating import beside_span
from atlas.pages.maker import Maker
from atlas.records import model

COLOURS = 8
ASSUMED, LIMITED = "※", "†"
"""What stands behind a figure of which the text leaves unsaid what exactly it is of, and behind one with conditions."""
_SUMS = ("increase", "total")
"""Bases of what adds up over a time; two figures of them are held against each other only over the same one."""
_KEYS = ("joined", "nested", "outer", "issued", "period", "due", "svg", "csv")


def colour(m: Maker, region: str) -> int:
    """An area's colour, the same on every page; 0, neutral, past the palette."""
    names = m.view.areas()
    place = names.index(region) + 1 if region in names else 0
    return place if place <= COLOURS else 0


def _words(m: Maker) -> Mapping[str, str]:
    words = {key: m.label("comparators", key) for key in m.view.words("comparators")}
    return words | {key: m.t(f"chart_{key}") for key in _KEYS} | {"aspirational": m.t("aspirational")}


def _axis(m: Maker, group: Comparison, record: model.Indicator) -> Axis:
    """The scale of a group: in the unit that readers know, downwards for ranks."""
    if group.basis == "rank":
        return Axis(m.say("位", ""), reverse=True)
    units = [m.view.unit(target.unit) for target in group.targets if target.unit]
    unit = max(units, key=lambda u: (u.factor, u.id))
    if m.language == "zh":
        return Axis(unit.label.zh, per=unit.factor)
    per, label = _english(group, unit, m)
    return Axis(label, per=per, thousands=True, reverse=record.direction == "lower")


def _english(group: Comparison, unit: model.Unit, m: Maker) -> tuple[Decimal, str]:
    most = max(value(target, m.view.units) or Decimal(0) for target in group.targets)
    noun = wording.noun(unit)
    for size, word in wording.SCALES:
        if most >= size * 2:
            return size, f"{word} {noun}".strip()
    return Decimal(1), noun


def _dot(m: Maker, target: model.Target, *, mixed: bool) -> Dot:
    link = m.figure(target)
    high = None
    if target.high is not None and target.unit is not None:
        high = wording.normalized(target.high, m.view.unit(target.unit))
    return Dot(
        label=m.region(target.region).text,
        series=colour(m, target.region),
        year=deadline(target),
        value=value(target, m.view.units) or Decimal(0),
        text=link.text.split(wording.NARROW + "per")[0],
        href=link.href,
        comparator=target.comparator,
        high=high,
        aspirational=target.aspirational,
        when=m.due(target),
        mark=ASSUMED * bool(target.assumed) + LIMITED * bool(mixed and target.conditions),
        cited=(
            m.view.unit(target.unit).base if target.unit else "",
            m.basis(target),
            m.name(m.view.indicator(target.indicator).name),
            m.document(target.document).text,
            m.whole_address("targets", target.gid),
        ),
        of=" ".join(scope(target)).strip(),
        during=str(over(target)) if target.basis in _SUMS else "",
    )


def drawn(group: Comparison) -> list[model.Target]:
    """The targets of a group that have a year to stand at."""
    return [target for target in group.targets if target.value is not None and deadline(target)]


def comparison_chart(
    m: Maker, record: model.Indicator, group: Comparison, key: str, *, beside: bool = False
) -> Chart | None:
    """A dot for each target on an axis of years; None where there are not two of different areas or years to compare.

    `beside` others the dots stand in rows, so that all pictures are of one kind.
    """
    targets = drawn(group)
    if group.unit is None or len({(target.region, deadline(target)) for target in targets}) < 2:
        return None
    title = m.name(record.name)
    if group.basis != "level":
        title += m.say("：", ": ") + m.basis_of_all(targets)
    title += m.bracketed(m.shared_scope(targets))
    caption = Caption(
        id=f"chart-{key}",
        title=title,
        finding=_finding(m, record, group),
        note=_note(m, targets, group),
        svg=f"{key}.svg",
        csv=f"{key}.csv",
    )
    dots = [_dot(m, target, mixed=_mixed(targets)) for target in targets]
    if beside:
        return strips(caption, dots, _axis(m, group, record), _words(m))
    return dot_plot(caption, dots, _axis(m, group, record), _words(m), nests(m, targets))


def _mixed(targets: Sequence[model.Target]) -> bool:
    """Whether not all figures of a picture are counted of the same, so that its title cannot say of what they are."""
    return len({scope(target) for target in targets}) > 1


def _note(m: Maker, targets: Sequence[model.Target], group: Comparison | None = None) -> str:
    """What a picture leaves out, and what its mark at a figure means."""
    notes = [m.t("chart_note_undated")] if group is not None and len(targets) < len(group.targets) else []
    notes += [f"{ASSUMED} {m.t('chart_note_assumed')}"] if any(target.assumed for target in targets) else []
    notes += [f"{LIMITED} {m.t('chart_note_limited')}"] if _mixed(targets) else []
    return m.say("", " ").join(notes)


def nests(m: Maker, targets: Sequence[model.Target]) -> list[tuple[int, int]]:
    """Positions of an area's target and that of an area within it, for one year and thing and, if they add up, one time."""
    found = []

    def facing(target: model.Target, other: model.Target) -> bool:
        return (deadline(other), scope(other)) == (deadline(target), scope(target)) and (
            target.basis not in _SUMS or over(other) == over(target)
        )

    for inner, target in enumerate(targets):
        around = above(target.region, m.view.regions_by_id)[:-1]
        for name in reversed(around):
            outer = next(
                (n for n, other in enumerate(targets) if other.region == name and facing(target, other)),
                None,
            )
            if outer is not None:
                found.append((outer, inner))
                break
    return found


def _finding(m: Maker, record: model.Indicator, group: Comparison) -> str:
    """What a chart tells, in one sentence: who is ahead in the year with most areas, or what is drawn."""
    targets = drawn(group)
    widest = places.widest(standings(targets, m.view.units, m.view.regions_by_id, record.direction))
    if widest is not None:
        said = places.finding(m, widest)
        return said[0].upper() + said[1:] + m.say("。", ".")
    years = sorted({deadline(target) for target in targets})
    if len(years) > 1:
        return m.say(
            f"{len(targets)}个目标，{years[0]}–{years[-1]}年。",
            f"{len(targets)} targets, {years[0]}–{years[-1]}.",
        )
    return m.say(f"{years[0]}年的{len(targets)}个目标。", f"{len(targets)} targets for {years[0]}.")


def ladder_of(
    m: Maker, record: model.Indicator, group: Comparison, rungs: Sequence[Rung], key: str
) -> Chart | None:
    """Nested areas on one scale; None where no target has a year."""
    if not any(deadline(target) for rung in rungs for target in rung.targets):
        return None
    name = m.region(rungs[0].region).text
    title = m.say(f"{name}：由整体到局部", f"{name}, from whole to part")
    targets = [target for rung in rungs for target in rung.targets if target in drawn(group)]
    finding = _ladder_finding(m, record, group, rungs)
    caption = Caption(f"chart-{key}", title, finding, _note(m, targets), f"{key}.svg", f"{key}.csv")
    chart_rungs = tuple(
        ChartRung(
            m.region(rung.region).text,
            rung.depth,
            tuple(
                _dot(m, target, mixed=_mixed(targets))
                for target in rung.targets
                if target.value is not None and deadline(target)
            ),
        )
        for rung in rungs
    )
    return ladder_chart(caption, chart_rungs, _axis(m, group, record), _words(m))


def _ladder_finding(m: Maker, record: model.Indicator, group: Comparison, rungs: Sequence[Rung]) -> str:
    """Whether areas promise more than the area around them, in the last year for which both have a target.

    Of what is counted or summed, a part of course has less than the whole.
    """
    targets = [target for rung in rungs for target in rung.targets if target in drawn(group)]
    pairs = [(targets[inner], targets[outer]) for outer, inner in nests(m, targets)]
    if not pairs:
        return m.say(
            "没有同一年份的目标可以上下对照。",
            "No area shares a year with the area around it, so none is held against it.",
        )
    tick = m.say(
        "竖线是上一级地区同年的目标。", "The tick is the target of the area around it for the same year."
    )
    lower = group.basis == "rank" or record.direction == "lower"
    if group.unit in SUMMABLE or (record.direction == "none" and group.basis != "rank"):
        return tick
    year = max(deadline(inner) for inner, _ in pairs)
    same = [
        (one, other)
        for inner, outer in pairs
        if deadline(inner) == year
        and (one := promised(inner, m.view.units, lower=lower)) is not None
        and (other := promised(outer, m.view.units, lower=lower)) is not None
    ]
    if not same:
        return tick
    beyond, n = sum(one < other if lower else one > other for one, other in same), len(same)
    if n == 1:
        zh, en = ("比上一级更进一步", "goes") if beyond else ("没有超过上一级", "does not go")
        said = m.say(
            f"{year}年，下级地区的目标{zh}。",
            f"For {year}, the inner area {en} further than the one around it. ",
        )
    else:
        said = m.say(
            f"{year}年，{n}个下级地区中有{beyond}个的目标比上一级更进一步。",
            f"For {year}, {beyond or 'none'} of {n} inner areas {'goes' if beyond == 1 else 'go'} further "
            "than the area around. ",
        )
    return said + tick


def documents_chart(m: Maker, documents: Sequence[model.Document]) -> Chart | None:
    """Documents with their planning periods and the years in which their targets fall due."""
    if not documents:
        return None
    spans = []
    for record in documents:
        link = m.document(record.id)
        dues = tuple(sorted(set(_dues(m, record.id))))
        spans.append(
            Span(
                link.text,
                record.issued,
                link.href,
                beside_span(m, record),
                record.period,
                dues,
                colour(m, record.region),
                (m.say("年", "year"), link.text, m.whole_address("documents", record.id)),
            )
        )
    first, last = documents[0], documents[-1]
    said = m.say(
        f"从{m.name(first.short)}到{m.name(last.short)}，{len(documents)}份文件",
        f"{wording.count(len(documents), 'document', 'documents')}, "
        f"from {m.name(first.short)} to {m.name(last.short)}",
    )
    due = Counter(year for record in documents for year in _dues(m, record.id))
    if due:
        year = max(due, key=lambda each: (due[each], each))
        said += m.say(
            f"；{year}年到期的目标最多：有期限的{due.total()}个中的{due[year]}个",
            f"; most targets fall due in {year}: {due[year]} of the {due.total()} with a deadline",
        )
    said += m.say("。", ".")
    caption = Caption("chart-documents", m.t("timeline"), said, svg="documents.svg", csv="documents.csv")
    return timeline(caption, tuple(spans), _words(m))


def _dues(m: Maker, document: str) -> list[int]:
    """The year of each target of a document that has one."""
    targets = m.view.related("targets_by_document", document)
    return [deadline(target) for target in targets if deadline(target)]
