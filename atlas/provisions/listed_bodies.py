"""Who is said to be answerable for a measure: the words that say so, and the bodies in them, as printed. Pure.

They stand in brackets (责任单位：…), on lines of their own that begin so, or in brackets at the end of a paragraph
that hold nothing but bodies and what these do: 甲局牵头，乙局、丙局配合; 甲局、乙局按职责分工负责; 甲局、乙局.
A last sentence may begin with what they do: 某行动由甲局牵头，会同乙局、丙局共同组织实施。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from atlas.sources.source import Source

_INNER = "[^()（）【】]|[(（][^()（）【】]*[)）]"
_PLAIN = "[^()（）【】。:：\\n]|[(（][^()（）\\n]*[)）]"
_BRACKET = re.compile(f"[(（【]((?:{_INNER})*)[)）】]")
_ALONE = re.compile(f"(?<=\n)[ \t\u3000]*{_BRACKET.pattern}[。;；]?\\s*\\Z")
_NAMED = "(?P<role>牵头|主办|责任|承办|落实|配合|参与|参加|协办|协助|协同|支持)(?:单位|部门|处室)"
_LABEL = re.compile(f"{_NAMED}(?:[:：】]|[为是](?!主|辅))")
_LINE = re.compile(f"[ \t\u3000]*(?P<open>【)?{_NAMED}(?(open)】|[:：])")
_BEGUN = re.compile(
    f"(?<=。)(?=[ \t\u3000]*{_NAMED}[:：][^()（）【】\\n]*(?:[(（][^()（）\\n]*[)）][^()（）【】\\n]*)*$)",
    re.MULTILINE,
)
_BY = re.compile("[^，,、。由\n]{2,20}由(?=[^，,、。\n]{2,18}(?:牵头|主办))")
_LAST = re.compile(
    f"(?:(?<=。)|^[ \t\u3000]*(?={_BY.pattern}))(?:{_PLAIN})+(?=。?[ \t\u3000\r]*$)", re.MULTILINE
)
_SAID = re.compile("(?:责任|牵头|配合)(?:单位|部门)")
_DONE = re.compile(
    "(?:(?P<lead>(?:共同)?(?:牵头|主办)(?:负责|落实|组织|实施)*)"
    "|(?P<support>(?:共同|协同|积极)?(?:配合|协助|参与|协办|协同|支持)(?:落实|实施)?|共同(?:组织)?实施)"
    "|(?P<share>(?:共同)?(?:按照?|根据|依据)(?:各自)?职[责能](?:分工)?(?:分别|共同)?(?:负责|落实|配合)?"
    "|(?:分工|共同|分别)?负责(?:落实)?))$"
)
_ROLES = {"牵头": "lead", "主办": "lead", "责任": "share", "承办": "share", "落实": "share"}
_NAME = re.compile("(?:[^、,，;；()（）]|[(（][^()（）]*[)）])+")
_OTHER = re.compile("[,，;；。][\u4e00-\u9fff]{2,8}[:：]")  # ；完成时限：
_CLAUSE = re.compile("(?:[^,，;；。()（）]|[(（][^()（）]*[)）])+")
_REST = re.compile("等?(?:有关|相关)?(?:单位|部门|地区)?$")
_BODY = re.compile(
    "(?![^各]?有关)各.{1,16}|团委"
    "|.{2,18}(?:局|委|办|部|厅|署|院|会|行|队|社|室|处|政府|机关|中心|集团|公司|联|团委|街道|镇|园区|开发区|高新区|经开区)"
)
_OFFICE = re.compile(".{1,16}(?:局|委|办|部|厅|政府|办公室|委员会|管委会|办事处)$")
_NONE = re.compile("[0-9“”《》:：。!！?？]|以下简称|^[含即如以]|[的是为由每将]|设在")


def lists_of_bodies(text: str) -> list[str]:
    """The brackets and lines of a text that say who is answerable, without white space."""
    found = [(match.start(), _bare(match[0])) for match in _BRACKET.finditer(text) if _tells(text, match)]
    found += [
        (match.start(), said) for match in _LAST.finditer(text) if _are_bodies(said := _behind_by(match[0]))
    ]
    return [said for _, said in sorted([*found, *_lines(text)])]


def alone_at_end(text: str) -> bool:
    """Whether a text ends in a list of bodies in brackets that stands on a line of its own."""
    return any(_tells(text, found) for found in _ALONE.finditer(text))


def bodies(lists: list[str]) -> tuple[list[str], list[str]]:
    """Who leads and who supports, by the names as printed; nobody where more than one list says so.

    Where nobody is said to lead, the first of those who answer leads and the others support.
    """
    if len(lists) != 1:
        return [], []
    said = list(_roles(_within(lists[0])))
    named = [at for at, (role, _) in enumerate(said) if role == "lead"]
    leads = named or [at for at, (role, _) in enumerate(said) if role == "share"][:1]
    lead = [said[at][1] for at in leads]
    return lead, [name for at, (_, name) in enumerate(said) if lead and at not in leads]


def names_of_bodies(source: Source, registered: Iterable[str]) -> frozenset[str]:
    """Every registered name of a body, and those that a source prints in its lists."""
    names = set(registered)
    for passage in source.passages:
        lead, support = bodies(lists_of_bodies(source.text[passage.start : passage.end]))
        names.update(lead, support)
    return frozenset(names)


def _bare(text: str) -> str:
    return "".join(text.split())


def _behind_by(text: str) -> str:
    """A sentence without white space, and without what the bodies do (某行动由) before them."""
    said = _bare(text)
    by = _BY.match(said)
    return said[by.end() :] if by else said


def _within(said: str) -> str:
    """A list without the brackets around it."""
    return said[1:-1] if said[0] in "(（" or (said[0] == "【" and said[-1] == "】") else said


def _tells(text: str, bracket: re.Match[str]) -> bool:
    """Whether a bracket says who is answerable: in so many words, or with a list of bodies behind a paragraph."""
    inner = _bare(bracket[1])
    if bracket[0][0] == "【":
        return _LABEL.match(inner) is not None
    if _SAID.search(inner) or _LABEL.match(inner):
        return True
    if not re.match(r"[。;；]?[ \t\u3000\r]*(?:\n|\Z)", text[bracket.end() :]):
        return False
    ended = text[: bracket.start()].rstrip()[-1:] in "。;；!！"
    return _are_bodies(inner, plain=True) and (ended or len(list(_roles(inner))) > 1)


def _are_bodies(said: str, plain: bool = False) -> bool:
    """Whether some words are bodies and what these do, and nothing else; or, if `plain`, bodies alone."""
    names = [name for _, name in _roles(said)]
    alike = all(_BODY.fullmatch(name) and not _NONE.search(name) for name in names)
    return alike and any(map(_OFFICE.match, names)) and (plain or _DONE.search(said) is not None)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines and last sentences that begin with 责任单位：, each list with about where it begins.

    Those that follow each other are one list.
    """
    start, said, goes_on, at = 0, "", False, 0
    for line in [*_BEGUN.sub("\n", text).split("\n"), "。"]:
        label = _LINE.match(line)
        if label or (goes_on and line.strip()):
            start = start if said else at
            said += ("；" if label and said else "") + _bare(line)
        elif said and line.strip():
            yield start, said.rstrip("。;；")
            said = ""
        goes_on = bool(said) and said[-1] in "、,，"
        at += len(line) + 1


