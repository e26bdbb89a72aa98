"""The page of a theme, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Content, Item, Part, Section, Table
from atlas.pages.shared import (
    crumbs,
    filters,
    listing,
    tab,
)
from atlas.wording import count, joined


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
    for document in dict.fromkeys(x.document for x in measures):
        group = [x for x in measures if x.document == document]
        title = m.name(m.view.document(document).short)
        items = m.measure_items(group, with_document=False, with_instruments=True)
        sections.append(
            Section(f"measures-{document}", title, "items", items, m.t("measures_of_document"), len(group))
        )
    documents = [x.document for x in measures]
    return Content(
        m.name(word.label),
        _lead(m, len(measures), len(set(documents)), len(indicators)),
        m.t("kind_themes"),
        tab=tab(m, m.name(word.label), "themes"),
        subtitle=(Part(m.name(word.definition)),),
        trail=crumbs(m, "themes"),
        sections=tuple(sections),
        filters=filters(m, "themes", (), documents),
    )


def _lead(m: Maker, measures: int, documents: int, indicators: int) -> str:
    """What stands under a theme, in one sentence that leaves out what does not."""
    zh = [f"{documents}份文件用{measures}项举措推进它"] * (measures > 0)
    zh += [f"{indicators}个指标衡量它"] * (indicators > 0)
    by = f"{count(documents, 'document goes', 'documents go')} about it"
    en = [f"{by} in {count(measures, 'measure', 'measures')}"] * (measures > 0)
    en += [count(indicators, "indicator measures it", "indicators measure it")] * (indicators > 0)
    if not zh:
        return m.say("收录的文件没有涉及它。", "No document in the atlas goes about it.")
    return m.say(f"{joined(zh, 'zh', '，')}。", f"{', and '.join(en)}.")


def _indicator_matrix(m: Maker, caption: str, indicators: Sequence[str]) -> Table:
    """Each indicator with the regions that set a target on it."""
    rows = []
    for key in indicators:
        targets = m.view.related("targets_by_indicator", key)
        figures: list[Part] = []
        for target in targets:
            figures.append(m.region(target.region))
            figures.append(Part(" "))
            figures.append(m.figure(target))
            due = m.due(target)
            figures.append(
                Part(
                    f" ({due})  " if m.language == "en" and due else f"（{due}）  " if due else "  ",
                    mark="minor",
                )
            )
        rows.append(
            (Cell((m.indicator(key),)), Cell(tuple(figures)), Cell((Part(str(len(targets))),), numeric=True))
        )
    columns = (
        Column(m.t("column_indicator")),
        Column(m.t("column_promises")),
        Column(m.t("column_count"), numeric=True),
    )
    return Table(caption, columns, tuple(rows))


def themes(m: Maker, _: str) -> Content:
    """Every theme."""
    items = []
    for key, word in m.view.words("themes").items():
        n, k = len(m.view.related("measures_by_theme", key)), len(m.view.related("indicators_by_theme", key))
        tag = m.say(
            f"{n}项举措 · {k}个指标",
            f"{count(n, 'measure', 'measures')} · {count(k, 'indicator', 'indicators')}",
        )
        items.append(Item(m.theme(key), (Part(m.name(word.definition)),), tags=(Part(tag),)))
    return listing(m, "themes", [Section("all", m.t("all_themes"), "cards", tuple(items))], len(items))
