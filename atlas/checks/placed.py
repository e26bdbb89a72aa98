"""Rule on whose a figure is: the region that its phrase names is the record's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.checks.context import Context
from atlas.checks.governed import called_in, folded
from atlas.meaning.region_names import above, called_under
from atlas.problems import Problem, Words
from atlas.records.model import Atlas, Document, Region, Target
from atlas.squeezed import fold, squeeze

_TITLE = re.compile("《[^》]*》|“[^”]*”")
_NOT_ITS = "(?!管委会|管理委员会|级)"
"""Behind a name: its body, that does something, or a grade."""


def region_agrees(context: Context) -> Iterator[Problem]:
    """A phrase that names a region of the document's area, and not the record's, has the region that it names; a warning."""
    atlas = context.atlas
    areas: dict[str, dict[str, str]] = {}
    any_name: dict[str, re.Pattern[str]] = {}
    for target in context.asked.targets.values():
        document, own = atlas.documents.get(target.document), atlas.regions.get(target.region)
        if document is None or own is None:
            continue  # reported already
        if document.id not in areas:
            areas[document.id] = _names(atlas, document)
            any_name[document.id] = re.compile("|".join(map(re.escape, areas[document.id])) or "(?!)")
        names = areas[document.id]
        for piece, phrase in context.worked_out.of("folded", target, folded):
            if not any_name[document.id].search(phrase):
                continue  # nothing to look closer at
            if found := _other(atlas, target, own, names, phrase):
                trail = ("region",) if len(target.evidence) == 1 else ("evidence", piece, "phrase")
                yield _problem(context, target, trail, *found)


def _names(atlas: Atlas, document: Document) -> dict[str, str]:
    """The names of a document's region and of all inside it, folded, each with the id."""
    area = {document.region}
    while more := {key for key, each in atlas.regions.items() if each.parent in area} - area:
        area |= more
    return {
        fold(squeeze(name)): key
        for key in sorted(area & atlas.regions.keys())
        for name in (atlas.regions[key].name.zh, *atlas.regions[key].aliases)
    }


def _called(atlas: Atlas, region: Region) -> set[str]:
    """All that a region is called, folded, also without the name of one above it: 高新区."""
    over = [atlas.regions[key] for key in above(region.id, atlas.regions)]
    return {fold(squeeze(name)) for each in over for name in called_under(region, each)}


def _other(
    atlas: Atlas, target: Target, own: Region, names: dict[str, str], phrase: str
) -> tuple[str, str] | None:
    """The first name in a phrase of another region, and its id; None where the record's is named too."""
    indicator = atlas.indicators.get(target.indicator)
    things = (*target.printed, *(called_in(indicator, target.document) if indicator else ()))
    text = _TITLE.sub("", phrase)
    for thing in sorted((fold(squeeze(each)) for each in things), key=len, reverse=True):
        if thing not in names:  # what is counted may have a region in its name
            text = text.replace(thing, "\n")
    its = _called(atlas, own)
    longest = sorted({*names, *its}, key=len, reverse=True)
    pattern = f"(?:{'|'.join(map(re.escape, longest))}){_NOT_ITS}"
    found = [one[0] for one in re.finditer(pattern, text)]
    if not found or not its.isdisjoint(found):
        return None
    if own.id == atlas.documents[target.document].region and re.search("[全我][省市区县]", text):
        return None
    return found[0], names[found[0]]


def _problem(
    context: Context, target: Target, trail: tuple[str | int, ...], name: str, region: str
) -> Problem:
    what = Words(
        f"“{name}”是地区 {region}，记录写的是 {target.region}",
        f"“{name}” is the region {region}, the record says {target.region}",
    )
    instead = Words(
        f"应写 region: {region}；若不是它的，引文里应有 {target.region} 的名称，或不引“{name}”",
        f"write region: {region}; if it is not of that one, quote the name of {target.region} too, or leave “{name}” out",
    )
    return context.problem("region-agrees", target, trail, what, instead, severity="warning")
