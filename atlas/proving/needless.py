"""What `audit` says of lines of set-aside.yaml that account for nothing, so that two readers keep the same lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from atlas.problems import Place, Problem, Words
from atlas.sources.census import Census

_DOUBLED = Words(
    "它所指的数字都已在目标的摘句里",
    "each figure that this covers stands in the phrase of a target",
)
_REMOVE = Words("请删去此行，或改写 at 和 text", "remove the line, or correct at and text")
_IDLE = Words(
    "这里没有要说明去处的数字：没有数字，或数字已在目标的摘句里",
    "no figure here has to be accounted for: there is none, or it stands in the phrase of a target",
)
_DELETE = Words("请删去此行", "remove the line")


def needless(found: Census, at_entry: Callable[[str], Place]) -> Iterator[Problem]:
    """A line for every occurrence that covers quoted figures only is a slip, any other such line a warning."""
    for entry in found.doubled:
        yield Problem(at_entry(entry.key), "audit", _DOUBLED, _REMOVE)
    for entry in found.idle:
        yield Problem(at_entry(entry.key), "audit", _IDLE, _DELETE, severity="warning")
