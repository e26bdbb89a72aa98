"""What the head of a source text says of the document: title, number, who issued it and when, its period. Pure.

The head is all before the opening paragraphs (`题头`). What it does not say plainly is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from atlas.source import Source
from atlas.squeezed import fold, squeeze

_KINDS = "意见|计划|方案|要点|办法|规划|纲要|措施|决定|条例|规定|政策|细则|通知"
_YEARS = r"\((20\d\d)年?[-－—–~～至]+(20\d\d)年?\)"
_TITLE = re.compile(rf"(?:{_KINDS})(?:{_YEARS}|\(试行\))?”?$")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}[〔\[](20\d\d)[〕\]]\d{1,4}号")
_DATE = re.compile(r"\(?(20\d\d)年(\d{1,2})月(\d{1,2})日\)?")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,30}?(?:委|政府|办公室|办公厅|委员会|管委会|小组|厅|局)")
_WRAPPED = re.compile("^关于印发《?(.+?)》?的通知$")
_ONE_YEAR = re.compile(r"(20\d\d)年(?!.*20\d\d年)")


@dataclass(frozen=True)
class Head:
    """What a head says; each is empty where it does not say it. `issued` is a date as content has it."""

    title: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    issued: str = ""
    period: tuple[int, int] | None = None


def letterhead(source: Source) -> Head:
    """What the head of a source says."""
    lines = list(_lines(source))
    whole = _title(lines)
    before, _, rest = whole.partition("关于")
    named = tuple(_issuers(before.split())) if before and rest else ()
    title = f"关于{rest}" if named else whole
    wrapped = _WRAPPED.match(squeeze(title))
    title = wrapped[1] if wrapped else squeeze(title)
    dated = [(place, found) for place, line in enumerate(lines) if (found := _DATE.fullmatch(fold(line)))]
    numbers = [line for line in lines if _NUMBER.fullmatch(line)]
    signed = tuple(_signed(lines[: dated[-1][0]])) if dated else ()
    return Head(
        title,
        numbers[0] if len(numbers) == 1 else "",
        named or signed or tuple(_letter(lines)),
        "-".join(f"{int(part):02}" for part in dated[-1][1].groups()) if dated else "",
        _period(title, source),
    )


def _lines(source: Source) -> Iterator[str]:
    """The printed lines of the head."""
    end = next((each.start for each in source.passages if each.path != "题头"), len(source.text))
    for line in source.text[:end].splitlines():
        if line.strip():
            yield line.strip()


def _title(lines: list[str]) -> str:
    """The last title of the head, from all lines that it runs over; empty where none stands there."""
    left = list(lines)
    while left and (_DATE.fullmatch(fold(left[-1])) or _NUMBER.fullmatch(left[-1])):
        left.pop()
    if not left or not _TITLE.search(fold(left[-1])):
        return ""
    above = takewhile(_runs_on, reversed(left[:-1]))
    return " ".join([*reversed(list(above)), left[-1]])


def _runs_on(line: str) -> bool:
    """Whether a line of the head may be the beginning of a title that goes on in the next."""
    bare = fold(line)
    whole = _DATE.fullmatch(bare) or _NUMBER.fullmatch(line) or _TITLE.search(bare) or _ISSUER.fullmatch(bare)
    return not whole and not re.search("[。,;:!]|文件$|>>", bare)


def _issuers(words: Iterable[str]) -> list[str]:
    """The words, if all of them are issuers."""
    found = list(words)
    return found if all(_ISSUER.fullmatch(word) for word in found) else []


def _signed(lines: list[str]) -> list[str]:
    """The issuers that sign in the lines directly over the date."""
    return list(reversed(list(takewhile(_ISSUER.fullmatch, reversed(lines)))))


def _letter(lines: list[str]) -> list[str]:
    """The issuer whose letter paper it is: 岚浦市人民政府文件."""
    found = [line.removesuffix("文件") for line in lines if line.endswith("文件")]
    return [name for name in found if _ISSUER.fullmatch(name)] if len(found) == 1 else []


def _period(title: str, source: Source) -> tuple[int, int] | None:
    """The years in the title, or in the titles of all annexes that have some; a plan of one year has that."""
    spans = _spans([title]) or _spans(
        heading.title for heading in source.headings if heading.path[:2] == "附件"
    )
    if len(spans) == 1:
        return spans.pop()
    year = _ONE_YEAR.match(fold(title))
    return (int(year[1]), int(year[1])) if year and not spans else None


def _spans(titles: Iterable[str]) -> set[tuple[int, int]]:
    found = (re.search(_YEARS, fold(title)) for title in titles)
    return {(int(each[1]), int(each[2])) for each in found if each}
