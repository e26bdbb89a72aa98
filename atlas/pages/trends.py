"""What areas promise from year to year, as tiny pictures beside the figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from atlas.charts import Spark, spark
from atlas.comparing.compare import deadline, value
from atlas.comparing.derived import levels
from atlas.pages.charting import colour
from atlas.pages.maker import Maker
from atlas.records import model


def trends(m: Maker, targets: Sequence[model.Target]) -> dict[str, Spark]:
    """For each area the levels of one indicator from year to year as a tiny picture, all on one scale.

    An area that has a level for one year only, or levels of several things, has none.
    """
    by_region: dict[str, list[list[model.Target]]] = {}
    for series in levels(targets, m.view.units):
        if len(series) > 1:
            by_region.setdefault(series[0].region, []).append(series)
    drawn = {region: found[0] for region, found in by_region.items() if len(found) == 1}
    spots = [target for series in drawn.values() for target in series]
    if not spots or len({m.view.unit(target.unit or "").base for target in spots}) > 1:
        return {}
    years = [deadline(target) for target in spots]
    values = [value(target, m.view.units) or Decimal(0) for target in spots]
    ends = (min(years), max(years)), (min(values), max(values))
    return {
        region: spark(
            _path(m, series),
            [(deadline(target), value(target, m.view.units) or Decimal(0)) for target in series],
            *ends,
            series=colour(m, region),
        )
        for region, series in drawn.items()
    }


def _path(m: Maker, series: Sequence[model.Target]) -> str:
    """What a trend says to those who do not see it."""
    said = (
        m.say(
            f"{deadline(target)}年{m.figure_text(target)}", f"{m.figure_text(target)} in {deadline(target)}"
        )
        for target in series
    )
    return m.say("，", ", ").join(said)
