"""What is said already of an id that has no file yet, by the documents that name it; the lines of a new record's fields.

Records are read as they are written, for most are not complete when what they name is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from atlas.proposing.english import English
from atlas.proposing.known import Indicators, Like
from atlas.proposing.like_themes import like_theme
from atlas.proposing.same_thing import same_end
from atlas.proposing.skeletons import Skeletons, scalar
from atlas.reading.reader import Data, read
from atlas.records.model import Atlas
from atlas.sources.proof import spoken
from atlas.sources.source import place

_POINTS = "percentage-points"
_THEME = 0.35
"""How like a known indicator must be for its theme to stand as a remark."""
_ANOTHER = 0.37
"""The same where the two do not end in the same thing."""
_FALLS = re.compile("下降|降低|降至|减少|压减|减量|能耗|消耗|消费总量|排放|占用|不超过|以内|(?<!不)低于")
_NUMBER = re.compile("[^《》()（）]{1,8}〔[0-9]{4}〕[0-9]+号")
_OFFICE = re.compile(
    "(?P<place>[^各、]{2,}?)(?:人民政府|管理委员会|管委会)(?:办公室)?"
    "|(?P<city>[^各、]{1,4}?[市区县])(?:[^各、省市区县]{2,12}(?:局|委员会|办公室|厅))"
)

Written = Mapping[str, Data]
"""A record as it is written."""
_Targets = Sequence[tuple[str, Written]]
"""Targets with the ids of their documents."""


@dataclass(frozen=True)
class _Name:
    """A Chinese name and the record that has it: a document and, in it, a target."""

    zh: str
    where: str


def said_before(kind: str, key: str, content: Path, skeletons: Skeletons) -> dict[str, Sequence[str]]:
    """The lines of each field that is known of an id of a kind, with a remark that says from where."""
    atlas = skeletons.atlas
    if kind == "indicator":
        return _indicator(key, content, skeletons, atlas)
    if kind == "cluster":
        names = [
            _Name(name, document)
            for document, one in _records(content, "clusters")
            if one.get("cluster") == key
            for name in _texts(one.get("printed"))
        ]
        return _named(names, skeletons)
    if kind == "region":
        return _named(list(_places(key, atlas, content)), skeletons)
    if kind == "reference":
        return _cited(key, content, skeletons)
    return {}


def _indicator(key: str, content: Path, skeletons: Skeletons, atlas: Atlas) -> dict[str, Sequence[str]]:
    targets = [each for each in _records(content, "targets") if each[1].get("indicator") == key]
    names = [
        _Name(name, f"{document} {one.get('id') or ''}".rstrip())
        for document, one in targets
        for name in _texts(one.get("printed"))
    ]
    given = _named(names, skeletons)
    units = {unit for _, one in targets for unit in _texts(one.get("unit")) if not _is_change(one, unit)}
    unit = units.pop() if len(units) == 1 else ""
    if unit:
        given["unit"] = [f"unit: {scalar(unit)} # {_from(skeletons, targets[0][0])}"]
    if measured := _theme(targets, content):
        theme, where = measured
        given["theme"] = [f"theme: {scalar(theme)} # {_from(skeletons, where)}"]
    elif names:
        known = Indicators.of(atlas, spoken(atlas))
        found = like_theme(key, names[0].zh, unit, _beside(key, targets, content), atlas, known)
        if found:
            same = ", ".join(found.of)
            given["theme"] = [f"theme: {scalar(found.id)} # {skeletons.say(f'同 {same}', f'as {same}')}"]
        else:
            like = perhaps(key, names[0].zh, known)
            given |= {"theme": [_remark(like, skeletons)]} if like else {}
    if way := direction([one for _, one in targets]):
        given["direction"] = [f"direction: {way} # {skeletons.say('请核对', 'see whether it is so')}"]
    return given


def perhaps(key: str, name: str, known: Indicators) -> Like | None:
    """The indicator whose theme that of the new one `key` may be, since it is called most like it; None if none is."""
    like = next((one for one in known.like(name) if one.id != key), None)
    if like is None or like.score < _THEME:
        return None
    return like if like.score >= _ANOTHER or same_end(name, like.name.printed) else None


def _remark(like: Like, skeletons: Skeletons) -> str:
    """A blank theme with that of the known indicator that is called most like it."""
    theme = skeletons.atlas.indicators[like.id].theme
    return f"theme: # {skeletons.say(f'或为 {theme}，同 {like.id}', f'perhaps {theme}, as {like.id}')}"


def direction(targets: Sequence[Written]) -> str:
    """Whether more is better of what some targets count; empty where their words leave it open.

    A place in a ranking is better lower. Goals in words alone leave it open, and so does a figure that is to fall:
    the indicator may count what is left or what is gone.
    """
    figures = [one for one in targets if one.get("value") not in (None, "")]
    if not figures or any(_FALLS.search(phrase) for one in targets for phrase in _phrases(one)):
        return ""
    return "lower" if any(one.get("basis") == "rank" for one in figures) else "higher"


def _phrases(target: Written) -> Iterator[str]:
    """The words of a target, and what they call its indicator."""
    evidence = target.get("evidence")
    for piece in evidence if isinstance(evidence, list) else ():
        if isinstance(piece, dict):
            yield from _texts(piece.get("phrase"))
    yield from _texts(target.get("printed"))


def _cited(key: str, content: Path, skeletons: Skeletons) -> dict[str, Sequence[str]]:
    """The title, or the number, with which a document cites a policy."""
    for path in sorted((content / "documents").glob("*/document.yaml")):
        document = _data(path)
        cites = document.get("cites") if isinstance(document, dict) else None
        for cite in cites if isinstance(cites, list) else ():
            printed = cite.get("printed") if isinstance(cite, dict) and cite.get("to") == key else None
            if not isinstance(printed, str):
                continue
            where, number = _from(skeletons, path.parent.name), _NUMBER.search(printed)
            zh = printed.replace(number[0], "").strip("()（） ") if number else printed
            zh = zh[1:-1] if zh[:1] == "《" and zh[-1:] == "》" and zh.count("《") == 1 else zh
            given: dict[str, Sequence[str]] = {}
            if zh:
                given["title"] = ["title:", f"  zh: {scalar(zh)} # {where}", '  en: ""']
            if number:
                given["number"] = [f"number: {scalar(number[0])} # {where}"]
            return given
    return {}


def _theme(targets: _Targets, content: Path) -> tuple[str, str] | None:
    """The one theme of the measures in which the targets stand first, where each has that alone, and from where."""
    measures = list(_records(content, "measures"))
    around = [
        [measure for where, measure in measures if where == document and _stands(target, measure)]
        for document, target in targets
    ]
    themes = [tuple(_texts(measure.get("themes"))) for found in around for measure in found]
    if themes and all(around) and len(themes[0]) == 1 and len(set(themes)) == 1:
        return themes[0][0], f"{targets[0][0]} {around[0][0].get('id') or ''}".rstrip()
    return None


def _beside(key: str, targets: _Targets, content: Path) -> set[str]:
    """The ids of the other indicators that stand under the places of some targets."""
    places = {(document, at) for document, target in targets for at in _places_of(target)}
    return {
        each
        for document, one in _records(content, "targets")
        if any((document, at) in places for at in _places_of(one))
        for each in _texts(one.get("indicator"))
        if each != key
    }


def _is_change(target: Written, unit: str) -> bool:
    """Whether a target's unit is that of a change, in per cent, and not of the thing itself."""
    return target.get("basis") == "change" or unit == _POINTS


