"""What every record is made of: closed and frozen, with names and texts in two languages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from atlas.records.fields import Ref, Words

# What is valid depends on no other package; to look for such would ask every one that is installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

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
