"""The reasons for which figures of a source are no targets, each by where the figure stands."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.figures.figures import Figure
from atlas.provisions.letterhead import letterhead
from atlas.provisions.reasons import reason
from atlas.sources.source import Source
from atlas.squeezed import fold, squeeze


def reasons(source: Source, figures: Sequence[Figure]) -> dict[int, str]:
    """Why each figure is no target, by its offset in the squeezed source; empty where nothing says so."""
    since, titles = (
        year(source),
        {(each.path, each.line): fold(squeeze(each.title)) for each in source.headings},
    )
    found = {}
    for figure in figures:
        if (cell := source.cells.get(figure.start)) is not None:
            past = cell.past or (cell.year is not None and since is not None and cell.year < since)
            found[figure.start] = "existing-state" if past else ""
            continue
        passage = source.passage(figure.start)
        title = titles.get((passage.path, passage.line), "")
        begins = passage.body + (len(title) if source.squeezed.text.startswith(title, passage.body) else 0)
        begins = begins if begins <= figure.start else passage.body
        begins, end = source.cell(begins, passage.to, figure.start)
        text = source.squeezed.text[begins:end]
        found[figure.start] = reason(figure, text, figure.start - begins, since, title)
    return found


def year(source: Source) -> int | None:
    """The year of a document: of its date, else of its number; no later than the first of its period."""
    head = letterhead(source)
    issued = head.issued[:4] or (head.number[head.number.index("20") :][:4] if head.number else "")
    years = ([int(issued)] if issued else []) + ([head.period[0]] if head.period else [])
    return min(years, default=None)
