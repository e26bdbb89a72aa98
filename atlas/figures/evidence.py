"""Does a target say what its phrases say? Phrase against value, unit, comparator and words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from atlas.figures import disagreement as tell
from atlas.figures.borders import CELL
from atlas.figures.disagreement import Code, Disagreement, written
from atlas.figures.figures import Figure, find, numerals_only
from atlas.figures.lexicon import Lexicon, Unit, printed_forms
from atlas.numerals import split_scale
from atlas.problems import Words
from atlas.squeezed import count, fold, squeeze

LONGEST = 40  # characters of a phrase, white space not counted

_RANKED = "名"  # 前50名 are places, 高端人才50名 are people
# What tells a ratio in a phrase: per ten thousand people, per mu, per unit of output.
_PER = re.compile(r"每(?![年季月个])|/|[人户亩地]均|单位|(?<![0-9“])万[人名元](?!计划)")
_PER_TEN_THOUSAND = re.compile(r"每万|(?<![0-9“])万[人名](?!计划)")
_WEIGHT: dict[Code, int] = {"value": 4, "unit": 2, "comparator": 1}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a record says: the phrases of all its evidence, in order, and the figure or the words.

    `value` is None for a worded goal, `words_zh` None for a figure. `conditions_zh` may speak of further figures
    that a phrase carries (投资超5000万元). `base` is that of the indicator's unit, where that is to be offered.
    """

    phrases: tuple[str, ...]
    value: Decimal | None = None
    high: Decimal | None = None
    unit_id: str | None = None
    comparator: str = "reach"
    basis: str = "level"
    words_zh: str | None = None
    conditions_zh: str = ""
    base: str = ""


def disagreements(claim: Claim, lexicon: Lexicon) -> tuple[Disagreement, ...]:
    """What the phrases of a claim do not bear out; empty when they agree.

    A figure: each phrase with an amount holds one that agrees in value, unit and comparator, and there is such
    a phrase. Phrases without any may stand beside it, for a sentence too long to quote whole, and phrases whose
    amounts the conditions name. The unit is one of the printed forms of the record's unit, or in a second
    passage of another unit of its base (120个, 120家).
    A worded goal: its words stand in the phrases, or two thirds of their characters do in the same order; a
    phrase is not merely numeric and carries no figure with a unit that the words and conditions leave out.
    """
    found = [
        tell.length(piece, count(phrase), LONGEST)
        for piece, phrase in enumerate(claim.phrases)
        if not 0 < count(phrase) <= LONGEST
    ]
    found += _worded(claim, lexicon) if claim.value is None else _figured(claim, claim.value, lexicon)
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
    whole = {figure.start: figure for figure in find(passage, lexicon)}
    for figure in _meant(passage[start:end], lexicon):
        if _misfits(claim, figure, unit, lexicon, loose=True):
            continue
        there = whole.get(figure.start + start)
        if there is None:
            return tell.cut_off(piece, passage[max(0, start - 4) : end + 4], "")
        if _misfits(claim, there, unit, lexicon, loose=True):
            return tell.cut_off(piece, there.text, there.comparator)
    return None


def bearing(claim: Claim, text: str, lexicon: Lexicon) -> tuple[int, ...]:
    """Where the figures of a text that a claim may mean begin; the text is folded and squeezed."""
    unit = _unit(claim, lexicon)
    return tuple(f.start for f in _meant(text, lexicon) if not _misfits(claim, f, unit, lexicon, loose=True))


def other_unit(claim: Claim, printed: str, lexicon: Lexicon) -> tuple[Words, Words] | None:
    """What is wrong where a table prints another unit than the record's; None where it does not, or prints no known one."""
    form, unit = split_scale(fold(squeeze(printed))), _unit(claim, lexicon)
    fitting = sorted(each.id for each in lexicon.units if form in printed_forms(each))
    if claim.value is None or unit is None or not fitting or unit.id in fitting:
        return None
    return (
        Words(
            f"表里的单位是“{printed}”，记录的单位是 {unit.id}",
            f"the unit in the table is “{printed}”, the record's is {unit.id}",
        ),
        Words(f"应写 unit: {' / '.join(fitting)}", f"write unit: {' / '.join(fitting)}"),
    )


# Figures


def _meant(phrase: str, lexicon: Lexicon) -> Iterator[Figure]:
    """The figures that a phrase is about: of a row of cells, those of the last one."""
    first = max(phrase.rfind(CELL), phrase.rfind("｜")) + 1
    return (figure for figure in find(phrase, lexicon) if figure.start >= first)


def _figured(claim: Claim, value: Decimal, lexicon: Lexicon) -> Iterator[Disagreement]:
    unit = _unit(claim, lexicon)
    amounts = [[f for f in _meant(phrase, lexicon) if f.kind == "amount"] for phrase in claim.phrases]
    strict = any(not _misfits(claim, f, unit, lexicon) for found in amounts for f in found)
    for piece, found in enumerate(amounts):
        if strict and all(_is_told(figure, claim.conditions_zh) for figure in found):
            continue
        misfits = [(_misfits(claim, figure, unit, lexicon, loose=strict), figure) for figure in found]
        if not misfits or any(not wrong for wrong, _ in misfits):
            continue
        wrong, figure = min(misfits, key=lambda m: (sum(map(_WEIGHT.__getitem__, m[0])), m[1].start))
        if "value" in wrong and _stands_bare(claim, claim.phrases[piece]):
            yield tell.uncounted(piece, squeeze(claim.phrases[piece]), written(claim.value, claim.high))
            continue
        for code in wrong:
            yield _told(code, piece, claim, figure, lexicon)
    if not any(amounts) and claim.phrases:
        last = len(claim.phrases) - 1
        yield tell.no_figure(last, squeeze(claim.phrases[last]), value, claim.high)
    if unit:
        yield from _ratio(claim, unit, lexicon)


