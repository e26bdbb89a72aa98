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
    lines, told = [], True
    for line in output.splitlines():
        if not line.startswith(" "):
            unused = UNUSED.match(line) or UNUSED_ZH.match(line)
            told = not unused or (case / "content" / "vocabulary" / f"{unused[1]}.yaml").is_file()
        if told:
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


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was published before."""
    folder = tmp_path / "site"
    (folder / "regions").mkdir(parents=True)
    (folder / ".policy-atlas-site").write_text("the old site")
    (folder / "regions" / "index.html").write_text("<p>the old page</p>")
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_every_problem_is_told_no_other_is_and_the_old_site_stands(case, site, tmp_path, capsys):
    content = lay(tmp_path / "content", case)
    before = state(site)
    command = "build" if has_errors(case / "problems.txt") else "check"
    status = build.main([command, "--content", str(content), "--out", str(site)])
    output = capsys.readouterr()
    expect(case / "problems.txt", said(output.out, case))
    assert status == (1 if has_errors(case / "problems.txt") else 0)
    assert "Traceback" not in output.out + output.err
    assert state(site) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "site"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if (case / "problems.zh.txt").is_file()], ids=lambda path: path.name
)
def test_problems_are_told_in_chinese_too(case, tmp_path, capsys):
    content = lay(tmp_path / "content", case)
    build.main(["check", "--content", str(content), "--lang", "zh"])
    expect(case / "problems.zh.txt", said(capsys.readouterr().out, case))


def has_errors(problems: Path) -> bool:
    """Whether a case expects anything worse than a warning; a case that expects nothing yet does not."""
    lines = problems.read_text(encoding="utf-8").splitlines() if problems.is_file() else []
    return any(": warning: " not in line and not line.startswith(" ") for line in lines)


def test_there_are_cases_and_each_says_what_it_expects():
    assert len(CASES) > 30
    assert not [case.name for case in CASES if not (case / "problems.txt").is_file()]
    told = "".join((case / "problems.txt").read_text(encoding="utf-8") for case in CASES)
    assert "is not valid (" not in told, "a refusal in the words of a library"
