"""What the model refuses, in the editor's words and at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from atlas.problems import Problem, Words, nearest, quotation, quoted, write_instead
from atlas.reading import chinese_keys
from atlas.reading.reader import Data, Trail, Tree
from atlas.records import model

_MAPPING = Words("此处应为“键: 值”", "should be a mapping of keys and values")
_SHAPES = {
    "string_type": Words("此处应为文字", "should be text"),
    "dict_type": _MAPPING,
    "mapping_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "tuple_type": Words("此处应为列表", "should be a list"),
    "too_short": Words("此列表不能为空", "this list may not be empty"),
}
_LISTS = Words(
    "应写成 [甲, 乙]，或每行一条、以“- ”开头", "write [a, b], or one item a line, each starting with “- ”"
)
_PLAIN = re.compile("[^,:{}\\[\\]#\"'&*%@|>-][^,:{}\\[\\]#\"']{0,29}")
_FULL_WIDTH = Words(
    "冒号是全角的，键名后应写“: ”", "its colon is full-width: write an ASCII colon and a space"
)
_GLUED = Words("冒号后缺少空格，应写“键: 值”", "no space follows its colon: write one")
_REST = Words(
    "若它是前面文字的一部分，请给整段文字加引号，因为文字里有半角逗号",
    "if it belongs to the text before it, put all of that into quotation marks, since it holds a comma",
)


def refusals(
    details: list[ErrorDetails],
    record: type[model.Record],
    data: Data,
    tree: Tree,
    trail: Trail,
    fixed: Collection[str],
) -> Iterator[Problem]:
    """One problem for each thing that is wrong with a record: what the model refused, and what was left empty.

    `data` is what the file holds for the record, at `trail`; the fields in `fixed` follow from the file's name
    or folder. A document's bad name is reported once, not at each of its records; a key that is missing because
    it is misspelt, and all that is wrong with an item that belongs elsewhere, are told as that one slip.
    """
    found = [(detail, (*trail, *_written(detail))) for detail in details if not _follows(detail)]
    unknown = {place for detail, place in found if detail["type"] == "extra_forbidden"}
    meant = {(*place[:-1], _meant(str(place[-1]), _valid(record, trail, place, fixed))) for place in unknown}
    found = [each for each in found if each[0]["type"] != "missing" or each[1] not in meant]
    rests = {place for place in unknown if _is_rest(record, data, tree, trail, place, fixed)}
    found = [each for each in found if each[1] not in rests or _is_first(each[1], rests, data, trail)]
    astray = dict(_astray(unknown, record, data, trail))
    found = [each for each in found if not any(each[1][: len(place)] == place for place in astray)]
    for place, field in astray.items():
        here = quotation(place[-2])
        what = Words(f"这一项不属于“{here}”", f"this is no item of “{here}”")
        instead = Words(
            f"它像是“{field}”的一项，上面是否缺了“{field}:”这一行？",
            f"it looks like one of “{field}”: is the line “{field}:” missing above it?",
        )
        yield Problem(tree.place(place), "unknown-key", what, instead)
    empties = [place for place in _empties(data, trail) if place not in unknown]
    for place in empties:
        what = Words(f"{_called(place, 'zh')}是空的", f"{_called(place, 'en')} is empty")
        yield Problem(
            tree.place(place, key=True),
            "empty",
            what,
            Words("请填写，或删去此项", "fill it in, or remove it"),
        )
    for detail, place in found:
        told = any(empty[: len(place)] == place for empty in empties) and place not in unknown
        if not told:
            yield _explained(detail, record, tree, trail, place, fixed, rest=place in rests)


def _is_rest(
    record: type[model.Record], data: Data, tree: Tree, trail: Trail, place: Trail, fixed: Collection[str]
) -> bool:
    """Whether an unknown key is what follows a comma in a text that is not quoted."""
    meant = _meant(str(place[-1]), _valid(record, trail, place, fixed))
    return meant is None and _at(data, place[len(trail) :]) is None and tree.is_bare(place)


def _is_first(place: Trail, rests: Collection[Trail], data: Data, trail: Trail) -> bool:
    """Whether no other rest of a text stands before this one in its mapping."""
    keys = _at(data, place[len(trail) : -1])
    return bool(place[-1] == next(key for key in keys if (*place[:-1], key) in rests))


def _at(data: Data, path: Trail) -> Any:
    found: Any = data
    for step in path:
        found = found[step]
    return found


def _astray(
    unknown: Collection[Trail], record: type[model.Record], data: Data, trail: Trail
) -> Iterator[tuple[Trail, str]]:
    """Each item of a list whose keys are those of another list of the record, and that list's name."""
    for place in sorted({place[:-1] for place in unknown}, key=str):
        path = place[len(trail) :]
        if len(path) != 2 or not isinstance(path[1], int):
            continue
        item = _at(data, path)
        for name, field in record.model_fields.items():
            other = _record_in(field.annotation)
            if (
                name != path[0]
                and other not in (None, model.Name, model.Text)
                and set(item) <= _keys(other, ())
            ):
                yield place, name
                break


def _follows(detail: ErrorDetails) -> bool:
    """Whether a refusal only repeats another: of a list that has items, but none that is right."""
    return detail["loc"][:1] == ("document",) or (detail["type"] == "too_short" and bool(detail["input"]))


