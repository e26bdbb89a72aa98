"""`build.py new`: skeletons that pass `check` once their blanks are filled, and candidates that leave nothing out."""

from __future__ import annotations

import hashlib
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.checks import check
from atlas.checks.context import Context
from atlas.figures.evidence import LONGEST
from atlas.guide import schema
from atlas.guide.field_guide import read_guide
from atlas.guide.file_kinds import BY_NAME
from atlas.problems import Language
from atlas.proposing.candidates import Candidates
from atlas.proposing.proposals import Around, proposed
from atlas.proposing.skeletons import Skeletons, scalar
from atlas.provisions.listed_bodies import bodies, lists_of_bodies
from atlas.reading.load import load
from atlas.reading.reader import parse
from atlas.records.model import PARTS
from atlas.sources.census import Entry, census
from atlas.sources.proof import spoken
from atlas.sources.source import read_source
from atlas.squeezed import count, squeeze
from atlas.starting import new as making
from atlas.starting.new import KINDS, run
from tests.sources.test_source import POLICY, TABLE
from tests.trees import ROOT, SITES, atlas_of, lay
from tests.words import LEXICON, source

NAME = {
    "name.zh": "雾港",
    "name.en": "Fog Harbour",
    "definition.zh": "虚构的。",
    "definition.en": "Invented.",
}
ANSWERS = {
    "region": NAME | {"level": "zone", "kind": "zone"},
    "cluster": NAME,
    "indicator": NAME | {"theme": "research", "direction": "higher"},
    "agency": NAME | {"region": "fog-region", "function": "science"},
    "reference": {"title.zh": "雾港办法", "title.en": "Rules of Fog Harbour"},
    "term": NAME,
    "document": {
        "title.zh": "雾港计划", "title.en": "Plan of Fog Harbour", "short.zh": "雾港2023", "short.en": "Fog 2023",
        "issuers.0.zh": "雾港管委会", "issuers.0.en": "Committee of Fog Harbour", "level": "zone",
        "region": "fog-region", "issued": "2023-04-01", "issued_basis": "stated", "status": "in-force",
        "summary.zh": "虚构的计划。", "summary.en": "An invented plan.", "source.file": "fog-document.txt",
        "source.characters": "120", "source.sha256": "f" * 64,
    },
}  # fmt: skip
OPTIONAL = {
    "region": {"parent": "yunze", "networks": "[national-high-tech-zones]", "aliases": "[雾]"},
    "cluster": {
        "aliases": "{chengchuan-2021: [雾]}", "broader": "lighting", "everyday": "[雾灯]", "everyday_en": "[fog lamps]",
    },
    "indicator": {
        "short.zh": "雾", "short.en": "Fog", "unit": "jia", "levels": "[zone]", "comparability.zh": "可比。",
        "comparability.en": "Comparable.", "aliases": "{chengchuan-2021: [雾]}", "related": "[talent]", "everyday": "[雾天]",
        "everyday_en": "[mist]",
    },
    "agency": {"aliases": "{chengchuan-2021: [雾局]}"},
    "reference": {
        "number": "雾发〔2020〕1号", "issuers.0.zh": "雾港", "issuers.0.en": "Fog Harbour", "level": "zone", "year": "2020",
    },
    "term": {"aliases": "[雾]", "aliases_en": "[fog]", "see": "[talent]"},
    "document": {
        "issuers_basis": "inferred", "number": "雾发〔2023〕1号", "issued_note.zh": "推定。", "issued_note.en": "Inferred.",
        "period": "[2023, 2025]", "period_basis": "stated", "period_named.zh": "“十四五”",
        "period_named.en": "the 14th Five-Year Plan", "outline.0.at": "正文 一", "outline.0.level": "1",
        "outline.0.title.zh": "目标", "outline.0.title.en": "Goals", "cites.0.to": "fog-reference", "cites.0.at": "前言",
        "cites.0.printed": "雾港办法", "missing.0.at": "附件", "missing.0.what.zh": "附表", "missing.0.what.en": "A table",
    },
}  # fmt: skip
NOTE = {"note.zh": "注。", "note.en": "A note."}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of the base."""
    lay(tmp_path / "content")
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "fields.yaml", tmp_path / "docs")
    return tmp_path


def made(
    root: Path, kind: str, key: str, source: Path | None = None, language: Language = "en"
) -> list[Path]:
    """The files that the command makes."""
    told, status = run(kind, [key], root / "content", root, language, source)
    assert status == 0, told
    return [root / line.strip() for line in told.splitlines()[1:]]


def blanks(text: str) -> dict[str, tuple[int, int, int]]:
    """Each blank of a skeleton by its path: the line and the span that an answer takes, both from 0."""
    tree, problems = parse(text.encode(), "x.yaml")
    assert tree is not None, problems
    found: dict[str, tuple[int, int, int]] = {}

    def look(value: object, trail: tuple) -> None:
        if isinstance(value, dict) and value:
            for name, inner in value.items():
                look(inner, (*trail, name))
        elif isinstance(value, list) and value:
            for index, inner in enumerate(value):
                look(inner, (*trail, index))
        elif value is None:
            place = tree.place(trail, key=True)
            behind = place.column + len(str(trail[-1]))
            found[".".join(map(str, trail))] = (place.line - 1, behind, behind)
        elif value in ("", [], {}):
            place = tree.place(trail)
            found[".".join(map(str, trail))] = (place.line - 1, place.column - 1, place.column + 1)

    look(tree.data, ())
    return found


def filled(text: str, answers: dict[str, str]) -> str:
    """A skeleton with each blank filled; there must be an answer for each."""
    lines = text.split("\n")
    open_ = blanks(text)
    assert set(open_) <= set(answers), set(open_) - set(answers)
    for path, (line, start, end) in sorted(open_.items(), key=lambda blank: blank[1], reverse=True):
        written = answers[path] if lines[line][start:end] != '""' else f'"{answers[path]}"'
        lines[line] = lines[line][:start] + (" " if start == end else "") + written + lines[line][end:]
    return "\n".join(lines)


def taken_in(text: str) -> str:
    """A skeleton with every field that might be left out."""
    return re.sub(r"(?m)^# (?=[a-z_]+:|- | |# )", "", text)


def errors(root: Path) -> list[str]:
    loaded = load(root / "content")
    found = [*loaded.problems, *check(Context.of(loaded))] if loaded.atlas else loaded.problems
    return [problem.line() for problem in found if problem.severity == "error"]


def fill(path: Path, answers: dict[str, str], *, whole: bool = False) -> None:
    text = path.read_text("utf-8")
    path.write_text(filled(taken_in(text) if whole else text, answers), "utf-8")


USES = """- id: fog
  indicator: fog-indicator
  region: fog-region
  cluster: fog-cluster
  words: {zh: 雾散, en: the fog lifts}
  comparator: reach
  basis: level
  evidence:
    - {at: 正文 一, phrase: 雾散}
