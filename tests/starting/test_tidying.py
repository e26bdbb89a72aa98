"""`build.py tidy`: what the program wrote behind # goes, what an editor wrote stays, and nothing undecided is lost."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from atlas.problems import Language
from atlas.reading.reader import parse
from atlas.starting import new, new_records
from atlas.starting.tidying import run
from tests.trees import ROOT, SITES, lay

TEXT = SITES / "county-plan" / "sources" / "lanpu-2023.txt"
KEY = "fog-2023"
PARTS = ("targets", "set-aside", "measures", "clusters", "tasks")


@pytest.fixture(params=["zh", "en"])
def language(request) -> Language:
    chosen: Language = request.param
    return chosen


@pytest.fixture
def content(tmp_path: Path, language: Language) -> Path:
    """A new document of the plan's text, as it is begun."""
    lay(tmp_path / "content", SITES / "county-plan")
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "fields.yaml", tmp_path / "docs")
    told, status = new.run("document", [KEY], tmp_path / "content", tmp_path, language, TEXT, "lanpu")
    assert status == 0, told
    return tmp_path / "content"


def take_all_in(content: Path) -> None:
    """Every candidate is taken in, those behind a second # too, and a sign of a row gets an id."""
    for part in PARTS:
        path = content / "documents" / KEY / f"{part}.yaml"
        head, *sections = re.split("(?m)^(?=# # ──)", path.read_text("utf-8"))
        body = re.sub("(?m)^# ?", "", "".join(sections))
        body = re.sub("(?m)^# (?=- )", "", body).replace("ROW", "row")
        path.write_text(head + body, "utf-8")


def files(content: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (content / "documents" / KEY).glob("*.yaml")}


def data(text: str):
    tree, problems = parse(text.encode(), "x.yaml")
    assert tree is not None, problems
    return tree.data


def test_nothing_is_changed_while_a_candidate_is_undecided(content, language):
    before = files(content)
    told, status = run(KEY, content, language)
    assert status == 1
    assert files(content) == before
    assert ("没有决定" if language == "zh" else "nothing was changed") in told
    assert len(re.findall(rf"  content/documents/{KEY}/targets\.yaml:\d+\n", told)) > 20
    take_all_in(content)
    path = content / "documents" / KEY / "targets.yaml"
    text = path.read_text("utf-8").splitlines(keepends=True)
    last = max(i for i, line in enumerate(text) if line.startswith("- "))
    path.write_text("".join([*text[:last], *(f"# {line}" for line in text[last:])]), "utf-8")
    told, status = run(KEY, content, language)
    assert status == 1
    assert told.splitlines()[1:] == [f"  content/documents/{KEY}/targets.yaml:{last + 1}"]


def test_remarks_of_the_program_go_and_those_of_an_editor_stay(content, language):
    take_all_in(content)
    path = content / "documents" / KEY / "targets.yaml"
    text = path.read_text("utf-8")
    mine = text.replace("\n  comparator: reach\n", "\n  comparator: reach # mine: see line 3\n", 1)
    mine = mine.replace("\n  evidence:\n", "\n  # mine too\n  evidence:\n", 1)
    path.write_text(mine, "utf-8")
    before = {name: data(said) for name, said in files(content).items()}
    told, status = run(KEY, content, language)
    assert status == 0, told
    after = files(content)
    assert {name: data(said) for name, said in after.items()} == before
    left = [line for said in after.values() for line in said.splitlines() if re.search(r"(^|\s)#", line)]
    assert [line.strip() for line in left if "yaml-language-server" not in line] == [
        "comparator: reach # mine: see line 3",
        "# mine too",
    ]
    assert "\n\n\n" not in "".join(after.values())
    assert run(KEY, content, language)[1] == 0
    assert files(content) == after, "a second time nothing is left to do"


def test_the_records_that_it_names_are_tidied_too(content, language):
    take_all_in(content)
    targets = content / "documents" / KEY / "targets.yaml"
    text = re.sub(r"(?m)^  indicator:.*$", "  indicator: fog-lamps", targets.read_text("utf-8"), count=1)
    targets.write_text(text, "utf-8")
    told, status = new_records.run(KEY, content, content.parent, language)
    assert status == 0, told
    path = content / "indicators" / "fog-lamps.yaml"
    assert "#" in path.read_text("utf-8")
    other = content / "indicators" / "gdp.yaml"
    shown = other.read_text("utf-8") if other.is_file() else ""
    told, status = run(KEY, content, language)
    assert status == 0, told
    said = path.read_text("utf-8")
    assert said.startswith("# yaml-language-server")
    assert said.count("#") == 1
    assert "name" in data(said)
    assert (other.read_text("utf-8") if other.is_file() else "") == shown


def test_of_files_that_were_begun_elsewhere_nothing_is_known(content, language):
    take_all_in(content)
    shutil.rmtree(content.parent / ".content.begun")
    before = files(content)
    assert run(KEY, content, language)[1] == 1
    assert files(content) == before
    assert run("none", content, language)[1] == 1


def test_a_file_that_is_no_yaml_is_left_alone_and_told(content, language):
    take_all_in(content)
    path = content / "documents" / KEY / "set-aside.yaml"
    path.write_text(path.read_text("utf-8") + "- [\n", "utf-8")
    before = path.read_bytes()
    told, status = run(KEY, content, language)
    assert status == 1
    assert path.read_bytes() == before
    assert "set-aside.yaml" in told
