"""`build.py tidy DOCUMENT`: the program's own remarks are taken out of a document's files, an editor's stay.

All is left as it stands while a candidate is undecided, and a file is written only if it holds the same data without
them. Looked at are the document's files and those of records that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from atlas.problems import Language, Words
from atlas.reading.reader import read
from atlas.starting.begun import Begun, bare, begun, remarks
from atlas.starting.named_records import named_records
from atlas.starting.new import shown

_SCHEMA = "# yaml-language-server:"
_CANDIDATE = re.compile(r"\s*(?:# ?)+- ")
_DASH = re.compile(r"(\s*- )\s*$")


@dataclass(frozen=True)
class _File:
    path: Path
    name: str
    text: str
    begun: Begun


def run(document: str, content: Path, language: Language) -> tuple[str, int]:
    """What the command says, and its exit status."""
    folder = content / "documents" / document
    if not folder.is_dir():
        return _said(f"没有文件“{document}”", f"there is no document “{document}”", language), 1
    files = list(_files(document, folder, content))
    if not files:
        return _said(
            "没有可删的备注：这些文件不是在这里用 new 建立的",
            "nothing to take away: these files were not made here with new",
            language,
        ), 1
    own = [one.begun for one in files]
    undecided = [f"{one.name}:{line}" for one in files for line in _undecided(one)]
    if undecided:
        listed = "".join(f"  {each}\n" for each in undecided)
        zh = f"还有{len(undecided)}个候选项没有决定，什么都没有改；采用或删去它们：\n{listed}"
        en = f"Undecided, {len(undecided)}; nothing was changed. Take them in or delete them:\n{listed}"
        return _said(zh.rstrip("\n"), en.rstrip("\n"), language), 1
    changed: list[str] = []
    kept: list[str] = []
    for one in files:
        tidied = _tidied(one.text, own)
        if tidied == one.text:
            continue
        (changed if _written(one, tidied) else kept).append(one.name)
    return _told(changed, kept, language), 1 if kept else 0


def _said(zh: str, en: str, language: Language) -> str:
    return f"{Words(zh, en).within(language)}\n"


def _told(changed: Sequence[str], kept: Sequence[str], language: Language) -> str:
    said = _said(
        f"已删去{len(changed)}个文件中的备注。", f"Remarks taken out of {len(changed)} files.", language
    )
    for name in kept:
        said += _said(f"  {name}：没有改动，请先看 check", f"  {name}: left alone, see check first", language)
    return said


def _files(document: str, folder: Path, content: Path) -> Iterator[_File]:
    """The files of a document and of the records that it names, as far as it is known how they were begun."""
    paths = sorted(folder.glob("*.yaml"))
    for one in named_records(folder, shown(folder, content)):
        paths.append(content / one.kind / f"{one.id}.yaml")
    paths += [
        path for path in sorted((content / "agencies").glob("*.yaml")) if _names(path, document, content)
    ]
    for path in dict.fromkeys(paths):
        first = begun(path, content) if path.is_file() else None
        if first is not None:
            yield _File(path, shown(path, content), path.read_text("utf-8"), first)


def _names(agency: Path, document: str, content: Path) -> bool:
    """Whether an agency has names that a document prints."""
    tree, _ = read(agency, shown(agency, content))
    aliases = tree.data.get("aliases") if tree is not None and isinstance(tree.data, dict) else None
    return isinstance(aliases, dict) and document in aliases


def _undecided(file: _File) -> Iterator[int]:
    """The lines of the candidates that still stand behind #; the record that shows all fields is none."""
    lines = file.text.splitlines()
    for number, line in enumerate(lines, 1):
        if not _CANDIDATE.match(line) or bare(line) not in file.begun.lines:
            continue
        below = lines[number] if number < len(lines) else ""
        if not (bare(line) in file.begun.head and bare(below) in file.begun.head):
            yield number


def _tidied(text: str, own: Sequence[Begun]) -> str:
    """A text without the remarks that were begun with; of empty lines in a row one stays."""
    lines = frozenset(line for each in own for line in each.lines)
    trailing = frozenset(line for each in own for line in each.trailing)
    kept: list[str] = []
    for line in text.splitlines():
        left = _without(line, lines, trailing)
        if left is None or (not left and (not kept or not kept[-1] or kept[-1].startswith(_SCHEMA))):
            continue
        if kept and _DASH.fullmatch(kept[-1]) and left:
            kept[-1] = kept[-1].rstrip() + " " + left.lstrip()
        else:
            kept.append(left)
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept) + "\n"


def _without(line: str, lines: frozenset[str], trailing: frozenset[str]) -> str | None:
    """A line without its remark; None where it is nothing else. A dash before a remark stays, for its record."""
    stripped = line.lstrip()
    if stripped.startswith(_SCHEMA):
        return line
    if stripped.startswith("#"):
        return None if bare(line) in lines else line
    if stripped.startswith("- #") and bare(line) in lines:
        return line[: line.index("-") + 2]
    cut = next((at for at, said in remarks(line) if said in trailing), None)
    return line if cut is None else line[:cut].rstrip()


def _written(file: _File, tidied: str) -> bool:
    """Whether the file was written: only if it is YAML and holds the same as before."""
    before, _ = read(file.path, file.name)
    if before is None:
        return False
    file.path.write_text(tidied, encoding="utf-8", newline="\n")
    after, _ = read(file.path, file.name)
    if after is not None and after.data == before.data:
        return True
    file.path.write_text(file.text, encoding="utf-8", newline="\n")
    return False
