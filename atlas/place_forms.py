"""How a place in a source is written: 题头, 正文 三（一）3, 正文 第三章第十二条, 附件2 二（三）4, 附件 5-1, 附件2 第3行. Pure."""

from __future__ import annotations

import re

from atlas.numerals import chinese

_ONE = "[一二三四五六七八九十]{1,3}"
_MANY = "[一二三四五六七八九十百]{1,6}"
PARTS = {"正文": "Main text", "附件": "Annex", "附表": "Annexed table", "附录": "Appendix"}
"""The parts of a document, with their English; all but the first may have a number."""
DIVISIONS = {"部分": "Part", "篇": "Part", "章": "Chapter", "节": "Section", "条": "Article"}
"""What a text is divided into, the higher first, with its English: 第三章."""
_DIVIDED = "".join(
    rf"(?:第{_MANY}{name})?" for name in ("(?:部分|篇)", "章", "节", "条")
)  # each below the one before
_PLACE = re.compile(
    rf"(?P<part>正文|附[件表录][0-9]{{0,2}})"
    rf"(?: (?P<row>[0-9]{{1,3}}-[0-9]{{1,3}})| 第(?P<line>[0-9]{{1,3}})行"
    rf"| (?=[^ ])(?P<divisions>{_DIVIDED})(?P<first>{_ONE})?(?:（(?P<second>{_ONE})）)?(?P<third> ?[0-9]{{1,3}})?)?"
)
ALONE = {"题头": "Head of the text", "前言": "Opening words"}
"""Places that nothing is under, with their English."""
_STEP = re.compile(rf"第{_MANY}(?:部分|[篇章节条])|第[0-9]+行|[0-9]+(?:-[0-9]+)?|\([^()]*\)|[^0-9()第\s]+")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def is_place(at: str) -> bool:
    """Whether a place is written as places are."""
    return at in ALONE or _read(at) is not None


def _read(at: str) -> re.Match[str] | None:
    found = _PLACE.fullmatch(at)
    if found is None or found["row"] or found["line"]:
        return found
    if found["second"] and not (found["divisions"] or found["first"]):
        return None
    third = found["third"] or ""
    alone = bool(found["first"] and not found["second"])  # 正文 二 1, and 正文 二（三）1 without a space
    return (
        found
        if not third or (third.startswith(" ") == alone and (alone or found["divisions"] or found["second"]))
        else None
    )


def is_row(path: str) -> bool:
    """Whether a path is that of a row of a table: 附件 5-1, 附件2 第3行."""
    return "-" in path or path.endswith("行")


def steps_of(at: str) -> list[str]:
    """What stands behind the part of a folded place, heading by heading: 第三章第十二条(一) → 第三章, 第十二条, (一)."""
    return _STEP.findall(at)


def english(at: str) -> str:
    """A place in English: 一 in Roman numerals, （一） in brackets, the rest as printed; empty for what is no place."""
    found = _read(at)
    if found is None:
        return ALONE.get(at, "")
    part = f"{PARTS[found['part'][:2]]} {found['part'][2:]}".rstrip()
    if found["row"] or found["line"]:
        return f"{part}, row {found['row'] or found['line']}"
    below = [
        f"{DIVISIONS[name]} {int(chinese(number) or 0)}"
        for number, name in re.findall(rf"第({_MANY})(部分|[篇章节条])", found["divisions"] or "")
    ]
    inner = []
    if found["first"]:
        inner.append(_roman(int(chinese(found["first"]) or 0)))
    if found["second"]:
        inner.append(f"({int(chinese(found['second']) or 0)})")
    if found["third"]:
        inner.append(found["third"].strip())
    said = ", ".join([*below, *([" ".join(inner)] if inner else [])])
    return f"{part}, {said}" if said else part


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said
