"""Which fields of a kind of record can hold something, read off its annotations once.

Most fields of most records hold no name of another record and no text in two languages: walking through them
took more time than all rules together.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from atlas.records.model import Record

Marks = tuple[Any, ...]
Wanted = Callable[[Any, Marks], bool]
"""Whether an annotation with its marks is what is looked for."""


@cache
def fields_with(record: type[Record], wanted: Wanted) -> tuple[tuple[str, Any, Marks], ...]:
    """The fields of a kind of record, with annotation and marks, in which what is wanted may stand at any depth."""
    return tuple(
        (name, field.annotation, tuple(field.metadata))
        for name, field in record.model_fields.items()
        if _may_hold(field.annotation, tuple(field.metadata), wanted, frozenset({record}))
    )


def _may_hold(annotation: Any, marks: Marks, wanted: Wanted, above: frozenset[type[Record]]) -> bool:
    """`above` are the records that this one lies in: one that holds itself adds nothing."""
    if wanted(annotation, marks):
        return True
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _may_hold(inner, tuple(more), wanted, above)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation not in above and any(
            _may_hold(field.annotation, tuple(field.metadata), wanted, above | {annotation})
            for field in annotation.model_fields.values()
        )
    return any(_may_hold(argument, (), wanted, above) for argument in get_args(annotation))
