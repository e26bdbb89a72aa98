"""What a region is called, and the regions that it lies in. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from atlas.records.model import Region

_SORT = re.compile("[省市区县]$")


def above(region: str, regions: Mapping[str, Region]) -> tuple[str, ...]:
    """A region and all that it lies in, the outermost first."""
    chain = [region]
    while (parent := regions[chain[-1]].parent) is not None and parent in regions and parent not in chain:
        chain.append(parent)
    return tuple(reversed(chain))


def called_under(region: Region, over: Region) -> set[str]:
    """What a region is called, also without the name of one above it."""
    short = _SORT.sub("", over.name.zh)
    names = {region.name.zh, region.name.zh.removeprefix(short), *region.aliases}
    return {name for name in names if len(name) > 1}  # 市 is left of 甲市 under itself
