"""What the words that govern a figure say of its record: its basis, whether it is hoped for, and its year. Pure.

A cue governs the clause in which it stands, up to the figure: 力争 of 力争A达3家，B达5家 says nothing of B. Texts
are folded and squeezed (`atlas.squeezed`). Only what the conventions settle without a look at the rest of the
text is said here; a share, a rate or a place is no count, and what is added up or newly added is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.meaning.yearly import EACH_YEAR, RATE_OF_CHANGE, said
from atlas.numerals import arabic, chinese
from atlas.problems import Words
from atlas.records.model import NET, Atlas, Target

HOPED = re.compile("力争|争取|争创|力求|瞄准")
"""What makes a promise a hope."""
MAYBE_HOPED = re.compile(f"{HOPED.pattern}|努力|争当|争进|争先|冲刺|冲击|力促|有望|期望|希望")
"""What an editor may take for a hope."""

_ENDS = "，。；：？！,;:?!\n"
_TITLE = re.compile("《[^》]*》")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年|[-－–—～~至到](?:19|20)[0-9]{2}年)")
AGAINST = re.compile(
    r"(?:[比较]|[由从](?=20[0-9]{2}年[的底末]{0,2}[0-9]))(?:上年|去年|上一年|(?P<year>(?:19|20)[0-9]{2})年)"
)
"""What something is compared with: `year`, or the year before."""
_SUMMED = re.compile("累计")
_ADDED = re.compile("净增(?!长)|新增(?!长)|新引进|新引育|新建|新签|新培育")
_STOCK = re.compile("总数|总量|总规模|存量|有效|拥有|保有")
_CHANGED = re.compile(r"提高|提升|下降|降低|减少|增长|上升|压减|增幅|降幅|翻|倍增")
_CHANGED_BY = re.compile(
    "(?P<verb>提高|提升|下降|降低|减少|增长|上升|压减)了?(?:约|近|超过?|达到?|不少于|不低于|不超过)?$"
)
_ONE_YEAR = re.compile("全年|(?<![0-9一二两三四五六七八九十几数])年内")
_SPAN = re.compile(
    "(?<![0-9.])([2-9二两三四五六七八九])年(?:内|间|里)?(?!行动|计划|规划|滚动|一[周次轮评考]|[期级度制来前])"
)
_NO_COUNT = {"percent", "percentage-points", "points", "place", "fold"}
_RELATIVE = {"percent", "percentage-points", "fold"}
_TIME = re.compile(
    r"20[0-9]{2}|[0-9]{2}年|周年|全年|年内|年末|年底|年终|每年|年均|当年|今年|本年|明年|(?<![.])[一二两三四五六七八九十0-9]年(?!一[周次轮评考])|“?十[一二三四五六七八九]五"
)


CUES = re.compile(
    "|".join(one.pattern for one in (EACH_YEAR, _SUMMED, _ADDED))
    + "|全年|年内|[2-9二两三四五六七八九]年|[提升下降减增上压][高升降低少长减]|个百分点"
)
"""What any phrase holds whose words say something of the basis."""

AS_NET = f"conditions: {{zh: {NET}, en: net of those that are lost}}"
"""What a record says of a net increase."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says of basis and deadline; `base` is the base of its unit, empty for a goal in words.

    `horizon` is the planning period of its document; `placed` says that the record has a `year_basis`, `net` that
    its conditions say 净增.
    """

    basis: str
    base: str
    year: int | None
    period: tuple[int, int] | None
    baseline: int | None
    horizon: tuple[int, int] | None = None
    placed: bool = True
    net: bool = True


def record_of(target: Target, atlas: Atlas) -> Record:
    """What a target says that the words around its figure may gainsay."""
    unit, baseline = atlas.units.get(target.unit or ""), target.baseline
    document = atlas.documents.get(target.document)
    return Record(
        target.basis,
        unit.base if unit else "",
        target.year,
        target.period,
        baseline.year if baseline else None,
        document.period if document else None,
        target.year_basis is not None,
        target.net,
    )


def clause(text: str, start: int) -> str:
    """The words of a text before `start` that stand in the same clause."""
    at = max(text.rfind(end, 0, start) for end in _ENDS)
    return text[at + 1 : start]


def sentence(text: str, start: int, end: int) -> str:
    """The sentence, or the run of sentences, in which `text[start:end]` stands."""
    first = text.rfind("。", 0, start) + 1
    last = text.find("。", max(start, end - 1))
    return text[first : len(text) if last < 0 else last + 1]


def basis(before: str, record: Record) -> tuple[str, Words, Words] | None:
    """What the clause before a figure says against the basis: the field, what is wrong, what to write.

    A figure of another kind (a share, a place) is never a sum or an addition.
    """
    if record.basis == "threshold":
        return None
    changed = _CHANGED_BY.search(before)
    own = "change" if record.base == "percentage-points" else None
    if changed and (record.base in _RELATIVE or record.basis in ("level", "rank")):
        own = "change"
    each = EACH_YEAR.search(before)
    rate = RATE_OF_CHANGE.search(before) if each and record.base == "percent" else None
    if rate and record.basis != "change":
        return wrong(rate[0], record.basis, "change", () if record.period else _of_each_year(record))
    if own and record.basis != own:
        cue = changed["verb"] if changed else "个百分点"
        return wrong(cue, record.basis, own)
    if each and record.basis == "change" and record.period is None:
        what = Words(
            f"“{said(each)}”说的是每年的变化，而记录没有写时期",
            f"“{said(each)}” tells a change of each year and the record has no period",
        )
        return "basis", what, yearly(record)
    if each and record.basis not in ("annual", "change", "rank"):
        return wrong(said(each), record.basis, "annual", () if record.period else _of_each_year(record))
    if record.base in _NO_COUNT or "-per-" in record.base or not record.base or _CHANGED.search(before):
        return None
    summed = _SUMMED.search(before)
    if summed and not each and record.basis != "total":
        return wrong(summed[0], record.basis, "total", _and_span(before, record, "total"))
    added = _ADDED.search(before)
    if added and record.basis in ("level", "change") and not _STOCK.search(before, added.end()):
        return wrong(added[0], record.basis, "increase", _and_span(before, record, "increase"))
    return _span(before, record) or _lost(before, record)


def net(before: str, basis: str) -> bool:
    """Whether 净增 stands before what is added: it is another thing than what is added without losses."""
    return basis in ("increase", "annual", "total") and re.search(f"{NET}(?!长)", before) is not None


def _lost(before: str, record: Record) -> tuple[str, Words, Words] | None:
    """That the conditions of a net increase do not say so."""
    if record.net or not net(before, record.basis):
        return None
    what = Words(
        f"“{NET}”说明已减去退出的，记录的条件没有写",
        f"“{NET}” is net of what is lost, the record's conditions do not say so",
    )
    return "basis", what, Words(f"应补上 {AS_NET}", f"add {AS_NET}")


def yearly(record: Record, *, one: bool = False) -> Words:
    """What else a record wants that is of each year, with all that changes: its period, no year, and whence it is.

    With `one` it is of its own year only, which stays.
    """
    return _joined(_of_each_year(record, one=one))


def _of_each_year(record: Record, *, one: bool = False) -> tuple[Words, ...]:
    years = record.horizon
    only: tuple[Words, ...] = ()
    if one and record.year is not None:
        years = (record.year, record.year)
    elif record.year is not None and years != (record.year, record.year):
        only = (Words("删去 year", "remove year"),)
    if years is None:
        first = Words("补上 period，写首年和末年", "add period with the first and the last year")
    else:
        first = Words(f"补上 period: [{years[0]}, {years[1]}]", f"add period: [{years[0]}, {years[1]}]")
    basis = "stated | section" if one else "stated | inherited"
    whence = Words(f"补上 year_basis: {basis}", f"add year_basis: {basis}")
    return (first, *only, *(() if record.placed else (whence,)))


def _joined(parts: Sequence[Words], *, or_quoted: bool = False) -> Words:
    """What is to be done, in one sentence."""
    *first, last = (part.en for part in parts)
    en = f"{', '.join(first)} and {last}" if first else last
    zh = "应" + "，".join(part.zh for part in parts)
    return Words(f"{zh}，或改引所指的原文", f"{en}, or quote the words meant") if or_quoted else Words(zh, en)


def _and_span(before: str, record: Record, basis: str) -> tuple[Words, ...]:
    """The period that the words ask for under another basis, if they do."""
    found = _span(before, replace(record, basis=basis))
    return () if found is None else (Words(found[2].zh.removeprefix("应"), found[2].en),)


def basis_said(before: str, base: str) -> tuple[str, str] | None:
    """The basis that the clause before a figure says, and the word that says it; `base` is the base of its unit."""
    changed, each = _CHANGED_BY.search(before), EACH_YEAR.search(before)
    if base == "percentage-points" or (changed and base in _RELATIVE | {"place"}):
        return "change", changed["verb"] if changed else "个百分点"
    if each:
        return "annual", said(each)
    if base in _NO_COUNT or "-per-" in base or not base or _CHANGED.search(before):
        return None
    if summed := _SUMMED.search(before):
        return "total", summed[0]
    added = _ADDED.search(before)
    return ("increase", added[0]) if added and not _STOCK.search(before, added.end()) else None


def _span(before: str, record: Record) -> tuple[str, Words, Words] | None:
    """三年 or 全年 before what is added or summed up: the record has a period of three years, or of one."""
    if record.basis not in ("increase", "total"):
        return None
    found, period = _SPAN.search(before), record.period
    if found is None:
        whole = _ONE_YEAR.search(before)
        if whole is None or (period and period[0] == period[1]):
            return None
        year = record.year or (period[1] if period else None)
        return (
            "basis" if period is None else "period",
            Words(
                f"“{whole[0]}”说明只跨一年，记录的 period 不是",
                f"“{whole[0]}” spans one year, the record's period does not",
            ),
            _period(year, 1, record.horizon),
        )
    wanted = chinese(found[1]) or arabic(found[1])
    if period and period[1] - period[0] + 1 == wanted:
        return None
    return (
        "basis" if period is None else "period",
        Words(
            f"“{found[0]}”说明跨 {wanted} 年，记录的 period 不是",
            f"“{found[0]}” spans {wanted} years, the record's period does not",
        ),
        _period(record.year or (period[1] if period else None), int(wanted or 1), record.horizon),
    )


def _period(last: int | None, many: int, horizon: tuple[int, int] | None) -> Words:
    """The period of so many years: the document's if it has as many, else those up to the last."""
    if horizon and horizon[1] - horizon[0] + 1 == many and last in (None, horizon[1]):
        first, last = horizon
    elif last is not None:
        first = last - many + 1
    else:
        return Words(
            f"应写 {many} 年的 period，即首年和末年",
            f"write a period of {many} years, the first and the last",
        )
    return Words(f"应写 period: [{first}, {last}]", f"write period: [{first}, {last}]")


