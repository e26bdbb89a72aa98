"""What is offered for a figure of a new document, as lines of YAML: indicator, its name as printed, the target's id.

What is certain is written, with the reason behind #; what is only likely stands in remarks, to be taken in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from atlas.figures.lexicon import Lexicon
from atlas.meaning.limits import texts
from atlas.problems import Language, Words
from atlas.proposing.decided_once import Row
from atlas.proposing.known import Indicators, Known
from atlas.proposing.likely import Chooser, Likely
from atlas.proposing.proposals import Proposal
from atlas.proposing.skeletons import scalar
from atlas.records.model import Atlas, Name, Text

_SENTENCE = re.compile(r"[^。；\n]+(?=[。；])|[^.;\n]+(?=[.;](?: |$))")
_MOST_SAID = {"zh": 50, "en": 110}
"""Characters of a definition that stand beside an offer."""


@dataclass(frozen=True)
class Offers:
    """The known indicators with what there is to say of each: its Chinese name with the unit, who prints a name, its texts.

    `limited` has the English of conditions that records have, by their Chinese, where all have the same.
    """

    chooser: Chooser
    called: Mapping[str, str]
    bases: Mapping[str, str]
    documents: Mapping[str, Name]
    says: Mapping[str, Sequence[str]]
    definitions: Mapping[str, Text] = field(default_factory=dict)
    limited: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, atlas: Atlas, lexicon: Lexicon) -> Offers:
        """What an atlas has to offer."""
        names = {key: called(atlas, key) for key in atlas.indicators}
        bases = {key: unit.base for key, unit in atlas.units.items()}
        documents = {key: document.short for key, document in atlas.documents.items()}
        says = {key: texts(indicator) for key, indicator in atlas.indicators.items()}
        definitions = {key: one.definition for key, one in atlas.indicators.items() if one.definition}
        chooser = Chooser.of(atlas, Indicators.of(atlas, lexicon))
        return cls(chooser, names, bases, documents, says, definitions, _limited(atlas))

    def which(self, key: str, likely: Likely, ids: Sequence[str], language: Language) -> Iterator[str]:
        """The lines of `id` and `indicator`; `key` is the id where the indicator is certain, `ids` those of the offered.

        Each that is offered stands with its id behind #, so that the two lines have only to be taken in.
        """
        command = "python build.py new indicator ID"
        if likely.sure is not None:
            indicator, name = likely.sure
            before = (
                Words("，承上一分句", ", of the clause before").within(language) if likely.carried else ""
            )
            yield f"- id: {key}"
            yield f"  indicator: {indicator} # {self.called[indicator]}{before}{self._where(name, language)}"
        elif likely.offered:
            said = Words(
                f"选一对，去掉两行的 #；都不是的写 id 和 indicator，可新建：{command}",
                f"take in one pair; if it is none, write id and indicator, a new one: {command}",
            )
            yield f"- # {said.within(language)}"
            for like, own in zip(likely.offered, ids, strict=True):
                yield f"  # id: {own}"
                yield f"  # indicator: {like.id} # {self.called[like.id]}{self._defined(like.id, language)}"
        else:
            said = Words(f"没有相近的，可新建：{command}", f"nothing known is like it; a new one: {command}")
            yield "- id:"
            yield f"  indicator: # {said.within(language)}"

    def of_row(self, key: str, likely: Likely, row: Row, language: Language) -> Iterator[str]:
        """The same of a cell of a row whose indicator is decided once; over the first stands what may take its place."""
        yield f"- id: {key}"
        if row.first:
            command = "python build.py new indicator ID"
            said = Words(
                f"这一行的{row.many}格是同一指标：在本文件里把 {row.sign} 全部替换成它的编号",
                f"one indicator for the {row.many} cells of this row: replace {row.sign} by its id throughout this file",
            )
            new = Words(f"没有登记的，可新建：{command}", f"a new one: {command}")
            yield f"  # {said.within(language)}"
            for like in likely.offered:
                yield f"  #   {like.id} # {self.called[like.id]}{self._defined(like.id, language)}"
            yield f"  #   {new.within(language)}"
        yield f"  indicator: {row.sign}"

    def _where(self, name: Known, language: Language) -> str:
        short = self.documents.get(name.document)
        if short is None:
            return ""
        return Words(f"，见{short.zh}“{name.printed}”", f", “{name.printed}” in {short.en}").within(language)

    def _defined(self, key: str, language: Language) -> str:
        """What an indicator counts, in a few words, so that no file has to be opened to tell whether it is the one."""
        definition = self.definitions.get(key)
        if definition is None:
            return ""
        text = getattr(definition, language) or definition.zh
        first = _SENTENCE.match(text)
        short = first[0] if first else text
        most = _MOST_SAID[language]
        return f"{Words('：', ': ').within(language)}{short if len(short) <= most else f'{short[:most]}…'}"

    def units(self, likely: Likely, units: Sequence[str]) -> list[str]:
        """The units that a figure may have: of those that it is printed in, those of the indicators that it may be of."""
        keys = [likely.sure[0]] if likely.sure else [like.id for like in likely.offered]
        bases = {self.chooser.bases[key] for key in keys}
        return [unit for unit in units if self.bases.get(unit) in bases] or list(units)


NOTHING = Offers(Chooser(Indicators({}, {}), {}), {}, {}, {}, {})
"""Where nothing is known."""


def _limited(atlas: Atlas) -> dict[str, str]:
    """The English of conditions by their Chinese, where all records that have them agree."""
    said: dict[str, set[str]] = {}
    for target in atlas.targets.values():
        if target.conditions is not None and target.conditions.en:
            said.setdefault(target.conditions.zh, set()).add(target.conditions.en)
    return {zh: en.pop() for zh, en in said.items() if len(en) == 1}


def called(atlas: Atlas, key: str) -> str:
    """An indicator by its Chinese name and its unit: 高新技术企业数（家）."""
    indicator = atlas.indicators[key]
    unit = atlas.units.get(indicator.unit or "")
    return f"{indicator.name.zh}（{unit.label.zh}）" if unit else indicator.name.zh


def printed(names: Sequence[str]) -> Iterator[str]:
    """The line of `printed`: the name, or those to choose from, or no line."""
    if len(names) == 1:
        yield f"  printed: {scalar(names[0])}"
    elif names:
        yield f"  printed: # {' | '.join(names)}"


@dataclass
class Ids:
    """Ids of targets that are unique in one file."""

    taken: set[str] = field(default_factory=set)

    def of(self, likely: Likely, proposal: Proposal) -> str:
        """An id such as high-tech-firms-2025 where the indicator is certain, with the year if that is; empty otherwise."""
        if likely.sure is None:
            return ""
        found = self._free(likely.sure[0], proposal)
        self.taken.add(found)
        return found

    def of_row(self, sign: str, proposal: Proposal) -> str:
        """The id of a cell of a row whose indicator is still a sign."""
        found = self._free(sign, proposal)
        self.taken.add(found)
        return found

    def offered(self, likely: Likely, proposal: Proposal) -> tuple[str, ...]:
        """An id for each indicator that is offered; only that of the first is taken from then on."""
        found = tuple(self._free(like.id, proposal) for like in likely.offered)
        self.taken.update(found[:1])
        return found

    def _free(self, indicator: str, proposal: Proposal) -> str:
        year = f"-{proposal.years[0]}" if len(proposal.years) == 1 else ""
        plain = f"{indicator}{year}"
        based = f"{plain}-{proposal.basis}" if proposal.basis else plain
        numbered = (f"{based}-{number}" for number in range(2, len(self.taken) + 3))
        return next(each for each in (plain, based, *numbered) if each not in self.taken)
