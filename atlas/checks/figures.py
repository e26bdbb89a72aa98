"""Rules on values, units, comparators, and the phrase they were taken from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from atlas.checks.context import Context
from atlas.figures.disagreement import Code, Disagreement
from atlas.figures.evidence import Claim, disagreements
from atlas.problems import Problem, Words, one_of
from atlas.records.model import Target


def value_or_words(context: Context) -> Iterator[Problem]:
    """A target has a value with a unit, or words with neither; a baseline's value has a unit too."""
    for target in context.asked.targets.values():
        if target.value is None and target.words is None:
            what = Words("既没有 value 也没有 words", "has neither value nor words")
            yield context.problem(
                "value-or-words",
                target,
                (),
                what,
                Words(
                    "数字目标写 value，文字目标写 words",
                    "write value for a figure, words for a goal in words",
                ),
            )
        if target.value is not None and target.words is not None:
            what = Words("同时有 value 和 words", "has both value and words")
            yield context.problem(
                "value-or-words",
                target,
                ("words",),
                what,
                Words(
                    "请只留其一；补充说明写在 conditions 或 note",
                    "keep one; put additions into conditions or note",
                ),
                of_key=True,
            )
        if target.value is not None and target.unit is None:
            what = Words("有 value 而没有 unit", "has a value and no unit")
            yield context.problem(
                "value-or-words", target, ("value",), what, Words("应补上 unit", "add unit")
            )
        if target.value is None and target.unit is not None and target.words is not None:
            what = Words("没有 value 却有 unit", "has a unit and no value")
            yield context.problem(
                "value-or-words", target, ("unit",), what, Words("请删去此行", "remove the line"), of_key=True
            )

        baseline = target.baseline
        if baseline is not None and (baseline.value is None) != (baseline.unit is None):
            name, lack = ("value", "unit") if baseline.unit is None else ("unit", "value")
            what = Words(f"基期有 {name} 而没有 {lack}", f"the baseline has a {name} and no {lack}")
            instead = Words(f"应补上 {lack}", f"add {lack}")
            yield context.problem("value-or-words", target, ("baseline", name), what, instead, of_key=True)


# A change is measured in its own units, whatever the indicator is measured in.
_CHANGE_UNITS = {"percent", "percentage-points", "fold"}


def unit_fits(context: Context) -> Iterator[Problem]:
    """A target's unit converts into its indicator's unit (a change or a rank has its own).

    One that is not the phrase's either is told there alone (`phrase_agrees`).
    """
    atlas = context.atlas
    without: set[str] = set()  # one indicator lacks its unit once, however many targets it has
    for target in context.asked.targets.values():
        indicator, unit = atlas.indicators.get(target.indicator), atlas.units.get(target.unit or "")
        if indicator is None or unit is None or target.basis not in atlas.vocabulary["bases"]:
            continue  # reported already
        if target.basis == "threshold":
            continue
        if target.basis == "change" and unit.id in _CHANGE_UNITS:
            continue
        if target.basis == "rank":
            if unit.base != "place" and not _gainsaid(context, target, "unit"):
                what = Words(
                    f"basis 是 rank，而单位是“{unit.id}”", f"the basis is rank and the unit is “{unit.id}”"
                )
                instead = Words(
                    "位次的单位应写 place；若不是位次，应改写 basis",
                    "a place among others has the unit place; if it is none, write another basis",
                )
                yield context.problem("unit-fits", target, ("basis",), what, instead)
            continue
        wanted = atlas.units.get(indicator.unit or "")
        if indicator.unit is None and indicator.id not in without:
            without.add(indicator.id)
            what = Words(
                f"此指标没有单位，而目标“{target.gid}”有数值",
                f"the indicator has no unit, and its target “{target.gid}” has a figure",
            )
            instead = Words(f"应补上 unit，如 {unit.id}", f"add unit, such as {unit.id}")
            yield context.problem("unit-fits", indicator, (), what, instead)
        elif wanted is not None and wanted.base != unit.base and not _gainsaid(context, target, "unit"):
            options = [name for name, other in atlas.units.items() if other.base == wanted.base]
            what = Words(
                f"单位“{unit.id}”不能换算成指标的单位“{wanted.id}”",
                f"the unit “{unit.id}” does not convert into the indicator's “{wanted.id}”",
            )
            units = one_of(options)
            instead = Words(
                f"{units.zh}；若单位与原文相符，则应换用别的指标或口径",
                f"{units.en}; if the unit is as printed, name another indicator or basis",
            )
            yield context.problem("unit-fits", target, ("unit",), what, instead)


COVERED = "全覆盖"
"""The one goal in words that is a matter of all: full coverage."""


