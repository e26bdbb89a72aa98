"""What one region's documents have and another's lack. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """Something that only one of two sides has, and how often it stands there."""

    key: str
    count: int


def only_in(one: Iterable[str], other: Iterable[str]) -> tuple[Gap, ...]:
    """What stands in one side and not in the other, the most frequent first."""
    lacking = set(other)
    counted = Counter(key for key in one if key not in lacking)
    return tuple(Gap(key, n) for key, n in sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def shared(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    """What stands in both sides, in order."""
    return tuple(sorted(set(one) & set(other)))
