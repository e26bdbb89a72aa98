"""The page of a theme, and the list of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from atlas.charts import Chart
from atlas.comparing.blanks import of_document
from atlas.figures.wording import count, joined
from atlas.pages.cells import empty, figures
from atlas.pages.chart_files import files_of
from atlas.pages.chooser import SIGNS
from atlas.pages.counting import counted, counts_chart
from atlas.pages.maker import Maker
from atlas.pages.parts import FILTERED_FROM, Cell, Column, Content, Part, Section, Table
from atlas.pages.shared import (
    crumbs,
    filters,
    listing,
    tab,
)
from atlas.records import model


def theme(m: Maker, key: str) -> Content:
    """How each region goes about a theme: its targets, and its measures document by document."""
    word = m.view.word("themes", key)
    measures = m.view.related("measures_by_theme", key)
    indicators = m.view.related("indicators_by_theme", key)
    sections = []
    if indicators:
        sections.append(
            m.section(
                "indicators",
                "table",
                _indicator_matrix(m, m.name(word.label), indicators),
                count=len(indicators),
            )
        )
    sources = list(dict.fromkeys(x.document for x in measures))
    if len(sources) > 1:
        table = _instruments(m, measures, sources)
        sections.append(
            m.section("instruments_beside", "table", table, intro=m.t("instruments_beside_intro"))
        )
    for document in sources:
        group = [x for x in measures if x.document == document]
        title = m.name(m.view.document(document).short)
        items = m.measure_items(group, with_document=False, with_instruments=True)
        n = len(group)
        unfolds = m.unfolds(n) if n >= FILTERED_FROM else ""
        intro = m.t("measures_of_document")
        sections.append(Section(f"measures-{document}", title, "items", items, intro, n, unfolds=unfolds))
    return Content(
        m.name(word.label),
        _lead(m, len(measures), len(sources), len(indicators)),
        m.t("kind_themes"),
        tab=tab(m, m.name(word.label), "themes"),
        subtitle=(Part(m.name(word.definition)),),
        trail=crumbs(m, "themes"),
        sections=tuple(sections),
        filters=filters(m, "themes", (), sources),
    )


def _lead(m: Maker, measures: int, documents: int, indicators: int) -> str:
    """What stands under a theme, in one sentence that leaves out what does not."""
    zh = [f"{documents}份文件用{measures}项举措推进它"] * (measures > 0)
    zh += [f"{indicators}个指标衡量它"] * (indicators > 0)
    by = count(documents, "document takes it up", "documents take it up")
    en = [f"{by} in {count(measures, 'measure', 'measures')}"] * (measures > 0)
    en += [count(indicators, "indicator measures it", "indicators measure it")] * (indicators > 0)
    if not zh:
        return m.say("收录的文件没有涉及它。", "No document in the atlas takes it up.")
    return m.say(f"{joined(zh, 'zh', '，')}。", f"{', and '.join(en)}.")


def _indicator_matrix(m: Maker, caption: str, indicators: Sequence[str]) -> Table:
    """Each indicator with the regions that set a target on it."""
    rows = []
    for key in indicators:
        targets = m.view.related("targets_by_indicator", key)
        parts: list[Part] = []
        for target in targets:
            parts += (m.region(target.region), Part(" "), *figures(m, (target,)))
        rows.append(
            (Cell((m.indicator(key),)), Cell(tuple(parts)), Cell((Part(str(len(targets))),), numeric=True))
        )
    columns = (
        Column(m.t("column_indicator")),
        Column(m.t("column_promises")),
        Column(m.t("targets"), numeric=True, fold="count"),
    )
    return Table(caption, columns, tuple(rows))


def _instruments(m: Maker, measures: Sequence[model.Measure], documents: Sequence[str]) -> Table:
    """The instruments of a theme, document beside document: how many measures use each."""
    rows = []
    for key in (*m.view.words("instruments"), ""):
        using = [x for x in measures if (key in x.instruments if key else not x.instruments)]
        if not using:
            continue
        name = Part(m.label("instruments", key), f"{m.to('measures')}#instrument-{key}") if key else None
        cells = (_count(m, sum(x.document == document for x in using), document) for document in documents)
        rows.append((Cell((name or Part(m.t("no_instrument")),)), *cells))
    links = [m.document(document) for document in documents]
    columns = (Column(m.t("instruments")), *(Column(link.text, True, link.href) for link in links))
    return Table(m.t("instruments_beside"), columns, tuple(rows), wide=True)


def _count(m: Maker, n: int, document: str) -> Cell:
    """A number of measures, which leads to those of the document, or what it means that there is none."""
    if n:
        return Cell((Part(str(n), f"#measures-{document}", mark="tally"),), numeric=True)
    kind = of_document(m.view.document(document))
    if kind == "unread":
        return replace(empty(m, kind), numeric=True)
    words = Part(m.t("no_measures"), mark="visually-hidden")
    return Cell((Part(SIGNS["silent"]), words), numeric=True, kind="blank silent")


def themes(m: Maker, _: str) -> Content:
    """Every theme with how many measures and indicators it has; the measures are drawn."""
    measures = {key: len(m.view.related("measures_by_theme", key)) for key in m.view.words("themes")}
    rows = tuple(
        (
            Cell((m.theme(key),), (Part(m.name(m.view.word("themes", key).definition)),)),
            Cell((Part(str(n)),), numeric=True),
            Cell((Part(str(len(m.view.related("indicators_by_theme", key)))),), numeric=True),
        )
        for key, n in measures.items()
    )
    columns = (
        Column(m.t("column_theme")),
        Column(m.t("measures"), numeric=True),
        Column(m.t("indicators"), numeric=True),
    )
    table = Table(m.t("all_themes"), columns, rows)
    chart = _chart(m, measures)
    page = listing(m, "themes", [m.section("all_themes", "charted", (chart, table))], len(rows))
    return replace(page, more={"files": files_of(m, [chart] if chart else [])})


def _holding(m: Maker, theme: str) -> list[str]:
    """The documents with measures of a theme, the first before others."""
    found = {x.document for x in m.view.related("measures_by_theme", theme)}
    return sorted(found, key=lambda name: (m.view.document(name).issued, name))


def _chart(m: Maker, measures: Mapping[str, int]) -> Chart | None:
    """The measures of each theme, the most first."""
    shown = sorted((key for key, n in measures.items() if n), key=lambda key: -measures[key])
    if not shown:
        return None
    bars = [
        counted(m, m.theme(key), measures[key], "measures", _holding(m, key), ("themes", key))
        for key in shown
    ]
    most, every = measures[shown[0]], m.view.size("ids_of_kind", "measures")
    top = [m.theme(key).text for key in shown if measures[key] == most]
    who = joined(top, m.language)
    number = m.say(f"{every}项中的{most}项", f"{most} of {count(every, 'measure', 'measures')}")
    if len(top) > 1:
        number = m.say(f"{every}项中各有{most}项", f"{number} each")
    finding = m.say(
        f"举措最多的主题是{who}：{number}。一项举措可以属于几个主题。",
        f"{who} {'has' if len(top) == 1 else 'have'} most: {number}. A measure may belong to several themes.",
    )
    return counts_chart(m, "measures", m.t("measures_by_theme"), finding, bars)
