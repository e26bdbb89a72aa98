"""What a region is called, and the regions that it lies in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.model import Atlas, Region

_SORT = re.compile("[省市区县]$")


def above(region: Region, atlas: Atlas) -> Iterator[str]:
    """The ids of the regions above a region, the nearest first."""
    met = {region.id}
    parent = region.parent
    while parent is not None and parent not in met:
        yield parent
        met.add(parent)
        parent = atlas.regions[parent].parent if parent in atlas.regions else None


def called_under(region: Region, over: Region) -> set[str]:
    """What a region is called, also without the name of one above it."""
    short = _SORT.sub("", over.name.zh)
    return {region.name.zh, region.name.zh.removeprefix(short), *region.aliases} - {""}
