"""The corpus that builds are measured on is sound, of the size asked for, and the same for one seed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from atlas.checks import check
from atlas.checks.context import Context
from atlas.pages import plan
from bench.corpus import sizes, write_corpus
from bench.edit import find_edit
from bench.emit import flow
from bench.hugo_site import lay_out
from bench.invent import Inventor
from bench.measured import Failed, measure
from bench.run import contestants
from bench.table import MISSING, table
from tests.trees import read


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    content: Path = tmp_path_factory.mktemp("bench") / "content"
    write_corpus(content, 300)
    return content


@pytest.fixture
def edited(corpus, tmp_path) -> Path:
    """A copy of the corpus that a test may change."""
    copy: Path = tmp_path / "content"
    shutil.copytree(corpus, copy)
    return copy


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_corpus_passes_every_check(corpus):
    assert check(Context.of(read(corpus))) == []


def test_it_makes_about_as_many_pages_as_asked_for(corpus):
    made = list(plan(read(corpus).atlas))
    assert abs(len(made) - 300) <= 15


def test_the_same_seed_makes_the_same_files_and_another_seed_others(corpus, tmp_path):
    write_corpus(tmp_path / "same", 300)
    write_corpus(tmp_path / "other", 300, seed=2)
    assert files(tmp_path / "same") == files(corpus)
    assert files(tmp_path / "other") != files(corpus)


def test_records_of_every_kind_grow_with_the_pages():
    small, large = sizes(3000), sizes(30000)
    assert large.documents > 9 * small.documents
    assert large.targets == pytest.approx(small.targets, abs=3), "of each document"
    for kind in ("indicators", "clusters", "agencies", "references", "terms", "regions"):
        assert getattr(large, kind) > 9 * getattr(small, kind)


def test_names_are_many_enough_for_the_largest_corpus():
    inventor = Inventor(sizes(30000), seed=1)
    for kind in ("regions", "clusters", "indicators", "agencies", "terms"):
        records = inventor.registries()[kind]
        assert len({record["id"] for record in records}) == len(records), kind
        assert len({record["name"]["zh"] for record in records}) == len(records), kind
    assert len({document["id"] for document in inventor.papers.documents}) == len(inventor.papers.documents)


def test_the_edit_changes_one_figure_and_leaves_the_corpus_sound(edited, corpus):
    edit = find_edit(corpus)
    edit.apply(edited)
    before, after = read(corpus).atlas.targets, read(edited).atlas.targets
    changed = [gid for gid in before if before[gid] != after[gid]]
    assert [after[gid].indicator for gid in changed] == [edit.indicator]
    assert check(Context.of(read(edited))) == []
    edit.apply(edited, back=True)
    assert files(edited) == files(corpus)


def test_hugo_is_given_the_same_data_and_the_same_pages(corpus, tmp_path):
    count = lay_out(corpus, tmp_path / "hugo")
    assert count == sum(page.kind != "404" for page in plan(read(corpus).atlas))
    assert len(list((tmp_path / "hugo" / "content").rglob("*.md"))) == count
    for name, data in files(corpus).items():
        if not name.startswith("pages"):
            assert (tmp_path / "hugo" / "data" / name).read_bytes() == data


def test_plain_data_is_written_so_that_it_is_read_back():
    assert flow({"zh": "高新技术企业", "en": "firms: all"}) == '{zh: 高新技术企业, en: "firms: all"}'
    assert flow([1, "a, b", True]) == '[1, "a, b", true]'


def test_a_measurement_counts_the_work_of_children_and_the_memory_of_all(tmp_path):
    burn = "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
    parent = (
        f"import subprocess, sys; x = b'x' * 60_000_000; subprocess.run([sys.executable, '-c', {burn!r}])"
    )
    found = measure([sys.executable, "-c", parent], tmp_path, together=True)
    assert found.cpu >= 0.3
    assert found.wall >= 0.3
    assert found.largest > 60
    assert found.together is not None
    assert found.together > 60


def test_a_command_that_fails_is_no_measurement(tmp_path):
    with pytest.raises(Failed, match="alas"):
        measure([sys.executable, "-c", "import sys; sys.exit('alas')"], tmp_path)


def test_hugo_takes_part_only_where_there_is_one(tmp_path):
    assert [one.name for one in contestants(tmp_path, None)] == ["atlas", "atlas without search"]
    assert [one.name for one in contestants(tmp_path, "/usr/bin/hugo")][2:] == ["hugo", "hugo and Pagefind"]


def test_the_table_shows_medians_and_leaves_open_what_was_not_measured():
    def row(contestant: str, turn: int, wall: float) -> dict:
        return {"pages": 300, "round": turn, "contestant": contestant, "step": "full", "wall": wall, "cpu": wall,
                "largest": 50.0, "together": None, "html_files": 301, "html_bytes": 4_000_000}  # fmt: skip

    found = table([row("atlas", n, wall) for n, wall in enumerate((1.0, 9.0, 2.0))] + [row("hugo", 0, 8.0)])
    assert "| atlas, full build, empty folder | 2.00 | 2.00 | 50 |" in found
    assert "0.250" in found
    assert f"| atlas, again, nothing changed | {MISSING} |" in found
