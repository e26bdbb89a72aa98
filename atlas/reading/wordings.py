"""What documents call an indicator: the names in its own file, and those that its targets note as `printed`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from atlas.records.model import Aliases, Indicator, Target


class Wordings:
    """The indicators of one reading after another, each joined with the names that its targets note.

    An indicator is the very same object as the last time as long as its file and these names are.
    """

    def __init__(self) -> None:
        self._joined: dict[str, tuple[Indicator, Aliases, Indicator]] = {}

    def joined(self, indicators: Mapping[str, Indicator], targets: Iterable[Target]) -> dict[str, Indicator]:
        """The indicators by their ids, with every name of their targets among their aliases."""
        noted: dict[str, dict[str, tuple[str, ...]]] = {}
        for target in targets:
            if target.printed:
                names = noted.setdefault(target.indicator, {})
                names[target.document] = (*names.get(target.document, ()), *target.printed)
        before, self._joined, found = self._joined, {}, dict(indicators)
        for key, names in noted.items():
            indicator = indicators.get(key)
            if indicator is None:
                continue  # reported by the check of names
            one, aliases, whole = before.get(key, (None, None, indicator))
            if one is not indicator or aliases != names:
                whole = _with(indicator, names)
            self._joined[key] = (indicator, names, whole)
            found[key] = whole
        return found


def _with(indicator: Indicator, names: Aliases) -> Indicator:
    """The indicator with these names behind its own, none of them twice; itself where it has them all."""
    aliases = dict(indicator.aliases)
    for document, printed in names.items():
        aliases[document] = tuple(dict.fromkeys((*aliases.get(document, ()), *printed)))
    return indicator if aliases == indicator.aliases else indicator.model_copy(update={"aliases": aliases})
