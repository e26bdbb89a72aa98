"""One slip gives one problem: what only follows from it is not told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.problems import Problem
from atlas.progress import Progress
from atlas.stages import read
from tests.trees import BASE, lay

FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*.yaml"))
KEY = re.compile(r"(?<![\w\"“])[a-z_]+(?=:(?: |$))")
EVERY = 11
"""One in so many of the base's keys and values is tried."""


@pytest.fixture(scope="module")
def content(tmp_path_factory) -> Path:
    return lay(tmp_path_factory.mktemp("slips") / "content")


def told(content: Path, name: str, text: str) -> list[Problem]:
    """The problems of the tree with another text in a file; afterwards the file is as it was."""
    path = content / name
    before = path.read_bytes()
    try:
        path.write_text(text, encoding="utf-8")
        return [problem for problem in read(content, Progress())[1] if problem.rule != "vocabulary-used"]
    finally:
        path.write_bytes(before)


def test_a_file_that_cannot_be_read_is_told_once_and_nothing_that_refers_to_it_is(content):
    for name in FILES:
        found = told(content, name, "x: [\n")
        assert [(problem.place.file, problem.rule) for problem in found] == [
            (f"content/{name}", "yaml-syntax")
        ]


def test_a_list_that_is_none_is_told_once(content):
    for name in (
        name for name in FILES if re.search(r"(targets|measures|tasks|clusters|set-aside)\.yaml", name)
    ):
        if name.startswith("documents/"):
            found = told(content, name, "x: 1\n")
            assert [(problem.place.file, problem.rule) for problem in found] == [(f"content/{name}", "shape")]


def keys() -> Iterator[tuple[str, int, str, str]]:
    """Each key of the base: the file, the line from 0, the key, and the line with the key misspelt."""
    for name in FILES:
        if not name.endswith("proof.yaml"):
            for number, line in enumerate((BASE / name).read_text(encoding="utf-8").split("\n")):
                for key in KEY.finditer(line):
                    slip = key[0][:-1] + 2 * key[0][-1]
                    yield name, number, key[0], line[: key.start()] + slip + line[key.end() :]


def test_a_misspelt_key_is_told_once_and_not_also_as_missing(content):
    slips = list(keys())
    assert len(slips) > 400
    for name, number, key, slip in slips[::EVERY]:
        lines = (BASE / name).read_text(encoding="utf-8").split("\n")
        lines[number] = slip
        found = told(content, name, "\n".join(lines))
        assert [(problem.place.line, problem.rule) for problem in found] == [(number + 1, "unknown-key")], (
            slip
        )
        assert found[0].instead is not None
        assert found[0].instead.en == f"did you mean {key}?"


NAMED = re.compile(
    r"^(\s*(?:- )?)(indicator|region|unit|comparator|basis|year_basis|cluster|role|theme|level|status): (.+)$"
)


def test_a_misspelt_name_is_told_once_and_nothing_else_is_said_of_its_record(content):
    tried = 0
    for name in FILES:
        lines = (BASE / name).read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines):
            match = NAMED.match(line)
            if match and (number % EVERY == 0 or match[2] in ("comparator", "basis")):
                slip = f"{match[1]}{match[2]}: x{match[3]}"
                found = told(content, name, "\n".join([*lines[:number], slip, *lines[number + 1 :]]))
                assert [(problem.place.line, problem.rule) for problem in found] == [
                    (number + 1, "known-names")
                ], slip
                tried += 1
    assert tried > 15


@pytest.mark.parametrize(
    ("name", "line", "rule"),
    [
        ("documents/chengchuan-2021/document.yaml", "cites:", "unknown-key"),
        ("documents/chengchuan-2021/targets.yaml", "- id: rd-share-2023", "duplicate-key"),
        ("documents/chengchuan-2021/targets.yaml", "  value: 3.5", "value-or-words"),
        ("documents/chengchuan-2021/targets.yaml", "  period: [2021, 2025]", "deadlines"),
        ("documents/chengchuan-2021/targets.yaml", "  indicator: rd-share", "missing-key"),
        ("documents/chengchuan-2021/targets.yaml", "  links:", "unknown-key"),
        ("indicators/rd-share.yaml", "unit: percent", "unit-fits"),
        ("regions/chengchuan.yaml", "level: prefecture", "missing-key"),
    ],
)
def test_a_missing_line_is_told_once(content, name, line, rule):
    lines = (BASE / name).read_text(encoding="utf-8").split("\n")
    lines.remove(line)
    assert [problem.rule for problem in told(content, name, "\n".join(lines))] == [rule]


def test_a_missing_record_is_told_where_it_is_named_and_nothing_is_said_to_be_unused(content):
    for name in ("documents/chengchuan-2021/targets.yaml", "documents/chengchuan-2021/document.yaml"):
        path = content / name
        before = path.read_bytes()
        try:
            path.unlink()
            assert {problem.rule for problem in read(content, Progress())[1]} <= {
                "known-names", "missing-file", "vocabulary-used",
            }  # fmt: skip
        finally:
            path.write_bytes(before)


@pytest.mark.parametrize(
    ("old", "new", "rule", "instead"),
    [
        ("{zh: 规模以上企业,", "{zh:规模以上企业,", "unknown-key", "no space follows its colon: write one"),
        ("{zh: 规模以上企业,", "{中文:规模以上企业,", "unknown-key", "write zh instead; no space follows"),
        ("{at: 正文 一, phrase: 科技企业数", "{at:正文 一, phrase: 科技企业数", "unknown-key", "no space follows"),
        ("en: firms above", "en: firms, banks, and others above", "unknown-key", "if it belongs to the text before"),
        ("en: firms above", "en: “firms, and others” above", "unknown-key", "if it belongs to the text before it"),
        ("  unit: percent", "  unit: place", "phrase-agrees", "write unit: percent"),
        ("  value: 3.5", "  value: 35", "phrase-agrees", "write value: 3.5, or quote the words meant"),
        ("  year: 2023", "  year: 2013", "years-agree", "write year: 2023, or quote the words"),
        ("  year: 2023", "  year: 2033", "years-agree", "write year: 2023, or quote the words meant"),
        ("  comparator: more-than", "  comparator: within", "phrase-agrees", "write comparator: more-than"),
    ],
)  # fmt: skip
def test_a_slip_of_the_hand_is_told_once_and_with_what_mends_it(content, old, new, rule, instead):
    name = "documents/chengchuan-2021/targets.yaml"
    before = (BASE / name).read_text(encoding="utf-8")
    assert old in before
    found = told(content, name, before.replace(old, new, 1))
    assert [problem.rule for problem in found] == [rule]
    assert found[0].instead is not None
    assert found[0].instead.en.startswith(instead)


def test_a_folder_under_another_name_is_told_where_it_was_named_and_not_as_words_that_are_missing(content):
    old, new = (content / "documents" / name for name in ("chengchuan-2021", "chengchuan-2022"))
    old.rename(new)
    try:
        assert {problem.rule for problem in read(content, Progress())[1]} <= {
            "known-names", "one-agency-per-name", "vocabulary-used",
        }  # fmt: skip
    finally:
        new.rename(old)