def _roles(said: str) -> Iterator[tuple[str, str]]:
    """The names in a list, each with its role: lead, support, or share where it only answers."""
    labels = list(_LABEL.finditer(said))
    ends = [*(label.start() for label in labels), len(said)]
    if not labels:
        yield from _done(said, "share")
    for label, end in zip(labels, ends[1:], strict=True):
        own = _OTHER.split(said[label.end() : end], maxsplit=1)[0]
        for clause in _CLAUSE.findall(own):
            yield from _done(clause, _ROLES.get(label["role"], "support"))


def _done(said: str, role: str) -> Iterator[tuple[str, str]]:
    """The names in some clauses; words of what they do hold for all names since the last that said so."""
    names: list[tuple[str, str]] = []
    for clause in _CLAUSE.findall(said):
        done = _DONE.search(clause)
        first, _, second = (clause[: done.start()] if done else clause).partition("会同")
        names += [*((name, "") for name in _names(first)), *((name, "support") for name in _names(second))]
        if done and done.lastgroup:
            own = role if done.lastgroup == "share" else done.lastgroup
            yield from ((beside or own, name) for name, beside in names)
            names = []
    yield from ((beside or role, name) for name, beside in names)


def _names(clause: str) -> list[str]:
    names = _NAME.findall(clause)
    if names and (last := _REST.sub("", names[-1])) != names[-1] and "等" in names[-1]:
        names[-1] = last
    return [name for name in names if name]
