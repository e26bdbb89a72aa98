"""The theme of an indicator that is not known yet, by known ones that are called alike. Pure.

It is that of the two whose names are most like, or of the one that is most like and of all others under its heading;
where they do not agree none is told.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from atlas.proposing.known import Indicators
from atlas.records.model import Atlas

_ALIKE, _LIKE = 0.3, 0.25
"""How like the two names must be, or the one whose neighbours agree with it."""
_SHOWN = 3


class Theme(NamedTuple):
    """A theme and the indicators that have it, most like first, as many as are told."""

    id: str
    of: tuple[str, ...]


def like_theme(
    key: str, name: str, unit: str, beside: Collection[str], atlas: Atlas, indicators: Indicators
) -> Theme | None:
    """The theme of the indicator `key` that is called `name`; `beside` are those under its heading.

    `unit` is that in which it is counted, empty where it is not known; the two must be counted so.
    """
    themes = {each: one.theme for each, one in atlas.indicators.items() if each != key}
    base = _base(unit, atlas)
    likes = [like for like in indicators.like(name) if like.id in themes]
    counted = [one for one in likes if not base or _base(atlas.indicators[one.id].unit, atlas) == base][:2]
    if len(counted) == 2 and counted[1].score >= _ALIKE and len({themes[one.id] for one in counted}) == 1:
        return Theme(themes[counted[0].id], tuple(like.id for like in counted))
    others = sorted(each for each in beside if each in themes)
    if not likes or not others or likes[0].score < _LIKE:
        return None
    best = likes[0].id
    if {themes[each] for each in others} != {themes[best]}:
        return None
    return Theme(themes[best], tuple(dict.fromkeys((best, *others)))[:_SHOWN])


def _base(unit: str | None, atlas: Atlas) -> str:
    found = atlas.units.get(unit or "")
    return found.base if found else ""
