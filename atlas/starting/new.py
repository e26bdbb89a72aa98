"""`build.py new`: the files of a new record, with blanks to fill in; nothing that is there is overwritten."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType

from pydantic import TypeAdapter, ValidationError

from atlas.guide.field_guide import read_guide
from atlas.guide.file_kinds import BY_NAME, FOLDERS
from atlas.guide.schema import FOLDER as SCHEMAS
from atlas.guide.schema import refresh
from atlas.problems import Language, Words, write_instead
from atlas.proposing.skeletons import Skeletons
from atlas.reading.load import load
from atlas.reading.reader import decode
from atlas.records.fields import Id
from atlas.records.model import PARTS, VOCABULARIES
from atlas.sources.source import read_source
from atlas.starting.begun import keep
from atlas.starting.new_document import SourceText, document_files
from atlas.starting.region_begun import region_begun
from atlas.starting.said_before import said_before

KINDS = ("document", *FOLDERS)


class NotMade(Exception):
    """No file was written; `words` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


def run(
    kind: str,
    keys: Sequence[str],
    content: Path,
    root: Path,
    language: Language,
    source: Path | None = None,
    region: str | None = None,
) -> tuple[str, int]:
    """What `build.py new` says, and its exit status; `source` and `region` are the text and region of a new document.

    What was made for several ids stands in one list; of each other it is said why it was not.
    """
    made: list[str] = []
    refused: list[str] = []
    if kind == "region" and source is not None and len(keys) > 1:
        zh, en = "--from 一次只建一个地区", "with --from one region is made at a time"
        return f"{zh if language == 'zh' else en}\n", 1
    for key in keys:
        try:
            made += new(kind, key, content, root, language, source, region)
        except NotMade as one:
            refused.append(f"{one.words.within(language)}\n")
    if made and (root / SCHEMAS).is_dir() and content.absolute().parent == root.absolute():
        refresh(content, root)  # the new ids are offered at once
    listed = "".join(f"  {path}\n" for path in made)
    zh, en = f"已建立，请填写空白处：\n{listed}", f"Made; fill in the blanks:\n{listed}"
    said = (zh if language == "zh" else en) if made else ""
    return said + "".join(refused), 1 if refused else 0


def new(
    kind: str,
    key: str,
    content: Path,
    root: Path,
    language: Language,
    source: Path | None = None,
    region: str | None = None,
) -> list[str]:
    """The paths of the files that were made, as `content/…`. Raises NotMade and leaves everything as it was."""
    _refuse_name(kind, key, source)
    if region is not None:
        _refuse_region(kind, region)
    atlas = load(content).atlas
    if atlas is None:
        raise NotMade(
            "内容无法读取：请先运行 python build.py check",
            "the content cannot be read: run python build.py check",
        )
    skeletons = Skeletons(read_guide(root), atlas, language)
    if kind == "document":
        folder = content / "documents" / key
        _refuse_path(folder, content)
        text = None if source is None else _text(source)
        files = document_files(skeletons, text, schemas(folder, root), region or "")
        _write_folder(folder, files)
        for name in files:
            keep(folder / name, content)
        return [shown(folder / name, content) for name in files]
    path = content / FOLDERS[kind] / f"{key}.yaml"
    _refuse_path(path, content)
    begun = region_begun(_text(source).source, source.name, skeletons) if source is not None else {}
    make(path, record_lines(kind, key, content, root, skeletons, begun))
    return [shown(path, content)]


def record_lines(
    kind: str,
    key: str,
    content: Path,
    root: Path,
    skeletons: Skeletons,
    begun: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[str]:
    """The lines of the file of a new registry record, with what is said of it already, and what it is `begun` with."""
    one = BY_NAME[kind]
    return [
        *skeletons.head(one, schemas(content / FOLDERS[kind], root)),
        *skeletons.record(one, {**begun, **said_before(kind, key, content, skeletons)}),
    ]


def make(path: Path, lines: Iterable[str]) -> None:
    """A file that is not there yet stands with these lines. Raises FileExistsError where it is there."""
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")
    keep(path, path.parent.parent)


def _refuse_name(kind: str, key: str, source: Path | None) -> None:
    if kind not in KINDS:
        if (place := _stands_in(kind)) is not None:
            raise NotMade(f"“{kind}”直接写在 {place} 里", f"a {kind} is added by hand to {place}")
        instead = write_instead(kind, KINDS) or Words("", "")
        raise NotMade(f"没有“{kind}”这一类；{instead.zh}", f"there is no kind “{kind}”; {instead.en}")
    if source is not None and kind not in ("document", "region"):
        raise NotMade(
            "--from 只用于 new document 和 new region", "--from goes with new document and new region only"
        )
    _refuse_id(key)


def _refuse_region(kind: str, region: str) -> None:
    if kind != "document":
        raise NotMade("--region 只用于 new document", "--region goes with new document only")
    try:
        _refuse_id(region)
    except NotMade as refused:
        zh, en = refused.words
        raise NotMade(f"--region：{zh}", f"--region: {en}") from None


def _refuse_id(key: str) -> None:
    try:
        TypeAdapter(Id).validate_python(key)
    except ValidationError as error:
        told = error.errors(include_url=False)[0]["ctx"]
        raise NotMade(f"{told['zh']}；{told['zh_instead']}", f"{told['en']}; {told['en_instead']}") from None


def _stands_in(kind: str) -> str | None:
    """The file that things of a kind share, in which each is a few lines: a theme, a target."""
    for many in (
        kind,
        f"{kind}s",
        f"{kind}es",
        kind.removesuffix("is") + "es",
        kind.removesuffix("y") + "ies",
    ):
        if many in VOCABULARIES:
            return f"vocabulary/{many}.yaml"
        if many in PARTS and many not in FOLDERS.values():
            return f"documents/ID/{many}.yaml"
    return None


def _refuse_path(path: Path, content: Path) -> None:
    if os.path.lexists(path):
        file = shown(path, content)
        raise NotMade(f"{file} 已存在，没有改动", f"{file} is there already and was left alone")


def shown(path: Path, content: Path) -> str:
    """A file of the content as editors are told of it: content/…."""
    return f"{content.name}/{path.relative_to(content).as_posix()}"


def _text(path: Path) -> SourceText:
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise NotMade(f"无法读取 {path}（{reason}）", f"{path} cannot be read ({reason})") from None
    text, problems = decode(raw, path.name)
    if text is None:
        raise NotMade(problems[0].line("zh"), problems[0].line("en"))
    return SourceText(path.name, raw, read_source(raw.decode("utf-8-sig")))


def schemas(folder: Path, root: Path) -> str | None:
    """The folder of the schemas as seen from a file's folder, or None for content outside the repository."""
    if not folder.absolute().is_relative_to(root.absolute()):
        return None
    return Path(os.path.relpath(root / SCHEMAS, folder)).as_posix()


def _write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """The folder stands with all its files, or not at all."""
    folder.parent.mkdir(exist_ok=True)
    fresh = Path(mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        for name, text in files.items():
            (fresh / name).write_text(text, encoding="utf-8", newline="\n")
        fresh.chmod(0o755)
        fresh.rename(folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
