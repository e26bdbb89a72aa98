"""Whatever happens to the files, a build tells problems: no traceback, no hang, and the published site stands."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest

import build
from atlas import stages
from atlas.publishing.publish import Published
from tests.damage import WAYS, damage
from tests.test_sites import state
from tests.trees import lay

SEEDS = 60
LONGEST = 5.0
"""Seconds of processor time that one small tree may take."""

LINE = re.compile(r"content(/[^:]*)?:[0-9]+:[0-9]+: \S.*|    .*")


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    return lay(tmp_path_factory.mktemp("good") / "content")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was published before."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / ".policy-atlas-site").write_text("the old site")
    (folder / "index.html").write_text("<p>the old page</p>")
    return folder


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_damaged_tree_gives_problems_and_leaves_the_site_alone(seed, good, site, capsys, monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    passed: list[bool] = []
    # A tree that passes is built elsewhere.
    monkeypatch.setattr(stages, "build", lambda *_, **__: passed.append(True) or Published((), (), (), {}))
    content = site.with_name("content")
    shutil.copytree(good, content)
    done = damage(content, seed)
    before, start = state(site), time.process_time()
    status = build.main(["build", "--content", str(content), "--out", str(site)])
    assert time.process_time() - start < LONGEST, done
    output = capsys.readouterr()
    assert (status == 0) == bool(passed), done
    assert state(site) == before, done
    noted = {".site.unchanged"} if passed else set()
    assert {path.name for path in site.parent.iterdir()} - noted == {"content", "site"}
    assert "Traceback" not in output.err, done
    for line in output.out.split("\n")[:-1]:
        assert LINE.fullmatch(line), (line, done)
        assert "is not valid (" not in line, "a refusal in the words of a library"


def test_the_damage_is_the_same_each_time_and_of_every_sort(good, tmp_path):
    done = []
    for seed in range(SEEDS):
        content = tmp_path / "content"
        shutil.copytree(good, content)
        done += damage(content, seed)
        shutil.rmtree(content)
    assert {told.rpartition(" ")[2] for told in done} == {way.__name__ for way in WAYS}
    assert len({told.partition(":")[0] for told in done}) > SEEDS / 2
    shutil.copytree(good, tmp_path / "once")
    shutil.copytree(good, tmp_path / "again")
    assert damage(tmp_path / "once", 7) == damage(tmp_path / "again", 7)
    once, again = (
        {name: each[0] for name, each in state(tmp_path / name).items()} for name in ("once", "again")
    )
    assert once == again
