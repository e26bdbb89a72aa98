"""By when a figure is promised, as the words around it say, and where they stand. Pure.

Texts are folded and squeezed (`atlas.squeezed`). A time at the head of a sentence, or alone between commas, holds to
the full stop; one inside a clause for that clause.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from atlas.meaning import governing
from atlas.meaning.yearly import EACH_YEAR
from atlas.numerals import arabic, chinese
from atlas.problems import Words

_YEAR = "(?:力争|确保|争取)?[到至]?(?P<year>20[0-9]{2})年(?:[底末]|年底|年末)?(?:前|时)?"
_PLAN = "(?:到|至|在)?“?十(?P<plan>[二三四五六])五”?(?:期?末|期间|时期)"
_YEARS = "(?P<years>[2-9二两三四五六七八九])年(?:内|间|里)?"
ALONE = re.compile(f"(?:^|(?<=[,;:。]))(?:{_YEAR}|(?:未来|今后)?{_YEARS}|{_PLAN}),")
"""A time at the head of a sentence or alone between commas."""
_IN_CLAUSE = re.compile(f"(?<![0-9.]){_YEARS}(?!行动|计划|规划|滚动|一[周次轮评考]|[期级度制来前])")
_FIVE = re.compile(_PLAN)
_WITHIN = re.compile("全年|[今当]年|(?<![0-9一二两三四五六七八九十几数])年[内末底]")
_OF_THE_DOCUMENT = re.compile("今年|本年|(?<![0-9一二两三四五六七八九十几数每历往当])年(?:内|[底末]前)")
"""What points to the year of the document."""
_DEALT = re.compile("(?P<years>20[0-9]{2}年?(?:(?:以及|[、和与及])20[0-9]{2}年?)+)[^,、]*分别")
_HEADS = ("", "。", ";", ":")
"""What may stand before the time that leads a section; one between commas holds for its own sentence."""
_COUNTED = re.compile("[0-9](?!0*[0-9]{0,3}年)[^0-9、年月日]{1,6}$")
_JOINT = re.compile("以及|[、和与及]")
_WORK = re.compile(
    "[^,。;]*,(?:于|力争|确保|计划|预计)?20[0-9]{2}年[^,。;0-9]{0,4}[0-9]{0,2}[^,。;0-9]{0,4}(?:建成|投入使用|投用|投产|竣工|完工|运营)"
)
_WHICH = re.compile("^(?:力争|争取)?其中")


NOT_HERE = ("section", "inherited")
"""What `year_basis` is where the sentence itself says no time."""


class Due(NamedTuple):
    """The years that are said, to choose from where there are several; where they stand; the rule.

    `span` is the first and last year of 三年, where that is said and is the period of the document.
    """

    years: tuple[int, ...]
    where: str
    rule: str
    span: tuple[int, int] | None = None


def due(passage: str, start: int, period: tuple[int, int] | None, issued: int | None = None) -> Due | None:
    """What the sentence of the figure at `passage[start]` says; `period` is that of the document, `issued` its year."""
    before = governing.clause(passage, start)
    if dealt := _dealt(before):
        return Due((dealt,), "stated", "dealt in its clause")
    if years := _own_years(before):
        return Due(years, "stated", "in its clause")
    if found := _IN_CLAUSE.search(before):
        return _several(found["years"], period, "years in its clause")
    if found := _FIVE.search(before):
        return _told(found, period, "plan in its clause")
    if period and period[0] == period[1] and _WITHIN.search(before):
        return Due((period[1],), "stated", "within the year", period)
    if issued and _OF_THE_DOCUMENT.search(before):
        return Due((issued,), "stated", "within the year", (issued, issued))
    head = passage[passage.rfind("。", 0, start) + 1 : start]
    if alone := list(ALONE.finditer(head)):
        return _told(alone[-1], period, "at the head")
    if _WHICH.search(before) and head.endswith(f",{before}"):
        return due(passage, start - len(before) - 1, period, issued)
    return None


def _own_years(before: str) -> tuple[int, ...]:
    """The years of a clause; of 2026年突破500亿元、2027年突破600亿元 that of the last item."""
    years = governing.years_said(before)
    first, item, last = before.rpartition("、")
    own = governing.years_said(last) if item and _COUNTED.search(first) else ()
    return own if len(own) == 1 else years


def _dealt(before: str) -> int | None:
    """The year that 分别 deals to a figure: 2023年、2024年产值分别达到950亿元、1100亿元."""
    found = _DEALT.search(before)
    if found is None:
        return None
    years = re.findall("20[0-9]{2}", found["years"])
    number = len(_JOINT.findall(before, found.end()))
    return int(years[number]) if number < len(years) else None


def dated_behind(passage: str, end: int) -> bool:
    """Whether the next clause says when the work is done of which a figure tells: 投资8亿元建设平台，2023年6月底前投用."""
    return _WORK.match(passage, end) is not None


def of_section(passage: str, start: int, above: str) -> Due | None:
    """The year of a sentence before it in its passage, or of the words that stand over its section."""
    text = passage[: passage.rfind("。", 0, start) + 1]
    for words, rule in ((text, "lead sentence"), (above, "over its section")):
        said = {
            _told(each, None, rule).years
            for each in ALONE.finditer(words)
            if not each["years"] and words[each.start() - 1 : each.start()] in _HEADS
        }
        if len(said) == 1:
            return Due(said.pop(), "section", rule)
    return None


def of_annex(passage: str, start: int, end: int, year: int) -> Due:
    """The year that the title of an annex names; stated where the sentence points to it (全年)."""
    said = _WITHIN.search(governing.clause(passage, start)) or _WITHIN.match(
        governing.sentence(passage, start, end)
    )
    return Due((year,), "stated" if said else "section", "annex")


def told_before(passage: str, start: int) -> bool:
    """Whether an earlier clause of the same part of the sentence says a time that may hold here too.

    Behind ; only a time at the head holds (`due`); 每年 says no deadline.
    """
    clause = governing.clause(passage, start)
    part = passage[max(passage.rfind(end, 0, start) for end in "。;；") + 1 : start - len(clause)]
    return governing.tells_time(EACH_YEAR.sub("", part))


def _told(found: re.Match[str], period: tuple[int, int] | None, rule: str) -> Due:
    """What a time says: a year, the years of a five-year plan, or 三年."""
    said = found.groupdict()
    if said.get("year"):
        return Due((int(said["year"]),), "stated", rule)
    if said.get("plan"):
        last = 1955 + 5 * (10 + _number(said["plan"]))
        return Due((last,), "stated", f"plan {rule}", (last - 4, last) if "末" not in found[0] else None)
    return _several(said["years"], period, f"years {rule}")


def _several(number: str, period: tuple[int, int] | None, rule: str) -> Due:
    """三年 of a document whose period is three years; of another, only that a time is stated."""
    if period is None or _number(number) != period[1] - period[0] + 1:
        return Due((), "stated", rule)
    return Due((period[1],), "stated", rule, period)


def _number(numeral: str) -> int:
    """A numeral of one sign as a number."""
    return int(chinese(numeral) or arabic(numeral) or 0)


def stated(recorded: str) -> tuple[Words, Words]:
    """That a sentence states the time of a record that has it from elsewhere: what is wrong, what to write."""
    what = Words(
        f"这句话里写明了年份或期限，而 year_basis 是 {recorded}",
        f"its sentence says a year or term, and year_basis is {recorded}",
    )
    return what, Words("应写 stated", "write stated")
