"""What the words around a figure propose for its record. Pure; decides nothing.

Texts are folded and squeezed (`atlas.squeezed`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from atlas.meaning import by_when, governing, verbs
from atlas.meaning.left_open import Open, left_open
from atlas.meaning.yearly import EACH, of_each_year
from atlas.problems import Language


class Around(NamedTuple):
    """What stands around the passage of a figure: the year that the title of its annex names, the period of the
    document as its title says it, the words directly over its section, the year of the document, and the latest year
    for which it sets an aim.
    """

    annex: int | None = None
    period: tuple[int, int] | None = None
    above: str = ""
    issued: int | None = None
    latest: int | None = None

    @property
    def one_year(self) -> bool | None:
        """Whether all is of one year; None where that is not known."""
        if self.annex is not None:
            return True
        if self.period is not None:
            return self.period[0] == self.period[1]
        return False if self.issued and self.latest and self.latest > self.issued + 1 else None


_ALONE = Around()


class Proposal(NamedTuple):
    """What an editor would write, each with the word that says it; empty where no word does.

    What is not `sure` is only offered behind #; `net` is less what is lost; `open` is the verb that leaves the basis open.
    `years` and `year_bases` are to choose from where there are several.
    """

    basis: str = ""
    basis_cue: str = ""
    years: tuple[int, ...] = ()
    hope: str = ""
    year_bases: tuple[str, ...] = ()
    period: tuple[int, int] | None = None
    sure: bool = True
    net: bool = False
    open: Open | None = None

    def lines(self, language: Language = "en") -> Iterator[str]:
        """The fields of a target, blank where nothing is proposed; behind # the words that say it, or what to choose from."""
        if self.basis:
            yield (
                f"  basis: {self.basis} # {self.basis_cue}"
                if self.sure
                else f"  basis: # {self.basis}? {self.basis_cue}"
            )
        elif self.open:
            words = self.open.decides
            says = words.zh if language == "zh" else words.en
            yield f"  basis: # {' | '.join(self.open.bases)}: {says}"
        else:
            yield "  basis:"
        yearly = self.period is not None and not self.years
        if not yearly:
            yield f"  year: {_one(self.years)}".rstrip(" #")
        yield f"  year_basis: {_one(self.year_bases) if len(self.years) == 1 or yearly else ''}".rstrip(" #")
        if self.period:
            yield f"  period: [{self.period[0]}, {self.period[1]}]"
        if self.net:
            yield f"  {governing.AS_NET}"
        if self.hope:
            yield f"  aspirational: true # {self.hope}"


def _one(choice: Sequence[object]) -> str:
    """The only one, or those to choose from behind #."""
    return str(choice[0]) if len(choice) == 1 else f"# {' | '.join(map(str, choice))}"


def proposed(passage: str, start: int, end: int, bases: Collection[str], around: Around = _ALONE) -> Proposal:
    """What the words of a passage propose for the figure at `passage[start:end]`.

    `bases` are the bases of the units that its counting word may be, none for a goal in words.
    """
    before = governing.clause(passage, start)
    base = verbs.meant(bases, before)
    said = verbs.basis(passage, start, end, base, around.one_year)
    basis, cue, sure = (said.name, said.cue, said.sure) if said else ("", "", True)
    undecided = left_open(before) if not said and base else None
    net = sure and governing.net(before, basis)
    each = EACH.search(before) is not None or of_each_year(cue)
    hope = governing.hope(before) or ""
    due = _due(passage, start, end, around)
    if each:
        return _yearly(Proposal(basis, cue, hope=hope, sure=sure, net=net, open=undecided), due, around)
    if due is None:
        return Proposal(basis, cue, (), hope, sure=sure, net=net, open=undecided)
    whole = _one_year(due, around) and basis in ("increase", "annual") and bool(bases)
    spanned = basis == "increase" or (basis == "total" and "累计达" not in before)
    period = (due.years[0],) * 2 if whole else due.span if spanned else None
    where = tuple(due.where.split("|"))
    return Proposal(basis, cue, due.years, hope, where, period if sure else None, sure, net, undecided)


def _due(passage: str, start: int, end: int, around: Around) -> by_when.Due | None:
    """By when, as the sentence says it, or the annex, the section, or at last the title of the document."""
    if found := by_when.due(passage, start, around.period, around.issued):
        return found
    if around.annex is not None:
        return by_when.of_annex(passage, start, end, around.annex)
    if found := by_when.of_section(passage, start, around.above):
        return found
    if around.period is None or by_when.dated_behind(passage, end):
        return None
    open_ = by_when.told_before(passage, start) and not verbs.of_its_own(governing.clause(passage, start))
    return by_when.Due((around.period[1],), "stated|inherited" if open_ else "inherited", "period")


def _one_year(due: by_when.Due, around: Around) -> bool:
    """Whether what is added or done by then is added or done in that one year."""
    return len(due.years) == 1 and around.one_year is True and due.years[0] == (around.annex or due.years[0])


def _yearly(said: Proposal, due: by_when.Due | None, around: Around) -> Proposal:
    """With the period of what is promised each year, and where it is said."""
    period = around.period
    if period is None or around.one_year or due is None or (due.years and due.years[0] != period[1]):
        return said
    return said._replace(year_bases=tuple(due.where.split("|")), period=period)
