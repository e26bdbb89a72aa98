"""Regions and documents for tests of pure functions."""

from __future__ import annotations

from atlas.records.model import Document, Missing, Region, Source, Text
from tests.invented import ANY

WHAT = Text(zh="目标分解表", en="Table of targets")


def region(key: str, parent: str | None = None, level: str = "prefecture") -> Region:
    return Region(id=key, name=ANY, level=level, kind="administrative", parent=parent)


def regions(*found: Region) -> dict[str, Region]:
    return {each.id: each for each in found}


# A province, its cities, a county-level city and the zones inside them.
REGIONS = regions(
    region("province", level="province"),
    region("chengchuan", "province"),
    region("linze", "province"),
    region("qingyan", "linze", "county"),
    region("chengchuan-zone", "chengchuan", "zone"),
    region("chengchuan-park", "chengchuan-zone", "zone"),
    region("qingyan-zone", "qingyan", "zone"),
    region("elsewhere"),
)


def document(
    key: str, place: str = "chengchuan", *missing: Missing, extraction: str = "complete"
) -> Document:
    source = Source.model_validate({"file": "a.txt", "characters": "1", "sha256": "0" * 64})
    return Document(
        id=key, title=ANY, short=ANY, level="prefecture", region=place, issued="2021", issued_basis="stated",
        status="in-force", extraction=extraction, summary=Text(zh="甲", en="A"), missing=missing, source=source,
    )  # fmt: skip


def lacking(*places: str, targets: bool = True) -> Missing:
    told = {"at": "附件", "what": WHAT, "regions": places, "targets": str(targets).lower()}
    return Missing.model_validate(told)
