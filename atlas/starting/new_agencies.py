"""`build.py new agencies DOCUMENT`: a file for each body that a document names and nobody has registered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from atlas.guide.field_guide import read_guide
from atlas.guide.file_kinds import BY_NAME
from atlas.guide.schema import FOLDER as SCHEMAS
from atlas.guide.schema import refresh
from atlas.problems import Language, Problem, in_order
from atlas.proposing.skeletons import Skeletons, scalar
from atlas.reading.load import load
from atlas.reading.reader import Data, read
from atlas.records.model import Atlas, Region
from atlas.reporting import reports
from atlas.reporting.excerpt import with_lines
from atlas.starting.bodies import Bodies, Body
from atlas.starting.new import NotMade, make, schemas, shown

_PARTS = ("measures", "tasks")
_FIELDS = ("lead", "support")


def run(document: str, content: Path, root: Path, language: Language) -> tuple[str, int]:
    """What the command says, and its exit status; a file that is there is never written."""
    try:
        atlas, region = _region(document, content)
        bodies = missing_bodies(atlas, document, region, content)
    except NotMade as refused:
        return f"{refused.words.within(language)}\n", 1
    skeletons = Skeletons(read_guide(root), atlas, language)
    fresh = [body for body in bodies if not body.known]
    folder = content / "agencies"
    for body in fresh:
        make(folder / f"{body.id}.yaml", agency_lines(skeletons, body, document, schemas(folder, root)))
    if fresh and (root / SCHEMAS).is_dir() and content.absolute().parent == root.absolute():
        refresh(content, root)
    return "".join(f"{line}\n" for line in _told(skeletons, bodies, document, content)), 0


def _region(document: str, content: Path) -> tuple[Atlas, Region]:
    """The content and the region that a document speaks for. Raises NotMade where one of them cannot be known."""
    loaded = load(content)
    atlas = loaded.atlas
    if atlas is None:
        raise NotMade(
            "内容无法读取：请先运行 python build.py check",
            "the content cannot be read: run python build.py check",
        )
    found = atlas.documents.get(document)
    if found is None:
        file = f"{content.name}/documents/{document}/document.yaml"
        if (content / "documents" / document).is_dir():
            raise _unread(file, (one for one in loaded.problems if one.place.file == file), content)
        known = ", ".join(atlas.documents)
        raise NotMade(
            f"没有文件“{document}”；可写：{known}",
            f"there is no document “{document}”; write one of: {known}",
        )
    region = atlas.regions.get(found.region)
    if region is None:
        raise NotMade(
            f"没有地区“{found.region}”：请先运行 python build.py new region {found.region}",
            f"there is no region “{found.region}”: run python build.py new region {found.region} first",
        )
    return atlas, region


def _unread(file: str, problems: Iterable[Problem], content: Path) -> NotMade:
    """What is wrong with a file that cannot be read, as `check` tells it."""
    found = in_order(with_lines((one for one in problems if one.severity == "error"), content))
    zh, en = (reports.text(found, language).rstrip("\n") for language in ("zh", "en"))
    return NotMade(
        f"{file} 还不能读取，请先改正或填写：\n{zh}",
        f"{file} cannot be read yet; mend it or fill it in:\n{en}",
    )


def missing_bodies(atlas: Atlas, document: str, region: Region, content: Path) -> list[Body]:
    """The bodies that no agency stands for yet, in the order in which the document names them."""
    has = {name for agency in atlas.agencies.values() for name in agency.aliases.get(document, ())}
    ids = {path.stem for path in (content / "agencies").glob("*.yaml")}
    for name in sorted(ids - atlas.agencies.keys()):  # not filled in yet
        has.update(_registered(content / "agencies" / f"{name}.yaml", document, content))
    printed = [name for name in printed_bodies(document, content) if name not in has]
    return list(Bodies(atlas).proposed(printed, region, ids))


def _registered(path: Path, document: str, content: Path) -> Iterator[str]:
    """The names that a file registers which is no record yet. Raises NotMade where it is no YAML."""
    data = data_of(path, content)
    aliases = data.get("aliases") if isinstance(data, dict) else None
    if isinstance(aliases, dict):
        yield from _names(aliases.get(document))


def printed_bodies(document: str, content: Path) -> Iterator[str]:
    """Each name that leads or supports; also of a measure that is not complete yet.

    Raises NotMade where a file is no YAML, for nobody knows whom it names.
    """
    for part in _PARTS:
        path = content / "documents" / document / f"{part}.yaml"
        records = data_of(path, content) if path.is_file() else None
        for record in records if isinstance(records, list) else ():
            if isinstance(record, dict):
                for field in _FIELDS:
                    yield from _names(record.get(field))


def data_of(path: Path, content: Path) -> Data:
    """What stands in a file. Raises NotMade, with what is wrong and where, if it is no YAML."""
    name = shown(path, content)
    tree, problems = read(path, name)
    if tree is None:
        raise _unread(name, problems, content)
    return tree.data


def _names(data: Data) -> Iterator[str]:
    if isinstance(data, list):
        yield from (name for name in data if isinstance(name, str) and name.strip())


def agency_lines(skeletons: Skeletons, body: Body, document: str, folder: str | None) -> Iterator[str]:
    """The lines of the file of a body; `folder` is that of the schemas as seen from there."""
    one = BY_NAME["agency"]
    say = skeletons.say
    perhaps = f" # {say('或为：', 'perhaps ')}{body.perhaps}" if body.perhaps else ""
    given: dict[str, Sequence[str]] = {
        "name": ["name:", f"  zh: {_filled(body.zh)}{perhaps}", f"  en: {_filled(body.en)}"],
        "region": [f"region: {body.region}"],
        "aliases": [f"aliases: {aliases_of(body, document)}"],
    }
    if body.function:
        given["function"] = [f"function: {body.function}"]
    yield from (*skeletons.head(one, folder), *skeletons.record(one, given))


def _filled(text: str) -> str:
    return scalar(text) if text else '""'


def aliases_of(body: Body, document: str) -> str:
    """The names that a document prints of a body, as the value of `aliases`."""
    return f"{{{document}: [{', '.join(map(scalar, body.printed))}]}}"


def _told(skeletons: Skeletons, bodies: list[Body], document: str, content: Path) -> Iterator[str]:
    """What was made, what is blank in it, and what the editor is to do with the rest."""
    say = skeletons.say
    fresh, known = [body for body in bodies if not body.known], [body for body in bodies if body.known]
    if not bodies:
        yield say(
            f"{document} 里写到的部门都已登记",
            f"every agency that {document} names is registered",
        )
    if fresh:
        yield say("已建立：", "Made:")
    for body in fresh:
        blank = [name for name, text in (("name", body.zh), ("function", body.function)) if not text]
        left = say(f"（空白：{'、'.join(blank)}）", f" (blank: {', '.join(blank)})") if blank else ""
        yield f"  {content.name}/agencies/{body.id}.yaml: {', '.join(body.printed)}{left}"
    if fresh:
        yield say(
            "名称和职能取自别处印法相同的部门：请逐一核对，填写空白处，不合适的编号（文件名）现在就改。",
            "Names and functions are those of bodies elsewhere that are printed alike: look at each, fill in the "
            "blanks, and rename a file now if its id will not do.",
        )
    if any(body.function == "zone" and not body.zh for body in fresh):
        yield say(
            "园区、镇街如果还不是地区，用 new region 建立，再改 region：它们的机构属于它们自己。",
            "A zone or the towns are a region of their own, made with new region: their bodies belong to it.",
        )
    if known:
        yield say("已有的部门，请在其中补上：", "There already; add to them:")
    for body in known:
        yield f"  {content.name}/agencies/{body.id}.yaml: aliases: {aliases_of(body, document)}"
