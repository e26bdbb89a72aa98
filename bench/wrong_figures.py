"""The slips in targets: each field in each way in which an editor may plausibly get it wrong."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from atlas.records.model import Baseline, Target, TargetLink, Text
from bench.wrong import Trial, Wrong

_BOUND = {
    "reach": ("at-least", "more-than", "about", "at-most"), "at-least": ("reach", "more-than"),
    "more-than": ("reach", "at-least"), "about": ("reach",), "at-most": ("reach", "at-least"),
    "within": ("reach",), "all": ("reach",),
}  # fmt: skip
_BASES = {
    "level": ("increase", "total", "change"), "increase": ("level", "total", "annual"),
    "total": ("level", "increase", "annual"), "annual": ("increase", "level", "total"),
    "change": ("level", "increase"), "rank": ("level", "change"), "threshold": ("level",),
}  # fmt: skip
_LIMITS = (
    "规模以上工业企业", "重点企业", "有效期内的", "国家级", "省级以上", "净增", "投资超10亿元", "大中型工业企业",
)  # fmt: skip


def slips(trial: Trial) -> Iterator[Wrong]:
    """Each slip in each target of a document."""
    for target in trial.of("targets"):
        for maker in (_figures, _binding, _basis, _years, _baselines, _whose, _of_what, _conditions, _words):
            for what, update in maker(trial, target):
                yield trial.with_(what, target, update)
        yield from _records(trial, target)
    yield from _swapped(trial)


Change = tuple[str, dict[str, Any]]


def _figures(trial: Trial, target: Target) -> Iterator[Change]:
    if target.value is None:
        return
    value = target.value[0]
    wrong: Decimal
    for name, wrong in (("ten times", value * 10), ("one more", value + 1)):
        yield f"value: {name}", {"value": (wrong, *(max(each, wrong) + 1 for each in target.value[1:]))}
    if target.high is not None:
        yield "value: one end of a range", {"value": (value,)}
    units = trial.atlas.units
    base = units[target.unit].base if target.unit else ""
    same = [key for key, each in units.items() if each.base == base]
    used = {each.unit for each in trial.of("targets")}
    for key in trial.one(same, target.unit):
        yield "unit: another of its kind", {"unit": key}
    for key in trial.one([each for each in used if each and units[each].base != base]):
        yield "unit: of another kind", {"unit": key}


def _binding(_: Trial, target: Target) -> Iterator[Change]:
    if target.words is None:
        for other in _BOUND.get(target.comparator, ()):
            sign = "lost" if other == "reach" else "invented" if target.comparator == "reach" else "another"
            yield f"comparator: {sign}", {"comparator": other}
    sign = "lost" if target.aspirational else "invented"
    yield f"aspirational: {sign}", {"aspirational": not target.aspirational}


def _basis(trial: Trial, target: Target) -> Iterator[Change]:
    document = trial.atlas.documents[target.document]
    for other in _BASES.get(target.basis, ()):
        update: dict[str, Any] = {"basis": other}
        if other == "annual":
            period = target.period or document.period or (target.year, target.year)
            update |= {"period": period, "year": None, "year_basis": target.year_basis or "inherited"}
            if None in period:
                continue
        elif target.basis == "annual" and target.period:
            update |= {"year": target.period[1], "period": None if other == "level" else target.period}
        if other == "change" and trial.atlas.units.get(target.unit or "", None) is None:
            continue
        yield f"basis: {target.basis} as {other}", update


def _years(trial: Trial, target: Target) -> Iterator[Change]:
    period = trial.atlas.documents[target.document].period
    if target.year is not None:
        own = [
            each.year
            for each in trial.of("targets")
            if each.year and (not period or period[0] <= each.year <= period[1])
        ]
        span = list(range(period[0], period[1] + 1)) if period else [target.year - 1, target.year + 1]
        for year in trial.one(own, target.year) or trial.one(span, target.year):
            both = {"period": (min(target.period[0], year), year)} if target.period else {}
            yield "year: another", {"year": year, **both}
        if target.basis != "annual":
            gone = {} if target.period else {"year_basis": None}
            yield "year: left out", {"year": None, **gone}
    elif target.period is None and period:
        yield "year: invented", {"year": period[1], "year_basis": "inherited"}
    if target.period is not None:
        first, last = target.period
        if target.basis != "annual":
            yield "period: left out", {"period": None}
        if last > first:
            yield "period: shorter", {"period": (first + 1, last)}
    elif period and target.basis in ("increase", "total") and period[0] < period[1] and target.year:
        yield "period: invented", {"period": (period[0], target.year)}
    for other in (
        trial.one(("stated", "section", "inherited"), target.year_basis) if target.year_basis else ()
    ):
        yield f"year_basis: {target.year_basis} as {other}", {"year_basis": other}


def _baselines(trial: Trial, target: Target) -> Iterator[Change]:
    own = target.baseline
    if own is None:
        if target.value is not None and target.year and target.basis in ("change", "level", "increase"):
            yield "baseline: invented", {"baseline": Baseline.model_validate({"year": str(target.year - 5)})}
        return
    yield "baseline: left out", {"baseline": None}
    yield "baseline: another year", {"baseline": own.model_copy(update={"year": own.year + 1})}
    if own.value is not None:
        yield "baseline: another value", {"baseline": own.model_copy(update={"value": own.value + 1})}
        for unit in trial.one(list(trial.atlas.units), own.unit):
            yield "baseline: another unit", {"baseline": own.model_copy(update={"unit": unit})}
        yield (
            "baseline: its value left out",
            {"baseline": own.model_copy(update={"value": None, "unit": None})},
        )
    elif target.unit:
        more = {"value": Decimal(7), "unit": target.unit}
        yield "baseline: a value invented", {"baseline": own.model_copy(update=more)}


def _whose(trial: Trial, target: Target) -> Iterator[Change]:
    regions = trial.atlas.regions
    own = {each.region for each in trial.of("targets")}
    parent = regions[target.region].parent if target.region in regions else None
    within = {key for key, each in regions.items() if each.parent == target.region}
    for region in trial.one([*own, parent, *within], target.region):
        yield "region: another", {"region": region}
    clusters = {each.cluster for each in trial.of("mentions")}
    if target.cluster is not None:
        yield "cluster: left out", {"cluster": None}
    for cluster in trial.one(list(clusters), target.cluster):
        yield ("cluster: another" if target.cluster else "cluster: invented"), {"cluster": cluster}


def _of_what(trial: Trial, target: Target) -> Iterator[Change]:
    """Another indicator that is measured so: one of the same document, and one that is called most like it."""
    indicators, units = trial.atlas.indicators, trial.atlas.units
    own = indicators[target.indicator]

    def base(key: str) -> str:
        unit = units.get(indicators[key].unit or "")
        return unit.base if unit else ""

    same = [key for key in indicators if base(key) == base(own.id) and key != own.id]
    beside = {each.indicator for each in trial.of("targets")} & {*same}
    for key in trial.one(sorted(beside)):
        yield "indicator: another of the document", {"indicator": key}
    pairs = {own.name.zh[at : at + 2] for at in range(len(own.name.zh) - 1)}
    alike = sorted((-sum(pair in indicators[key].name.zh for pair in pairs), key) for key in same)
    if alike and alike[0][0] < 0:
        yield "indicator: one called alike", {"indicator": alike[0][1]}


def _conditions(trial: Trial, target: Target) -> Iterator[Change]:
    own = target.conditions
    if own is not None:
        yield "conditions: left out", {"conditions": None}
        figures = [char for char in own.zh if char.isdigit()]
        if figures:
            other = own.zh.replace(figures[0], str((int(figures[0]) + 3) % 9 + 1), 1)
            yield "conditions: another figure", {"conditions": own.model_copy(update={"zh": other})}
    phrases = "".join(each.phrase for each in target.evidence) + (own.zh if own else "")
    for words in trial.one([each for each in _LIMITS if each not in phrases and each[:2] not in phrases]):
        zh = f"{own.zh}，{words}" if own else words
        yield "conditions: invented", {"conditions": Text(zh=zh, en="only those")}


def _words(trial: Trial, target: Target) -> Iterator[Change]:
    if target.words is not None:
        shorter = target.words.zh[: max(2, len(target.words.zh) // 2)]
        yield "words: cut", {"words": target.words.model_copy(update={"zh": shorter})}
    first, *rest = target.evidence
    if rest:
        yield "evidence: a piece left out", {"evidence": (first,)}
    places = [piece.at for each in trial.of("targets") for piece in each.evidence]
    for at in trial.one(places, first.at):
        yield "evidence: another place", {"evidence": (first.model_copy(update={"at": at}), *rest)}
    for what, phrase in (("front", first.phrase[4:]), ("end", first.phrase[:-2])):
        if len(phrase) > 3:
            cut = first.model_copy(update={"phrase": phrase})
            yield f"evidence: its {what} cut off", {"evidence": (cut, *rest)}
    for number, link in enumerate(target.links):
        others = target.links[:number] + target.links[number + 1 :]
        yield f"links: {link.kind} left out", {"links": others}
        for kind in trial.one(sorted(trial.atlas.vocabulary["target-links"]), link.kind):
            other = link.model_copy(update={"kind": kind})
            yield f"links: {link.kind} as another kind", {"links": (*others, other)}
    ids = [each.id for each in trial.of("targets")]
    for to in trial.one(ids, target.id, *(link.to for link in target.links)):
        yield "links: invented", {"links": (*target.links, TargetLink(to=to, kind="related"))}


def _records(trial: Trial, target: Target) -> Iterator[Wrong]:
    yield trial.added(
        "record: twice", target, target.model_copy(update={"id": f"{target.id}-again", "links": ()})
    )
    yield trial.with_("record: left out", target, {})
    for reason in (
        "existing-state",
        *trial.one(sorted(trial.atlas.vocabulary["set-aside-reasons"]), "existing-state"),
    ):
        yield trial.aside(target, reason)


def _swapped(trial: Trial) -> Iterator[Wrong]:
    """Two neighbours of one place that are measured alike, recorded the other way round."""
    targets = trial.of("targets")
    for one, two in pairwise(targets):
        same = one.evidence[0].at == two.evidence[0].at and one.unit == two.unit
        if not same or one.value is None or one.value == two.value or one.indicator == two.indicator:
            continue
        kept = ("value", "high", "comparator", "basis", "year", "year_basis", "period", "evidence")
        pairs = []
        for own, other in ((one, two), (two, one)):
            update = {name: getattr(other, name) for name in kept if name in Target.model_fields}
            pairs.append((own, own.model_copy(update=update)))
        yield trial.changed("swapped: figure and phrase", one, pairs)
        pairs = [
            (own, own.model_copy(update={"value": other.value})) for own, other in ((one, two), (two, one))
        ]
        yield trial.changed("swapped: figures", one, pairs)
