"""The downloads of a page's charts, which say where they are from."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.charts import Chart, rows_csv, standalone
from atlas.figures import wording
from atlas.pages.maker import Maker


def files_of(m: Maker, charts: Sequence[Chart]) -> dict[str, bytes]:
    """The downloads of a page's charts, by their name beside the page."""
    lang = "zh-Hans" if m.language == "zh" else "en"
    found: dict[str, bytes] = {}
    for chart in charts:
        found[chart.caption.svg] = standalone(chart, credit=_credit(m, chart), lang=lang)
        found[chart.caption.csv] = rows_csv(chart)
    return found


def _credit(m: Maker, chart: Chart) -> str:
    """Where the figures of a chart are from: the documents, the page, the date and licence of the data."""
    site, at = m.view.site, chart.header.index("document") if "document" in chart.header else None
    named = [name for row in chart.rows for name in str(row[at]).split("|")] if at is not None else []
    documents = list(dict.fromkeys(filter(None, named)))
    page = f"{m.site_url}{m.here}"
    said = wording.joined(documents, m.language)
    zh, en = (f"{said}。", f"{said}. ") if documents else ("", "")
    return m.say(
        f"来源：{zh}{m.name(site.name)}，{page}，数据日期 {site.data_date}，{site.data_licence}",
        f"Source: {en}{m.name(site.name)}, {page}, data of {site.data_date}, {site.data_licence}",
    )