def _written(detail: ErrorDetails) -> Trail:
    return tuple(part for part in detail["loc"] if part != "[key]")


def _empties(data: Data, trail: Trail) -> Iterator[Trail]:
    """The trail of each key and each item without a value."""
    if data is None:
        yield trail
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _empties(value, (*trail, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _empties(value, (*trail, index))


def _called(place: Trail, language: str) -> str:
    last = place[-1] if place else ""
    if isinstance(last, int):
        return f"第 {last + 1} 项" if language == "zh" else f"item {last + 1}"
    return f"“{quotation(last)}”"


def _explained(
    detail: ErrorDetails,
    record: type[model.Record],
    tree: Tree,
    trail: Trail,
    whole: Trail,
    fixed: Collection[str],
    *,
    rest: bool,
) -> Problem:
    kind, written = detail["type"], detail.get("input")
    name = _called(whole, "en")
    if kind == "missing":
        what = Words(f"缺少{name}", f"{name} is missing")
        instead = Words(f"应补上 {whole[-1]}: …", f"add {whole[-1]}: …")
        return Problem(tree.place(whole[:-1]), "missing-key", what, instead)
    if kind == "extra_forbidden":
        key = str(whole[-1])
        what = Words(f"没有{name}这个键", f"there is no key {name}")
        valid = _valid(record, trail, whole, fixed)
        return Problem(
            tree.place(whole, key=True),
            "unknown-key",
            what,
            _REST if rest else _key_instead(key, valid),
        )
    place = tree.place(whole)
    if kind == "atlas":
        context = detail["ctx"]
        instead = Words(context["zh_instead"], context["en_instead"])
        return Problem(place, "value", Words(context["zh"], context["en"]), instead)
    if kind == "literal_error":
        shown = quoted(written)
        what = Words(f"不能写“{shown}”", f"cannot be “{shown}”")
        return Problem(place, "value", what, write_instead(str(written), _choices(detail)))
    if kind in _SHAPES:
        return Problem(place, "shape", _SHAPES[kind], _shape_instead(detail, record, whole[len(trail) :]))
    what = Words(
        f"{name}的值不合规（{detail['msg']}）", f"the value of {name} is not valid ({detail['msg']})"
    )
    return Problem(place, "value", what)


def _valid(record: type[model.Record], trail: Trail, whole: Trail, fixed: Collection[str]) -> list[str]:
    """The keys that may stand where the one at `whole` does."""
    inside = whole[len(trail) : -1]
    return sorted(_keys(record, inside) - (set() if inside else set(fixed)))


def _meant(key: str, valid: Collection[str]) -> str | None:
    """The key of which an unknown one is a slip, or another word for it."""
    plain, instead = _parted(key, valid)
    return chinese_keys.meant(plain, valid) or (plain.strip() if instead else nearest(key, valid))


def _parted(key: str, valid: Collection[str]) -> tuple[str, Words | None]:
    """What stands before a colon that does not end the key, and what to write; else the key as it is."""
    for colon, instead in (("：", _FULL_WIDTH), (":", _GLUED)):
        plain, found, _ = key.partition(colon)
        if found and (colon == "：" or plain in valid or chinese_keys.meant(plain, valid)):
            return plain, instead
    return key, None


def _key_instead(key: str, valid: Sequence[str]) -> Words | None:
    plain, instead = _parted(key, valid)
    field = chinese_keys.meant(plain, valid)
    if field is None:
        return instead or write_instead(key, valid, 30)
    if instead:
        return Words(f"应写 {field}；{instead.zh}", f"write {field} instead; {instead.en}")
    return Words(f"应写 {field}", f"write {field} instead")


def _shape_instead(detail: ErrorDetails, record: type[model.Record], path: Trail) -> Words | None:
    if detail["type"] == "tuple_type":
        return _LISTS
    if detail["type"].startswith("model") and isinstance(detail.get("input"), str):
        inner = _record_at(record, path)
        bilingual = inner in (model.Name, model.Text, model.UnitLabel)
        return _in_both_languages(detail["input"]) if bilingual else None
    return None


def _in_both_languages(written: str) -> Words:
    """How a text is written in both languages, with what is there already if it is short and needs no quotation marks."""
    zh, en = "…", "…"
    if _PLAIN.fullmatch(written):
        zh, en = (zh, written) if written.isascii() else (written, en)
    return Words(f"应写成 {{zh: {zh}, en: {en}}}", f"write {{zh: {zh}, en: {en}}}")


def _choices(detail: ErrorDetails) -> list[str]:
    expected = str(detail["ctx"]["expected"]).replace(" or ", ", ")
    return [choice.strip("'") for choice in expected.split(", ")]


def _keys(record: type[model.Record], path: Trail) -> set[str]:
    """The keys that may be written at a path inside a record."""
    inner = _record_at(record, path)
    return set() if inner is None else set(inner.model_fields)


def _record_at(record: type[model.Record], path: Trail) -> type[model.Record] | None:
    current: type[model.Record] | None = record
    for part in path:
        if isinstance(part, int):
            continue
        if current is None or part not in current.model_fields:
            return None
        current = _record_in(current.model_fields[part].annotation)
    return current


def _record_in(annotation: Any) -> type[model.Record] | None:
    """The record inside Optional[…] and tuple[…, …]."""
    if isinstance(annotation, type) and issubclass(annotation, model.Record):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _record_in(inner)
        if found is not None:
            return found
    return None