"""


@pytest.mark.parametrize("whole", [False, True], ids=["what is needed", "everything"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_skeleton_passes_check_once_its_blanks_are_filled(root, language, whole):
    for kind in KINDS:
        (path, *_) = made(root, kind, f"fog-{kind}", language=language)
        answers = ANSWERS[kind] | (OPTIONAL[kind] | NOTE if whole else {})
        fill(path, answers, whole=whole)
    folder = root / "content" / "documents" / "fog-document"
    (folder / "targets.yaml").write_text(USES, "utf-8")
    measure = "- id: m1\n  number: '1'\n  at: 正文 一\n  title: {zh: 雾, en: Fog}\n  themes: [research]\n"
    measure += "  summary: {zh: 雾。, en: Fog.}\n  lead: [雾局]\n"
    (folder / "measures.yaml").write_text(measure, "utf-8")
    agency = root / "content" / "agencies" / "fog-agency.yaml"
    text = re.sub(
        r"(?m)^# aliases: \{\}|^aliases: .*", "aliases: {fog-document: [雾局]}", agency.read_text("utf-8")
    )
    agency.write_text(text, "utf-8")
    document = folder / "document.yaml"
    if not whole:
        document.write_text(
            document.read_text("utf-8") + "cites: [{to: fog-reference, at: 前言, printed: 雾港办法}]\n"
        )
    assert errors(root) == []


@pytest.mark.parametrize("kind", KINDS)
def test_check_names_every_blank_that_is_left(root, kind):
    (path, *_) = made(root, kind, "fog")
    shown = f"content/{path.relative_to(root / 'content').as_posix()}"
    told = [line for line in errors(root) if line.startswith(f"{shown}:")]
    marked = {int(line.split(":")[1]) for line in told}
    open_ = {line + 1 for line, _, _ in blanks(path.read_text("utf-8")).values()}
    assert open_ <= marked, told
    assert not [line for line in told if int(line.split(":")[1]) not in open_ | {1}], (
        "nothing but blanks is wrong"
    )


def test_the_files_of_a_document_hold_an_example_and_nothing_that_counts(root):
    paths = made(root, "document", "fog")
    assert [path.name for path in paths] == [
        "document.yaml", "targets.yaml", "measures.yaml", "clusters.yaml", "set-aside.yaml",
    ]  # fmt: skip
    for path in paths[1:]:
        text = path.read_text("utf-8")
        assert parse(text.encode(), path.name)[0].data is None
        ((only,), _) = (parse(taken_in(text).encode(), path.name)[0].data, None)
        record = PARTS[path.stem]
        needed = {name for name, field in record.model_fields.items() if field.is_required()} - {"document"}
        assert only.keys() == needed


def test_an_editor_is_told_what_each_field_means_and_what_it_may_hold(root):
    (path,) = made(root, "indicator", "fog")
    text = path.read_text("utf-8")
    guide = read_guide(ROOT)
    told = " ".join(line.strip("# ") for line in text.splitlines() if line.startswith("#"))
    for name in BY_NAME["indicator"].written:
        assert guide.field(BY_NAME["indicator"].record, name).en in told
    assert "higher (higher is better) | lower (lower is better) | none" in told
    assert text.startswith("# yaml-language-server: $schema=../../schema/indicator.schema.json\n")
    assert "数值越高越好" in made(root, "indicator", "fog-zh", language="zh")[0].read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "said"), [("en", "# A policy document.\n"), ("zh", "# 一份政策文件。\n")]
)
def test_a_file_says_once_what_it_is(root, language, said):
    made(root, "document", "fog", language=language)
    text = (root / "content" / "documents" / "fog" / "document.yaml").read_text("utf-8")
    assert said in text
    assert text.lower().count(said[2:-2].removeprefix("一份").lower()) == 1


def test_nothing_is_overwritten(root):
    for kind, key in (("region", "yunze"), ("document", "chengchuan-2021")):
        before = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}
        told, status = run(kind, [key], root / "content", root, "en")
        assert status == 1
        assert "is there already and was left alone" in told
        assert {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("kind", "key", "told"),
    [
        ("regoin", "x", "there is no kind “regoin”; did you mean region?"),
        ("thing", "x", "there is no kind “thing”; write one of: agency, cluster, document"),
        ("target", "x", "a target is added by hand to documents/ID/targets.yaml"),
        ("set-aside", "x", "a set-aside is added by hand to documents/ID/set-aside.yaml"),
        ("theme", "x", "a theme is added by hand to vocabulary/themes.yaml"),
        ("unit", "x", "a unit is added by hand to vocabulary/units.yaml"),
        ("basis", "x", "a basis is added by hand to vocabulary/bases.yaml"),
        ("status", "x", "a status is added by hand to vocabulary/statuses.yaml"),
        ("region", "Fog", "“Fog” is no valid id; write lower-case letters"),
        ("region", "../x", "is no valid id"),
        ("region", "雾港", "is no valid id"),
        ("region", "index", "is reserved; write another"),
        ("region", "x\n", "is no valid id"),
    ],
)
def test_a_name_that_will_not_do_is_refused_in_words(root, kind, key, told):
    before = sorted((root / "content").rglob("*"))
    said, status = run(kind, [key], root / "content", root, "en")
    assert (status, told in said) == (1, True), said
    assert sorted((root / "content").rglob("*")) == before


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("岚汐县人民政府\n关于雾的意见\n岚政发〔2023〕5号\n", {"name": "岚汐县", "level": "county", "kind": "administrative"}),
        ("中共雾港区委 雾港区人民政府\n关于雾的意见\n雾委发〔2023〕5号\n",
         {"name": "雾港区", "level": "district", "kind": "administrative"}),
        ("雾江市人民政府文件\n雾政发〔2023〕5号\n关于雾的意见\n", {"name": "雾江市", "level": None, "kind": "administrative"}),
        ("雾江经济技术开发区管理委员会文件\n雾管〔2023〕5号\n关于雾的意见\n",
         {"name": "雾江经济技术开发区", "level": "zone", "kind": "zone"}),
        ("关于雾的意见\n一、目标\n达到5家。\n", {"name": "", "level": None, "kind": None}),
    ],
)  # fmt: skip
def test_a_region_has_its_name_from_the_head_of_a_text_that_is_no_document_yet(root, head, fields):
    text = root / "fog.txt"
    text.write_text(f"{head}一、目标\n达到5家。\n", "utf-8")
    told, status = run("region", ["fog"], root / "content", root, "en", text)
    assert status == 0, told
    tree, _ = parse((root / "content" / "regions" / "fog.yaml").read_bytes(), "x.yaml")
    assert tree is not None
    assert isinstance(tree.data, dict)
    name = tree.data["name"]
    assert isinstance(name, dict)
    assert {"name": name["zh"], "level": tree.data["level"], "kind": tree.data["kind"]} == fields
    several = run("region", ["mist", "haze"], root / "content", root, "en", text)
    assert several == ("with --from one region is made at a time\n", 1)


def test_a_source_goes_with_a_document_or_region_only_and_must_be_readable(root):
    text = root / "x.txt"
    text.write_bytes("一、雾".encode("gbk"))
    assert (
        "--from goes with new document and new region only"
        in run("term", ["x"], root / "content", root, "en", text)[0]
    )
    assert "is not UTF-8" in run("document", ["x"], root / "content", root, "en", text)[0]
    assert "无法读取" in run("document", ["x"], root / "content", root, "zh", root / "none.txt")[0]
    assert not (root / "content" / "documents" / "x").exists()


def test_a_document_is_there_with_all_its_files_or_not_at_all(root, monkeypatch):
    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(making.Path, "rename", fails)
    with pytest.raises(OSError, match="full"):
        made(root, "document", "fog")
    assert sorted(path.name for path in (root / "content" / "documents").iterdir()) == [
        "chengchuan-2021", "chengchuan-hitech-2022",
    ]  # fmt: skip


def test_a_new_id_is_offered_by_the_schemas_at_once(root):
    schema.refresh(root / "content", root)
    made(root, "cluster", "fog")
    assert '"fog"' in (root / "schema" / "ids.schema.json").read_text("utf-8")


# From a source

LONG = "一、目标\n1. " + "建设雾港创新中心并且" * 6 + "，达到10家。\n"
MANY = "前言，到2020年。\n一、目标\n到2020年，到2020年，达10家、10家。新增一批“三名”企业，达（3.5%），1,200个。\n"
PLAN = SITES / "county-plan" / "sources" / "lanpu-2023.txt"
NET = "conditions: {zh: 净增, en: net of those that are lost}"
TEXTS = {
    "policy": POLICY, "table": TABLE, "long": LONG, "many": MANY, "bare": "关于雾的通知\n",
    "plan": PLAN.read_text("utf-8"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_of_a_source_is_a_candidate_once_and_its_words_are_found(name, language):
    complete(Candidates(read_source(TEXTS[name]), LEXICON, language))


@pytest.mark.parametrize(
    "name",
    [
        "changzhou-2021",
        "changzhou-hitech-2017",
        "changzhou-sunan-2018",
        "jiangsu-hitech-zones-2018",
        "jiangyin-2020",
    ],
)
def test_every_figure_of_a_real_source_is_a_candidate_once_and_its_words_are_found(name):
    complete(Candidates(source(f"{name}.txt"), LEXICON, "zh"))


PROVED = {
    # document: how many candidates are one target of it, and how many bases, years, year_bases and periods they have
    "changzhou-2021": (40, 34, 14, 14, 1),
    "changzhou-hitech-2017": (64, 57, 64, 48, 0),
    "changzhou-sunan-2018": (9, 9, 9, 7, 6),
    "jiangsu-hitech-zones-2018": (0, 0, 0, 0, 0),
    "jiangyin-2020": (149, 135, 134, 136, 56),
    "lanpu-2023": (54, 53, 50, 54, 16),
}


@pytest.mark.parametrize("document", PROVED)
def test_what_words_propose_for_a_figure_is_what_its_record_says(document, tmp_path):
    """Of all figures that are alone with their value in a place; what is only offered agrees nine times in ten."""
    county = document == "lanpu-2023"
    atlas = atlas_of(lay(tmp_path / "content", SITES / "county-plan") if county else ROOT / "content")
    text = read_source(PLAN.read_text("utf-8")) if county else source(f"{document}.txt")
    own = [target for target in atlas.targets.values() if target.document == document]
    filled, offered, wrong = dict.fromkeys(("basis", "year", "year_basis", "period"), 0), [], []
    alone = 0
    for path, lines in Candidates(text, spoken(atlas), "zh").targets():
        (said,) = data("\n".join(lines))
        meant = [target for target in own if same(target, path, said)]
        if len(meant) != 1:
            continue
        (target,) = meant
        alone += 1
        held = {
            "basis": target.basis, "year": target.year or (target.period and target.period[1]),
            "year_basis": target.year_basis, "period": [str(year) for year in target.period or ()],
        }  # fmt: skip
        if len(target.evidence) > 1:
            del held["year_basis"]  # it may be said where the other stands
        for field, wanted in held.items():
            if said.get(field):
                filled[field] += 1
                if said[field] != (wanted if field == "period" else str(wanted)):
                    wrong.append((target.gid, field, said[field], wanted))
        assert target.aspirational or not said.get("aspirational"), target.gid
        offered += [each[1] == target.basis for each in re.finditer(r"basis: # ([a-z]+)\?", "\n".join(lines))]
    assert not wrong
    assert sum(offered) >= len(offered) * 0.9
    assert all(found >= floor for found, floor in zip((alone, *filled.values()), PROVED[document], strict=True)), (
        alone, *filled.values(),
    )  # fmt: skip


def same(target, path, said):
    """Whether a record is of the figure of a candidate, as far as value, place and words tell."""
    phrase, value = said["evidence"][0]["phrase"], said.get("value", [])
    if "words" in said:
        alike = target.words is not None and said["words"]["zh"] in target.words.zh
    else:
        values = value if isinstance(value, list) else [value]
        alike = [each.normalize() for each in target.value or ()] == [
            Decimal(each).normalize() for each in values
        ]
    words = [squeeze(each.phrase) for each in target.evidence if each.at == path]
    return alike and any(each in phrase or phrase in each for each in words)


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        ("（责任单位：市科技局、市财政局，各镇街）", ["市科技局"], ["市财政局", "各镇街"]),
        ("（牵头单位：甲局、乙局；配合单位：丙局）", ["甲局", "乙局"], ["丙局"]),
        ("（配合单位：丙局；牵头单位：甲局）", ["甲局"], ["丙局"]),
        ("（牵头部门：甲\n局）", ["甲局"], []),
        ("（牵头单位：甲局；牵头部门：乙局；责任单位：丙局）", ["甲局", "乙局"], ["丙局"]),
        ("（责任单位：甲局）和（责任单位：乙局）", [], []),
        ("各单位", [], []),
        ("（牵头部门：甲局，责任部门：乙局）", ["甲局"], ["乙局"]),
        ("（责任单位：甲局；完成时限：2024年12月）", ["甲局"], []),
        ("（责任单位：甲局会同乙局，各镇）", ["甲局"], ["乙局", "各镇"]),
        ("（责任单位：甲局、乙局按职责分工负责）", ["甲局"], ["乙局"]),
        ("（牵头单位：甲局；责任单位：乙局，各镇（街道））", ["甲局"], ["乙局", "各镇（街道）"]),
        ("（配合单位：丙局）", [], []),
        ("培育。\n牵头单位：甲局\n配合单位：乙局、\n丙局\n后文。", ["甲局"], ["乙局", "丙局"]),
        ("培育。\n【责任单位】甲局、乙局\n", ["甲局"], ["乙局"]),
        ("培育。【责任单位：甲局、乙局】", ["甲局"], ["乙局"]),
        ("培育。市科技局牵头，市财政局、各镇配合。\n", ["市科技局"], ["市财政局", "各镇"]),
        ("培育。市科技局、市财政局按职责分工负责。", ["市科技局"], ["市财政局"]),
        ("培育。\n雾灯行动由区科技局牵头，会同区财政局，团委共同组织实施。", ["区科技局"], ["区财政局", "团委"]),
        ("培育。\n雾灯行动由区科技局牵头，推动企业加快建设。", [], []),
        ("培育。\n雾灯行动由企业牵头，会同高校院所共同实施。", [], []),
        ("建立机制。领导小组办公室设在市科技局，每季度由市财政局牵头。", [], []),
        ("市科技局、市财政局。\n", [], []),
        ("（牵头单位为甲局，配合单位为乙局）", ["甲局"], ["乙局"]),
        ("培育。责任单位：甲局、各镇（街道）。\n", ["甲局"], ["各镇（街道）"]),
        ("（牵头单位：甲局。责任单位：乙局）", ["甲局"], ["乙局"]),
        ("培育。（市科技局牵头，市财政局、各县（市、区）人民政府配合）\n", ["市科技局"], ["市财政局", "各县（市、区）人民政府"]),
        ("培育。（市科技局、市人社局牵头，各镇按职责分工负责）", ["市科技局", "市人社局"], ["各镇"]),
        ("培育。（市科技局牵头，市财政局、市住建局等配合）", ["市科技局"], ["市财政局", "市住建局"]),
        ("培育。（雾港管委会负责，市财政局，各镇配合）", ["雾港管委会"], ["市财政局", "各镇"]),
        ("培育。（市科技局、市财政局，人民银行雾港分行）\n", ["市科技局"], ["市财政局", "人民银行雾港分行"]),
        ("培育（市科技局、市财政局）。\n", ["市科技局"], ["市财政局"]),
        ("培育。（市科技局）", ["市科技局"], []),
        ("成立工作组办公室（人才办）", [], []),
        ("（市科技局、市财政局）主办会议。", [], []),
        ("培育。（市科技局、3家企业）", [], []),
        ("培育。（雾港高新区、雾江园区）", [], []),
    ],
)  # fmt: skip
def test_who_is_answerable_is_read_where_one_list_says_it(text, lead, support):
    assert bodies(lists_of_bodies(text)) == (lead, support)


@pytest.mark.parametrize(
    ("text", "figure", "base", "lines"),
    [
        ("到2025年,高企超500家", "500", "count", ["basis: level # 超", "year: 2025", "year_basis: stated"]),
        ("其中2024年达到2.9%", "2.9", "percent", ["basis:", "year: 2024", "year_basis: stated"]),
        ("2020年到2022年净增5家", "5", "count", ["basis: increase # 净增", "year: # 2020 | 2022", "year_basis:", NET]),
        ("到2025年,甲达1家;力争每年入库600家", "600", "count",
         ["basis: annual # 每年", "year:", "year_basis:", "aspirational: true # 力争"]),
        ("力争甲达3家,乙达5家", "5", "count", ["basis: level # 达", "year:", "year_basis:"]),
        ("三年累计120亿元", "120", "yuan", ["basis: total # 累计", "year:", "year_basis:"]),
        ("每年上升5位", "5", "place", ["basis: change # 上升", "year:", "year_basis:"]),
        ("每年入库5家,引进10家", "10", "count", ["basis: annual # 每年", "year:", "year_basis:"]),
        ("设立总规模20亿元", "20", "yuan", ["basis: increase # 设立", "year:", "year_basis:"]),
        ("三年融资突破60亿元", "60", "yuan", ["basis: total # 融资", "year:", "year_basis:"]),
        ("培育甲5家,乙10家", "10", "count", ["basis: # increase? 培育", "year:", "year_basis:"]),
        ("创新要素翻一番", "翻一番", "", ["basis: change # 翻一番", "year:", "year_basis:"]),
        ("打造六大集群", "六大", "count",
         ["basis: # increase | level: what is new: increase; what is there and is to reach a class of size: level",
          "year:", "year_basis:"]),
        ("甲占比达3%,其中乙2%", "2%", "percent", ["basis: level # 占比", "year:", "year_basis:"]),
        ("甲企业达到260家,其中乙企业15家", "15", "count", ["basis: level # 达到", "year:", "year_basis:"]),
        ("三年攻克甲技术30项", "30", "count", ["basis: increase # 攻克", "year:", "year_basis:"]),
        ("获批甲批件20个", "20", "count", ["basis: increase # 获批", "year:", "year_basis:"]),
        ("年度新增甲企业40家", "40", "count", ["basis: annual # 年度", "year:", "year_basis:"]),
        ("2024年度新增甲企业40家", "40", "count", ["basis: increase # 新增", "year: 2024", "year_basis: stated"]),
        ("服务企业不少于200家次/年", "200家", "count", ["basis: annual # /年", "year:", "year_basis:"]),
        ("每年安排甲资金2亿元,设立总规模10亿元", "10", "yuan", ["basis: increase # 设立", "year:", "year_basis:"]),
        ("每年新增甲企业2家,争创乙企业1家", "1家", "count",
         ["basis: increase # 争创", "year:", "year_basis:", "aspirational: true # 争创"]),
        ("每年培训2000人次,打造甲场景30个", "30", "count", ["basis: increase # 打造", "year:", "year_basis:"]),
        ("三年推动甲企业上市20家", "20", "count", ["basis: increase # 上市", "year:", "year_basis:"]),
        ("推动雾港产业联盟20家", "20", "count",
         ["basis: # increase | total: what stays (listing, production): increase; what passes (taking part): total",
          "year:", "year_basis:"]),
        ("三年推动60家企业上市", "60", "count", ["basis: increase # 上市", "year:", "year_basis:"]),
        ("三年推动500家企业开展改造", "500", "count", ["basis: total # 开展", "year:", "year_basis:"]),
        ("推广甲设备300台", "300", "count",
         ["basis: # increase | total: in use at the end, and not before: increase; all that was spread: total",
          "year:", "year_basis:"]),
        ("储备甲项目200个", "200", "count",
         ["basis: # level | increase: in store at the end: level; what comes into it: increase", "year:", "year_basis:"]),
        ("储备甲项目达到200个", "200", "count", ["basis: level # 达到", "year:", "year_basis:"]),
        ("共享甲平台覆盖企业300家", "300", "count",
         ["basis: # level | total: covered at the end: level; all that was ever covered: total", "year:", "year_basis:"]),
        ("三年组织专员服务300人次", "300人次", "count", ["basis: total # 次", "year:", "year_basis:"]),
        ("2026年甲产值突破500亿元、2027年突破600亿元", "600", "yuan",
         ["basis: level # 突破", "year: 2027", "year_basis: stated"]),
        ("甲占比提高2个百分点,达到12%", "12", "percent", ["basis: level # 占比", "year:", "year_basis:"]),
        ("获批国家级甲平台实现零的突破", "零的突破", "", ["basis: increase # 零的突破", "year:", "year_basis:"]),
        ("2025年、2026年和2027年甲总额分别增长8%、9%和10%", "10%", "percent",
         ["basis: change # 增长", "year: 2027", "year_basis: stated"]),
        ("甲指数居全省前三", "三", "points", ["basis: rank # 前", "year:", "year_basis:"]),
        ("每千人拥有甲托位数4.8个", "4.8", "count", ["basis: level # 每千人拥有", "year:", "year_basis:"]),
        ("覆盖70%以上的镇村", "70%", "percent", ["basis: level # 覆盖", "year:", "year_basis:"]),
        ("孵化甲企业300家", "300", "count", ["basis: increase # 孵化", "year:", "year_basis:"]),
        ("落地甲项目60个", "60", "count", ["basis: increase # 落地", "year:", "year_basis:"]),
        ("三年培养乙3000人次", "3000人次", "count", ["basis: total # 培养", "year:", "year_basis:"]),
        ("三年平台服务企业900家次", "900家次", "count", ["basis: total # 服务", "year:", "year_basis:"]),
        ("三年输送毕业生900人", "900", "people", ["basis: total # 输送", "year:", "year_basis:"]),
        ("集聚区达到3处", "3", "count", ["basis: level # 达到", "year:", "year_basis:"]),
        ("甲年成交额突破60亿元", "60", "yuan", ["basis: level # 突破", "year:", "year_basis:"]),
        ("贷款余额达到60亿元", "60", "yuan", ["basis: level # 余额", "year:", "year_basis:"]),
        ("中心年服务企业900家", "900", "count", ["basis: annual # 年服务", "year:", "year_basis:"]),
        ("中心年服务企业达到900家", "900", "count", ["basis: level # 达到", "year:", "year_basis:"]),
        ("PM2.5年均浓度控制在30微克/立方米以内", "30", "count", ["basis: level # 控制在", "year:", "year_basis:"]),
        ("2024年甲强度达到2.9%,2026年达到3.3%", "3.3", "percent",
         ["basis: level # 强度", "year: 2026", "year_basis: stated"]),
        ("2024年甲每年新增9家,2026年达到33家", "33", "count", ["basis: level # 达到", "year: 2026", "year_basis: stated"]),
        ("年均培训2000人次,共建甲学院3所", "3所", "count", ["basis: increase # 共建", "year:", "year_basis:"]),
        ("累计引进甲企业30家,其中乙企业5家", "5", "count", ["basis: total # 累计", "year:", "year_basis:"]),
        ("2025年完成首批40个", "40", "count", ["basis:", "year: 2025", "year_basis: stated"]),
        ("年均增速保持在25%", "25%", "percent", ["basis: change # 增速", "year:", "year_basis:"]),
        ("甲比重逐年提升1个百分点", "1个", "percentage-points", ["basis: change # 提升", "year:", "year_basis:"]),
        ("甲比重逐年提高到4%", "4%", "percent", ["basis: level # 提高到", "year:", "year_basis:"]),
        ("甲企业年新增3家", "3", "count", ["basis: annual # 年新增", "year:", "year_basis:"]),
        ("青年增加3万", "3", "people", ["basis:", "year:", "year_basis:"]),
        ("甲强度达到4%", "4%", "percent", ["basis: level # 强度", "year:", "year_basis:"]),
        ("扩大甲资金池规模至5亿元", "5", "yuan", ["basis: level # 扩大甲资金池规模至", "year:", "year_basis:"]),
        ("甲增速高于平均增速2个百分点", "2个", "percentage-points", ["basis:", "year:", "year_basis:"]),
        ("甲占比由2022年的2%提高到3%", "3%", "percent", ["basis: level # 提高到", "year:", "year_basis:"]),
        ("2023年、2024年和2025年甲分别达到5家、7家和9家", "9", "count",
         ["basis: level # 分别达到", "year: 2025", "year_basis: stated"]),
        ("2023年、2024年甲分别达到5家、7家", "7", "count", ["basis: level # 分别达到", "year: 2024", "year_basis: stated"]),
    ],
)  # fmt: skip
def test_cues_of_the_words_around_a_figure_are_proposed_with_the_words(text, figure, base, lines):
    start = text.index(figure)
    said = proposed(text, start, start + len(figure), [base]).lines()
    assert [line.strip() for line in said] == lines


@pytest.mark.parametrize(
    ("text", "figure", "lines"),
    [
        ("甲达3家", "3", ["year: 2025", "year_basis: inherited"]),
        ("到2024年,甲达1家;乙达3家", "3", ["year: 2024", "year_basis: stated"]),
        ("到2024年,甲达1家。乙达3家", "3", ["year: 2024", "year_basis: section"]),
        ("甲达1家,到2024年,乙达2家,丙达3家", "3", ["year: 2024", "year_basis: stated"]),
        ("到2024年甲达1家,乙达3家", "3", ["year: 2025", "year_basis: inherited"]),
        ("三年引进5家,甲新增3家", "3", ["year: 2025", "year_basis: inherited"]),
        ("三年完成5家;对接3家", "3", ["year: 2025", "year_basis: inherited"]),
        ("每年完成5家,对接3家", "3", ["year_basis: inherited", "period: [2023, 2025]"]),
        ("三年完成5家,对接3家", "3", ["year: 2025", "year_basis: # stated | inherited"]),
        ("三年引进甲5家,乙3家", "3", ["year: 2025", "year_basis: # stated | inherited"]),
        ("三年新增5家,其中乙3家", "3", ["year: 2025", "year_basis: stated", "period: [2023, 2025]"]),
        ("三年内,引进5家,新建3家", "3", ["year: 2025", "year_basis: stated", "period: [2023, 2025]"]),
        ("三年内,甲达3家", "3", ["year: 2025", "year_basis: stated"]),
        ("五年引进3家", "3", ["year:", "year_basis:"]),
        ("每年引进3家", "3", ["year_basis: inherited", "period: [2023, 2025]"]),
        ("到2025年,每年引进3家", "3", ["year_basis: stated", "period: [2023, 2025]"]),
        ("“十四五”期间引进3家", "3", ["year: 2025", "year_basis: stated", "period: [2021, 2025]"]),
        ("甲企业逐年新增3家", "3", ["year_basis: inherited", "period: [2023, 2025]"]),
        ("甲企业年新增3家", "3", ["year_basis: inherited", "period: [2023, 2025]"]),
        ("2025年新增3家", "3", ["year: 2025", "year_basis: stated"]),
        ("去年新增3家", "3", ["year: 2025", "year_basis: inherited"]),
        ("甲企业逐年增加到3家", "3", ["year: 2025", "year_basis: inherited"]),
        ("每年引进5家,其中甲3家", "3", ["year_basis: inherited", "period: [2023, 2025]"]),
        ("完成3个甲项目,2024年6月底前建成投用", "3", ["year:", "year_basis:"]),
        ("完成3个甲项目,2024年新增乙2家", "3", ["year: 2025", "year_basis: inherited"]),
    ],
)
def test_the_year_is_proposed_with_where_it_stands_in_a_plan_of_three_years(text, figure, lines):
    start = text.index(figure)
    said = proposed(text, start, start + 1, ["count"], Around(period=(2023, 2025))).lines()
    assert [line.strip() for line in said][1:] == lines


def test_the_lead_words_over_a_section_say_its_year():
    around = Around(period=(2021, 2026), above="到“十四五”期末,形成体系。")
    assert list(proposed("甲达3家", 2, 3, ["count"], around).lines())[1:] == [
        "  year: 2025",
        "  year_basis: section",
    ]


@pytest.mark.parametrize(
    ("text", "figure", "lines"),
    [
        ("甲达3家", "3", ["basis: level # 达", "year: 2024", "year_basis: section"]),
        ("年末甲达3家,乙达5家", "5", ["basis: level # 达", "year: 2024", "year_basis: stated"]),
        ("全年办会。甲达3家", "3", ["basis: level # 达", "year: 2024", "year_basis: section"]),
        (
            "净增3家",
            "3",
            [
                "basis: increase # 净增",
                "year: 2024",
                "year_basis: section",
                "period: [2024, 2024]",
                NET,
            ],
        ),
        ("到2025年,甲达3家", "3", ["basis: level # 达", "year: 2025", "year_basis: stated"]),
        (
            "到2025年净增3家",
            "3",
            [
                "basis: increase # 净增",
                "year: 2025",
                "year_basis: stated",
                NET,
            ],
        ),
        ("每年入库3家", "3", ["basis: annual # 每年", "year:", "year_basis:"]),
    ],
)
def test_the_year_of_an_annex_is_proposed_where_no_other_is_said(text, figure, lines):
    start = text.index(figure)
    said = proposed(text, start, start + 1, ["count"], Around(annex=2024)).lines()
    assert [line.strip() for line in said] == lines


def complete(found):
    """An editor who takes every candidate has accounted for every figure."""
    targets, aside = list(found.targets()), list(found.set_aside())
    promised, others = [], []
    for path, lines in targets:
        ((target,), text) = (data("\n".join(lines)), "\n".join(lines))
        ((piece,),) = [target["evidence"]]
        assert piece["at"] == path
        assert len(piece["phrase"]) <= LONGEST
        promised.append(Entry("x", path, piece["phrase"], nth=int(piece["nth"]) if "nth" in piece else None))
        (entry,) = data(text.rpartition("set-aside.yaml: ")[2])
        others.append(entry)
    entries = [data("\n".join(lines))[0] for _, lines in aside if not lines[0].startswith("#")]
    for entry in (*others, *entries):
        assert len(entry["text"]) <= LONGEST
    made = [
        Entry("x", e["at"], e["text"], e.get("every") == "true", int(e["nth"]) if "nth" in e else None)
        for e in entries
    ]
    places = [line.partition("at: ")[2].partition(", level")[0] for line in found.outline()[1:]]
    rows = [lines[4].partition("at: ")[2] for _, lines in found.tasks()]
    report = census(found.source, promised, made, [*places, *rows], found.lexicon)
    assert report.figures == tuple(sorted(report.figures, key=lambda each: each.figure.start))
    counted = [re.search(r"every: true} # (\d+)", lines[0]) for _, lines in aside]
    assert len(targets) + sum(int(many[1]) if many else 1 for many in counted) == len(report.figures)
    assert not report.idle
    assert not report.doubled
    assert report.complete, (report.unaccounted, report.mismatches, report.unlisted, report.unknown)
    others += [data(lines[0].lstrip("# "))[0] for _, lines in aside if lines[0].startswith("#")]
    either = [
        Entry("x", e["at"], e["text"], e.get("every") == "true", int(e["nth"]) if "nth" in e else None)
        for e in others
    ]
    assert census(found.source, (), [*made, *either], (), found.lexicon).complete


def data(text):
    tree, problems = parse(text.encode(), "x.yaml")
    assert tree is not None, problems
    assert isinstance(tree.data, list)
    return tree.data


def test_headings_become_the_outline_and_what_has_none_under_it_may_be_a_measure():
    found = Candidates(read_source(POLICY), LEXICON, "en")
    outline = found.outline()
    assert outline[:3] == [
        "outline:",
        '  - {at: 正文 一, level: 1, title: {zh: 总体要求, en: ""}}',
        '  - {at: 正文 一（一）, level: 2, title: {zh: 指导思想, en: ""}}',
    ]
    assert '  - {at: 附件1, level: 1, title: {zh: 行动方案甲（2017～2020年）, en: ""}}' in outline
    measures = [(above, data("\n".join(lines))[0]) for above, lines in found.measures()]
    assert [m["at"] for _, m in measures if str(m["at"]).startswith("正文 三")] == [
        "正文 三（一）1", "正文 三（一）2", "正文 三（一）3", "正文 三（二）4",
    ]  # fmt: skip
    above, one = next((above, m) for above, m in measures if m["at"] == "正文 三（一）2")
    assert (above, one["id"], one["number"], one["title"]["zh"]) == (
        "正文 三（一）",
        "m3-1-2",
        "2",
        "强化协同",
    )
    assert len({m["id"] for _, m in measures}) == len(measures)


def test_rows_of_an_annex_may_be_tasks():
    found = Candidates(read_source(TABLE), LEXICON, "en")
    assert [data("\n".join(lines))[0]["number"] for _, lines in found.tasks()] == [
        "1-1",
        "1-2",
        "2-1",
        "3-1",
        "4-1",
    ]
    assert '  - {at: 附件 一 1, level: 3, title: {zh: 培育企业, en: ""}}' in found.outline()


def test_a_candidate_says_line_words_value_unit_and_what_binds_it():
    found = Candidates(
        read_source("一、目标\n到2020年，研发投入占比达3.5%以上。高企2-3家。\n"), LEXICON, "en"
    )
    (_, first), (_, second) = found.targets()
    assert first[0] == "# line 2: …2020年，研发投入占比达3.5%以上。高企2-3家。"
    one, other = data("\n".join(first))[0], data("\n".join(second))[0]
    assert (one["value"], one["unit"], one["comparator"]) == ("3.5", "percent", "at-least")
    assert one["evidence"] == [{"at": "正文 一", "phrase": "研发投入占比达3.5%以上"}]
    assert (other["value"], other["comparator"]) == (["2", "3"], "within")
    assert [one[name] for name in ("id", "indicator", "region")] == [None] * 3
    assert [one[name] for name in ("basis", "year", "year_basis")] == ["level", "2020", "stated"]
    assert [other[name] for name in ("basis", "year", "year_basis")] == [None, "2020", "section"]
    assert [lines for _, lines in found.set_aside()] == [
        ["- {text: 2020年, at: 正文 一, reason: date} # line 2, date"]
    ]


def candidates(text):
    """The candidates of targets of a text, read as YAML."""
    found = Candidates(read_source(text), LEXICON, "en")
    return [data("\n".join(lines))[0] for _, lines in found.targets()]


def test_words_that_deal_figures_out_bind_them_to_everything_that_they_deal_to():
    dealt = candidates("一、目标\n加快培育，独角兽、瞪羚、雏鹰企业分别达到3家、25家和100家。\n")
    whole = "独角兽、瞪羚、雏鹰企业分别达到3家、25家和100家"
    phrases = [target["evidence"][0]["phrase"] for target in dealt]
    assert phrases == [whole] * 3
    long = "贷款余额2025年、2026年、2027年分别达到80亿元、100亿元和120亿元"
    phrases = [
        target["evidence"][0]["phrase"] for target in candidates(f"一、目标\n加快发展，雾港科技{long}。\n")
    ]
    assert phrases == [long.removeprefix("贷款余额")] * 3
    (each, _) = candidates("一、目标\n废物利用率均达到100%、新建5家。\n")
    assert each["evidence"][0]["phrase"].endswith("废物利用率均达到100%")


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("培育独角兽、瞪羚企业25家。", ["培育独角兽、瞪羚企业25家"]),
        ("三年新建实验室、研究中心20家，瞪羚企业3家。", ["三年新建实验室、研究中心20家", "瞪羚企业3家"]),
        ("2025年建成独角兽3家、加速器、瞪羚企业25家。", ["2025年建成独角兽3家", "加速器、瞪羚企业25家"]),
        ("推动百家企业进高校、瞪羚企业25家。", ["瞪羚企业25家"]),
        (f"建设{'独角兽' * 10}、加速器、瞪羚企业25家。", ["瞪羚企业25家"]),
    ],
)
def test_what_one_figure_counts_together_is_quoted_together(text, phrases):
    found = [target["evidence"][0]["phrase"] for target in candidates(f"一、目标\n{text}\n")]
    assert found[-len(phrases) :] == phrases


def test_a_phrase_does_not_begin_in_the_title_of_its_heading():
    (fund,) = candidates("一、组织保障\n设立30亿元雾灯基金。\n")
    assert fund["evidence"][0]["phrase"] == "设立30亿元雾灯基金"


def test_what_is_counted_by_a_word_that_is_no_unit_yet_has_a_basis():
    (flats,) = candidates("一、目标\n建成人才公寓3000套。\n")
    assert (flats["unit"], flats["basis"]) == (None, "increase")


def test_how_often_something_is_done_is_no_date():
    found = Candidates(
        read_source("一、甲\n三年内建成。三年再建。三年又建。实行三年一周期的评价。\n"), LEXICON, "en"
    )
    lines = [line for _, lines in found.set_aside() for line in lines]
    assert [line.partition(" # ")[0] for line in lines] == [
        "- {text: 三年, at: 正文, reason: date, every: true}",
        "- {text: 三年, at: 正文 一, nth: 4, reason: rule}",
    ]
    said = proposed("实行三年一周期的评价,甲达3家", 13, 14, ["count"], Around(period=(2023, 2025)))
    assert said.year_bases == ("inherited",)


def test_a_name_in_quotation_marks_is_set_aside_whole():
    (_, lines), *_ = Candidates(
        read_source("一、目标\n围绕“一港两带三园”布局。\n"), LEXICON, "zh"
    ).set_aside()
    assert "text: 一港两带三园," in lines[0]


def test_words_that_are_a_goal_bind_themselves():
    covered, doubled = candidates("一、目标\n研发机构全覆盖。高企翻一番。\n")
    assert (covered["comparator"], doubled["comparator"]) == ("all", "reach")


def test_a_measure_is_listed_with_who_is_answerable_and_a_row_with_its_words():
    text = "一、任务\n1．培育企业。培育5家。\n（责任单位：市科技局、工信局，\n各镇街）\n2．引进项目。\n"
    (_, first), (_, second) = Candidates(read_source(text), LEXICON, "zh").measures()
    assert first[0] == "# 第2行：（责任单位：市科技局、工信局，各镇街）"
    assert second[0] == "# 第5行"
    rows = [lines[0] for _, lines in Candidates(read_source(TABLE), LEXICON, "en").tasks()]
    assert rows[0].endswith(": 培育企业5家。")


def test_a_plan_is_listed_figure_by_figure(root):
    paths = {path.name: path.read_text("utf-8") for path in made(root, "document", "lanpu-2023", PLAN)}
    assert "# 55 figures of the source may be targets.\n# 31 others cannot be;" in paths["targets.yaml"]
    assert len(re.findall("(?m)^# - (?:id:|# )", paths["targets.yaml"])) == 55 + 1  # and the example
    assert paths["measures.yaml"].count("（责任单位：") == 8


def test_a_title_that_runs_on_is_cut():
    (_, title) = Candidates(read_source(LONG), LEXICON, "en").outline()[1:]
    assert data(title)[0]["title"]["zh"] == ("建设雾港创新中心并且" * 6)[:LONGEST] + "…"


def test_a_document_from_a_source_takes_its_facts_and_decides_nothing(root):
    text = root / "fog-2023.txt"
    raw = b"\xef\xbb\xbf" + POLICY.replace("\n", "\r\n").encode()
    text.write_bytes(raw)
    paths = made(root, "document", "fog", text)
    (document, *others) = [path.read_text("utf-8") for path in paths]
    tree = parse(document.encode(), "x")[0].data
    assert tree["source"] == {
        "file": "fog-2023.txt", "characters": str(count(POLICY)), "sha256": hashlib.sha256(raw).hexdigest(),
    }  # fmt: skip
    assert len(tree["outline"]) == len(Candidates(read_source(POLICY), LEXICON, "en").outline()) - 1
    assert all(parse(other.encode(), "x")[0].data is None for other in others)
    assert all(parse(taken_in(other).encode(), "x")[1] == [] for other in others)
    answers = ANSWERS["document"] | {
        f"outline.{number}.title.en": "A heading" for number, _ in enumerate(tree["outline"])
    }
    fill(paths[0], answers)
    made(root, "region", "fog-region")
    fill(root / "content" / "regions" / "fog-region.yaml", ANSWERS["region"])
    assert errors(root) == []


def test_the_files_say_how_many_figures_and_headings_there_are(root):
    text = root / "x.txt"
    text.write_text(TABLE, "utf-8")
    paths = {path.name: path.read_text("utf-8") for path in made(root, "document", "fog", text, "zh")}
    assert "# 原文有5个数字可能是目标，按原文顺序。" in paths["targets.yaml"]
    assert "# ── 附件 1-1" in paths["targets.yaml"]
    assert "# 附件表有5行。" in paths["tasks.yaml"]
    assert "# # 第10行：培育企业5家。" in paths["targets.yaml"]


def test_the_region_of_a_document_stands_in_its_files(root):
    told, status = run("document", ["fog"], root / "content", root, "en", PLAN, "fog-harbour")
    assert status == 0, told
    folder = root / "content" / "documents" / "fog"
    targets = (folder / "targets.yaml").read_text("utf-8")
    assert targets.count("#   region: fog-harbour\n") == 50
    assert targets.count("#   region: # “岚浦港经开区”") == 5
    assert "\nregion: fog-harbour\n" in (folder / "document.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "region", "told"),
    [
        ("document", "Fog", "--region: “Fog” is no valid id; write lower-case letters"),
        ("document", "", "--region: “” is no valid id"),
        ("region", "fog", "--region goes with new document only"),
    ],
)
def test_a_region_that_will_not_do_is_refused_in_words(root, kind, region, told):
    said, status = run(kind, ["x"], root / "content", root, "en", None, region)
    assert (status, told in said) == (1, True), said
    assert not (root / "content" / "documents" / "x").exists()


def test_what_comes_back_again_and_again_is_one_line_and_says_why_it_is_no_target():
    text = (
        "一、目标\n到2025年甲，到2025年乙，到2025年丙。落实18条政策，建设“一港两带”。到2026年，到2026年。\n"
    )
    found = Candidates(read_source(text), LEXICON, "en")
    assert [lines[0] for _, lines in found.set_aside()] == [
        "- {text: 2025年, at: 正文, reason: date, every: true} # 3 places, date",
        "- {text: 18条, at: 正文 一, reason: policy-count} # line 2, amount: 落实18条政策",
        "- {text: 一港两带, at: 正文 一, reason: slogan} # line 2, name",
        "- {text: 2026年, at: 正文 一, nth: 1, reason: date} # line 2, date",
        "- {text: 2026年, at: 正文 一, nth: 2, reason: date} # line 2, date",
    ]
    assert list(found.targets()) == []


def test_a_time_in_the_words_of_a_candidate_needs_no_line():
    text = "一、目标\n“科技贷”三年累计发放30亿元。三年内完成。\n"
    found = Candidates(read_source(text), LEXICON, "en")
    assert [lines[0] for _, lines in found.set_aside()] == [
        "# - {text: 三年, at: 正文 一, nth: 1, reason: date} # line 2, in the phrase of a candidate: not needed",
        "- {text: 三年, at: 正文 一, nth: 2, reason: date} # line 2, date",
    ]


def test_the_years_of_a_title_that_the_head_repeats_are_one_line():
    text = (
        "关于印发《兰浦市行动方案（2024—2026年）》的通知\n各单位：\n现将《兰浦市行动方案（2024—2026年）》印发给你们。\n"
        "兰浦市科学技术局\n2024年3月8日\n兰浦市行动方案\n（2024—2026年）\n一、目标\n加快发展。\n"
    )
    found = Candidates(read_source(text), LEXICON, "en")
    assert [lines[0] for _, lines in found.set_aside()] == [
        "- {text: 2024—2026年, at: 题头, reason: date, every: true} # 3 places, date",
        "- {text: 2024年3月8日, at: 题头, reason: date} # line 5, date",
    ]


def test_the_size_of_what_is_counted_needs_no_line_where_the_count_is_quoted():
    found = Candidates(
        read_source("一、目标\n新签超50亿元项目3个，投资10亿元以上项目开工。\n"), LEXICON, "en"
    )
    assert [lines[0] for _, lines in found.set_aside()] == [
        "# - {text: 50亿元, at: 正文 一, reason: size-class} # line 2, in the phrase of a candidate: not needed",
        "- {text: 10亿元, at: 正文 一, reason: size-class} # line 2, amount: 投资10亿元以上项目开工",
    ]
    ((_, lines),) = found.targets()
    assert "  value: 3" in lines


def test_what_is_made_for_several_ids_stands_in_one_list(root):
    told, status = run("region", ["gull-bay", "Fog", "tern-bay"], root / "content", root, "en")
    assert told.startswith(
        "Made; fill in the blanks:\n  content/regions/gull-bay.yaml\n  content/regions/tern-bay.yaml\n“Fog” is no valid id"
    )
    assert status == 1


def test_content_that_cannot_be_read_gives_no_skeleton(root):
    (root / "content" / "site.yaml").unlink()
    assert run("region", ["x"], root / "content", root, "en")[1] == 1


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1).filter(lambda text: "\x00" not in text))
def test_any_text_reads_as_it_was_written(text):
    for line in (f"a: {scalar(text)}", f"a: [{scalar(text)}, b]", f"- {{a: {scalar(text)}, b: }}"):
        tree, problems = parse(line.encode(), "x")
        assert tree is not None, problems
        value = tree.data["a"] if isinstance(tree.data, dict) else tree.data[0]["a"]
        assert (value if isinstance(value, str) else value[0]) == text


def test_skeletons_name_no_choice_where_there_is_none(root):
    atlas = load(root / "content").atlas
    text = "\n".join(Skeletons(read_guide(ROOT), atlas, "en").item(PARTS["tasks"], {}, told=True))
    assert "One of: \n" not in text
