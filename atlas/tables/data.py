"""The published dataset as files: JSON and CSV, described by a Frictionless data package.

The names of tables and fields are a contract with tools outside; a field may be added, none is
renamed or dropped without a new major version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from atlas.records import model
from atlas.tables.columns import COLUMNS
from atlas.tables.spreadsheet import csv_bytes
from atlas.tables.tables import Row

VERSION = "1.0.0"
_TYPES = {
    "value": "number",
    "value_high": "number",
    "normalized_value": "number",
    "year": "integer",
    "period_start": "integer",
    "period_end": "integer",
    "baseline_year": "integer",
    "aspirational": "boolean",
    "verified": "boolean",
    "figures_in_source": "integer",
    "figures_accounted": "integer",
}


def files(found: Mapping[str, list[Row]], site: model.Site, base_url: str) -> dict[str, bytes]:
    """Every table as `data/NAME.json` and `data/NAME.csv`, and `data/datapackage.json`."""
    written: dict[str, bytes] = {}
    for name, rows in found.items():
        written[f"data/{name}.json"] = in_lines(rows).encode()
        fields = COLUMNS[name]
        written[f"data/{name}.csv"] = csv_bytes(fields, ([row[field] for field in fields] for row in rows))
    package = json.dumps(_package(site, base_url), ensure_ascii=False, indent=1) + "\n"
    written["data/datapackage.json"] = package.encode()
    return written


def in_lines(rows: Sequence[Row]) -> str:
    """The rows as `json.dumps(rows, indent=1)` would have them, and a line feed.

    With an indent, Python's own code writes them and not the compiled one. Rows are flat and line feeds in words are
    written as signs, so that each line feed is one of ours, and one before a brace stands between two rows.
    """
    if not rows:
        return "[]\n"
    said = json.dumps(rows, ensure_ascii=False, separators=(",\n  ", ": "))
    return "[\n {\n  " + said[2:-2].replace("},\n  {", "\n },\n {\n  ") + "\n }\n]\n"


def _package(site: model.Site, base_url: str) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "policy-atlas",
        "title": f"{site.name.zh} · {site.name.en}",
        "version": VERSION,
        "description": f"{site.description.zh} {site.description.en}",
        "homepage": base_url,
        "created": f"{site.data_date}T00:00:00Z",
        "licenses": [
            {
                "name": site.data_licence.replace(" ", "-"),
                "path": site.data_licence_url,
                "title": site.data_licence,
            }
        ],
        "resources": [
            {
                "name": name,
                "type": "table",
                "path": f"{name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
                "schema": {
                    "fields": [
                        {
                            "name": field,
                            "type": _TYPES.get(field, "string")
                            if not (name == "references" and field == "year")
                            else "integer",
                        }
                        for field in fields
                    ],
                    **({"primaryKey": ["id"]} if "id" in fields else {}),
                    "missingValues": [""],
                },
            }
            for name, fields in COLUMNS.items()
        ],
    }
