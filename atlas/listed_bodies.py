"""Who is said to be answerable for a measure: the brackets that say so, and the bodies in them, as printed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from atlas.source import Source

_BODIES = re.compile(r"[(（][^()（）]*(?:责任|牵头|配合)(?:单位|部门)[^()（）]*[)）]")
_LIST = re.compile(r"(?P<role>牵头|责任|配合)(?:单位|部门)[:：](?P<names>[^:：()（）]*?)(?=[;；。)）]|$)")
_BETWEEN = re.compile("[、,，]")


def lists_of_bodies(text: str) -> list[str]:
    """The brackets of a text that say who is answerable, without white space."""
    return ["".join(each.split()) for each in _BODIES.findall(text)]


def bodies(lists: list[str]) -> tuple[list[str], list[str]]:
    """Who leads and who supports, by the names as printed; nobody where more than one bracket says so.

    Under 责任单位 the first leads and the others support; under 牵头单位 all lead.
    """
    lead: list[str] = []
    support: list[str] = []
    for found in _LIST.finditer(lists[0]) if len(lists) == 1 else ():
        names = [name for name in _BETWEEN.split(found["names"]) if name]
        if found["role"] == "牵头":
            lead += names
        elif found["role"] == "责任" and not lead:
            lead, support = names[:1], [*support, *names[1:]]
        else:
            support += names
    return lead, support


def names_of_bodies(source: Source, registered: Iterable[str]) -> frozenset[str]:
    """Every registered name of a body, and those that a source prints in its lists."""
    names = set(registered)
    for passage in source.passages:
        lead, support = bodies(lists_of_bodies(source.text[passage.start : passage.end]))
        names.update(lead, support)
    return frozenset(names)
