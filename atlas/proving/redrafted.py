"""What would be proposed of the figures of a source if its document were new, beside the targets that it has.

Names that only the document itself prints are left out of what is known, so that a wrong record does not vouch for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from atlas.checks.context import Context
from atlas.checks.figures import claim_of
from atlas.figures.evidence import bearing
from atlas.figures.figures import Figure
from atlas.proposing.candidates import Candidates
from atlas.proposing.drafts import Draft
from atlas.proposing.offers import Offers
from atlas.proposing.zones import Zones, registered
from atlas.provisions.listed_bodies import names_of_bodies
from atlas.records.model import Document, Indicator, Target
from atlas.sources.census import choose
from atlas.sources.proof import promised
from atlas.sources.source import Source
from atlas.squeezed import fold, squeeze


@dataclass(frozen=True)
class Redrafted:
    """The drafts of a source by where their figures stand, and why each other figure is no target."""

    source: Source
    candidates: Candidates
    drafts: Mapping[int, Draft]
    reasons: Mapping[int, str]
    figures: Mapping[int, Figure]

    def of(self, target: Target, context: Context) -> list[Draft]:
        """What would be proposed of a target's figure, for each place where only one figure may be it."""
        if target.value is None:
            return []
        return [self.drafts[start] for start in self.starts(target, context) if start in self.drafts]

    def starts(self, target: Target, context: Context) -> Iterator[int]:
        """Where the figure of a target stands in the squeezed source, for each place where only one may be it.

        A goal in words stands where its phrases begin.
        """
        for entry in promised([target]):
            for found in choose(self.source, entry)[0]:
                phrase = self.source.squeezed.text[found.start : found.end]
                if target.value is None:
                    yield found.start
                    continue
                starts = bearing(claim_of(target), phrase, context.lexicon)
                if len(starts) == 1:
                    yield found.start + starts[0]

    def titles(self, at: int) -> Iterator[str]:
        """The titles that stand over what stands at an offset of the squeezed source, folded and squeezed."""
        within = self.source.passage(at).within
        for _, passage, title in self.candidates.headings:
            if passage.within <= within:
                yield fold(squeeze(title))

    def words(self, draft: Draft) -> str:
        """The words from the head of what may govern a figure up to its end."""
        return self.source.squeezed.text[draft.begins : draft.figure.end]


def redrafted(context: Context, document: Document, source: Source) -> Redrafted:
    """The proposals for a document, worked out anew only where what they follow from is another object."""
    atlas = context.atlas
    given = (
        source,
        atlas.indicators,
        atlas.clusters,
        atlas.regions,
        atlas.units,
        atlas.agencies,
        context.lexicon,
    )
    return context.worked_out.of("redrafted", document, lambda one: _made(context, one, source), given)


def _made(context: Context, document: Document, source: Source) -> Redrafted:
    atlas = context.atlas
    known = {key: _without(each, document.id) for key, each in atlas.indicators.items()}
    offers = Offers.of(replace(atlas, targets={}, indicators=known), context.lexicon)
    zones = Zones.of(atlas, document.region, names_of_bodies(source, registered(atlas)))
    found = Candidates(source, context.lexicon, "zh", offers, document.region, zones)
    drafts = {draft.figure.start: draft for draft in found.drafts.all}
    figures: Sequence[Figure] = found.figures
    return Redrafted(source, found, drafts, found.reasons, {each.start: each for each in figures})


def _without(indicator: Indicator, document: str) -> Indicator:
    """An indicator without what a document calls it."""
    if document not in indicator.aliases:
        return indicator
    aliases = {key: names for key, names in indicator.aliases.items() if key != document}
    return indicator.model_copy(update={"aliases": aliases})
