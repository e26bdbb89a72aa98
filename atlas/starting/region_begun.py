"""What the text of a document says of the area that it speaks for: its name, level and kind, as the fields of a region."""

from __future__ import annotations

import re
from collections.abc import Sequence

from atlas.proposing.skeletons import Skeletons, scalar
from atlas.provisions.letterhead import letterhead
from atlas.sources.source import Source
from atlas.starting.said_before import named_after

_OF_A_ZONE = re.compile("管(?:理)?委(?:员)?会")
_PARTY = re.compile("中共(?P<place>.{2,12}?)(?:委员会|委)(?:办公室)?")
_LEVELS = {"省": "province", "自治区": "province", "县": "county", "旗": "county", "区": "district"}
"""What the last character tells; 市 may be a city with districts or one at county level."""


def region_begun(source: Source, file: str, skeletons: Skeletons) -> dict[str, Sequence[str]]:
    """The lines of the fields of a region that the head of a text tells; none where it names no body of one area."""
    issuers = letterhead(source).issuers
    names = list(
        dict.fromkeys(name for name in (named_after(one) or _of_party(one) for one in issuers) if name)
    )
    if len(names) != 1:
        return {}
    (name,) = names
    where = skeletons.say(f"见 {file}", f"from {file}")
    zone = any(_OF_A_ZONE.search(one) for one in issuers) and not any("人民政府" in one for one in issuers)
    level = "zone" if zone else next((_LEVELS[end] for end in _LEVELS if name.endswith(end)), "")
    given: dict[str, Sequence[str]] = {
        "name": ["name:", f"  zh: {scalar(name)} # {where}", '  en: ""'],
        "kind": [f"kind: {'zone' if zone else 'administrative'} # {where}"],
    }
    return given | ({"level": [f"level: {level} # {where}"]} if level else {})


def _of_party(issuer: str) -> str:
    found = _PARTY.fullmatch(issuer)
    return found["place"] if found else ""
