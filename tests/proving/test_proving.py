"""`verify` and `audit`: content against its sources."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import replace as dataclass_replace
from pathlib import Path

import pytest

from atlas.checks.context import Context
from atlas.problems import Problem
from atlas.proving.measures_held import unanswered, unmeasured
from atlas.proving.proving import audit, verify, write_proofs
from atlas.provisions.answered import answers
from atlas.provisions.listed_bodies import bodies, lists_of_bodies
from atlas.provisions.yet_promised import STATE, yet_promised
from atlas.reading.load import load
from atlas.reporting.excerpt import with_lines
from atlas.reporting.reports import Told, lines
from atlas.sources.census import Entry
from atlas.sources.proof import promised, set_aside, states
from atlas.sources.source import Source, place, read_source
from tests.trees import SITES, lay
from tests.words import LEXICON

ROOT = Path(__file__).resolve().parent.parent.parent
PLAN = SITES / "county-plan"
SOURCES = ROOT.parent / "shared" / "sources"
DOCUMENTS = sorted(path.name for path in (ROOT / "content" / "documents").iterdir() if path.is_dir())

needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason=f"no source texts in {SOURCES.name}/")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the real content, to be spoiled."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def context(folder: Path) -> Context:
    return Context.of(load(folder))


def said(folder: Path, command: str, document: str) -> list[str]:
    job = verify if command == "verify" else audit
    return [problem.line() for problem in job(context(folder), SOURCES, [document])[0]]


def replace(folder: Path, document: str, part: str, old: str, new: str) -> None:
    path = folder / "documents" / document / f"{part}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@needs_sources
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_phrase_stands_in_its_source_under_its_heading(document: str) -> None:
    """`verify` has nothing to say of the real content."""
    assert verify(context(ROOT / "content"), SOURCES, [document])[0] == []


@needs_sources
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_of_a_source_is_a_target_or_set_aside(document: str) -> None:
    """`audit` has nothing to say of the real content."""
    assert audit(context(ROOT / "content"), SOURCES, [document])[0] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_real_documents_show_as_verified_and_fully_counted(document: str) -> None:
    """The proof files hold for the content as it stands; no source is needed to see that."""
    atlas = load(ROOT / "content").atlas
    assert atlas is not None

    state = states(atlas)[document]

    assert state.verified
    assert state.figures
    assert state.figures == state.accounted


@needs_sources
def test_a_phrase_that_the_source_does_not_hold_is_reported_with_the_nearest_words(content: Path) -> None:
    """The message names the phrase, its place, and what stands there instead."""
    replace(content, "changzhou-2021", "targets", "科技进步贡献率达 70%", "科技进步贡献率达 71%")

    (line,) = said(content, "verify", "changzhou-2021")

    assert "“科技进步贡献率达 71%” does not stand under 正文 二 1" in line
    assert "the nearest words are" in line
    assert "科技进步贡献率达7" in line


@needs_sources
def test_a_phrase_under_the_wrong_heading_is_told_the_right_one(content: Path) -> None:
    """The phrase exists, elsewhere."""
    path = content / "documents" / "changzhou-2021" / "targets.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("科技进步贡献率达 70%")
    start = text.rindex("正文 二 1", 0, at)
    path.write_text(text[:start] + "正文 二 2" + text[start + len("正文 二 1") :], encoding="utf-8")

    (line,) = said(content, "verify", "changzhou-2021")

    assert "it stands under 正文 二1" in line or "it stands under 正文 二 1" in line


@needs_sources
def test_a_figure_that_is_no_longer_set_aside_is_reported_with_line_and_context(content: Path) -> None:
    """Take one entry away and the census finds its figure."""
    path = content / "documents" / "changzhou-2021" / "set-aside.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "常发〔2021〕1号" not in line]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), encoding="utf-8")

    found = said(content, "audit", "changzhou-2021")

    assert found
    assert any(re.search(r"changzhou-2021\.txt:5:\d+: the figure", line) for line in found)


@needs_sources
def test_a_heading_missing_from_the_outline_is_reported(content: Path) -> None:
    """Numbered headings of the source stand in outline, measures or tasks."""
    replace(
        content,
        "changzhou-2021",
        "document",
        "  - {at: 正文 一（一）, level: 2",
        "  - {at: 正文 二, level: 2",
    )

    found = said(content, "audit", "changzhou-2021")

    assert any("正文 一（一）" in line and "missing from the outline" in line for line in found)


@needs_sources
def test_another_source_text_than_the_one_extracted_is_refused(content: Path, tmp_path: Path) -> None:
    """The text's hash is part of the document."""
    other = tmp_path / "sources"
    other.mkdir()
    raw = (SOURCES / "changzhou-2021.txt").read_bytes() + "。".encode()
    (other / "changzhou-2021.txt").write_bytes(raw)

    problems, _ = verify(context(content), other, ["changzhou-2021"])

    assert any(hashlib.sha256(raw).hexdigest() in problem.line() for problem in problems)


