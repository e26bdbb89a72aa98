"""Every name in a record that points at another record or at a word of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from atlas.fields import Ref
from atlas.model import Record

Trail = tuple[str | int, ...]
Pointer = tuple[str, str, Trail]


def pointers(record: Record) -> Iterator[Pointer]:
    """Each name in a record that points somewhere: what kind of thing, the name, where it is written."""
    yield from _walk(record, type(record), (), ())


def _walk(value: Any, annotation: Any, metadata: tuple[Any, ...], trail: Trail) -> Iterator[Pointer]:
    if isinstance(value, str):
        yield from ((mark.kind, value, trail) for mark in metadata if isinstance(mark, Ref))
    for part, inner, marks, step in _inside(value, annotation):
        yield from _walk(part, inner, marks, (*trail, *step))


def _inside(value: Any, annotation: Any) -> Iterator[tuple[Any, Any, tuple[Any, ...], Trail]]:
    """What a value holds: each part with its annotation, its marks, and the step that leads to it."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(value, Record):
        for name, field in type(value).model_fields.items():
            yield getattr(value, name), field.annotation, tuple(field.metadata), (name,)
    elif origin is Annotated:
        yield value, arguments[0], arguments[1:], ()
    elif origin in (Union, UnionType):
        yield from ((value, argument, (), ()) for argument in arguments if argument is not NoneType)
    elif isinstance(value, tuple) and arguments:
        yield from ((item, arguments[0], (), (index,)) for index, item in enumerate(value))
    elif isinstance(value, Mapping) and arguments:
        for key, item in value.items():
            yield key, arguments[0], (), (key,)
            yield item, arguments[1], (), (key,)
