"""Baselines that the words around a figure say otherwise, do not say, or say and the record does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from atlas.checks.context import Context
from atlas.figures.wording import number
from atlas.problems import Words
from atlas.proposing.baselines import Against, against
from atlas.proposing.drafts import Draft
from atlas.proving.doubted import Doubt
from atlas.proving.redrafted import Redrafted
from atlas.records.model import Target


def baseline_doubts(_: Context, found: Redrafted, target: Target, drafts: Sequence[Draft]) -> Iterator[Doubt]:
    """What the words of each place of a target say against its baseline."""
    own, said = target.baseline, [_against(found, target, each) for each in drafts]
    first = next((each for each in said if each), None)
    if own is None:
        if first and all(said) and target.basis in ("change", "level"):
            value = f", value: {number(first.value)}" if first.value is not None else ""
            unit = f", unit: {target.unit}" if first.value is not None else ""
            line = f"baseline: {{year: {first.year}{value}{unit}}}"
            yield Doubt(
                "baseline",
                Words(
                    f"“{first.cue}”是基期，记录没有写", f"“{first.cue}” is the baseline, the record has none"
                ),
                Words(f"应写 {line}", f"write {line}"),
                str(first.year),
            )
        return
    words = "".join(map(found.words, drafts))
    if first is None and str(own.year) not in words and not re.search("上年|去年", words):
        yield Doubt(
            "baseline",
            Words(f"原文没有与 {own.year} 年相比", f"no word compares with {own.year}"),
            Words("请删去 baseline", "remove baseline"),
            str(own.year),
        )
    elif first is not None and own.year not in {each.year for each in said if each}:
        yield Doubt(
            "baseline",
            Words(
                f"“{first.cue}”说明基期是 {first.year} 年，记录写的是 {own.year}",
                f"“{first.cue}” makes {first.year} the baseline, the record says {own.year}",
            ),
            Words(f"应写 year: {first.year}", f"write year: {first.year}"),
            str(first.year),
        )
    elif own.value is not None and not re.search(
        rf"(?<![0-9.]){re.escape(number(own.value))}(?![0-9.])", words
    ):
        yield Doubt(
            "baseline",
            Words(f"原文这句话没有 {number(own.value)}", f"its words have no {number(own.value)}"),
            Words("请核对 baseline 的 value", "check the value of baseline"),
            number(own.value),
        )
    elif own.value is not None and own.unit != target.unit and first is not None and first.value is not None:
        yield Doubt(
            "baseline",
            Words(
                f"基期的单位是 {own.unit}，数值的单位是 {target.unit}",
                f"the baseline is in {own.unit}, the figure in {target.unit}",
            ),
            Words(f"应写 unit: {target.unit}", f"write unit: {target.unit}"),
            str(own.unit),
        )


def _against(found: Redrafted, target: Target, draft: Draft) -> Against | None:
    words = found.words(draft)
    return against(words, draft.figure.start - draft.begins, target.basis, target.year)
