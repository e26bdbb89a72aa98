"""The cells from which a browser sets chosen areas and documents side by side, and tables of them to download."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations_with_replacement
from typing import Any

from atlas.comparing.blanks import Blank, of_document
from atlas.comparing.compare import Comparison, comparisons, deadline, value, why_not
from atlas.figures.wording import normalized, one_year
from atlas.pages.maker import Maker
from atlas.records import model
from atlas.tables.spreadsheet import csv_file, csv_lines

FILE = "cells.json"
SIGNS: Mapping[Blank, str] = {"silent": "—", "not-applicable": "∅", "unavailable": "?", "unread": "…"}
HEADER = (
    "indicator", "indicator_name", "side", "side_name", "area", "figure", "value", "value_high", "unit", "comparator",
    "basis", "due", "aspirational", "scope", "comparable", "blank", "document", "at", "phrase", "id",
)  # fmt: skip
"""The columns of a comparison's CSV; `area` is whose promise it is, by name, `value` in the base unit, `scope` what
is counted, in words. A cell without a target has a row of its own that says which kind of blank it is."""


def blank_words(m: Maker, kind: Blank) -> str:
    """A kind of blank in words."""
    return m.t(f"blank_{kind.replace('-', '_')}")


def column_of(m: Maker, document: str) -> str:
    """What the address calls a document's column; an area has its own id."""
    return f"document-{document}" if document in m.view.regions_by_id else document