def test_a_changed_phrase_is_not_verified_until_it_is_checked_again(content: Path) -> None:
    """The digest no longer holds, so pages and data stop saying “verified”."""
    replace(
        content,
        "changzhou-2021",
        "targets",
        "全社会研发投入占地区生产总值比重达 3.5%",
        "占地区生产总值比重达 3.5%",
    )
    atlas = load(content).atlas
    assert atlas is not None

    state = states(atlas)["changzhou-2021"]

    assert not state.verified
    assert state.figures is None


def test_a_changed_set_aside_entry_takes_back_the_count_but_not_the_phrases(content: Path) -> None:
    """Phrases were still found; the census must be taken again."""
    replace(content, "changzhou-2021", "set-aside", "常发〔2021〕1号", "常发〔2021〕1号文")
    atlas = load(content).atlas
    assert atlas is not None

    state = states(atlas)["changzhou-2021"]

    assert state.verified
    assert state.figures is None


@needs_sources
def test_verify_and_audit_each_keep_what_the_other_proved(content: Path) -> None:
    """A proof file holds the fields of both, and the content's own bytes are untouched."""
    proof = content / "documents" / "changzhou-2021" / "proof.yaml"
    before = proof.read_bytes()
    proof.unlink()
    for job in (verify, audit):
        here = context(content)
        write_proofs(content, here, job(here, SOURCES, ["changzhou-2021"])[1])

    assert proof.read_bytes() == before


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """An invented plan that is whole, to be spoiled; its source lies beside it."""
    shutil.copytree(PLAN / "sources", tmp_path / "sources")
    return lay(tmp_path / "content", PLAN)


def audited(folder: Path) -> list[Problem]:
    here = context(folder)
    return with_lines(audit(here, folder.parent / "sources", ["lanpu-2023"])[0], folder)


def spoiled(folder: Path, part: str, old: str, new: str) -> Problem:
    """The one thing that `audit` finds wrong once something was written otherwise."""
    assert audited(folder) == []
    replace(folder, "lanpu-2023", part, old, new)
    (problem,) = audited(folder)
    return problem


def test_a_figure_is_shown_at_its_line_and_column_of_the_source(plan: Path) -> None:
    found = spoiled(plan, "set-aside", "- {text: 30多家, at: 正文 二（一）2, reason: existing-state}\n", "")

    text = (plan.parent / "sources" / "lanpu-2023.txt").read_text("utf-8")
    assert found.place.file == (plan.parent / "sources" / "lanpu-2023.txt").as_posix()
    assert found.source == text.split("\n")[found.place.line - 1]
    assert found.written == "30多家"
    assert list(lines(Told(found), "en"))[-1].endswith("^" * 6)


def test_a_heading_that_is_not_listed_is_told_with_its_line_and_with_what_to_add(plan: Path) -> None:
    entry = '  - {at: 正文 一（一）, level: 2, title: {zh: 基本思路, en: "Basic approach"}}\n'
    found = spoiled(plan, "document", entry, "")

    assert "lanpu-2023.txt:13) is missing from the outline" in found.what.en
    assert found.instead is not None
    assert found.instead.en == "add - {at: 正文 一（一）, level: 2, title: {zh: …, en: …}}"
    assert found.place.file == "content/documents/lanpu-2023/document.yaml"


