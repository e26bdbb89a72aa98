"""Who promises most: places within one basis, year and scope, as a sentence and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atlas.comparing.compare import span
from atlas.comparing.standings import Apart, Place, Standing, standings
from atlas.figures.wording import joined
from atlas.pages.maker import Maker
from atlas.pages.parts import Body, Cell, Column, Part, Section, Table
from atlas.records import model


def places_section(m: Maker, record: model.Indicator, targets: Iterable[model.Target]) -> list[Section]:
    """Every order in which an indicator's targets stand, the later year first inside each basis."""
    found = standings(targets, m.view.units, m.view.regions_by_id, record.direction)
    if not found:
        return []
    columns = (
        Column(m.t("column_region")),
        Column(m.t("column_figure"), numeric=True),
        Column(m.t("column_document")),
    )
    bodies = tuple(
        Body(_title(m, standing), "", tuple(_rows(m, standing)), _ties(m, standing)) for standing in found
    )
    caption = f"{m.name(record.name)} · {m.t('places')}"
    table = Table(caption, columns, bodies=bodies)
    return [m.section("places", "table", table, intro=m.t("places_intro"))]


def _title(m: Maker, standing: Standing) -> str:
    """What an order is of: its year, basis and span, and the scope where it has one."""
    first = standing.places[0].targets[0]
    placed = [target for place in standing.places for target in place.targets]
    basis = m.label("bases", standing.basis) if span(first).until else m.basis_of_all(placed)
    said = [m.say(f"{standing.year}年", str(standing.year)), basis]
    said += [m.cluster(standing.cluster).text] if standing.cluster else []
    said += [part.text for part in m.text(first.conditions) if part.lang is None]
    said += [_among(m, standing)] if standing.level else []
    return " · ".join(said)


def _among(m: Maker, standing: Standing) -> str:
    """What the areas of an order have in common, from which others were left out: all inside one, or their level."""
    around = {m.view.region(area).parent for area in _areas(standing)}
    (parent,) = around if len(around) == 1 else (None,)
    if parent is not None:
        return m.say(f"同在{m.region(parent).text}", f"inside {m.region(parent).text}")
    label = m.label("levels", standing.level)
    return m.say(f"同为{label}", f"each {'an' if label[0].lower() in 'aeiou' else 'a'} {label}")


def years_of(m: Maker, standing: Standing) -> str:
    """The year of an order; of what adds up over several, these: 2020–2022."""
    first = standing.places[0].targets[0]
    return m.due(first) if span(first).years > 1 else str(standing.year)


def _ties(m: Maker, standing: Standing) -> str:
    """Every tie of an order in words, with the place that is shared."""
    ties = [(place.number, place.tie.within(m.language)) for place in standing.places if place.tie]
    said = (m.say(f"第{number}名{tie}", f"Place {number} is {tie}") for number, tie in ties)
    return "".join(f"{each}{m.say('。', '. ')}" for each in said).strip()


def _rows(m: Maker, standing: Standing) -> Iterator[tuple[Cell, ...]]:
    mixed = len({m.view.region(area).level for area in _areas(standing)}) > 1
    for entry in _entries(standing):
        number, why = ("–", entry.why) if isinstance(entry, Apart) else (str(entry.number), None)
        tied = (Part(m.t("tied")),) if isinstance(entry, Place) and entry.tie else ()
        for target in entry.targets:
            name = m.region(target.region)
            notes = [m.label("levels", m.view.region(target.region).level)] if mixed else []
            notes += [why.within(m.language)] if why else []
            conditions = m.text(target.conditions)  # those in the page's language stand in the heading
            area = Cell(
                (Part(number, mark="place"), name),
                (Part(m.say("；", "; ").join(notes)),) if notes else (),
                sort=name.text,
            )
            figure = Cell(
                (m.figure(target),),
                conditions if any(part.lang for part in conditions) else (),
                (*m.tags(target), *tied),
                numeric=True,
                sort=m.sorting(target),
            )
            yield area, figure, m.document_cell(target.document)


def areas_in(standing: Standing) -> int:
    """How many areas an order is of, those without a place included."""
    return len(_areas(standing))


def _areas(standing: Standing) -> set[str]:
    return {target.region for entry in _entries(standing) for target in entry.targets}


def _entries(standing: Standing) -> tuple[Place | Apart, ...]:
    return *standing.places, *standing.apart


def widest(found: Iterable[Standing]) -> Standing | None:
    """Of several orders that of most areas, there the latest; None of none."""
    return max(found, key=lambda standing: (areas_in(standing), standing.year), default=None)


def finding(m: Maker, standing: Standing) -> str:
    """Who stands first of how many areas in which year, with the figure and its tone, and how a place is shared."""
    areas, years = areas_in(standing), years_of(m, standing)
    of = _among(m, standing) if standing.level else ""
    zh, en = (f"（{of}）", f" ({of})") if of else ("", "")
    return m.say(
        f"{years}年的{areas}个地区{zh}中，{_leading(m, standing)}",
        f"of {areas} areas{en} with a target for {years}, {_leading(m, standing)}",
    )


def _leading(m: Maker, standing: Standing) -> str:
    first = standing.places[0]
    names = [m.region(region).text for region in dict.fromkeys(target.region for target in first.targets)]
    if first.tie is not None:
        who, behind = joined(names, m.language), len(standing.places) > 1
        return m.say(
            f"{who}{'在前，' if behind else ''}{first.tie.zh}",
            f"{who} {'lead, ' if behind else 'are '}{first.tie.en}",
        )
    target = first.targets[0]
    tones = [m.tone(each) for each in first.targets]
    tone = m.say("，", ", ").join(word for word in tones[0] if all(word in each for each in tones))
    shown = m.figure_text(target) + (m.say(f"（{tone}）", f" ({tone})") if tone else "")
    return m.say(f"{names[0]}的目标在前：{shown}", f"{names[0]} leads: {shown}")
