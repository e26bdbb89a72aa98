"""Invented charts for the page on design: each kind in each of its states."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from atlas.charts import Axis, Bar, Caption, Chart, Dot, Rung, Span, Spark, dot_plot, spark
from atlas.charts import bars as bar_chart
from atlas.charts import ladder as ladder_chart
from atlas.charts import timeline as timeline_chart
from atlas.pages.maker import Maker

COMPARATORS = ("reach", "at-least", "more-than", "about", "within", "at-most", "less-than")


def areas(m: Maker) -> tuple[tuple[str, str], ...]:
    """Invented areas: (key, name)."""
    return tuple(
        (key, m.say(zh, en)) for key, zh, en in (("a", "云泽省", "Yunze"), ("b", "成川市", "Chengchuan"))
    )


def _said(m: Maker) -> Mapping[str, str]:
    """The words in legends and beside downloads."""
    words = {key: m.label("comparators", key) for key in m.view.words("comparators")}
    keys = ("joined", "nested", "outer", "issued", "period", "due", "svg", "csv")
    return words | {key: m.t(f"chart_{key}") for key in keys} | {"aspirational": m.t("aspirational")}


def _caption(m: Maker, key: str) -> Caption:
    return Caption(
        f"sample-{key}", m.t("design_sample"), m.t("design_sample_finding"), m.t("chart_note_undated")
    )


def dots(m: Maker) -> Chart:
    """A dot with every comparator, one of them an aspiration."""
    dots = [
        Dot(
            m.label("comparators", comparator),
            series=n + 1,
            year=2020 + 2 * (n % 3),
            value=Decimal(2 + 3 * n),
            high=Decimal(4 + 3 * n) if comparator == "within" else None,
            text=f"{2 + 3 * n}%",
            href=m.to("indicators"),
            comparator=comparator,
            aspirational=n == 0,
        )
        for n, comparator in enumerate(COMPARATORS)
    ]
    return dot_plot(_caption(m, "dots"), dots, Axis("%"), _said(m), [(0, 3)])


def ladder(m: Maker) -> Chart:
    """Three nested areas, one of them without a figure."""
    rungs = [
        Rung(
            name,
            depth,
            (Dot(name, depth + 1, 2025, Decimal(3 + depth), f"{3 + depth}%", m.to("regions")),) * (depth < 2),
        )
        for depth, (_, name) in enumerate((*areas(m), ("c", m.t("kind_regions"))))
    ]
    return ladder_chart(_caption(m, "ladder"), rungs, Axis("%"), _said(m))


def bars(m: Maker, key: str = "bars") -> Chart:
    """Two bars; `key` tells two such charts of a page apart."""
    found = [Bar(name, Decimal(n), str(n), m.to("regions"), n) for n, (_, name) in enumerate(areas(m), 1)]
    return bar_chart(_caption(m, key), found, _said(m))


def timeline(m: Maker) -> Chart:
    """A document with a period and one without."""
    spans = [
        Span(
            m.t("kind_documents"), "2021-02-10", m.to("documents"), "2021–2025", (2021, 2025), (2023, 2025), 1
        ),
        Span(m.t("kind_references"), "2018", None, "", None, (), 2),
    ]
    return timeline_chart(_caption(m, "timeline"), spans, _said(m))


def sparks(m: Maker) -> tuple[Spark, ...]:
    """Several years, and one."""
    ends = (2020, 2025), (Decimal(0), Decimal(5))
    many = [(2020, Decimal(2)), (2022, Decimal(3)), (2025, Decimal(5))]
    return (
        spark(m.t("design_spark_many"), many, *ends),
        spark(m.t("design_spark_one"), many[:1], *ends, series=2),
    )
