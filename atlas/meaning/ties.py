"""How two figures of one document for the same thing bear on each other, by basis, years and number. Pure.

`tie(own, other)` says it of `own`: a milestone is told of the earlier of the two only, a part of the smaller.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

Why = Literal[
    "earlier", "yearly", "again", "number", "comparator", "hope", "verb", "basis", "stock", "sum", "words"
]
_ALL, _HUNDRED = "全覆盖", Decimal(100)
FLOWS = ("increase", "total", "annual")
_STANDS = ("level", "rank")


class Promise(NamedTuple):
    """What a figure promises; `basis` is empty where it is not known, `figure` where it is in words.

    `figure` is in the base unit. `verb` is the word that says the basis, empty where it is not known.
    """

    basis: str
    figure: tuple[Decimal, ...] = ()
    comparator: str = "reach"
    year: int | None = None
    period: tuple[int, int] | None = None
    hoped: bool = False
    verb: str = ""
    words: str = ""

    @property
    def yearly(self) -> bool:
        """Whether it is promised in each of several years."""
        return self.year is None and self.period is not None and self.period[0] != self.period[1]

    @property
    def end(self) -> int | None:
        """The year in which it is due."""
        return self.year if self.year is not None else self.period[1] if self.period else None

    @property
    def one_year(self) -> bool:
        """Whether what is added or done is so in one year."""
        return self.period is not None and self.period[0] == self.period[1]


class Tie(NamedTuple):
    """The kind of a link, empty for one promise that is stated twice alike; and why."""

    kind: str
    why: Why


_AGAIN = Tie("", "again")
_RELATED = Tie("related", "stock")
_MILESTONE = Tie("milestone", "earlier")


def tie(own: Promise, other: Promise) -> Tie | None:
    """How a figure bears on another for the same thing; None where it does not, or where the other bears on it."""
    if "threshold" in (own.basis, other.basis):
        return None
    if other.yearly and not own.yearly:
        return _of_yearly(own, other)
    if own.yearly and not other.yearly:
        turned = _of_yearly(other, own)
        return turned if turned and turned.kind != "milestone" and turned.why != "yearly" else None
    if own.end is not None and other.end is not None and own.end != other.end:
        return _earlier(own, other) if own.end < other.end else None
    return _of_one_time(own, other)


_KINDS = ("milestone", "", "inconsistent", "part", "related")


def weight(found: Tie, own: Promise, other: Promise) -> tuple[int, bool]:
    """How little a tie says beside others of the same figure; a milestone of another basis is looked for last but one."""
    place = _KINDS.index(found.kind)
    if found.kind == "milestone" and own.basis not in ("", other.basis):
        place = _KINDS.index("part")
    return place, other.basis == "change"


def _earlier(own: Promise, other: Promise) -> Tie | None:
    """A figure that is due before another."""
    if own.basis in FLOWS and other.one_year:
        return None  # each year has its own
    if other.basis == "total" and other.period is None and own.basis in ("annual", "increase"):
        return Tie("related", "sum")  # counted from nobody says when
    stands = own.basis in (*_STANDS, "")
    alike = own.basis == other.basis or "" in (own.basis, other.basis)
    if stands and not alike:
        return None
    return _MILESTONE if alike or own.one_year or own.basis == "change" else None


def _of_yearly(own: Promise, other: Promise) -> Tie | None:
    """A figure of one time beside one of each year."""
    first, last = other.period or (0, 0)
    if own.end is None or not first <= own.end <= last:
        return None
    if own.one_year or own.end < last:
        same = _differ(own, other, verbs=False)
        return Tie("milestone", "earlier") if same is None else Tie("inconsistent", "yearly")
    if own.basis in FLOWS and other.basis == "annual":
        total = tuple(each * (last - first + 1) for each in other.figure)
        return _RELATED if own.figure == total else Tie("inconsistent", "number")
    return _RELATED


def _of_one_time(own: Promise, other: Promise) -> Tie | None:
    """Two figures that are due at one time, or one of which has no time."""
    if own.basis in FLOWS and other.basis in FLOWS:
        if own.one_year and not other.one_year and other.period:
            return _MILESTONE
        if other.one_year and not own.one_year and own.period:
            return None
        if own.basis != other.basis:
            return _of_two_flows(own, other)
    elif own.basis != other.basis:
        if "净增" in (own.verb, other.verb) or "" not in (own.basis, other.basis):
            return _RELATED
        if own.basis in FLOWS or other.basis in FLOWS:
            return None  # which of both it is, is open
    if bool(own.figure) != bool(other.figure):
        return Tie("inconsistent", "number") if _of_all_and_of_some(own, other) else _RELATED
    differ = _differ(own, other)
    return _AGAIN if differ is None else Tie("inconsistent", differ)


def _of_all_and_of_some(own: Promise, other: Promise) -> bool:
    """Whether one wording says that all is covered (全覆盖) and the other how much is (80%)."""
    figure = own.figure or other.figure
    return own.basis == other.basis == "level" and _ALL in own.words + other.words and figure != (_HUNDRED,)


def _of_two_flows(own: Promise, other: Promise) -> Tie:
    """What is added beside a sum over all years."""
    return Tie("inconsistent", "basis") if own.figure == other.figure else Tie("related", "sum")


def _differ(own: Promise, other: Promise, *, verbs: bool = True) -> Why | None:
    """In what two wordings of a promise differ."""
    if own.figure != other.figure:
        return "number"
    if not own.figure and own.words != other.words:
        return "words"
    if own.comparator != other.comparator:
        return "comparator"
    if own.hoped != other.hoped:
        return "hope"
    return "verb" if verbs and own.verb and other.verb and own.verb != other.verb else None