def test_a_place_that_the_source_does_not_have_is_told_where_it_is_written(plan: Path) -> None:
    replace(plan, "lanpu-2023", "tasks", "at: 附件 1-1", "at: 附件 99-1")
    row, place = sorted(audited(plan), key=lambda problem: problem.place)

    assert row.instead is not None
    assert row.instead.en == "add a task with at: 附件 1-1 to tasks.yaml"
    assert place.what.en == "the source has no place 附件 99-1"
    assert place.place.file == "content/documents/lanpu-2023/tasks.yaml"
    assert place.written == "附件 99-1"


def test_a_phrase_that_stands_elsewhere_is_told_with_file_and_line(plan: Path) -> None:
    replace(plan, "lanpu-2023", "targets", "正文 二（一）3, phrase: 省级以上企业研发机构新建40家",
            "正文 二（一）2, phrase: 省级以上企业研发机构新建40家")  # fmt: skip
    (found,) = verify(context(plan), plan.parent / "sources", ["lanpu-2023"])[0]

    assert "lanpu-2023.txt:32)" in found.line("en")
    assert "lanpu-2023.txt:32）" in found.line("zh")


def test_an_unknown_document_is_reported_by_name() -> None:
    """A typing slip on the command line is no traceback."""
    problems, _ = verify(context(ROOT / "content"), SOURCES, ["changzhou-2012"])

    assert "there is no document “changzhou-2012”" in problems[0].line()


def test_a_missing_source_is_reported(tmp_path: Path) -> None:
    """The folder given holds no text."""
    problems, _ = audit(context(ROOT / "content"), tmp_path, ["changzhou-2021"])

    assert "cannot be read" in problems[0].line()


PLAN_LISTS = (
    "正文 二（一）2 says who is answerable （责任单位：市金融办、市科技局）, and no measure stands at it"
)


def test_a_heading_with_a_list_of_bodies_that_no_measure_stands_at_is_told_as_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The measure was taken away with all that names it; the census is as good as before."""
    content = lay(tmp_path / "content", PLAN)
    path = content / "documents" / "lanpu-2023" / "measures.yaml"
    whole = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?ms)^- id: m02\n.*?(?=^- id: )", "", whole), encoding="utf-8")

    problems, proofs = audit(context(content), PLAN / "sources", ["lanpu-2023"])

    (told,) = problems
    assert PLAN_LISTS in told.line()
    assert told.severity == "warning"
    assert told.place.line == 29
    assert proofs["lanpu-2023"]["figures_accounted"] == proofs["lanpu-2023"]["figures_in_source"] == 86


@pytest.mark.parametrize(
    ("text", "words", "cue"),
    [
        ("每年新增雾灯企业30家。", "30家", "每年"),
        ("雾灯企业年新增30家。", "30家", "年新增"),
        ("力争雾灯企业30家。", "30家", "力争"),
        ("到2025年，雾灯企业达到30家。", "雾灯企业达到30家", "达到"),
        ("2022年，雾灯企业达到30家。", "30家", ""),
        ("目前，雾灯企业超过30家。", "30家", ""),
        ("近年来，每年引进雾灯企业30家。", "30家", ""),
        ("现有雾灯企业30家，力争翻番。", "30家", ""),
        ("服务30家雾灯企业。", "30家", ""),
        ("雾灯占比由2022年的3%提高到5%。", "3%", ""),
    ],
)
def test_a_state_that_the_words_promise_is_told(text: str, words: str, cue: str) -> None:
    source = read_source(f"雾港计划（2023—2025年）\n2023年3月1日\n一、目标\n要快。{text}\n")
    told = list(yet_promised(source, [Entry("0", "正文 一", words)], LEXICON))
    assert [one.what.en.rpartition(" of it")[0].rpartition("says ")[2] for one in told] == (
        [f"“{cue}”"] if cue else []
    )


@needs_sources
def test_no_state_of_the_real_documents_is_told_and_a_third_of_their_promises_would_be() -> None:
    found = context(ROOT / "content").atlas
    told = phrases = 0
    for document in DOCUMENTS:
        source = read_source((SOURCES / found.documents[document].source.file).read_text("utf-8"))
        own = [each for each in found.set_aside if each.document == document and each.reason == STATE]
        assert list(yet_promised(source, set_aside(own), LEXICON)) == []
        figures = promised(
            each for each in found.targets.values() if each.document == document and each.value
        )
        phrases += len(figures)
        told += len(list(yet_promised(source, figures, LEXICON)))
    assert told * 10 > phrases * 3


def test_audit_warns_of_a_promise_that_is_set_aside_as_a_state(tmp_path: Path) -> None:
    content = lay(tmp_path / "content", PLAN)
    path = content / "documents" / "lanpu-2023" / "set-aside.yaml"
    line = "- {text: 每年入库不少于600家, at: 正文 二（一）1, reason: existing-state}\n"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")

    problems, proofs = audit(context(content), PLAN / "sources", ["lanpu-2023"])

    needless, told = problems
    assert "no figure here has to be accounted for" in needless.line()
    assert "“600家” is set aside as an existing state, and the source says “每年” of it" in told.line()
    assert ({needless.severity, told.severity}, bool(proofs)) == ({"warning"}, True)


COMMON = """一、任务
（一）培育行动
1.培育。每年培育一批企业。
2.引进。引进一批人才。
（牵头单位：市科技局；责任单位：市财政局）
3.服务。做好服务。（牵头单位：市工信局）
4.宣传。做好宣传。
（二）平台行动
5.建设。建设平台。
（责任单位：市发改委）
"""


def test_a_bracket_behind_several_items_holds_for_all_of_them_without_one_of_their_own() -> None:
    """Back to the last that has one, under one heading; a bracket in an item's paragraph is its own."""
    source = read_source(COMMON)
    said = {
        passage.path: (*bodies(answer.lists), answer.over)
        for passage in source.passages
        if (answer := answers(source).get(passage.start))
    }
    both = ("正文 一（一）1", "正文 一（一）2")
    assert said == {
        both[0]: (["市科技局"], ["市财政局"], both),
        both[1]: (["市科技局"], ["市财政局"], both),
        "正文 一（一）3": (["市工信局"], [], ()),
        "正文 一（二）5": (["市发改委"], [], ()),
    }
    one_line = COMMON.replace("人才。\n（牵头", "人才。（牵头")
    inline = read_source(one_line)
    assert next(path.path for path in inline.passages if path.start in answers(inline)) == both[1]


