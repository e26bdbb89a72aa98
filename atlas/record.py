"""What every record is made of: closed and frozen, with names and texts in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from atlas.fields import Ref, Words

Aliases = Mapping[Annotated[str, Ref("documents")], Annotated[tuple[Words, ...], Field(strict=False)]]


class Record(BaseModel):
    """A frozen record; a key that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Name(Record):
    """A name in both languages; neither may be missing."""

    zh: Words
    en: Words


class Text(Record):
    """Text in both languages; a missing translation is listed by `check`."""

    zh: Words
    en: Words | None = None
