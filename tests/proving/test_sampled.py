"""`audit --sample`: targets drawn from a document, beside the words of its source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import build
from atlas.proving.sampled import drawn
from tests.trees import SITES, atlas_of, lay

PLAN = SITES / "county-plan"
KEY = "lanpu-2023"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay(tmp_path / "content", PLAN)


def sample(content: Path, capsys: pytest.CaptureFixture[str], many: str, *more: str) -> tuple[str, int]:
    asked = ["audit", "--sample", many, "--sources", str(PLAN / "sources"), "--content", str(content), KEY]
    status = build.main([*asked, *more])
    return capsys.readouterr().out, status


def test_each_stands_with_its_place_its_words_in_the_source_and_what_is_recorded(content, capsys):
    told, status = sample(content, capsys, "10")
    assert status == 0
    heads = re.findall(r"^(\d+)/10  (content/\S+):(\d+)  (\S+)$", told, re.MULTILINE)
    assert [head[0] for head in heads] == [str(number) for number in range(1, 11)]
    source = "".join((PLAN / "sources" / f"{KEY}.txt").read_text("utf-8").split())
    atlas = atlas_of(content)
    blocks = told.split("\n\n")
    assert len(blocks) == 10
    for (_, file, line, key), block in zip(heads, blocks, strict=True):
        target = atlas.targets[f"{KEY}--{key}"]
        written = (content.parent / file).read_text("utf-8").splitlines()[int(line) - 1]
        assert written == f"- id: {key}"
        quoted = re.findall("…(.*)【(.*)】(.*)…$", block, re.MULTILINE)
        assert len(quoted) == len(target.evidence)
        for before, phrase, behind in quoted:
            assert f"{before}{phrase}{behind}" in source
        assert atlas.indicators[target.indicator].name.en in block
        assert atlas.regions[target.region].name.en in block
        assert ("hoped for" in block) == target.aspirational


def test_one_of_each_place_is_drawn_before_a_second_of_any(content):
    """A table of goals is one place, however many cells it has."""
    targets = list(atlas_of(content).targets.values())
    places = {(one.document, one.evidence[0].at) for one in targets}
    assert len(places) < len(targets)
    of_each = [(one.document, one.evidence[0].at) for one in drawn(targets, len(places))]
    assert sorted(of_each) == sorted(places)
    few = [(one.document, one.evidence[0].at) for one in drawn(targets, 10)]
    assert len(set(few)) == 10


def test_the_draw_is_the_same_each_time_and_hardly_changes_with_a_target_more(content, capsys):
    assert sample(content, capsys, "7") == sample(content, capsys, "7")
    targets = list(atlas_of(content).targets.values())
    few = {one.gid for one in drawn(targets[1:], 10)}
    assert len(few & {one.gid for one in drawn(targets, 10)}) >= 9
    assert [one.gid for one in drawn(targets, 10)] != sorted(one.gid for one in targets)[
        :10
    ]  # from all of them
    assert drawn(reversed(targets), 10) == drawn(targets, 10)
    assert {one.gid for one in drawn(targets, 5)} < {one.gid for one in drawn(targets, 10)}


def test_of_fewer_targets_all_are_shown(content, capsys):
    told, _ = sample(content, capsys, "1000")
    many = sum(target.document == KEY for target in atlas_of(content).targets.values())
    assert told.count("【") >= many
    assert f"{many}/{many}  content/" in told


def test_it_proves_nothing_and_writes_nothing(content, capsys):
    proof = content / "documents" / KEY / "proof.yaml"
    proof.unlink()
    sample(content, capsys, "3")
    assert not proof.exists()


def test_words_that_do_not_stand_there_and_a_source_that_is_missing_are_told(content, capsys):
    path = content / "documents" / KEY / "targets.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        re.sub(
            "at: 正文 三（二）, phrase: 高新技术企业达到480家",
            "at: 正文 三（一）, phrase: 高新技术企业达到480家",
            text,
        ),
        "utf-8",
    )
    told, _ = sample(content, capsys, "1000")
    assert "“高新技术企业达到480家” does not stand in the source at 正文 三（一）: run verify first" in told
    (content.parent / "none").mkdir()
    asked = [
        "audit",
        "--sample",
        "3",
        "--sources",
        str(content.parent / "none"),
        "--content",
        str(content),
        KEY,
    ]
    assert build.main(asked) == 1
    assert "cannot be read" in capsys.readouterr().out


def test_in_chinese_it_says_the_same(content, capsys):
    told, _ = sample(content, capsys, "10", "--lang", "zh")
    english, _ = sample(content, capsys, "10")
    assert re.findall("【.*】", told) == re.findall("【.*】", english)
    assert "承诺" in told


@pytest.mark.parametrize("wrong", [["check", "--sample", "3"], ["audit", "--sample", "0", "--sources", "x"]])
def test_it_goes_with_audit_and_with_one_or_more(wrong):
    with pytest.raises(SystemExit) as refused:
        build.parse(wrong)
    assert refused.value.code == 2
