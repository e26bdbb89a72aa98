"""The industry that stands before the name of a thing: 新材料领域高新技术企业 are high-tech firms of that industry. Pure.

Texts are folded and squeezed (`atlas.squeezed`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

_SIZE = "(?:规模以上|规上|限额以上|(?:总?投资)?(?:超过?)?[0-9.]*[百千万亿]*元(?:及?以上)?的?)?"
_FIELD = "(?:领域|行业)的?"
_BEHIND = "领域|行业|产业|企业|项目"


@dataclass(frozen=True)
class OfIndustry:
    """The known industries by their names, folded and squeezed; a name of several stands for none."""

    names: Mapping[str, str]

    def rest(self, text: str, start: int, end: int) -> int:
        """Where the name of a thing goes on behind the industry at its head; `start` where none stands there."""
        found = self._before.match(text, start, end)
        return found.end() if found and found.end() < end else start

    def cluster(self, text: str, start: int, end: int) -> str:
        """The id of the industry whose firms, projects or field `text[start:end]` names; empty where it names none."""
        found = self._named.match(text, start, end)
        return self.names[found["name"]] if found else ""

    def at_head(self, text: str, start: int) -> str:
        """The id of the industry at the head of what stands there, whatever follows; empty where there is none."""
        found = self._before.match(text, start)
        return self.names[found["name"]] if found else ""

    def without(self, words: str) -> str:
        """Some words without the industries whose firms or projects they name."""
        return self._among.sub("", words)

    @cached_property
    def _among(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self._any})(?={_BEHIND})")

    @cached_property
    def _any(self) -> str:
        longest = sorted(self.names, key=lambda name: (-len(name), name))
        return "|".join(map(re.escape, longest)) or "(?!)"

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return re.compile(f"(?P<name>{self._any})(?:{_FIELD})?")

    @cached_property
    def _named(self) -> re.Pattern[str]:
        return re.compile(f"{_SIZE}(?P<name>{self._any})(?={_BEHIND})")


NO_INDUSTRY = OfIndustry({})
