"""Counts as bars, each of which knows what was counted, where it is from and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from atlas.charts import Bar, Caption, Chart, bars
from atlas.pages.maker import Maker
from atlas.pages.parts import Part


def counted(
    m: Maker, label: Part, n: int, unit: str, documents: Sequence[str], place: tuple[str, str]
) -> Bar:
    """How many there are under a link, as a bar that knows what was counted, in which documents, and its address.

    `unit` is a key of the interface, `place` kind and id of the page that the link leads to.
    """
    names = "|".join(m.document(key).text for key in documents)
    cited = (m.t(unit), names, m.whole_address(*place))
    return Bar(label.text, Decimal(n), str(n), label.href, cited=cited)


def counts_chart(m: Maker, key: str, title: str, finding: str, content: Sequence[Bar]) -> Chart | None:
    """Counts as bars; None where there is nothing to count."""
    if not content:
        return None
    caption = Caption(f"chart-{key}", title, finding, svg=f"{key}.svg", csv=f"{key}.csv")
    words = {key: m.t(f"chart_{key}") for key in ("svg", "csv")}
    return bars(caption, content, words)
