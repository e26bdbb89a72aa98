"""The conditions of a figure of a new document, where words beside its name limit what is counted."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.meaning import governing
from atlas.meaning.limits import ALWAYS, NAMES, as_conditions, limits, own_words, unsaid
from atlas.proposing.drafts import Draft
from atlas.proposing.offers import Offers
from atlas.proposing.skeletons import scalar
from atlas.sources.source import Source


def conditions(draft: Draft, source: Source, offers: Offers) -> Iterator[str]:
    """The line of `conditions`; behind another # where the indicator, which may say it already, is only offered."""
    if draft.proposal.net:
        return  # the proposal has them
    sure, offered = draft.likely.sure, draft.likely.offered
    indicator = sure[0] if sure else offered[0].id if offered else ""
    text = source.squeezed.text
    begins, start = draft.names_it
    begin = start - len(own_words(governing.clause(text[begins:start], start - begins)))
    found, certain = [], True
    for limit in limits(text[begin:start]):
        words = source.printed(begin + limit.start, begin + limit.end)
        if draft.likely.cluster:  # an industry stands in cluster only
            words = offers.chooser.industries.without(words)
        if limit.kind in NAMES or (
            limit.kind not in ALWAYS and not (indicator and unsaid(words, offers.says.get(indicator, ())))
        ):
            continue
        found.append(f"{limit.before}{as_conditions(words)}")
        certain = certain and (sure is not None or limit.kind in ALWAYS)
    if found:
        said = "，".join(found)
        en = scalar(offers.limited[said]) if said in offers.limited else '""'
        yield f"  {'' if certain else '# '}conditions: {{zh: {scalar(said)}, en: {en}}}"