def test_a_measure_without_agencies_where_the_source_names_them_is_told() -> None:
    """Also where the bracket stands behind the next item; with either of the two lists nothing is told."""
    found = context(ROOT / "content").atlas
    gid, measure = next(iter(found.measures.items()))
    source = read_source(COMMON)
    told = {}
    for at in ("正文 一（一）1", "正文 一（一）2", "正文 一（一）4"):
        for lead in ((), ("市科技局",)):
            changed = measure.model_copy(update={"at": at, "lead": lead, "support": (), "document": "x"})
            atlas = dataclass_replace(found, measures={gid: changed})
            told[at, bool(lead)] = [
                (what.en, instead.en) for _, what, instead in unanswered(atlas, "x", source)
            ]
    bracket = "（牵头单位：市科技局；责任单位：市财政局）"
    ask = "write lead: [市科技局], support: [市财政局]"
    none = f"and the measure “{measure.id}” has no agencies"
    assert told.pop(("正文 一（一）1", False)) == [
        (f"正文 一（一）2 says who is answerable {bracket}, for 正文 一（一）1 too, {none}", ask)
    ]
    assert told.pop(("正文 一（一）2", False)) == [
        (f"正文 一（一）2 says who is answerable {bracket}, {none}", ask)
    ]
    assert set(map(tuple, told.values())) == {()}


