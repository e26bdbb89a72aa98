"""Records that are made by the hundred thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """A frozen dataclass that mypy alone keeps from being changed.

    One that is frozen when it runs sets each field by a call of its own, and takes three times as long to make.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
