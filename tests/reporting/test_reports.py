"""Problems are told to a reader with the line shown, to GitHub as workflow commands, and to programs as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from atlas.problems import Place, Problem, Words
from atlas.reporting.reports import FOLDED, MANY, MOST_PLACES, as_json, folded, github, text
from tests.trees import SITES, lay

LINE = "  unit: 万percnt"


def problem(line: int = 3, *, rule: str = "known-names", what: str = "percnt", file: str = "a") -> Problem:
    words = Words(f"没有单位“{what}”", f"there is no unit “{what}”")
    place = Place(f"content/{file}.yaml", line, 9, 8)
    return Problem(place, rule, words, Words("应写 percent", "write percent instead"), source=LINE)


def test_the_line_for_machines_comes_first_then_indented_the_line_of_the_file():
    assert text([problem()], "en") == (
        "content/a.yaml:3:9: there is no unit “percnt”; write percent instead\n"
        "      unit: 万percnt\n"
        "            ^^^^^^^^\n"
    )  # fmt: skip
    assert text([problem()], "zh").startswith(
        "content/a.yaml:3:9: 没有单位“percnt”；应写 percent\n      unit"
    )
    assert text([], "en") == ""


def test_without_a_line_there_is_no_caret():
    bare = Problem(Place.whole("content/a.yaml"), "stray-file", Words("没有读取", "is read by nothing"))
    assert text([bare], "en") == "content/a.yaml:1:1: is read by nothing\n"


def test_one_slip_in_many_places_is_told_once():
    many = [problem(line, file=file) for file in ("a", "b") for line in range(1, 21)]
    told = text(many, "en").splitlines()
    assert told[0].endswith("write percent instead (and 39 more places)")
    assert len(told) == 4
    assert told[3].startswith("    also at content/a.yaml:2:9, 3:9, 4:9")
    assert told[3].endswith("; content/b.yaml:1:9; …")
    assert told[3].count(":9") == MOST_PLACES
    chinese = text(many, "zh").splitlines()
    assert chinese[0].endswith("应写 percent（另有 39 处）")
    assert chinese[3].startswith("    还有 content/a.yaml:2:9")


def test_a_few_places_are_told_one_by_one():
    few = [problem(line) for line in range(MANY)]
    assert [told.problem for told in folded(few)] == few
    assert "also" not in text(few, "en")


def test_only_what_one_edit_mends_is_folded():
    many = [problem(line, rule="translations") for line in range(1, 10)]
    assert "translations" not in FOLDED
    assert [told.problem for told in folded(many)] == many


def test_slips_that_differ_are_not_folded_together():
    two = [problem(line, what=what) for line in range(1, 9) for what in ("a", "b")]
    assert [(told.problem.what.en, len(told.also)) for told in folded(two)] == [
        ("there is no unit “a”", 7),
        ("there is no unit “b”", 7),
    ]


@given(
    st.lists(st.builds(problem, st.integers(1, 4), what=st.sampled_from("ab"), file=st.sampled_from("ab")))
)
def test_folding_loses_nothing(problems):
    told = folded(problems)
    everything = [each for one in told for each in (one.problem, *one.also)]
    assert sorted(everything, key=repr) == sorted(problems, key=repr)


def test_a_workflow_gets_each_place_beside_its_line():
    many = [problem(line) for line in range(1, 6)]
    commands = github(many, "en").splitlines()
    assert commands == [each.annotation("en") for each in many]
    assert set(commands) <= set(text(many, "en", annotated=True).splitlines())


@pytest.mark.parametrize("source", ["::stop-commands::x", "  ::error::x", "x: ##[add-mask]y"])
def test_the_log_of_a_workflow_takes_no_commands_from_content(source):
    told = [replace(problem(what=source), source=source)]
    plain, annotated = text(told, "en"), text(told, "en", annotated=True)
    assert f"    {source.strip()}\n" in plain
    log = annotated.replace(told[0].annotation("en"), "")
    assert not re.search(r"(?m)^\s*::|^(?!::).*##\[", log), log
    assert source.strip().replace("::", ": :", 1).replace("##[", "## [") in log


# JSON

KEYS = ["file", "line", "column", "end", "rule", "severity", "message", "hint", "written", "source"]


def test_json_holds_the_documented_keys_and_no_other():
    told = json.loads(as_json([problem()], "en"))
    assert told == {
        "errors": 1,
        "warnings": 0,
        "problems": [
            {
                "file": "content/a.yaml", "line": 3, "column": 9, "end": 17, "rule": "known-names", "severity": "error",
                "message": "there is no unit “percnt”", "hint": "write percent instead", "written": "万percnt",
                "source": LINE,
            }
        ],
    }  # fmt: skip
    assert list(told["problems"][0]) == KEYS


@pytest.mark.parametrize("name", ["checking.md", "checking.zh.md"])
def test_each_key_of_the_json_is_documented(name):
    guide = (SITES.parent.parent / "docs" / name).read_text(encoding="utf-8")
    for key in ("errors", "warnings", "problems", *KEYS):
        assert f"| `{key}` |" in guide


def test_json_says_null_for_what_there_is_not():
    bare = Problem(Place("content/a.yaml"), "x", Words("错", "wrong"), severity="warning")
    (entry,) = json.loads(as_json([bare], "zh"))["problems"]
    assert (entry["end"], entry["hint"], entry["written"], entry["source"]) == (None, None, None, None)
    assert entry["message"] == "错"


def test_json_holds_every_place_of_a_slip():
    assert len(json.loads(as_json([problem(line) for line in range(40)], "en"))["problems"]) == 40


def test_json_leaves_huge_lines_out():
    huge = Problem(Place("a", 1, 1, 5000), "x", Words("错", "wrong"), source="x" * 5000)
    (entry,) = json.loads(as_json([huge], "en"))["problems"]
    assert (entry["source"], entry["written"]) == (None, None)


@given(st.text(), st.text())
def test_json_is_ascii_whatever_is_in_it(file, what):
    told = as_json([Problem(Place(file), "x", Words(what, what), source=what)], "en")
    told.encode("ascii")
    assert json.loads(told)["problems"][0]["message"] == what


# The command


@pytest.fixture
def content(tmp_path, monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return lay(tmp_path / "content", SITES / "many-at-once")


def check(content, capsys, *more: str) -> tuple[int, str, str]:
    status = build.main(["check", "--content", str(content), *more])
    return status, *capsys.readouterr()


def test_every_form_tells_the_same_problems_with_the_same_status(content, capsys):
    status, said, _ = check(content, capsys)
    assert status == 1
    lines = [line for line in said.splitlines() if not line.startswith(" ")]
    status, said, counted = check(content, capsys, "--format", "json")
    told = json.loads(said)
    assert status == 1
    assert len(told["problems"]) == len(lines) == told["errors"] + told["warnings"]
    assert counted.startswith(f"{told['errors']} errors, ")
    for line, entry in zip(lines, told["problems"], strict=True):
        assert line.startswith(f"{entry['file']}:{entry['line']}:{entry['column']}: ")
        assert line.endswith(entry["message"] + (f"; {entry['hint']}" if entry["hint"] else ""))
    status, said, _ = check(content, capsys, "--format", "github")
    assert status == 1
    assert len(said.splitlines()) == len(lines)
    assert all(line.startswith("::") for line in said.splitlines())


def test_where_a_workflow_runs_the_json_stays_json(content, capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert json.loads(check(content, capsys, "--format", "json")[1])["errors"] > 0
    assert "\n::error file=" in check(content, capsys)[1]


def test_json_of_content_without_errors_says_so(tmp_path, capsys):
    status, said, _ = check(lay(tmp_path / "content"), capsys, "--format", "json", "--lang", "zh")
    assert status == 0
    assert json.loads(said)["errors"] == 0


@pytest.mark.parametrize(("command", "form"), [("check", "markdown"), ("diff", "json"), ("build", "github")])
def test_a_form_that_a_command_does_not_have_is_refused(command, form, capsys):
    with pytest.raises(SystemExit) as refused:
        build.main([command, "--format", form])
    assert refused.value.code == 2
    assert "--format is one of" in capsys.readouterr().err
