"""What one region's documents have and another's lack. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Gap:
    """Something that only one of two sides has, and how often it stands there."""

    key: str
    count: int


@dataclass(frozen=True)
class Contrast:
    """Something that stands on one of two sides or on both, and how often on each."""

    key: str
    one: int
    other: int


def only_in(one: Iterable[str], other: Iterable[str]) -> tuple[Gap, ...]:
    """What stands in one side and not in the other, the most frequent first."""
    lacking = set(other)
    counted = Counter(key for key in one if key not in lacking)
    return tuple(Gap(key, n) for key, n in sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def shared(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    """What stands in both sides, in order."""
    return tuple(sorted(set(one) & set(other)))


def contrasts(
    one: Iterable[str], other: Iterable[str], sizes: tuple[int, int] | None = None
) -> tuple[Contrast, ...]:
    """Everything that stands on either side, the strongest contrast first.

    That is the difference between the shares that it has of each side, since a long document has more of everything.
    `sizes` are of how many on each side, where one of them may have several words.
    """
    left, right = Counter(one), Counter(other)
    of_left, of_right = sizes or (left.total(), right.total())

    def strength(key: str) -> tuple[Fraction, str]:
        return -abs(Fraction(left[key], max(1, of_left)) - Fraction(right[key], max(1, of_right))), key

    return tuple(
        Contrast(key, left[key], right[key]) for key in sorted(left.keys() | right.keys(), key=strength)
    )