def _stands(target: Written, measure: Written) -> bool:
    """Whether a target stands first in a measure: under its very place."""
    places = _places_of(target)
    return any(place(at) in places for at in _texts(measure.get("at")))


def _places_of(target: Written) -> set[str]:
    """The place at which a target stands first; none where it has no evidence yet."""
    evidence = target.get("evidence")
    first = evidence[0] if isinstance(evidence, list) and evidence else None
    return {place(at) for at in _texts(first.get("at"))} if isinstance(first, dict) else set()


def _places(key: str, atlas: Atlas, content: Path) -> Iterator[_Name]:
    """The names of a region in the names of its government or committee, in an agency or as who issued a document."""
    for agency in atlas.agencies.values():
        if agency.region == key and (area := named_after(agency.name.zh)):
            yield _Name(area, agency.id)
    for path in sorted((content / "documents").glob("*/document.yaml")):
        document = _data(path)
        if not isinstance(document, dict) or document.get("region") != key:
            continue
        issuers = document.get("issuers")
        for issuer in issuers if isinstance(issuers, list) else ():
            zh = issuer.get("zh") if isinstance(issuer, dict) else None
            if isinstance(zh, str) and (area := named_after(zh)):
                yield _Name(area, path.parent.name)


def named_after(body: str) -> str:
    """The area that a government, a committee or a bureau is named after; empty where none is."""
    found = _OFFICE.fullmatch(body)
    return (found["place"] or found["city"]) if found else ""


def _named(names: Sequence[_Name], skeletons: Skeletons) -> dict[str, Sequence[str]]:
    """The field `name` with the first of the names, and the others in the remark."""
    if not names:
        return {}
    first = names[0]
    others = [name for name in dict.fromkeys(each.zh for each in names) if name != first.zh]
    also = skeletons.say("；又作 ", "; also ") + skeletons.say("、", ", ").join(others) if others else ""
    return {
        "name": [
            "name:",
            f"  zh: {scalar(first.zh)} # {_from(skeletons, first.where)}{also}",
            f'  en: ""{_english(first.zh, skeletons)}',
        ]
    }


def _english(zh: str, skeletons: Skeletons) -> str:
    """The remark behind a blank English name: what it may be, composed of known parts, or the name most like it."""
    known = English.of(skeletons.atlas)
    if composed := known.composed(zh):
        return skeletons.say(f" # 或为 {composed}", f" # perhaps {composed}")
    like = known.alike(zh)
    if like is not None and same_end(zh, like.zh):
        return skeletons.say(f" # 近似的 {like.zh}：{like.en}", f" # like {like.zh}: {like.en}")
    parts = known.parts(zh)
    listed = skeletons.say("；", "; ").join(f"{each.zh} {each.en}" for each in parts)
    return (
        skeletons.say(f" # 其中 {listed}，请核对", f" # of its parts {listed}: look at them") if parts else ""
    )


def _from(skeletons: Skeletons, where: str) -> str:
    return skeletons.say(f"见 {where}", f"from {where}")


def _records(content: Path, part: str) -> Iterator[tuple[str, Written]]:
    """The records of a part of each document, as written, with the id of the document."""
    for path in sorted((content / "documents").glob(f"*/{part}.yaml")):
        data = _data(path)
        for record in data if isinstance(data, list) else ():
            if isinstance(record, dict):
                yield path.parent.name, record


def _data(path: Path) -> Data:
    tree, _ = read(path, path.name)
    return None if tree is None else tree.data


def _texts(data: Data) -> Iterator[str]:
    """The texts of a field that holds one or a list of them."""
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, str) and each.strip():
            yield each