def wrong(cue: str, recorded: str, wanted: str, also: Sequence[Words] = ()) -> tuple[str, Words, Words]:
    """A word that makes the basis another one: the field, what is wrong, what to write, with what goes with it."""
    return (
        "basis",
        Words(
            f"“{cue}”说明口径是 {wanted}，记录写的是 {recorded}",
            f"“{cue}” makes the basis {wanted}, the record says {recorded}",
        ),
        _joined((Words(f"写 basis: {wanted}", f"write basis: {wanted}"), *also), or_quoted=True),
    )


def hope(before: str) -> str | None:
    """The word of a clause that makes what follows a hope."""
    found = HOPED.search(before)
    return found[0] if found else None


def years(text: str, record: Record) -> Iterator[tuple[str, Words, Words]]:
    """What the years of some words say against the record's: the field, what is wrong, what to write.

    Years inside the titles of policies are left aside. A year that something is compared with is the baseline's.
    """
    bare = _TITLE.sub("", text)
    for found in AGAINST.finditer(bare):
        wanted = int(found["year"]) if found["year"] else (record.year - 1 if record.year else None)
        if wanted is not None and record.baseline != wanted and record.basis == "change":
            said = found[0]
            yield (
                "basis" if record.baseline is None else "baseline",
                Words(f"“{said}”说明基期是 {wanted} 年，记录没有这样写",
                      f"“{said}” makes {wanted} the baseline, the record does not say so"),
                Words(f"应写 baseline: {{year: {wanted}}}", f"write baseline: {{year: {wanted}}}"),
            )  # fmt: skip
    allowed = {record.year, record.baseline}
    for found in _YEAR.finditer(AGAINST.sub("", bare)):
        year = int(found[1])
        if year in allowed or (record.period and record.period[0] <= year <= record.period[1]):
            continue
        field = "year" if record.year is not None else "period" if record.period is not None else "basis"
        recorded = record.year or record.period
        yield (
            field,
            Words(f"原文说的是 {year} 年，记录写的是 {_told(recorded) or '没有期限'}",
                  f"the words say {year}, the record says {_told(recorded) or 'no year'}"),
            Words(f"应写 year: {year}，或改引所指的原文", f"write year: {year}, or quote the words meant"),
        )  # fmt: skip
        return


def years_said(text: str) -> tuple[int, ...]:
    """The years that some words say, but for those in titles and those that something is compared with."""
    return tuple(sorted({int(found[1]) for found in _YEAR.finditer(AGAINST.sub("", _TITLE.sub("", text)))}))


def _told(years: int | tuple[int, int] | None) -> str:
    if years is None:
        return ""
    return str(years) if isinstance(years, int) else f"{years[0]}–{years[1]}"


def tells_time(text: str) -> bool:
    """Whether some words say by when: a year, 年内, 三年, “十四五”."""
    return _TIME.search(_TITLE.sub("", text)) is not None
