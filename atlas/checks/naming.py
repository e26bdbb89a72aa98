"""The kinds of names: what each is called, where those that exist are listed, and how a new one is made."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from atlas.problems import Words
from atlas.records.fields import Id
from atlas.records.model import PARTS, REGISTRIES, VOCABULARIES

KINDS = {
    "regions": Words("地区", "region"), "clusters": Words("产业", "cluster"), "indicators": Words("指标", "indicator"),
    "agencies": Words("部门", "agency"), "references": Words("引用文件", "reference"), "terms": Words("术语", "term"),
    "documents": Words("文件", "document"), "targets": Words("目标", "target"), "measures": Words("举措", "measure"),
    "citable": Words("文件或引用文件", "document or reference"), "anything": Words("条目", "record"),
    "printed-agencies": Words("部门名称", "agency name"), "units": Words("单位", "unit"),
    "comparators": Words("限定", "comparator"), "bases": Words("口径", "basis"), "themes": Words("主题", "theme"),
    "roles": Words("角色", "role"), "instruments": Words("政策工具", "instrument"), "levels": Words("层级", "level"),
    "functions": Words("职能", "function"), "directions": Words("方向", "direction"),
    "target-links": Words("关系", "kind of link"), "year-bases": Words("期限依据", "year_basis"),
    "issued-bases": Words("依据", "basis of this kind"), "set-aside-reasons": Words("理由", "reason"),
    "statuses": Words("状态", "status"), "extractions": Words("整理程度", "extraction"),
    "networks": Words("网络", "network"), "region-kinds": Words("地区类别", "kind of region"),
}  # fmt: skip
"""What each kind of name is called."""

WIDER = {"citable": ("documents", "references"), "anything": (*REGISTRIES, "documents")}
"""What may stand where several kinds may."""
GROWING = ("themes", "instruments", "roles", "networks", "functions", "set-aside-reasons")
"""The vocabularies that take in new words; the others are whole by design."""

_ID: TypeAdapter[str] = TypeAdapter(Id)


def where_listed(kind: str) -> Words | None:
    """Where the ids of a kind are found, when there are too many to list."""
    if kind in REGISTRIES:
        return Words(f"编号就是 {kind}/ 里的文件名", f"the ids are the names of the files in {kind}/")
    if kind in VOCABULARIES:
        return Words(f"可写的词见 vocabulary/{kind}.yaml", f"see vocabulary/{kind}.yaml for the words")
    if kind in PARTS:
        return Words(f"编号见 {kind}.yaml", f"see {kind}.yaml for the ids")
    if kind == "anything":
        kinds = [KINDS[each] for each in WIDER[kind]]
        zh = f"应写{'、'.join(each.zh for each in kinds[:-1])}或{kinds[-1].zh}的编号"
        en = f"write the id of a {', '.join(each.en for each in kinds[:-1])} or {kinds[-1].en}"
        return Words(zh, en)
    return None


def with_new(words: Words | None, kind: str, name: str) -> Words | None:
    """What is proposed for an unknown name, and how a new one of its kind is made."""
    file = f"vocabulary/{kind}.yaml"
    if kind in (*GROWING, "units"):
        if words is not None and file in words.en:
            return Words(f"{words.zh}，新的也写在那里", f"{words.en}, and a new one goes there")
        return _joined(words, Words(f"新的写进 {file}", f"a new one goes into {file}"))
    command = _command(kind, name)
    if command is None:
        return words
    if words is not None and _asks(words):
        return _joined(words, Words(f"若不是，可新建：{command}", f"if not: {command}"))
    return _joined(words, Words(f"若没有合适的，可新建：{command}", f"if none fits: {command}"))


def _asks(words: Words) -> bool:
    return words.zh.endswith("？")


def _joined(words: Words | None, new: Words) -> Words:
    if words is None:
        return new
    if _asks(words):
        return Words(f"{words.zh}{new.zh}", f"{words.en} {new.en[0].upper()}{new.en[1:]}")
    return Words(f"{words.zh}；{new.zh}", f"{words.en}; {new.en}")


def _command(kind: str, name: str) -> str | None:
    """The command that makes a new record of a kind."""
    if kind == "anything":
        return "python build.py new KIND ID"
    if kind != "citable" and kind not in REGISTRIES:
        return None
    called = KINDS["references" if kind == "citable" else kind].en
    return f"python build.py new {called} {_id(name)}"


def _id(name: str) -> str:
    """The name, where it may be an id."""
    try:
        return _ID.validate_python(name)
    except ValidationError:
        return "ID"
