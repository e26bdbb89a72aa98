"""What the verb and the noun before a figure say against the basis that its record has. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from atlas.meaning import governing, verbs

_SETTLED = re.compile("新?(?:引进|引育|招引)|新增|新建|新设|新签|建成|设立|组建|再开发|融资|翻[一两]?番")
"""Verbs that are hardly ever a part of a name, as 转化 is in 成果转化项目 and 成交 in 成交额."""


def gainsaid(
    passage: str,
    start: int,
    end: int,
    record: governing.Record,
    one_year: bool | None,
    names: Collection[str] = (),
) -> tuple[verbs.Basis, bool] | None:
    """What verb and noun say against the basis of a record, and whether that is settled; None where nothing is.

    A verb inside one of the `names` that its indicator has, folded and squeezed, says nothing.

    Settled is an addition, or a sum over several years, that is called a level, and a doubling that is no change.
    """
    if record.basis in ("threshold", "rank") or record.base == "place":
        return None  # whether a place is one, the unit tells
    said = verbs.basis(passage, start, end, record.base, one_year)
    if said is None or not said.sure or said.name == record.basis or said.rule == "cue":
        return None
    if one_year is None and (said.name, record.basis) == ("increase", "annual"):
        return None  # what is done in one year
    if said.rule.startswith(("added", "done")) and _in_name(
        said.cue, governing.clause(passage, start), names
    ):
        return None
    adds = record.basis == "level" and said.name in ("increase", "total", "annual")
    settled = said.rule in ("doubled", "reached in years") or (
        adds
        and said.rule not in ("carried annual", "carried increase")
        and _SETTLED.search(said.cue) is not None
    )
    return said, settled


def _in_name(verb: str, before: str, names: Collection[str]) -> bool:
    """Whether a verb that may be a part of a name stands first, in a clause, within one of some names."""
    at = before.find(verb)
    if _SETTLED.search(verb) or at < 0:
        return False
    spans = (found.span() for name in names if name for found in re.finditer(re.escape(name), before))
    return any(first <= at and at + len(verb) <= last for first, last in spans)