def cells(m: Maker) -> bytes:
    """Columns (areas, then documents), rows (indicators by theme) and their cells, as JSON in one language.

    A target is {id, f: figure, h: link, r: area, y: due, w: when, as one says it, b: basis (none where `w` says it),
    g: the place of its group in the row's groups, v, hi: value and upper end in the base unit or null,
    c: comparator, a: aspirational, s: of what it is counted, p: phrase, at: place, d: document}. A group is
    `basis/unit`, without a unit for goals in words, so that several may have one name; a row's `why`
    says for two groups which of `reasons` keeps them apart. A column's `blank` holds where a row names no other.
    """
    documents = sorted(m.view.documents(), key=lambda d: (d.issued, d.id))
    columns = [
        {
            "id": key,
            "kind": "area",
            "name": m.region(key).text,
            "href": m.region(key).href,
            "blank": m.view.blank_of(key),
        }
        for key in m.view.areas()
    ]
    columns += [
        {
            "id": column_of(m, d.id),
            "kind": "document",
            "name": m.document(d.id).text,
            "href": m.document(d.id).href,
            "blank": of_document(d),
        }
        for d in documents
    ]
    sheet = _Sheet(m, {str(column["id"]): str(column["blank"]) for column in columns})
    rows = [
        sheet.row(key, theme)
        for theme in m.view.words("themes")
        for key in m.view.related("indicators_by_theme", theme)
    ]
    found = {
        "columns": columns,
        "themes": {theme: m.label("themes", theme) for theme in m.view.words("themes")},
        "kinds": {kind: [sign, blank_words(m, kind)] for kind, sign in SIGNS.items()},
        "words": _words(m),
        "reasons": list(sheet.reasons),
        "targets": sheet.targets,
        "rows": rows,
    }
    return (json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _words(m: Maker) -> dict[str, str]:
    """What the page's script says that its template does not."""
    return {
        "apart": m.t("chooser_apart"),
        "chosen": m.t("chooser_chosen"),
        "start": m.t("chooser_start"),
        "with": m.t("chooser_with"),
        "common": m.t("chooser_common"),
        "joint": m.say("与", " and "),
    }


class _Sheet:
    """The rows made so far, with the targets and reasons that they point at."""

    def __init__(self, m: Maker, blanks: Mapping[str, str]) -> None:
        self.m = m
        self.blanks = blanks
        self.targets: list[dict[str, Any]] = []
        self.reasons: dict[str, int] = {}

    def row(self, key: str, theme: str) -> dict[str, Any]:
        m = self.m
        groups = comparisons(m.view.related("targets_by_indicator", key), m.view.units)
        places = {target.gid: place for place, group in enumerate(groups) for target in group.targets}
        targets = [target for group in groups for target in group.targets]
        cells: dict[str, list[int]] = {}
        for target in sorted(targets, key=lambda t: (-deadline(t), t.gid)):
            for column in (target.region, column_of(m, target.document)):
                cells.setdefault(column, []).append(len(self.targets))
            self.targets.append(_entry(m, target, places[target.gid]))
        link = m.indicator(key)
        return {
            "id": key,
            "name": link.text,
            "href": link.href,
            "theme": theme,
            "groups": [f"{group.basis}/{group.unit or ''}" for group in groups],
            "why": self._why(groups),
            "cells": cells,
            "blanks": self._blanks(key, cells),
        }

    def _why(self, groups: Sequence[Comparison]) -> dict[str, int]:
        found = {}
        for (i, one), (j, other) in combinations_with_replacement(enumerate(groups), 2):
            reason = why_not(one.targets[0], other.targets[0], self.m.view.units, self.m.bases)
            if reason is not None:
                said = reason.within(self.m.language)
                found[f"{i}-{j}"] = self.reasons.setdefault(said, len(self.reasons))
        return found

    def _blanks(self, key: str, cells: Mapping[str, object]) -> dict[str, str]:
        """The areas whose cell is blank for another reason than the rest of their column."""
        if not self.m.view.indicator(key).levels:
            return {}
        kinds = {
            name: self.m.view.blank(key, name)
            for name in self.blanks
            if name in self.m.view.regions_by_id and name not in cells
        }
        return {name: kind for name, kind in kinds.items() if kind != self.blanks[name]}


def _entry(m: Maker, target: model.Target, group: int) -> dict[str, Any]:
    figure, evidence = m.figure(target), target.evidence[0]
    return {
        "id": target.gid,
        "f": figure.text,
        "h": figure.href,
        "r": m.region(target.region).text,
        "y": m.due(target),
        "w": m.when(target),
        "b": "" if one_year(target) else m.label("bases", target.basis),
        "g": group,
        "v": _plain(value(target, m.view.units)),
        "hi": _plain(_high(m, target)),
        "c": target.comparator,
        "a": target.aspirational,
        "n": m.t("assumed") if target.assumed else "",
        "s": [[part.text, part.lang or ""] for part in m.scope(target)],
        "p": evidence.phrase,
        "at": evidence.at,
        "d": m.document(target.document).text,
    }


def _high(m: Maker, target: model.Target) -> Any:
    return (
        None
        if target.high is None or target.unit is None
        else normalized(target.high, m.view.unit(target.unit))
    )


def _plain(number: Any) -> int | float | None:
    """A number as JSON has it: 5000, 3.5."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def csv_row(m: Maker, target: model.Target, comparable: bool) -> str:
    """A target as a line of a comparison's CSV."""
    what = "comparable row" if comparable else "row"
    return m.shared(what, target, lambda m: _line(_row(m, target, comparable)))


def _row(m: Maker, target: model.Target, comparable: bool) -> dict[str, Any]:
    region, evidence = m.region(target.region), target.evidence[0]
    number = value(target, m.view.units)
    return {
        "indicator": target.indicator,
        "indicator_name": m.indicator(target.indicator).text,
        "side": target.region,
        "side_name": region.text,
        "area": region.text,
        "figure": m.figure_text(target),
        "value": _plain(number),
        "value_high": _plain(_high(m, target)),
        "unit": m.view.unit(target.unit).base if target.unit else None,
        "comparator": target.comparator,
        "basis": target.basis,
        "due": m.due(target),
        "aspirational": target.aspirational,
        "scope": "; ".join(part.text for part in m.scope(target)),
        "comparable": comparable,
        "document": m.document(target.document).text,
        "at": evidence.at,
        "phrase": evidence.phrase,
        "id": target.gid,
    }


def csv_blank(m: Maker, indicator: str, region: str, kind: Blank) -> str:
    """A cell without a target as a line of a comparison's CSV."""
    row = {
        "indicator": indicator,
        "indicator_name": m.indicator(indicator).text,
        "side": region,
        "side_name": m.region(region).text,
        "blank": kind,
    }
    return _line(row)


def _line(row: Mapping[str, Any]) -> str:
    return csv_lines(([row.get(name) for name in HEADER],))


def sheet(lines: Iterable[str]) -> bytes:
    """A comparison's lines for a spreadsheet."""
    return csv_file(csv_lines((HEADER,)) + "".join(lines))
