"""Scales: from a value to a place, and the round values that are written beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from atlas.figures.wording import number

MOST = 5
"""At most so many round values on a scale; at least three."""

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


@dataclass(frozen=True)
class Axis:
    """How values are to be read.

    `unit` stands on every round value if it is as short as %, else above the scale. Values are divided
    by `per` for the scale's words: 10000 with the unit 万人. `zero` makes the scale begin there;
    `reverse` puts smaller values where larger ones would stand, as for places in a ranking;
    `thousands` groups digits.
    """

    unit: str = ""
    per: Decimal = Decimal(1)
    zero: bool = False
    reverse: bool = False
    thousands: bool = False

    @property
    def clings(self) -> bool:
        """Whether the unit stands on the values themselves."""
        return len(self.unit) == 1

    def words(self, tick: Decimal) -> str:
        """A round value as it is written on the scale."""
        return number(tick / self.per, thousands=self.thousands) + (self.unit if self.clings else "")


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` laid out from `start` to `end`, which may run either way."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: Decimal | float) -> float:
        """Where a value stands."""
        return self.start + (float(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def scale_of(ticks: Sequence[Decimal], start: float, end: float, *, reverse: bool = False) -> Scale:
    """The scale from the first of its round values to the last."""
    if reverse:
        start, end = end, start
    return Scale(float(ticks[0]), float(ticks[-1]), start, end)


def ticks(values: Iterable[Decimal], axis: Axis) -> tuple[Decimal, ...]:
    """Three to five round values, evenly spaced, that embrace all the values.

    Whole values get whole ones, and a ranking begins at its first place.
    """
    scaled = [value / axis.per for value in values]
    low, high = min(scaled), max(scaled)
    whole = all(value == value.to_integral_value() for value in scaled)
    if axis.zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        room = abs(low) / 10 or Decimal(1)
        low, high = low - room, high + room
    # A rank of 0 and a share below 0 would be nonsense.
    signed = min(scaled) < 0
    step = _step(low, high, whole=whole)
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING))
    while last - first < 2:
        last += 1
    if first < 0 and not signed:
        first, last = 0, max(last, 2)
    found = [step * each for each in range(first, last + 1)]
    if axis.reverse and found[0] == 0 and found[1] > 1 and min(scaled) >= 1:
        found[0] = Decimal(1)
    return tuple(each * axis.per for each in found)


def _step(low: Decimal, high: Decimal, *, whole: bool) -> Decimal:
    """The smallest round step that needs at most MOST values."""
    power = (high - low).adjusted() - 2
    while True:
        for base in _STEPS:
            step = base.scaleb(power)
            if whole and step != step.to_integral_value():
                continue
            spaces = (high / step).to_integral_value(ROUND_CEILING) - (low / step).to_integral_value(
                ROUND_FLOOR
            )
            if spaces < MOST:
                return step
        power += 1


def years_shown(years: Iterable[int], width: float, room: float) -> tuple[int, ...] | None:
    """The years to write below a scale: those that occur, and multiples of five where there is room.

    `width` is that of the scale, `room` what one year's digits take. None if those that occur do not fit.
    """
    known = sorted(set(years))
    span = known[-1] - known[0]
    least = room * span / width if span else 0
    if any(after - before < least for before, after in pairwise(known)):
        return None
    shown = list(known)
    for year in range(known[0] - known[0] % -5, known[-1], 5):
        if all(abs(year - other) >= max(least, 1) for other in shown):
            shown.append(year)
    return tuple(sorted(shown))
