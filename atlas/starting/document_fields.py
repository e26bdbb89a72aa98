"""The fields of document.yaml that a source text says: the lines that stand for each, and blanks where it is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.proposing.skeletons import Skeletons, scalar
from atlas.provisions.cited import Cited, cited
from atlas.provisions.letterhead import Head
from atlas.provisions.validity import endless, validity
from atlas.records.model import Atlas, Region
from atlas.sources.source import Source

_SORT = re.compile("(?<=..)[省市区县]$")
_ORDINALS = {"十二": "12th", "十三": "13th", "十四": "14th", "十五": "15th"}


def region_of(head: Head, atlas: Atlas) -> Region | None:
    """The region whose name those who issued a document bear; None where none is known."""
    named = [
        region
        for region in atlas.regions.values()
        if region.kind == "administrative" and any(region.name.zh in issuer for issuer in head.issuers)
    ]
    longest = max((len(region.name.zh) for region in named), default=0)
    found = [region for region in named if len(region.name.zh) == longest]
    return found[0] if len(found) == 1 else None


def document_fields(
    skeletons: Skeletons, source: Source, head: Head, region: Region | None
) -> dict[str, list[str]]:
    """The lines of each field that the head of a source says, or its text; `region` is the document's, if known."""
    atlas = skeletons.atlas
    fields: dict[str, list[str]] = {}
    if head.title:
        fields["title"] = ["title:", f"  zh: {scalar(head.title)}", '  en: ""']
    if head.issuers:
        names = ((zh, _issuer(zh, region, atlas)) for zh in head.issuers)
        fields["issuers"] = [
            "issuers:",
            *(f"  - {{zh: {scalar(zh)}, en: {_quoted(en)}}}" for zh, en in names),
        ]
    if head.number:
        fields["number"] = [f"number: {scalar(head.number)}"]
    if region is not None:
        fields["region"] = [f"region: {region.id}"]
        fields["level"] = [f"level: {region.level}"]
        fields |= _short(region, head, atlas)
    if head.issued:
        fields["issued"] = [f"issued: {head.issued}"]
        fields["issued_basis"] = ["issued_basis: stated"]
    term = validity(source, head.issued) if head.period is None else None
    if period := head.period or (term.years if term else None):
        first, last = period
        line = f"period: [{first}, {last}]{f' # {term.words}' if term else ''}"
        if term is None or term.planned:
            fields["period"], fields["period_basis"] = [line], ["period_basis: stated"]
        else:
            fields["period"] = [f"# {line}"]
        fields["status"] = [f"status: {'ended' if last < int(atlas.site.data_date[:4]) else 'in-force'}"]
    elif words := endless(source):
        fields["status"] = [f"status: open # {words}"]
    if head.named:
        en = f"the {_ORDINALS[head.named.strip('“”')[:2]]} Five-Year Plan"
        fields["period_named"] = [f"period_named: {{zh: {scalar(head.named)}, en: {en}}}"]
    if lines := list(_cites(skeletons, cited(source, atlas, head.title))):
        fields["cites"] = lines
    return fields


def _short(region: Region, head: Head, atlas: Atlas) -> dict[str, list[str]]:
    """The short name of a document: place and year of issue, or the first of its period; none that another has."""
    year = head.issued[:4] or (str(head.period[0]) if head.period else "")
    zh = f"{_SORT.sub('', region.name.zh)}{year}"
    en = f"{region.name.en} {year}"
    taken = any(one.short.zh == zh or one.short.en == en for one in atlas.documents.values())
    if not year or taken or region.kind != "administrative":
        return {}
    return {"short": ["short:", f"  zh: {scalar(zh)}", f"  en: {scalar(en)}"]}


def _issuer(zh: str, region: Region | None, atlas: Atlas) -> str:
    """The English name of an issuer: that which it has elsewhere, or which its like has in other places of the sort.

    So 江阴市人民政府 tells that of 兰浦市人民政府, and not that of 兰浦区人民政府. Empty where they do not agree.
    """
    same, like = set[str](), set[str]()
    for document in atlas.documents.values():
        place = atlas.regions.get(document.region)
        for issuer in document.issuers:
            if issuer.zh == zh:
                same.add(issuer.en)
            elif place is not None and region is not None and _like(issuer.zh, place, zh, region):
                like.add(issuer.en.replace(place.name.en, region.name.en, 1))
    for agency in atlas.agencies.values():
        place = atlas.regions.get(agency.region)
        if agency.name.zh == zh:
            same.add(agency.name.en)
        elif place is not None and region is not None and _like(agency.name.zh, place, zh, region):
            like.add(agency.name.en.replace(place.name.en, region.name.en, 1))
    found = same or like
    return found.pop() if len(found) == 1 else ""


def _like(one: str, place: Region, other: str, region: Region) -> bool:
    """Whether two names are alike but for the places, which are two cities, two districts, two counties."""
    alike = place.name.zh[-1] == region.name.zh[-1]
    return alike and place.name.zh in one and one.replace(place.name.zh, region.name.zh, 1) == other


def _cites(skeletons: Skeletons, found: list[Cited]) -> Iterator[str]:
    """The policies that are known, and as a remark those that are not."""
    known, unknown = [each for each in found if each.to], [each for each in found if not each.to]
    if not known:
        if unknown:
            yield "cites: []"
    else:
        yield "cites:"
    for each in known:
        yield f"  - {{to: {each.to}, at: {scalar(each.at)}, printed: {scalar(each.printed)}}}"
    if unknown:
        yield skeletons.say(
            "  # 还没有登记；先运行 python build.py new reference 编号，再按上面的写法引用：",
            "  # not known yet; make each with python build.py new reference ID, then cite it as above:",
        )
    for each in unknown:
        line = skeletons.say(f"第{each.line}行", f"line {each.line}")
        yield f"  # {{to: , at: {scalar(each.at)}, printed: {scalar(each.printed)}}} {line}"


def _quoted(text: str) -> str:
    return scalar(text) if text else '""'
