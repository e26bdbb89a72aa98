"""What the head of a source text says of the document: title, number, who issued it and when, its period. Pure.

The head is all before the opening paragraphs (`题头`). What it does not say plainly is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from atlas.numerals import chinese
from atlas.sources.source import Source
from atlas.squeezed import fold, squeeze

_KINDS = "意见|计划|方案|要点|办法|规划|纲要|措施|决定|条例|规定|政策|细则|通知"
_YEARS = r"(?:\((20\d\d)年?[-－—–~～至]+(20\d\d)年?\)|(20\d\d)年?[-－—–~～至]+(20\d\d)年)"
_BEHIND = rf"(?:{_YEARS}|\((?:试行|暂行|修订)\)|\(20\d\d年(?:修订|版)\))"
_TITLE = re.compile(rf"(?:{_KINDS}){_BEHIND}?[”》]?$")
_FOR_YEARS = re.compile(
    r"(?:实施|规划|行动|计划|方案)(?:期限?|周期|年限)(?:为|是|:)(20\d\d)年?[-－—–~～至到]+(20\d\d)年"
)
_BRACKET = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(
    r"(?:(?:发文字号|文件编号|文号)[:：])?([\u4e00-\u9fff]{2,10}[〔\[]20\d\d[〕\]]\d{1,4}号)"
)
_DATE = re.compile(
    r"\(?([〇○零一二三四五六七八九]{4}|20\d\d)年([一二三四五六七八九十]{1,3}|\d{1,2})月([一二三四五六七八九十]{1,3}|\d{1,2})日\)?"
)
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,30}?(?:委|政府|办公室|办公厅|委员会|管委会|小组|厅|局)")
_TWO = re.compile(
    r"(中共[\u4e00-\u9fff]{2,12}?委(?:员会)?(?:办公[室厅])?)([\u4e00-\u9fff]{2,14}政府(?:办公[室厅])?)"
)
_WRAPPED = re.compile("(?:关于)?(?:印发|下发|发布)《?(.+?)》?的通知$")
_SHORT = re.compile("[省市区县](?:委|政府)(?:办公[室厅])?")
_YEARLY = re.compile(r"(?:(?!20\d\d年).)+(20\d\d)年(?!.*20\d\d年).*(?:要点|工作计划|任务)$")
_FIVE_YEARS = re.compile("“?(十[二三四五])五”?")
_FIRST = {"十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}
_ONE_YEAR = re.compile(r"(20\d\d)年(?!.*20\d\d年)")
_DIGITS = {sign: str(value) for value, signs in enumerate(("〇○零", *"一二三四五六七八九")) for sign in signs}


@dataclass(frozen=True)
class Head:
    """What a head says; each is empty where it does not say it. `issued` is a date as content has it."""

    title: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    issued: str = ""
    period: tuple[int, int] | None = None
    named: str = ""  # what the title calls the period where it prints no years: “十四五”


def letterhead(source: Source) -> Head:
    """What the head of a source says."""
    lines = list(_lines(source))
    named, title = _apart(_title(lines) or _title(_before_salutation(lines)))
    noticed, wrapped = _apart(_notice(lines))
    if not title or (not _spans([title]) and _spans([wrapped]) and _bare(wrapped) == _bare(title)):
        title = wrapped
    dated = [(place, found) for place, line in enumerate(lines) if (found := _DATE.fullmatch(fold(line)))]
    numbers = [found[1] for line in lines if (found := _NUMBER.fullmatch(line))]
    signed = tuple(_signed(lines[: dated[-1][0]])) if dated else ()
    period, called = _period(title, source)
    return Head(
        title,
        numbers[0] if len(numbers) == 1 else "",
        named or signed or noticed or tuple(_letter(lines)) or tuple(_over_title(lines, title)),
        "-".join(_figure(part) for part in dated[-1][1].groups()) if dated else "",
        period,
        called,
    )


def _apart(whole: str) -> tuple[tuple[str, ...], str]:
    """The issuers who stand before a title, and the title itself, without the notice around it."""
    at = min(
        (place for word in ("关于", "印发", "下发", "发布") if (place := whole.find(word)) > 0), default=0
    )
    words = whole[:at].split()
    two = _TWO.fullmatch(words[0]) if len(words) == 1 else None
    named = two.groups() if two else tuple(words)
    short = all(map(_SHORT.fullmatch, named))
    if not short and not all(map(_ISSUER.fullmatch, named)):
        at = 0
    title = squeeze(whole[at:])
    named = () if short or not at else named
    wrapped = _WRAPPED.match(title)
    return named, wrapped[1] if wrapped else title


def _figure(part: str) -> str:
    """A part of a date in Arabic digits: 二〇二三 → 2023, 十八 → 18, 4 → 04."""
    if part[0].isascii():
        return f"{int(part):02}"
    if len(part) == 4:
        return "".join(_DIGITS[sign] for sign in part)
    return f"{int(chinese(part) or 0):02}"


def _lines(source: Source) -> Iterator[str]:
    """The printed lines of the head."""
    end = next((each.start for each in source.passages if each.path != "题头"), len(source.text))
    for line in source.text[:end].splitlines():
        if line.strip():
            yield line.strip()


def _title(lines: list[str]) -> str:
    """The last title of the head, from all lines that it runs over; empty where none stands there."""
    left, behind = list(lines), ""
    while left and not behind and _is_beside(left[-1]):
        last = left.pop()
        behind = last if re.fullmatch(_BEHIND, fold(last)) else ""
    if not left or not _TITLE.search(fold(left[-1] + behind)):
        return ""
    return _whole(left) + behind


def _is_beside(line: str) -> bool:
    """Whether a line beside a title is none of it: a date, a number, something in brackets."""
    bare = fold(line)
    return squeeze(line) == "目录" or any(
        (_DATE.fullmatch(bare), _NUMBER.fullmatch(line), _BRACKET.fullmatch(bare))
    )


def _notice(lines: list[str]) -> str:
    """The title of the notice by which a text is handed down, from all lines that it runs over; empty without one."""
    ends = [place for place, line in enumerate(lines) if line.endswith("的通知")]
    whole = _whole(lines[: ends[0] + 1]) if ends else ""
    return whole if re.search("印发|下发|发布", whole) else ""


def _before_salutation(lines: list[str]) -> list[str]:
    """The lines over the first that names those to whom the text is sent: 各县人民政府:."""
    return list(takewhile(lambda line: not fold(line).endswith(":"), lines))


def _over_title(lines: list[str], title: str) -> list[str]:
    """The issuers who stand alone on the line over the title."""
    for above, line in pairwise(lines):
        if squeeze(line) and title.startswith(squeeze(line)):
            return above.split() if all(map(_ISSUER.fullmatch, above.split())) else []
    return []


def _whole(lines: list[str]) -> str:
    """A title that ends with the last of some lines, with those over it that it begins in."""
    above = takewhile(_runs_on, reversed(lines[:-1]))
    return " ".join([*reversed(list(above)), lines[-1]])


def _bare(title: str) -> str:
    """A title without what stands in brackets behind it."""
    return _BRACKET.sub("", fold(squeeze(title)))


def _runs_on(line: str) -> bool:
    """Whether a line of the head may be the beginning of a title that goes on in the next."""
    bare = fold(line)
    ended = _TITLE.search(bare) and line.count("《") <= line.count("》")
    whole = _is_beside(line) or ended or _ISSUER.fullmatch(bare)
    return not whole and not re.search("[。,;:!]|文件$|>>", bare)


def _signed(lines: list[str]) -> list[str]:
    """The issuers that sign in the lines directly over the date."""
    found = takewhile(all, ([*map(_ISSUER.fullmatch, line.split())] for line in reversed(lines)))
    return [name[0] for names in reversed(list(found)) for name in names if name]


def _letter(lines: list[str]) -> list[str]:
    """The issuer whose letter paper it is: 岚浦市人民政府文件."""
    found = [line.removesuffix("文件") for line in lines if line.endswith("文件")]
    return [name for name in found if _ISSUER.fullmatch(name)] if len(found) == 1 else []


def _period(title: str, source: Source) -> tuple[tuple[int, int] | None, str]:
    """The years in the title, in the titles of all annexes that have some, or those that the text says it is for.

    With them stands what the title calls them where it prints none.
    A plan of one year has that. Years of a policy that the title cites in 《》 are not its own.
    """
    title = re.sub("《[^《》]*》", "", title)
    spans = _spans([title]) or _spans(
        heading.title for heading in source.headings if heading.path[:2] == "附件"
    )
    said = _FOR_YEARS.findall(source.squeezed.text)
    spans = spans or {(int(first), int(last)) for first, last in said if first <= last}
    if len(spans) == 1:
        return spans.pop(), ""
    bare = fold(title)
    year = _ONE_YEAR.match(bare) or _YEARLY.match(bare)
    if year and not spans:
        return (int(year[1]), int(year[1])), ""
    named = {found[1]: found[0] for found in _FIVE_YEARS.finditer(title)} if not spans else {}
    if len(named) != 1:
        return None, ""
    ((number, words),) = named.items()
    return (_FIRST[number], _FIRST[number] + 4), words


def _spans(titles: Iterable[str]) -> set[tuple[int, int]]:
    found = (re.search(_YEARS, fold(title)) for title in titles)
    years = ([int(year) for year in each.groups() if year] for each in found if each)
    return {(first, last) for first, last in years if first <= last}
