"""Which pages to look at after an edit that brings targets, in which order, and what to look for on each. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from atlas.addresses import address
from atlas.diffing.changes import Changes
from atlas.problems import Words

MOST, FRESH = 6, 2
"""How many pages of one sort are named, and how many of new indicators, which are much alike; those with most new
targets come first."""

_DOCUMENT = Words(
    "标题、时期、部门对不对；各表里的数字是不是原文的意思；英文页也看一遍",
    "title, period and who is answerable; the figures of its table as the text means them; the English page too",
)
_BESIDE = Words(
    "新目标和其他地区的放在一起：计的是不是同一样东西",
    "new targets stand beside those of others: do they count the same thing?",
)
_NEW = Words(
    "新指标：名称、单位、方向，和它的图", "a new indicator: its name, unit and direction, and its picture"
)
_REGION = Words(
    "这个地区的新目标是不是都在，是不是都属于它",
    "the new targets of this area: are all here, and all of them its own?",
)
_DOUBT = Words(
    "有推断，或与另一目标不一致：说清楚了没有",
    "something is assumed of it, or it disagrees with another: is it said plainly?",
)


def to_look_at(found: Changes) -> Iterator[tuple[str, Words]]:
    """The addresses, without language, each once; nothing where no target is added."""
    met: set[str] = set()
    for kind, key, why in _pages(found):
        at = address(kind, key)
        if at not in met:
            met.add(at)
            yield at, why


def _pages(found: Changes) -> Iterator[tuple[str, str, Words]]:
    added = found.added
    gids = {target.gid for target in added}
    yield from (
        ("documents", key, _DOCUMENT) for key, _ in Counter(one.document for one in added).most_common(MOST)
    )
    beside = [
        (group.indicator, len(joined), group.sizes[1])
        for group in found.comparisons
        if (joined := [move for move in group.moved if move.target.gid in gids])
        and group.sizes[1] > len(joined)
    ]
    beside.sort(key=lambda one: (-one[1], -one[2], one[0]))
    yield from (
        ("indicators", key, _BESIDE) for key in list(dict.fromkeys(key for key, _, _ in beside))[:MOST]
    )
    fresh = found.counted["indicators"].added
    often = Counter(one.indicator for one in added if one.indicator in fresh)
    yield from (("indicators", key, _NEW) for key, _ in often.most_common(FRESH))
    doubtful = [
        one.gid
        for one in added
        if one.assumed is not None or any(link.kind == "inconsistent" for link in one.links)
    ]
    yield from (("targets", gid, _DOUBT) for gid in doubtful[:MOST])
    yield from (
        ("regions", key, _REGION) for key, _ in Counter(one.region for one in added).most_common(MOST)
    )