def _stands_bare(claim: Claim, phrase: str) -> bool:
    """Whether the value is the last numeral of a phrase and nothing follows it: 新引进超10亿元项目12."""
    return claim.high is None and bool(re.search(rf"(?<![0-9.]){claim.value}$", fold(squeeze(phrase))))


def _ratio(claim: Claim, unit: Unit, lexicon: Lexicon) -> Iterator[Disagreement]:
    """A ratio (a unit whose base is named X-per-Y) says per what; a phrase that says 每万 needs a ratio."""
    whole = fold(squeeze("".join(claim.phrases)))
    if _is_ratio(unit):
        if not _PER.search(whole):
            yield tell.per_what(0, unit.id)
    elif _PER_TEN_THOUSAND.search(whole):
        own = {
            (figure.scale, figure.word)
            for phrase in claim.phrases
            for figure in find(phrase, lexicon)
            if figure.value == claim.value and figure.word
        }
        own = own or set(printed_forms(unit))
        units = [u for u in lexicon.units if _is_ratio(u) and own & printed_forms(u)]
        fitting = sorted(u.id for u in [u for u in units if u.base == claim.base] or units)
        if fitting:
            yield tell.no_ratio(0, squeeze(claim.phrases[0]), unit.id, " / ".join(fitting))


def _is_ratio(unit: Unit) -> bool:
    return "-per-" in unit.base


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
    if unit and figure.word == _RANKED:
        fits = fits and (unit.base == "place") == (figure.cue in ("前", "第"))
    values = any(_equal(claim, scale, figure, figure.scale) for scale, _ in own)
    if not values and _equal(claim, Decimal(1), figure, Decimal(1)):  # 120家 or 28万人 with another unit
        values, fits = True, False
    if figure.cell and not figure.unit:  # the unit stands over the table
        values, fits = _equal(claim, Decimal(1), figure, Decimal(1)), True
    if (
        figure.cell and unit and unit.base == "percent" and not fits
    ):  # a column of rates (年均增速) beside 亿元
        values = fits = _equal(claim, Decimal(1), figure, Decimal(1))
    bound = claim.comparator == figure.comparator or claim.comparator in figure.also
    wrong: list[tuple[Code, bool]] = [("value", not values), ("unit", not fits), ("comparator", not bound)]
    return tuple(code for code, is_wrong in wrong if is_wrong)


def _bare_rank(claim: Claim, figure: Figure) -> bool:
    """全国前30 without 位 is a rank all the same."""
    return claim.basis == "rank" and figure.word == "" and figure.cue == "前"


def _equal(claim: Claim, scale: Decimal, figure: Figure, printed: Decimal) -> bool:
    if claim.value is None or figure.value is None or claim.value * scale != figure.value * printed:
        return False
    if claim.high is None or figure.high is None:
        return claim.high is figure.high
    return claim.high * scale == figure.high * printed


def _told(code: Code, piece: int, claim: Claim, figure: Figure, lexicon: Lexicon) -> Disagreement:
    phrase, said = squeeze(claim.phrases[piece]), figure.text
    if code == "value":
        printed = written(figure.value, figure.high)
        return tell.value(piece, phrase, said, printed, written(claim.value, claim.high))
    if code == "unit":
        units = [u for u in lexicon.units if (figure.scale, figure.word) in printed_forms(u)]
        if _PER_TEN_THOUSAND.search(fold(phrase)) and any(map(_is_ratio, units)):
            units = [u for u in units if _is_ratio(u)]
        units = [u for u in units if u.base == claim.base] or units
        fitting = sorted(u.id for u in units)
        return tell.unit(piece, phrase, said, figure.unit, claim.unit_id, " / ".join(fitting))
    return tell.comparator(piece, phrase, said, figure.comparator, claim.comparator)


# Worded goals


def _worded(claim: Claim, lexicon: Lexicon) -> Iterator[Disagreement]:
    words, whole = fold(squeeze(claim.words_zh or "")), fold(squeeze("".join(claim.phrases)))
    if words not in whole and 3 * _in_order(words, whole) < 2 * len(words):
        yield tell.words(max(len(claim.phrases) - 1, 0), words)
    told = words + claim.conditions_zh
    for piece, phrase in enumerate(claim.phrases):
        if phrase and numerals_only(phrase):
            yield tell.numeric_only(piece, squeeze(phrase))
        for figure in find(phrase, lexicon):
            if _promised(figure, lexicon) and not _is_told(figure, told):
                yield tell.left_out(piece, squeeze(phrase), figure.text)


def _promised(figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a figure might be promised: an amount with a unit of the vocabulary.

    一个 is an article, and 两大产业 counts what was just named.
    """
    if figure.kind != "amount" or figure.word in ("", "大") or figure.text.startswith("一"):
        return False
    return any(figure.word == word for unit in lexicon.units for _, word in printed_forms(unit))


def _is_told(figure: Figure, words: str) -> bool:
    """Whether words, such as those of conditions, speak of a figure: 投资超5000万元 of 5000 万元."""
    return figure.text in fold(squeeze(words))


def _in_order(words: str, text: str) -> int:
    """The length of the longest run of characters, gaps allowed, that both texts have in the same order."""
    row = [0] * (len(text) + 1)
    for character in words:
        last = 0
        for i, other in enumerate(text, 1):
            last, row[i] = row[i], (last + 1 if character == other else max(row[i], row[i - 1]))
    return row[-1]
