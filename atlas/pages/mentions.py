"""Industries that documents name for areas, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from atlas.figures import wording
from atlas.pages.maker import Maker
from atlas.pages.parts import Cell, Column, Fold, Part, Run, Table
from atlas.records import model


def mention_table(m: Maker, caption: str, mentions: Iterable[model.Mention], columns: Sequence[str]) -> Table:
    """A table of cluster mentions; `columns` from cluster, region, role, since, document, ties."""
    folds: dict[str, Fold] = {"ties": "line"}
    if columns[0] != "region":
        folds["region"] = "beside"
    heads = tuple(
        Column(m.t(f"column_{name}"), numeric=name == "since", fold=folds.get(name, "")) for name in columns
    )
    return Table(caption, heads, tuple(_row(m, mention, columns) for mention in mentions))


def _row(m: Maker, mention: model.Mention, columns: Sequence[str]) -> tuple[Cell, ...]:
    printed = (m.chinese(wording.quoted(mention.printed)),)
    scale = (m.chinese(mention.scale),) if mention.scale else ()
    cells = {
        "cluster": lambda: Cell((m.cluster(mention.cluster),), printed),
        "region": lambda: Cell((m.region(mention.region),)),
        "since": lambda: Cell((Part(_year(m, mention.document)),), numeric=True),
        "role": lambda: Cell((Part(m.label("roles", mention.role)),), tags=scale),
        "document": lambda: m.document_cell(mention.document, m.place(mention.at)),
        "ties": lambda: Cell(_ties(m, mention), m.text(mention.note) if mention.inferred else ()),
    }
    return tuple(cells[name]() for name in columns)


def _year(m: Maker, document: str) -> str:
    """The year of a document, said to be inferred where the text prints none."""
    record = m.view.document(document)
    return record.issued[:4] + m.inferred(record.issued_basis)


def _ties(m: Maker, mention: model.Mention) -> Run:
    parts: list[Part] = []
    for kind in ("firms", "parks", "platforms", "technologies"):
        names: tuple[str, ...] = getattr(mention, kind)
        if names:
            inferred = m.inferred("inferred") if kind in mention.inferred else ""
            parts.append(Part(f"{m.t(kind)}{inferred}{m.colon}", mark="label"))
            parts.append(m.chinese("、".join(names) + "  "))
    return tuple(parts)
