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
from atlas.audit import audit
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


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "case", [case for case in CASES if (case / "sources").is_dir()], ids=lambda path: path.name
)
def test_what_is_proved_of_a_good_document_is_told_and_kept(case, language, tmp_path, capsys):
    content = lay(tmp_path / "content", case)
    (proof,) = (case / "content").glob("documents/*/proof.yaml")
    kept = content / "documents" / proof.parent.name / "proof.yaml"
    kept.unlink()
    told = ""
    for command in ("verify", "audit"):
        asked = [command, "--content", str(content), "--sources", str(case / "sources"), kept.parent.name]
        assert build.main([*asked, "--lang", language]) == 0
        told += said(capsys.readouterr().out, case)
    expect(case / ("proved.zh.txt" if language == "zh" else "proved.txt"), told)
    expect(proof, kept.read_bytes())


def test_what_no_record_names_yet_keeps_nothing_from_being_built_and_its_page_is_linked(
    tmp_path, capsys, monkeypatch
):
    content, site = lay(tmp_path / "content", SITES / "named-by-nothing"), tmp_path / "site"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert build.main(["--content", str(content), "--out", str(site)]) == 0
    told = capsys.readouterr().out
    assert "::warning file=content/agencies/kites.yaml,line=1,col=1::“kites” is named by no record" in told
    assert "::error" not in told
    for page in ("agencies/kites", "clusters/kites", "indicators/kites", "references/kites", "regions/empty"):
        assert (site / page / "index.html").is_file()
        assert (site / "en" / page / "index.html").is_file()
    assert [str(finding) for finding in audit(site, "https://example.org/atlas/")] == []


def test_what_a_good_document_promises_has_pages(tmp_path, capsys):
    content, site = lay(tmp_path / "content", SITES / "county-plan"), tmp_path / "site"
    assert build.main(["--content", str(content), "--out", str(site)]) == 0
    capsys.readouterr()
    for page in ("", "targets/rd-intensity-2024/", "measures/m06/"):
        assert (site / "documents" / "lanpu-2023" / page / "index.html").is_file()
    zone = (site / "en" / "regions" / "lanpu-port" / "index.html").read_text("utf-8")
    assert "top 20" in zone


def test_the_commands_that_prove_do_not_ask_for_themselves(tmp_path, capsys):
    case = SITES / "county-plan"
    content = lay(tmp_path / "content", case)
    proof = content / "documents" / "lanpu-2023" / "proof.yaml"
    proof.write_text(re.sub("phrases: .", "phrases: x", proof.read_text("utf-8")), "utf-8")
    asked = ["--content", str(content)]
    assert build.main(["check", *asked]) == 0
    assert "run python build.py verify --sources DIR lanpu-2023" in capsys.readouterr().out
    assert build.main(["verify", *asked, "--sources", str(case / "sources"), "lanpu-2023"]) == 0
    assert "run python" not in capsys.readouterr().out
    assert build.main(["check", *asked]) == 0
    assert "run python" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "old", "new", "told"),
    [
        ("audit", "- {text: 30多家, at: 正文 二（一）2, reason: existing-state}\n", "", "the figure “30多家”"),
        ("verify", "省级以上企业研发机构新建40家", "省级以上企业研发机构新设40家", "does not stand under 正文 二（一）3"),
        ("check", "value: 210", "value: 201", "says 210家, the record's value is 201"),
        ("check", "comparator: more-than\n  basis: level\n  year: 2025\n  year_basis: stated",
         "comparator: reach\n  basis: level\n  year: 2025\n  year_basis: stated", "480家 is bound as more-than"),
    ],
)  # fmt: skip
def test_a_slip_in_a_good_document_is_told(command, old, new, told, tmp_path, capsys):
    case = SITES / "county-plan"
    content = lay(tmp_path / "content", case)
    changed = 0
    for path in (content / "documents" / "lanpu-2023").glob("*.yaml"):
        text = path.read_text("utf-8")
        changed += old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    assert changed == 1
    asked = [command, "--content", str(content)]
    asked += [] if command == "check" else ["--sources", str(case / "sources"), "lanpu-2023"]
    assert build.main(asked) == 1
    assert told in capsys.readouterr().out


def has_errors(problems: Path) -> bool:
    """Whether a case expects anything worse than a warning; a case that expects nothing yet does not."""
    lines = problems.read_text(encoding="utf-8").splitlines() if problems.is_file() else []
    return any(": warning: " not in line and not line.startswith(" ") for line in lines)


def test_there_are_cases_and_each_says_what_it_expects():
    assert len(CASES) > 30
    assert not [case.name for case in CASES if not (case / "problems.txt").is_file()]
    told = "".join((case / "problems.txt").read_text(encoding="utf-8") for case in CASES)
    assert "is not valid (" not in told, "a refusal in the words of a library"
