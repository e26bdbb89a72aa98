"""Every name in a record that points at another record or at a word of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from atlas.checks.shapes import Marks, fields_with
from atlas.records.fields import Ref
from atlas.records.model import Record

Trail = tuple[str | int, ...]
Pointer = tuple[str, str, Trail]


def pointers(record: Record) -> Iterator[Pointer]:
    """Each name in a record that points somewhere: what kind of thing, the name, where it is written."""
    yield from _walk(record, type(record), (), ())


def _points(_: Any, marks: Marks) -> bool:
    return any(isinstance(mark, Ref) for mark in marks)


def _walk(value: Any, annotation: Any, metadata: Marks, trail: Trail) -> Iterator[Pointer]:
    if isinstance(value, str):
        yield from ((mark.kind, value, trail) for mark in metadata if isinstance(mark, Ref))
        if get_origin(annotation) is None:
            return
    for part, inner, marks, step in _inside(value, annotation):
        yield from _walk(part, inner, marks, (*trail, *step))


def _inside(value: Any, annotation: Any) -> Iterator[tuple[Any, Any, Marks, Trail]]:
    """What a value holds: each part that may point with its annotation, its marks, and the step that leads to it."""
    if value is None:
        return
    if isinstance(value, Record):
        for name, inner, marks in fields_with(type(value), _points):
            yield getattr(value, name), inner, marks, (name,)
        return
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield value, arguments[0], arguments[1:], ()
    elif origin in (Union, UnionType):
        yield from ((value, argument, (), ()) for argument in arguments if argument is not NoneType)
    elif isinstance(value, tuple) and arguments:
        yield from ((item, arguments[0], (), (index,)) for index, item in enumerate(value))
    elif isinstance(value, Mapping) and arguments:
        for key, item in value.items():
            yield key, arguments[0], (), (key,)
            yield item, arguments[1], (), (key,)