def test_each_heading_under_a_bracket_of_several_is_told_if_no_measure_stands_at_it() -> None:
    """The first of the two as well as the second, behind which the bracket stands."""
    found = context(ROOT / "content").atlas
    gid, measure = next(iter(found.measures.items()))
    source = read_source(COMMON)
    for at, missing in (
        ("正文 一（一）4", ["1", "2", "3", "5"]),
        ("正文 一（一）2", ["1", "3", "5"]),
        ("正文 一（一）1", ["2", "3", "5"]),
    ):
        changed = measure.model_copy(update={"at": at, "document": "x"})
        told = list(unmeasured(dataclass_replace(found, measures={gid: changed}), "x", source))
        assert [instead.en.split(" to ")[0][-1] for _, _, instead in told] == missing
    (first, *_) = told
    assert first[1].en.endswith("and no measure stands at 正文 一（一）2")
    both = list(
        unmeasured(
            dataclass_replace(
                found, measures={gid: measure.model_copy(update={"at": "正文 一（一）4", "document": "x"})}
            ),
            "x",
            source,
        )
    )
    assert "正文 一（一）2 says who is answerable" in both[0][1].en
    assert both[0][1].en.endswith("for 正文 一（一）1 too, and no measure stands at 正文 一（一）1")


@needs_sources
def test_the_measures_of_the_real_documents_have_the_agencies_that_their_texts_name() -> None:
    """No warning on the five; each measure whose agencies are taken away is told."""
    found = context(ROOT / "content").atlas
    bare = {gid: each.model_copy(update={"lead": (), "support": ()}) for gid, each in found.measures.items()}
    many = 0
    for document in DOCUMENTS:
        source = read_source((SOURCES / found.documents[document].source.file).read_text("utf-8"))
        assert list(unanswered(found, document, source)) == []
        many += len(list(unanswered(dataclass_replace(found, measures=bare), document, source)))
    assert many > 100


@needs_sources
def test_each_measure_with_a_list_of_bodies_that_is_taken_away_is_told() -> None:
    """Of the five real documents; where another measure covers its heading it is not missed."""
    told = 0
    found = context(ROOT / "content")
    for document in DOCUMENTS:
        source = read_source((SOURCES / found.atlas.documents[document].source.file).read_text("utf-8"))
        for gid, measure in found.atlas.measures.items():
            if measure.document == document:
                rest = {key: each for key, each in found.atlas.measures.items() if key != gid}
                said = list(unmeasured(dataclass_replace(found.atlas, measures=rest), document, source))
                assert len(said) == (1 if _lists(source, measure.at) else 0), gid
                told += len(said)
    assert told > 100


def _lists(source: Source, at: str) -> bool:
    own = (each for each in source.passages if place(each.path) == place(at))
    return any(lists_of_bodies(source.text[each.start : each.end]) for each in own)


ANNEX = """附件2
主要指标分年度表（单位：家）
指标\t2022年实际\t2024年\t2025年
高新技术企业数\t186\t210\t235
瞪羚企业\t5\t8\t9
"""


@pytest.mark.parametrize(
    ("year", "year_basis", "unit", "told"),
    [
        (2025, "stated", "jia", []),
        (2024, "stated", "jia", ["the head of the table in the source says 2025, the record says 2024; write year: 2025"]),
        (2025, "inherited", "jia", ["its sentence says a year or term, and year_basis is inherited; write stated"]),
        (2025, "stated", "yi-yuan", ["the unit in the table is “家”, the record's is yi-yuan; write unit: jia"]),
    ],
)  # fmt: skip
def test_a_cell_of_a_table_has_the_year_and_the_unit_that_stand_over_it(
    plan: Path, year: int, year_basis: str, unit: str, told: list[str]
) -> None:
    text = plan.parent / "sources" / "lanpu-2023.txt"
    text.write_text(text.read_text("utf-8") + ANNEX, encoding="utf-8")
    targets = plan / "documents" / "lanpu-2023" / "targets.yaml"
    record = (
        "- id: cell\n  indicator: high-tech-firms\n  region: lanpu\n  value: 235\n  comparator: reach\n  basis: level\n"
        f"  year: {year}\n  year_basis: {year_basis}\n  unit: {unit}\n"
        "  evidence: [{at: 附件2, phrase: 高新技术企业数|186|210|235}]\n"
    )
    targets.write_text(targets.read_text("utf-8") + record, encoding="utf-8")
    found = verify(context(plan), plan.parent / "sources", ["lanpu-2023"])[0]
    said = [each for each in found if each.place.file.endswith("targets.yaml")]
    assert [f"{each.what.en}; {each.instead.en}" for each in said if each.instead] == told
