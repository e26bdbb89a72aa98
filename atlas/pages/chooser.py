"""The cells from which a browser sets chosen areas and documents side by side."""

from __future__ import annotations

import json
from typing import Any

from atlas import model
from atlas.blanks import blank
from atlas.compare import comparisons, deadline, value
from atlas.pages.maker import Maker
from atlas.sides import areas

FILE = "cells.json"


def cells(m: Maker) -> bytes:
    """Columns (areas, then documents), rows (indicators by theme) and their cells, as JSON in one language.

    A target is {f: figure, h: link, y: due, b: basis, g: group within which it may be compared, v: value or null,
    a: aspirational, p: phrase, at: place, d: document, k: whether its words were checked}.
    """
    regions = areas(m.view.targets(), m.view.regions_by_id)
    documents = sorted(m.view.documents(), key=lambda d: (d.issued, d.id))
    columns = [
        {"id": key, "kind": "area", "name": m.region(key).text, "href": m.region(key).href} for key in regions
    ]
    columns += [
        {"id": d.id, "kind": "document", "name": m.document(d.id).text, "href": m.document(d.id).href}
        for d in documents
    ]
    rows = [
        _row(m, key, theme, regions, documents)
        for theme in m.view.words("themes")
        for key in m.view.related("indicators_by_theme", theme)
    ]
    themes = {theme: m.label("themes", theme) for theme in m.view.words("themes")}
    found = {"columns": columns, "themes": themes, "rows": rows}
    return (json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _row(
    m: Maker, key: str, theme: str, regions: tuple[str, ...], documents: list[model.Document]
) -> dict[str, Any]:
    indicator = m.view.indicator(key)
    targets = m.view.related("targets_by_indicator", key)
    groups = {
        target.gid: f"{group.basis}/{group.unit}" if group.unit else ""
        for group in comparisons(targets, m.view.units)
        for target in group.targets
    }
    columns: dict[str, list[dict[str, Any]]] = {}
    for target in sorted(targets, key=lambda t: (-deadline(t), t.gid)):
        entry = _entry(m, target, groups[target.gid])
        columns.setdefault(target.region, []).append(entry)
        columns.setdefault(target.document, []).append(entry)
    blanks = {
        region: blank(indicator, m.view.region(region), documents)
        for region in regions
        if region not in columns
    }
    link = m.indicator(key)
    return {
        "id": key,
        "name": link.text,
        "href": link.href,
        "theme": theme,
        "cells": columns,
        "blanks": blanks,
    }


def _entry(m: Maker, target: model.Target, group: str) -> dict[str, Any]:
    figure, evidence = m.figure(target), target.evidence[0]
    number = value(target, m.view.units)
    return {
        "f": figure.text,
        "h": figure.href,
        "y": m.due(target),
        "b": m.label("bases", target.basis),
        "g": group,
        "v": None if number is None else float(number),
        "a": target.aspirational,
        "p": evidence.phrase,
        "at": evidence.at,
        "r": m.region(target.region).text,
        "d": m.document(target.document).text,
        "k": m.view.state(target.document).verified,
    }
