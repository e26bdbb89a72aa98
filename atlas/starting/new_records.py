"""`build.py new records DOCUMENT`: a file for each record that a document names and nobody has registered.

Made at once, each begun with what the document says of it; then one list of all that is left blank in them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from atlas.guide.field_guide import read_guide
from atlas.guide.file_kinds import BY_NAME, FOLDERS
from atlas.guide.schema import FOLDER as SCHEMAS
from atlas.guide.schema import refresh
from atlas.problems import Language
from atlas.proposing.skeletons import Skeletons, scalar
from atlas.reading.load import load
from atlas.records.model import Atlas
from atlas.starting.bodies import Body
from atlas.starting.left_blank import Blank, left_blank
from atlas.starting.named_records import PARTS, NamedRecord, named_records
from atlas.starting.new import NotMade, make, record_lines, schemas, shown
from atlas.starting.new_agencies import agency_lines, aliases_of, data_of, missing_bodies

_KINDS = {folder: kind for kind, folder in FOLDERS.items()}
_SLIP = 0.92
"""How much of an id must be that of a known one to be taken for a slip of the pen: tech-firm, tech-firms."""
_COUNTED = re.compile(r"[0-9][0-9.,－–-]*([^0-9\s，。；、以左约多]{1,4})")


def run(document: str, content: Path, root: Path, language: Language) -> tuple[str, int]:
    """What the command says, and its exit status; a file that is there is never written."""
    try:
        making = _Making(document, content, root, language)
        made = making.all()
    except NotMade as refused:
        return f"{refused.words.within(language)}\n", 1
    if made and (root / SCHEMAS).is_dir() and content.absolute().parent == root.absolute():
        refresh(content, root)
    return "".join(f"{line}\n" for line in making.told(made)), 0


class _Making:
    """One run of the command: what is named, and what of it is made.

    Raises NotMade, before anything is made, where there is no such document or a file of it is no YAML.
    """

    def __init__(self, document: str, content: Path, root: Path, language: Language) -> None:
        self.document, self.content, self.root = document, content, root
        folder = content / "documents" / document
        atlas = load(content).atlas
        if atlas is None:
            raise NotMade(
                "内容无法读取：请先运行 python build.py check",
                "the content cannot be read: run python build.py check",
            )
        if not folder.is_dir():
            known = ", ".join(atlas.documents)
            raise NotMade(
                f"没有文件“{document}”；可写：{known}",
                f"there is no document “{document}”; write one of: {known}",
            )
        for part in PARTS:  # nobody knows whom a file names that cannot be read
            if (folder / f"{part}.yaml").is_file():
                data_of(folder / f"{part}.yaml", content)
        self.atlas: Atlas = atlas
        self.skeletons = Skeletons(read_guide(root), atlas, language)
        self.named = list(named_records(folder, shown(folder, content)))
        self.slips: list[tuple[NamedRecord, str]] = []
        self.bodies: list[Body] = []
        self.waiting = ""

    def all(self) -> list[Path]:
        """The files that were made."""
        made = []
        for one in self.named:
            kind = _KINDS.get(one.kind)
            if kind is None or self._is_there(one):
                continue
            like = get_close_matches(one.id, self._known(one.kind), n=1, cutoff=_SLIP)
            if like:
                self.slips.append((one, like[0]))
                continue
            path = self._path(one)
            make(path, record_lines(kind, one.id, self.content, self.root, self.skeletons))
            made.append(path)
        return made + list(self._agencies())

    def _agencies(self) -> Iterator[Path]:
        region = next((one.id for one in self.named if one.kind == "regions"), "")
        place = self.atlas.regions.get(region)
        if place is None:
            self.waiting = region
            return
        folder = self.content / "agencies"
        self.bodies = missing_bodies(self.atlas, self.document, place, self.content)
        for body in self.bodies:
            if not body.known:
                path = folder / f"{body.id}.yaml"
                make(path, agency_lines(self.skeletons, body, self.document, schemas(folder, self.root)))
                yield path

    def _known(self, kind: str) -> list[str]:
        return [*getattr(self.atlas, kind), *(self.atlas.documents if kind == "references" else ())]

    def _is_there(self, one: NamedRecord) -> bool:
        return one.id in self._known(one.kind) or os.path.lexists(self._path(one))

    def _path(self, one: NamedRecord) -> Path:
        return self.content / one.kind / f"{one.id}.yaml"

    def told(self, made: Sequence[Path]) -> Iterator[str]:
        """How many files were made, and one list of what is left to be written, in them and beside them."""
        say = self.skeletons.say
        blanks = list(self._blanks())
        if made:
            yield say(
                f"已建立{len(made)}个文件。", f"Made: {len(made)} {'file' if len(made) == 1 else 'files'}."
            )
        else:
            yield say(
                f"{self.document} 写到的记录都已有文件。",
                f"Every record that {self.document} names has a file.",
            )
        left = [*self._questions(), *self._shortened(blanks), *self._units(), *self._known_bodies()]
        if left:
            yield say(f"还要写{len(left)}处：", f"Left to write, {len(left)}:")
        yield from (f"  {line}" for line in left)
        unnamed = [
            path
            for path in made
            if not any(blank.place.file == shown(path, self.content) for blank in blanks)
        ]
        if unnamed:
            yield say("没有空白、请核对的：", "Nothing blank in these; look at each:")
        yield from (f"  {shown(path, self.content)}" for path in unnamed)
        if made:
            yield say(
                "已填的取自本文件和别处，请逐一核对；编号（文件名）不合适的现在就改。",
                "What is filled in comes from this document and from others: look at each, and rename a file now if its "
                "id will not do.",
            )

    def _blanks(self) -> Iterator[Blank]:
        """What is blank in the files of all that the document names, those made before and not filled in yet too."""
        paths = [
            self._path(one)
            for one in self.named
            if one.kind in _KINDS and one.id not in self._known(one.kind)
        ]
        agencies = sorted((self.content / "agencies").glob("*.yaml"))
        paths += [path for path in agencies if path.stem not in self.atlas.agencies]
        for path in paths:
            if path.is_file():
                kind = BY_NAME[_KINDS[path.parent.name]]
                yield from left_blank(path, shown(path, self.content), kind, self.skeletons)

    def _shortened(self, blanks: Sequence[Blank]) -> Iterator[str]:
        """A line for each blank; what a field means is said where it is met first."""
        met: set[str] = set()
        for blank in blanks:
            kind = blank.place.file.rpartition("/")[0]
            first = f"{kind} {blank.field}" not in met
            met.add(f"{kind} {blank.field}")
            yield blank.line(whole=first)

    def _questions(self) -> Iterator[str]:
        """Ids that were not made, since they may be slips of the pen; and bodies that wait for their region."""
        say = self.skeletons.say
        for one, like in self.slips:
            where = f"{one.place.file}:{one.place.line}"
            command = f"python build.py new {_KINDS[one.kind]} {one.id}"
            yield say(
                f"{where}: 没有“{one.id}”，是否指 {like}？若是新的：{command}",
                f"{where}: there is no “{one.id}”: did you mean {like}? If it is new: {command}",
            )
        if self.waiting:
            path = f"{self.content.name}/regions/{self.waiting}.yaml"
            yield say(
                f"{path}: 请先填写；之后再运行一次本命令，就为各部门建立文件",
                f"{path}: fill it in first; then run this command again, and the agencies get their files",
            )

    def _units(self) -> Iterator[str]:
        """Units that are in no vocabulary, each as the line that is to be added, with its counting word."""
        for one in self.named:
            if one.kind != "units" or one.id in self.atlas.units:
                continue
            word = _counted(one)
            line = (
                f'{one.id}: {{label: {{zh: {scalar(word) if word else ""}, en: ""}}, base: , factor: 1, '
                f'printed: [{scalar(word) if word else ""}], definition: {{zh: "", en: ""}}}}'
            )
            say = self.skeletons.say
            yield f"{self.content.name}/vocabulary/units.yaml: {say('加一行', 'add a line')}{say('：', ': ')}{line}"

    def _known_bodies(self) -> Iterator[str]:
        say = self.skeletons.say
        for body in self.bodies:
            if body.known:
                line = f"aliases: {aliases_of(body, self.document)}"
                yield f"{self.content.name}/agencies/{body.id}.yaml: {say('补上', 'add')} {line}"


def _counted(one: NamedRecord) -> str:
    """The word behind the figure in the first phrase of the target that names a unit; empty where none is plain."""
    evidence = one.by.get("evidence") if isinstance(one.by, dict) else None
    first = evidence[0] if isinstance(evidence, list) and evidence else None
    phrase = first.get("phrase") if isinstance(first, dict) else None
    words = _COUNTED.findall(phrase) if isinstance(phrase, str) else []
    return words[0] if len(words) == 1 else ""
