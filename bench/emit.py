"""Plain data as YAML in the manner of the real content: keys in blocks, their values in flow style."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Plain = str | int | bool | Sequence["Plain"] | Mapping[str, "Plain"]

# What may stand without quotation marks inside flow style.
_BARE = re.compile(r"[0-9A-Za-z\u3007-\u9fff“（][^\n:#,\[\]{}\"'&*!|>%@`]*(?<! )")


def flow(value: Plain) -> str:
    """A value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return value if _BARE.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items())}}}"
    return f"[{', '.join(map(flow, value))}]"


def _lines(record: Mapping[str, Plain], indent: str) -> Iterable[str]:
    for key, value in record.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{key}:"
            yield from (f"{indent}  - {flow(each)}" for each in value)
        else:
            yield f"{indent}{key}: {flow(value)}"


def write_record(path: Path, record: Mapping[str, Plain]) -> None:
    """The file holds one record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(record, "")) + "\n", encoding="utf-8")


def write_list(path: Path, records: Iterable[Mapping[str, Plain]]) -> None:
    """The file holds a list of records, each a block."""
    path.parent.mkdir(parents=True, exist_ok=True)
    blocks = ("\n".join(_lines(record, "  ")).replace("  ", "- ", 1) for record in records)
    path.write_text("".join(f"{block}\n" for block in blocks), encoding="utf-8")


def write_lines(path: Path, records: Iterable[Mapping[str, Plain]]) -> None:
    """The file holds a list of records, each on one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"- {flow(dict(record))}\n" for record in records), encoding="utf-8")
