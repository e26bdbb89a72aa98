"""Pages wait beside the site until all are made, and nothing of them stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from atlas import stages
from atlas.making.spool import SpoolFailed, spool, spooled
from atlas.progress import Progress
from atlas.reading.load import load
from tests.test_sites import state
from tests.trees import ROOT, lay

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there, pages wait in memory")


def test_the_folder_is_there_for_one_build_and_gone_afterwards(tmp_path):
    with spool(tmp_path / "site") as folder:
        assert folder is not None
        file = spooled(folder, "1.0", b"<p>")
        assert file.read_bytes() == b"<p>"
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_gone_after_an_error_too(tmp_path):
    def broken() -> None:
        with spool(tmp_path / "site") as folder:
            assert folder is not None
            spooled(folder, "1.0", b"<p>")
            raise KeyError

    with pytest.raises(KeyError):
        broken()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_is_deleted_and_what_another_build_uses_is_not(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, used = (tmp_path / f".site.made.{number}" for number in (ended.pid, os.getppid()))
    foreign = tmp_path / ".site.made.by-hand"
    for folder in (left, used, foreign):
        folder.mkdir()
        (folder / "1.0").write_bytes(b"<p>")
    with spool(tmp_path / "site"):
        pass
    assert sorted(tmp_path.iterdir()) == sorted((used, foreign))


def test_what_a_killed_build_of_the_same_number_left_is_in_nobodys_way(tmp_path):
    left = tmp_path / f".site.made.{os.getpid()}"
    left.mkdir()
    (left / "1.0").write_bytes(b"<p>")
    with spool(tmp_path / "site") as folder:
        assert folder == left
        assert list(left.iterdir()) == []


def test_a_build_that_cannot_write_its_pages_says_so_and_leaves_the_old_site(tmp_path, monkeypatch):
    content, site = lay(tmp_path / "content"), tmp_path / "site"
    stages.build(load(content), site, "https://example.org/", ROOT, Progress())
    before = state(site)

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(stages.BuildFailed, match=r"No space left on device.*Make room"):
        stages.build(load(content), site, "https://example.org/", ROOT, Progress(), anew=True)
    monkeypatch.undo()
    assert state(site) == before
    assert [path.name for path in tmp_path.iterdir() if ".made." in path.name] == []


def test_where_no_folder_can_be_made_that_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SpoolFailed, match="Could not write"), spool(tmp_path / "file" / "site"):
        pass
