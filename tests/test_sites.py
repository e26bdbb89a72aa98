"""Each folder of tests/sites is a case: content that differs from the base, and what must be said of it.

A case holds the files that differ (see `tests.trees.lay`) and `problems.txt`, every problem in English;
some also `problems.zh.txt`. A new case needs only a folder: the failing test prints the command that accepts
what was found.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import build
from tests.trees import SITES, expect, lay

CASES = sorted(path for path in SITES.iterdir() if path.is_dir() and not path.name.startswith("_"))
UNUSED = re.compile(r"content/vocabulary/([\w-]+)\.yaml:.* warning: the word “.*” is used nowhere")
UNUSED_ZH = re.compile(r"content/vocabulary/([\w-]+)\.yaml:.* 提醒：词表中的“.*”没有用到")


def said(output: str, case: Path) -> str:
    """The problems of a run, without the repository's words that the small base does not use."""
    lines = []
    for line in output.splitlines():
        unused = UNUSED.match(line) or UNUSED_ZH.match(line)
        if not unused or (case / "content" / "vocabulary" / f"{unused[1]}.yaml").is_file():
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Each file below a folder with its bytes and its time."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(autouse=True)
def no_workflow(monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_every_problem_of_a_case_is_told_and_no_other(case, tmp_path, capsys):
    content = lay(tmp_path / "content", case)
    status = build.main(["check", "--content", str(content)])
    output = capsys.readouterr()
    expect(case / "problems.txt", said(output.out, case))
    only_warnings = all(": warning: " in line for line in output.out.splitlines())
    assert status == (0 if only_warnings else 1)
    assert "Traceback" not in output.out + output.err


@pytest.mark.parametrize(
    "case", [case for case in CASES if (case / "problems.zh.txt").is_file()], ids=lambda path: path.name
)
def test_problems_are_told_in_chinese_too(case, tmp_path, capsys):
    content = lay(tmp_path / "content", case)
    build.main(["check", "--content", str(content), "--lang", "zh"])
    expect(case / "problems.zh.txt", said(capsys.readouterr().out, case))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_has_errors_is_not_built_and_the_old_site_stands(case, tmp_path, capsys):
    problems = (case / "problems.txt").read_text(encoding="utf-8").splitlines()
    if all(": warning: " in line for line in problems):
        pytest.skip("nothing but warnings")
    content = lay(tmp_path / "content", case)
    site = tmp_path / "site"
    (site / "regions").mkdir(parents=True)
    (site / ".policy-atlas-site").write_text("the old site")
    (site / "regions" / "index.html").write_text("<p>the old page</p>")
    before = state(site)
    assert build.main(["--content", str(content), "--out", str(site)]) == 1
    assert state(site) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "site"]
    assert "Traceback" not in capsys.readouterr().err


def test_there_are_cases_and_each_says_what_it_expects():
    assert len(CASES) > 30
    assert not [case.name for case in CASES if not (case / "problems.txt").is_file()]
    told = "".join((case / "problems.txt").read_text(encoding="utf-8") for case in CASES)
    assert "is not valid (" not in told, "a refusal in the words of a library"