def comparator_fits(context: Context) -> Iterator[Problem]:
    """`within` goes with a range and a range with `within`, `rank` with places; a goal in words is reached, or `all`."""
    known = context.atlas.vocabulary
    for target in context.asked.targets.values():
        if target.words is not None and target.value is None:
            wanted = "all" if COVERED in target.words.zh else "reach"
            if target.comparator in known["comparators"].keys() - {wanted}:
                what = Words(
                    f"文字目标“{target.words.zh}”的 comparator 是 {target.comparator}",
                    f"the comparator of the goal in words “{target.words.zh}” is {target.comparator}",
                )
                instead = Words(f"应写 {wanted}", f"write {wanted} instead")
                yield context.problem("comparator-fits", target, ("comparator",), what, instead)
        bound_otherwise = _gainsaid(context, target, "comparator")
        if (
            target.comparator == "within"
            and target.value is not None
            and target.high is None
            and not bound_otherwise
        ):
            what = Words(
                "comparator 为 within，而 value 不是区间",
                "the comparator is within and the value is no range",
            )
            yield context.problem(
                "comparator-fits",
                target,
                ("comparator",),
                what,
                Words("应写 value: [小数, 大数]", "write value: [smaller, larger]"),
            )
        if (
            target.high is not None
            and target.comparator in known["comparators"].keys() - {"within"}
            and not bound_otherwise
        ):
            what = Words(
                "value 是区间，而 comparator 不是 within",
                "the value is a range and the comparator is not within",
            )
            yield context.problem(
                "comparator-fits", target, ("comparator",), what, Words("应写 within", "write within instead")
            )
        as_rank = target.unit == "place" and target.basis in known["bases"].keys() - {"rank", "change"}
        if as_rank and not _gainsaid(context, target, "unit"):
            what = Words(
                f"单位为位次，而 basis 是 {target.basis}",
                f"the unit is a place and the basis is {target.basis}",
            )
            yield context.problem(
                "comparator-fits", target, ("basis",), what, Words("应写 rank", "write rank instead")
            )


_OF_THE_RECORD = {"value", "unit", "comparator"}


def phrase_agrees(context: Context) -> Iterator[Problem]:
    """The figure that stands in each phrase is the target's value, unit and comparator.

    What one change of the record mends is told at the first phrase.
    """
    for target in context.asked.targets.values():
        told = set()
        for found in _disagreements(context, target):
            if found.code in _OF_THE_RECORD and (found.code, found.instead) in told:
                continue
            told.add((found.code, found.instead))
            trail = ("evidence", found.piece, "phrase")
            yield context.problem("phrase-agrees", target, trail, Words(*found.what), Words(*found.instead))


def is_gainsaid(context: Context, target: Target) -> bool:
    """Whether the phrases of a target say another value, unit or comparator."""
    return bool(_disagreements(context, target))


def _disagreements(context: Context, target: Target) -> tuple[Disagreement, ...]:
    """What the phrases of a target say otherwise than it; nothing where it is not whole, which is reported already."""
    words = context.lexicon
    base = _base(context, target)

    def told(target: Target) -> tuple[Disagreement, ...]:
        return disagreements(replace(claim_of(target), base=base), words)

    # The base is in the name, for what was worked out under another one does not hold.
    what = f"disagreements {base}"
    return context.worked_out.of(what, target, told, (words,)) if _is_whole(context, target) else ()


def _base(context: Context, target: Target) -> str:
    """The base of the units that a target may have; empty where its indicator is not known, or it has units of its own."""
    indicator = context.atlas.indicators.get(target.indicator)
    if target.basis == "rank":
        return "place"
    if indicator is None or target.basis in ("change", "threshold"):
        return ""
    unit = context.atlas.units.get(indicator.unit or "")
    return unit.base if unit else ""


def _gainsaid(context: Context, target: Target, code: Code) -> bool:
    """Whether the phrases of a target say another unit or comparator: told there, and nothing else of it."""
    return any(found.code == code for found in _disagreements(context, target))


def _is_whole(context: Context, target: Target) -> bool:
    """Whether a target has a known comparator, and either words or a figure with a known unit."""
    known = target.comparator in context.atlas.vocabulary["comparators"]
    if target.value is None:
        return known and target.words is not None and target.unit is None
    return known and target.words is None and target.unit in context.atlas.units


def claim_of(target: Target) -> Claim:
    """What a target says of its phrases."""
    return Claim(
        tuple(evidence.phrase for evidence in target.evidence),
        target.low,
        target.high,
        target.unit,
        target.comparator,
        target.basis,
        target.words.zh if target.words else None,
        target.conditions.zh if target.conditions else "",
    )
