"""Which figure of a new document bears on which: 其中, 三年净增 beside a stock, a year of the annex, a promise told again.

What the words around two figures say of thing, place, basis, year and number is compared; nothing is decided. Each figure
has one link at most, the one that says most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from atlas.meaning import governing
from atlas.meaning.called import called
from atlas.meaning.ties import Promise, Tie, tie, weight
from atlas.problems import Language, Words
from atlas.proposing.drafts import Draft
from atlas.proposing.things import Thing, one_thing, thing

_WHICH = re.compile("^(?:力争|争取)?其中")
_NEXT = re.compile("[^,，。;；:：]{0,12}[,，]")
"""What may lie between a figure and the clause behind it."""
_SIZED = re.compile("(?:及?以上)?的?[^,，。;；、0-9]{0,4}(?:项目|企业|工程|园区)")
_SUMMED = re.compile("^累计(?:达到?|超过?|突破)?$")
_PART = Tie("part", "sum")


class Proposed(NamedTuple):
    """That one figure bears on another, by their numbers in the list, and how.

    `name` is which of several things it is of (A、B均翻一番), empty where it is of one.
    """

    own: int
    other: int
    tie: Tie
    name: str = ""


@dataclass(frozen=True)
class Links:
    """The links between the drafts of one source; `text` is the squeezed source, `offered` the ids that each may have."""

    text: str
    drafts: Sequence[Draft]
    offered: Sequence[Sequence[str]]

    @cached_property
    def proposed(self) -> dict[int, tuple[Proposed, ...]]:
        """By the number of a figure in the list what is proposed for it: one link, or one for each of its things."""
        found: dict[int, tuple[Proposed, ...]] = {}
        for number, draft in enumerate(self.drafts):
            if not self._aside[number]:
                which = self._which(number, draft)
                best = (self._best(number, nth) for nth in range(len(self._things[number])))
                found[number] = (which,) if which else tuple({one[1:3]: one for one in best if one}.values())
        for number, draft in enumerate(self.drafts):
            # 18万平方米,累计达到25万平方米: the first is a part of the second
            before = self._before(number, draft.base) if _SUMMED.search(self._clause(draft)) else None
            if before is not None:
                found[before] = (Proposed(before, number, _PART),)
                found[number] = tuple(one for one in found.get(number, ()) if one.other != before)
        return {number: ones for number, ones in found.items() if ones}

    def lines(self, number: int, language: Language) -> Iterator[str]:
        """The field `links` of a figure; behind another # where it, or the other's id, is to be chosen."""
        for found in self.proposed.get(number, ()):
            other, kind = self.drafts[found.other], found.tie.kind
            where = Words(f"第{other.line}行“{other.phrase}”", f"line {other.line} “{other.phrase}”").within(
                language
            )
            where = f"{found.name} → {where}" if found.name else where
            if not kind:
                again = Words(
                    f"{where}已写过：同一目标，补一处 evidence",
                    f"told in {where} too: one target, two pieces of evidence",
                )
                yield f"  # {again.within(language)}"
            else:
                chosen = "" if other.id and not found.name else "# "
                to = other.id or next(iter(self.offered[found.other]), "")
                yield f"  {chosen}links: [{{to: {to}, kind: {kind}}}] # {where}"

    def _which(self, number: int, draft: Draft) -> Proposed | None:
        """What 其中 takes a part of: a year is a milestone, anything else a part."""
        clause = self._clause(draft)
        which = _WHICH.match(clause)
        if not which:
            return None
        share = draft.base == "percent" and not clause[which.end() :]
        other = self._before(number, "" if share else draft.base)
        if other is None:
            return None
        own, whole = self._promises[number], self._promises[other]
        if governing.years_said(clause):
            earlier = own.end is not None and whole.end is not None and own.end < whole.end
            return Proposed(number, other, Tie("milestone", "earlier")) if earlier else None
        return Proposed(number, other, _PART)

    def _before(self, number: int, base: str, *, worded: bool = False) -> int | None:
        """The one figure of the clause before, of a base if one is given; None where there are several, or none.

        With `worded` 倍增 and the like may be it.
        """
        clause = self._clause(self.drafts[number])
        begin = self.drafts[number].figure.start - len(clause)
        earlier = governing.clause(self.text, begin - 1)
        within = [
            other
            for other in range(number)
            if begin - 1 - len(earlier) <= self.drafts[other].figure.start < begin
            and not self._aside[other]
            and (
                not base
                or self.drafts[other].base in (base, *([] if self._promises[other].words else [""]))
                or (worded and not self._promises[other].figure)
            )
        ]
        if len(within) != 1 or not _NEXT.fullmatch(self.text, self.drafts[within[0]].figure.end, begin):
            return None
        return within[0]

    def _best(self, number: int, nth: int) -> Proposed | None:
        """The figure that this one, for the `nth` of its things, bears on most."""
        own, several = self._things[number][nth], len(self._things[number]) > 1
        name = self.text[slice(*self.drafts[number].likely.names[nth])] if several else ""
        best = None
        for other in range(len(self.drafts)):
            found = self._tie(number, other, own)
            if found is None:
                continue
            rank = (*weight(found, self._promises[number], self._promises[other]), other)
            if best is None or rank < best[0]:
                best = rank, Proposed(number, other, found, name)
        return best[1] if best else None

    def _tie(self, number: int, other: int, own: Thing) -> Tie | None:
        """How a figure for a thing bears on another; only a milestone on one that stands behind it."""
        if other == number or not self._comparable(number, other) or len(self._things[other]) != 1:
            return None
        if self._is_part(number) or self._is_part(other):
            return None  # of what went before, not of all that there are
        theirs, promise, goal = self._things[other][0], self._promises[number], self._promises[other]
        if not one_thing(own, theirs):
            return None
        if own.pooled != theirs.pooled:
            grown = own.pooled and goal.basis in ("", "increase") and goal.verb != "净增"
            earlier = promise.end is not None and goal.end is not None and promise.end < goal.end
            return Tie("related", "stock") if grown and earlier else None
        found = tie(promise, goal)
        if found is None or (found.kind != "milestone" and other > number and len(self._things[number]) == 1):
            return None
        if found.why == "basis" and "annual" in (promise.basis, goal.basis):
            return Tie("", "again")  # what is done in one year is annual, whatever its verb says
        if (
            not found.kind
            and promise.words
            and self._clause(self.drafts[number]) != self._clause(self.drafts[other])
        ):
            return Tie("inconsistent", "words")
        return found

    def _is_part(self, number: int) -> bool:
        """Whether 其中 takes a figure out of another, and not a year."""
        clause = self._clause(self.drafts[number])
        return _WHICH.match(clause) is not None and not governing.years_said(clause)

    def _comparable(self, number: int, other: int) -> bool:
        """Whether two figures are of one place and one measure."""
        one, two = self.drafts[number], self.drafts[other]
        return (
            not self._aside[other]
            and one.whose.region == two.whose.region != ""
            and (one.base == two.base or "change" in (one.proposal.basis, two.proposal.basis))
        )

    @cached_property
    def _things(self) -> list[tuple[Thing, ...]]:
        """What each figure is of; several things where 均 takes up several."""
        found: list[tuple[Thing, ...]] = []
        for number, draft in enumerate(self.drafts):
            clause = self._clause(draft)
            sure = draft.likely.sure[0] if draft.likely.sure else ""
            if draft.likely.names:
                found.append(tuple(thing(sure, self.text, *span, clause) for span in draft.likely.names))
            else:
                things = self._unnamed(number, draft, clause, found)
                found.append(things or ((thing(sure, "", 0, 0, clause),) if sure else ()))
        return found

    def _unnamed(
        self, number: int, draft: Draft, clause: str, earlier: Sequence[tuple[Thing, ...]]
    ) -> tuple[Thing, ...]:
        """What a figure is of where its clause has no name for it: the thing of the clause before (三年净增150家).

        Behind another figure it is all words of the clause (150家工业科技企业融资).
        """
        words = called(clause, (len(clause), len(clause)), (), 0)
        if words.spans:
            start, end = words.spans[-1]
            start = max(start, clause.rfind("、", start, end) + 1)
            return (thing("", clause, start, end, clause),)
        before = self._before(number, draft.base, worded=True)
        return () if before is None else earlier[before]

    @cached_property
    def _promises(self) -> list[Promise]:
        return [_promise(draft) for draft in self.drafts]

    @cached_property
    def _aside(self) -> list[bool]:
        """Whether a figure is no promise by its form: the class of size of 超50亿元项目2个."""
        return [self._is_aside(number, draft) for number, draft in enumerate(self.drafts)]

    def _is_aside(self, number: int, draft: Draft) -> bool:
        figure = draft.figure
        following = self.drafts[number + 1].figure if number + 1 < len(self.drafts) else None
        return (
            following is not None
            and figure.word in ("元", "美元")
            and _SIZED.fullmatch(self.text, figure.end, following.start) is not None
        )

    def _clause(self, draft: Draft) -> str:
        clause = governing.clause(self.text, draft.figure.start)
        return clause[max(0, len(clause) - (draft.figure.start - draft.begins)) :]


def _promise(draft: Draft) -> Promise:
    figure, said = draft.figure, draft.proposal
    ends = [each for each in (figure.value, figure.high) if each is not None]
    return Promise(
        said.basis,
        tuple(each * figure.scale for each in ends),
        figure.comparator,
        said.years[0] if len(said.years) == 1 else None,
        said.period,
        bool(said.hope),
        said.basis_cue if said.basis == "increase" else "",
        figure.text if figure.kind == "words" else "",
    )
