"""Does a target say what its phrases say? Phrase against value, unit, comparator and words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from atlas.figures import Figure, find, numerals_only
from atlas.lexicon import Lexicon, Unit, printed_forms
from atlas.squeezed import count, fold, squeeze

LONGEST = 40  # characters of a phrase, white space not counted
Code = Literal[
    "length", "no-figure", "value", "unit", "comparator", "words", "numeric-only", "left-out", "cut-off"
]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a record says: the phrases of all its evidence, in order, and the figure or the words.

    `value` is None for a worded goal, `words_zh` None for a figure. `conditions_zh` may speak of further figures
    that a phrase carries (投资超5000万元).
    """

    phrases: tuple[str, ...]
    value: Decimal | None = None
    high: Decimal | None = None
    unit_id: str | None = None
    comparator: str = "reach"
    basis: str = "level"
    words_zh: str | None = None
    conditions_zh: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that a phrase says otherwise than its record; `piece` numbers the phrase from 0."""

    code: Code
    piece: int
    zh: str
    en: str


def disagreements(claim: Claim, lexicon: Lexicon) -> tuple[Disagreement, ...]:
    """What the phrases of a claim do not bear out; empty when they agree.

    A figure: each phrase with an amount holds one that agrees in value, unit and comparator, and there is such
    a phrase. Phrases without any may stand beside it, for a sentence too long to quote whole. The unit is one
    of the printed forms of the record's unit, or in a second passage of another unit of its base (120个, 120家).
    A worded goal: its words stand in the phrases, or most of their characters do in the same order; a phrase
    is not merely numeric and carries no figure with a unit that the words and conditions leave out.
    """
    found = [*_lengths(claim)]
    if claim.value is None:
        found += _worded(claim, lexicon)
    else:
        found += _figured(claim, lexicon)
    return tuple(found)


def phrases_digest(pairs: Iterable[tuple[str, str]]) -> str:
    """SHA-256, in hex, over the sorted pairs of place and phrase, white space removed."""
    lines = sorted(f"{squeeze(at)}\t{squeeze(phrase)}\n" for at, phrase in pairs)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def cut_off(
    claim: Claim, piece: int, passage: str, start: int, end: int, lexicon: Lexicon
) -> Disagreement | None:
    """Whether a phrase leaves out words that bind its figure where it stands, at `passage[start:end]`.

    5000家 out of 高新技术企业超5000家, or 30个 out of 30个以上, agrees with a record and is not what the
    source says.
    """
    if claim.value is None:
        return None
    unit = _unit(claim, lexicon)
    inside = [
        f for f in find(passage[start:end], lexicon) if not _misfits(claim, f, unit, lexicon, loose=True)
    ]
    whole = {f.start: f for f in find(passage, lexicon)}
    for figure in inside:
        there = whole.get(figure.start + start)
        if there is None or _misfits(claim, there, unit, lexicon, loose=True):
            said = there.text if there else passage[max(0, start - 4) : end + 4]
            bound = f"（{there.comparator}）" if there else ""
            return Disagreement(
                "cut-off", piece,
                f"短语截断了限定数字的词：原文此处是“{said}”{bound}；请把限定词一并引入短语，并照此修改记录",
                f"the phrase cuts off words that bind its figure: the source says “{said}” {bound}; "
                "quote those words too and correct the record",
            )  # fmt: skip
    return None


def _lengths(claim: Claim) -> Iterator[Disagreement]:
    for piece, phrase in enumerate(claim.phrases):
        length = count(phrase)
        if not 0 < length <= LONGEST:
            yield Disagreement(
                "length", piece,
                f"短语有 {length} 个字符；应为 1 至 {LONGEST} 个（不计空白），只引带数字的最短一段",
                f"the phrase has {length} characters; write 1 to {LONGEST} (white space not counted), "
                "the shortest run that carries the figure",
            )  # fmt: skip


# Figures


def _figured(claim: Claim, lexicon: Lexicon) -> Iterator[Disagreement]:
    unit = _unit(claim, lexicon)
    amounts = [[f for f in find(phrase, lexicon) if f.kind == "amount"] for phrase in claim.phrases]
    strict = any(not _misfits(claim, f, unit, lexicon) for found in amounts for f in found)
    for piece, found in enumerate(amounts):
        if strict and all(_is_told(f, claim.conditions_zh) for f in found):
            continue
        misfits = [(_misfits(claim, f, unit, lexicon, loose=strict), f) for f in found]
        if not misfits or any(not wrong for wrong, _ in misfits):
            continue
        wrong, figure = min(misfits, key=lambda m: (sum(map(_WEIGHT.__getitem__, m[0])), m[1].start))
        for code in wrong:
            yield _told(code, piece, claim, figure, lexicon)
    yield from _ratio(claim, unit)
    if not any(amounts) and claim.phrases:
        phrase = squeeze(claim.phrases[-1])
        written = _written(claim.value, claim.high)
        yield Disagreement(
            "no-figure", len(claim.phrases) - 1,
            f"短语“{phrase}”里没有可作目标值的数字，而记录写着 {written}；请引用带此数字的原文，或改用 words",
            f"the phrase “{phrase}” holds no figure that could be the value {written}; "
            "quote the words that carry it, or use words instead of value",
        )  # fmt: skip


_RANKED = ("名",)
# What tells a ratio in a phrase: per ten thousand people, per mu, per unit of output.
_PER = re.compile(r"每|/|[人户亩地]均|单位|(?<![0-9])万[人名元]")
_PER_TEN_THOUSAND = re.compile(r"每万|(?<![0-9“])万[人名](?!计划)")
_WEIGHT: dict[Code, int] = {"value": 4, "unit": 2, "comparator": 1}


def _ratio(claim: Claim, unit: Unit | None) -> Iterator[Disagreement]:
    """A ratio (a unit whose base is named X-per-Y) says per what; a phrase that says 每万 needs a ratio."""
    whole = fold(squeeze("".join(claim.phrases)))
    ratio = unit is not None and "-per-" in unit.base
    if ratio and not _PER.search(whole):
        yield Disagreement(
            "unit", 0,
            f"单位 {claim.unit_id} 是比率，而短语没有说“每”什么；请把“万人”“每亩”之类的词引入短语",
            f"the unit {claim.unit_id} is a ratio and the phrase does not say per what; "
            "quote 万人, 每亩 and the like too",
        )  # fmt: skip
    elif unit and not ratio and _PER_TEN_THOUSAND.search(whole) and unit.base in ("count", "people"):
        yield Disagreement(
            "unit", 0,
            f"短语说的是每万人的数量，而单位 {claim.unit_id} 不是比率；应写 patents-per-wan-ren 之类的单位",
            f"the phrase counts per ten thousand people and the unit {claim.unit_id} is no ratio; "
            "write a unit such as patents-per-wan-ren",
        )  # fmt: skip


def _unit(claim: Claim, lexicon: Lexicon) -> Unit | None:
    return next((unit for unit in lexicon.units if unit.id == claim.unit_id), None)


def _misfits(
    claim: Claim, figure: Figure, unit: Unit | None, lexicon: Lexicon, *, loose: bool = False
) -> tuple[Code, ...]:
    """In what a figure differs from a claim; with `loose` any unit of the same base will do."""
    if figure.kind != "amount" or claim.value is None or figure.value is None:
        return ("value", "unit", "comparator")
    own = printed_forms(unit) if unit else frozenset()
    accepted = own
    if unit and loose:
        accepted = frozenset(form for u in lexicon.units if u.base == unit.base for form in printed_forms(u))
    fits = any(word == figure.word for _, word in accepted) or _bare_rank(claim, figure)
    if unit and figure.word in _RANKED:  # 前50名 are places, 高端人才50名 are people
        fits = fits and (unit.base == "place") == (figure.cue in ("前", "第"))
    scales = {scale for scale, _ in own}
    if not fits:
        scales.add(figure.scale)  # 120家 against 120%: only the unit is wrong
    values = any(
        claim.value * scale == figure.value * figure.scale
        and _same(claim.high, scale, figure.high, figure.scale)
        for scale in scales
    )
    bound = claim.comparator == figure.comparator or claim.comparator in figure.also
    wrong: list[tuple[Code, bool]] = [("value", not values), ("unit", not fits), ("comparator", not bound)]
    return tuple(code for code, is_wrong in wrong if is_wrong)


def _bare_rank(claim: Claim, figure: Figure) -> bool:
    """全国前30 without 位 is a rank all the same."""
    return claim.basis == "rank" and figure.word == "" and figure.cue == "前"


def _same(high: Decimal | None, scale: Decimal, printed: Decimal | None, printed_scale: Decimal) -> bool:
    if high is None or printed is None:
        return high is printed
    return high * scale == printed * printed_scale


def _told(code: Code, piece: int, claim: Claim, figure: Figure, lexicon: Lexicon) -> Disagreement:
    said, phrase = figure.text, squeeze(claim.phrases[piece])
    if code == "value":
        printed, written = _written(figure.value, figure.high), _written(claim.value, claim.high)
        return Disagreement(
            code, piece,
            f"短语“{phrase}”说的是 {said}，记录的值是 {written}；应写 value: {printed}，或改引正确的原文",
            f"the phrase “{phrase}” says {said}, the record's value is {written}; write value: {printed}, "
            "or quote the words meant",
        )  # fmt: skip
    if code == "unit":
        fitting = sorted(u.id for u in lexicon.units if (figure.scale, figure.word) in printed_forms(u))
        instead = " / ".join(fitting)
        return Disagreement(
            code, piece,
            f"短语“{phrase}”里 {said} 的单位是“{figure.unit}”，记录的单位是 {claim.unit_id}；"
            + (f"应写 unit: {instead}" if instead else "请在 units.yaml 里为它补上单位"),
            f"in “{phrase}” the unit of {said} is “{figure.unit}”, the record's is {claim.unit_id}; "
            + (f"write unit: {instead}" if instead else "add the unit to units.yaml"),
        )  # fmt: skip
    return Disagreement(
        code, piece,
        f"短语“{phrase}”里的 {said} 是 {figure.comparator}，记录写 {claim.comparator}；"
        f"应写 comparator: {figure.comparator}，或把限定词引入短语",
        f"in “{phrase}” {said} is bound as {figure.comparator}, the record says {claim.comparator}; "
        f"write comparator: {figure.comparator}, or quote the words that bind it",
    )  # fmt: skip


def _written(value: Decimal | None, high: Decimal | None) -> str:
    if value is None:
        return "—"
    return f"{value:f}" if high is None else f"[{value:f}, {high:f}]"


# Worded goals


def _worded(claim: Claim, lexicon: Lexicon) -> Iterator[Disagreement]:
    words, whole = fold(squeeze(claim.words_zh or "")), fold(squeeze("".join(claim.phrases)))
    if words and words not in whole and 3 * _in_order(words, whole) < 2 * len(words):
        yield Disagreement(
            "words", len(claim.phrases) - 1,
            f"短语里没有“{words}”；words.zh 应照录短语里的说法，或改引含有此说法的原文",
            f"the phrase does not say “{words}”; let words.zh repeat the phrase, or quote the words meant",
        )  # fmt: skip
    told = words + claim.conditions_zh
    for piece, phrase in enumerate(claim.phrases):
        if phrase and numerals_only(phrase):
            yield Disagreement(
                "numeric-only", piece,
                f"文字目标的短语“{squeeze(phrase)}”只有数字；请引用说明目标的文字，或改写为 value 和 unit",
                f"the phrase “{squeeze(phrase)}” of a worded goal is a mere number; "
                "quote the words of the goal, or write value and unit",
            )  # fmt: skip
        for figure in find(phrase, lexicon):
            if _promised(figure, lexicon) and not _is_told(figure, told):
                yield Disagreement(
                    "left-out", piece,
                    f"短语“{squeeze(phrase)}”带有数字 {figure.text}，而记录是文字目标；"
                    "请另立一条数字目标，或只引文字部分，或在 conditions 里写明这个数字",
                    f"the phrase “{squeeze(phrase)}” carries the figure {figure.text} and the record is a worded "
                    "goal; record the figure as a target, quote only the words, or name the figure in conditions",
                )  # fmt: skip


def _promised(figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a figure might be promised: an amount with a unit of the vocabulary; 一个 is an article."""
    known = any(figure.word == word for unit in lexicon.units for _, word in printed_forms(unit) if word)
    return figure.kind == "amount" and known and figure.word != "大" and not figure.text.startswith("一")


def _is_told(figure: Figure, words: str) -> bool:
    """Whether words, such as those of conditions, speak of a figure: 投资超5000万元 of 5000 万元."""
    return figure.text in fold(squeeze(words))


def _in_order(words: str, text: str) -> int:
    """The length of the longest run of characters, gaps allowed, that both texts have in the same order."""
    row = [0] * (len(text) + 1)
    for character in words[:LONGEST]:
        last = 0
        for i, other in enumerate(text, 1):
            last, row[i] = row[i], (last + 1 if character == other else max(row[i], row[i - 1]))
    return row[-1]
