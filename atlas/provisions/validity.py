"""For which years a source text says that it holds: 自印发之日起施行，有效期至2026年12月31日. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from atlas.numerals import chinese
from atlas.sources.source import Source

_N = "[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_BEGINS = (
    "自(?:本?(?:印发|发布|公布|下发|颁布|发文)之日|(?P<year>20[0-9]{2})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日)"
    "(?:起|后)[^。;]{0,20}?"
)
_HOLDS = re.compile(f"{_BEGINS}(?:施行|实施|执行|生效)(?=[。;,]|$)")
_ENDED = re.compile("有效期|试行|暂行|[施执]行期|实施期|止(?=[。;,]|$)")
_ENDS = (
    "(?:有效期|施行期|实施期|执行期|试行期|暂行期)限?(?:为|暂定|截止|截至|至|到|:)*"
    f"(?:(?P<until>20[0-9]{{2}})年|(?P<years>{_N})年)"
    "|(?:执行|实施|施行)?(?:至|到|截至|截止)到?(?P<end>20[0-9]{2})年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|底)?(?:止|为止)?(?=[。;]|$)"
)
_SAID = re.compile(f"{_BEGINS}(?P<ends>{_ENDS})")
_AIMED = re.compile("(?:到|至|截至)(20[0-9]{2})年")


@dataclass(frozen=True)
class Validity:
    """The first and the last year, the words that say the last, and whether what it aims at is due by then.

    Where all that it aims at is due earlier, the years that it plans for may end earlier too.
    """

    years: tuple[int, int]
    words: str
    planned: bool = True


def validity(source: Source, issued: str) -> Validity | None:
    """The years for which a text says that it holds; `issued` is its date as content has it, or empty.

    None where it does not say both beginning and end, says them twice, or names a year beyond them as the end of
    anything: then they are not the years that it plans for.
    """
    text = source.squeezed.text
    found = list(_SAID.finditer(text))
    if len(found) != 1:
        return None
    said = found[0]
    begin = said["year"] or issued[:4]
    if not begin:
        return None
    first = int(begin)
    last = int(said["until"] or said["end"] or 0) or first + _number(said["years"]) - _whole_years(
        said, issued
    )
    aims = [int(year) for year in _AIMED.findall(text[: said.start()])]
    if last < first or any(year > last for year in aims):
        return None
    words = source.printed(said.start("ends"), said.end("ends"))
    return Validity((first, last), words, max(aims, default=last) == last)


def endless(source: Source) -> str:
    """The words by which a text says once that it holds from some day on, where it nowhere says until when; or none."""
    text = source.squeezed.text
    found = list(_HOLDS.finditer(text))
    return source.printed(*found[0].span()) if len(found) == 1 and not _ENDED.search(text) else ""


def _number(years: str) -> int:
    return int(years) if years.isascii() else 2 if years == "两" else int(chinese(years) or 0)


def _whole_years(said: re.Match[str], issued: str) -> int:
    """1 where a term begins with a year, and so ends with one; else 0."""
    begins = (said["month"], said["day"]) if said["year"] else issued.split("-")[1:]
    return int([int(part) for part in begins] == [1, 1])
